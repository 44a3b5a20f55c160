//! What pages copy.

use crate::Browser;

/// What a button, a JavaScript expression, writes to the clipboard, which a browser without a screen may not have.
pub async fn copied_by(browser: &Browser, button: &str) -> serde_json::Value {
    let script = format!(
        "const copied = new Promise((done) => Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {{ writeText: async (text) => done(text) }} }}));
         {button}.click();
         return copied;"
    );
    browser.run(&script).await
}
