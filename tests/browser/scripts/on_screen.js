/* What a reader cannot see or read of a page, as descriptions; [] where all is well. For tests in a browser. */
() => {
  const roots = [document];
  for (const root of roots) {
    for (const e of root.querySelectorAll("*")) if (e.shadowRoot) roots.push(e.shadowRoot);
  }
  const within = [document.querySelector("article"), ...roots.slice(1)];
  const all = (selector) => within.flatMap((root) => [...root.querySelectorAll(selector)]);
  const say = (what, e) => `${what}: ${e.outerHTML.replace(/\s+/g, " ").slice(0, 160)}`;
  const isSeen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const parentOf = (e) => e.parentElement ?? (e.getRootNode().host || null);

  /* ---- boxes that hold more than they show, and don't say so --------------------------------------- */

  const isForEars = (e) => getComputedStyle(e).clipPath !== "none";
  const shadows = ({ backgroundImage, backgroundAttachment }, edge) =>
    backgroundAttachment.includes("local") && backgroundImage.includes(`to ${edge}`);
  const clipped = (e) => {
    const style = getComputedStyle(e);
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = e;
    if (!clientWidth || !clientHeight || isForEars(e)) return false;
    const across = style.overflowX !== "visible" && scrollWidth > clientWidth + 1;
    const down = style.overflowY !== "visible" && scrollHeight > clientHeight + 1;
    const isDotted = style.textOverflow === "ellipsis";
    const scrolls = (overflow) => /auto|scroll/.test(overflow);
    return (
      (across && !isDotted && !(scrolls(style.overflowX) && shadows(style, "left"))) ||
      (down && !(scrolls(style.overflowY) && shadows(style, "top")))
    );
  };
  const cut = all("*:not(svg *, math *)").filter((e) => isSeen(e) && clipped(e)).map((e) => say("cut", e));

  /* ---- what stands out of its drawing or of the window ---------------------------------------------- */

  const box = (e) => e.getBoundingClientRect();
  const isOut = (inner, outer) =>
    inner.width > 0 &&
    (inner.left < outer.left - 3 || inner.right > outer.right + 3 || // a font's box is larger than its letters
      inner.top < outer.top - 3 || inner.bottom > outer.bottom + 3);
  const isHeld = (e) => {
    for (let one = e; one && one !== document.body; one = parentOf(one)) {
      const { overflowX, position } = getComputedStyle(one);
      if (overflowX !== "visible" || position === "fixed") return true;
    }
    return false;
  };
  const cuts = (svg) => getComputedStyle(svg).overflowX !== "visible";
  const isBeside = ({ width, left, right }) => width > 0 && (right > innerWidth + 1 || left < -1);
  const drawn = all("svg text").filter((e) => {
    const svg = e.ownerSVGElement;
    return isSeen(e) && (cuts(svg) ? isOut(box(e), box(svg)) : isBeside(box(e)) && !isHeld(svg));
  });
  const outside = all("*:not(svg *, math *)").filter((e) => isBeside(box(e)) && isSeen(e) && !isForEars(e) && !isHeld(e));
  const out = [...drawn, ...outside].map((e) => say("out", e));
  if (document.documentElement.scrollWidth > innerWidth) out.push("the page scrolls sideways");

  /* ---- text over text ------------------------------------------------------------------------------- */

  const pieces = [];
  const take = (rect, text, e) => rect.width > 2 && rect.height > 2 && pieces.push({ rect, text, e });
  const shownPart = (rect, e) => {
    let { left, right, top, bottom } = rect;
    for (let one = e; one && one !== document.body; one = parentOf(one)) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      if (overflowX !== "visible") [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      if (overflowY !== "visible") [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };
  for (const root of within) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || !e || e.closest("math, svg, script, style, noscript, template")) continue;
      if (!isSeen(e) || isForEars(e) || e.closest(".md-code__nav")) continue;
      const cover = e.closest("th, td, .transport");
      if (cover && getComputedStyle(cover).position === "sticky") continue; // covers on purpose what scrolls below it
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) take(shownPart(rect, e), node.data.trim(), e);
    }
  }
  for (const e of all("math")) if (isSeen(e)) take(shownPart(box(e), e), e.textContent, e);
  pieces.sort((a, b) => a.rect.top - b.rect.top);
  const over = [];
  pieces.forEach((one, k) => {
    for (let n = k + 1; n < pieces.length && pieces[n].rect.top < one.rect.bottom; n += 1) {
      const other = pieces[n];
      const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const height = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
      const least = Math.min(one.rect.height, other.rect.height);
      if (width > 2 && height > least * 0.45) {
        over.push(`over each other: “${one.text.slice(0, 60)}” and “${other.text.slice(0, 60)}”`);
      }
    }
  });
  /* ---- code in a sentence that a line's end parts ----------------------------------------------------- */

  const isWhole = (e) => e.getClientRects().length < 2 || e.textContent.includes("\n");
  const inText = all(":is(p, li, dd, summary, figcaption) code:not(pre code, td code, th code, .long, .longest)");
  const parted = inText.filter((e) => isSeen(e) && !isWhole(e)).map((e) => say("parted", e));
  return [...new Set([...cut, ...out, ...over, ...parted])];
};
