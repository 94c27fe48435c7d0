/* Pointing at or focusing a note lights its lines in their program, pointing at a line its note; following the link
   keeps the lines lit and brings them to the middle of the window. The links work without this. */

const LINK = /^#(__codelineno-\w+-)(\d+)$/;
let kept = [];

/* The lines that a link names, as elements. */
function linesOf(link) {
  const [, listing, first] = LINK.exec(decodeURIComponent(link.hash));
  const count = Number(link.dataset.to ?? first) - Number(first) + 1;
  return Array.from({ length: count }, (_, line) => document.getElementById(listing + (Number(first) + line)));
}

function light(lines, on) {
  for (const line of lines) line?.classList.toggle("line-lit", on || kept.includes(line));
}

for (const link of document.querySelectorAll('a.line[href^="#__codelineno-"]')) {
  if (!LINK.test(decodeURIComponent(link.hash))) continue;
  const lines = linesOf(link);
  const note = link.closest("li") ?? link;
  for (const type of ["pointerenter", "focusin"]) note.addEventListener(type, () => light(lines, true));
  for (const type of ["pointerleave", "focusout"]) note.addEventListener(type, () => light(lines, false));
  for (const line of lines) {
    line?.addEventListener("pointerenter", () => note.classList.add("line-lit"));
    line?.addEventListener("pointerleave", () => note.classList.remove("line-lit"));
  }
  link.addEventListener("click", () => {
    const left = kept;
    kept = lines;
    light(left, false);
    light(lines, true);
    const fold = lines[0]?.closest("details");
    if (fold) fold.open = true;
    requestAnimationFrame(() => lines[0]?.scrollIntoView({ block: "center" })); /* after the link's own jump */
  });
}
