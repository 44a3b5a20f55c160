/*
The catalogs in which elements search. Elements with the same catalog and the same overlays share one. Our own catalog comes in two
files: what the first answer needs, and the words that only chapters and details have, which are loaded after that answer. All
catalogs share IANA's register.
*/
import { catalogUrl, withCatalog, withRegister, withWords } from "./files.js";
import { bytesAt, once } from "./load.js";
import { mergedWith } from "./merging.js";
import { pool } from "./pool.js";
import { Problem } from "./problem.js";
import { wasm, withWasm } from "./program.js";
import { started } from "./start.js";

/** How many unused catalogs are kept. */
const SPARE = 3;

/** Starts the engine, once for all catalogs. */
const engine = once(async () => started(withWasm, wasm, "reference_new"));

/** Decodes a catalog. An error without a code is a trap of the wasm, most likely because it is out of memory. */
const decoded = (bytes, url, awaitsWords) => {
  try {
    return new wasm.Reference(bytes, awaitsWords);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** Adds its words to our own catalog, while it is wanted, and returns them. Where they fail, everything else is searched. */
const completed = async ({ bytes, loaded }, wanted) => {
  try {
    return await withWords((words) => {
      if (!wanted()) throw new Problem("unused", "not needed any more.");
      loaded.addWords(bytes, words);
      return words;
    });
  } catch (error) {
    if (!wanted()) return;
    console.error(`<port-reference>: words that only chapters have are not found: ${error.message}`);
    loaded.addWords([]);
  }
};

/**
 * `{ bytes, loaded, whole }` by the catalog's URL: encoded, and ready for searching; `whole()` starts to load its words, if they are
 * in a file of their own, and resolves when nothing more will come.
 */
const plain = pool(
  async (url, wanted) => {
    const isOurs = url === catalogUrl;
    const read = async (bytes) => {
      await engine();
      if (!wanted()) throw new Problem("unused", "not needed any more.");
      const made = { bytes, loaded: decoded(bytes, url, isOurs) };
      let words = isOurs ? null : Promise.resolve();
      return { ...made, whole: () => (words ??= completed(made, wanted)) };
    };
    // A failure is reported where it is awaited.
    engine().catch(() => {});
    return isOurs ? withCatalog(read) : read(await bytesAt(url));
  },
  ({ loaded }) => loaded.free(),
  SPARE,
);

/**
 * Adds IANA's register to all catalogs of the page. It is loaded when a query needs it. Where that fails, everything else is searched;
 * the next query that needs it tries again.
 */
export const registerLoaded = async () => {
  try {
    await register();
  } catch (error) {
    console.error(`<port-reference>: what only IANA's register has is not found: ${error.message}`);
    wasm.Reference.setRegister();
  }
};
const register = once(() => withRegister((bytes) => wasm.Reference.setRegister(bytes)));

/** What a search finds, with the register where entries do not answer it. */
export const found = async (loaded, query, options, base) => {
  const results = loaded.search(query, options, base);
  if (!results.awaitsRegister) return results;
  await registerLoaded();
  return loaded.search(query, options, base);
};

/** `{ loaded, problems, whole, free }` of a catalog with overlays. It waits for the words: the tool that merges is larger. */
const overlaid = pool(
  async ({ url, overlays }, wanted) => {
    const base = plain(url, url);
    try {
      const words = base.value.then(({ whole }) => whole());
      const [{ bytes, loaded, whole }, rest, merge] = await Promise.all([base.value, words, mergedWith(overlays)]);
      if (!wanted()) throw new Problem("unused", "not needed any more.");
      const { made, problems } = merge(bytes, rest, (merged) => decoded(merged, "an overlay"));
      if (made) {
        base.release();
        return { loaded: made, problems, whole, free: () => made.free() };
      }
      // Without a usable overlay, the plain catalog is used.
      return { loaded, problems, whole, free: base.release };
    } catch (error) {
      base.release();
      throw error;
    }
  },
  ({ free }) => free(),
  SPARE,
);

/** `{ value, release }`: a promise of `{ loaded, problems, whole }`, and the function to call when it is no longer needed. */
export const reference = (url, overlays) => {
  if (overlays.length) {
    const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
    return overlaid([url, ...key].join("\n"), { url, overlays });
  }
  const { value, release } = plain(url, url);
  return { value: value.then(({ loaded, whole }) => ({ loaded, problems: [], whole })), release };
};
