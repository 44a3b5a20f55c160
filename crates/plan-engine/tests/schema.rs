//! What comes out is valid by `v1/plan.schema.json`, which says of every key what it is.

mod common;

use catalog_export::files;
use common::{REFERENCE, draft, item, planned};
use firewall::{Action, Direction, Draft, Holds, OpenKind, Sort};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let files = files(&REFERENCE);
    let file = files.iter().find(|file| file.path == "v1/plan.schema.json").expect("the schema");
    serde_json::from_slice(&file.bytes).expect("JSON")
});

/// It refuses keys that it does not describe, unlike what is published: that allows what later plans may have.
static STRICT: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema = SCHEMA.clone();
    schema["additionalProperties"] = json!(false);
    for shape in schema["$defs"].as_object_mut().expect("shapes").values_mut() {
        if shape["type"] == "object" {
            shape["additionalProperties"] = json!(false);
        }
    }
    jsonschema::draft202012::new(&schema).expect("a schema")
});

/// What `plan()` makes of it: `rules` has the texts alone, as `planned()` of `www/plan/draft.js` puts them there.
fn result(draft: &Draft) -> Value {
    let mut result = planned(draft, "");
    let files = result["rules"].take();
    let texts: Map<String, Value> =
        files.as_object().expect("rules").iter().map(|(id, written)| (id.clone(), written["text"].clone())).collect();
    result["rules"] = texts.into();
    result["files"] = files;
    result
}

#[track_caller]
fn check(value: &Value, what: &str) {
    let wrong: Vec<String> =
        STRICT.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

/// A plan with something in every list.
fn everything() -> Draft {
    let products = REFERENCE.catalog.products().iter().map(|one| item(&one.id, "both", "everyone"));
    let mut draft = draft("15.1", products.chain([item("22", "server", "192.0.2.0/24, this-machine")]).collect());
    draft.keeps_state = false;
    if let Some(ssh) = draft.items.last_mut() {
        ssh.port = Some(2222);
    }
    draft
}

#[test]
fn plans_are_valid() {
    let all = result(&everything());
    for list in ["flows", "open", "warnings"] {
        assert!(all[list].as_array().is_some_and(|list| !list.is_empty()), "{list} is empty");
    }
    check(&all, "everything");
    let mut saved = json!({ "schema_version": 1 });
    for list in ["flows", "open", "warnings"] {
        saved[list] = all[list].clone();
    }
    check(&saved, "what is saved");
    check(&result(&draft("", vec![item("443", "client", "everyone")])), "a client");
    check(&result(&draft("", vec![item("49152-65535", "server", "everyone")])), "nothing");
}

#[test]
fn what_is_wrong_is_refused() {
    let right = result(&everything());
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut plan = right.clone();
        change(&mut plan);
        assert!(!STRICT.is_valid(&plan), "{plan}");
    };
    wrong(&|plan| plan["schema_version"] = json!(2));
    wrong(&|plan| plan["flows"][0]["action"] = json!("accept"));
    wrong(&|plan| plan["flows"][0]["local"] = json!([22]));
    wrong(&|plan| plan["flows"][0]["local"] = json!([22, 70_000]));
    wrong(&|plan| plan["flows"][0]["reasons"] = json!([]));
    wrong(&|plan| plan["open"][0]["kind"] = json!("other"));
    wrong(&|plan| {
        plan.as_object_mut().expect("a plan").remove("open");
    });
}

/// The words of vocabularies that have a list in the code.
#[test]
fn the_schema_has_every_word() {
    let words = |name: &str| -> BTreeSet<&str> {
        SCHEMA["$defs"][name]["enum"].as_array().expect("words").iter().filter_map(Value::as_str).collect()
    };
    let kinds = [OpenKind::Decision, OpenKind::Parameter, OpenKind::Nio, OpenKind::SourcePorts, OpenKind::Release];
    let sorts = [
        Sort::ClosesConnection,
        Sort::OpenToEveryone,
        Sort::Unrestricted,
        Sort::Stopped,
        Sort::FtpModes,
        Sort::ChangingPorts,
        Sort::Esp,
        Sort::NothingSaid,
        Sort::UnusedDecision,
    ];
    let cases: [(&str, BTreeSet<&str>); 5] = [
        ("Verdict", [Action::Pass, Action::Drop, Action::Reject].map(Action::label).into()),
        ("Direction", [Direction::In, Direction::Out].map(Direction::label).into()),
        ("Holds", [Holds::Yes, Holds::No, Holds::Unsettled].map(Holds::id).into()),
        ("OpenKind", kinds.map(OpenKind::id).into()),
        ("WarningSort", sorts.map(Sort::id).into()),
    ];
    for (name, expected) in cases {
        assert_eq!(words(name), expected, "{name}");
    }
}
