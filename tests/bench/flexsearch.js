/* FlexSearch, with prefixes; hits of the fields in their order. */
import { Document } from "flexsearch";

const FIELDS = ["ports", "title", "names", "tasks", "applications", "summary"];
let index;

export const build = (rows) => {
  index = new Document({ tokenize: "forward", document: { id: "id", index: FIELDS } });
  for (const row of rows) index.add(row);
};

export const search = (query, limit) => {
  const ids = new Set(index.search(query, { limit, suggest: true }).flatMap(({ result }) => result));
  return [...ids].slice(0, limit);
};
