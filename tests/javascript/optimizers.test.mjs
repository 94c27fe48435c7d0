// What follows from the rules by themselves; test_optimizers.py compares them with the programs and Keras.

import assert from "node:assert/strict";
import test from "node:test";
import { arithmetic } from "../../docs/assets/js/optimizer-explorer/arithmetic.js";
import { RULES, explain, growth, names, run } from "../../docs/assets/js/optimizer-explorer/optimizers.js";
import { readAttributes } from "../../docs/assets/js/optimizer-explorer/settings.js";

const SECTION = readAttributes({}).page.defaults;
const near = (one, other) => assert.ok(Math.abs(one - other) <= 1e-12, `${one} is not ${other}`);
const places = (rule, settings) =>
  run(rule, "bowl", { ...SECTION, ...settings }).map(({ point }) => point[0]);

test("the turned ravine is the ravine turned: descent doesn't care which way the axes point", () => {
  const ahead = { ...SECTION, x: 3, y: 1 };
  const turned = { ...SECTION, x: Math.SQRT1_2 * (3 - 1), y: Math.SQRT1_2 * (3 + 1), turned: true };
  const rows = run("gd", "ravine", turned);
  run("gd", "ravine", ahead).forEach(({ point: [x, y], height }, t) => {
    near(Math.SQRT1_2 * (x - y), rows[t].point[0]);
    near(Math.SQRT1_2 * (x + y), rows[t].point[1]);
    near(height, rows[t].height);
  });
});

for (const rule of ["gd", "momentum", "adam"]) {
  test(`${rule} stays where it starts at the lowest point`, () => {
    assert.deepEqual([...new Set(places(rule, { start: -2 }))], [-2]);
  });
}

for (const [lr, factor] of [[1, 0], [1.9, 0.9], [2, 1], [2.1, 1.1]]) {
  test(`descent with lr = ${lr} multiplies the distance by its growth, ${factor}`, () => {
    const grown = growth("gd", "bowl", { ...SECTION, lr });
    near(grown, factor);
    const distances = places("gd", { lr }).map((p) => Math.abs(p + 2));
    distances.slice(1).forEach((distance, t) => near(distance, grown * distances[t]));
  });
}

test("growth leaves out a direction in which nothing moves", () => {
  const grown = (x, y) => growth("gd", "ravine", { ...SECTION, b: 100, x, y });
  assert.deepEqual([grown(-5, 1), grown(-5, 0), grown(0, 0)], [49, 0.95, null]);
});

for (const rule of ["adagrad", "rmsprop", "adam"]) {
  test(`${rule}, whose step doesn't grow with the slope, has no growth`, () => {
    assert.equal(growth(rule, "bowl", SECTION), null);
  });
}

for (const [rule, { settings, memory, lines }] of Object.entries(RULES)) {
  test(`the lines of ${rule} read what there is by then`, () => {
    const known = new Set(["p", "dEdp", "t", ...settings, ...Object.keys(memory)]);
    for (const { target, text } of lines) {
      assert.deepEqual(names(text).filter((name) => !known.has(name)), []);
      known.add(target);
    }
  });
}

test("the arithmetic of a line shows six digits where they do", () => {
  const line = explain("adam", "bowl", run("adam", "bowl", SECTION), 16, 0, SECTION).at(-1);
  const text = "-1.03397 - 0.5 * 0.357925 / (np.sqrt(1.90417) + 1e-8)";
  assert.deepEqual(arithmetic(line, false), [text, "-1.16366"]); // of -1.033972934… and -1.163663645…
});
