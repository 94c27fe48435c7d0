/** The arithmetic behind one element: in names, in numbers, the result; and the way on to its operands. */

import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { operandKey } from "./matrix.js";
import { roleOf } from "./roles.js";
import { labelOf, textAt } from "./trace.js";

export class Arithmetic {
  /** `whereOf(spot)` tells where a spot was made; `onWalk(spot)`, `onMark(spot | null)`, `onTwin()`. */
  constructor(trace, labels, { whereOf, onWalk, onMark, onTwin }) {
    Object.assign(this, { trace, labels, whereOf, onWalk, onMark, onTwin });
    this.sides = html("div", { class: "sides" });
    this.sizes = html("p", { class: "sizes" }); // where a plain number of the arithmetic comes from
    this.growth = html("div", { class: "growth" });
    this.origin = html("div", { class: "origin" });
    this.element = html("div", { class: "arithmetic" }, this.sides, this.sizes, this.growth, this.origin);
    this.spots = new Map();
    this.shrink();
    this.element.addEventListener("pointerover", (event) => this.onMark(this.spotAt(event) ?? null));
    this.element.addEventListener("pointerleave", () => this.onMark(null));
    this.element.addEventListener("click", (event) => {
      const spot = this.spotAt(event);
      if (spot) this.onWalk(spot);
    });
  }

  spotAt(event) {
    return this.spots.get(event.target.closest("[data-operand]")?.dataset.operand);
  }

  /** Takes as little room as it needs, until something longer is shown. */
  shrink() {
    this.height = 0;
    this.element.style.minHeight = "";
  }

  /** `explained` is what the trace says of the spot, or null. */
  show(spot, explained) {
    this.spots = new Map();
    this.element.hidden = !spot;
    if (!spot) return;
    const operands = explained?.operands ?? new Map();
    for (const operand of operands.values()) this.spots.set(operandKey(operand), operand);
    const role = { class: roleOf(spot.binding.name) };
    const equation = explained ? this.chain(explained, role) : this.bare(spot, role);
    this.sides.replaceChildren(html("span", { class: `target ${role.class}` }, labelOf(spot)), ...equation);
    const sizes = explained ? this.trace.sizes(spot) : [];
    const meaning = (size) => fill(this.labels.sizes[size.axis] ?? "", size);
    this.sizes.textContent = sizes.map((one) => `${one.text} = ${one.size} (${meaning(one)})`).join(", ");
    this.sizes.hidden = !sizes.length;
    this.showGrowth(explained && this.trace.growth(spot));
    const isData = ({ binding: { kind } }) => Number(kind === "data");
    const sorted = [...operands.values()].sort((a, b) => isData(a) - isData(b)); // what leads on comes first
    const ways = sorted.map((operand) => this.way(operand, explained.digits));
    const goOn = [html("h4", {}, this.labels.goOn), html("div", { class: "ways" }, ...ways)];
    this.origin.replaceChildren(...(ways.length ? goOn : this.end(spot)));
    // What is below stays where it is while the pointer goes over it.
    this.height = Math.max(this.height, this.element.offsetHeight);
    this.element.style.minHeight = `${this.height}px`;
  }

  chain({ symbols, numbers, resolved, sign, result, operands }, role) {
    const tokens = (side) => side.map((token) => this.token(token, operands));
    const isSame = (side) => side.length === 1 && (side[0].text ?? side[0]) === result;
    const sides = [symbols, numbers, resolved].filter((side) => side && !isSame(side)).map(tokens);
    const rows = sides.map((side) => rowOf(side));
    return [...rows, rowOf([html("strong", role, result)], sign)];
  }

  token(token, operands) {
    if (!token.leaf) return token;
    const operand = operands.get(token.leaf);
    const attributes = { class: `operand ${roleOf(operand.binding.name)}`, "data-operand": operandKey(operand) };
    return html("span", attributes, token.text);
  }

  bare(spot, role) {
    return [rowOf([html("strong", role, textAt(spot))])];
  }

  /** A button that leads to where an operand was made. */
  way(operand, digits) {
    const where = this.whereOf(operand);
    return html(
      "button",
      { type: "button", "data-operand": operandKey(operand) },
      html("span", { class: `what ${roleOf(operand.binding.name)}` }, `${labelOf(operand)} = ${textAt(operand, digits)}`),
      html(
        "span",
        { class: "when" },
        operand.binding.kind === "data" ? fill(this.labels.given, { where }) : where,
      ),
    );
  }

  /** Why there is nothing to go on to. */
  end({ binding, element, index }) {
    const { labels, trace } = this;
    if (binding.digitsAt(element, index) !== null) return [];
    const unexplained = trace.library === "NumPy" ? "unexplained" : "library";
    const kind = binding.kind === "made" ? unexplained : binding.kind;
    const line = trace.twin?.library === "NumPy" && trace.twin.variables[binding.name]?.line;
    if (kind !== "library" || !line) return [html("p", {}, labels.origin[kind])];
    const where = `${trace.twin.program}, ${fill(labels.lineOf, { number: line })}`;
    const moment = `${trace.loop.name} ${binding.epoch[index]}`;
    const attributes = { type: "button", class: "twin-why", onclick: this.onTwin };
    return [html("button", attributes, fill(labels.twinWhy, { where: `${where}, ${moment}` }))];
  }

  /** For an element that each round changes a little: the first value and the first changes. */
  showGrowth(growth) {
    this.growth.hidden = !growth;
    if (!growth) return;
    const { start, changes, count, sign, result, spot } = growth;
    const link = (spot, text, name) => {
      const button = html("button", { type: "button", onclick: () => this.onWalk(spot) }, text);
      button.setAttribute("aria-label", `${name}, ${this.whereOf(spot)}`);
      return button;
    };
    const terms = changes.flatMap((change) => [" ", link(change.spot, change.text, change.text)]);
    const first = textAt(start);
    const isWhole = count === changes.length;
    const words = isWhole ? this.labels.growth : this.labels.growthBegun;
    const title = fill(words, { count, first: changes.length });
    const sum = [
      link(start, first, `${labelOf(start)} = ${first}`),
      ...terms,
      " ",
      html("span", {}, `${sign} ${result}${isWhole ? "" : ` (${this.whereOf(spot)})`}`),
    ];
    this.growth.replaceChildren(html("h4", {}, title), html("p", {}, ...sum));
  }
}

const rowOf = (side, sign = "=") =>
  html("span", { class: "side" }, html("span", { class: "equals" }, ` ${sign} `), ...side);
