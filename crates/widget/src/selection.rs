//! The selected filters, in the order in which the reader chose them, and the release as typed.

use crate::object;
use catalog::{Catalog, Dimension, Filters, Release, UnknownFilter, trim_end};
use js_sys::{Array, Object};
use wasm_bindgen::JsCast;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    values: Vec<(Dimension, usize)>,
    /// The text of the release field; it may be unfinished or wrong.
    pub(crate) release_text: String,
}

impl Selection {
    pub(crate) fn is_selected(&self, dimension: Dimension, position: usize) -> bool {
        self.values.contains(&(dimension, position))
    }

    pub(crate) fn toggle(&mut self, dimension: Dimension, position: usize) {
        match self.values.iter().position(|value| *value == (dimension, position)) {
            Some(at) => drop(self.values.remove(at)),
            None => self.values.push((dimension, position)),
        }
    }

    /// Selects by the names used in filters.
    pub(crate) fn select(&mut self, catalog: &Catalog, name: &str, value: &str) -> Result<(), UnknownFilter> {
        // First, because it checks that filter and value exist.
        Filters::default().select(catalog, name, value)?;
        if let Some(dimension) = Dimension::from_id(name) {
            let values = dimension.values(catalog);
            let position = values.iter().position(|(id, _)| id.eq_ignore_ascii_case(value));
            if let Some(position) = position.filter(|position| !self.is_selected(dimension, *position)) {
                self.values.push((dimension, position));
            }
        } else {
            value.clone_into(&mut self.release_text);
        }
        Ok(())
    }

    /// The release, if the text is one.
    pub(crate) fn release(&self) -> Option<Release> {
        let text = self.release_text.trim_ascii().to_ascii_lowercase();
        let text = text.strip_prefix("vos").map_or(&*text, str::trim_ascii_start);
        trim_end(text, "+").parse().ok()
    }

    /// Whether the text of the release field is not a release.
    pub(crate) fn release_is_unreadable(&self) -> bool {
        !self.release_text.trim_ascii().is_empty() && self.release().is_none()
    }

    /// Whether there are no filters.
    pub(crate) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.release().is_none()
    }

    /// The selected values with their ids and labels.
    pub(crate) fn values<'a>(&self, catalog: &'a Catalog) -> Vec<(Dimension, usize, &'a str, &'a str)> {
        let named = self.values.iter().filter_map(|(dimension, position)| {
            let (id, label) = *dimension.values(catalog).get(*position)?;
            Some((*dimension, *position, id, label))
        });
        named.collect()
    }

    /// Names and values for URLs and events, the release last.
    pub(crate) fn named(&self, catalog: &Catalog) -> Vec<(&'static str, String)> {
        let values = self.values(catalog).into_iter().map(|(dimension, _, id, _)| (dimension.id(), id.to_owned()));
        values.chain(self.release().map(|release| ("release", release.text()))).collect()
    }

    pub(crate) fn filters(&self, catalog: &Catalog) -> Filters {
        let mut filters = Filters::default();
        filters.release = self.release();
        for (dimension, _, id, _) in self.values(catalog) {
            // Only existing values can be selected.
            let _ = filters.select(catalog, dimension.id(), id);
        }
        filters
    }

    /// In the format of `search()`: `{ transport: ["udp"], release: "15.2" }`.
    pub(crate) fn to_object(&self, catalog: &Catalog) -> Object {
        let shape = Object::new();
        for (name, value) in self.named(catalog) {
            if name == "release" {
                object::set(&shape, name, &value.into());
                continue;
            }
            let values = object::get(&shape, name).dyn_into::<Array>().unwrap_or_default();
            values.push(&value.into());
            object::set(&shape, name, &values);
        }
        shape
    }
}
