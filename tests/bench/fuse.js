/* Fuse.js, word by word and anywhere in a field: with whole queries, its usual way, it finds few that have several words. */
import Fuse from "fuse.js";

const KEYS = [
  { name: "ports", weight: 10 },
  { name: "title", weight: 5 },
  { name: "names", weight: 4 },
  { name: "tasks", weight: 2 },
  { name: "applications", weight: 1 },
  { name: "summary", weight: 1 },
];
let index;

export const build = (rows) => {
  index = new Fuse(rows, { keys: KEYS, threshold: 0.3, ignoreLocation: true, useTokenSearch: true });
};

export const search = (query, limit) => index.search(query, { limit }).map(({ item }) => item.id);
