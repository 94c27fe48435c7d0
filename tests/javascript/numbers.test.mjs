// How the scripts write numbers. test_shown_numbers.py compares them with Python on many more.

import assert from "node:assert/strict";
import test from "node:test";
import { repr, rounded, short, shown } from "../../docs/assets/js/shared/numbers.js";

const ROWS = [
  [short, [123456789], "1.2e+8"], [short, [-2e300], "-2e+300"],
  [short, [999999], "999999"], [short, [1e6], "1e+6"],
  [short, [-3.571428571], "-3.57143"], [short, [0.0001], "0.0001"], [short, [0.00001234], "1.234e-5"],
  [short, [0], "0"], [short, [-0], "0"], [short, [2.5], "2.5"],
  [short, [NaN], "nan"], [short, [-Infinity], "-inf"],
  [rounded, [-1.953125, 6], "-1.95312"], [rounded, [999999.5, 6], "1000000"], [rounded, [0.5, 1], "0.5"],
  [repr, [-0], "-0.0"], [repr, [1e16], "1e+16"], [repr, [1e-5], "1e-05"], [repr, [19], "19.0"],
  [shown, [60, "f3"], "60.000"], [shown, [19, "i"], "19"], [shown, [-2, "r"], "-2.0"],
  [shown, [0.00324, "a3"], "0.00324"],
  [shown, [0.00324, "a3", 2], "0.0032400"], [shown, [1.1e-11, "a3"], "1.10e-11"],
  [shown, [0.0625, "f3"], "0.062"],
  [shown, [-0.0001, "f3"], "-0.000"], [shown, [NaN, "f3"], "nan"], [shown, [Infinity, "i"], "inf"],
];

for (const [write, parameters, text] of ROWS) {
  test(`${write.name}(${parameters}) is ${text}`, () => assert.equal(write(...parameters), text));
}
