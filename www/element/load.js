import { Problem } from "./problem.js";

/** The answer to a request; a `Problem` where there is none, or one that is no success. */
export const request = async (url) => {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw globalThis.location?.protocol === "file:"
      ? new Problem("file", `a page opened from a file may not load ${url}; open it from a web server.`)
      : new Problem("network", `${url} could not be loaded; the connection, or a connect-src policy, does not let it pass.`);
  }
  if (!response.ok) throw new Problem("status", `the server answers ${response.status} for ${url}.`);
  return response;
};

/** What is at a URL: `read` is `arrayBuffer` or `text`. */
export const content = async (url, read) => {
  const response = await request(url);
  try {
    return await response[read]();
  } catch {
    throw new Problem("network", `the connection broke while ${url} was loaded.`);
  }
};

/** Runs once for each key, and again after a failure. Of more than `most` keys the oldest is forgotten; `forget` gets its value. */
export const shared = (make, most = Infinity, forget) => {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) {
      const promise = make(key);
      made.set(key, promise);
      promise.catch(() => made.delete(key));
      if (made.size > most) {
        const [[oldest, value]] = made;
        made.delete(oldest);
        // Not at once: who waits for it uses it as soon as it is there.
        value.then((value) => setTimeout(forget, 0, value), () => {});
      }
    }
    return made.get(key);
  };
};
