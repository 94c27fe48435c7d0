/** Values side by side: matrices, with their twins from another program. */

import { fill } from "../shared/data.js";
import { html } from "../shared/elements.js";
import { Matrix } from "./matrix.js";

/** Matrices are kept, and filled anew. */
export class Shelf {
  constructor(labels, { onPoint, onFocus = () => {}, onChoose }) {
    Object.assign(this, { labels, handlers: { onPoint, onFocus, onChoose }, matrices: [], twins: [] });
    this.element = html("div", { class: "shelf" });
  }

  /** `lit` elements take part in the arithmetic shown, and show its `digits` more than usual. */
  show(values, { lit = [], digits = 0, chosen = null, noteOf = () => "", twinOf = () => null }) {
    while (this.matrices.length < values.length) this.matrices.push(new Matrix(this.labels, this.handlers));
    const shown = values.flatMap((value, k) => {
      const own = (spot) => spot && spot.binding === value.binding;
      this.matrices[k].show(value, {
        lit: new Set(lit.filter(own).map(({ element }) => element)),
        digits,
        chosen: own(chosen) ? chosen.element : null,
        note: noteOf(value),
      });
      const twin = twinOf(value);
      return twin ? [this.matrices[k].element, this.twin(k, twin)] : [this.matrices[k].element];
    });
    const { children } = this.element;
    const isSame = shown.length === children.length && shown.every((child, k) => child === children[k]);
    if (!isSame) this.element.replaceChildren(...shown);
  }

  twin(k, { binding, index, title, difference }) {
    this.twins[k] ??= new Matrix(this.labels);
    this.twins[k].show(
      { binding, index },
      { title, note: fill(this.labels.difference, { gap: difference }) },
    );
    return this.twins[k].element;
  }
}
