//! The book as one file: each page is a section, with the search on top; it loads nothing.

mod classes;
mod compact;
mod end_tags;
mod section;

use anyhow::{Context, Result, ensure};

use crate::budget::within;
use crate::files;
use crate::inline_css;
use crate::minify::minify;
use crate::parts::Parts;
use section::Rewriter;

/// Chapters are sections of the same page.
const BASE: &str = "#";

/// The file's name. A copy is beside the element's script, for its links to chapters.
pub(crate) const SINGLE_FILE: &str = "portolan.html";
/// Its largest allowed size in bytes.
const SINGLE_FILE_BUDGET: usize = 4_200_000;

impl Parts {
    /// The book as one file: `dist/portolan.html`.
    ///
    /// # Errors
    /// If a page or a file of `www/single/` lacks a placeholder, or the file exceeds its budget.
    pub fn single_file(&self) -> Result<Vec<u8>> {
        let file = make(self)?.into_bytes();
        within(&file, SINGLE_FILE, SINGLE_FILE_BUDGET)?;
        Ok(file)
    }
}

/// The file's content.
fn make(parts: &Parts) -> Result<String> {
    let folder = parts.sources.www("single");
    let read = |name: &str| files::read_text(&folder.join(name));
    let asset = |name: &str| {
        let bytes =
            parts.assets.get(&format!("assets/{name}")).with_context(|| format!("www/site/{name} is missing"))?;
        Ok::<_, anyhow::Error>(String::from_utf8_lossy(bytes).into_owned())
    };
    let rewriter = Rewriter::new(parts);
    let order = order(parts);
    let sections: String = order.iter().map(|path| rewriter.section(path)).collect::<Result<_>>()?;
    // A chapter's header: the front page's has no search field, and those of overview pages mark the current page.
    let chapter = order.iter().find(|path| is_chapter(path)).context("the catalog has no entry")?;
    let mut sheet = without_site_only("site.css", &asset("site.css")?)?;
    for name in ["rhumb-lines.svg", "titles.woff2"] {
        let data =
            rewriter.data_url(&format!("assets/{name}")).with_context(|| format!("www/site/{name} is missing"))?;
        sheet = sheet.replace(&format!("url(\"{name}\")"), &format!("url(\"{data}\")"));
    }
    let style = classes::of_style(&inline_css::squeeze(&(sheet + &read("single.css")?))) + &rewriter.label_rules();
    let replacements = [
        ("__LOGO__", rewriter.data_url("assets/logo.svg").context("www/site/logo.svg is missing")?),
        ("__STYLE__", style),
        ("__HEADER__", rewriter.header(chapter)?),
        ("__THEME__", minify("first-paint.js", &asset("first-paint.js")?)?),
        ("__PAYLOAD__", parts.engine.payload().trim_end().to_owned()),
        ("__ELEMENT__", parts.engine.script(BASE)?.trim_end().to_owned()),
        ("__TRAFFIC_PROGRAM__", parts.traffic.program().trim_end().to_owned()),
        ("__TRAFFIC__", parts.traffic.script(&parts.engine, BASE)?.trim_end().to_owned()),
        ("__PLAN_PROGRAM__", parts.plan.program().trim_end().to_owned()),
        ("__PLAN_DIALECTS__", parts.plan.dialects().trim_end().to_owned()),
        ("__PLAN__", parts.plan.script(&parts.engine, BASE)?.trim_end().to_owned()),
        ("__SITE__", minify("site.js", &without_site_only("site.js", &asset("site.js")?)?)?),
        ("__PAGES__", minify("pages.js", &read("pages.js")?)?),
        ("__PAPER__", sheets(&sections).to_string()),
        ("__SECTIONS__", sections),
    ];
    let mut page = read("page.html")?;
    for (token, content) in replacements {
        ensure!(page.contains(token), "www/single/page.html must name {token}");
        let is_script = !matches!(token, "__LOGO__" | "__STYLE__" | "__HEADER__" | "__PAPER__" | "__SECTIONS__");
        ensure!(!is_script || !content.contains("</script"), "{token} would end the script that it is put into");
        page = page.replace(token, &content);
    }
    Ok(page)
}

/// A style sheet or script of the site without what is between its comments `[only on the site]` and `[end]`.
fn without_site_only(name: &str, text: &str) -> Result<String> {
    let missing =
        || format!("www/site/{name} must say where what is `[only on the site]` begins, and where its `[end]` is");
    let (before, rest) = text.split_once("[only on the site]").with_context(missing)?;
    let (_, after) = rest.split_once("[end]").with_context(missing)?;
    // What is left of the two comments is one.
    Ok(before.to_owned() + after)
}

/// The front page first, then chapters by port, then the rest by name.
fn order(parts: &Parts) -> Vec<String> {
    let chapters = parts.reference.catalog.entries().iter().map(|entry| format!("ports/{}.html", entry.id()));
    let mut order: Vec<String> =
        ["index.html".to_owned(), "ports/index.html".to_owned()].into_iter().chain(chapters).collect();
    let rest = parts.pages.keys().filter(|path| is_part(path) && !order.contains(path)).cloned();
    let rest: Vec<String> = rest.collect();
    order.extend(rest);
    order
}

/// The approximate number of A4 pages of the sections, in tens. A browser's count differs by less than a tenth.
fn sheets(sections: &str) -> usize {
    /// Characters of text on a page.
    const ON_A_PAGE: usize = 1600;
    let mut in_tag = false;
    let text = sections.chars().filter(|&c| {
        let was_in_tag = in_tag;
        in_tag = (in_tag || c == '<') && c != '>';
        !was_in_tag && !in_tag
    });
    (text.count() + 5 * ON_A_PAGE) / (10 * ON_A_PAGE) * 10
}

/// Whether a page is in the file. The pages of the register would make it a quarter larger; the map has pictures and a script; for
/// what changes between releases there is no room.
fn is_part(path: &str) -> bool {
    let is_step = path.starts_with("releases/") && path.contains("-to-");
    path != "404.html" && path != "map.html" && !path.starts_with("register/") && !is_step
}

fn is_chapter(path: &str) -> bool {
    path.starts_with("ports/") && path != "ports/index.html"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_only_on_the_site_is_left_out() {
        let rest = |text| without_site_only("site.js", text).ok();
        let script = "a();\n/* [only on the site] Why. */\nb();\n/* [end] */\nc();";
        assert_eq!(rest(script).as_deref(), Some("a();\n/*  */\nc();"));
        for unmarked in ["a();", "/* [only on the site] */ b();", "/* [end] */ /* [only on the site] */"] {
            assert_eq!(rest(unmarked), None, "{unmarked}");
        }
    }
}
