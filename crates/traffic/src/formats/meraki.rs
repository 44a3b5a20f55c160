//! Cisco Meraki's appliances and access points: seconds since 1970, the device, what kind of record it is, then `key=value`.
//!
//! Traps: for traffic from outside the pattern is `1` where it was stopped and `0` where it passed. Access points write the verdict before
//! the pairs. Ports are in keys of their own, or behind the address.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{
    End, Style, Table, after, before, cut, is_address, number, one_of, pairs, rcut, table, word, word_after, words,
};
use crate::slots::{Slot, Slots};
use crate::{Action, Aside, Flow, Kind};

pub(crate) const FORMAT: Format = Format::new("meraki", "Cisco Meraki", "=.", read);

const NAMES: Table<Slot> = table! {
    "sport" => Slot::SourcePort,
    "dport" => Slot::DestinationPort,
    "protocol" => Slot::Protocol,
    "decision" => Slot::Action,
};

/// How many words of headers may stand before the seconds.
pub(super) const MOST_BEFORE: usize = 8;

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut all = words(line.whole);
    let Some(time) = all.by_ref().take(MOST_BEFORE).find(|word| is_epoch(word)) else { return Reading::Pass };
    // The device stands between.
    let kind = all.nth(1).unwrap_or_default();
    let rest = all.rest();
    if kind == "events" && rest.starts_with("content_filtering_block ") {
        let mut flow = blocked(rest, time);
        return sink.flow_or_malformed(&mut flow);
    }
    if one_of(kind, "events airmarshal_events") {
        return Reading::Aside(Aside::NoTraffic);
    }
    if !one_of(
        kind,
        "flows firewall vpn_firewall cellular_firewall bridge_anyconnect_client_vpn_firewall l7_firewall ip_flow_start ip_flow_end urls \
         ids-alerts security_event",
    ) {
        return Reading::Pass;
    }
    let mut slots = Slots::new();
    let said = match word_after(rest, "pattern: ") {
        "" => word(rest).0,
        "0" => "allow",
        "1" => "deny",
        said => said,
    };
    let is_alert = one_of(kind, "ids-alerts security_event");
    pairs(rest, Style::WORDS, &mut |key, value| {
        let (address, port) = match key {
            "src" => (Slot::SourceAddress, Slot::SourcePort),
            "dst" => (Slot::DestinationAddress, Slot::DestinationPort),
            _ => return slots.put_event(&NAMES, key, value),
        };
        let end = if is_address(value) { Some(End::address(value)) } else { End::colon(value) };
        slots.set(address, end.map_or(value, |end| end.address));
        if let Some((_, text)) = rcut(value, b':')
            && end.is_some_and(|end| end.port.is_some())
        {
            slots.set(port, text);
        }
    });
    if is_alert && Action::of(slots.get(Slot::Action)) == Some(Action::Allow) {
        slots.clear(Slot::Action);
    }
    slots.set(Slot::Action, if is_alert { "alert" } else { said });
    slots.set(Slot::Time, time);
    slots.event("", "", None, sink)
}

/// `content_filtering_block url='https://www.example.com/' server='192.0.2.8:443' client_mac='00:00:5E:00:53:01'`
fn blocked<'a>(text: &'a str, time: &'a str) -> Option<Flow<'a>> {
    let destination = End::colon(before(after(text, " server='")?, "'"))?;
    Some(flow! { kind: Kind::Connection, action: Action::Deny, destination, time })
}

/// `1374543986.038687615`
pub(super) fn is_epoch(word: &str) -> bool {
    let (seconds, fraction) = cut(word, ".").unwrap_or_default();
    matches!(seconds.len(), 9 | 10) && number(seconds).is_some() && number(fraction).is_some()
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, none};

    #[test]
    fn shapes() {
        for before in [
            "1374543986.038687615 MX84 ",
            "<134>1 1374543986.038687615 site_one ",
            "Nov 20 10:15:02 192.0.2.1 1 1374543986.038687615 MX84 ",
        ] {
            let log = |rest: &str| format!("{before}{rest}");
            flow(
                &log(
                    "flows src=10.1.1.5 dst=192.0.2.8 mac=00:00:5e:00:53:01 protocol=udp sport=55719 dport=53 pattern: allow all",
                ),
                "meraki udp allow 10.1.1.5:55719 > 192.0.2.8:53 1374543986.038687615",
            );
            flow(
                &log("flows src=198.51.100.9 dst=203.0.113.1 protocol=tcp sport=13943 dport=23 pattern: 1 all"),
                "meraki tcp deny 198.51.100.9:13943 > 203.0.113.1:23 1374543986.038687615",
            );
            flow(
                &log("flows deny src=10.1.1.5 dst=192.0.2.8 mac=00:00:5e:00:53:01 protocol=tcp sport=61822 dport=8080"),
                "meraki tcp deny 10.1.1.5:61822 > 192.0.2.8:8080 1374543986.038687615",
            );
        }
        let log = |rest: &str| format!("1374543986.038687615 MX84 {rest}");
        flow(
            &log(
                "events content_filtering_block url='https://www.example.com/' server='192.0.2.8:443' client_mac='00:00:5E:00:53:01'",
            ),
            "meraki - deny 192.0.2.8:443 1374543986.038687615",
        );
        flow(
            &log("l7_firewall src=10.1.1.5 dst=192.0.2.8 protocol=tcp sport=59526 dport=443 decision=blocked"),
            "meraki tcp deny 10.1.1.5:59526 > 192.0.2.8:443 1374543986.038687615",
        );
        flow(
            &log("urls src=10.1.1.5:63735 dst=192.0.2.8:80 mac=00:00:5e:00:53:01 request: GET http://www.example.com/"),
            "meraki - log 10.1.1.5:63735 > 192.0.2.8:80 1374543986.038687615",
        );
        flow(
            &log(
                "ids-alerts signature=119:15:1 priority=2 timestamp=1377448470.238064 direction=egress protocol=tcp/ip src=10.1.1.5:56240 dst=192.0.2.8:80",
            ),
            "meraki tcp alert 10.1.1.5:56240 > 192.0.2.8:80 1374543986.038687615",
        );
        flow(
            &log("firewall src=10.1.1.5 dst=192.0.2.8 protocol=icmp type=8 pattern: deny all"),
            "meraki icmp deny 10.1.1.5 > 192.0.2.8 1374543986.038687615",
        );
        flow(
            &log("flows allow src=fe80::1021:83ca:b68:4cd8 dst=ff02::1 mac=00:00:5e:00:53:01 protocol=icmp6 type=135"),
            "meraki icmpv6 allow fe80::1021:83ca:b68:4cd8 > ff02::1 1374543986.038687615",
        );
        aside(&log(
            "events type=vpn_connectivity_change vpn_type='site-to-site' peer_contact='203.0.113.9:51856' connectivity='true'",
        ));
        none("1374543986.038687615 MX84 something else");
    }
}
