/** What the reader sets things with. Nothing is decided here: every change is handed to `actions`. */

import { RULES, SURFACES } from "./optimizers.js";
import { fill } from "../shared/data.js";
import { rounded, short } from "../shared/numbers.js";
import { NUMBERS, Unusable, parseNumber } from "./settings.js";
import { html, svg } from "../shared/elements.js";
import { marks } from "./marks.js";

/** The settings that belong to a surface, beside those of the rules. */
const SURFACE_SETTINGS = { bowl: ["start"], ravine: ["x", "y", "a", "b"] };

/** Those that all rules share. */
const FOR_ALL = ["lr", "steps"];

const COPIED_MILLISECONDS = 4000;

/** Fields in which a minus sign or an exponent may be typed, which a phone's number pad lacks. */
const NEEDS_KEYBOARD = ["start", "x", "y", "eps"];

export class Controls {
  /** actions: onChange(settings), onReset(), onCopy(). */
  constructor(labels, page, actions) {
    Object.assign(this, { labels, page, actions });
    const names = Object.keys(labels.settings);
    this.fields = Object.fromEntries(names.map((name) => [name, this.makeField(name)]));
    this.tableChoice = html("div", { class: "table-choice" });
    this.forAll = this.makeForAll();
    this.panel = html(
      "div",
      { class: "controls" },
      this.makeSurface(),
      this.makeRules(),
      this.makeButtons(),
    );
  }

  /** Brings every control in line with the settings; `tableRule` is the rule in the table. */
  show(settings, tableRule) {
    const needed = new Set([
      ...SURFACE_SETTINGS[settings.surface],
      ...FOR_ALL,
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
    this.showTableChoice(settings, tableRule);
  }

  /** Where each rule stands at a step. */
  showStep(settings, tracks, step) {
    const { labels } = this;
    const { axes, minimum } = SURFACES[settings.surface];
    for (const [rule, { place, away }] of Object.entries(this.ruleRows)) {
      const track = tracks.find((each) => each.rule === rule);
      const point = track?.rows[step].point;
      place.replaceChildren(...(point ?? []).map((x, i) => coordinate(axes[i], x)));
      away.replaceChildren();
      if (!point) continue;
      const distance = Math.hypot(...point.map((x, i) => x - minimum[i]));
      away.append(`${labels.distance} ${rounded(distance, 2)}`);
      if (track.growth > 1 + 1e-12) away.append(" · ", html("strong", {}, labels.diverges));
    }
  }

  // ---- surface and rules ------------------------------------------------------------------------

  /** The surface, and what belongs to it: where the balls start, and how a ravine bends. */
  makeSurface() {
    const { labels, page, actions } = this;
    const options = page.offeredSurfaces.map((name) => [name, labels.surfaces[name]]);
    const choice = segmented("surface", labels.surfaceLegend, options, (surface) =>
      actions.onChange({ surface }),
    );
    this.surfaceInputs = choice.querySelectorAll("input");
    choice.hidden = options.length < 2;
    this.turned = html("input", {
      type: "checkbox",
      onchange: () => actions.onChange({ turned: this.turned.checked }),
    });
    const rows = Object.values(SURFACE_SETTINGS).flat().map((name) => this.fields[name].row);
    const turned = html("label", { class: "turned" }, this.turned, labels.turned);
    return html("div", { class: "surface" }, choice, ...rows, turned);
  }

  makeForAll() {
    const rows = FOR_ALL.map((name) => this.fields[name].row);
    return html("fieldset", { class: "for-all" }, html("legend", {}, this.labels.forAllLegend), ...rows);
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

  /** A rule: whether it runs, where it stands, and the settings that only it reads. */
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
      away,
      place,
      ...RULES[rule].settings.filter((name) => !FOR_ALL.includes(name)).map((name) => this.fields[name].row),
    );
    return { row, input, place, away };
  }

  chosenRules() {
    return this.page.offeredRules.filter((rule) => this.ruleRows[rule].input.checked);
  }

  // ---- numbers ----------------------------------------------------------------------------------

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
    this.copied = html("output", { class: "copied", "aria-live": "polite" });
    return html(
      "div",
      { class: "buttons" },
      html("button", { type: "button", class: "reset", onclick: () => actions.onReset() }, labels.reset),
      html("button", { type: "button", class: "copy", onclick: () => actions.onCopy() }, labels.copy),
      this.copied,
    );
  }

  /** Says, to eyes and ears, what became of copying; good news goes again. */
  showCopied(text, stays) {
    clearTimeout(this.copiedTimer);
    this.copied.textContent = text;
    if (!stays) this.copiedTimer = setTimeout(() => (this.copied.textContent = ""), COPIED_MILLISECONDS);
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

/** A coordinate of a place, in a column of its own; a minus sign doesn't push the digits aside. */
function coordinate(axis, x) {
  const text = short(x);
  return html("span", {}, html("i", {}, axis), " ", text.startsWith("-") ? text : `\u2007${text}`);
}

/** A rule's line and mark as the drawing has them. */
function swatch(rule) {
  return svg(
    "svg",
    { class: `swatch rule ${rule}`, width: 28, height: 14, "aria-hidden": "true" },
    svg("path", { class: "line", d: "M0 7H28" }),
    svg("path", { class: "marks", d: marks(rule, [[14, 7]], 4.5) }),
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
