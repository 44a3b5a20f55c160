/* The catalogs in which elements search. Elements with the same catalog and the same overlays share one. */
import { catalogUrl, overlayTool, wasm, withCatalog, withWasm } from "./files.js";
import { bytesAt, once, textAt } from "./load.js";
import { pool } from "./pool.js";
import { Problem } from "./problem.js";

/** How many unused catalogs are kept. */
const SPARE = 3;

const startEngine = () => {
  if (typeof WebAssembly !== "object") {
    throw new Problem("unsupported", "this browser has no WebAssembly, or has it switched off.");
  }
  return withWasm(async (module_or_path, url) => {
    let failure = "";
    try {
      const { reference_new } = await wasm({ module_or_path });
      // Any wasm without imports would start; this export shows that it is ours.
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

/** Decodes a catalog. An error without a code is a trap of the wasm, most likely because it is out of memory. */
const decoded = (bytes, url) => {
  try {
    return new wasm.Reference(bytes);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** `{ bytes, loaded }` by the catalog's URL: encoded, and ready for searching. */
const plain = pool(
  async (url, wanted) => {
    const read = async (bytes) => {
      await engine();
      if (!wanted()) throw new Problem("unused", "not needed any more.");
      return { bytes, loaded: decoded(bytes, url) };
    };
    const started = engine();
    // A failure is reported where it is awaited.
    started.catch(() => {});
    return url === catalogUrl ? withCatalog(read) : read(await bytesAt(url));
  },
  ({ loaded }) => loaded.free(),
  SPARE,
);

/** `[source, text, problem]`: the text of an overlay, or why there is none. */
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
      if (!wanted()) throw new Problem("unused", "not needed any more.");
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
      // Without a usable overlay, the plain catalog is used.
      return { loaded, problems, free: base.release };
    } catch (error) {
      base.release();
      throw error;
    }
  },
  ({ free }) => free(),
  SPARE,
);

/** `{ value, release }`: a promise of `{ loaded, problems }`, and the function to call when it is no longer needed. */
export const reference = (url, overlays) => {
  if (overlays.length) {
    const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
    return overlaid([url, ...key].join("\n"), { url, overlays });
  }
  const { value, release } = plain(url, url);
  return { value: value.then(({ loaded }) => ({ loaded, problems: [] })), release };
};
