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

/** For reading: six significant digits; from a million on, where a rule has run away, two: 1.2e+8. */
export const short = (x) => (Math.abs(x) >= 1e6 ? rounded(x, 2) : rounded(x, 6));

/** `x` to `digits` significant digits without trailing zeros, with an exponent below 1e-4 and from 1e6 on. */
export function rounded(x, digits) {
  if (!Number.isFinite(x)) return asPython(x);
  const [mantissa, exponent] = toEven(x, digits).split("e");
  const plain = x === 0 || (Math.abs(x) >= 1e-4 && Math.abs(x) < 1e6);
  return plain ? String(Number(`${mantissa}e${exponent}`)) : `${Number(mantissa)}e${exponent}`;
}

/**
 * x.toExponential(digits - 1), but with a number exactly halfway between two rounded to the even one as
 * Python and NumPy do; JavaScript takes the larger. -1.953125 to six digits is -1.95312.
 */
function toEven(x, digits) {
  const shortest = x.toExponential().replace(/^-|\./g, "").split("e")[0];
  const couldBeHalfway = shortest.length === digits + 1 && shortest.endsWith("5");
  if (!couldBeHalfway || /[13579]/.test(shortest[digits - 1])) return x.toExponential(digits - 1);
  const [exact, exponent] = x.toExponential(100).split("e");
  const isHalfway = /^0*$/.test(exact.replace(/^-|\./g, "").slice(digits + 1));
  return isHalfway
    ? `${exact.slice(0, exact.indexOf(".") + digits)}e${exponent}`
    : x.toExponential(digits - 1);
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
