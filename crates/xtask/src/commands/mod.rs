//! One module for each command.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod bundle;
pub(crate) mod check;
pub(crate) mod check_overlay;
pub(crate) mod fmt;
pub(crate) mod fuzz;
pub(crate) mod lint;
pub(crate) mod new_port;
pub(crate) mod relevance;
pub(crate) mod serve;
pub(crate) mod target;
pub(crate) mod test;
pub(crate) mod update_register;
