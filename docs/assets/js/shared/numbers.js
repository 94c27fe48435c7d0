/**
 * Numbers as text: as Python and NumPy print them, or rounded, with an exact half going to the even digit as
 * it does there; JavaScript would take the larger.
 */

const FULL = 99; // extra digits: all that there are
const HUGE = 1e15; // from here on a double has no decimals

/**
 * A float as Python's repr has it: the shortest digits that give the same float back, an exponent below 1e-4
 * and from 1e16 on, and `.0` where nothing else says that it is a float.
 */
export function repr(x) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  const [mantissa, exponent] = Math.abs(x).toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) return sign(x) + mantissa + "e" + padded(exponent);
  const digits = "0".repeat(Math.max(0, -power)) + mantissa.replace(".", "");
  const point = Math.max(0, power) + 1;
  return `${sign(x)}${digits.slice(0, point).padEnd(point, "0")}.${digits.slice(point) || "0"}`;
}

/** For reading: six significant digits; from a million on, where something has run away, two: 1.2e+8. */
export const short = (x) => (Math.abs(x) >= 1e6 ? rounded(x, 2) : rounded(x, 6));

/** `x` to `digits` significant digits without trailing zeros, with an exponent below 1e-4 and from 1e6 on. */
export function rounded(x, digits) {
  if (!Number.isFinite(x)) return repr(x);
  const [mantissa, exponent] = exponential(Math.abs(x), digits - 1);
  const size = Math.abs(x);
  const plain = x === 0 || (size >= 1e-4 && size < 1e6);
  const text = plain ? Number(`${mantissa}e${exponent}`) : `${Number(mantissa)}e${exponent}`;
  return x < 0 ? `-${text}` : String(text);
}

/**
 * A value of a trace, in its form and with some digits more, by the rules of literate/viewer/rounding.py: the
 * same value, form and extra digits give the same text here and there. Forms: "i" an integer, "r" as Python's
 * repr, "f3" three decimals, "a3" three decimals, or significant digits where the value is small.
 */
export function shown(value, form, extra = 0) {
  if (form === "i" && Number.isFinite(value)) return String(value);
  if (form === "r" || extra === FULL || !(Math.abs(value) < HUGE)) return repr(value);
  const digits = Number(form.slice(1)) + extra;
  if (form[0] === "f" || value === 0) return fixed(value, digits);
  const [mantissa, exponent] = exponential(Math.abs(value), digits - 1);
  const power = Number(exponent);
  if (power < -4) return sign(value) + mantissa + "e" + padded(exponent);
  return fixed(value, power >= -1 ? digits : digits - 1 - power);
}

const sign = (x) => (x < 0 || Object.is(x, -0) ? "-" : "");

/** An exponent of at least two digits, as Python writes it. */
const padded = (exponent) => exponent[0] + exponent.slice(1).padStart(2, "0");

/** `x` with this many decimals. */
function fixed(x, decimals) {
  const size = Math.abs(x);
  const text = size.toFixed(decimals);
  const rest = (size * 10 ** decimals) % 1;
  const isNoHalf = decimals <= 6 && size < 1e6 && Math.abs(rest - 0.5) > 1e-3; // by far, and told quickly
  return sign(x) + (isNoHalf ? text : halfToEven(text, size.toFixed(more(decimals)), decimals));
}

/** [mantissa with this many decimals, exponent with its sign] of a size. */
function exponential(size, decimals) {
  const [mantissa, exponent] = size.toExponential(decimals).split("e");
  const [exact, sameExponent] = size.toExponential(more(decimals)).split("e");
  return [exponent === sameExponent ? halfToEven(mantissa, exact, decimals) : mantissa, exponent];
}

/** Digits enough to tell an exact half from what is merely near to one. */
const more = (decimals) => Math.min(100, decimals + 40);

/** `text`, which is `exact` rounded to so many decimals, or what is even where `exact` lies halfway. */
function halfToEven(text, exact, decimals) {
  const [whole, rest] = exact.split(".");
  const even = decimals ? `${whole}.${rest.slice(0, decimals)}` : whole;
  return /^50*$/.test(rest.slice(decimals)) && "02468".includes(even.at(-1)) ? even : text;
}
