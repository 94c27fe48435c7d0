/* What the search found, short enough to compare: of each hit the words around the longest that was asked for.
   Where nothing is asked or found, pages that lead on. */

const LEAST = 28; // characters in front of the first word, where its sentence begins farther away than MOST
const MOST = 48;

/** Where the text in front of a word found goes on to be shown. */
export function startOf(before) {
  const sentence = before.length - before.split(/[.?!]\s+|\n/).at(-1).length;
  if (before.length <= MOST && !before.includes("\n")) return 0;
  if (sentence >= before.length - MOST) return sentence;
  return before.length - before.slice(-LEAST).replace(/^\S*\s+/, "").length;
}

/** Puts what stands in no block, such as a table's text, into paragraphs. */
function wrapLoose(hit) {
  let loose;
  for (const node of [...hit.childNodes]) {
    const isLoose = node.matches?.("mark, code, sub, sup") ?? (loose || node.textContent.trim());
    if (!isLoose) loose = undefined;
    else if (loose) loose.append(node);
    else {
      loose = document.createElement("p");
      node.replaceWith(loose);
      loose.append(node);
    }
  }
}

/** Leaves of a hit the block with most of the words, and of that what stands around the longest. */
function shorten(hit) {
  wrapLoose(hit);
  const isText = (part) => !part.tagName.startsWith("H") && !part.matches("nav, .md-icon, .md-search-result__terms");
  const blocks = [...hit.children].filter(isText);
  const marks = (block) => [...(block?.querySelectorAll("mark") ?? [])];
  const words = (block) => new Set(marks(block).map((mark) => mark.textContent.toLowerCase())).size;
  const worth = (block) => 2 * words(block) + !block.matches("pre"); // rather prose than code
  const [kept] = blocks.sort((a, b) => worth(b) - worth(a));
  for (const node of [...hit.childNodes])
    if (node !== kept && (blocks.includes(node) || node.nodeType === Node.TEXT_NODE)) node.remove();
  const [word] = marks(kept).sort((a, b) => b.textContent.length - a.textContent.length);
  if (!word) return;
  const item = word.closest("li, tr");
  const text = kept.contains(item) ? item : kept;
  if (text === item) kept.replaceChildren(item);
  const before = new Range();
  before.setStart(text, 0);
  before.setEndBefore(word);
  let left = startOf(before.toString());
  if (!left) return;
  for (const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT); walker.nextNode(); ) {
    const { length } = walker.currentNode;
    if (left <= length) {
      before.setEnd(walker.currentNode, left);
      break;
    }
    left -= length;
  }
  before.deleteContents();
  if (!kept.matches("pre")) text.prepend("… ");
}

/** Links to pages that lead on, as the menu has them. */
function leads() {
  const links = ["questions", "glossary", "errors"].map((name) =>
    document.querySelector(`.md-nav--primary a.md-nav__link[href*="${name}/"]`),
  );
  const nav = document.createElement("p");
  nav.className = "search-leads";
  for (const link of links.filter(Boolean)) {
    const lead = document.createElement("a");
    const name = document.createElement("span");
    name.dataset.mdScore = -1; // Enter opens what has the highest, by the theme's script
    name.append(link.textContent.trim());
    lead.href = link.href;
    lead.append(name);
    nav.append(lead);
  }
  return nav;
}

const list = globalThis.document?.querySelector(".md-search-result__list");
if (list) {
  const field = document.querySelector(".md-search__input");
  let isWaiting = false; // for what to open
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const item of addedNodes) item.querySelectorAll("article").forEach(shorten);
    if (!isWaiting || !list.children.length) return;
    isWaiting = false;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  }).observe(list, { childList: true });
  list.after(leads());
  field.addEventListener("input", () => (isWaiting = false));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || list.children.length) return;
    isWaiting = true;
    event.preventDefault(); // nothing is found, or not yet: neither a lead is opened nor the form sent
    event.stopPropagation();
  });
}
