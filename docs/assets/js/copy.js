/* What the theme's copy button copies: a program to its last newline, and for an edit the whole program that it makes. */

const LABELLED = ["pointerover", "focusin"];

const buttonAt = ({ target }) => target.closest?.('.highlight [data-md-type="copy"]');

/** The program that an edit makes stands behind the edit, in a template. */
const editedBy = (block) => block.matches(".edit") && block.parentElement.querySelector(`#${block.id} ~ template`);

addEventListener("click", (event) => {
  const block = buttonAt(event)?.closest(".program, .edit");
  if (!block) return;
  const source = editedBy(block)?.content ?? block.querySelector("code");
  buttonAt(event).dataset.clipboardText = source.textContent;
}, true);

for (const type of LABELLED) {
  addEventListener(type, (event) => {
    const block = buttonAt(event)?.closest(".edit");
    if (block) buttonAt(event).title = editedBy(block).title;
  });
}
