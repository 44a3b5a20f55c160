/*
Loads the files beside the classic script: wasm, catalog, words and register by fetch; where that fails, all as base64 in a script. A script
can be loaded from a file, from another origin, and from servers without a type for .wasm.
*/
import { documentProperty, make } from "./dom.js";
import { bytesAt, bytesOf, inTime, longest, once, request } from "./load.js";
import { Problem } from "./problem.js";

/** Where scripts with data register it. A page may load such a script itself. */
const REGISTRY = Symbol.for("port-reference");
// A script that is imported has no address: who imports it registers that too. A worker's is its location.
export const SCRIPT_URL = documentProperty("currentScript")?.src || globalThis[REGISTRY]?.script || (documentProperty("baseURI") ?? location.href);
export const NAMES = __FILES__;

const beside = (name) => new URL(name, SCRIPT_URL).href;
export const catalogUrl = beside(NAMES.catalog);
/** Where chapters are without the attribute `base`. */
export const usualBase = beside(NAMES.base);

/** Decodes base64 and decompresses: compiled code shrinks to less than half. */
export const decode = async (text) => {
  const packed = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
};

const runScript = (url) =>
  new Promise((resolve, reject) => {
    const script = make("script", { src: url });
    script.onload = resolve;
    script.onerror = reject;
    documentProperty("head").append(script);
    script.remove();
  });

const registered = (name) => globalThis[REGISTRY]?.[name];
/** Loads a script and returns what it registers. */
const loaded = once(async (name) => {
  if (!registered(name)) {
    const url = beside(name);
    try {
      // Trusted Types forbid setting a script's address from a string, but allow import(). Across origins, that needs CORS.
      const script = SCRIPT_URL.startsWith("http") && new URL(url).origin === location.origin ? import(url) : runScript(url);
      await inTime(url, script);
    } catch {
      throw new Problem("network", `${url} could not be loaded; it is missing, or a script-src policy does not let it pass.`);
    }
  }
  return registered(name);
});

/** What a script beside this one registers. */
export const scripted = (name) => loaded(NAMES[name]);

/** Whether fetching is not needed, or not possible. */
export const isLocal = () => registered(NAMES.payload) || SCRIPT_URL.startsWith("file:");

/** Tries both in turn. If both fail, throws the first error, unless the second is about the policy. */
const oneOf = async (first, second) => {
  if (isLocal()) return second();
  try {
    return await first();
  } catch (error) {
    if (error.code === "csp" || error.code === "unused") throw error;
    return second().catch((other) => {
      throw other.code === "csp" ? other : error;
    });
  }
};

/** Starts wasm from its bytes, or from a response that streams them; `script` is the file that has it in base64. */
export const withProgram = (name, script) => (start) =>
  oneOf(
    async () => {
      const response = await request(beside(NAMES[name]), longest());
      const streams = response.headers.get("content-type") === "application/wasm";
      return start(streams ? response : await bytesOf(response), response.url);
    },
    async () => start(await decode((await scripted(script)).wasm), beside(NAMES[script])),
  );

/** Reads a file; `script` is the one that has it in base64. */
export const withFile = (name, script = "payload") => (read) =>
  oneOf(
    async () => read(await bytesAt(beside(NAMES[name]))),
    async () => read(await decode((await scripted(script))[name])),
  );
/** Reads our own catalog. */
export const withCatalog = withFile("catalog");
/** Reads its words. */
export const withWords = withFile("words");
/** Reads IANA's register. */
export const withRegister = withFile("register");

/** The function that merges overlays into a catalog. */
export const overlayTool = async () => (await scripted("overlay"))(decode);
