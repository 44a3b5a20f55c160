/*
Pagefind without its interface; `pagefind-files.js` makes its files. A search ends when the texts of its hits are there: it has no others.
*/
let pagefind;

export const build = async () => {
  pagefind = await import(new URL("pagefind/pagefind.js", import.meta.url).href);
  await pagefind.init();
};

export const search = async (query, limit) => {
  const { results } = await pagefind.search(query);
  const hits = await Promise.all(results.slice(0, limit).map((result) => result.data()));
  return hits.map(({ meta }) => meta.id);
};
