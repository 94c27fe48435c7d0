/* Pointing at or focusing the lines of a note lights them in their program; following the link keeps them lit and
   brings them to the middle of the window. The links work without this. */

const LINK = /^#__codelineno-(\w+)-(\d+)$/;
let kept = [];

/* The lines that a link names, as elements. */
function linesOf(link) {
  const [, id, first] = LINK.exec(decodeURIComponent(link.hash));
  const count = Number(link.dataset.to ?? first) - Number(first) + 1;
  return Array.from({ length: count }, (_, line) => document.getElementById(`__span-${id}-${Number(first) + line}`));
}

function light(lines, on) {
  for (const line of lines) line?.classList.toggle("line-lit", on || kept.includes(line));
}

for (const link of document.querySelectorAll('a.line[href^="#__codelineno-"]')) {
  if (!LINK.test(decodeURIComponent(link.hash))) continue;
  const lines = linesOf(link);
  for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => light(lines, true));
  for (const type of ["pointerleave", "blur"]) link.addEventListener(type, () => light(lines, false));
  link.addEventListener("click", () => {
    const left = kept;
    kept = lines;
    light(left, false);
    light(lines, true);
    requestAnimationFrame(() => lines[0]?.scrollIntoView({ block: "center" })); /* after the link's own jump */
  });
}
