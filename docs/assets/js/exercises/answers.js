/** Numbers that readers type, and what is off where one isn't the answer. */

import { readExpression } from "./expression.js";

const BLANKS = /[\s\u00a0\u2007-\u200a\u202f'’_]/g;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/;
const COMMA = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i;

/**
 * The numbers that a reader may mean; none where it can't be read. Accepted are a comma for the decimal point,
 * blanks and commas between groups of three digits, a plus, the minus sign of typesetters, a percent sign at the end,
 * and what is yet to be computed: `1 - 0.5 * -2`. `1,832` is both of what a comma can mean, so it is two numbers:
 * [1832, 1.832]; and so is `72%` where it isn't known whether percents are asked for: [0.72, 72].
 */
export function readNumbers(typed) {
  const [text, percent] = typed.replace(BLANKS, "").replace(/[−–‒﹣－]/g, "-").split(/([%％])$/);
  const found = [];
  if (PLAIN.test(text)) found.push(Number(text));
  if (GROUPED.test(text)) found.push(Number(text.replaceAll(",", "")));
  if (COMMA.test(text)) found.push(Number(text.replace(",", ".")));
  if (percent) found.unshift(...found.map((number) => number / 100));
  else if (!found.length) found.push(readExpression(typed)?.([]));
  return found.filter(Number.isFinite);
}

/** Whether `given` is `value` to so many decimals; whole numbers are exact. */
const same = (given, value, digits) =>
  Math.abs(given - value) <= (digits && 0.5 * 10 ** -digits) + 1e-9 * Math.max(1, Math.abs(value));

/** What each kind of slip makes of the answer, the likeliest first. */
const SLIPS = {
  sign: (value) => [-value],
  twice: (value) => [2 * value],
  half: (value) => [value / 2],
  point: (value) => [10, 100, 1000].flatMap((power) => [value * power, value / power]),
};

/**
 * What there is to say of a number that a reader typed, where `value` is asked for to `digits` decimals:
 * `{right: true}`; or `{right: false}` with `empty` or `unreadable`, with the index `listed` in the `wrong` ones
 * that the author expects, or with what is `off`: "sign", "twice", "half", "point", "digits".
 */
export function judgeNumber(typed, { value, digits, wrong = [] }) {
  if (!typed.trim()) return { right: false, off: "empty" };
  const given = readNumbers(typed);
  if (!given.length) return { right: false, off: "unreadable" };
  const is = (other) => given.some((number) => same(number, other, digits));
  if (is(value)) return { right: true };
  const listed = wrong.findIndex(is);
  if (listed >= 0) return { right: false, listed };
  const slip = Object.keys(SLIPS).find((name) => value !== 0 && SLIPS[name](value).some(is));
  const near = Math.min(5 * 10 ** -digits, 0.05 * Math.abs(value)); // what rounding on the way may make of it
  const isNear = given.some((number) => Math.abs(number - value) <= near);
  return { right: false, off: slip ?? (isNear ? "digits" : "wrong") };
}

/** The same of a choice among options, `right` and `chosen` being indices, the latter -1 for none. */
export function judgeChoice(chosen, right) {
  if (chosen < 0) return { right: false, off: "empty" };
  return { right: chosen === right, listed: chosen };
}
