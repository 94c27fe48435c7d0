/* Elements of a page that scroll, and that a keyboard doesn't reach or that have no name. */
() => {
  const scrolls = /auto|scroll/;
  const isScrolling = (e) => {
    const { overflowX, overflowY, visibility } = getComputedStyle(e);
    return visibility === "visible" && e.clientWidth > 0 && (
      scrolls.test(overflowX) && e.scrollWidth > e.clientWidth + 1 ||
      scrolls.test(overflowY) && e.scrollHeight > e.clientHeight + 1);
  };
  return [...document.body.querySelectorAll("*")].filter(isScrolling)
    .filter(e => e.checkVisibility())         // what is folded is made a stop when it is opened
    .filter(e => !(e.tabIndex === 0 && e.role && e.ariaLabel) && !e.querySelector("a[href], button"))
    .map(e => e.outerHTML.slice(0, 200));
}
