/* Follows a link within the page; gives where it is then. */
hash => new Promise((done) => {
  addEventListener("hashchange", done, { once: true });
  location.hash = hash;
}).then(() => location.hash)
