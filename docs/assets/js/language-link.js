/* The other language opens at the section that is being read. Both have the same sections in the same order. */

const SECTION = /^#section-(\d+)$/;
const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")];

/* How many headings have gone by above the middle of the window. */
const passed = () => headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2).length;

for (const link of document.querySelectorAll("a.md-select__link[hreflang]")) {
  link.addEventListener("click", () => {
    link.hash = scrollY > 0 && passed() > 0 ? `#section-${passed()}` : "";
  });
}

const wanted = headings[SECTION.exec(location.hash)?.[1] - 1];
if (wanted) {
  history.replaceState(history.state, "", `#${wanted.id}`);
  wanted.scrollIntoView();
}
