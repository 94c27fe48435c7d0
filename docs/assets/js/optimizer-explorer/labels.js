/** Everything the explorer says, in Korean and English. */

import { short } from "./numbers.js";

const KOREAN = {
  title: "최적화 함수 실험실",
  rules: { gd: "경사 하강 법", momentum: "Momentum", adagrad: "AdaGrad", rmsprop: "RMSProp", adam: "Adam" },
  rulesLegend: "비교할 규칙",
  surfaceLegend: "내려갈 곳",
  surfaces: { bowl: "그릇", ravine: "골짜기" },
  settingsLegend: "설정",
  settings: {
    start: ["p", "출발점"],
    x: ["x", "출발점"],
    y: ["y", "출발점"],
    lr: ["lr", "학습률"],
    m: ["m", "지난 속도의 몫"],
    rho: ["rho", "ρ, 지난 평균의 몫"],
    beta_1: ["beta_1", "β₁, m의 지난 몫"],
    beta_2: ["beta_2", "β₂, v의 지난 몫"],
    eps: ["eps", "ε, 0으로 나누지 않게"],
    a: ["a", "길이 방향의 가파름"],
    b: ["b", "폭 방향의 가파름"],
    steps: ["N", "걸음 수"],
  },
  slider: (label) => `${label} 슬라이더`,
  turned: "45° 돌리기",
  reset: "본문의 값으로",
  copy: "이 상황의 주소 복사",
  copied: "주소를 복사했습니다.",
  copyFailed: "주소를 복사하지 못했습니다. 주소 창의 주소를 쓰십시오.",
  first: "처음으로",
  back: "한 걸음 뒤로",
  play: "재생",
  pause: "멈춤",
  forward: "한 걸음 앞으로",
  stepSlider: "보고 있는 걸음",
  step: (t, steps) => `${t} / ${steps} 걸음`,
  ball: "출발점, 끌거나 화살표 키로 옮깁니다",
  ballValue: (point) => point.map(([axis, x]) => `${axis} ${short(x)}`).join(", "),
  startMark: "출발",
  stepAxis: "걸음",
  minimum: "바닥",
  plot: {
    bowl: "그릇 E = ½(p+2)² 위의 경로와, 걸음마다의 p. 같은 값이 아래 표에 있습니다.",
    ravine: "골짜기의 등고선 위의 경로와, 걸음마다의 x. 같은 값이 아래 표에 있습니다.",
  },
  distance: "바닥까지",
  diverges: "발산",
  divergesNote: (rule, factor) =>
    `${rule}: 발산합니다. 걸음이 쌓이면 바닥까지의 거리가 한 걸음마다 ${short(factor)}배로 커져 끝없이 멀어집니다.`,
  standsNote: (rule) =>
    `${rule}: 수렴하지 않습니다. 바닥까지의 거리가 한 걸음마다 1배, 곧 그대로라서 가까워지지도 멀어지지도 않습니다.`,
  zeroNote: (rule, t) =>
    `${rule}: 걸음 ${t}에서 기울기도 0이고 나누는 값도 0입니다. 0으로 나눈 무한대에 0을 곱하거나 0/0이 되므로 nan이 ` +
    "나옵니다. NumPy로 계산해도 nan입니다. 그래서 라이브러리는 나누는 값에 작은 ε을 더합니다. 0/(0+ε)은 0이므로 공은 그 자리에 머뭅니다.",
  overflowNote: (rule, t) =>
    `${rule}: 값이 float64로 쓸 수 없을 만큼 커져 inf가 되었고, 걸음 ${t}에서 inf에서 inf를 빼어 nan이 되었습니다.`,
  tableLegend: "표로 볼 규칙",
  tableTitle: (rule) => `${rule}: 걸음마다의 값`,
  tableNote:
    "한 줄이 반복문의 한 바퀴입니다. dEdp는 바로 윗줄의 자리에서 구한 기울기이고, p는 옮긴 뒤의 값입니다.",
  tableAxes: "칸마다 위가 x, 아래가 y입니다.",
  columns: {
    t: "걸음",
    p: "자리",
    dEdp: "기울기 dE/dp",
    momentum: { v: "속도" },
    adagrad: { h: "기울기² 합" },
    rmsprop: { h: "기울기² 평균" },
    adam: { m: "기울기 평균", v: "기울기² 평균", M: "m 보정", V: "v 보정" },
  },
  start: "출발",
  arithmeticTitle: (t) => `걸음 ${t}의 계산`,
  arithmeticStart: "아직 움직이지 않았습니다. 한 걸음 앞으로 가면 그 걸음의 계산이 여기 나옵니다.",
  allDigits: "모든 자리 보기",
  noRule: "비교할 규칙을 하나 이상 고르십시오.",
  announceStep: (t, rule, value) => `걸음 ${t}, ${rule} ${value}`,
  urlNote: "주소에 쓸 수 없는 설정이 있어 이 페이지의 값을 썼습니다.",
  problems: {
    notANumber: () => "수가 아닙니다.",
    outside: ({ min, max, below }) =>
      below === undefined ? `${min} 이상 ${max} 이하여야 합니다.` : `${min} 이상 ${below} 미만이어야 합니다.`,
    notWhole: () => "정수여야 합니다.",
    unknownName: ({ allowed }) => `${allowed.join(", ")} 가운데 하나여야 합니다.`,
    unknownKey: () => "이런 설정은 없습니다.",
    twice: () => "두 번 나옵니다. 앞의 것을 썼습니다.",
  },
};

const ENGLISH = {
  title: "Optimizer explorer",
  rules: {
    gd: "Gradient descent",
    momentum: "Momentum",
    adagrad: "AdaGrad",
    rmsprop: "RMSProp",
    adam: "Adam",
  },
  rulesLegend: "Rules to compare",
  surfaceLegend: "Surface",
  surfaces: { bowl: "Bowl", ravine: "Ravine" },
  settingsLegend: "Settings",
  settings: {
    start: ["p", "start"],
    x: ["x", "start"],
    y: ["y", "start"],
    lr: ["lr", "learning rate"],
    m: ["m", "share of velocity kept"],
    rho: ["rho", "ρ, decay rate"],
    beta_1: ["beta_1", "β₁, decay rate of m"],
    beta_2: ["beta_2", "β₂, decay rate of v"],
    eps: ["eps", "ε, prevents 0/0"],
    a: ["a", "curvature along"],
    b: ["b", "curvature across"],
    steps: ["N", "steps"],
  },
  slider: (label) => `${label}, slider`,
  turned: "Turn by 45°",
  reset: "Back to this page’s values",
  copy: "Copy a link to these settings",
  copied: "Link copied.",
  copyFailed: "The link could not be copied. Use the one in the address bar.",
  first: "To the start",
  back: "One step back",
  play: "Play",
  pause: "Pause",
  forward: "One step forward",
  stepSlider: "Step shown",
  step: (t, steps) => `step ${t} of ${steps}`,
  ball: "Start: drag it, or move it with the arrow keys",
  ballValue: (point) => point.map(([axis, x]) => `${axis} ${short(x)}`).join(", "),
  startMark: "start",
  stepAxis: "step",
  minimum: "lowest point",
  plot: {
    bowl: "The path on the bowl E = ½(p+2)², and p at every step. The table below has the same values.",
    ravine:
      "The path over the ravine’s contour lines, and x at every step. The table below has the same values.",
  },
  distance: "distance",
  diverges: "diverges",
  divergesNote: (rule, factor) =>
    `${rule} diverges: in the long run each step multiplies the distance from the lowest point ` +
    `by ${short(factor)}, so it moves away forever.`,
  standsNote: (rule) =>
    `${rule} does not converge: each step multiplies the distance by 1, so it comes neither nearer nor ` +
    "farther.",
  zeroNote: (rule, t) =>
    `${rule}: at step ${t} the slope is 0, and so is what the rule divides by. Infinity times 0, like 0/0, ` +
    "is nan, and NumPy gives nan as well. This is why libraries add a small ε to what they divide by: " +
    "0/(0+ε) is 0, and the ball stays where it is.",
  overflowNote: (rule, t) =>
    `${rule}: a value grew too large for float64 and became inf; at step ${t}, inf minus inf gives nan.`,
  tableLegend: "Rule in the table",
  tableTitle: (rule) => `${rule}: the values of each step`,
  tableNote:
    "Each row is one turn of the program’s loop. dEdp is the slope at the position in the row above; p is " +
    "where the step ends.",
  tableAxes: "In each cell, x is above y.",
  columns: {
    t: "step",
    p: "position",
    dEdp: "slope dE/dp",
    momentum: { v: "velocity" },
    adagrad: { h: "sum of slope²" },
    rmsprop: { h: "mean of slope²" },
    adam: { m: "mean of slope", v: "mean of slope²", M: "m corrected", V: "v corrected" },
  },
  start: "start",
  arithmeticTitle: (t) => `The arithmetic of step ${t}`,
  arithmeticStart: "Nothing has moved yet. Go one step forward to see the arithmetic of that step here.",
  allDigits: "Show every digit",
  noRule: "Choose at least one rule.",
  announceStep: (t, rule, value) => `Step ${t}, ${rule} ${value}`,
  urlNote: "Some settings in the address can’t be used; this page’s own values are used instead.",
  problems: {
    notANumber: () => "not a number.",
    outside: ({ min, max, below }) =>
      below === undefined ? `must be from ${min} to ${max}.` : `must be at least ${min} and below ${below}.`,
    notWhole: () => "must be a whole number.",
    unknownName: ({ allowed }) => `must be one of ${allowed.join(", ")}.`,
    unknownKey: () => "there is no setting of this name.",
    twice: () => "given twice; the first counts.",
  },
};

/** The labels for a document in this language. */
export const labelsFor = (language) => (language.startsWith("ko") ? KOREAN : ENGLISH);
