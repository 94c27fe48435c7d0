/**
 * The five optimizers of parts 4.2 and 4.3, line by line as the programs write them, and the two
 * surfaces they run down. Numbers only: nothing here knows about a page.
 *
 * A rule's `lines` are both the computation and what a reader is shown, so the arithmetic on the
 * page can't drift from what was computed. Names are the programs' own: dEdp is dE/dp, rho is ρ.
 */

/** One assignment of a program: its target, its right-hand side as printed, and what it computes. */
const line = (target, text, compute) => ({ target, text, compute });

/**
 * Every rule: the settings it reads, what it remembers from step to step (and from which value on),
 * and the lines of one step. Sources: 424_3.py, 431_1.py, 432_1.py, 433_1.py, 434_1.py.
 */
export const RULES = {
  gd: {
    program: "424_3.py",
    settings: ["lr"],
    memory: {},
    lines: [line("p", "p - lr * dEdp", ({ p, lr, dEdp }) => p - lr * dEdp)],
  },
  momentum: {
    program: "431_1.py",
    settings: ["lr", "m"],
    memory: { v: 0 },
    lines: [
      line("v", "m * v - lr * dEdp", ({ m, v, lr, dEdp }) => m * v - lr * dEdp),
      line("p", "p + v", ({ p, v }) => p + v),
    ],
  },
  adagrad: {
    program: "432_1.py",
    settings: ["lr"],
    memory: { h: 0 },
    lines: [
      line("h", "h + dEdp ** 2", ({ h, dEdp }) => h + dEdp * dEdp),
      line("p", "p - lr / np.sqrt(h) * dEdp", ({ p, lr, h, dEdp }) => p - (lr / Math.sqrt(h)) * dEdp),
    ],
  },
  rmsprop: {
    program: "433_1.py",
    settings: ["lr", "rho"],
    memory: { h: 0 },
    lines: [
      line("h", "rho * h + (1 - rho) * dEdp ** 2", ({ rho, h, dEdp }) => rho * h + (1 - rho) * (dEdp * dEdp)),
      line("p", "p - lr / np.sqrt(h) * dEdp", ({ p, lr, h, dEdp }) => p - (lr / Math.sqrt(h)) * dEdp),
    ],
  },
  adam: {
    program: "434_1.py",
    settings: ["lr", "beta_1", "beta_2", "eps"],
    memory: { m: 0, v: 0 },
    lines: [
      line(
        "m",
        "beta_1 * m + (1 - beta_1) * dEdp",
        ({ beta_1, m, dEdp }) => beta_1 * m + (1 - beta_1) * dEdp,
      ),
      line(
        "v",
        "beta_2 * v + (1 - beta_2) * dEdp ** 2",
        ({ beta_2, v, dEdp }) => beta_2 * v + (1 - beta_2) * (dEdp * dEdp),
      ),
      line("M", "m / (1 - beta_1 ** t)", ({ m, beta_1, t }) => m / (1 - power(beta_1, t))),
      line("V", "v / (1 - beta_2 ** t)", ({ v, beta_2, t }) => v / (1 - power(beta_2, t))),
      line(
        "p",
        "p - lr * M / (np.sqrt(V) + eps)",
        ({ p, lr, M, V, eps }) => p - (lr * M) / (Math.sqrt(V) + eps),
      ),
    ],
  },
};

/**
 * `base ** exponent` for 0 ≤ base ≤ 1 and a whole exponent ≥ 0, correctly rounded down to 1e-290.
 *
 * Math.pow is wrong in the last bit for one argument in ten, and 1 - beta ** t would magnify that a
 * thousandfold, so the product is carried with twice the digits (Dekker, "A floating-point technique
 * for extending the available precision", 1971): `high` is the double, `low` what it leaves out.
 */
export function power(base, exponent) {
  let high = 1;
  let low = 0;
  for (let i = 0; i < exponent; i++) {
    const product = high * base;
    const rest = low * base + productError(high, base, product);
    high = product + rest;
    low = rest - (high - product);
  }
  return high;
}

/** Exactly `a * b - product`, where `product` is the rounded `a * b`. */
function productError(a, b, product) {
  const [aHigh, aLow] = split(a);
  const [bHigh, bLow] = split(b);
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** `x` as the sum of two numbers of at most 26 significant bits each, whose products are exact. */
function split(x) {
  const scaled = x * 134217729; // 2 ** 27 + 1
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/**
 * The surfaces: names of the coordinates, where the lowest point is, the height E of a point, the
 * lines that give the slope dEdp along each coordinate, and the `modes`: along which independent
 * directions the surface bends, how much (its curvature), and how far the start lies from the lowest
 * point along each. A point is an array with a number per coordinate.
 */
export const SURFACES = {
  /** E = ½ (p + 2)², the curve of part 4.2. */
  bowl: {
    axes: ["p"],
    minimum: [-2],
    start: ({ start }) => [start],
    height: ([p]) => ((p + 2) * (p + 2)) / 2,
    slopes: () => [line("dEdp", "p + 2", ({ p }) => p + 2)],
    modes: ({ start }) => [{ curvature: 1, offset: start + 2 }],
  },
  /** E = ½ (a x² + b y²); turned by 45°, the same of (x + y) / √2 and (x − y) / √2. */
  ravine: {
    axes: ["x", "y"],
    minimum: [0, 0],
    start: ({ x, y }) => [x, y],
    height: ([x, y], { a, b, turned }) =>
      turned ? (a * (x + y) * (x + y) + b * (x - y) * (x - y)) / 4 : (a * x * x + b * y * y) / 2,
    slopes: ({ turned }) => (turned ? TURNED_SLOPES : STRAIGHT_SLOPES),
    modes: ({ x, y, a, b, turned }) => [
      { curvature: a, offset: turned ? (x + y) * Math.SQRT1_2 : x },
      { curvature: b, offset: turned ? (x - y) * Math.SQRT1_2 : y },
    ],
  },
};

const STRAIGHT_SLOPES = [
  line("dEdp", "a * x", ({ a, x }) => a * x),
  line("dEdp", "b * y", ({ b, y }) => b * y),
];

const TURNED_SLOPES = [
  line("dEdp", "(a * (x + y) + b * (x - y)) / 2", ({ a, b, x, y }) => (a * (x + y) + b * (x - y)) / 2),
  line("dEdp", "(a * (x + y) - b * (x - y)) / 2", ({ a, b, x, y }) => (a * (x + y) - b * (x - y)) / 2),
];

/**
 * `settings.steps` steps of a rule down a surface.
 *
 * Returns steps + 1 rows { t, point, height, scopes }; row 0 is the start and has no scopes. A scope
 * holds, for one coordinate, every name of the program's step at its end: p, dEdp and the memory.
 */
export function run(ruleName, surfaceName, settings) {
  const rule = RULES[ruleName];
  const surface = SURFACES[surfaceName];
  const slopes = surface.slopes(settings);
  const start = surface.start(settings);
  const rows = [{ t: 0, point: start, height: surface.height(start, settings), scopes: null }];
  let scopes = start.map((p) => initialScope(rule, settings, p));
  for (let t = 1; t <= settings.steps; t++) {
    const place = placeScope(
      surface,
      scopes.map(({ p }) => p),
      settings,
    );
    scopes = scopes.map((scope, axis) => step(rule, { ...scope, t, dEdp: slopes[axis].compute(place) }));
    const point = scopes.map(({ p }) => p);
    rows.push({ t, point, height: surface.height(point, settings), scopes });
  }
  return rows;
}

/**
 * How row `t` came about, for one coordinate: the slope's line and each line of the rule's step, with
 * the values it read.
 *
 * Returns [{ target, text, operands, result, compute }]; `compute(operands)` is `result`.
 */
export function explain(ruleName, surfaceName, rows, t, axis, settings) {
  const rule = RULES[ruleName];
  const surface = SURFACES[surfaceName];
  const before = rows[t - 1].scopes?.[axis] ?? initialScope(rule, settings, rows[0].point[axis]);
  const scope = { ...before, t };
  const explainLine = ({ target, text, compute }, values) => {
    const operands = Object.fromEntries(names(text).map((name) => [name, values[name]]));
    scope[target] = compute(operands);
    return { target, text, operands, result: scope[target], compute };
  };
  const slope = surface.slopes(settings)[axis];
  return [
    explainLine(slope, placeScope(surface, rows[t - 1].point, settings)),
    ...rule.lines.map((each) => explainLine(each, scope)),
  ];
}

/** The variables that a line's text reads. */
export const names = (text) =>
  [...new Set(text.match(/\b[A-Za-z]\w*\b/g))].filter((name) => !/^(np|sqrt)$/.test(name));

/** What the lines of a slope can read: the coordinates by their names, and the settings. */
const placeScope = (surface, point, settings) => ({
  ...settings,
  ...Object.fromEntries(surface.axes.map((axis, i) => [axis, point[i]])),
});

function initialScope(rule, settings, p) {
  const constants = Object.fromEntries(rule.settings.map((name) => [name, settings[name]]));
  return { ...constants, ...rule.memory, p };
}

function step(rule, scope) {
  for (const { target, compute } of rule.lines) scope[target] = compute(scope);
  return scope;
}

/**
 * The factor by which, in the long run, each step multiplies the distance from the lowest point:
 * below 1 the rule arrives, at 1 it never does, above 1 it diverges. null where no such factor
 * exists (the step of AdaGrad, RMSProp and Adam doesn't grow with the gradient) or nothing moves.
 *
 * On curvature c, gradient descent multiplies by 1 − lr·c. Momentum maps (distance, v) by
 * [[1 − lr·c, m], [−lr·c, m]]; its factor is that matrix's largest absolute eigenvalue.
 */
export function growth(ruleName, surfaceName, settings) {
  if (ruleName !== "gd" && ruleName !== "momentum") return null;
  const inertia = ruleName === "momentum" ? settings.m : 0;
  const factors = SURFACES[surfaceName]
    .modes(settings)
    .filter(({ offset }) => offset !== 0)
    .map(({ curvature }) => largestEigenvalue(1 - settings.lr * curvature + inertia, inertia));
  return factors.length ? Math.max(...factors) : null;
}

/** Of a 2 × 2 matrix with this trace and determinant, in absolute value. */
function largestEigenvalue(trace, determinant) {
  const discriminant = trace * trace - 4 * determinant;
  if (discriminant < 0) return Math.sqrt(determinant);
  return (Math.abs(trace) + Math.sqrt(discriminant)) / 2;
}
