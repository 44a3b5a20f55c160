//! Where the site will be published.

use anyhow::{Context, Result, ensure};
use url::Url;

/// The address of the site's root; `None` if `--url` was not given.
#[derive(Clone, Debug, Default)]
pub struct Address(Option<Url>);

impl Address {
    /// Parses the value of `--url`. Without it, the site is at the root of an unknown host.
    ///
    /// # Errors
    /// If it is not the http(s) address of a folder.
    pub fn parse(given: Option<&str>) -> Result<Self> {
        let Some(given) = given else { return Ok(Self::default()) };
        let slashed = if given.ends_with('/') { given.to_owned() } else { format!("{given}/") };
        let wanted = "must be where the site will be published, such as https://ports.example/";
        let url = Url::parse(&slashed).with_context(|| format!("--url {given}: {wanted}"))?;
        ensure!(
            matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none(),
            "--url {given}: {wanted}"
        );
        Ok(Self(Some(url)))
    }

    /// The path of the root on its host; starts and ends with `/`.
    pub(crate) fn path(&self) -> &str {
        self.0.as_ref().map_or("/", Url::path)
    }

    /// The absolute address of a file of the site; `None` without `--url`.
    pub(crate) fn of(&self, path: &str) -> Option<String> {
        Some(format!("{}{path}", self.0.as_ref()?))
    }

    /// The `OpenSearch` description, with which a browser adds the site to its search engines.
    ///
    /// Browsers need an absolute address there: without `--url` it is relative, and they ignore the description.
    pub(crate) fn opensearch(&self) -> String {
        let root = self.0.as_ref().map_or("", Url::as_str);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
             <ShortName>Portolan</ShortName>\n\
             <Description>TCP and UDP ports by number, name, program, product or task</Description>\n\
             <InputEncoding>UTF-8</InputEncoding>\n\
             <Url type=\"text/html\" method=\"get\" template=\"{root}index.html?q={{searchTerms}}\"/>\n\
             <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{root}opensearch.xml\"/>\n\
             </OpenSearchDescription>\n",
            root = root.replace('&', "&amp;")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn paths() {
        let cases = [(None, "/"), (Some("https://a.example"), "/"), (Some("https://a.example/b"), "/b/")];
        for (given, path) in cases {
            assert_eq!(Address::parse(given).unwrap().path(), path, "{given:?}");
        }
    }

    #[test]
    fn addresses_that_cannot_hold_a_site() {
        for given in ["ports.example", "ftp://a.example/", "https://a.example/?q=1", ""] {
            let wrong = Address::parse(Some(given)).unwrap_err();
            assert!(wrong.to_string().contains("https://ports.example/"), "{given}: {wrong}");
        }
    }

    #[test]
    fn the_opensearch_address_is_absolute() {
        let description = Address::parse(Some("https://a.example/b")).unwrap().opensearch();
        assert!(description.contains("template=\"https://a.example/b/index.html?q={searchTerms}\""), "{description}");
    }
}
