/* Two pictures of a report, each with its data as a table: when there was traffic, and at which ports. */
import { documentProperty, make } from "../element/dom.js";
import { count, number, portText } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 720;
const HEIGHT = 96;
/** Below the bars, for what is written there. */
const FOOT = 18;
const MOST_PORTS = 65_535;
/** Where numbers are written below the ports: powers of two, and the ends. */
const TICKS = [0, ...[2, 4, 6, 8, 10, 12, 14].map((power) => 2 ** power), MOST_PORTS];
/** Rows of the table of ports. */
const MOST_ROWS = 100;

const svg = (tag, attributes, ...children) => {
  const element = documentProperty("createElementNS").call(document, SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const bar = (x, width, height, kind) =>
  svg("rect", { class: kind, x: x.toFixed(1), y: (HEIGHT - FOOT - height).toFixed(1), width: width.toFixed(1), height: height.toFixed(1) });

const label = (x, text, anchor) => svg("text", { x: x.toFixed(1), y: HEIGHT - 4, "text-anchor": anchor }, text);

const picture = (says, ...nodes) =>
  svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": says, part: "picture" }, ...nodes);

const figure = (title, drawn, heads, rows) => {
  const row = (cells, tag) => make("tr", {}, ...cells.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, String(cell))));
  const table = make("table", {}, make("thead", {}, row(heads, "th")), make("tbody", {}, ...rows.map((cells) => row(cells, "td"))));
  const details = make("details", {}, make("summary", {}, "As a table"), make("div", { class: "wide", tabindex: "0", role: "group", "aria-label": title }, table));
  return make("figure", { part: "figure" }, make("figcaption", {}, title), drawn, details);
};

const span = (seconds) => {
  const units = [[86_400, "day"], [3_600, "hour"], [60, "minute"]];
  const [size, name] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, "second"];
  return seconds / size === 1 ? name : count(seconds / size, name);
};

/** When there was traffic; null if the lines have no times, or all the same one. */
export const timeline = ({ timeline: { width, steps } }, first, last) => {
  if (steps.length < 2) return null;
  const most = Math.max(...steps.map(([all]) => all));
  const step = WIDTH / steps.length;
  const full = HEIGHT - FOOT - 4;
  const bars = steps.flatMap(([all, stopped], at) => [
    all ? bar(at * step, Math.max(step - 1, 1), Math.max((all / most) * full, 2), "all") : "",
    stopped ? bar(at * step, Math.max(step - 1, 1), Math.max((stopped / most) * full, 2), "stopped") : "",
  ]);
  const title = `Flows in each ${span(width)}: at most ${number(most)}. Stopped or reported ones are darker.`;
  const rows = steps.map(([all, stopped], at) => [number(at * width), number(all), number(stopped)]);
  const drawn = picture(title, ...bars.filter(Boolean), label(0, first ?? "", "start"), label(WIDTH, last ?? "", "end"));
  return figure(title, drawn, ["Seconds after the first", "Flows", "Stopped or reported"], rows.filter(([, all]) => all !== "0"));
};

/** Low ports are many services, high ones few: each doubling of the number has the same width. */
const place = (port) => (Math.log2(port + 1) / 16) * WIDTH;

/** At which ports there was traffic, or something listens. */
export const strip = ({ kinds, sockets }) => {
  const at = new Map();
  for (const { port, flows, deservesALook, transport, hit } of kinds) {
    if (port === null) continue;
    const known = at.get(port) ?? { port, flows: 0, look: false, transports: new Set(), hit };
    known.flows += flows;
    known.look ||= deservesALook;
    known.transports.add(transport);
    at.set(port, known);
  }
  for (const { port, transport, hit } of sockets) {
    const known = at.get(port) ?? { port, flows: 0, look: false, transports: new Set(), hit };
    known.flows += 1;
    known.transports.add(transport);
    at.set(port, known);
  }
  if (at.size < 2) return null;
  const all = [...at.values()].sort((one, other) => other.flows - one.flows || one.port - other.port);
  const most = Math.log2(all[0].flows + 1);
  const bars = all.map(({ port, flows, look }) => {
    const drawn = bar(place(port) - 1, 2.5, Math.max((Math.log2(flows + 1) / most) * (HEIGHT - FOOT - 4), 3), look ? "look" : "all");
    drawn.append(svg("title", {}, `${port}: ${number(flows)}`));
    return drawn;
  });
  const limit = all.length > MOST_ROWS ? ` The table has the ${MOST_ROWS} with the most flows.` : "";
  const title = `${count(all.length, "port")} of all 65,536, from 0 to 65,535; each doubling of the number has the same width.${limit}`;
  const labels = TICKS.map((port) => label(place(port), String(port), port === MOST_PORTS ? "end" : port ? "middle" : "start"));
  const rows = all.slice(0, MOST_ROWS).map(({ port, flows, transports, hit }) => [
    [...transports].map((transport) => portText({ transport, port })).join(", "), hit?.title ?? "", number(flows),
  ]);
  return figure(title, picture(title, ...bars, ...labels), ["Port", "Name", "Flows"], rows);
};
