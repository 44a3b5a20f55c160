/* FlexSearch, with prefixes; hits of the fields in their order, those with all words first. */
import { Document } from "flexsearch";

const FIELDS = ["ports", "title", "names", "tasks", "applications", "summary"];
let index;

export const build = (rows) => {
  index = new Document({ tokenize: "forward", document: { id: "id", index: FIELDS } });
  for (const row of rows) index.add(row);
};

const found = (query, limit, suggest) => index.search(query, { limit, suggest }).flatMap(({ result }) => result);

export const search = (query, limit) => {
  const ids = new Set(found(query, limit, false));
  if (ids.size < limit) for (const id of found(query, limit, true)) ids.add(id);
  return [...ids].slice(0, limit);
};
