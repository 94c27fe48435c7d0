/** Things to try, as chips above the drawing. The page's links say the same, and what there is to see. */

import { html } from "../shared/elements.js";
import { readQuery, writeQuery } from "./settings.js";

/** The query of each thing to try, as its link on the explorer's page has it. */
export const PRESETS = {
  almostTooFast: "?rules=gd&lr=1.9&steps=50",
  tooFast: "?rules=gd&lr=2.1&steps=50",
  longMemory: "?rules=gd,momentum&lr=0.01&m=0.9&steps=100",
  oneLeap: "?rules=gd,adagrad&lr=3",
  restless: "?rules=rmsprop&start=-3&steps=200",
  overshooting: "?rules=adam&steps=200",
  ravine: "?surface=ravine&rules=gd",
  thrownOut: "?surface=ravine&rules=gd&lr=0.7",
  momentumInRavine: "?surface=ravine&rules=gd,momentum&steps=50",
  eachDirection: "?surface=ravine&rules=gd,adagrad,rmsprop",
  tilted: "?surface=ravine&turned=45&rules=gd,momentum,rmsprop",
};

/** The settings of each thing to try that needs no more than the page offers, by name. */
export function presetsOf(page) {
  const read = Object.entries(PRESETS).map(([name, query]) => [name, readQuery(query, page)]);
  return Object.fromEntries(
    read.filter(([, { problems }]) => !problems.length).map(([name, { settings }]) => [name, settings]),
  );
}

/** Whether two settings run the same race; how it is looked at (step, table, digits) may differ. */
export function isSameRace(one, other, page) {
  const { at, table, digits } = page.defaults;
  const race = (settings) => writeQuery("", { ...settings, at, table, digits }, page);
  return race(one) === race(other);
}

/** What the page's list says of the thing to try with this query: the item of its link, which is its title. */
function saidOf(query) {
  const link = [...document.querySelectorAll('li > a[href^="?"]')].find(({ search }) => search === query);
  if (!link) return [];
  const [, ...rest] = link.parentElement.cloneNode(true).childNodes;
  return [html("strong", {}, link.textContent), ...rest];
}

export class Presets {
  /** `onPick(settings)` when one is chosen. */
  constructor(labels, page, onPick) {
    this.page = page;
    this.chips = Object.entries(presetsOf(page)).map(([name, settings]) => {
      const picked = { type: "button", onclick: () => onPick(settings) };
      const button = html("button", picked, labels.presets[name]);
      return { name, button, settings };
    });
    this.sentence = html("p", { class: "sentence", "aria-live": "polite" });
    const title = html("span", { id: "presets-title" }, labels.presetsTitle);
    const buttons = this.chips.map(({ button }) => button);
    const named = { class: "presets", role: "group", "aria-labelledby": title.id, hidden: !buttons.length };
    this.element = html("div", named, title, ...buttons);
  }

  /** Marks the one whose settings these are, and tells what there is to see. */
  show(current) {
    const isChosen = ({ settings }) => isSameRace(settings, current, this.page);
    for (const chip of this.chips) chip.button.setAttribute("aria-pressed", String(isChosen(chip)));
    const name = this.chips.find(isChosen)?.name;
    if (name === this.chosen) return;
    this.chosen = name;
    this.sentence.replaceChildren(...(name ? saidOf(PRESETS[name]) : []));
  }
}
