//! The search beside other libraries, in Chromium: `tests/bench/` measures, this prepares what it needs.

mod enlarged;
mod installed;
mod peers;

pub(crate) use installed::install;
pub(crate) use peers::{Options, run};
