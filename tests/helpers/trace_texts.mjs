// What the step viewer shows of a trace, as text, for the Python tests.

import { textOf } from "../../docs/assets/js/step-viewer/expressions.js";
import { Trace, sentence, textAt } from "../../docs/assets/js/step-viewer/trace.js";

/** For each binding, each time and each element: the text of its cell. */
const cells = (trace) =>
  trace.bindings.map((binding) =>
    binding.order.map((_, index) => binding.columns.map((_, element) => textAt({ binding, index, element }))),
  );

/** What the program's print statements read, in the order of time. */
const printed = (trace) => {
  const lines = trace.lines.filter(({ first }) => trace.source[first - 1].trim().startsWith("print("));
  const shown = (line, epoch) =>
    trace
      .read(line, epoch)
      .flatMap(({ binding, index }) =>
        binding.columns.map((_, element) => textAt({ binding, index, element })),
      );
  const inLoop = lines.filter((line) => trace.inLoop(line));
  return [
    ...trace.epochs.flatMap((epoch) => inLoop.flatMap((line) => shown(line, epoch))),
    ...lines.filter((line) => !inLoop.includes(line)).flatMap((line) => shown(line, -1)),
  ];
};

/**
 * Every arithmetic: [binding, element, time, name, sides, sign, result, operands, sentence], an operand being
 * [binding, time, leaf, text as shown].
 */
const arithmetic = (trace) =>
  trace.bindings.flatMap((binding) =>
    binding.columns.flatMap((_, element) =>
      binding.order.flatMap((_, index) => {
        const explained = trace.arithmetic({ binding, index, element });
        if (!explained) return [];
        const { name, symbols, numbers, resolved, sign, result, operands } = explained;
        const sides = [symbols, numbers, resolved ?? []].map((tokens) => tokens.map(textOf).join(""));
        const shown = numbers
          .filter(({ leaf }) => leaf)
          .map(({ leaf, text }) => [operands.get(leaf).binding.id, operands.get(leaf).index, leaf, text]);
        return [[binding.id, element, index, name, sides, sign, result, shown, sentence(explained)]];
      }),
    ),
  );

/** Every sum of changes: [binding, element, time, terms as shown, sign, result, how many changes there were]. */
const growth = (trace) =>
  trace.bindings.flatMap((binding) =>
    binding.columns.flatMap((_, element) =>
      binding.order.flatMap((_, index) => {
        const sum = trace.growth({ binding, index, element });
        if (!sum) return [];
        const { start, changes, count, sign, result } = sum;
        const terms = [textAt(start), ...changes.map(({ text }) => text.replace(" ", ""))];
        return [[binding.id, element, index, terms, sign, result, count]];
      }),
    ),
  );

const PARTS = { cells, printed, arithmetic, growth };

/** Of its cells, printed values, arithmetic and sums of changes those that are named. */
export function textsOf(json, names) {
  const trace = new Trace(json);
  return Object.fromEntries(names.map((name) => [name, PARTS[name](trace)]));
}
