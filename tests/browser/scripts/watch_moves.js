/* Notes what moves while a page comes, and when. */
globalThis.moved = [];
const said = node => (node?.outerHTML ?? node?.data ?? "").slice(0, 120);
new PerformanceObserver(list => moved.push(...list.getEntries().flatMap(
  ({ startTime, sources }) => sources.map(({ node }) => `${startTime.toFixed()} ms: ${said(node)}`))))
  .observe({ type: "layout-shift", buffered: true });
