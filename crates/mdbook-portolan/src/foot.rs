//! What a chapter rests on: its documents, corrections to them, its data.

use crate::citations::Citations;
use crate::html::{escape, relative};
use crate::site::Site;
use catalog::Entry;
use std::fmt::Write;

/// The numbered list, and what belongs to it.
pub(crate) fn sources(site: &Site<'_>, entry: &Entry, path: &str, citations: &Citations<'_>) -> String {
    let mut html = citations.list(path);
    let Some(chapter) = site.reference.chapters.get(&entry.id()) else { return html };
    for address in &chapter.addresses {
        let whole = format!("http://{}{}", address.host, address.path);
        let _ = writeln!(html, "<p><code>{}</code>: {}</p>", escape(&whole), escape(&address.about));
    }
    let corrected = site.reference.corrections.iter().filter(|one| one.entry.as_deref() == Some(&entry.id())).count();
    if corrected > 0 {
        let href = relative(path, &format!("sources.html#port-{}", entry.id()));
        let what = if corrected == 1 { "One remark".to_owned() } else { format!("{corrected} remarks") };
        let _ = writeln!(
            html,
            "<p>{what} on <a href=\"{href}\">what the sources garble, contradict or leave out</a> here</p>"
        );
    }
    if site.is_own {
        let export = relative(path, &format!("v1/ports/{}.json", entry.id()));
        let _ = writeln!(
            html,
            "<p class=\"chapter-data\">This chapter’s data: <code>{}</code>, or <a href=\"{export}\" type=\"application/json\">as JSON</a></p>",
            escape(&chapter.file)
        );
    }
    html
}
