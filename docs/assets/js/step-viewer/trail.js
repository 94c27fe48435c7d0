/** The way the reader came, as a breadcrumb: each place leads back to itself. */

import { html } from "../shared/elements.js";
import { labelOf } from "./trace.js";

const SHOWN = 5;

export class Trail {
  constructor(trace, labels, onBack) {
    Object.assign(this, { trace, onBack });
    this.list = html("ol", {});
    this.element = html("nav", { class: "trail", "aria-label": labels.trail, hidden: true }, this.list);
  }

  /** `trail`: the places before `place`. The middle of a long way is left out. */
  show(trail, place) {
    this.element.hidden = !trail.length;
    if (!trail.length) return this.list.replaceChildren();
    const places = [...trail, place];
    const items = places.map((one, count) => {
      const text = this.label(one, places[count - 1]);
      if (count === trail.length) return html("li", { "aria-current": "step" }, text);
      return html("li", {}, html("button", { type: "button", onclick: () => this.onBack(count) }, text));
    });
    const hidden = items.length - SHOWN - 1;
    if (hidden > 0) items.splice(1, hidden, html("li", { class: "left-out" }, "…"));
    this.list.replaceChildren(...items);
  }

  /** The element, and the epoch where that is another than the place's before. */
  label({ line, name, element, epoch }, before) {
    const { trace } = this;
    const [made] = trace.made(line, epoch).filter(({ binding }) => binding.name === name);
    const text = labelOf({ ...made, element });
    return trace.inLoop(line) && epoch !== before?.epoch ? `${text} (${trace.loop.name} ${epoch})` : text;
  }
}
