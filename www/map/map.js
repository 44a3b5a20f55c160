// The map of all ports: puts its parts together, and answers to pointer, keys and search.
import { paint } from "./cells.js";
import { colourings, sorted } from "./colourings.js";
import { coloursOf, watchColours } from "./colours.js";
import { draw } from "./drawing.js";
import { PORTS, SIDE, columnOf, portAt, rowOf } from "./hilbert.js";
import { Legend } from "./legend.js";
import { followSearch } from "./lights.js";
import { began, grouped, make } from "./make.js";
import { knownOf, nextDescribed, start } from "./ports.js";
import { Readout, about } from "./readout.js";
import { View } from "./view.js";

const place = document.querySelector(".port-map");
const figure = place.querySelector("figure");
const view = new View();
const cells = document.createElement("canvas");
const canvas = make("canvas", { "aria-hidden": "true" });
const field = make(
  "div",
  { class: "map-field", role: "application", tabindex: "0", "aria-label": "Map of all ports", "aria-describedby": "map-help" },
  canvas,
);
const readout = new Readout();

const asked = Number(new URLSearchParams(location.search).get("port") ?? NaN);
const isPort = (number) => Number.isInteger(number) && number >= 0 && number < PORTS;
const state = { colouring: sorted(colourings[0]), colours: null, alone: null, lit: null, hovered: null, selected: isPort(asked) ? asked : start };

// --- Drawing ---

const isLit = () => {
  const { lit, alone, colouring } = state;
  if (!lit && alone === null) return null;
  return (port) => (!lit || lit.has(port)) && (alone === null || colouring.ofPort[port] === alone);
};
const drawNow = () => draw(canvas, { ...state, cells, view });
let frame = 0;
const redraw = () => {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    drawNow();
  });
};
const repaint = () => {
  paint(cells, state.colouring, state.colours, isLit());
  redraw();
};
const recolour = (onPaper) => {
  state.colours = coloursOf(state.colouring, place, onPaper);
  legend.show(state.colouring, state.colours, state.alone);
  paint(cells, state.colouring, state.colours, isLit());
  drawNow();
};
/** As large as there is room for, with a whole number of the screen's pixels for each cell. */
const resize = () => {
  const room = Math.min(figure.clientWidth, Math.max(SIDE, innerHeight - 100));
  const side = SIDE * Math.max(1, Math.floor((room * devicePixelRatio) / SIDE));
  const size = `${Math.min(side / devicePixelRatio, figure.clientWidth)}px`;
  if (canvas.width === side && canvas.style.width === size) return;
  Object.assign(canvas, { width: side, height: side });
  Object.assign(canvas.style, { width: size, height: size });
  if (state.colours) drawNow();
};

// --- What is shown ---

const legend = new Legend(place.querySelector(".map-legend"), (kind) => {
  state.alone = kind;
  legend.show(state.colouring, state.colours, kind);
  repaint();
});
const select = (port, aloud = true) => {
  state.selected = port;
  view.show(port);
  readout.show(port, aloud);
  redraw();
};
const open = (port, inNewTab) => {
  const { href } = about(port);
  if (!href) return;
  if (inNewTab) globalThis.open(href, "_blank", "noopener");
  else location.assign(href);
};
const zoom = (factor, ...about) => {
  view.zoomBy(factor, ...about);
  settle();
};
const settle = () => {
  field.classList.toggle("zoomed", view.zoom > 1);
  less.disabled = whole.disabled = view.zoom === 1;
  more.disabled = view.zoom >= 32;
  redraw();
};

const button = (label, text, pressed) => {
  const made = make("button", { type: "button", "aria-label": label, title: label }, text);
  made.addEventListener("click", pressed);
  return made;
};
const less = button("Zoom out", "−", () => zoom(1 / 2));
const more = button("Zoom in", "+", () => {
  // Where the reader is.
  zoom(2, (columnOf(state.selected) + 0.5 - view.left) / view.span, (rowOf(state.selected) + 0.5 - view.top) / view.span);
  view.show(state.selected);
});
const whole = button("Show the whole map", "Whole map", () => {
  view.whole();
  settle();
});
const number = make("input", { inputmode: "numeric", maxlength: "5", autocomplete: "off", placeholder: "number" });
number.addEventListener("input", () => {
  const typed = number.value.trim();
  if (/^\d+$/.test(typed) && isPort(Number(typed))) select(Number(typed));
});
number.addEventListener("keydown", ({ key }) => key === "Enter" && open(state.selected));
const choice = make("select", {}, ...colourings.map(({ id, title }) => make("option", { value: id }, title)));
choice.addEventListener("change", () => {
  state.colouring = sorted(colourings[choice.selectedIndex]);
  state.alone = null;
  recolour();
});
const lights = make("p", { class: "map-lights", hidden: "" });

// --- Keys ---

let typed = "";
let typedAt = 0;
const typedNumber = (digit) => {
  const now = performance.now();
  const longer = now - typedAt < 1000 ? typed + digit : digit;
  typed = isPort(Number(longer)) ? longer : digit;
  typedAt = now;
  return Number(typed);
};
const step = (columns, rows) => {
  const within = (value) => Math.min(SIDE - 1, Math.max(0, value));
  const [column, row] = [within(columnOf(state.selected) + columns), within(rowOf(state.selected) + rows)];
  return portAt[row * SIDE + column];
};
const KEYS = {
  ArrowLeft: (far) => select(step(-far, 0)),
  ArrowRight: (far) => select(step(far, 0)),
  ArrowUp: (far) => select(step(0, -far)),
  ArrowDown: (far) => select(step(0, far)),
  Home: () => select(0),
  End: () => select(PORTS - 1),
  PageUp: () => select(nextDescribed(state.selected, -1)),
  PageDown: () => select(nextDescribed(state.selected, 1)),
  Enter: () => open(state.selected),
  "+": () => more.click(),
  "=": () => more.click(),
  "-": () => less.click(),
};
field.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = /^\d$/.test(event.key) ? () => select(typedNumber(event.key)) : Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  if (!/^\d$/.test(event.key)) typed = "";
  act(event.shiftKey ? 16 : 1);
});

// --- Pointer ---

/** Fingers or mouse buttons that are down: where they are, as shares of the map's side. */
const down = new Map();
let moved = false;
let kindOfPointer = "mouse";
let lastTap = null;
const share = ({ clientX, clientY }) => {
  const box = canvas.getBoundingClientRect();
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
};
const portUnder = (event) => {
  const [column, row] = view.cellAt(...share(event));
  return portAt[row * SIDE + column];
};
/** A finger is wider than a cell: the best known port near it. */
const portNear = (event) => {
  const reach = Math.min(12, Math.floor((10 * view.span) / canvas.clientWidth));
  const [column, row] = view.cellAt(...share(event));
  let best = [Infinity, 0];
  for (let y = Math.max(0, row - reach); y <= Math.min(SIDE - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(SIDE - 1, column + reach); x++) {
      const port = portAt[y * SIDE + x];
      const rank = knownOf(port) * 1000 + Math.hypot(x - column, y - row);
      if (rank < best[0]) best = [rank, port];
    }
  }
  return best[1];
};
const ends = () => {
  const [[x1, y1], [x2, y2]] = [...down.values()];
  return { middle: [(x1 + x2) / 2, (y1 + y2) / 2], distance: Math.max(0.01, Math.hypot(x1 - x2, y1 - y2)) };
};
canvas.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  kindOfPointer = event.pointerType;
  if (!down.size) moved = false;
  down.set(event.pointerId, share(event));
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", (event) => {
  const at = share(event);
  const before = down.get(event.pointerId);
  if (before && down.size === 2) {
    const from = ends();
    down.set(event.pointerId, at);
    const to = ends();
    moved = true;
    zoom(to.distance / from.distance, ...to.middle);
    view.moveBy((from.middle[0] - to.middle[0]) * view.span, (from.middle[1] - to.middle[1]) * view.span);
  } else if (before && view.zoom > 1) {
    if (!moved && Math.hypot(at[0] - before[0], at[1] - before[1]) * canvas.clientWidth < 5) return;
    moved = true;
    view.moveBy((before[0] - at[0]) * view.span, (before[1] - at[1]) * view.span);
    down.set(event.pointerId, at);
    redraw();
  } else if (event.pointerType !== "touch") {
    state.hovered = portUnder(event);
    readout.show(state.hovered);
    redraw();
  }
});
for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, ({ pointerId }) => down.delete(pointerId));
canvas.addEventListener("pointerleave", () => {
  if (state.hovered === null) return;
  state.hovered = null;
  readout.show(state.selected);
  redraw();
});
canvas.addEventListener("click", (event) => {
  if (moved) return;
  if (kindOfPointer !== "touch") {
    select(portUnder(event), false);
    return open(state.selected, event.ctrlKey || event.metaKey);
  }
  const at = share(event);
  const isSecond = lastTap && Math.hypot(at[0] - lastTap[0], at[1] - lastTap[1]) * canvas.clientWidth < 20;
  lastTap = isSecond ? null : at;
  if (isSecond) open(state.selected);
  else select(portNear(event));
});
canvas.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 150), ...share(event));
  },
  { passive: false },
);
// Two fingers zoom the map, not the page; one scrolls the page while all of the map is seen.
canvas.addEventListener("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });

// --- Search ---

followSearch((lit, total) => {
  state.lit = lit;
  lights.hidden = !lit;
  const results = total === 1 ? "1 result" : `${grouped(total)} results`;
  const ports = lit?.size === 1 ? "1 port is" : `${grouped(lit?.size ?? 0)} ports are`;
  if (lit) lights.textContent = `${results} of the search: ${ports} lit.`;
  if (lit) readout.say(lights.textContent);
  repaint();
});

// --- Into the page ---

const labelled = (text, control) => make("label", {}, `${text} `, control);
const help =
  "Point at a cell, or tap it, for the port’s name; click, or tap again, to open it. On the map, arrow keys move, Page Down goes " +
  "to the next chapter, a number goes to its port, and Enter opens it. Ctrl and the wheel, two fingers, + and − zoom. A press on " +
  "a line of the legend leaves only its cells in colour.";
const zoomers = make("div", { class: "map-zoom", role: "group", "aria-label": "Zoom" }, less, more, whole);
const side = make("div", { class: "map-side" });
const list = place.querySelector(".map-legend");
list.replaceWith(side);
side.append(...readout.parts, lights, make("p", { class: "map-choice" }, labelled("Colour by", choice)), list);
figure.querySelector("picture").hidden = true;
figure.append(
  field,
  make("div", { class: "map-tools" }, zoomers, labelled("Go to port", number)),
);
place.append(make("p", { class: "map-help", id: "map-help" }, help));
document.querySelector(".map-tables").open = false;
resize();
recolour();
settle();
readout.show(state.selected);
performance.measure("port-map", { start: began, end: performance.now() });

new ResizeObserver(resize).observe(figure);
window.addEventListener("resize", resize);
watchColours(() => recolour());
window.addEventListener("beforeprint", () => recolour(true));
window.addEventListener("afterprint", () => recolour());
