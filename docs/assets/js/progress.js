/** Which exercises this browser's reader has solved: kept here and nowhere else, shown beside pages' names. */

const KEY = "exercises";

/** A page's name, the same in both languages: "411" of ".../en/411/" and of ".../411/index.html". */
export const pageOf = (address) =>
  new URL(address).pathname.replace(/\/(?:index\.html)?$/, "").split("/").pop().replace(/\.html$/, "");

/** What is kept: by page, how many exercises it has and which are solved. */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // no storage, or something else in it
  }
}

export const solvedOf = (page) => read()[page]?.done ?? [];

/** Note that a page has so many exercises, and that one of them is solved. */
export function record(page, all, solved) {
  const kept = read();
  const done = [...new Set([...(kept[page]?.done ?? []), ...(solved ? [solved] : [])])];
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, [page]: { all, done } }));
  } catch {
    return; // no storage: nothing is kept
  }
  show();
}

const words = JSON.parse(document.getElementById("progress-labels")?.textContent ?? "{}");
const said = (label, { all, done }) => label.replace("{all}", all).replace("{done}", done);

/** Puts what is kept into the contents and onto the home page. */
function show() {
  const kept = read();
  for (const old of document.querySelectorAll(".solved-count, .solved-total")) old.remove();
  const total = { all: 0, done: 0 };
  for (const { all, done } of Object.values(kept)) {
    total.all += all;
    total.done += done.length;
  }
  for (const link of document.querySelectorAll(".md-nav--primary .md-nav__link[href]")) {
    const here = kept[link.hash ? "" : pageOf(link.href)];
    if (here?.done.length) link.append(count({ all: here.all, done: here.done.length }));
  }
  if (total.done) document.querySelector("article start-links")?.after(summary(total));
}

function count(numbers) {
  const element = document.createElement("span");
  const label = said(words.some, numbers);
  Object.assign(element, { className: "solved-count", role: "img", ariaLabel: label, title: label });
  element.textContent = `✓ ${numbers.done}/${numbers.all}`;
  return element;
}

function summary(numbers) {
  const element = document.createElement("p");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: words.forget });
  button.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    show();
  });
  element.className = "solved-total";
  element.append(`${said(words.total, numbers)} `, button);
  return element;
}

show();
