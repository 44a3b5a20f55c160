/*
Service worker: keeps the whole site for reading offline, and never mixes two versions of it.

- A version is complete or not there at all. Every file is checked against its digest when it is fetched, and the first that is
  missing or different (a server where half of an update has arrived, a full disk) ends the attempt. What worked before works on.
- A cache is not trusted, since every script of the origin may write to it: a file from there is checked against its digest
  before it is used as an answer or taken over into another version.
- A worker answers from its own version only. Scripts, styles and data have names that change with their content, so that
  even a page which comes from the network, because the browser has thrown ours away, finds what belongs to it.
- Nothing is added to a cache after the installation. What this worker does not know, or cannot read, comes from the network.
- Headers are those that the server sent when a version was installed. A header that the server adds later reaches a reader
  who has a worker with the next version.

The build fills in the version and the files.
*/
"use strict";

/** Of these files and of this script. */
const VERSION = "__VERSION__";
/** The SHA-256 of every file in base64, by its path from the scope. */
const FILES = new Map(__FILES__);

/** Other sites may share the origin, or this one may stand there twice: a cache is ours if its name carries our scope. */
const SCOPE = self.registration.scope;
const OURS = `portolan ${SCOPE} `;
const CACHE = OURS + VERSION;

const AT_ONCE = 8;
const HASHED = /\.[0-9a-f]{8}\.[a-z]+$/;
const NOT_FOUND = "404.html";
/** Not every server knows them all. */
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
/** What a server says to protect its pages protects them offline too. */
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

/** The file that an address means, or nothing if it is outside the scope. */
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
// The pages of a folder are much alike. Packed together they take a third of the room that they would take one by one, so that
// two versions, which exist side by side until the old one goes, stay far below the size of the site itself.
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

/** What `putShelf` was given: `{ guards, files: Map of path to { digest, bytes, inherited } }`; fails if it is damaged. */
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

/** Every shelf of the versions that are kept already. */
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

/** All files of this version, taken from versions before where they are the same, else fetched. */
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
 * Takes over from the version before, if no more than one page is open. Pages ask for it when they are at rest: `atRest` in
 * site.js.
 *
 * By itself a worker waits until all pages of the one before are closed, and somebody who reads in one tab, where the old page
 * is there until the next one comes, would never see an update. The open page goes on with its own version, since it finds its
 * scripts here too (see `inherit`); the next page is of this version. With several pages open the worker waits.
 *
 * Why at rest: skipWaiting() makes the browser stop the old worker as soon as it has nothing to do. A request that arrives in
 * that moment starts it again. In Chromium the take-over is then put off until the page is left, and the navigation that
 * leaves it never ends. In Firefox such a request goes to the server instead of a worker.
 *
 * Why not otherwise: answering the next navigation with an empty page that reloads itself until the new worker answers is
 * common, but one in ten of those pages never finished loading in Chromium.
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
  // One that cannot be removed is no reason not to begin; the next version tries again.
  await Promise.allSettled(others.map((name) => caches.delete(name)));
};

// No clients.claim(): a page that is open came from the network, and goes on as it began.
self.addEventListener("activate", (event) => event.waitUntil(removeOthers()));

// --- Fetch ---

/** Shelves that were read since this worker was started, by cache and folder. */
const atHand = new Map();

/** A file that a cache of ours holds; nothing if it is not there, cannot be read, or is not what it should be. */
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

/** A file as an answer, if it is kept. */
const fromCache = async (path, status = 200) => {
  // Twice before it is given up: WebKit, with much else to do, has been seen to fail once.
  let file = (await fileIn(CACHE, path)) ?? (await fileIn(CACHE, path));
  if (!file && HASHED.test(path)) {
    // Our own cache goes as soon as the next version is active, perhaps before the page knows. That one has inherited it.
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
