//! One element of a page, found from outside.

use super::webdriver::{PATIENCE, within};
use crate::bidi::Node;

/// An element of the page that is shown. Failures are panics with a message.
pub struct Element<'a>(pub(super) Found<'a>);

/// By what it was found.
pub(super) enum Found<'a> {
    WebDriver(fantoccini::elements::Element),
    Firefox(Node<'a>),
}

impl Element<'_> {
    /// Clicks in its middle.
    ///
    /// # Errors
    ///
    /// If it cannot be clicked.
    pub async fn click(&self) -> Result<(), String> {
        match &self.0 {
            Found::WebDriver(element) => within(PATIENCE, element.click()).await,
            Found::Firefox(node) => node.click().await,
        }
    }

    /// Its text, as it is seen.
    ///
    /// # Errors
    ///
    /// If it has gone.
    pub async fn text(&self) -> Result<String, String> {
        match &self.0 {
            Found::WebDriver(element) => within(PATIENCE, element.text()).await,
            Found::Firefox(node) => node.text().await,
        }
    }

    /// Whether it is seen.
    ///
    /// # Errors
    ///
    /// If it has gone.
    pub async fn is_displayed(&self) -> Result<bool, String> {
        match &self.0 {
            Found::WebDriver(element) => within(PATIENCE, element.is_displayed()).await,
            Found::Firefox(node) => node.is_displayed().await,
        }
    }
}
