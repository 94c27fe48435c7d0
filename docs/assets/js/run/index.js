/* Run beside programs, and addresses that carry an edit (#run=…). What that takes is loaded when it is wanted. */

const load = () => import("./panels.js");

for (const button of document.querySelectorAll("button[data-run]")) {
  button.addEventListener("click", async () => (await load()).run(button));
}

async function follow() {
  if (location.hash.startsWith("#run=")) (await load()).follow(location.hash);
}

addEventListener("hashchange", follow);
follow();
