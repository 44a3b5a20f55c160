//! `<port-plan>`: what somebody runs becomes flows and rules, on every published form, and nothing of it leaves the page.

mod hostile;
mod method;
mod page;

use acceptance::{Browser, in_every_browser};
use hostile::{hostile_overlays_change_no_rule, nothing_leaves_the_page, the_strictest_policy};
use method::{
    missing_dialects_are_told, mistakes_are_told_by_their_paths, other_catalogs_stop_nothing_by_themselves,
    overlays_can_be_planned, plans_are_those_of_the_contract, values_that_are_no_plans_are_told,
};
use page::{
    a_mistake_leaves_the_rules_that_stood, a_plan_is_remembered_until_it_is_forgotten,
    back_shows_the_plan_of_the_address, every_form_can_be_saved, from_the_front_page_to_rules_by_keyboard,
    it_works_in_the_one_file, it_works_in_the_zip, links_add_to_the_plan, questions_are_answered_and_taken_back,
    the_address_has_the_plan, the_copied_link_has_the_plan, two_releases_are_compared,
    what_is_old_is_not_taken_for_new, wrong_addresses_are_told,
};

in_every_browser!(
    from_the_front_page_to_rules_by_keyboard,
    the_address_has_the_plan,
    links_add_to_the_plan,
    a_plan_is_remembered_until_it_is_forgotten,
    questions_are_answered_and_taken_back,
    a_mistake_leaves_the_rules_that_stood,
    every_form_can_be_saved,
    two_releases_are_compared,
    back_shows_the_plan_of_the_address,
    the_copied_link_has_the_plan,
    wrong_addresses_are_told,
    what_is_old_is_not_taken_for_new,
    values_that_are_no_plans_are_told,
    other_catalogs_stop_nothing_by_themselves,
    it_works_in_the_zip,
    it_works_in_the_one_file,
    plans_are_those_of_the_contract,
    mistakes_are_told_by_their_paths,
    missing_dialects_are_told,
    overlays_can_be_planned,
    hostile_overlays_change_no_rule,
    nothing_leaves_the_page,
    the_strictest_policy,
);

pub(crate) const ELEMENT: &str = "document.querySelector('port-plan')";
/// What is in its shadow root.
pub(crate) const ROOT: &str = "document.querySelector('port-plan').shadowRoot";

/// Opens a page with the element alone.
pub(crate) async fn open(browser: &Browser, policy: Option<&str>, body: &str) -> acceptance::Intranet {
    let intranet = acceptance::Intranet::start().await;
    if let Some(policy) = policy {
        intranet.send_policy(policy);
    }
    let page = format!(
        "<!DOCTYPE html><meta charset=utf-8><script src=/heard.js></script><script src=/embed/port-plan.js></script>{body}"
    );
    intranet.put("/page.html", page);
    browser.goto(&intranet.url("/page.html")).await;
    intranet
}

/// Waits until the element can be used.
pub(crate) async fn ready(browser: &Browser) {
    browser.until(&format!("{ELEMENT}?.shadowRoot?.querySelector('#pick')")).await;
}

/// The texts of the elements that match, in order.
pub(crate) async fn texts(browser: &Browser, selector: &str) -> Vec<String> {
    browser.texts(ROOT, selector).await
}

/// The rules that are shown.
pub(crate) async fn rules(browser: &Browser) -> String {
    texts(browser, "[part=code]").await.concat()
}

/// Types into the field that has the focus, and takes the first that fits.
pub(crate) async fn add(browser: &Browser, text: &str) {
    browser.run(&format!("{ROOT}.querySelector('#pick').focus();")).await;
    browser.keys(text).await;
    browser.until(&format!("{ROOT}.querySelector('[role=option][aria-selected=true]')")).await;
    browser.press(acceptance::Key::Enter).await;
    browser.until(&format!("!{ROOT}.querySelector('#pick').value")).await;
}

/// Puts a value into a field or a choice.
pub(crate) async fn set(browser: &Browser, selector: &str, value: &str) {
    let script = format!(
        "const field = {ROOT}.querySelector('{selector}');
         field.value = {};
         for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {{ bubbles: true }}));",
        serde_json::Value::from(value)
    );
    browser.run(&script).await;
}
