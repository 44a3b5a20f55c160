//! Hilbert's curve: it visits every cell of a square, each beside the one before.

/// Cells on each side of the square.
pub const SIDE: u16 = 256;

/// Column and row of a port, from the upper left corner, where port 0 is.
pub fn position(port: u16) -> (u8, u8) {
    let (mut column, mut row) = (0, 0);
    let mut rest = port;
    let mut size = 1;
    while size < SIDE {
        let right = (rest >> 1) & 1;
        let down = (rest ^ right) & 1;
        (column, row) = turned(size, column, row, right, down);
        column += size * right;
        row += size * down;
        rest >>= 2;
        size <<= 1;
    }
    (byte(column), byte(row))
}

/// The port at a column and row; the opposite of [`position`].
pub fn port_at(column: u8, row: u8) -> u16 {
    let (mut column, mut row) = (u16::from(column), u16::from(row));
    let mut port = 0;
    let mut size = SIDE >> 1;
    while size > 0 {
        let (right, down) = (u16::from(column & size > 0), u16::from(row & size > 0));
        port += size * size * ((3 * right) ^ down);
        (column, row) = turned(size, column & (size - 1), row & (size - 1), right, down);
        size >>= 1;
    }
    port
}

/// A place in a quarter of this size, as seen before the quarter was turned: the upper quarters are, so that the curve's ends meet.
const fn turned(size: u16, column: u16, row: u16, right: u16, down: u16) -> (u16, u16) {
    match (right, down) {
        (_, 1) => (column, row),
        (0, _) => (row, column),
        _ => (size - 1 - row, size - 1 - column),
    }
}

/// A coordinate, which is below [`SIDE`].
fn byte(coordinate: u16) -> u8 {
    u8::try_from(coordinate).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_port_there_and_back() {
        let mut seen = vec![false; crate::PORTS];
        for port in 0..=u16::MAX {
            let (column, row) = position(port);
            assert_eq!(port_at(column, row), port);
            let cell = &mut seen[usize::from(row) * usize::from(SIDE) + usize::from(column)];
            assert!(!*cell, "{port}: {column}, {row} is taken");
            *cell = true;
        }
    }

    #[test]
    fn neighbours_are_adjacent() {
        for port in 1..=u16::MAX {
            let ((column, row), (before_column, before_row)) = (position(port), position(port - 1));
            let steps = column.abs_diff(before_column) + row.abs_diff(before_row);
            assert_eq!(steps, 1, "{} and {port}", port - 1);
        }
    }

    #[test]
    fn it_begins_and_ends_at_the_upper_corners() {
        for (port, place) in [(0, (0, 0)), (1, (1, 0)), (2, (1, 1)), (3, (0, 1)), (4, (0, 2)), (u16::MAX, (255, 0))] {
            assert_eq!(position(port), place, "{port}");
        }
    }

    #[test]
    fn aligned_blocks_are_squares() {
        for (length, side) in [(4_u16, 2), (256, 16), (1024, 32), (4096, 64)] {
            for block in 0..=u16::MAX / length {
                let places: Vec<(u8, u8)> = (0..length).map(|at| position(block * length + at)).collect();
                let spread = |of: fn(&(u8, u8)) -> u8| {
                    let values = || places.iter().map(of);
                    values().max().zip(values().min()).map(|(most, least)| most - least + 1)
                };
                assert_eq!(
                    (spread(|place| place.0), spread(|place| place.1)),
                    (Some(side), Some(side)),
                    "{block} of {length}"
                );
            }
        }
    }
}
