/** What the reader sets things with. Nothing is decided here: every change is handed to `actions`. */

import { RULES, SURFACES } from "./optimizers.js";
import { fill } from "../shared/data.js";
import { rounded, short } from "../shared/numbers.js";
import { NUMBERS, Unusable, parseNumber } from "./settings.js";
import { html, svg } from "../shared/elements.js";
import { marks } from "./marks.js";

const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9 12z",
  back: "M16 5v14L6 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  forward: "M8 5v14l10-7z",
};

/** The settings that belong to a surface, beside those of the rules. */
const SURFACE_SETTINGS = { bowl: ["start"], ravine: ["x", "y", "a", "b", "turned"] };

/** Fields in which a minus sign or an exponent may be typed, which a phone's number pad lacks. */
const NEEDS_KEYBOARD = ["start", "x", "y", "eps"];

export class Controls {
  /** actions: onChange(settings), onStep(t), onPlay(), onReset(), onCopy(). */
  constructor(labels, page, actions) {
    Object.assign(this, { labels, page, actions });
    this.fields = {};
    this.transport = this.makeTransport();
    this.tableChoice = html("div", { class: "table-choice" });
    this.panel = html(
      "div",
      { class: "controls" },
      this.makeSurfaces(),
      this.makeRules(),
      this.makeSettings(),
      this.makeButtons(),
    );
  }

  /** Brings every control in line with the settings; `tableRule` is the rule in the table. */
  show(settings, tableRule) {
    const needed = new Set([
      ...SURFACE_SETTINGS[settings.surface],
      "steps",
      ...settings.rules.flatMap((rule) => RULES[rule].settings),
    ]);
    for (const [name, field] of Object.entries(this.fields)) {
      field.row.hidden = !needed.has(name);
      field.show(settings[name]);
    }
    this.turned.parentNode.hidden = settings.surface !== "ravine";
    this.turned.checked = settings.turned;
    for (const [rule, { input }] of Object.entries(this.ruleRows))
      input.checked = settings.rules.includes(rule);
    for (const input of this.surfaceInputs) input.checked = input.value === settings.surface;
    this.scrubber.max = settings.steps;
    this.showTableChoice(settings, tableRule);
  }

  /** The step's number, and where each rule stands at it. */
  showStep(settings, tracks, step, playing) {
    const { labels } = this;
    this.scrubber.value = step;
    const text = fill(labels.step, { t: step, steps: settings.steps });
    this.scrubber.setAttribute("aria-valuetext", text);
    this.stepText.textContent = text;
    this.showPlaying(playing);
    const { minimum } = SURFACES[settings.surface];
    for (const [rule, { place, away }] of Object.entries(this.ruleRows)) {
      const track = tracks.find((each) => each.rule === rule);
      const point = track?.rows[step].point;
      place.textContent = point ? point.map(short).join(", ") : "";
      away.replaceChildren();
      if (!point) continue;
      const distance = Math.hypot(...point.map((x, i) => x - minimum[i]));
      away.append(`${labels.distance} ${rounded(distance, 2)}`);
      if (track.growth > 1 + 1e-12) away.append(" · ", html("strong", {}, labels.diverges));
    }
  }

  showPlaying(playing) {
    const name = playing ? "pause" : "play";
    this.playButton.setAttribute("aria-label", this.labels[name]);
    this.playButton.title = this.labels[name];
    this.playButton.replaceChildren(icon(name));
  }

  // ---- stepping ---------------------------------------------------------------------------------

  makeTransport() {
    const { labels, actions } = this;
    const button = (name, act) =>
      html(
        "button",
        { type: "button", class: name, "aria-label": labels[name], title: labels[name], onclick: act },
        icon(name),
      );
    const by = (change) => () => actions.onStep(Number(this.scrubber.value) + change);
    this.playButton = button("play", () => actions.onPlay());
    this.scrubber = html("input", {
      type: "range",
      min: 0,
      step: 1,
      class: "scrubber",
      "aria-label": labels.stepSlider,
      oninput: () => actions.onStep(Number(this.scrubber.value)),
    });
    this.stepText = html("output", { class: "step", "aria-live": "off" });
    return html(
      "div",
      { class: "transport" },
      button("first", () => actions.onStep(0)),
      button("back", by(-1)),
      this.playButton,
      button("forward", by(1)),
      this.scrubber,
      this.stepText,
    );
  }

  // ---- surface and rules ------------------------------------------------------------------------

  makeSurfaces() {
    const { labels, page, actions } = this;
    const options = page.offeredSurfaces.map((name) => [name, labels.surfaces[name]]);
    const choice = segmented("surface", labels.surfaceLegend, options, (surface) =>
      actions.onChange({ surface }),
    );
    this.surfaceInputs = choice.querySelectorAll("input");
    choice.hidden = options.length < 2;
    return choice;
  }

  makeRules() {
    const { labels, page } = this;
    this.ruleRows = Object.fromEntries(page.offeredRules.map((rule) => [rule, this.makeRule(rule)]));
    return html(
      "fieldset",
      { class: "rules" },
      html("legend", {}, labels.rulesLegend),
      ...Object.values(this.ruleRows).map(({ row }) => row),
    );
  }

  makeRule(rule) {
    const input = html("input", {
      type: "checkbox",
      value: rule,
      onchange: () => this.actions.onChange({ rules: this.chosenRules() }),
    });
    const place = html("span", { class: "place" });
    const away = html("span", { class: "away" });
    const row = html(
      "div",
      { class: "rule-row" },
      html("label", {}, input, swatch(rule), this.labels.rules[rule]),
      place,
      away,
    );
    return { row, input, place, away };
  }

  chosenRules() {
    return this.page.offeredRules.filter((rule) => this.ruleRows[rule].input.checked);
  }

  // ---- numbers ----------------------------------------------------------------------------------

  makeSettings() {
    const { labels, actions } = this;
    for (const name of Object.keys(this.labels.settings)) this.fields[name] = this.makeField(name);
    this.turned = html("input", {
      type: "checkbox",
      onchange: () => actions.onChange({ turned: this.turned.checked }),
    });
    return html(
      "fieldset",
      { class: "settings" },
      html("legend", {}, labels.settingsLegend),
      ...Object.values(this.fields).map(({ row }) => row),
      html("label", { class: "turned" }, this.turned, labels.turned),
    );
  }

  /** A number: the exact field, and a slider over round values where there are any. */
  makeField(name) {
    const { actions, labels } = this;
    const [symbol, meaning] = labels.settings[name];
    const { stops } = NUMBERS[name];
    const accept = (value) => actions.onChange({ [name]: value });
    const complaint = html("span", { class: "complaint", id: `complaint-${name}`, hidden: true });
    const exact = html("input", {
      type: "text",
      id: `exact-${name}`,
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": complaint.id,
      inputmode: NEEDS_KEYBOARD.includes(name) ? "text" : "decimal",
      oninput: () => this.readField(name, exact, complaint, accept),
      onblur: () => restore(),
    });
    const slider =
      stops &&
      html("input", {
        type: "range",
        min: 0,
        max: stops.length - 1,
        step: 1,
        "aria-label": fill(labels.slider, { label: `${symbol} ${meaning}` }),
        oninput: () => accept(stops[slider.value]),
      });
    let current;
    const restore = () => {
      exact.value = String(current);
      exact.setAttribute("aria-invalid", "false");
    };
    const show = (value) => {
      current = value;
      if (Number(exact.value) !== value || !exact.value) restore(); // leaves "1." alone while it is typed
      complaint.hidden = true;
      if (!slider) return;
      slider.value = nearest(stops, value);
      slider.setAttribute("aria-valuetext", String(value));
    };
    const row = html(
      "div",
      { class: slider ? "setting" : "setting no-slider" },
      html("label", { for: exact.id }, html("code", {}, symbol), " ", html("span", {}, meaning)),
      slider ?? "",
      exact,
      complaint,
    );
    return { row, show };
  }

  /** Takes over what was typed, or says why not and leaves the setting as it was. */
  readField(name, exact, complaint, accept) {
    const problem = problemOf(name, exact.value);
    exact.setAttribute("aria-invalid", String(Boolean(problem)));
    complaint.hidden = !problem;
    complaint.textContent = problem ? fill(this.labels.problems[problem.code], problem.details) : "";
    if (!problem) accept(parseNumber(name, exact.value));
  }

  makeButtons() {
    const { labels, actions } = this;
    return html(
      "div",
      { class: "buttons" },
      html("button", { type: "button", class: "reset", onclick: () => actions.onReset() }, labels.reset),
      html("button", { type: "button", class: "copy", onclick: () => actions.onCopy() }, labels.copy),
    );
  }

  // ---- the table --------------------------------------------------------------------------------

  showTableChoice({ rules, digits }, tableRule) {
    const { labels, actions } = this;
    const state = JSON.stringify([rules, digits, tableRule]);
    if (state === this.tableState) return;
    const focused = this.tableChoice.querySelector(":focus")?.value;
    this.tableState = state;
    const options = rules.map((rule) => [rule, labels.rules[rule]]);
    const choice = segmented(
      "table",
      labels.tableLegend,
      options,
      (table) => actions.onChange({ table }),
      tableRule,
    );
    const all = html("input", {
      type: "checkbox",
      value: "all",
      checked: digits === "all",
      onchange: () => actions.onChange({ digits: all.checked ? "all" : "short" }),
    });
    const children = html("label", { class: "all-digits" }, all, labels.allDigits);
    this.tableChoice.replaceChildren(
      ...(options.length > 1 ? [choice] : []),
      ...(options.length ? [children] : []),
    );
    if (focused) this.tableChoice.querySelector(`input[value="${focused}"]`)?.focus();
  }
}

/** A row of radio buttons that looks like one button with parts. */
function segmented(name, legend, options, onPick, picked) {
  return html(
    "fieldset",
    { class: "segmented" },
    html("legend", {}, legend),
    html(
      "div",
      {},
      ...options.map(([value, label]) =>
        html(
          "label",
          {},
          html("input", {
            type: "radio",
            name,
            value,
            checked: value === picked,
            onchange: () => onPick(value),
          }),
          html("span", {}, label),
        ),
      ),
    ),
  );
}

/** A rule's line and mark as the drawing has them. */
function swatch(rule) {
  return svg(
    "svg",
    { class: `swatch rule ${rule}`, width: 34, height: 14, "aria-hidden": "true" },
    svg("path", { class: "line", d: "M0 7H34" }),
    svg("path", { class: "marks", d: marks(rule, [[17, 7]], 4.5) }),
  );
}

function icon(name) {
  return svg(
    "svg",
    { width: 20, height: 20, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }),
  );
}

function problemOf(name, text) {
  try {
    parseNumber(name, text);
    return null;
  } catch (problem) {
    if (problem instanceof Unusable) return problem;
    throw problem;
  }
}

/** The index of the stop that is nearest to `value`. */
const nearest = (stops, value) =>
  stops.reduce((best, stop, i) => (Math.abs(stop - value) < Math.abs(stops[best] - value) ? i : best), 0);
