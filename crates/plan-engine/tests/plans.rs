//! From drafts to flows, questions, rules and mistakes.

mod common;

use common::{BASE, PORTS, REFERENCE, draft, item, planned, read};
use firewall::{Dialect, Draft, Plan, flows};
use plan_engine::Ports;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_server_for_some() {
    let plan = planned(&draft("", vec![item("22", "server", "192.0.2.0/24, 2001:db8::/32")]), "nftables\npf\nnftables");
    let [flow] = plan["flows"].as_array().expect("flows").as_slice() else { panic!("{plan}") };
    assert_eq!(
        (&flow["action"], &flow["direction"], &flow["transport"]),
        (&json!("pass"), &json!("in"), &json!("tcp"))
    );
    assert_eq!((&flow["local"], &flow["service"]), (&json!([22, 22]), &json!("22")));
    assert_eq!(flow["peer_list"], json!(["192.0.2.0/24", "2001:db8::/32"]));
    assert_eq!((&flow["everyone"], &flow["this_machine"]), (&json!(false), &json!(false)));
    let reason = &flow["reasons"][0];
    assert_eq!((&reason["entry"], &reason["href"]), (&json!("22"), &json!(format!("{BASE}ports/22.html"))));
    assert_eq!((&reason["exposure"], &reason["moved_from"]), (&json!("only for named hosts"), &Value::Null));
    let rules = plan["rules"].as_object().expect("rules");
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["nftables", "pf"]);
    let nftables = &rules["nftables"];
    assert_eq!((&nftables["label"], &nftables["files"][0]["name"]), (&json!("nftables"), &json!("portolan.nft")));
    assert!(nftables["text"].as_str().is_some_and(|text| text.contains("ip saddr 192.0.2.0/24 tcp dport 22 accept")));
    for list in ["test", "load", "undo", "remarks"] {
        assert!(nftables[list].as_array().is_some_and(|lines| !lines.is_empty()), "{list}");
    }
    assert_eq!(plan["tables"]["plain"], "22/tcp");
    assert!(plan["tables"]["csv"].as_str().is_some_and(|text| text.lines().count() == 2));
    assert!(plan["tables"]["markdown"].as_str().is_some_and(|text| text.contains("| 22 SSH |")));
    assert!(plan.get("mistakes").is_none());
}

#[test]
fn all_dialects_where_none_is_named() {
    let plan = planned(&draft("", vec![item("443", "both", "everyone")]), "");
    let rules = plan["rules"].as_object().expect("rules");
    assert_eq!(rules.len(), Dialect::ALL.len());
    assert!(rules.values().all(|one| one["text"].as_str().is_some_and(|text| text.contains("443"))));
}

/// The bytes have all that a plan needs: what is made from the files is the same.
#[test]
fn an_encoded_catalog_is_enough() {
    let mut draft =
        draft("15.1", REFERENCE.catalog.products().iter().map(|one| item(&one.id, "both", "192.0.2.0/24")).collect());
    for entry in REFERENCE.catalog.entries().iter().filter(|entry| !entry.ports.is_range()).take(200) {
        draft.items.push(item(&entry.id(), "both", "everyone"));
    }
    for keeps_state in [true, false] {
        draft.keeps_state = keeps_state;
        let plan = Plan::new(&REFERENCE.catalog, &draft).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
        let href = |id: &str| Some(format!("{BASE}ports/{id}.html"));
        let expected = read(&firewall::json(&flows(&REFERENCE.catalog, &plan), &href));
        let found = planned(&draft, "nftables");
        for part in ["flows", "open", "warnings"] {
            assert!(expected[part].as_array().is_some_and(|list| !list.is_empty()), "{part}");
            assert_eq!(found[part], expected[part], "{part}");
        }
        assert_eq!(PORTS.plan(&draft, "", BASE), PORTS.plan(&draft, "", BASE), "the same plan gives the same bytes");
    }
}

/// Every kind of question, and that its answer settles it.
#[test]
fn questions_say_how_they_are_settled() {
    let asked = |draft: &Draft, kind: &str| -> BTreeSet<String> {
        let plan = planned(draft, "nftables");
        let open = plan["open"].as_array().unwrap_or_else(|| panic!("{plan}"));
        let of_kind = open.iter().filter(|one| one["kind"] == kind);
        of_kind.map(|one| one["settled_by"].as_str().expect("a text").to_owned()).collect()
    };
    let mut all = draft("", vec![item("STCP", "both", "192.0.2.0/24"), item("S135", "server", "192.0.2.0/24")]);
    all.keeps_state = false;
    assert!(!asked(&all, "release").is_empty());
    all.release = Some("15.1".to_owned());
    assert!(asked(&all, "release").is_empty());
    let decisions = asked(&all, "decision");
    assert!(!decisions.is_empty());
    all.decisions = decisions.into_iter().map(|id| (id, true)).collect();
    assert!(asked(&all, "decision").iter().all(|id| !all.decisions.iter().any(|(decided, _)| decided == id)));
    assert_eq!(asked(&all, "nio"), BTreeSet::from(["has_nio".to_owned()]));
    all.has_nio = Some(false);
    assert!(asked(&all, "nio").is_empty());
    let parameters = asked(&all, "parameter");
    assert!(parameters.contains("parameters.max_open_server"), "{parameters:?}");
    all.parameters =
        parameters.iter().filter_map(|one| Some((one.strip_prefix("parameters.")?.to_owned(), 50))).collect();
    assert!(asked(&all, "parameter").is_empty());
    let mut other = draft("", vec![item("443", "client", "everyone")]);
    other.keeps_state = false;
    assert_eq!(asked(&other, "source_ports"), BTreeSet::from(["source_ports".to_owned()]));
    other.source_ports = Some("32768-60999".to_owned());
    assert!(asked(&other, "source_ports").is_empty());
}

#[test]
fn mistakes_come_all_at_once() {
    let mut wrong = draft("x", vec![item("70000", "server", "10.0.0.1/8"), item("22", "boss", "everyone")]);
    wrong.closes = "all".to_owned();
    let plan = planned(&wrong, "nftables\nipfw");
    let mistakes = plan["mistakes"].as_array().expect("mistakes");
    let paths: Vec<&str> = mistakes.iter().filter_map(|one| one["path"].as_str()).collect();
    assert_eq!(paths, ["release", "items[0].what", "items[0].peers[0]", "items[1].role", "closes", "dialect"]);
    for one in mistakes {
        for key in ["says", "remedy"] {
            assert!(one[key].as_str().is_some_and(|text| text.len() > 10), "{one}");
        }
    }
    assert_eq!(plan.as_object().map(serde_json::Map::len), Some(1));
    assert_eq!(planned(&draft("", Vec::new()), "")["mistakes"][0]["path"], "items");
}

#[test]
fn what_is_damaged_is_refused() {
    let (bytes, words) = catalog::encode_apart(&REFERENCE.catalog);
    let details = catalog::encode_details(&REFERENCE.catalog);
    let code = |bytes: &[u8], words: Option<&[u8]>, details: Option<&[u8]>| {
        Ports::decode(bytes, words, details).err().map(|wrong| wrong.code())
    };
    assert_eq!(code(&bytes[..bytes.len() - 1], None, None), Some("damaged"));
    assert_eq!(code(&bytes, Some(&details), None), Some("damaged"));
    assert_eq!(code(&catalog::encode(&REFERENCE.catalog), Some(&words), None), Some("version"));
    assert_eq!(code(&catalog::encode(&REFERENCE.catalog), None, None), None);
    assert_eq!(code(&catalog::encode_with_details(&REFERENCE.catalog), None, None), None);
}
