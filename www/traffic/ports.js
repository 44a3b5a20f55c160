/* What is known of ports, shared by everything on the page that explains traffic with the same catalog and overlays. */
import { catalogUrl, withCatalog, withRegister, withWords } from "../element/files.js";
import { bytesAt, once } from "../element/load.js";
import { mergedWith } from "../element/merging.js";
import { pool } from "../element/pool.js";
import { Problem } from "../element/problem.js";
import { started } from "../element/start.js";
import { workerUser } from "./delegating.js";
import { FACTS, traffic, withTraffic } from "./program.js";

/** Starts the engine, and resolves to its compiled wasm. */
const engine = once(async () => started(withTraffic, traffic, "trafficreading_push"));

const same = (bytes) => bytes;
const register = once(() => withRegister(same));
/** The file, or undefined where it cannot be read: then something is unknown. */
const orNone = async (read, unknown) => {
  try {
    return await read(same);
  } catch (error) {
    console.error(`<port-traffic>: ${unknown} not known: ${error.message}`);
    return undefined;
  }
};

const decoded = (url, ...files) => {
  try {
    return { ports: new traffic.TrafficPorts(...files, FACTS), files: [...files, FACTS] };
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", `${url} is damaged, or too large for this browser.`);
  }
};

/** By a catalog's address and overlays: what `portsOf()` promises. */
const known = pool(
  async ({ url, overlays }) => {
    const isOurs = url === catalogUrl;
    const catalog = isOurs ? withCatalog(same) : bytesAt(url);
    const apart = isOurs ? orNone(withWords, "names of programs are") : undefined;
    const [bytes, words, rows, merge, program] = await Promise.all([catalog, apart, orNone(register, "what only IANA's register has is"), overlays.length ? mergedWith(overlays) : null, engine()]);
    const { made, problems } = merge?.(bytes, words, (merged) => decoded("an overlay", merged, undefined, rows)) ?? { problems: [] };
    return { ...(made ?? decoded(url, bytes, words, rows)), program, problems };
  },
  ({ ports }) => ports.free(),
  1,
);

/**
 * `{ value, release }`: a promise of `{ ports, program, files, problems }`, and the function to call when it is no longer needed. `program`
 * and `files` are what `ports` were made of, for the worker.
 */
export const portsOf = (url, overlays) => {
  const key = overlays.map(([kind, value]) => `${kind} ${value.length} ${value}`);
  const { value, release } = known([url, ...key].join("\n"), { url, overlays });
  const leave = workerUser();
  return {
    value,
    release() {
      release();
      leave();
    },
  };
};
