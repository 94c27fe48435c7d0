/**
 * A field to answer in: what to type or choose, a button that checks, and what is said of the answer.
 *
 * It knows nothing of pages: exercises and labs give it what to ask, how to judge, and what to do then.
 */

import { html } from "../shared/elements.js";

let count = 0;

/** A box to type into: `{ legend, hint }`, as what `answerField` takes for an input. */
export function typed({ legend, hint, mode = "decimal" }) {
  const id = `answer-${(count += 1)}`;
  const note = html("span", { id: `${id}-hint`, class: "answer-hint" }, hint);
  const box = html("input", {
    id, type: "text", inputmode: mode, autocomplete: "off", spellcheck: "false", "aria-describedby": note.id,
  });
  const row = html("div", { class: "answer-row" }, html("label", { for: id }, ...[legend].flat()), box, note);
  return { element: row, row, focus: () => box.focus(), value: () => box.value, mark: (right) => invalid(box, right) };
}

/** Options to choose from, each a list of nodes. */
export function chosen({ legend, options }) {
  const name = `answer-${(count += 1)}`;
  const radios = options.map((_, index) => html("input", { type: "radio", name, value: index }));
  const labels = options.map((nodes, index) => html("label", {}, radios[index], html("span", {}, ...nodes)));
  const element = html("fieldset", {}, html("legend", {}, ...[legend].flat()), ...labels);
  const value = () => radios.findIndex((radio) => radio.checked);
  return { element, focus: () => radios[0].focus(), value, mark: () => {} };
}

/** The same in one line, for fields of which there are several; `empty` stands there until one is chosen. */
export function listed({ legend, options, empty }) {
  const id = `answer-${(count += 1)}`;
  const texts = [empty, ...options.map((nodes) => html("span", {}, ...nodes).textContent)];
  const list = html("select", { id }, ...texts.map((text, index) => html("option", { value: index - 1 }, text)));
  const element = html("div", { class: "answer-row" }, html("label", { for: id }, ...[legend].flat()), list);
  return { element, focus: () => list.focus(), value: () => Number(list.value), mark: () => {} };
}

/** Several of these as one, whose value is a list. */
export function several(inputs) {
  const element = html("div", { class: "answer-rows" }, ...inputs.map((input) => input.element));
  const value = () => inputs.map((input) => input.value());
  const isOpen = (input) => input.value() === -1 || input.value() === "";
  const mark = (right) => inputs.forEach((input) => input.mark(right));
  return { element, focus: () => (inputs.find(isOpen) ?? inputs[0]).focus(), value, mark };
}

const invalid = (box, right) => box.setAttribute("aria-invalid", String(!right));

/**
 * The field as a form. `input` is what `typed` or `chosen` gives; `judge(value)` gives what `answers.js` gives;
 * `say(judged)` the nodes that say so; `tried(judged)` is called after each try that is one.
 */
export function answerField({ input, check, judge, say, tried }) {
  const said = html("div", { class: "answer-said", role: "status" });
  const button = html("button", { type: "submit", class: "answer-check" }, check);
  const form = html("form", { class: "answer-field", novalidate: true }, input.element);
  (input.row ?? form).append(button);
  form.append(said);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const judged = judge(input.value());
    said.className = `answer-said ${judged.right ? "right" : "wrong"}`;
    said.replaceChildren(...say(judged));
    input.mark(judged.right);
    if (judged.off === "empty" || judged.off === "unreadable") input.focus();
    else tried(judged);
  });
  return form;
}
