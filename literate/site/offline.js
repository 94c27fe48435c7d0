/* What browsers refuse to a page that was opened from a disk, done with what they allow: a script element. */

(() => {
  const workers = {};
  const here = document.currentScript.src;

  /** Runs the script `address` of a worker from its text; `importScripts` finds others by their names. */
  const source = (address) => `
    const texts = ${JSON.stringify(workers)};
    const load = self.importScripts.bind(self);
    const blobOf = (address) => new Blob([texts[String(address).split("/").at(-1)]], { type: "text/javascript" });
    self.document = { currentScript: { src: ${JSON.stringify(address)} } }; // scripts ask where they are
    self.importScripts = (...addresses) => load(...addresses.map(blobOf).map(URL.createObjectURL));
    importScripts(${JSON.stringify(address)});
  `;

  const NativeWorker = window.Worker;
  window.Worker = function (address) {
    const text = source(new URL(address, document.baseURI).href);
    return new NativeWorker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  };

  const nativeFetch = window.fetch;

  /** Gives a file of data; `NAME.js` beside it puts its text into the script element that loads it. */
  window.fetch = async (address, options) => {
    if (!new URL(address, document.baseURI).pathname.endsWith(".json")) return nativeFetch(address, options);
    const src = `${new URL(address, document.baseURI)}.js`;
    const script = Object.assign(document.createElement("script"), { src });
    const end = new Promise((resolve) => (script.onload = script.onerror = resolve));
    document.head.append(script);
    await end;
    script.remove();
    return new Response(script.brought ?? "", { status: script.brought ? 200 : 404 });
  };

  /** Lets modules be imported by their names, as the text of this map says, whose digest pages' policies have. */
  const define = (map) => {
    const script = Object.assign(document.createElement("script"), { type: "importmap", textContent: map });
    document.currentScript.before(script);
  };

  window.offline = { workers, define, addressOf: (name) => new URL(name, here).href };
})();
