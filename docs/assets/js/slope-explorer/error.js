/** The smallest network, with one weight to turn: its error, and the slope of the error. Numbers only. */

/** As 414_1.py begins. */
export const NETWORK = { input: 2, weight: 3, bias: 1, target: 10 };

/** The weights that can be tried; the error is the least halfway. */
export const WEIGHTS = { from: 2, to: 7, step: 0.1 };

const difference = (weight) => NETWORK.input * weight + NETWORK.bias - NETWORK.target;

/** E of one output: the square of its difference from the target. */
export const errorAt = (weight) => difference(weight) ** 2;

/** By how much E changes for each unit of the weight, at this very weight: 414_1.py's Wb. */
export const slopeAt = (weight) => NETWORK.input * (2 * difference(weight));

/**
 * The two ends [weight, error] of the tangent at a weight, `reach` to both sides or less: none is higher than
 * `top`.
 */
export function tangentAt(weight, reach, top) {
  const [error, slope] = [errorAt(weight), slopeAt(weight)];
  const upwards = Math.min(reach, (top - error) / Math.abs(slope)); // a level line never gets there
  const [left, right] = slope < 0 ? [upwards, reach] : [reach, upwards];
  return [-left, right].map((way) => [weight + way, error + slope * way]);
}

/** The corners of the triangle that shows the slope: from the curve down, and one unit downhill. */
export function triangleAt(weight) {
  const [error, slope] = [errorAt(weight), slopeAt(weight)];
  const low = error - Math.abs(slope);
  return [[weight, error], [weight, low], [weight - Math.sign(slope), low]];
}
