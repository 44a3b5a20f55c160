/*
Service worker: keeps the whole site for reading offline, and never mixes two versions of it.

- A version is complete or not there at all. Every file is checked against its digest when it is fetched, and the first that is
  missing or different (a half-copied update on the server, a full disk) ends the attempt. The previous version continues.
- Caches are not trusted, because every script of the origin can write to them: a cached file is checked against its digest
  before it is used as a response or copied to another version.
- A worker responds only with its own version. Scripts, styles and data have a digest in their names, so that even a page
  from the network, if the browser has evicted the cached one, gets the files that belong to it.
- Nothing is added to a cache after the installation. Other files, and files that cannot be read, come from the network.
- Headers are those that the server sent when a version was installed. Later changes of headers take effect with the next
  version.

The build fills in the version and the files.
*/
"use strict";

/** The digest of these files and of this script. */
const VERSION = "__VERSION__";
/** The SHA-256 of every file in base64, by its path from the scope. */
const FILES = new Map(__FILES__);

/** Other sites, or another copy of this one, may share the origin: a cache is ours if its name contains our scope. */
const SCOPE = self.registration.scope;
const OURS = `portolan ${SCOPE} `;
const CACHE = OURS + VERSION;

const AT_ONCE = 8;
const HASHED = /\.[0-9a-f]{8}\.[a-z]+$/;
const NOT_FOUND = "404.html";
/** Types, because servers may lack some. */
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  png: "image/png",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};
/** Security headers of the server that are kept for pages offline. */
const GUARDS = [
  "content-security-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
  "x-frame-options",
];

const addressOf = (path) => new URL(path, SCOPE).href;
const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);

/** The path of the file for an address; nothing if it is outside the scope. */
const fileAt = (address) => {
  if (!address.startsWith(SCOPE)) return undefined;
  const path = address.slice(SCOPE.length).replace(/[?#].*$/s, "");
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  // Some hosts publish ports/22.html as ports/22.
  return !FILES.has(path) && FILES.has(`${path}.html`) ? `${path}.html` : path;
};

/** The SHA-256 of bytes in base64, as in `FILES`. */
const digestOf = async (bytes) => {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
};

const ourCaches = async () => (await caches.keys()).filter((name) => name.startsWith(OURS));

// --- Shelves: the files of one folder, kept together ---
//
// The pages of a folder are similar. Compressed together they need a third of the space, so that even two versions, which exist
// side by side during an update, are much smaller than the site.
//
// A shelf is a line of JSON, `{ guards: { name: value }, files: [[path, digest, size, inherited], ...] }`, and then the files.

const putShelf = async (cache, folder, guards, files) => {
  const index = files.map(([path, { digest, bytes, inherited }]) => [path, digest, bytes.byteLength, inherited]);
  const line = `${JSON.stringify({ guards, files: index })}\n`;
  let body = new Blob([line, ...files.map(([, { bytes }]) => bytes)]).stream();
  const headers = {};
  if (typeof CompressionStream === "function") {
    body = body.pipeThrough(new CompressionStream("gzip"));
    headers.packed = "gzip";
  }
  await cache.put(addressOf(folder), new Response(body, { headers }));
};

/** Reverses `putShelf`: `{ guards, files: Map of path to { digest, bytes, inherited } }`; throws if it is damaged. */
const readShelf = async (response) => {
  const packed = response.headers.get("packed");
  const body = packed ? response.body.pipeThrough(new DecompressionStream(packed)) : response.body;
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  let at = bytes.indexOf(10) + 1;
  const { guards, files } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, at)));
  const cut = ([path, digest, size, inherited]) => {
    at += size;
    return [path, { digest, bytes: bytes.subarray(at - size, at), inherited }];
  };
  return { guards, files: new Map(files.map(cut)) };
};

// --- Install: all files, or none ---

const install = async () => {
  const before = await versionsBefore();
  const { guards, files } = await complete(before);
  await inherit(before, files);
  try {
    const cache = await caches.open(CACHE);
    for (const folder of new Set([...files.keys()].map(folderOf))) {
      await putShelf(cache, folder, guards, [...files].filter(([path]) => folderOf(path) === folder));
    }
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

/** All shelves of the versions in the caches. */
const versionsBefore = async () => {
  const shelves = [];
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      try {
        shelves.push(await readShelf(await cache.match(request)));
      } catch {
        // Damaged: its files are fetched again.
      }
    }
  }
  return shelves;
};

/** All files of this version: copied from earlier versions if unchanged, else fetched. */
const complete = async (before) => {
  const files = new Map();
  let guards = before.at(-1)?.guards ?? {};
  const failure = new AbortController();
  const get = async (path, digest) => {
    for (const shelf of before) {
      const same = shelf.files.get(path);
      if (same?.digest === digest && (await digestOf(same.bytes)) === digest) return same.bytes;
    }
    const response = await fetch(addressOf(path), {
      signal: failure.signal,
      // A page keeps its name when it changes, and must not come from before.
      cache: HASHED.test(path) ? "default" : "no-cache",
      // The status does not matter, and is 404 on some servers for the page that says so: these bytes are the right ones.
      integrity: `sha256-${digest}`,
    });
    guards = Object.fromEntries([...response.headers].filter(([name]) => GUARDS.includes(name)));
    return new Uint8Array(await response.arrayBuffer());
  };
  const rest = FILES.entries();
  const some = async () => {
    for (const [path, digest] of rest) files.set(path, { digest, bytes: await get(path, digest), inherited: 0 });
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  } catch (error) {
    failure.abort();
    throw error;
  }
  // In order, whichever came first.
  return { guards, files: new Map([...FILES.keys()].map((path) => [path, files.get(path)])) };
};

/**
 * Keeps what pages of the version before may still ask for: one may be open when this version takes over, with the search not
 * loaded yet. Only what that version came with, not what it had inherited itself.
 */
const inherit = async (before, files) => {
  for (const shelf of before) {
    for (const [path, file] of shelf.files) {
      if (!HASHED.test(path) || files.has(path) || file.inherited) continue;
      if ((await digestOf(file.bytes)) === file.digest) files.set(path, { ...file, inherited: 1 });
    }
  }
};

self.addEventListener("install", (event) => event.waitUntil(install()));

// --- Activate: this version answers from now on, and the caches of others are removed ---

const TAKE_OVER = "portolan: take over";

/**
 * Takes over from the previous version, if no more than one page is open. Pages ask for it when they are idle: `atRest` in
 * site.js.
 *
 * By default a worker waits until all pages of the previous one are closed, so that somebody who reads in a single tab would
 * never get an update. The open page continues with its own version, whose scripts this worker has too (see `inherit`); the next
 * page is of this version. With several pages open the worker waits.
 *
 * Why only when idle: after skipWaiting() the browser stops the old worker as soon as it is idle. A request at that moment starts
 * it again. Chromium then postpones the take-over until the page is left, and that navigation never ends. In Firefox such a
 * request goes to the server instead of a worker.
 *
 * The common alternative, responding to the next navigation with an empty page that reloads itself until the new worker is
 * active, does not work: in Chromium one in ten of those pages never finished loading.
 */
const takeOver = async () => {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Awaiting would deadlock: skipWaiting() waits for this event to end.
  if (all.filter(({ url }) => url.startsWith(SCOPE)).length <= 1) self.skipWaiting();
};

self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(takeOver());
});

const removeOthers = async () => {
  const others = (await ourCaches()).filter((name) => name !== CACHE);
  // A failure must not stop the activation; the next version tries again.
  await Promise.allSettled(others.map((name) => caches.delete(name)));
};

// No clients.claim(): an open page came from the network, and continues with it.
self.addEventListener("activate", (event) => event.waitUntil(removeOthers()));

// --- Fetch ---

/** The shelves read since this worker was started, by cache and folder. */
const atHand = new Map();

/** A file from one of our caches; nothing if it is missing, unreadable, or has the wrong digest. */
const fileIn = async (cacheName, path) => {
  const folder = folderOf(path);
  const place = `${cacheName} ${folder}`;
  try {
    if (!atHand.has(place)) {
      const response = await caches.match(addressOf(folder), { cacheName });
      if (response) atHand.set(place, await readShelf(response));
    }
    const { guards, files } = atHand.get(place);
    const file = files.get(path);
    const digest = cacheName === CACHE && FILES.has(path) ? FILES.get(path) : file.digest;
    file.actual ??= await digestOf(file.bytes);
    return file.actual === digest ? { guards, bytes: file.bytes } : undefined;
  } catch {
    return undefined;
  }
};

/** A file as a response, if it is cached. */
const fromCache = async (path, status = 200) => {
  // Two attempts: WebKit sometimes fails once under load.
  let file = (await fileIn(CACHE, path)) ?? (await fileIn(CACHE, path));
  if (!file && HASHED.test(path)) {
    // Our cache is removed as soon as the next version is active, maybe while a page still uses this one. The next version has
    // inherited the file.
    for (const name of await ourCaches()) file ??= await fileIn(name, path);
  }
  if (!file) return undefined;
  const type = TYPES[path.split(".").pop()] ?? "application/octet-stream";
  return new Response(file.bytes, { status, headers: { ...file.guards, "content-type": type } });
};

const answer = async (request, path) => {
  const navigates = request.mode === "navigate";
  if (navigates && FILES.has(`${path}/index.html`)) return Response.redirect(`${addressOf(path)}/`);
  const kept = await fromCache(path);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const page = navigates && !FILES.has(path) && (await fromCache(NOT_FOUND, 404));
    if (page) return page;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  if (request.cache === "only-if-cached" && request.mode !== "same-origin") return;
  const path = fileAt(request.url);
  if (path === undefined) return;
  const ours = FILES.has(path) || HASHED.test(path) || request.mode === "navigate";
  if (ours) event.respondWith(answer(request, path));
});
