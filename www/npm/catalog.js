/* The search without an element. */
import { documentProperty } from "./dom.js";
import { catalogUrl, usualBase } from "./files.js";
import { overlayOf } from "./overlay.js";
import { Problem } from "./problem.js";
import { reference, registerLoaded } from "./reference.js";

/** Releases a catalog when the `search` of its handle has been garbage-collected. */
const forgotten = new FinalizationRegistry((release) => release());

const wrong = (message) => new Problem("argument", `load(): ${message}.`);

const address = (src) => {
  try {
    return new URL(src, globalThis.document ? documentProperty("baseURI") : globalThis.location?.href).href;
  } catch {
    throw wrong("`src` is not an address");
  }
};

const readable = (overlay, at) => {
  const read = overlayOf(overlay);
  if (read[0] === "problem") throw wrong(`overlays[${at}]: ${read[1]}`);
  return read;
};

export const load = async (options = {}) => {
  if (options === null || typeof options !== "object") throw wrong("the options must be an object");
  const { src, overlays = [], base = usualBase, register = true } = options;
  if (!Array.isArray(overlays)) throw wrong("`overlays` must be a list");
  if (typeof base !== "string") throw wrong("`base` must be a text");
  const held = reference(src ? address(src) : catalogUrl, overlays.map(readable));
  try {
    const { loaded, problems, whole } = await held.value;
    await Promise.all([whole(), register && registerLoaded()]);
    const root = !base || /\/$|#/.test(base) ? base : `${base}/`;
    let freed = false;
    const search = (query, options) => {
      if (freed) throw new Problem("freed", "this catalog was given back with free(); load() it again.");
      return loaded.search(String(query ?? ""), options, root);
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
