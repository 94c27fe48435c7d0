// What the explorer's element and a page's address can set.

import assert from "node:assert/strict";
import test from "node:test";
import { RULES, SURFACES } from "../../docs/assets/js/optimizer-explorer/optimizers.js";
import { readAttributes, readQuery, writeQuery } from "../../docs/assets/js/optimizer-explorer/settings.js";

const ALL = Object.keys(RULES);
const OFFERED = readAttributes({ rules: "momentum adam", start: "-4" });
const { page } = OFFERED;
const found = ({ problems }) => problems.map(({ name, code }) => [name, code]);

test("attributes say what a page offers", () => {
  assert.deepEqual(OFFERED.problems, []);
  assert.deepEqual(page.offeredRules, ["gd", "momentum", "adam"]);
  assert.deepEqual(page.offeredSurfaces, Object.keys(SURFACES));
  assert.deepEqual([page.defaults.start, page.defaults.table], [-4, "adam"]);
});

test("without attributes all is offered", () => {
  const { offeredRules, offeredSurfaces, defaults } = readAttributes({}).page;
  assert.deepEqual([offeredRules, offeredSurfaces], [ALL, Object.keys(SURFACES)]);
  assert.deepEqual([defaults.rules, defaults.table, defaults.surface], [ALL, ALL.at(-1), "bowl"]);
});

test("wrong attributes are reported", () => {
  const read = readAttributes({ rules: "adem", lr: "fast", id: "x" });
  assert.deepEqual(found(read), [["rules", "unknownName"], ["lr", "notANumber"]]);
  assert.deepEqual(read.page.offeredRules, ALL);
});

/** Settings of every kind that can be set, the `k`-th. */
function settings(k) {
  const pick = (list) => list[k % list.length];
  const steps = 1 + (k * 7) % 60;
  return {
    ...page.defaults, steps, start: -8 + k / 7, x: k / 3, y: 2 - k / 9, lr: 1 / (k + 1), m: (k % 11) / 11,
    eps: pick([0, 1e-8, 0.1 + 1e-17, 3e-10]), beta_2: pick([0.9, 0.999, 1 - 2 ** -9]),
    a: 0.06 + k / 300, b: 0.2 + k / 60, turned: k % 2 === 1, at: pick([0, steps - 1, steps]),
    rules: page.offeredRules.filter((_, i) => (k >> i) & 1),
    table: pick(page.offeredRules), surface: pick(["bowl", "ravine"]), digits: pick(["short", "all"]),
  };
}

test("settings survive the address, and what others put there stays", () => {
  for (let k = 0; k < 300; k += 1) {
    const query = writeQuery("?utm_source=a&lr=7", settings(k), page);
    assert.deepEqual(readQuery(query, page), { settings: settings(k), problems: [] });
    assert.ok(query.endsWith("utm_source=a"), query);
  }
});

test("only what differs is written", () => {
  assert.equal(writeQuery("", page.defaults, page), "");
  const changed = { ...page.defaults, lr: 1.9, rules: ["gd", "adam"], turned: true };
  assert.equal(writeQuery("", changed, page), "?lr=1.9&rules=gd,adam&turned=45");
});

const UNUSABLE = {
  "?lr=abc": ["lr", "notANumber"], "?lr=": ["lr", "notANumber"], "?lr=1,9": ["lr", "notANumber"],
  "?lr=0x10": ["lr", "notANumber"], "?lr=Infinity": ["lr", "notANumber"], "?lr=-1": ["lr", "outside"],
  "?lr=1e9": ["lr", "outside"], "?rho=1": ["rho", "outsideOpen"], "?beta_1=1.5": ["beta_1", "outsideOpen"],
  "?steps=1.5": ["steps", "notWhole"], "?steps=0": ["steps", "outside"], "?steps=9999": ["steps", "outside"],
  "?at=17": ["at", "outside"], "?rules=gd,sgd": ["rules", "unknownName"],
  "?rules=rmsprop": ["rules", "unknownName"],
  "?table=adagrad": ["table", "unknownName"], "?surface=hill": ["surface", "unknownName"],
  "?turned=yes": ["turned", "unknownName"], "?digits=many": ["digits", "unknownName"],
  "?speed=3": ["speed", "unknownKey"], "?%3Cb%3E=1": ["<b>", "unknownKey"],
  "?toString=1": ["toString", "unknownKey"],
};

for (const [query, problem] of Object.entries(UNUSABLE)) {
  test(`${query} is reported, and the page's own stays`, () => {
    const read = readQuery(query, page);
    assert.deepEqual(found(read), [problem]);
    assert.deepEqual(read.settings, page.defaults);
  });
}

test("the first of two counts", () => {
  const read = readQuery("?lr=1&lr=2", page);
  assert.deepEqual([read.settings.lr, found(read)], [1, [["lr", "twice"]]]);
});

test("addresses with a former name still open", () => {
  const read = readQuery("?lo=0.75", readAttributes({ rules: "rmsprop" }).page);
  assert.deepEqual([read.settings.rho, read.problems], [0.75, []]);
});

test("what others put into an address is left alone", () => {
  const read = readQuery("?h=adam&utm_source=x&fbclid=y", page);
  assert.deepEqual(read, { settings: page.defaults, problems: [] });
});
