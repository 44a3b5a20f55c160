/* What is known of ports, shared by everything on the page that explains traffic with the same catalog and overlays. */
import { catalogUrl, withCatalog, withRegister, withWords } from "../element/files.js";
import { bytesAt, once } from "../element/load.js";
import { mergedWith } from "../element/merging.js";
import { pool } from "../element/pool.js";
import { Problem } from "../element/problem.js";
import { started } from "../element/start.js";
import { FACTS, traffic, withTraffic } from "./program.js";

const engine = once(async () => started(withTraffic, traffic, "trafficreading_push"));

const same = (bytes) => bytes;
/** The register; without it, ports that only it has are unknown. */
const register = once(() => withRegister(same));
const registerOrNone = async () => {
  try {
    return await register();
  } catch (error) {
    console.error(`<port-traffic>: what only IANA's register has is not known: ${error.message}`);
    return undefined;
  }
};

const wordsOrNone = async () => {
  try {
    return await withWords(same);
  } catch (error) {
    console.error(`<port-traffic>: names of programs are not known: ${error.message}`);
    return undefined;
  }
};

const decoded = (bytes, words, rows, url) => {
  try {
    return new traffic.TrafficPorts(bytes, words, rows, FACTS);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** `{ ports, problems }` by a catalog's address and overlays. */
const known = pool(
  async ({ url, overlays }) => {
    const isOurs = url === catalogUrl;
    const catalog = isOurs ? withCatalog(same) : bytesAt(url);
    const apart = isOurs ? wordsOrNone() : undefined;
    const [bytes, words, rows, merge] = await Promise.all([catalog, apart, registerOrNone(), overlays.length ? mergedWith(overlays) : null, engine()]);
    if (merge) {
      const { made, problems } = merge(bytes, words, (merged) => decoded(merged, undefined, rows, "an overlay"));
      return { ports: made ?? decoded(bytes, words, rows, url), problems };
    }
    return { ports: decoded(bytes, words, rows, url), problems: [] };
  },
  ({ ports }) => ports.free(),
  1,
);

/** `{ value, release }`: a promise of `{ ports, problems }`, and the function to call when it is no longer needed. */
export const portsOf = (url, overlays) => {
  const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
  return known([url, ...key].join("\n"), { url, overlays });
};
