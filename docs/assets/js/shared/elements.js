/** Elements in one expression: `html("p", { class: "note" }, "text", child)`. */

const build =
  (namespace) =>
  (tag, attributes = {}, ...children) => {
    const element = document.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

export const html = build("http://www.w3.org/1999/xhtml");
export const svg = build("http://www.w3.org/2000/svg");

/** The address to which a link leads; of a folder's page, opened from a disk, the file. */
export const hrefOf = (to) =>
  location.protocol === "file:" ? to.replace(/\/(?=#|$)/, "/index.html") : to;
