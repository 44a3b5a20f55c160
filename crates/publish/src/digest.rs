//! Digests of contents, for file names, versions and checks.

use sha2::{Digest, Sha256};

/// The SHA-256 in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Eight hexadecimal digits of it: enough to distinguish versions of one file.
pub(crate) fn short(bytes: &[u8]) -> String {
    let mut hex = hex(bytes);
    hex.truncate(8);
    hex
}

/// A file's name with the digest of its content before the extension: `site.1a2b3c4d.css`.
pub(crate) fn name(plain: &str, bytes: &[u8]) -> String {
    let digest = short(bytes);
    match plain.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{digest}.{extension}"),
        None => format!("{plain}.{digest}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_before_the_extension() {
        assert_eq!(super::name("assets/site.css", b"abc"), "assets/site.ba7816bf.css");
        assert_eq!(super::name("LICENCE", b"abc"), "LICENCE.ba7816bf");
    }
}
