//! The picture of all ports: a square with one cell for each, on a curve that keeps neighbours together.
//!
//! [`hilbert`] says where a port is. A [`PortMap`] knows of every port which entry describes it, and whether it is registered;
//! from that come the tables of the page ([`PortMap::tally`], [`PortMap::described_runs`]), the picture for readers without
//! scripts ([`picture`]), and the data from which the page's script draws ([`PortMap::data`]).

mod data;
pub mod hilbert;
mod known;
mod picture;
mod port_map;
mod runs;
mod standing;
mod tally;

pub use known::Known;
pub use picture::{Palette, picture};
pub use port_map::PortMap;
pub use runs::Run;
pub use tally::Tally;

/// How many ports there are.
pub const PORTS: usize = 1 << 16;
