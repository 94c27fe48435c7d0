// Where things are in the explorer's drawing.

import assert from "node:assert/strict";
import test from "node:test";
import { Geometry, MARGIN, ticks } from "../../docs/assets/js/optimizer-explorer/geometry.js";
import { marks, polyline } from "../../docs/assets/js/optimizer-explorer/marks.js";
import { growth, run } from "../../docs/assets/js/optimizer-explorer/optimizers.js";
import { readAttributes } from "../../docs/assets/js/optimizer-explorer/settings.js";

function geometry(surface, changes = {}, width = 640) {
  const settings = { ...readAttributes({}).page.defaults, ...changes };
  const track = { rows: run("gd", surface, settings), growth: growth("gd", surface, settings) };
  return [new Geometry({ surface, settings, tracks: [track] }, width), track.rows];
}

for (const [surface, points] of [["bowl", [[-5], [-2], [0.5]]], ["ravine", [[-5, 2], [0, 0], [3, -1.5]]]]) {
  test(`a point in the ${surface} is found again at its pixel`, () => {
    const [place] = geometry(surface);
    for (const point of points) {
      const back = place.pointAt(place.place(point));
      if (surface === "bowl") assert.deepEqual(back, point);
      else back.forEach((x, i) => assert.ok(Math.abs(x - point[i]) < 0.06, `${back} is not ${point}`));
    }
  });
}

test("every place reached is in the picture, and a step's height in the track leads back to it", () => {
  for (const surface of ["bowl", "ravine"]) {
    const [place, rows] = geometry(surface);
    assert.deepEqual(rows.filter(({ point }) => !place.isOnMap(place.place(point))), []);
    for (const { t } of rows) assert.equal(place.stepAt([0, place.trackY(t)]), t);
  }
});

test("a rule that runs away leaves the picture, which doesn't grow forever", () => {
  const [place, rows] = geometry("bowl", { lr: 60 });
  assert.ok(place.halfWidth <= 25 && !place.isOnMap(place.place(rows.at(-1).point)));
  assert.ok(Number.isFinite(place.x(rows.at(-1).point[0])));
});

test("a narrow window has a narrow drawing, and none is narrower than can be read", () => {
  assert.deepEqual([320, 100].map((width) => geometry("bowl", {}, width)[0].width), [320, 240]);
  assert.equal(geometry("bowl", {}, 320)[0].plotWidth, 320 - MARGIN.left - MARGIN.right);
});

test("ticks are round numbers within the axis", () => {
  assert.deepEqual(ticks(-6, 2, 8), [-6, -5, -4, -3, -2, -1, 0, 1, 2]);
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(-0.3, 0.3, 3), [-0.2, 0, 0.2]);
});

test("a line through points is broken where it would only pass far outside", () => {
  const points = [[0, 0], [1, 1], [2, 2], [3, 3]];
  assert.equal(polyline(points, [true, false, false, true]), "M0.0 0.0L1.0 1.0M2.0 2.0L3.0 3.0");
});

test("each rule has a mark of its own", () => {
  const shapes = ["gd", "momentum", "adagrad", "rmsprop", "adam"].map((rule) => marks(rule, [[10, 20]], 5));
  assert.equal(new Set(shapes).size, 5);
  for (const shape of shapes) assert.match(shape, /^M10\.0 20\.0m.*z$/);
});
