//! How many flows there were, and when.

/// The most steps.
const MOST: usize = 96;
/// A fall by so many seconds is midnight, where times have no date; a smaller one is a line out of order.
const HALF_A_DAY: u64 = 43_200;
const DAY: u64 = 86_400;
/// Times of [`explain::moment`] below have no year, and those below a day no date.
const WITH_YEAR: u64 = 100_000_000;
/// Steps are never wider than so many doublings of a second: thousands of years.
const MOST_DOUBLINGS: u32 = 40;

/// Flows by time, in steps of equal width; steps become wider when there would be too many.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// How much of a date the first time had.
    sort: Option<u8>,
    /// Seconds at which the first step begins.
    start: Option<u64>,
    /// The last time that was seen, with what midnights added to it.
    last: u64,
    /// What midnights have added.
    added: u64,
    /// The width of a step, as a power of two: in seconds.
    doublings: u32,
    /// All flows of a step, and those that were stopped or reported.
    steps: Vec<(u64, u64)>,
}

impl Timeline {
    /// Counts a flow. Times with and without a date, or a year, cannot be compared: those like the first one are counted.
    pub(crate) fn add(&mut self, seconds: u64, stopped: bool) {
        let sort = u8::from(seconds >= DAY) + u8::from(seconds >= WITH_YEAR);
        if *self.sort.get_or_insert(sort) != sort {
            return;
        }
        // Far from 0, so that steps can begin earlier.
        let mut time = seconds.saturating_add(self.added + (1 << 50));
        if sort == 0 && self.start.is_some() && time + HALF_A_DAY < self.last {
            self.added += DAY;
            time += DAY;
        }
        self.last = self.last.max(time);
        let mut start = *self.start.get_or_insert(time);
        // Some logs begin with the newest line.
        while time < start {
            let missing = usize::try_from((start - time).div_ceil(self.width())).unwrap_or(usize::MAX);
            if missing.saturating_add(self.steps.len()) <= MOST {
                self.steps.splice(..0, std::iter::repeat_n((0, 0), missing));
                start -= missing as u64 * self.width();
                self.start = Some(start);
            } else if self.doublings >= MOST_DOUBLINGS {
                return;
            } else {
                self.double();
            }
        }
        let past = time - start;
        while past >> self.doublings >= MOST as u64 {
            if self.doublings >= MOST_DOUBLINGS {
                return;
            }
            self.double();
        }
        let at = usize::try_from(past >> self.doublings).unwrap_or_default();
        while self.steps.len() <= at {
            self.steps.push((0, 0));
        }
        if let Some((all, held)) = self.steps.get_mut(at) {
            *all += 1;
            *held += u64::from(stopped);
        }
    }

    fn double(&mut self) {
        self.doublings += 1;
        let pairs = self.steps.chunks(2);
        self.steps = pairs.map(|pair| pair.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))).collect();
    }

    /// The seconds of a step.
    pub(crate) const fn width(&self) -> u64 {
        1 << self.doublings
    }

    /// Flows, and those of them that were stopped or reported, step by step.
    pub(crate) fn steps(&self) -> &[(u64, u64)] {
        &self.steps
    }
}

#[cfg(test)]
mod tests {
    use super::Timeline;

    fn timeline(times: &[u64]) -> Timeline {
        let mut timeline = Timeline::default();
        for time in times {
            timeline.add(*time, time % 2 == 1);
        }
        timeline
    }

    #[test]
    fn steps_become_wider() {
        let narrow = timeline(&[100, 101, 101, 103]);
        assert_eq!((narrow.width(), narrow.steps()), (1, &[(1, 0), (2, 2), (0, 0), (1, 1)][..]));
        let wide = timeline(&[0, 1, 95, 96, 97]);
        assert_eq!((wide.width(), wide.steps().len()), (2, 49));
        assert_eq!(wide.steps()[0], (2, 1));
        assert_eq!(wide.steps()[48], (2, 1));
        let far = timeline(&[100_000_000, u64::from(u32::MAX), 100_000_007, 7, 100_000]);
        assert_eq!(far.steps().iter().map(|step| step.0).sum::<u64>(), 3, "a time of day does not count beside dates");
    }

    #[test]
    fn midnight_goes_on_and_disorder_does_not() {
        assert_eq!(timeline(&[86_398, 86_399, 1]).steps(), [(1, 0), (1, 1), (0, 0), (1, 1)]);
        assert_eq!(timeline(&[502, 500, 501]).steps(), [(1, 0), (1, 1), (1, 0)]);
        let newest_first = timeline(&[900, 600, 300, 0]);
        assert_eq!(newest_first.steps().iter().map(|step| step.0).sum::<u64>(), 4);
        assert_eq!((newest_first.width(), newest_first.steps().first()), (16, Some(&(1, 0))));
    }
}
