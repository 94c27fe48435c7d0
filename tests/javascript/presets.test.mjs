// The explorer's things to try.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { PRESETS, isSameRace, presetsOf } from "../../docs/assets/js/optimizer-explorer/presets.js";
import { readAttributes } from "../../docs/assets/js/optimizer-explorer/settings.js";

const DOCS = new URL("../../docs/", import.meta.url);
const labels = (language) =>
  JSON.parse(readFileSync(new URL(`assets/js/optimizer-explorer/labels.${language}.json`, DOCS)));

for (const language of ["ko", "en"]) {
  test(`the chips are the links of the ${language} page, in their order, under the same names`, () => {
    const text = readFileSync(new URL(`${language}/explorer.md`, DOCS), "utf8");
    const links = [...text.matchAll(/\[([^\]]+)\]\((\?[^#)]*)#explorer\)/g)];
    assert.deepEqual(Object.values(PRESETS), links.map(([, , query]) => query));
    const { presets } = labels(language);
    assert.deepEqual(Object.keys(PRESETS).map((name) => presets[name]), links.map(([, name]) => name));
  });
}

test("all of them work where all is offered, and elsewhere what the page can do", () => {
  const { page } = readAttributes({});
  assert.deepEqual(Object.keys(presetsOf(page)), Object.keys(PRESETS));
  const plain = readAttributes({ rules: "gd", surfaces: "bowl" }).page;
  assert.deepEqual(Object.keys(presetsOf(plain)), ["almostTooFast", "tooFast"]);
});

test("a race is the same however it is looked at", () => {
  const { page } = readAttributes({});
  const { tooFast, thrownOut } = presetsOf(page);
  assert.ok(isSameRace(tooFast, { ...tooFast, at: 3, digits: "all", table: "gd" }, page));
  assert.ok(!isSameRace(tooFast, { ...tooFast, lr: 2 }, page) && !isSameRace(tooFast, thrownOut, page));
});
