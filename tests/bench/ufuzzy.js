/* uFuzzy, one text for each row, with one typing error in a word and words in any order. */
import uFuzzy from "@leeoniya/ufuzzy";

const FIELDS = ["ports", "title", "names", "tasks", "applications", "summary"];
const ANY_ORDER = 1;
const fuzzy = new uFuzzy({ intraMode: 1 });
let ids;
let texts;

export const build = (rows) => {
  ids = rows.map(({ id }) => id);
  texts = rows.map((row) => FIELDS.map((field) => row[field]).join(" "));
};

export const search = (query, limit) => {
  const [found, info, order] = fuzzy.search(texts, query, ANY_ORDER);
  // Above a thousand matches it ranks none.
  const ranked = order ? order.map((at) => info.idx[at]) : (found ?? []);
  return ranked.slice(0, limit).map((at) => ids[at]);
};
