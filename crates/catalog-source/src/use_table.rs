//! A `[[use]]` and an `[[advice]]` of an entry.

use crate::cite::Citations;
use crate::entry_file::Vocabularies;
use crate::ports_key::port;
use crate::reader::{At, Context, Table, nearest};
use catalog::{Action, Advice, Peer, Product, Role, Transport, TransportSet, Transports, Use};

/// Reads a `[[use]]`. Missing keys are reported, and get a default so that the rest can be checked.
pub(crate) fn read_use(table: Table<'_>, known: &Vocabularies<'_>) -> Option<Use> {
    let context = table.context;
    let citations = known.citations;
    let written = Role::ALL.iter().filter(|role| **role != Role::Assigned);
    let role = one_of(&table, "role", Role::from_id, &ids(written.map(|role| role.id())));
    let transports = read_transports(&table);
    let cites = citations.read(&table, true);
    let provenance = citations.provenance(&cites, &table);
    let releases = table.text("releases").and_then(|text| match text.value.parse() {
        Ok(set) => Some(set),
        Err(error) => {
            let remedy = "write what the source says: All, 15.0+, 14.7 and 15.1+, not in 15.0, All until 15.x, \
                          Before 14.5.0at, 14.6.0aj; leave it out where the source is silent";
            context.error(text.span, "the releases cannot be read", format!("{error}"), remedy);
            None
        }
    });
    let directory = table.text("directory").map(|text| text.value);
    let in_directory = |program: String| match &directory {
        Some(directory) => format!("{directory}>{program}"),
        None => program,
    };
    let named = table.texts("product");
    for product in named.iter().filter(|_| known.complete) {
        check_product(product, known.products, context);
    }
    let role_is_registers_own = matches!(role, Some(Role::Assigned));
    if role_is_registers_own {
        let remedy = "IANA's rows are joined to entries by themselves; leave this use out";
        context.error(table.span.clone(), "the role `assigned` is the register's own", "not to be written", remedy);
    }
    let made = Use {
        role: role.unwrap_or(Role::Listens),
        transports,
        provenance: provenance.unwrap_or(catalog::Provenance::Vendor),
        applications: values(table.texts("application")),
        programs: table.texts("program").into_iter().map(|program| in_directory(program.value)).collect(),
        protocol: table.text("protocol").map(|text| text.value),
        releases,
        products: values(named),
        product_note: table.text("product_note").map(|text| text.value),
        peer: table.text("peer").and_then(|text| peer(text, context)),
        port_note: table.text("port_note").map(|text| text.value),
        note: table.text("note").map(|text| text.value),
        cites,
    };
    table.finish();
    role.is_some().then_some(made)
}

/// Reads an `[[advice]]`.
pub(crate) fn read_advice(table: Table<'_>, citations: &Citations) -> Option<Advice> {
    let action = one_of(&table, "action", Action::from_id, &ids(Action::ALL.iter().map(|action| action.id())));
    let reason = table.required("reason", "say in one sentence why");
    let to = table.text("to").map(|text| text.value);
    if action == Some(Action::Restrict) && to.is_none() {
        table.missing("to", "say whom it is restricted to");
    }
    let made = Advice {
        action: action.unwrap_or(Action::Block),
        to,
        when: table.text("when").map(|text| text.value),
        reason: reason.map(|text| text.value).unwrap_or_default(),
        exception: table.text("exception").map(|text| text.value),
        transports: read_transports(&table).any(),
        cites: citations.read(&table, true),
    };
    table.finish();
    action.is_some().then_some(made)
}

/// The texts without their places.
pub(crate) fn values(texts: Vec<At<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn read_transports(table: &Table<'_>) -> Transports {
    let mut transports = Transports::default();
    for text in table.texts("transport") {
        let (name, set): (&str, &mut TransportSet) = match text.value.strip_suffix('?') {
            Some(name) => (name, &mut transports.inferred),
            None => (&text.value, &mut transports.said),
        };
        if let Some(transport) = Transport::from_id(name) {
            set.insert(transport);
        } else {
            let remedy = "write tcp, udp, sctp or dccp; tcp? where it is inferred; nothing where nothing is said";
            table.context.error(text.span, format!("unknown transport `{}`", text.value), "cannot be read", remedy);
        }
    }
    transports
}

fn peer(text: At<String>, context: Context<'_>) -> Option<Peer> {
    let number: Option<i64> = text.value.parse().ok();
    Some(match (&*text.value, number) {
        ("ephemeral", _) => Peer::Ephemeral,
        ("dynamic", _) => Peer::Dynamic,
        (_, Some(number)) => Peer::Port(port(number, &text.span, context)?),
        (_, None) => Peer::Said(text.value),
    })
}

fn check_product(named: &At<String>, products: &[Product], context: Context<'_>) {
    if !products.iter().any(|product| product.id == named.value) {
        let remedy = match nearest(&named.value, products.iter().map(|product| product.id.as_str())) {
            Some(alike) => format!("did you mean `{alike}`? New products go into data/products.toml"),
            None => "products are listed in data/products.toml; add it there if it is new".to_owned(),
        };
        context.error(named.span.clone(), format!("unknown product `{}`", named.value), "not listed", remedy);
    }
}

/// Ids for a message.
pub(crate) fn ids<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join(", ")
}

/// A text that must be one of a closed list.
pub(crate) fn one_of<T>(
    table: &Table<'_>,
    key: &'static str,
    from_id: impl Fn(&str) -> Option<T>,
    known: &str,
) -> Option<T> {
    let remedy = format!("one of: {known}");
    let text = table.required(key, &remedy)?;
    let found = from_id(&text.value);
    if found.is_none() {
        table.context.error(text.span, format!("unknown {key} `{}`", text.value), "not in the list", remedy);
    }
    found
}
