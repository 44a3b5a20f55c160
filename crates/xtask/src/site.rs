//! Making the site: it is complete in memory, then staged beside the old one, and takes its place only as a whole.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use catalog_source::Reference;

use crate::address::Address;
use crate::bindgen::Shape;
use crate::budget::Sizes;
use crate::engine::Engine;
use crate::pages::Finish;
use crate::progress::step;
use crate::swap::Swap;
use crate::tree::{self, Tree};
use crate::workspace::Workspace;
use crate::{bindgen, book, digest, files, fingerprint, policy, publishing, reference, service_worker, wasm, web_app};

/// A file that only a site of ours has.
pub(crate) const MARK: &str = "embed/catalog.bin";
const LOGO: &str = "assets/logo.svg";
/// From the element's script in `embed/` to the chapters.
const BASE: &str = "../";

/// Everything of which what is published is made.
pub(crate) struct Parts {
    pub(crate) reference: Arc<Reference>,
    pub(crate) engine: Engine,
    /// The compiled widget, for other shapes of it.
    pub(crate) widget: std::path::PathBuf,
    /// The compiled overlays.
    pub(crate) overlay: std::path::PathBuf,
    /// The book's pages as mdBook writes them, by their paths.
    pub(crate) pages: Tree,
    /// The site's own style, scripts and images, under `assets/`.
    pub(crate) assets: Tree,
    /// The data, under `v1/`.
    pub(crate) exports: Tree,
    pub(crate) address: Address,
}

/// Builds the site at `out` and returns what its reader has to load.
///
/// # Errors
/// On any failure, and then what stood at `out` still stands there unchanged.
pub(crate) fn build(workspace: &Workspace, out: &Path, address: &Address) -> Result<Sizes> {
    let _one_at_a_time = lock(workspace)?;
    let swap = Swap::begin(out, MARK)?;
    let parts = Parts::make(workspace, address)?;
    let (site, sizes) = step("finish the site", |_| {
        let site = parts.site(workspace)?;
        tree::write(&site, swap.staging())?;
        Ok((site, parts.sizes(workspace)?))
    })?;
    drop(site);
    swap.commit()?;
    Ok(sizes)
}

/// Waits for any other build to end; the lock goes with the file.
pub(crate) fn lock(workspace: &Workspace) -> Result<File> {
    let scratch = workspace.scratch();
    files::create_dir(&scratch)?;
    let path = scratch.join("build.lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("      waiting for another build to end");
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

impl Parts {
    /// Reads, compiles and renders everything.
    pub(crate) fn make(workspace: &Workspace, address: &Address) -> Result<Self> {
        let scratch = workspace.scratch();
        // First what fails fastest, and what people change most.
        let reference = Arc::new(step("read data", |_| reference::load(&workspace.data()))?);
        wasm::ensure_target()?;
        let widget = step("compile the widget", |step| wasm::compile(workspace, "widget", step))?;
        let overlay = step("compile overlays", |step| wasm::compile(workspace, "catalog-overlay", step))?;
        let (glue, merge) = step("bind both", |_| {
            let classic = |path, global, cache| bindgen::bind(path, Shape::Classic(global), &scratch.join(cache));
            Ok((classic(&widget, "portolanWasm", "bindgen")?, classic(&overlay, "portolanOverlay", "bindgen-overlay")?))
        })?;
        let folder = scratch.join("book");
        files::remove_dir(&folder)?;
        let found = step("write the book", |_| book::build(&workspace.book(), &folder, &reference, address))?;
        let catalog = catalog::encode(&reference.catalog.clone().with_pages(found));
        let exports = catalog_export::files(&reference);
        Ok(Self {
            engine: Engine::new(workspace, glue, &merge, catalog)?,
            widget,
            overlay,
            pages: book::pages(&folder)?,
            assets: below("assets", tree::read(&workspace.www().join("site"))?),
            exports: exports.into_iter().map(|file| (file.path, file.bytes)).collect(),
            address: address.clone(),
            reference,
        })
    }

    /// What a web server serves.
    pub(crate) fn site(&self, workspace: &Workspace) -> Result<Tree> {
        let mut site = self.exports.clone();
        let script = self.engine.script(BASE)?.into_bytes();
        // For pages elsewhere, and for those that name a catalog: addresses that do not change.
        site.insert("embed/port-reference.js".to_owned(), script.clone());
        site.insert(MARK.to_owned(), self.engine.catalog().to_vec());
        site.extend(web_app::files(&workspace.www().join("pwa"))?);
        // The manifest names it so.
        site.extend(self.assets.get(LOGO).map(|logo| (LOGO.to_owned(), logo.clone())));
        site.insert("opensearch.xml".to_owned(), self.address.opensearch().into_bytes());
        let head = |root: &str| {
            format!(
                "\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\
                 \n<link rel=\"manifest\" href=\"{root}manifest.webmanifest\">\
                 \n<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Portolan\" href=\"{root}opensearch.xml\">",
                policy::meta()
            )
        };
        site.extend(self.finished(&script, &head, true)?);
        let worker = service_worker::script(&files::read_text(&workspace.www().join("pwa/sw.js"))?, &site)?;
        site.insert("sw.js".to_owned(), worker.into_bytes());
        site.extend(self.servers(workspace, &site)?.into_iter().filter(|(name, _)| name != publishing::NGINX));
        Ok(site)
    }

    /// What servers are told about the site, by the names of their files.
    pub(crate) fn servers(&self, workspace: &Workspace, site: &Tree) -> Result<Tree> {
        let files = publishing::files(&workspace.www().join("publish"), site, self.address.path())?;
        Ok(files.into_iter().collect())
    }

    /// Pages, assets and the element, for `script`, with names that change with the content.
    pub(crate) fn finished(&self, script: &[u8], head: &dyn Fn(&str) -> String, worker: bool) -> Result<Tree> {
        let mut tree = self.assets.clone();
        let mut names = fingerprint::rename(&mut tree);
        let element = "embed/port-reference.js";
        names.insert(element.to_owned(), digest::name(element, script));
        tree.insert(names[element].clone(), script.to_vec());
        tree.extend(below("embed", self.engine.beside()));
        let finish = Finish { names: &names, head, worker };
        for (path, html) in &self.pages {
            tree.insert(path.clone(), finish.page(path, html, self.address.path())?);
        }
        Ok(tree)
    }

    /// What a reader loads before the first answer.
    pub(crate) fn sizes(&self, workspace: &Workspace) -> Result<Sizes> {
        let loaded = self.engine.loaded(&self.engine.script(BASE)?);
        let files = loaded.each_ref().map(|(name, bytes)| (*name, bytes.as_slice()));
        Sizes::measure(&files, &workspace.scratch().join("brotli"))
    }
}

/// The files with a folder before their paths.
pub(crate) fn below(folder: &str, tree: Tree) -> Tree {
    tree.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect()
}
