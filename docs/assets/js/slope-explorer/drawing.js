/** The error over the weight, and the tangent at the weight that is chosen. */

import { WEIGHTS, errorAt, slopeAt, tangentAt, triangleAt } from "./error.js";
import { svg } from "../shared/elements.js";

// As figures/slopes.py draws the same for pages without scripts.
const WIDTH = 360;
const BOX = { left: 36, right: 342, top: 20, bottom: 216 };
const SHOWN = { from: 1.4, to: 7.6, low: -5, high: 26 };
const REACH = 1.1;
const SIZE = { tick: 13, number: 14 };
const ROLES = { weight: "role-w", error: "role-e", slope: "number" };

const share = (value, from, to) => (value - from) / (to - from);
const across = (weight) => BOX.left + share(weight, SHOWN.from, SHOWN.to) * (BOX.right - BOX.left);
const up = (error) => BOX.bottom - share(error, SHOWN.low, SHOWN.high) * (BOX.bottom - BOX.top);
const path = (points) => `M${points.map(([weight, error]) => [across(weight), up(error)]).join("L")}`;
const range = (from, to, step) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, k) => from + k * step);
const text = (x, y, anchor, attributes, ...content) =>
  svg("text", { x, y, "text-anchor": anchor, "font-size": SIZE.number, ...attributes }, ...content);
const set = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
};

export class Drawing {
  /** `onWeight` is told the weight below a finger that moves over the drawing. */
  constructor(labels, onWeight) {
    this.labels = labels;
    this.triangle = svg("path", { class: "axis" });
    this.guide = svg("path", { class: "guide" });
    this.tangent = svg("path", { class: "stroke role-e" });
    this.dot = svg("circle", { class: "dot role-e", r: 6 });
    this.width = text(0, 0, "middle", {});
    this.height = text(0, 0, "end", {});
    const middle = across((WEIGHTS.from + WEIGHTS.to) / 2);
    this.lines = [0, 1, 2].map((k) => text(middle, BOX.top + 17 + 22 * k, "middle", {}));
    const curve = range(WEIGHTS.from, WEIGHTS.to, WEIGHTS.step).map((weight) => [weight, errorAt(weight)]);
    const box = `0 0 ${WIDTH} ${BOX.bottom + 44}`;
    this.element = svg(
      "svg",
      { class: "figure", viewBox: box, role: "img", "aria-label": labels.drawing },
      ...axes(labels),
      svg("path", { class: "curve", d: path(curve) }),
      ...[this.triangle, this.guide, this.tangent, this.dot, this.width, this.height, ...this.lines],
    );
    const follow = ({ buttons, clientX }) => {
      if (!(buttons & 1)) return;
      const { left, width } = this.element.getBoundingClientRect();
      const there = share(((clientX - left) / width) * WIDTH, BOX.left, BOX.right);
      onWeight(SHOWN.from + there * (SHOWN.to - SHOWN.from));
    };
    this.element.addEventListener("pointerdown", (event) => {
      this.element.setPointerCapture(event.pointerId);
      follow(event);
    });
    this.element.addEventListener("pointermove", follow);
  }

  /** Everything as it is at a weight; `values` says weight, error and slope. */
  show(weight, values) {
    const [error, slope] = [errorAt(weight), slopeAt(weight)];
    const corners = triangleAt(weight);
    const [, [, low], [aside]] = corners;
    set(this.tangent, { d: path(tangentAt(weight, REACH, SHOWN.high)) });
    set(this.triangle, { d: path(corners) });
    set(this.guide, { d: path([[weight, low], [weight, SHOWN.low]]) });
    set(this.dot, { cx: across(weight), cy: up(error) });
    set(this.width, { x: across((weight + aside) / 2), y: up(low) - 5 });
    this.width.textContent = slope ? "1" : "";
    const beside = { x: across(weight) + 6 * Math.sign(slope), y: up(error - Math.abs(slope) / 2) + 5 };
    set(this.height, { ...beside, "text-anchor": slope < 0 ? "end" : "start" });
    this.height.textContent = slope ? values.slope : "";
    Object.entries(values).forEach(([name, value], k) =>
      this.lines[k].replaceChildren(`${this.labels[name]} `, svg("tspan", { class: ROLES[name] }, value)),
    );
  }
}

/** Both axes with their ticks and names. */
function axes(labels) {
  const { left, right, top, bottom } = BOX;
  const [weights, errors] = [range(2, 7, 1), range(0, 25, 5)];
  const ticks = [
    ...weights.map((weight) => `M${across(weight)},${bottom}v4`),
    ...errors.map((error) => `M${left},${up(error)}h-4`),
  ];
  const small = { "font-size": SIZE.tick };
  return [
    svg("path", { class: "axis", d: `M${left},${top}V${bottom}H${right}${ticks.join("")}` }),
    ...weights.map((weight) => text(across(weight), bottom + 19, "middle", small, weight)),
    ...errors.map((error) => text(left - 7, up(error) + 5, "end", small, error)),
    text(left - 6, top - 5, "start", { ...small, class: ROLES.error }, labels.error),
    text(right, bottom + 39, "end", { ...small, class: ROLES.weight }, labels.weight),
  ];
}
