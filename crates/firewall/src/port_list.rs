//! Ports as one line, to be copied into a rule or a change request.

use crate::Ports;
use catalog::{Transport, append, sorted};

/// `22/tcp, 137-138/udp`: by port, each once; ports of a transport that touch or overlap are one range.
pub fn port_list(ports: impl IntoIterator<Item = (Transport, Ports)>) -> String {
    let mut ranges: Vec<(Transport, Ports)> = Vec::new();
    for (transport, ports) in sorted(ports.into_iter().collect::<Vec<_>>()) {
        match ranges.last_mut() {
            Some((same, last)) if *same == transport && u32::from(ports.first()) <= u32::from(last.last()) + 1 => {
                *last = Ports::new(last.first(), last.last().max(ports.last()));
            }
            _ => ranges.push((transport, ports)),
        }
    }
    let mut by_port = Vec::new();
    for (transport, ports) in ranges {
        by_port.push((ports, transport));
    }
    let mut text = String::new();
    for (ports, transport) in sorted(by_port) {
        let before = if text.is_empty() { "" } else { ", " };
        append(&mut text, &[before, &ports.text("-"), "/", transport.id()]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::Transport::{Tcp, Udp};

    #[test]
    fn ports_are_merged() {
        for (ports, expected) in [
            (&[][..], ""),
            (&[(Tcp, 443, 443), (Tcp, 22, 22), (Tcp, 22, 22)], "22/tcp, 443/tcp"),
            (&[(Udp, 137, 137), (Udp, 138, 138), (Tcp, 139, 139)], "137-138/udp, 139/tcp"),
            (&[(Tcp, 10, 20), (Tcp, 12, 13), (Tcp, 20, 30), (Udp, 15, 15)], "10-30/tcp, 15/udp"),
            (&[(Tcp, 65535, 65535), (Tcp, 0, 65534)], "0-65535/tcp"),
        ] {
            let ports = ports.iter().map(|&(transport, first, last)| (transport, Ports::new(first, last)));
            assert_eq!(port_list(ports), expected);
        }
    }
}
