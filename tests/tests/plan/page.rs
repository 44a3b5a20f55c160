//! The page, as readers use it.

use super::{ELEMENT, ROOT, add, ready, rules, set, texts};
use acceptance::{Alone, Browser, Key, Unzipped, copied_by, quiet};
use serde_json::json;

const PAGE: &str = "/plan.html";
const PLAN: &str = "release=15.1&from=192.0.2.0/24&run=S269&run=22";

/// Six actions: the link, the release, who reaches it, Samba, OpenSSH, and the button that copies.
pub(crate) async fn from_the_front_page_to_rules_by_keyboard(browser: &Browser) {
    let _server = browser.visit("/").await;
    browser.run("document.querySelector('main .card a[href=\"plan.html\"]').focus();").await;
    browser.press(Key::Enter).await;
    ready(browser).await;
    browser.run(&format!("{ROOT}.querySelector('#release').focus();")).await;
    browser.keys("VOS 15.1").await;
    browser.until(&format!("{ELEMENT}.value.release?.startsWith('15.1')")).await;
    browser.press(Key::Tab).await;
    browser.keys("192.0.2.0/24").await;
    browser.press(Key::Tab).await;
    browser.keys("samba").await;
    browser.until(&format!("{ROOT}.querySelector('[role=option]')")).await;
    let options = texts(browser, "[role=option] .label").await;
    assert!(options[0].contains("Samba"), "{options:?}");
    browser.press(Key::Enter).await;
    browser.keys("openssh").await;
    browser.until(&format!("{ROOT}.querySelector('[role=option]')")).await;
    browser.press(Key::Enter).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.item').length === 2")).await;
    let text = rules(browser).await;
    for port in [22, 139, 445] {
        let rule = format!("ip saddr 192.0.2.0/24 tcp dport {port} accept");
        assert!(text.contains(&rule), "{rule} is missing from\n{text}");
    }
    assert_eq!(copied_by(browser, &format!("{ROOT}.querySelector('button.main')")).await, json!(text));
    assert_eq!(browser.console().await, Vec::<String>::new());
}

pub(crate) async fn the_address_has_the_plan(browser: &Browser) {
    let server = browser.visit(&format!("{PAGE}#{PLAN}")).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent")).await;
    let before = rules(browser).await;
    assert!(before.contains("tcp dport 22 accept"), "{before}");
    set(browser, "#closes", "incoming").await;
    browser.until("location.hash.includes('closes=incoming')").await;
    let length = browser.run("return history.length;").await;
    let address = browser.run("return location.href;").await.as_str().expect("an address").to_owned();
    assert!(address.contains("from=192.0.2.0/24") && address.contains("run=S269"), "{address}");
    let with_policy = rules(browser).await;
    assert!(with_policy.contains("policy drop"), "{with_policy}");
    assert_eq!(browser.run("return history.length;").await, length, "changes of a plan are no steps back");
    // Whoever has the link has the plan.
    browser.goto("about:blank").await;
    browser.run("").await;
    browser.goto(&address).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent")).await;
    assert_eq!(rules(browser).await, with_policy);
    drop(server);
}

pub(crate) async fn links_add_to_the_plan(browser: &Browser) {
    let _server = browser.visit(&format!("{PAGE}#run=22")).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.item').length === 1")).await;
    browser.run("location.hash = '#add=445,22,S269&release=15.1.0';").await;
    browser.until(&format!("{ROOT}.querySelectorAll('.item').length === 3")).await;
    browser.until("location.hash.includes('run=445')").await;
    let plan = browser.run(&format!("return {ELEMENT}.value;")).await;
    let items: Vec<_> = plan["items"].as_array().expect("a list").iter().collect();
    assert_eq!(items[0], &json!({ "entry": "22", "role": "server" }));
    assert_eq!(items[2], &json!({ "product": "S269", "role": "server" }));
    assert_eq!(plan["release"], "15.1.0");
    // The anchor of a heading is no plan.
    browser.run("location.hash = '#what-the-rules-do-and-what-they-leave-alone';").await;
    assert_eq!(texts(browser, ".item").await.len(), 3);
}

pub(crate) async fn a_plan_is_remembered_until_it_is_forgotten(browser: &Browser) {
    let server = browser.visit(PAGE).await;
    ready(browser).await;
    add(browser, "ssh").await;
    browser.until("localStorage.getItem('portolan-plan') === 'run=22'").await;
    browser.goto(&server.url("/index.html")).await;
    browser.goto(&server.url(PAGE)).await;
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelectorAll('.item').length === 1")).await;
    // Somebody else's plan is shown, and does not replace it.
    for (other, shown) in [("run=445", "SMB"), ("add=445&managers=203.0.113.66/32&from=managers", "SMB")] {
        browser.goto(&server.url(&format!("{PAGE}?{}#{other}", other.len()))).await;
        browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('.item')?.textContent.includes('{shown}')")).await;
        browser.goto(&server.url("/index.html")).await;
        assert_eq!(browser.run("return localStorage.getItem('portolan-plan');").await, "run=22", "{other}");
    }
    browser.goto(&server.url(PAGE)).await;
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelectorAll('.item').length === 1")).await;
    let forget = format!(
        "[...{ROOT}.querySelectorAll('.foot button')].find((one) => one.textContent === 'Start over').click();"
    );
    browser.run(&forget).await;
    browser.until("localStorage.getItem('portolan-plan') === null && !location.hash").await;
    assert_eq!(texts(browser, ".item").await, Vec::<String>::new());
    assert_eq!(browser.run(&format!("return {ROOT}.activeElement?.id;")).await, "pick");
}

pub(crate) async fn questions_are_answered_and_taken_back(browser: &Browser) {
    // The source says of 37 that it is for modules with an NIO.
    let _server = browser.visit(&format!("{PAGE}#release=15.1.0&run=37")).await;
    browser.until(&format!("{ROOT}.querySelector('.question')")).await;
    let open = texts(browser, ".question").await;
    assert_eq!(open.len(), 1, "{open:?}");
    let answer = |label: &str| {
        format!(
            "[...{ROOT}.querySelectorAll('.question button')].find((one) => one.textContent === '{label}').click();"
        )
    };
    let before = rules(browser).await;
    assert!(!before.contains("tcp dport 37 "), "{before}");
    browser.run(&answer("Yes")).await;
    browser.until(&format!("!{ROOT}.querySelector('.question')")).await;
    let after = rules(browser).await;
    assert_ne!(before, after);
    assert!(after.contains("tcp dport 37 drop"), "{after}");
    assert_eq!(browser.run(&format!("return {ROOT}.activeElement !== null;")).await, true, "the focus is not lost");
    // The answer is part of the plan, and can be changed.
    browser.until("location.hash.includes('nio=yes')").await;
    set(browser, "#nio", "").await;
    browser.until(&format!("{ROOT}.querySelector('.question')")).await;
    assert_eq!(rules(browser).await, before);
}

pub(crate) async fn a_mistake_leaves_the_rules_that_stood(browser: &Browser) {
    let _server = browser.visit(&format!("{PAGE}#{PLAN}")).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent")).await;
    let before = rules(browser).await;
    set(browser, "#peers", "192.0.2.1/24, 10.0.0.0/8").await;
    browser.until(&format!("{ROOT}.querySelector('.root.stale')")).await;
    let faults = texts(browser, ".fault:not([hidden])").await;
    assert_eq!(faults, ["192.0.2.1/24: the address has bits below the prefix; write 192.0.2.0/24."]);
    assert_eq!(rules(browser).await, before);
    let seen = format!(
        "return ['.root', '#peers', '.fault:not([hidden])', '.outdated', '[part=code]']
           .filter((place) => !{ROOT}.querySelector(place).getBoundingClientRect().height);"
    );
    assert_eq!(browser.run(&seen).await, json!([]), "all of it is seen");
    set(browser, "#peers", "10.0.0.0/8").await;
    browser.until(&format!("!{ROOT}.querySelector('.root.stale')")).await;
    assert!(rules(browser).await.contains("ip saddr 10.0.0.0/8 tcp dport 22 accept"));
    assert_eq!(texts(browser, ".fault:not([hidden])").await, Vec::<String>::new());
}

pub(crate) async fn every_form_can_be_saved(browser: &Browser) {
    let _server = browser.visit(&format!("{PAGE}#{PLAN}")).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent")).await;
    // The first other dialect loads what writes them all; from then on, they follow at once.
    set(browser, "#form", "pf").await;
    browser.until(&format!("{ROOT}.querySelector('[part=code]').textContent.includes('pass in quick')")).await;
    let script = format!(
        "const saved = [];
         const made = URL.createObjectURL;
         URL.createObjectURL = (blob) => {{ saved.push(blob); return made.call(URL, blob); }};
         const names = [];
         HTMLAnchorElement.prototype.click = function () {{ names.push(this.download); }};
         const select = {ROOT}.querySelector('#form');
         const found = {{}};
         for (const {{ value }} of [...select.options]) {{
             select.value = value;
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));
             names.length = saved.length = 0;
             for (const button of {ROOT}.querySelectorAll('.saves button')) button.click();
             await new Promise((done) => setTimeout(done));
             found[value] = [[...names], (await Promise.all(saved.map((blob) => blob.text()))).join('')];
         }}
         return found;"
    );
    let found = browser.run(&script).await;
    let name = |form: &str| found[form][0][0].as_str().unwrap_or_default().to_owned();
    assert_eq!(name("nftables"), "portolan.nft");
    assert_eq!(found["iptables"][0].as_array().map(Vec::len), Some(2), "one file for IPv4, one for IPv6");
    assert_eq!([name("plain"), name("csv"), name("json")], ["plan.txt", "plan.csv", "plan.json"]);
    let forms = found.as_object().expect("forms");
    assert_eq!(forms.len(), 13);
    for (form, files) in forms {
        let text = files[1].as_str().unwrap_or_default();
        assert!(text.contains("22"), "{form}: {text}");
    }
    let plan: serde_json::Value = serde_json::from_str(found["json"][1].as_str().expect("a text")).expect("JSON");
    assert!(plan["flows"].as_array().is_some_and(|flows| flows.len() > 3), "{plan}");
    assert!(plan.get("rules").is_none());
}

pub(crate) async fn two_releases_are_compared(browser: &Browser) {
    let _server = browser.visit(&format!("{PAGE}#compare=14.7,15.0")).await;
    browser.until(&format!("{ROOT}.querySelector('.comparison h2')")).await;
    let heads = texts(browser, ".comparison h3").await;
    assert_eq!(heads, ["What opens", "What closes", "What changes", "What nobody says"]);
    let opens = texts(browser, ".comparison [aria-label=\"What opens\"] tbody th").await;
    assert!(opens.contains(&"85/tcp".to_owned()), "{opens:?}");
    assert!(opens.contains(&"29000/udp".to_owned()), "{opens:?}");
    let href = browser.run(&format!("return {ROOT}.querySelector('.comparison tbody a').getAttribute('href');")).await;
    assert!(href.as_str().is_some_and(|href| href.contains("ports/")), "{href}");
    set(browser, "#to", "15.1").await;
    browser.until("location.hash === '#compare=14.7,15.1'").await;
    let title = texts(browser, ".comparison h2").await;
    assert_eq!(title, ["From VOS 14.7 to 15.1"]);
    set(browser, "#to", "").await;
    browser.until("location.hash === ''").await;
    assert_eq!(texts(browser, ".comparison > *").await, Vec::<String>::new());
}

/// The page and its address never show two plans.
pub(crate) async fn back_shows_the_plan_of_the_address(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    ready(browser).await;
    add(browser, "ssh").await;
    browser.until("location.hash === '#run=22'").await;
    browser.run("location.hash = '#run=445';").await;
    browser.until(&format!("{ROOT}.querySelector('.item')?.textContent.includes('SMB')")).await;
    browser.run("history.back();").await;
    browser
        .until(&format!("location.hash === '#run=22' && {ROOT}.querySelector('.item')?.textContent.includes('SSH')"))
        .await;
    assert!(rules(browser).await.contains("tcp dport 22 accept"));
    // Somebody's own change is remembered, even if another plan comes at once; that one is not.
    add(browser, "https").await;
    browser.run("location.hash = '#run=445';").await;
    browser.until(&format!("{ELEMENT}.value.items[0]?.entry === '445'")).await;
    set(browser, "#form", "plain").await;
    browser.run("await new Promise((done) => setTimeout(done, 400));").await;
    assert_eq!(browser.run("return localStorage.getItem('portolan-plan');").await, "run=22&run=443");
}

/// Also of a plan that is remembered, and that the address does not have.
pub(crate) async fn the_copied_link_has_the_plan(browser: &Browser) {
    let server = browser.visit(PAGE).await;
    browser.run("localStorage.setItem('portolan-plan', 'run=22&run=445');").await;
    browser.goto(&server.url(&format!("{PAGE}?x"))).await;
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelectorAll('.item').length === 2")).await;
    let copy =
        format!("[...{ROOT}.querySelectorAll('.foot button')].find((one) => one.textContent.startsWith('Copy'))");
    let link = copied_by(browser, &copy).await;
    assert!(link.as_str().is_some_and(|link| link.ends_with("plan.html?x#run=22&run=445")), "{link}");
}

/// What is wrong in an address is told, and nothing else is taken for it.
pub(crate) async fn wrong_addresses_are_told(browser: &Browser) {
    let server = browser.visit(PAGE).await;
    for (hash, told) in [
        ("run=22:clinet", "this role is not known"),
        ("run=22:server:x", "this is of another kind"),
        ("run=22:server:99999", "this is no port"),
        ("run=4711x", "there is no such entry or product"),
        ("from=me&run=22", "me: this is no network"),
        ("run=22&release=x", "this is no VOS release"),
    ] {
        browser.goto(&server.url(&format!("{PAGE}?{}#{hash}", told.len()))).await;
        browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('.fault:not([hidden])')")).await;
        let faults = texts(browser, ".fault:not([hidden])").await;
        assert!(faults.iter().any(|fault| fault.starts_with(told)), "{hash}: {faults:?}");
        let shown = browser.run(&format!("return {ROOT}.querySelector('.result').hidden;")).await;
        assert_eq!(shown, true, "{hash}: there are no rules");
    }
    for hash in ["nio=1&state=true&run=22", "__proto__=x&run=22", "run=22&set=constructor&yes=&%zz=1"] {
        browser.goto(&server.url(&format!("{PAGE}?{}#{hash}", hash.len()))).await;
        browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('.headline')?.textContent")).await;
        assert!(rules(browser).await.contains("tcp dport 22 accept"), "{hash}");
    }
    assert_eq!(browser.console().await, Vec::<String>::new());
}

/// While a mistake stands, nothing that is shown is taken for the plan's.
pub(crate) async fn what_is_old_is_not_taken_for_new(browser: &Browser) {
    let _server = browser.visit(&format!("{PAGE}#release=15.1.0&run=37")).await;
    browser.until(&format!("{ROOT}.querySelector('.question')")).await;
    set(browser, "#peers", "10.0.0.1/8").await;
    set(browser, "#form", "iptables").await;
    browser.until(&format!("{ROOT}.querySelector('.root.stale')")).await;
    let seen = browser
        .run(&format!("return [{ROOT}.querySelector('#form').value, {ROOT}.querySelector('.open').inert];"))
        .await;
    assert_eq!(seen, json!(["nftables", true]));
    browser.run("location.hash = '#run=445&from=10.0.0.1/8';").await;
    browser.until(&format!("{ROOT}.querySelector('.result').hidden && !{ROOT}.querySelector('.question')")).await;
}

async fn works_from_a_disk(browser: &Browser, chapter: &str) {
    ready(browser).await;
    add(browser, "ssh").await;
    assert!(rules(browser).await.contains("tcp dport 22 accept"));
    let href = browser.run(&format!("return {ROOT}.querySelector('.flows a').getAttribute('href');")).await;
    assert!(href.as_str().is_some_and(|href| href.ends_with(chapter)), "{href}");
    set(browser, "#form", "ufw").await;
    browser.until(&format!("{ROOT}.querySelector('[part=code]').textContent.includes('ufw allow from any')")).await;
    // Files share what browsers remember.
    set(browser, "#form", "nftables").await;
    // What the catalog leaves out is there too.
    let advice = texts(browser, ".flows details li").await;
    assert!(!advice.is_empty() && advice[0].starts_with("restrict: "), "{advice:?}");
    quiet(browser).await;
}

pub(crate) async fn it_works_in_the_zip(browser: &Browser) {
    let zip = Unzipped::make();
    browser.goto(&zip.url("plan.html")).await;
    works_from_a_disk(browser, "ports/22.html").await;
}

pub(crate) async fn it_works_in_the_one_file(browser: &Browser) {
    let file = Alone::make();
    browser.goto(&file.url("#plan.html")).await;
    works_from_a_disk(browser, "#ports/22.html").await;
    assert_eq!(browser.run("return location.hash;").await, "#plan.html", "fragments lead to chapters there");
}
