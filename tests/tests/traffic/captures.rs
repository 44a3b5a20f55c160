//! Packet captures: files of pcap and pcapng, packed or not, on every published form.

use super::{ELEMENT, ROOT, log, texts};
use acceptance::{Alone, Browser, Unzipped};
use serde_json::json;

/// Two packets of Ethernet as functions of JavaScript that make files: a SYN to port 23, and a question to port 53 over IPv6 in a VLAN.
const FILES: &str = "
    const hex = (text) => Uint8Array.from(text.match(/[0-9a-f]{2}/g), (two) => parseInt(two, 16));
    const packets = [
      '000000000000000000000000 0800 4500002800010000400600 00cb007105c000020a a1b20017 00000005 00000000 5002ffff 00000000',
      '000000000000000000000000 8100 000c 86dd 60000000000a1140 20010db8000000000000000000000001 20010db8000000000000000000000002 c3500035000a0000 6869',
    ].map(hex);
    const u32 = (...numbers) => new Uint8Array(Uint32Array.from(numbers).buffer);
    const pcap = new Blob([u32(0xa1b2c3d4, 0x40002, 0, 0, 262144, 1), ...packets.flatMap((packet, at) => [u32(1795000000 + at, 7, packet.length, packet.length), packet])]);
    const block = (kind, body) => new Blob([u32(kind, body.size + 12), body, u32(body.size + 12)]);
    const padded = (packet) => new Blob([packet, new Uint8Array(-packet.length & 3)]);
    const micros = (at) => BigInt(1795000000 + at) * 1000000n + 7n;
    const pcapng = new Blob([block(0x0a0d0d0a, new Blob([u32(0x1a2b3c4d, 1, 0xffffffff, 0xffffffff)])), block(1, new Blob([u32(1, 262144)])),
      ...packets.map((packet, at) => block(6, new Blob([u32(0, Number(micros(at) >> 32n), Number(micros(at) & 0xffffffffn), packet.length, packet.length), padded(packet)])))]);
    const packed = (blob) => new Response(blob.stream().pipeThrough(new CompressionStream('gzip'))).blob();";

/// Format, time, both ends and transport of every flow.
const FLOWS: &str =
    "(({ lines, flows }) => [lines, flows.map(({ format, time, transport, source, destination, port }) =>
    [format, time, transport, source.address, source.port, destination.address, destination.port, port].join(' '))])";

fn expected() -> serde_json::Value {
    json!([
        2,
        [
            "tcpdump 2026-11-18 11:06:40.000007 tcp 203.0.113.5 41394 192.0.2.10 23 23",
            "tcpdump 2026-11-18 11:06:41.000007 udp 2001:db8::1 50000 2001:db8::2 53 53"
        ]
    ])
}

pub(crate) async fn captures_are_read(browser: &Browser) {
    let _server = browser.visit("/seeing.html").await;
    for input in ["pcap", "pcapng", "await packed(pcap)", "await packed(pcapng)", "pcap.stream()"] {
        let found = browser.run(&format!("{FILES} return {FLOWS}(await {ELEMENT}.explain({input}));")).await;
        assert_eq!(found, expected(), "{input}");
    }
    // One byte at a time; and what is cut off says so.
    let slow = "new ReadableStream({ async start(controller) {
        for (const byte of new Uint8Array(await pcap.arrayBuffer())) controller.enqueue(Uint8Array.of(byte));
        controller.close(); } })";
    assert_eq!(browser.run(&format!("{FILES} return {FLOWS}(await {ELEMENT}.explain({slow}));")).await, expected());
    let cut = format!(
        "{FILES} const {{ totals }} = await {ELEMENT}.explain(pcap.slice(0, 120)); return totals.notUnderstood;"
    );
    assert_eq!(browser.run(&cut).await, 1);
}

pub(crate) async fn a_dropped_capture_is_explained(browser: &Browser) {
    let _server = browser.visit("/seeing.html").await;
    browser
        .run(&drop_of("[new File([pcap], 'first.pcap'), new File([await packed(pcapng)], 'second.pcapng.gz')]"))
        .await;
    browser.until(&format!("{ROOT}.querySelector('.headline')")).await;
    let headline = texts(browser, ".headline").await;
    assert!(headline[0].starts_with("4 lines · 2 kinds of traffic"), "{headline:?}");
    let kinds = texts(browser, ".kinds .port").await;
    assert!(kinds.contains(&"to TCP 23".to_owned()) && kinds.contains(&"to UDP 53".to_owned()), "{kinds:?}");
    assert_eq!(browser.console().await, Vec::<String>::new());
}

pub(crate) async fn captures_are_read_in_the_zip(browser: &Browser) {
    let zip = Unzipped::make();
    browser.goto(&zip.url("seeing.html")).await;
    let found = browser.run(&format!("{FILES} return {FLOWS}(await {ELEMENT}.explain(pcap));")).await;
    assert_eq!(found, expected());
}

/// It lacks what reads captures, and says where that is; logs are still read.
pub(crate) async fn the_one_file_says_where_captures_are_read(browser: &Browser) {
    let file = Alone::make();
    browser.goto(&file.url("#seeing.html")).await;
    let said = "return element.explain(pcap).then(() => '', ({ message }) => message);";
    let said = browser.run(&format!("{FILES} const element = {ELEMENT}; {said}")).await;
    let said = said.as_str().expect("a message");
    assert!(said.contains("this is a packet capture. The site and the zip read captures"), "{said}");
    let explained = format!("return {ELEMENT}.explain({}).then(({{ lines }}) => lines);", super::literal(&log()));
    assert_eq!(browser.run(&explained).await, 16);
}

/// Drops files, given as JavaScript.
fn drop_of(files: &str) -> String {
    format!(
        "{FILES} const data = new DataTransfer();
         for (const file of {files}) data.items.add(file);
         {ROOT}.querySelector('.root').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));"
    )
}
