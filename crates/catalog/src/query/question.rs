//! Stop words of questions, such as `what` and `which`.

use super::{Query, Term};
use crate::words::is_one_of;

/// `at`, `who`, `all`, `time` and the like are not among them: here they are names.
///
/// So are words of messages: what they are about is named beside them.
const WORDS: &str = "timed timeout failed failing failure refused error errors problem problems issue issues unreachable \
                     cannot can't cant couldn't couldnt unable behind into through versus vs without \
                     a about an and any are be between by can do does explain find for from how i in is it mean means my \
                     need needed needs of on or port ports run runs should show still that the their there these this to use \
                     used uses using via want we what what's whats when where which why with would you your";
/// Beside a port, or in a question, these ask about the port; elsewhere they are parts of names: Open `StrataLink`,
/// Secure Shell.
const WORDS_ABOUT_PORTS: &str = "application blocked close closed common dangerous default filtered list number open open|filtered program protocol running safe \
                                 service services";

/// Whether the word only asks, and names nothing.
pub fn is_question_word(word: &str) -> bool {
    is_one_of(WORDS, word)
}

impl Query {
    /// Removes stop words, unless there are no other words.
    pub(super) fn drop_question(&mut self) {
        let lists_names = self.words().any(|word| matches!(word, "and" | "or" | "vs" | "versus"));
        self.lists_names = lists_names;
        let asks_of = ["are", "can", "is", "port", "ports", "should", "what", "which", "why"];
        let has_port = self.ports().next().is_some();
        let about_port = has_port || self.words().any(|word| asks_of.contains(&word));
        let asks = |term: &Term| match term {
            // `secure ldap port` asks for a name.
            Term::Word(word) if word == "secure" => has_port,
            Term::Word(word) => is_question_word(word) || about_port && is_one_of(WORDS_ABOUT_PORTS, word),
            _ => false,
        };
        if self.terms.iter().any(asks) && !(self.terms.iter().all(asks) && self.not_ports.is_empty()) {
            self.terms.retain(|term| !asks(term));
            self.in_sentence = true;
        }
    }
}
