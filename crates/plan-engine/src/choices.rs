//! What can be added to a plan.

use crate::Ports;
use crate::choice::Choice;
use crate::typed::{Fit, Typed};
use catalog::sorted;
use result_json::Json;

impl Ports {
    /// What fits a text, best first, as a JSON list of at most so many: entries and products as [`Ports::describe`] has them. A number finds
    /// its entry and the ranges that hold it; every typed word has to begin a word of a title or another name, of a program, protocol or
    /// product, of a task or category. What no flow follows from, such as a class of ports, is last. An empty text finds everything.
    pub fn choices(&self, text: &str, most: usize, base: &str) -> String {
        let typed = Typed::new(text);
        let mut all = Vec::new();
        for product in self.catalog.products() {
            all.push(Choice::Product(product));
        }
        for entry in self.catalog.entries() {
            all.push(Choice::Entry(entry));
        }
        let mut found = Vec::new();
        for (at, choice) in all.iter().enumerate() {
            if let Some(fit) = typed.fit(choice, &self.catalog) {
                // Of ranges that hold a port, the narrowest.
                let width = match choice {
                    Choice::Entry(entry) if typed.has_number() => entry.ports.width(),
                    Choice::Entry(_) => 0,
                    Choice::Product(_) => u32::MAX,
                };
                let is_last = fit != Fit::Exact && !choice.roles(&self.catalog).is_any();
                found.push((is_last, fit, width, at));
            }
        }
        let best = sorted(found).into_iter().take(most).filter_map(|(.., at)| all.get(at));
        let mut json = Json::default();
        json.open('[');
        for choice in best {
            choice.write(&mut json, self, base);
        }
        json.close(']');
        json.take()
    }

    /// The entry or product with this id: `{ what, kind, label, summary, ports, roles, movable, href }`, or `null`. `roles` are those in which
    /// the sources have something about it, `movable` whether it has one port; `href` starts with `base`, and is `null` for products.
    pub fn describe(&self, what: &str, base: &str) -> String {
        let product = self.catalog.products().iter().find(|one| one.id == what).map(Choice::Product);
        let choice = product.or_else(|| self.catalog.entry(what).map(Choice::Entry));
        let mut json = Json::default();
        match choice {
            Some(choice) => choice.write(&mut json, self, base),
            None => json.word("null"),
        }
        json.take()
    }
}
