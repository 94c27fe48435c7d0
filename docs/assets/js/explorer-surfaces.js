/** The two surfaces as they are drawn: the bowl in cross-section, the ravine as a map. */

import { svg } from "./explorer-dom.js";

const CONTOURS = 11;

/**
 * The curve E = ½ (p + 2)² and the ground under it. A parabola is exactly a quadratic Bézier curve
 * whose control point is where the tangents at its ends meet, here as far below 0 as the ends lie above.
 */
export function curve({ x, y, centre, halfWidth, size }) {
  const top = (halfWidth * halfWidth) / 2;
  const [left, right] = [x(centre - halfWidth), x(centre + halfWidth)];
  const arc = `M${left} ${y(top)}Q${x(centre)} ${y(-top)} ${right} ${y(top)}`;
  const floor = size.trackTop;
  return [
    svg("path", { class: "ground", d: `${arc}V${floor}H${left}Z` }),
    svg("path", { class: "curve", d: arc }),
  ];
}

/** Half the height of the ravine's map, in its units: a unit is as long upwards as it is across. */
export const mapHalfHeight = (halfWidth, plotWidth, mapHeight) => (halfWidth * mapHeight) / plotWidth;

/**
 * The ravine's contour lines. Where E = ½ (a u² + b w²) is the same all round lies an ellipse with half
 * axes √(2E/a) and √(2E/b); the lines are evenly spaced in √E, so equally steep ground has equally
 * dense lines.
 */
export function contours({ x, y, halfWidth, halfHeight, view }) {
  const { a, b, turned } = view.settings;
  const scale = x(1) - x(0);
  const highest = (a * halfWidth ** 2 + b * halfHeight ** 2) / 2;
  const turn = turned ? " rotate(-45)" : "";
  return Array.from({ length: CONTOURS }, (_, i) => {
    const level = highest * ((CONTOURS - i) / CONTOURS) ** 2;
    return svg("ellipse", {
      class: "contour",
      rx: scale * Math.sqrt((2 * level) / a),
      ry: scale * Math.sqrt((2 * level) / b),
      transform: `translate(${x(0)} ${y(0)})${turn}`,
    });
  });
}
