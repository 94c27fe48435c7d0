/**
 * The drawing: the surface with the paths on it (`element`), and below it the first coordinate against
 * the step, with the steps running down (`trackElement`). Both are windows on one picture, so that the
 * surface can stay in sight by itself.
 */

import { mapBackdrop, text, trackBackdrop } from "./backdrop.js";
import { svg } from "../shared/elements.js";
import { Geometry, MARGIN } from "./geometry.js";
import { marks, polyline } from "./marks.js";
import { short } from "../shared/numbers.js";
import { StartHandle } from "./start-handle.js";

export class Plot {
  /** `onStart(point)` when the start is moved, `onStep(t)` when a step is picked. */
  constructor(labels, { onStart, onStep }) {
    this.labels = labels;
    this.width = 0;
    const pixelAt = (event) => pixelIn(this.element, event);
    this.start = new StartHandle(labels, { pixelAt, onStart });
    const putStart = (event) => {
      onStart(this.geometry.pointAt(pixelAt(event)));
      this.start.element.focus();
    };
    this.map = svg("rect", { class: "map", onclick: putStart });
    this.track = svg("rect", {
      class: "picker",
      onclick: (event) => {
        const [x, y] = pixelIn(this.trackElement, event);
        onStep(this.geometry.stepAt([x, y + this.geometry.split]));
      },
    });
    this.mapClip = svg("rect");
    this.trackClip = svg("rect");
    [this.backdrop, this.paths, this.balls] = [svg("g"), svg("g"), svg("g")];
    [this.trackBackdrop, this.trackPaths, this.trackBalls] = [svg("g"), svg("g"), svg("g")];
    this.element = svg(
      "svg",
      { class: "plot", role: "group" },
      svg("clipPath", { id: "map-clip" }, this.mapClip),
      ...[this.backdrop, this.map, this.paths, this.balls, this.start.element],
    );
    this.trackElement = svg(
      "svg",
      { class: "plot", "aria-hidden": "true" }, // the table says the same
      svg("clipPath", { id: "track-clip" }, this.trackClip),
      ...[this.trackBackdrop, this.track, this.trackPaths, this.trackBalls],
    );
  }

  /** The width to fill, in pixels. */
  resize(width) {
    this.width = width;
    if (this.view) this.draw(this.view);
  }

  /**
   * view: { surface, settings, tracks: [{ rule, rows, growth, selected }], at, ahead }, where `at` is the
   * step shown and may lie between two; then the balls are on their way. `ahead`: whether the rest of the
   * way is there, too, faintly. Called for every frame.
   */
  draw(view) {
    this.view = view;
    if (!this.width) return;
    const keptScale = this.start.isDragged ? this.geometry.halfWidth : undefined; // so the ball stays in hand
    this.geometry = new Geometry(view, this.width, keptScale);
    this.drawBackdrop();
    const inOrder = [...view.tracks].sort((one, other) => one.selected - other.selected); // selected on top
    const paths = inOrder.map((track) => this.path(track));
    const balls = inOrder.flatMap((track) => this.ball(track));
    this.paths.replaceChildren(...paths.map(({ onMap }) => onMap));
    this.trackPaths.replaceChildren(this.now(), ...paths.map(({ onTrack }) => onTrack));
    this.balls.replaceChildren(...balls.map(({ onMap }) => onMap), ...this.runaways());
    this.trackBalls.replaceChildren(...balls.map(({ onTrack }) => onTrack));
    this.start.show(this.geometry, view.settings);
  }

  drawBackdrop() {
    const { geometry, labels } = this;
    const { a, b, turned } = this.view.settings;
    const key = JSON.stringify([geometry, a, b, turned]);
    if (key === this.backdropKey) return;
    this.backdropKey = key;
    const { width, height, split } = geometry;
    setAll(this.element, { "aria-label": labels.plot[geometry.surface], width, height: split });
    const viewBox = `0 ${split} ${width} ${height - split}`;
    setAll(this.trackElement, { width, height: height - split, viewBox });
    for (const rect of [this.map, this.mapClip]) setAll(rect, geometry.map);
    for (const rect of [this.track, this.trackClip]) setAll(rect, geometry.track);
    this.backdrop.replaceChildren(...mapBackdrop(geometry, this.view.settings));
    this.trackBackdrop.replaceChildren(...trackBackdrop(geometry, labels));
  }

  /** The line across the track at the step shown. */
  now() {
    const y = this.geometry.trackY(this.view.at);
    return svg("line", {
      class: "now",
      x1: MARGIN.left,
      x2: MARGIN.left + this.geometry.plotWidth,
      y1: y,
      y2: y,
    });
  }

  /** The way so far, and ahead, on the surface and down the track. */
  path({ rule, rows, selected }) {
    const { geometry, view } = this;
    const finite = finiteRows(rows);
    const wholeMap = finite.map(({ point }) => geometry.place(point));
    const wholeTrack = finite.map(({ t }, i) => [wholeMap[i][0], geometry.trackY(t)]);
    const near = wholeMap.map((pixel) => geometry.isOnMap(pixel));
    const shown = Math.floor(view.at) + 1;
    const [onMap, onTrack] = [wholeMap, wholeTrack].map((points) => points.slice(0, shown));
    const now = this.position(rows);
    const line = now ? [...onTrack, [geometry.x(now[0]), geometry.trackY(view.at)]] : onTrack;
    const size = rows.length > 60 ? 1.8 : 2.6;
    const kind = selected ? `rule ${rule} selected` : `rule ${rule}`;
    const panel = (clip, points, ends, whole) =>
      svg(
        "g",
        { class: kind, "clip-path": `url(#${clip})` },
        ...(view.ahead ? [svg("path", { class: "ahead", d: polyline(whole, near) })] : []),
        svg("path", { class: "line", d: polyline(points, near) }),
        svg("path", { class: "marks", d: marks(rule, ends, size) }),
      );
    return {
      onMap: panel("map-clip", onMap, onMap, wholeMap),
      onTrack: panel("track-clip", line, onTrack, wholeTrack),
    };
  }

  /** The point shown, on its way between two steps; null from the first nan or inf on. */
  position(rows) {
    const { at } = this.view;
    const before = Math.floor(at);
    const [from, to] = [rows[before], rows[Math.min(before + 1, rows.length - 1)]];
    if (!isFinitePoint(from.point)) return null;
    if (!isFinitePoint(to.point)) return from.point;
    return from.point.map((x, i) => x + (to.point[i] - x) * (at - before));
  }

  ball({ rule, rows, selected }) {
    const point = this.position(rows);
    const pixel = point && this.geometry.place(point);
    if (!point || !this.geometry.isOnMap(pixel)) return [];
    const onTrack = [pixel[0], this.geometry.trackY(this.view.at)];
    const size = selected ? 7 : 5.5;
    const ball = (at, ...below) =>
      svg("g", { class: `rule ball ${rule}` }, ...below, svg("path", { d: marks(rule, [at], size) }));
    const tangent = selected && this.view.surface === "bowl" ? [this.tangent(point[0])] : [];
    return [{ onMap: ball(pixel, ...tangent), onTrack: ball(onTrack) }];
  }

  /** The slope dE/dp where the ball of the table's rule is. */
  tangent(p) {
    const { geometry } = this;
    const [x, y] = geometry.place([p]);
    const unit = geometry.halfWidth / 100;
    const [along, up] = [geometry.x(p + unit) - geometry.x(p), geometry.y((p + 2) * unit) - geometry.y(0)];
    const turn = (Math.atan2(up, along) * 180) / Math.PI;
    const line = svg("line", {
      class: "tangent",
      x1: -38,
      x2: 38,
      transform: `translate(${x} ${y}) rotate(${turn})`,
    });
    return svg("g", { "clip-path": "url(#map-clip)" }, line);
  }

  /** Rules whose ball has left the picture: an arrow at the edge it left by, and where it is. */
  runaways() {
    const { geometry } = this;
    return this.view.tracks
      .map(({ rule, rows }) => ({ rule, point: this.position(rows) }))
      .filter(({ point }) => point && !geometry.isOnMap(geometry.place(point)))
      .map(({ rule, point }, i) => {
        const side = point[0] > geometry.centre ? 1 : -1;
        const x = MARGIN.left + (side > 0 ? geometry.plotWidth - 6 : 6);
        const y = MARGIN.top + 18 + 18 * i;
        const arrow = svg("path", { d: `M${x} ${y - 4}l${-8 * side} -5v10Z` });
        const value = text(x - 14 * side, y, side > 0 ? "end" : "start", point.map(short).join(", "));
        return svg("g", { class: `rule runaway ${rule}` }, arrow, value);
      });
  }
}

/** The pixel of an element under a pointer. */
function pixelIn(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

const isFinitePoint = (point) => point.every(Number.isFinite);

/** The rows before the first nan or inf. */
function finiteRows(rows) {
  const end = rows.findIndex(({ point }) => !isFinitePoint(point));
  return end < 0 ? rows : rows.slice(0, end);
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
