// The cells as a picture: a pixel for each, or four by four dots with a pattern.
import { css, faded } from "./colours.js";
import { PORTS, SIDE, cellOf } from "./hilbert.js";
import { make } from "./make.js";

/** Dots on each side of a patterned cell. */
const DOTS = 4;

const packed = ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** Draws into a canvas, which gets as large as it has to be. `isLit` says which ports stand out; without it all do. */
export const paint = (canvas, { ofPort }, colours, isLit) => {
  const { patterns, ground, mark, kinds } = colours;
  const side = SIDE * (patterns ? DOTS : 1);
  Object.assign(canvas, { width: side, height: side });
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  const own = kinds.map(packed);
  const dim = kinds.map((colour) => packed(faded(colour, ground)));
  if (!patterns) {
    for (let port = 0; port < PORTS; port++) {
      const shades = isLit && !isLit(port) ? dim : own;
      pixels[cellOf[port]] = shades[ofPort[port]];
    }
  } else {
    const dots = patterns.map(dotsOf);
    const [empty, lit] = [ground, mark].map(packed);
    pixels.fill(empty);
    for (let port = 0; port < PORTS; port++) {
      const cell = cellOf[port];
      const column = cell % SIDE;
      const corner = ((cell - column) / SIDE) * DOTS * side + column * DOTS;
      const kind = ofPort[port];
      const marked = isLit?.(port);
      const colour = marked ? lit : isLit ? dim[kind] : own[kind];
      for (const dot of marked ? ALL_DOTS : dots[kind]) pixels[corner + (dot >> 2) * side + (dot & 3)] = colour;
    }
  }
  context.putImageData(image, 0, 0);
};

/** The numbers of a pattern's dots, row by row. */
const dotsOf = (pattern) => {
  const has = (dot) => (parseInt(pattern[dot >> 2], 16) >> (3 - (dot & 3))) & 1;
  return Array.from({ length: DOTS * DOTS }, (_, dot) => dot).filter(has);
};
const ALL_DOTS = dotsOf("ffff");

/** A square that shows what the cells of a kind look like. */
export const swatch = (colours, kind) => {
  if (!colours.patterns) {
    const plain = make("span", { class: "map-swatch" });
    plain.style.background = css(colours.kinds[kind]);
    return plain;
  }
  const side = 16;
  const canvas = make("canvas", { class: "map-swatch", width: side, height: side, "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  context.fillStyle = css(colours.ground);
  context.fillRect(0, 0, side, side);
  context.fillStyle = css(colours.ink);
  for (const dot of dotsOf(colours.patterns[kind])) {
    for (let at = 0; at < side; at++) context.fillRect((at & 3) * DOTS + (dot & 3), (at >> 2) * DOTS + (dot >> 2), 1, 1);
  }
  return canvas;
};
