/* For each epoch, the cells that each of the lines reads. */
(viewer, [lines, epochs]) => {
  const root = viewer.shadowRoot;
  const range = root.querySelector("input[type=range]");
  const rows = lines.map((text) =>
    [...root.querySelectorAll(".line")].find((row) => row.querySelector("code").textContent === text));
  return epochs.map((epoch) => {
    range.value = epoch;
    range.dispatchEvent(new Event("input"));
    return rows.flatMap((row) => {
      row.click();
      return [...root.querySelectorAll(".reads [role=gridcell]")].map((cell) => cell.textContent);
    });
  });
}
