//! Reports are valid by `v1/traffic.schema.json`, which says of every key what it is.

mod common;

use catalog_export::files;
use common::{REFERENCE, everything, report};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use traffic_engine::Selection;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let files = files(&REFERENCE);
    let file = files.iter().find(|file| file.path == "v1/traffic.schema.json").expect("the schema");
    serde_json::from_slice(&file.bytes).expect("JSON")
});

/// It refuses keys that it does not describe, unlike what is published: that allows what later reports may have.
static STRICT: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema = SCHEMA.clone();
    close(&mut schema);
    jsonschema::draft202012::new(&schema).expect("a schema")
});

fn close(schema: &mut Value) {
    schema["additionalProperties"] = json!(false);
    for shape in schema["$defs"].as_object_mut().expect("shapes").values_mut() {
        if shape["type"] == "object" {
            shape["additionalProperties"] = json!(false);
        }
    }
}

/// What "Save as JSON" writes about a text.
fn saved(text: &str) -> Value {
    let mut saved = report(text, everything());
    saved["schema_version"] = json!(1);
    saved
}

#[track_caller]
fn check(value: &Value, what: &str) {
    let wrong: Vec<String> =
        STRICT.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

/// The format, and a line of it.
const LINES: [(&str, &str); 14] = [
    (
        "iptables",
        "Nov 20 06:25:01 fw kernel: [16571.459614] DROP: IN=eth0 OUT= SRC=203.0.113.5 DST=192.0.2.10 LEN=60 TTL=52 ID=1 PROTO=TCP SPT=41822 DPT=23 WINDOW=64240 RES=0x00 SYN URGP=0",
    ),
    (
        "iptables",
        "Nov 20 06:25:02 fw kernel: IN=eth0 OUT= SRC=192.0.2.71 DST=192.0.2.83 LEN=88 TTL=118 ID=2 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.83 DST=198.51.100.191 LEN=60 TTL=54 ID=0 DF PROTO=UDP SPT=21458 DPT=53 LEN=40 ]",
    ),
    (
        "iptables",
        "Nov 20 06:25:03 fw kernel: DROP: IN=eth0 OUT=eth1 SRC=192.0.2.10 DST=224.0.0.5 LEN=64 TTL=1 ID=3 PROTO=89",
    ),
    (
        "ufw",
        "Nov 20 06:25:04 srv kernel: [486938.916177] [UFW ALLOW] IN= OUT=eth0 SRC=192.0.2.10 DST=198.51.100.53 LEN=57 TTL=64 ID=7 DF PROTO=UDP SPT=51234 DPT=53 LEN=37",
    ),
    (
        "cisco_asa",
        "Nov 20 2026 06:25:05 asa : %ASA-4-106023: Deny tcp src outside:203.0.113.254/51080 dst inside:192.0.2.44/1433 by access-group \"inbound\" [0x0, 0x0]",
    ),
    (
        "fortigate",
        "date=2026-11-20 time=06:25:06 devid=\"F\" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"root\" srcip=203.0.113.200 srcport=51022 srcintf=\"wan1\" dstip=192.0.2.55 dstport=3389 dstintf=\"in\" proto=6 action=\"accept\" policyid=4",
    ),
    (
        "tcpdump",
        "06:25:07.489567 IP6 2001:db8:b::7.443 > 2001:db8:a::10.41228: Flags [S.], seq 23, ack 1, win 64800, length 0",
    ),
    (
        "pfirewall",
        "2026-11-20 06:25:08 DROP TCP 203.0.113.45 192.0.2.10 4444 445 52 S 2461835779 0 65535 - - - RECEIVE",
    ),
    (
        "aws_vpc_flow",
        "2 123456789010 eni-1235b8ca123456789 203.0.113.42 192.0.2.1 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK",
    ),
    (
        "suricata_fast",
        "11/20/2026-06:25:09.123456  [**] [1:2001219:20] ET SCAN Potential SSH Scan [**] [Classification: Attempted Information Leak] [Priority: 2] {TCP} 203.0.113.5:54321 -> 192.0.2.10:22",
    ),
    ("ss", "tcp   LISTEN 0      128            0.0.0.0:443     0.0.0.0:*    users:((\"sshd\",pid=7,fd=3))"),
    ("netstat", "tcp        0      0 192.0.2.10:9229            0.0.0.0:*               LISTEN      24/node"),
    ("nmap", "161/udp open|filtered snmp"),
    ("plain", "nothing answers at 203.0.113.7:4711"),
];

#[test]
fn a_report_on_each_line_is_valid() {
    for (format, line) in LINES {
        let saved = saved(line);
        let flows = saved["flows"].as_array().expect("flows");
        assert!(!flows.is_empty() && flows.iter().all(|flow| flow["format"] == format), "{line}\n{flows:?}");
        check(&saved, line);
    }
}

/// All of them together, with lines that are not understood; and nothing at all.
#[test]
fn reports_on_many_lines_and_on_none_are_valid() {
    let mut lines: Vec<String> = LINES.iter().map(|(_, line)| (*line).to_owned()).collect();
    lines.extend(
        [
            "",
            "<14>what is this",
            "date=2026-11-20 devid=\"F\" vd=\"root\" type=\"traffic\" srcip=203.0.113.2 srcport=70000 dstport=1",
        ]
        .map(str::to_owned),
    );
    lines.extend((20..40).map(|port| {
        format!(
            "2026-11-20 06:26:08 DROP TCP 203.0.113.46 192.0.2.10 4444 {port} 52 S 2461835779 0 65535 - - - RECEIVE"
        )
    }));
    let saved = saved(&lines.join("\n"));
    for list in ["flows", "kinds", "findings", "sockets", "formats", "skipped"] {
        assert!(saved[list].as_array().is_some_and(|list| !list.is_empty()), "{list} is empty");
    }
    assert!(saved["timeline"]["steps"].as_array().is_some_and(|steps| !steps.is_empty()));
    check(&saved, "all");
    check(&self::saved(""), "nothing");
    let mut selected = report(&lines.join("\n"), Selection { text: "192.0.2.10".to_owned(), ..everything() });
    assert!(selected["matched"].as_array().is_some_and(|list| !list.is_empty()), "{selected}");
    selected["schema_version"] = json!(1);
    check(&selected, "a selection");
}

#[test]
fn what_is_wrong_is_refused() {
    let right = saved(LINES[0].1);
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut report = right.clone();
        change(&mut report);
        assert!(!STRICT.is_valid(&report), "{report}");
    };
    wrong(&|report| report["schema_version"] = json!(2));
    wrong(&|report| report["kinds"][0]["kind"] = json!(7));
    wrong(&|report| report["kinds"][0]["port"] = json!(70_000));
    wrong(&|report| report["kinds"][0]["hit"] = json!("23"));
    wrong(&|report| report["flows"][0]["action"] = json!("stop"));
    wrong(&|report| {
        report["flows"][0].as_object_mut().expect("a flow").remove("hit");
    });
}

/// The words of vocabularies that have a list in the code.
#[test]
fn the_schema_has_every_word() {
    use explain::{Scope, Service, Sort, Verdict};
    use traffic::{Action, Direction, Kind, Reason};
    let words = |name: &str| -> BTreeSet<&str> {
        SCHEMA["$defs"][name]["enum"].as_array().expect("words").iter().filter_map(Value::as_str).collect()
    };
    let cases: [(&str, BTreeSet<&str>); 8] = [
        ("Sort", Sort::ALL.iter().map(|sort| sort.id()).collect()),
        (
            "Verdict",
            [
                Verdict::Nobody,
                Verdict::TooOpen,
                Verdict::OtherProgram,
                Verdict::FirewallDecides,
                Verdict::Unknown,
                Verdict::Fitting,
                Verdict::Closed,
            ]
            .map(Verdict::id)
            .into(),
        ),
        (
            "Reach",
            [Scope::ThisMachine, Scope::Link, Scope::Private, Scope::Public, Scope::Group, Scope::All, Scope::Unsaid]
                .map(Scope::id)
                .into(),
        ),
        ("Service", [Service::Source, Service::Destination, Service::Both, Service::Unknown].map(Service::id).into()),
        (
            "Action",
            [Action::Allow, Action::Deny, Action::Drop, Action::Reject, Action::Log, Action::Alert]
                .map(Action::id)
                .into(),
        ),
        ("Direction", [Direction::In, Direction::Out, Direction::Forward].map(Direction::id).into()),
        (
            "Origin",
            [Kind::Packet, Kind::Connection, Kind::Listener, Kind::Scan, Kind::Rule, Kind::Mention]
                .map(Kind::id)
                .into(),
        ),
        (
            "Reason",
            [Reason::NoFormat, Reason::Malformed(""), Reason::Conditional(""), Reason::TooLong].map(Reason::id).into(),
        ),
    ];
    for (name, expected) in cases {
        assert_eq!(words(name), expected, "{name}");
    }
    let counted = SCHEMA["$defs"]["Finding"]["properties"]["counted"]["description"].as_str().expect("a description");
    for sort in Sort::ALL {
        assert!(counted.contains(&format!("`{}`", sort.distinct())), "{}", sort.distinct());
    }
}
