/**
 * <slope-explorer>: one weight under the reader's finger, its error as a curve, the slope as a tangent.
 *
 *   <slope-explorer>a picture of the same</slope-explorer>
 *
 * What is inside the element is shown until, and unless, this script runs, and on paper. The drawing is a part
 * of the page, whose figures.css and book.css it uses.
 */

import { Drawing } from "./drawing.js";
import { NETWORK, WEIGHTS, errorAt, slopeAt } from "./error.js";
import { fill, labelsBeside } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { short } from "../shared/numbers.js";

const labels = labelsBeside(import.meta.url);
const written = (x) => short(x).replace("-", "−");

class SlopeExplorer extends HTMLElement {
  async connectedCallback() {
    this.labels = await labels;
    if (this.drawing) return;
    const { from: min, to: max, step } = WEIGHTS;
    const show = () => this.show();
    this.slider = html("input", { type: "range", min, max, step, value: NETWORK.weight, oninput: show });
    this.said = html("p", { "aria-live": "polite" });
    this.drawing = new Drawing(this.labels, (weight) => {
      this.slider.value = weight; // the nearest that it has
      this.show();
    });
    const label = html("label", {}, html("span", {}, this.labels.move), this.slider);
    this.append(html("div", { class: "slope" }, this.drawing.element, label, this.said));
    this.show();
    this.classList.add("live");
  }

  /** Shows what the slider's weight makes. */
  show() {
    const weight = Number(this.slider.value);
    const slope = slopeAt(weight);
    const values = { weight: written(weight), error: written(errorAt(weight)), slope: written(slope) };
    this.drawing.show(weight, values);
    this.slider.setAttribute("aria-valuetext", fill(this.labels.spoken, values));
    const { falling, rising, lowest } = this.labels;
    const said = fill(slope < 0 ? falling : slope > 0 ? rising : lowest, values);
    if (this.said.textContent !== said) this.said.textContent = said;
  }
}

customElements.define("slope-explorer", SlopeExplorer);
