import { Problem } from "./problem.js";

/** How long to wait for a response to start, in milliseconds. */
const PATIENCE = 30_000;
/** How long an answer may take until its end: on slow lines, that is minutes. */
const LONGEST = 120_000;

const lateSignal = () => AbortSignal.timeout?.(LONGEST);
const silence = (url) => new Problem("network", `the server does not answer for ${url}.`);

/** Rejected when what comes from this URL has taken too long. */
export const tooLate = (url) =>
  new Promise((_, reject) => lateSignal()?.addEventListener("abort", () => reject(silence(url))));

/** The response to a request. Throws a `Problem` if there is none, or if its status is an error. */
export const request = async (url) => {
  let response;
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    response = await Promise.race([fetch(url, { __proto__: null, signal: lateSignal() }), patience]);
  } catch {
    throw globalThis.location?.protocol === "file:"
      ? new Problem("file", `a page opened from a file may not load ${url}; open it from a web server.`)
      : new Problem("network", `${url} could not be loaded; the connection, or a connect-src policy, does not let it pass.`);
  } finally {
    clearTimeout(timer);
  }
  if (!response) throw silence(url);
  if (!response.ok) throw new Problem("status", `the server answers ${response.status} for ${url}.`);
  return response;
};

/** The bytes of an answer. */
export const bytesOf = async (response) => {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new Problem("network", `the connection broke while ${response.url} was loaded.`);
  }
};

/** The bytes at a URL. */
export const bytesAt = async (url) => bytesOf(await request(url));

/** The text at a URL. */
export const textAt = async (url) => {
  const bytes = await bytesAt(url);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("damaged", `${url} is not text in UTF-8.`);
  }
};

/** Runs `run` once for each key, and again after a failure. */
export const once = (run) => {
  const started = new Map();
  return (key) => {
    if (!started.has(key)) {
      const promise = run(key);
      started.set(key, promise);
      promise.catch(() => started.delete(key));
    }
    return started.get(key);
  };
};
