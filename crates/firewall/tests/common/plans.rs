//! Random drafts without mistakes.

use super::catalog;
use firewall::{Draft, DraftItem};
use proptest::prelude::*;

fn network() -> impl Strategy<Value = String> {
    let v4 = (1_u8..=223, any::<u8>(), 8_u8..=32)
        .prop_filter("not this machine", |(first, ..)| *first != 127)
        .prop_map(|(first, second, prefix)| {
            let bits = u32::from_be_bytes([first, second, 2, 7]) & (u32::MAX << (32 - prefix));
            format!("{}/{prefix}", std::net::Ipv4Addr::from(bits))
        });
    let v6 = (0_u16..=0xfff, 32_u8..=128).prop_map(|(third, prefix)| {
        let bits = ((0x2001_0db8_u128 << 96) | (u128::from(third) << 80) | 1) & (u128::MAX << (128 - prefix));
        format!("{}/{prefix}", std::net::Ipv6Addr::from(bits))
    });
    // Neighbours, which become one range.
    let near_v4 = (0_u8..16, 28_u8..=32).prop_map(|(last, prefix)| {
        let bits = u32::from_be_bytes([203, 0, 113, last]) & (u32::MAX << (32 - prefix));
        format!("{}/{prefix}", std::net::Ipv4Addr::from(bits))
    });
    let near_v6 = (0_u8..16, 124_u8..=128).prop_map(|(last, prefix)| {
        let bits = ((0x2001_0db8_ffff_u128 << 80) | u128::from(last)) & (u128::MAX << (128 - prefix));
        format!("{}/{prefix}", std::net::Ipv6Addr::from(bits))
    });
    prop_oneof![4 => v4, 2 => v6, 3 => near_v4, 2 => near_v6, 1 => Just("everyone".to_owned()), 1 => Just("this-machine".to_owned()), 1 => Just("managers".to_owned())]
}

fn item() -> impl Strategy<Value = DraftItem> {
    let ids: Vec<String> = catalog().entries().iter().map(catalog::Entry::id).collect();
    let products: Vec<String> = catalog().products().iter().map(|one| one.id.clone()).collect();
    let what = prop_oneof![prop::sample::select(ids), prop::sample::select(products)];
    let role = prop::sample::select(vec!["server", "client", "both"]);
    (what, role, prop::collection::vec(network(), 1..5)).prop_map(|(what, role, peers)| DraftItem {
        what,
        role: role.to_owned(),
        peers,
        port: None,
    })
}

pub(crate) fn draft() -> impl Strategy<Value = Draft> {
    let release = prop::sample::select(vec!["", "14.5.0at", "14.7", "15.0", "15.1", "15.2", "16.1"]);
    let closes = prop::sample::select(vec!["nothing", "incoming", "both"]);
    let nio = prop::option::of(any::<bool>());
    (release, prop::collection::vec(item(), 1..6), any::<bool>(), closes, nio, any::<bool>()).prop_map(
        |(release, items, keeps_state, closes, has_nio, is_linux)| Draft {
            release: (!release.is_empty()).then(|| release.to_owned()),
            items,
            managers: vec!["198.51.100.0/24".into()],
            parameters: vec![("max_open_server".into(), 50)],
            has_nio,
            keeps_state,
            closes: closes.to_owned(),
            source_ports: is_linux.then(|| "32768-60999".to_owned()),
            ..Draft::default()
        },
    )
}

/// Names that would end a comment, a text or a line of some dialect.
pub(crate) const NAMES: [&str; 12] = [
    "\"; ip saddr 0.0.0.0/0 accept comment \"b",
    "x' ; rm -rf / ; '",
    "</description><port port=\"1\"/>",
    "\n-A INPUT -j ACCEPT\n",
    "$(id) `id` ${x}",
    "\\",
    "\" }\nresource \"x\" \"y\" {",
    "=cmd()",
    " -j ACCEPT",
    "--jump ACCEPT",
    "\r\n permit ip any any",
    "]\nports=1/tcp",
];

/// One of these, or any other text.
pub(crate) fn name() -> impl Strategy<Value = String> {
    let known = prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
    prop_oneof![known, any::<String>(), "[ -~\n\t]{0,400}"]
}
