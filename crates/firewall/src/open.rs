//! What a plan leaves open.

/// A question to settle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// The entry's id.
    pub entry: String,
    /// The entry's title.
    pub title: String,
    /// What settles it: a key of the plan (`has_nio`, `parameters.max_open_server`), or the id of a decision.
    pub settled_by: String,
    /// What kind of answer that is.
    pub kind: OpenKind,
    /// The question; what it quotes of the source may have links like those of the prose.
    pub question: String,
}

/// What kind of answer settles a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenKind {
    /// Yes or no.
    Decision,
    /// A number: a setting of the system, or a port.
    Parameter,
    /// Whether there is an NIO.
    Nio,
    /// The range that source ports are taken from.
    SourcePorts,
    /// The VOS release; yes or no about this very service settles it too.
    Release,
}

impl OpenKind {
    /// As text.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Parameter => "parameter",
            Self::Nio => "nio",
            Self::SourcePorts => "source_ports",
            Self::Release => "release",
        }
    }
}
