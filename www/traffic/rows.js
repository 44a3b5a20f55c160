/* Findings, open ports and kinds of traffic, as they are shown. */
import { listen, make } from "../element/dom.js";
import { answersOf } from "./answers.js";
import { lineList, lines } from "./lines.js";
import { findingText } from "./report-text.js";
import { ACTIONS, DIRECTIONS, EXPOSURES, REACHES, count, distinct, isOdd, kindText, number, portText, timeText } from "./words.js";

/** The name of a hit, as a link to its chapter where there is one. */
const name = (hit) => {
  if (!hit) return make("span", { class: "muted" }, "no known service");
  return hit.href ? make("a", { href: hit.href, part: "title" }, hit.title) : make("span", { part: "title" }, hit.title);
};

const badge = (text, kind) => make("span", { class: "badge", "data-kind": kind, part: "badge" }, text);

const exposureBadge = (exposure) => (exposure ? [badge(EXPOSURES[exposure], exposure)] : []);

/** A finding. */
export const findingItem = (finding, parts) =>
  make(
    "li",
    { class: finding.deservesALook ? "finding look" : "finding", part: "finding" },
    make("p", { class: "says" }, make("strong", {}, finding.meaning)),
    make("p", {}, ...(finding.hit ? [name(finding.hit), " · "] : []), ...(finding.name ? [`${finding.name} · `] : []), findingText(finding)),
    make("p", { class: "muted" }, `${lineList(parts, finding.lines, finding.lastLine)}. Rule: ${finding.rule}`),
  );

/** A row of the table of open ports; `hasPrograms` says whether it has a column for them. */
export const socketRow = (socket, hasPrograms) =>
  make(
    "tr",
    { class: isOdd(socket) ? "look" : "" },
    make("th", { scope: "row" }, portText(socket)),
    make("td", {}, name(socket.hit), " ", ...exposureBadge(socket.exposure)),
    make("td", {}, socket.reach === "unsaid" ? (socket.address ?? "") : [socket.address, REACHES[socket.reach]].filter(Boolean).join(": ")),
    ...(hasPrograms ? [make("td", {}, socket.process ?? "")] : []),
    make("td", {}, socket.says),
  );

/** The three answers about a port, once they have been loaded; those of another catalog are not known. */
const answers = (hit, hasAnswers) => {
  const place = make("div", { class: "answers", part: "answers" }, make("p", {}, hit.summary));
  if (hasAnswers) answersOf(hit.id).then((found) => {
    if (!found) return;
    const [what, worry, action] = found;
    const pairs = [["What it is", what], ["Whether to worry", worry], ["What to do", action]];
    place.replaceChildren(make("dl", {}, ...pairs.flatMap(([head, text]) => [make("dt", {}, head), make("dd", {}, text)])));
  });
  return place;
};

/**
 * A kind of traffic: a row that opens. `matched` is how many of its flows have what was searched for; `read` reads its lines again;
 * `hasAnswers` says whether our answers are about its ports.
 */
export const kindItem = (kind, matched, { parts, read, hasAnswers, signal }) => {
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
    if (kind.hit) inside.push(make("p", {}, kind.hit.id.startsWith("port-") ? "In IANA’s register: " : "Chapter: ", name(kind.hit)), answers(kind.hit, hasAnswers));
    details.append(make("div", { class: "inside" }, ...inside, lines(parts, (skip, flows) => read({ kind: kind.kind, skip, flows }), signal)));
  };
  listen(details, "toggle", open, signal);
  return make("li", {}, details);
};
