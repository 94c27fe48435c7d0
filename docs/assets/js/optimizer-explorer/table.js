/** The table of every step of one rule, and the arithmetic of the step shown. */

import { RULES, SURFACES, explain } from "./optimizers.js";
import { fill } from "../shared/data.js";
import { repr, short } from "../shared/numbers.js";
import { arithmetic } from "./arithmetic.js";
import { html } from "../shared/elements.js";

export class StepTable {
  /** `onStep(t)` when a row is picked. */
  constructor(labels, onStep) {
    this.labels = labels;
    this.onStep = onStep;
    this.title = html("div", { class: "table-title", id: "table-title" });
    this.note = html("div", { class: "table-note", id: "table-note" });
    this.scroller = html("div", {
      class: "table-scroll",
      role: "region",
      tabindex: "0",
      "aria-labelledby": this.title.id,
    });
    this.element = html("div", { class: "step-table" }, this.title, this.note, this.scroller);
  }

  /** Shows `rows`, the run of `rule`. Only the numbers are written anew where the table can stay. */
  fill({ rule, rows, surface, allDigits }) {
    const columns = columnsOf(rule);
    const texts = rows.map((row) => columns.map((name) => cellTexts(row, name, allDigits)));
    const shape = `${rule} ${surface} ${rows.length}`;
    if (shape !== this.shape) this.build(rule, surface, columns, texts);
    this.shape = shape;
    texts.flat(2).forEach((text, i) => {
      if (this.cells[i].data !== text) this.cells[i].data = text;
    });
  }

  build(rule, surface, columns, texts) {
    const { labels } = this;
    this.title.textContent = fill(labels.tableTitle, { rule: labels.rules[rule] });
    const { axes } = SURFACES[surface];
    const names = (name) => axes.map((axis) => along(axis, name)).join(", ");
    this.note.textContent = fill(labels.tableNote, { slope: names("dEdp"), place: names("p") });
    this.cells = texts.flat(2).map((text) => new Text(text));
    const cells = this.cells.values();
    const take = (_, i) => html("span", axes[1] ? { "data-axis": axes[i] } : {}, cells.next().value);
    this.rows = texts.map((row, t) => {
      const head = html("th", { scope: "row" }, t === 0 ? labels.start : String(t));
      const values = row.map((cell) => html("td", {}, ...cell.map(take)));
      return html("tr", { onclick: () => this.onStep(t) }, head, ...values);
    });
    const named = { "aria-labelledby": this.title.id, "aria-describedby": this.note.id };
    this.scroller.replaceChildren(
      html("table", named, html("thead", {}, this.head(rule, columns, names)), html("tbody", {}, ...this.rows)),
    );
  }

  head(rule, columns, names) {
    const gloss = { ...this.labels.columns, ...this.labels.columns[rule] };
    const heads = columns.map((name) =>
      html("th", { scope: "col" }, html("code", {}, names(name)), html("small", {}, gloss[name])),
    );
    return html("tr", {}, html("th", { scope: "col" }, this.labels.columns.t), ...heads);
  }

  /** Marks the row of step `t` and scrolls the table, not the page, so that it can be seen; what comes after
   * step `played` is left empty. */
  show(t, played) {
    const { scroller } = this;
    this.rows.forEach((row, step) => row.classList.toggle("unplayed", step > played));
    const row = this.rows[t];
    this.current?.removeAttribute("aria-current");
    this.current = row;
    row.setAttribute("aria-current", "step");
    const top = row.offsetTop - scroller.querySelector("thead").offsetHeight;
    const bottom = row.offsetTop + row.offsetHeight - scroller.clientHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
  }
}

/** The names of a step's values in the order in which the program computes them, p last. */
const columnsOf = (rule) => ["dEdp", ...RULES[rule].lines.map(({ target }) => target)];

/** The name of a step's value along an axis: of `p`, `dEdp` and `h` along `x`, these are `x`, `dEdx` and `hx`. */
const along = (axis, name) => (axis === "p" ? name : name.replace(/p$/, "") + axis);

/**
 * What a cell shows: a number for each coordinate, none where the start has no such value. All are rounded
 * unless every digit is asked for, but p, unless it ran away, is as the page's program prints it; of x and y
 * no program prints any.
 */
function cellTexts({ point, scopes }, name, allDigits) {
  const values = name === "p" ? point : (scopes ?? []).map((scope) => scope[name]);
  const isPrinted = (value) => name === "p" && point.length === 1 && Math.abs(value) < 1e6;
  return values.map((value) => (allDigits || isPrinted(value) ? repr(value) : short(value)));
}

/** The lines of step `t` as the program has them, with the numbers put in below each. */
export function arithmeticOf({ rule, rows, surface, settings, allDigits, labels }, t) {
  if (t === 0) return [html("p", {}, labels.arithmeticStart)];
  const computed = columnsOf(rule);
  return SURFACES[surface].axes.map((axis, i) => {
    const named = (text) =>
      text.replace(/\w+/g, (name) => (computed.includes(name) ? along(axis, name) : name));
    const lines = explain(rule, surface, rows, t, i, settings).flatMap((each) => {
      const [expression, result] = arithmetic(each, allDigits);
      return [
        html("dt", {}, html("code", {}, `${named(each.target)} = ${named(each.text)}`)),
        html("dd", {}, html("code", {}, `= ${expression} = `, html("b", {}, result))),
      ];
    });
    return html("dl", {}, ...lines);
  });
}
