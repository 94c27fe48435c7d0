/* Whether the address and the window are at the heading of this number. */
([selector, number]) => {
  const heading = document.querySelectorAll(selector)[number];
  return {id: decodeURIComponent(location.hash) === "#" + heading.id,
          near: Math.abs(heading.getBoundingClientRect().top) < innerHeight / 2};
}
