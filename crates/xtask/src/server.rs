//! The local server: serves the site's files, and the script that reloads pages.

use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::{self, Body};
use axum::extract::{RawQuery, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

use crate::reload::{self, Builds};

/// The port without `--port`.
pub(crate) const DEFAULT_PORT: u16 = 7878;

/// How many ports after the default are tried before the system assigns one.
const TRIED: u16 = 20;

/// Listens on this machine only: on `port`, or else on the default port or the next free one.
///
/// # Errors
/// If the requested `port` is not available.
pub(crate) async fn listen(port: Option<u16>) -> Result<TcpListener> {
    if let Some(port) = port {
        return bind(port).await.map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow::anyhow!("port {port} is in use; leave --port out to get a free one"),
            _ => anyhow::Error::new(error).context(format!("cannot listen on port {port}")),
        });
    }
    let candidates = (DEFAULT_PORT..=DEFAULT_PORT + TRIED).chain([0]);
    first_free(candidates).await
}

/// Serves the site in `dir` until the returned future is dropped.
pub(crate) async fn serve(listener: TcpListener, dir: &Path, builds: Builds) -> Result<()> {
    axum::serve(listener, router(dir, builds)).await.context("the server failed")
}

async fn first_free(ports: impl Iterator<Item = u16>) -> Result<TcpListener> {
    for port in ports {
        match bind(port).await {
            Ok(listener) => return Ok(listener),
            Err(error) if taken(error.kind()) => {}
            Err(error) => return Err(error).context("cannot listen on 127.0.0.1"),
        }
    }
    bail!("no port of 127.0.0.1 is free")
}

/// Some systems reserve ports, and report "permission denied" for them.
fn taken(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::AddrInUse | ErrorKind::PermissionDenied)
}

async fn bind(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

fn router(dir: &Path, builds: Builds) -> Router {
    let missing = ServeFile::new(dir.join("404.html"));
    let site = ServeDir::new(dir).not_found_service(missing);
    let pages = Router::new().fallback_service(site).layer(middleware::from_fn(finish));
    let answer = async move |RawQuery(query): RawQuery| builds.answer(query.as_deref()).await;
    Router::new()
        .route(reload::PATH, get(answer))
        .route(reload::SCRIPT_PATH, get(reload::script))
        .fallback_service(pages)
}

/// Adds the reloading script to pages, and makes browsers revalidate every file.
async fn finish(request: Request, next: Next) -> Response {
    let wants_body = request.method() != Method::HEAD;
    let response = next.run(reload::without_conditions(request)).await;
    let (mut parts, mut body) = response.into_parts();
    let headers = &mut parts.headers;
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.remove(header::LAST_MODIFIED);
    headers.remove(header::ETAG);
    let kind = headers.get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        headers.remove(header::CONTENT_LENGTH);
        headers.remove(header::ACCEPT_RANGES);
        if wants_body {
            let Ok(bytes) = body::to_bytes(body, usize::MAX).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            body = Body::from(reload::add_script(&String::from_utf8_lossy(&bytes)));
        }
        // mdBook writes UTF-8.
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, html);
    }
    Response::from_parts(parts, body)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;

    /// Head and body of the response to a request for `path`, from a small site.
    async fn ask(method: &str, path: &str) -> (String, String) {
        let temp = tempfile::tempdir().unwrap();
        let page = "<body>found</body>";
        std::fs::write(temp.path().join("index.html"), page).unwrap();
        std::fs::write(temp.path().join("404.html"), "<body>lost</body>").unwrap();
        std::fs::write(temp.path().join("a.wasm"), b"\0asm").unwrap();
        let listener = bind(0).await.unwrap();
        let address = listener.local_addr().unwrap();
        let dir = temp.path().to_path_buf();
        let server = tokio::spawn(async move { serve(listener, &dir, Builds::new()).await });
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
             If-Modified-Since: Tue, 01 Jan 2999 00:00:00 GMT\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        server.abort();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }

    #[tokio::test]
    async fn a_page() {
        let (head, body) = ask("GET", "/").await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(head.contains("cache-control: no-cache"), "{head}");
        assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
        assert!(body.starts_with("<body>found<script src="), "{body}");
    }

    #[tokio::test]
    async fn only_the_head_of_a_page() {
        let (head, body) = ask("HEAD", "/").await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert_eq!(body, "");
    }

    #[tokio::test]
    async fn wasm() {
        let (head, body) = ask("GET", "/a.wasm").await;
        assert!(head.contains("content-type: application/wasm"), "{head}");
        assert_eq!(body, "\0asm");
    }

    #[tokio::test]
    async fn a_missing_page() {
        let (head, body) = ask("GET", "/ports/99999.html").await;
        assert!(head.starts_with("http/1.1 404"), "{head}");
        assert!(body.contains("lost"), "{body}");
    }

    #[tokio::test]
    async fn the_script() {
        let (head, body) = ask("GET", reload::SCRIPT_PATH).await;
        assert!(head.contains("content-type: text/javascript"), "{head}");
        assert!(body.contains("location.reload"), "{body}");
    }

    #[tokio::test]
    async fn the_next_port_when_one_is_taken() {
        let first = bind(0).await.unwrap();
        let taken = first.local_addr().unwrap().port();
        let free = first_free([taken, 0].into_iter()).await.unwrap();
        assert_ne!(free.local_addr().unwrap().port(), taken);
    }

    #[tokio::test]
    async fn a_port_asked_for_is_not_replaced() {
        let first = bind(0).await.unwrap();
        let taken = first.local_addr().unwrap().port();
        let error = listen(Some(taken)).await.unwrap_err().to_string();
        assert!(error.contains("is in use"), "{error}");
    }
}
