/*
What is compared. Each has an adapter of its name, with `build(data, register)` and `search(query, limit)`, which returns ids. `data` are the
rows, or what `prepare(rows)` has made of them beforehand, where an adapter has that; `hasOwnData` if it loads files of its own.
*/
import { readFile } from "node:fs/promises";

export const OURS = { name: "ours", title: "Portolan", hasOwnData: true };
/** Ours until the first answer. */
export const OURS_FIRST = { name: "ours-first", title: "Portolan", hasOwnData: true };

/** `head` is what the library needs before it in a module: elasticlunr assigns a variable that it does not declare. */
export const PEERS = [
  { name: "minisearch", title: "MiniSearch", package: "minisearch" },
  { name: "ufuzzy", title: "uFuzzy", package: "@leeoniya/ufuzzy" },
  { name: "flexsearch", title: "FlexSearch", package: "flexsearch" },
  { name: "fuse", title: "Fuse.js", package: "fuse.js" },
  { name: "lunr", title: "lunr", package: "lunr" },
  { name: "elasticlunr", title: "elasticlunr (mdBook)", package: "elasticlunr", head: "var lunr;" },
  { name: "pagefind", title: "Pagefind", package: "pagefind", hasOwnData: true },
];

/** The version of a peer that is installed. */
export const versionOf = async ({ package: name }) =>
  JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
