/** The operations from which TensorFlow gets the values of a program's lines, printed by the page at PAGE. */

export const PAGE = "../442/";

// Of each line that a training step may have, the operations that yield its value or a part of it; of what
// depends on a layer, first those of one with several outputs, then those of one with a single output.
const LINES = [
  [/^[HOY] = [HIX] @ W[HO]? \+ (?<bias>B[HO]?)$/, ["MatMul", "BiasAdd"], ["MatMul", "AddV2"]],
  [/^([HO]) = 1 \/ \(1 \+ np\.exp\(-\1\)\)$/, ["Sigmoid"]],
  [/^([HO]) = np\.tanh\(\1\)$/, ["Tanh"]],
  [/^([HO]) = \1 \* \(\1 > 0\)$/, ["Relu"]],
  [/^O = np\.exp\(O - np\.max\(O\)\)$/, []],
  [/^O = O \/ np\.sum\(O\)$/, ["Softmax"]],
  [/^E = np\.sum\(\(([OY]) - T\) \*\* 2\) \/ \1\.(shape\[1\]|size)$/, ["Sub", "Square", "Mean", "Sum", "DivNoNan"]],
  [/^E = -np\.sum\(T \* np\.log\(O\)\)$/, ["SoftmaxCrossEntropyWithLogits"]],
  [/^([OY])b = 2 \* \(\1 - T\) \/ \1\.(shape\[1\]|size)$/, ["Mul", "Mul", "Neg"]],
  [/^Ob = O - T$/, ["SoftmaxCrossEntropyWithLogits", "Mul"]],
  [/^([HO])b = \1b \* \1 \* \(1 - \1\)$/, ["SigmoidGrad"]],
  [/^([HO])b = \1b \* \(1 \+ \1\) \* \(1 - \1\)$/, ["TanhGrad"]],
  [/^([HO])b = \1b \* \(\1 > 0\)$/, ["ReluGrad"]],
  [/^Hb = Ob @ WO\.T$/, ["MatMul"]],
  [/^W[HO]?b = [HIX]\.T @ [HOY]b$/, ["MatMul"]],
  [/^(?<bias>B[HO]?)b = (1 \* [HOY]b|np\.sum\([HO]b, axis=0, keepdims=True\))$/, ["BiasAddGrad"], ["Sum"]],
  [/^([WB][HO]?) = \1 - lr \* \1b$/, ["Mul", "AssignSubVariableOp"]],
  [/^E = \(p \+ 2\) \*\* 2 \/ 2$/, ["AddV2", "Pow", "RealDiv"]],
  [/^dEdp = p \+ 2$/, ["Mul"]],
  [/^p = p - lr \* dEdp$/, ["Mul", "AssignSubVariableOp"]],
  [/^v = m \* v - lr \* dEdp$/, ["Mul", "Mul", "Sub", "AssignVariableOp"]],
  [/^p = p \+ v$/, ["AssignAddVariableOp"]],
  [/^h = h \+ dEdp \*\* 2$/, ["Square", "AssignAddVariableOp"]],
  [/^h = rho \* h \+ \(1 - rho\) \* dEdp \*\* 2$/, ["Mul", "Square", "Mul", "AddV2", "AssignVariableOp"]],
  [/^p = p - lr \/ np\.sqrt\(h\) \* dEdp$/, ["Sqrt", "RealDiv", "AssignSubVariableOp"]],
  [/^m = beta_1 \* m \+ \(1 - beta_1\) \* dEdp$/, ["Sub", "Mul", "AssignAddVariableOp"]],
  [/^v = beta_2 \* v \+ \(1 - beta_2\) \* dEdp \*\* 2$/, ["Square", "Sub", "Mul", "AssignAddVariableOp"]],
  [/^(t = i \+ 1|M = m \/ \(1 - beta_1 \*\* t\)|V = v \/ \(1 - beta_2 \*\* t\))$/, []],
  [/^p = p - lr \* M \/ \(np\.sqrt\(V\) \+ eps\)$/, ["RealDiv", "AssignSubVariableOp"]],
];

/**
 * What tells the operations of a line, none for some, in the program whose lines are `source`. No line has any
 * where the loop computes anything else, or reads a gradient that it doesn't make.
 */
export function operationsIn(source) {
  const inside = source.filter((text) => /^\s+\S/.test(text)).map((text) => text.trim());
  const step = inside.filter((text) => !/^(print|plt\.plot)\(/.test(text));
  const made = new Set(step.map((text) => text.split(" = ")[0]));
  const gradients = step.join("\n").match(/\b[A-Z]+b\b/g) ?? [];
  const isStep = step.every((text) => of(text, source)) && gradients.every((name) => made.has(name));
  return (text) => (isStep && step.includes(text.trim()) && of(text.trim(), source)) || [];
}

/** The operations of one line of a step; undefined for one that a step doesn't have. */
function of(text, source) {
  const [pattern, several, single = several] = LINES.find(([each]) => each.test(text)) ?? [];
  const { bias } = pattern?.exec(text).groups ?? {};
  return bias && !new RegExp(`^${bias} = np\\.array\\(\\[\\[.+,.+\\]\\]\\)$`, "m").test(source.join("\n"))
    ? single
    : several;
}
