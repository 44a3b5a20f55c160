/* What is known of ports, shared by everything on the page that plans with the same catalog and overlays. */
import { catalogUrl, withCatalog, withWords } from "../element/files.js";
import { bytesAt, once } from "../element/load.js";
import { mergedWith } from "../element/merging.js";
import { pool } from "../element/pool.js";
import { Problem } from "../element/problem.js";
import { started } from "../element/start.js";
import { plan, withDetails, withPlan } from "./program.js";

const engine = once(async () => started(withPlan, plan, "planports_new"));

const same = (bytes) => bytes;

const decoded = (bytes, words, details, isForeign, url) => {
  try {
    return new plan.PlanPorts(bytes, words, details, isForeign);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** `{ ports, problems, vocabulary }` by a catalog's address and overlays. */
const known = pool(
  async ({ url, overlays }) => {
    // Another catalog has no details, but overlays may.
    const isForeign = url !== catalogUrl;
    const parts = isForeign ? [bytesAt(url)] : [withCatalog(same), withWords(same), withDetails(same)];
    const [merge, , bytes, words, details] = await Promise.all([overlays.length ? mergedWith(overlays) : null, engine(), ...parts]);
    const { made, problems } = merge?.(bytes, words, (merged) => decoded(merged, undefined, undefined, isForeign, "an overlay"), details ?? new Uint8Array()) ?? { problems: [] };
    const ports = made ?? decoded(bytes, words, details, isForeign, url);
    return { ports, problems, vocabulary: JSON.parse(ports.vocabulary()) };
  },
  ({ ports }) => ports.free(),
  1,
);

/** `{ value, release }`: a promise of `{ ports, problems, vocabulary }`, and the function to call when it is no longer needed. */
export const planPortsOf = (url, overlays) => {
  const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
  return known([url, ...key].join("\n"), { url, overlays });
};
