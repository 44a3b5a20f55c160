//! HTTP requests without a browser.

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Request};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

/// What a server answers.
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// The content, as it was sent.
    pub bytes: Vec<u8>,
    headers: HeaderMap,
}

impl Answer {
    /// A header; empty, if the server does not send it.
    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The type of the content without its parameters; empty, if the server says none.
    pub fn kind(&self) -> &str {
        self.header(CONTENT_TYPE).split(';').next().unwrap_or_default().trim()
    }
}

/// Gets what is at an address of `http`.
///
/// # Panics
///
/// If there is no answer.
pub async fn fetch(url: &str) -> Answer {
    ask(Method::GET, url, &[]).await
}

/// Asks for an address of `http`, with headers of one's own.
///
/// # Panics
///
/// If there is no answer.
pub async fn ask(method: Method, url: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(url);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let request = request.body(Body::empty()).expect("a request");
    let answer = client.request(request).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    let (head, body) = answer.into_parts();
    let bytes = to_bytes(Body::new(body), usize::MAX).await.expect("all of it").to_vec();
    Answer { status: head.status.as_u16(), bytes, headers: head.headers }
}
