/** What asking a number takes: the answers of the page, the labels of its language, the style. */

import { labelsBeside, loadJson } from "./data.js";

const STYLE = new URL("../../ask.css", import.meta.url);

/** `{ labels, answers }`, each null where it can't be had. */
export async function loadAnswers() {
  const orNull = (loading) => loading.catch(() => null);
  const parts = [labelsBeside(import.meta.url, "ask-labels"), loadJson(answersAddress())].map(orNull);
  const [labels, answers] = await Promise.all([...parts, loadStyle()]);
  return { labels, answers };
}

/** `asks/411.json` for the page 411/, in its language's folder, which the theme's settings name. */
function answersAddress() {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  const first = new URL(`${base}/`, location.href);
  const page = location.pathname.slice(first.pathname.length).replace(/\/?(index\.html)?$/, "");
  return new URL(`asks/${page || "index"}.json`, first);
}

function loadStyle() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLE });
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}
