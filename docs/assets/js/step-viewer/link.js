/**
 * The address of what a step viewer shows: `#why=411_1,e199,W,0,1` is W[0,1] of 411_1 in epoch 199.
 *
 * `W@20` says which line's W where several make one; a program without a loop has no epoch; everything after
 * the program's name may be left out. The places from which the reader came follow: `…,W,0,1;e199,Wb,0,1`.
 */

import { fill } from "../shared/data.js";

const KEY = "#why=";
const LONGEST_TRAIL = 20;

/** What the programs called a variable before, for the sake of addresses that are still about. */
const FORMER = new Map([
  ["lo", "rho"],
  ["DpE", "dEdp"],
]);

/**
 * What an address asks for: `{ program, epoch, name, line, places }` with null for what it leaves out, and
 * `trail`, such places, where it has them; or `{ program, problem }` with the part that can't be read; null if
 * it isn't such an address.
 */
export function readLink(hash) {
  const [first, ...others] = hash.split(";");
  const link = readPlace(first);
  if (!link || link.problem) return link;
  const trail = others.map((place) => readPlace(`${KEY}${link.program},${place}`));
  return trail.length && !trail.some(({ problem }) => problem) ? { ...link, trail } : link;
}

/** What an address asks for, without the trail. */
function readPlace(hash) {
  if (!hash.startsWith(KEY)) return null;
  let parts;
  try {
    parts = hash.slice(KEY.length).split(",").map(decodeURIComponent);
  } catch {
    return { program: "", problem: hash };
  }
  const [program, ...rest] = parts;
  const link = { program, epoch: null, name: null, line: null, places: [] };
  if (/^e\d{1,9}$/.test(rest[0] ?? "")) link.epoch = Number(rest.shift().slice(1));
  if (!rest.length) return link;
  const target = /^([\p{L}_][\p{L}\p{N}_]*)(?:@(\d{1,6}))?$/u.exec(rest[0]);
  const wrong = target ? rest.slice(1).find((part) => !/^\d{1,6}$/.test(part)) : rest[0];
  if (wrong !== undefined) return { program, problem: wrong };
  const line = target[2] ? Number(target[2]) : null;
  return { ...link, name: FORMER.get(target[1]) ?? target[1], line, places: rest.slice(1).map(Number) };
}

/** The link to one element; `line` only where it is needed. */
export function writeLink({ program, trail = [], ...place }) {
  const [first, ...others] = [place, ...trail.slice(-LONGEST_TRAIL)].map(writePlace);
  return KEY + [[program, first].filter(Boolean).join(","), ...others].join(";");
}

function writePlace({ epoch, name, line, places }) {
  const target = name && encodeURIComponent(name) + (line ? `@${line}` : "");
  return [epoch === null ? null : `e${epoch}`, target, ...places].filter((part) => part !== null).join(",");
}

/** The place that an address means, and what is wrong with the address ("" where nothing is). */
export function placeOf(link, trace, labels) {
  if (link.problem) return { place: {}, problem: fill(labels.unreadable, { part: link.problem }) };
  const { epochs, loop } = trace;
  if (link.epoch !== null && !epochs.includes(link.epoch)) {
    const problem = loop
      ? fill(labels.epoch, { loop: loop.name, epoch: link.epoch, first: epochs[0], last: epochs.at(-1) })
      : fill(labels.unreadable, { part: `e${link.epoch}` });
    return { place: {}, problem };
  }
  const moment = link.epoch === null ? {} : { epoch: link.epoch };
  if (link.name === null) return { place: moment, problem: "" };
  const isMeant = ({ first, makes }) => makes.includes(link.name) && [first, null].includes(link.line);
  const lines = trace.lines.filter(isMeant);
  const line = lines.findLast((one) => trace.inLoop(one)) ?? lines.at(-1);
  const target = link.line ? `${link.name}@${link.line}` : link.name;
  if (!line) return { place: moment, problem: fill(labels.name, { name: target }) };
  const isMade = (binding) => binding.line === line.first && binding.name === link.name;
  const { shape, columns } = trace.bindings.find(isMade);
  const element = elementAt(shape, link.places);
  const there = { ...moment, line, name: link.name };
  if (element !== null && element < columns.length) return { place: { ...there, element }, problem: "" };
  return {
    place: { ...there, element: 0 },
    problem: fill(labels.element, { element: `${link.name}[${link.places}]` }),
  };
}

/** The element at these indices; null where there is none. No index at all is the first element. */
function elementAt(shape, places) {
  if (!places.length) return 0;
  if (places.length !== shape.length || places.some((at, k) => at >= shape[k])) return null;
  return places.reduce((element, at, k) => element * shape[k] + at, 0);
}
