/* Marks what looks like something before it: words of a program, and parts of a formula, of the same kind in
   the same surroundings. Contrast takes a millisecond a word, and large pages have thousands. */
() => {
  const seen = new Set();
  const look = e => e.matches("article") ? "" :
    [look(e.parentElement), e.tagName, e.getAttribute("class"), e.getAttribute("style"), e.id[0]].join();
  const mark = e => {
    let alike = [...e.children].map(mark).every(Boolean) && e.tagName !== "A";
    if ([...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      alike &&= seen.has(look(e));
      seen.add(look(e));
    }
    e.toggleAttribute("data-alike", alike);
    return alike;
  };
  document.querySelectorAll("article :is(.highlight code, math)").forEach(mark);
}
