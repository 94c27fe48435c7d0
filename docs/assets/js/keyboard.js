/* For the keyboard what the theme leaves to the pointer: the menu of narrow screens, colours, boxes that scroll. */

const words = JSON.parse(document.getElementById("keyboard-labels").textContent);

/* ---- the menu ----------------------------------------------------------------------------------- */

const wide = matchMedia("(min-width: 76.25em)"); /* the theme's own: the menu stands beside the text */
const drawer = document.getElementById("__drawer");
const sidebar = document.querySelector(".md-sidebar--primary");
const labels = document.querySelectorAll(
  ".md-header__button:is([for=__drawer], [for=__search]), .md-sidebar--primary :is(label.md-nav__link, label.md-nav__title)[for]",
);

/* What a label opens, and what it closes again. */
const toggleOf = (label) => document.getElementById(label.htmlFor);
const opener = (toggle) =>
  [...labels].find((label) => label.htmlFor === toggle.id && !label.matches(".md-nav__title"));

function firstIn(toggle) {
  const part = toggle === drawer ? sidebar : toggle.parentElement.querySelector(":scope > .md-nav");
  return part?.querySelector(":is(a[href], [tabindex='0'])");
}

function press(label) {
  const toggle = toggleOf(label);
  label.click();
  if (toggle.id === "__search") return;
  requestAnimationFrame(() => (toggle.checked ? firstIn(toggle) : opener(toggle))?.focus());
}

function describe(label) {
  const button = !wide.matches || label.matches(".md-header__button");
  const toggle = toggleOf(label);
  if (!toggle || !button) {
    for (const name of ["role", "tabindex", "aria-expanded"]) label.removeAttribute(name);
    return;
  }
  label.role = "button";
  label.tabIndex = 0;
  label.ariaExpanded = String(toggle.checked);
  if (label.matches(".md-header__button")) label.ariaLabel = toggle === drawer ? words.menu : words.search;
}

for (const label of labels) {
  describe(label);
  wide.addEventListener("change", () => describe(label));
  toggleOf(label)?.addEventListener("change", () => describe(label));
  label.addEventListener("keydown", (event) => {
    if (!label.role || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); /* the theme knows Enter as well */
    press(label);
  });
}

sidebar?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) press(opener(drawer));
});
sidebar?.addEventListener("focusout", ({ relatedTarget: next }) => {
  if (next && !sidebar.contains(next) && drawer.checked) drawer.click();
});

/* ---- the colours --------------------------------------------------------------------------------- */

/* Until a reader chooses, the theme checks none of its choices; Shift and Tab would lead to the last, which it hides. */
addEventListener("load", () => {
  const choice = document.querySelector(".md-option:has(+ label:not([hidden]))");
  if (choice) choice.checked = true;
});

/* ---- boxes that scroll -------------------------------------------------------------------------- */

function nameOf(box) {
  const caption =
    box.closest(".highlight, figure")?.querySelector(".filename, figcaption") ?? box.querySelector("caption");
  if (caption) return caption.textContent.trim();
  if (box.matches(".arithmatex")) return words.formula;
  return box.querySelector("table") ? words.table : words.code;
}

function makeStop(element, role, name = null, tabIndex = 0) {
  Object.assign(element, { role, ariaLabel: name, tabIndex });
}

function unmakeStop(element) {
  for (const name of ["tabindex", "role", "aria-label"]) element.removeAttribute(name);
}

function reach(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  if (scrolls) makeStop(box, "group", nameOf(box));
  else if (box.role === "group" && !firstNumbers.has(box)) unmakeStop(box);
}

/* After the theme has put tables into boxes. */
addEventListener("load", () => {
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  const boxes = ".md-typeset :is(pre > code, div.arithmatex, .md-typeset__scrollwrap)";
  for (const box of document.querySelectorAll(boxes)) sizes.observe(box);
});

/* ---- numbers that can be asked ------------------------------------------------------------------ */

/* Tab stops at each section's first; shared/ask.js, loaded with the first question, leads to the others. */
const ASKED = "article .asked:not(:is(a, h1, h2, h3, h4, h5, h6) *)";
const firstNumbers = new Set();

function makeNumberStop(number, tabIndex) {
  if (number.matches(".arithmatex")) makeStop(number, "group", words.formula, tabIndex);
  else makeStop(number, "button", null, tabIndex);
}

let hasStop = false;
for (const part of document.querySelectorAll(`article :is(h1, h2, h3), ${ASKED}`)) {
  if (part.matches("h1, h2, h3")) {
    hasStop = false;
  } else if (!hasStop && !part.closest("details")) {
    makeNumberStop(part, 0);
    firstNumbers.add(part);
    hasStop = true;
  }
}

for (const type of ["pointerover", "pointerup", "click", "focusin"]) {
  addEventListener(type, async (event) => {
    if (!event.target.closest?.(ASKED)) return;
    const { ask } = await import("./shared/ask.js");
    ask(event, { selector: ASKED, make: makeNumberStop, unmake: unmakeStop });
  });
}

/* ---- the search --------------------------------------------------------------------------------- */

/* The theme's search waits for keys; text can be dictated, pasted or dropped, too. */
const field = document.querySelector(".md-search__input");
field?.addEventListener("focus", () => import("./search.js"), { once: true });
field?.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: false })));
