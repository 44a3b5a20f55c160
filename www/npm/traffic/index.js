/* Explaining without an element; importing this registers nothing. */
import { catalogUrl, usualBase } from "../files.js";
import { overlayOf } from "../overlay.js";
import { explained } from "./explain.js";
import { portsOf } from "./ports.js";

/** Explains what a firewall, `ss`, `nmap` and others printed; see index.d.ts. */
export const explain = async (input, { overlays = [], base = usualBase, ...options } = {}) => {
  const held = portsOf(catalogUrl, overlays.map(overlayOf));
  try {
    const { ports } = await held.value;
    return await explained(ports, [input], base, options);
  } finally {
    held.release();
  }
};
