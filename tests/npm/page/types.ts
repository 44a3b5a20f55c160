/* Every line below an `@ts-expect-error` is wrong, and the compiler has to say so. The rest is right. */
import { PortReference, type Filters, type Overlay, type PortReferenceElement, type PortReferenceProps } from "portolan-port-reference/element";
import { load } from "portolan-port-reference/catalog";
import { explain, type Explained, type Flow, type Kind, type Report } from "portolan-port-reference/traffic";
import type { PortTraffic, PortTrafficProps } from "portolan-port-reference/traffic/element";
import { plan, type Dialect, type PlanFlow, type Planned, type PlanProblem } from "portolan-port-reference/plan";
import type { PortPlan, PortPlanProps } from "portolan-port-reference/plan/element";

export class Own extends PortReference {}

export const right = async (element: PortReferenceElement) => {
  const filters: Filters = { transport: ["tcp", "udp"], release: "15.2", role: "listens" };
  element.query = null;
  element.filters = filters;
  element.overlay = [{ name: "One", entries: [] }, "{}", new URL("https://ports.example/own.json")];
  const { total, hits, facets, notices } = await element.search("22", { limit: 0, filters });
  const first: number | undefined = hits[0]?.ports[0]?.[0];
  const label: string | undefined = facets.transport[0]?.label;
  const suggestions = notices.flatMap((notice) => (notice.kind === "unknown-word" ? notice.suggestions : []));
  window.addEventListener("port-reference-ready", ({ detail }) => detail.entries.toFixed());
  const made: PortReference = await (document.createElement("port-reference") as PortReference).ready;
  const properties: PortReferenceProps = { compact: true, placeholder: "Port", "url-param": "q", filters };
  (await load()).free();
  return [total, first, label, suggestions, made, properties, await load({ src: new URL("https://ports.example/catalog.bin") })];
};

export const rightTraffic = async (element: PortTraffic) => {
  element.value = null;
  element.overlay = { name: "One", entries: [] };
  const report: Report = await element.explain(new Blob(["22/tcp"]), { flows: Infinity, skip: 1, text: "22", kind: "7", signal: AbortSignal.timeout(1000) });
  const bytes: ReadableStream<Uint8Array> = new Blob([]).stream();
  const explained: Explained = await explain(bytes, {
    base: "https://ports.example/",
    overlays: [new URL("https://ports.example/own.json")],
    onprogress: ({ bytes, lines }) => console.log(bytes.toFixed(), lines.toFixed()),
  });
  const odd = report.sockets.filter(({ verdict }) => verdict === "too-open").map(({ hit }) => hit?.href);
  const kinds: Kind[] = report.kinds.filter(({ action, icmp }) => action === "deny" && icmp?.[0] === 3);
  const flows: Flow[] = explained.flows.filter(({ source, service }) => source.port === 53 && service === "source");
  window.addEventListener("port-traffic-report", ({ detail }) => detail.findings.toFixed());
  const made: PortTraffic = await document.createElement("port-traffic").ready;
  const properties: PortTrafficProps = { theme: "dark", value: "22/tcp", overlay: null };
  return [odd, kinds, flows, explained.problems, explained.timeline.steps[0]?.[1], made, properties, await explain("22/tcp")];
};

export const wrongTraffic = async (element: PortTraffic) => {
  // @ts-expect-error
  element.value = 22;
  // @ts-expect-error
  await element.explain(22);
  // @ts-expect-error
  await element.explain("22/tcp", { overlays: [] });
  // @ts-expect-error
  await explain("22/tcp", { kind: 7 });
  // @ts-expect-error
  await explain("22/tcp", { src: "https://ports.example/catalog.bin" });
  // @ts-expect-error
  (await explain("22/tcp")).kinds[0].port;
  // @ts-expect-error
  (await explain("22/tcp")).hits;
  // @ts-expect-error
  element.addEventListener("port-traffic-report", (event) => event.detail.flows);
};

export const wrong = async (element: PortReferenceElement) => {
  // @ts-expect-error
  element.query = 22;
  // @ts-expect-error
  element.filters = { transport: "http" };
  // @ts-expect-error
  element.filters = { colour: "red" };
  // @ts-expect-error
  element.overlay = { entries: [] };
  // @ts-expect-error
  element.ready = Promise.resolve(element);
  // @ts-expect-error
  await element.search("22", { limit: "5" });
  // @ts-expect-error
  (await element.search("22")).hits[0].port;
  // @ts-expect-error
  element.addEventListener("port-reference-select", (event) => event.detail.total);
  // @ts-expect-error
  (await load()).search("22").then;
  // @ts-expect-error
  await load({ overlay: [] });
};

export const wrongOverlays: Overlay[] = [
  // @ts-expect-error
  { name: "Port", entries: [{ port: 22 }] },
  // @ts-expect-error
  { name: "Role", entries: [{ ports: 22, uses: [{ role: "listening" }] }] },
  // @ts-expect-error
  { name: "Action", entries: [{ ports: 22, advice: [{ reason: "why" }] }] },
  // @ts-expect-error
  { name: "Link", entries: [{ ports: 22, links: ["https://ports.example/"] }] },
];

export const rightPlan = async (element: PortPlan) => {
  element.value = null;
  element.value = { items: [{ entry: "22", port: 2222 }, { product: "S269", role: "both", peers: ["everyone", "192.0.2.0/24"] }], nio: false };
  element.overlay = { name: "One", entries: [] };
  const dialects: Dialect[] = ["nftables", "cisco-ios"];
  const planned: Planned = await element.plan({ items: [{ entry: "22" }], decisions: { a: true }, parameters: { b: 1 }, dialect: dialects });
  const flows: PlanFlow[] = planned.flows.filter(({ action, local }) => action === "pass" && local[0] === 22);
  const text: string | undefined = planned.rules.nftables;
  const asked = planned.open.filter(({ kind }) => kind === "nio").map(({ settled_by }) => settled_by);
  const told = await plan({ items: [] }, { base: "https://ports.example/" }).catch((error: PlanProblem) => error.mistakes.map(({ path }) => path));
  window.addEventListener("port-plan-change", ({ detail }) => detail.flows.toFixed());
  const properties: PortPlanProps = { theme: "dark", hash: "", remember: "plan", overlay: null };
  return [flows, text, asked, told, properties, await document.createElement("port-plan").ready];
};

export const wrongPlan = async (element: PortPlan) => {
  // @ts-expect-error
  element.value = "run=22";
  // @ts-expect-error
  await element.plan({});
  // @ts-expect-error
  await plan({ items: [{ entry: 22 }] });
  // @ts-expect-error
  await plan({ items: [{ entry: "22", role: "peer" }] });
  // @ts-expect-error
  await plan({ items: [], dialect: "ipfw" });
  // @ts-expect-error
  await plan({ items: [] }, { src: "https://ports.example/catalog.bin" });
};
