/**
 * Python in a worker that can reach nothing: a frame without an origin starts it from a blob, and the bytes that it
 * runs with are handed to it.
 */

import { loadJson } from "../shared/data.js";
import { html } from "../shared/elements.js";

const FOLDER = new URL("../../run/", import.meta.url);
const SCRIPTS = ["pyodide.asm.js", "pyodide.js", "worker.js"]; // one text, in this order
const SECONDS = 60; // that a program may run

export class Engine {
  #files = new Map(); // what came, by name: promises of bytes
  #inside = new Set(); // groups that the worker has
  #last = Promise.resolve();
  #worker = null;
  #listeners = null; // of the run that goes on
  #cancelled = new Set();
  #end = null;

  constructor({ seconds = SECONDS } = {}) {
    this.seconds = seconds;
  }

  /**
   * Runs a program when those before it are over; resolves to how it ended, { end, figures, detail }, where `end` is
   * "whole", "error" (printed as Python does), "stopped", "time", "flood" or "failed" (Python itself did).
   *
   * `onLoad(MB, of)` hears what has come of the files, `onStart()` that the program runs, `onPrint(text)` what it prints.
   */
  run(text, name, listeners) {
    const run = this.#last.then(() => this.#run(text, name, listeners));
    this.#last = run;
    return run;
  }

  /** Ends the run with these listeners, and Python with it; one that waits for its turn ends without one. */
  stop(listeners) {
    if (this.#listeners === listeners) this.#stop("stopped");
    else this.#cancelled.add(listeners);
  }

  #stop(end) {
    this.#worker?.frame.remove();
    this.#worker = null;
    this.#inside.clear();
    this.#end?.({ end, figures: [] });
  }

  async #run(text, name, listeners) {
    if (this.#cancelled.delete(listeners)) return { end: "stopped", figures: [] };
    this.#listeners = listeners;
    const over = new Promise((resolve) => (this.#end = resolve));
    const isOver = over.then(() => true);
    const work = this.#work({ text, name, isOver }, listeners).catch((error) => {
      this.#stop("failed");
      return { end: "failed", figures: [], detail: error.message };
    });
    const result = await Promise.race([over, work]);
    this.#end = this.#listeners = null;
    return result;
  }

  async #work({ text, name, isOver }, { onLoad, onStart, onPrint }) {
    const groups = ["core", "numpy", ...(/\bmatplotlib\b/.test(text) ? ["matplotlib"] : [])];
    const missing = groups.filter((group) => !this.#inside.has(group));
    const files = await this.#load(missing, onLoad);
    if (await Promise.race([isOver, false])) return null; // stopped meanwhile
    if (!this.#worker) await this.#start(files);
    missing.forEach((group) => this.#inside.add(group));
    return this.#converse({ text, name, files }, onStart, onPrint);
  }

  /** The bytes of groups of files by name, from before or the site. */
  async #load(groups, onLoad) {
    if (!groups.length) return {};
    this.list ??= loadJson(new URL("files.json", FOLDER));
    const list = await this.list.catch((error) => ((this.list = null), Promise.reject(error)));
    const wanted = groups.flatMap((group) => Object.entries(list[group]));
    const all = wanted.reduce((sum, [, { size }]) => sum + size, 0);
    let come = 0;
    const count = (size) => onLoad((come += size) / 1e6, all / 1e6);
    const bytes = wanted.map(async ([name, { size, digest }]) => {
      if (this.#files.has(name)) count(size);
      else this.#files.set(name, fetchWhole(new URL(`${name}?${digest}`, FOLDER), count));
      return [name, await this.#files.get(name)];
    });
    return Promise.all(bytes).then(Object.fromEntries).catch((error) => (this.#files.clear(), Promise.reject(error)));
  }

  /** Starts Python with these files, from which it takes out those that start it. */
  async #start(files) {
    const frame = html("iframe", { sandbox: "allow-scripts", src: new URL("frame.html", FOLDER), hidden: true });
    this.#worker = { frame };
    await new Promise((resolve) => ((frame.onload = resolve), document.body.append(frame)));
    const { port1, port2 } = new MessageChannel();
    const scripts = SCRIPTS.flatMap((name) => [files[name], "\n"]);
    const rest = Object.fromEntries(Object.entries(files).filter(([name]) => !SCRIPTS.includes(name)));
    for (const name of Object.keys(files)) delete files[name];
    this.#worker = { frame, port: port1 };
    const started = new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve());
    });
    frame.contentWindow.postMessage({ scripts, files: rest }, "*", [port2]);
    await started;
  }

  /** Gives the worker a program; resolves when it is over. */
  #converse(program, onStart, onPrint) {
    const { port, frame } = this.#worker;
    let timer;
    const end = (how) => frame === this.#worker?.frame && this.#stop(how);
    return new Promise((resolve, reject) => {
      port.onmessage = ({ data }) => {
        if (data.running) {
          onStart();
          timer = setTimeout(end, this.seconds * 1000, "time");
        } else if ("printed" in data) onPrint(data.printed);
        else if (data.flood) end("flood");
        else if (data.failed) reject(new Error(data.failed));
        else resolve({ end: data.whole ? "whole" : "error", figures: data.figures });
      };
      port.postMessage(program);
    }).finally(() => clearTimeout(timer));
  }
}

/** The bytes at an address; `count` hears how many have come, again and again. */
async function fetchWhole(address, count) {
  const response = await fetch(address, { cache: "force-cache" }); // its address changes with it
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const parts = [];
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    parts.push(value);
    count(value.length);
  }
}
