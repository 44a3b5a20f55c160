/* Reports as Markdown, CSV and JSON. */
import { csvText, markdownTable, markdownText } from "../element/table-text.js";
import { lineList, lineName } from "./lines.js";
import { ACTIONS, DIRECTIONS, EXPOSURES, REACHES, count, distinct, headline, isOdd, kindText, portText, timeText } from "./words.js";

/** The name of a hit: `Secure Shell`. */
const title = (hit) => hit?.title ?? "";

/** Who and where of a finding. */
export const findingText = ({ source, target, port, transport, other, distinct: different, counted, flows }) => {
  const ends = [source && `from ${source}`, target && `to ${target}`].filter(Boolean).join(" ");
  const where = port === null ? "" : portText({ transport, port, other });
  return [[ends, where].filter(Boolean).join(", "), `${count(flows, "flow")}, ${distinct(different, counted.replace(/s$/u, ""), counted)}`].filter(Boolean).join("; ");
};

export const markdownOf = (report) => {
  const parts = [`# ${headline(report)}`];
  if (report.findings.length) {
    const items = report.findings.map((one) => `- **${markdownText(one.meaning)}** ${markdownText(findingText(one))}. ${markdownText(lineList(report.parts, one.lines, one.lastLine))}. Rule: ${markdownText(one.rule)}`);
    parts.push("## What lines mean together", items.join("\n"));
  }
  if (report.sockets.length) {
    const rows = report.sockets.map((one) => [portText(one), markdownText(title(one.hit)), markdownText(one.address), REACHES[one.reach], markdownText(one.process), markdownText(one.says)]);
    parts.push("## What is open", markdownTable(["Port", "Usually", "Address", "Which is", "Program", "Verdict"], rows));
  }
  if (report.kinds.length) {
    const rows = report.kinds.map((one) => [
      one.flows, markdownText(kindText(one)), markdownText(title(one.hit)), ACTIONS[one.action] ?? one.action, DIRECTIONS[one.direction] ?? "",
      distinct(one.sources, "source"), distinct(one.targets, "target"), EXPOSURES[one.exposure] ?? "", markdownText(timeText(one)), markdownText(one.why),
    ]);
    parts.push("## Kinds of traffic", markdownTable(["Flows", "Port", "Name", "Action", "Way", "From", "To", "Meant for", "Time", "Why"], rows));
  }
  if (report.skipped.length) {
    parts.push("## Not understood", report.skipped.map(({ line, text }) => `- ${markdownText(lineName(report.parts, line))}: ${markdownText(text)}`).join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
};

/** The columns of the CSV; each row is a kind of traffic or an open port. */
const COLUMNS = [
  ["what", (one) => ("verdict" in one ? "open port" : one.from)],
  ["flows", (one) => one.flows],
  ["packets", (one) => one.packets],
  ["transport", (one) => one.transport],
  ["port", (one) => one.port],
  ["last_port", (one) => one.last],
  ["other_port", (one) => one.other],
  ["icmp_type", (one) => one.icmp?.[0]],
  ["icmp_code", (one) => one.icmp?.[1]],
  ["is_rest", (one) => (one.isRest ? "yes" : null)],
  ["name", (one) => title(one.hit)],
  ["action", (one) => one.action],
  ["direction", (one) => one.direction],
  ["service", (one) => one.service],
  ["exposure", (one) => one.exposure],
  ["sources", (one) => one.sources?.number],
  ["targets", (one) => one.targets?.number],
  ["address", (one) => one.address],
  ["process", (one) => one.process],
  ["verdict", (one) => one.verdict],
  ["first_line", (one, parts) => lineName(parts, one.firstLine ?? one.line)],
  ["last_line", (one, parts) => lineName(parts, one.lastLine ?? one.line)],
  ["first_time", (one) => one.firstTime],
  ["last_time", (one) => one.lastTime],
  ["deserves_a_look", (one) => ((one.deservesALook ?? isOdd(one)) ? "yes" : "no")],
  ["why", (one) => one.why ?? one.says],
  ["example", (one) => one.example],
];

export const csvOf = ({ kinds, sockets, parts }) => {
  const rows = [...kinds, ...sockets].map((one) => COLUMNS.map(([, of]) => of(one, parts)));
  return csvText(COLUMNS.map(([name]) => name), rows);
};

export const jsonOf = (report) => `${JSON.stringify({ schema_version: 1, ...report }, null, 2)}\n`;
