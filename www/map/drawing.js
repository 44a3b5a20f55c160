// Draws what is seen: the cells, their numbers where there is room, rings around what is lit, and a box around what is selected.
import { css, isBright } from "./colours.js";
import { SIDE, columnOf, portAt, rowOf } from "./hilbert.js";

/** From this size on, in CSS pixels, a cell has room for its number; and up to the other, what is lit needs a ring. */
const [ROOM, SMALL] = [30, 12];
/** So many rings can be told apart. */
const MOST_RINGS = 250;

export const draw = (canvas, { cells, view, colours, colouring, lit, selected, hovered }) => {
  const context = canvas.getContext("2d");
  const side = canvas.width;
  const pixel = side / canvas.clientWidth || 1;
  const unit = side / view.span;
  const scale = cells.width / SIDE;
  const corner = (port) => [(columnOf(port) - view.left) * unit, (rowOf(port) - view.top) * unit];
  context.imageSmoothingEnabled = false;
  const [left, top, span] = [view.left, view.top, view.span].map((value) => value * scale);
  context.drawImage(cells, left, top, span, span, 0, 0, side, side);

  if (unit >= ROOM * pixel) numbers(context, { view, colours, colouring, unit, pixel, corner });
  if (lit && lit.size <= MOST_RINGS && unit < SMALL * pixel) {
    for (const port of lit) ring(context, corner(port), unit, pixel, colours);
    // A ring must not cover what is lit beside it.
    for (const port of lit) {
      context.drawImage(cells, columnOf(port) * scale, rowOf(port) * scale, scale, scale, ...corner(port), unit, unit);
    }
  }
  if (hovered !== null && hovered !== selected) box(context, corner(hovered), unit, pixel, colours, 1);
  box(context, corner(selected), unit, pixel, colours, 2);
};

const numbers = (context, { view, colours, colouring, unit, pixel, corner }) => {
  context.font = `${Math.min(unit / 3.6, 16 * pixel)}px system-ui, sans-serif`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 1, strokeStyle: css(colours.paper) });
  const last = (from) => Math.min(SIDE - 1, Math.ceil(from + view.span));
  for (let row = Math.floor(view.top); row <= last(view.top); row++) {
    for (let column = Math.floor(view.left); column <= last(view.left); column++) {
      const port = portAt[row * SIDE + column];
      const [x, y] = corner(port);
      context.strokeRect(x, y, unit, unit);
      if (colours.patterns) {
        context.fillStyle = css(colours.ground);
        context.fillRect(x + unit * 0.06, y + unit * 0.3, unit * 0.88, unit * 0.4);
        context.fillStyle = css(colours.ink);
      } else {
        context.fillStyle = isBright(colours.kinds[colouring.ofPort[port]]) ? "#000" : "#fff";
      }
      context.fillText(port, x + unit / 2, y + unit / 2);
    }
  }
};

const ring = (context, [x, y], unit, pixel, { mark, paper }) => {
  for (const [colour, width] of [[paper, 4], [mark, 2]]) {
    context.beginPath();
    context.arc(x + unit / 2, y + unit / 2, Math.max(unit, 5 * pixel), 0, 2 * Math.PI);
    Object.assign(context, { strokeStyle: css(colour), lineWidth: width * pixel });
    context.stroke();
  }
};

/** Around a cell, and never too small to be seen. */
const box = (context, [x, y], unit, pixel, { ink, paper }, width) => {
  const size = Math.max(unit, 7 * pixel) + 2 * pixel;
  const edge = (size - unit) / 2;
  for (const [colour, line] of [[paper, width + 2], [ink, width]]) {
    Object.assign(context, { strokeStyle: css(colour), lineWidth: line * pixel });
    context.strokeRect(x - edge, y - edge, size, size);
  }
};
