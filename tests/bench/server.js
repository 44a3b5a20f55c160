/* Serves files from memory on this machine, and says what was asked for. */
import { createServer } from "node:http";
import { extname } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/** `files` has bytes or text by path, with a leading slash; `asked` collects the paths of requests. */
export const serve = async (files) => {
  const asked = new Set();
  const server = createServer(({ url }, response) => {
    const path = decodeURIComponent(url.split("?")[0]);
    asked.add(path);
    const body = files.get(path);
    // A finer clock needs isolation.
    const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    const type = TYPES[path.endsWith("/") ? ".html" : extname(path)] ?? "application/octet-stream";
    response.writeHead(body === undefined ? 404 : 200, { ...isolated, "content-type": type, "cache-control": "no-store" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, asked, close: () => server.close() };
};
