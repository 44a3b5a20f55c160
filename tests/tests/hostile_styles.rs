//! Pages with hostile styles: the element looks the same or follows the page where it should, and does not affect the page.

use acceptance::{Browser, Intranet, Kind, Picture, in_every_browser};
use serde_json::json;

in_every_browser!(
    it_looks_as_in_a_neutral_page,
    it_fits_into_pages_that_are_unlike_ours,
    it_changes_nothing_of_the_page,
);

const ELEMENT: &str = "<port-reference id=element query=samba limit=2 filters='transport=tcp'></port-reference>";

/// Styles after which the element looks as without them.
const HARMLESS: [(&str, &str); 9] = [
    ("everything unset", "* { all: unset !important }"),
    ("everything initial", "* { all: initial !important } port-reference { display: block !important }"),
    (
        "our kinds of elements",
        "html, body { margin: 0 } div, span, input, p, ol, li, a, button { display: none !important; color: red !important }",
    ),
    (
        "our names",
        "html, body { margin: 0 } .root, .field, .item, .list, .badge, #field, #results { display: none !important }",
    ),
    ("tiny text", "html, body { margin: 0 } html { font-size: 4px; line-height: 1 } body { font-size: 4px }"),
    (
        "odd text",
        "html, body { margin: 0 } body { letter-spacing: 1em; word-spacing: 2em; text-transform: uppercase; line-height: 4; \
         white-space: pre; text-align: right; text-indent: 5em; font-variant: small-caps; font-style: italic; font-weight: 900; \
         text-shadow: 2px 2px red; word-break: break-all; hyphens: auto; tab-size: 20; quotes: none; font-stretch: 200% }",
    ),
    (
        "odd pointers and lists",
        "html, body { margin: 0 } body { cursor: none; list-style: square inside; border-collapse: collapse; caret-color: red; \
         visibility: visible; accent-color: red; pointer-events: auto; text-decoration: none; writing-mode: horizontal-tb }",
    ),
    (
        "pseudo-elements",
        "html, body { margin: 0 } *::before, *::after { content: 'x' !important; display: none !important } \
         ::placeholder { color: red !important } ::marker { content: 'x' } ::selection { color: red } mark { background: red !important }",
    ),
    (
        "variables like ours",
        "html, body { margin: 0 } * { --accent: red !important; --surface: red !important; --text: red !important; --muted: red !important; \
         --line: red !important; --border: red !important; --tint: red !important; --mark: red !important }",
    ),
];

/// The part of the page with the element, once with its filters closed and once open.
async fn pictures(browser: &Browser, intranet: &Intranet, style: &str) -> [Picture; 2] {
    intranet.put("/style.css", style);
    browser.goto(&intranet.url("/page.html")).await;
    browser.run("await document.getElementById('element').ready;").await;
    let mut pictures = Vec::new();
    for open in [false, true] {
        let place = format!(
            "const root = document.getElementById('element').shadowRoot;
             root.querySelector('details').open = {open};
             await new Promise((done) => setTimeout(done, 400));
             const {{ left, top, right, bottom }} = root.querySelector('.root').getBoundingClientRect();
             return [left, top, right - left, Math.min(bottom, innerHeight) - top].map(Math.round);"
        );
        let place: [usize; 4] = serde_json::from_value(browser.run(&place).await).expect("a place");
        pictures.push(Picture::read(&browser.screenshot().await).part(place));
    }
    pictures.try_into().ok().expect("two")
}

async fn it_looks_as_in_a_neutral_page(browser: &Browser) {
    // WebKit's tiles blend the edges of letters differently from one time to the next.
    let tolerance = if browser.kind() == Kind::WebKit { 64 } else { 0 };
    let intranet = Intranet::start().await;
    // Without any text of the page: unset, a title would be seen.
    let page = format!(
        "<!DOCTYPE html><link rel=stylesheet href=/style.css><script src=/embed/port-reference.js defer></script>{ELEMENT}"
    );
    intranet.put("/page.html", page);
    let neutral = pictures(browser, &intranet, "html, body { margin: 0 }").await;
    assert!(neutral.iter().all(|picture| picture.colours() > 50), "there is something to be seen");
    let other =
        pictures(browser, &intranet, "html, body { margin: 0 } port-reference { --port-reference-accent: red }").await;
    assert!(other[0].difference(&neutral[0], tolerance) > 0.0005, "a difference is seen");
    for (name, style) in HARMLESS {
        let hostile = pictures(browser, &intranet, style).await;
        for (at, folded) in ["folded", "unfolded"].iter().enumerate() {
            let share = hostile[at].difference(&neutral[at], tolerance);
            assert!(share < 0.001, "{name}, {folded}: {:.2} % of the pixels differ", share * 100.0);
        }
    }
}

async fn it_fits_into_pages_that_are_unlike_ours(browser: &Browser) {
    let intranet = Intranet::start().await;
    let compact = ELEMENT.replace("limit=2", "limit=8 compact");
    for (name, width, page) in [
        ("as it is", 1200, ""),
        ("giant text", 1200, "<style>html { font-size: 60px } body { font-size: 3em; line-height: 5 }</style>"),
        ("from right to left", 1200, "<script>document.documentElement.dir = 'rtl'</script>"),
        ("from right to left by style", 1200, "<style>* { direction: rtl !important }</style>"),
        ("from right to left, narrow", 320, "<script>document.documentElement.dir = 'rtl'</script>"),
        ("at 200 %", 1200, "<style>html { zoom: 2 }</style>"),
        ("narrow", 320, ""),
        ("narrow, with large text", 320, "<style>html { font-size: 32px }</style>"),
        ("in a flex row", 600, "<style>body { display: flex; gap: 1em }</style><p>Text beside it"),
        ("in a grid", 600, "<style>body { display: grid; grid-template-columns: 1fr 1fr }</style><p>Text beside it"),
        (
            "everything unset",
            600,
            "<style>* { all: unset !important } style, script, title { display: none !important }</style>",
        ),
    ] {
        for element in [ELEMENT, &compact] {
            intranet.put_page("/page.html", &format!("{page}{element}"));
            intranet.put("/frame.html", "<!DOCTYPE html><script src=/layout.js></script><body style='margin: 0'>");
            browser.goto(&intranet.url("/frame.html")).await;
            let script = format!(
                "const frame = document.createElement('iframe');
                 frame.style = 'border: 0; width: {width}px; height: 880px';
                 frame.src = '/page.html';
                 document.body.append(frame);
                 await new Promise((done) => {{ frame.onload = done; }});
                 const element = frame.contentDocument.getElementById('element');
                 await element.ready;
                 element.focus();
                 element.shadowRoot.querySelector('input').click();
                 element.shadowRoot.querySelector('details').open = true;
                 await new Promise((done) => setTimeout(done, 150));
                 return layoutFaults(element);"
            );
            assert_eq!(browser.run(&script).await, json!([]), "{name}, {element}");
        }
    }
}

/// Elements of a page, with the names that ours has inside.
const OWN: &str = "<h1 class=title>Page</h1><p class='summary own'>Text with <a href=#x>a link</a>, <mark>a mark</mark>, <kbd>a key</kbd>.</p>
    <ol class=list id=results><li class=item part=item>One <span class=badge>Badge</span></ol>
    <details open class=filters><summary>More</summary><fieldset><legend>Group</legend><label class=value><input type=checkbox> A</label></fieldset></details>
    <input id=field class=field placeholder=Here><button class=chip>Button</button><select><option>One</select><textarea>Text</textarea>
    <table><tr><th>Head<td>Cell</table><div class='root panel' hidden>Hidden</div><div class=unseen part=field>Div</div>";

async fn it_changes_nothing_of_the_page(browser: &Browser) {
    let intranet = Intranet::start().await;
    let own = format!("<main>{OWN}</main>");
    let head = "<!DOCTYPE html><meta charset=utf-8><title>Own</title><style>html { overflow-y: scroll }</style>";
    intranet.put("/without.html", format!("{head}{own}"));
    intranet.put("/with.html", format!("{head}<script src=/embed/port-reference.js defer></script>{own}{ELEMENT}"));
    let styles = "const element = document.getElementById('element');
        await element?.ready;
        if (element) {
            element.shadowRoot.querySelector('details').open = true;
            element.setAttribute('theme', 'dark');
        }
        await new Promise((done) => setTimeout(done, 300));
        const all = [];
        [...document.querySelectorAll('main *')].forEach((node, at) => {
            for (const pseudo of [null, '::before', '::after', '::placeholder', '::marker']) {
                const style = getComputedStyle(node, pseudo);
                for (const name of style) all.push(`${at} ${node.localName}${pseudo ?? ''} ${name}: ${style.getPropertyValue(name)}`);
            }
        });
        return all;";
    let mut seen: Vec<Vec<String>> = Vec::new();
    for path in ["/without.html", "/with.html"] {
        browser.goto(&intranet.url(path)).await;
        seen.push(serde_json::from_value(browser.run(styles).await).expect("a list"));
    }
    let [without, with] = &seen[..] else { unreachable!("two pages") };
    assert!(without.len() > 10_000, "{} values", without.len());
    let changed: Vec<_> = without.iter().zip(with).filter(|(one, other)| one != other).take(5).collect();
    assert!(without.len() == with.len() && changed.is_empty(), "{changed:?}");
}
