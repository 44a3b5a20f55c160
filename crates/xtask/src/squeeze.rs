//! The script as readers load it: without comments and indentation.
//!
//! Not a minifier: lines stay lines and names stay names, so that nothing can change its meaning. Brotli does the rest.

/// Removes lines that are comments or empty, and the indentation of all others.
///
/// Comments that begin with `/*!` stay. So do the lines of a template literal, which mean what they look like.
pub(crate) fn squeeze(script: &str) -> String {
    let mut squeezed = String::new();
    let mut in_comment = false;
    let mut in_template = false;
    for line in script.lines() {
        let bare = line.trim();
        if !in_template {
            if in_comment || begins_comment(bare) {
                in_comment = !bare.ends_with("*/");
                continue;
            }
            if bare.is_empty() || bare.starts_with("//") {
                continue;
            }
        }
        squeezed += if in_template { line } else { bare };
        squeezed.push('\n');
        // An odd number of backticks opens or closes a literal that goes on in another line.
        in_template ^= line.matches('`').count() % 2 == 1;
    }
    squeezed
}

/// Whether the line begins a comment that may go, and holds nothing after it.
fn begins_comment(line: &str) -> bool {
    let ends = line.find("*/").map(|at| at + 2);
    line.starts_with("/*") && !line.starts_with("/*!") && ends.is_none_or(|end| end == line.len())
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    fn check(script: &str, squeezed: &str) {
        assert_eq!(squeeze(script), squeezed, "{script}");
    }

    #[test]
    fn indentation_and_empty_lines_go() {
        check("a {\n    b();\n\n}\n", "a {\nb();\n}\n");
    }

    #[test]
    fn comments_go() {
        check("// one\n  // two\na(); // kept\n", "a(); // kept\n");
        check("/** one */\n/**\n * two\n * lines\n */\na();\n", "a();\n");
    }

    #[test]
    fn what_follows_a_comment_stays() {
        check("/* a */ b(); /* c */\n", "/* a */ b(); /* c */\n");
        check("/*! licence */\na();\n", "/*! licence */\na();\n");
    }

    #[test]
    fn template_literals_stay_as_they_are() {
        let script = "a(`b\n    // c\n\n    d`);\n    e(`f`);\n";
        check(script, "a(`b\n    // c\n\n    d`);\ne(`f`);\n");
    }
}
