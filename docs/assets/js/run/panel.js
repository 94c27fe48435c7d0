/** A program that can be changed and run, in the place of its listing: the text, buttons, and what it printed. */

import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { compareLines, verdictOf } from "./compare.js";
import { writeLink } from "./link.js";

const INDENT = "    ";

export class Panel {
  /** `program` is { name, text, printed }, what `button` stands for; it stands below the program's listing. */
  constructor(button, program, { engine, labels }) {
    Object.assign(this, { opener: button, program, engine, labels, key: keyOf(button) });
    this.listing = document.getElementById(button.dataset.run);
    this.build();
    this.text = recall(this.key) ?? program.text;
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.relabel();
  }

  get isChanged() {
    return this.text !== this.program.text;
  }

  open() {
    this.element.hidden = false;
    this.listing.hidden = this.opener.hidden = true;
    this.relabel();
  }

  close() {
    this.element.hidden = true;
    this.listing.hidden = this.opener.hidden = false;
    this.opener.focus();
  }

  /** Opens it with a text that came with an address, and that takes no other's place in what the browser keeps. */
  show(text) {
    this.open();
    this.isGuest = recall(this.key) !== null;
    this.text = text;
    this.state.textContent = this.labels.linked;
    this.element.scrollIntoView({ block: "start" });
    this.area.focus({ preventScroll: true });
  }

  // --- what it consists of ---

  build() {
    const { labels, program } = this;
    const id = `${this.opener.dataset.run}_hint`;
    const button = (label, onclick) => html("button", { type: "button", class: "run-button", onclick }, label);
    this.lines = html("pre", { "aria-hidden": "true" });
    this.area = html("textarea", {
      "aria-label": fill(labels.text, program), "aria-describedby": id, spellcheck: "false", autocapitalize: "off",
      autocomplete: "off", autocorrect: "off", wrap: "off", oninput: () => this.edited(), onkeydown: (event) => this.press(event),
    });
    this.buttons = {
      run: button(labels.run, () => this.run()),
      stop: button(labels.stop, () => this.engine.stop(this.listeners)),
      back: button(labels.back, () => this.goBack()),
      link: button(labels.link, () => this.copyLink()),
      close: button(labels.close, () => this.close()),
    };
    this.state = html("p", { role: "status" });
    this.clock = html("p", { class: "run-clock", "aria-hidden": "true", hidden: true }); // said every second, it would be too much
    this.result = html("div", { class: "run-result" });
    this.element = html("section", { class: "run-panel", "aria-label": program.name, hidden: true },
      html("div", { class: "run-text" }, this.lines, this.area), html("p", { id, class: "run-hint" }, labels.hint),
      html("p", { class: "run-buttons" }, ...Object.values(this.buttons)),
      html("div", { class: "run-state" }, this.state, this.clock), this.result);
    this.opener.parentElement.after(this.element);
  }

  /** Makes line numbers and buttons fit the text. */
  relabel() {
    const count = this.text.split("\n").length;
    this.area.rows = count;
    this.lines.textContent = Array.from({ length: count }, (_, line) => line + 1).join("\n");
    this.buttons.back.disabled = !this.isChanged;
    this.buttons.stop.disabled = !this.isRunning;
    this.buttons.run.disabled = Boolean(this.isRunning);
  }

  // --- what a reader does ---

  edited() {
    if (!this.isGuest) keep(this.key, this.isChanged ? this.text : null);
    const { hash, pathname, search } = location; // which carried another text
    if (hash.startsWith("#run=")) history.replaceState(history.state, "", pathname + search);
    this.relabel();
    if (this.result.firstChild && !this.isRunning) this.state.textContent = this.labels.edited;
  }

  goBack() {
    this.text = this.program.text;
    this.edited();
    this.state.textContent = this.labels.restored;
    this.area.focus();
  }

  /** Tab indents, but for once after Escape; Ctrl or ⌘ and Enter runs. */
  press(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (key === "Enter" && (ctrlKey || metaKey)) {
      event.preventDefault();
      this.run();
    } else if (key === "Tab" && !this.mayLeave && !shiftKey && !ctrlKey && !altKey) {
      event.preventDefault();
      document.execCommand("insertText", false, INDENT); // can be undone, unlike setRangeText
    }
    if (key !== "Shift") this.mayLeave = key === "Escape";
  }

  async copyLink() {
    const link = await writeLink({ program: this.opener.dataset.run, text: this.text });
    if (link === null) {
      this.state.textContent = this.labels.tooLong;
      return;
    }
    history.replaceState(history.state, "", link);
    const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
    this.state.textContent = await copied.then(() => this.labels.copied, () => this.labels.inAddress);
  }

  async run() {
    if (this.isRunning) return;
    const { labels, program, state, text } = this;
    if (location.protocol === "file:") {
      state.textContent = labels.disk; // from which browsers give no bytes to a page
      return;
    }
    this.isRunning = true;
    this.relabel();
    const output = html("pre", { tabindex: "0", role: "group", "aria-label": labels.output });
    this.result.replaceChildren(output);
    state.textContent = labels.waiting;
    state.scrollIntoView({ block: "center" }); // what is said and printed stands below the text
    let printed = "";
    const inMegabytes = (come, of) => ({ come: come.toFixed(1), of: of.toFixed(1) });
    this.listeners = {
      onLoad: (come, of) => (state.textContent = come < of ? fill(labels.loading, inMegabytes(come, of)) : labels.starting),
      onStart: () => (state.textContent = labels.running),
      onPrint: (part) => ((printed += part), output.append(part)),
    };
    const stopClock = this.startClock();
    const { end, figures, detail } = await this.engine.run(text, program.name, this.listeners);
    stopClock();
    this.isRunning = false;
    this.relabel();
    this.judge({ end, detail, printed, isChanged: text !== program.text });
    if (text !== this.text) state.textContent = labels.edited; // meanwhile
    for (const figure of figures) this.result.append(drawingOf(figure, labels.figure));
  }

  /** Counts the seconds of a run in sight of the reader; gives what ends that. */
  startClock() {
    const { clock, labels } = this;
    const began = performance.now();
    const show = () => (clock.textContent = fill(labels.clock, { seconds: Math.floor((performance.now() - began) / 1000) }));
    const timer = setInterval(show, 1000);
    show();
    clock.hidden = false;
    return () => {
      clearInterval(timer);
      clock.hidden = true;
    };
  }

  // --- what became of it ---

  /** Says how the run ended, and marks which lines differ from the book's. */
  judge({ end, detail, printed, isChanged }) {
    const { labels, program, state } = this;
    if (end !== "whole") state.textContent = fill(labels[end], { detail, seconds: this.engine.seconds });
    if (["stopped", "failed"].includes(end) || program.printed === null) {
      if (end === "whole") state.textContent = labels.whole;
      return;
    }
    const { before, now } = compareLines(program.printed, printed);
    const count = Math.max(...[before, now].map((lines) => lines.filter(({ same }) => !same).length));
    if (end === "whole")
      state.textContent = fill(labels[verdictOf(program.printed, printed, isChanged)], { count });
    if (printed !== program.printed) this.result.replaceChildren(sideOf(now, labels.now), sideOf(before, labels.book));
  }
}

/** What a program's edit is kept under: pages number their edits each by itself. */
function keyOf({ dataset: { run, programs } }) {
  return `run ${programs.split("/").at(-1).replace(".json", "")} ${run}`;
}

/** Lines below their title; those that differ are marked. */
function sideOf(lines, title) {
  const marked = lines.map(({ text, same }) => html(same ? "span" : "mark", {}, `${text}\n`));
  return html("figure", {}, html("figcaption", {}, title),
    html("pre", { tabindex: "0", role: "group", "aria-label": title }, ...marked));
}

/** A drawing as an image, in which no script runs. */
function drawingOf(svg, alt) {
  const src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  return html("img", { src, alt, onload: () => URL.revokeObjectURL(src) });
}

/** What the browser keeps; nothing where it keeps nothing. */
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // the edit lasts as long as the page
  }
}
