// Addresses of what a step viewer shows: written and read, and the places that they mean.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { placeOf, readLink, writeLink } from "../../docs/assets/js/step-viewer/link.js";
import { Trace } from "../../docs/assets/js/step-viewer/trace.js";

const LABELS = new URL("../../docs/assets/js/step-viewer/labels.en.json", import.meta.url);
const labels = JSON.parse(readFileSync(LABELS)).link;
const made = (line, name, shape, epochs) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const first = epochs[0] < 0 ? 0 : line;
  const order = epochs.map((_, k) => (k ? 10 : first));
  const epoch = epochs.map((at, k) => (k ? at - epochs[k - 1] : at));
  const values = Array(size).fill([1]);
  return { line, name, shape, kind: "made", form: "r", order, epoch, values, why: [], digits: [] };
};
const TRACE = new Trace({
  program: "9_1.py", name: "9_1", library: "NumPy",
  source: ["W = …", "for epoch in range(2):", "    Y = …", "    W = …"],
  loop: ["epoch", 2, 4], epochs: [0, 1], lines: [[1, [], ["W"]], [3, ["W"], ["Y"]], [4, ["W", "Y"], ["W"]]],
  bindings: [made(1, "W", [2, 3], [-1]), made(3, "Y", [], [0, 1]), made(4, "W", [2, 3], [0, 1])],
});

test("line by line through all epochs, and back", () => {
  for (const by of [1, -1]) {
    const walked = [];
    let place = by > 0 ? { line: TRACE.line(1), epoch: 0 } : { line: TRACE.line(4), epoch: 1 };
    for (; place; place = TRACE.following(place, by)) walked.push([place.line.first, place.epoch]);
    const all = [[1, 0], [3, 0], [4, 0], [3, 1], [4, 1]];
    assert.deepEqual(walked, by > 0 ? all : all.reverse());
  }
});

const FALLS_BACK = "the view starts from the beginning.";
const LINKS = {
  "#why=411_1,e199,W,0,1": { program: "411_1", epoch: 199, name: "W", line: null, places: [0, 1] },
  "#why=411_1,e1,W@7,1,0": { program: "411_1", epoch: 1, name: "W", line: 7, places: [1, 0] },
  "#why=421_1,Es,3": { program: "421_1", epoch: null, name: "Es", line: null, places: [3] },
  "#why=411_1-200,e0": { program: "411_1-200", epoch: 0, name: null, line: null, places: [] },
  "#why=411_1": { program: "411_1", epoch: null, name: null, line: null, places: [] },
  "#why=411_1,e0,X,0,0;e1,W,0,1;e0,Wb@20,0,1": {
    program: "411_1", epoch: 0, name: "X", line: null, places: [0, 0], trail: [
      { program: "411_1", epoch: 1, name: "W", line: null, places: [0, 1] },
      { program: "411_1", epoch: 0, name: "Wb", line: 20, places: [0, 1] }],
  },
};

for (const [hash, link] of Object.entries(LINKS)) {
  test(`${hash} is read and written`, () => {
    assert.deepEqual(readLink(hash), link);
    assert.equal(writeLink(link), hash);
  });
}

for (const [former, name] of [["lo", "rho"], ["DpE", "dEdp"]]) {
  test(`${former}, as it was called, is ${name}`, () => {
    assert.equal(readLink(`#why=433_1,e0,${former}`).name, name);
  });
}

for (const [hash, link] of [
  ["#section", null], ["#why=%E0%A4%A", { program: "", problem: "#why=%E0%A4%A" }],
  ["#why=411_1,epoch=3", { program: "411_1", problem: "epoch=3" }],
  ["#why=411_1,e0,W,x", { program: "411_1", problem: "x" }],
  ["#why=411_1,e0,%3Cimg%3E", { program: "411_1", problem: "<img>" }],
]) test(`${hash} is no link, or can't be read`, () => assert.deepEqual(readLink(hash), link));

for (const [rest, line, element, problem] of [
  ["e1,W,1,2", 4, 5, ""], ["e1,W@1,1,2", 1, 5, ""], ["e1,Y", 3, 0, ""], ["e1", undefined, undefined, ""],
  ["e7,W", undefined, undefined, "The address asks for epoch 7; the record has only 0 to 1."],
  ["e0,Q", undefined, undefined, `No line makes “Q”, which the address asks for; ${FALLS_BACK}`],
  ["e0,W@3", undefined, undefined, `No line makes “W@3”, which the address asks for; ${FALLS_BACK}`],
  ["e0,W,0,9", 4, 0, "The address asks for W[0,9], which doesn’t exist; the first element is shown."],
  ["e0,W,0", 4, 0, "The address asks for W[0], which doesn’t exist; the first element is shown."],
  ["x=1", undefined, undefined, `“x=1” in the address can’t be read; ${FALLS_BACK}`],
]) {
  test(`${rest} leads to line ${line}, element ${element}`, () => {
    const { place, problem: said } = placeOf(readLink(`#why=9_1,${rest}`), TRACE, labels);
    assert.deepEqual([place.line?.first, place.element, said], [line, element, problem]);
  });
}
