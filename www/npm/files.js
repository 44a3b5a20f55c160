/*
Loads the files beside the modules of the package; replaces files.js of the classic script. Bundlers find wasm, catalog, words and register by
`new URL(…, import.meta.url)`, copy them, and insert their new addresses.
*/
import { bytesOf, inTime, longest, once, request } from "./load.js";
import { Problem } from "./problem.js";

const OVERLAY_ENGINE = new URL("./overlay-engine.wasm", import.meta.url).href;
const WORDS = new URL("./words.bin", import.meta.url).href;
const REGISTER = new URL("./register.bin", import.meta.url).href;
export const catalogUrl = new URL("./catalog.bin", import.meta.url).href;
/** There is no book beside a package: without `base`, links lead beside the page. */
export const usualBase = "";

const answer = async (url, signal) => {
  if (!globalThis.location) throw new Problem("unsupported", "this loads its data in browsers and workers, not on a server.");
  return request(url, signal);
};

/** The wasm at an address, for its glue: a response to stream if the server sends the right type, else bytes. */
export const program = async (url) => {
  const response = await answer(url, longest());
  if (response.headers.get("content-type") === "application/wasm") return response;
  const bytes = await bytesOf(response);
  if (bytes[0] === "<".charCodeAt()) {
    throw new Problem("damaged", `${url} is a page. A bundler has moved this script away from its files; the package's README says how to prevent it.`);
  }
  return bytes;
};

/** Reads the file at an address. */
export const withFile = (url) => async (read) => read(await bytesOf(await answer(url)));
/** Reads our own catalog. */
export const withCatalog = withFile(catalogUrl);
/** Reads its words. */
export const withWords = withFile(WORDS);
/** Reads IANA's register. */
export const withRegister = withFile(REGISTER);

const tool = once(async (url) => {
  const engine = await inTime(url, import("./overlay-engine.js"));
  await engine.default({ module_or_path: await program(url) });
  return engine.merge;
});
/** Loads the function that merges overlays into a catalog; only pages with overlays need it. */
export const overlayTool = () => tool(OVERLAY_ENGINE);
