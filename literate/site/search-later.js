/* Runs in the search's worker in the place of the theme's script, which it loads when the first message comes,
   after what puts hits in order. */

const here = self.document?.currentScript?.src ?? location.href; // the former where the page is a file
addEventListener(
  "message",
  async ({ data }) => {
    await importScripts(...["search-order.js", "search.js"].map((name) => new URL(name, here).href));
    dispatchEvent(new MessageEvent("message", { data }));
  },
  { once: true },
);
