/* What has the focus, by what it is for, and whether a reader can see it: after the next frame, in which the
   search opens and the page scrolls. */
async () => {
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const e = document.activeElement;
  const kinds = {
    skip: ".md-skip", scheme: ".md-option", languages: ".md-select .md-header__button",
    language: ".md-select__link", menu: "[for=__drawer]", search: ".md-search__input",
    contents: ".md-sidebar--primary a",
    sections: ".md-sidebar--secondary a", copy: "[data-md-type=copy]", viewer: "step-viewer", note: "a.line",
    scrolling: "[role=group]", proof: ".proof summary",
  };
  const shown = e.matches(".md-option") ? e.nextElementSibling : e;
  const { top, left, bottom, right, width } = shown.getBoundingClientRect();
  return {
    kind: Object.keys(kinds).find(kind => e.matches(kinds[kind])) ?? e.tagName,
    html: e.outerHTML.slice(0, 150),
    seen: shown.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 0 &&
      bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
}
