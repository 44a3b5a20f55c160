//! Packets and files, byte by byte.

/// A file of libpcap: whether big-endian, whether with nanoseconds, the link, and packets.
pub(crate) fn pcap(is_big: bool, is_nano: bool, link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let u32 = |number: u32| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let u16 = |number: u16| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let magic = if is_nano { 0xa1b2_3c4d } else { 0xa1b2_c3d4 };
    let mut file = [&u32(magic)[..], &u16(2), &u16(4), &u32(0), &u32(0), &u32(262_144), &u32(link)].concat();
    for (at, packet) in (0_u32..).zip(packets) {
        let parts = if is_nano { (at + 7) * 1_000 } else { at + 7 };
        let length = u32(u32::try_from(packet.len()).unwrap());
        file.extend([u32(1_795_000_000 + at), u32(parts), length, length].concat());
        file.extend(packet);
    }
    file
}

/// The same as older Linux had it: records with eight bytes more.
pub(crate) fn pcap_modified(is_big: bool, link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let file = pcap(is_big, false, link, packets);
    let (head, mut records) = file.split_at(24);
    let magic = if is_big { [0xa1, 0xb2, 0xcd, 0x34] } else { [0x34, 0xcd, 0xb2, 0xa1] };
    let mut modified = [&magic, &head[4..]].concat();
    for packet in packets {
        let (record, rest) = records.split_at(16 + packet.len());
        modified.extend([&record[..16], &[0, 0, 0, 3, 0, 8, 0, 0], &record[16..]].concat());
        records = rest;
    }
    modified
}

/// A block of pcapng.
pub(crate) fn block(is_big: bool, kind: u32, body: &[u8]) -> Vec<u8> {
    let u32 = |number: u32| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let mut body = body.to_vec();
    body.resize(body.len().next_multiple_of(4), 0);
    let length = u32(u32::try_from(body.len() + 12).unwrap());
    [&u32(kind), &length, &body[..], &length].concat()
}

/// A section of pcapng: interfaces with their links, of which the second one counts in 1024ths of a second and an hour late; packets in
/// turn of each, and one in a simple block.
pub(crate) fn pcapng(is_big: bool, links: &[u16], packets: &[Vec<u8>]) -> Vec<u8> {
    let u32 = |number: u32| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let u16 = |number: u16| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let u64 = |number: u64| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let option = |code: u16, value: &[u8]| {
        let mut option = [&u16(code)[..], &u16(u16::try_from(value.len()).unwrap()), value].concat();
        option.resize(option.len().next_multiple_of(4), 0);
        option
    };
    let end = [0; 4];
    let order = [&u32(0x1a2b_3c4d)[..], &u16(1), &u16(0), &u64(u64::MAX), &option(4, b"test"), &end].concat();
    let mut file = block(is_big, 0x0a0d_0d0a, &order);
    for (at, link) in links.iter().enumerate() {
        let clock = if at == 1 { [option(9, &[0x8a]), option(14, &u64(3_600))].concat() } else { Vec::new() };
        let body = [&u16(*link)[..], &u16(0), &u32(262_144), &option(2, b"eth0"), &clock, &end].concat();
        file.extend(block(is_big, 1, &body));
    }
    // Names of hosts, and a block that nobody knows.
    file.extend(block(is_big, 4, &[0; 40]));
    file.extend(block(is_big, 0x0bad_0bad, &[1; 13]));
    for (at, packet) in (0_u32..).zip(packets) {
        let interface = at % u32::try_from(links.len()).unwrap();
        let seconds = 1_795_000_000 + u64::from(at);
        let units = if interface == 1 { (seconds - 3_600) * 1_024 + 512 } else { seconds * 1_000_000 + 500_000 };
        let (high, low) = ((units >> 32) as u32, (units & 0xffff_ffff) as u32);
        let length = u32(u32::try_from(packet.len()).unwrap());
        let mut bytes = packet.clone();
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        let body = [&u32(interface)[..], &u32(high), &u32(low), &length, &length, &bytes, &option(1, b"seen"), &end];
        file.extend(block(is_big, 6, &body.concat()));
    }
    let simple = packets.first().expect("a packet");
    file.extend(block(is_big, 3, &[&u32(u32::try_from(simple.len()).unwrap())[..], simple].concat()));
    file
}

/// The block that older versions of pcapng had for a packet of the first interface.
pub(crate) fn old_block(is_big: bool, packet: &[u8]) -> Vec<u8> {
    let u32 = |number: u32| if is_big { number.to_be_bytes() } else { number.to_le_bytes() };
    let units = 1_795_000_000_500_000_u64;
    let length = u32(u32::try_from(packet.len()).unwrap());
    let (high, low) = (u32((units >> 32) as u32), u32((units & 0xffff_ffff) as u32));
    // Two packets were lost.
    let lost = if is_big { [0, 0, 0, 2] } else { [0, 0, 2, 0] };
    block(is_big, 2, &[&lost[..], &high, &low, &length, &length, packet].concat())
}

/// A packet of IPv4 from 192.0.2.1 to 198.51.100.2; `fragment` is its offset in units of eight bytes, with the flags.
pub(crate) fn v4(protocol: u8, fragment: u16, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(20 + payload.len()).unwrap().to_be_bytes();
    let fragment = fragment.to_be_bytes();
    let head = [
        0x45,
        0,
        length[0],
        length[1],
        0,
        1,
        fragment[0],
        fragment[1],
        64,
        protocol,
        0,
        0,
        192,
        0,
        2,
        1,
        198,
        51,
        100,
        2,
    ];
    [&head, payload].concat()
}

/// A packet of IPv6 between two addresses of documentation.
pub(crate) fn v6(next: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).unwrap().to_be_bytes();
    let address = |last| [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
    [&[0x60, 0, 0, 0, length[0], length[1], next, 64][..], &address(1), &address(2), payload].concat()
}

/// The beginnings of what IP carries, from port 40000.
pub(crate) fn tcp(to: u16, flags: u8) -> Vec<u8> {
    let to = to.to_be_bytes();
    vec![0x9c, 0x40, to[0], to[1], 0, 0, 0, 5, 0, 0, 0, 6, 0x50, flags, 0, 7, 0, 0, 0, 0]
}

pub(crate) fn udp(to: u16) -> Vec<u8> {
    let to = to.to_be_bytes();
    vec![0x9c, 0x40, to[0], to[1], 0, 10, 0, 0, b'h', b'i']
}

/// An Ethernet frame of this type.
pub(crate) fn ether(kind: u16, rest: &[u8]) -> Vec<u8> {
    [&[0; 12][..], &kind.to_be_bytes(), rest].concat()
}
