/* The lines of one kind of traffic, read from the input again. */
import { make } from "../element/dom.js";
import { number } from "./words.js";

/** How many lines are shown at a time. */
const AT_A_TIME = 50;

/** The name and number of a line, where several files were read. */
export const lineName = (parts, line) => {
  if (parts.length < 2) return number(line);
  const part = parts.findLast((one) => one.line < line) ?? parts[0];
  return `${part.name} ${number(line - part.line)}`;
};

/** One line of the input. */
export const lineItem = (parts, { line, text }) => make("li", {}, make("span", { class: "line-number" }, lineName(parts, line)), make("code", { dir: "ltr" }, text));

/** A list that fills itself: `read(skip, most)` resolves to flows. */
export const lines = (parts, read, signal) => {
  const list = make("ol", { class: "lines", part: "lines" });
  const more = make("button", { type: "button", part: "button", hidden: "" }, `Show ${AT_A_TIME} more`);
  const place = make("div", { "aria-busy": "true" }, list, more);
  let shown = 0;
  let last = 0;
  const fill = async () => {
    place.setAttribute("aria-busy", "true");
    more.disabled = true;
    try {
      const flows = await read(shown, AT_A_TIME);
      shown += flows.length;
      for (const flow of flows) {
        // Several flows of one line are shown once.
        if (flow.line !== last) list.append(lineItem(parts, flow));
        last = flow.line;
      }
      more.hidden = flows.length < AT_A_TIME;
    } catch (error) {
      if (error.name === "AbortError") return;
      list.append(make("li", {}, `The lines cannot be read again: ${error.message}`));
    } finally {
      more.disabled = false;
      place.removeAttribute("aria-busy");
    }
  };
  more.addEventListener("click", fill, { __proto__: null, signal });
  fill();
  return place;
};
