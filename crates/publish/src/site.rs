//! The site for a web server.

use anyhow::Result;

use crate::parts::{BASE, Parts};
use crate::tree::Tree;
use crate::{files, page_head, policy, server_files, service_worker, web_app};

/// A file that only a site built by this crate has.
pub const MARK: &str = "embed/catalog.bin";
const LOGO: &str = "assets/logo.svg";

impl Parts {
    /// The files for a web server: `dist/site/`.
    ///
    /// # Errors
    /// If a file cannot be read, or lacks a placeholder.
    pub fn site(&self) -> Result<Tree> {
        let mut site = self.exports.clone();
        let script = self.engine.script(BASE)?.into_bytes();
        // Stable addresses, for pages on other sites and for pages that name a catalog.
        site.insert("embed/port-reference.js".to_owned(), script.clone());
        site.insert("embed/port-traffic.js".to_owned(), self.traffic.script(&self.engine, BASE)?.into_bytes());
        site.insert("embed/port-plan.js".to_owned(), self.plan.script(&self.engine, BASE)?.into_bytes());
        site.insert(MARK.to_owned(), self.engine.whole().to_vec());
        site.extend(web_app::files(&self.sources.www("pwa"))?);
        // The manifest uses this name.
        site.extend(self.assets.get(LOGO).map(|logo| (LOGO.to_owned(), logo.clone())));
        site.insert("opensearch.xml".to_owned(), self.address.opensearch().into_bytes());
        let head = |path: &str, root: &str| {
            let summary = self.summaries.get(path);
            let summary = summary.map(|summary| page_head::tags(path, summary, &self.address)).unwrap_or_default();
            format!(
                "{summary}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\
                 \n<link rel=\"manifest\" href=\"{root}manifest.webmanifest\">\
                 \n<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Portolan\" href=\"{root}opensearch.xml\">",
                policy::meta()
            )
        };
        site.extend(self.finished(&script, &head, true)?);
        if let Some(sitemap) = page_head::sitemap(&site, &self.address) {
            site.insert("sitemap.xml".to_owned(), sitemap.into_bytes());
            site.insert(page_head::PREVIEW.to_owned(), files::read(&self.sources.www("preview/preview.png"))?);
        }
        site.extend(page_head::robots(&self.address).map(|robots| ("robots.txt".to_owned(), robots.into_bytes())));
        let worker = service_worker::script(&files::read_text(&self.sources.www("pwa/sw.js"))?, &site)?;
        site.insert("sw.js".to_owned(), worker.into_bytes());
        site.extend(self.servers(&site)?.into_iter().filter(|(name, _)| name != server_files::NGINX));
        Ok(site)
    }

    /// Configuration files for servers, by name.
    pub(crate) fn servers(&self, site: &Tree) -> Result<Tree> {
        let files = server_files::files(&self.sources.www("publish"), site, self.address.path())?;
        Ok(files.into_iter().collect())
    }
}
