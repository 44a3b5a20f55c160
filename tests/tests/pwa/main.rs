//! The service worker: after one visit everything works without a server, and two versions never mix.

mod reader;
mod walks;

use acceptance::{Browser, Host, Kind, Version, built_site, in_every_browser, kept_offline, skip};
use reader::{ACTIVE, SEARCH, WAITING, becomes, caches, counted, ended, keeps, shows, stored, visit};
use serde_json::json;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use walks::no_navigation_hangs_after_an_update;

in_every_browser!(
    everything_works_offline_after_one_visit,
    a_site_below_a_path,
    the_next_version_takes_over_between_two_pages,
    an_unchanged_file_is_not_fetched_again,
    half_an_update_changes_nothing,
    two_open_pages_keep_their_version,
    a_worker_without_its_files_does_no_harm,
    a_full_disk_does_no_harm,
    the_worker_can_be_removed,
    no_navigation_hangs_after_an_update,
    a_file_with_a_wrong_digest_is_not_used,
    other_bytes_of_the_same_length_are_not_believed,
);

fn versions() -> (Version, Version) {
    (Version::of(&built_site(), 'a'), Version::of(&built_site(), 'b'))
}

async fn everything_works_offline_after_one_visit(browser: &Browser) {
    let site = built_site();
    let mut host = visit(browser, &site).await;
    host.stop().await;
    for path in ["/", "/ports/22.html", "/ports/22.html?q=1#content", "/releases/", "/releases"] {
        browser.goto(&host.url(path)).await;
        assert!(browser.run(SEARCH).await.as_u64() > Some(1), "{path} in {}", browser.kind());
    }
    // Each file with the bytes that the server had.
    let script = "
        const wrong = [];
        for (const path of PATHS) {
            const answer = await fetch(path);
            const bytes = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
            const digest = btoa(String.fromCharCode(...new Uint8Array(bytes)));
            if (!answer.ok || !worker.includes(`[\"${path}\", \"${digest}\"]`)) wrong.push(path);
        }
        return wrong;";
    browser.goto(&host.url("/")).await;
    let worker = json!(fs::read_to_string(site.join("sw.js")).expect("a worker"));
    let script =
        format!("const worker = {worker}; {}", script.replace("PATHS", &json!(kept_offline(&site)).to_string()));
    assert_eq!(browser.run(&script).await, json!([]), "{}", browser.kind());
    assert_eq!(browser.console().await, Vec::<String>::new(), "{}", browser.kind());
    // And a page for what is not there, with its status.
    browser.goto(&host.url("/no/such/page")).await;
    browser.until("document.title.startsWith('Page not found')").await;
    let status = browser.run("return performance.getEntriesByType('navigation')[0].responseStatus ?? 404;").await;
    assert_eq!(status, 404, "{}", browser.kind());
}

async fn a_site_below_a_path(browser: &Browser) {
    let folder = TempDir::new().expect("a folder");
    let below = Version::of(&built_site(), 'a');
    fs::rename(below.folder(), folder.path().join("portolan")).expect("a folder below");
    fs::write(folder.path().join("index.html"), "<title>Another site</title>").expect("a page");
    let mut host = Host::start(folder.path()).await;
    browser.goto(&host.url("/portolan/")).await;
    browser.run(ACTIVE).await;
    host.stop().await;
    shows(browser, &host, "/portolan/ports/22.html", "a").await;
    let outside = browser.run("return fetch('/index.html').then(() => 'kept', () => 'not ours');").await;
    assert_eq!(outside, "not ours", "{}", browser.kind());
}

async fn the_next_version_takes_over_between_two_pages(browser: &Browser) {
    let (first, second) = versions();
    let host = visit(browser, first.folder()).await;
    let others = "
        const names = ['another app', `portolan ${location.origin}/portolan/ 0`];
        for (const name of names) await caches.open(name);
        return names;";
    let others = browser.run(others).await;
    host.publish(second.folder());
    becomes(browser, &host, "a", "b").await;
    shows(browser, &host, "/ports/23.html#content", "b").await;
    let left = browser.run("return caches.keys();").await;
    let left = left.as_array().expect("names");
    assert!(others.as_array().expect("names").iter().all(|name| left.contains(name)), "{left:?}");
    assert_eq!(browser.console().await, Vec::<String>::new(), "{}", browser.kind());
}

async fn an_unchanged_file_is_not_fetched_again(browser: &Browser) {
    let (first, mended) = (Version::of(&built_site(), 'a'), Version::of(&built_site(), 'a'));
    mended.change_worker("version a", "version mended");
    let host = visit(browser, first.folder()).await;
    host.publish(mended.folder());
    host.asked();
    keeps(browser, &host, &["version mended"]).await;
    let asked = host.asked();
    assert!(asked.iter().all(|path| path == "/sw.js"), "{}: {asked:?}", browser.kind());
}

async fn half_an_update_changes_nothing(browser: &Browser) {
    let (first, second) = versions();
    let complete = fs::read(second.folder().join("ports/22.html")).expect("a page");
    second.put("ports/22.html", b"<title>half</title>");
    let mut host = visit(browser, first.folder()).await;
    host.publish(second.folder());
    host.asked();
    shows(browser, &host, "/about.html", "a").await;
    ended(browser, &host, "/ports/22.html").await;
    let waits = "return Boolean((await navigator.serviceWorker.getRegistration()).waiting);";
    assert_eq!(browser.run(waits).await, json!(false), "{}", browser.kind());
    assert_eq!(caches(browser).await.len(), 1, "{}", browser.kind());
    host.stop().await;
    shows(browser, &host, "/ports/22.html", "a").await;
    host.resume().await;
    second.put("ports/22.html", &complete);
    becomes(browser, &host, "a", "b").await;
}

async fn two_open_pages_keep_their_version(browser: &Browser) {
    if browser.kind() == Kind::WebKit {
        return skip("it opens no window for a script");
    }
    let (first, second) = versions();
    let host = visit(browser, first.folder()).await;
    let other = "window.other?.document.readyState === 'complete' && window.other.document.title";
    let leads = async |port: u16| {
        browser.run(&format!("window.other = window.open('/ports/{port}.html', 'other');")).await;
        browser.until(&format!("({other} || '').startsWith('a {port} ')")).await;
    };
    leads(22).await;
    host.publish(second.folder());
    leads(23).await;
    browser.run(WAITING).await;
    let (site, both) = (second.weight(), stored(browser).await);
    assert!(both < site / 2, "{}: {both} of {site} bytes", browser.kind());
    assert!(counted(browser).await.is_none_or(|both| both < site / 2), "{}", browser.kind());
    leads(25).await;
    assert_eq!(caches(browser).await.len(), 2, "{}", browser.kind());
    browser.run("window.other.close();").await;
    becomes(browser, &host, "a", "b").await;
}

async fn a_worker_without_its_files_does_no_harm(browser: &Browser) {
    let first = Version::of(&built_site(), 'a');
    let host = visit(browser, first.folder()).await;
    let damage = "
        const cache = await caches.open((await caches.keys())[0]);
        const folders = (await cache.keys()).map((request) => request.url);
        await cache.put(`${location.origin}/ports/`, new Response('damaged', { headers: { packed: 'gzip' } }));
        await cache.put(`${location.origin}/embed/`, new Response('damaged'));
        return folders.length;";
    assert!(browser.run(damage).await.as_u64() > Some(3), "{}", browser.kind());
    shows(browser, &host, "/ports/22.html", "a").await;
    browser.run("for (const name of await caches.keys()) await caches.delete(name);").await;
    shows(browser, &host, "/releases/", "a").await;
}

/// Any script of the origin can write to a cache. A changed file is neither used as a response nor copied by an update.
async fn a_file_with_a_wrong_digest_is_not_used(browser: &Browser) {
    let (first, mended) = (Version::of(&built_site(), 'a'), Version::of(&built_site(), 'a'));
    mended.change_worker("version a", "version mended");
    let mut host = visit(browser, first.folder()).await;
    let shelf = "
        const cache = await caches.open((await caches.keys())[0]);
        const shelf = `${location.origin}/ports/`;
        const kept = await cache.match(shelf);
        const packed = kept.headers.get('packed');
        const plain = packed ? kept.body.pipeThrough(new DecompressionStream(packed)) : kept.body;
        const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
        const end = bytes.indexOf(10);
        const index = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));";
    // The first file is one byte shorter, so that all others begin one byte early; the index still has the right digests.
    let change = format!(
        "{shelf}
        index.files[0][2] -= 1;
        await cache.put(shelf, new Response(new Blob([JSON.stringify(index), '\\n', bytes.subarray(end + 1)])));
        return index.files.length;"
    );
    assert!(browser.run(&change).await.as_u64() > Some(50), "{}", browser.kind());
    // A worker that runs already has read the shelf before.
    let fetched = "
        const text = await (await fetch('/ports/22.html')).text();
        return text.startsWith('<!DOCTYPE html>') && text.trimEnd().endsWith('</html>');";
    assert_eq!(browser.run(fetched).await, json!(true), "{}", browser.kind());

    host.publish(mended.folder());
    host.asked();
    keeps(browser, &host, &["version mended"]).await;
    let asked = host.asked();
    assert!(asked.iter().any(|path| path == "/ports/22.html"), "{} fetches it again: {asked:?}", browser.kind());
    assert!(!asked.iter().any(|path| path == "/releases/index.html"), "{}: {asked:?}", browser.kind());
    host.stop().await;
    assert_eq!(browser.run(fetched).await, json!(true), "{}", browser.kind());
    shows(browser, &host, "/ports/22.html", "a").await;
}

/// The index agrees with what is kept: only the digests of the bytes tell.
async fn other_bytes_of_the_same_length_are_not_believed(browser: &Browser) {
    let (first, mended) = (Version::of(&built_site(), 'a'), Version::of(&built_site(), 'a'));
    mended.change_worker("version a", "version mended");
    let mut host = visit(browser, first.folder()).await;
    let change = "
        const cache = await caches.open((await caches.keys())[0]);
        let changed = 0;
        for (const request of await cache.keys()) {
            const kept = await cache.match(request);
            const packed = kept.headers.get('packed');
            const plain = packed ? kept.body.pipeThrough(new DecompressionStream(packed)) : kept.body;
            const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
            const right = new TextEncoder().encode('<!DOCTYPE html>');
            for (let at = bytes.indexOf(10); (at = bytes.indexOf(60, at)) >= 0; at += 1) {
                if (!right.every((byte, offset) => bytes[at + offset] === byte)) continue;
                bytes[at + 1] = 63;
                changed += 1;
            }
            await cache.put(request, new Response(bytes));
        }
        return changed;";
    assert!(browser.run(change).await.as_u64() > Some(50), "{}", browser.kind());
    // A page that the worker answers for, and folders that it has not read before.
    browser.goto(&host.url("/about.html")).await;
    let fetched = "
        const begins = async (path) => (await (await fetch(path)).text()).slice(0, 15);
        return [await begins('/ports/22.html'), await begins('/releases/'), await begins('/categories/')];";
    let right = json!(["<!DOCTYPE html>", "<!DOCTYPE html>", "<!DOCTYPE html>"]);
    assert_eq!(browser.run(fetched).await, right, "{}", browser.kind());
    host.publish(mended.folder());
    host.asked();
    keeps(browser, &host, &["version mended"]).await;
    assert!(host.asked().iter().any(|path| path == "/ports/22.html"), "{} fetches it again", browser.kind());
    host.stop().await;
    assert_eq!(browser.run(fetched).await, right, "{}", browser.kind());
}

async fn a_full_disk_does_no_harm(browser: &Browser) {
    if browser.kind() != Kind::Chromium {
        return skip("it cannot be told how much room there is");
    }
    let (first, second) = versions();
    let host = Host::start(first.folder()).await;
    let quota = async |bytes: u64| {
        browser.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": host.url(""), "quotaSize": bytes })).await;
    };
    let last = format!("/{}", kept_offline(first.folder()).pop().expect("a page"));
    quota(50_000).await;
    shows(browser, &host, "/about.html", "a").await;
    ended(browser, &host, &last).await;
    shows(browser, &host, "/ports/22.html", "a").await;
    assert_eq!(caches(browser).await, Vec::<String>::new());

    quota(50_000_000).await;
    shows(browser, &host, "/", "a").await;
    browser.run(ACTIVE).await;
    quota(counted(browser).await.expect("a number") + 50_000).await;
    host.publish(second.folder());
    host.asked();
    shows(browser, &host, "/about.html", "a").await;
    ended(browser, &host, &last).await;
    assert_eq!(caches(browser).await.len(), 1);
    shows(browser, &host, "/ports/22.html", "a").await;
}

/// With the script that the page on publishing shows for abandoned addresses.
async fn the_worker_can_be_removed(browser: &Browser) {
    let first = Version::of(&built_site(), 'a');
    let host = visit(browser, first.folder()).await;
    let retired = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/pwa/retired.js");
    first.put("sw.js", &fs::read(retired).expect("a script"));
    keeps(browser, &host, &[]).await;
    host.asked();
    browser.goto(&host.url("/ports/22.html")).await;
    assert!(host.asked().iter().any(|path| path == "/ports/22.html"), "{} asks the server again", browser.kind());
}
