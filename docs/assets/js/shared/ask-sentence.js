/** What a proven number is of, in a sentence. */

import { fill } from "./data.js";

/**
 * The sentence of an answer in asks/NAME.json: "E, epoch 0, 411_1.py".
 *
 * An answer is `{ of, when, program, value, exact, to }`, where `when` is null for the end of the program,
 * `program` for arithmetic that needs none, and `to` where no viewer shows it; or `{ gap: [program, program],
 * value, exact }`, the largest difference of twins; or `{ source, text, value }` of a number from elsewhere.
 */
export function sentenceOf(answer, labels) {
  if (answer.source) return fill(labels.sources[answer.source], { text: answer.text ?? "" }).trim();
  const exact = exactOf(answer);
  return [...subjectOf(answer, labels), ...(exact ? [fill(labels.exact, { exact })] : [])].join(", ");
}

function subjectOf({ of, when, program, gap }, labels) {
  if (gap) return [fill(labels.gap, { first: gap[0], second: gap[1] })];
  if (!program) return [of, labels.asWritten];
  const moment = when === null ? labels.moments.end : (labels.moments[when] ?? when);
  return [of, moment, program];
}

/** All digits of a value; null where the number on the page shows them all. */
export const exactOf = ({ value, exact }) => (exact && plain(exact) !== plain(value ?? "") ? exact : null);

/** Numbers as JavaScript writes them, without what they are only set with: 1,832 and 1832.0 are 1832. */
const plain = (text) =>
  text
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .replaceAll("−", "-")
    .replace(/\d[\d.]*(?:e[+-]?\d+)?/g, Number)
    .replace(/\s/g, "");
