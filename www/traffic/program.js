/* The engine that explains traffic, and what it needs beside the catalog and the register. */
import { NAMES, SCRIPT_URL, isLocal, scripted, withProgram } from "../element/files.js";

export const withTraffic = withProgram("traffic", "trafficProgram");
export const traffic = portolanTraffic;
/** What only a whole catalog says of pairs of ports; a few lines of text. */
export const FACTS = __FACTS__;
/** `{ id: [what it is, whether to worry, what to do] }`. */
export const withAnswers = () => scripted("answers");

/** Whether this runs in a worker that `newWorker()` has made, by a script of the same build. */
export const isWorker = !globalThis.document && globalThis.name === NAMES.traffic;

/** Where Trusted Types are required, a policy must name `port-traffic`. */
let address;
const trusted = () => globalThis.trustedTypes?.createPolicy("port-traffic", { createScriptURL: (url) => url }).createScriptURL(SCRIPT_URL) ?? SCRIPT_URL;

/** A worker that runs this script, or null where scripts cannot be fetched. Throws, or has an error, where a policy forbids it. */
export const newWorker = () => (isLocal() ? null : new Worker((address ??= trusted()), { __proto__: null, name: NAMES.traffic }));
