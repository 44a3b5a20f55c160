//! Captures that are made here: every kind of file, link and packet.

mod common;

use capture::{LONGEST, is_capture};
use common::made::{block, ether, old_block, pcap, pcap_modified, pcapng, tcp, udp, v4, v6};
use common::{flows, text_of};

/// Checks what a packet of this link is.
#[track_caller]
fn check(link: u32, packet: Vec<u8>, expected: &str) {
    let file = pcap(false, false, link, &[packet]);
    assert_eq!(text_of([&file[..]]), format!("2026-11-18 11:06:40.000007 {expected}\n"));
}

const SYN: &str = "192.0.2.1.40000 > 198.51.100.2.23: Flags [S], seq 5, win 7, length 0";

#[test]
fn links() {
    let packet = v4(6, 0, &tcp(23, 2));
    let named = format!("IP {SYN}");
    let behind = |head: &[u8]| [head, &packet].concat();
    check(1, ether(0x800, &packet), &named);
    // Tags of VLANs, also one in the other; PPPoE.
    check(1, ether(0x8100, &behind(&[0, 12, 8, 0])), &named);
    check(1, ether(0x88a8, &behind(&[0, 12, 0x81, 0, 0, 13, 8, 0])), &named);
    check(1, ether(0x8864, &behind(&[0x11, 0, 0, 1, 0, 42, 0, 0x21])), &named);
    check(1, ether(0x9200, &behind(&[0, 12, 8, 0])), &named);
    // LLC with SNAP, also inside of a tag; MPLS with one label and two.
    check(1, ether(48, &behind(&[0xaa, 0xaa, 3, 0, 0, 0, 8, 0])), &named);
    check(1, ether(0x8100, &behind(&[0, 12, 0, 48, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0])), &named);
    check(1, ether(0x8847, &behind(&[0, 1, 1, 64])), &named);
    check(1, ether(0x8847, &behind(&[0, 1, 0, 64, 0, 2, 1, 64])), &named);
    let six = "IP6 2001:db8::1.40000 > 2001:db8::2.53: UDP, length 2";
    check(1, ether(0x8848, &[&[0, 1, 1, 64], &v6(17, &udp(53))[..]].concat()), six);
    // PPP, with its header or without, and its number in one byte.
    for head in [&[0xff, 3, 0, 0x21][..], &[0, 0x21], &[0x21], &[0xff, 3, 2, 0x81, 0, 1, 1, 64]] {
        check(9, behind(head), &named);
    }
    check(9, [&[0xff, 3, 0, 0x57], &v6(17, &udp(53))[..]].concat(), six);
    for raw in [12, 14, 101, 228] {
        check(raw, packet.clone(), &named);
    }
    check(229, v6(17, &udp(53)), "IP6 2001:db8::1.40000 > 2001:db8::2.53: UDP, length 2");
    // The family in either byte order.
    check(0, behind(&[2, 0, 0, 0]), &named);
    check(0, behind(&[0, 0, 0, 2]), &named);
    check(108, behind(&[0, 0, 0, 2]), &named);
    check(0, [&[30, 0, 0, 0], &v6(17, &udp(53))[..]].concat(), "IP6 2001:db8::1.40000 > 2001:db8::2.53: UDP, length 2");
    check(113, behind(&[0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0]), &named);
    check(276, behind(&[8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0]), &format!("if3 Out IP {SYN}"));
    let mut log = vec![61, 2, 1, 0];
    log.extend(b"em0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    log.extend([0; 16]);
    log.extend([0, 0, 0, 12]);
    log.extend([0; 20]);
    log.extend([1, 0, 0, 0]);
    check(117, behind(&log), &format!("rule 12/0(match): block in on em0: {SYN}"));
    for (kind, expected) in [(0x806, "ARP, length 4"), (0x88cc, "ethertype 0x88cc, length 4"), (0x26, "LLC, length 4")]
    {
        check(1, ether(kind, &[0; 4]), expected);
    }
    check(9, vec![0xff, 3, 0xc0, 0x21, 1, 1, 0, 4], "ethertype 0x880b, length 4");
    check(1, ether(0x8847, &[0, 1, 1, 64, 0, 0, 0, 0]), "ethertype 0x8847, length 8");
}

#[test]
fn what_ip_carries() {
    let four =
        |protocol, payload: &[u8], expected: &str| check(101, v4(protocol, 0, payload), &format!("IP {expected}"));
    four(6, &tcp(443, 0xff), "192.0.2.1.40000 > 198.51.100.2.443: Flags [FSRP.UEW], seq 5, ack 6, win 7, length 0");
    four(6, &tcp(443, 0), "192.0.2.1.40000 > 198.51.100.2.443: Flags [none], seq 5, win 7, length 0");
    four(17, &udp(53), "192.0.2.1.40000 > 198.51.100.2.53: UDP, length 2");
    four(132, &udp(3868), "192.0.2.1.40000 > 198.51.100.2.3868: sctp, length 10");
    four(33, &udp(5001), "192.0.2.1.40000 > 198.51.100.2.5001: DCCP, length 10");
    four(47, &[0; 8], "192.0.2.1 > 198.51.100.2: ip-proto-47 8");
    // Cut off by the length of snapshots.
    four(6, &tcp(443, 2)[..8], "192.0.2.1.40000 > 198.51.100.2.443: [|tcp]");
    four(17, &udp(53)[..3], "192.0.2.1 > 198.51.100.2: [|udp]");
    // The first fragment has the ports, and others have not.
    check(101, v4(17, 0x2000, &udp(53)), "IP 192.0.2.1.40000 > 198.51.100.2.53: UDP, length 2");
    check(101, v4(17, 185, &udp(53)), "IP 192.0.2.1 > 198.51.100.2: udp");
    check(101, v4(6, 185, &udp(53)), "IP 192.0.2.1 > 198.51.100.2: tcp");
    // Hop by hop, then options for the destination, then a fragment.
    let extended = |offset: u8| {
        let heads = [60, 0, 1, 4, 0, 0, 0, 0, 44, 0, 1, 4, 0, 0, 0, 0, 17, 0, 0, offset | 1, 0, 0, 0, 9];
        v6(0, &[&heads[..], &udp(53)].concat())
    };
    check(101, extended(0), "IP6 2001:db8::1.40000 > 2001:db8::2.53: UDP, length 2");
    check(101, extended(16), "IP6 2001:db8::1 > 2001:db8::2: udp");
}

#[test]
fn messages() {
    let lost = v4(17, 0, &udp(33434));
    let message = |kind, code, about: &[u8]| [&[kind, code, 0, 0, 0, 1, 0, 2], about].concat();
    for (kind, code, expected) in [
        (8, 0, "echo request, id 1, seq 2"),
        (0, 0, "echo reply, id 1, seq 2"),
        (3, 0, "net 198.51.100.2 unreachable"),
        (3, 1, "host 198.51.100.2 unreachable"),
        (3, 2, "198.51.100.2 protocol 17 unreachable"),
        (3, 3, "198.51.100.2 udp port 33434 unreachable"),
        (3, 4, "198.51.100.2 unreachable - need to frag"),
        (3, 13, "host 198.51.100.2 unreachable - admin prohibited filter"),
        (5, 1, "redirect 198.51.100.2 to host 0.1.0.2"),
        (11, 0, "time exceeded in-transit"),
        (42, 0, "type-#42"),
    ] {
        let packet = message(kind, code, &lost);
        let expected = format!("IP 192.0.2.1 > 198.51.100.2: ICMP {expected}, length {}", packet.len());
        check(101, v4(1, 0, &packet), &expected);
    }
    let lost = v6(17, &udp(33434));
    for (kind, code, expected) in [
        (128, 0, "echo request, id 1, seq 2"),
        (1, 4, "destination unreachable, unreachable port, 2001:db8::2 udp port 33434"),
        (1, 3, "destination unreachable, unreachable address 2001:db8::2"),
        (2, 0, "packet too big"),
        (135, 0, "neighbor solicitation"),
        (143, 0, "multicast listener report v2"),
    ] {
        let packet = message(kind, code, &lost);
        check(
            101,
            v6(58, &packet),
            &format!("IP6 2001:db8::1 > 2001:db8::2: ICMP6, {expected}, length {}", packet.len()),
        );
    }
    // What the message is about may be missing.
    check(101, v4(1, 0, &[3, 3]), "IP 192.0.2.1 > 198.51.100.2: ICMP unreachable, length 2");
}

/// The same packets in every kind of file.
#[test]
fn files() {
    let packets = [ether(0x800, &v4(6, 0, &tcp(23, 2))), ether(0x86dd, &v6(17, &udp(53)))];
    let [first, second] = [&format!("IP {SYN}"), "IP6 2001:db8::1.40000 > 2001:db8::2.53: UDP, length 2"];
    for (is_big, is_nano) in [(false, false), (true, false), (false, true), (true, true)] {
        let file = pcap(is_big, is_nano, 1, &packets);
        let expected = format!("2026-11-18 11:06:40.000007 {first}\n2026-11-18 11:06:41.000008 {second}\n");
        assert!(is_capture(&file[..4]));
        assert_eq!(text_of([&file[..]]), expected, "{is_big} {is_nano}");
        let file = [pcapng(is_big, &[1, 1], &packets), pcapng(!is_big, &[1], &packets)].concat();
        let section = format!("2026-11-18 11:06:40.500000 {first}\n2026-11-18 11:06:41.500000 {second}\n{first}\n");
        assert!(is_capture(&file[..4]));
        assert_eq!(text_of([&file[..]]), section.repeat(2), "{is_big}");
    }
    for is_big in [false, true] {
        let file = pcap_modified(is_big, 1, &packets);
        let expected = format!("2026-11-18 11:06:40.000007 {first}\n2026-11-18 11:06:41.000008 {second}\n");
        assert!(is_capture(&file[..4]));
        assert_eq!(text_of([&file[..]]), expected, "{is_big}");
        let section = pcapng(is_big, &[1], &packets[..1]);
        let expected = text_of([&section[..]]) + &format!("2026-11-18 11:06:40.500000 {second}\n");
        assert_eq!(text_of([&[section, old_block(is_big, &packets[1])].concat()[..]]), expected, "{is_big}");
    }
    for other in ["\x1f\u{8b}\u{8}\0", "IN=e", "{\"a\"", "\n\r\n "] {
        assert!(!is_capture(other.as_bytes()), "{other}");
    }
}

/// What cannot be read is a line that says so, and no format takes it for traffic.
#[test]
fn what_cannot_be_read() {
    let good = ether(0x800, &v4(17, 0, &udp(53)));
    let not_understood = |file: &[u8], lines: usize, bad: u64, part: &str| {
        let text = text_of([file]);
        assert_eq!(text.lines().count(), lines, "{text}");
        assert_eq!(flows(&text, &mut |_| {}), bad, "{text}");
        assert!(text.contains(part), "{text}");
    };
    let cut = ether(0x800, &v4(17, 0, &udp(53))[..12]);
    not_understood(
        &pcap(false, false, 1, &[good.clone(), cut, good.clone()]),
        3,
        1,
        "Packet 2 cannot be read: its IP header",
    );
    // A header of 16 bytes: tcpdump says `bad-hlen`.
    let short = [&[0x44], &v4(6, 0, &tcp(23, 2))[1..]].concat();
    not_understood(&pcap(false, false, 101, &[short]), 1, 1, "Packet 1 cannot be read: its IP header");
    not_understood(&pcap(false, false, 9, &[vec![0xff, 3, 2]]), 1, 1, "header of its link is cut off");
    not_understood(&pcap(false, false, 1, &[ether(0x8847, &[0, 1, 0, 64])]), 1, 1, "header of its link is cut off");
    not_understood(&pcap(false, false, 147, std::slice::from_ref(&good)), 1, 1, "type of its link");
    not_understood(&pcap(false, false, 1, &[vec![0; 5]]), 1, 1, "header of its link is cut off");
    not_understood(
        &pcap(false, false, 1, &[ether(0x806, &[0; 28]), ether(0x88cc, &[0; 4]), ether(9, &[0; 9])]),
        3,
        0,
        "ARP",
    );
    let file = pcap(false, false, 1, &[good.clone(), good.clone()]);
    not_understood(&file[..file.len() - 3], 2, 1, "cut off after 1 packets");
    not_understood(&file[..10], 1, 1, "cut off after 0 packets");
    let long = [&file[..], &[0; 8], &u32::try_from(LONGEST + 1).unwrap().to_le_bytes(), &[0; 80]].concat();
    not_understood(&long, 3, 1, "after 2 packets: the next packet would be longer");
    not_understood(&[0xff; 40], 1, 1, "its header");
    let section = pcapng(true, &[1], std::slice::from_ref(&good));
    not_understood(&[&section[..], &[0, 0, 0, 6, 0, 0, 0, 7]].concat(), 3, 1, "length of the next block");
    let unknown = block(true, 6, &[0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    not_understood(&[&section[..], &unknown].concat(), 3, 1, "its interface is not described");
    // More bytes than the block has; lengths that do not agree.
    for kind in [2, 6] {
        let long = block(true, kind, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 9, 1, 2, 3, 4]);
        not_understood(&[&section[..], &long].concat(), 3, 1, "Packet 3 cannot be read: its block is damaged");
    }
    let mut other = old_block(true, &good);
    *other.last_mut().unwrap() ^= 4;
    not_understood(&[&section[..], &other].concat(), 3, 1, "Packet 3 cannot be read: its block is damaged");
    not_understood(&pcap(false, false, 1, &[]), 1, 1, "The capture has no packets.");
    not_understood(&block(true, 0x0a0d_0d0a, &[0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0]), 1, 1, "has no packets.");
    // A block that is left out may be longer than a packet.
    let comment = block(true, 0x0bad, &vec![7; 3 * LONGEST]);
    not_understood(&[&section[..], &comment, &section].concat(), 4, 0, "UDP");
}
