/* Pointing at or focusing a line's number in a note lights the line in its program. The links work without this. */

const LINK = /^#__codelineno-(\w+)-(\d+)$/;

for (const link of document.querySelectorAll('a.line[href^="#__codelineno-"]')) {
  const match = LINK.exec(decodeURIComponent(link.hash));
  if (!match) continue;
  const [, id, first] = match;
  const last = link.dataset.to ?? first;
  const light = (on) => () => {
    for (let line = Number(first); line <= Number(last); line += 1) {
      document.getElementById(`__span-${id}-${line}`)?.classList.toggle("line-lit", on);
    }
  };
  for (const type of ["pointerenter", "focus"]) link.addEventListener(type, light(true));
  for (const type of ["pointerleave", "blur"]) link.addEventListener(type, light(false));
}
