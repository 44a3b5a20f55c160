/* Shows a report. */
import { make } from "../element/dom.js";
import { filterBar } from "./filters.js";
import { lineItem, lineItems, lineName } from "./lines.js";
import { strip, timeline } from "./pictures.js";
import { csvOf, jsonOf, markdownOf } from "./report-text.js";
import { findingItem, kindItem, socketRow } from "./rows.js";
import { button, copied, saved } from "../element/share.js";
import { anonymous } from "./stand-ins.js";
import { REASONS, count, headline } from "./words.js";

/** Kinds that are shown at first. */
const MOST_KINDS = 100;
/** Flows that are written into JSON one by one. */
const MOST_FLOWS = 10_000;

const section = (heading, part, ...children) => make("section", { part }, make("h3", {}, heading), ...children);

const wide = (label, table) => make("div", { class: "wide", tabindex: "0", role: "group", "aria-label": label }, table);

const findings = ({ findings, findingsLeftOut, parts }) =>
  findings.length
    ? [
        section(
          "What lines mean together",
          "findings",
          make("ul", { class: "cards" }, ...findings.map((finding) => findingItem(finding, parts))),
          ...(findingsLeftOut ? [make("p", { class: "muted" }, `${count(findingsLeftOut, "more finding")} of the same sorts.`)] : []),
        ),
      ]
    : [];

const sockets = ({ sockets, socketsLeftOut }) => {
  if (!sockets.length) return [];
  // Scans and many lists name none; a column without any would take the room of the verdict.
  const hasPrograms = sockets.some(({ process }) => process);
  const heads = ["Port", "Usually", "Listens at", ...(hasPrograms ? ["Program"] : []), "Verdict"].map((head) => make("th", { scope: "col" }, head));
  const rows = sockets.map((socket) => socketRow(socket, hasPrograms));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  const more = socketsLeftOut ? [make("p", { class: "muted" }, `${count(socketsLeftOut, "more open port")}.`)] : [];
  return [section("What is open", "sockets", wide("What is open", table), ...more)];
};

const skipped = ({ skipped, skippedInAll, parts }, signal) => {
  if (!skippedInAll) return [];
  const items = skipped.map((one) => lineItem(parts, one, make("span", { class: "muted" }, ` ${REASONS[one.reason]}`)));
  const place = make("div", { class: "inside" }, lineItems(...items));
  const text = () => skipped.map((one) => `${lineName(parts, one.line)}\t${one.reason}\t${one.text}\n`).join("");
  place.prepend(button("Copy them for a report", () => copied(text(), place), signal));
  if (skippedInAll > skipped.length) place.append(make("p", { class: "muted" }, `The first ${skipped.length} are shown.`));
  return [make("details", { part: "skipped" }, make("summary", {}, `${count(skippedInAll, "line")} not understood`), place)];
};

/** The buttons that copy and save a report. `read` reads the flows. */
const shared = (report, read, signal) => {
  const hide = make("input", { type: "checkbox" });
  const place = make("div", { class: "share", part: "share" });
  const shown = () => (hide.checked ? anonymous(report) : report);
  const whole = async () => {
    const { flows } = await read({ flows: MOST_FLOWS });
    return hide.checked ? anonymous({ ...report, flows }) : { ...report, flows };
  };
  place.append(
    button("Copy as Markdown", () => copied(markdownOf(shown()), place), signal),
    button("Save as CSV", () => saved(csvOf(shown()), "traffic.csv", "text/csv"), signal),
    button("Save as JSON", async () => saved(jsonOf(await whole()), "traffic.json", "application/json"), signal),
    make("label", {}, hide, " with stand-ins for addresses"),
  );
  return place;
};

/** The list of kinds, with its filters. `read` reads the input again. */
const kinds = (report, { again: read, hasAnswers, signal }) => {
  if (!report.kinds.length) return [];
  const list = make("ul", { class: "kinds", part: "kinds" });
  const more = make("p", { class: "muted", role: "status" });
  const readLines = (wanted) => async (which) => (await read({ ...which, ...wanted })).flows;
  const show = (chosen, wanted, matched) => {
    const flowsOf = (kind) => (matched ? (matched.get(kind.kind) ?? 0) : kind.flows);
    const all = chosen.filter((kind) => flowsOf(kind));
    list.replaceChildren(...all.slice(0, MOST_KINDS).map((kind) => kindItem(kind, flowsOf(kind), { parts: report.parts, read: readLines(wanted), hasAnswers, signal })));
    const hidden = all.length - MOST_KINDS;
    more.textContent = hidden > 0 ? `${count(hidden, "more kind")}; filters bring them up.` : all.length ? "" : "Nothing passes these filters.";
  };
  const bar = filterBar(report, read, show, signal);
  bar.hidden = report.kinds.length < 3;
  show(report.kinds, {}, null);
  // Who asks about one line wants the answer.
  if (bar.hidden) for (const details of list.querySelectorAll("details")) details.open = true;
  return [section("Kinds of traffic", "traffic", bar, list, more)];
};

/**
 * The nodes of a report. `again(options)` reads the input again and resolves to a report with flows; `hasAnswers` says whether our
 * answers are about its ports; `signal` ends its listeners.
 */
export const reportNodes = (report, context) => {
  const { again, signal } = context;
  const times = report.kinds.filter((kind) => kind.firstTime).sort((one, other) => one.firstLine - other.firstLine);
  const last = report.kinds.reduce((latest, kind) => (kind.lastTime && kind.lastLine > (latest?.lastLine ?? 0) ? kind : latest), null);
  const pictures = [timeline(report, times[0]?.firstTime, last?.lastTime), strip(report)].filter(Boolean);
  const formats = report.formats.map(({ name, flows }) => `${name}: ${count(flows, "flow")}`).join("; ");
  const { asides } = report.totals;
  const besides = asides ? ` Without ports of their own: ${count(asides, "line")}, such as headings and rules about everything.` : "";
  return [
    make("h2", { class: "headline", part: "headline", tabindex: "-1" }, headline(report)),
    ...(formats ? [make("p", { class: "muted" }, `Read as ${formats}.${besides}`)] : [make("p", {}, "No line tells of traffic. Lines of firewalls, flow logs, and lists of sockets are understood.")]),
    ...(report.isPartial ? [make("p", {}, "There was more to remember than fits: what was seen rarely, and long apart, may be missing from what lines mean together.")] : []),
    ...(report.endsEarly ? [make("p", {}, "Something compressed could not be unpacked to its end: it is cut off, or has further parts. What came before is explained.")] : []),
    ...findings(report),
    ...sockets(report),
    ...kinds(report, context),
    ...(pictures.length ? [make("div", { class: "pictures" }, ...pictures)] : []),
    ...skipped(report, signal),
    ...(report.kinds.length || report.sockets.length ? [shared(report, again, signal)] : []),
  ];
};
