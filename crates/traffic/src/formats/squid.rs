//! Squid's `access.log`: `1737983750.078 61 192.0.2.1 TCP_TUNNEL/200 8811 CONNECT www.example.com:443 - HIER_DIRECT/203.0.113.9 -`.
//!
//! Traps: the port is that of the server that was asked for, not Squid's own; what follows the way to it may be another proxy.

use super::meraki::{MOST_BEFORE, is_epoch};
use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, begins, cut, has, is_address, number, until, words};
use crate::{Action, Aside, Kind, Transport};

pub(crate) const FORMAT: Format = Format::new("squid", "Squid", "._/", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut all = words(line.whole);
    let Some(time) = all.by_ref().take(MOST_BEFORE).find(|word| is_epoch(word)) else { return Reading::Pass };
    let mut next = || all.next().unwrap_or_default();
    let [taken, client, result, size, method, url, _, way] =
        [next(), next(), next(), next(), next(), next(), next(), next()];
    let is_entry = number(taken).is_some() && number(size).is_some() && begins(result, "TCP_|NONE") && has(way, "/");
    if !is_entry || !is_address(client) {
        return Reading::Pass;
    }
    let host = if method == "CONNECT" { url } else { until(after(url, "://").unwrap_or_default(), b"/?") };
    let Some(mut destination) = End::colon_or_name(host).filter(|end| end.port > Some(0)) else {
        return Reading::Aside(Aside::NoTraffic);
    };
    if let Some((_, address)) = cut(way, "DIRECT/")
        && is_address(address)
    {
        destination.address = address;
    }
    let action = match result {
        _ if has(result, "DENIED") => Action::Deny,
        _ if has(result, "/200") => Action::Allow,
        _ => Action::Log,
    };
    let (kind, transport, source) = (Kind::Connection, Some(Transport::Tcp), End::address(client));
    sink.flow(&mut flow! { kind, time, action, action_text: result, transport, source, destination });
    Reading::Flows
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow};

    #[test]
    fn shapes() {
        for (rest, expected) in [
            (
                "TCP_TUNNEL/200 8811 CONNECT www.example.com:443 - HIER_DIRECT/203.0.113.9 -",
                "allow 192.0.2.1 > 203.0.113.9:443",
            ),
            (
                "TCP_TUNNEL/200 8811 CONNECT www.example.com:443 - FIRSTUP_PARENT/192.0.2.3 -",
                "allow 192.0.2.1 > www.example.com:443",
            ),
            (
                "TCP_DENIED/403 3980 CONNECT www.example.com:25 - HIER_NONE/- text/html",
                "deny 192.0.2.1 > www.example.com:25",
            ),
            (
                "TCP_MISS/503 3980 GET http://203.0.113.9:8080/a?b=c:1 bob HIER_DIRECT/203.0.113.9 text/html",
                "log 192.0.2.1 > 203.0.113.9:8080",
            ),
        ] {
            flow(
                &["1737983750.078     61 192.0.2.1 ", rest].concat(),
                &["squid tcp ", expected, " 1737983750.078"].concat(),
            );
            flow(
                &["Nov 20 10:15:02 gw squid[12]: 1737983750.078 61 192.0.2.1 ", rest].concat(),
                &["squid tcp ", expected, " 1737983750.078"].concat(),
            );
        }
        aside("1737983750.078 0 192.0.2.1 TCP_DENIED/407 3980 GET http://www.example.com/api - HIER_NONE/- text/html");
    }
}
