// What is said of a number that is asked, and where.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { placeBeside } from "../../docs/assets/js/shared/ask-place.js";
import { exactOf, sentenceOf } from "../../docs/assets/js/shared/ask-sentence.js";

const SHARED = new URL("../../docs/assets/js/shared/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, SHARED)));
const [KO, EN] = [read("ask-labels.ko.json"), read("ask-labels.en.json")];
const E = { of: "E", when: "epoch 0", program: "411_1.py", value: "1832", exact: "1832.0" };

for (const [answer, ko, en] of [
  [E, "E, epoch 0, 411_1.py", "E, epoch 0, 411_1.py"],
  [{ ...E, when: null }, "E, 마지막, 411_1.py", "E, at the end, 411_1.py"],
  [{ ...E, when: "start" }, "E, 처음, 411_1.py", "E, at the start, 411_1.py"],
  [{ ...E, value: "1,800", exact: "1832.5" },
    "E, epoch 0, 411_1.py, 정확히는 1832.5", "E, epoch 0, 411_1.py, exactly 1832.5"],
  [{ of: "2 * 3 + 1", when: null, program: null, value: "7", exact: "7" },
    "2 * 3 + 1, 적힌 그대로 계산한 값", "2 * 3 + 1, computed as written"],
  [{ gap: ["411_1.py", "411_2.py"], value: "0.0001", exact: "6e-05" },
    "두 프로그램 411_1.py, 411_2.py의 가장 큰 차이, 정확히는 6e-05",
    "the largest difference between 411_1.py and 411_2.py, exactly 6e-05"],
  [{ source: "usual", text: "Momentum: Sutskever et al. 2013" },
    "흔히 쓰는 값. Momentum: Sutskever et al. 2013", "A customary value. Momentum: Sutskever et al. 2013"],
  [{ source: "given" }, "이 책에서 정한 값. 같은 절의 계산에 쓰입니다.",
    "Chosen for this book; the arithmetic of this section uses it."],
]) {
  test(`the sentence: ${en}`, () => {
    assert.deepEqual([sentenceOf(answer, KO), sentenceOf(answer, EN)], [ko, en]);
  });
}

for (const source of ["usual", "bench", "version", "given"]) {
  test(`a number from elsewhere: ${source}`, () => {
    for (const labels of [KO, EN]) assert.doesNotMatch(sentenceOf({ source }, labels), /[{}]|undefined/);
  });
}

for (const [value, exact, shown] of [
  ["1832", "1832.0", null],
  ["1,832", "1832.0", null],
  ["−0.50", "-0.5", null],
  ["1.6 × 10⁻²³", "1.6023e-23", "1.6023e-23"],
  ["0.649", "0.6493218", "0.6493218"],
  ["100", "100", null],
  ["[[−8, 60]]", "[[-8.0, 60.0]]", null],
  ["1", "10", "10"],
  ["1832", undefined, null],
]) {
  test(`${value} for ${exact} ${shown ? "shows" : "needs"} ${shown ?? "nothing more"}`, () => {
    assert.equal(exactOf({ value, exact }), shown);
  });
}

const VIEW = { left: 0, top: 50, right: 320, bottom: 480 };
const SIZE = { width: 200, height: 60 };
const [HIGH, LOW] = [{ left: 20, top: 100, bottom: 120 }, { left: 20, top: 400, bottom: 420 }];
for (const [name, number, size, place] of [
  ["below its number", HIGH, SIZE, { left: 20, top: 124 }],
  ["above it at the bottom", { left: 20, top: 440, bottom: 460 }, SIZE, { left: 20, top: 376 }],
  ["within the right edge", { left: 300, top: 100, bottom: 120 }, SIZE, { left: 112, top: 124 }],
  ["within the left edge", { left: -5, top: 100, bottom: 120 }, SIZE, { left: 8, top: 124 }],
  ["as high as there is room", HIGH, { ...SIZE, height: 900 }, { left: 20, top: 124, maxHeight: 348 }],
  ["as high as there is room above", LOW, { ...SIZE, height: 900 }, { left: 20, top: 58, maxHeight: 338 }],
]) {
  test(`an answer stands ${name}`, () => {
    const { maxHeight, ...at } = placeBeside(number, size, VIEW);
    assert.deepEqual("maxHeight" in place ? { ...at, maxHeight } : at, place);
  });
}
