//! Sorting with little code.

/// The items in ascending order. Equal items may change places: give each a key of its own where that matters.
///
/// A heap sort, because what the reader downloads counts here more than speed: the sorts of slices take 3 to 5 KB of wasm
/// for each type they are used with. Of this one only comparing and swapping are compiled for each type.
#[must_use]
pub fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort(&mut items);
    items
}

/// The items in ascending order, each once.
#[must_use]
pub fn distinct<T: Ord>(items: Vec<T>) -> Vec<T> {
    let mut all = Vec::new();
    for one in sorted(items) {
        if all.last() != Some(&one) {
            all.push(one);
        }
    }
    all
}

/// The `many` smallest numbers in ascending order, without sorting the others.
pub(crate) fn smallest(items: Vec<u64>, many: usize) -> Vec<u64> {
    if items.len() <= many {
        return sorted(items);
    }
    // A heap of the smallest so far, the largest of them at its root.
    let mut kept = Vec::new();
    for item in items {
        if kept.len() < many {
            kept.push(item);
            if kept.len() == many {
                kept = sorted(kept);
                kept.reverse();
            }
        } else if let Some(root) = kept.first_mut()
            && item < *root
        {
            *root = item;
            sink(&mut kept, 0, many);
        }
    }
    sorted(kept)
}

/// What is sorted, whatever its type.
trait Items {
    fn count(&self) -> usize;
    fn is_less(&self, one: usize, other: usize) -> bool;
    fn exchange(&mut self, one: usize, other: usize);
}

impl<T: Ord> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn is_less(&self, one: usize, other: usize) -> bool {
        // Not by index: the message of a panic brings the formatting of numbers with it.
        self.get(one) < self.get(other)
    }

    fn exchange(&mut self, one: usize, other: usize) {
        // Without this comparison, `swap` has a panic, whose message brings the formatting of numbers with it.
        if one < self.len() && other < self.len() {
            self.swap(one, other);
        }
    }
}

#[inline(never)]
fn sort(items: &mut dyn Items) {
    let count = items.count();
    for root in (0..count / 2).rev() {
        sink(items, root, count);
    }
    for end in (1..count).rev() {
        items.exchange(0, end);
        sink(items, 0, end);
    }
}

/// Exchanges the item with the larger of the two below it in the heap, as long as one of them is larger than itself.
#[inline(never)]
fn sink(items: &mut dyn Items, mut root: usize, end: usize) {
    loop {
        let mut child = 2 * root + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && items.is_less(child, child + 1) {
            child += 1;
        }
        if !items.is_less(root, child) {
            return;
        }
        items.exchange(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::{distinct, smallest, sorted};

    #[test]
    fn every_order_of_few_items_is_sorted() {
        for length in 0..6_u32 {
            for order in 0..length.pow(length) {
                let mut rest = order;
                let mut items = Vec::new();
                for _ in 0..length {
                    items.push(rest % length);
                    rest /= length;
                }
                let mut standard = items.clone();
                standard.sort_unstable();
                for many in 0..7 {
                    let all = items.iter().map(|item| u64::from(*item)).collect();
                    let least: Vec<u64> = standard.iter().take(many).map(|item| u64::from(*item)).collect();
                    assert_eq!(smallest(all, many), least, "{many} of {length} {order}");
                }
                assert_eq!(sorted(items.clone()), standard, "{length} {order}");
                standard.dedup();
                assert_eq!(distinct(items), standard, "{length} {order}");
            }
        }
    }
}
