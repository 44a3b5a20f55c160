//! Which addresses may become links.

/// Why an address may not become a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// Browsers skip control characters and white space in some places, and read a backslash as a slash.
    #[error("holds white space, a control character or a backslash; write %20 or /")]
    Character,
    /// `javascript:`, `data:`, `file:` and the like.
    #[error("only http:, https: and relative addresses are links")]
    Scheme,
    /// `//host`, or `https:` without two slashes and a host. Both look like addresses within the site, and are not.
    #[error("an address on another host begins with http:// or https:// and names the host")]
    Host,
}

/// Checks that an address is http, https, or relative to its page.
///
/// # Errors
///
/// The fault.
pub fn check_address(address: &str) -> Result<(), AddressFault> {
    let bytes = address.as_bytes();
    let mut before = 0;
    for byte in bytes {
        // U+0080 to U+009F are control characters too: in UTF-8, C2 and 80 to 9F.
        if matches!((before, byte), (_, ..=b' ' | b'\\' | 0x7f) | (0xc2, 0x80..=0x9f)) {
            return Err(AddressFault::Character);
        }
        before = *byte;
    }
    if bytes.starts_with(b"//") {
        return Err(AddressFault::Host);
    }
    // Without a scheme it is relative.
    let scheme = bytes.split(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')).next().unwrap_or_default();
    let Some([b':', rest @ ..]) = bytes.get(scheme.len()..) else { return Ok(()) };
    if !scheme.eq_ignore_ascii_case(b"http") && !scheme.eq_ignore_ascii_case(b"https") {
        return Err(AddressFault::Scheme);
    }
    match rest {
        [b'/', b'/', b'/' | b'?' | b'#' | b':' | b'@', ..] => Err(AddressFault::Host),
        [b'/', b'/', _, ..] => Ok(()),
        _ => Err(AddressFault::Host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_become_a_link() {
        for good in [
            "https://wiki.example/ssh",
            "http://wiki.example",
            "HTTPS://WIKI.EXAMPLE/",
            "/wiki/ssh",
            "ssh.html",
            "../a/b?c=d:e#f:g",
            "?q=22",
            "#ssh",
            "a/b:c",
            "a//b",
            "straße.html",
            "",
        ] {
            assert_eq!(check_address(good), Ok(()), "{good:?}");
        }
    }

    #[test]
    fn what_may_not() {
        use AddressFault::{Character, Host, Scheme};
        for (bad, fault) in [
            ("javascript:alert(1)", Scheme),
            ("JavaScript:alert(1)", Scheme),
            (" javascript:alert(1)", Character),
            ("java\tscript:alert(1)", Character),
            ("\u{1}javascript:alert(1)", Character),
            ("a\u{85}b", Character),
            ("a\u{7f}b", Character),
            ("data:text/html,x", Scheme),
            ("vbscript:x", Scheme),
            ("file:///etc/passwd", Scheme),
            ("blob:https://example.org/1", Scheme),
            (":a", Scheme),
            ("httpſ://example.org", Scheme),
            ("//evil.example/x", Host),
            ("///evil.example/x", Host),
            ("/\\evil.example", Character),
            ("\\\\server\\share", Character),
            ("https:evil.example", Host),
            ("https:/evil.example", Host),
            ("https:///evil.example", Host),
            ("https://", Host),
            ("http:", Host),
            ("a b", Character),
        ] {
            assert_eq!(check_address(bad), Err(fault), "{bad:?}");
        }
    }
}
