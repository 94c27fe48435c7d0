/** The colours that the book gives its variables by their names, in code as in figures: step-viewer.css. */

import { html } from "../shared/elements.js";

const ROLES = { X: "x", I: "x", W: "w", B: "b", Y: "y", H: "y", O: "y", T: "t", E: "e" };

/** The class of a name's role, `role-w` for WO and its gradient WOb; "" where it has none. */
export function roleOf(name) {
  const [, letter, lone] = /^(?:([WB])[HO]|([A-Z]))b?$/.exec(name) ?? [];
  const role = ROLES[letter ?? lone];
  return role ? `role-${role}` : "";
}

/** A line of a program, its variables' names in their colours; not what is in quotes, and no attributes. */
export function coloured(text) {
  const parts = text.split(/('[^']*'|#.*|\.?\b[A-Za-z_]\w*)/);
  return parts.map((part) => (roleOf(part) ? html("span", { class: roleOf(part) }, part) : part));
}
