//! Lines of every format, written from traffic, give the same traffic back.

mod common;

use common::random::Random;
use common::read;
use common::writers::{Has, Traffic, WRITERS};

#[test]
fn what_is_written_is_read() {
    let mut random = Random(10);
    for (number, (format, has, outcome, write)) in WRITERS.iter().enumerate() {
        for _ in 0..300 {
            let traffic = Traffic::any(&mut random);
            let line = write(&traffic, &mut random);
            // Ends as wide as the columns of netstat may have been cut off.
            let fills_column = |end: &str| end.len() == 23 || end.rfind('.') == Some(16);
            if *format == "netstat" && line.split_whitespace().any(fills_column) {
                continue;
            }
            let report = read(line.as_bytes());
            let [flow] = &report.flows[..] else { panic!("writer {number}: {line}\n{report:?}") };
            let none = (String::new(), None);
            let (source, destination) = (end(&traffic.source), end(&traffic.destination));
            let (source, destination) = match has {
                Has::Both => (source, destination),
                Has::Destination => (none, destination),
                Has::DestinationPort => (none, (String::new(), destination.1)),
                Has::Source => (source, none),
            };
            assert_eq!((&flow.source, &flow.destination), (&source, &destination), "{line}");
            assert_eq!(&flow.format, format, "{line}");
            let verdict = match (traffic.denied, *format) {
                (true, _) => "deny",
                (false, "suricata_fast" | "suricata_eve") => "alert",
                (false, _) => "allow",
            };
            assert_eq!(flow.outcome, outcome.unwrap_or(verdict), "{line}");
            let transport = match *format {
                "haproxy" | "powershell" | "sshd" => "tcp",
                "conntrack" => "udp",
                "plain" => "",
                _ if traffic.is_tcp => "tcp",
                _ => "udp",
            };
            assert_eq!(flow.transport, transport, "{line}");
        }
    }
}

fn end((address, port): &(String, u16)) -> (String, Option<u16>) {
    (address.clone(), Some(*port))
}
