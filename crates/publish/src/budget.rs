//! The byte budgets of what readers load.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::files;

/// The largest allowed size of the first element's script, wasm and catalog together, in bytes, compressed with brotli 11.
pub(crate) const BUDGET: usize = 150_700;
/// The same of script and wasm of the element that explains traffic.
pub(crate) const TRAFFIC_BUDGET: usize = 119_900;
/// The same of script, wasm and details of the element that plans firewalls.
pub(crate) const PLAN_BUDGET: usize = 84_300;

/// What elements load, in groups, with their sizes.
pub struct Sizes(Vec<Group>);

/// Files that are loaded together.
pub(crate) struct Group {
    /// What they are, for a sentence and for the head of a table.
    pub(crate) what: &'static str,
    /// The most that they may weigh together, compressed.
    pub(crate) budget: Option<usize>,
    pub(crate) files: Vec<File>,
}

/// Name, content, and, once measured, the compressed size.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    compressed: usize,
}

impl File {
    pub(crate) const fn new(name: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, bytes, compressed: 0 }
    }
}

impl Sizes {
    /// Measures files.
    ///
    /// Compressing takes seconds in this unoptimised program, so `cache` keeps each file's size with the content that it is for.
    pub(crate) fn measure(mut groups: Vec<Group>, cache: &Path) -> Result<Self> {
        files::create_dir(cache)?;
        for file in groups.iter_mut().flat_map(|group| &mut group.files) {
            file.compressed = compressed_or_cached(file.name, &file.bytes, cache)?;
        }
        Ok(Self(groups))
    }

    /// An error message, if a budget is exceeded.
    pub fn over_budget(&self) -> Option<String> {
        let over = self.0.iter().filter_map(Group::over_budget).collect::<Vec<_>>();
        if over.is_empty() { None } else { Some(over.join("\n")) }
    }
}

impl Group {
    fn over_budget(&self) -> Option<String> {
        let (total, budget) = (self.total(), self.budget?);
        let over = total.checked_sub(budget).filter(|&over| over > 0)?;
        Some(format!(
            "{} weighs {} bytes with brotli 11, {} more than the budget of {}",
            self.what,
            grouped(total),
            grouped(over),
            grouped(budget)
        ))
    }

    fn total(&self) -> usize {
        self.files.iter().map(|file| file.compressed).sum()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, group) in self.0.iter().enumerate() {
            let (raw, compressed) = if at == 0 { ("raw", "brotli 11") } else { ("", "") };
            writeln!(f, "{:<44}{raw:>10}{compressed:>11}", group.what)?;
            let mut row = |name: &str, raw, compressed| {
                writeln!(f, "  {name:<42}{:>10}{:>11}", grouped(raw), grouped(compressed))
            };
            for File { name, bytes, compressed } in &group.files {
                row(name, bytes.len(), *compressed)?;
            }
            if let Some(budget) = group.budget {
                row("together", group.files.iter().map(|file| file.bytes.len()).sum(), group.total())?;
                writeln!(f, "  {:<42}{:>21}", "budget", grouped(budget))?;
            }
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
        let file = |&compressed: &usize| File { compressed, ..File::new("embed/catalog.bin", vec![0; 3 * compressed]) };
        let files = compressed.iter().map(file).collect();
        Sizes(vec![Group { what: "the first answer", budget: Some(BUDGET), files }])
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
        assert_eq!(widths, [65; 5], "\n{table}");
        assert!(table.contains("44,000"), "\n{table}");
    }

    #[test]
    fn the_cache_compares_contents() {
        let cache = tempfile::tempdir().unwrap();
        let measure = |bytes: &[u8]| {
            let files = vec![File::new("embed/x", bytes.to_vec())];
            let group = Group { what: "a test", budget: None, files };
            let file = Sizes::measure(vec![group], cache.path()).unwrap().0.remove(0).files.remove(0);
            (file.bytes.len(), file.compressed)
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
