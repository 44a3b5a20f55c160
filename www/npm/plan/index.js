/* Planning without an element; importing this registers nothing. */
import { catalogUrl } from "../files.js";
import { checked } from "../options.js";
import { plannedInAny } from "./draft.js";
import { planPortsOf } from "./ports.js";

/** From what somebody runs to flows and to rules of firewalls; see index.d.ts. */
export const plan = async (input, options = {}) => {
  const { overlays, base, own } = checked("plan", options);
  const [unknown] = Object.keys(own);
  if (unknown) throw new TypeError(`plan(): there is no option \`${unknown}\``);
  const held = planPortsOf(catalogUrl, overlays);
  try {
    const { ports, problems } = await held.value;
    return { ...(await plannedInAny(ports, input, base)), problems };
  } finally {
    held.release();
  }
};
