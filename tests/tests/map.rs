//! The map of all ports: every cell against the exports, keys, pointer, zoom, search; from a disk, on paper, without scripts.

use acceptance::{Browser, Key, Kind, Options, Server, Unzipped, built_site, in_every_browser, quiet};
use serde_json::{Value, json};
use std::fs;

in_every_browser!(
    every_cell_has_the_colour_of_what_is_known,
    keys_move_and_are_announced,
    a_number_goes_to_its_port,
    a_click_opens_what_is_known_of_a_port,
    what_only_the_register_knows_is_named,
    zoom_keeps_its_place_and_shows_numbers,
    a_line_of_the_legend_leaves_only_its_cells,
    the_search_lights_its_results,
    every_colouring_counts_every_port,
    chapters_lead_to_their_cells,
    it_works_in_the_zip,
    it_fits_a_phone,
    without_scripts_there_are_a_picture_and_tables,
    it_keeps_to_the_colours_that_a_reader_forces,
    it_is_printed_light,
    a_finger_selects_and_then_opens,
);

const PAGE: &str = "/map.html";
const SIDE: usize = 256;
/// What is said of a port.
const READOUT: &str = "document.querySelector('.map-readout')";
const CANVAS: &str = "document.querySelector('.map-field canvas')";

async fn open(browser: &Browser) -> Server {
    let server = browser.visit(PAGE).await;
    drawn(browser).await;
    server
}

async fn drawn(browser: &Browser) {
    browser.until("performance.getEntriesByName('port-map').length").await;
}

/// Waits until the readout shows this port.
async fn shows(browser: &Browser, port: u16) {
    browser.until(&format!("{READOUT}.querySelector('b').textContent === '{port}'")).await;
}

/// Nothing is wrong with scripts and policies.
async fn no_complaints(browser: &Browser) {
    assert_eq!(browser.console().await, Vec::<String>::new(), "in {}", browser.kind());
}

async fn read(browser: &Browser) -> String {
    let text = browser.run(&format!("return {READOUT}.textContent;")).await;
    text.as_str().expect("a text").to_owned()
}

async fn press(browser: &Browser, key: &str) {
    let script = format!(
        "const field = document.querySelector('.map-field');
         field.focus();
         return field.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }}));"
    );
    assert_eq!(browser.run(&script).await, Value::Bool(false), "{key} is handled");
}

/// Column and row of a port: the curve as its inventor's recursion has it.
fn position(port: usize) -> (usize, usize) {
    fn within(port: usize, side: usize) -> (usize, usize) {
        if side == 1 {
            return (0, 0);
        }
        let half = side / 2;
        let (column, row) = within(port % (half * half), half);
        match port / (half * half) {
            0 => (row, column),
            1 => (column, row + half),
            2 => (column + half, row + half),
            _ => (side - 1 - row, half - 1 - column),
        }
    }
    within(port, SIDE)
}

/// The middle of a port's cell, from the upper left corner of what is seen, after scrolling to it.
async fn middle_of(browser: &Browser, port: usize) -> (i64, i64) {
    let (column, row) = position(port);
    let script = format!(
        "{CANVAS}.scrollIntoView({{ block: 'center' }});
         await new Promise((done) => setTimeout(done, 200));
         const box = {CANVAS}.getBoundingClientRect();
         return [box.left + (({column} + .5) * box.width) / {SIDE}, box.top + (({row} + .5) * box.height) / {SIDE}].map(Math.floor);"
    );
    let at = browser.run(&script).await;
    let number = |at: &Value| at.as_i64().expect("a coordinate");
    (number(&at[0]), number(&at[1]))
}

/// What is known of each port, as a digit, from the exports.
fn known() -> String {
    let export = |path: &str| -> Value {
        serde_json::from_slice(&fs::read(built_site().join(path)).expect("an export")).expect("JSON")
    };
    let (catalog, register) = (export("v1/catalog.json"), export("v1/register.json"));
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("a port");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let mut known = vec!['3'; SIDE * SIDE];
    for row in list(&register["rows"]) {
        known[number(&row["first_port"])..=number(&row["last_port"])].fill('2');
    }
    let reached = ["listens", "connects", "seen-destination"];
    for entry in list(&catalog["entries"]) {
        let is_range = entry["id"].as_str().is_some_and(|id| id.contains('-'));
        if is_range && list(&entry["uses"]).iter().any(|one| reached.contains(&one["role"].as_str().expect("a role"))) {
            known[number(&entry["ports"][0][0])..=number(&entry["ports"][0][1])].fill('1');
        }
    }
    for entry in list(&catalog["entries"]).iter().filter(|entry| !entry["id"].as_str().expect("an id").contains('-')) {
        known[number(&entry["ports"][0][0])] = '0';
    }
    known.into_iter().collect()
}

/// The colours of all cells, by the lines of the legend; `x` for a colour that is not in it. In the order of rows.
const COLOURS: &str = "
    const colours = [...document.querySelectorAll('.map-legend .map-swatch')].map((swatch) => getComputedStyle(swatch).backgroundColor);
    const canvas = document.querySelector('.map-field canvas');
    // Browsers complain of a canvas that is often read.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const unit = canvas.width / 256;
    let seen = '';
    for (let row = 0; row < 256; row++) for (let column = 0; column < 256; column++) {
        const at = 4 * (Math.floor((row + .5) * unit) * canvas.width + Math.floor((column + .5) * unit));
        const found = colours.indexOf(`rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`);
        seen += found < 0 ? 'x' : found;
    }
    return seen;";

/// The colours of the legend.
const LEGEND: &str = "return [...document.querySelectorAll('.map-legend .map-swatch')].map((swatch) => getComputedStyle(swatch).backgroundColor).join();";

/// Compares the picture with the exports, all but the cells around the one that is selected.
async fn check_cells(browser: &Browser) {
    let selected = browser.run(&format!("return Number({READOUT}.querySelector('b').textContent);")).await;
    let hidden = position(usize::try_from(selected.as_u64().expect("a port")).expect("a port"));
    let seen = browser.run(COLOURS).await;
    let seen: Vec<char> = seen.as_str().expect("a text").chars().collect();
    let mut compared = 0;
    for (port, expected) in known().chars().enumerate() {
        let (column, row) = position(port);
        if column.abs_diff(hidden.0).max(row.abs_diff(hidden.1)) > 8 {
            assert_eq!(seen[row * SIDE + column], expected, "port {port} in {}", browser.kind());
            compared += 1;
        }
    }
    assert!(compared > 65_000, "{compared}");
}

async fn every_cell_has_the_colour_of_what_is_known(browser: &Browser) {
    let _server = open(browser).await;
    check_cells(browser).await;
    assert_eq!(browser.axe().await, Vec::<String>::new());
    let light = browser.run(LEGEND).await;
    browser.find(".theme-switch button[value=dark]").await.click().await.expect("a click");
    browser.until(&format!("(() => {{ {LEGEND} }})() !== {light}")).await;
    check_cells(browser).await;
    assert_eq!(browser.axe().await, Vec::<String>::new(), "in the dark");
    browser.run("localStorage.clear();").await;
    no_complaints(browser).await;
}

async fn keys_move_and_are_announced(browser: &Browser) {
    let _server = open(browser).await;
    for (key, port) in [
        ("Home", 0),
        ("ArrowRight", 1),
        ("ArrowDown", 2),
        ("ArrowLeft", 3),
        ("ArrowDown", 4),
        ("ArrowUp", 3),
        ("ArrowLeft", 3),
        ("Home", 0),
        ("PageDown", 1),
        ("PageDown", 7),
        ("PageUp", 1),
        ("End", 65535),
        ("ArrowRight", 65535),
        ("ArrowLeft", 65534),
    ] {
        press(browser, key).await;
        shows(browser, port).await;
    }
    press(browser, "Home").await;
    press(browser, "PageDown").await;
    press(browser, "PageDown").await;
    let status = "document.querySelector('.port-map [role=status]').textContent";
    browser.until(&format!("{status}.startsWith('Port 7, Echo')")).await;
    press(browser, "Enter").await;
    browser.until("location.pathname.endsWith('/ports/7.html')").await;
}

async fn a_number_goes_to_its_port(browser: &Browser) {
    let _server = open(browser).await;
    browser.run("document.querySelector('.map-field').focus();").await;
    browser.keys("3306").await;
    shows(browser, 3306).await;
    assert!(read(browser).await.contains("MySQL"));
    browser.run("document.querySelector('.map-tools input').focus();").await;
    browser.keys("443").await;
    shows(browser, 443).await;
    browser.press(Key::Enter).await;
    browser.until("location.pathname.endsWith('/ports/443.html')").await;
}

async fn a_click_opens_what_is_known_of_a_port(browser: &Browser) {
    let server = open(browser).await;
    for (port, says, leads) in [
        (443, "Described", "/ports/443.html"),
        (6040, "In a described range", "/ports/6000-6063.html"),
        (4711, "Registered only", "/register/4500-4999.html#port-4711"),
        (50001, "Unassigned", "/ports/49152-65535.html"),
    ] {
        browser.open(&server, PAGE).await;
        drawn(browser).await;
        let (x, y) = middle_of(browser, port).await;
        let pointed = format!(
            "{CANVAS}.dispatchEvent(new PointerEvent('pointermove', {{ clientX: {x}, clientY: {y}, pointerType: 'mouse', bubbles: true }}));"
        );
        browser.run(&pointed).await;
        shows(browser, u16::try_from(port).expect("a port")).await;
        assert!(read(browser).await.contains(says), "{port}");
        browser.click_at(x, y).await;
        browser.until(&format!("(location.pathname + location.hash) === '{leads}'")).await;
    }
}

async fn what_only_the_register_knows_is_named(browser: &Browser) {
    let _server = open(browser).await;
    browser.run("document.querySelector('.map-field').focus();").await;
    browser.keys("4711").await;
    browser.until(&format!("{READOUT}.textContent.includes('trinity-dist')")).await;
    let status = "document.querySelector('.port-map [role=status]').textContent";
    browser.until(&format!("{status}.startsWith('Port 4711, trinity-dist')")).await;
    no_complaints(browser).await;
}

async fn zoom_keeps_its_place_and_shows_numbers(browser: &Browser) {
    let _server = open(browser).await;
    let seen = format!(
        "const {{ data }} = {CANVAS}.getContext('2d').getImageData(0, 0, 256, 256); return data.join().length;"
    );
    let before = browser.run(&seen).await;
    press(browser, "Home").await;
    for _ in 0..4 {
        browser.find(".map-zoom button[aria-label='Zoom in']").await.click().await.expect("a click");
    }
    browser.run("await new Promise((done) => setTimeout(done, 200));").await;
    assert_ne!(browser.run(&seen).await, before);
    // The corner is seen, sixteen times as large.
    let point = format!(
        "const box = {CANVAS}.getBoundingClientRect();
         const at = (share) => box.left + box.width * share;
         {CANVAS}.dispatchEvent(new PointerEvent('pointermove', {{
             clientX: at(1.5 / 16), clientY: box.top + box.height * .5 / 16, pointerType: 'mouse', bubbles: true }}));"
    );
    browser.run(&point).await;
    shows(browser, 1).await;
    let wheel = format!(
        "const event = (ctrlKey) => new WheelEvent('wheel', {{ ctrlKey, deltaY: -100, bubbles: true, cancelable: true }});
         return [true, false].map((ctrl) => {CANVAS}.dispatchEvent(event(ctrl)));"
    );
    assert_eq!(browser.run(&wheel).await, json!([false, true]), "the wheel alone scrolls the page");
    let whole = browser.find(".map-zoom button[aria-label='Show the whole map']").await;
    whole.click().await.expect("a click");
    browser.until("document.querySelector('.map-zoom button').disabled").await;
    check_cells(browser).await;
}

async fn a_line_of_the_legend_leaves_only_its_cells(browser: &Browser) {
    let _server = open(browser).await;
    let count = |digit: char, seen: &Value| seen.as_str().expect("a text").matches(digit).count();
    let before = browser.run(COLOURS).await;
    let press_first =
        "document.querySelector('.map-legend button').click(); await new Promise((done) => setTimeout(done, 200));
                       return document.querySelector('.map-legend button').getAttribute('aria-pressed');";
    assert_eq!(browser.run(press_first).await, "true");
    let alone = browser.run(COLOURS).await;
    assert_eq!(count('0', &alone), count('0', &before));
    assert_eq!((count('1', &alone), count('2', &alone)), (0, 0));
    assert_eq!(browser.run(press_first).await, "false");
    check_cells(browser).await;
}

async fn the_search_lights_its_results(browser: &Browser) {
    let _server = open(browser).await;
    browser.keys("/").await;
    browser.keys("samba").await;
    browser.until("document.querySelector('.map-lights').textContent.includes('lit')").await;
    browser.press(Key::Escape).await;
    let script = "
        const { hits } = await document.querySelector('header port-reference').search('samba', { limit: 1000 });
        return hits.flatMap(({ ports }) => ports).filter(([first, last]) => first === last).map(([port]) => port);";
    let ports = browser.run(script).await;
    let ports: Vec<usize> =
        ports.as_array().expect("a list").iter().map(|port| usize::try_from(port.as_u64().unwrap()).unwrap()).collect();
    assert!(ports.len() > 3, "{ports:?}");
    browser.run("await new Promise((done) => setTimeout(done, 300));").await;
    let seen = browser.run(COLOURS).await;
    let seen: Vec<char> = seen.as_str().expect("a text").chars().collect();
    for port in &ports {
        let (column, row) = position(*port);
        assert_eq!(seen[row * SIDE + column], '0', "{port}");
    }
    let in_colour = seen.iter().filter(|colour| **colour == '0').count();
    assert!(in_colour < ports.len() + 10, "{in_colour} cells are in colour");
    browser.run("document.querySelector('header port-reference').query = '';").await;
    browser.until("document.querySelector('.map-lights').hidden").await;
    browser.run("await new Promise((done) => setTimeout(done, 300));").await;
    check_cells(browser).await;
    no_complaints(browser).await;
}

async fn every_colouring_counts_every_port(browser: &Browser) {
    let _server = open(browser).await;
    let script = "
        const choice = document.querySelector('.map-choice select');
        const sums = [];
        for (const { value } of choice.options) {
            choice.value = value;
            choice.dispatchEvent(new Event('change'));
            const counts = [...document.querySelectorAll('.map-legend b + span')].map((count) => Number(count.textContent.replace(',', '')));
            sums.push([value, counts.reduce((sum, count) => sum + count)]);
        }
        return sums;";
    let ids = ["known", "class", "exposure", "category", "releases", "role", "number"];
    assert_eq!(browser.run(script).await, json!(ids.map(|id| (id, SIDE * SIDE))));
    assert_eq!(browser.axe().await, Vec::<String>::new());
    // The table, which readers without scripts have, counts the same.
    let counts = "
        const last = [...document.querySelector('.map-tables table').rows].at(-1);
        return [...last.cells].slice(1).map((cell) => Number(cell.textContent.replace(',', '')));";
    let known = known();
    let expected = ['0', '1', '2', '3'].map(|digit| known.matches(digit).count());
    assert_eq!(browser.run(counts).await, json!(expected));
}

async fn chapters_lead_to_their_cells(browser: &Browser) {
    let _server = browser.visit("/ports/443.html").await;
    browser.find(".on-map a[href$='map.html?port=443']").await.click().await.expect("a click");
    browser.until("location.pathname.endsWith('/map.html')").await;
    drawn(browser).await;
    shows(browser, 443).await;
    no_complaints(browser).await;
}

async fn it_works_in_the_zip(browser: &Browser) {
    let zip = Unzipped::make();
    browser.goto(&zip.url("map.html")).await;
    drawn(browser).await;
    check_cells(browser).await;
    browser.run("document.querySelector('.map-field').focus();").await;
    browser.keys("4711").await;
    shows(browser, 4711).await;
    assert!(read(browser).await.contains("Registered, no chapter."), "{}", read(browser).await);
    assert_eq!(browser.run(&format!("return {READOUT}.querySelector('.map-open');")).await, Value::Null);
    browser.press(Key::Enter).await;
    let (x, y) = middle_of(browser, 443).await;
    browser.click_at(x, y).await;
    browser.until("location.pathname.endsWith('/ports/443.html')").await;
    quiet(browser).await;
}

async fn it_fits_a_phone(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let phone = Browser::start(Options { kind: browser.kind(), width: 320, dark: true, ..Options::default() }).await;
    phone.open(&server, PAGE).await;
    drawn(&phone).await;
    let fits = "
        const inside = (element) => element.getBoundingClientRect().right <= innerWidth;
        const parts = [...document.querySelectorAll('.port-map, .port-map :is(canvas, button, select, input, p, li)')];
        return [document.documentElement.scrollWidth <= innerWidth, parts.filter((part) => !inside(part)).map((part) => part.outerHTML)];";
    assert_eq!(phone.run(fits).await, json!([true, []]));
    let said = read(&phone).await;
    assert!(said.contains("tap") && said.contains("Described"), "before it is touched: {said}");
    assert_eq!(phone.axe().await, Vec::<String>::new());
    check_cells(&phone).await;
    phone.close().await;
}

async fn without_scripts_there_are_a_picture_and_tables(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    let plain = Browser::start(Options { kind: browser.kind(), scripts: false, ..Options::default() }).await;
    plain.open(&server, PAGE).await;
    for shown in [".port-map img[alt]", ".map-legend .known-2", ".map-tables table", ".map-runs a", ".map-plain"] {
        assert_eq!(plain.find(shown).await.is_displayed().await, Ok(true), "{shown}");
    }
    let text = plain.find(".map-legend").await.text().await.expect("a text");
    assert!(text.contains("Registered only"), "{text}");
    plain.find(".map-runs a[href='ports/443.html'], .map-runs a").await.click().await.expect("a link");
    plain.find(".port-head").await;
    plain.close().await;
}

/// Emulates a medium and its features, which only Chromium can.
async fn emulate(browser: &Browser, medium: &str, features: Value) {
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await;
}

async fn it_keeps_to_the_colours_that_a_reader_forces(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return;
    }
    emulate(browser, "", json!([{ "name": "forced-colors", "value": "active" }])).await;
    let _server = open(browser).await;
    // Two colours of the system: kinds differ by their patterns.
    let seen = format!(
        "const {{ data, width }} = {CANVAS}.getContext('2d').getImageData(0, 0, {CANVAS}.width, {CANVAS}.height);
         const colours = new Map();
         for (let at = 0; at < data.length; at += 4) {{
             const colour = data.slice(at, at + 3).join();
             colours.set(colour, (colours.get(colour) ?? 0) + 1);
         }}
         const patterns = [...document.querySelectorAll('canvas.map-swatch')].map((swatch) =>
             swatch.getContext('2d').getImageData(0, 0, 16, 16).data.join());
         return [[...colours.values()].filter((count) => count > 5000).length, patterns.length, new Set(patterns).size];"
    );
    assert_eq!(browser.run(&seen).await, json!([2, 4, 4]));
    assert_eq!(browser.axe().await, Vec::<String>::new());
    emulate(browser, "", json!([{ "name": "forced-colors", "value": "" }])).await;
}

async fn it_is_printed_light(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return;
    }
    let _server = open(browser).await;
    browser.find(".theme-switch button[value=dark]").await.click().await.expect("a click");
    let corner = format!(
        "await new Promise((done) => setTimeout(done, 200));
         const {{ data }} = {CANVAS}.getContext('2d').getImageData({CANVAS}.width - 40, {CANVAS}.height / 2, 1, 1);
         const seen = (selector) => document.querySelector(selector).checkVisibility();
         return [data[0] > 128, seen('.map-field'), seen('.map-legend'), seen('.map-tools')];"
    );
    assert_eq!(browser.run(&corner).await, json!([false, true, true, true]));
    emulate(browser, "print", json!([])).await;
    assert_eq!(browser.run(&corner).await, json!([true, true, true, false]));
    emulate(browser, "", json!([])).await;
    browser.run("localStorage.clear();").await;
}

async fn a_finger_selects_and_then_opens(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return;
    }
    let server = Server::start(&built_site()).await;
    let phone = Browser::start(Options { width: 400, ..Options::default() }).await;
    let screen = json!({ "width": 400, "height": 800, "deviceScaleFactor": 2, "mobile": true });
    phone.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    phone.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await;
    phone.open(&server, PAGE).await;
    drawn(&phone).await;
    let (x, y) = middle_of(&phone, 443).await;
    let touch = async |kind: &str, points: Value| {
        phone.devtools("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
    };
    let tap = async || {
        touch("touchStart", json!([{ "x": x, "y": y }])).await;
        touch("touchEnd", json!([])).await;
    };
    tap().await;
    phone.until(&format!("!{READOUT}.querySelector('.map-hint')")).await;
    assert!(read(&phone).await.contains("Described"), "the nearest port that is described");
    assert!(phone.run("return location.pathname.endsWith('/map.html');").await == true);
    let two = |distance: i64| json!([{ "x": x - distance, "y": y + 60, "id": 1 }, { "x": x + distance, "y": y + 60, "id": 2 }]);
    touch("touchStart", two(20)).await;
    for distance in [30, 50, 80] {
        touch("touchMove", two(distance)).await;
    }
    touch("touchEnd", json!([])).await;
    phone.until("document.querySelector('.map-field.zoomed')").await;
    assert_eq!(phone.run("return visualViewport.scale;").await, json!(1), "the page is not zoomed");
    phone.run("document.querySelector('.map-zoom button:last-child').click();").await;
    tap().await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    tap().await;
    phone.until("location.pathname.includes('/ports/')").await;
    phone.close().await;
}
