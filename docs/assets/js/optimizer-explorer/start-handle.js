/** The start: a ring around it that the reader drags, or moves with the arrow keys. */

import { SURFACES } from "./optimizers.js";
import { text } from "./backdrop.js";
import { svg } from "../shared/elements.js";
import { short } from "../shared/numbers.js";
import { MARGIN, VIEWS } from "./geometry.js";
import { NUMBERS } from "./settings.js";

/** A point for those who hear it: `x -5, y 2.1`. */
export const spoken = (axes, point) => point.map((value, i) => `${axes[i]} ${short(value)}`).join(", ");

export class StartHandle {
  /** `pixelAt(event)` is the pixel of the drawing under a pointer; `onStart(point)` takes the new start. */
  constructor(labels, { pixelAt, onStart }) {
    Object.assign(this, { labels, pixelAt, onStart });
    this.grip = null; // while it is dragged: from the pointer to the start, in pixels
    this.name = text(0, 0, "middle", labels.startMark);
    const listeners = {
      ontouchstart: (event) => event.preventDefault(), // a finger moves the ball, not the page
      onpointerdown: (event) => this.beginDrag(event),
      onpointermove: (event) => this.drag(event),
      onpointerup: () => this.endDrag(),
      onpointercancel: () => this.endDrag(),
      onkeydown: (event) => this.moveByKey(event),
    };
    const role = { role: "slider", tabindex: "0", "aria-label": labels.ball };
    const reach = svg("circle", { class: "reach", r: 22 }); // what a finger can hit
    const ring = svg("circle", { class: "ring", r: 11 });
    this.element = svg("g", { class: "start", ...role, ...listeners }, reach, ring, this.name);
  }

  /** Puts the ring where the start is. */
  show(geometry, settings) {
    const { axes, start } = SURFACES[geometry.surface];
    this.geometry = geometry;
    this.point = start(settings);
    const [x, y] = geometry.place(this.point);
    this.element.setAttribute("transform", `translate(${x} ${y})`);
    this.name.setAttribute("y", y < MARGIN.top + 34 ? 27 : -19);
    this.element.setAttribute("aria-valuetext", spoken(axes, this.point));
    this.element.setAttribute("aria-valuenow", this.point[0]);
    this.element.setAttribute("aria-valuemin", geometry.centre - geometry.halfWidth);
    this.element.setAttribute("aria-valuemax", geometry.centre + geometry.halfWidth);
  }

  get isDragged() {
    return this.grip !== null;
  }

  beginDrag(event) {
    if (event.button !== 0) return;
    const [x, y] = this.pixelAt(event);
    const [ballX, ballY] = this.geometry.place(this.point);
    this.grip = [ballX - x, ballY - y];
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add("dragged");
    this.element.focus();
    event.preventDefault();
  }

  drag(event) {
    if (!this.isDragged) return;
    const [x, y] = this.pixelAt(event);
    this.onStart(this.geometry.pointAt([x + this.grip[0], y + this.grip[1]]));
  }

  endDrag() {
    if (!this.isDragged) return;
    this.grip = null;
    this.element.classList.remove("dragged");
    this.onStart(this.point);
  }

  moveByKey(event) {
    const { surface, centre } = this.geometry;
    const [first, second] = this.point;
    const amount = event.shiftKey || event.key.startsWith("Page") ? 1 : 0.1;
    const moves = {
      ArrowLeft: [first - amount, second],
      ArrowRight: [first + amount, second],
      ArrowDown: surface === "ravine" ? [first, second - amount] : [first - amount],
      ArrowUp: surface === "ravine" ? [first, second + amount] : [first + amount],
      PageDown: [first - amount, second],
      PageUp: [first + amount, second],
      Home: [centre - VIEWS[surface].least, second],
      End: [centre + VIEWS[surface].least, second],
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    const { min, max } = NUMBERS.start;
    const allowed = (value) => Number(Math.min(Math.max(value, min), max).toFixed(4));
    this.onStart(moves[event.key].slice(0, this.point.length).map(allowed));
  }
}
