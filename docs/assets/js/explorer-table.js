/** The table of every step of one rule, and the arithmetic of the step shown. */

import { RULES, SURFACES, explain } from "./optimizers.js";
import { arithmetic, asPython, short } from "./explorer-numbers.js";
import { html } from "./explorer-dom.js";

/** p as the programs print it; a p that ran away is shortened, unless every digit is asked for. */
export const printed = (p, allDigits) => (allDigits || !(Math.abs(p) >= 1e6) ? asPython(p) : short(p));

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

  /** Fills the table with `rows`, the run of `rule`. */
  fill({ rule, rows, surface, allDigits }) {
    const { labels } = this;
    const memory = [...Object.keys(RULES[rule].memory), ...RULES[rule].lines.map(({ target }) => target)];
    const columns = ["DpE", ...new Set(memory.filter((name) => name !== "p")), "p"];
    const gloss = { ...labels.columns, ...labels.columns[rule] };
    this.title.textContent = labels.tableTitle(labels.rules[rule]);
    this.note.textContent = labels.tableNote + (surface === "ravine" ? " " + labels.tableAxes : "");
    this.rows = rows.map((row) => this.row(row, columns, allDigits));
    this.scroller.replaceChildren(
      html(
        "table",
        { "aria-labelledby": this.title.id, "aria-describedby": this.note.id },
        html(
          "thead",
          {},
          html(
            "tr",
            {},
            html("th", { scope: "col" }, labels.columns.t),
            ...columns.map((name) =>
              html("th", { scope: "col" }, html("code", {}, name), html("small", {}, gloss[name])),
            ),
          ),
        ),
        html("tbody", {}, ...this.rows),
      ),
    );
  }

  row({ t, point, scopes }, columns, allDigits) {
    const write = (name, value) =>
      name === "p" ? printed(value, allDigits) : allDigits ? asPython(value) : short(value);
    const cell = (name) => {
      const values = name === "p" ? point : (scopes?.map((scope) => scope[name]) ?? []);
      return html("td", {}, ...values.map((value) => html("span", {}, write(name, value))));
    };
    return html(
      "tr",
      { onclick: () => this.onStep(t) },
      html("th", { scope: "row" }, t === 0 ? this.labels.start : String(t)),
      ...columns.map(cell),
    );
  }

  /** Marks the row of step `t` and scrolls the table, not the page, so that it can be seen. */
  show(t) {
    const { scroller } = this;
    scroller.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const row = this.rows[t];
    row.setAttribute("aria-current", "step");
    const top = row.offsetTop - scroller.querySelector("thead").offsetHeight;
    const bottom = row.offsetTop + row.offsetHeight - scroller.clientHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
  }
}

/** The lines of step `t` as the program has them, with the numbers put in below each. */
export function arithmeticOf({ rule, rows, surface, settings, allDigits, labels }, t) {
  if (t === 0) return [html("p", {}, labels.arithmeticStart)];
  const { axes } = SURFACES[surface];
  return axes.map((axis, i) => {
    const named = (text) => (surface === "bowl" ? text : text.replace(/\bp\b/g, axis));
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
