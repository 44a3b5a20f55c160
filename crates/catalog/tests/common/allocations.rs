//! An allocator that counts: memory and work are the same in every run, times are not.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What a piece of work allocated.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allocated {
    /// How many times.
    pub(crate) count: usize,
    /// The most bytes that were held at once.
    pub(crate) most: usize,
}

/// What a piece of work allocates, with what it returns.
pub(crate) fn allocated<T>(work: impl FnOnce() -> T) -> (T, Allocated) {
    let held = HELD.get();
    MOST.set(held);
    let count = COUNT.get();
    let made = work();
    (made, Allocated { count: COUNT.get() - count, most: MOST.get().saturating_sub(held) })
}

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static HELD: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

// What is freed in another thread than it was allocated in wraps around; tests that measure use one.
#[expect(unsafe_code, reason = "an allocator cannot be had otherwise; every call is passed on as it is")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.get().wrapping_add(layout.size());
        HELD.set(held);
        COUNT.set(COUNT.get() + 1);
        MOST.set(MOST.get().max(held));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.set(HELD.get().wrapping_sub(layout.size()));
        unsafe { System.dealloc(place, layout) }
    }
}
