/* Ours, by the package's public `load()`, with all words of the chapters. Its data are files of the package, not made of the rows. */
import { load } from "portolan/catalog.js";

let reference;

export const build = async (_, register) => {
  reference = await load({ register });
};

export const search = (query, limit) => reference.search(query, { limit }).hits.map(({ id }) => id);
