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

/// Checks that an address is http, https, or relative to the page it stands in.
///
/// # Errors
///
/// What is wrong with it.
pub fn check_address(address: &str) -> Result<(), AddressFault> {
    let forbidden = |byte: u8| byte <= b' ' || byte == b'\\' || byte == 0x7f;
    // U+0080 to U+009F are control characters too: in UTF-8, C2 and 80 to 9F.
    let controls = |pair: &[u8]| matches!(pair, [0xc2, 0x80..=0x9f]);
    if address.bytes().any(forbidden) || address.as_bytes().windows(2).any(controls) {
        return Err(AddressFault::Character);
    }
    let end = address.find([':', '/', '?', '#']).unwrap_or(address.len());
    let (before, from) = (address.get(..end).unwrap_or_default(), address.get(end..).unwrap_or_default());
    let Some(after) = from.strip_prefix(':') else {
        // Without a scheme it is relative, unless a host follows at once.
        return if address.starts_with("//") { Err(AddressFault::Host) } else { Ok(()) };
    };
    if !before.eq_ignore_ascii_case("http") && !before.eq_ignore_ascii_case("https") {
        return Err(AddressFault::Scheme);
    }
    match after.strip_prefix("//") {
        Some(host) if !host.is_empty() && !host.starts_with(['/', '?', '#', ':', '@']) => Ok(()),
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
