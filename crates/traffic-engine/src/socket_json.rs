//! An open port in the report.

use crate::flow_json::{write_count, write_port, write_transport};
use crate::kind_json::write_flag;
use explain::Socket;
use result_json::Json;

/// Writes an open port; `hit` is the id of a hit of the report.
pub(crate) fn write_socket(json: &mut Json, socket: &Socket, hit: Option<&str>) {
    json.open('{');
    write_count(json, "line", socket.place.line);
    write_port(json, "port", Some(socket.port));
    write_port(json, "last", socket.last);
    write_transport(json, socket.transport);
    json.property("address", Some(&*socket.address).filter(|address| !address.is_empty()));
    json.property("reach", Some(socket.reach.id()));
    json.property("process", Some(&*socket.process).filter(|name| !name.is_empty()));
    json.property("state", socket.state.map(traffic::State::id));
    json.property("hit", hit);
    json.property("exposure", socket.exposure.map(catalog::Exposure::id));
    json.property("processBelongsTo", socket.process_belongs_to.as_deref());
    write_flag(json, "isUsual", socket.is_usual);
    json.property("verdict", Some(socket.verdict.id()));
    json.property("says", Some(socket.verdict.text()));
    json.close('}');
}
