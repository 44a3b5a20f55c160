//! Puts the element's style sheet into its script: the field is styled at once, without another request.

use anyhow::{Result, ensure};

use crate::files;
use crate::sources::Sources;

/// The placeholder in the script for the style sheet; a JavaScript expression.
const TOKEN: &str = "__PORT_REFERENCE_CSS__";

/// Puts the style sheet into the script as a string, without comments and indentation.
pub(crate) fn inline_css(script: &str, css: &str) -> Result<String> {
    let places = script.matches(TOKEN).count();
    ensure!(
        places == 1,
        "www/element/element.js must name {TOKEN} once, where its style sheet belongs; it names it {places} times"
    );
    Ok(script.replace(TOKEN, &literal(&squeeze(css))))
}

/// The style sheet of an element that is not the first one: what these have in common, then its own.
pub(crate) fn sheet(sources: &Sources, folder: &str, name: &str) -> Result<String> {
    let common = files::read_text(&sources.www("element/base.css"))?;
    Ok(common + &files::read_text(&sources.www(folder).join(name))?)
}

/// Removes comments, line feeds and insignificant spaces. The style sheet has none of these in strings.
pub(crate) fn squeeze(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare += rest;
    let mut bare: String = bare.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (spaced, tight) in [(" {", "{"), ("{ ", "{"), ("; ", ";"), (";}", "}"), (" }", "}"), (": ", ":"), (", ", ",")] {
        bare = bare.replace(spaced, tight);
    }
    bare
}

/// The text as a JavaScript string literal.
fn literal(text: &str) -> String {
    let mut literal = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            // Other control characters do not survive `squeeze`; these two end a line in JavaScript.
            '\u{2028}' | '\u{2029}' => {}
            _ => literal.push(c),
        }
    }
    literal + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_becomes_a_string() {
        let css = "/* a\n comment */\n.a {\n  content: \"\\201C\";\n}\n\n.b .c { rotate: 1turn; }\n";
        let script = inline_css("const css = __PORT_REFERENCE_CSS__;", css).unwrap();
        assert_eq!(script, r#"const css = ".a{content:\"\\201C\"}.b .c{rotate:1turn}";"#);
    }

    #[test]
    fn a_script_without_a_place_for_it_is_an_error() {
        let wrong = inline_css("const css = '';", "").unwrap_err();
        assert!(wrong.to_string().contains(TOKEN));
    }
}
