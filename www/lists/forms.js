/* The forms in which a list of ports leaves a page. */
import { csvText, markdownTable, markdownText } from "../element/table-text.js";

/** A column's name in CSV and JSON: `VOS releases` becomes `vos_releases`. */
const key = (name) => name.toLowerCase().replace(/[^a-z0-9]+/gu, "_");

/** The value, the name, the ending of a file and its type. */
export const FORMS = [
  ["ports", "Ports alone", "txt", "text/plain"],
  ["markdown", "Markdown table", "md", "text/markdown"],
  ["csv", "CSV", "csv", "text/csv"],
  ["json", "JSON", "json", "application/json"],
];

/**
 * A list in one of the forms. `ports` is its text of ports alone, `columns` are names, and `rows` have a text for each. `about` says
 * where the list is from.
 */
export const textIn = (form, { ports, columns, rows, about }) => {
  if (form === "markdown") return `${markdownTable(columns, rows.map((cells) => cells.map(markdownText)))}\n`;
  if (form === "csv") return csvText(columns.map(key), rows);
  if (form === "json") {
    const named = rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [key(columns[at]), cell])));
    return `${JSON.stringify({ ...about, ports, rows: named }, null, 2)}\n`;
  }
  return `${ports}\n`;
};
