/**
 * Where things are in the drawing, in pixels: the surface's panel above, the track's below. Both have
 * the same horizontal axis, so that every place on the surface stands straight above its mark.
 */

import { SURFACES } from "./optimizers.js";
import { rounded } from "../shared/numbers.js";

export const MARGIN = { left: 44, right: 18, top: 12, bottom: 8 };
const AXIS_BAND = 38; // between the panels, for the numbers of the axis
const NUMBERS_BAND = 32; // of it, what stays with the surface's panel where the two are parted
const FLOOR = 10; // below the bowl's lowest point, so that a ball there is seen whole
const TRACK_EDGE = 8; // above step 0 and below the last
const OFF_PANEL = 1e5; // beyond it lines are clipped anyway, and browsers lose precision

/** The smallest half width of each surface's view, and its panel's height for its width. */
export const VIEWS = { bowl: { least: 4, aspect: 0.5 }, ravine: { least: 6, aspect: 0.6 } };

/** How far a view grows for a rule that diverges, as a multiple of what the start needs. */
const FARTHEST = 5;

/**
 * The geometry of a view (see Plot.draw) that is `width` pixels wide. `halfWidth`, in the surface's
 * units, is chosen to fit unless it is given.
 */
export class Geometry {
  constructor(view, width, halfWidth) {
    const { surface, settings } = view;
    this.surface = surface;
    this.steps = settings.steps;
    this.centre = SURFACES[surface].minimum[0];
    this.width = Math.max(240, width);
    this.plotWidth = this.width - MARGIN.left - MARGIN.right;
    this.mapHeight = Math.round(Math.min(this.plotWidth * VIEWS[surface].aspect, 360));
    this.mapBottom = MARGIN.top + this.mapHeight;
    this.trackTop = this.mapBottom + AXIS_BAND;
    this.trackHeight = trackHeight(this.plotWidth, this.steps);
    this.split = this.mapBottom + NUMBERS_BAND;
    this.height = this.trackTop + this.trackHeight + MARGIN.bottom;
    this.halfWidth = halfWidth ?? this.fittingHalfWidth(view);
    this.halfHeight = (this.halfWidth * this.mapHeight) / this.plotWidth; // the ravine's, at the same scale
    this.top = (this.halfWidth * this.halfWidth) / 2; // the bowl's E at the edges
  }

  get map() {
    return { x: MARGIN.left, y: MARGIN.top, width: this.plotWidth, height: this.mapHeight };
  }

  get track() {
    return { x: MARGIN.left, y: this.trackTop, width: this.plotWidth, height: this.trackHeight };
  }

  /**
   * Wide enough for every place reached; for a rule that diverges, up to some times what the start
   * needs: it is seen leaving and then marked at the edge, and the others stay visible.
   */
  fittingHalfWidth({ surface, settings, tracks }) {
    const { minimum, start } = SURFACES[surface];
    const reach = (point) => {
      const [across, up = 0] = point.map((x, i) => Math.abs(x - minimum[i]));
      return Math.max(across, (up * this.plotWidth) / this.mapHeight);
    };
    const least = Math.max(VIEWS[surface].least, 1.1 * reach(start(settings)));
    const reached = tracks.map(({ rows, growth }) => {
      const farthest = Math.max(...rows.map(({ point }) => reach(point)).filter(Number.isFinite));
      return growth > 1 ? Math.min(farthest, FARTHEST * least) : farthest;
    });
    return niceAtLeast(Math.max(least, 1.06 * Math.max(...reached, 0)));
  }

  x(value) {
    const share = (value - this.centre + this.halfWidth) / (2 * this.halfWidth);
    return clampPixel(MARGIN.left + share * this.plotWidth);
  }

  /** Of a height E of the bowl, or of the ravine's second coordinate. */
  y(value) {
    if (this.surface === "bowl") {
      return clampPixel(this.mapBottom - FLOOR - (value / this.top) * (this.mapHeight - FLOOR));
    }
    return clampPixel(this.mapBottom - ((value + this.halfHeight) / (2 * this.halfHeight)) * this.mapHeight);
  }

  trackY(t) {
    return this.trackTop + TRACK_EDGE + (t / this.steps) * (this.trackHeight - 2 * TRACK_EDGE);
  }

  /** The pixel of a point on the surface. */
  place(point) {
    return [this.x(point[0]), this.y(this.surface === "bowl" ? SURFACES.bowl.height(point) : point[1])];
  }

  /** Whether a pixel lies in the surface's panel. */
  isOnMap([x, y]) {
    const { plotWidth, mapBottom } = this;
    return x >= MARGIN.left && x <= MARGIN.left + plotWidth && y >= MARGIN.top && y <= mapBottom;
  }

  /** The point on the surface at a pixel, to a hundredth of the view or so. */
  pointAt([x, y]) {
    const unit = 10 ** Math.floor(Math.log10(this.halfWidth / 40));
    const snap = (value, limit) => {
      const nearest = Math.round(Math.min(Math.max(value, -limit), limit) / unit) * unit;
      return Number(nearest.toFixed(4));
    };
    const across = ((x - MARGIN.left) / this.plotWidth) * 2 * this.halfWidth - this.halfWidth;
    const first = Number((this.centre + snap(across, this.halfWidth)).toFixed(4));
    if (this.surface === "bowl") return [first];
    const up = this.halfHeight - ((y - MARGIN.top) / this.mapHeight) * 2 * this.halfHeight;
    return [first, snap(up, this.halfHeight)];
  }

  /** The step nearest to a pixel of the track. */
  stepAt([, y]) {
    const share = (y - this.trackTop - TRACK_EDGE) / (this.trackHeight - 2 * TRACK_EDGE);
    return Math.round(Math.min(Math.max(share, 0), 1) * this.steps);
  }
}

/** Room for every step while that is little; many steps share what there is. */
function trackHeight(plotWidth, steps) {
  const wanted = steps * Math.max(13, plotWidth * 0.026);
  return Math.round(Math.min(Math.max(wanted, 140), Math.max(260, plotWidth * 0.42)));
}

const clampPixel = (x) => Math.min(Math.max(x, -OFF_PANEL), OFF_PANEL);

/** Round values from `from` to `to`, about `count` of them. */
export function ticks(from, to, count) {
  const step = niceAtLeast((to - from) / Math.max(count, 2), [1, 2, 5, 10]);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(rounded((first + i) * step, 12)));
}

/** The least of the round numbers `steps` × 10ⁿ that is at least `x`. */
function niceAtLeast(x, steps = [1, 1.2, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10]) {
  const power = 10 ** Math.floor(Math.log10(x));
  return power * steps.find((step) => power * step >= x * (1 - 1e-9));
}
