/* What each of the programs prints, run one after the other. */
async ([engine, programs]) => {
  const { Engine } = await import(engine);
  const python = new Engine({ seconds: 300 });
  const found = [];
  for (const { name, text } of programs) {
    let printed = "";
    const listeners = { onLoad() {}, onStart() {}, onPrint: (part) => (printed += part) };
    const { end } = await python.run(text, name, listeners);
    found.push(end === "whole" ? printed : `${end}: ${printed}`);
  }
  return found;
}
