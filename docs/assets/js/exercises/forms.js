/**
 * Exercises of a page: each gets a field to answer in, its solution is there after a try,
 * and open after the right answer.
 *
 * What the site writes is read here and nothing else: literate/site/exercises.py says how it looks.
 */

import { judgeChoice, judgeNumber } from "./answers.js";
import { answerField, chosen, listed, several, typed } from "./field.js";
import { judgeLab } from "./lab.js";
import { pageOf, record, solvedOf } from "../progress.js";
import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";

const labels = JSON.parse(document.getElementById("exercise-labels").textContent);
const sections = [...document.querySelectorAll(".exercise")];
const page = pageOf(location.href);

/** What an author says of an option, as nodes of its own. */
const saidOf = (option) => {
  const why = option?.querySelector(".exercise-why");
  return why ? [...why.cloneNode(true).childNodes].filter((node) => node.nodeName !== "SUMMARY") : [];
};

function say(judged, options) {
  const mine = judged.right ? options.find((option) => option.dataset.right) : options[judged.listed];
  const why = judged.says ? [html("p", {}, judged.says)] : saidOf(mine); // a lab's check, or an author
  const general = labels[judged.right ? "right" : judged.off] ?? labels[why.length ? "not_yet" : "wrong"];
  return [html("p", {}, general), ...why];
}

function numberField(section, options) {
  const digits = Number(section.dataset.digits);
  const others = options.filter((option) => !option.dataset.right);
  const wrong = others.map((option) => Number(option.dataset.value));
  const hint = digits ? fill(labels.decimals, { digits }) : labels.whole;
  return {
    input: typed({ legend: labels.number, hint }),
    judge: (value) => {
      const judged = judgeNumber(value, { value: Number(section.dataset.answer), digits, wrong });
      return judged.listed === undefined ? judged : { ...judged, listed: options.indexOf(others[judged.listed]) };
    },
  };
}

function choiceField(options) {
  const shown = options.map((option) => {
    for (const number of option.querySelectorAll(".asked")) number.classList.remove("asked"); // a label's is the click
    const paragraph = option.querySelector(":scope > p");
    return [...(paragraph ?? option).childNodes];
  });
  const right = options.findIndex((option) => option.dataset.right);
  return { input: chosen({ legend: labels.choice, options: shown }), judge: (value) => judgeChoice(value, right) };
}

/** The fields of a lab's exercise: one choice as a click, several in lists, all else to type. */
function labField(asked) {
  const { fields, names } = asked;
  const nodesOf = (text) => (text.startsWith("`") ? [html("code", { class: "longest" }, text.slice(1, -1))] : [text]);
  const hint = names ? fill(labels.names, { names: names.join(", ") }) : labels.expression;
  const inputs = fields.map(({ label, options, kind }) => {
    const shown = options?.map(nodesOf);
    if (options && fields.length === 1) return chosen({ legend: labels.choice, options: shown });
    if (options) return listed({ legend: label, options: shown, empty: labels.choice });
    return typed({ legend: label || labels.number, hint: kind === "count" ? labels.whole : hint, mode: "text" });
  });
  return { input: several(inputs), judge: (values) => judgeLab(asked, values) };
}

function fieldOf({ dataset }, options) {
  if (dataset.lab) return labField(JSON.parse(dataset.lab));
  return dataset.answer === undefined ? choiceField(options) : numberField({ dataset }, options);
}

function upgrade(section) {
  const options = [...section.querySelectorAll(".exercise-option")];
  const solution = section.querySelector(".exercise-answer");
  const title = section.querySelector(".exercise-title");
  const field = fieldOf(section, options);
  const cells = section.querySelector(".lab-cells");
  const mark = html("span", {}, ` ✓ ${labels.solved}`);
  const markSolved = (isSolved) => {
    section.classList.toggle("solved", isSolved);
    if (isSolved) title.append(mark);
    else mark.remove(); // of an answer before this one
  };
  solution.hidden = true;
  for (const option of options) option.hidden = !(option.dataset.right && solution.contains(option));
  if (cells) cells.open = false;
  section.querySelector(".exercise-hint, .lab-cells").before(
    answerField({
      ...field,
      check: labels.check,
      say: (judged) => say(judged, options),
      tried: ({ right }) => {
        solution.hidden = false;
        markSolved(right);
        if (!right) return;
        solution.open = true; // the reason, too
        record(page, sections.length, section.id);
      },
    }),
  );
  markSolved(solvedOf(page).includes(section.id));
}

for (const section of sections) upgrade(section);
record(page, sections.length);
