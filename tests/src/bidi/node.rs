//! One element.

use super::Page;
use crate::browser::Failure;
use serde_json::{Value, json};

/// An element of the page.
pub(crate) struct Node<'a> {
    page: &'a Page,
    id: String,
}

impl<'a> Node<'a> {
    pub(super) fn new(page: &'a Page, id: &str) -> Self {
        Self { page, id: id.to_owned() }
    }

    /// Clicks in its middle, after scrolling to it.
    pub(crate) async fn click(&self) -> Result<(), String> {
        self.call("(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })").await?;
        let origin = json!({ "type": "element", "element": { "sharedId": self.id } });
        self.page.click(0, 0, origin).await
    }

    /// Its text, as it is seen.
    pub(crate) async fn text(&self) -> Result<String, String> {
        let text = self.call("(element) => element.innerText.trim()").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Whether it is seen.
    pub(crate) async fn is_displayed(&self) -> Result<bool, String> {
        let seen = "(element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) \
                    && element.getClientRects().length > 0";
        Ok(self.call(seen).await? == json!(true))
    }

    /// Calls a function with the element; its value, if that is a string, a number or a truth value.
    async fn call(&self, function: &str) -> Result<Value, String> {
        let answer = self.page.call(function, json!([{ "sharedId": self.id }])).await;
        match answer {
            Ok(mut value) => Ok(value["value"].take()),
            Err(Failure::Thrown(error) | Failure::Unanswered(error)) => Err(error),
        }
    }
}
