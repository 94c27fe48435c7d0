/* Follows a link to the heading above the first exercise. */
() => { const [first] = document.querySelectorAll(".exercise");
  location.hash = [...document.querySelectorAll("article h2[id]")].filter((h) =>
    h.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1).id; }
