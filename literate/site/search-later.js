/* Runs in the search's worker in the place of the theme's script, which it loads when the first message comes,
   and puts what that finds in the order in which readers look for it. */

const here = self.document?.currentScript?.src ?? location.href; // the former where the page is a file
const NAMED = 1e12; // more than any score of the index
const MARK = /<mark[^>]*>(.*?)<\/mark>/g;
const post = self.postMessage.bind(self);
let separator, asked;

/** The words of a text, split as those of the index. */
const split = (text) => text.replace(MARK, "$1").toLowerCase().split(separator).filter(Boolean);

/** The words asked for that a hit has, be it by its tags. */
const wordsOf = ({ terms }) => Object.keys(terms).filter((word) => terms[word]);

/** Tells of a hit whether it is what is asked for, by name (2: defines it, and shows that), and how many words it
    shows. */
function judge(hit) {
  const isAsked = (name) => split(name).join(" ") === asked;
  const entry = hit.defined?.find(({ terms }) => terms.some(isAsked));
  const marks = [...`${hit.title} ${hit.text}`.matchAll(MARK)].map(([, mark]) => mark.toLowerCase());
  hit.shown = wordsOf(hit).filter((word) => marks.some((mark) => mark.startsWith(word))).length;
  hit.named = entry ? 2 : Number(isAsked(hit.title));
  if (entry) hit.text = entry.text;
}

/** The hits of a page, the best first: what comes first has the page's score. */
function inOrder(page) {
  const score = Math.max(...page.map((hit) => hit.score));
  page.forEach(judge);
  page.sort((a, b) => b.named - a.named || b.shown - a.shown || b.score - a.score);
  page[0].score = score + NAMED * page[0].named;
  return page;
}

/** Pages in order; below the first that has as many of the words as any, only others that do. */
function best(pages) {
  const has = (page) => new Set(page.flatMap(wordsOf)).size;
  const most = Math.max(...pages.map(has));
  const ordered = pages.map(inOrder).sort(([a], [b]) => b.score - a.score);
  const first = ordered.findIndex((page) => has(page) === most);
  return ordered.filter((page, place) => place < first || has(page) === most);
}

self.postMessage = (message) => {
  if (message.data?.items) message.data.items = best(message.data.items);
  post(message);
};

addEventListener("message", ({ data }) => {
  if (data.data.config) {
    separator = new RegExp(data.data.config.separator);
  } else {
    asked = split(data.data).join(" ");
    const words = data.data.split(/\s+/).filter((word) => lunr.stopWordFilter(word.toLowerCase()));
    data.data = words.join(" ") || data.data; // without such as "no", for which "note" would do
  }
});
addEventListener(
  "message",
  async ({ data }) => {
    await importScripts(new URL("search.js", here));
    dispatchEvent(new MessageEvent("message", { data }));
  },
  { once: true },
);
