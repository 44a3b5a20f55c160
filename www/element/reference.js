/* The catalogs in which elements search: one for all who ask for the same catalog with the same overlays. */
import { catalogUrl, overlayTool, wasm, withCatalog, withWasm } from "./files.js";
import { bytesAt, once, textAt } from "./load.js";
import { pool } from "./pool.js";
import { Problem } from "./problem.js";

/** How many catalogs are kept that nobody uses. */
const SPARE = 3;

const startEngine = () => {
  if (typeof WebAssembly !== "object") {
    throw new Problem("unsupported", "this browser has no WebAssembly, or has it switched off.");
  }
  return withWasm(async (module_or_path, url) => {
    let failure = "";
    try {
      const { reference_new } = await wasm({ module_or_path });
      // Another program starts as well, if it needs nothing.
      if (reference_new) return;
    } catch (error) {
      failure = String(error);
    }
    throw /unsafe-eval|\bCSP\b|content security policy/i.test(failure)
      ? new Problem("csp", "this page's Content-Security-Policy forbids WebAssembly; its script-src lacks 'wasm-unsafe-eval'.")
      : new Problem("damaged", `${url} is damaged, or not the program it should be.`);
  });
};
const engine = once(async () => startEngine());

/** Reads a catalog. What has no code of its own is a trap of the wasm: for want of memory, most likely. */
const decoded = (bytes, url) => {
  try {
    return new wasm.Reference(bytes);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** `{ bytes, loaded }` by the catalog's URL: as it is encoded, and as it is searched. */
const plain = pool(
  async (url, wanted) => {
    const read = async (bytes) => {
      await engine();
      if (!wanted()) throw new Problem("unused", "nobody needs it any more.");
      return { bytes, loaded: decoded(bytes, url) };
    };
    const started = engine();
    // Its failure is told where it is awaited.
    started.catch(() => {});
    return url === catalogUrl ? withCatalog(read) : read(await bytesAt(url));
  },
  ({ loaded }) => loaded.free(),
  SPARE,
);

/** `[source, text, problem]`: either the text of an overlay, or why there is none. */
const textOf = async ([kind, value]) => {
  if (kind !== "url") return ["overlay", ...(kind === "text" ? [value, ""] : ["", value])];
  try {
    return [value, await textAt(value), ""];
  } catch (error) {
    return [value, "", error.message];
  }
};

/** Merges texts into an encoded catalog. */
const merged = (merge, bytes, texts) => {
  try {
    return merge(bytes, texts);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", "overlays as large as these cannot be read here.");
  }
};

/** `{ loaded, problems, free }` of a catalog with overlays. */
const overlaid = pool(
  async ({ url, overlays }, wanted) => {
    const base = plain(url, url);
    try {
      const all = [base.value, Promise.all(overlays.map(textOf)), overlayTool().then((merge) => [merge], (error) => [null, error.message])];
      const [{ bytes, loaded }, texts, [merge, noMerge]] = await Promise.all(all);
      if (!wanted()) throw new Problem("unused", "nobody needs it any more.");
      const problems = [];
      const usable = [];
      for (const [source, text, problem] of texts) {
        const message = problem || noMerge;
        if (message) problems.push({ source, path: "", message });
        else usable.push([source, text]);
      }
      try {
        if (usable.length) {
          const result = merged(merge, bytes, usable.map(([, text]) => text));
          for (const { overlay, path, message } of result.problems) problems.push({ source: usable[overlay][0], path, message });
          const own = decoded(result.bytes, "an overlay");
          base.release();
          return { loaded: own, problems, free: () => own.free() };
        }
      } catch ({ message }) {
        for (const [source] of usable) problems.push({ source, path: "", message });
      }
      // Whatever is wrong with overlays, there is our own catalog.
      return { loaded, problems, free: base.release };
    } catch (error) {
      base.release();
      throw error;
    }
  },
  ({ free }) => free(),
  SPARE,
);

/** `{ value, release }`: a promise of `{ loaded, problems }`, and who needs it no longer calls `release()`. */
export const reference = (url, overlays) => {
  if (overlays.length) {
    const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
    return overlaid([url, ...key].join("\n"), { url, overlays });
  }
  const { value, release } = plain(url, url);
  return { value: value.then(({ loaded }) => ({ loaded, problems: [] })), release };
};
