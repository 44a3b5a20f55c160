//! Many short lists in one allocation.

use std::ops::Range;

/// Lists by number, each in the order in which its items came.
#[derive(Default)]
pub(crate) struct Lists<T> {
    /// Where each list begins, and where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

/// Calls a function with every item and the number of its list.
type Each<'a, T> = dyn Fn(&mut dyn FnMut(u32, T)) + 'a;

impl<T: Copy + Default> Lists<T> {
    /// So many lists, of items that `each` gives with the numbers of their lists. It is called twice: to count the items, and to put them
    /// in their places. So nothing is compared, or moved to make room.
    pub(crate) fn new(lists: usize, each: &Each<'_, T>) -> Self {
        let mut starts = vec![0_u32; lists + 2];
        each(&mut |list, _| {
            if let Some(count) = starts.get_mut(list as usize + 2) {
                *count += 1;
            }
        });
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut items = vec![T::default(); total as usize];
        each(&mut |list, item| {
            // The start of a list moves on to that of the next while its items are put in.
            let Some(next) = starts.get_mut(list as usize + 1) else { return };
            if let Some(place) = items.get_mut(*next as usize) {
                *place = item;
            }
            *next += 1;
        });
        starts.pop();
        Self { starts, items }
    }

    /// The items of consecutive lists.
    pub(crate) fn of(&self, lists: &Range<usize>) -> &[T] {
        let at = |list: usize| self.starts.get(list).copied().unwrap_or_default() as usize;
        self.items.get(at(lists.start)..at(lists.end)).unwrap_or_default()
    }

    /// The items of a list.
    pub(crate) fn get(&self, list: usize) -> &[T] {
        self.of(&(list..list + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn items_keep_their_order() {
        let given = [(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd'), (9, 'x')];
        let lists = Lists::new(4, &|add| given.iter().for_each(|(list, item)| add(*list, *item)));
        let all: Vec<String> = (0..5).map(|list| lists.get(list).iter().collect()).collect();
        assert_eq!(all, ["b", "", "ac", "d", ""]);
        assert_eq!(lists.of(&(1..4)), ['a', 'c', 'd']);
    }
}
