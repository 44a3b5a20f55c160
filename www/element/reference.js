/* The catalog that elements search in: one for all elements of a page that ask for the same. */
import { catalogUrl, overlayTool, wasm, withCatalog, withWasm } from "./files.js";
import { content, shared } from "./load.js";
import { Problem } from "./problem.js";

const startEngine = () => {
  if (typeof WebAssembly !== "object") {
    throw new Problem("unsupported", "this browser has no WebAssembly, or has it switched off.");
  }
  return withWasm(async (module_or_path, url) => {
    try {
      await wasm({ module_or_path });
    } catch (error) {
      throw /unsafe-eval|\bCSP\b|content security policy/i.test(error)
        ? new Problem("csp", "this page's Content-Security-Policy forbids WebAssembly; its script-src lacks 'wasm-unsafe-eval'.")
        : new Problem("damaged", `${url} is damaged, or not the program it should be.`);
    }
  });
};
const engine = shared(async () => startEngine());

const bytesAt = async (url) => new Uint8Array(await content(url, "arrayBuffer"));

/** `{ bytes, loaded }`: a catalog as it is encoded, and as it is searched. */
const plain = shared(async (url) => {
  const read = async (bytes) => {
    await engine();
    return { bytes, loaded: new wasm.Reference(bytes) };
  };
  const started = engine();
  // Its failure is told where it is awaited.
  started.catch(() => {});
  return url === catalogUrl ? withCatalog(read) : read(await bytesAt(url));
});

const textOf = async ({ url, text }) => {
  try {
    return { name: url ?? "overlay", text: text ?? (await content(url, "text")) };
  } catch (error) {
    return { name: url, problem: error.message };
  }
};

const mergeOf = () => overlayTool().catch(({ message }) => ({ problem: message }));

/** `{ loaded, problems }` for `[catalog's URL, overlays]` in JSON; an overlay is `{ url }` or `{ text }`. */
const overlaid = shared(async (key) => {
  const [url, overlays] = JSON.parse(key);
  const [{ bytes, loaded }, texts, merge] = await Promise.all([plain(url), Promise.all(overlays.map(textOf)), mergeOf()]);
  const wrong = ({ name, problem }) => ({ source: name, path: "", message: problem ?? merge.problem });
  // Whatever is wrong with overlays, there is our own catalog.
  if (merge.problem) return { loaded, problems: texts.map(wrong) };
  const usable = texts.filter(({ problem }) => !problem);
  const problems = texts.filter(({ problem }) => problem).map(wrong);
  const merged = merge(bytes, usable.map(({ text }) => text));
  for (const { overlay, path, message } of merged.problems) problems.push({ source: usable[overlay].name, path, message });
  const own = new wasm.Reference(merged.bytes);
  return { loaded: own, own, problems };
  // The garbage collector cannot see wasm memory, so it is freed by hand. Elements that show it keep what they need of it.
}, 8, ({ own }) => own?.free());

/** What to search in: `{ loaded, problems }`. */
export const reference = async (url, overlays) => {
  if (overlays.length) return overlaid(JSON.stringify([url, overlays]));
  return { loaded: (await plain(url)).loaded, problems: [] };
};
