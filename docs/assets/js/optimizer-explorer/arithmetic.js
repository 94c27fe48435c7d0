/** The arithmetic of a program's line as text, with numbers for its names. */

import { repr, rounded, short } from "../shared/numbers.js";

/**
 * The right-hand side of a program's line with numbers put in, e.g. `0.5 * 0 - 0.5 * (-3)`, and its
 * result. Each operand gets as many digits as it takes for the shown expression to give the shown
 * result, never fewer than six.
 */
export function arithmetic({ text, operands, result, compute }, allDigits) {
  if (allDigits) return [substitute(text, operands, repr), repr(result)];
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
