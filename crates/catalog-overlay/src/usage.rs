//! Uses and advice of an entry.

use crate::characters::shown;
use crate::json::Node;
use crate::ports::port;
use crate::read::{At, Fields, LONGEST};
use crate::root::Known;
use catalog::{
    Action, Advice, MOST_RELEASES, NotARelease, NotAReleaseSet, Peer, Provenance, ReleaseSet, Role, Transport,
    TransportSet, Transports, Use,
};

const USE: &[&str] = &[
    "role",
    "transports",
    "inferred",
    "provenance",
    "applications",
    "programs",
    "protocol",
    "releases",
    "products",
    "product_note",
    "peer",
    "port_note",
    "note",
    "cites",
];
const ADVICE: &[&str] = &["action", "to", "when", "reason", "exception", "transports", "cites"];

/// Reads a use. Its provenance is always the organisation, whatever the text says.
pub(crate) fn read_use(at: &At<'_>, known: &Known<'_>) -> Option<Use> {
    let fields = at.object("a use", USE)?;
    let role = fields.required("role", "what the use does with the port, such as \"listens\"");
    let role = role.and_then(|role| role.one_of("role", Role::ALL, Role::id));
    if let Some(provenance) = fields.get("provenance") {
        provenance.one_of("provenance", Provenance::ALL, Provenance::id);
    }
    fields.texts("cites");
    Some(Use {
        transports: transports(&fields),
        applications: fields.texts("applications"),
        programs: fields.texts("programs"),
        protocol: fields.text("protocol"),
        releases: fields.get("releases").and_then(|at| releases(&at, known)),
        products: known.ids(&fields, "products"),
        product_note: fields.text("product_note"),
        peer: fields.get("peer").and_then(|at| peer(&at)),
        port_note: fields.text("port_note"),
        note: fields.text("note"),
        ..Use::new(role?, Provenance::Own)
    })
}

/// Reads a piece of advice.
pub(crate) fn read_advice(at: &At<'_>) -> Option<Advice> {
    let fields = at.object("an advice", ADVICE)?;
    let action = fields.required("action", "what to do: allow, restrict, reject, block or disable");
    let action = action.and_then(|action| action.one_of("action", Action::ALL, Action::id));
    fields.texts("cites");
    Some(Advice {
        to: fields.text("to"),
        when: fields.text("when"),
        reason: fields.text("reason").unwrap_or_default(),
        exception: fields.text("exception"),
        transports: transport_set(&fields, "transports"),
        ..Advice::new(action?)
    })
}

fn transports(fields: &Fields<'_>) -> Transports {
    let all = transport_set(fields, "transports");
    let inferred = transport_set(fields, "inferred");
    Transports { said: all.iter().filter(|one| !inferred.contains(*one)).collect(), inferred }
}

fn transport_set(fields: &Fields<'_>, key: &str) -> TransportSet {
    let items = fields.items(key);
    items.iter().filter_map(|item| item.one_of("transport", Transport::ALL, Transport::id)).collect()
}

fn releases(at: &At<'_>, known: &Known<'_>) -> Option<ReleaseSet> {
    let text = at.text(LONGEST)?;
    match text.parse::<ReleaseSet>() {
        Ok(set) if known.add_releases(&set) => return Some(set),
        Ok(_) => at.wrong(format!("names one release too many: {MOST_RELEASES} are possible, ours included")),
        Err(NotAReleaseSet::Release(NotARelease(release))) => {
            let wrong = NotARelease(shown(&release));
            at.wrong(format!("`{}` cannot be read as releases: {wrong}", shown(&text)));
        }
        Err(wrong) => at.wrong(format!("`{}` cannot be read as releases: {wrong}", shown(&text))),
    }
    None
}

fn peer(at: &At<'_>) -> Option<Peer> {
    if matches!(at.node, Node::Number(_)) {
        return port(at).map(Peer::Port);
    }
    Some(match at.text(LONGEST)?.as_str() {
        "ephemeral" => Peer::Ephemeral,
        "dynamic" => Peer::Dynamic,
        said => Peer::Said(said.to_owned()),
    })
}
