//! Citations: `source:item`. Every item of every source must be cited.

use crate::prose::Citation;
use crate::reader::{At, Context, Table, nearest};
use crate::reference::Source;
use crate::report::{Diagnostics, SourceFile};
use crate::use_table::ids;
use crate::vocabularies::Remarked;
use catalog::Provenance;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// The sources, with what has been cited so far.
pub(crate) struct Citations {
    pub(crate) sources: Vec<Source>,
    /// For each source its file, and for each item its place.
    places: Vec<(Rc<SourceFile>, Vec<Range<usize>>)>,
    carried: RefCell<BTreeSet<String>>,
    /// Whether every source could be read. Otherwise unknown citations are not reported.
    complete: bool,
    /// The sources' remarks, which are checked after all entries have been read.
    pub(crate) texts: Vec<Remarked>,
    /// Whether there was a citation of an unknown item.
    unresolved: Cell<bool>,
}

/// A source as read from its file.
pub(crate) struct SourceRead {
    pub(crate) source: Source,
    pub(crate) file: Rc<SourceFile>,
    /// The place of each item.
    pub(crate) places: Vec<Range<usize>>,
    /// What its remarks cite.
    pub(crate) cites: Vec<At<String>>,
    /// What its remarks say.
    pub(crate) texts: Vec<Remarked>,
}

impl Citations {
    /// Starts with the items that the remarks of the sources cite.
    pub(crate) fn new(read: Vec<SourceRead>, diagnostics: &Diagnostics) -> Self {
        let complete = diagnostics.is_empty();
        let (carried, unresolved) = (RefCell::default(), Cell::default());
        let mut all =
            Self { sources: Vec::new(), places: Vec::new(), carried, complete, unresolved, texts: Vec::new() };
        let mut cites = Vec::new();
        for one in read {
            cites.push((Rc::clone(&one.file), one.cites));
            all.sources.push(one.source);
            all.texts.extend(one.texts);
            all.places.push((one.file, one.places));
        }
        for (file, cites) in cites {
            let context = Context { file: &file, diagnostics, offset: 0 };
            for cite in cites {
                if all.is_known(&cite.value, &cite.span, context) {
                    all.carried.borrow_mut().insert(cite.value);
                }
            }
        }
        all
    }

    /// Reads a table's `cites`, which must name known items; counts them as cited.
    pub(crate) fn read(&self, table: &Table<'_>, required: bool) -> Vec<String> {
        let cites = self.read_only(table, required);
        self.carried.borrow_mut().extend(cites.iter().cloned());
        cites
    }

    /// The same without counting them: for texts about an item that do not carry its content.
    pub(crate) fn read_only(&self, table: &Table<'_>, required: bool) -> Vec<String> {
        if table.value("cites").is_none() && required {
            let remedy = "say where this comes from: cites = [\"source:item\"], with the items of data/sources/";
            table.missing("cites", remedy);
        }
        let read = table.texts("cites").into_iter();
        let known = read.filter(|cite| self.is_known(&cite.value, &cite.span, table.context));
        known.map(|cite| cite.value).collect()
    }

    fn is_known(&self, cite: &str, span: &Range<usize>, context: Context<'_>) -> bool {
        if !self.complete {
            return true;
        }
        let known = self.resolves(cite, span, context);
        self.unresolved.set(self.unresolved.get() || !known);
        known
    }

    fn resolves(&self, cite: &str, span: &Range<usize>, context: Context<'_>) -> bool {
        let (source, item) = cite.split_once(':').unwrap_or((cite, ""));
        let Some(known) = self.sources.iter().find(|known| known.id == source) else {
            let remedy = match nearest(source, self.sources.iter().map(|known| known.id.as_str())) {
                Some(alike) => format!("did you mean `{alike}`? Citations are source:item"),
                None => {
                    "cite source:item; new documents go into data/sources/, in the file of their publisher".to_owned()
                }
            };
            context.error(
                span.clone(),
                format!("unknown source `{source}`"),
                "no [[source]] in data/sources/ has this id",
                remedy,
            );
            return false;
        };
        if known.items.iter().any(|known| known.id == item) {
            return true;
        }
        let remedy = match nearest(item, known.items.iter().map(|known| known.id.as_str())) {
            Some(alike) => format!("did you mean `{source}:{alike}`?"),
            None => format!("its items are {}", ids(known.items.iter().map(|known| known.id.as_str()))),
        };
        context.error(
            span.clone(),
            format!("unknown source item `{cite}`"),
            format!("{source} has no such item"),
            remedy,
        );
        false
    }

    /// The provenance of the cited sources, which must be the same.
    pub(crate) fn provenance(&self, cites: &[String], table: &Table<'_>) -> Option<Provenance> {
        let source = |cite: &String| {
            let id = cite.split(':').next()?;
            self.sources.iter().find(|source| source.id == id)
        };
        let all: BTreeSet<Provenance> = cites.iter().filter_map(source).map(Source::provenance).collect();
        if all.len() > 1 {
            let span = table.value("cites").map_or(table.span.clone(), |cites| cites.span);
            let remedy = "split it in two uses, one for each kind of source";
            table.context.error(span, "one use cites two kinds of source", "who says so is not clear", remedy);
        }
        all.first().copied()
    }

    /// Checks the citations in a piece of prose, which begins at the context's offset, and counts them as cited.
    pub(crate) fn check_prose(&self, cites: Vec<Citation>, context: Context<'_>) {
        for Citation { item, span } in cites {
            let span = span.start + context.offset..span.end + context.offset;
            if self.is_known(&item, &span, context) {
                self.carried.borrow_mut().insert(item);
            }
        }
    }

    /// Reports every uncited item, unless an unknown citation may have been meant for it.
    pub(crate) fn report_uncited(&self, diagnostics: &Diagnostics) {
        if !self.complete || self.unresolved.get() {
            return;
        }
        let cited = self.carried.borrow();
        for (source, (file, spans)) in self.sources.iter().zip(&self.places) {
            for (item, span) in source.items.iter().zip(spans) {
                let name = format!("{}:{}", source.id, item.id);
                if !cited.contains(&name) {
                    let remedy = format!("carry what it says in an entry, and cite it there: cites = [\"{name}\"]");
                    diagnostics.add(file, span.clone(), format!("nobody cites `{name}`"), item.place.clone(), remedy);
                }
            }
        }
    }
}
