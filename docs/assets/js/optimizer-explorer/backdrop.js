/** What lies behind the paths: the bowl in cross-section or the ravine as a map, and the axes. */

import { SURFACES } from "./optimizers.js";
import { MARGIN, ticks } from "./geometry.js";
import { short } from "../shared/numbers.js";
import { svg } from "../shared/elements.js";

const CONTOURS = 11;

/** What stays of the surface's panel while only the step changes. */
export function mapBackdrop(geometry, settings) {
  const surface = geometry.surface === "bowl" ? curve(geometry) : contours(geometry, settings);
  const numbersAt = geometry.mapBottom + 24;
  return [
    svg("rect", { class: "panel", ...geometry.map }),
    svg("g", { "clip-path": "url(#map-clip)" }, ...surface),
    ...columns(geometry, geometry.map),
    ...columnValues(geometry).map((value) => text(geometry.x(value), numbersAt, "middle", axisNumber(value))),
    text(14, numbersAt, "middle", SURFACES[geometry.surface].axes[0], "axis-name"),
    ...sideTicks(geometry),
  ];
}

/** The same of the track's. */
export function trackBackdrop(geometry, labels) {
  return [
    svg("rect", { class: "panel", ...geometry.track }),
    ...columns(geometry, geometry.track),
    ...stepTicks(geometry, labels.stepAxis),
  ];
}

/**
 * The curve E = ½ (p + 2)² and the ground under it. A parabola is exactly a quadratic Bézier curve
 * whose control point is where the tangents at its ends meet, here as far below 0 as the ends lie above.
 */
function curve(geometry) {
  const { centre, halfWidth, top } = geometry;
  const [left, right] = [geometry.x(centre - halfWidth), geometry.x(centre + halfWidth)];
  const control = `${geometry.x(centre)} ${geometry.y(-top)}`;
  const arc = `M${left} ${geometry.y(top)}Q${control} ${right} ${geometry.y(top)}`;
  return [
    svg("path", { class: "ground", d: `${arc}V${geometry.trackTop}H${left}Z` }),
    svg("path", { class: "curve", d: arc }),
  ];
}

/**
 * The ravine's contour lines. Where E = ½ (a u² + b w²) is the same all round lies an ellipse with half
 * axes √(2E/a) and √(2E/b); the lines are evenly spaced in √E, so equally steep ground has equally
 * dense lines.
 */
function contours(geometry, { a, b, turned }) {
  const scale = geometry.plotWidth / (2 * geometry.halfWidth);
  const highest = (a * geometry.halfWidth ** 2 + b * geometry.halfHeight ** 2) / 2;
  const place = `translate(${geometry.x(0)} ${geometry.y(0)})${turned ? " rotate(-45)" : ""}`;
  return Array.from({ length: CONTOURS }, (_, i) => {
    const level = highest * ((CONTOURS - i) / CONTOURS) ** 2;
    const [rx, ry] = [a, b].map((curvature) => scale * Math.sqrt((2 * level) / curvature));
    return svg("ellipse", { class: "contour", rx, ry, transform: place });
  });
}

/** The lines of the axis that both panels share, in one of them. */
function columns(geometry, { y, height }) {
  return columnValues(geometry).map((value) => {
    const x = geometry.x(value);
    const kind = value === geometry.centre ? "grid lowest" : "grid";
    return svg("line", { class: kind, x1: x, x2: x, y1: y, y2: y + height });
  });
}

const columnValues = ({ centre, halfWidth, plotWidth }) =>
  ticks(centre - halfWidth, centre + halfWidth, plotWidth / 62);

/** E beside the bowl, y beside the ravine. */
function sideTicks(geometry) {
  const bowl = geometry.surface === "bowl";
  const [from, to] = bowl ? [0, geometry.top] : [-geometry.halfHeight, geometry.halfHeight];
  const values = ticks(from, to, geometry.mapHeight / 52).filter(
    (value) => geometry.y(value) > MARGIN.top + 18,
  );
  return [
    ...values.map((value) => text(MARGIN.left - 8, geometry.y(value) + 4, "end", axisNumber(value))),
    text(14, MARGIN.top + 10, "middle", bowl ? "E" : "y", "axis-name"),
  ];
}

function stepTicks(geometry, name) {
  const values = ticks(0, geometry.steps, geometry.trackHeight / 30).filter(Number.isInteger);
  const middle = geometry.trackTop + geometry.trackHeight / 2;
  const axisName = text(9, middle, "middle", name, "axis-name");
  axisName.setAttribute("transform", `rotate(-90 9 ${middle})`);
  return [...values.map((t) => text(MARGIN.left - 8, geometry.trackY(t) + 4, "end", String(t))), axisName];
}

const axisNumber = (value) => short(value).replace("-", "−");

export function text(x, y, anchor, content, kind = "") {
  return svg("text", { class: kind, x, y, "text-anchor": anchor }, content);
}
