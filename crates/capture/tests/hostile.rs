//! Wherever a capture is cut, the same comes out; whatever is in it, nothing panics, and memory is bounded.

#[path = "../../catalog/tests/common/allocations.rs"]
mod allocations;
mod common;

use allocations::allocated;
use capture::{Capture, LONGEST};
use common::made::{block, ether, old_block, pcap, pcap_modified, pcapng, tcp, udp, v4, v6};
use common::text_of;

/// Captures with every kind of packet.
fn corpus() -> Vec<Vec<u8>> {
    let lost = v4(17, 0x2000, &udp(33434));
    let icmp = |kind: u8| [&[kind, 3, 0, 0, 0, 1, 0, 2], &lost[..]].concat();
    let ip = [
        v4(6, 0, &tcp(23, 2)),
        v4(17, 185, &udp(53)),
        v4(1, 0, &icmp(3)),
        v4(51, 0, &[17, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        v6(58, &[&[1, 4, 0, 0, 0, 1, 0, 2], &v6(17, &udp(53))[..]].concat()),
        v6(0, &[&[60, 0, 1, 4, 0, 0, 0, 0, 44, 0, 1, 4, 0, 0, 0, 0, 17, 0, 0, 1, 0, 0, 0, 9][..], &udp(53)].concat()),
    ];
    let frames: Vec<Vec<u8>> =
        ip.iter().map(|packet| ether(if packet[0] == 0x45 { 0x800 } else { 0x86dd }, packet)).collect();
    let behind = |head: &[u8]| ip.iter().map(|packet| [head, packet].concat()).collect::<Vec<_>>();
    vec![
        pcap(false, false, 1, &frames),
        pcap(true, true, 1, &frames),
        pcap(false, false, 101, &ip),
        pcap(true, false, 0, &behind(&[2, 0, 0, 0])),
        pcap(false, false, 113, &behind(&[0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0])),
        pcap(false, false, 276, &behind(&[8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0])),
        pcap(false, false, 117, &behind(&[[61, 2, 1, 0].as_slice(), &[b'a'; 57], &[0; 3]].concat())),
        pcapng(false, &[1, 1], &frames),
        pcapng(true, &[1, 1], &frames),
        pcap_modified(
            true,
            1,
            &behind(&[&[0; 12][..], &[0x92, 0, 0, 1, 0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64]].concat()),
        ),
        pcap(false, false, 9, &behind(&[0xff, 3, 0, 0x21])),
        [
            pcapng(false, &[1], &behind(&[&[0; 12][..], &[0, 48, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0]].concat())),
            frames.iter().flat_map(|frame| old_block(false, frame)).collect(),
        ]
        .concat(),
    ]
}

#[test]
fn every_byte() {
    for file in corpus() {
        let whole = text_of([&file[..]]);
        assert!(whole.lines().count() >= 6, "{whole}");
        for at in 0..=file.len() {
            let (before, after) = file.split_at(at);
            assert_eq!(text_of([before, after]), whole, "cut at {at}");
        }
        for size in [1, 2, 3, 7, 64] {
            assert_eq!(text_of(file.chunks(size)), whole, "pieces of {size}");
        }
    }
}

/// A generator of numbers: the same ones every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

#[test]
fn a_hundred_thousand_damaged_captures() {
    let corpus = corpus();
    let mut random = Random(7);
    for _ in 0..100_000 {
        let mut file = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(4) {
            let at = random.below(file.len());
            match random.below(6) {
                0 => file.truncate(at),
                1 => drop(file.drain(at..(at + random.below(20)).min(file.len()))),
                2 => file.splice(at..at, [0xff; 4]).for_each(drop),
                3 => file[at] ^= 1 << random.below(8),
                _ => file[at] = u8::try_from(random.below(256)).unwrap(),
            }
            if file.is_empty() {
                break;
            }
        }
        let whole = text_of([&file[..]]);
        // Whatever the bytes say, a line is text of one line, and there are no more of them than headers of packets.
        assert!(whole.lines().count() <= file.len() / 16 + 2, "{whole}");
        assert!(whole.bytes().all(|byte| byte == b'\n' || byte.is_ascii_graphic() || byte == b' '), "{whole}");
        let at = random.below(file.len() + 1);
        assert_eq!(text_of([&file[..at], &file[at..]]), whole);
    }
}

/// Records that never end, and sections with interfaces without number.
#[test]
fn memory_is_bounded() {
    let zeros = vec![0; 8 * LONGEST];
    let head = pcap(false, false, 1, &[]);
    let section = pcapng(false, &[1], &[ether(0x800, &v4(17, 0, &udp(53)))]);
    let record = [&[0; 8][..], &u32::try_from(LONGEST).unwrap().to_le_bytes(), &[0; 4]].concat();
    let interfaces = block(false, 1, &[1, 0, 0, 0, 0, 0, 4, 0]).repeat(400_000);
    for (name, file) in [
        ("zeros", zeros.clone()),
        ("records of nothing", [&head[..], &zeros].concat()),
        ("long records", [&head[..], &[record, zeros[..LONGEST].to_vec()].concat().repeat(4)].concat()),
        ("a block of 4 GB", [&section[..], &[9, 0, 0, 0, 0xfc, 0xff, 0xff, 0xff], &zeros].concat()),
        ("interfaces", [&section[..], &interfaces].concat()),
    ] {
        let ((), cost) = allocated(|| {
            let mut capture = Capture::new();
            let mut text = String::new();
            for chunk in file.chunks(64 << 10) {
                capture.push(chunk, &mut text);
                text.clear();
            }
            capture.finish(&mut text);
        });
        assert!(cost.most <= 5 * LONGEST, "{name}: held {} KiB in {} pieces", cost.most / 1024, cost.count);
    }
}
