/* Findings, open ports and kinds of traffic, as they are shown. */
import { make } from "../element/dom.js";
import { answersOf } from "./answers.js";
import { lineName, lines } from "./lines.js";
import { findingText } from "./report-text.js";
import { ACTIONS, DIRECTIONS, EXPOSURES, REACHES, count, distinct, isOdd, kindText, number, portText, timeText } from "./words.js";

/** Numbers of lines that are written out. */
const MOST_LINES = 8;

/** The name of a hit, as a link to its chapter where there is one. */
const name = (hit) => {
  if (!hit) return make("span", { class: "muted" }, "no known service");
  return hit.href ? make("a", { href: hit.href, part: "title" }, hit.title) : make("span", { part: "title" }, hit.title);
};

const badge = (text, kind) => make("span", { class: "badge", "data-kind": kind, part: "badge" }, text);

const exposureBadge = (exposure) => (exposure ? [badge(EXPOSURES[exposure], exposure)] : []);

const lineList = (parts, numbers, last) => {
  const shown = numbers.slice(0, MOST_LINES).map((line) => lineName(parts, line));
  const more = numbers.length > MOST_LINES || last > (numbers.at(-1) ?? 0) ? ` … to ${lineName(parts, last)}` : "";
  return `${shown.length === 1 && !more ? "Line" : "Lines"} ${shown.join(", ")}${more}`;
};

/** A finding. */
export const findingItem = (finding, parts) =>
  make(
    "li",
    { class: `finding ${finding.sort}`, part: "finding" },
    make("p", { class: "says" }, make("strong", {}, finding.meaning)),
    make("p", {}, ...(finding.hit ? [name(finding.hit), " · "] : []), ...(finding.name ? [`${finding.name} · `] : []), findingText(finding)),
    make("p", { class: "muted" }, `${lineList(parts, finding.lines, finding.lastLine)}. Rule: ${finding.rule}`),
  );

/** A row of the table of open ports. */
export const socketRow = (socket) =>
  make(
    "tr",
    { class: isOdd(socket) ? "look" : "" },
    make("th", { scope: "row" }, portText(socket)),
    make("td", {}, name(socket.hit), " ", ...exposureBadge(socket.exposure)),
    make("td", {}, socket.reach === "unsaid" ? (socket.address ?? "") : [socket.address, REACHES[socket.reach]].filter(Boolean).join(": ")),
    make("td", {}, socket.process ?? ""),
    make("td", {}, socket.says),
  );

/** The three answers about a port, once they have been loaded. */
const answers = (hit) => {
  const place = make("div", { class: "answers", part: "answers" }, make("p", {}, hit.summary));
  answersOf(hit.id).then((found) => {
    if (!found) return;
    const [what, worry, action] = found;
    const pairs = [["What it is", what], ["Whether to worry", worry], ["What to do", action]];
    place.replaceChildren(make("dl", {}, ...pairs.flatMap(([head, text]) => [make("dt", {}, head), make("dd", {}, text)])));
  });
  return place;
};

/** A kind of traffic: a row that opens. `read` reads its lines again; `matched` is how many of its flows have what was searched for. */
export const kindItem = (kind, matched, parts, read, signal) => {
  const shown = matched === kind.flows ? number(kind.flows) : `${number(matched)} of ${number(kind.flows)}`;
  const action = ACTIONS[kind.action] ?? kind.action;
  const way = [action, DIRECTIONS[kind.direction]].filter(Boolean).join(", ");
  const summary = make(
    "summary",
    {},
    make("span", { class: "flows" }, shown),
    make("span", { class: "port", part: "number" }, kindText(kind)),
    make("span", { class: "name" }, kind.hit ? kind.hit.title : kind.port === null ? "" : "no known service"),
    make("span", { class: "badges" }, ...(kind.deservesALook ? [badge("look at this", "warn")] : []), badge(way, kind.action), ...exposureBadge(kind.exposure)),
  );
  const details = make("details", { class: kind.deservesALook ? "look" : "", part: "kind" }, summary);
  const open = () => {
    if (!details.open || details.childElementCount > 1) return;
    const seen = [timeText(kind), distinct(kind.sources, "source"), distinct(kind.targets, "target"), ...(kind.packets > kind.flows ? [count(kind.packets, "packet")] : [])];
    const inside = [make("p", { class: "muted" }, seen.filter(Boolean).join(" · ")), make("p", {}, kind.why)];
    if (kind.hit) inside.push(make("p", {}, kind.hit.id.startsWith("port-") ? "In IANA’s register: " : "Chapter: ", name(kind.hit)), answers(kind.hit));
    details.append(make("div", { class: "inside" }, ...inside, lines(parts, (skip, flows) => read({ kind: kind.kind, skip, flows }), signal)));
  };
  details.addEventListener("toggle", open, { __proto__: null, signal });
  return make("li", {}, details);
};
