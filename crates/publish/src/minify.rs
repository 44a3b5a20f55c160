//! Minifies scripts: short names, no comments, no spaces.

use anyhow::{Result, bail};
use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;

/// Minifies a classic script. `name` is for error messages.
///
/// # Errors
/// If it is not valid JavaScript.
pub(crate) fn minify(name: &str, script: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    let mut program = parsed.program;
    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&program);
    let errors: Vec<String> = parsed.diagnostics.iter().chain(&checked.diagnostics).map(ToString::to_string).collect();
    if !errors.is_empty() {
        bail!("{name} is not a valid script: {}", errors.join("; "));
    }
    let options = MinifierOptions {
        mangle: Some(MangleOptions::default()),
        compress: Some(CompressOptions::default()),
        mangle_properties: None,
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let code = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program)
        .code;
    Ok(code + "\n")
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn names_within_a_function_become_short() {
        let script = "(() => {\n  // Why.\n  const greeting = ask();\n  show(greeting, greeting.text);\n})();\n";
        assert_eq!(minify("x.js", script).unwrap(), "(()=>{let e=ask();show(e,e.text)})();\n");
    }

    #[test]
    fn errors_name_the_script() {
        let wrong = minify("x.js", "const = 1;").unwrap_err().to_string();
        assert!(wrong.starts_with("x.js is not a valid script: "), "{wrong}");
        assert!(minify("module.js", "import a from 'b';").is_err());
        assert!(minify("twice.js", "(() => { const a = 1; const a = 2; })();").is_err());
    }
}
