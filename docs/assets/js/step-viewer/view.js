/**
 * The opened step viewer: the program's lines, the values a line reads and makes, the arithmetic behind one of
 * their elements, and below them, always in sight, scrubber and curve.
 */

import { fill } from "../shared/data.js";
import { hrefOf, html } from "../shared/elements.js";
import { Arithmetic } from "./arithmetic.js";
import { Lines } from "./lines.js";
import { placeOf } from "./link.js";
import { PAGE, operationsIn } from "./operations.js";
import { coloured } from "./roles.js";
import { Shelf } from "./shelf.js";
import { Trail } from "./trail.js";
import { labelOf, placesOf, sentence, textAt } from "./trace.js";
import { Transport } from "./transport.js";

const ANNOUNCE_AFTER = 300;
const COPIED_FOR = 3000;

export class View {
  /**
   * `onMove(link)` is told where the reader is, `onTwin(link)` where in the twin program to go; `onClose()`
   * that Escape was pressed with no way to go back. On `toggle`, which has the focus when the viewer opens,
   * the arrows to the sides go from line to line.
   */
  constructor(trace, labels, toggle, { onMove, onCopy, onTwin, onClose }) {
    Object.assign(this, { trace, labels, onMove, trail: [] });
    this.transport = new Transport(trace, labels, (epoch, isPlaying) => this.setEpoch(epoch, isPlaying));
    this.lines = new Lines(trace, labels, (line) => this.chooseLine(line));
    this.trailList = new Trail(trace, labels, (count) => this.goBack(count));
    this.arithmetic = new Arithmetic(trace, labels, {
      whereOf: (spot) => this.whereOf(spot),
      onWalk: (spot) => this.walk(spot),
      onMark: (spot) => this.mark(spot),
      onTwin: () => onTwin({ ...this.linkTo(this.place), line: null }),
    });
    this.build(onCopy);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.trail.length) this.goBack(this.trail.length - 1);
      else onClose();
    });
    toggle.addEventListener("keydown", ({ key }) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (by && this.element.offsetParent) this.step(by);
    });
  }

  build(onCopy) {
    const { labels, trace } = this;
    this.note = html("p", { class: "problem", role: "status", hidden: true });
    const step = (label, by) => html("button", { type: "button", onclick: () => this.step(by) }, label);
    this.steps = new Map([[-1, step(`‹ ${labels.lineBack}`, -1)], [1, step(`${labels.lineForward} ›`, 1)]]);
    this.where = html("h3", {});
    this.operations = html("p", { class: "operations" });
    this.operationsOf = operationsIn(trace.source);
    this.reads = new Shelf(labels, {
      onPoint: (spot) => this.mark(spot),
      onChoose: (spot) => this.walk(spot),
    });
    this.makes = new Shelf(labels, {
      onPoint: (spot) => this.peek(spot),
      onFocus: (spot) => this.chooseElement(spot),
      onChoose: (spot) => this.chooseElement(spot),
    });
    this.empty = html("p", { class: "empty" });
    this.copyButton = html("button", { class: "copy", type: "button", onclick: onCopy }, labels.copy);
    this.live = html("div", { class: "spoken", "aria-live": "polite" });
    this.readsPart = html("div", { class: "part reads" }, html("h4", {}, labels.reads), this.reads.element);
    this.makesPart = html("div", { class: "part makes" }, html("h4", {}, labels.makes), this.makes.element);
    const stage = html(
      "div",
      { class: "stage" },
      html("div", { class: "steps" }, ...this.steps.values()),
      this.where,
      this.trailList.element,
      this.empty,
      this.arithmetic.element,
      this.operations,
      this.readsPart,
      this.makesPart,
    );
    this.element = html(
      "section",
      { class: "viewer", "aria-label": fill(labels.title, trace) },
      this.note,
      html("div", { class: "desk" }, this.lines.element, stage),
      this.transport.element,
      this.copyButton,
      this.live,
    );
  }

  // ---- where the reader is ------------------------------------------------------------------------------

  /** The first line that computes something, in the loop if there is one, and the first epoch. */
  start() {
    const { trace } = this;
    const [epoch = -1] = trace.epochs;
    const computes = (line) => trace.made(line, epoch).some(({ binding }) => binding.kind === "made");
    const looping = trace.lines.find((one) => trace.inLoop(one) && computes(one));
    const line = looping ?? trace.lines.find(computes) ?? trace.lines[0];
    this.place = { epoch, line, name: line.makes[0] ?? null, element: 0 };
    this.update();
  }

  /** Goes where an address leads, as far as that exists, and says what doesn't. */
  follow(link) {
    const { place, problem } = placeOf(link, this.trace, this.labels.link);
    this.transport.pause();
    this.trail = [];
    this.start();
    this.place = { ...this.place, ...place };
    const way = (link.trail ?? []).map((one) => placeOf(one, this.trace, this.labels.link));
    this.trail = way.every((one) => one.place.line && !one.problem) ? way.map((one) => one.place) : [];
    this.update();
    this.showProblem(problem);
  }

  showProblem(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  setEpoch(epoch, isPlaying) {
    if (epoch === this.place.epoch) return this.settle();
    this.trail = [];
    this.place = { ...this.place, epoch };
    this.moved(isPlaying);
  }

  chooseLine(line) {
    this.trail = [];
    this.place = { ...this.place, line, name: line.makes[0] ?? null, element: 0 };
    this.moved();
  }

  /** To the line that runs next, or ran before. */
  step(by) {
    const to = this.trace.following(this.place, by);
    if (!to) return;
    this.transport.pause();
    this.place = { ...this.place, epoch: to.epoch };
    this.chooseLine(to.line);
  }

  chooseElement({ binding, element }) {
    const { place } = this;
    if (place.name === binding.name && place.element === element && !this.peeked) return;
    if (place.name !== binding.name || place.element !== element) this.trail = [];
    this.peeked = null;
    this.place = { ...place, name: binding.name, element };
    this.moved();
  }

  /** Goes on to where an operand was made. */
  walk({ binding, index, element }) {
    const line = this.trace.line(binding.line);
    if (this.trace.made(line, binding.epoch[index])[0] === undefined) return;
    this.transport.pause();
    this.trail = this.chosen ? [...this.trail, this.place] : [];
    const epoch = this.trace.inLoop(line) ? binding.epoch[index] : this.place.epoch;
    this.place = { epoch, line, name: binding.name, element };
    this.moved();
    this.focusChosen();
  }

  /** Back along the way, to its place number `count`. */
  goBack(count) {
    this.place = this.trail[count];
    this.trail = this.trail.slice(0, count);
    this.moved();
    this.focusChosen();
  }

  focusChosen() {
    const shelf = this.makes.matrices.find(({ binding }) => binding?.name === this.place.name);
    shelf?.focus(this.chosen.element);
  }

  moved(isPlaying = false) {
    this.showProblem("");
    this.update();
    if (isPlaying) clearTimeout(this.timer);
    else this.settle();
  }

  /** Says where the reader is, aloud and in the address, once nothing has moved for a moment. */
  settle() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.announce();
      this.onMove(this.link());
    }, ANNOUNCE_AFTER);
  }

  /** What the address needs to lead here, the way along which the reader came. */
  link() {
    return { ...this.linkTo(this.place), trail: this.trail.map((place) => this.linkTo(place)) };
  }

  linkTo({ epoch, line, name, element }) {
    const { trace } = this;
    const makers = trace.bindings.filter((binding) => binding.name === name).map((binding) => binding.line);
    const inLoop = makers.filter((maker) => trace.inLoop({ first: maker }));
    const usual = inLoop.at(-1) ?? makers.at(-1);
    const made = trace.made(line, epoch).find(({ binding }) => binding.name === name);
    return {
      epoch: trace.epochs.length ? epoch : null,
      name,
      line: line.first === usual ? null : line.first,
      places: made ? placesOf({ ...made, element: Math.min(element, made.binding.columns.length - 1) }) : [],
    };
  }

  // ---- what is shown ------------------------------------------------------------------------------------

  update() {
    const { trace, place } = this;
    this.made = trace.made(place.line, place.epoch);
    this.read = trace.read(place.line, place.epoch);
    const made = this.made.find(({ binding }) => binding.name === place.name);
    const element = made ? Math.min(place.element, made.binding.columns.length - 1) : 0;
    this.chosen = made ? { ...made, element } : null;
    this.peeked = null;
    if (this.shownLine !== place.line) this.showLine(place.line);
    for (const [by, button] of this.steps) button.setAttribute("aria-disabled", !trace.following(place, by));
    this.trailList.show(this.trail, place);
    this.showEmpty();
    this.showElement();
  }

  showLine(line) {
    const { trace, labels } = this;
    this.shownLine = line;
    this.lines.show(line);
    this.arithmetic.shrink();
    const number = html("span", { class: "number" }, fill(labels.lineOf, { number: line.first }));
    const text = trace.source[line.first - 1].trim();
    this.where.replaceChildren(number, html("code", {}, ...coloured(text)));
    const names = this.operationsOf(text);
    const said = fill(labels.operations, { names: names.join(", ") });
    this.operations.replaceChildren(said, " ", html("a", { href: hrefOf(PAGE) }, labels.allOperations));
    this.operations.hidden = !names.length;
  }

  showEmpty() {
    const { labels, place } = this;
    const missing = place.line.makes.length && !this.made.length;
    this.empty.textContent = missing ? labels.notRun : "";
    this.empty.hidden = !missing;
    this.readsPart.hidden = !this.read.length;
    this.makesPart.hidden = !this.made.length;
  }

  /** The arithmetic of the element pointed at, or else chosen, and the values with what takes part lit. */
  showElement() {
    const { trace, place } = this;
    const spot = this.peeked ?? this.chosen;
    const explained = spot && trace.arithmetic(spot);
    const lit = explained ? [...explained.operands.values()] : [];
    const { digits = 0 } = explained ?? {};
    this.reads.show(this.read, { lit, digits, noteOf: (value) => this.whereOf(value) });
    this.makes.show(this.made, { chosen: this.chosen, twinOf: (value) => this.twinOf(value) });
    this.arithmetic.show(spot, explained);
    this.transport.show(place.epoch, spot);
  }

  /** Where a value was made: the line, and the epoch if it is another one. */
  whereOf({ binding, index }) {
    const { trace, labels, place } = this;
    const epoch = binding.epoch[index];
    const line = fill(labels.lineOf, { number: binding.line });
    const isElsewhere = trace.inLoop({ first: binding.line }) && epoch !== place.epoch;
    return isElsewhere ? `${trace.loop.name} ${epoch}, ${line}` : line;
  }

  twinOf(value) {
    const { twin } = this.trace;
    return twin && value.binding.kind === "made" && this.trace.isLast(value)
      ? twin.at(value.binding.name, value.binding.epoch[value.index])
      : null;
  }

  peek(spot) {
    if (!spot && !this.peeked) return;
    this.peeked = spot;
    this.showElement();
  }

  /** Marks an element wherever it stands. */
  mark(spot) {
    const key = spot && `${spot.binding.id}:${spot.element}`;
    for (const element of this.element.querySelectorAll("[data-operand]")) {
      element.classList.toggle("marked", element.dataset.operand === key);
    }
  }

  announce() {
    const { trace, place, chosen } = this;
    const explained = chosen && trace.arithmetic(chosen);
    const text = explained ? sentence(explained) : chosen ? `${labelOf(chosen)} = ${textAt(chosen)}` : "";
    this.live.textContent = trace.loop ? `${trace.loop.name} ${place.epoch}. ${text}` : text;
  }

  /** Tells what became of copying, on the button for a while. */
  showCopied(text) {
    this.live.textContent = text;
    this.copyButton.textContent = text;
    setTimeout(() => (this.copyButton.textContent = this.labels.copy), COPIED_FOR);
  }
}
