/* Whether the bar covers what has the focus in a viewer. */
() => {
  const focused = document.activeElement.shadowRoot?.activeElement;
  const transport = document.querySelector("step-viewer").shadowRoot.querySelector(".transport");
  if (!focused?.closest(".desk")) return false;
  return focused.getBoundingClientRect().bottom > transport.getBoundingClientRect().top;
}
