//! Short names for the classes that every chapter repeats. No script and no other file knows them.

/// Each class with its name in the one file.
const SHORT: [(&str, &str); 25] = [
    ("advice-item", "ai"),
    ("advice-when", "aw"),
    ("answers", "an"),
    ("chip", "c"),
    ("chips", "cs"),
    ("cited", "q"),
    ("documents", "ds"),
    ("documented", "dc"),
    ("exposure", "ce"),
    ("inside", "in"),
    ("internet", "it"),
    ("named-hosts", "nh"),
    ("nobody", "nb"),
    ("ours", "o"),
    ("port-head", "ph"),
    ("port-list", "pl"),
    ("port-names", "pm"),
    ("port-number", "pn"),
    ("port-summary", "ps"),
    ("port-title", "pt"),
    ("registered", "rg"),
    ("restrict", "rs"),
    ("term", "t"),
    ("this-machine", "th"),
    ("transport", "ct"),
];

/// The classes of an element, those of the list by their short names.
pub(super) fn of_element(classes: &str) -> String {
    classes.split_whitespace().map(short).collect::<Vec<_>>().join(" ")
}

fn short(class: &str) -> &str {
    SHORT.iter().find(|(long, _)| *long == class).map_or(class, |(_, short)| short)
}

/// A style sheet with the same names.
pub(super) fn of_style(sheet: &str) -> String {
    let mut parts = sheet.split('.');
    let mut style = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(part.len());
        let (class, rest) = part.split_at(end);
        style.push('.');
        style.push_str(short(class));
        style.push_str(rest);
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn elements_and_style_agree() {
        assert_eq!(of_element("chip transport other"), "c ct other");
        let sheet = ".chip.transport:hover,.chips>.port-head~.port-headline{margin:.5rem 1.25rem}";
        assert_eq!(of_style(sheet), ".c.ct:hover,.cs>.ph~.port-headline{margin:.5rem 1.25rem}");
    }

    #[test]
    fn no_short_name_is_anothers() {
        let names: BTreeSet<&str> = SHORT.iter().flat_map(|(long, short)| [*long, *short]).collect();
        assert_eq!(names.len(), 2 * SHORT.len());
    }
}
