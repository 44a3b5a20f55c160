//! AWS VPC flow logs: version 2 and the usual columns of later ones without a header, any other with one.
//!
//! Traps: the protocol is a number; ICMP has ports of 0; `NODATA` and `SKIPDATA` rows say only that there is nothing;
//! `REJECT` does not say that the sender was told.

use crate::flow::TcpFlags;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{Table, begins, byte, columns, csv, has, is_digits, one_of, table, trim_any};
use crate::slots::{Slot, Slots};
use crate::{Aside, Kind};

pub(crate) const FORMAT: Format = Format::new("aws_vpc_flow", "AWS VPC flow logs", "", read);

const NAMES: Table<Slot> = table! {
    "srcaddr" => Slot::SourceAddress,
    "dstaddr" => Slot::DestinationAddress,
    "srcport" => Slot::SourcePort,
    "dstport" => Slot::DestinationPort,
    "protocol" => Slot::Protocol,
    "packets" => Slot::Count,
    "start" => Slot::Time,
    "action" => Slot::Action,
    "log-status" => Slot::Kind,
    "flow-direction" => Slot::Direction,
    "tcp-flags" => Slot::State,
    "interface-id" => Slot::In,
};

const VERSION_2: [&str; 14] = [
    "version",
    "account-id",
    "interface-id",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "protocol",
    "packets",
    "bytes",
    "start",
    "end",
    "action",
    "log-status",
];

/// The order of all columns up to version 3; what is not needed has no name.
const VERSION_3: [&str; 21] = [
    "",
    "",
    "",
    "",
    "interface-id",
    "",
    "",
    "srcaddr",
    "dstaddr",
    "srcport",
    "dstport",
    "",
    "",
    "protocol",
    "",
    "packets",
    "start",
    "",
    "action",
    "tcp-flags",
    "log-status",
];

const MOST_COLUMNS: usize = 64;

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    if !begins(line.body, "2 |2,|3 |3,|4 |5 |6 |7 |8 ") && context.columns_of != FORMAT.id && !has(line.body, "srcaddr")
    {
        return Reading::Pass;
    }
    let mut column = [""; MOST_COLUMNS];
    // Spreadsheets and queries give commas.
    let count = if has(line.body, ",") { csv(line.body, b',', &mut column) } else { columns(line.body, &mut column) };
    // `${srcaddr}`, as a format is written.
    for name in &mut column {
        *name = trim_any(name, b"${}");
    }
    let column = column.get(..count).unwrap_or_default();
    if column.contains(&"srcaddr") && column.contains(&"dstaddr") && column.iter().all(|name| is_name(name)) {
        context.columns = column.iter().map(|name| slot(name)).collect();
        context.columns_of = FORMAT.id;
        return Reading::Aside(Aside::Header);
    }
    // Later versions only have more columns, most of which are chosen behind those of version 2.
    let is_version_2 = matches!(column, [version, account, interface, .., ] if version.len() == 1
        && (count == 14 || *version != "2" && column.get(13).is_some_and(|status| one_of(status, "OK NODATA SKIPDATA")))
        && (is_digits(account) || *account == "unknown") && interface.starts_with("eni-"));
    let is_version_3 = matches!(column, ["3", _, _, _, interface, ..] if count == 21 && interface.starts_with("eni-"));
    let mut slots = Slots::new();
    if context.columns_of == FORMAT.id && context.columns.len() == count {
        for (slot, value) in context.columns.iter().zip(column) {
            put(&mut slots, *slot, value);
        }
    } else if is_version_2 || is_version_3 {
        let names = if is_version_2 { &VERSION_2[..] } else { &VERSION_3 };
        for (name, value) in names.iter().zip(column) {
            put(&mut slots, slot(name), value);
        }
    } else {
        return Reading::Pass;
    }
    if matches!(slots.get(Slot::Kind), "NODATA" | "SKIPDATA") {
        return Reading::Aside(Aside::Gap);
    }
    let Some(mut flow) = slots.flow() else {
        return if is_version_2 || is_version_3 { Reading::Malformed } else { Reading::Pass };
    };
    flow.kind = Kind::Connection;
    flow.action = flow.action.verdict();
    (flow.state, flow.state_text) = (None, "");
    flow.tcp_flags = byte(slots.get(Slot::State)).filter(|bits| *bits > 0).map(TcpFlags);
    sink.flow(&mut flow);
    Reading::Flows
}

fn put<'a>(slots: &mut Slots<'a>, slot: Option<Slot>, value: &'a str) {
    if let Some(slot) = slot
        && value != "-"
    {
        slots.set(slot, value);
    }
}

fn slot(name: &str) -> Option<Slot> {
    NAMES.get(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed};

    #[test]
    fn later_versions() {
        flow(
            "5 123456789010 eni-1235b8ca123456789 192.0.2.1 198.51.100.2 46945 53 17 1 73 1658131186 1658131216 ACCEPT OK vpc-a subnet-a - 0 IPv4",
            "aws_vpc_flow udp allow 192.0.2.1:46945 > 198.51.100.2:53 eni-1235b8ca123456789 1658131186",
        );
    }

    #[test]
    fn shapes() {
        flow(
            "2 123456789010 eni-1a 2001:db8::1 2001:db8::2 50000 443 6 20 4249 1418530010 1418530070 ACCEPT OK",
            "aws_vpc_flow tcp allow 2001:db8::1:50000 > 2001:db8::2:443 eni-1a 1418530010",
        );
        flows(
            "srcaddr dstaddr srcport dstport protocol tcp-flags action flow-direction\n192.0.2.1 192.0.2.2 5 6 6 2 REJECT ingress\n\
             192.0.2.1 192.0.2.2 0 0 1 0 ACCEPT egress\n",
            &[
                "aws_vpc_flow tcp deny 192.0.2.1:5 > 192.0.2.2:6 in SYN",
                "aws_vpc_flow icmp allow 192.0.2.1 > 192.0.2.2 out",
            ],
        );
        flows(
            "${version} ${srcaddr} ${srcport} ${dstaddr} ${dstport} ${protocol} ${action} ${flow-direction}\n\
             5 192.0.2.1 80 192.0.2.2 33490 6 ACCEPT egress\n",
            &["aws_vpc_flow tcp allow 192.0.2.1:80 > 192.0.2.2:33490 out"],
        );
        flows(
            "\"version\",\"interface-id\",\"srcaddr\",\"dstaddr\",\"srcport\",\"dstport\",\"protocol\",\"action\"\n\
             \"2\",\"eni-1a\",\"192.0.2.1\",\"192.0.2.2\",\"50000\",\"443\",\"6\",\"ACCEPT\"\n",
            &["aws_vpc_flow tcp allow 192.0.2.1:50000 > 192.0.2.2:443 eni-1a"],
        );
        flow(
            "2,123456789010,eni-1a,192.0.2.1,192.0.2.2,50000,443,6,20,4249,1418530010,1418530070,REJECT,OK",
            "aws_vpc_flow tcp deny 192.0.2.1:50000 > 192.0.2.2:443 eni-1a 1418530010",
        );
        flow(
            "3 vpc-1a subnet-1a i-1a eni-1a 123456789010 IPv4 192.0.2.1 192.0.2.2 43416 5001 192.0.2.1 192.0.2.2 6 568 8 1566848875 1566848933 \
             ACCEPT 2 OK",
            "aws_vpc_flow tcp allow 192.0.2.1:43416 > 192.0.2.2:5001 eni-1a SYN 1566848875",
        );
        aside("2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA");
        malformed("2 123456789010 eni-1a 192.0.2.1 192.0.2.2 70000 443 6 20 4249 1418530010 1418530070 ACCEPT OK");
    }
}
