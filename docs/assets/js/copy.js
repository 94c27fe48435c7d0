/* What the copy button copies: a program to its last newline, of an edit the whole program that it makes. */

for (const type of ["pointerover", "focusin", "click"]) {
  addEventListener(type, ({ target }) => {
    const button = target.closest?.('[data-md-type="copy"]');
    const block = button?.closest(".program, .edit");
    if (!block) return;
    const whole = block.matches(".edit") && document.querySelector(`#${block.id} ~ template`);
    if (whole) button.title = whole.title;
    button.dataset.clipboardText = (whole.content ?? block.querySelector("code")).textContent;
  }, true);
}
