//! The columns of `v1/catalog.csv`: their names, which never change, and their values.

use crate::shape::{Answer, Answers, Entry, Peer, Use};
use crate::vocabulary::{Provenance, Transport};

/// A column of the table.
pub(crate) struct Column {
    /// In the header.
    pub(crate) name: &'static str,
    /// The cell in the row of a use.
    pub(crate) cell: fn(&Entry, &Use) -> String,
}

const fn column(name: &'static str, cell: fn(&Entry, &Use) -> String) -> Column {
    Column { name, cell }
}

/// Every column: first what belongs to the entry and is the same in all its rows, then what belongs to the use.
pub(crate) const COLUMNS: [Column; 28] = [
    column("id", |entry, _| entry.id.clone()),
    column("first_port", |entry, _| entry.ports[0][0].to_string()),
    column("last_port", |entry, _| entry.ports[0][1].to_string()),
    column("title", |entry, _| entry.title.clone()),
    column("summary", |entry, _| entry.summary.clone()),
    column("names", |entry, _| list(&entry.names)),
    column("tasks", |entry, _| list(&entry.tasks)),
    column("categories", |entry, _| list(&entry.categories)),
    column("advice", |entry, _| list(entry.advice.iter().map(|advice| advice.action.id()))),
    column("href", |entry, _| entry.href.clone()),
    column("role", |_, one| one.role.id().to_owned()),
    column("transports", |_, one| transports(&one.transports)),
    column("inferred", |_, one| transports(&one.inferred)),
    column("provenance", |_, one| Provenance::id(one.provenance).to_owned()),
    column("applications", |_, one| list(&one.applications)),
    column("programs", |_, one| list(&one.programs)),
    column("protocol", |_, one| one.protocol.clone()),
    column("releases", |_, one| one.releases.clone()),
    column("products", |_, one| list(&one.products)),
    column("product_note", |_, one| one.product_note.clone()),
    column("peer", |_, one| one.peer.as_ref().map(Peer::words).unwrap_or_default().into_owned()),
    column("port_note", |_, one| one.port_note.clone()),
    column("note", |_, one| one.note.clone()),
    column("cites", |_, one| list(&one.cites)),
    column("exposure", |entry, _| entry.exposure.map(|exposure| exposure.id().to_owned()).unwrap_or_default()),
    column("what", |entry, _| answer(entry, |answers| &answers.what)),
    column("worry", |entry, _| answer(entry, |answers| &answers.worry)),
    column("do", |entry, _| answer(entry, |answers| &answers.action)),
];

fn answer(entry: &Entry, which: impl Fn(&Answers) -> &Answer) -> String {
    entry.answer.as_ref().map(|answers| which(answers).text.clone()).unwrap_or_default()
}

fn transports(all: &[Transport]) -> String {
    list(all.iter().map(|transport| transport.id()))
}

/// The items of a list in one cell.
fn list(items: impl IntoIterator<Item: AsRef<str>>) -> String {
    let items: Vec<_> = items.into_iter().collect();
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" | ")
}
