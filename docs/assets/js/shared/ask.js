/**
 * Asking a number of the page what it is of, and the way from there to the step viewer.
 *
 * keyboard.js loads this when a reader first points at, taps or focuses a number. In a formula, pointing asks
 * a result, and focusing asks for all that the formula claims. An answer goes when the pointer leaves it and
 * its number, with the focus, with Escape and with a tap elsewhere (WCAG 1.4.13).
 */

import { loadAnswers } from "./ask-answers.js";
import { placeBeside } from "./ask-place.js";
import { sentenceOf } from "./ask-sentence.js";
import { hrefOf, html } from "./elements.js";

const REST = 200; // milliseconds after which a pointer that rests on a number asks
const GRACE = 300; // milliseconds that a pointer may take from the number to its answer
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

let questions = null;

/**
 * Answers what an event on a number asks. `stops` is what keyboard.js knows of the numbers: their `selector`,
 * `make(number, tabIndex)`, which lets one have the focus, and `unmake(number)`.
 */
export function ask(event, stops) {
  questions ??= new Questions(stops);
  questions.take(event);
}

class Questions {
  constructor(stops) {
    this.stops = stops;
    this.target = null; // what is asked: a number, a formula, or a result in one
    this.returning = null; // the number that gets the focus back without being asked again
    this.answer = html("div", { class: "answer", role: "group", tabindex: -1, hidden: true });
    this.status = html("p", { class: "answer-status", role: "status" }); // tells screen readers what is shown
    document.body.append(this.answer, this.status);
    this.listen();
  }

  listen() {
    addEventListener("pointerover", ({ target }) => this.pointElsewhere(target));
    addEventListener("pointerup", ({ target }) => this.tapElsewhere(target));
    addEventListener("focusout", ({ target, relatedTarget }) => this.loseFocus(target, relatedTarget));
    addEventListener("keydown", (event) => this.press(event));
    addEventListener("resize", () => this.place());
    const follow = ({ target }) => target !== this.answer && this.place();
    addEventListener("scroll", follow, { capture: true, passive: true });
    document.documentElement.addEventListener("pointerleave", () => this.hideLater());
    this.answer.addEventListener("click", ({ target }) => this.follow(target.closest("a")));
  }

  /** The number around an element; null where there is none. */
  numberAt = (element) => element?.closest?.(this.stops.selector) ?? null;

  /** What pointing at an element asks: where a formula's results can be told apart, one of those. */
  pointedAt(element) {
    const target = element.closest?.("[data-ask]");
    return this.numberAt(target) && !target.querySelector("[data-ask]") ? target : null;
  }

  /** The number whose answer is shown. */
  get number() {
    return this.numberAt(this.target);
  }

  after(milliseconds, action) {
    clearTimeout(this.timer);
    this.timer = setTimeout(action, milliseconds);
  }

  // ---- questions -----------------------------------------------------------------------------------------

  take({ type, target, pointerType, button, buttons }) {
    const number = this.numberAt(target);
    if (type === "focusin") {
      if (number !== this.returning && number.matches(":focus-visible")) this.show(number);
      this.returning = null;
    } else if (type === "pointerover") {
      if (pointerType !== "touch" && !buttons) this.point(this.pointedAt(target));
    } else if (!button && getSelection().isCollapsed) { // else a reader opens a menu or marks text
      this.focus(number, { preventScroll: true });
      this.show(this.pointedAt(target) ?? number);
    }
  }

  point(target) {
    if (!target || target === this.target || this.isHeldByKeyboard) return;
    this.after(REST, () => target.matches(":hover") && this.show(target));
  }

  focus(number, options) {
    if (!number.hasAttribute("tabindex")) this.stops.make(number, -1);
    number.focus(options);
  }

  /** Makes a number plain text again, unless Tab stops at it anyway. */
  release(number) {
    if (number.tabIndex === -1) this.stops.unmake(number);
  }

  // ---- answers -------------------------------------------------------------------------------------------

  async show(target) {
    clearTimeout(this.timer);
    if (target === this.target) return;
    this.hide();
    this.target = target;
    const { answers, labels } = await (this.loading ??= loadAnswers());
    if (!answers) this.loading = null; // the next question tries again
    if (this.target === target && labels) this.present(answers, labels);
  }

  present(answers, labels) {
    const indices = this.target.dataset.ask.split(" ");
    const sayOf = (index) => lineOf(answers[index], labels, indices.length > 1);
    const said = answers ? indices.map(sayOf) : [[labels.failed]];
    const isByKeyboard = this.number.matches(":focus-visible");
    const hints = isByKeyboard ? [html("p", { class: "hint" }, labels.hint)] : [];
    const lines = [...said.map((parts) => html("p", {}, ...parts)), ...hints];
    this.answer.ariaLabel = labels.name;
    this.answer.replaceChildren(...lines);
    this.answer.hidden = false;
    this.target.classList.add("asking");
    if (isByKeyboard) this.number.scrollIntoView({ block: "nearest" }); // from under the page's header
    this.place();
    this.status.textContent = lines.map((line) => line.textContent).join("\n");
  }

  place() {
    if (this.answer.hidden) return;
    const { style } = this.answer;
    style.maxHeight = "";
    const { clientWidth: right, clientHeight: bottom } = document.documentElement;
    const top = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const view = { left: 0, top, right, bottom };
    const [number, size] = [this.target, this.answer].map((element) => element.getBoundingClientRect());
    const place = placeBeside(number, size, view);
    for (const [name, pixels] of Object.entries(place)) style[name] = `${pixels}px`;
    this.answer.tabIndex = this.answer.scrollHeight > this.answer.clientHeight ? 0 : -1;
  }

  hide() {
    clearTimeout(this.timer);
    const { number } = this;
    this.target?.classList.remove("asking");
    this.target = null;
    if (number && number !== document.activeElement) this.release(number);
    this.answer.hidden = true;
    this.status.textContent = "";
  }

  follow(link) {
    if (!link) return;
    link.blur(); // hidden, it would lose the focus at the next frame only, and take a newer answer along
    this.hide();
    // A browser doesn't tell the viewer of a link to where the address is already.
    if (link.href === location.href) dispatchEvent(new HashChangeEvent("hashchange"));
  }

  // ---- what ends an answer -------------------------------------------------------------------------------

  get hasFocus() {
    return this.answer.contains(document.activeElement) || this.number === document.activeElement;
  }

  /** Whether the keyboard has asked; then what comes under a pointer, because the page scrolls, is no question. */
  get isHeldByKeyboard() {
    return this.hasFocus && document.activeElement.matches(":focus-visible");
  }

  pointElsewhere(element) {
    if (this.answer.contains(element) || this.target?.contains(element)) clearTimeout(this.timer);
    else if (!this.pointedAt(element)) this.hideLater();
  }

  hideLater() {
    this.after(GRACE, () => !this.hasFocus && this.hide());
  }

  tapElsewhere(element) {
    if (!this.answer.contains(element) && !this.numberAt(element)) this.hide();
  }

  loseFocus(element, next) {
    const number = this.answer.contains(element) ? this.number : this.numberAt(element);
    if (!number || next === number || this.answer.contains(next)) return;
    this.release(number);
    if (number === this.number) this.hide();
  }

  // ---- the keyboard --------------------------------------------------------------------------------------

  press(event) {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey) return;
    if (key === "Escape") this.dismiss();
    else if (this.answer.contains(target)) this.pressInAnswer(event);
    else if (this.numberAt(target) === target) this.pressOnNumber(event);
  }

  dismiss() {
    if (this.answer.contains(document.activeElement)) this.returnTo(this.number);
    this.hide();
  }

  returnTo(number) {
    this.returning = number;
    number.focus();
  }

  /** Where Tab leads in the answer. */
  get links() {
    return [...(this.answer.tabIndex === 0 ? [this.answer] : []), ...this.answer.querySelectorAll("a")];
  }

  pressOnNumber(event) {
    const { key, target, shiftKey } = event;
    const isAnswered = target === this.number && !this.answer.hidden;
    const [first] = isAnswered ? this.links : [];
    const next = key in STEPS && !canScroll(target, STEPS[key]) && this.beside(target, STEPS[key]);
    if (next) this.focus(next);
    else if (first && (key === "Enter" || (key === "Tab" && !shiftKey))) first.focus();
    else if (!isAnswered && [" ", "Enter"].includes(key)) this.show(target);
    else if (key !== " ") return;
    event.preventDefault();
  }

  /** The number before (`step` -1) or behind (1) another. */
  beside(number, step) {
    const all = [...document.querySelectorAll(this.stops.selector)];
    const numbers = all.filter((one) => one.checkVisibility());
    return numbers[numbers.indexOf(number) + step];
  }

  /** The answer stands at the page's end; Tab goes through it as if it stood behind its number. */
  pressInAnswer(event) {
    const { key, target, shiftKey } = event;
    if (key !== "Tab" || target !== this.links.at(shiftKey ? 0 : -1)) return;
    this.returnTo(this.number); // from where Tab goes on
    if (shiftKey) event.preventDefault();
  }
}

/** Whether an arrow key scrolls the element: a formula wider than its box, until its end is seen. */
function canScroll({ scrollLeft, scrollWidth, clientWidth }, step) {
  return clientWidth > 0 && (step < 0 ? scrollLeft > 0 : scrollLeft + clientWidth < scrollWidth - 1);
}

/** What is said of a number: its value if it is one of several, what it is of, the way to the step viewer. */
function lineOf(answer, labels, isOneOfSeveral) {
  const value = isOneOfSeveral && answer.value ? [html("b", {}, answer.value), ": "] : [];
  const link = answer.to ? [" ", html("a", { href: hrefOf(answer.to) }, labels.link)] : [];
  return [...value, sentenceOf(answer, labels), ...link];
}
