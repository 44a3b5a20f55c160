//! Shortens the names of the wasm's imports from its glue.
//!
//! `wasm-bindgen` names each import by function and hash (`__wbg_set_value_cb7e77c93a95e491`), once in the wasm and once in
//! the script. Hashes do not compress, and the names only have to agree within one build.

use std::collections::{BTreeMap, BTreeSet};

/// New names, by the old ones, for `imports` and for `mangled` exports, which only the glue uses. No new name is among
/// `exports`.
///
/// An import whose name the script also uses for something else keeps it.
pub(crate) fn shorten(
    imports: &[String],
    mangled: &[String],
    exports: &BTreeSet<String>,
    script: &str,
) -> BTreeMap<String, String> {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (word, _) in words(script) {
        *uses.entry(word).or_default() += 1;
    }
    let once = |name: &&String| uses.get(name.as_str()) == Some(&1) && !exports.contains(*name);
    let mut free = (0..).map(short).filter(|name| !uses.contains_key(name.as_str()));
    imports.iter().filter(once).chain(mangled).filter_map(|name| Some((name.clone(), free.next()?))).collect()
}

/// Replaces names in the script where they are words of their own.
pub(crate) fn rename(script: &str, names: &BTreeMap<String, String>) -> String {
    let mut renamed = String::new();
    for (word, other) in words(script) {
        renamed += names.get(word).map_or(word, String::as_str);
        renamed += other;
    }
    renamed
}

/// Splits a script into words, which may be empty, each with the text up to the next word.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (word, after) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
        let (other, next) = after.split_at(after.find(is_word).unwrap_or(after.len()));
        rest = next;
        Some((word, other))
    })
}

/// `i0`, `i1`, …
fn short(number: usize) -> String {
    format!("i{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script after its imports `get_1` and `set_2` got new names.
    fn check(script: &str, exports: &[&str], renamed: &str) {
        let imports = ["get_1", "set_2"].map(str::to_owned);
        let exports = exports.iter().map(ToString::to_string).collect();
        assert_eq!(rename(script, &shorten(&imports, &["_ZN1".to_owned()], &exports, script)), renamed);
    }

    #[test]
    fn imports_get_short_names() {
        check("({ get_1: a, set_2: b })", &[], "({ i0: a, i1: b })");
    }

    #[test]
    fn mangled_exports_get_short_names_everywhere() {
        check("function _ZN1() { wasm._ZN1() } ({ get_1: a })", &[], "function i1() { wasm.i1() } ({ i0: a })");
    }

    #[test]
    fn used_names_are_not_assigned_again() {
        check("({ get_1: i0, set_2: b })", &[], "({ i1: i0, i2: b })");
    }

    #[test]
    fn names_with_another_use_stay() {
        check("({ get_1: get_1, set_2: b })", &[], "({ get_1: get_1, i0: b })");
        check("({ get_1: a, set_2: b })", &["set_2"], "({ i0: a, set_2: b })");
    }

    #[test]
    fn only_whole_words_are_replaced() {
        check("get_1: x.get_11, 'set_2', «set_22»", &[], "i0: x.get_11, 'i1', «set_22»");
    }
}
