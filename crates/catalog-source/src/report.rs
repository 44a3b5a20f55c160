//! Mistakes in data files, shown in the style of rustc.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// All mistakes, in the order of files and places.
#[derive(Debug)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// How many mistakes there are; at least one.
    pub fn error_count(&self) -> usize {
        self.diagnostics.len()
    }

    /// Every mistake with its place, its line and its remedy; in colour for a terminal.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let shown: Vec<String> = self.diagnostics.iter().map(|diagnostic| diagnostic.render(&renderer)).collect();
        shown.join("\n\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

/// A file that was read: its name as shown, and its text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// One mistake.
#[derive(Debug)]
struct Diagnostic {
    file: Rc<SourceFile>,
    span: Range<usize>,
    message: String,
    label: String,
    remedy: String,
}

impl Diagnostic {
    fn render(&self, renderer: &Renderer) -> String {
        let text = &self.file.text;
        let start = floor(text, self.span.start);
        let end = floor(text, self.span.end).max(start);
        let place = AnnotationKind::Primary.span(start..end).label(&*self.label);
        let snippet = Snippet::source(&*self.file.text).path(&*self.file.name).line_start(1).annotation(place);
        let mut group = Level::ERROR.primary_title(&*self.message).element(snippet);
        if !self.remedy.is_empty() {
            group = group.element(Level::HELP.message(&*self.remedy));
        }
        renderer.render(&[group])
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Collects mistakes while files are read.
pub(crate) struct Diagnostics {
    found: RefCell<Vec<Diagnostic>>,
    /// The parent of the data folder; file names are shown relative to it.
    above: PathBuf,
}

impl Diagnostics {
    /// No mistakes yet.
    pub(crate) fn new(data: &Path) -> Self {
        let above = data.parent().unwrap_or(data).to_owned();
        Self { found: RefCell::default(), above }
    }

    /// A path as messages show it: from the data folder's name on, with forward slashes.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let parts = path.strip_prefix(&self.above).unwrap_or(path).components();
        parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    /// Adds a mistake: `message` says what is wrong, `label` marks the place, `remedy` says what to do.
    pub(crate) fn add(
        &self,
        file: &Rc<SourceFile>,
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.found.borrow_mut().push(Diagnostic {
            file: Rc::clone(file),
            span,
            message: message.into(),
            label: label.into(),
            remedy: remedy.into(),
        });
    }

    /// Adds a mistake with a file that has no text to show.
    pub(crate) fn add_file(&self, path: &Path, message: impl Into<String>, remedy: impl Into<String>) {
        let file = Rc::new(SourceFile { name: self.shown(path), text: String::new() });
        self.add(&file, 0..0, message, "", remedy);
    }

    /// Whether there are no mistakes so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// The value, if there were no mistakes.
    pub(crate) fn into_result<T>(self, made: Option<T>) -> Result<T, Report> {
        let mut diagnostics = self.found.into_inner();
        match made {
            Some(made) if diagnostics.is_empty() => Ok(made),
            _ => {
                diagnostics.sort_by(|a, b| (&a.file.name, a.span.start).cmp(&(&b.file.name, b.span.start)));
                Err(Report { diagnostics })
            }
        }
    }
}
