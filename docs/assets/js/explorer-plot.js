/**
 * The drawing: the surface above, and below it the same horizontal axis again with the steps running
 * down, so that every place on the surface stands straight above its mark in the track.
 *
 * `draw(view)` is called for every frame; what doesn't change between frames is kept.
 */

import { SURFACES } from "./optimizers.js";
import { rounded, short } from "./explorer-numbers.js";
import { svg } from "./explorer-dom.js";
import { contours, curve, mapHalfHeight } from "./explorer-surfaces.js";

const MARGIN = { left: 40, right: 18, top: 12, bottom: 8 };
const AXIS_BAND = 38;
const OFF_PANEL = 1e5; // pixels; beyond it lines are clipped anyway, and browsers lose precision

/** The smallest half width of each surface's view, and its share of the width as height. */
const VIEWS = { bowl: { least: 4, aspect: 0.5 }, ravine: { least: 6, aspect: 0.6 } };

export class Plot {
  /** `onStart(point)` when the start is dragged or typed, `onStep(t)` when a step is picked. */
  constructor(labels, { onStart, onStep }) {
    this.labels = labels;
    this.onStart = onStart;
    this.onStep = onStep;
    this.backdrop = svg("g");
    this.paths = svg("g");
    this.handle = this.makeHandle();
    this.balls = svg("g", { class: "balls" });
    this.mapClip = svg("rect");
    this.trackClip = svg("rect");
    this.picker = svg("rect", { class: "picker", onclick: (event) => this.pickStep(event) });
    this.map = svg("rect", { class: "map", onclick: (event) => this.pickStart(event) });
    this.element = svg(
      "svg",
      { class: "plot", role: "group" },
      svg(
        "defs",
        {},
        svg("clipPath", { id: "map-clip" }, this.mapClip),
        svg("clipPath", { id: "track-clip" }, this.trackClip),
      ),
      this.backdrop,
      this.map,
      this.picker,
      this.paths,
      this.balls,
      this.handle,
    );
  }

  /**
   * view: { surface, settings, tracks: [{ rule, rows, selected }], at }, where `at` is the step shown
   * and may lie between two; then the balls are on their way.
   */
  draw(view) {
    this.view = view;
    this.layOut();
    this.drawBackdrop();
    this.drawPaths();
    this.placeHandle();
  }

  // ---- where things are -------------------------------------------------------------------------

  layOut() {
    const { surface, settings } = this.view;
    const width = Math.max(240, this.element.parentNode.clientWidth);
    const plotWidth = width - MARGIN.left - MARGIN.right;
    const mapHeight = Math.round(Math.min(plotWidth * VIEWS[surface].aspect, 360));
    const trackHeight = Math.round(
      Math.min(
        Math.max(settings.steps * Math.max(13, plotWidth * 0.026), 140),
        Math.max(260, plotWidth * 0.42),
      ),
    );
    this.size = { width, plotWidth, mapHeight, trackHeight };
    this.size.trackTop = MARGIN.top + mapHeight + AXIS_BAND;
    this.size.height = this.size.trackTop + trackHeight + MARGIN.bottom;
    if (!this.dragging) this.halfWidth = this.chooseHalfWidth();
    const halfHeight = surface === "bowl" ? 0 : mapHalfHeight(this.halfWidth, plotWidth, mapHeight);
    const bottom = MARGIN.top + mapHeight;
    const top = (this.halfWidth * this.halfWidth) / 2;
    this.x = (value) =>
      clampPixel(MARGIN.left + ((value - this.centre + this.halfWidth) / (2 * this.halfWidth)) * plotWidth);
    this.y =
      surface === "bowl"
        ? (height) => clampPixel(bottom - 10 - (height / top) * (mapHeight - 10))
        : (value) => clampPixel(bottom - ((value + halfHeight) / (2 * halfHeight)) * mapHeight);
    this.trackY = (t) => this.size.trackTop + 8 + (t / settings.steps) * (trackHeight - 16);
    this.halfHeight = halfHeight;
  }

  get centre() {
    return SURFACES[this.view.surface].minimum[0];
  }

  /**
   * Wide enough for every place reached, up to five times what the start needs: a rule that runs
   * away is seen leaving and then marked at the edge, and the others stay visible.
   */
  chooseHalfWidth() {
    const { surface, settings, tracks } = this.view;
    const reach = (point) => {
      const [across, up = 0] = point.map((x, i) => Math.abs(x - SURFACES[surface].minimum[i]));
      return Math.max(across, (up * this.size.plotWidth) / this.size.mapHeight);
    };
    const least = Math.max(VIEWS[surface].least, 1.1 * reach(SURFACES[surface].start(settings)));
    const reached = tracks
      .flatMap(({ rows }) => rows.map(({ point }) => reach(point)))
      .filter(Number.isFinite);
    return niceAtLeast(Math.min(Math.max(least, 1.06 * Math.max(...reached, 0)), 5 * least));
  }

  /** The pixels of a point on the surface. */
  place(point) {
    const [first, second] = point;
    return [this.x(first), this.y(this.view.surface === "bowl" ? SURFACES.bowl.height(point) : second)];
  }

  // ---- what stays from frame to frame -----------------------------------------------------------

  drawBackdrop() {
    const { surface, settings } = this.view;
    const { width, height, plotWidth, mapHeight, trackHeight, trackTop } = this.size;
    const key = JSON.stringify([
      surface,
      this.size,
      this.halfWidth,
      settings.a,
      settings.b,
      settings.turned,
      settings.steps,
    ]);
    if (key === this.backdropKey) return;
    this.backdropKey = key;
    setAll(this.element, {
      "aria-label": this.labels.plot[surface],
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
    });
    const map = { x: MARGIN.left, y: MARGIN.top, width: plotWidth, height: mapHeight };
    const track = { x: MARGIN.left, y: trackTop, width: plotWidth, height: trackHeight };
    for (const rect of [this.map, this.mapClip]) setAll(rect, map);
    for (const rect of [this.picker, this.trackClip]) setAll(rect, track);
    const drawn = surface === "bowl" ? curve(this) : contours(this);
    this.backdrop.replaceChildren(
      svg("rect", { class: "panel", ...map }),
      svg("rect", { class: "panel", ...track }),
      svg("g", { "clip-path": "url(#map-clip)" }, ...drawn),
      ...this.columns(),
      ...this.sideTicks(),
      ...this.stepTicks(),
    );
  }

  /** The ticks of the axis that both panels share. */
  columns() {
    const { surface } = this.view;
    const { trackTop, trackHeight, mapHeight } = this.size;
    const bottom = MARGIN.top + mapHeight;
    const lines = ticks(
      this.centre - this.halfWidth,
      this.centre + this.halfWidth,
      this.size.plotWidth / 62,
    ).flatMap((value) => {
      const x = this.x(value);
      const kind = value === this.centre ? "grid lowest" : "grid";
      return [
        svg("line", { class: kind, x1: x, x2: x, y1: MARGIN.top, y2: bottom }),
        svg("line", { class: kind, x1: x, x2: x, y1: trackTop, y2: trackTop + trackHeight }),
        text(x, bottom + 24, "middle", axisNumber(value)),
      ];
    });
    return [...lines, text(14, bottom + 24, "middle", SURFACES[surface].axes[0], "axis-name")];
  }

  sideTicks() {
    const bowl = this.view.surface === "bowl";
    const [from, to] = bowl
      ? [0, (this.halfWidth * this.halfWidth) / 2]
      : [-this.halfHeight, this.halfHeight];
    const values = ticks(from, to, this.size.mapHeight / 52).filter(
      (value) => this.y(value) > MARGIN.top + 18,
    );
    return [
      ...values.map((value) => text(MARGIN.left - 8, this.y(value) + 4, "end", axisNumber(value))),
      text(14, MARGIN.top + 10, "middle", bowl ? "E" : "y", "axis-name"),
    ];
  }

  stepTicks() {
    const { steps } = this.view.settings;
    const { trackTop, trackHeight } = this.size;
    const values = ticks(0, steps, trackHeight / 30).filter(Number.isInteger);
    return [
      ...values.map((t) => text(MARGIN.left - 8, this.trackY(t) + 4, "end", String(t))),
      svg(
        "text",
        {
          class: "axis-name",
          x: 12,
          y: trackTop + trackHeight / 2,
          "text-anchor": "middle",
          transform: `rotate(-90 12 ${trackTop + trackHeight / 2})`,
        },
        this.labels.stepAxis,
      ),
    ];
  }

  // ---- what moves -------------------------------------------------------------------------------

  drawPaths() {
    const { tracks, at } = this.view;
    const inOrder = [...tracks].sort((one, other) => one.selected - other.selected); // selected on top
    const y = this.trackY(at);
    const now = svg("line", {
      class: "now",
      x1: MARGIN.left,
      x2: MARGIN.left + this.size.plotWidth,
      y1: y,
      y2: y,
    });
    this.paths.replaceChildren(now, ...inOrder.map((track) => this.path(track)));
    this.balls.replaceChildren(...inOrder.flatMap((track) => this.ball(track)), ...this.runaways(tracks));
  }

  path({ rule, rows, selected }) {
    const shown = finiteRows(rows).slice(0, Math.floor(this.view.at) + 1);
    const onMap = shown.map(({ point }) => this.place(point));
    const onTrack = shown.map(({ t, point }) => [this.x(point[0]), this.trackY(t)]);
    const now = this.position(rows);
    if (now) onTrack.push([this.x(now[0]), this.trackY(this.view.at)]);
    const size = rows.length > 60 ? 1.8 : 2.6;
    const near = shown.map(({ point }) => this.isOnMap(point));
    const panel = (clip, points, marks) =>
      svg(
        "g",
        { "clip-path": `url(#${clip})` },
        svg("path", { class: "line", d: polyline(points, near) }),
        svg("path", { class: "marks", d: marks.map(([x, y]) => marker(rule, x, y, size)).join("") }),
      );
    return svg(
      "g",
      { class: `rule ${rule}${selected ? " selected" : ""}` },
      panel("map-clip", onMap, onMap),
      panel("track-clip", onTrack, onTrack.slice(0, shown.length)),
    );
  }

  /** The point shown, on its way between two steps; null from the first nan or inf on. */
  position(rows) {
    const before = Math.floor(this.view.at);
    const [from, to] = [rows[before], rows[Math.min(before + 1, rows.length - 1)]];
    if (!isFinitePoint(from.point)) return null;
    if (!isFinitePoint(to.point)) return from.point;
    return from.point.map((x, i) => x + (to.point[i] - x) * (this.view.at - before));
  }

  ball({ rule, rows, selected }) {
    const point = this.position(rows);
    if (!point) return [];
    const size = selected ? 7 : 5.5;
    const onTrack = [this.x(point[0]), this.trackY(this.view.at)];
    const shapes = this.isOnMap(point) ? [this.place(point), onTrack] : [];
    const tangent = selected && this.view.surface === "bowl" ? [this.tangent(point[0])] : [];
    const marks = shapes.map(([x, y]) => svg("path", { d: marker(rule, x, y, size) }));
    return [svg("g", { class: `rule ball ${rule}` }, ...tangent, ...marks)];
  }

  /** The slope dE/dp where the ball of the table's rule is. */
  tangent(p) {
    const [x, y] = this.place([p]);
    const [nextX, nextY] = this.place([p + this.halfWidth / 100]);
    const slope = svg("line", {
      class: "tangent",
      x1: -38,
      x2: 38,
      transform: `translate(${x} ${y}) rotate(${(Math.atan2(nextY - y, nextX - x) * 180) / Math.PI})`,
    });
    return svg("g", { "clip-path": "url(#map-clip)" }, slope);
  }

  /** Rules whose ball has left the picture: an arrow at the edge it left by, and how far it is. */
  runaways(tracks) {
    return tracks
      .map(({ rule, rows }) => ({ rule, point: this.position(rows) }))
      .filter(({ point }) => point && !this.isOnMap(point))
      .map(({ rule, point }, i) => {
        const side = point[0] > this.centre ? 1 : -1;
        const x = MARGIN.left + (side > 0 ? this.size.plotWidth - 6 : 6);
        const y = MARGIN.top + 18 + 18 * i;
        const arrow = `M${pixels([x, y - 4])}l${-8 * side} -5v10Z`;
        const value = point.map(short).join(", ");
        return svg(
          "g",
          { class: `rule runaway ${rule}` },
          svg("path", { d: arrow }),
          text(x - 14 * side, y, side > 0 ? "end" : "start", value),
        );
      });
  }

  isOnMap(point) {
    const [x, y] = this.place(point);
    const { plotWidth, mapHeight } = this.size;
    return x >= MARGIN.left && x <= MARGIN.left + plotWidth && y >= MARGIN.top && y <= MARGIN.top + mapHeight;
  }

  // ---- the start, which the reader moves --------------------------------------------------------

  makeHandle() {
    this.startLabel = text(0, -19, "middle", this.labels.startMark);
    return svg(
      "g",
      {
        class: "start",
        role: "slider",
        tabindex: "0",
        "aria-label": this.labels.ball,
        onpointerdown: (event) => this.beginDrag(event),
        onpointermove: (event) => this.dragTo(event),
        onpointerup: () => this.endDrag(),
        onpointercancel: () => this.endDrag(),
        onkeydown: (event) => this.moveByKey(event),
      },
      svg("circle", { class: "reach", r: 22 }),
      svg("circle", { class: "ring", r: 11 }),
      this.startLabel,
    );
  }

  placeHandle() {
    const { surface, settings } = this.view;
    const start = SURFACES[surface].start(settings);
    const [x, y] = this.place(start);
    this.handle.setAttribute("transform", `translate(${x} ${y})`);
    this.startLabel.setAttribute("y", y < MARGIN.top + 34 ? 27 : -19);
    setAll(this.handle, {
      "aria-valuenow": start[0],
      "aria-valuemin": this.centre - this.halfWidth,
      "aria-valuemax": this.centre + this.halfWidth,
      "aria-valuetext": this.labels.ballValue(start.map((value, i) => [SURFACES[surface].axes[i], value])),
    });
  }

  /** The point under the pointer, to a hundredth of the view. */
  pointAt(event) {
    const box = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const unit = 10 ** Math.floor(Math.log10(this.halfWidth / 40));
    const snap = (value, limit) => {
      const nearest = Math.round(Math.min(Math.max(value, -limit), limit) / unit) * unit;
      return Number(nearest.toFixed(4));
    };
    const first = ((x - MARGIN.left) / this.size.plotWidth) * 2 * this.halfWidth - this.halfWidth;
    const across = Number((this.centre + snap(first, this.halfWidth)).toFixed(4));
    if (this.view.surface === "bowl") return [across];
    const second = this.halfHeight - ((y - MARGIN.top) / this.size.mapHeight) * 2 * this.halfHeight;
    return [across, snap(second, this.halfHeight)];
  }

  beginDrag(event) {
    if (event.button !== 0) return;
    this.handle.setPointerCapture(event.pointerId);
    this.handle.classList.add("dragging");
    this.dragging = true; // the view keeps its scale until the ball is let go
    this.handle.focus();
    event.preventDefault();
  }

  dragTo(event) {
    if (this.dragging) this.onStart(this.pointAt(event));
  }

  endDrag() {
    if (!this.dragging) return;
    this.dragging = false;
    this.handle.classList.remove("dragging");
    this.draw(this.view);
  }

  moveByKey(event) {
    const { surface, settings } = this.view;
    const amount = event.shiftKey || event.key.startsWith("Page") ? 1 : 0.1;
    const plane = surface === "ravine";
    const moves = {
      ArrowLeft: [-amount, 0],
      ArrowRight: [amount, 0],
      ArrowDown: plane ? [0, -amount] : [-amount, 0],
      ArrowUp: plane ? [0, amount] : [amount, 0],
      PageDown: [-amount, 0],
      PageUp: [amount, 0],
      Home: [-Infinity, 0],
      End: [Infinity, 0],
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    const start = SURFACES[surface].start(settings);
    const limits = [
      [this.centre - this.halfWidth, this.centre + this.halfWidth],
      [-this.halfHeight, this.halfHeight],
    ];
    this.onStart(
      start.map((value, i) => {
        const [least, most] = limits[i];
        return Number(Math.min(Math.max(value + moves[event.key][i], least), most).toFixed(4));
      }),
    );
  }

  pickStart(event) {
    this.onStart(this.pointAt(event));
    this.handle.focus();
  }

  pickStep(event) {
    const y = event.clientY - this.element.getBoundingClientRect().top;
    const share = (y - this.size.trackTop - 8) / (this.size.trackHeight - 16);
    this.onStep(Math.round(Math.min(Math.max(share, 0), 1) * this.view.settings.steps));
  }
}

/**
 * The outline of a rule's mark around (x, y): a circle, square, triangle, diamond or plus, so that the
 * rules can be told apart without their colours.
 */
export function marker(rule, x, y, size) {
  const around = (...corners) =>
    `M${corners.map(([dx, dy]) => pixels([x + dx * size, y + dy * size])).join("L")}Z`;
  const arm = 0.42;
  switch (rule) {
    case "gd":
      return [1, -1].reduce(
        (path, side) => `${path}a${size} ${size} 0 1 0 ${2 * size * side} 0`,
        `M${pixels([x - size, y])}`,
      );
    case "momentum":
      return around([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]);
    case "adagrad":
      return around([0, -1.2], [1.1, 0.8], [-1.1, 0.8]);
    case "rmsprop":
      return around([0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]);
    default:
      return around(
        [-arm, -1.2],
        [arm, -1.2],
        [arm, -arm],
        [1.2, -arm],
        [1.2, arm],
        [arm, arm],
        [arm, 1.2],
        [-arm, 1.2],
        [-arm, arm],
        [-1.2, arm],
        [-1.2, -arm],
        [-arm, -arm],
      );
  }
}

/** A line through `points`, without the stretches between two that aren't `near`. */
function polyline(points, near) {
  return points.map((point, i) => (i > 0 && (near[i - 1] || near[i]) ? "L" : "M") + pixels(point)).join("");
}

const pixels = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
const clampPixel = (x) => Math.min(Math.max(x, -OFF_PANEL), OFF_PANEL);
const isFinitePoint = (point) => point.every(Number.isFinite);
const axisNumber = (value) => short(value).replace("-", "−");

/** The rows before the first nan or inf. */
function finiteRows(rows) {
  const end = rows.findIndex(({ point }) => !isFinitePoint(point));
  return end < 0 ? rows : rows.slice(0, end);
}

function text(x, y, anchor, content, kind = "") {
  return svg("text", { class: kind, x, y, "text-anchor": anchor }, content);
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Round values from `from` to `to`, about `count` of them. */
function ticks(from, to, count) {
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
