//! The preprocessor as mdBook calls it, with the data of this repository in the program.
//!
//! ```toml
//! [preprocessor.portolan]
//! command = "mdbook-portolan"
//! ```
//!
//! `book/src/own-mdbook.md` describes the other keys.

mod settings;

use anyhow::{Context, Result, anyhow, bail};
use catalog_source::Reference;
use include_dir::{Dir, include_dir};
use mdbook_portolan::Portolan;
use mdbook_preprocessor::{MDBOOK_VERSION, PreprocessorContext, book::Book};
use settings::Settings;
use std::io::{IsTerminal, Read, stdin, stdout};
use std::path::Path;
use std::sync::Arc;

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data");

const USAGE: &str = "mdBook runs this program. Add two lines to book.toml:

    [preprocessor.portolan]
    command = \"mdbook-portolan\"
";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        // `mdbook-portolan supports <renderer>`: chapters are Markdown with blocks of HTML, made for the HTML renderer.
        Some("supports") => std::process::exit(i32::from(arguments.next().as_deref() != Some("html"))),
        Some("--version") => {
            println!("mdbook-portolan {}, for mdBook {MDBOOK_VERSION}", env!("CARGO_PKG_VERSION"));
            return Ok(());
        }
        Some(_) => bail!("{USAGE}"),
        None if stdin().is_terminal() => bail!("{USAGE}"),
        None => {}
    }
    let mut input = String::new();
    stdin().read_to_string(&mut input).context("mdBook's input cannot be read")?;
    let (context, book) = parse(&input)?;
    let settings: Settings = context.config.get("preprocessor.portolan")?.unwrap_or_default();
    let options = settings.options()?;
    let reference = match &settings.data {
        Some(folder) => load(&context.root.join(folder))?,
        None => included()?,
    };
    let extended = Portolan::new(Arc::new(reference), options).extend(book)?;
    serde_json::to_writer(stdout(), &extended.book).context("the book cannot be handed back to mdBook")
}

/// Reads what mdBook sends; warns if its version is not the one this program was made for.
fn parse(input: &str) -> Result<(PreprocessorContext, Book)> {
    let parsed = mdbook_preprocessor::parse_input(input.as_bytes());
    let version = match &parsed {
        Ok((context, _)) => Some(context.mdbook_version.clone()),
        // Other versions send other structures, but all send their version.
        Err(_) => serde_json::from_str::<serde_json::Value>(input)
            .ok()
            .and_then(|input| Some(input[0]["mdbook_version"].as_str()?.to_owned())),
    };
    let minor = |version: &str| version.split('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    if let Some(version) = version.filter(|version| minor(version) != minor(MDBOOK_VERSION)) {
        eprintln!(
            "mdbook-portolan is made for mdBook {MDBOOK_VERSION}, and this is mdBook {version}. If the build fails, install an \
             mdbook-portolan for that version, or mdBook {MDBOOK_VERSION}."
        );
    }
    parsed.context("mdBook's input is not what mdbook-portolan expects")
}

/// The data that is compiled in. The loader reads folders, so that it is written into a temporary one.
fn included() -> Result<Reference> {
    let temporary = tempfile::tempdir().context("cannot make a temporary folder")?;
    let data = temporary.path().join("data");
    std::fs::create_dir(&data).and_then(|()| DATA.extract(&data)).context("cannot write into the temporary folder")?;
    catalog_source::load(&data).map_err(|report| anyhow!("the data in this program is damaged:\n{report}"))
}

fn load(data: &Path) -> Result<Reference> {
    catalog_source::load(data).map_err(|report| {
        eprintln!("{report}");
        let (mistakes, data) = (report.error_count(), data.display());
        anyhow!("{mistakes} mistakes in {data}, the folder that `preprocessor.portolan.data` names")
    })
}
