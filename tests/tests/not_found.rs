//! The 404 page says what is known of the port in the address.

use acceptance::{Browser, Server, built_site, in_every_browser};

in_every_browser!(a_port_without_a_chapter_is_answered);

/// Address, what the page says, where its links lead; relative to the root.
const CASES: [(&str, &[&str], &[&str]); 6] = [
    (
        "ports/3393.html",
        &["IANA’s register has port 3393 over", "The nearest chapters:"],
        &["register/3250-3499.html#port-3393"],
    ),
    ("ports/4257.html", &["as vrml-multi-use"], &["register/4000-4299.html#port-4200"]),
    ("ports/03389.html", &["Port 3389 has a chapter"], &["ports/3389.html", "register/3250-3499.html#port-3389"]),
    ("ports/50001.html", &["Nothing is registered for port 50001."], &["register/49152-65535.html"]),
    ("ports/7171", &["It is in the range of"], &["ports/6800-7300.html"]),
    ("ports/70000.html", &["lists every chapter"], &["ports/index.html", "register/index.html"]),
];

async fn a_port_without_a_chapter_is_answered(browser: &Browser) {
    let server = Server::start(&built_site()).await;
    for (address, said, links) in CASES {
        browser.open(&server, &format!("/{address}")).await;
        let first = said[0];
        browser.until(&format!("document.querySelector('.not-found')?.textContent.includes({first:?})")).await;
        let script = "const place = document.querySelector('.not-found');
             return [place.textContent, [...place.querySelectorAll('a')].map((link) => link.pathname + link.hash)];";
        let found = browser.run(script).await;
        let (text, leads) = (found[0].as_str().unwrap_or_default(), found[1].as_array().cloned().unwrap_or_default());
        for said in said {
            assert!(text.contains(said), "{address}: {text}");
        }
        for link in links {
            let leads_there =
                leads.iter().any(|lead| lead.as_str().is_some_and(|lead| lead.ends_with(&format!("/{link}"))));
            assert!(leads_there, "{address}: {link} is not among {leads:?}");
        }
    }
}
