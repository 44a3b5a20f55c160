//! The Content-Security-Policy of our own pages.

/// Nothing inline, nothing from elsewhere, no strings that become scripts.
///
/// - `wasm-unsafe-eval`: the search is WebAssembly.
/// - `trusted-types portolan`: `navigator.serviceWorker.register` takes a trusted address and nothing else. `site.js` makes
///   the one policy of this name, which passes the one address of `sw.js`; no other script may make any.
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
    "trusted-types portolan",
];

/// Browsers take these from a header only, and complain of them in a `<meta>`.
const IN_HEADER_ONLY: [&str; 1] = ["frame-ancestors 'self'"];

/// The policy as servers send it.
pub(crate) fn header() -> String {
    [&DIRECTIVES[..], &IN_HEADER_ONLY].concat().join("; ")
}

/// The policy as it stands in the pages, for servers that send none.
pub(crate) fn meta() -> String {
    DIRECTIVES.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_more_than_the_pages() {
        assert_eq!(header(), format!("{}; frame-ancestors 'self'", meta()));
    }

    #[test]
    fn it_can_stand_in_double_quotes_everywhere() {
        // nginx, Apache and HTML each have their own idea of what follows one of these.
        assert!(!header().contains(['"', '\\', '$', '%', '&', '<', '\n']), "{}", header());
    }
}
