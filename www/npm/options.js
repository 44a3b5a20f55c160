/* Checks what `load()` and `explain()` are given. */
import { usualBase } from "./files.js";
import { overlayOf } from "./overlay.js";
import { Problem } from "./problem.js";

/** The error about an argument of the function with this name. */
export const wrong = (name, message) => new Problem("argument", `${name}(): ${message}.`);

const readable = (name, overlay, at) => {
  const read = overlayOf(overlay);
  if (read[0] === "problem") throw wrong(name, `overlays[${at}]: ${read[1]}`);
  return read;
};

/** The options that the function shares with others, ready for use, and those that only it has. */
export const checked = (name, options) => {
  if (options === null || typeof options !== "object") throw wrong(name, "the options must be an object");
  const { overlays = [], base = usualBase, ...own } = options;
  if (!Array.isArray(overlays)) throw wrong(name, "`overlays` must be a list");
  if (typeof base !== "string") throw wrong(name, "`base` must be a text");
  return {
    overlays: overlays.map((overlay, at) => readable(name, overlay, at)),
    // With a `#`, chapters are sections of one page.
    base: !base || /\/$|#/.test(base) ? base : `${base}/`,
    own,
  };
};
