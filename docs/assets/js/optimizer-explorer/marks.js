/** The lines and marks of the rules. */

/**
 * The corners of each rule's mark, of size 1: a square, triangle, diamond and plus; gd's is a circle.
 * With them, and with the dashes of the style sheet, the rules can be told apart without their colours.
 */
const ARM = 0.42;
// prettier-ignore
const CORNERS = {
  momentum: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  adagrad: [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
  rmsprop: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  adam: [
    [-ARM, -1.2], [ARM, -1.2], [ARM, -ARM], [1.2, -ARM], [1.2, ARM], [ARM, ARM],
    [ARM, 1.2], [-ARM, 1.2], [-ARM, ARM], [-1.2, ARM], [-1.2, -ARM], [-ARM, -ARM],
  ],
};

/** A path with a rule's mark of this size around each of the points. */
export function marks(rule, points, size) {
  const shape = outline(rule, size);
  return points.map((point) => `M${pixels(point)}${shape}`).join("");
}

/** The outline of a rule's mark, as a path that goes on from its centre. */
function outline(rule, size) {
  const arc = (side) => `a${size} ${size} 0 1 0 ${2 * size * side} 0`;
  if (rule === "gd") return `m${-size} 0${arc(1)}${arc(-1)}z`;
  const corners = CORNERS[rule].map((corner) => corner.map((x) => x * size));
  const sides = corners.slice(1).map(([x, y], i) => `l${pixels([x - corners[i][0], y - corners[i][1]])}`);
  return `m${pixels(corners[0])}${sides.join("")}z`;
}

/** A path through the points, without the stretches between two that aren't `near`. */
export function polyline(points, near) {
  return points.map((point, i) => (i > 0 && (near[i - 1] || near[i]) ? "L" : "M") + pixels(point)).join("");
}

const pixels = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
