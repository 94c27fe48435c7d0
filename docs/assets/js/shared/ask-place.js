/** Where an answer stands: beside its number and within what a reader sees. */

const GAP = 4; // between the number and its answer
const MARGIN = 8; // to the edges of the window

/**
 * `{ left, top, maxHeight }` of an answer of this `size`: below its number's rectangle or, where there is
 * more room, above it, and within the rectangle `view` that a reader sees. All in CSS pixels.
 */
export function placeBeside(number, size, view) {
  const below = view.bottom - MARGIN - (number.bottom + GAP);
  const above = number.top - GAP - (view.top + MARGIN);
  const isBelow = size.height <= below || below >= above;
  const maxHeight = Math.max(0, isBelow ? below : above);
  const height = Math.min(size.height, maxHeight);
  const rightmost = view.right - MARGIN - size.width;
  return {
    left: Math.max(view.left + MARGIN, Math.min(number.left, rightmost)),
    top: isBelow ? number.bottom + GAP : number.top - GAP - height,
    maxHeight,
  };
}
