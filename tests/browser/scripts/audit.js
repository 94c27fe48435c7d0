/* What axe finds: with folds closed what is too small to be pressed, and with all of them open. */
async rules => {
  const folded = await axe.run({ runOnly: ["target-size"], resultTypes: ["violations"] });
  document.querySelectorAll("details").forEach(details => { details.open = true; });
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));  // what scrolls is known
  const exclude = [["[data-alike]"]];
  const open = await axe.run({ exclude }, { runOnly: rules, resultTypes: ["violations"] });
  return [...folded.violations, ...open.violations];
}
