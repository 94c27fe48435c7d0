/** The values of one variable over the epochs, one thin line an element, above the scrubber. */

import { fill } from "../shared/data.js";
import { html, svg } from "../shared/elements.js";
import { labelOf, textAt } from "./trace.js";

const MOST_LINES = 16;
const MANY_TIMES = 100; // the largest value is the smallest one: then equal distances are equal ratios

export class Curve {
  constructor(labels, onEpoch) {
    this.labels = labels;
    this.lines = svg("g", {});
    this.zero = svg("line", { class: "zero", x1: 0, x2: 1 });
    const box = { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" };
    const drawing = svg("svg", box, this.zero, this.lines);
    this.cursor = html("div", { class: "cursor" });
    this.dot = html("div", { class: "dot" });
    this.title = html("span", {});
    this.range = html("span", {});
    const plot = html("div", { class: "plot" }, drawing, this.cursor, this.dot);
    this.legend = html("div", { class: "legend", "aria-hidden": "true" }, this.title, this.range);
    this.element = html("div", { class: "curve", role: "img" }, plot);
    const drag = (event) => {
      if (!(event.buttons & 1)) return;
      const { left, width } = plot.getBoundingClientRect();
      onEpoch(Math.min(1, Math.max(0, (event.clientX - left) / width)));
    };
    plot.addEventListener("pointerdown", (event) => {
      plot.setPointerCapture(event.pointerId);
      drag(event);
    });
    plot.addEventListener("pointermove", drag);
  }

  /** Draws the spot's variable; `place(epoch)` gives 0…1. */
  show(spot, series, place, epoch) {
    const key = `${spot.binding.name}@${spot.binding.line}`;
    if (this.key !== key) this.draw(spot, series, place);
    if (this.key !== key || this.chosen !== spot.element) this.choose(spot, series);
    this.key = key;
    this.chosen = spot.element;
    const value = spot.binding.value(spot.element, spot.index);
    this.cursor.style.left = this.dot.style.left = `${place(epoch) * 100}%`;
    this.dot.style.top = `${this.height(value) * 100}%`;
    this.title.textContent = `${labelOf(spot)} = ${textAt(spot)}`;
  }

  draw({ binding: { columns } }, series, place) {
    const finite = spotsOf(series)
      .map(({ binding, index, element }) => binding.value(element, index))
      .filter(Number.isFinite);
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    this.isLogarithmic = low > 0 && high / low >= MANY_TIMES;
    const scale = this.isLogarithmic ? Math.log : (value) => value;
    const [top, bottom] = [scale(high), scale(low)];
    this.height = (value) => (top > bottom ? (top - scale(value)) / (top - bottom) : 0.5);
    const point = ({ binding, index }, element) => [
      place(binding.epoch[index]),
      this.height(binding.value(element, index)),
    ];
    const path = (element) =>
      series
        .map((entry) => point(entry, element))
        .filter(([, y]) => Number.isFinite(y))
        .map((ends) => ends.map((end) => end.toFixed(4)).join())
        .join(" ");
    this.paths = columns.slice(0, MOST_LINES).map((_, element) => svg("polyline", { points: path(element) }));
    this.lines.replaceChildren(...this.paths);
    const hasZero = low < 0 && high > 0;
    this.zero.style.display = hasZero ? "" : "none";
    for (const end of ["y1", "y2"]) this.zero.setAttribute(end, hasZero ? this.height(0) : 0);
    this.extremes = [high, low];
  }

  choose(spot, series) {
    this.paths.forEach((path, element) => path.classList.toggle("chosen", element === spot.element));
    const chosen = this.paths[spot.element];
    if (chosen) this.lines.append(chosen);
    const spots = spotsOf(series);
    const isAt = (value) => (one) => one.binding.value(one.element, one.index) === value;
    const [high, low] = this.extremes.map((value) => spots.find(isAt(value)));
    const { range, logarithmic, others } = this.labels.curveLegend;
    const words = [fill(range, { low: high && textAt(low), high: high && textAt(high) })];
    if (this.isLogarithmic) words.push(logarithmic);
    if (this.paths.length > 1) words.push(others);
    this.range.textContent = high ? words.join(", ") : "";
    this.element.setAttribute("aria-label", fill(this.labels.curve, { name: labelOf(spot) }));
  }
}

const spotsOf = (series) =>
  series.flatMap(({ binding, index }) => binding.columns.map((_, element) => ({ binding, index, element })));
