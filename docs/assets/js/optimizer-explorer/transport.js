/** Which step is looked at: playing, stepping and scrubbing. */

import { fill } from "../shared/data.js";
import { html, svg } from "../shared/elements.js";

const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9 12z",
  back: "M16 5v14L6 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  forward: "M8 5v14l10-7z",
};

export class Transport {
  /** actions: onStep(t), onPlay(). */
  constructor(labels, { onStep, onPlay }) {
    this.labels = labels;
    const by = (change) => () => onStep(Number(this.scrubber.value) + change);
    const button = (name, act) => {
      const named = { "aria-label": labels[name], title: labels[name] };
      return html("button", { type: "button", class: name, ...named, onclick: act }, icon(name));
    };
    this.playButton = html("button", { type: "button", class: "play", onclick: onPlay });
    this.scrubber = html("input", {
      type: "range",
      min: 0,
      step: 1,
      class: "scrubber",
      "aria-label": labels.stepSlider,
      oninput: () => onStep(Number(this.scrubber.value)),
    });
    this.stepText = html("output", { class: "step", "aria-live": "off" });
    this.element = html(
      "div",
      { class: "transport" },
      this.playButton,
      button("first", () => onStep(0)),
      button("back", by(-1)),
      button("forward", by(1)),
      this.stepText,
      this.scrubber,
    );
  }

  show(step, steps, playing) {
    this.scrubber.max = steps;
    this.scrubber.value = step;
    const text = fill(this.labels.step, { t: step, steps });
    this.scrubber.setAttribute("aria-valuetext", text);
    this.stepText.textContent = text;
    this.showPlaying(playing, step === steps);
  }

  showPlaying(playing, atEnd) {
    const name = playing ? "pause" : atEnd ? "again" : "play";
    if (name === this.offered) return;
    this.offered = name;
    this.playButton.replaceChildren(icon(playing ? "pause" : "play"), this.labels[name]);
  }
}

function icon(name) {
  return svg(
    "svg",
    { width: 20, height: 20, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }),
  );
}
