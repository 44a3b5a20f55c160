//! The npm package with the tools of its users: npm, TypeScript, Vite, Node, and a browser.

#[path = "../npm/documents.rs"]
mod documents;
#[path = "../npm/install.rs"]
mod install;

use acceptance::{Browser, Kind, Options, Server, built_site, skip};
use documents::{ELEMENTS, keys, source};
use install::{PAGE, package, run};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; \
                      img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";

/// Everything in the package.
const FILES: &[&str] = &[
    "LICENSE-APACHE",
    "LICENSE-DATA.md",
    "LICENSE-MIT",
    "README.md",
    "attributes.js",
    "catalog.bin",
    "catalog.d.ts",
    "catalog.js",
    "custom-elements.json",
    "dom.js",
    "element.d.ts",
    "element.js",
    "engine.js",
    "engine.wasm",
    "files.js",
    "index.d.ts",
    "index.js",
    "load.js",
    "merging.js",
    "messages.js",
    "options.js",
    "overlay-engine.js",
    "overlay-engine.wasm",
    "overlay.d.ts",
    "overlay.js",
    "overlay.schema.json",
    "package.json",
    "plan/comparison.js",
    "plan/details.bin",
    "plan/dialect-engine.js",
    "plan/dialect-engine.wasm",
    "plan/dialects-program.js",
    "plan/dialects.js",
    "plan/draft.js",
    "plan/element.d.ts",
    "plan/element.js",
    "plan/engine.js",
    "plan/engine.wasm",
    "plan/flows.js",
    "plan/fragment.js",
    "plan/index.d.ts",
    "plan/index.js",
    "plan/items.js",
    "plan/picker.js",
    "plan/ports.js",
    "plan/program.js",
    "plan/questions.js",
    "plan/register.js",
    "plan/rules.js",
    "plan/settings.js",
    "plan/style.js",
    "plan/types.d.ts",
    "plan/words.js",
    "pool.js",
    "problem.js",
    "program.js",
    "ready.js",
    "reference.js",
    "register.bin",
    "register.js",
    "share.js",
    "start.js",
    "style.js",
    "table-text.js",
    "traffic/answers.js",
    "traffic/answers.json",
    "traffic/capture-engine.js",
    "traffic/capture-engine.wasm",
    "traffic/capture-program.js",
    "traffic/capture.js",
    "traffic/delegating.js",
    "traffic/element.d.ts",
    "traffic/element.js",
    "traffic/engine.js",
    "traffic/engine.wasm",
    "traffic/example.js",
    "traffic/explain.js",
    "traffic/filters.js",
    "traffic/index.d.ts",
    "traffic/index.js",
    "traffic/input.js",
    "traffic/lines.js",
    "traffic/pictures.js",
    "traffic/ports.js",
    "traffic/program.js",
    "traffic/reading.js",
    "traffic/register.js",
    "traffic/report-text.js",
    "traffic/rows.js",
    "traffic/serving.js",
    "traffic/stand-ins.js",
    "traffic/style.js",
    "traffic/types.d.ts",
    "traffic/view.js",
    "traffic/words.js",
    "traffic/worker.js",
    "types.d.ts",
    "words.bin",
];

#[test]
fn npm_packs_exactly_the_right_files() {
    assert_eq!(PAGE.packed, FILES);
}

/// Whatever is named in `package.json` can be imported where there is no DOM, and does nothing there.
#[test]
fn node_imports_it() {
    let script = "
        import { createRequire } from 'node:module';
        const name = 'portolan-port-reference';
        const all = [name, `${name}/element`, `${name}/catalog`, `${name}/traffic`, `${name}/traffic/element`, `${name}/plan`, `${name}/plan/element`];
        const exported = await Promise.all(all.map(async (path) => Object.keys(await import(path)).join()));
        const require = createRequire(`${process.cwd()}/`);
        for (const file of ['package.json', 'custom-elements.json', 'overlay.schema.json']) require(`${name}/${file}`);
        const refusal = await import(`${name}/catalog`).then(({ load }) => load()).catch(({ code }) => code);
        const other = await import(`${name}/traffic`).then(({ explain }) => explain('22/tcp')).catch(({ code }) => code);
        const last = await import(`${name}/plan`).then(({ plan }) => plan({ items: [{ entry: '22' }] })).catch(({ code }) => code);
        console.log(JSON.stringify([...exported, refusal, other, last]));";
    let said = run(&PAGE.folder, "node", &["--input-type=module", "--eval", script]);
    let exported =
        r#"["PortReference","PortReference","load","explain","","plan","","unsupported","unsupported","unsupported"]"#;
    assert_eq!(said.trim(), exported);
}

/// `types.ts` marks invalid lines; it is an error if one of them compiles, or a valid one does not.
#[test]
fn typescript_accepts_valid_and_rejects_invalid_code() {
    let manifest = fs::read_to_string(package().join("custom-elements.json")).expect("the manifest");
    let typed = format!(
        "import type {{ Package }} from \"custom-elements-manifest\";\nexport const manifest: Package = {manifest};\n"
    );
    fs::write(PAGE.folder.join("manifest.ts"), typed).expect("a file");
    for resolution in ["bundler", "nodenext"] {
        let module = if resolution == "bundler" { "esnext" } else { resolution };
        run(&PAGE.folder, "node_modules/.bin/tsc", &["--module", module, "--moduleResolution", resolution]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_built_by_vite_searches() {
    run(&PAGE.folder, "node_modules/.bin/vite", &["build", "--logLevel", "warn"]);
    run(&PAGE.folder, "node_modules/.bin/vite", &["build", "--logLevel", "warn", "--config", "vite.plain.js"]);
    let built = PAGE.folder.join("dist");
    let plain = PAGE.folder.join("plain");
    for kind in Kind::available() {
        // Shown when it fails.
        println!("in {kind}");
        let browser = Browser::start(Options { kind, ..Options::default() }).await;
        searches(&browser, &built).await;
        let server = Server::start(&plain).await;
        browser.open(&server, "/plain.html").await;
        reads_in_a_worker(&browser).await;
        browser.close().await;
    }
}

async fn searches(browser: &Browser, built: &Path) {
    let server = Server::with_policy(built, POLICY).await;
    browser.open(&server, "/index.html").await;

    let element = "const element = document.querySelector('port-reference'); await element.ready;";
    let found = browser.run(&format!("{element} return (await element.search('22/tcp')).hits[0];")).await;
    assert_eq!((&found["id"], &found["href"]), (&json!("22"), &json!("https://ports.example/book/ports/22.html")));

    browser.run(&format!("{element} element.query = 'harbour crane';")).await;
    browser.until("document.querySelector('port-reference').shadowRoot.querySelector('ol .own')").await;
    browser.run("document.querySelector('port-reference').shadowRoot.querySelector('ol a').click();").await;
    browser.until("document.querySelector('output').textContent === 'Harbour crane 59999'").await;
    assert_eq!(browser.run("return page.heard;").await, json!(["entries[1].ports"]));

    let plain = browser.run("return page.plain();").await;
    assert_eq!(plain["hit"]["href"], "https://ports.example/book/ports/22.html");
    assert_eq!(
        (&plain["problems"], &plain["none"]),
        (&json!([]), &json!(0)),
        "an overlay is laid over for those who ask"
    );
    assert!(plain["entries"].as_u64() > Some(1), "{plain}");
    let laid = browser.run("return page.laid();").await;
    assert_eq!((&laid["title"], &laid["problems"][0]["path"]), (&json!("Harbour crane"), &json!("entries[1].ports")));

    let explained = browser.run("return page.explained();").await;
    assert_eq!(explained["hit"]["href"], "https://ports.example/book/ports/445.html");
    assert_eq!(
        (&explained["exposure"], &explained["problems"][0]["path"]),
        (&json!("nobody"), &json!("entries[1].ports"))
    );
    assert_eq!(explained["report"], json!({ "lines": 1, "kinds": 1, "findings": 0, "sockets": 0 }));
    let refused = explained["refused"].as_array().expect("a list").iter().filter_map(Value::as_str);
    assert!(
        refused.clone().all(|told| told.starts_with("argument: explain(): ") && told.ends_with('.')),
        "{explained}"
    );
    assert_eq!(refused.count(), 7);
    assert!(explained["unknown"].as_str().is_some_and(|told| told.contains("no `src`")), "{explained}");
    let captured = browser.run("return page.captured();").await;
    let flow = json!(["tcpdump", "2026-11-18 11:06:40.000007", "203.0.113.5", 23]);
    assert_eq!(captured, json!({ "lines": 1, "flows": [flow] }));

    let planned = browser.run("return page.planned();").await;
    let hrefs = planned["hrefs"].as_array().expect("addresses");
    assert!(hrefs.contains(&json!("https://ports.example/book/ports/445.html")), "{planned}");
    assert!(hrefs.contains(&Value::Null), "an entry of an overlay without a page of its own: {planned}");
    assert_eq!((&planned["same"], &planned["problems"][0]["path"]), (&json!(true), &json!("entries[1].ports")));
    assert_eq!(planned["counts"]["flows"], json!(hrefs.len()), "{planned}");
    assert_eq!(
        planned["refused"],
        json!([
            "items",
            "release,items[0].peers[0]",
            "plan(): there is no option `src`",
            "plan(): the plan must be an object"
        ])
    );

    let many = browser.run("return page.many();").await;
    let cranes: Vec<String> = (0..12).map(|at| format!("Crane {at}")).collect();
    assert_eq!(
        (&many["titles"], &many["freed"], &many["other"]),
        (&json!(cranes), &json!("freed"), &json!("Crane 1")),
        "{many}"
    );
    unreferenced_catalogs_are_freed(browser).await;
    let refused = browser.run("return page.refused();").await;
    let refused: Vec<&str> = refused.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(refused.len(), 10);
    assert!(refused.iter().all(|told| told.starts_with("argument: load(): ") && told.ends_with('.')), "{refused:?}");
    assert_eq!(complaints(browser).await, Vec::<String>::new());

    // A policy with Trusted Types lets no page start a worker by its address.
    let server = Server::start(built).await;
    browser.open(&server, "/index.html").await;
    assert_eq!(browser.run("return page.worker();").await, "22");
    reads_in_a_worker(browser).await;
}

async fn reads_in_a_worker(browser: &Browser) {
    assert_eq!(browser.run("return page.large();").await, json!({ "workers": 1, "lines": 5000, "same": true }));
    assert_eq!(complaints(browser).await, Vec::<String>::new());
}

/// Only Chromium lets a program ask for a collection of garbage.
async fn unreferenced_catalogs_are_freed(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return skip(&format!("{} collects no garbage on demand", browser.kind()));
    }
    let mut sizes = Vec::new();
    for _ in 0..8 {
        sizes.push(browser.run("return page.forget(20);").await.as_u64().expect("bytes"));
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
        browser.run("await new Promise((done) => setTimeout(done, 100));").await;
    }
    let (first, last) = (sizes[1], sizes[sizes.len() - 1]);
    assert!(first > 0 && last <= first + first / 4, "{sizes:?}");
}

/// The messages of the console; without a network, Chromium's start page complains there of itself.
async fn complaints(browser: &Browser) -> Vec<String> {
    browser.console().await.into_iter().filter(|line| !line.starts_with("chrome://")).collect()
}

#[test]
fn the_manifest_says_what_the_elements_say() {
    for element in &ELEMENTS {
        let attributes = element.listed("Attributes");
        assert_eq!(element.declared("attributes"), attributes);
        assert_eq!(element.declared("events"), element.listed("Events"));
        assert_eq!(element.declared("cssParts"), element.listed("Parts"));
        let members: BTreeSet<String> =
            element.listed("Properties").union(&element.listed("Method")).cloned().collect();
        assert_eq!(element.declared("members"), members);

        let module = source(element.module);
        let (_, observed) = module.split_once("observedAttributes = ").expect("observed attributes");
        let observed: Vec<String> =
            serde_json::from_str(observed.split(';').next().unwrap_or_default()).expect("a list");
        for name in observed {
            assert!(attributes.contains(&name), "{name} is observed, but not documented");
        }
    }
}

#[test]
fn the_manifest_has_the_custom_properties_of_the_style_sheets() {
    for element in &ELEMENTS {
        let css: String = element.styles.iter().map(|style| source(style)).collect();
        let after = css.split("var(--port-reference-").skip(1);
        let used: BTreeSet<String> = after
            .filter_map(|rest| rest.split([',', ')']).next())
            .map(|name| format!("--port-reference-{name}"))
            .collect();
        assert_eq!(element.declared("cssProperties"), used);
        for property in element.declaration()["cssProperties"].as_array().expect("properties") {
            let fallback =
                format!("var({}, {})", property["name"].as_str().unwrap(), property["default"].as_str().unwrap());
            assert!(css.contains(&fallback), "the style sheet has no {fallback}");
        }
        let listed: BTreeSet<String> = element
            .listed("Custom properties")
            .iter()
            .map(|name| format!("--port-reference{}", name.trim_start_matches("--port-reference")))
            .collect();
        assert_eq!(used, listed);
    }
}

#[test]
fn the_types_say_what_the_elements_say() {
    for element in &ELEMENTS {
        let types = source(element.types);
        let names = |what: &str| keys(&types, &format!("{}{what}", element.name)).into_keys().collect::<BTreeSet<_>>();
        assert_eq!(names("Attributes"), element.listed("Attributes"));
        assert_eq!(names("EventMap"), element.listed("Events"));
    }
}

/// Of keys and words. A key that a report always has is never optional.
#[test]
fn the_types_of_reports_are_those_of_the_schema() {
    let types = source("npm/traffic/types.d.ts");
    let schema = fs::read_to_string(built_site().join("v1/traffic.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let shapes = &schema["$defs"];
    for (interface, definition) in [
        ("Report", &schema),
        ("Totals", &shapes["Totals"]),
        ("Flow", &shapes["Flow"]),
        ("End", &shapes["End"]),
        ("Part", &shapes["Part"]),
        ("Matched", &shapes["Matched"]),
        ("Format", &shapes["Format"]),
        ("Kind", &shapes["KindOfTraffic"]),
        ("Distinct", &shapes["Distinct"]),
        ("Finding", &shapes["Finding"]),
        ("Socket", &shapes["Socket"]),
        ("Timeline", &shapes["Timeline"]),
        ("Skipped", &shapes["Skipped"]),
    ] {
        let properties = definition["properties"].as_object().expect("properties").keys();
        // Only what is saved has its version.
        let expected: BTreeMap<String, bool> =
            properties.filter(|key| *key != "schema_version").map(|key| (key.clone(), true)).collect();
        assert_eq!(keys(&types, interface), expected, "{interface}");
    }
    for shape in ["Origin", "Direction", "Sort", "Reach", "Verdict"] {
        let (_, after) = types.split_once(&format!("export type {shape} =")).unwrap_or_else(|| panic!("no {shape}"));
        let union = after.split(';').next().unwrap_or_default();
        let words: Vec<&str> = union.split('"').skip(1).step_by(2).collect();
        let expected = shapes[shape]["enum"].as_array().expect("words").iter();
        assert_eq!(words, expected.filter_map(Value::as_str).collect::<Vec<_>>(), "{shape}");
    }
}

#[test]
fn the_types_of_overlays_are_those_of_the_schema() {
    let types = source("npm/overlay.d.ts");
    let schema = fs::read_to_string(package().join("overlay.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    for (interface, definition) in [
        ("Overlay", &schema),
        ("OverlayEntry", &schema["$defs"]["Entry"]),
        ("OverlayUse", &schema["$defs"]["Use"]),
        ("OverlayAdvice", &schema["$defs"]["Advice"]),
        ("OverlayLink", &schema["$defs"]["Link"]),
        ("OverlayCategory", &schema["$defs"]["Category"]),
        ("OverlayProduct", &schema["$defs"]["Product"]),
    ] {
        let required = definition["required"].as_array().expect("what has to be there");
        let properties = definition["properties"].as_object().expect("properties").keys();
        let expected: BTreeMap<String, bool> =
            properties.map(|key| (key.clone(), required.contains(&json!(key)))).collect();
        assert_eq!(keys(&types, interface), expected, "{interface}");
    }
}
