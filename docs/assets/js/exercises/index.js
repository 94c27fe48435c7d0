/* Exercises of a page: what makes fields to answer in of them is loaded when a reader comes near one. */

const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    import("./forms.js");
  },
  { rootMargin: "100%" },
);

for (const section of document.querySelectorAll(".exercise")) near.observe(section);
