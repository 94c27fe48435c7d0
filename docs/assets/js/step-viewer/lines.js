/** The program's lines: those that read or make a value can be chosen. */

import { html } from "../shared/elements.js";
import { coloured } from "./roles.js";

export class Lines {
  constructor(trace, labels, onChoose) {
    this.lines = trace.lines;
    this.onChoose = onChoose;
    this.options = new Map();
    const rows = trace.source.map((text, k) => this.row(text, k + 1, trace.line(k + 1)));
    this.element = html("div", { class: "lines", role: "listbox", "aria-label": labels.lines }, ...rows);
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  row(text, number, line) {
    const label = html("span", { class: "number", "aria-hidden": "true" }, String(number));
    const content = [label, html("code", {}, ...coloured(text))];
    if (!line) {
      if (!text.trim()) return html("div", { class: "inert blank", "aria-hidden": "true" }, ...content);
      const state = { role: "option", "aria-disabled": "true", "aria-selected": "false" };
      return html("div", { class: "inert", ...state }, ...content);
    }
    const kind = line.makes.length ? "line" : "line silent";
    const onclick = () => this.choose(line);
    const row = html("div", { class: kind, role: "option", tabindex: -1, onclick }, ...content);
    this.options.set(line, row);
    return row;
  }

  show(line) {
    for (const [other, row] of this.options) {
      row.setAttribute("aria-selected", other === line);
      row.tabIndex = other === line ? 0 : -1;
    }
    const row = this.options.get(line);
    const [{ scrollTop, clientHeight }, { offsetTop, offsetHeight }] = [this.element, row];
    const isInside = offsetTop >= scrollTop && offsetTop + offsetHeight <= scrollTop + clientHeight;
    if (!isInside) this.element.scrollTop = offsetTop - (clientHeight - offsetHeight) / 2;
  }

  choose(line) {
    this.onChoose(line);
    this.options.get(line).focus({ preventScroll: true });
  }

  key(event) {
    const visible = this.lines.filter((line) => this.options.get(line).offsetParent);
    const now = visible.findIndex((line) => this.options.get(line) === event.target);
    const next = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: visible.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (visible[next]) this.choose(visible[next]);
  }
}
