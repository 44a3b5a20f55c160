//! scratch
use acceptance::{Browser, in_every_browser};
in_every_browser!(look,);
async fn look(browser: &Browser) {
    browser.goto("file:///tmp/w3/t2/dist/portolan.html").await;
    let wait = "await new Promise((d) => setTimeout(d, 600)); LOG.push(['at', scrollY, document.documentElement.scrollHeight, location.hash, JSON.stringify(history.state), document.activeElement.id || document.activeElement.localName]);";
    let script = format!(
        "const LOG = []; {wait} location.hash = '#ports/index.html'; {wait} scrollTo(0, 1500); {wait}
         LOG.push(['-- click 22']); [...document.querySelectorAll('a[href=\"#ports/22.html\"]')].find((a) => a.checkVisibility()).click(); {wait}
         scrollTo(0, 333); {wait} LOG.push(['-- heading']); 
         location.hash = 'sources.html:port-0'; {wait}
         LOG.push(['-- back']); history.back(); {wait} 
         LOG.push(['-- back']); history.back(); {wait} 
         LOG.push(['-- forward']); history.forward(); {wait} 
         return LOG;"
    );
    let log = browser.run(&script).await;
    println!("{}", browser.kind());
    for line in log.as_array().unwrap() {
        println!("{line}");
    }
    browser.goto("file:///tmp/w3/t2/dist/portolan.html").await;
    browser.goto("file:///tmp/w3/t2/dist/portolan.html#ports/22.html").await;
    println!("{}", browser.run("return [location.hash, scrollY]").await);
    browser.goto("about:blank").await;
    browser.goto("file:///tmp/w3/t2/dist/portolan.html#ports/22.html").await;
    println!("{}", browser.run("return [location.hash, scrollY]").await);
    println!(
        "{}",
        browser.run("scrollTo(0,444); await new Promise((d) => setTimeout(d, 600)); location.reload()").await
    );
    browser.until("document.readyState === 'complete'").await;
    println!("{}", browser.run("await new Promise((d) => setTimeout(d, 600));return [location.hash, scrollY]").await);
    browser.goto("about:blank").await;
    browser.goto("file:///tmp/w3/t2/dist/portolan.html#sources.html:port-0").await;
    println!("{}", browser.run("await new Promise((d) => setTimeout(d, 600));return [location.hash, scrollY]").await);
}
