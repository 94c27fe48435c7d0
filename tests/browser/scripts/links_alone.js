/* Links of headings that stand in a line of their own. */
() => [...document.querySelectorAll(".headerlink")].filter(link => {
  const [text, { top, bottom }] = [document.createRange(), link.getBoundingClientRect()];
  text.setStart(link.parentElement, 0);
  text.setEndBefore(link);
  return (top + bottom) / 2 > [...text.getClientRects()].at(-1).bottom;
}).map(link => link.hash)
