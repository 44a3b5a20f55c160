//! `kubectl get svc`.
//!
//! Traps: of `80:30080/TCP` the first is the port of the service, the second one that every node listens on; the namespace is a column of its
//! own with `-A`.

use crate::flow::flow;
use crate::formats::{Context, Format};
use crate::line::{Line, Reading, Sink};
use crate::scan::{End, begins_with_any, columns, cut, is_address, one_of, parts, rcut, until};
use crate::{Aside, Kind, State, Transport};

pub(crate) const FORMAT: Format = Format::new("kubectl", "kubectl get svc", "", read);

fn read(line: &Line<'_>, _: &mut Context, sink: &mut Sink<'_>) -> Reading {
    let mut column = [""; 12];
    let count = columns(line.body, &mut column);
    let column = column.get(..count).unwrap_or_default();
    if column.contains(&"CLUSTER-IP") && column.contains(&"PORT(S)") {
        return Reading::Aside(Aside::Header);
    }
    let Some(kind) =
        column.iter().take(3).position(|word| one_of(word, "ClusterIP NodePort LoadBalancer ExternalName"))
    else {
        return Reading::Pass;
    };
    let (Some(name), Some([_, cluster, external, ports, ..])) =
        (kind.checked_sub(1).and_then(|at| column.get(at)), column.get(kind..))
    else {
        return Reading::Pass;
    };
    if !is_address(cluster) && !one_of(cluster, "None <none>") {
        return Reading::Pass;
    }
    if *ports == "<none>" {
        return Reading::Aside(Aside::NoTraffic);
    }
    let external = until(external, b",");
    // A load balancer of a cloud has a name: `<none>` and `<pending>` are none.
    let address = if begins_with_any(external, b"<") { cluster } else { external };
    let address = if one_of(address, "None <none>") { "" } else { address };
    for spec in parts(ports, b",") {
        let Some((numbers, protocol)) = rcut(spec, b'/') else { continue };
        let Some(transport) = Transport::named(protocol) else { continue };
        let (service, node) = cut(numbers, ":").unwrap_or((numbers, ""));
        for (address, port) in [(address, service), ("*", node)] {
            if let Some(port) = crate::scan::port(port) {
                sink.flow(&mut flow! {
                                kind: Kind::Listener,
                                transport: Some(transport),
                                destination: End { port: Some(port), ..End::address(address) },
                                state: Some(State::Listen),
                                process: name,
                });
            }
        }
    }
    Reading::of(sink, Reading::Malformed)
}

#[cfg(test)]
mod tests {
    use crate::testing::{aside, flow, flows, malformed};

    #[test]
    fn shapes() {
        aside("NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE");
        flow(
            "kubernetes   ClusterIP   192.0.2.1    <none>        443/TCP   5d",
            "kubectl tcp log listen 192.0.2.1:443 kubernetes",
        );
        flows(
            "kube-system  dns  LoadBalancer  2001:db8::a  203.0.113.9  53:30053/UDP,9153/TCP   5d   k8s-app=dns",
            &[
                "kubectl udp log listen 203.0.113.9:53 dns",
                "kubectl udp log listen *:30053 dns",
                "kubectl tcp log listen 203.0.113.9:9153 dns",
            ],
        );
        // A load balancer of a cloud has a name; one that is to come has none.
        for (external, address) in [("lb.example.com", "lb.example.com"), ("<pending>", "192.0.2.1")] {
            flows(
                &["www  LoadBalancer  192.0.2.1  ", external, "  443:30443/TCP  5d"].concat(),
                &[&["kubectl tcp log listen ", address, ":443 www"].concat(), "kubectl tcp log listen *:30443 www"],
            );
        }
        flow("db  ClusterIP  None  <none>  5432/TCP  5d", "kubectl tcp log listen :5432 db");
        aside("x   ExternalName   <none>   db.example.com   <none>   5d");
        malformed("kubernetes   ClusterIP   192.0.2.1    <none>        443   5d");
    }
}
