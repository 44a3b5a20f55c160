/* The search without an element. */
import { catalogUrl, usualBase } from "./files.js";
import { reference } from "./reference.js";

const address = (url) => new URL(url, globalThis.document?.baseURI ?? globalThis.location?.href).href;

/** An overlay as it is loaded: an address, or JSON. */
const loadable = (overlay) => {
  if (overlay instanceof URL) return { url: overlay.href };
  return { text: typeof overlay === "string" ? overlay : (JSON.stringify(overlay) ?? String(overlay)) };
};

export const load = async ({ src, overlays = [], base = usualBase } = {}) => {
  const { loaded, problems } = await reference(src ? address(src) : catalogUrl, overlays.map(loadable));
  const root = !base || /\/$|#/.test(base) ? base : `${base}/`;
  return {
    entries: loaded.entries,
    search: (query, options) => loaded.search(String(query ?? ""), options, root),
    problems,
  };
};
