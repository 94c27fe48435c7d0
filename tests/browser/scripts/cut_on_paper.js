/* Elements that hold more than they show. */
() => [...document.querySelectorAll("article *")].filter(e => {
  const { overflowX, overflowY, display, position } = getComputedStyle(e);
  if (display === "inline" || position === "absolute") return false;
  if (e.closest("svg, .headerlink, .md-code__nav")) return false;
  return overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1 ||
    overflowY !== "visible" && e.scrollHeight > e.clientHeight + 1;
}).map(e => e.outerHTML.slice(0, 150))
