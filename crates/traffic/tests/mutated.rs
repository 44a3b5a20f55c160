//! A hundred thousand damaged lines: no panic, and every line accounted for once.

mod common;

use common::corpus::lines;
use common::random::Random;
use common::read;

const PIECES: [&str; 24] = [
    "\"", "[", "]", "{", "}", "(", ")", ":", "::", "=", ",", ";", " ", "\t", "\n", "->", "\u{202e}", "\0", "99999",
    "-1", "%", "/", "SRC=", "\\",
];

fn damage(line: &mut Vec<u8>, random: &mut Random, others: &[String]) {
    for _ in 0..=random.below(3) {
        let at = random.index(line.len() + 1);
        let to = (at + random.index(12)).min(line.len());
        match random.below(7) {
            0 => drop(line.drain(at..to)),
            1 => line.truncate(at),
            2 => {
                let piece = line.get(at..to).unwrap_or_default().to_vec();
                line.splice(at..at, piece);
            }
            3 => {
                line.splice(at..at, random.one_of(&PIECES).bytes());
            }
            4 => {
                line.splice(at..to, random.one_of(&PIECES).bytes());
            }
            5 => {
                if let Some(byte) = line.get_mut(at) {
                    *byte = u8::try_from(random.below(256)).unwrap_or(0);
                }
            }
            _ => {
                let other = others.get(random.index(others.len())).map_or(&[][..], |other| other.as_bytes());
                let from = random.index(other.len() + 1);
                line.splice(at..to, other.get(from..).unwrap_or_default().iter().copied().take(40));
            }
        }
    }
}

#[test]
fn damaged_lines() {
    let lines = lines();
    let mut random = Random(5);
    let mut total = 0;
    while total < 100_000 {
        let mut text = Vec::new();
        for _ in 0..500 {
            let mut line =
                lines.get(random.index(lines.len())).map(|line| line.clone().into_bytes()).unwrap_or_default();
            damage(&mut line, &mut random, &lines);
            text.extend_from_slice(&line);
            text.push(b'\n');
        }
        total += read(&text).totals.lines;
    }
}
