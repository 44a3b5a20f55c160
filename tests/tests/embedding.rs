//! The page on embedding: its examples run.

use acceptance::{Browser, Host, Key, Kind, Options, Server, built_site, in_every_browser};
use serde_json::{Value, json};

in_every_browser!(
    every_example_answers,
    the_dark_one_stays_dark_and_the_light_one_light,
    preset_filters_leave_only_samba_on_15_1,
    compact_fields_open_on_use,
    a_selection_fills_the_form,
    mounting_and_unmounting,
    results_of_an_overlay_are_marked,
    overlays_by_address_are_merged_in_order,
    mistakes_are_listed_with_their_paths,
    an_overlay_is_checked_while_it_is_written,
    typed_text_is_not_sent,
    nothing_is_wrong_with_the_page,
);

const PAGE: &str = "/embedding.html";

/// `element(name)`, `root(name)` and `texts(name, selector)` of an example.
const HELPERS: &str = "
    const element = (name) => document.querySelector(`#live-${name} port-reference`);
    const root = (name) => element(name).shadowRoot;
    const texts = (name, selector) => [...root(name).querySelectorAll(selector)].map((node) => node.textContent.trim());";

/// The page with a browser before it.
struct Page<'a> {
    browser: &'a Browser,
    _server: Server,
}

impl<'a> Page<'a> {
    async fn open(browser: &'a Browser) -> Self {
        Self { browser, _server: browser.visit(PAGE).await }
    }

    async fn run(&self, script: &str) -> Value {
        self.browser.run(&format!("{HELPERS} {script}")).await
    }

    /// Waits until a value that uses the helpers is true.
    async fn until(&self, condition: &str) {
        self.browser.until(&format!("(() => {{ {HELPERS} return {condition}; }})()")).await;
    }

    /// The texts of all nodes of an example that a selector finds.
    async fn texts(&self, example: &str, selector: &str) -> Vec<String> {
        let found = self.run(&format!("return texts('{example}', '{selector}');")).await;
        found.as_array().expect("a list").iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    async fn results(&self, example: &str) {
        self.until(&format!("element('{example}')?.shadowRoot?.querySelector('ol li')")).await;
    }
}

async fn every_example_answers(browser: &Browser) {
    let page = Page::open(browser).await;
    for example in ["plain", "dark", "preset", "overlay", "addresses", "broken", "check"] {
        page.results(example).await;
    }
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn the_dark_one_stays_dark_and_the_light_one_light(browser: &Browser) {
    let page = Page::open(browser).await;
    let lightness = "
        const lightness = (element) => {
            const colour = getComputedStyle(element.shadowRoot.querySelector('input')).backgroundColor;
            return colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
        };
        return [...document.querySelectorAll('#live-dark port-reference')].map(lightness);";
    for theme in ["light", "dark", "auto"] {
        page.run(&format!("document.querySelector('.theme-switch [value={theme}]').click();")).await;
        let shades = page.run(lightness).await;
        let shades: Vec<f64> = shades.as_array().expect("two").iter().filter_map(Value::as_f64).collect();
        assert!(shades[0] < 60.0 && shades[1] > 200.0, "{theme}: {shades:?}");
    }
}

async fn preset_filters_leave_only_samba_on_15_1(browser: &Browser) {
    let page = Page::open(browser).await;
    page.results("preset").await;
    let set = page.run("return element('preset').filters;").await;
    assert_eq!(set, json!({ "product": ["S269"], "release": "15.1" }));
    let ports = page.texts("preset", "[part=number]").await;
    assert_eq!(ports, ["137", "138", "139", "445", "901"]);
    let badges = page.texts("preset", ".badge.yes").await;
    assert_eq!(badges, vec!["on 15.1"; ports.len()]);
    assert_eq!(page.texts("preset", "[part=chip]").await.len(), 2, "readers see what is set");
}

async fn compact_fields_open_on_use(browser: &Browser) {
    let page = Page::open(browser).await;
    assert_eq!(page.texts("compact", "ol li").await, Vec::<String>::new());
    page.run("element('compact').focus();").await;
    browser.keys("ssh").await;
    page.results("compact").await;
    assert_eq!(page.run("return element('compact').filters;").await, json!({ "role": ["listens"] }));
}

async fn a_selection_fills_the_form(browser: &Browser) {
    let page = Page::open(browser).await;
    page.run("element('form').focus();").await;
    browser.keys("123/udp").await;
    page.until("element('form').shadowRoot.querySelector('[part=number]')?.textContent === '123'").await;
    browser.press(Key::Enter).await;
    page.until("document.querySelector('#live-form [name=port]').value").await;
    let filled =
        page.run("return [...document.querySelectorAll('#live-form [name]')].map((field) => field.value);").await;
    assert_eq!(filled[0], "123");
    assert!(filled[1].as_str().is_some_and(|transports| transports.contains("udp")), "{filled}");
    assert!(filled[2].as_str().is_some_and(|service| service.contains("Time")), "{filled}");
    assert_eq!(page.run("return location.pathname;").await, PAGE, "the link is not followed");
    assert_eq!(page.run("return document.activeElement.name;").await, "port");
    // A window in the background has no focus; in headless Firefox, windows are in the background.
    page.until("root('form').querySelector('[part=panel]').hidden || !document.hasFocus()").await;
}

async fn mounting_and_unmounting(browser: &Browser) {
    let page = Page::open(browser).await;
    let press =
        "const button = document.querySelector('#live-mount button'); button.click(); return button.ariaPressed;";
    for _ in 0..3 {
        page.results("mount").await;
        assert_eq!(page.texts("mount", "ol li").await.len(), 2);
        assert_eq!(page.run(press).await, "false");
        assert_eq!(page.run("return element('mount');").await, Value::Null);
        assert_eq!(page.run(press).await, "true");
    }
    assert_eq!(browser.console().await, Vec::<String>::new());
}

async fn results_of_an_overlay_are_marked(browser: &Browser) {
    let page = Page::open(browser).await;
    page.results("overlay").await;
    let ports = page.texts("overlay", "[part=number]").await;
    assert_eq!(ports, ["22", "23", "8743", "9700–9707"]);
    assert_eq!(page.texts("overlay", ".badge.own").await, vec!["Harbour IT"; 4]);
    let remarks = page.texts("overlay", "[part=own]").await;
    let expected = [
        ["gitd", "git.example", "Keys"],
        ["Block", "use SSH", "rack 4"],
        ["farmd", "Restrict to the office networks", "Who may use it"],
        ["Harbour IT", "Listens", "TCP"],
    ];
    for (remark, words) in remarks.iter().zip(expected) {
        assert!(words.iter().all(|word| remark.contains(word)), "{remark}: {words:?}");
    }
    assert_eq!(remarks.len(), expected.len());
    let hrefs = "return [...root('overlay').querySelectorAll('ol a')].map((link) => link.getAttribute('href'));";
    let hrefs = page.run(hrefs).await.to_string();
    for address in ["intranet.example/farm\"", "intranet.example/farm/access", "intranet.example/keys", "ports/22.html"]
    {
        assert!(hrefs.contains(address), "{address}: {hrefs}");
    }
    let facets = page.run("return (await element('overlay').search('')).facets;").await;
    for (facet, label) in [("category", "Our build farm"), ("product", "Build farm 3")] {
        let values = facets[facet].as_array().expect("values");
        assert!(values.iter().any(|value| value["label"] == label), "{label}: {values:?}");
    }
}

async fn overlays_by_address_are_merged_in_order(browser: &Browser) {
    let page = Page::open(browser).await;
    page.results("addresses").await;
    assert_eq!(page.texts("addresses", "[part=number]").await, ["8710", "8743"]);
    assert_eq!(page.texts("addresses", ".badge.own").await, ["North branch", "Head office", "North branch"]);
    assert_eq!(page.texts("addresses", "[part=problem]").await, Vec::<String>::new());
    let quay = "return (await element('addresses').search('', { filters: { category: 'quay' } })).total;";
    assert_eq!(page.run(quay).await, 2);
}

async fn mistakes_are_listed_with_their_paths(browser: &Browser) {
    let page = Page::open(browser).await;
    page.until("element('broken').shadowRoot?.querySelector('[part=problem] li')").await;
    let lines = page.texts("broken", "[part=problem] li").await;
    let paths =
        ["entries[0].ports", "entries[1].advice[0].action", "entries[2].uses[0].transport", "entries[2].summary"];
    for path in paths {
        assert!(lines.iter().any(|line| line.contains(path)), "{path}: {lines:?}");
    }
    assert_eq!(lines.len(), paths.len(), "{lines:?}");
    page.results("broken").await;
    assert_eq!(page.texts("broken", "[part=number]").await, ["8743"], "what is right is used");
    // What is advised about 23 is still ours.
    assert!(page.run("return (await element('broken').search('23')).hits[0].remarks;").await == json!([]));
}

async fn an_overlay_is_checked_while_it_is_written(browser: &Browser) {
    let page = Page::open(browser).await;
    page.results("check").await;
    let write = |text: &str| {
        format!(
            "const field = document.getElementById('own-overlay');
             field.value = {};
             field.dispatchEvent(new Event('input'));",
            json!(text)
        )
    };
    for (text, told) in [
        ("{", "not JSON"),
        ("{ \"name\": \"Us\" }", "entries: is missing"),
        ("{ \"name\": \"Us\", \"entries\": [{ \"ports\": -1 }] }", "entries[0].ports: -1 is below 0"),
    ] {
        page.run(&write(text)).await;
        page.until(&format!("texts('check', '[part=problem] li').join().includes('{told}')")).await;
    }
    let right = "{ \"name\": \"Us\", \"entries\": [{ \"ports\": 22, \"uses\": [{ \"role\": \"sends\" }] }] }";
    page.run(&write(right)).await;
    page.until("texts('check', '[part=number]').join() === '22' && !texts('check', '[part=problem]').length").await;
}

/// Even if it looks like an address, or is an overlay without its first brace.
async fn typed_text_is_not_sent(browser: &Browser) {
    let host = Host::start(&built_site()).await;
    browser.goto(&host.url(PAGE)).await;
    let problem =
        "document.querySelector('#live-check port-reference')?.shadowRoot?.querySelector('.problem li')?.textContent";
    let written = "const text = document.getElementById('own-overlay'); text.value = TEXT; text.dispatchEvent(new Event('input'));";
    browser
        .until("document.querySelector('#live-check port-reference')?.shadowRoot?.querySelector('li .number')")
        .await;
    for (text, told) in [
        (r#""name": "hunter2 Corp", "entries": [] }"#, "not JSON"),
        ("root password is hunter2", "not JSON"),
        ("/hunter2.json", "not JSON"),
        ("http://127.0.0.1/hunter2", "not JSON"),
        (r#"{ "name": "hunter2" }"#, "entries"),
    ] {
        browser.run(&written.replace("TEXT", &json!(text).to_string())).await;
        browser.until(&format!("{problem}?.includes('{told}')")).await;
        // The next mistake is reported as a new event.
        browser.run(&written.replace("TEXT", &json!(r#"{ "name": "N", "entries": [] }"#).to_string())).await;
        browser.until(&format!("!{problem}")).await;
    }
    let asked = host.asked();
    assert!(asked.iter().any(|path| path == PAGE) && asked.iter().all(|path| !path.contains("hunter2")), "{asked:?}");
}

async fn nothing_is_wrong_with_the_page(browser: &Browser) {
    // WebKit's window cannot be narrower.
    let narrow = if browser.kind() == Kind::WebKit { 500 } else { 320 };
    for (width, dark) in [(1280, false), (narrow, true)] {
        let server = Server::start(&built_site()).await;
        let browser = Browser::start(Options { kind: browser.kind(), width, dark, ..Options::default() }).await;
        browser.open(&server, PAGE).await;
        for example in ["plain", "dark", "preset", "overlay", "addresses", "broken", "check"] {
            browser
                .until(&format!(
                    "document.querySelector('#live-{example} port-reference').shadowRoot?.querySelector('ol li')"
                ))
                .await;
        }
        // What scrolls sideways has been made reachable by then.
        browser.until("document.querySelector('.example pre[tabindex]') || innerWidth > 1000").await;
        assert_eq!(browser.axe().await, Vec::<String>::new(), "{width}");
        let overflow = browser.run("return document.documentElement.scrollWidth - innerWidth;").await;
        assert!(overflow.as_i64() <= Some(0), "{width}: it scrolls sideways by {overflow} pixels");
        assert_eq!(browser.console().await, Vec::<String>::new(), "{width}");
        browser.close().await;
    }
}
