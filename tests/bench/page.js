/* Runs in the page: `done()` is heard by the bench. */

const told = (value) => globalThis.done(JSON.stringify({ value }));
const failed = (error) => globalThis.done(JSON.stringify({ error: String(error) }));
const json = async (path) => (await fetch(path)).json();

/** Nothing: what every page costs. */
export const empty = () => told(null);

const address = new URLSearchParams(location.search);
const folder = new URL(".", location.href);

/** The library with its data, as a page loads it. */
const loaded = async () => {
  const library = import(new URL("library.js", folder).href);
  const data = address.has("data") ? json(new URL("data.json", folder)) : null;
  const { build, search } = await library;
  await build(await data, address.has("register"));
  return search;
};

/** What each query takes in microseconds: quick ones run several times in a row, because the clock is coarse. */
const timed = async (search, queries) => {
  const times = [];
  for (const query of queries) {
    let runs = 0;
    const start = performance.now();
    let took;
    do {
      await search(query, 10);
      runs += 1;
      took = performance.now() - start;
    } while (took < 0.5 && runs < 8);
    times.push((took * 1000) / runs);
  }
  return times;
};

/** The first answer to a query. */
export const first = async (query) => {
  const search = await loaded();
  told(await search(query, 10));
};

/** Times of queries, after one pass that warms up. */
export const hot = async (path) => {
  const queries = await json(path);
  const search = await loaded();
  for (const query of queries) await search(query, 10);
  told(await timed(search, queries));
};

/** The same with an index that is made in the page, and how long that takes in milliseconds. */
export const large = async (path) => {
  const queries = await json(path);
  const { prepare, build, search } = await import(new URL("library.js", folder).href);
  const rows = address.has("data") ? await json(new URL("../rows.json", folder)) : null;
  const start = performance.now();
  await build(prepare ? JSON.parse(JSON.stringify(prepare(rows))) : rows, true);
  const built = performance.now() - start;
  for (const query of queries) await search(query, 10);
  told({ built, times: await timed(search, queries) });
};

/** The ids that are found for queries. */
export const found = async (path) => {
  const queries = await json(path);
  const search = await loaded();
  const all = [];
  for (const query of queries) all.push(await search(query, 10));
  told(all);
};

/** Runs one of these, named in the page's address. */
export const run = async (functions) => {
  try {
    await functions[address.get("run")](address.get("with"));
  } catch (error) {
    failed(error);
  }
};
