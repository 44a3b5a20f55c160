//! The content of chapters and overview pages, read without a browser, and so without JavaScript.

use acceptance::{Document, built_site, pages};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PAGES: LazyLock<BTreeMap<String, Document>> = LazyLock::new(|| pages(&built_site()));

#[track_caller]
fn says(page: &str, phrases: &[&str]) {
    let text = &PAGES.get(page).unwrap_or_else(|| panic!("there is no {page}")).text;
    for phrase in phrases {
        assert!(text.contains(phrase), "{page} does not say “{phrase}”:\n{text}");
    }
}

#[test]
fn a_chapter_says_who_uses_the_port_from_which_release_and_what_to_do() {
    says(
        "ports/22.html",
        &["SSH", "sshd", ">system>openssl>sbin>sshd.pm", "14.7 and 15.1+, not in 15.0", "S270", "IANA register"],
    );
    says("ports/37.html", &["Firewall advice", "Block", "TCP Wrappers", "when the module has an NIO"]);
    says("ports/69.html", &["Restrict", "to the NIO", "TFTP"]);
    says("ports/2049.html", &["command_library>nfs_server.pm", "All until 15.x", "mountd"]);
    says("ports/1812.html", &["S268", "14.4+", "15.0+", "Part of STCP/VOS"]);
    says("ports/3000.html", &["3000 to 3000 + 2 × max_open_server", "new_modules.tin"]);
    says("ports/41508.html", &["www.circlemud.org/~jelson"]);
    says("ports/6776.html", &["do not mean that"]);
}

#[test]
fn overview_pages() {
    says("ports/index.html", &["Source port", "Destination port", "ephemeral", "smbd", "49152–65535"]);
    says("products/s269.html", &["NetBIOS session service", "445", "901"]);
    says("releases/15.2.html", &["Applies", "The source does not say", "Does not apply", "443"]);
    says("releases/15.0.html", &["2049"]);
    says("applications.html", &["inetd", "radius_auth_server", "nmbd"]);
    says("advice.html", &["Block these", "29000", "Disable these", "Restrict these"]);
    says("categories/trojan.html", &["Back Orifice", "Sub-7"]);
    says("source-ports.html", &["27910–27961", "20", "1–1024"]);
    says("ephemeral.html", &["14.6.0aj", "10000–65535", "1024–65535"]);
    says("classes.html", &["0–1023", "1024–49151", "49152–65535"]);
    says("glossary.html", &["NIO", "TCP Wrappers", "RSN", "inetd"]);
    says("sources.html", &["Noah Davids", "Robert Graham", "317890", "inferred", "CORBA"]);
}
