/** How the explorer writes numbers. */

/**
 * A float as Python and NumPy print it: the shortest digits that give the same float back, an
 * exponent below 1e-4 and from 1e16 on, and `.0` where nothing else says that it is a float.
 */
export function asPython(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const [mantissa, power] = Math.abs(x).toExponential().split("e");
  const exponent = Number(power);
  if (x !== 0 && (exponent < -4 || exponent >= 16)) return sign + mantissa + "e" + pythonExponent(exponent);
  const digits = mantissa.replace(".", "");
  if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + digits;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return sign + whole + "." + (digits.slice(exponent + 1) || "0");
}

const pythonExponent = (exponent) => (exponent < 0 ? "-" : "+") + String(Math.abs(exponent)).padStart(2, "0");

/** For reading: six significant digits; beyond a million or below 0.0001 two, as in 1.2e+8. */
export const short = (x) => rounded(x, 6, 2);

/**
 * `x` to `digits` significant digits without trailing zeros; where it needs an exponent, to
 * `exponentDigits`.
 */
export function rounded(x, digits, exponentDigits = digits) {
  if (!Number.isFinite(x)) return asPython(x);
  const size = Math.abs(x);
  if (x === 0 || (size >= 1e-4 && size < 1e6)) return String(Number(x.toPrecision(digits)));
  const [mantissa, exponent] = x.toExponential(exponentDigits - 1).split("e");
  return String(Number(mantissa)) + "e" + exponent;
}

/**
 * The right-hand side of a program's line with numbers put in, e.g. `0.5 * 0 - 0.5 * (-3)`, and its
 * result. Each operand gets as many digits as it takes for the shown expression to give the shown
 * result, never fewer than six.
 */
export function arithmetic({ text, operands, result, compute }, allDigits) {
  if (allDigits) return [substitute(text, operands, asPython), asPython(result)];
  const shown = short(result);
  let digits = 6;
  while (digits < 17 && short(compute(roundAll(operands, digits))) !== shown) digits++;
  return [substitute(text, operands, (x) => rounded(x, digits)), shown];
}

const roundAll = (operands, digits) =>
  Object.fromEntries(
    Object.entries(operands).map(([name, x]) => [name, Number.isFinite(x) ? Number(rounded(x, digits)) : x]),
  );

/**
 * `text` with every variable replaced by its value, a negative one in brackets where it follows an
 * operator or is raised to a power; `t` counts steps and stays whole.
 */
function substitute(text, operands, write) {
  return text.replace(/\b[A-Za-z]\w*\b/g, (name, offset) => {
    if (!(name in operands)) return name;
    const value = name === "t" ? String(operands.t) : write(operands[name]);
    const leads = /(^|\()$/.test(text.slice(0, offset)) && !/^ \*\*/.test(text.slice(offset + name.length));
    return value.startsWith("-") && !leads ? `(${value})` : value;
  });
}
