/**
 * What the reader can set, its limits, and how it is written in an attribute of the element and in
 * the page's address: `?lr=1.9&rules=gd,adam`. Keys are the programs' names; only what differs from
 * the page's own settings is written.
 */

import { RULES, SURFACES } from "./optimizers.js";

const range = (from, to, step) => {
  const digits = String(step).split(".")[1]?.length ?? 0;
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) =>
    Number((from + i * step).toFixed(digits)),
  );
};

const SHARES = [...range(0, 0.9, 0.05), 0.95, 0.98, 0.99, 0.995, 0.999];

/**
 * Numbers: the chapter's value, the limits of the exact field, and the stops of the slider. `below`
 * is a limit that itself is left out: with ρ or β = 1 a rule would only ever see its empty memory.
 */
export const NUMBERS = {
  start: { value: -5, min: -1000, max: 1000 },
  x: { value: -5, min: -1000, max: 1000 },
  y: { value: 2, min: -1000, max: 1000 },
  lr: { value: 0.5, min: 0, max: 100, stops: [0.001, 0.002, 0.005, 0.01, 0.02, ...range(0.05, 3, 0.05)] },
  m: { value: 0.5, min: 0, max: 1, stops: [...SHARES, 1] },
  rho: { value: 0.9, min: 0, below: 1, stops: SHARES },
  beta_1: { value: 0.9, min: 0, below: 1, stops: SHARES },
  beta_2: { value: 0.999, min: 0, below: 1, stops: [...SHARES, 0.9995, 0.9999] },
  eps: {
    value: 1e-8,
    min: 0,
    max: 10,
    stops: [0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1],
  },
  a: { value: 0.1, min: 0.001, max: 100, stops: [0.01, 0.02, 0.05, ...range(0.1, 1, 0.1)] },
  b: { value: 3, min: 0.001, max: 100, stops: range(0.2, 6, 0.2) },
  steps: {
    value: 16,
    min: 1,
    max: 400,
    whole: true,
    stops: [1, 2, 4, 8, 16, 30, 50, 100, 150, 200, 300, 400],
  },
  at: { value: 0, min: 0, max: Infinity, whole: true }, // the step shown; no further than `steps`
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What settings were called before, for the sake of addresses that are still about. */
const FORMER = new Map([["lo", "rho"]]);

/** Keys that others put into an address: Material's search, and what links get when they are passed on. */
const FOREIGN = /^(h|q|ref|utm_\w+|\w*clid)$/;

/** A setting that can't be used; `code` and `details` choose and fill the sentence the reader sees. */
export class Unusable extends Error {
  constructor(code, details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** The number that `text` writes, or Unusable. */
export function parseNumber(name, text) {
  const { min, max, below, whole } = NUMBERS[name];
  if (!NUMBER.test(text.trim())) throw new Unusable("notANumber");
  const x = Number(text);
  if (x < min || x > max || x >= below)
    throw new Unusable(below === undefined ? "outside" : "outsideOpen", { min, max, below });
  if (whole && !Number.isInteger(x)) throw new Unusable("notWhole");
  return x;
}

function parseList(text, allowed) {
  const listed = text.split(/[\s,]+/).filter(Boolean);
  for (const name of listed)
    if (!allowed.includes(name)) throw new Unusable("unknownName", { allowed: allowed.join(", ") });
  return allowed.filter((name) => listed.includes(name));
}

function parseChoice(text, allowed) {
  if (!allowed.includes(text)) throw new Unusable("unknownName", { allowed: allowed.join(", ") });
  return text;
}

/** How each setting that isn't a number is read and written, given what the page offers. */
const OTHERS = {
  rules: { read: (text, page) => parseList(text, page.offeredRules), write: (rules) => rules.join(",") },
  table: { read: (text, page) => parseChoice(text, page.offeredRules), write: String },
  surface: { read: (text, page) => parseChoice(text, page.offeredSurfaces), write: String },
  turned: {
    read: (text) => parseChoice(text, ["0", "45"]) === "45",
    write: (turned) => (turned ? "45" : "0"),
  },
  digits: { read: (text) => parseChoice(text, ["short", "all"]), write: String },
};

function read(name, text, page) {
  return name in NUMBERS ? parseNumber(name, text) : OTHERS[name].read(text, page);
}

function write(name, value) {
  return name in NUMBERS ? String(value) : OTHERS[name].write(value);
}

/**
 * What a page offers and begins with, from the element's attributes.
 *
 * `rules` lists the rules beside plain descent, which is always there to compare with, `surfaces` the
 * surfaces; without them, all are offered. Any other setting may be given by its name. Returns
 * { page: { offeredRules, offeredSurfaces, defaults }, problems }.
 */
export function readAttributes(attributes) {
  const problems = [];
  const list = (name, all) => {
    const chosen = {};
    attempt(problems, name, attributes[name] ?? "", (text) => (chosen.names = parseList(text, all)));
    return chosen.names?.length ? chosen.names : all;
  };
  const all = Object.keys(RULES);
  const listed = list("rules", all);
  const offeredRules = all.filter((name) => name === "gd" || listed.includes(name));
  const offeredSurfaces = list("surfaces", Object.keys(SURFACES));
  const page = { offeredRules, offeredSurfaces };
  const defaults = {
    ...Object.fromEntries(Object.entries(NUMBERS).map(([name, { value }]) => [name, value])),
    rules: offeredRules,
    table: listed.at(-1),
    surface: offeredSurfaces[0],
    turned: false,
    digits: "short",
  };
  for (const [name, text] of Object.entries(attributes)) {
    if (!Object.hasOwn(defaults, name) || name === "rules") continue;
    readInto(defaults, name, text, page, problems);
  }
  return { page: { ...page, defaults }, problems };
}

/** The page's settings as changed by an address's query. Returns { settings, problems }. */
export function readQuery(query, page) {
  const settings = { ...page.defaults };
  const problems = [];
  const seen = new Set();
  for (const [key, text] of new URLSearchParams(query)) {
    const name = FORMER.get(key) ?? key;
    if (!Object.hasOwn(page.defaults, name)) {
      if (!FOREIGN.test(name)) problems.push({ name, text, code: "unknownKey", details: {} });
    } else if (seen.has(name)) {
      problems.push({ name, text, code: "twice", details: {} });
    } else {
      readInto(settings, name, text, page, problems);
    }
    seen.add(name);
  }
  if (settings.at > settings.steps) {
    problems.push({
      name: "at",
      text: String(settings.at),
      code: "outside",
      details: { min: 0, max: settings.steps },
    });
    settings.at = page.defaults.at;
  }
  return { settings, problems };
}

function readInto(settings, name, text, page, problems) {
  attempt(problems, name, text, () => (settings[name] = read(name, text, page)));
}

/** `parse(text)`, or a problem noted. */
function attempt(problems, name, text, parse) {
  try {
    parse(text);
  } catch (problem) {
    if (!(problem instanceof Unusable)) throw problem;
    problems.push({ name, text, code: problem.code, details: problem.details });
  }
}

/** The query that stands for `settings`, keeping what `query` holds that isn't the explorer's. */
export function writeQuery(query, settings, page) {
  const kept = [...new URLSearchParams(query)].filter(([name]) => FOREIGN.test(name));
  const own = Object.keys(page.defaults)
    .map((name) => [name, write(name, settings[name])])
    .filter(([name, text]) => text !== write(name, page.defaults[name]));
  const text = new URLSearchParams([...own, ...kept]).toString().replaceAll("%2C", ",");
  return text && "?" + text;
}
