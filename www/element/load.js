import { Problem } from "./problem.js";

/** How long to wait for a response to start, in milliseconds. */
const PATIENCE = 30_000;
/** How long to wait for the end of a response: on slow lines, that is minutes. */
const LONGEST = 120_000;

/** The value of the promise; throws a `Problem` if it takes too long. */
export const inTime = async (url, promise, time = LONGEST) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Problem("network", `the server does not answer for ${url}.`)), time);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Aborts a response that is read as a stream. Not used for others, because the signal stays in memory until its time is over. */
export const longest = () => AbortSignal.timeout?.(LONGEST);

/** The response to a request. Throws a `Problem` if there is none, or if its status is an error. */
export const request = async (url, signal) => {
  let response;
  try {
    response = await inTime(url, fetch(url, { __proto__: null, signal }), PATIENCE);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw globalThis.location?.protocol === "file:"
      ? new Problem("file", `a page opened from a file may not load ${url}; open it from a web server.`)
      : new Problem("network", `${url} could not be loaded; the connection, or a connect-src policy, does not let it pass.`);
  }
  if (!response.ok) throw new Problem("status", `the server answers ${response.status} for ${url}.`);
  return response;
};

/** The bytes of a response. */
export const bytesOf = async (response) => {
  try {
    return new Uint8Array(await inTime(response.url, response.arrayBuffer()));
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
