//! Terraform: HCL by the crate `hcl-rs`, names and types by the provider's schema, values by the plan. The program itself, where it is
//! installed, reads and formats the files; its `validate` needs the provider, which the registry alone has.

use super::aws::expected;
use super::common::drawn::samples;
use super::common::skips::skip;
use super::{check_comment, each, file};
use firewall::Dialect;
use hcl::{Block, Body, Expression};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Distilled from the provider's schema; `source` in it says from which release.
const SCHEMA: &str = include_str!("aws-provider.json");

/// How many plans the program formats.
const FORMATTED: usize = 10_000;

type Attributes = BTreeMap<String, String>;

/// The attributes of a block, which has no blocks, each with the type that it has to have.
fn attributes(block: &Block, types: &Value) -> Attributes {
    let mut all = Attributes::new();
    assert_eq!(block.body.blocks().count(), 0);
    for one in block.body.attributes() {
        let key = one.key.as_str();
        let (kind, value) = match &one.expr {
            Expression::String(text) => ("string", text.clone()),
            Expression::Number(number) => ("number", number.to_string()),
            Expression::Traversal(_) => ("string", one.expr.to_string()),
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(types[key]["type"], kind, "{key}");
        assert!(all.insert(key.to_owned(), value).is_none(), "{key} twice");
    }
    for (key, one) in types.as_object().expect("the resource is known") {
        assert!(one["required"] != true || all.contains_key(key), "no {key}");
    }
    all
}

fn check(body: &Body, types: &Value, expected: &[super::aws::Permission]) {
    assert_eq!(body.attributes().count(), 0);
    let blocks: Vec<&Block> = body.blocks().collect();
    let labels = |block: &Block| block.labels.iter().map(|one| one.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!((blocks[0].identifier.as_str(), labels(blocks[0])), ("variable", vec!["vpc_id".to_owned()]));
    let variable: Vec<_> = blocks[0].body.attributes().map(|one| (one.key.as_str(), one.expr.to_string())).collect();
    assert_eq!(variable, [("type", "string".to_owned())]);
    assert_eq!(labels(blocks[1]), ["aws_security_group", "portolan"]);
    let group = attributes(blocks[1], &types["aws_security_group"]);
    let has = [("description", "Planned with Portolan"), ("name", "portolan"), ("vpc_id", "var.vpc_id")];
    assert_eq!(group, has.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
    assert_eq!(blocks.len(), 2 + expected.len());
    for (at, (block, (way, protocol, first, last, network))) in (1..).zip(blocks[2..].iter().zip(expected)) {
        assert_eq!(block.identifier.as_str(), "resource");
        let kind = format!("aws_vpc_security_group_{way}_rule");
        assert_eq!(labels(block), [kind.clone(), format!("portolan_{at}")]);
        let mut all = attributes(block, &types[&kind]);
        check_comment(&all.remove("description").expect("a description"), 255);
        let cidr = if network.contains(':') { "cidr_ipv6" } else { "cidr_ipv4" };
        let has = [
            ("security_group_id", "aws_security_group.portolan.id".to_owned()),
            ("ip_protocol", protocol.clone()),
            ("from_port", first.to_string()),
            ("to_port", last.to_string()),
            (cidr, network.clone()),
        ];
        assert_eq!(all, has.map(|(key, value)| (key.to_owned(), value)).into());
    }
}

#[test]
fn the_resources_are_those_of_the_plan() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    each(Dialect::Terraform, |sample, written| {
        let body = hcl::parse(file(written, "portolan.tf")).unwrap_or_else(|error| panic!("{error}"));
        check(&body, &schema["resources"], &expected(&sample.planned));
    });
}

/// What the test would see, were a name written as it is.
#[test]
fn a_name_as_it_is_would_be_a_block() {
    let text = |name: &str| format!("resource \"x\" \"y\" {{\n  description = \"{name}\"\n}}\n");
    assert_eq!(hcl::parse(&text("x")).expect("HCL").blocks().count(), 1);
    assert_eq!(
        hcl::parse(&text("\"\n}\nresource \"x\" \"z\" {\n  description = \"")).expect("HCL").blocks().count(),
        2
    );
}

/// `terraform fmt` reads each file by Terraform's own parser, and would change nothing in it.
#[test]
fn terraform_reads_the_files_and_finds_them_formatted() {
    let folder = tempfile::tempdir().expect("a folder");
    for (at, sample) in samples().iter().take(FORMATTED).enumerate() {
        let written = Dialect::Terraform.write(&sample.written);
        std::fs::write(folder.path().join(format!("{at}.tf")), file(&written, "portolan.tf")).expect("a file");
    }
    let run = |arguments: &[&str]| {
        Command::new("terraform").args(arguments).env("CHECKPOINT_DISABLE", "1").current_dir(folder.path()).output()
    };
    if !run(&["version"]).is_ok_and(|output| output.status.success()) {
        skip("terraform is not installed");
        return;
    }
    let output = run(&["fmt", "-check", "-no-color"]).expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
