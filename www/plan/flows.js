/* Flows and warnings, as they are shown. */
import { listen, make } from "../element/dom.js";
import { STOPS, plainText, serviceText } from "./words.js";

const badge = (text, kind) => make("span", { class: "badge", "data-kind": kind, part: "badge" }, text);

const between = (nodes, sign) => nodes.flatMap((node, at) => (at ? [sign, node] : [node]));

const distinct = (texts) => [...new Set(texts)];

/** The entries that ask for a flow, each once, with their services. */
const reasons = (flow) => {
  const byEntry = Map.groupBy(flow.reasons, ({ entry }) => entry);
  return [...byEntry.values()].map((all) => {
    const [{ entry, title, href, moved_from: movedFrom }] = all;
    const label = `${entry} ${title}`;
    const services = distinct(all.map(({ service }) => service)).join(", ");
    const products = distinct(all.flatMap((one) => one.products)).join(", ");
    const notes = [services, products, movedFrom ? `moved from ${movedFrom}` : "", all.some((one) => one.inferred) ? "transport inferred" : ""];
    return make(
      "span",
      {},
      href ? make("a", { href, part: "title" }, label) : make("span", { part: "title" }, label),
      ` (${notes.filter(Boolean).join("; ")})`,
    );
  });
};

const adviceItem = ({ action, when, exception, reason, holds }) => {
  const condition = when ? ` if ${when}` : "";
  const state = { yes: "", no: " – does not hold here", unsettled: " – not settled" }[holds];
  const said = [reason, exception].filter(Boolean).map(plainText).join(" ");
  return make("li", {}, make("strong", {}, `${action}${plainText(condition)}${state}`), said ? `: ${said}` : "");
};

const why = (flow) => {
  const cites = distinct(flow.reasons.flatMap((one) => one.cites));
  const inside = [];
  if (flow.advice.length) inside.push(make("p", {}, "Documents advise:"), make("ul", {}, ...flow.advice.map(adviceItem)));
  if (cites.length) inside.push(make("p", { class: "muted" }, `Source: ${cites.join(", ")}`));
  return inside.length ? [make("details", {}, make("summary", {}, flow.advice.length ? "advice and source" : "source"), ...inside)] : [];
};

// On phones, rows are grids, which are no rows to a screen reader unless they say so.
const CELL = { role: "cell" };

const row = (flow) =>
  make(
    "tr",
    { class: flow.action === "pass" ? "" : "stopped", role: "row" },
    make("th", { scope: "row", role: "rowheader" }, serviceText(flow)),
    make("td", CELL, flow.direction, flow.action === "pass" ? "" : " ", ...(flow.action === "pass" ? [] : [badge(STOPS[flow.action], flow.action)])),
    make("td", CELL, ...between(flow.peer_list.map((peer) => make("span", { class: "peer", dir: "ltr" }, peer)), ", ")),
    make("td", CELL, ...between(reasons(flow), ", "), ...why(flow)),
  );

/** The table of flows. */
export const flowNodes = (flows) => {
  if (!flows.length) return [];
  const heads = ["Port", "Direction", "Peers", "Why"].map((text) => make("th", { scope: "col", role: "columnheader" }, text));
  const body = make("tbody", { role: "rowgroup" }, ...flows.map(row));
  const table = make("table", { role: "table" }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads)), body);
  return [make("h3", {}, "Flows"), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Flows" }, table)];
};

/** Which decision a warning is about. */
const DECIDES = / Decide `([^`]+)`[^.]*\.$/;

const warningItem = ({ sort, text }, decide, signal) => {
  const id = DECIDES.exec(text)?.[1];
  const item = make("li", { class: "warning", part: "warning" }, make("p", {}, plainText(text.replace(DECIDES, ""))));
  if (id) {
    const choices = sort === "stopped" ? [["Let it pass", false]] : [["Block it", true], ["The condition does not hold", false]];
    const buttons = choices.map(([label, yes]) => {
      const made = make("button", { type: "button", part: "button" }, label);
      listen(made, "click", () => decide(id, yes), signal);
      return made;
    });
    item.append(make("div", { class: "tools" }, ...buttons));
  }
  return item;
};

/** The list of warnings. `decide(id, yes)` answers what one of them is about. */
export const warningNodes = (warnings, decide, signal) =>
  warnings.length ? [make("h3", {}, "Look at this first"), make("ul", { class: "warnings" }, ...warnings.map((one) => warningItem(one, decide, signal)))] : [];
