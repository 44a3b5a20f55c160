//! What a reader loads before the first answer, and how much that may be.

use std::fmt;

use crate::progress;

/// The most that script, wasm and catalog together may weigh, in bytes, compressed with brotli 11.
pub(crate) const BUDGET: usize = 75_000;

/// The files that the element loads, with their sizes.
pub(crate) struct Sizes(Vec<Size>);

struct Size {
    name: &'static str,
    raw: usize,
    compressed: usize,
}

impl Sizes {
    /// Weighs files, given by name and content.
    pub(crate) fn measure(files: &[(&'static str, &[u8])]) -> Self {
        let weigh =
            |&(name, bytes): &(&'static str, &[u8])| Size { name, raw: bytes.len(), compressed: compressed(bytes) };
        Self(files.iter().map(weigh).collect())
    }

    /// A sentence on the budget, if it is exceeded.
    pub(crate) fn over_budget(&self) -> Option<String> {
        let total = self.total();
        let over = total.checked_sub(BUDGET).filter(|&over| over > 0)?;
        Some(format!(
            "what the element loads weighs {} bytes with brotli 11: {} above the budget of {}",
            grouped(total),
            progress::counted(over, "byte"),
            grouped(BUDGET)
        ))
    }

    fn total(&self) -> usize {
        self.0.iter().map(|size| size.compressed).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>10}{:>11}", "loaded by the element", "raw", "brotli 11")?;
        for Size { name, raw, compressed } in &self.0 {
            writeln!(f, "{name:<28}{:>10}{:>11}", grouped(*raw), grouped(*compressed))?;
        }
        let raw = self.0.iter().map(|size| size.raw).sum();
        writeln!(f, "{:<28}{:>10}{:>11}", "together", grouped(raw), grouped(self.total()))?;
        write!(f, "{:<28}{:>21}", "budget", grouped(BUDGET))
    }
}

/// The length of `bytes` after brotli at its best.
fn compressed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let written = brotli::BrotliCompress(&mut &*bytes, &mut out, &params);
    written.expect("a vector takes all that is written to it")
}

/// `75,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A size that compresses to what it says.
    fn sizes(compressed: &[usize]) -> Sizes {
        let size = |&compressed: &usize| Size { name: "embed/catalog.bin", raw: 3 * compressed, compressed };
        Sizes(compressed.iter().map(size).collect())
    }

    #[test]
    fn digits_in_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn the_budget_is_the_sum_and_may_be_used_up() {
        assert_eq!(sizes(&[BUDGET - 1, 1]).over_budget(), None);
        let warning = sizes(&[BUDGET, 1]).over_budget().unwrap();
        assert!(warning.contains("75,001 bytes"), "{warning}");
        assert!(warning.contains("1 byte above"), "{warning}");
    }

    #[test]
    fn the_table_lines_up() {
        let table = sizes(&[40_000, 4_000]).to_string();
        let widths: Vec<usize> = table.lines().map(str::len).collect();
        assert_eq!(widths, [49; 5], "\n{table}");
        assert!(table.contains("44,000"), "\n{table}");
    }

    #[test]
    fn repetition_compresses() {
        let bytes = [b'x'; 10_000];
        let measured = Sizes::measure(&[("x", &bytes)]);
        assert_eq!(measured.0[0].raw, 10_000);
        assert!(measured.total() < 50);
    }
}
