//! Keys: arrows move through the results, Enter opens, Escape goes back, letters go to the field.

use crate::dom;
use crate::events::target;
use crate::widget::{Cause, Widget};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Where a key was pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// The search field.
    Field,
    /// Another field to type in.
    Text,
    /// The link of a result.
    Result(usize),
    /// Elsewhere in the widget.
    Other,
}

pub(crate) fn down(widget: &Widget, event: &Event) {
    let (Some(event), Some(target)) = (event.dyn_ref::<KeyboardEvent>(), target(event)) else { return };
    if event.is_composing() || event.default_prevented() || event.alt_key() {
        return;
    }
    let key = event.key();
    if widget.filters.is_sheet() {
        if key == "Escape" {
            widget.fold();
            event.prevent_default();
            event.stop_propagation();
        }
        return;
    }
    let at = place(widget, &target);
    let commands = event.ctrl_key() || event.meta_key();
    let handled = match (key.as_str(), at) {
        ("ArrowDown", At::Field) if !commands && !event.shift_key() => widget.step_into(),
        ("ArrowDown", At::Result(position)) if !commands => widget.step_to(Some(position + 1)),
        ("ArrowUp", At::Result(position)) if !commands => widget.step_to(position.checked_sub(1)),
        ("Enter", At::Field) => widget.open_first(commands),
        // A link without an address does nothing by itself.
        ("Enter", At::Result(_)) if !target.has_attribute("href") => {
            target.unchecked_ref::<HtmlElement>().click();
            true
        }
        ("Escape", _) => widget.escape(at == At::Field),
        _ => false,
    };
    if handled {
        event.prevent_default();
        event.stop_propagation();
        return;
    }
    let letter = key.chars().count() == 1 && key != " ";
    if matches!(at, At::Result(_) | At::Other) && !commands && (letter || key == "Backspace") {
        // The letter follows the focus.
        widget.go_on_typing();
    }
}

fn place(widget: &Widget, target: &Element) -> At {
    if widget.is_field(target) {
        return At::Field;
    }
    if dom::closest(target, "input:not([type=checkbox]), select, textarea").is_some() {
        return At::Text;
    }
    widget.list.position(target).map_or(At::Other, At::Result)
}

impl Widget {
    /// Opens the best result, in another tab if asked to, as a click on it would. Nothing happens where nothing is asked,
    /// or where no result is about the port that was asked for.
    pub(crate) fn open_first(&self, elsewhere: bool) -> bool {
        if let Some(url) = &self.page_url {
            url.settle();
        }
        let asked = self.is_asked();
        let Some(link) = self.list.link(0).filter(|_| asked) else { return asked };
        if !self.is_answer.get() {
            // The notice above the results has all that is known of the number.
            self.panel.open();
            return true;
        }
        let href = link.get_attribute("href");
        if !elsewhere || href.is_none() {
            link.unchecked_ref::<HtmlElement>().click();
        } else if self.selects(0) {
            let href = href.unwrap_or_default();
            let _ = dom::window().open_with_url_and_target_and_features(&href, "_blank", "noopener");
        }
        true
    }

    fn step_into(&self) -> bool {
        self.panel.open();
        self.step_to(Some(0))
    }

    /// Focuses a result; before the first comes the field.
    fn step_to(&self, position: Option<usize>) -> bool {
        match position {
            None => dom::focus(&self.input),
            Some(position) => {
                if let Some(link) = self.list.link(position) {
                    dom::focus(&link);
                }
            }
        }
        true
    }

    /// Closes the panel, else goes back to the field, else clears it; whether there was anything to do.
    fn escape(&self, in_field: bool) -> bool {
        if self.panel.can_close() {
            dom::focus(&self.input);
            self.panel.close();
        } else if !in_field {
            dom::focus(&self.input);
        } else if self.input.value().is_empty() && self.selection.borrow().is_empty() {
            return false;
        } else {
            self.input.set_value("");
            self.selection.take();
            self.update(Cause::Choice);
        }
        true
    }

    fn go_on_typing(&self) {
        let end = u32::try_from(self.input.value().encode_utf16().count()).ok();
        let _ = self.input.set_selection_start(end);
        let _ = self.input.set_selection_end(end);
        dom::focus(&self.input);
    }
}
