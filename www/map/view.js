// The part of the map that is seen: how large it is, and where its upper left corner is, in cells.
import { SIDE, columnOf, rowOf } from "./hilbert.js";

const MOST = 32;

export class View {
  zoom = 1;
  left = 0;
  top = 0;

  /** How many cells are seen in a row. */
  get span() {
    return SIDE / this.zoom;
  }

  /** Zooms by a factor, about a point that is given as two shares of the map's side, and stays where it is. */
  zoomBy(factor, across = 0.5, down = 0.5) {
    const before = this.span;
    this.zoom = Math.min(MOST, Math.max(1, this.zoom * factor));
    this.moveBy((before - this.span) * across, (before - this.span) * down);
  }

  moveBy(columns, rows) {
    const most = SIDE - this.span;
    const within = (value) => Math.min(most, Math.max(0, value));
    this.left = within(this.left + columns);
    this.top = within(this.top + rows);
  }

  whole() {
    this.zoom = 1;
    this.moveBy(0, 0);
  }

  /** Moves as little as is needed for a port's cell, and the one beside it, to be seen. */
  show(port) {
    const missing = (at, from) => Math.min(0, at - 1 - from) + Math.max(0, at + 2 - from - this.span);
    this.moveBy(missing(columnOf(port), this.left), missing(rowOf(port), this.top));
  }

  /** Column and row at a point, given as shares of the map's side. */
  cellAt(across, down) {
    const within = (value) => Math.min(SIDE - 1, Math.max(0, Math.floor(value)));
    return [within(this.left + across * this.span), within(this.top + down * this.span)];
  }
}
