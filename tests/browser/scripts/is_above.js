/* Whether an element stands above what has the focus. */
target =>
  document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING
