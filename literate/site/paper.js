// What is asked of the page that becomes the PDF, by pdf.py.

/** Write into the contents the numbers of the pages to which their links lead, given by id. */
function writeNumbers(numbers) {
  for (const link of document.querySelectorAll(".contents a")) {
    link.lastChild.textContent = numbers[link.hash.slice(1)];
  }
}

/** The beginning of each element that is wider than the page, or than what it stands in. */
function findOverhanging() {
  const elements = [...document.querySelectorAll("body *")].filter((element) =>
    element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
    element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible");
  return elements.map((element) => element.outerHTML.slice(0, 200));
}
