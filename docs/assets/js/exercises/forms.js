/**
 * Exercises of a page: each gets a field to answer in, and its solution opens after a try.
 *
 * What the site writes is read here and nothing else: literate/site/exercises.py says how it looks.
 */

import { judgeChoice, judgeNumber } from "./answers.js";
import { answerField, chosen, typed } from "./field.js";
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
  const general = judged.right ? labels.right : labels[judged.off] ?? labels.wrong;
  const mine = judged.right ? options.find((option) => option.dataset.right) : options[judged.listed];
  return [html("p", {}, general), ...saidOf(mine)];
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

function upgrade(section) {
  const options = [...section.querySelectorAll(".exercise-option")];
  const solution = section.querySelector(".exercise-answer");
  const title = section.querySelector(".exercise-title");
  const field = section.dataset.answer === undefined ? choiceField(options) : numberField(section, options);
  const markSolved = () => {
    if (!section.classList.contains("solved")) title.append(html("span", {}, ` ✓ ${labels.solved}`));
    section.classList.add("solved");
  };
  solution.hidden = true;
  for (const option of options) option.hidden = true;
  section.querySelector(".exercise-hint").before(
    answerField({
      ...field,
      check: labels.check,
      say: (judged) => say(judged, options),
      tried: ({ right }) => {
        solution.hidden = false;
        if (!right) return;
        markSolved();
        record(page, sections.length, section.id);
      },
    }),
  );
  if (solvedOf(page).includes(section.id)) markSolved();
}

for (const section of sections) upgrade(section);
record(page, sections.length);
