//! Configuration files for servers: headers, types, caching, and the 404 page.
//!
//! The templates are in `www/publish/`, one for each kind of server. The values that they share are here.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::service_worker::is_hashed;
use crate::tree::Tree;
use crate::{files, policy};

/// Goes into the server's own folder; the other files go into the site's root.
pub(crate) const NGINX: &str = "nginx.conf";

/// The syntax of one kind of server.
struct Form {
    file: &'static str,
    /// A header for every response.
    header: fn(name: &str, value: &str) -> String,
    /// The rule that a file with this path never changes; `None` where a pattern in the template has it.
    immutable: Option<fn(base: &str, path: &str) -> String>,
}

const FORMS: [Form; 4] = [
    Form {
        file: "_headers",
        header: |name, value| format!("{name}: {value}"),
        immutable: Some(|base, path| format!("{base}{path}\n  Cache-Control: public, max-age=31536000, immutable")),
    },
    Form { file: ".htaccess", header: |name, value| format!("Header always set {name} \"{value}\""), immutable: None },
    Form {
        file: "web.config",
        header: |name, value| format!("<remove name=\"{name}\" />\n<add name=\"{name}\" value=\"{value}\" />"),
        immutable: Some(|_, path| {
            format!(
                "<location path=\"{path}\"><system.webServer><staticContent>\n  \
                 <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" \
                 cacheControlCustom=\"public, immutable\" />\n\
                 </staticContent></system.webServer></location>"
            )
        }),
    },
    Form { file: NGINX, header: |name, value| format!("add_header {name} \"{value}\" always;"), immutable: None },
];

/// The headers of every response.
fn headers() -> [(&'static str, String); 5] {
    [
        ("Content-Security-Policy", policy::header()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
    ]
}

/// The files for every kind of server, by name.
///
/// `site` is complete except for them. It will be at the path `base` of its server, which starts and ends with `/`.
///
/// # Errors
/// If a template cannot be read, or lacks a placeholder.
pub(crate) fn files(templates: &Path, site: &Tree, base: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let hashed: Vec<&str> = site.keys().map(String::as_str).filter(|path| is_hashed(path)).collect();
    let render = |form: &Form| {
        let place = templates.join(form.file);
        let template = files::read_text(&place)?;
        let headers: Vec<String> = headers().iter().map(|(name, value)| (form.header)(name, value)).collect();
        let mut text = filled(&template, "__HEADERS__", &headers, &place)?;
        if let Some(immutable) = form.immutable {
            let rules: Vec<String> = hashed.iter().map(|path| immutable(base, path)).collect();
            text = filled(&text, "__IMMUTABLE__", &rules, &place)?;
        }
        Ok((form.file.to_owned(), text.replace("__BASE__", base).into_bytes()))
    };
    FORMS.iter().map(render).collect()
}

/// Replaces the line that consists of `token` with the items, one per line, with the same indentation.
fn filled(template: &str, token: &str, items: &[String], place: &Path) -> Result<String> {
    let is_token = |line: &&str| line.trim() == token;
    let places = template.lines().filter(is_token).count();
    ensure!(places == 1, "{} must have one line with {token} alone; it has {places}", place.display());
    let mut text = String::new();
    for line in template.lines() {
        if is_token(&line) {
            let indent = &line[..line.len() - line.trim_start().len()];
            for item in items.iter().flat_map(|item| item.lines()) {
                text.extend([indent, item, "\n"]);
            }
        } else {
            text.extend([line, "\n"]);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(base: &str) -> Vec<(String, String)> {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/publish");
        let site = ["assets/site.1a2b3c4d.css", "embed/port-reference.js", "index.html"]
            .map(|path| (path.to_owned(), Vec::new()))
            .into();
        let files = files(&templates, &site, base).unwrap();
        files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }

    #[test]
    fn every_server_gets_every_header() {
        for (file, text) in rendered("/") {
            for (name, value) in headers() {
                assert!(text.contains(name) && text.contains(&value), "{file}: {name}");
            }
            assert!(!text.contains("__"), "{file} has a token left:\n{text}");
        }
    }

    #[test]
    fn a_site_below_a_path() {
        let said = |file: &str, line: &str| {
            let files = rendered("/portolan/");
            let (_, text) = files.iter().find(|(name, _)| name == file).unwrap();
            assert!(text.lines().any(|found| found.trim() == line), "{file} does not say {line}:\n{text}");
        };
        said("_headers", "/portolan/*");
        said("_headers", "/portolan/embed/*");
        said("_headers", "/portolan/assets/site.1a2b3c4d.css");
        said(".htaccess", "ErrorDocument 404 /portolan/404.html");
        said(NGINX, "error_page 403 404 =404 /portolan/404.html;");
        said(NGINX, "\"~^/portolan/embed/\" \"cross-origin\";");
    }

    #[test]
    fn only_files_with_a_digest_in_their_names_are_immutable() {
        for (file, text) in rendered("/") {
            assert!(!text.contains("port-reference.js"), "{file}:\n{text}");
        }
    }

    #[test]
    fn headers_keep_the_indentation_of_their_place() {
        let template = "a\n  __HEADERS__\nb\n";
        let items = ["x\ny".to_owned(), "z".to_owned()];
        assert_eq!(filled(template, "__HEADERS__", &items, Path::new("t")).unwrap(), "a\n  x\n  y\n  z\nb\n");
    }

    #[test]
    fn a_template_without_a_place_is_an_error() {
        let error = filled("a\n", "__HEADERS__", &[], Path::new("www/publish/_headers")).unwrap_err().to_string();
        assert!(error.contains("www/publish/_headers") && error.contains("__HEADERS__"), "{error}");
    }

    /// `publishing.md` shows each file in full, so that it can be copied from there.
    #[test]
    fn the_page_on_publishing_shows_the_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
        let page = read("book/src/publishing.md");
        let retired = "www/pwa/retired.js".to_owned();
        for (file, text) in rendered("/").into_iter().chain([(retired.clone(), read(&retired))]) {
            assert!(
                page.contains(&format!("\n{text}```\n")),
                "book/src/publishing.md must show {file} as it is:\n{text}"
            );
        }
    }
}
