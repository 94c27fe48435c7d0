/* What the copy button copies: a program to its last newline, of an edit the whole program that it makes, of an
   output all of its lines, folded or not. */

for (const type of ["pointerover", "focusin", "click"]) {
  addEventListener(
    type,
    ({ target }) => {
      const button = target.closest?.('[data-md-type="copy"]');
      if (!button) return;
      const block = button.closest(".program, .edit, .output") ?? button.closest("pre");
      const text = [...block.querySelectorAll("code")].map((part) => part.textContent).join("");
      const whole = block.matches(".edit") && document.querySelector(`#${block.id} ~ template`);
      if (whole) button.title = whole.title;
      button.dataset.clipboardText =
        (whole && whole.content.textContent) || (block.matches(".program, .edit") ? text : text.trimEnd());
    },
    true,
  );
}
