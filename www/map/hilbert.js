// Hilbert's curve, as crates/port-map has it: port 0 is in the upper left corner, the last port in the upper right one.
export const SIDE = 256;
export const PORTS = SIDE * SIDE;

/** The cell of each port: cells are numbered row by row. */
export const cellOf = new Uint16Array(PORTS);
/** The port of each cell. */
export const portAt = new Uint16Array(PORTS);

// A square of twice the size is four copies of the curve, of which the first and the last are turned.
for (let size = 1; size < SIDE; size *= 2) {
  const count = size * size;
  for (let port = 0; port < count; port++) {
    const column = cellOf[port] % SIDE;
    const row = (cellOf[port] - column) / SIDE;
    cellOf[port + count] = (row + size) * SIDE + column;
    cellOf[port + 2 * count] = (row + size) * SIDE + column + size;
    cellOf[port + 3 * count] = (size - 1 - column) * SIDE + 2 * size - 1 - row;
    cellOf[port] = column * SIDE + row;
  }
}
for (let port = 0; port < PORTS; port++) portAt[cellOf[port]] = port;

export const columnOf = (port) => cellOf[port] % SIDE;
export const rowOf = (port) => Math.floor(cellOf[port] / SIDE);
