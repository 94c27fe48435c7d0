// What the scripts say: the same labels with the same placeholders in both languages, each of them used.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { fill } from "../../docs/assets/js/shared/data.js";

const SCRIPTS = new URL("../../docs/assets/js/", import.meta.url);
const files = readdirSync(SCRIPTS, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
const texts = (labels, path = "") =>
  typeof labels === "string"
    ? [[path, labels]]
    : Object.entries(labels).flatMap(([name, part]) => texts(part, `${path}.${name}`));
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
const shape = (labels) => texts(labels).map(([path, text]) => [path, ...placeholders(text)]);
const read = (name) => readFileSync(new URL(name, SCRIPTS), "utf8");

for (const korean of files.filter((name) => name.endsWith(".ko.json"))) {
  const folder = korean.slice(0, korean.lastIndexOf("/") + 1);
  const labels = JSON.parse(read(korean));
  test(`${korean} and its English have the same labels and placeholders`, () => {
    assert.deepEqual(shape(labels), shape(JSON.parse(read(korean.replace(".ko.", ".en.")))));
  });
  test(`each label of ${korean} is used`, () => {
    const code = files.filter((name) => name.startsWith(folder) && name.endsWith(".js")).map(read).join();
    assert.deepEqual(Object.keys(labels).filter((name) => !new RegExp(`\\b${name}\\b`).test(code)), []);
  });
}

test("a label takes its values, also where they look like placeholders or patterns", () => {
  assert.equal(fill("{a} of {b}, {a}", { a: "$&", b: "{a}" }), "$& of {a}, $&");
});
