//! `haproxy`: logs of connections and requests.
//!
//! Traps: the line names the client and the frontend, not the port that the client came to; IPv6 stands without brackets.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins, bracketed, has, word, words};
use crate::{Aside, Flow, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("haproxy", "HAProxy", "", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let flow = if line.body.starts_with("Connect from ") { connect(line.body) } else { entry(line.body) };
    match flow {
        Some(mut flow) => {
            if !line.time.is_empty() {
                flow.time = line.time;
            }
            sink.flow(&mut flow);
            Reading::Flows
        }
        // Servers that come and go, proxies that start and stop. Anything else may be a request in a format of its own.
        None if line.tag == "haproxy" && begins(line.body, MESSAGES) => Reading::Aside(Aside::NoTraffic),
        None => Reading::Pass,
    }
}

/// What the program says of itself.
const MESSAGES: &str = "Server |Backup Server |Proxy |Backend |backend |Frontend |frontend |Health check |Stopping |Starting |Pausing |Enabling \
                        |Exiting |Loading |Reloading |New worker|All workers|Former worker|Current worker|Initializing";

/// `Connect from 192.0.2.1:33312 to 192.0.2.2:8012 (www/HTTP)`.
fn connect(body: &str) -> Option<Flow<'_>> {
    let mut words = words(body).skip(2);
    let source = End::colon(words.next()?)?;
    let destination = words.next().filter(|word| *word == "to").and_then(|_| words.next()).and_then(End::colon)?;
    let mut flow = flow_of(source, destination);
    flow.service = words.next().filter(|word| word.starts_with('('))?;
    Some(flow)
}

/// `192.0.2.1:33317 [20/Nov/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 …`.
fn entry(body: &str) -> Option<Flow<'_>> {
    let (client, rest) = word(body);
    let source = End::colon(client)?;
    let (time, rest) = bracketed(rest)?;
    if !time.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b':' | b'.')) || time.len() < 20 {
        return None;
    }
    let (frontend, rest) = word(rest);
    let (backend, rest) = word(rest);
    let is_error = has(frontend, "/") && frontend.ends_with(':');
    let timers = word(rest).0;
    if !is_error && (!has(backend, "/") || !has(timers, "/")) {
        return None;
    }
    let mut flow = flow_of(source, End::NONE);
    (flow.time, flow.rule) = (time, frontend);
    flow.service = if is_error { "" } else { backend };
    Some(flow)
}

fn flow_of<'a>(source: End<'a>, destination: End<'a>) -> Flow<'a> {
    flow! { kind: Kind::Connection, transport: Some(Transport::Tcp), source, destination }
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, none};

    #[test]
    fn shapes() {
        flow(
            "Nov 20 12:14:14 lb haproxy[14389]: 203.0.113.5:33317 [20/Nov/2026:12:14:14.655] http-in~ static/srv1 10/0/30/69/109 200 2750 - - \
             ---- 1/1/1/1/0 0/0 {1wt.eu} {} \"GET /x:80 HTTP/1.1\"",
            "haproxy tcp log 203.0.113.5:33317 > Nov 20 12:14:14",
        );
        flow(
            "haproxy[8]: 203.0.113.5:33317 [20/Nov/2026:12:14:14.655] fe be/s1 1/0/42404 2895 cD 1/1/0/0/0 0/0",
            "haproxy tcp log 203.0.113.5:33317 > 20/Nov/2026:12:14:14.655",
        );
        flow(
            "2001:db8::1:33313 [20/Nov/2026:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0",
            "haproxy tcp log 2001:db8::1:33313 > 20/Nov/2026:12:12:51.443",
        );
        flow(
            "Connect from 192.0.2.1:33312 to 192.0.2.2:8012 (www/HTTP)",
            "haproxy tcp log 192.0.2.1:33312 > 192.0.2.2:8012",
        );
        flow(
            "192.0.2.1:56059 [03/Dec/2026:17:35:10.380] frt/f1: Connection error during SSL handshake",
            "haproxy tcp log 192.0.2.1:56059 > 03/Dec/2026:17:35:10.380",
        );
        for name in ["lb-1  | ", "\u{1b}[36mlb_1        | \u{1b}[0m", "lb-1  | 2026-11-20T12:14:14.655Z "] {
            let text =
                [name, "192.0.2.1:5 [20/Nov/2026:12:14:14.655] fe be/s1 1/0/42404 2895 cD 1/1/0/0/0 0/0"].concat();
            let time = if name.ends_with("Z ") { "2026-11-20T12:14:14.655Z" } else { "20/Nov/2026:12:14:14.655" };
            flow(&text, &["haproxy tcp log 192.0.2.1:5 > ", time].concat());
        }
        aside("Nov 20 12:14:14 lb haproxy[14389]: Server static/srv1 is DOWN.");
        aside("Nov 20 12:14:14 lb haproxy[14389]: Proxy www started.");
        none("Nov 21 07:00:00 lb haproxy[1]: client_ip=198.51.100.3 client_port=40123 dst_port=8443");
        flows(
            "Nov 21 07:00:00 lb haproxy[1]: client=198.51.100.3:40123 frontend=www bind=192.0.2.1:8443",
            &["plain - log 198.51.100.3:40123 > 192.0.2.1:8443 Nov 21 07:00:00"],
        );
        none("host - - [20/Nov/2026:12:14:14 +0000] \"GET / HTTP/1.1\" 200 5");
    }
}
