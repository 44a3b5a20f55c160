//! Whether advice holds for a plan.

use crate::flow::{Applied, Holds};
use crate::plan::Plan;
use catalog::{Action, Advice, Entry, Transport, Use, alphanumeric_parts, concat, slug, split_first};

/// The advice of an entry that is about a transport.
pub(crate) fn applied(entry: &Entry, transport: Transport, plan: &Plan, is_client: bool) -> Vec<Applied> {
    let is_meant = |one: &&Advice| one.transports.is_empty() || one.transports.contains(transport);
    let mut all = Vec::new();
    for one in entry.advice.iter().filter(is_meant) {
        let id = id(entry, one);
        let holds = match plan.decision(&id) {
            Some(true) => Holds::Yes,
            Some(false) => Holds::No,
            None => holds(one, plan, is_client),
        };
        all.push(Applied { advice: one.clone(), holds, id });
    }
    all
}

impl Applied {
    /// Whether it is against letting traffic in.
    pub(crate) const fn stops(&self) -> bool {
        matches!(self.advice.action, Action::Block | Action::Disable | Action::Reject)
    }

    /// Whether a document gives it that describes the use too, so that its condition is about this very service.
    pub(crate) fn is_about(&self, one: &Use) -> bool {
        self.advice.cites.iter().any(|cite| one.cites.iter().any(|other| document(cite) == document(other)))
    }

    /// Whether only the NIO decides.
    pub(crate) fn depends_on_nio(&self) -> bool {
        self.advice.when.as_deref().is_some_and(is_about_nio)
    }

    /// The question whose answer settles it.
    pub(crate) fn question(&self) -> String {
        let when = self.advice.when.as_deref().unwrap_or_default();
        let exception = self.advice.exception.as_deref().unwrap_or_default();
        let between = if exception.is_empty() { "" } else { " " };
        let action = self.advice.action.label();
        concat(&["Is it so that ", when, "? Then the advice holds: ", action, ".", between, exception])
    }
}

/// The id stays the same when other advice is added to the entry.
fn id(entry: &Entry, one: &Advice) -> String {
    let mut text = concat(&[&entry.id(), " ", one.action.id()]);
    for transport in one.transports.iter() {
        text = concat(&[&text, " ", transport.id()]);
    }
    if let Some(when) = &one.when {
        text = concat(&[&text, " ", when]);
    }
    slug(&text)
}

fn holds(one: &Advice, plan: &Plan, is_client: bool) -> Holds {
    let nio = plan.nio();
    if nio == Some(true) && one.exception.as_deref().is_some_and(is_about_nio) {
        return Holds::No;
    }
    let known = |yes| if yes { Holds::Yes } else { Holds::No };
    match one.when.as_deref() {
        None => Holds::Yes,
        Some(when) if is_about_nio(when) => {
            let wants_one = !alphanumeric_parts(when).into_iter().any(|word| word == "no" || word == "without");
            nio.map_or(Holds::Unsettled, |has_one| known(has_one == wants_one))
        }
        Some("the machine is a client") => known(is_client),
        Some(_) => Holds::Unsettled,
    }
}

fn is_about_nio(text: &str) -> bool {
    alphanumeric_parts(text).contains(&"NIO")
}

/// The document of an item that is cited (`document:item`).
fn document(cite: &str) -> &str {
    split_first(cite, ":").map_or(cite, |(document, _)| document)
}
