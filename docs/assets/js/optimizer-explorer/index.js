/** Loads the explorer when a reader comes near it. Until then what stands inside its element is shown. */

const ONE_SCREEN = "100% 0px";

const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    import("./element.js");
  },
  { rootMargin: ONE_SCREEN },
);

for (const element of document.querySelectorAll("optimizer-explorer")) near.observe(element);
