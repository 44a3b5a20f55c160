//! A plain web server for what was built, without any special configuration.

use axum::Router;
use axum::http::{HeaderValue, header};
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

    /// Serves the folder with files replaced by answers: paths, each with a status and bytes.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn with_broken(folder: &Path, files: &[(String, u16, &'static [u8])]) -> Self {
        let mut router = Router::new();
        for &(ref file, status, bytes) in files {
            let status = axum::http::StatusCode::from_u16(status).expect("a status");
            router = router.route(file, get(move || async move { (status, bytes) }));
        }
        Self::serve(router.fallback_service(ServeDir::new(folder))).await
    }

    /// Serves the folder with a Content-Security-Policy on every answer.
    ///
    /// # Panics
    ///
    /// If no port is free.
    pub async fn with_policy(folder: &Path, policy: &str) -> Self {
        let policy = HeaderValue::from_str(policy).expect("a policy");
        let add = move |mut response: axum::response::Response| {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy.clone());
            async { response }
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
