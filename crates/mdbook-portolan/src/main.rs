//! The preprocessor as mdBook calls it.
//!
//! ```toml
//! [preprocessor.portolan]
//! command = "mdbook-portolan"
//! data = "../data"   # from the book's root
//! ```

use anyhow::{Context, Result, anyhow};
use mdbook_portolan::Portolan;
use mdbook_preprocessor::Preprocessor;
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<()> {
    // `mdbook-portolan supports <renderer>`: chapters are Markdown with blocks of HTML, made for the HTML renderer.
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("supports") {
        std::process::exit(i32::from(arguments.next().as_deref() != Some("html")));
    }
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin())?;
    let folder: Option<String> = context.config.get("preprocessor.portolan.data")?;
    let data = context.root.join(folder.as_deref().unwrap_or("../data"));
    let reference = load(&data)?;
    let book = Portolan::new(Arc::new(reference)).run(&context, book)?;
    serde_json::to_writer(std::io::stdout(), &book).context("the book cannot be handed back to mdBook")
}

fn load(data: &Path) -> Result<catalog_source::Reference> {
    catalog_source::load(data).map_err(|report| {
        eprintln!("{report}");
        let (mistakes, data) = (report.error_count(), data.display());
        anyhow!("{mistakes} mistakes in {data}, the folder that `preprocessor.portolan.data` names")
    })
}
