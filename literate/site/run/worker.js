/* Python in a worker: gets the bytes of Pyodide's files once, then programs, one after another, and answers with what
   they print and draw. Stands behind Pyodide's own scripts in one text. */

const AT = "https://python.invalid/"; // where Pyodide believes its files to be
const PACKAGES = "/lib/python3.12/site-packages";
const MOST = 200_000; // characters that a program may print
const SINGLE = 500; // so many pieces are sent at once; what comes then waits for company
const LOCK = { info: { arch: "wasm32", platform: "emscripten_3_1_58", version: "0.27.7", python: "3.12.7" }, packages: {} };

let port, python;

/** Starts Python with NumPy. */
async function start(files) {
  const fetched = globalThis.fetch;
  globalThis.fetch = async (address) => {
    const name = String(address).slice(AT.length);
    const body = name === "pyodide-lock.json" ? JSON.stringify(LOCK) : files[name];
    return new Response(body, { headers: { "Content-Type": name.endsWith(".wasm") ? "application/wasm" : "" } });
  };
  const pyodide = await loadPyodide({ indexURL: AT, env: { MPLBACKEND: "module://figure_backend", HOME: "/home" } });
  globalThis.fetch = fetched;
  pyodide.setStdin({ error: true });
  const decode = new TextDecoder();
  let [pending, pieces, printed, sent] = ["", 0, 0, 0];
  const flush = () => {
    if (pending) port.postMessage({ printed: pending });
    [pending, sent] = ["", Date.now()];
  };
  const write = (bytes) => {
    const text = decode.decode(bytes, { stream: true });
    if (printed > MOST) return bytes.length; // this worker is about to be ended
    printed += text.length;
    if (printed > MOST) port.postMessage({ flood: true });
    pending += text;
    if (++pieces < SINGLE || Date.now() - sent > 50) flush();
    return bytes.length;
  };
  pyodide.setStdout({ write });
  pyodide.setStderr({ write });
  const bring = (wheels) => {
    for (const [name, bytes] of Object.entries(wheels)) {
      if (name.endsWith(".whl")) pyodide.unpackArchive(bytes, "wheel", { extractDir: PACKAGES });
      if (name.endsWith(".py")) pyodide.FS.writeFile(`${PACKAGES}/${name}`, new Uint8Array(bytes));
    }
  };
  bring(files);
  const runner = pyodide.pyimport("runner");
  return {
    run({ text, name, files }) {
      [pending, pieces, printed, sent] = ["", 0, 0, Date.now()];
      bring(files);
      runner.prepare(text);
      port.postMessage({ running: true });
      const [whole, figures] = runner.run(text, name).toJs();
      flush();
      return { whole, figures };
    },
  };
}

onmessage = async ({ data, ports }) => {
  [port] = ports;
  onmessage = null;
  try {
    python = await start(data);
    port.postMessage({ started: true });
  } catch (error) {
    port.postMessage({ failed: String(error) });
  }
  port.onmessage = ({ data }) => {
    try {
      port.postMessage(python.run(data));
    } catch (error) {
      port.postMessage({ failed: String(error) });
    }
  };
};
