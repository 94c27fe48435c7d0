/** The operations from which TensorFlow gets the values of a program's lines, printed by the page at PAGE. */

export const PAGE = "../442/";

// A training step of one layer, and of each line the operations that yield its value or a part of it.
const STEP = {
  "Y = X @ W + B": ["MatMul", "BiasAdd"],
  "E = np.sum((Y - T) ** 2) / Y.shape[1]": ["Square", "Sum", "DivNoNan"],
  "Yb = 2 * (Y - T) / Y.shape[1]": ["Neg"],
  "Wb = X.T @ Yb": ["MatMul"],
  "Bb = 1 * Yb": ["BiasAddGrad"],
  "W = W - lr * Wb": ["Mul", "AssignSubVariableOp"],
  "B = B - lr * Bb": ["Mul", "AssignSubVariableOp"],
};
const OUTPUTS = /^B = np\.array\(\[\[.+,.+\]\]\)$/m; // several: a single one gets its bias by AddV2

/**
 * What tells the operations of a line, none for most, in the program whose lines are `source`. No line has any
 * where the loop does more or less than that step and printing.
 */
export function operationsIn(source) {
  const inside = source.filter((text) => /^\s+\S/.test(text)).map((text) => text.trim());
  const step = inside.filter((text) => !text.startsWith("print("));
  const fits = step.join("\n") === Object.keys(STEP).join("\n") && OUTPUTS.test(source.join("\n"));
  return (text) => (fits && STEP[text.trim()]) || [];
}
