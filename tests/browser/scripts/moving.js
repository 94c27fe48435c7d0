/* Elements that move, or let the page scroll smoothly. */
() => [...document.querySelectorAll("*")].filter(e => {
  const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(e);
  const longest = durations => Math.max(...durations.split(",").map(parseFloat));
  return longest(transitionDuration) > 0.01 || scrollBehavior === "smooth" ||
    animationName !== "none" && longest(animationDuration) > 0.01;
}).map(e => e.outerHTML.slice(0, 100))
