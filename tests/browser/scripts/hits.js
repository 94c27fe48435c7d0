/* Of each hit that is seen: whether it has one block of text, more than a word, a low one, and shows the first word
   found. */
() => [...document.querySelectorAll("article.md-search-result__article")]
  .filter((hit) => hit.checkVisibility())
  .map((hit) => {
    const blocks = [...hit.querySelectorAll(":scope > :not(h1, h2, .md-search-result__terms)")]
      .filter((block) => block.checkVisibility());
    const box = blocks[0]?.getBoundingClientRect();
    const word = blocks[0]?.querySelector("mark")?.getBoundingClientRect();
    return [blocks.length < 2, !blocks[0]?.matches("mark"), !box || box.height < 100,
      !word || word.bottom < box.bottom + 2];
  })
