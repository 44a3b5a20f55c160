//! Numbers for texts, by which they are told apart without being kept.

/// FNV-1a.
pub(crate) fn of(text: &str) -> u64 {
    seeded(0, text)
}

/// The same with a seed that those who choose the texts do not know, so that they cannot choose some that get the same number.
pub(crate) fn seeded(seed: u64, text: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed;
    text.bytes().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// One number for several.
pub(crate) fn mix(numbers: &[u64]) -> u64 {
    let mut sum: u64 = 0x9e37_79b9_7f4a_7c15;
    for number in numbers {
        sum = (sum ^ number).wrapping_mul(0xff51_afd7_ed55_8ccd);
        sum ^= sum >> 32;
    }
    sum
}

/// Numbers for keys that are mixed already. Not std's map, to save code size: that is compiled for each type of value.
#[derive(Debug, Default)]
pub struct Places {
    /// The key, and one more than its number; 0 where nothing is. A power of two of them, at most three quarters full.
    slots: Vec<(u64, u32)>,
    used: usize,
}

impl Places {
    /// The slot of a key, or the empty one where it would be.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = usize::try_from(key & 0xffff_ffff).unwrap_or_default() & mask;
        while let Some((known, number)) = self.slots.get(at) {
            if *number == 0 || *known == key {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a key.
    #[inline(never)]
    pub fn get(&self, key: u64) -> Option<usize> {
        let (_, number) = self.slots.get(self.slot(key))?;
        (*number as usize).checked_sub(1)
    }

    /// Adds a key that is not there yet.
    #[inline(never)]
    pub fn insert(&mut self, key: u64, number: usize) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let larger = vec![(0, 0); (self.slots.len() * 2).max(64)];
            for (key, number) in std::mem::replace(&mut self.slots, larger) {
                if number > 0 {
                    self.put(key, number);
                }
            }
        }
        self.used += 1;
        self.put(key, u32::try_from(number + 1).unwrap_or_default());
    }

    fn put(&mut self, key: u64, number: u32) {
        let at = self.slot(key);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (key, number);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.slots.fill((0, 0));
        self.used = 0;
    }
}

/// Puts the items in the order of their keys; equal ones stay as they are. Not a sort of std's, to save code size: those are compiled
/// for each type.
pub(crate) fn put_in_order<T>(items: &mut [T], key: &dyn Fn(&T) -> [u64; 3]) {
    let keys = items.iter().map(key).collect();
    exchanges(keys, &mut |one, other| {
        if let Ok([one, other]) = items.get_disjoint_mut([one, other]) {
            std::mem::swap(one, other);
        }
    });
}

/// Which items have to change places, one pair after another, for the keys to be in order.
#[inline(never)]
fn exchanges(keys: Vec<[u64; 3]>, exchange: &mut dyn FnMut(usize, usize)) {
    let numbered = (0..).zip(keys).map(|(at, [a, b, c])| [a, b, c, at]);
    let from = |[.., at]: [u64; 4]| usize::try_from(at).unwrap_or_default();
    let mut order: Vec<usize> = catalog::sorted(numbered.collect()).into_iter().map(from).collect();
    for start in 0..order.len() {
        // What belongs at each place of a ring of places that exchange their items.
        let mut to = start;
        while let Some(place) = order.get_mut(to) {
            let from = std::mem::replace(place, to);
            if from == start || from == to {
                break;
            }
            exchange(to, from);
            to = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        let mut places = Places::default();
        assert_eq!(places.get(0), None);
        for number in 0..1_000 {
            places.insert(mix(&[number as u64 % 7, number as u64]), number);
        }
        for number in 0..1_000 {
            assert_eq!(places.get(mix(&[number as u64 % 7, number as u64])), Some(number));
        }
        assert_eq!(places.get(1), None);
        places.clear();
        assert_eq!(places.get(mix(&[0, 0])), None);
    }

    #[test]
    fn equal_keys_keep_their_order() {
        let mut sorted = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        put_in_order(&mut sorted, &|item| [item.0, 0, 0]);
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn any_number_of_items_is_put_in_order() {
        for length in 0..60_u64 {
            let mut items: Vec<(u64, u64)> = (0..length).map(|at| (at * 7_919 % 13, at)).collect();
            let mut standard = items.clone();
            standard.sort_by_key(|item| item.0);
            put_in_order(&mut items, &|item| [item.0, 0, 0]);
            assert_eq!(items, standard);
        }
    }
}
