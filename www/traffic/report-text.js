/* Reports as Markdown, CSV and JSON. */
import { ACTIONS, DIRECTIONS, EXPOSURES, REACHES, count, distinct, headline, kindText, portText, timeText } from "./words.js";

/** What Markdown would take for markup, and what would end a cell of a table. */
const plain = (text) => String(text ?? "").replace(/[\\`*_{}[\]<>|#~]/gu, "\\$&").replace(/\s+/gu, " ");

const table = (heads, rows) => [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

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
    const items = report.findings.map((one) => `- **${plain(one.meaning)}** ${plain(findingText(one))}. Lines ${one.lines.join(", ")}. Rule: ${plain(one.rule)}`);
    parts.push("## What lines mean together", items.join("\n"));
  }
  if (report.sockets.length) {
    const rows = report.sockets.map((one) => [portText(one), plain(title(one.hit)), plain(one.address), REACHES[one.reach], plain(one.process), plain(one.says)]);
    parts.push("## What is open", table(["Port", "Usually", "Address", "Reached by", "Program", ""], rows));
  }
  if (report.kinds.length) {
    const rows = report.kinds.map((one) => [
      one.flows, plain(kindText(one)), plain(title(one.hit)), ACTIONS[one.action] ?? one.action, DIRECTIONS[one.direction] ?? "",
      distinct(one.sources, "source"), distinct(one.targets, "target"), EXPOSURES[one.exposure] ?? "", plain(timeText(one)), plain(one.why),
    ]);
    parts.push("## Kinds of traffic", table(["Flows", "Port", "Name", "Action", "Way", "From", "To", "Meant for", "Time", "Why"], rows));
  }
  if (report.skipped.length) {
    parts.push("## Not understood", report.skipped.map(({ line, text }) => `- ${line}: ${plain(text)}`).join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
};

/** A cell. A spreadsheet would run a text that begins like a formula; with an apostrophe it is a text. */
const cell = (value) => {
  const text = String(value ?? "");
  const safe = typeof value === "string" && /^\s*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replace(/"/gu, '""')}"` : safe;
};

export const csvOf = ({ kinds }) => {
  const heads = ["flows", "packets", "transport", "port", "other_port", "name", "action", "direction", "service", "exposure", "sources", "targets", "first_line", "last_line", "first_time", "last_time", "deserves_a_look", "why", "example"];
  const rows = kinds.map((one) => [
    one.flows, one.packets, one.transport, one.port, one.other, title(one.hit), one.action, one.direction, one.service, one.exposure,
    one.sources.number, one.targets.number, one.firstLine, one.lastLine, one.firstTime, one.lastTime, one.deservesALook ? "yes" : "no", one.why, one.example,
  ]);
  return [heads, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
};

export const jsonOf = (report) => `${JSON.stringify({ schema_version: 1, ...report }, null, 2)}\n`;
