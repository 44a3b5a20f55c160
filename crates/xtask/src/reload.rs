//! Reloads open pages when the site was built again.
//!
//! A page sends the number of the build that it shows; the response is delayed until there is another build (long polling).
//! The page's script is added to pages as they are served, never to files.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;

/// The path of these requests.
pub(crate) const PATH: &str = "/__portolan/reload";
/// The path of the script.
pub(crate) const SCRIPT_PATH: &str = "/__portolan/reload.js";

/// The longest delay of a response, so that no proxy drops the connection.
const PATIENCE: Duration = Duration::from_secs(25);

const SCRIPT: &str = r#""use strict";
(async () => {
  let shown = "";
  for (;;) {
    try {
      const answer = await fetch("/__portolan/reload?" + shown, { cache: "no-store" });
      const current = await answer.text();
      if (shown && answer.ok && current !== shown) location.reload();
      shown = current;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
"#;

/// The number of the current build, and the requests that wait for the next one.
#[derive(Clone)]
pub(crate) struct Builds(Arc<watch::Sender<u64>>);

impl Builds {
    /// The first number is the current time, so that pages of an earlier server reload.
    pub(crate) fn new() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self(Arc::new(watch::Sender::new(since.map_or(0, |time| time.as_secs() << 10))))
    }

    /// Reloads open pages.
    pub(crate) fn done(&self) {
        self.0.send_modify(|number| *number += 1);
    }

    /// Responds to a page; `shown` is the number of its build, `None` in the first request.
    pub(crate) async fn answer(&self, shown: Option<&str>) -> Response {
        let mut current = self.0.subscribe();
        let shown: Option<u64> = shown.and_then(|query| query.parse().ok());
        if let Some(shown) = shown {
            let next = current.wait_for(|number| *number != shown);
            // After a build or a timeout alike, the response is the current number.
            let _ = tokio::time::timeout(PATIENCE, next).await;
        }
        let number = *current.borrow();
        let fresh = [(header::CACHE_CONTROL, "no-store")];
        (fresh, number.to_string()).into_response()
    }
}

/// The script, as a response.
pub(crate) async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, SCRIPT).into_response()
}

/// Adds the script to a page.
pub(crate) fn add_script(page: &str) -> String {
    let tag = format!("<script src=\"{SCRIPT_PATH}\" async></script>");
    match page.rfind("</body>") {
        Some(end) => format!("{}{tag}{}", &page[..end], &page[end..]),
        None => format!("{page}{tag}"),
    }
}

/// Removes conditional headers: they refer to the file, not to the page with the script.
pub(crate) fn without_conditions<B>(mut request: Request<B>) -> Request<B> {
    for name in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH, header::RANGE] {
        request.headers_mut().remove(name);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 1000).await;
        String::from_utf8(bytes.unwrap().to_vec()).unwrap()
    }

    #[test]
    fn the_script_is_at_the_end_of_the_body() {
        let page = add_script("<html><body><p>22</p></body></html>");
        assert!(page.ends_with("async></script></body></html>"), "{page}");
        assert!(add_script("<p>22</p>").ends_with("</script>"));
    }

    #[test]
    fn script_and_server_use_the_same_path() {
        assert!(SCRIPT.contains(&format!("\"{PATH}?\"")));
    }

    #[tokio::test]
    async fn a_page_waits_for_the_next_build() {
        let builds = Builds::new();
        let first = text(builds.answer(None).await).await;
        let waiting = tokio::spawn({
            let (builds, first) = (builds.clone(), first.clone());
            async move { text(builds.answer(Some(&first)).await).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        builds.done();
        assert_ne!(waiting.await.unwrap(), first);
    }

    #[tokio::test]
    async fn a_page_of_an_earlier_server_reloads_at_once() {
        let builds = Builds::new();
        assert_ne!(text(builds.answer(Some("7")).await).await, "7");
    }
}
