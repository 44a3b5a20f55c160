import { Problem } from "./problem.js";

/** How long to wait for a response to start, in milliseconds. */
const PATIENCE = 30_000;

/** The response to a request. Throws a `Problem` if there is none, or if its status is an error. */
export const request = async (url) => {
  let response;
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    response = await Promise.race([fetch(url), patience]);
  } catch {
    throw globalThis.location?.protocol === "file:"
      ? new Problem("file", `a page opened from a file may not load ${url}; open it from a web server.`)
      : new Problem("network", `${url} could not be loaded; the connection, or a connect-src policy, does not let it pass.`);
  } finally {
    clearTimeout(timer);
  }
  if (!response) throw new Problem("network", `the server does not answer for ${url}.`);
  if (!response.ok) throw new Problem("status", `the server answers ${response.status} for ${url}.`);
  return response;
};

/** The bytes at a URL. */
export const bytesAt = async (url) => {
  const response = await request(url);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new Problem("network", `the connection broke while ${url} was loaded.`);
  }
};

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
