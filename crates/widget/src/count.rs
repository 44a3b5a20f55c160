//! The number of results, in words.

use catalog::{concat, decimal};

/// "12 results", "No results with these filters": what is announced and shown. What was searched for stands in the field;
/// notices say more about it.
pub(crate) fn results(total: usize, typed: &str, filtered: bool) -> String {
    match (total, typed.trim_ascii().is_empty(), filtered) {
        (0, _, true) => "No results with these filters".to_owned(),
        (2.., true, false) => concat(&["All ", &decimal(total), " entries"]),
        _ => counted(total),
    }
}

/// "1 result", "12 results".
pub(crate) fn counted(total: usize) -> String {
    match total {
        0 => "No results".to_owned(),
        1 => "1 result".to_owned(),
        _ => concat(&[&decimal(total), " results"]),
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
            ((0, " xyz ", false), "No results"),
            ((0, "nfs", true), "No results with these filters"),
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
