/** A matrix as a grid of numbers that can be pointed at, and walked with the arrow keys. */

import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { roleOf } from "./roles.js";
import { labelOf, textAt } from "./trace.js";

const LONGEST_ROW = 8;
const EXCERPT_ROW = 4;

export class Matrix {
  /** `handlers`: `onPoint(spot | null)`, `onFocus(spot)`, `onChoose(spot)`; null for one only to be read. */
  constructor(labels, handlers = null) {
    this.labels = labels;
    this.handlers = handlers;
    this.caption = html("figcaption", {});
    this.grid = html("div", { role: handlers ? "grid" : "table", class: "matrix" });
    this.element = html("figure", { class: handlers ? "value" : "value twin" }, this.caption, this.grid);
    this.cells = [];
    if (handlers) this.listen();
  }

  /** Shows a value; `lit` elements take part and show `digits` more; `chosen` is one element or null. */
  show({ binding, index }, { lit = new Set(), digits = 0, chosen = null, title = "", note = "" } = {}) {
    if (this.binding !== binding) this.build(binding, title);
    this.index = index;
    this.note.textContent = note;
    this.cells.forEach((cell, element) => {
      this.write(cell, element, lit.has(element) ? digits : 0);
      cell.classList.toggle("lit", lit.has(element));
      if (this.handlers) cell.setAttribute("aria-selected", element === chosen);
    });
    const lengths = this.texts.map(({ length }) => length);
    this.grid.style.setProperty("--characters", Math.max(binding.width, ...lengths));
    if (chosen !== null) this.rove(chosen);
  }

  write(cell, element, digits) {
    const { binding, index } = this;
    const text = textAt({ binding, index, element }, digits);
    if (this.texts[element] === text) return;
    this.texts[element] = text;
    cell.textContent = text;
    if (this.handlers) cell.setAttribute("aria-label", `${labelOf({ binding, element })} = ${text}`);
    const isLone = !binding.shape.length && binding.count === 1; // nothing to compare it with
    heat(cell, binding.value(element, index), isLone ? 0 : binding.largest);
  }

  build(binding, title) {
    const { shape, size, name } = binding;
    const kept = binding.columns.length;
    const rowLength = shape.at(-1) ?? 1;
    const dimensions = shape.join("×");
    this.columns = kept === size && rowLength <= LONGEST_ROW ? rowLength : EXCERPT_ROW;
    this.binding = binding;
    this.texts = [];
    this.note = html("span", { class: "note" });
    const excerpt = kept < size ? fill(this.labels.excerpt, { kept, size: size.toLocaleString("en") }) : "";
    this.caption.replaceChildren(
      html("b", { class: roleOf(name) }, name),
      html("span", { class: "shape" }, title || dimensions),
      html("span", { class: "note" }, excerpt),
      this.note,
    );
    this.grid.setAttribute("aria-label", [title, name, dimensions].filter(Boolean).join(" "));
    const kinds = [!shape.length && "scalar", /b$/.test(name) && "gradient", roleOf(name)];
    this.grid.className = ["matrix", ...kinds].filter(Boolean).join(" ");
    this.buildCells(kept);
  }

  /** Cells stay where a value of the same shape follows, so that the focus does. */
  buildCells(count) {
    const layout = `${count} in rows of ${this.columns}`;
    if (layout !== this.layout) {
      this.cells = Array.from({ length: count }, (_, element) =>
        this.handlers
          ? html("div", { role: "gridcell", "data-element": element, tabindex: element ? -1 : 0 })
          : html("div", { role: "cell", "data-element": element }),
      );
      const rows = [];
      for (let k = 0; k < count; k += this.columns) {
        rows.push(html("div", { role: "row" }, ...this.cells.slice(k, k + this.columns)));
      }
      this.grid.replaceChildren(...rows);
    }
    this.layout = layout;
    for (const cell of this.cells) {
      cell.dataset.operand = operandKey({ binding: this.binding, element: cell.dataset.element });
    }
  }

  spot(cell) {
    return { binding: this.binding, index: this.index, element: Number(cell.dataset.element) };
  }

  rove(element) {
    this.cells.forEach((cell, k) => (cell.tabIndex = k === element ? 0 : -1));
  }

  focus(element, options = { preventScroll: true }) {
    this.rove(element);
    this.cells[element]?.focus(options);
  }

  listen() {
    const on = (type, handle) =>
      this.grid.addEventListener(type, (event) => {
        const cell = event.target.closest("[role=gridcell]");
        if (cell) handle(cell, event);
      });
    on("pointerover", (cell, { pointerType }) => {
      if (pointerType === "mouse") this.handlers.onPoint(this.spot(cell));
    });
    this.grid.addEventListener("pointerleave", () => this.handlers.onPoint(null));
    on("focusin", (cell) => this.handlers.onFocus(this.spot(cell)));
    on("click", (cell) => this.handlers.onChoose(this.spot(cell)));
    on("keydown", (cell, event) => this.key(cell, event));
  }

  key(cell, event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.handlers.onChoose(this.spot(cell));
    }
    const element = Number(cell.dataset.element);
    const row = element - (element % this.columns);
    const target = {
      ArrowLeft: element > row ? element - 1 : element,
      ArrowRight: Math.min(element + 1, row + this.columns - 1),
      ArrowUp: element - this.columns,
      ArrowDown: element + this.columns,
      Home: event.ctrlKey ? 0 : row,
      End: event.ctrlKey ? this.cells.length - 1 : row + this.columns - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    if (this.cells[target]) this.focus(target, {}); // into sight, too
  }
}

/** What marks the same element wherever it stands. */
export const operandKey = ({ binding, element }) => `${binding.id}:${element}`;

/** Colour tells sign and size, but nothing that the text doesn't. */
function heat(cell, value, largest) {
  const size = largest && Number.isFinite(value) ? Math.sqrt(Math.abs(value) / largest) : 0;
  cell.style.setProperty("--heat", size.toFixed(3));
  cell.classList.toggle("negative", value < 0);
}
