//! Invalid overlays from a page: typed text, bytes that are not text, values that are not JSON.

use super::{ELEMENT, errors, open, told};
use acceptance::Browser;
use serde_json::{Value, json};

/// A text, for instance from a text box, is parsed as JSON and never used as an address.
pub(crate) async fn what_is_typed_never_leaves_the_page(browser: &Browser) {
    let intranet = open(browser, "<port-reference></port-reference>").await;
    intranet.asked();
    browser.requests().await;
    for typed in [
        "",
        " ",
        r#""name": "Secret Corp", "entries": [] }"#,
        "root password is hunter2",
        "/branch.json",
        "branch.json",
        "https://elsewhere.test/hunter2",
        "//elsewhere.test/hunter2",
        "\u{feff}{}",
        "data:application/json,{}",
        "nul",
    ] {
        browser.run(&format!("{ELEMENT}.overlay = {};", json!(typed))).await;
        let told_of = errors(browser).await;
        assert_eq!(told_of.len(), 1, "{typed}: {told_of:?}");
        assert_eq!((&told_of[0]["code"], &told_of[0]["problems"][0]["source"]), (&json!("overlay"), &json!("overlay")));
        browser.run(&format!("{ELEMENT}.overlay = [{}, {{ name: 'N', entries: [] }}];", json!(typed))).await;
        assert_eq!(errors(browser).await.len(), 1, "{typed}");
    }
    let asked: Vec<String> = intranet.asked().into_iter().filter(|path| !path.starts_with("/embed/")).collect();
    assert_eq!(asked, Vec::<String>::new());
    let requests = browser.requests().await.unwrap_or_default();
    assert!(requests.iter().all(|url| url.contains("/embed/")), "{requests:?}");
    // An address is what is given as one.
    let address = "(element.overlay = new URL('/head-office.json', location), (await search('portcullis'))[0].id)";
    assert_eq!(told(browser, address).await, "8743");
    assert_eq!(intranet.asked(), ["/head-office.json"]);
}

pub(crate) async fn what_cannot_be_read_is_told(browser: &Browser) {
    let intranet = open(browser, "<port-reference></port-reference>").await;
    intranet.put("/latin.json", b"{ \"name\": \"Caf\xe9\", \"entries\": [] }".to_vec());
    intranet.put("/cut.json", b"{ \"name\": \"\xf0\x9f\x98\", \"entries\": [] }".to_vec());
    let address = |path: &str| json!(intranet.url(path));
    for (overlay, source, message) in [
        ("new URL('/latin.json', location)", address("/latin.json"), "is not text in UTF-8"),
        ("new URL('/cut.json', location)", address("/cut.json"), "is not text in UTF-8"),
        (
            "(() => { const one = { name: 'N' }; one.entries = [one]; return one; })()",
            json!("overlay"),
            "refer to itself",
        ),
        ("({ name: 10n })", json!("overlay"), "hold a BigInt"),
        ("({ toJSON() { throw null; } })", json!("overlay"), "cannot be written as JSON"),
        ("() => {}", json!("overlay"), "cannot be written as JSON"),
    ] {
        browser.run(&format!("{ELEMENT}.overlay = [{overlay}];")).await;
        let told_of = errors(browser).await;
        assert_eq!(told_of.len(), 1, "{overlay}: {told_of:?}");
        let problem = &told_of[0]["problems"][0];
        assert_eq!((&problem["source"], &problem["path"]), (&source, &json!("")), "{overlay}");
        let message_of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        assert!(message_of(&problem["message"]).contains(message), "{overlay}: {problem}");
        let whole = message_of(&told_of[0]["message"]);
        assert!(whole.ends_with('.') && !whole.ends_with(".."), "{overlay}: {whole}");
        assert_eq!(told(browser, "(await search('telent'))[0].id").await, "23", "{overlay}");
    }
}

pub(crate) async fn endless_messages_are_cut(browser: &Browser) {
    let _intranet = open(browser, "<port-reference report></port-reference>").await;
    for overlay in [
        "JSON.stringify({ name: 'N', entries: [{ ports: 'x'.repeat(3e6) }] })",
        "({ name: 'N', entries: [], ...Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`k${at}`, 1])) })",
        "({ name: 'N', entries: [], ['k'.repeat(1e6)]: 1 })",
    ] {
        browser.run(&format!("{ELEMENT}.overlay = {overlay};")).await;
        let length = "(heard.filter((event) => event.name === 'error').at(-1).detail.message.length)";
        let seen = format!(
            "[{length}, element.shadowRoot.querySelectorAll('.problem li').length, element.shadowRoot.querySelector('.problem').textContent.length]"
        );
        let seen = told(browser, &seen).await;
        let numbers: Vec<u64> = seen.as_array().expect("numbers").iter().filter_map(Value::as_u64).collect();
        assert!((20..8_000).contains(&numbers[0]) && (1..=101).contains(&numbers[1]), "{overlay}: {seen}");
        assert!((20..60_000).contains(&numbers[2]), "{overlay}: {seen}");
        browser.run("heard.length = 0;").await;
    }
    browser
        .run(&format!(
            "{ELEMENT}.setAttribute('src', 'http://[' + 'x'.repeat(1e6)); await {ELEMENT}.ready.catch(() => {{}});"
        ))
        .await;
    let message = "heard.filter((event) => event.name === 'error').at(-1).detail.message";
    let length = browser.run(&format!("return {message}.length;")).await;
    assert!(length.as_u64().is_some_and(|length| length < 1_000), "{length}");
    for filters in ["{ ['k'.repeat(1e6)]: 'x' }", "{ product: 'x'.repeat(1e6) }", "{ release: 'x'.repeat(1e6) }"] {
        let message = format!(
            "{ELEMENT}.removeAttribute('src');
            return {ELEMENT}.search('', {{ filters: {filters} }}).catch(({{ message }}) => message.length);"
        );
        let length = browser.run(&message).await;
        assert!(length.as_u64().is_some_and(|length| length < 3_000), "{filters}: {length}");
    }
}
