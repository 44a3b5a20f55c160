/* The queries with their answers, from the same file as `cargo xtask relevance`. */

/** `{ kind, text, expected }` of each line; `#4711` is the registered port 4711. */
export const queries = (text) =>
  text.trimEnd().split("\n").map((line) => {
    const [kind, text, expected] = line.split("\t");
    return { kind, text, expected: expected.split(" ").map((id) => id.replace(/^#/, "port-")) };
  });

/** The first name of one word that only the register has: the element loads it for such a query alone. */
export const registeredName = (queries) =>
  queries.find(({ kind, text, expected }) => kind === "register" && /^[a-z][a-z-]+$/.test(text) && expected.every((id) => id.startsWith("port-"))).text;

/** What the search field holds while these are typed: names, numbers and codes, no log lines or questions. */
const TYPED = new Set(["number", "notation", "range", "name", "alias", "task", "typo", "prefix", "code", "register"]);

/** `count` beginnings of queries, spread evenly over all of them in order. */
export const keystrokes = (queries, count) => {
  const texts = queries.filter(({ kind }) => TYPED.has(kind)).map(({ text }) => text.trim());
  const beginnings = new Set(texts.flatMap((text) => Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1))));
  const all = [...beginnings].filter((text) => text === text.trim());
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor((at * all.length) / Math.min(count, all.length))]);
};

/** `{ asked, reciprocal, first }`: MRR@10 and success@1 of what was found, a list of ids for each query. */
export const relevance = (queries, found) => {
  let reciprocal = 0;
  let first = 0;
  for (const [at, { expected }] of queries.entries()) {
    const rank = found[at].slice(0, 10).findIndex((id) => expected.includes(id)) + 1;
    if (rank) reciprocal += 1 / rank;
    if (rank === 1) first += 1;
  }
  return { asked: queries.length, reciprocal: reciprocal / queries.length, first: first / queries.length };
};
