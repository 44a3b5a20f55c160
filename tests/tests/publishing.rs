//! The site behind a real nginx, with the published configuration.

use acceptance::{Answer, Browser, Kind, Options, ask, built_site, fetch};
use http::Method;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// nginx with the built site, as an ordinary process; it ends when this is dropped.
struct Nginx {
    port: u16,
    _process: Child,
    _folder: TempDir,
}

impl Nginx {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("nginx.conf"), around(&published(port))).expect("a configuration");
        let program = std::env::var("NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
        let process = Command::new(&program)
            .args(["-e", "stderr", "-c", "nginx.conf", "-p"])
            .arg(folder.path())
            // A list of inherited sockets, where nginx itself reads it.
            .env_remove("NGINX")
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` gets it, or says what to install"));
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Self { port, _process: process, _folder: folder };
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("nginx does not answer; what it said stands above")
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    async fn head(&self, path: &str) -> Answer {
        ask(Method::HEAD, &self.url(path), &[("accept-encoding", "gzip")]).await
    }
}

/// The published configuration, with its two places for one's own filled in.
fn published(port: u16) -> String {
    let site = built_site();
    let file = site.join("../publish/nginx.conf");
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}: `cargo xtask bundle`", file.display()));
    let root = fs::canonicalize(site).expect("the site");
    let own = [
        ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ("root /var/www/portolan;", format!("root {};", root.display())),
    ];
    own.iter().fold(text, |text, (old, new)| {
        assert!(text.contains(old), "nginx.conf has no {old}");
        text.replace(old, new)
    })
}

/// The configuration of the server that includes it: here, everything in one folder and nothing in the background.
fn around(published: &str) -> String {
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|kind| format!("{kind}_temp_path {kind};\n"));
    format!(
        "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr crit;\nevents {{}}\n\
         http {{\naccess_log off;\n{}{published}}}\n",
        places.concat()
    )
}

/// A file of the built site, by what its path begins and ends with.
fn file(begin: &str, end: &str) -> String {
    let folder: PathBuf = built_site().join(Path::new(begin).parent().expect("a folder"));
    let names = fs::read_dir(folder).expect("a folder").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let start = begin.rsplit('/').next().unwrap_or_default();
    let mut found: Vec<String> =
        names.filter(|name| name.starts_with(start) && name.ends_with(end) && name.matches('.').count() == 2).collect();
    found.sort();
    let name = found.first().unwrap_or_else(|| panic!("no {begin}….{end}"));
    format!("/{}{name}", &begin[..begin.len() - start.len()])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_response_has_the_right_headers() {
    const FOREVER: &str = "public, max-age=31536000, immutable";
    let nginx = Nginx::start().await;
    let html = "text/html; charset=utf-8";
    for (path, status, kind, cache) in [
        ("/", 200, html, "no-cache"),
        ("/ports/22.html", 200, html, "no-cache"),
        ("/no-such-page", 404, html, "no-cache"),
        ("/assets/gone.00000000.css", 404, html, "no-cache"),
        // No listing.
        ("/assets/", 404, html, "no-cache"),
        ("/sw.js", 200, "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", 200, "application/manifest+json; charset=utf-8", "no-cache"),
        ("/v1/catalog.json", 200, "application/json; charset=utf-8", "no-cache"),
        ("/v1/catalog.csv", 200, "text/csv; charset=utf-8", "no-cache"),
        ("/embed/port-reference.js", 200, "text/javascript; charset=utf-8", "no-cache"),
        (&file("assets/site", "css"), 200, "text/css; charset=utf-8", FOREVER),
        (&file("embed/port-reference", "wasm"), 200, "application/wasm", FOREVER),
        (&file("embed/catalog", "bin"), 200, "application/octet-stream", FOREVER),
    ] {
        let answer = nginx.head(path).await;
        let found = (answer.status, answer.header("content-type"), answer.header("cache-control"));
        assert_eq!(found, (status, kind, cache), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'self'"), "{path}");
        for name in ["cross-origin-opener-policy", "permissions-policy", "referrer-policy"] {
            assert!(!answer.header(name).is_empty(), "{path}: {name}");
        }
        let anybody = if status == 200 && (path.starts_with("/embed/") || path.starts_with("/v1/")) { "*" } else { "" };
        assert_eq!(answer.header("access-control-allow-origin"), anybody, "{path}");
        let embedded = if status == 200 && path.starts_with("/embed/") { "cross-origin" } else { "" };
        assert_eq!(answer.header("cross-origin-resource-policy"), embedded, "{path}");
        assert!(answer.header("server") == "nginx", "{path}: the version is nobody's business");
        let packed = if path == "/manifest.webmanifest" { "" } else { "gzip" };
        assert_eq!(answer.header("content-encoding"), packed, "{path}");
    }
    assert_eq!(nginx.head("/ports").await.header("location"), "/ports/");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_page_is_not_sent_again() {
    let nginx = Nginx::start().await;
    let url = nginx.url("/ports/22.html");
    let whole = fetch(&url).await;
    assert_eq!(whole.bytes, fs::read(built_site().join("ports/22.html")).expect("a page"));
    for packed in [&[][..], &[("accept-encoding", "gzip")]] {
        let first = ask(Method::GET, &url, packed).await;
        let known = [packed, &[("if-none-match", first.header("etag"))]].concat();
        let again = ask(Method::GET, &url, &known).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{packed:?}");
        assert_eq!(again.header("cache-control"), "no-cache");
    }
}

/// With the whole policy, in a header and in the pages.
#[tokio::test(flavor = "multi_thread")]
async fn browsers_find_nothing_wrong() {
    for kind in Kind::available() {
        let nginx = Nginx::start().await;
        let browser = Browser::start(Options { kind, ..Options::default() }).await;
        let search = "const e = document.querySelector('port-reference'); e.focus(); await e.ready;
                      return (await e.search('nfs')).total;";
        for path in ["/", "/ports/22.html", "/no/such/page"] {
            browser.goto(&nginx.url(path)).await;
            assert!(browser.run(search).await.as_u64() > Some(1), "{path} in {kind}");
            let errors = browser.console().await;
            // Chromium notes the status of a page that is not there.
            let errors: Vec<_> = errors.iter().filter(|line| !line.contains("status of 404")).collect();
            assert!(errors.is_empty(), "{path} in {kind}: {errors:?}");
        }
        let kept = "return Promise.race([navigator.serviceWorker.ready.then(() => true), new Promise((no) => setTimeout(no, 8000, false))]);";
        // Where a worker could not get all files, because the page went on to the next, the next visit tries again.
        let mut visits = 1;
        while browser.run(kept).await == false {
            visits += 1;
            assert!(visits < 10, "{kind} never keeps the site");
            browser.goto(&nginx.url("/about.html")).await;
        }
        let unread = nginx.url("/ports/2049.html");
        drop(nginx);
        browser.goto(&unread).await;
        assert!(browser.run(search).await.as_u64() > Some(1), "offline in {kind}");
        browser.close().await;
    }
}
