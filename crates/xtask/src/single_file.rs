//! The whole book as one file: every page a section, the search on top, nothing to be loaded.

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::files;
use crate::inline_css;
use crate::minify::minify;
use crate::site::Parts;
use crate::workspace::Workspace;

/// Chapters are sections of the page itself.
const BASE: &str = "#";
/// Attributes that hold ids of the same page.
const REFERENCES: [&str; 4] = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
/// Stands before what narrow screens show beside each cell of a table; written in full it would be a sixth of the file.
const LABEL: &str = "data-label";

/// The file's content.
pub(crate) fn make(parts: &Parts, workspace: &Workspace) -> Result<String> {
    let folder = workspace.www().join("single");
    let read = |name: &str| files::read_text(&folder.join(name));
    let asset = |name: &str| {
        let bytes =
            parts.assets.get(&format!("assets/{name}")).with_context(|| format!("www/site/{name} is missing"))?;
        Ok::<_, anyhow::Error>(String::from_utf8_lossy(bytes).into_owned())
    };
    let image = |name: &str| Ok::<_, anyhow::Error>(data_url(&asset(name)?));
    let labels = RefCell::new(BTreeMap::new());
    let mut sections = String::new();
    for path in order(parts) {
        let html = String::from_utf8_lossy(&parts.pages[&path]).into_owned();
        sections += &section(&path, &html, parts, &labels)?;
    }
    let sheet =
        asset("site.css")?.replace("url(\"rhumb-lines.svg\")", &format!("url(\"{}\")", image("rhumb-lines.svg")?));
    let style = inline_css::squeeze(&(sheet + &read("single.css")?)) + &label_rules(&labels.into_inner());
    let replacements = [
        ("__LOGO__", image("logo.svg")?),
        ("__STYLE__", style),
        ("__THEME__", minify("theme.js", &asset("theme.js")?)?),
        ("__PAYLOAD__", parts.engine.payload().trim_end().to_owned()),
        ("__ELEMENT__", parts.engine.script(BASE)?.trim_end().to_owned()),
        ("__SITE__", minify("site.js", &asset("site.js")?)?),
        ("__PAGES__", minify("pages.js", &read("pages.js")?)?),
        ("__SECTIONS__", sections),
    ];
    let mut page = read("page.html")?;
    for (token, content) in replacements {
        ensure!(page.contains(token), "www/single/page.html must name {token}");
        let inline_script = !matches!(token, "__LOGO__" | "__STYLE__" | "__SECTIONS__");
        ensure!(!inline_script || !content.contains("</script"), "{token} would end the script that it is put into");
        page = page.replace(token, &content);
    }
    Ok(page)
}

/// The front page first, then chapters by port, then the rest by name.
fn order(parts: &Parts) -> Vec<String> {
    let chapters = parts.reference.catalog.entries().iter().map(|entry| format!("ports/{}.html", entry.id()));
    let mut order: Vec<String> =
        ["index.html".to_owned(), "ports/index.html".to_owned()].into_iter().chain(chapters).collect();
    let rest = parts.pages.keys().filter(|path| *path != "404.html" && !order.contains(path)).cloned();
    let rest: Vec<String> = rest.collect();
    order.extend(rest);
    order
}

fn section(path: &str, html: &str, parts: &Parts, labels: &RefCell<BTreeMap<String, usize>>) -> Result<String> {
    let between = |start: &str, end: &str| Some(html.split_once(start)?.1.split_once(end)?.0);
    let article = between("<article>", "</article>").with_context(|| format!("{path} has no article"))?;
    let title = between("<title>", "</title>").with_context(|| format!("{path} has no title"))?;
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            // Examples that run, and the script that they need.
            element!(".live, script", |element| {
                element.remove();
                Ok(())
            }),
            element!("port-reference", |element| {
                element.remove_attribute("base");
                Ok(())
            }),
            // A heading's link to itself: the address bar has no room for its worth here.
            element!("a.header", |element| {
                element.remove_and_keep_content();
                Ok(())
            }),
            element!("[id]", |element| rename(element, "id", |id| Some(anchor(path, id)))),
            element!("[href]", |element| {
                match element.get_attribute("href").map(|href| lead(path, &href, parts)) {
                    Some(Lead::Address(address)) => element.set_attribute("href", &address)?,
                    // The words stay.
                    Some(Lead::Nowhere) => element.remove_attribute("href"),
                    Some(Lead::AsBefore) | None => {}
                }
                Ok(())
            }),
            element!("[data-label]", |element| {
                if let Some(label) = element.get_attribute(LABEL) {
                    let mut labels = labels.borrow_mut();
                    let next = labels.len();
                    let number = *labels.entry(label).or_insert(next);
                    element.remove_attribute(LABEL);
                    element.set_attribute("data-l", &number.to_string())?;
                }
                Ok(())
            }),
            element!("[aria-labelledby], [aria-describedby], [aria-controls], [for]", |element| {
                for name in REFERENCES {
                    rename(element, name, |ids| {
                        let ids: Vec<String> = ids.split_whitespace().map(|id| anchor(path, id)).collect();
                        Some(ids.join(" "))
                    })?;
                }
                Ok(())
            }),
        ],
        ..RewriteStrSettings::default()
    };
    let body = rewrite_str(article, settings).with_context(|| format!("{path} cannot be read as HTML"))?;
    let lines: Vec<&str> = body.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(format!("<section id=\"{path}\" data-title=\"{title}\">\n{}\n</section>\n", lines.join("\n")))
}

fn rename(
    element: &mut Element<'_, '_>,
    name: &str,
    new: impl FnOnce(&str) -> Option<String>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    if let Some(value) = element.get_attribute(name).and_then(|value| new(&value)) {
        element.set_attribute(name, &value)?;
    }
    Ok(())
}

/// The id of what has an id on a page.
fn anchor(path: &str, id: &str) -> String {
    format!("{path}:{id}")
}

/// Where a link leads in the one file.
enum Lead {
    Address(String),
    AsBefore,
    /// To a file that is not in it, and nobody knows where the site is published.
    Nowhere,
}

fn lead(from: &str, href: &str, parts: &Parts) -> Lead {
    if href.contains(':') || href.starts_with('?') {
        return Lead::AsBefore;
    }
    let (way, id) = href.split_once('#').unwrap_or((href, ""));
    let mut target: Vec<&str> =
        if way.is_empty() { vec![from] } else { from.split('/').rev().skip(1).collect::<Vec<_>>() };
    target.reverse();
    for part in way.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(target.pop()),
            part => target.push(part),
        }
    }
    let path = target.join("/");
    let path = if way.ends_with('/') { format!("{path}/index.html") } else { path };
    if parts.pages.contains_key(&path) {
        return Lead::Address(if id.is_empty() { format!("#{path}") } else { format!("#{}", anchor(&path, id)) });
    }
    parts.address.of(&path).map_or(Lead::Nowhere, Lead::Address)
}

/// What the style sheet of the site takes from the attribute, by its number.
fn label_rules(labels: &BTreeMap<String, usize>) -> String {
    let rule = |(label, number): (&String, &usize)| {
        let label = label.replace('\\', "\\\\").replace('"', "\\\"");
        format!("[data-l=\"{number}\"]{{--label:\"{label}\"}}")
    };
    labels.iter().map(rule).collect()
}

fn data_url(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}
