/* What an exercise asks, with its options and the reasons. */
section => ({
  answer: section.dataset.answer, digits: section.dataset.digits,
  options: [...section.querySelectorAll(".exercise-option")].map((option) => {
    const nodes = [...option.querySelector(".exercise-why")?.childNodes ?? []];
    const why = nodes.filter((node) => node.nodeName !== "SUMMARY").map((node) => node.textContent).join("");
    return { right: "right" in option.dataset, value: option.dataset.value, why };
  }),
})
