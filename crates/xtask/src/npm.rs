//! The npm package.

use anyhow::Result;

use crate::site::Parts;
use crate::tree::Tree;
use crate::workspace::Workspace;

/// `dist/npm/`.
pub(crate) fn tree(_: &Parts, _: &Workspace) -> Result<Tree> {
    Ok(Tree::new())
}
