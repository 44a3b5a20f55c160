//! scratch
use acceptance::{Alone, Browser, in_every_browser};
in_every_browser!(look,);
async fn look(browser: &Browser) {
    for wait in [0, 600] {
    let file = Alone::make();
    browser.goto(&file.url("")).await;
    browser.run("await document.querySelector('main port-reference').ready;
      window.LOG=[]; const l=(n)=>LOG.push([n,location.href.split('html')[1], Math.round(performance.now())]);
      for (const m of ['pushState','replaceState']) { const o=history[m]; history[m]=function(...a){l(m+' '+a[2]); const r= o.apply(this,a); l(m+' done'); return r} }
      for (const e of ['popstate','hashchange','click','focusout']) addEventListener(e,()=>l(e),true);
    ").await;
    browser.keys("/").await;
    browser.keys("licence and citation").await;
    browser.until("document.querySelector('main port-reference').shadowRoot.querySelector('ol a[href$=\"#data.html:licence-and-citation\"]')").await;
    let log = browser.run(&format!("await new Promise((d)=>setTimeout(d,{wait})); LOG.push('go', performance.now()); document.querySelector('main port-reference').shadowRoot.querySelector('ol a[href$=\"#data.html:licence-and-citation\"]').click(); LOG.push('clicked');await new Promise((d)=>setTimeout(d,900)); return LOG")).await;
    println!("{} {log}", browser.kind());
    }
}
