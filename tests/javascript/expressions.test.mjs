// Expressions of a trace as text and as numbers.

import assert from "node:assert/strict";
import test from "node:test";
import { evaluate, textOf, written } from "../../docs/assets/js/step-viewer/expressions.js";

const VALUES = { a: "2", b: "-3", c: "1e-08" };
const text = (node, write = (leaf) => VALUES[leaf]) =>
  written(node, { write, times: " × " }).map(textOf).join("");

for (const [node, shown, value] of [
  [["+", "a", "b"], "2 + (-3)", -1], [["-", "b", "a"], "-3 − 2", -5],
  [["-", "a", ["-", "a", "b"]], "2 − (2 − (-3))", -3],
  [["*", ["+", "a", 1], "b"], "(2 + 1) × (-3)", -9], [["/", "a", ["*", "b", "a"]], "2 / (-3 × 2)", 2 / -6],
  [["*", ["/", "a", "b"], "a"], "(2 / (-3)) × 2", (2 / -3) * 2], [["**", "b", 2], "(-3)²", 9],
  [["**", "a", ["neg", "a"]], "2^(−2)", 0.25], [["**", "c", 2], "(1e-08)²", 1e-8 ** 2],
  [["neg", ["+", "a", "b"]], "−(2 + (-3))", 1],
  [["sqrt", "a"], "√2", Math.SQRT2], [["sqrt", ["+", "a", 2]], "√(2 + 2)", 2], [["abs", "b"], "|-3|", 3],
  [["max", "a", "b", 0], "max(2, -3, 0)", 2],
  [["*", "a", [">", "a", "b"]], "2 × (2 > (-3))", 2], [["exp", ["neg", "a"]], "exp(−2)", Math.exp(-2)],
  [["/", 1, ["+", 1, 0.5]], "1 / (1 + 0.5)", 1 / 1.5],
]) {
  test(`${JSON.stringify(node)} is ${shown}`, () => {
    assert.equal(text(node), shown);
    assert.equal(evaluate(node, (leaf) => Number(VALUES[leaf])), value);
  });
}

test("names stand for themselves, and tokens say which operand they are", () => {
  assert.equal(text(["-", "W:1", ["*", "lr:0", "Wb:1"]], (leaf) => leaf.split(":")[0]), "W − lr × Wb");
  const tokens = written(["**", "a", "e"], { write: (leaf) => ({ a: "2", e: "13" })[leaf], times: "·" });
  assert.deepEqual(tokens, [{ leaf: "a", text: "2" }, { leaf: "e", text: "¹³" }]);
});

test("a comparison that is decided stands as what it gives", () => {
  const tokens = written(["*", "a", [">", "a", 0]], { write: () => "2", times: "·", truth: () => "1" });
  assert.equal(tokens.map(textOf).join(""), "2·1");
});
