//! A plain web server for what was built: nothing in it helps the page along.

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::routing::get;
use std::path::Path;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::{ServeDir, ServeFile};

/// Serves a folder on a free port of 127.0.0.1 until it is dropped.
pub struct Server {
    address: String,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves the folder; unknown addresses get its `404.html`.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn start(folder: &Path) -> Self {
        let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
        Self::serve(Router::new().fallback_service(files)).await
    }

    /// Serves the folder with one file replaced by an answer of this status and these bytes.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn with_broken(folder: &Path, file: &str, status: u16, bytes: &'static [u8]) -> Self {
        let status = axum::http::StatusCode::from_u16(status).expect("a status");
        let router = Router::new().route(file, get(move || async move { (status, bytes) }));
        Self::serve(router.fallback_service(ServeDir::new(folder))).await
    }

    /// Serves the folder with a Content-Security-Policy on every answer.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn with_policy(folder: &Path, policy: &'static str) -> Self {
        let add = move |mut response: axum::response::Response| async move {
            let name = HeaderName::from_static("content-security-policy");
            response.headers_mut().insert(name, HeaderValue::from_static(policy));
            response
        };
        let router = Router::new().fallback_service(ServeDir::new(folder));
        Self::serve(router.layer(axum::middleware::map_response(add))).await
    }

    async fn serve(router: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Self { address, task }
    }

    /// The address of a page; the path begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
