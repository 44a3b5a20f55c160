//! How many results there are, in words.

/// "12 results", "No results for “xyz”": what is announced and shown.
pub(crate) fn results(total: usize, typed: &str, filtered: bool) -> String {
    let typed = typed.trim_ascii();
    match (total, typed.is_empty(), filtered) {
        (0, true, true) => "No results with these filters".to_owned(),
        (0, true, false) => "No results".to_owned(),
        (0, false, true) => format!("No results for “{typed}” with these filters"),
        (0, false, false) => format!("No results for “{typed}”"),
        (1, ..) => "1 result".to_owned(),
        (_, true, false) => format!("All {total} entries"),
        _ => format!("{total} results"),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn counts() {
        let cases = [
            ((12, "nfs", false), "12 results"),
            ((1, "22", true), "1 result"),
            ((0, " xyz ", false), "No results for “xyz”"),
            ((0, "nfs", true), "No results for “nfs” with these filters"),
            ((0, "", true), "No results with these filters"),
            ((0, "", false), "No results"),
            ((94, "", false), "All 94 entries"),
            ((7, "", true), "7 results"),
        ];
        for ((total, typed, filtered), expected) in cases {
            assert_eq!(super::results(total, typed, filtered), expected);
        }
    }
}
