//! What all published forms share.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use catalog_source::Reference;
use mdbook_portolan::Summary;

use crate::address::Address;
use crate::book::Book;
use crate::budget::{BUDGET, Group, PLAN_BUDGET, Sizes, TRAFFIC_BUDGET};
use crate::engine::Engine;
use crate::pages::Finish;
use crate::plan::Plan;
use crate::sources::Sources;
use crate::traffic::Traffic;
use crate::tree::{self, Tree};
use crate::wasm::{Compiled, Wasm};
use crate::{digest, fingerprint, lists, map};

/// The path from the element's script in `embed/` to the chapters.
pub(crate) const BASE: &str = "../";

/// The script of `<port-traffic>`, from the site's root.
const TRAFFIC_SCRIPT: &str = "embed/port-traffic.js";
/// The script of `<port-plan>`.
const PLAN_SCRIPT: &str = "embed/port-plan.js";

/// The parts from which everything that is published is made.
pub struct Parts {
    pub(crate) sources: Sources,
    pub(crate) reference: Arc<Reference>,
    pub(crate) engine: Engine,
    pub(crate) traffic: Traffic,
    pub(crate) plan: Plan,
    /// The compiled crates, for binding them in other shapes.
    pub(crate) compiled: Compiled,
    /// The book's pages as mdBook writes them, by their paths.
    pub(crate) pages: Tree,
    /// Title and description of each page, by its path. The 404 page has none.
    pub(crate) summaries: BTreeMap<String, Summary>,
    /// The site's own style, scripts and images, those of the map too, under `assets/`.
    pub(crate) assets: Tree,
    /// The data, under `v1/`.
    pub(crate) exports: Tree,
    pub(crate) address: Address,
}

impl Parts {
    /// Collects the parts, and reads those that are files of the repository.
    ///
    /// `book` must have been rendered from `reference` for `address`.
    ///
    /// # Errors
    /// If a file cannot be read, or lacks a placeholder.
    pub fn new(
        sources: &Sources,
        reference: Arc<Reference>,
        address: &Address,
        wasm: Wasm,
        book: Book,
    ) -> Result<Self> {
        let with_pages = reference.catalog.clone().with_pages(book.found);
        let with_pages = with_pages.map_err(|wrong| anyhow::anyhow!("the pages cannot be searched: {wrong:?}"))?;
        let exports = catalog_export::files(&reference);
        let mut assets = tree::read(&sources.www("site"))?;
        assets.extend(map::assets(sources, &reference)?);
        assets.extend(lists::assets(sources, &reference.catalog)?);
        Ok(Self {
            traffic: Traffic::new(sources, wasm.traffic, &wasm.capture, &reference.catalog)?,
            plan: Plan::new(sources, wasm.plan, &wasm.dialects, &with_pages)?,
            engine: Engine::new(sources, wasm.widget, &wasm.overlay, &with_pages, &reference.register)?,
            compiled: wasm.compiled,
            pages: book.pages,
            summaries: book.summaries,
            assets: below("assets", assets),
            exports: exports.into_iter().map(|file| (file.path, file.bytes)).collect(),
            address: address.clone(),
            reference,
            sources: sources.clone(),
        })
    }

    /// Pages, assets and the element with `script`, under names with digests.
    pub(crate) fn finished(&self, script: &[u8], head: &dyn Fn(&str, &str) -> String, worker: bool) -> Result<Tree> {
        let mut tree = self.assets.clone();
        let mut names = fingerprint::rename(&mut tree);
        let traffic = self.traffic.script(&self.engine, BASE)?.into_bytes();
        let plan = self.plan.script(&self.engine, BASE)?.into_bytes();
        for (element, script) in [("embed/port-reference.js", script), (TRAFFIC_SCRIPT, &traffic), (PLAN_SCRIPT, &plan)]
        {
            names.insert(element.to_owned(), digest::name(element, script));
            tree.insert(names[element].clone(), script.to_vec());
        }
        tree.extend(below("embed", self.engine.beside()));
        tree.extend(below("embed", self.traffic.beside()));
        tree.extend(below("embed", self.plan.beside()));
        let finish = Finish { names: &names, head, worker };
        for (path, html) in &self.pages {
            tree.insert(path.clone(), finish.page(path, html, self.address.path())?);
        }
        Ok(tree)
    }

    /// Measures what elements load.
    ///
    /// # Errors
    /// If the script cannot be minified, or the cache of sizes cannot be written.
    pub fn sizes(&self) -> Result<Sizes> {
        let group = |what, budget, files| Group { what, budget, files };
        let first = self.engine.loaded(&self.engine.script(BASE)?);
        let traffic = self.traffic.loaded(&self.traffic.script(&self.engine, BASE)?);
        let plan = self.plan.loaded(&self.plan.script(&self.engine, BASE)?);
        let groups = vec![
            group("what the search loads before its first answer", Some(BUDGET), first),
            group("what it loads later", None, self.engine.later()),
            group("what explains traffic, beside catalog and register", Some(TRAFFIC_BUDGET), traffic),
            group("what plans firewalls, beside catalog and words", Some(PLAN_BUDGET), plan),
        ];
        Sizes::measure(groups, &self.sources.scratch("brotli"))
    }
}

/// Prefixes the paths with a folder.
fn below(folder: &str, tree: Tree) -> Tree {
    tree.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect()
}
