//! A web server whose site is replaced, and which stops, while pages of it are open.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Serves a folder at one address of 127.0.0.1, whatever the folder is by then.
///
/// It has no validators, so that no file passes for another that was there a second ago, and keeps no connection, so that
/// requests fail when it has stopped.
pub struct Host {
    site: Arc<Site>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

struct Site {
    folder: Mutex<PathBuf>,
    asked: Mutex<Vec<String>>,
}

impl Host {
    /// Begins to serve the folder.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn start(folder: &Path) -> Self {
        let site = Arc::new(Site { folder: Mutex::new(folder.to_owned()), asked: Mutex::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        Self { task: serve(listener, Arc::clone(&site)), site, address }
    }

    /// The address of a page; the path begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Serves another folder from now on.
    ///
    /// # Panics
    ///
    /// If a request has panicked.
    pub fn publish(&self, folder: &Path) {
        folder.clone_into(&mut self.site.folder.lock().expect("no panic elsewhere"));
    }

    /// The paths that were asked for since the last call.
    ///
    /// # Panics
    ///
    /// If a request has panicked.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.site.asked.lock().expect("no panic elsewhere"))
    }

    /// Stops: from now on requests fail.
    pub async fn stop(&mut self) {
        self.task.abort();
        // Over when the listener has been dropped.
        let _ = (&mut self.task).await;
    }

    /// Comes back.
    ///
    /// # Panics
    ///
    /// If another process has taken the port.
    pub async fn resume(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the same port");
        self.task = serve(listener, Arc::clone(&self.site));
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn serve(listener: TcpListener, site: Arc<Site>) -> JoinHandle<()> {
    let router = Router::new().fallback(answer).with_state(site);
    tokio::spawn(async move {
        let _ = axum::serve(listener, router).await;
    })
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    let path = uri.path();
    site.asked.lock().expect("no panic elsewhere").push(path.to_owned());
    let folder = site.folder.lock().expect("no panic elsewhere").clone();
    let file = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let found = std::fs::read(folder.join(file.trim_start_matches('/')));
    let (status, kind, bytes) = match found {
        Ok(bytes) => (StatusCode::OK, kind(&file), bytes),
        Err(_) => (StatusCode::NOT_FOUND, "text/html", std::fs::read(folder.join("404.html")).unwrap_or_default()),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache"), (header::CONNECTION, "close")];
    (status, headers, Body::from(bytes)).into_response()
}

fn kind(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}
