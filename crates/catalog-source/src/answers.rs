//! The `[answer]` of an entry: what it is, whether to worry, what to do.

use crate::cite::Citations;
use crate::prose::plain_text;
use crate::reader::{Table, inline};
use catalog::{Answer, Answers};
use toml::de::DeValue;

/// The most words of an answer: three of them fit on the first screen of a phone.
const MOST_WORDS: usize = 25;

/// Reads the answers of an entry's header; every chapter needs them.
pub(crate) fn read(table: &Table<'_>, citations: &Citations) -> Option<Answers> {
    let remedy = "add [answer] with what, worry and do: what = { text = \"…\", cites = [\"source:item\"] }";
    let Some(value) = table.value("answer") else {
        table.missing("[answer]", remedy);
        return None;
    };
    let Some(answers) = inline(&value, table.context) else {
        table.context.error(value.span, "`answer` is no table", "not this", remedy);
        return None;
    };
    let read = Answers {
        what: one(&answers, "what", "what is the port for?", citations),
        worry: one(&answers, "worry", "should a reader who finds it open, or in a log, worry?", citations),
        action: one(&answers, "do", "what is a reader to do about it?", citations),
    };
    answers.finish();
    Some(read)
}

fn one(answers: &Table<'_>, key: &'static str, question: &str, citations: &Citations) -> Answer {
    let Some(value) = answers.value(key) else {
        answers.missing(key, question);
        return Answer::default();
    };
    let Some(table) = inline(&value, answers.context) else {
        let remedy = "write { text = \"…\", cites = [\"source:item\"] }, or ours = true instead of cites";
        answers.context.error(value.span, format!("`{key}` is no answer"), "not a table", remedy);
        return Answer::default();
    };
    let text = table.required("text", question).map(|text| {
        let count = plain_text(&text.value).split_whitespace().count();
        if count > MOST_WORDS {
            let remedy = format!("at most {MOST_WORDS} words; the rest goes into the section Today");
            table.context.error(text.span, format!("the answer has {count} words"), "too long", remedy);
        }
        text.value
    });
    let ours = table.value("ours").is_some_and(|ours| matches!(ours.value, DeValue::Boolean(true)));
    let cites = citations.read(&table, false);
    if ours == table.value("cites").is_some() {
        let remedy = "either cites = [\"source:item\"], or ours = true where no document says it";
        table.context.error(table.span.clone(), "who says so?", "this answer", remedy);
    }
    table.finish();
    Answer { text: text.unwrap_or_default(), cites }
}
