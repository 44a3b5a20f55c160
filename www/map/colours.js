// The colours of kinds: from the style, which knows the theme; with forced colours, patterns in the system's colours.
import { make } from "./make.js";

const forced = matchMedia("(forced-colors: active)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const paper = matchMedia("print");

/** As many kinds can have colours that were chosen; more get hues. */
const CHOSEN = 8;
/** Hues that follow each other are far apart. */
const GOLDEN_ANGLE = 137.508;
/** Each kind's pattern of four by four dots, a digit for each row; the kind without a colour of its own has none. */
const PATTERNS = ["ffff", "a5a5", "f0f0", "aaaa", "8421", "8020", "f999", "1248", "fa5a", "8888", "f000", "6996"];
const EMPTY = "0000";

/** Calls `changed` when the theme, forced colours or the medium change. */
export const watchColours = (changed) => {
  for (const query of [forced, dark, paper]) query.addEventListener("change", changed);
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
};

const nameOf = (colouring, at) => {
  const { length } = colouring.kinds;
  if (colouring.kinds[at].rest) return "var(--map-rest)";
  if (colouring.id === "known") return `var(--map-known-${at})`;
  if (length <= CHOSEN) return `var(--map-${at})`;
  const isScale = colouring.id === "number";
  const hue = isScale ? (at * 330) / length : at * GOLDEN_ANGLE;
  const step = isScale ? 8 : (at % 3) * 10;
  return `light-dark(hsl(${hue} 62% ${30 + step}%), hsl(${hue} 68% ${54 + step}%))`;
};

/** The colours of a colouring's kinds, and those of ground and ink, each as red, green and blue. */
export const coloursOf = (colouring, place, onPaper = paper.matches) => {
  const probe = make("span", { class: "map-probe" });
  place.append(probe);
  if (onPaper) probe.style.colorScheme = "light";
  const resolved = (colour) => {
    probe.style.color = colour;
    return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
  };
  const is = forced.matches;
  const colours = {
    patterns: is ? colouring.kinds.map((kind, at) => (kind.rest ? EMPTY : PATTERNS[at % PATTERNS.length])) : null,
    ground: resolved(is ? "Canvas" : "var(--map-rest)"),
    ink: resolved(is ? "CanvasText" : "var(--map-ink)"),
    paper: resolved(is ? "Canvas" : "var(--map-paper)"),
    mark: resolved(is ? "Highlight" : "var(--map-mark)"),
    kinds: colouring.kinds.map((_, at) => resolved(is ? "CanvasText" : nameOf(colouring, at))),
  };
  if (is && colouring.id === "known") colours.patterns[colouring.kinds.length - 1] = EMPTY;
  probe.remove();
  return colours;
};

export const css = ([red, green, blue]) => `rgb(${red} ${green} ${blue})`;
/** A colour with much of another in it. */
export const faded = (colour, ground) => colour.map((part, at) => Math.round(part * 0.16 + ground[at] * 0.84));
/** Whether black is easier to read on it than white. */
export const isBright = ([red, green, blue]) => red * 0.299 + green * 0.587 + blue * 0.114 > 140;
