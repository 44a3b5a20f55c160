import "portolan-port-reference";
import { load, type Overlay } from "portolan-port-reference/catalog";

const own: Overlay = {
  name: "Example Corp",
  entries: [
    { ports: 59999, title: "Harbour crane", summary: "Our own crane.", uses: [{ role: "listens", transports: ["tcp"] }] },
    { ports: 70000 },
  ],
};

const element = document.querySelector("port-reference")!;
const output = document.querySelector("output")!;
const heard: string[] = [];

document.addEventListener("port-reference-error", ({ detail }) => {
  if (detail.code === "overlay") heard.push(...detail.problems.map(({ path }) => path));
  else heard.push(detail.message);
});
element.addEventListener("port-reference-select", (event) => {
  event.preventDefault();
  output.textContent = `${event.detail.title} ${event.detail.ports[0]?.[0]}`;
});
element.overlay = own;

/** What tests ask. */
const page = {
  heard,
  async plain() {
    const { entries, search, problems } = await load({ base: "https://ports.example/book" });
    return { entries, problems, hit: search("22/tcp", { limit: 1 }).hits[0], none: search("harbour crane").total };
  },
  async laid() {
    const { search, problems } = await load({ overlays: [own, JSON.stringify({ name: "Second", entries: [] })] });
    return { title: search("harbour crane").hits[0]?.title, problems };
  },
  /** The same search in a worker, which has no document. */
  worker: () =>
    new Promise((resolve) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => resolve(message);
    }),
};
declare global {
  interface Window {
    page: typeof page;
  }
}
window.page = page;
