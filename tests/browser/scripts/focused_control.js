/* What has the focus in an explorer, by its name. */
() => {
  const { activeElement: e } = document.querySelector("optimizer-explorer").shadowRoot;
  if (e?.className === "table-scroll") return "(table)";
  return e && (e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText);
}
