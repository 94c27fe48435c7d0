/* What the copy button copies: a program to its last newline, of an edit the whole program that it makes, of an
   output what it shows. */

for (const type of ["pointerover", "focusin", "click"]) {
  addEventListener(
    type,
    ({ target }) => {
      const button = target.closest?.('[data-md-type="copy"]');
      if (!button) return;
      const text = button.closest("pre").querySelector("code").textContent;
      const block = button.closest(".program, .edit");
      const whole = block?.matches(".edit") && document.querySelector(`#${block.id} ~ template`);
      if (whole) button.title = whole.title;
      button.dataset.clipboardText = whole?.content?.textContent ?? (block ? text : text.trimEnd());
    },
    true,
  );
}
