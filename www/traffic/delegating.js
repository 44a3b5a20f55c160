/* The page's side of the worker that all its elements share: started when it is needed first, ended with its last user. */
import { listen } from "../element/dom.js";
import { inTime } from "../element/load.js";
import { Problem } from "../element/problem.js";
import { newWorker } from "./program.js";

/** How long a worker may take to start, in milliseconds. The browser has its script already. */
const START = 5000;

/** How long it lives for that, in milliseconds. */
const GRACE = 200;

/** A promise of the worker; of null where there can be none. */
let worker = null;
/** Where one could not start, no other is tried: a policy may report each. */
let isRefused = false;
let users = 0;
/** What waits for messages, by their `id`. */
const waiting = new Map();
let last = 0;

const hear = ({ data: [id, what, value, code] }) => {
  const one = waiting.get(id);
  try {
    if (what === "trap") end();
    else one?.[what]?.(typeof code === "string" ? new Problem(code, value.message) : value);
  } catch (wrong) {
    one.reject(wrong);
  }
};

const start = async (program) => {
  let made = null;
  try {
    made = isRefused ? null : newWorker();
    if (!made) return null;
    const begun = new Promise((resolve, reject) => {
      made.onmessage = ({ data }) => (data.length ? reject() : resolve());
      made.onerror = (event) => {
        // It would be told to the console and the page.
        event.preventDefault();
        reject();
      };
    });
    made.postMessage({ program });
    await inTime("", begun, START);
    made.onmessage = hear;
    made.onerror = made.onmessageerror = end;
    return made;
  } catch {
    made?.terminate();
    isRefused = true;
    return null;
  }
};

/** Ends the worker, and what waits for it. */
const end = () => {
  worker?.then((made) => made?.terminate());
  worker = null;
  for (const { reject } of waiting.values()) reject(new WebAssembly.RuntimeError());
};

/** Says that somebody may need the worker. Returns the function to call, once, when that is over. */
export const workerUser = () => {
  users += 1;
  return () => {
    users -= 1;
    if (!users) end();
  };
};

/**
 * Lets the worker read inputs; it runs `program`, and needs what `message` has. Resolves to what `readInputs()` does, or to null where there
 * is no worker, or one that cannot be given the inputs.
 */
export const delegated = async (program, message, inputs, { signal, ...handlers }) => {
  const id = (last += 1);
  const over = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { ...handlers, resolve, reject });
      if (signal) listen(signal, "abort", () => reject(signal.reason), over.signal);
      (worker ??= start(program)).then((made) => {
        if (!made || !waiting.has(id)) return resolve(null);
        made.postMessage({ id, inputs, ...message }, inputs.filter((input) => input instanceof ReadableStream));
      }).catch(() => resolve(null));
    });
  } finally {
    over.abort();
    waiting.delete(id);
    // What was given up is cancelled by the worker, which must not end before.
    if (signal?.aborted) setTimeout(workerUser(), GRACE);
    // Nothing, where all has been read.
    worker?.then((made) => made?.postMessage({ id }));
  }
};
