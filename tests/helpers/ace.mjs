/** Ace's report on an EPUB: `node ace.mjs BOOK FOLDER` writes FOLDER/report.json. */

import ace from "@daisy/ace-core";
import runner from "@daisy/ace-axe-runner-puppeteer";

const [book, outdir] = process.argv.slice(2);
const options = { cwd: process.cwd(), outdir, initLogger: true, silent: true };
ace(book, options, runner).then(
  () => process.exit(0),
  (problem) => (console.error(problem), process.exit(1)),
);
