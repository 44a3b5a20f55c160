//! `relevance`: asks the search queries with expected answers, and prints how often it finds them.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::reference;
use crate::relevance::{self, Score};
use crate::workspace::Workspace;

/// Ask the search what people type, and count how often it finds what they mean
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Name the queries whose first hit is wrong
    #[arg(long)]
    misses: bool,
    /// Ask the queries of this file instead of the repository's: a line for each, kind, query and answers between tabs
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
}

pub(crate) fn run(workspace: &Workspace, args: &Args) -> Result<ExitCode> {
    let reference = reference::load(&workspace.data())?;
    let own = || workspace.root().join("crates/xtask/relevance/queries.tsv");
    let path = args.queries.clone().unwrap_or_else(own);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let queries = relevance::read(&text).with_context(|| path.display().to_string())?;
    let outcome = relevance::measure(&relevance::index(reference), queries)?;
    if args.misses {
        for miss in &outcome.misses {
            let rank = miss.rank.map_or_else(|| "not found".to_owned(), |rank| format!("at {rank}"));
            let expected = miss.query.expected.join(" ");
            println!("{}\t{}\t{expected} {rank}; first: {}", miss.query.kind, miss.query.text, miss.found.join(" "));
        }
        println!();
    }
    println!("kind          asked   MRR@10   success@1   success@3");
    for (kind, score) in &outcome.kinds {
        print(kind, *score);
    }
    print("all", outcome.together());
    Ok(ExitCode::SUCCESS)
}

fn print(kind: &str, score: Score) {
    println!(
        "{kind:<12} {:>6}    {:.3}       {:.3}       {:.3}",
        score.asked,
        score.mean_reciprocal_rank(),
        score.success_at_1(),
        score.success_at_3()
    );
}
