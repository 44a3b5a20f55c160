//! The commands, for a session with one page.

use super::Connection;
use super::node::Node;
use crate::browser::{Failure, Patience};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use std::time::Duration;

/// How long anything but a script may take.
const PATIENCE: Duration = Duration::from_mins(1);

const CONSOLE: &str = "log.entryAdded";
const REQUEST: &str = "network.beforeRequestSent";

/// The page of a session.
pub(crate) struct Page {
    connection: Connection,
    context: String,
    /// How long scripts may run.
    scripts: Patience,
}

impl Page {
    /// Begins a session and takes the browser's first page.
    ///
    /// # Panics
    ///
    /// If the browser refuses.
    pub(crate) async fn open(connection: Connection) -> Self {
        let mut page = Self { connection, context: String::new(), scripts: Patience::default() };
        page.must("session.new", json!({ "capabilities": {} })).await;
        page.must("session.subscribe", json!({ "events": [CONSOLE, REQUEST] })).await;
        let tree = page.must("browsingContext.getTree", json!({})).await;
        tree["contexts"][0]["context"].as_str().expect("a page").clone_into(&mut page.context);
        page
    }

    /// Sets how large the page is seen, in CSS pixels.
    ///
    /// # Panics
    ///
    /// If the browser refuses.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let viewport = json!({ "width": width, "height": height });
        let viewport = json!({ "context": self.context, "viewport": viewport, "devicePixelRatio": 1 });
        self.must("browsingContext.setViewport", viewport).await;
    }

    /// Opens an address and waits until the page has loaded.
    ///
    /// Firefox sometimes does not answer if the page changes its own address while it loads, so the page is asked too.
    pub(crate) async fn goto(&self, url: &str) -> Result<(), String> {
        let before = self.time_origin().await;
        let target = json!({ "context": self.context, "url": url, "wait": "complete" });
        tokio::select! {
            answer = self.command("browsingContext.navigate", target) => match answer {
                Ok(_) => Ok(()),
                Err(error) => Err(format!("{error}; the page before began at {before}, this one: {}", self.state().await)),
            },
            () = self.another_has_loaded(&before, url) => Ok(()),
        }
    }

    /// Ends when the page is another one than the one that began at that time, and has loaded.
    ///
    /// The empty page with which Firefox starts may come late, and in place of what was asked for: then that is asked for again.
    async fn another_has_loaded(&self, before: &Value, url: &str) {
        // Long after nearly every answer: who is answered does not come here.
        tokio::time::sleep(Duration::from_secs(10)).await;
        loop {
            let state = self.state().await;
            let loaded =
                state["ready"] == "complete" && !state["address"].as_str().unwrap_or("about:").starts_with("about:");
            if loaded && state["began"] != *before {
                return;
            }
            if state["address"] == "about:blank" && state["began"] != *before {
                let target = json!({ "context": self.context, "url": url, "wait": "none" });
                // Whether it comes is seen in the next round.
                let _ = self.command("browsingContext.navigate", target).await;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// When the page began to load: in the browser's clock, and so another time for each page.
    async fn time_origin(&self) -> Value {
        self.state().await["began"].take()
    }

    /// The page's beginning, how far it has loaded, and its address, which is `about:neterror` for none; or nothing.
    async fn state(&self) -> Value {
        let state = "() => JSON.stringify({
            began: performance.timeOrigin, ready: document.readyState, address: document.documentURI })";
        let state = self.call(state, json!([])).await.ok();
        let text = state.as_ref().and_then(|state| state["value"].as_str());
        text.map_or(Value::Null, |text| serde_json::from_str(text).expect("JSON"))
    }

    /// Runs a script, the body of an async function, as soon as the page has loaded.
    pub(crate) async fn evaluate(&self, script: &str) -> Result<Value, Failure> {
        let function = format!(
            "async () => {{\
                 if (document.readyState !== 'complete') {{\
                     await new Promise((done) => addEventListener('load', done, {{ once: true }}));\
                 }}\
                 return JSON.stringify(await (async () => {{ {script}\n}})());\
             }}"
        );
        let value = self.call(&function, json!([])).await?;
        let text = value["value"].as_str();
        Ok(text.map_or(Value::Null, |text| serde_json::from_str(text).expect("JSON")))
    }

    /// Calls a function of JavaScript; what it returns, as the protocol writes it.
    pub(super) async fn call(&self, function: &str, arguments: Value) -> Result<Value, Failure> {
        let call = json!({
            "functionDeclaration": function,
            "arguments": arguments,
            "awaitPromise": true,
            "target": { "context": self.context },
        });
        let answer = self.connection.command("script.callFunction", call, self.scripts.get()).await;
        let mut answer = answer.map_err(Failure::Unanswered)?;
        if answer["type"] == "success" {
            Ok(answer["result"].take())
        } else {
            Err(Failure::Thrown(answer["exceptionDetails"]["text"].as_str().unwrap_or_default().to_owned()))
        }
    }

    /// Lets scripts run for so long.
    pub(crate) fn allow(&self, time: Duration) {
        self.scripts.set(time);
    }

    /// Presses and releases one key for each character.
    pub(crate) async fn keys(&self, text: &str) -> Result<(), String> {
        let keys = text.chars().flat_map(|key| ["keyDown", "keyUp"].map(|way| json!({ "type": way, "value": key })));
        let keys: Vec<Value> = keys.collect();
        self.act(json!({ "type": "key", "id": "keyboard", "actions": keys })).await
    }

    /// Clicks at a point of what is seen of the page.
    pub(crate) async fn click_at(&self, x: i64, y: i64) -> Result<(), String> {
        self.click(x, y, json!("viewport")).await
    }

    /// Clicks at a distance from an origin, as the protocol names it.
    pub(super) async fn click(&self, x: i64, y: i64, origin: Value) -> Result<(), String> {
        let actions = json!([
            { "type": "pointerMove", "x": x, "y": y, "origin": origin },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        self.act(json!({ "type": "pointer", "id": "mouse", "actions": actions })).await
    }

    /// Performs the actions of one device.
    pub(super) async fn act(&self, device: Value) -> Result<(), String> {
        let actions = json!({ "context": self.context, "actions": [device] });
        self.command("input.performActions", actions).await.map(drop)
    }

    /// Waits until an element is there.
    pub(crate) async fn find(&self, selector: &str) -> Result<Node<'_>, String> {
        let locator = json!({ "type": "css", "value": selector });
        let locate = json!({ "context": self.context, "locator": locator, "maxNodeCount": 1 });
        for _ in 0..400 {
            let found = self.command("browsingContext.locateNodes", locate.clone()).await?;
            if let Some(id) = found["nodes"][0]["sharedId"].as_str() {
                return Ok(Node::new(self, id));
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Err("it does not come".to_owned())
    }

    /// What is seen of the page, as PNG.
    pub(crate) async fn screenshot(&self) -> Result<Vec<u8>, String> {
        let taken = self.command("browsingContext.captureScreenshot", json!({ "context": self.context })).await?;
        BASE64_STANDARD.decode(taken["data"].as_str().unwrap_or_default()).map_err(|error| error.to_string())
    }

    /// New messages in the console since the last call.
    ///
    /// # Panics
    ///
    /// If the browser does not answer.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.events(CONSOLE).await;
        entries.iter().filter_map(|entry| entry["text"].as_str()).map(str::to_owned).collect()
    }

    /// What was asked of the network since the last call.
    ///
    /// # Panics
    ///
    /// If the browser does not answer.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let requests = self.events(REQUEST).await;
        requests.iter().filter_map(|request| request["request"]["url"].as_str()).map(str::to_owned).collect()
    }

    async fn events(&self, method: &str) -> Vec<Value> {
        // What happened before this command has come before its answer.
        self.must("session.status", json!({})).await;
        self.connection.events(method)
    }

    /// Ends the browser.
    ///
    /// # Panics
    ///
    /// If it refuses.
    pub(crate) async fn close(&self) {
        self.must("browser.close", json!({})).await;
    }

    async fn command(&self, method: &str, params: Value) -> Result<Value, String> {
        self.connection.command(method, params, PATIENCE).await
    }

    async fn must(&self, method: &str, params: Value) -> Value {
        self.command(method, params).await.unwrap_or_else(|error| panic!("{error}"))
    }
}
