//! What `nft -j list ruleset` says, in the words of the model.

use super::model::{Line, Rule, ends, merged};
use firewall::Action;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A table: what its chains are, and their lines.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) chains: Vec<Value>,
    /// Under the names of the chains.
    pub(crate) lines: BTreeMap<String, Vec<Listed>>,
    pub(crate) comments: Vec<String>,
}

/// A line as it is listed. Each program writes lists of networks its own way, so that only the addresses count.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) line: Line,
    pub(crate) addresses: Option<Addresses>,
}

/// The keyword of the family, `saddr` or `daddr`, and the ranges.
pub(crate) type Addresses = (String, String, Vec<(u128, u128)>);

/// The tables of a ruleset, under their names. Nothing else may be in it.
pub(crate) fn tables(json: &[u8]) -> BTreeMap<String, Table> {
    let all: Value = serde_json::from_slice(json).expect("JSON");
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for one in all["nftables"].as_array().expect("a list") {
        let (kind, content) = one.as_object().and_then(|one| one.iter().next()).expect("an object");
        let text = |key: &str| content[key].as_str().unwrap_or_else(|| panic!("no {key}: {one}")).to_owned();
        match &**kind {
            "metainfo" => {}
            "table" => {
                assert_eq!(content["family"], "inet");
                tables.insert(text("name"), Table::default());
            }
            "chain" => tables.get_mut(&text("table")).expect("its table").chains.push(content.clone()),
            "rule" => {
                let table = tables.get_mut(&text("table")).expect("its table");
                table.comments.extend(content["comment"].as_str().map(str::to_owned));
                table.lines.entry(text("chain")).or_default().push(line(&content["expr"]));
            }
            _ => panic!("nobody asked for {one}"),
        }
    }
    tables
}

fn line(expressions: &Value) -> Listed {
    let all = expressions.as_array().expect("expressions");
    let is = |left: &Value, right: &[&str]| {
        let [one, verdict] = &**all else { return false };
        let right = right.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        one["match"]["left"] == *left && words(&one["match"]["right"]) == right && verdict.get("accept").is_some()
    };
    let own = |line| Listed { line, addresses: None };
    if is(&json!({"meta": {"key": "iif"}}), &["lo"]) || is(&json!({"meta": {"key": "oif"}}), &["lo"]) {
        return own(Line::Loopback);
    }
    if is(&json!({"ct": {"key": "state"}}), &["established", "related"]) {
        return own(Line::State);
    }
    if is(&json!({"meta": {"key": "l4proto"}}), &["icmp", "ipv6-icmp"]) {
        return own(Line::Icmp);
    }
    rule(all).unwrap_or_else(|| panic!("not a rule of a plan: {expressions}"))
}

/// A word or a list or set of words, in ascending order.
fn words(value: &Value) -> Vec<String> {
    let list = value.get("set").unwrap_or(value);
    let one = std::slice::from_ref(list);
    let mut all: Vec<String> =
        list.as_array().map_or(one, Vec::as_slice).iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect();
    all.sort();
    all
}

fn rule(all: &[Value]) -> Option<Listed> {
    let (verdict, matches) = all.split_last()?;
    let action = match &**verdict.as_object()?.keys().next()? {
        "accept" => Action::Pass,
        "drop" => Action::Drop,
        "reject" => Action::Reject,
        _ => return None,
    };
    let (mut source, mut destination, mut is_answer) = (None, None, false);
    let (mut addresses, mut transport): (Option<Addresses>, Option<&'static str>) = (None, None);
    for one in matches {
        let one = one.get("match")?;
        let (left, right) = (&one["left"], &one["right"]);
        let is_equal = one["op"] == "==";
        if left["meta"]["key"] == "l4proto" && is_equal && transport.is_none() {
            transport = Some(protocol(right)?);
            continue;
        }
        let payload = left.get("payload").or_else(|| left["&"].get(0)?.get("payload"))?;
        let field = payload["field"].as_str()?;
        if let "saddr" | "daddr" = field {
            let ranges = merged(ranges(right)?);
            let known = addresses.replace((payload["protocol"].as_str()?.to_owned(), field.to_owned(), ranges));
            if known.is_some() || !is_equal {
                return None;
            }
            continue;
        }
        let its = protocol(&payload["protocol"])?;
        if transport.is_some_and(|other| other != its) {
            return None;
        }
        transport = Some(its);
        match field {
            "sport" if is_equal && source.is_none() => source = Some(ports(right)?),
            "dport" if is_equal && destination.is_none() => destination = Some(ports(right)?),
            // `flags & (ack | rst) != 0`, as older and as newer releases list it.
            "flags" if one["op"] == "in" && words(right) == ["ack", "rst"] => is_answer = true,
            "flags" if one["op"] == "!=" && *right == 0 => {
                let mask = left["&"].get(1)?;
                is_answer = words(mask.get("|").unwrap_or(mask)) == ["ack", "rst"];
            }
            _ => return None,
        }
    }
    let line = Line::Rule(Rule { networks: None, transport: transport?, source, destination, is_answer, action });
    Some(Listed { line, addresses })
}

fn protocol(value: &Value) -> Option<&'static str> {
    ["tcp", "udp", "sctp"].into_iter().find(|one| value == one)
}

fn ports(value: &Value) -> Option<(u16, u16)> {
    let port = |value: &Value| u16::try_from(value.as_u64()?).ok();
    match value.get("range") {
        Some(ends) => Some((port(&ends[0])?, port(&ends[1])?)),
        None => Some((port(value)?, port(value)?)),
    }
}

fn ranges(value: &Value) -> Option<Vec<(IpAddr, IpAddr)>> {
    let address = |value: &Value| value.as_str()?.parse::<IpAddr>().ok();
    let range = |value: &Value| {
        if let Some(prefix) = value.get("prefix") {
            return Some(ends(address(&prefix["addr"])?, u8::try_from(prefix["len"].as_u64()?).ok()?));
        }
        match value.get("range") {
            Some(both) => Some((address(&both[0])?, address(&both[1])?)),
            None => Some((address(value)?, address(value)?)),
        }
    };
    match value.get("set") {
        Some(set) => set.as_array()?.iter().map(range).collect(),
        None => Some(vec![range(value)?]),
    }
}
