//! Asking a server without a browser.

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

/// What a server answers.
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// The type of the content without its parameters; empty, if the server says none.
    pub kind: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Gets what is at an address of `http`.
///
/// # Panics
///
/// If nobody answers.
pub async fn fetch(url: &str) -> Answer {
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let answer = client.get(url.parse().expect("an address")).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
    let status = answer.status().as_u16();
    let bytes = to_bytes(Body::new(answer.into_body()), usize::MAX).await.expect("all of it").to_vec();
    Answer { status, kind, bytes }
}
