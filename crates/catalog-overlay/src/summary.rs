//! The text of an overlay's remark.

use catalog::{Advice, TransportSet, Use};

/// A summary, uses and advice, in sentences.
pub(crate) fn said(summary: Option<&str>, uses: &[Use], advice: &[Advice]) -> String {
    let mut sentences: Vec<String> = summary.map(str::to_owned).into_iter().collect();
    sentences.extend(uses.iter().map(use_in_words));
    sentences.extend(advice.iter().map(advice_in_words));
    let ended = sentences.into_iter().map(|text| if text.ends_with(['.', '!', '?']) { text } else { text + "." });
    ended.collect::<Vec<_>>().join(" ")
}

fn use_in_words(one: &Use) -> String {
    let mut words =
        vec![capital(one.role.label().trim_end_matches(" to").trim_end_matches(" from")), over(one.transports.any())];
    let names: Vec<&str> = one.applications.iter().chain(&one.protocol).map(String::as_str).collect();
    if !names.is_empty() {
        words.push(format!(": {}", names.join(", ")));
    }
    if let Some(releases) = &one.releases {
        words.push(format!(" ({})", releases.as_str()));
    }
    for note in one.port_note.iter().chain(&one.note) {
        words.push(format!("; {note}"));
    }
    words.concat()
}

fn advice_in_words(advice: &Advice) -> String {
    let mut words = vec![advice.action.label().to_owned(), over(advice.transports)];
    if let Some(to) = &advice.to {
        words.push(format!(" to {to}"));
    }
    if let Some(when) = &advice.when {
        words.push(format!(" when {when}"));
    }
    if !advice.reason.is_empty() {
        words.push(format!(": {}", advice.reason));
    }
    if let Some(exception) = &advice.exception {
        words.push(format!(" (except: {exception})"));
    }
    words.concat()
}

fn over(transports: TransportSet) -> String {
    let labels: Vec<_> = transports.iter().map(catalog::Transport::label).collect();
    if labels.is_empty() { String::new() } else { format!(" over {}", labels.join(" and ")) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
