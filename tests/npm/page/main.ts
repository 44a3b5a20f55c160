import "portolan-port-reference";
import "portolan-port-reference/traffic/element";
import "portolan-port-reference/plan/element";
import { load, type LoadOptions, type Overlay, type PortReferenceProblem, type Reference } from "portolan-port-reference/catalog";
import { explain, type ExplainOptions } from "portolan-port-reference/traffic";
import { large } from "./large.js";
import { plan, type PlanInput, type PlanOptions, type PlanProblem } from "portolan-port-reference/plan";

const own: Overlay = {
  name: "Example Corp",
  entries: [
    { ports: 59999, title: "Harbour crane", summary: "Our own crane.", uses: [{ role: "listens", transports: ["tcp"] }] },
    { ports: 70000 },
  ],
};

const element = document.querySelector("port-reference")!;
let gone = 0;
const memories: WebAssembly.Memory[] = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = (async (module: WebAssembly.Module, imports?: WebAssembly.Imports) => {
  const made = await instantiate(module, imports);
  memories.push(made.exports.memory as WebAssembly.Memory);
  return made;
}) as typeof instantiate;
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
  large,
  async plain() {
    const { entries, search, problems } = await load({ base: "https://ports.example/book" });
    return { entries, problems, hit: search("22/tcp", { limit: 1 }).hits[0], none: search("59999").hits.filter(({ id }) => id === "59999").length };
  },
  async laid() {
    const { search, problems } = await load({ overlays: [own, JSON.stringify({ name: "Second", entries: [] })] });
    return { title: search("harbour crane").hits[0]?.title, problems };
  },
  /** What a line means, without an element and with one, and what `explain()` refuses. */
  async explained() {
    const line = "2026-11-20 06:25:08 DROP TCP 203.0.113.45 192.0.2.10 4444 445 52 S 2461835779 0 65535 - - - RECEIVE";
    const overlays = [{ name: "Us", entries: [{ ports: 445, exposure: "nobody" as const }, { ports: 70000 }] }];
    const { kinds, problems } = await explain(line, { base: "https://ports.example/book", overlays });
    const shown = document.body.appendChild(document.createElement("port-traffic"));
    const report = await new Promise((resolve) => {
      shown.addEventListener("port-traffic-report", ({ detail }) => resolve(detail));
      shown.value = line;
    });
    shown.remove();
    const told = (input: unknown, options?: unknown) =>
      explain(input as string, options as ExplainOptions).then(() => "explained", ({ code, message }) => `${code}: ${message}`);
    const asked: [unknown, unknown?][] = [
      [line, null], [line, "text"], [line, { overlays: null }], [line, { overlays: "{}" }], [line, { overlays: [undefined] }], [line, { base: 7 }], [22],
    ];
    const refused = await Promise.all(asked.map((given) => told(...given)));
    return { hit: kinds[0]?.hit, exposure: kinds[0]?.exposure, problems, report, refused, unknown: await told(line, { src: "catalog.bin" }) };
  },
  /** The only flow of a packet capture: a SYN to port 23, of raw IP. */
  async captured() {
    const words = [0xa1b2c3d4, 0x40002, 0, 0, 262144, 101, 1795000000, 7, 40, 40];
    const packet = [0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6, 0, 0, 203, 0, 113, 5, 192, 0, 2, 10, 156, 64, 0, 23, 0, 0, 0, 5, 0, 0, 0, 0, 0x50, 2, 0, 7, 0, 0, 0, 0];
    const { lines, flows } = await explain(new Blob([Uint32Array.from(words), Uint8Array.from(packet)]));
    return { lines, flows: flows.map(({ format, time, source, port }) => [format, time, source.address, port]) };
  },
  /** A plan, without an element and with one, and what `plan()` refuses. */
  async planned() {
    const input: PlanInput = { items: [{ entry: "59999" }, { product: "S269" }], release: "15.1", peers: ["192.0.2.0/24"], dialect: "nftables" };
    const { flows, rules, problems } = await plan(input, { base: "https://ports.example/book", overlays: [own] });
    const shown = document.createElement("port-plan");
    shown.overlay = own;
    shown.value = input;
    const changed = new Promise((resolve) => shown.addEventListener("port-plan-change", ({ detail }) => resolve(detail)));
    document.body.append(shown);
    await shown.ready;
    const counts = await changed;
    const text = shown.shadowRoot?.querySelector("[part=code]")?.textContent;
    shown.remove();
    const told = (given: unknown, options?: unknown) =>
      plan(given as PlanInput, options as PlanOptions).then(() => "planned", (error: PlanProblem) => error.mistakes?.map(({ path }) => path).join() ?? error.message);
    const refused = [await told({ items: [] }), await told({ items: [{ entry: "22", peers: ["me"] }], release: 15 }), await told(input, { src: "x" }), await told(null)];
    const hrefs = flows.flatMap(({ reasons }) => reasons.map(({ href }) => href));
    return { hrefs, counts, same: text === rules.nftables, problems, refused };
  },
  /** More sets of overlays than are kept when nobody holds them: each handle goes on, and one that is given back says so. */
  async many() {
    const one = (at: number): Overlay => ({
      name: `Us ${at}`,
      entries: [{ ports: 55000 + at, title: `Crane ${at}`, summary: "Ours.", uses: [{ role: "listens" }] }],
    });
    const handles: Reference[] = [];
    for (let at = 0; at < 12; at += 1) handles.push(await load({ overlays: [one(at)] }));
    await new Promise((done) => setTimeout(done, 50));
    const titles = handles.map(({ search }, at) => search(`${55000 + at}`).hits[0]?.title);
    handles[0]!.free();
    const code = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return (error as PortReferenceProblem).code;
      }
    };
    return { titles, freed: code(() => handles[0]!.search("22")), other: handles[1]!.search("55001").hits[0]?.title };
  },
  /** Loads so many catalogs and holds none; how many bytes of wasm memory there are then. */
  async forget(count: number) {
    for (let at = 0; at < count; at += 1) await load({ overlays: [{ name: `Gone ${(gone += 1)}`, entries: [] }] });
    return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  },
  /** What `load()` refuses, and with which code. */
  async refused() {
    const circular: Record<string, unknown> = { name: "Us", entries: [] };
    circular.entries = [circular];
    const throwing = { name: "Us", toJSON: () => { throw new Error("no"); } };
    const asked: unknown[] = [
      { overlays: [circular] }, { overlays: [{ name: 10n }] }, { overlays: [throwing] }, { overlays: [undefined] }, { overlays: null },
      { overlays: "{}" }, { src: "http://[" }, { base: 7 }, null, "text",
    ];
    const told = (options: unknown) => load(options as LoadOptions).then(() => "loaded", ({ code, message }) => `${code}: ${message}`);
    return Promise.all(asked.map(told));
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
