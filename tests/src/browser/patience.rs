//! How long a browser may take over a script.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A time that can be changed while others read it; 30 seconds at first, as for every driver.
pub(crate) struct Patience(AtomicU64);

impl Default for Patience {
    fn default() -> Self {
        Self(AtomicU64::new(30_000))
    }
}

impl Patience {
    /// The time, in whole milliseconds.
    pub(crate) fn get(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }

    /// Another time, from now on.
    pub(crate) fn set(&self, time: Duration) {
        self.0.store(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
