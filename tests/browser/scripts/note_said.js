/* Notes what the explorer says to screen readers. */
() => {
  window.said = [];
  const live = document.querySelector("optimizer-explorer").shadowRoot.querySelector(".spoken");
  new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true });
}
