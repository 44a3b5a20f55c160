//! A real browser, driven from outside; all kinds have the same methods.

mod chromium;
mod element;
mod firefox;
mod options;
mod patience;
mod programs;
mod webdriver;
mod webkit;

pub use element::Element;
pub use options::{Kind, Options};

use crate::{Server, built_site};
use fantoccini::key::Key;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

use element::Found;
use firefox::Firefox;
pub(crate) use patience::Patience;
use webdriver::WebDriver;

/// A browser with a fresh profile. Close it with [`Browser::close`]; dropped, it is killed.
pub struct Browser {
    kind: Kind,
    driver: Driver,
}

/// How it is driven.
enum Driver {
    /// Chromium and `WebKit`, by their drivers.
    WebDriver(WebDriver),
    /// Firefox, which speaks `WebDriver BiDi` itself.
    Firefox(Firefox),
}

/// Why a script has no value.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It threw this.
    Thrown(String),
    /// The browser did not run it to its end, for instance because the page was left meanwhile.
    Unanswered(String),
}

impl Browser {
    /// Starts a browser. `CHROMIUM`, `CHROMEDRIVER` and `FIREFOX` say where they are, else `PATH` does.
    ///
    /// # Panics
    ///
    /// If it cannot be started, or cannot be as the options say.
    pub async fn start(options: Options) -> Self {
        let driver = match options.kind {
            Kind::Chromium => Driver::WebDriver(chromium::start(options).await),
            Kind::Firefox => Driver::Firefox(Firefox::start(options).await),
            Kind::WebKit => Driver::WebDriver(webkit::start(options).await),
        };
        Self { kind: options.kind, driver }
    }

    /// Starts a server of the built site and Chromium on one of its pages.
    pub async fn on(path: &str) -> (Server, Self) {
        let browser = Self::start(Options::default()).await;
        (browser.visit(path).await, browser)
    }

    /// Which browser this is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Starts a server of the built site and opens one of its pages.
    ///
    /// # Panics
    ///
    /// If it cannot be opened.
    pub async fn visit(&self, path: &str) -> Server {
        let server = Server::start(&built_site()).await;
        self.open(&server, path).await;
        server
    }

    /// Opens a page of the server.
    ///
    /// # Panics
    ///
    /// If it cannot be opened.
    pub async fn open(&self, server: &Server, path: &str) {
        self.goto(&server.url(path)).await;
    }

    /// Opens an address, `file://` too, and waits until the page has loaded.
    ///
    /// # Panics
    ///
    /// If it cannot be opened.
    pub async fn goto(&self, url: &str) {
        let opened = match &self.driver {
            Driver::WebDriver(driver) => driver.goto(url).await,
            Driver::Firefox(firefox) => firefox.page.goto(url).await,
        };
        opened.unwrap_or_else(|error| panic!("{url} in {}: {error}", self.kind));
    }

    /// Goes back to another page. Not at once: a page that is kept for Back, and put away in the middle of a script, never says that the
    /// script has ended.
    pub async fn go_back(&self) {
        self.run("setTimeout(() => history.back());").await;
    }

    /// Runs a script, the body of an async function, and returns what it returns.
    ///
    /// # Panics
    ///
    /// If the script throws.
    pub async fn run(&self, script: &str) -> Value {
        match self.evaluate(script).await {
            Ok(value) => value,
            Err(Failure::Thrown(error) | Failure::Unanswered(error)) => panic!("{}: {error}\n{script}", self.kind),
        }
    }

    async fn evaluate(&self, script: &str) -> Result<Value, Failure> {
        match &self.driver {
            Driver::WebDriver(driver) => driver.evaluate(script).await,
            Driver::Firefox(firefox) => firefox.page.evaluate(script).await,
        }
    }

    /// The texts of the elements below a root, a JavaScript expression, that match a selector without apostrophes; in order.
    ///
    /// # Panics
    ///
    /// See [`run`](Self::run).
    pub async fn texts(&self, root: &str, selector: &str) -> Vec<String> {
        let script = format!("return [...{root}.querySelectorAll('{selector}')].map((one) => one.textContent);");
        let texts = self.run(&script).await;
        texts.as_array().expect("a list").iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Lets scripts run for so long; 30 seconds otherwise.
    ///
    /// # Panics
    ///
    /// If the driver does not.
    pub async fn allow(&self, time: Duration) {
        match &self.driver {
            Driver::WebDriver(driver) => driver.allow(time).await,
            Driver::Firefox(firefox) => firefox.page.allow(time),
        }
    }

    /// Waits until a script's value is true, whatever page is shown by then.
    ///
    /// # Panics
    ///
    /// If the script throws, or if it is not true after 800 tries or two minutes: twenty seconds, where nothing else goes on.
    ///
    /// A script without `await` is evaluated at once, so that a navigation cannot interrupt it.
    pub async fn until(&self, condition: &str) {
        let mut last = json!(null);
        let start = Instant::now();
        // On a machine that is busy with other things a try takes much longer than its pause.
        for _ in (0..800).take_while(|_| start.elapsed() < Duration::from_mins(2)) {
            match self.holds(condition).await {
                Ok(Value::Bool(true)) => return,
                Ok(_) => {}
                Err(Failure::Unanswered(error)) => last = json!(error),
                Err(Failure::Thrown(error)) => panic!("{}: {error}\n{condition}", self.kind),
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let fields = "[...document.querySelectorAll('port-reference')].map(({ query, shadowRoot }) => [query, \
                      shadowRoot?.activeElement?.localName, shadowRoot?.querySelector('.problem')?.textContent])";
        let text = format!(
            "return `${{location}} ${{JSON.stringify({fields})}} focus: ${{document.hasFocus()}}\\n\
             ${{document.body.innerText.slice(0, 2000)}}`;"
        );
        let text = self.evaluate(&text).await;
        panic!("it never comes true in {}: {condition}\n{}", self.kind, text.unwrap_or(last));
    }

    async fn holds(&self, condition: &str) -> Result<Value, Failure> {
        let script = format!("return Boolean({condition});");
        match &self.driver {
            Driver::WebDriver(driver) if !condition.contains("await") => driver.evaluate_at_once(&script).await,
            _ => self.evaluate(&script).await,
        }
    }

    /// Types into the focused element, also in a shadow root.
    ///
    /// # Panics
    ///
    /// If the browser cannot.
    pub async fn keys(&self, text: &str) {
        let typed = match &self.driver {
            Driver::WebDriver(driver) => driver.keys(text).await,
            Driver::Firefox(firefox) => firefox.page.keys(text).await,
        };
        typed.unwrap_or_else(|error| panic!("typing {text:?} in {}: {error}", self.kind));
    }

    /// Presses one key.
    pub async fn press(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Clicks at a point of what is seen of the page, in CSS pixels from its upper left corner: in a shadow root too.
    ///
    /// # Panics
    ///
    /// If the browser cannot.
    pub async fn click_at(&self, x: i64, y: i64) {
        let clicked = match &self.driver {
            Driver::WebDriver(driver) => driver.click_at(x, y).await,
            Driver::Firefox(firefox) => firefox.page.click_at(x, y).await,
        };
        clicked.unwrap_or_else(|error| panic!("a click at {x},{y} in {}: {error}", self.kind));
    }

    /// Waits until an element is there, and returns it. Scripts may be off.
    ///
    /// # Panics
    ///
    /// If it does not come within ten seconds.
    pub async fn find(&self, selector: &str) -> Element<'_> {
        let found = match &self.driver {
            Driver::WebDriver(driver) => driver.find(selector).await.map(Found::WebDriver),
            Driver::Firefox(firefox) => firefox.page.find(selector).await.map(Found::Firefox),
        };
        found.map_or_else(|error| panic!("{selector} in {}: {error}", self.kind), Element)
    }

    /// What is seen of the page, as PNG: as wide as the options say, 900 pixels high.
    ///
    /// # Panics
    ///
    /// If the browser cannot.
    pub async fn screenshot(&self) -> Vec<u8> {
        let taken = match &self.driver {
            Driver::WebDriver(driver) => driver.screenshot().await,
            Driver::Firefox(firefox) => firefox.page.screenshot().await,
        };
        taken.unwrap_or_else(|error| panic!("a picture in {}: {error}", self.kind))
    }

    /// What axe finds, one line for each violation; nothing, on a good page.
    ///
    /// # Panics
    ///
    /// If axe cannot run.
    pub async fn axe(&self) -> Vec<String> {
        self.run(include_str!("../vendor/axe.min.js")).await;
        let violations = self
            .run(
                "const { violations } = await axe.run(document);\
                 return violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' — ' + \
                 (n.any[0]?.message ?? n.failureSummary)).slice(0, 4).join('; '));",
            )
            .await;
        violations.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// New messages in the console since the last call, including errors of scripts and violations of policies.
    ///
    /// Chromium also writes what could not be loaded; Firefox does not. `WebKit`'s driver tells nothing: there it is
    /// always empty, and proves nothing.
    ///
    /// # Panics
    ///
    /// If the browser does not answer.
    pub async fn console(&self) -> Vec<String> {
        match (self.kind, &self.driver) {
            (Kind::Chromium, Driver::WebDriver(driver)) => chromium::console(driver).await,
            (_, Driver::WebDriver(_)) => Vec::new(),
            (_, Driver::Firefox(firefox)) => firefox.page.console().await,
        }
    }

    /// The addresses that the page has asked the network for since the last call, the page itself too, in order:
    /// `http`, `https`, `ws` and `wss`, whether they were answered or not; not `file`, `data` and `blob`.
    ///
    /// `None` in `WebKit`, whose driver does not tell. Firefox leaves out what a policy has held back (the console
    /// tells), and writes a web socket's address as `http`. What a service worker asks for is not seen in Chromium.
    ///
    /// # Panics
    ///
    /// If the browser does not answer.
    pub async fn requests(&self) -> Option<Vec<String>> {
        let all = match (self.kind, &self.driver) {
            (Kind::Chromium, Driver::WebDriver(driver)) => chromium::requests(driver).await,
            (_, Driver::WebDriver(_)) => return None,
            (_, Driver::Firefox(firefox)) => firefox.page.requests().await,
        };
        Some(all.into_iter().filter(|url| url.starts_with("http") || url.starts_with("ws")).collect())
    }

    /// Sends a command of the `DevTools` protocol and returns its answer.
    ///
    /// # Panics
    ///
    /// If the browser is not Chromium, or refuses.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        match (self.kind, &self.driver) {
            (Kind::Chromium, Driver::WebDriver(driver)) => chromium::devtools(driver, command, parameters).await,
            _ => panic!("{command}: only Chromium has DevTools commands, not {}", self.kind),
        }
    }

    /// Leaves the page and forgets what the console and the network log hold.
    pub(crate) async fn reset(&self) {
        self.goto("about:blank").await;
        self.console().await;
        self.requests().await;
    }

    /// Ends the browser.
    ///
    /// # Panics
    ///
    /// If it does not answer.
    pub async fn close(self) {
        match self.driver {
            Driver::WebDriver(driver) => driver.close().await,
            Driver::Firefox(firefox) => firefox.close().await,
        }
    }
}
