/* The other language opens at the section that is being read, or with the same in a step viewer that is in sight, and
   with the same settings of an explorer. Both have the same sections in the same order, and the same programs. */

const SECTION = /^#section-(\d+)$/;
const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];

/* How many headings have come to the upper quarter of the window, or gone by; none where nothing was scrolled. */
const passed = () =>
  scrollY && headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4).length;

const isInSight = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
};
const hasState = () =>
  location.hash.startsWith("#why=") && [...document.querySelectorAll("step-viewer[open]")].some(isInSight);

for (const link of document.querySelectorAll("a.md-select__link[hreflang]")) {
  link.addEventListener("click", () => {
    if (document.querySelector("optimizer-explorer")) link.search = location.search;
    if (hasState()) link.hash = location.hash;
    else link.hash = passed() > 0 ? `#section-${passed()}` : "";
  });
}

const wanted = headings[SECTION.exec(location.hash)?.[1] - 1];
if (wanted) {
  history.replaceState(history.state, "", `#${wanted.id}`);
  wanted.scrollIntoView();
}
