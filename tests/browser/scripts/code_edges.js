/* Where boxes of code begin that stand in no card and no list. */
() => [...new Set([...document.querySelectorAll("article :is(.highlight, .listing)")]
  .filter(e => e.checkVisibility() && !e.closest("li, .exercise, details:not(.listing)"))
  .map(e => Math.round(e.getBoundingClientRect().left)))]
