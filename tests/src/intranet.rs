//! A web server of a site that embeds the element: their pages, and a copy of `dist/embed` at `/embed/`.

use crate::pages::built;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// How the server responds to requests for `.wasm` and `.bin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binaries {
    /// Correctly.
    Right,
    /// 404, as from servers that have no type for them.
    Unknown,
    /// With their bytes, as text.
    AsText,
    /// With an error page, but status 200.
    Page,
    /// With the first half of their bytes.
    Half,
    /// With the first half of their bytes after promising all of them.
    CutOff,
    /// With 404 for `.bin`, correctly for `.wasm`.
    OnlyWasm,
}

/// Serves `tests/pages` and `dist/embed` on a free port of 127.0.0.1 until it is dropped. Nothing may be kept in a cache, so
/// that everything that a page loads is asked for, and no other origin may read anything.
pub struct Intranet {
    address: String,
    state: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    embed: PathBuf,
    changing: Mutex<Changing>,
}

struct Changing {
    binaries: Binaries,
    policy: Option<String>,
    stalled: Option<String>,
    files: BTreeMap<String, Vec<u8>>,
    asked: Vec<String>,
    reports: Vec<String>,
}

impl Intranet {
    /// Begins to serve.
    ///
    /// # Panics
    ///
    /// If nothing is built, or no port is free.
    pub async fn start() -> Self {
        let changing = Changing {
            binaries: Binaries::Right,
            policy: None,
            stalled: None,
            files: BTreeMap::new(),
            asked: Vec::new(),
            reports: Vec::new(),
        };
        let state = Arc::new(Shared { embed: built("embed"), changing: Mutex::new(changing) });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(answer).with_state(Arc::clone(&state));
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, state, task }
    }

    /// The address of a page; the path begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Serves a file, in the place of another of this path if there is one; the path begins with a slash.
    pub fn put(&self, path: &str, content: impl Into<Vec<u8>>) {
        self.changing().files.insert(path.to_owned(), content.into());
    }

    /// Serves a page with the element's script and this body. Its `heard.js` notes what the elements tell.
    pub fn put_page(&self, path: &str, body: &str) {
        self.put(path, format!("{HEAD}<body>\n{body}\n"));
    }

    /// Changes the response for `.wasm` and `.bin`.
    pub fn answer_binaries(&self, binaries: Binaries) {
        self.changing().binaries = binaries;
    }

    /// Answers with headers and half of the bytes, and then with nothing, for every path that contains this, from now on.
    pub fn stall(&self, part_of_path: &str) {
        self.changing().stalled = Some(part_of_path.to_owned());
    }

    /// Sends this Content-Security-Policy with every answer from now on; reports go to `/reports`.
    pub fn send_policy(&self, policy: &str) {
        self.changing().policy = Some(format!("{policy}; report-uri /reports"));
    }

    /// The paths that were asked for since the last call, in order; without what browsers ask for by themselves.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.changing().asked)
    }

    /// The reports of violated policies since the last call; likewise.
    pub fn reports(&self) -> Vec<String> {
        std::mem::take(&mut self.changing().reports)
    }

    fn changing(&self) -> MutexGuard<'_, Changing> {
        self.state.changing()
    }
}

/// What browsers ask for by themselves.
const ICON: &str = "/favicon.ico";

/// Lines of the console, or addresses, without those about the icon that browsers ask for by themselves.
pub fn without_icon(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| !line.contains(ICON));
    lines
}

/// How a page begins.
const HEAD: &str = "\
<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Intranet</title>
<script src=\"/heard.js\"></script>
<script src=\"/embed/port-reference.js\" defer></script>
";

impl Drop for Intranet {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn changing(&self) -> MutexGuard<'_, Changing> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, path: &str) -> Option<Vec<u8>> {
        let own = self.changing().files.get(path).cloned();
        let file = match path.strip_prefix("/embed/") {
            Some(name) => self.embed.join(name),
            None => Path::new(env!("CARGO_MANIFEST_DIR")).join("pages").join(path.trim_start_matches('/')),
        };
        own.or_else(|| std::fs::read(file).ok())
    }
}

async fn answer(State(shared): State<Arc<Shared>>, method: Method, uri: Uri, body: Bytes) -> Response {
    let path = uri.path();
    if path == "/reports" && method == Method::POST {
        let report = String::from_utf8_lossy(&body).into_owned();
        if !report.contains(ICON) {
            shared.changing().reports.push(report);
        }
        return StatusCode::NO_CONTENT.into_response();
    }
    if path != ICON {
        shared.changing().asked.push(path.to_owned());
    }
    let found = shared.find(path);
    let changing = shared.changing();
    let mut response = match found {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(bytes) if changing.stalled.as_ref().is_some_and(|part| path.contains(part)) => {
            let half: Result<_, std::io::Error> = Ok(bytes[..bytes.len() / 2].to_vec());
            let parts = stream::iter([half]).chain(stream::pending());
            ([(header::CONTENT_TYPE, kind(path))], Body::from_stream(parts)).into_response()
        }
        Some(bytes) if is_a("wasm", path) || is_a("bin", path) => binary(changing.binaries, is_a("wasm", path), bytes),
        Some(bytes) => ([(header::CONTENT_TYPE, kind(path))], bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, "no-store".parse().expect("a value"));
    if let Some(policy) = &changing.policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.parse().expect("a policy"));
    }
    response
}

fn binary(how: Binaries, is_wasm: bool, bytes: Vec<u8>) -> Response {
    let usual = if is_wasm { "application/wasm" } else { "application/octet-stream" };
    let of_kind = |kind: &'static str, bytes: Vec<u8>| ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let half = || bytes[..bytes.len() / 2].to_vec();
    match how {
        Binaries::Unknown => StatusCode::NOT_FOUND.into_response(),
        Binaries::OnlyWasm if !is_wasm => StatusCode::NOT_FOUND.into_response(),
        Binaries::Right | Binaries::OnlyWasm => of_kind(usual, bytes),
        Binaries::AsText => of_kind("text/plain", bytes),
        Binaries::Page => of_kind("text/html", b"<!DOCTYPE html><title>Not here</title>".to_vec()),
        Binaries::Half => of_kind(usual, half()),
        Binaries::CutOff => {
            let part: Result<_, std::io::Error> = Ok(half());
            let parts = [part, Err(std::io::Error::other("the line is cut"))];
            let body = Body::from_stream(stream::iter(parts));
            let headers = [(header::CONTENT_TYPE, usual.to_owned()), (header::CONTENT_LENGTH, bytes.len().to_string())];
            (headers, body).into_response()
        }
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

fn is_a(extension: &str, path: &str) -> bool {
    Path::new(path).extension().is_some_and(|known| known == extension)
}
