//! Telling open pages that the site was built again.
//!
//! A page asks for the number of the build it should show, and the answer waits until that differs
//! from the one it has. The script that asks is added to pages as they are served, never to files.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{Request, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;

/// Where pages ask.
pub(crate) const PATH: &str = "/__portolan/reload";
/// The script that asks.
pub(crate) const SCRIPT_PATH: &str = "/__portolan/reload.js";

/// Longer than this and something on the way may drop the connection.
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

/// The number of the current build, and who waits for the next.
#[derive(Clone)]
pub(crate) struct Builds(Arc<watch::Sender<u64>>);

impl Builds {
    /// Numbers start at the time, so that pages left open notice a new server.
    pub(crate) fn new() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self(Arc::new(watch::Sender::new(since.map_or(0, |time| time.as_secs() << 10))))
    }

    /// Makes open pages load again.
    pub(crate) fn done(&self) {
        self.0.send_modify(|number| *number += 1);
    }

    /// Answers a page whose query is the number it shows, or nothing at first.
    pub(crate) async fn answer(&self, shown: Option<&str>) -> Response {
        let mut current = self.0.subscribe();
        let shown: Option<u64> = shown.and_then(|query| query.parse().ok());
        if let Some(shown) = shown {
            let next = current.wait_for(|number| *number != shown);
            // Whether the number came or the time is over, the page learns the current one.
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

/// The page with the script in it.
pub(crate) fn add_script(page: &str) -> String {
    let tag = format!("<script src=\"{SCRIPT_PATH}\" async></script>");
    match page.rfind("</body>") {
        Some(end) => format!("{}{tag}{}", &page[..end], &page[end..]),
        None => format!("{page}{tag}"),
    }
}

/// A page that was changed on its way must not be compared with its file by the browser.
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
    fn the_script_goes_to_the_end_of_the_body() {
        let page = add_script("<html><body><p>22</p></body></html>");
        assert!(page.ends_with("async></script></body></html>"), "{page}");
        assert!(add_script("<p>22</p>").ends_with("</script>"));
    }

    #[test]
    fn the_script_asks_where_the_server_answers() {
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
    async fn a_page_of_an_earlier_server_loads_at_once() {
        let builds = Builds::new();
        assert_ne!(text(builds.answer(Some("7")).await).await, "7");
    }
}
