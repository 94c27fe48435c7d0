/** Which epoch is looked at: buttons, scrubber, and the curve above it. */

import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { Curve } from "./curve.js";

const WHOLE_RUN_MILLISECONDS = 12_000;
const [SHORTEST, LONGEST] = [40, 700]; // milliseconds an epoch is shown while playing
const CALM = 600;

export class Transport {
  /** `onEpoch(epoch, isPlaying)` */
  constructor(trace, labels, onEpoch) {
    Object.assign(this, { trace, labels, onEpoch });
    const last = trace.epochs.length - 1;
    const named = (label) => fill(label, { loop: trace.loop?.name ?? "" });
    this.range = html("input", { type: "range", min: 0, max: Math.max(last, 0), value: 0, step: 1 });
    this.range.setAttribute("aria-label", named(labels.scrubber));
    this.range.addEventListener("input", () => this.choose(Number(this.range.value)));
    this.back = button(named(labels.back), ICONS.back, () => this.choose(this.position - 1));
    this.playing = button(labels.play, ICONS.play, () => (this.timer ? this.pause() : this.play()));
    this.forward = button(named(labels.forward), ICONS.forward, () => this.choose(this.position + 1));
    this.output = html("output", {});
    this.curve = new Curve(labels, (fraction) => this.choose(Math.round(fraction * last)));
    this.element = html(
      "div",
      { class: "transport", hidden: last < 1 },
      this.curve.legend,
      this.curve.element,
      html("div", { class: "buttons" }, this.back, this.playing, this.forward),
      this.range,
      this.output,
    );
  }

  choose(position) {
    this.pause();
    this.set(position);
  }

  set(position, isPlaying = false) {
    const epoch = this.trace.epochs[position];
    if (epoch !== undefined) this.onEpoch(epoch, isPlaying);
  }

  play() {
    const { epochs } = this.trace;
    if (this.position >= epochs.length - 1) this.set(0, true);
    const pace = Math.min(LONGEST, Math.max(SHORTEST, WHOLE_RUN_MILLISECONDS / epochs.length));
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(
      () => {
        const isLast = this.position + 1 >= epochs.length - 1;
        if (isLast) this.choose(this.position + 1);
        else this.set(this.position + 1, true);
      },
      isCalm ? Math.max(CALM, pace) : pace,
    );
    relabel(this.playing, this.labels.pause, ICONS.pause);
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    relabel(this.playing, this.labels.play, ICONS.play);
    this.onEpoch(this.trace.epochs[this.position], false);
  }

  /** `spot` is the element whose curve is drawn, or null. */
  show(epoch, spot) {
    const { epochs, loop } = this.trace;
    if (epochs.length < 2) return;
    this.position = epochs.indexOf(epoch);
    this.range.value = this.position;
    this.range.setAttribute("aria-valuetext", `${loop.name} ${epoch}`);
    this.output.textContent = `${loop.name} ${epoch} (${epochs[0]}–${epochs.at(-1)})`;
    this.back.setAttribute("aria-disabled", this.position === 0);
    this.forward.setAttribute("aria-disabled", this.position === epochs.length - 1);
    this.showCurve(epoch, spot);
  }

  showCurve(epoch, spot) {
    const isMoving = spot && this.trace.inLoop({ first: spot.binding.line });
    for (const part of [this.curve.legend, this.curve.element]) part.classList.toggle("idle", !isMoving);
    if (!isMoving) return;
    const place = (one) => this.trace.epochs.indexOf(one) / (this.trace.epochs.length - 1);
    this.curve.show(spot, this.trace.series(spot), place, epoch);
  }
}

const ICONS = {
  back: "M12 6 6 12l6 6M19 6l-6 6 6 6", // double: a line forward is single
  forward: "M12 6l6 6-6 6M5 6l6 6-6 6",
  play: "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
};

function button(label, path, onclick) {
  const element = html("button", { type: "button", onclick });
  relabel(element, label, path);
  return element;
}

function relabel(element, label, path) {
  element.setAttribute("aria-label", label);
  element.title = label;
  element.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
}
