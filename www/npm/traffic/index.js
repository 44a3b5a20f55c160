/* Explaining without an element; importing this registers nothing. */
import { catalogUrl } from "../files.js";
import { checked } from "../options.js";
import { explained } from "./explain.js";
import { portsOf } from "./ports.js";

/** Explains what firewalls, `ss`, `nmap` and others print; see index.d.ts. */
export const explain = async (input, options = {}) => {
  const { overlays, base, own } = checked("explain", options);
  const held = portsOf(catalogUrl, overlays);
  try {
    const known = await held.value;
    return { ...(await explained(known, [input], base, own)), problems: known.problems };
  } finally {
    held.release();
  }
};
