// Programs that run on the page: which lines of their output differ, and addresses that carry an edit.

import assert from "node:assert/strict";
import test from "node:test";
import { compareLines, verdictOf } from "../../docs/assets/js/run/compare.js";
import { LONGEST, readLink, writeLink } from "../../docs/assets/js/run/link.js";

const marked = (lines) => lines.map(({ text, same }) => (same ? text : `*${text}`));
const compared = (before, now) => {
  const found = compareLines(before, now);
  return [marked(found.before), marked(found.now)];
};

test("of two outputs those lines are the same that both have in that order", () => {
  assert.deepEqual(compared("a\nb\nc\n", "a\nx\nc\nd\n"), [["a", "*b", "c"], ["a", "*x", "c", "*d"]]);
  assert.deepEqual(compared("a\na\n", "a\n"), [["a", "*a"], ["a"]]);
  assert.deepEqual(compared("a\n", ""), [["*a"], []]);
  assert.deepEqual(compared("a\n\nb", "a\nb\n"), [["a", "*", "b"], ["a", "b"]]);
});

test("long outputs are compared line by line", () => {
  const long = "a\n".repeat(2000);
  const { before, now } = compareLines(long, `b\n${long}`);
  assert.equal(before.every(({ same }) => !same), false);
  assert.deepEqual([now[0].same, now.at(-1).same], [false, false]);
});

test("what is said of a run praises no program that prints nothing", () => {
  const said = [["a", "a"], ["a", "b"], ["", ""], ["", "a"]].map((both) =>
    [false, true].map((isChanged) => verdictOf(...both, isChanged)));
  const other = ["differs", "changed"];
  assert.deepEqual(said, [["equal", "unchanged"], other, ["silent", "silent"], other]);
});

test("a link carries a program", async () => {
  const text = "학습률 = 0.15  # 'é' \\ %\nprint(1)\n";
  const link = await writeLink({ program: "p411_1", text });
  assert.match(link, /^#run=p411_1,[\w-]+$/);
  assert.deepEqual(await readLink(link), { program: "p411_1", text });
});

test("a link that has lost or changed a letter is damaged, wherever that is", async () => {
  const link = await writeLink({ program: "p", text: "print(1)\n" });
  for (let at = "#run=p,".length; at < link.length; at++) {
    assert.equal((await readLink(link.slice(0, at) + link.slice(at + 1))).text, null, `without ${at}`);
  }
  for (const wrong of ["#run=p", "#run=p,", "#run=p,%", "#run=p,AAAA"]) {
    assert.equal((await readLink(wrong)).text, null, wrong);
  }
});

test("a text that is too long gets no link, and none is unpacked", async () => {
  const noise = Array.from({ length: 9000 }, (_, k) => ((k * 7919) % 10007).toString(36)).join("");
  assert.equal(await writeLink({ program: "p", text: noise }), null);
  const bomb = await writeLink({ program: "p", text: "0".repeat(1_000_000) });
  assert.ok(bomb.length < LONGEST);
  assert.equal((await readLink(bomb)).text, null);
});
