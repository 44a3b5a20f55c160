//! What only plans for firewalls need of uses and advice, column by column.

use crate::catalog::Parts;
use crate::wire::Wire;
use crate::{Peer, TransportSet};

/// Writes or reads the details, for parts of which the first is there.
pub(crate) fn details(wire: &mut impl Wire, parts: &mut Parts) -> Option<()> {
    for one in parts.entries.iter_mut().flat_map(|entry| &mut entry.uses) {
        peer(wire, &mut one.peer)?;
        optional(wire, &mut one.port_note)?;
    }
    for advice in parts.entries.iter_mut().flat_map(|entry| &mut entry.advice) {
        let mut bits = advice.transports.bits().into();
        wire.number(&mut bits)?;
        advice.transports = u8::try_from(bits).ok().and_then(TransportSet::from_bits)?;
        optional(wire, &mut advice.to)?;
        optional(wire, &mut advice.when)?;
        wire.text(&mut advice.reason)?;
        optional(wire, &mut advice.exception)?;
    }
    for entry in &mut parts.entries {
        let of_uses = entry.uses.iter_mut().map(|one| &mut one.cites);
        for cites in of_uses.chain(entry.advice.iter_mut().map(|one| &mut one.cites)) {
            wire.texts(cites)?;
        }
    }
    Some(())
}

/// A text that may be missing; an empty one is missing.
fn optional(wire: &mut impl Wire, text: &mut Option<String>) -> Option<()> {
    let mut said = text.take().unwrap_or_default();
    wire.text(&mut said)?;
    *text = Some(said).filter(|text| !text.is_empty());
    Some(())
}

fn peer(wire: &mut impl Wire, peer: &mut Option<Peer>) -> Option<()> {
    let (mut kind, mut port, mut said) = match peer.take() {
        None => (0, 0, String::new()),
        Some(Peer::Ephemeral) => (1, 0, String::new()),
        Some(Peer::Dynamic) => (2, 0, String::new()),
        Some(Peer::Port(port)) => (3, port, String::new()),
        Some(Peer::Said(said)) => (4, 0, said),
    };
    wire.number(&mut kind)?;
    *peer = match kind {
        0 => None,
        1 => Some(Peer::Ephemeral),
        2 => Some(Peer::Dynamic),
        3 => {
            wire.port(&mut port)?;
            Some(Peer::Port(port))
        }
        4 => {
            wire.text(&mut said)?;
            Some(Peer::Said(said))
        }
        _ => return None,
    };
    Some(())
}
