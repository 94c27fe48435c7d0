/** Labs' exercises: what the notebook's check says, as literate/site/lab_trials.py tried it. */

import { readNumbers } from "./answers.js";
import { readExpression } from "./expression.js";

const GIVEN = "777.125"; // in what is said, where the answer's own value comes
const NEAR = 1e-6; // of a value, how far an expression may be from it

const isNear = (given, right) => Math.abs(given - right) <= NEAR * Math.max(1, Math.abs(right));
const shown = (value) => value.toFixed(3).padStart(GIVEN.length - 1); // as the labs' NumPy prints it

/** What there is to say of the values of an exercise's fields: texts, of a choice indices, -1 for none. */
export function judgeLab(asked, values) {
  if (values.some((value) => value === -1 || value === "" || !String(value).trim())) return { right: false, off: "empty" };
  if (asked.verdicts) return judged(asked.messages[asked.verdicts[placeOf(asked.fields, values)]]);
  return asked.points ? judgeExpressions(asked, values) : judgeNumbers(asked.fields, values);
}

const judged = (says) => (says ? { right: false, says } : { right: true });

/** Where in a list of all that can be chosen, the last field's first, these choices stand. */
const placeOf = (fields, values) =>
  values.reduce((place, value, number) => place * fields[number].options.length + value, 0);

function judgeNumbers(fields, values) {
  const given = values.map(readNumbers);
  if (!given.every((numbers) => numbers.length)) return { right: false, off: "illegible" };
  return judged(fields.map((field, number) => saidOf(field, given[number])).find(Boolean));
}

/** Of a field, what is said of what may have been meant; nothing where one of that is right. */
function saidOf({ low, high, below, above, fraction }, numbers) {
  const says = numbers.map((value) => {
    if (fraction && !(Number.isInteger(value) && value > 0)) return fraction;
    if (value < low) return below;
    return value > high ? above : "";
  });
  return says.includes("") ? "" : says[0];
}

function judgeExpressions({ names, points }, values) {
  const read = values.map((text) => readExpression(text, names));
  if (read.includes(null)) return { right: false, off: "illegible" };
  for (const { at, right, says } of points) {
    const given = read.map((value) => value(at));
    if (!given.every((value, number) => isNear(value, right[number]))) return judged(says.replace(GIVEN, shown(given[0])));
  }
  return { right: true };
}
