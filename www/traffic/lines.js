/* Lines of the input: their names, and those of one kind of traffic, read again. */
import { listen, make } from "../element/dom.js";
import { number } from "./words.js";

/** How many lines are shown at a time. */
const AT_A_TIME = 50;
/** Numbers of lines that are written out. */
const MOST_LINES = 8;

/** The name and number of a line, where several files were read. */
export const lineName = (parts, line) => {
  if (parts.length < 2) return number(line);
  const part = parts.findLast((one) => one.line < line) ?? parts[0];
  return `${part.name} ${number(line - part.line)}`;
};

/** `Lines 1, 2, 3 … to 12`. */
export const lineList = (parts, numbers, last) => {
  const shown = numbers.slice(0, MOST_LINES).map((line) => lineName(parts, line));
  const more = numbers.length > MOST_LINES || last > (numbers.at(-1) ?? 0) ? ` … to ${lineName(parts, last)}` : "";
  return `${shown.length === 1 && !more ? "Line" : "Lines"} ${shown.join(", ")}${more}`;
};

/** One line of the input. */
export const lineItem = (parts, { line, text }, ...after) =>
  make("li", {}, make("span", { class: "line-number" }, lineName(parts, line)), make("code", { dir: "ltr" }, text), ...after);

/** A list of lines, which scrolls. */
export const lineItems = (...items) => make("ol", { class: "lines", part: "lines", tabindex: "0", "aria-label": "Lines" }, ...items);

/** A list that fills itself: `read(skip, most)` resolves to flows. */
export const lines = (parts, read, signal) => {
  const list = lineItems();
  const more = make("button", { type: "button", part: "button", hidden: "" }, `Show ${AT_A_TIME} more`);
  const place = make("div", { "aria-busy": "true" }, list, more);
  let shown = 0;
  let last = 0;
  const fill = async () => {
    place.setAttribute("aria-busy", "true");
    try {
      // One more shows whether there are more.
      const flows = await read(shown, AT_A_TIME + 1);
      const next = flows.slice(0, AT_A_TIME);
      shown += next.length;
      for (const flow of next) {
        // Several flows of one line are shown once.
        if (flow.line !== last) list.append(lineItem(parts, flow));
        last = flow.line;
      }
      if (flows.length <= AT_A_TIME) {
        if (more.matches(":focus")) list.focus();
        more.hidden = true;
      } else more.hidden = false;
    } catch (error) {
      if (error.name !== "AbortError") list.append(make("li", {}, `The lines cannot be read again: ${error.message}`));
    } finally {
      place.removeAttribute("aria-busy");
    }
  };
  listen(more, "click", () => place.getAttribute("aria-busy") || fill(), signal);
  fill();
  return place;
};
