/** The panels of a page's programs: which there are, and what opens them. */

import { fill, labelsBeside, loadJson } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { Engine } from "./engine.js";
import { readLink } from "./link.js";
import { Panel } from "./panel.js";

const engine = new Engine();
const panels = new Map();
let common;

/** Opens the program of a button and runs it. */
export async function run(button) {
  const panel = await panelOf(button);
  panel.open();
  panel.run();
}

/** Opens the program that an address names with the edit that it carries, which waits for the reader. */
export async function follow(hash) {
  const { program, text } = await readLink(hash);
  const button = document.querySelector(`button[data-run="${CSS.escape(program)}"]`);
  const labels = await labelsBeside(import.meta.url);
  if (text !== null && button) (await panelOf(button)).show(text);
  else say(text === null ? labels.damaged : fill(labels.elsewhere, { program }));
}

function say(problem) {
  document.querySelector("article :is(h1, h2)").after(html("p", { role: "status" }, problem));
}

/** The panel of a button's program, the same each time. Where it can't be had, that is said at the button. */
async function panelOf(button) {
  const name = button.dataset.run;
  try {
    const [labels, programs] = await (common ??= Promise.all([
      labelsBeside(import.meta.url),
      loadJson(new URL(button.dataset.programs, document.baseURI)),
      loadStyle(),
    ]));
    if (!panels.has(name)) panels.set(name, new Panel(button, programs[name], { engine, labels }));
    return panels.get(name);
  } catch (error) {
    common = null;
    button.after(` ${error.message}`);
    throw error;
  }
}

function loadStyle() {
  const link = html("link", { rel: "stylesheet", href: new URL("../../run.css", import.meta.url) });
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}
