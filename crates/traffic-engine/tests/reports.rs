//! What reports say about whole inputs, and which flows are given one by one.

mod common;

use common::{BASE, everything, flows_of, report, texts, written};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use traffic_engine::Selection;

/// The Windows firewall stopped a packet from 203.0.113.5 to this port.
fn stopped(second: usize, port: u16) -> String {
    format!(
        "2026-11-20 06:25:{second:02} DROP TCP 203.0.113.5 192.0.2.10 41822 {port} 52 S 2461835779 0 65535 - - - RECEIVE\n"
    )
}

const SCANNED: [u16; 8] = [21, 22, 23, 25, 80, 443, 3389, 5900];

fn scan() -> String {
    SCANNED.iter().enumerate().map(|(second, port)| stopped(second, *port)).collect()
}

const LISTENERS: &str = r#"Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
tcp   LISTEN 0      128            0.0.0.0:22     0.0.0.0:*    users:(("sshd",pid=7,fd=3))
tcp   LISTEN 0      128          127.0.0.1:5432   0.0.0.0:*    users:(("postgres",pid=8,fd=3))
tcp   LISTEN 0      128            0.0.0.0:443    0.0.0.0:*    users:(("sshd",pid=9,fd=3))
tcp   LISTEN 0      128         192.0.2.10:48123  0.0.0.0:*    users:(("agent",pid=10,fd=3))
"#;

/// Values of one key.
fn all<'a>(list: &'a Value, key: &str) -> Vec<&'a Value> {
    list.as_array().expect("a list").iter().map(|one| &one[key]).collect()
}

#[test]
fn a_scan() {
    let report = report(&scan(), everything());
    assert_eq!(report["totals"], json!({ "lines": 8, "withFlows": 8, "asides": 0, "notUnderstood": 0, "flows": 8 }));
    let scans: Vec<&Value> =
        report["findings"].as_array().expect("findings").iter().filter(|one| one["sort"] == "port-scan").collect();
    let [scan] = &scans[..] else { panic!("{scans:?}") };
    assert_eq!((&scan["source"], &scan["target"]), (&json!("203.0.113.5"), &json!("192.0.2.10")));
    assert_eq!((&scan["flows"], &scan["stopped"], &scan["counted"]), (&json!(8), &json!(8), &json!("ports")));
    assert_eq!(scan["distinct"], json!({ "number": 8, "atLeast": false }));
    assert_eq!((&scan["lines"], &scan["lastLine"]), (&json!([1, 2, 3, 4, 5, 6, 7, 8]), &json!(8)));

    let ports: BTreeSet<u64> = all(&report["kinds"], "port").into_iter().filter_map(Value::as_u64).collect();
    assert_eq!(ports, SCANNED.map(u64::from).into());
    for kind in report["kinds"].as_array().expect("kinds") {
        assert_eq!(
            (&kind["action"], &kind["service"], &kind["direction"]),
            (&json!("deny"), &json!("destination"), &json!("in"))
        );
        assert_eq!((&kind["flows"], &kind["deservesALook"]), (&json!(1), &json!(false)), "it was stopped: {kind}");
    }
    assert_eq!(
        report["timeline"],
        json!({ "width": 1, "steps": [[1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1], [1, 1]] })
    );
    assert_eq!(all(&report["formats"], "id"), ["pfirewall"]);
    assert!(report["sockets"].as_array().is_some_and(Vec::is_empty));
}

#[test]
fn a_list_of_listeners() {
    let report = report(LISTENERS, everything());
    let found: Vec<[&Value; 5]> = report["sockets"]
        .as_array()
        .expect("sockets")
        .iter()
        .map(|one| [&one["line"], &one["port"], &one["reach"], &one["process"], &one["verdict"]])
        .collect();
    let expected = [
        [json!(4), json!(443), json!("all"), json!("sshd"), json!("other-program")],
        [json!(2), json!(22), json!("all"), json!("sshd"), json!("firewall-decides")],
        [json!(5), json!(48123), json!("public"), json!("agent"), json!("unknown")],
        [json!(3), json!(5432), json!("this-machine"), json!("postgres"), json!("fitting")],
    ];
    assert_eq!(found, expected.each_ref().map(<[Value; 5]>::each_ref));
    let [moved, ssh, unknown, _] = report["sockets"].as_array().expect("sockets").as_slice() else { panic!() };
    assert_eq!((&moved["processBelongsTo"], &moved["isUsual"]), (&json!("22"), &json!(false)));
    assert_eq!(
        (&ssh["processBelongsTo"], &ssh["isUsual"], &ssh["state"]),
        (&json!(null), &json!(true), &json!("listen"))
    );
    assert_eq!((&unknown["hit"], &unknown["exposure"]), (&json!(null), &json!(null)));
    assert!(report["kinds"].as_array().is_some_and(Vec::is_empty), "a listener is no traffic");
    assert_eq!(all(&report["flows"], "kind"), [&json!(null); 4]);
    assert_eq!(all(&report["flows"], "from"), ["listener"; 4]);
    assert_eq!((&report["totals"]["asides"], &report["totals"]["flows"]), (&json!(1), &json!(4)));
}

#[test]
fn lines_that_are_not_understood() {
    let broken = "date=2026-11-20 time=06:25:06 devid=\"F1\" vd=\"root\" type=\"traffic\" srcip=203.0.113.2 srcport=70000 dstip=192.0.2.55 dstport=1 proto=6 action=\"deny\"";
    let rule = "-A INPUT ! -s 192.0.2.1/32 -p tcp -m tcp --dport 443 -j ACCEPT";
    let text = format!("Dear all,\n\n{}{broken}\n{rule}\n", stopped(1, 22));
    let report = report(&text, everything());
    let totals = &report["totals"];
    assert_eq!(totals, &json!({ "lines": 5, "withFlows": 1, "asides": 1, "notUnderstood": 3, "flows": 1 }));
    assert_eq!(
        report["skipped"],
        json!([
            { "line": 1, "text": "Dear all,", "reason": "no-format", "format": null },
            { "line": 4, "text": broken, "reason": "malformed", "format": "fortigate" },
            { "line": 5, "text": rule, "reason": "conditional", "format": "iptables_rules" },
        ])
    );
    assert_eq!(report["skippedInAll"], 3);
}

/// What is shown of them has limits; all are counted.
#[test]
fn many_and_long_lines_that_are_not_understood() {
    // Each letter has two bytes, and the limit is in the middle of one.
    let long = format!("x{}\n", "ä".repeat(300));
    let report = report(&long.repeat(250), everything());
    let skipped = report["skipped"].as_array().expect("lines");
    assert_eq!((skipped.len(), &report["skippedInAll"]), (200, &json!(250)));
    assert_eq!(skipped[0]["text"], format!("x{}", "ä".repeat(199)));
}

#[test]
fn a_selection_by_text() {
    let text = [scan(), LISTENERS.to_owned()].concat();
    let whole = report(&text, everything());
    let part = report(&text, Selection { text: "RECEIVE".to_lowercase(), ..everything() });
    assert_eq!(all(&part["flows"], "line"), (1..=8).collect::<Vec<_>>());
    assert_eq!((&part["selected"], &whole["selected"]), (&json!(8), &json!(12)));
    assert_eq!(all(&part["formats"], "id"), ["pfirewall"]);
    // What lines mean together depends on all of them.
    for same in ["totals", "kinds", "findings", "sockets"] {
        assert_eq!(part[same], whole[same], "{same}");
    }
    let one = report(&text, Selection { text: " 3389 ".to_owned(), ..everything() });
    let kind = whole["kinds"].as_array().expect("kinds").iter().find(|kind| kind["port"] == 3389).expect("a kind");
    assert_eq!(one["matched"], json!([{ "kind": kind["kind"], "flows": 1 }]));
    assert_eq!(whole["matched"], json!([]), "nothing was asked for");
    assert_eq!(whole["hostsLeftOut"], 0);
    let hosts = whole["hosts"].as_array().expect("hosts");
    assert!(hosts.windows(2).all(|pair| pair[0]["flows"].as_u64() >= pair[1]["flows"].as_u64()), "{hosts:?}");
    for host in hosts {
        let address = host["address"].as_str().expect("an address").to_owned();
        let of_host = report(&text, Selection { host: address.to_uppercase(), ..everything() });
        let flows = of_host["flows"].as_array().expect("flows");
        let traffic = flows.iter().filter(|flow| flow["kind"] != Value::Null).count();
        assert_eq!(json!(traffic), host["flows"], "{address}");
        for flow in flows {
            let ends = [&flow["source"]["address"], &flow["destination"]["address"]];
            assert!(ends.contains(&&host["address"]), "{address}: {flow}");
        }
        assert_eq!(of_host["kinds"], whole["kinds"], "{address}");
    }
    assert_eq!(report(&text, Selection { text: "no line has this".to_owned(), ..everything() })["selected"], 0);
}

#[test]
fn a_selection_by_kind() {
    let text = [scan(), stopped(30, 22), LISTENERS.to_owned()].concat();
    let whole = report(&text, everything());
    let kinds = whole["kinds"].as_array().expect("kinds");
    assert_eq!((&kinds[0]["port"], &kinds[0]["flows"], &kinds[0]["lines"]), (&json!(22), &json!(2), &json!([2, 9])));
    for kind in kinds {
        let number = kind["kind"].as_str().expect("a number").parse().expect("a number");
        let part = report(&text, Selection { kind: Some(number), ..everything() });
        assert_eq!(all(&part["flows"], "line"), kind["lines"].as_array().expect("lines").iter().collect::<Vec<_>>());
        assert_eq!(part["selected"], kind["flows"]);
        assert!(all(&part["flows"], "kind").into_iter().all(|number| *number == kind["kind"]), "{part}");
    }
    assert_eq!(report(&text, Selection { kind: Some(7), ..everything() })["selected"], 0, "there is no such kind");
}

#[test]
fn some_flows_after_others() {
    let lines = |flows, skip| {
        let report = report(&scan(), Selection { flows, skip, ..Selection::default() });
        assert_eq!(report["selected"], 8, "all are counted");
        all(&report["flows"], "line").into_iter().filter_map(Value::as_u64).collect::<Vec<_>>()
    };
    assert_eq!(lines(3, 0), [1, 2, 3]);
    assert_eq!(lines(3, 2), [3, 4, 5]);
    assert_eq!(lines(3, 7), [8]);
    assert_eq!(lines(3, 8), [0; 0]);
    assert_eq!(lines(0, 0), [0; 0]);
    assert_eq!(lines(usize::MAX, usize::MAX), [0; 0]);
}

/// Whatever names a hit names one that is there, and every hit is named.
#[test]
fn hits_are_named_by_their_ids() {
    let text = [scan(), stopped(40, 4711), stopped(41, 48123), LISTENERS.to_owned()].concat();
    let (report, flows) = written(&text, everything());
    let hits = report["hits"].as_object().expect("hits");
    let lists = [&Value::from(flows), &report["kinds"], &report["findings"], &report["sockets"]];
    let named: BTreeSet<&str> = lists.into_iter().flat_map(|list| all(list, "hit")).filter_map(Value::as_str).collect();
    assert_eq!(named, hits.keys().map(String::as_str).collect());
    for (id, hit) in hits {
        assert_eq!(&hit["id"], id);
    }
    assert_eq!(
        (&hits["22"]["href"], &hits["22"]["exposure"]),
        (&json!(format!("{BASE}ports/22.html")), &json!("named-hosts"))
    );
    let registered = &hits["port-4711"];
    assert_eq!((&registered["ports"], &registered["provenance"]), (&json!([[4711, 4711]]), &json!(["registered"])));
    let kind = report["kinds"].as_array().expect("kinds").iter().find(|kind| kind["port"] == 48123).expect("a kind");
    assert_eq!(kind["hit"], json!(null), "nothing is known of it");
}

#[test]
fn chunks_make_no_difference() {
    // Letters of several bytes, and both kinds of line ends.
    let text = [scan(), "übrig 💧\r\n".to_owned(), LISTENERS.replace('\n', "\r\n"), stopped(50, 22)].concat();
    let selection = || Selection { flows: 10, skip: 1, ..Selection::default() };
    let (whole, _) = texts([text.as_bytes()], selection());
    let (_, flows) = written(&text, selection());
    assert_eq!(flows.len(), 10);
    for size in [1, 2, 7, 100] {
        let (report, lists) = texts(text.as_bytes().chunks(size), selection());
        assert_eq!(report, whole, "chunks of {size}");
        assert_eq!(flows_of(&lists), flows, "chunks of {size}");
    }
}

/// What is in a line stays text, whatever it looks like.
#[test]
fn texts_of_the_input_are_escaped() {
    let line = "Nov 20 06:25:01 fw kernel: \"</script>\\\u{1}\u{202e} IN=eth0 OUT= SRC=203.0.113.66 DST=192.0.2.10 LEN=40 TTL=240 ID=4 PROTO=TCP SPT=44181 DPT=80 WINDOW=1024 RES=0x00 SYN URGP=0";
    let report = report(line, everything());
    assert_eq!((&report["flows"][0]["text"], &report["kinds"][0]["example"]), (&json!(line), &json!(line)));
}
