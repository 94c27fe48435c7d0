// Calls functions of the site's modules for the Python tests: for each line of standard input, a JSON
// list of [module, function, arguments], writes a line with the list of what they return. JSON has no
// word for nan, infinities and -0; they travel as { float: "nan" }.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(join(folder, `${name}.js`)));

const SPECIAL = { nan: NaN, inf: Infinity, "-inf": -Infinity, "-0.0": -0 };
const nameOf = (x) => Object.keys(SPECIAL).find((name) => Object.is(SPECIAL[name], x));
const revive = (_, value) => (value?.float ? SPECIAL[value.float] : value);
const replace = (_, value) => (typeof value === "number" && nameOf(value) ? { float: nameOf(value) } : value);

/** The arithmetic of every line of step `t`, which joins two modules: [target, expression, result]. */
async function arithmeticOfStep(rule, surface, settings, t, axis, allDigits) {
  const { run, explain } = await load("optimizer-explorer/optimizers");
  const { arithmetic } = await load("optimizer-explorer/numbers");
  const lines = explain(rule, surface, run(rule, surface, settings), t, axis, settings);
  return lines.map((line) => [line.target, ...arithmetic(line, allDigits)]);
}

async function answer(calls) {
  const results = [];
  for (const [module, name, parameters] of calls) {
    const named = module === "here" ? arithmeticOfStep : (await load(module))[name];
    results.push((typeof named === "function" ? await named(...parameters) : named) ?? null);
  }
  return results;
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line, revive)), replace));
}
