//! Checks that a page makes no requests and writes nothing to the console.

use crate::Browser;

/// Checks that, since the browser was last asked, no page has asked the network for anything, and nothing has been written
/// to the console. Where the browser does not tell, there is nothing to check.
///
/// # Panics
///
/// If a page was not quiet.
pub async fn quiet(browser: &Browser) {
    assert_eq!(browser.requests().await.unwrap_or_default(), Vec::<String>::new(), "requests in {}", browser.kind());
    assert_eq!(browser.console().await, Vec::<String>::new(), "the console of {}", browser.kind());
}
