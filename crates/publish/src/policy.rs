//! The Content-Security-Policy of our own pages.

/// Allows nothing inline, nothing from other origins, and no strings as scripts.
///
/// - `wasm-unsafe-eval`: the search is WebAssembly.
/// - `trusted-types portolan`: `navigator.serviceWorker.register` accepts only a trusted address. `site.js` creates the only
///   policy of this name, which accepts only the address of `sw.js`.
/// - `trusted-types port-traffic`: the worker that reads large files has the address of the element's own script.
const DIRECTIVES: [&str; 12] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types portolan port-traffic",
];

/// Browsers accept these only in a header, and warn about them in a `<meta>`.
const IN_HEADER_ONLY: [&str; 1] = ["frame-ancestors 'self'"];

/// The policy as servers send it.
pub(crate) fn header() -> String {
    [&DIRECTIVES[..], &IN_HEADER_ONLY].concat().join("; ")
}

/// The policy as a `<meta>` has it, for servers that send none.
pub(crate) fn meta() -> String {
    DIRECTIVES.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_has_more_than_the_pages() {
        assert_eq!(header(), format!("{}; frame-ancestors 'self'", meta()));
    }

    #[test]
    fn it_can_be_in_double_quotes_everywhere() {
        // These characters are special to nginx, Apache or HTML.
        assert!(!header().contains(['"', '\\', '$', '%', '&', '<', '\n']), "{}", header());
    }
}
