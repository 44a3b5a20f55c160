/* Reports failures, in the page and as details for the event. */
import { make } from "./dom.js";
import { cut } from "./problem.js";

/** The most mistakes that are listed in the page, and in the message of the event. */
const LISTED = 100;
const SAID = 10;

const sentence = (text) => `${text.replace(/[.\s]+$/, "")}.`;

/** The first `most` lines, and how many more there are. */
const some = (lines, most) => (lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : lines);

/** Shows why there is no search, and the element's own content. Returns the event's detail. */
export const explain = (error, place, what = "Search does") => {
  const code = typeof error?.code === "string" ? error.code : "damaged";
  const message = sentence(`${what} not work here: ${cut(String(error?.message ?? error))}`);
  place.classList.add("broken");
  place.append(make("div", { class: "problem", part: "problem" }, make("p", { role: "alert" }, message), make("slot", {})));
  return { code, message };
};

/** Lists the mistakes in overlays, if there is a place for them. Returns the event's detail. */
export const report = (problems, place) => {
  const lines = problems.map(({ source, path, message }) => cut([source, path, message].filter(Boolean).map(cut).join(": ")));
  if (place) {
    const items = some(lines, LISTED).map((line) => make("li", {}, line));
    const head = make("p", { role: "alert" }, "Mistakes in an overlay:");
    place.append(make("div", { class: "problem overlay", part: "problem" }, head, make("ul", {}, ...items)));
  }
  return { code: "overlay", message: sentence(`An overlay has mistakes: ${some(lines, SAID).join("; ")}`), problems };
};
