/* Puts what the search's worker finds in the order in which readers look for it. */

const NAMED = 1e12; // more than any score of the index
const MARK = /<mark[^>]*>(.*?)<\/mark>/g;
const ASIDE = /<aside>.*?<\/aside>/s; // how else a section is asked for
const CODE = /<pre>.*?<\/pre>/gs;
const ANSWERS = /^(?:questions|errors)\/#/; // of pages whose titles are what readers ask
// As the English words that lunr stops.
const ASKING = /^(?:뭐|뭔|뭘|무엇|무슨|뜻|(?:vs|어떻게|수|없이|해야|[있되하]나요?|있어요)$)/i;
const ENDING = /(?<=[가-힣]{2})(?:하?(?:나|는가|는지|죠)|할?까|[한인]가|해)요?\?*$/; // 곱하나 is found as 곱하고, too
const NUMBERS = /^[\d.,()[\]]+$/;
const SECTION = /^(?:section\s+)?(\d(?:\.\d+)+)(?:절|장)?$/i;
const PLACE = /File "[^"]*", line \d+(?:, in \S+)?/g; // of a traceback
const SIGNS = /[:^~*"]|(?<!\S)[-+]/g; // of the index's own language, in which "loss: 1" asks a field named loss
const FEW = 5; // pages where no page has all words
const MISSPELT = /(?<=학습)율/; // 학습률 is written so, too
const post = self.postMessage.bind(self);
let separator, asked, words, terms, section, times;

/** The words of a text, split as those of the index, as one text. */
const plain = (text) => text.replace(MARK, "$1").toLowerCase().split(separator).filter(Boolean).join(" ");

/** The same without blanks, which are written or not: 안 줄어요, 안줄어요. */
const compact = (text) => plain(text).replaceAll(" ", "");

/** The words asked for that a hit has, be it by its tags. */
const wordsOf = ({ terms }) => Object.keys(terms).filter((word) => terms[word]);

/** The words asked for that a hit's text shows. */
function shownIn(text, hit) {
  const marks = [...text.matchAll(MARK)].map(([, mark]) => mark.toLowerCase());
  return wordsOf(hit).filter((word) => marks.some((mark) => mark.startsWith(word))).length;
}

/** How many of the words asked for a name has. */
function named(name) {
  const own = plain(name).split(" ");
  return terms.filter((term) => own.some((word) => word.startsWith(term))).length;
}

/** Tells of a hit whether it is what is asked for, by name (4: it is asked so, or is the section, 3: it defines it, and
    shows that, 2: it is asked nearly so, 1: the page's title has all words), and how many words it has, of an answer, or shows,
    code aside. */
function judge(hit) {
  const isAsked = (name) => asked.includes(compact(name));
  const entry = hit.defined?.find((each) => each.terms.some(isAsked));
  const isAnswer = ANSWERS.test(hit.location);
  const names = [hit.title, ...(isAnswer ? (hit.defined?.[0].terms ?? []) : [])];
  const most = Math.max(...names.map(named));
  hit.text = hit.text.replace(ASIDE, "");
  hit.shown = isAnswer ? wordsOf(hit).length : shownIn(`${hit.title} ${hit.text.replace(CODE, "")}`, hit);
  hit.shown -= hit.boost < 1; // under a heading that many pages have
  if (isAnswer ? names.some(isAsked) : hit.location === section) hit.named = 4;
  else if (entry) hit.named = 3;
  else if (isAnswer && terms.length > 2 && most >= 0.75 * terms.length) hit.named = 2;
  else if (hit.location.includes("#")) hit.named = Number(isAsked(hit.title));
  else hit.named = Number(isAsked(hit.title) || (terms.length > 1 && most === terms.length));
  if (entry || (isAnswer && hit.named && hit.defined)) hit.text = (entry ?? hit.defined[0]).text;
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

/** Pages in order; below the first that has as many of the words as any, only others that do, few where that isn't all.
    The first hit of each says which words the page doesn't have. */
function best(pages) {
  const has = new Map(pages.map((page) => [page, new Set(page.flatMap(wordsOf))]));
  const most = Math.max(...pages.map((page) => has.get(page).size));
  const isFull = (page) => has.get(page).size === most;
  const ordered = pages.map(inOrder).sort(([a], [b]) => b.score - a.score);
  const first = ordered.findIndex(isFull);
  const isLess = pages.some(([{ terms }]) => Object.keys(terms).length > most);
  const kept = ordered.filter((page, place) => place < first || isFull(page)).slice(0, isLess ? FEW : undefined);
  for (const page of kept)
    for (const [place, { terms }] of page.entries())
      for (const word in terms) terms[word] = place > 0 || has.get(page).has(word);
  return kept;
}

/** Asks for other words, in the place of what was asked: for words nearly so (1), or for what is meant (2). */
const ask = (text, times) => dispatchEvent(new MessageEvent("message", { data: { type: 2, data: text, times } }));

/** A word as the index takes it for those that are nearly so, where it is long enough for that. */
const roughly = (word) =>
  /\d/.test(word) || word.length < (word < "가" ? 4 : 3) ? word : `${word}~${word.length > 7 ? 2 : 1}`;

/** The words that hits have instead of those asked for: of each the most frequent that begins as it does, and is about
    as long. */
function meant(pages) {
  const shown = pages.flat().flatMap(({ title, text, tags }) => [...`${title} ${text} ${tags}`.matchAll(MARK)]);
  const counts = new Map();
  for (const [, word] of shown) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const isLike = (one, other) => one[0] === other[0] && Math.abs(one.length - other.length) < 3;
  return words.flatMap((word) => frequent.find((other) => isLike(word.toLowerCase(), other)) ?? []);
}

self.postMessage = (message) => {
  const { items } = message.data ?? {};
  if (items) {
    const others = times === 1 ? meant(items) : [];
    if (!items.length && !times) return ask(words.map(roughly).join(" "), 1);
    if (others.length) return ask(others.join(" "), 2);
    message.data.items = times === 1 ? [] : best(items);
  }
  post(message);
};

addEventListener("message", ({ data }) => {
  times = data.times ?? 0;
  if (data.data.config) {
    separator = new RegExp(data.data.config.separator);
  } else if (times !== 1) {
    const text = data.data.replace(PLACE, " ").replace(SIGNS, " ").trim();
    // without such as "no", for which "note" would do, and numbers, such as a shape's, which stand anywhere
    const isSaying = (word) =>
      lunr.stopWordFilter(word.toLowerCase()) && !ASKING.test(word) && !NUMBERS.test(word);
    section = `${SECTION.exec(text)?.[1].replaceAll(".", "")}/`;
    words = section === "undefined/" ? text.split(/\s+/).filter(isSaying) : [];
    asked = [text, words.join(" ")].map(compact);
    data.data = words.map((word) => word.replace(ENDING, "").replace(MISSPELT, "률")).join(" ") || text;
    terms = plain(data.data).split(" ");
  }
});
