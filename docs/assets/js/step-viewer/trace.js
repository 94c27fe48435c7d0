/**
 * A program's trace, as literate/viewer/trace.py writes it, and what can be asked of it.
 *
 * A *binding* is what one line made of one name; it has an entry (`index`) for each time the line ran. A
 * *value* is a binding with an index; a *spot* is one element of it. Elements are counted along the rows.
 */

import { shown } from "../shared/numbers.js";
import { evaluate, isExactly, textOf, written } from "./expressions.js";

const BEFORE_LOOP = -1;
const CHANGES_SHOWN = 3;
const MOST_DECIMALS = 8;
const FULL = 99; // extra digits: all that there are

export class Trace {
  constructor(json) {
    this.program = json.program;
    this.name = json.name;
    this.library = json.library;
    this.source = json.source;
    this.epochs = json.epochs;
    this.loop = json.loop && { name: json.loop[0], first: json.loop[1], last: json.loop[2] };
    this.lines = json.lines.map(([first, reads, makes]) => ({ first, reads, makes }));
    this.bindings = json.bindings.map((packed, id) => new Binding(packed, id));
    this.twin = json.twin && new Twin(json.twin, this);
    this.kept = new Map();
    this.timeline = new Map();
    for (const binding of this.bindings) {
      const entries = this.timeline.get(binding.name) ?? [];
      entries.push(...binding.order.map((order, index) => ({ order, binding, index })));
      this.timeline.set(binding.name, entries);
    }
    for (const entries of this.timeline.values()) entries.sort((a, b) => a.order - b.order);
  }

  line(number) {
    return this.lines.find(({ first }) => first === number);
  }

  inLoop({ first }) {
    return Boolean(this.loop) && first >= this.loop.first && first <= this.loop.last;
  }

  /**
   * The line that runs after this one, or before it where `by` is -1, and its epoch: a loop's last line leads to
   * its first in the next epoch. Undefined at the ends of the run.
   */
  following({ line, epoch }, by) {
    const { epochs, lines } = this;
    const end = by > 0 ? 0 : -1;
    const to = lines[lines.indexOf(line) + by];
    const [isIn, goesIn] = [line, to].map((one) => Boolean(one) && this.inLoop(one));
    const turn = epochs[epochs.indexOf(epoch) + by];
    const goesRound = isIn && !goesIn && turn !== undefined;
    const next = goesRound ? lines.filter((one) => this.inLoop(one)).at(end) : to;
    const place = next && { line: next, epoch: goesRound ? turn : goesIn && !isIn ? epochs.at(end) : epoch };
    const ran = !next?.makes.length || this.made(next, place.epoch).length;
    return ran ? place : this.following(place, by);
  }

  /** What the line made in this epoch, one value for each of its names; none if it didn't run then. */
  made(line, epoch) {
    const moment = this.inLoop(line) ? epoch : BEFORE_LOOP;
    return line.makes
      .map((name) =>
        this.latest(
          name,
          (entry) => entry.binding.line === line.first && entry.binding.epoch[entry.index] === moment,
        ),
      )
      .filter(Boolean);
  }

  /** What the line read in this epoch. */
  read(line, epoch) {
    const [made] = this.made(line, epoch);
    const find = made
      ? (name) => this.before(name, made.binding.order[made.index])
      : (name) => this.latest(name, (entry) => this.isPast(entry, line, epoch));
    return line.reads.map(find).filter(Boolean);
  }

  /** Whether the entry is older than the turn, in this epoch, of a line that leaves no entry itself. */
  isPast({ binding, index }, line, epoch) {
    const isAfterLoop = (number) => this.loop && number > this.loop.last;
    if (isAfterLoop(line.first)) return binding.line < line.first;
    if (isAfterLoop(binding.line)) return false;
    const at = binding.epoch[index];
    if (!this.inLoop(line) || at === epoch) return at <= epoch && binding.line < line.first;
    return at < epoch;
  }

  latest(name, accepts) {
    return (this.timeline.get(name) ?? []).findLast(accepts);
  }

  /** The value that the name had before this moment of the run. */
  before(name, order) {
    const entries = this.timeline.get(name) ?? [];
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle].order < order) low = middle + 1;
      else high = middle;
    }
    return entries[low - 1];
  }

  /** The spot's variable over time, as its line made it: the last value of each epoch. */
  series({ binding: { name, line } }) {
    const key = `${name}@${line}`;
    if (!this.kept.has(key)) {
      const entries = this.timeline.get(name).filter(({ binding }) => binding.line === line);
      const byEpoch = new Map(entries.map((entry) => [entry.binding.epoch[entry.index], entry]));
      this.kept.set(key, [...byEpoch.values()]);
    }
    return this.kept.get(key);
  }

  /** Whether this is what the name holds when the epoch is over. */
  isLast({ binding, index }) {
    const epoch = binding.epoch[index];
    const last = this.latest(binding.name, (entry) => entry.binding.epoch[entry.index] === epoch);
    return last?.binding === binding && last.index === index;
  }

  /** The spot that an operand of an arithmetic stands for. */
  operand({ binding, index }, leaf) {
    const [name, element] = leaf.split(":");
    return { ...this.before(name, binding.order[index]), element: Number(element) };
  }

  /**
   * How a spot's value came about: texts as lists of tokens, and the operands as spots; null where the trace
   * doesn't say. `resolved` is there if comparisons had to be decided; `sign` says whether the numbers shown
   * give the result exactly, "=", or rounded to its digits; `digits` how many more the operands show.
   */
  arithmetic(spot) {
    const { binding, index, element } = spot;
    const digits = binding.digitsAt(element, index);
    if (digits === null) return null;
    const node = binding.why[element];
    const operands = new Map(leavesOf(node).map((leaf) => [leaf, this.operand(spot, leaf)]));
    const number = (leaf) => textAt(operands.get(leaf), digits);
    const truth = (comparison) => String(evaluate(comparison, (leaf) => Number(number(leaf))));
    const hasTruth = /"[<>]/.test(JSON.stringify(node));
    return {
      name: labelOf(spot),
      symbols: written(node, { write: (leaf) => labelOf(operands.get(leaf)), times: "·" }),
      numbers: written(node, { write: number, times: " × " }),
      resolved: hasTruth ? written(node, { write: number, times: " × ", truth }) : null,
      digits,
      sign: isExactly(node, number, textAt(spot)) ? "=" : "≈",
      result: textAt(spot),
      operands,
    };
  }

  /** The sizes that a spot's line reads, which its arithmetic has as plain numbers: Y.shape[1] = 2. */
  sizes({ binding, index }) {
    const found = this.source[binding.line - 1].matchAll(/\b(\w+)\.shape\[(\d)\]/g);
    return [...found].map(([text, name, axis]) => {
      const read = this.before(name, binding.order[index]);
      return { text, name, axis: Number(axis), size: read?.binding.shape[axis] };
    });
  }

  /**
   * For a spot that adds to its own former value: what it started from and its first changes, as a sum, and
   * what that gives: `5 − 1.200 − 1.032 − 0.888 = 1.880`; `spot` says where, `count` how many changes there
   * have been. Null where there is no such sum.
   */
  growth(spot) {
    const { binding, index, element } = spot;
    const own = `${binding.name}:${element}`;
    if (binding.digitsAt(element, index) === null || !addsTo(own, binding.why[element])) return null;
    const past = this.timeline.get(binding.name).filter((entry) => entry.order <= binding.order[index]);
    const first = past.findLastIndex((entry) => entry.binding.line !== binding.line);
    const [start, ...steps] = past.slice(first).map((end) => ({ ...end, element }));
    const isKept = first >= 0 && steps[0]?.index === 0; // all digits of a binding's first values are
    if (!isKept || steps.length < 2) return null;
    const ends = steps.slice(0, CHANGES_SHOWN);
    const last = ends.at(-1);
    const result = textAt(last);
    const values = [start, ...ends].map((end) => end.binding.value(element, end.index));
    const sum = sumOf(values, textAt(start), result);
    if (!sum) return null;
    const changes = sum.changes.map((text, k) => ({ text, spot: ends[k] }));
    return { start, changes, count: steps.length, sign: sum.sign, result, spot: last };
  }
}

class Binding {
  constructor(packed, id) {
    Object.assign(this, packed, { id, order: summed(packed.order), epoch: summed(packed.epoch) });
    this.columns = packed.values.map((values) => values.map(Number));
    this.count = this.order.length;
    this.size = packed.shape.reduce((product, length) => product * length, 1);
  }

  value(element, index) {
    return entryOf(this.columns[element], index);
  }

  digitsAt(element, index) {
    return this.why?.[element] == null ? null : digitsOf(entryOf(this.digits[element], index));
  }

  /** The largest size of any of its values, for colours. */
  get largest() {
    this.#largest ??= Math.max(...this.columns.flat().map(Math.abs).filter(Number.isFinite), 0);
    return this.#largest;
  }

  /** How many characters its longest value takes. */
  get width() {
    this.#width ??= Math.max(...this.columns.flat().map((value) => shown(value, this.form).length), 1);
    return this.#width;
  }

  #largest;
  #width;
}

/** Another program's values at the end of each epoch. */
class Twin {
  constructor({ program, name, library, variables }, trace) {
    Object.assign(this, { program, name, library, variables, trace });
  }

  /** Its value of this name as a binding's value, and the largest difference from this program's; or null. */
  at(name, epoch) {
    const index = this.trace.epochs.indexOf(epoch);
    const packed = this.variables[name];
    if (!packed || index < 0) return null;
    packed.binding ??= this.bindingOf(name, packed);
    const title = `${this.library} ${this.program}`;
    const gap = Number(entryOf(packed.difference, index));
    return { binding: packed.binding, index, title, difference: gap ? shown(gap, "a2") : "0" };
  }

  /** Its values, with this program's own where the trace leaves them out because they read the same. */
  bindingOf(name, packed) {
    const isAt = (epoch) => ({ binding, index }) => binding.epoch[index] === epoch;
    const own = this.trace.epochs.map((epoch) => this.trace.latest(name, isAt(epoch)));
    const values = packed.values.map((column, element) =>
      own.map(({ binding, index }, k) => entryOf(column, k) ?? binding.value(element, index)),
    );
    return new Binding({ ...packed, values, name, order: [], epoch: [] }, `twin-${name}`);
  }
}

/** How many more digits than usual operands show, by the trace's code for it; null: no arithmetic. */
function digitsOf(code) {
  if (code === "y") return FULL;
  return code >= "0" && code <= "9" ? Number(code) : null;
}

/** A column with one entry says the same every time. */
const entryOf = (column, index) => column[column.length === 1 ? 0 : index];

function summed(differences) {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

/** The operands in an expression that are variables' elements, each once. */
function leavesOf(node) {
  if (typeof node === "string") return [node];
  return Array.isArray(node) ? [...new Set(node.slice(1).flatMap(leavesOf))] : [];
}

/** `W[0,1]`; a scalar is its name alone. */
export function labelOf(spot) {
  const places = placesOf(spot);
  return places.length ? `${spot.binding.name}[${places}]` : spot.binding.name;
}

/** The element's index in each dimension: [0, 1] for the second of a row. */
export function placesOf({ binding: { shape }, element }) {
  const places = [];
  for (const length of [...shape].reverse()) {
    places.unshift(element % length);
    element = Math.floor(element / length);
  }
  return places;
}

export const textAt = ({ binding, index, element }, extra = 0) =>
  shown(binding.value(element, index), binding.form, extra);

/** Whether the expression is the operand plus or minus something. */
function addsTo(operand, node) {
  if (!Array.isArray(node)) return false;
  const [sign, left, right] = node;
  return (["+", "-"].includes(sign) && left === operand) || (sign === "+" && right === operand);
}

/**
 * `− 1.200` and `− 1.032` for a value that was 5, 3.8 and 2.768, with as few decimals as let each change be
 * seen and the sum, from the text `start` on, be `result` to its digits; and whether it is that exactly. Null
 * if that takes too many.
 */
function sumOf(values, start, result) {
  const differences = values.slice(1).map((value, k) => value - values[k]);
  const unit = 10 ** -decimalsOf(result);
  const least = Math.max(decimalsOf(start), decimalsOf(result));
  for (let decimals = least; decimals <= MOST_DECIMALS; decimals += 1) {
    const texts = differences.map((change) => shown(change, `f${decimals}`));
    const sum = texts.map(Number).reduce((a, b) => a + b, Number(start));
    const off = Math.abs(sum - Number(result));
    const isSeen = (text, k) => !differences[k] || Math.abs(Number(text)) >= 10 ** (1 - decimals);
    if (!texts.every(isSeen) || off > unit * 0.500001) continue;
    const changes = texts.map((text) => (text.startsWith("-") ? `− ${text.slice(1)}` : `+ ${text}`));
    return { changes, sign: off < unit * 1e-6 ? "=" : "≈" };
  }
  return null;
}

const decimalsOf = (text) => (text.split(".")[1] ?? "").length;

/** The whole arithmetic as one text: `Wb[0,1] = X[0,0]·Yb[0,1] = 2 × 60.000 = 120.000`. */
export function sentence({ name, symbols, numbers, resolved, sign, result }) {
  const sides = [symbols, numbers, resolved].filter(Boolean).map((tokens) => tokens.map(textOf).join(""));
  const before = [name, ...new Set(sides)].filter((side) => side !== result).join(" = ");
  return `${before} ${sign} ${result}`;
}
