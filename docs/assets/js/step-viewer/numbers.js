/**
 * Numbers and arithmetic as text, by the rules of literate/viewer/rounding.py: the same value, form and extra digits
 * give the same text here and there.
 */

const FULL = 99;
const HUGE = 1e15;

/** How many more digits operands and result show, by the trace's code for it; null: no arithmetic. */
export function digitsOf(code) {
  if (code >= "0" && code <= "9") return { operands: Number(code), result: 0 };
  if (code >= "a" && code <= "j") return { operands: code.charCodeAt(0) - 97, result: 1 };
  const result = { y: 0, z: 1, x: FULL }[code];
  return result === undefined ? null : { operands: FULL, result };
}

/** The value as text, in a form ("i", "r", "f3", "a3": see digits.py) and with some digits more. */
export function shown(value, form, extra = 0) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (form === "i") return String(value);
  if (form === "r" || extra === FULL || Math.abs(value) >= HUGE) return repr(value);
  const digits = Number(form.slice(1)) + extra;
  if (form[0] === "f" || value === 0) return fixed(value, digits);
  const scientific = exponential(value, digits - 1);
  const exponent = Number(scientific.split("e")[1]);
  if (exponent < -4) return scientific;
  return fixed(value, exponent >= -1 ? digits : digits - 1 - exponent);
}

const sign = (value) => (value < 0 || Object.is(value, -0) ? "-" : "");

/** Rounds exact halves to even, as Python does; JavaScript rounds them away from 0. */
function fixed(value, digits) {
  const size = Math.abs(value);
  const short = size.toFixed(digits);
  const rest = (size * 10 ** digits) % 1;
  if (digits <= 6 && size < 1e6 && Math.abs(rest - 0.5) > 1e-3) return sign(value) + short; // no half by far
  return sign(value) + halfToEven(short, size.toFixed(Math.min(100, digits + 40)), digits);
}

function exponential(value, digits) {
  const size = Math.abs(value);
  const [short, exponent] = size.toExponential(digits).split("e");
  const [long, longExponent] = size.toExponential(Math.min(100, digits + 40)).split("e");
  const mantissa = exponent === longExponent ? halfToEven(short, long, digits) : short;
  return `${sign(value)}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

function halfToEven(short, long, digits) {
  const [whole, decimals] = long.split(".");
  const tie = /^50*$/.test(decimals.slice(digits));
  const even = digits ? `${whole}.${decimals.slice(0, digits)}` : whole;
  return tie && "02468".includes(even.at(-1)) ? even : short;
}

/** The shortest text that means this very number, laid out as Python's repr. */
function repr(value) {
  const [mantissa, power] = Math.abs(value).toExponential().split("e");
  const exponent = Number(power);
  const digits = mantissa.replace(".", "");
  if (exponent >= -4 && exponent < 16) {
    const point = Math.max(0, exponent) + 1;
    const padded = ("0".repeat(Math.max(0, -exponent)) + digits).padEnd(point, "0");
    return `${sign(value)}${padded.slice(0, point)}.${padded.slice(point) || "0"}`;
  }
  return `${sign(value)}${mantissa}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}

// ---- arithmetic -------------------------------------------------------------------------------------------

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

export const textOf = (token) => token.text ?? token;
