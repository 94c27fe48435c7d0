// Stands in the place of the theme's search.js until the first message to it; where a page is a file, that is a
// script in a frame and not a worker, whose own address is then that of the page.
const here = self.document?.currentScript?.src ?? location.href;
addEventListener("message", async ({ data }) => {
  await importScripts(new URL("search.js", here));
  dispatchEvent(new MessageEvent("message", { data }));
}, { once: true });
