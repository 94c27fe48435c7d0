/**
 * <step-viewer src="../traces/411_1.json">: every line of every step of a program, with the arithmetic.
 *
 * Closed at first, a button in a bar with the links that stand inside the element. The trace, the style and the rest of the script are loaded when it is opened, by
 * the button or by an address such as #why=411_1,e199,W,0,1. A table inside is for pages without scripts.
 */

import { fill, labelsBeside, loadJson } from "../shared/data.js";

const labels = labelsBeside(import.meta.url);
const STYLE = new URL("../../step-viewer.css", import.meta.url);
const CLOSED_STYLE = `
  :host { scroll-margin-top: var(--header); }
  [hidden] { display: none; }
  p { margin: var(--beat-3) 0 0; font-size: var(--size-note); }
  p:empty { display: none; }
  .bar { display: flex; gap: var(--beat-5); align-items: baseline; justify-content: space-between;
    font-size: var(--size-note); }
  .bar ~ * { text-align: start; }
  .open { min-height: 24px; padding: 0; border: 0; background: none;
    color: var(--md-typeset-a-color, LinkText); font: inherit; text-decoration: underline;
    text-underline-offset: .2em; cursor: pointer; }
  .open::before { content: "▸ " / ""; display: inline-block; padding-inline-end: var(--beat-2); }
  .open[aria-expanded="true"]::before { content: "▾ " / ""; }
  .open:focus-visible { outline: 2px solid; outline-offset: 2px; }
`;

class StepViewer extends HTMLElement {
  async connectedCallback() {
    this.labels = await labels;
    if (!this.shadowRoot) this.build();
    this.onHash ??= () => this.follow();
    addEventListener("hashchange", this.onHash);
    this.follow();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.onHash);
    this.view?.transport.pause();
  }

  /** The program's name in addresses: `411_1` for ../traces/411_1.json. */
  get name() {
    return this.getAttribute("src")
      .split("/")
      .at(-1)
      .replace(/\.json$/, "");
  }

  build() {
    const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
    this.button = make("button", { type: "button", className: "open" });
    this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.openInSight()));
    this.message = make("p", { role: "status" });
    this.content = make("div", { hidden: true });
    const style = make("style", { textContent: CLOSED_STYLE });
    const bar = make("div", { className: "bar" });
    const links = make("span");
    links.append(make("slot"));
    bar.append(this.button, links);
    this.attachShadow({ mode: "open" }).append(style, bar, this.message, this.content);
    this.relabel();
  }

  relabel() {
    this.button.textContent = this.isOpen ? this.labels.close : this.labels.open;
    this.button.setAttribute("aria-expanded", Boolean(this.isOpen));
    this.toggleAttribute("open", Boolean(this.isOpen)); // for the page, which gives it more room
    this.button.setAttribute("aria-label", `${this.button.textContent}: ${this.name}`);
  }

  /** Shows the viewer; the first time it loads what that takes. */
  async open() {
    this.isOpen = true;
    this.relabel();
    this.message.textContent = this.view ? "" : this.labels.loading;
    try {
      await (this.loading ??= this.load());
      this.message.textContent = "";
      this.content.hidden = !this.isOpen;
    } catch {
      this.loading = null;
      this.close();
      this.message.textContent = this.labels.failed;
    }
  }

  /** Opens it where a reader sees all of it that the window holds. */
  async openInSight() {
    await this.open();
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (this.isOpen) this.scrollIntoView({ block: "start", behavior: isCalm ? "instant" : "smooth" });
  }

  close() {
    this.isOpen = false;
    this.view?.transport.pause();
    this.content.hidden = true;
    this.relabel();
  }

  async load() {
    const [{ View }, { Trace }, { writeLink }, json] = await Promise.all([
      import("./view.js"),
      import("./trace.js"),
      import("./link.js"),
      loadJson(new URL(this.getAttribute("src"), document.baseURI)),
      this.loadStyle(),
    ]);
    const trace = new Trace(json);
    const address = (link, program = this.name) => writeLink({ program, ...link });
    this.view = new View(trace, this.labels, this.button, {
      onMove: (link) => history.replaceState(history.state, "", address(link)),
      onCopy: () => this.copy(address(this.view.link())),
      onClose: () => (this.close(), this.button.focus()),
      onTwin: (link) => (location.hash = address(link, trace.twin.name)),
    });
    this.content.append(this.view.element);
    this.content.hidden = !this.isOpen; // the line that is shown has to be scrolled to
    this.view.start();
  }

  loadStyle() {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
    this.shadowRoot.append(link);
    return new Promise((resolve) => (link.onload = link.onerror = resolve));
  }

  async copy(address) {
    try {
      await navigator.clipboard.writeText(new URL(address, location.href).href);
      this.view.showCopied(this.labels.copied);
    } catch {
      this.view.showCopied(this.labels.copyFailed);
    }
  }

  /** Goes where the page's address leads, if that is here; the page's first viewer says if it is nowhere. */
  async follow() {
    if (!location.hash.startsWith("#why=")) return;
    const { readLink } = await import("./link.js");
    const link = readLink(location.hash);
    if (link.program === this.name) {
      await this.open();
      this.view?.follow(link);
      this.scrollIntoView({ block: "start" });
      this.button.focus({ preventScroll: true }); // Tab goes on from here
      return;
    }
    const viewers = [...document.querySelectorAll("step-viewer")];
    if (viewers[0] !== this || viewers.some(({ name }) => name === link.program)) return;
    const { program, unreadable } = this.labels.link;
    const problem = link.program ? fill(program, link) : fill(unreadable, { part: link.problem });
    this.message.textContent = problem;
  }
}

customElements.define("step-viewer", StepViewer);
