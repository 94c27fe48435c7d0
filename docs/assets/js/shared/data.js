/** Data files, and what the scripts say: `labels.ko.json` and `labels.en.json` in their folder. */

/** What a JSON file holds; rejects where it can't be had. */
export async function loadJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

/** The labels in the page's language beside the module whose import.meta.url is `address`. */
export function labelsBeside(address, name = "labels") {
  const language = document.documentElement.lang.startsWith("ko") ? "ko" : "en";
  return loadJson(new URL(`${name}.${language}.json`, address));
}

/** A label with a value put in for each of its {placeholders}. */
export const fill = (label, values) => label.replace(/\{(\w+)\}/g, (_, name) => values[name]);
