/* Tables as Markdown and CSV. */

/** What Markdown would take for markup, and what would end a cell of a table. */
export const markdownText = (text) => String(text ?? "").replace(/[\\`*_{}[\]<>|#~]/gu, "\\$&").replace(/\s+/gu, " ");

/** A table; its cells are Markdown. */
export const markdownTable = (heads, rows) => [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/**
 * A cell. A spreadsheet would run a text that begins like a formula; with an apostrophe it is a text. Some split cells at semicolons and
 * tabs, too.
 */
const csvCell = (value) => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = value.replace(/(^\s*|[;\t]\s*)(?=[=+\-@＝＋－＠])/gu, "$1'").replace(/^(?=[\t\r])/u, "'");
  return `"${safe.replace(/"/gu, '""')}"`;
};

/** Rows below a line of names. */
export const csvText = (names, rows) => [names.join(","), ...rows.map((cells) => cells.map(csvCell).join(","))].map((row) => `${row}\r\n`).join("");
