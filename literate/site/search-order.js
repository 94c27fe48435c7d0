/* Puts what the search's worker finds in the order in which readers look for it. */

const NAMED = 1e12; // more than any score of the index
const MARK = /<mark[^>]*>(.*?)<\/mark>/g;
const CODE = /<pre>.*?<\/pre>/gs;
const ANSWERS = /^(?:questions|errors)\/#/; // of pages whose titles are what readers ask
const ASKING = /^(?:뭐|뭔|무엇|무슨|뜻)/; // as the English words that lunr stops
const ENDING = /(?<=[가-힣]{2})(?:하?(?:나|는가|는지|죠)|할?까|[한인]가|해)요?\?*$/; // 곱하나 is found as 곱하고, too
const NUMBERS = /^[\d.,()[\]]+$/;
const MISSPELT = /(?<=학습)율/; // 학습률 is written so, too
const post = self.postMessage.bind(self);
let separator, asked;

/** The words of a text, split as those of the index, as one text. */
const plain = (text) => text.replace(MARK, "$1").toLowerCase().split(separator).filter(Boolean).join(" ");

/** The words asked for that a hit has, be it by its tags. */
const wordsOf = ({ terms }) => Object.keys(terms).filter((word) => terms[word]);

/** The words asked for that a hit's text shows. */
function shownIn(text, hit) {
  const marks = [...text.matchAll(MARK)].map(([, mark]) => mark.toLowerCase());
  return wordsOf(hit).filter((word) => marks.some((mark) => mark.startsWith(word))).length;
}

/** Tells of a hit whether it is what is asked for, by name (4: its title asks the same, 3: it defines it, and shows
    that, 2: its title asks nearly the same, 1: its title has all words), and how many words it has, of an answer, or shows,
    code aside. */
function judge(hit) {
  const isAsked = (name) => asked.includes(plain(name));
  const entry = hit.defined?.find(({ terms }) => terms.some(isAsked));
  const count = Object.keys(hit.terms).length;
  const titled = shownIn(hit.title, hit);
  const isAnswer = ANSWERS.test(hit.location);
  hit.shown = isAnswer ? wordsOf(hit).length : shownIn(`${hit.title} ${hit.text.replace(CODE, "")}`, hit);
  if (isAnswer && asked[0] === plain(hit.title)) hit.named = 4;
  else if (entry) hit.named = 3;
  else if (isAnswer && count > 2 && titled >= 0.75 * count) hit.named = 2;
  else hit.named = Number(isAsked(hit.title) || (!isAnswer && count > 1 && titled === count));
  if (entry) hit.text = entry.text;
}

/** The hits of a page, the best first: that has the page's score, and more than all others, so that Enter opens
    it. */
function inOrder(page) {
  const score = Math.max(...page.map((hit) => hit.score));
  page.forEach(judge);
  page.sort((a, b) => b.named - a.named || b.shown - a.shown || b.score - a.score);
  page[0].score = 1.001 * (score + NAMED * page[0].named);
  return page;
}

/** Pages in order; below the first that has as many of the words as any, only others that do. The first hit of each
    says which words the page doesn't have. */
function best(pages) {
  const has = new Map(pages.map((page) => [page, new Set(page.flatMap(wordsOf))]));
  const most = Math.max(...pages.map((page) => has.get(page).size));
  const isFull = (page) => has.get(page).size === most;
  const ordered = pages.map(inOrder).sort(([a], [b]) => b.score - a.score);
  const first = ordered.findIndex(isFull);
  const kept = ordered.filter((page, place) => place < first || isFull(page));
  for (const page of kept)
    for (const [place, { terms }] of page.entries())
      for (const word in terms) terms[word] = place > 0 || has.get(page).has(word);
  return kept;
}

self.postMessage = (message) => {
  if (message.data?.items) message.data.items = best(message.data.items);
  post(message);
};

addEventListener("message", ({ data }) => {
  if (data.data.config) {
    separator = new RegExp(data.data.config.separator);
  } else {
    // without such as "no", for which "note" would do, and numbers, such as a shape's, which stand anywhere
    const isSaying = (word) =>
      lunr.stopWordFilter(word.toLowerCase()) && !ASKING.test(word) && !NUMBERS.test(word);
    const words = data.data.split(/\s+/).filter(isSaying);
    asked = [data.data, words.join(" ")].map(plain);
    data.data = words.map((word) => word.replace(ENDING, "").replace(MISSPELT, "률")).join(" ") || data.data;
  }
});
