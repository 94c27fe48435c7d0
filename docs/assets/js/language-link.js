/* The other language opens at the section that is being read. Both have the same sections in the same order. */

const SECTION = /^#section-(\d+)$/;
const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];

/* How many headings have come to the upper quarter of the window, or gone by; none where nothing was scrolled. */
const passed = () =>
  scrollY && headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 4).length;

for (const link of document.querySelectorAll("a.md-select__link[hreflang]")) {
  link.addEventListener("click", () => {
    link.hash = passed() > 0 ? `#section-${passed()}` : "";
  });
}

const wanted = headings[SECTION.exec(location.hash)?.[1] - 1];
if (wanted) {
  history.replaceState(history.state, "", `#${wanted.id}`);
  wanted.scrollIntoView();
}
