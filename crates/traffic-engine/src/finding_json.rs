//! A finding in the report.

use crate::flow_json::{write_count, write_long, write_port, write_transport};
use crate::kind_json::{write_distinct, write_flag};
use explain::Finding;
use result_json::Json;

/// Writes a finding; `hit` is the id of a hit of the report.
pub(crate) fn write_finding(json: &mut Json, finding: &Finding, hit: Option<&str>) {
    let text = |text: &'static str| Some(text);
    json.open('{');
    json.property("sort", text(finding.sort.id()));
    json.property("meaning", text(finding.sort.meaning()));
    json.property("rule", text(finding.sort.rule()));
    json.property("source", Some(&*finding.source).filter(|address| !address.is_empty()));
    json.property("target", Some(&*finding.target).filter(|address| !address.is_empty()));
    write_flag(json, "deservesALook", finding.deserves_a_look());
    write_port(json, "port", finding.port);
    write_port(json, "other", finding.other);
    write_transport(json, finding.transport);
    json.property("hit", hit);
    json.property("name", Some(&*finding.name).filter(|name| !name.is_empty()));
    write_count(json, "flows", finding.flows);
    write_count(json, "stopped", finding.stopped);
    json.property("counted", text(finding.sort.distinct()));
    write_distinct(json, "distinct", finding.distinct);
    json.list("lines", &finding.lines, |json, line| write_long(json, *line));
    write_count(json, "lastLine", finding.last_line);
    json.close('}');
}
