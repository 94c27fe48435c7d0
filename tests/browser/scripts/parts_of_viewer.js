/* Where the line, its list, its arithmetic and the bar begin and end. */
() => ["[aria-selected=true]", ".lines", ".sides", ".transport"].flatMap(part => {
  const { shadowRoot } = document.querySelector("step-viewer");
  const { top, bottom } = shadowRoot.querySelector(part).getBoundingClientRect();
  return [top, bottom];
})
