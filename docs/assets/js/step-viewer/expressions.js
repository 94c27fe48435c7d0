/** Expressions of a trace: their text, in names or in numbers, and their value. */

import { shown } from "../shared/numbers.js";

const LEVEL = { ">": 0, ">=": 0, "<": 0, "<=": 0, "+": 1, "-": 1, neg: 1, "*": 2, "/": 2, "**": 3 };
const SIGN = { "+": " + ", "-": " − ", "/": " / ", ">": " > ", ">=": " ≥ ", "<": " < ", "<=": " ≤ " };
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * An expression of the trace as a list of texts and of `{ leaf, text }`.
 *
 * `write(leaf)` gives the text of an operand; `times` stands between factors; `truth(node)` may give the text
 * that stands for a comparison.
 */
export function written(node, { write, times, truth = () => null }) {
  return new Writer(write, times, truth).node(node, 0, true);
}

class Writer {
  constructor(write, times, truth) {
    Object.assign(this, { write, times, truth });
  }

  /** `first`: nothing stands before it that a minus sign could be mistaken for. */
  node(node, level, first) {
    if (!Array.isArray(node)) return this.atom(node, level, first);
    const [operation, ...parts] = node;
    const known = operation in LEVEL && LEVEL[operation] === 0 ? this.truth(node) : null;
    if (known !== null) return [known];
    if (!(operation in LEVEL)) return this.call(operation, parts);
    const own = LEVEL[operation];
    const enclosed = own < level || (own === 0 && !first) || (operation === "neg" && !first);
    const inner = this.operation(operation, parts, own, enclosed || first);
    return enclosed ? ["(", ...inner, ")"] : inner;
  }

  operation(operation, parts, own, first) {
    if (operation === "neg") return ["−", ...this.node(parts[0], 2, false)];
    if (operation === "**") return [...this.node(parts[0], 4, first), ...this.power(parts[1])];
    const right = operation === "+" ? own : own + 1;
    const between = operation === "*" ? this.times : SIGN[operation];
    const afterQuotient = operation === "*" && parts[0]?.[0] === "/"; // a / b·c would read as a / (b·c)
    const [left, strict] = [afterQuotient ? own + 1 : own || 1, right];
    return [...this.node(parts[0], left, first), between, ...this.node(parts[1], strict, false)];
  }

  power(node) {
    const tokens = this.node(node, 4, false);
    const text = tokens.map(textOf).join("");
    if (!/^\d+$/.test(text)) return ["^", ...tokens];
    const raised = text.replace(/\d/g, (digit) => RAISED[digit]);
    return [tokens[0].leaf ? { ...tokens[0], text: raised } : raised];
  }

  call(name, parts) {
    const inner = parts.flatMap((part, k) => [...(k ? [", "] : []), ...this.node(part, 0, true)]);
    if (name === "abs") return ["|", ...inner, "|"];
    const bare = name === "sqrt" && inner.length === 1 && !textOf(inner[0]).startsWith("-");
    return bare ? ["√", ...inner] : [name === "sqrt" ? "√" : name, "(", ...inner, ")"];
  }

  atom(node, level, first) {
    const leaf = typeof node === "string";
    const text = leaf ? this.write(node) : shown(node, Number.isInteger(node) ? "i" : "r");
    const token = leaf ? { leaf: node, text } : text;
    const enclosed = (text.startsWith("-") && (!first || level > 3)) || (/\de/.test(text) && level > 3);
    return enclosed ? ["(", token, ")"] : [token];
  }
}

const COMPUTE = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": Math.pow,
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  neg: (a) => -a,
};

/** The expression's value; `value(leaf)` gives an operand's. */
export function evaluate(node, value) {
  if (typeof node === "string") return value(node);
  if (!Array.isArray(node)) return node;
  const [operation, ...parts] = node;
  return (COMPUTE[operation] ?? Math[operation])(...parts.map((part) => evaluate(part, value)));
}

/**
 * Whether the expression in the numbers that `text(leaf)` shows is exactly the number shown as `result`: as
 * fractions or, where there are roots and functions in it, as far as a computer tells.
 */
export function isExactly(node, text, result) {
  const exact = fraction(node, text);
  const [above, below] = ratio(result) ?? [];
  if (exact && above !== undefined) return exact[0] * below === above * exact[1];
  return evaluate(node, (leaf) => Number(text(leaf))) === Number(result);
}

/** The expression's value as [numerator, denominator]; null where it has a root, a function, a comparison. */
function fraction(node, text) {
  if (!Array.isArray(node)) return ratio(typeof node === "string" ? text(node) : String(node));
  const [operation, ...parts] = node;
  const values = operation in RATIONAL ? parts.map((part) => fraction(part, text)) : [null];
  return values.every(Boolean) ? RATIONAL[operation](...values) : null;
}

const RATIONAL = {
  "+": ([a, b], [c, d]) => [a * d + c * b, b * d],
  "-": ([a, b], [c, d]) => [a * d - c * b, b * d],
  "*": ([a, b], [c, d]) => [a * c, b * d],
  "/": ([a, b], [c, d]) => (c ? [a * d, b * c] : null),
  "**": ([a, b], [c, d]) => (d === 1n && c >= 0n && c < 1000n ? [a ** c, b ** c] : null),
  neg: ([a, b]) => [-a, b],
};

/** What a text such as `-1.50e-05` says as [numerator, denominator]; null for inf and nan. */
function ratio(text) {
  const [, digits, decimals = "", exponent = 0] = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const power = Number(exponent) - decimals.length;
  const whole = BigInt(digits + decimals);
  return power < 0 ? [whole, 10n ** BigInt(-power)] : [whole * 10n ** BigInt(power), 1n];
}

export const textOf = (token) => token.text ?? token;
