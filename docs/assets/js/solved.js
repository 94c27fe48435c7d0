/* What shows which exercises a reader has solved is loaded where there are some. */

try {
  if (localStorage.getItem("exercises")) import("./progress.js");
} catch {
  // no storage: nothing is kept
}
