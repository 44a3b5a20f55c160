//! The byte budget of what a reader loads before the first answer.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::files;

/// The largest allowed size of script, wasm and catalog together, in bytes, compressed with brotli 11.
pub const BUDGET: usize = 121_000;

/// The files that the element loads, with their sizes.
pub struct Sizes {
    /// Before the first answer.
    first: Vec<Size>,
    /// After it.
    later: Vec<Size>,
}

/// Name and content.
type File = (&'static str, Vec<u8>);

struct Size {
    name: &'static str,
    raw: usize,
    compressed: usize,
}

impl Sizes {
    /// Measures files, given by name and content: those before the first answer, and those after it.
    ///
    /// Compressing takes seconds in this unoptimised program, so `cache` keeps each file's size with the content that it is for.
    pub(crate) fn measure(first: &[File], later: &[File], cache: &Path) -> Result<Self> {
        files::create_dir(cache)?;
        let size = |(name, bytes): &File| {
            let compressed = compressed_or_cached(name, bytes, cache)?;
            Ok(Size { name, raw: bytes.len(), compressed })
        };
        Ok(Self {
            first: first.iter().map(size).collect::<Result<_>>()?,
            later: later.iter().map(size).collect::<Result<_>>()?,
        })
    }

    /// An error message, if the budget is exceeded.
    pub fn over_budget(&self) -> Option<String> {
        let total = self.total();
        let over = total.checked_sub(BUDGET).filter(|&over| over > 0)?;
        Some(format!(
            "what the element loads before its first answer weighs {} bytes with brotli 11, {} more than the budget of {}",
            grouped(total),
            grouped(over),
            grouped(BUDGET)
        ))
    }

    fn total(&self) -> usize {
        self.first.iter().map(|size| size.compressed).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>10}{:>11}", "before the first answer", "raw", "brotli 11")?;
        let mut row =
            |name: &str, raw, compressed| writeln!(f, "{name:<28}{:>10}{:>11}", grouped(raw), grouped(compressed));
        for Size { name, raw, compressed } in &self.first {
            row(name, *raw, *compressed)?;
        }
        row("together", self.first.iter().map(|size| size.raw).sum(), self.total())?;
        writeln!(f, "{:<28}{:>21}", "budget", grouped(BUDGET))?;
        for Size { name, raw, compressed } in &self.later {
            writeln!(f, "{:<28}{:>10}{:>11}", [name, ", later"].concat(), grouped(*raw), grouped(*compressed))?;
        }
        Ok(())
    }
}

/// Fails if a file is larger than `budget`.
pub(crate) fn within(bytes: &[u8], name: &str, budget: usize) -> Result<()> {
    ensure!(bytes.len() <= budget, "{name} weighs {} bytes, and may weigh {budget}", bytes.len());
    Ok(())
}

fn compressed_or_cached(name: &str, bytes: &[u8], cache: &Path) -> Result<usize> {
    let name = name.replace('/', "-");
    let (input, output) = (cache.join(&name), cache.join(name + ".br"));
    if fs::read(&input).is_ok_and(|cached| cached == bytes)
        && let Ok(output) = fs::metadata(&output)
        && let Ok(length) = usize::try_from(output.len())
    {
        return Ok(length);
    }
    let compressed = compress(bytes);
    // In this order: if this is interrupted, the cache must not have the content without its size.
    let _ = fs::remove_file(&input);
    files::write(&output, &compressed)?;
    files::write(&input, bytes)?;
    Ok(compressed.len())
}

/// Compresses with brotli at its highest level.
fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).expect("a vector takes all that is written to it");
    out
}

/// A number with commas: `75,000`.
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

    fn sizes(compressed: &[usize]) -> Sizes {
        let size = |&compressed: &usize| Size { name: "embed/catalog.bin", raw: 3 * compressed, compressed };
        Sizes { first: compressed.iter().map(size).collect(), later: vec![size(&100_000)] }
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
        assert!(warning.contains(&format!("{} bytes", grouped(BUDGET + 1))), "{warning}");
        assert!(warning.contains("11, 1 more"), "{warning}");
    }

    #[test]
    fn the_table_lines_up() {
        let table = sizes(&[40_000, 4_000]).to_string();
        let widths: Vec<usize> = table.lines().map(str::len).collect();
        assert_eq!(widths, [49; 6], "\n{table}");
        assert!(table.contains("44,000"), "\n{table}");
    }

    #[test]
    fn the_cache_compares_contents() {
        let cache = tempfile::tempdir().unwrap();
        let measure = |bytes: &[u8]| {
            let size = Sizes::measure(&[], &[("embed/x", bytes.to_vec())], cache.path()).unwrap().later.remove(0);
            (size.raw, size.compressed)
        };
        let even = [b'x'; 10_000];
        let mixed: Vec<u8> = (0..10_000_u32).map(|at| u8::try_from(at * at % 251).unwrap()).collect();
        let (first, second) = (measure(&even), measure(&mixed));
        assert_eq!(first.0, 10_000);
        assert!(first.1 < 50 && second.1 > first.1, "{first:?} {second:?}");
        assert_eq!(measure(&mixed), second);
        assert_eq!(measure(&even), first);
    }
}
