/* lunr, its index made beforehand: a word itself counts more than a prefix, and that more than a typing error. */
import lunr from "lunr";

const BOOSTS = { ports: 10, title: 5, names: 4, tasks: 1, applications: 1, summary: 1 };
let index;

export const prepare = (rows) =>
  lunr((builder) => {
    builder.ref("id");
    for (const [field, boost] of Object.entries(BOOSTS)) builder.field(field, { boost });
    for (const row of rows) builder.add(row);
  });

export const build = (made) => {
  index = lunr.Index.load(made);
};

export const search = (query, limit) => {
  const words = lunr.tokenizer(query).map(String).filter(Boolean);
  const found = index.query((asked) => {
    for (const word of words) {
      asked.term(word, { boost: 100 });
      asked.term(word, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
      asked.term(word, { boost: 1, usePipeline: false, editDistance: word.length > 3 ? 1 : 0 });
    }
  });
  return found.slice(0, limit).map(({ ref }) => ref);
};
