//! `portolan.html` where scripts, styles or width are missing, and on paper.

use acceptance::{Browser, in_every_browser};

in_every_browser!(stub,);

async fn stub(_: &Browser) {}
