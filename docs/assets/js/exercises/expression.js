/** Formulas that readers type: `1 - exp(-a)`, `-2(1 - x) - 400 x (y - x^2)`, `np.exp(a) ** 2`, `1/(1+|x|)²`. */

const TOKEN = /\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[a-z]\w*|[-+*/^()]/gi;
const NUMBER = /^[\d.]/;
const CONSTANTS = { e: Math.E, pi: Math.PI };
const FUNCTIONS = {
  exp: Math.exp, log: Math.log, ln: Math.log, sqrt: Math.sqrt, abs: Math.abs, sign: Math.sign, tanh: Math.tanh,
  square: (value) => value * value, sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

/** One way to write each thing. */
const plain = (typed) =>
  typed.replace(/\b(?:np|tf|math)\./g, "").replace(/[−–]/g, "-").replace(/[·×⋅]/g, "*").replace(/\*\*/g, "^")
    .replace(/²/g, "^2").replace(/(\d),(\d)/g, "$1.$2").replace(/\|([^|]*)\|/g, "abs($1)").replace(/\s+/g, " ");

/** What a formula in these names is worth, as a function of their values; null where it can't be read. */
export function readExpression(typed, names = []) {
  const text = plain(typed);
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.join("") !== text.replaceAll(" ", "")) return null;
  if (tokens.some((token, place) => NUMBER.test(token) && NUMBER.test(tokens[place - 1]))) return null; // `1.2.3`
  try {
    const reader = new Reader(tokens, names);
    const value = reader.sum();
    return reader.next === undefined ? value : null;
  } catch {
    return null; // a parenthesis that is missing, a name that nobody knows
  }
}

class Reader {
  constructor(tokens, names) {
    Object.assign(this, { tokens, names, place: 0 });
  }

  get next() {
    return this.tokens[this.place];
  }

  take(...wanted) {
    return wanted.includes(this.next) ? this.tokens[this.place++] : undefined;
  }

  sum() {
    let left = this.product();
    for (let sign; (sign = this.take("+", "-")); ) {
      const [first, second] = [left, this.product()];
      left = sign === "+" ? (x) => first(x) + second(x) : (x) => first(x) - second(x);
    }
    return left;
  }

  /** Also of factors without a sign between them. */
  product() {
    let left = this.signed();
    for (;;) {
      const sign = this.take("*", "/") ?? (/^[\w(.]/.test(this.next ?? "") ? "*" : null);
      if (!sign) return left;
      const [first, second] = [left, this.signed()];
      left = sign === "*" ? (x) => first(x) * second(x) : (x) => first(x) / second(x);
    }
  }

  signed() {
    const sign = this.take("+", "-");
    if (!sign) return this.power();
    const value = this.signed();
    return sign === "-" ? (x) => -value(x) : value;
  }

  power() {
    const base = this.atom();
    if (!this.take("^")) return base;
    const exponent = this.signed();
    return (x) => base(x) ** exponent(x);
  }

  atom() {
    const token = this.tokens[this.place++];
    const index = this.names.indexOf(token);
    if (index >= 0) return (x) => x[index];
    if (token in CONSTANTS) return () => CONSTANTS[token];
    if (NUMBER.test(token)) return () => Number(token);
    const apply = token === "(" ? (value) => value : FUNCTIONS[token];
    if (token !== "(" && !this.take("(")) throw new SyntaxError(token);
    const inner = this.sum();
    if (!apply || !this.take(")")) throw new SyntaxError(token);
    return (x) => apply(inner(x));
  }
}
