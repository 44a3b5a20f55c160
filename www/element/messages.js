/* What an element says of its failures, in the page and in the event. */
import { make } from "./dom.js";
import { cut } from "./problem.js";

/** So many mistakes are listed in the page, and in the sentence of the event. */
const LISTED = 100;
const SAID = 10;

const sentence = (text) => `${text.replace(/[.\s]+$/, "")}.`;

/** The first of them, and how many more there are. */
const some = (lines, most) => (lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : lines);

/** Says in a sentence why there is no search, and shows what the page's author put inside the element; what to tell in the event. */
export const explain = (error, place) => {
  const code = typeof error?.code === "string" ? error.code : "damaged";
  const message = sentence(`Search does not work here: ${cut(String(error?.message ?? error))}`);
  place.classList.add("broken");
  place.append(make("div", { class: "problem", part: "problem" }, make("p", { role: "alert" }, message), make("slot", {})));
  return { code, message };
};

/** Lists what is wrong with overlays, if there is a place for it; what to tell in the event. The rest of them is in use. */
export const report = (problems, place) => {
  const lines = problems.map(({ source, path, message }) => cut([source, path, message].filter(Boolean).map(cut).join(": ")));
  if (place) {
    const items = some(lines, LISTED).map((line) => make("li", {}, line));
    const head = make("p", { role: "alert" }, "Mistakes in an overlay:");
    place.append(make("div", { class: "problem overlay", part: "problem" }, head, make("ul", {}, ...items)));
  }
  return { code: "overlay", message: sentence(`An overlay has mistakes: ${some(lines, SAID).join("; ")}`), problems };
};
