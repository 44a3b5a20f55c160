//! The words of chapters that are searched beside the names in their headers: those of the summary, the prose and the answers, what
//! readers may ask for it, and the numbers of the documents that a chapter cites.

use crate::entry_file::EntryFile;
use crate::prose;
use crate::reference::{Source, cited};
use catalog::{Entry, TextIndex};
use std::collections::BTreeSet;
use std::iter;

/// The words by entry, without those of the names that search indexes from the header.
pub(crate) fn words(entries: &[EntryFile], sources: &[Source]) -> TextIndex {
    TextIndex::new((0..).zip(entries).flat_map(|(at, file)| {
        let shown = field_words(&file.entry);
        let mut words = prose::plain_words(prose::searchable(&file.chapter.prose));
        // As the prose has it, and as it is typed.
        words.extend(catalog::words(&file.entry.summary.replace('’', "'")));
        let asked = file.asked.iter().flat_map(|query| query.split(' '));
        words.extend(asked.filter(|word| !catalog::is_question_word(word)).flat_map(catalog::words));
        for answer in file.entry.answers.iter().flat_map(catalog::Answers::all) {
            words.extend(prose::plain_words(&answer.text));
        }
        let cited: BTreeSet<String> = cited(&file.entry, Some(&file.chapter)).map(of_source).collect();
        for number in
            sources.iter().filter(|source| cited.contains(&source.id)).filter_map(|source| source.number.as_ref())
        {
            words.extend(of_number(number));
        }
        words.into_iter().filter(move |word| !shown.contains(word)).map(move |word| (at, word))
    }))
}

/// The names that search indexes from the header.
fn field_words(entry: &Entry) -> BTreeSet<String> {
    let names = iter::once(&entry.title).chain(&entry.aliases).chain(&entry.tasks);
    let uses = entry.uses.iter().flat_map(|one| one.applications.iter().chain(&one.programs).chain(&one.protocol));
    names.chain(uses).flat_map(|text| catalog::words(text)).collect()
}

/// The source of a cited item.
fn of_source(item: String) -> String {
    item.split_once(':').map(|(source, _)| source.to_owned()).unwrap_or(item)
}

/// The words of a document's number: `RFC 2865` is one, because 2865 alone is a port; so search reads it too. Numbers of
/// versions name no document.
fn of_number(number: &str) -> BTreeSet<String> {
    match number.strip_prefix("RFC ") {
        Some(digits) => [format!("rfc{digits}")].into(),
        None if number.starts_with(|c: char| c.is_ascii_uppercase()) => prose::plain_words(number),
        None => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents() {
        for (number, expected) in [
            ("RFC 2865", &["rfc2865"][..]),
            ("VU#491375", &["491375", "vu"]),
            ("CVE-2017-17215", &["17215", "2017", "cve"]),
            ("1.16", &[]),
            ("version 2", &[]),
        ] {
            assert!(of_number(number).iter().eq(expected), "{number}");
        }
    }
}
