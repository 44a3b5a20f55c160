/* The search without an element. */
import { documentProperty } from "./dom.js";
import { catalogUrl } from "./files.js";
import { checked, wrong } from "./options.js";
import { Problem } from "./problem.js";
import { reference, registerLoaded } from "./reference.js";

/** Releases a catalog when the `search` of its handle has been garbage-collected. */
const forgotten = new FinalizationRegistry((release) => release());

const address = (src) => {
  try {
    return new URL(src, globalThis.document ? documentProperty("baseURI") : globalThis.location?.href).href;
  } catch {
    throw wrong("load", "`src` is not an address");
  }
};

export const load = async (options = {}) => {
  const { overlays, base, own } = checked("load", options);
  const { src, register = true } = own;
  const held = reference(src ? address(src) : catalogUrl, overlays);
  try {
    const { loaded, problems, whole } = await held.value;
    await Promise.all([whole(), register && registerLoaded()]);
    let freed = false;
    const search = (query, options) => {
      if (freed) throw new Problem("freed", "this catalog was given back with free(); load() it again.");
      return loaded.search(String(query ?? ""), options, base);
    };
    const free = () => {
      freed = true;
      forgotten.unregister(search);
      held.release();
    };
    forgotten.register(search, held.release, search);
    return { entries: loaded.entries, search, problems, free };
  } catch (error) {
    held.release();
    throw error;
  }
};
