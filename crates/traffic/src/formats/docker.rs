//! `docker ps`, `docker compose ps`, `docker port`, `docker service ls`, `podman ps`.
//!
//! Traps: `0.0.0.0:8080->80/tcp` listens on 8080, and 80 is inside the container; `6379/tcp` alone is offered to other containers only;
//! IPv6 stands with or without brackets. Only docker quotes commands. Numbers of devices look like those of containers.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, after, cut, has, one_of, rcut, trim_any, word, words};
use crate::{Aside, Flow, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("docker", "docker, podman", "", read);

fn read(line: &Line<'_>, context: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let body = line.body;
    if body.starts_with("CONTAINER ID ") || body.starts_with("NAME ") && has(body, " PORTS") && has(body, " STATUS ") {
        return Reading::Aside(Aside::Header);
    }
    if let Some((inside, outside)) = cut(body, " -> ") {
        return published(inside, outside, sink);
    }
    let (id, _) = word(body);
    let is_row = matches!(id.len(), 12 | 64)
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && line.time.is_empty()
        && (has(body, " ago") || has(body, " Up ") || has(body, " Exited"));
    // `docker compose ps` has no column of ids.
    let is_listed = is_row || context.format == FORMAT.id && has(body, " Up ");
    if !is_listed && !has(body, "->") {
        return Reading::Pass;
    }
    let mut columns = words(body).skip(1);
    let name = if is_row {
        columns.last().unwrap_or_default()
    } else {
        // `docker service ls`: id, name, mode.
        let name = columns.next().unwrap_or_default();
        if columns.next().is_some_and(|mode| one_of(mode, "replicated global")) { name } else { id }
    };
    let name = if has(name, "->") { "" } else { name };
    // The command may contain anything.
    let ports = rcut(body, b'"').map(|(_, rest)| rest).or_else(|| after(body, " Up ")).unwrap_or(body);
    let has_any = words(ports).any(|word| mapping(word, "").is_some_and(|flow| flow.state != Some(State::Exposed)));
    if !has_any && !is_listed {
        return Reading::Pass;
    }
    for word in words(ports) {
        if let Some(mut flow) = mapping(word, name) {
            sink.flow(&mut flow);
        }
    }
    Reading::of(sink, if is_row { Reading::Aside(Aside::NoTraffic) } else { Reading::Pass })
}

/// `80/tcp -> 0.0.0.0:8080`
fn published(inside: &str, outside: &str, sink: &mut Sink<'_>) -> Reading {
    let flow = cut(inside, "/").and_then(|(port, protocol)| {
        crate::scan::port(port)?;
        listener(Transport::named(protocol)?, End::colon(outside.trim_ascii())?, "", State::Listen)
    });
    match flow {
        Some(mut flow) => {
            sink.flow(&mut flow);
            Reading::Flows
        }
        None => Reading::Pass,
    }
}

/// `0.0.0.0:8080->80/tcp`, `[::]:8000-8010->8000-8010/tcp`, `6379/tcp`.
fn mapping<'a>(word: &'a str, name: &'a str) -> Option<Flow<'a>> {
    let word = trim_any(word, b",");
    let (ports, protocol) = rcut(word, b'/')?;
    let transport = Transport::named(protocol).filter(|transport| transport.has_ports())?;
    let Some((outside, inside)) = cut(ports, "->") else {
        return listener(transport, End::of("", ports)?, name, State::Exposed);
    };
    End::of("", inside)?.port?;
    listener(transport, End::colon(outside)?, name, State::Listen)
}

fn listener<'a>(transport: Transport, destination: End<'a>, process: &'a str, state: State) -> Option<Flow<'a>> {
    destination.port?;
    Some(flow! { kind: Kind::Listener, transport: Some(transport), destination, process, state: Some(state) })
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, none};

    #[test]
    fn shapes() {
        flows(
            "CONTAINER ID   IMAGE     COMMAND                  CREATED       STATUS       PORTS                                     NAMES\n\
             4c01db0b339c   nginx     \"/docker-entrypoint.…\"   2 hours ago   Up 2 hours   0.0.0.0:8080->80/tcp, [::]:8080->80/tcp   web\n\
             d7886598dbe2   redis:7   \"x 9:1->2/tcp\"           2 days ago    Up 2 days    6379/tcp                                  cache_1\n\
             d7886598dbe3   job       \"sleep 1\"                2 days ago    Exited (0)                                              job\n",
            &[
                "docker tcp log listen 0.0.0.0:8080 web",
                "docker tcp log listen :::8080 web",
                "docker tcp log exposed :6379 cache_1",
            ],
        );
        flow("0.0.0.0:8080->80/tcp", "docker tcp log listen 0.0.0.0:8080");
        flow("80/tcp -> 0.0.0.0:32768", "docker tcp log listen 0.0.0.0:32768");
        flow("web  nginx  web  Up  :::8000-8010->8000-8010/udp", "docker udp log listen :::8000-8010 web");
        flow(
            "a1b2c3d4e5f6  docker.io/library/nginx:latest  nginx -g 9/tcp o...  5 minutes ago  Up 5 minutes ago  0.0.0.0:8080->80/tcp  webp",
            "docker tcp log listen 0.0.0.0:8080 webp",
        );
        flow("hub6v1xyz   web   replicated   2/2   nginx:latest   *:8080->80/tcp", "docker tcp log listen *:8080 web");
        none(
            "80BE00000001 firewall: msg_id=\"3000-0148\" Deny 0-External Firebox 60 tcp 20 245 198.51.100.3 192.0.2.1 40123 23",
        );
        none("Nov 21 06:53:00 h1 dockerd[1]: 80BE00000001 said \"no free port\"");
        aside("CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS   PORTS   NAMES");
    }
}
