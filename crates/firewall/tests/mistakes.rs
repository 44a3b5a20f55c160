//! All mistakes of a draft are reported at once, each by its path, with a remedy.

mod common;

use common::{catalog, draft, item};
use firewall::{Draft, Plan};

fn paths(draft: &Draft) -> Vec<String> {
    let wrong = Plan::new(catalog(), draft).expect_err("the draft has mistakes");
    for one in &wrong {
        assert!(!one.says.is_empty() && !one.remedy.is_empty(), "{one:?}");
    }
    wrong.into_iter().map(|one| one.path).collect()
}

#[test]
fn everything_that_is_wrong_is_reported() {
    let mut all = draft(
        "fifteen",
        &[
            item("22", "server", "everyone"),
            item("S999", "servers", "managers"),
            item("6970-7170", "client", "192.0.2.1/24, 2001:db8::/129, everyone, all"),
            item("22", "both", "192.0.2.0/24"),
        ],
    );
    all.items[0].peers.clear();
    all.items[2].port = Some(7000);
    all.items[3].port = Some(65_536);
    all.managers = vec!["10.0.0.0/8".into(), "localhost".into()];
    all.parameters = vec![("max_open_servers".into(), 1), ("max_open_server".into(), 70_000)];
    all.closes = "all".into();
    all.source_ports = Some("22".into());
    all.connected_by = Some("x".into());
    all.decisions = vec![("a".into(), true), ("a".into(), false)];
    let expected = [
        "release",
        "managers[1]",
        "items[0].peers",
        "items[1].what",
        "items[1].role",
        "items[2].peers[0]",
        "items[2].peers[1]",
        "items[2].peers[3]",
        "items[2].port",
        "items[3].port",
        "parameters[0]",
        "parameters[1]",
        "closes",
        "source_ports",
        "connected_by",
        "decisions[1]",
    ];
    assert_eq!(paths(&all), expected);
    assert_eq!(paths(&Draft::default()), ["items"]);
    assert_eq!(paths(&draft("", &[item("22", "server", "managers")])), ["items[0].peers[0]"]);
}

/// Firewalls get a rule for each network of each item; thousands of them are no plan that anybody reads.
#[test]
fn networks_are_bounded_together() {
    let networks = |count: usize| (0..count).map(|at| format!("10.0.{at}.0/24")).collect::<Vec<_>>().join(", ");
    let items = |count: usize| vec![item("22", "server", &networks(200)); count];
    assert_eq!(paths(&draft("", &items(21))), ["items"]);
    assert!(Plan::new(catalog(), &draft("", &items(20))).is_ok());
}

#[test]
fn remedies_name_what_to_write() {
    for (what, remedy) in [("3128x", "S269"), ("3051", "is 3000"), ("22-23", "S269")] {
        let wrong = Plan::new(catalog(), &draft("", &[item(what, "server", "everyone")])).expect_err(what);
        assert!(wrong[0].remedy.contains(remedy), "{what}: {}", wrong[0].remedy);
    }
}

/// What is written differently and means the same gives the same plan.
#[test]
fn networks_are_canonical() {
    let plan = |peers| Plan::new(catalog(), &draft("", &[item("22", "server", peers)])).expect(peers);
    assert_eq!(plan("192.0.2.0/24, 192.0.2.7, 2001:DB8::/32"), plan("2001:db8:0::/32, 192.0.2.0/24"));
    assert_eq!(plan("192.0.2.0/24, everyone"), plan("everyone"));
}
