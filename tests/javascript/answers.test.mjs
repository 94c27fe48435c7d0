// How exercises read what is typed, and what they say is off.

import assert from "node:assert/strict";
import test from "node:test";
import { judgeChoice, judgeNumber, readNumbers } from "../../docs/assets/js/exercises/answers.js";

for (const [typed, numbers] of [
  ["3.32", [3.32]], [" 3,32 ", [3.32]], ["+3.32", [3.32]], ["−16", [-16]], ["-.5", [-0.5]], ["1e-5", [1e-5]],
  ["1,832", [1832, 1.832]], ["1\u2009832", [1832]], ["1 354,9472", [1354.9472]], ["1,354.9472", [1354.9472]],
  ["25 %", [0.25, 25]], ["72％", [0.72, 72]], ["7.", [7]], ["", []], ["minus two", []], ["1.2.3", []], ["1-0.5*-2", [2]], ["1/0", []], ["x", []], ["1-%", []], ["Infinity", []],
]) {
  test(`“${typed}” is ${numbers}`, () => assert.deepEqual(readNumbers(typed), numbers));
}

const ASKED = { value: 3.32, digits: 2, wrong: [2.68, 4.4] };
for (const [typed, judged] of [
  ["3.32", { right: true }], ["3,32", { right: true }], ["3.324", { right: true }],
  ["3.33", { right: false, off: "digits" }], ["3.2", { right: false, off: "wrong" }], ["2,68", { right: false, listed: 0 }],
  ["-3.32", { right: false, off: "sign" }], ["6.64", { right: false, off: "twice" }],
  ["332%", { right: true }], ["1 + 2,32", { right: true }], ["1.66", { right: false, off: "half" }], ["33.2", { right: false, off: "point" }],
  ["9", { right: false, off: "wrong" }], ["", { right: false, off: "empty" }],
  ["three", { right: false, off: "unreadable" }],
]) {
  test(`3.32 was asked for, and “${typed}” given`, () => assert.deepEqual(judgeNumber(typed, ASKED), judged));
}

test("a whole number is right with any mark between its groups", () => {
  for (const typed of ["1832", "1,832", "1 832", "+1832.0"]) {
    assert.deepEqual(judgeNumber(typed, { value: 1832, digits: 0 }), { right: true });
  }
  assert.equal(judgeNumber("1831", { value: 1832, digits: 0 }).right, false);
});

test("nothing is off of zero but all of it", () => {
  assert.deepEqual(judgeNumber("5", { value: 0, digits: 0 }), { right: false, off: "wrong" });
});

test("a choice is right, wrong or none", () => {
  assert.deepEqual(judgeChoice(1, 1), { right: true, listed: 1 });
  assert.deepEqual(judgeChoice(0, 1), { right: false, listed: 0 });
  assert.deepEqual(judgeChoice(-1, 1), { right: false, off: "empty" });
});
