/**
 * <optimizer-explorer>: the optimizers of parts 4.2 and 4.3, to be tried out.
 *
 *   <optimizer-explorer rules="momentum" start="-5" steps="16">a static table</optimizer-explorer>
 *
 * What is inside the element is shown until, and unless, this script runs. The attributes are in
 * settings.js; the first explorer of a page keeps its settings in the page's address.
 */

import { SURFACES, growth, run } from "./optimizers.js";
import { Controls } from "./controls.js";
import { Presets } from "./presets.js";
import { html } from "../shared/elements.js";
import { fill, labelsBeside } from "../shared/data.js";
import { short } from "../shared/numbers.js";
import { Plot } from "./plot.js";
import { readAttributes, readQuery, writeQuery } from "./settings.js";
import { spoken } from "./start-handle.js";
import { StepTable, arithmeticOf } from "./table.js";
import { Transport } from "./transport.js";

const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;
const labels = labelsBeside(import.meta.url);
const STYLE = new URL("../../explorer.css", import.meta.url);
const STEP_MILLISECONDS = 420;
const LONGEST_PLAY_MILLISECONDS = 15_000;
const WRITE_ADDRESS_AFTER = 250;
const ANNOUNCE_AFTER = 700;

class OptimizerExplorer extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return this.observeSize();
    this.labels = await labels;
    this.readSettings();
    this.build();
  }

  disconnectedCallback() {
    this.pause();
    this.sizes?.disconnect();
  }

  // ---- settings ---------------------------------------------------------------------------------

  readSettings() {
    const attributes = Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
    const { page, problems } = readAttributes(attributes);
    this.page = page;
    const above = [...document.querySelectorAll("h1, h2")].filter(
      (h) => h.compareDocumentPosition(this) & FOLLOWING,
    );
    this.heading = above.at(-1)?.tagName === "H1" ? "h2" : "h3";
    this.ownsAddress = document.querySelector("optimizer-explorer") === this;
    const fromQuery = this.ownsAddress
      ? readQuery(location.search, page)
      : { settings: page.defaults, problems: [] };
    this.settings = { ...fromQuery.settings };
    this.problems = [...problems, ...fromQuery.problems];
  }

  /** The reader changed something: shows it, and the way ahead, and writes it to the address. */
  change(changes) {
    const stepAlone = Object.keys(changes).every((name) => name === "at");
    if ("steps" in changes) this.pause();
    const wasAtEnd = this.settings.at === this.settings.steps;
    Object.assign(this.settings, changes);
    const { at, steps } = this.settings;
    const staysAtEnd = wasAtEnd && "steps" in changes && !("at" in changes);
    this.settings.at = staysAtEnd ? steps : Math.min(at, steps);
    if (stepAlone) {
      this.drawStep();
    } else {
      this.problems = [];
      this.isChanged ||= Object.keys(changes).some((name) => !["table", "digits"].includes(name));
      this.update();
    }
    this.writeAddressSoon();
  }

  /** The chapter's numbers again; what is looked at (rules, surface, table) stays. */
  reset() {
    const { rules, table, surface, digits } = this.settings;
    this.waitWith({ ...this.page.defaults, rules, table, surface, digits });
  }

  /** Settings of a race that hasn't begun: nothing of it is seen before it is played. */
  waitWith(settings) {
    this.pause();
    this.change(settings);
    this.isChanged = false;
    this.played = 0;
    this.drawStep();
  }

  writeAddressSoon() {
    if (!this.ownsAddress) return;
    clearTimeout(this.addressTimer);
    this.addressTimer = setTimeout(
      () => history.replaceState(history.state, "", this.address()),
      WRITE_ADDRESS_AFTER,
    );
  }

  address() {
    return location.pathname + writeQuery(location.search, this.settings, this.page) + location.hash;
  }

  /** Copies a link to these settings, which opens the page at this very element if it has an id. */
  async copyAddress() {
    const link = new URL(this.address(), location.href);
    if (this.id) link.hash = this.id;
    try {
      await navigator.clipboard.writeText(link.href);
      this.controls.showCopied(this.labels.copied);
    } catch {
      this.controls.showCopied(this.labels.copyFailed, true);
    }
  }

  // ---- what is on the page ----------------------------------------------------------------------

  build() {
    const { labels } = this;
    const onStep = (t) => this.stepTo(t);
    this.plot = new Plot(labels, { onStep, onStart: (point) => this.moveStart(point) });
    this.controls = new Controls(labels, this.page, {
      onChange: (changes) => this.change(changes),
      onReset: () => this.reset(),
      onCopy: () => this.copyAddress(),
    });
    const onPick = (settings) => this.waitWith({ ...settings, at: 0, digits: this.settings.digits });
    this.presets = new Presets(labels, this.page, onPick);
    const onPlay = () => (this.playing ? this.pause() : this.play());
    this.transport = new Transport(labels, { onStep, onPlay });
    this.table = new StepTable(labels, onStep);
    this.notes = html("div", { class: "notes" });
    this.arithmetic = html("div", { class: "arithmetic" });
    this.live = html("div", { class: "spoken", "aria-live": "polite" });
    this.plotBox = html("div", { class: "plot-box" }, this.plot.element);
    this.sizes = new ResizeObserver(([{ contentRect }]) => this.plot.resize(contentRect.width));
    const section = html(
      "section",
      { class: "explorer", "aria-label": labels.title },
      this.presets.element,
      this.presets.sentence,
      html(
        "div",
        { class: "bench" },
        this.controls.forAll,
        html(
          "div",
          { class: "drawing" },
          html("div", { class: "stage" }, this.transport.element, this.plotBox),
          html("div", { class: "track-box" }, this.plot.trackElement, this.notes),
          html("div", { class: "detail" }, this.controls.tableChoice, this.arithmetic),
        ),
        this.controls.panel,
      ),
      this.table.element,
      this.live,
    );
    const staticContent = html("slot"); // stays until the style is there
    const show = () => {
      staticContent.replaceWith(section);
      this.plot.resize(this.plotBox.clientWidth); // now, or the first frame has no plot and all below it moves
      this.update();
      this.observeSize();
    };
    const style = html("link", { rel: "stylesheet", href: STYLE, onload: show, onerror: show });
    this.attachShadow({ mode: "open" }).append(style, staticContent);
  }

  observeSize() {
    this.sizes.observe(this.plotBox);
  }

  /** After any change of the settings: computes the runs anew and shows them. */
  update() {
    const { settings } = this;
    const { surface, rules, table } = settings;
    const shown = rules.includes(table) ? table : rules.at(-1);
    this.tracks = rules.map((rule) => ({
      rule,
      rows: run(rule, surface, settings),
      growth: growth(rule, surface, settings),
      selected: rule === shown,
    }));
    this.selected = this.tracks.find(({ selected }) => selected);
    this.presets.show(settings);
    this.controls.show(settings, this.selected?.rule);
    this.showNotes();
    this.table.element.hidden = this.arithmetic.hidden = !this.selected;
    if (this.selected) this.table.fill({ ...this.selected, surface, allDigits: settings.digits === "all" });
    this.drawStep();
  }

  /** After a change of the step alone. */
  drawStep() {
    const { labels, settings, selected } = this;
    const step = settings.at;
    if (!this.playing) this.moment = step;
    this.draw();
    this.transport.show(step, settings.steps, Boolean(this.playing));
    this.controls.showStep(settings, this.tracks, step);
    if (!selected) return;
    const allDigits = settings.digits === "all";
    this.played = Math.max(this.played ?? 0, step);
    this.table.show(step, this.isChanged ? settings.steps : this.played);
    this.arithmetic.replaceChildren(
      html(this.heading, {}, fill(labels.arithmeticTitle, { t: step })),
      ...arithmeticOf({ ...selected, surface: settings.surface, settings, allDigits, labels }, step),
    );
    const value = spoken(SURFACES[settings.surface].axes, selected.rows[step].point);
    this.saySoon(fill(labels.announceStep, { t: step, rule: labels.rules[selected.rule], value }));
  }

  draw() {
    const { settings, tracks, moment, isChanged } = this;
    this.plot.draw({ surface: settings.surface, settings, tracks, at: moment, ahead: isChanged });
  }

  showNotes() {
    const { labels, problems, tracks, settings } = this;
    const notes = [];
    if (!tracks.length) notes.push(html("p", {}, labels.noRule));
    if (problems.length) notes.push(this.problemNote());
    for (const { rule, rows, growth } of tracks) {
      const note = (kind, text, t) => {
        const values = { rule: labels.rules[rule], factor: growth && short(growth), t };
        notes.push(html("p", kind, fill(text, values)));
      };
      if (growth > 1 + 1e-12) note({ class: "warning" }, labels.divergesNote);
      else if (growth >= 1 - 1e-12 && growth !== null) note({}, labels.standsNote);
      const lost = rows.findIndex(({ point }) => point.some(Number.isNaN));
      if (lost > 0) note({ class: "warning" }, this.nanNote(rows, lost), lost);
    }
    this.notes.replaceChildren(...notes);
  }

  /** Why row `t` is the first with a nan: after an infinity, or else by 0/0. */
  nanNote(rows, t) {
    const wasFinite = rows[t - 1].point.every(Number.isFinite);
    return wasFinite ? this.labels.zeroNote : this.labels.overflowNote;
  }

  problemNote() {
    const { labels, problems } = this;
    const item = ({ name, text, code, details }) =>
      html("li", {}, html("code", {}, `${name}=${text}`), " ", fill(labels.problems[code], details));
    return html(
      "div",
      { class: "warning url", role: "alert" },
      html("p", {}, labels.urlNote),
      html("ul", {}, ...problems.map(item)),
    );
  }

  // ---- moving -----------------------------------------------------------------------------------

  moveStart(point) {
    const names = this.settings.surface === "bowl" ? ["start"] : ["x", "y"];
    this.change(Object.fromEntries(names.map((name, i) => [name, point[i]])));
  }

  stepTo(t) {
    this.pause();
    this.change({ at: Math.max(t, 0) });
  }

  /** Plays on from the step shown, or from the start; whole steps only where motion is unwelcome. */
  play() {
    this.isChanged = false;
    const { at: shown, steps } = this.settings; // changing `steps` pauses
    const gliding = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const each = Math.min(STEP_MILLISECONDS, LONGEST_PLAY_MILLISECONDS / steps);
    const from = shown < steps ? shown : 0;
    this.played = from;
    let began;
    const frame = (now) => {
      began ??= now;
      const at = Math.min(from + (now - began) / each, steps);
      const nearest = Math.round(at); // a mark that is almost there is seen there
      this.moment = gliding ? eased(at) : nearest;
      const reached = nearest !== this.settings.at;
      this.settings.at = nearest;
      if (at >= steps) return this.stepTo(steps);
      if (reached) this.drawStep();
      else this.draw();
      this.playing = requestAnimationFrame(frame);
    };
    this.playing = requestAnimationFrame(frame);
    this.transport.showPlaying(true);
  }

  pause() {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = null;
    this.drawStep();
    this.writeAddressSoon();
  }

  // ---- what is spoken ---------------------------------------------------------------------------

  /** Says `text` once nothing newer has come for a while, so that scrubbing doesn't chatter. */
  saySoon(text) {
    clearTimeout(this.sayTimer);
    const first = this.spoken === undefined; // nothing has happened yet when the page opens
    this.spoken = text;
    if (!first) this.sayTimer = setTimeout(() => this.say(text), ANNOUNCE_AFTER);
  }

  say(text) {
    this.live.textContent = text;
  }
}

/** Slow, fast, slow within each step, so that the steps can be told apart in a smooth movement. */
function eased(at) {
  const done = Math.floor(at);
  const part = at - done;
  return done + part * part * (3 - 2 * part);
}

customElements.define("optimizer-explorer", OptimizerExplorer);
