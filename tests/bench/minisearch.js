/* MiniSearch, with prefixes and typing errors. */
import MiniSearch from "minisearch";

const FIELDS = ["ports", "title", "names", "tasks", "applications", "summary"];
let index;

export const build = (rows) => {
  index = new MiniSearch({ fields: FIELDS, searchOptions: { prefix: true, fuzzy: 0.2, boost: { ports: 10, title: 5, names: 4 } } });
  index.addAll(rows);
};

export const search = (query, limit) => index.search(query).slice(0, limit).map(({ id }) => id);
