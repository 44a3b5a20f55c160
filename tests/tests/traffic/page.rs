//! The page, as readers use it.

use super::{ELEMENT, ROOT, literal, log, paste, texts};
use acceptance::{Alone, Browser, Unzipped, quiet};
use serde_json::json;

const PAGE: &str = "/seeing.html";

pub(crate) async fn a_pasted_log_is_explained(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    let button = |name: &str| {
        format!("[...{ROOT}.querySelectorAll('.tools button')].find((one) => one.textContent === '{name}')")
    };
    browser.run(&format!("{}.click();", button("Try an example"))).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')")).await;
    let found = texts(browser, ".finding .says").await;
    assert_eq!(found, ["A scan: somebody looks for whatever this host offers."], "the example has something to see");
    browser.run(&format!("{}.click();", button("Clear"))).await;
    browser.run(&format!("{ELEMENT}.focus();")).await;
    browser.keys("203.0.113.7:8080").await;
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent.startsWith('1 line · 1 kind')")).await;
    paste(browser, &log()).await;
    let headline = "16 lines · 13 kinds of traffic · 2 open ports · 1 to look at · 1 line not understood";
    assert_eq!(texts(browser, ".headline").await, [headline]);
    let findings = texts(browser, ".finding").await;
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("A scan:"), "{findings:?}");
    assert!(findings[0].contains("from 203.0.113.99 to 192.0.2.10; 12 flows, 12 ports"), "{findings:?}");
    assert!(findings[0].contains("Lines 1, 2, 3, 4, 5, 6, 7, 8 … to 12"), "{findings:?}");
    let open = texts(browser, "[part=sockets] tbody tr").await;
    assert!(open[0].starts_with("TCP 22SSH") && open[0].contains("sshd"), "{open:?}");
    assert!(open[1].starts_with("TCP 3306") && open[1].contains("127.0.0.1: this machine"), "{open:?}");
    let kinds = texts(browser, ".kinds .port").await;
    assert!(kinds.contains(&"answers from TCP 443".to_owned()), "{kinds:?}");
    let said = browser.run(&format!("return {ROOT}.querySelector('[role=status]').textContent;")).await;
    assert_eq!(said, headline, "it is announced");
    // Clearing takes everything away.
    browser.run(&format!("{}.click();", button("Clear"))).await;
    assert_eq!(texts(browser, ".result > *").await, Vec::<String>::new());
    assert_eq!(browser.console().await, Vec::<String>::new());
}

pub(crate) async fn a_kind_opens_with_answers_and_lines(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    paste(browser, &log()).await;
    let row = format!(
        "[...{ROOT}.querySelectorAll('.kinds details')].find((one) => one.querySelector('.port').textContent === 'to TCP 23')"
    );
    browser.run(&format!("{row}.querySelector('summary').click();")).await;
    browser.until(&format!("{row}.querySelectorAll('dd').length === 3 && {row}.querySelector('.lines li')")).await;
    let seen = browser
        .run(&format!(
            "const row = {row};
             return [row.querySelector('dd').textContent.length > 20, row.querySelector('a').getAttribute('href').endsWith('ports/23.html'),
                 [...row.querySelectorAll('.lines li')].map((one) => one.textContent)];"
        ))
        .await;
    let line = log().lines().nth(3).expect("a line").to_owned();
    assert_eq!(seen, json!([true, true, [format!("4{line}")]]));
}

pub(crate) async fn filters_and_search_narrow_the_kinds(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    paste(browser, &log()).await;
    let choose = |label: &str, value: &str| {
        format!(
            "const select = [...{ROOT}.querySelectorAll('.filters label')].find((one) => one.textContent.startsWith('{label}')).querySelector('select');
             select.value = '{value}';
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return [...select.options].map((one) => one.textContent);"
        )
    };
    let options = browser.run(&choose("Action", "allow")).await;
    assert_eq!(options, json!(["all (13)", "stopped (12)", "let through (1)"]));
    assert_eq!(texts(browser, ".kinds .port").await, ["answers from TCP 443"]);
    browser.run(&choose("Action", "")).await;
    let search = format!(
        "const field = {ROOT}.querySelector('.filters input');
         field.value = 'dpt=25';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    browser.run(&search).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.kinds details').length === 1")).await;
    assert_eq!(texts(browser, ".kinds .port").await, ["to TCP 25"]);
    browser.run(&search.replace("dpt=25", "")).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.kinds details').length > 1")).await;
    let hosts = browser.run(&choose("Host", "")).await;
    let hosts = hosts.as_array().expect("options");
    let busiest = hosts[1].as_str().expect("an address").split(' ').next().expect("one").to_owned();
    browser.run(&choose("Host", &busiest)).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.kinds details').length > 0")).await;
    let shown = format!(
        "const details = {ROOT}.querySelector('.kinds details');
         details.open = true;
         for (let tries = 0; tries < 100 && !details.querySelector('code'); tries += 1) await new Promise((done) => setTimeout(done, 50));
         return [...details.querySelectorAll('code')].every((line) => line.textContent.includes('{busiest}'));"
    );
    assert_eq!(browser.run(&shown).await, true, "{hosts:?}");
}

pub(crate) async fn several_files_keep_their_names(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    let script = format!(
        "const packed = await new Response(new Blob([{}]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
         const data = new DataTransfer();
         data.items.add(new File(['1.2.3.4:22\\nnothing\\n5.6.7.8:23'], 'first.txt'));
         data.items.add(new File([packed], 'second.log.gz'));
         {ROOT}.querySelector('.root').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));",
        literal(&log())
    );
    browser.run(&script).await;
    browser.until(&format!("{ROOT}.querySelector('.headline')")).await;
    let headline = texts(browser, ".headline").await;
    assert!(headline[0].starts_with("19 lines"), "{headline:?}");
    let skipped = texts(browser, "details[part=skipped] li").await;
    assert!(skipped[0].starts_with("first.txt 2nothing"), "{skipped:?}");
    assert!(skipped[1].starts_with("second.log.gz 16nothing at all"), "{skipped:?}");
}

pub(crate) async fn lines_without_ports_are_counted(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    let ssh = "-A INPUT -p tcp --dport 22 -j ACCEPT\n";
    let about = |besides: &str| format!("Read as iptables-save, iptables -L: 1 flow.{besides}");
    for (rest, besides) in [
        ("", ""),
        (
            "*filter\n-I INPUT 1 -s 203.0.113.77 -j DROP\nCOMMIT\n",
            " Without ports of their own: 3 lines, such as headings and rules about everything.",
        ),
    ] {
        paste(browser, &format!("{ssh}{rest}")).await;
        assert_eq!(texts(browser, ".headline + p").await, [about(besides)]);
    }
}

pub(crate) async fn reports_are_saved_with_stand_ins(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    paste(browser, &log()).await;
    let saved = format!(
        "const saved = [];
         const made = URL.createObjectURL;
         URL.createObjectURL = (blob) => {{ saved.push(blob); return made.call(URL, blob); }};
         HTMLAnchorElement.prototype.click = () => {{}};
         {ROOT}.querySelector('.share input').checked = true;
         for (const button of [...{ROOT}.querySelectorAll('.share button')].slice(1)) button.click();
         while (saved.length < 2) await new Promise((done) => setTimeout(done, 20));
         return Promise.all(saved.map((blob) => blob.text()));"
    );
    let saved = browser.run(&saved).await;
    let [csv, json] = [0, 1].map(|at| saved[at].as_str().expect("a text").to_owned());
    assert!(csv.starts_with("what,flows,packets,transport,port,"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 13 + 2);
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&report["schema_version"], &report["lines"]), (&json!(1), &json!(16)));
    assert_eq!(report["flows"].as_array().map(Vec::len), Some(15));
    for text in [&csv, &json] {
        assert!(!text.contains("203.0.113.99") && !text.contains("192.0.2.10"), "{text}");
        assert!(text.contains("address-1"), "{text}");
    }
    assert_eq!(report["findings"][0]["source"], report["flows"][0]["source"]["address"], "one address, one stand-in");
}

pub(crate) async fn a_removed_element_keeps_its_text(browser: &Browser) {
    let _server = browser.visit(PAGE).await;
    paste(browser, &log()).await;
    let moved = browser
        .run(&format!(
            "const element = {ELEMENT};
             const text = element.value;
             element.remove();
             const empty = element.shadowRoot.childElementCount;
             document.querySelector('main').prepend(element);
             return [element.value === text, empty];"
        ))
        .await;
    assert_eq!(moved, json!([true, 0]));
    browser.until(&format!("{ROOT}.querySelector('.headline')?.textContent.startsWith('16 lines')")).await;
}

pub(crate) async fn a_line_in_the_search_field_is_explained(browser: &Browser) {
    let _server = browser.visit("/index.html").await;
    let line = log().lines().nth(3).expect("a line").to_owned();
    browser.run("const field = document.querySelector('main port-reference'); await field.ready; field.focus();").await;
    browser.keys(&line).await;
    browser.until("document.querySelector('.explain-offer button')?.textContent === 'Explain this line'").await;
    browser.find(".explain-offer button").await.click().await.expect("a button");
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('.headline')")).await;
    assert_eq!(texts(browser, ".kinds .port").await, ["to TCP 23"]);
    let address = browser.run("return location.href;").await;
    assert!(!address.as_str().unwrap_or_default().contains("203.0"), "{address}");
    // A word is no line.
    browser.run("document.querySelector('main port-reference').focus();").await;
    browser.run("document.querySelector('main port-reference').query = 'samba';").await;
    browser.until("!document.querySelector('.explain-offer')").await;
}

async fn works_from_a_disk(browser: &Browser) {
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('textarea')")).await;
    paste(browser, &log()).await;
    let headline = texts(browser, ".headline").await;
    assert!(headline[0].starts_with("16 lines · 13 kinds of traffic · 2 open ports"), "{headline:?}");
    // Files start no worker: none is asked for, and everything is read.
    browser.run("window.asked = 0; window.Worker = class { constructor() { asked += 1; } };").await;
    paste(browser, &log().repeat(200)).await;
    let headline = texts(browser, ".headline").await;
    assert!(headline[0].starts_with("3,200 lines · 13 kinds of traffic"), "{headline:?}");
    assert_eq!(browser.run("return asked;").await, 0);
    paste(browser, &log()).await;
    quiet(browser).await;
}

pub(crate) async fn it_works_in_the_zip(browser: &Browser) {
    let zip = Unzipped::make();
    browser.goto(&zip.url("seeing.html")).await;
    works_from_a_disk(browser).await;
    browser.run(&format!("{ROOT}.querySelector('.kinds summary').click();")).await;
    browser.until(&format!("{ROOT}.querySelectorAll('.kinds dd').length === 3")).await;
}

pub(crate) async fn it_works_in_the_one_file(browser: &Browser) {
    let file = Alone::make();
    browser.goto(&file.url("#seeing.html")).await;
    works_from_a_disk(browser).await;
    let href = browser.run(&format!("return {ROOT}.querySelector('[part=sockets] a').getAttribute('href');")).await;
    assert_eq!(href, "#ports/22.html");
}
