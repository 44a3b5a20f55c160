//! The kernel's `LOG` target, as iptables, nftables, UFW, firewalld, and the systems of routers use it, and ulogd's imitation.
//!
//! Traps: the prefix may be glued to `IN=`, and is the only place for a verdict. An ICMP error repeats the packet that it is about in
//! brackets, with ports of its own. `LEN` occurs twice, `PHYSIN=` ends like `IN=`, `PROTO` may be a number. Of the
//! kernel's lines none ends with a port: what follows was cut off, perhaps in the number.

use crate::flow::{Packet, TcpFlags, flow};
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, after, before, begins, byte, cut, find, has, is_address, is_digits, is_masked, number, rcut, strip_byte, word,
};
use crate::{Action, Aside, Direction, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("iptables", "iptables, nftables", "=OT ", read);

/// Read by [`FORMAT`], which finds UFW's name in the prefix.
pub(crate) const UFW: Format = Format::new("ufw", "UFW", "IN=OUT ", |_, _, _| Reading::Pass);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let Some((prefix, fields)) = split(line.body).or_else(|| one_interface(line.body)) else { return Reading::Pass };
    let Some(mut flow) = flow_of(fields) else { return Reading::Malformed };
    if flow.source.is_empty() && flow.destination.is_empty() {
        // ARP has no IP addresses.
        return Reading::Aside(Aside::NoTraffic);
    }
    let (rule, time, prefix) = proxmox(prefix).unwrap_or((prefix.trim_ascii(), line.time, prefix));
    (flow.rule, flow.time) = (rule, time);
    if flow.rule.starts_with("[UFW ") {
        flow.format = UFW.id;
    }
    // UniFi's letter is the verdict, not what the rule is called. UFW's `LIMIT BLOCK` is no doubt.
    let said = before(prefix, "DESCR=");
    let said = after(said, "[UFW LIMIT ").unwrap_or(said);
    // SuSEfirewall2: `SFW2-INext-ACC-TCP`.
    let is_accepted = begins(said.trim_ascii_start(), "SFW2-") && has(said, "-ACC-");
    let said = if is_accepted { "accept" } else { said };
    flow.action = Action::in_prefix(said).or_else(|| Action::in_prefix(line.tag)).unwrap_or(Action::Log);
    flow.action_text = prefix.trim_ascii();
    flow.direction = match (flow.interface_in, flow.interface_out) {
        ("", "") => None,
        (_, "") => Some(Direction::In),
        ("", _) => Some(Direction::Out),
        _ => Some(Direction::Forward),
    };
    sink.flow(&mut flow);
    Reading::Flows
}

/// The same of Proxmox's firewall, which names only the interface that there is.
fn one_interface(body: &str) -> Option<(&str, &str)> {
    let (start, packet) = cut(body, " SRC=")?;
    if !has(packet, " DST=") || !has(packet, " PROTO=") {
        return None;
    }
    body.split_at_checked(find(start, " IN=").or_else(|| find(start, " OUT="))? + 1)
}

/// Chain, time and the policy's words of Proxmox's `101 1 tap101i0-IN 20/Jun/2022:13:12:46 +0200 policy DROP: `.
fn proxmox(prefix: &str) -> Option<(&str, &str, &str)> {
    let (guest, rest) = word(prefix);
    let (level, rest) = word(rest);
    let (chain, rest) = word(rest);
    number(guest).and(number(level))?;
    let (time, said) = crate::time::leading(rest)?;
    Some((chain, time, said))
}

/// What is before `IN=… OUT=`, and all from there on.
fn split(body: &str) -> Option<(&str, &str)> {
    let bytes = body.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'=')?;
        let start = at.wrapping_sub(2);
        if bytes.get(start..at) == Some(b"IN") {
            let is_glued =
                start > 0 && bytes.get(start - 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
            let value = bytes.get(at + 1..)?;
            // The kernel's names have at most 15 bytes.
            let space = value.iter().take(40).position(|byte| *byte == b' ');
            if !is_glued && space.and_then(|space| value.get(space + 1..)).is_some_and(|rest| rest.starts_with(b"OUT="))
            {
                return body.split_at_checked(start);
            }
        }
        at += 1;
    }
}

fn flow_of(fields: &str) -> Option<Flow<'_>> {
    let mut flow = flow! {};
    let mut about = Packet::default();
    let mut is_about = false;
    let mut flags = 0;
    for word in fields.split_ascii_whitespace() {
        // Some kernels put a priority before each part of the line.
        let priority = strip_byte(word, b'<').and_then(|rest| cut(rest, ">"));
        let word = priority.filter(|(priority, _)| is_digits(priority)).map_or(word, |(_, field)| field);
        let word = match strip_byte(word, b'[') {
            Some(rest) if rest.starts_with("SRC=") => {
                is_about = true;
                rest
            }
            _ => word,
        };
        let Some(sign) = word.bytes().position(|byte| byte == b'=') else {
            flags |= if is_about { 0 } else { TcpFlags::named(word.as_bytes()).unwrap_or(0) };
            is_about = is_about && !word.ends_with(']');
            continue;
        };
        let (Some(key), Some(value)) = (word.as_bytes().get(..sign), word.get(sign + 1..)) else { continue };
        let (packet_transport, source, destination) = if is_about {
            (&mut about.transport, &mut about.source, &mut about.destination)
        } else {
            (&mut flow.transport, &mut flow.source, &mut flow.destination)
        };
        match key {
            b"SRC" if source.address.is_empty() => set_address(source, value)?,
            b"DST" if destination.address.is_empty() => set_address(destination, value)?,
            b"PROTO" if packet_transport.is_none() => *packet_transport = Some(Transport::of(value)?),
            b"SPT" if source.port.is_none() => source.port = Some(crate::scan::port(value)?),
            b"DPT" if destination.port.is_none() => destination.port = Some(crate::scan::port(value)?),
            b"IN" if flow.interface_in.is_empty() => flow.interface_in = value,
            b"OUT" if flow.interface_out.is_empty() => flow.interface_out = value,
            b"TYPE" if !is_about && flow.icmp_type.is_none() => flow.icmp_type = byte(value),
            b"CODE" if !is_about && flow.icmp_code.is_none() => flow.icmp_code = byte(value),
            _ => {}
        }
    }
    if is_cut(fields) {
        // `SPT=` comes first.
        let is_second = flow.destination.port.is_some();
        (if is_second { &mut flow.destination } else { &mut flow.source }).port = None;
        flow.kind = Kind::Mention;
    }
    if flow.transport == Some(Transport::Tcp) && flags != 0 {
        flow.tcp_flags = Some(TcpFlags(flags));
    }
    if !flow.transport.is_some_and(Transport::is_icmp) {
        (flow.icmp_type, flow.icmp_code) = (None, None);
    }
    flow.about = (about != Packet::default()).then_some(about);
    Some(flow)
}

/// Whether the last number of a packet that the kernel wrote is a port.
fn is_cut(fields: &str) -> bool {
    let last = rcut(fields, b' ').map_or("", |(_, last)| last);
    begins(last, "DPT=|SPT=") && (has(fields, " TTL=") && has(fields, " ID=") || has(fields, " HOPLIMIT="))
}

fn set_address<'a>(end: &mut End<'a>, value: &'a str) -> Option<()> {
    if is_address(value) {
        end.address = value;
        return Some(());
    }
    is_masked(value).then_some(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows_among_others, malformed, none};

    #[test]
    fn shapes() {
        let icmp = "x: IN=eth0 OUT= MAC=00:00 SRC=192.0.2.71 DST=192.0.2.83 LEN=88 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.83 \
                    DST=198.51.100.191 LEN=60 PROTO=UDP SPT=21458 DPT=62936 LEN=40 ] MARK=0x1";
        flow(
            icmp,
            "iptables icmp log 192.0.2.71 > 192.0.2.83 in eth0 icmp 3/3 about udp 192.0.2.83:21458 > 198.51.100.191:62936",
        );
        flow("IN= OUT=br0 PHYSOUT=eth1 SRC=::1 DST=::1 PROTO=2", "iptables igmp log ::1 > ::1 out br0");
        flow(
            "kernel: [WAN_LOCAL-D-4000] DESCR=\"no rule\" IN=ppp0 OUT= MAC= SRC=192.0.2.1 DST=192.0.2.2 PROTO=UDP SPT=1 DPT=2 LEN=3",
            "iptables udp drop 192.0.2.1:1 > 192.0.2.2:2 in ppp0",
        );
        flow(
            "Dropbear: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP INCOMPLETE [8 bytes] ",
            "iptables tcp log 192.0.2.1 > 192.0.2.2 forward a b",
        );
        flow(
            "FINAL_REJECT: IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=2 SEQ=7 ACK=0 WINDOW=3 RES=0x00 ACK SYN URGP=0",
            "iptables tcp reject 192.0.2.1:1 > 192.0.2.2:2 in a SYN ACK",
        );
        flow(
            "[start-timeout]: IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=UDP SPT=1 DPT=2",
            "iptables udp log 192.0.2.1:1 > 192.0.2.2:2 in a",
        );
        flow(
            "[UFW LIMIT BLOCK] IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=22",
            "ufw tcp deny 192.0.2.1:1 > 192.0.2.2:22 in a",
        );
        flow(
            "ACCEPT IN=br0 OUT=vlan1 <1>SRC=192.0.2.33 DST=203.0.113.44 <1>LEN=48 ID=1 DF PROTO=TCP <1>SPT=1067 DPT=80 SEQ=1 SYN",
            "iptables tcp allow 192.0.2.33:1067 > 203.0.113.44:80 forward br0 vlan1 SYN",
        );
        flow(
            "[UFW BLOCK] IN=eth0 OUT= SRC=192.0.2.1 DST=XX.0.2.2 LEN=40 PROTO=TCP SPT=58548 DPT=20969 WINDOW=1024 SYN",
            "ufw tcp deny 192.0.2.1:58548 > :20969 in eth0 SYN",
        );
        aside("IN=eth0 OUT= ARP HTYPE=1 PTYPE=0x0800 OPCODE=1");
        malformed("IN=eth0 OUT= SRC=192.0.2.1000 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=2");
        malformed("IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=1 DPT=70000");
    }

    /// What follows a port may have been cut off, and with it some of its digits.
    #[test]
    fn cut_off() {
        let packet = "kernel: DROP: IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 LEN=40 TTL=52 ID=1 PROTO=TCP SPT=41822";
        for (rest, ports) in [
            (" DPT=458", ":41822 > 192.0.2.2"),
            ("", " > 192.0.2.2"),
            (" DPT=458 ", ":41822 > 192.0.2.2:458"),
            (" DPT=458 WINDOW=1", ":41822 > 192.0.2.2:458"),
        ] {
            flow(&[packet, rest].concat(), &["iptables tcp drop 192.0.2.1", ports, " in a"].concat());
        }
        flows_among_others(
            &[packet, " DPT=458\n23 WINDOW=1024 RES=0x00 SYN URGP=0"].concat(),
            &["iptables tcp drop 192.0.2.1:41822 > 192.0.2.2 in a"],
        );
    }

    #[test]
    fn proxmox() {
        flow(
            "0 3 PVEFW-HOST-IN 20/Jun/2022:13:09:14 +0200 policy DROP: IN=vmbr0 MAC=24:8a SRC=192.0.2.11 DST=192.0.2.12 LEN=5 PROTO=TCP SPT=1 DPT=2",
            "iptables tcp drop 192.0.2.11:1 > 192.0.2.12:2 in vmbr0 20/Jun/2022:13:09:14 +0200",
        );
        flow(
            "0 1 PVEFW-HOST-OUT 20/Jun/2022:13:16:23 +0200 REJECT: OUT=vmbr0 SRC=192.0.2.12 DST=192.0.2.10 PROTO=UDP SPT=3 DPT=22",
            "iptables udp reject 192.0.2.12:3 > 192.0.2.10:22 out vmbr0 20/Jun/2022:13:16:23 +0200",
        );
        flow(
            "101 1 tap101i0-IN 20/Jun/2022:13:12:46 +0200 ACCEPT: IN=a OUT=b PHYSIN=c SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=5 DPT=6 SYN",
            "iptables tcp allow 192.0.2.1:5 > 192.0.2.2:6 forward a b SYN 20/Jun/2022:13:12:46 +0200",
        );
        none("[DESTROY] ORIG: SRC=192.0.2.1 DST=192.0.2.2 PROTO=TCP SPT=5 DPT=6");
    }

    /// What a rule is called is no verdict if it says the contrary, or nothing.
    #[test]
    fn prefixes() {
        for (prefix, action) in [
            ("not allowed:", "log"),
            ("fw-no-accept:", "log"),
            ("ssh password bypass try:", "log"),
            ("accept-limit-exceeded", "log"),
            ("tcp reset seen:", "log"),
            ("WOULD DROP:", "log"),
            ("quarantine-vlan new conn:", "log"),
            ("accept, then drop", "log"),
            ("drop_or_REJECTED", "drop"),
            ("DROP6:", "drop"),
            ("policy Permitted", "allow"),
            ("[CUSTOM1_WAN-A-10012] DESCR=\"[CUSTOM1_WAN]Block Telnet\"", "allow"),
            ("SFW2-INext-ACC-TCP", "allow"),
            ("SFW2-INext-DROP-DEFLT", "drop"),
            ("ACC-NET", "log"),
            ("[LAN_IN-RET-2147483647] DESCR=\"Drop LAN\"", "log"),
        ] {
            flow(
                &[prefix, " IN=a OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=UDP SPT=1 DPT=2"].concat(),
                &["iptables udp ", action, " 192.0.2.1:1 > 192.0.2.2:2 in a"].concat(),
            );
        }
    }

    #[test]
    fn zone_of_the_journal() {
        flow(
            "Sat 2026-11-21 06:15:11 CET reject-gw kernel: conn: IN=wan0 OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=UDP SPT=1 DPT=2",
            "iptables udp log 192.0.2.1:1 > 192.0.2.2:2 in wan0 Sat 2026-11-21 06:15:11 CET",
        );
    }
}
