//! The register in columns, as it is stored.

use super::Row;
use crate::TransportSet;
use crate::wire::Wire;
use crate::word_list::WordList;

/// The columns of the register. Texts are lists of tokens, the name of each row before its description.
#[derive(Clone, Default)]
pub(super) struct Columns {
    /// Runs of ASCII letters and digits, in lower case, in ascending order.
    pub(super) words: WordList,
    /// What is between words.
    pub(super) separators: Vec<String>,
    /// Every combination of what a token is beside its word; the most frequent first.
    pub(super) joints: Vec<Joint>,
    /// The most frequent words, which have the numbers of one byte.
    pub(super) frequent: Vec<u32>,
    /// The first port of each page that shows rows.
    pub(super) page_starts: Vec<u16>,
    /// The first port of each row, in ascending order.
    pub(super) firsts: Vec<u16>,
    pub(super) transports: Vec<TransportSet>,
    /// The rows that are ranges, with the number of their other ports.
    pub(super) ranges: Vec<(u32, u16)>,
    pub(super) tokens: Vec<Token>,
    /// The tokens with capitals in other places than first or everywhere: a bit for each letter.
    pub(super) capitals: Vec<(u32, u32)>,
}

/// A word of a text, and what follows it.
#[derive(Clone, Copy, Default)]
pub(super) struct Token {
    pub(super) word: u32,
    pub(super) joint: u16,
}

/// What a token is beside its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joint {
    /// What follows the word.
    pub(super) separator: u16,
    pub(super) letters: Letters,
    /// A text may begin with a separator, or be empty.
    pub(super) has_word: bool,
    /// Whether the text ends here.
    pub(super) is_last: bool,
}

/// Which letters of a word are capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Letters {
    #[default]
    Lower,
    First,
    Upper,
    /// Those in [`Columns::capitals`].
    Some,
}

/// How many words have a number of one byte.
pub(super) const FREQUENT: u32 = 128;

impl Columns {
    /// Writes or reads them.
    pub(super) fn pass(&mut self, wire: &mut impl Wire) -> Option<()> {
        self.words.pass(wire)?;
        wire.texts(&mut self.separators)?;
        wire.list(&mut self.joints, Joint::default)?;
        for joint in &mut self.joints {
            let mut number = joint.number();
            wire.number(&mut number)?;
            *joint = Joint::of_number(number).filter(|joint| usize::from(joint.separator) < self.separators.len())?;
        }
        wire.list(&mut self.frequent, || 0)?;
        for word in &mut self.frequent {
            wire.number(word)?;
        }
        wire.list(&mut self.page_starts, || 0)?;
        ascending(wire, &mut self.page_starts)?;
        wire.list(&mut self.firsts, || 0)?;
        ascending(wire, &mut self.firsts)?;
        self.transports.resize(self.firsts.len(), TransportSet::default());
        for transports in &mut self.transports {
            let mut bits = transports.bits().into();
            wire.number(&mut bits)?;
            *transports = TransportSet::from_bits(u8::try_from(bits).ok()?)?;
        }
        wire.list(&mut self.ranges, || (0, 0))?;
        for (row, others) in &mut self.ranges {
            wire.number(row)?;
            wire.port(others)?;
        }
        self.pass_tokens(wire)
    }

    fn pass_tokens<W: Wire>(&mut self, wire: &mut W) -> Option<()> {
        wire.list(&mut self.tokens, Token::default)?;
        // A posting, too, is made of each.
        wire.charge(self.tokens.len().saturating_mul(size_of::<u32>()))?;
        for token in &mut self.tokens {
            let mut joint = token.joint.into();
            wire.number(&mut joint)?;
            token.joint = u16::try_from(joint).ok().filter(|joint| usize::from(*joint) < self.joints.len())?;
        }
        for token in &mut self.tokens {
            if !self.joints.get(usize::from(token.joint))?.has_word {
                continue;
            }
            let is_frequent = |word: &u32| W::WRITES && *word == token.word;
            let mut number = match self.frequent.iter().position(is_frequent) {
                Some(at) => u32::try_from(at).ok()?,
                None => token.word + FREQUENT,
            };
            wire.number(&mut number)?;
            token.word = match number.checked_sub(FREQUENT) {
                Some(word) => word,
                None => *self.frequent.get(number as usize)?,
            };
            if token.word as usize >= self.words.len() {
                return None;
            }
        }
        wire.list(&mut self.capitals, || (0, 0))?;
        let mut last = 0;
        for (token, letters) in &mut self.capitals {
            let mut distance = token.wrapping_sub(last);
            wire.number(&mut distance)?;
            *token = last.checked_add(distance)?;
            last = *token;
            wire.number(letters)?;
        }
        Some(())
    }

    /// Where each row and its texts are. `None` if there are more or fewer texts than two for each row, or rows are out of order.
    pub(super) fn rows(&self) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> =
            self.firsts.iter().map(|first| Row { first: *first, last: *first, ..Row::default() }).collect();
        for (row, others) in &self.ranges {
            let row = rows.get_mut(*row as usize)?;
            row.last = row.first.checked_add(*others)?;
        }
        let mut at = 0;
        for row in &mut rows {
            row.name = at;
            at = self.after(at)?;
            row.description = at;
            at = self.after(at)?;
        }
        let in_order = rows.is_sorted_by_key(|row| (row.first, row.last));
        (at as usize == self.tokens.len() && in_order).then_some(rows)
    }

    /// The token after the text that begins with this one.
    fn after(&self, mut at: u32) -> Option<u32> {
        loop {
            let joint = self.joint(*self.tokens.get(at as usize)?);
            at += 1;
            if joint.is_last {
                return Some(at);
            }
        }
    }

    pub(super) fn joint(&self, token: Token) -> Joint {
        self.joints.get(usize::from(token.joint)).copied().unwrap_or_default()
    }

    /// The words of the text that begins with this token.
    pub(super) fn words_of(&self, start: u32) -> impl Iterator<Item = u32> {
        let mut ended = false;
        let tokens = self.tokens.get(start as usize..).unwrap_or_default();
        let tokens = tokens.iter().take_while(move |token| {
            let goes_on = !ended;
            ended |= self.joint(**token).is_last;
            goes_on
        });
        tokens.filter(|token| self.joint(**token).has_word).map(|token| token.word)
    }
}

impl Joint {
    fn number(self) -> u32 {
        u32::from(self.separator) << 4
            | (self.letters as u32) << 2
            | u32::from(self.has_word) << 1
            | u32::from(self.is_last)
    }

    fn of_number(number: u32) -> Option<Self> {
        let letters = [Letters::Lower, Letters::First, Letters::Upper, Letters::Some];
        Some(Self {
            separator: u16::try_from(number >> 4).ok()?,
            letters: *letters.get(number as usize >> 2 & 3)?,
            has_word: number & 2 != 0,
            is_last: number & 1 != 0,
        })
    }
}

/// Ports in ascending order, as their distances.
fn ascending(wire: &mut impl Wire, ports: &mut [u16]) -> Option<()> {
    let mut before = 0;
    for port in ports {
        let mut distance = port.wrapping_sub(before);
        wire.port(&mut distance)?;
        *port = before.checked_add(distance)?;
        before = *port;
    }
    Some(())
}
