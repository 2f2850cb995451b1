//! The content compiler: `content/` in, checked structure and packs of words out, on the host.
//!
//! [`schema`] says once what may be written. Steps, each of which needs the one before to be free of errors:
//! [`reader`] reads every file into the records of a [`book`], [`check`] and [`compare`] look at files beside each
//! other, [`rules`] keep the language plain and safe, [`review`] knows what is signed, [`translation`] what was read
//! beside its original, [`released`] what changed since the last release, [`emit`] writes static Rust data and one pack
//! per language, and [`figure`] and [`style`] do the same for the drawing and the style sheet. [`report`] renders what
//! people check. It must not know the widget: it writes the types of the structure beside the data, and rustc checks
//! what the widget makes of them.

mod book;
mod check;
mod compare;
mod cursor;
mod diagnostic;
mod emit;
mod figure;
mod files;
mod forms;
mod key_tables;
mod mark;
mod reader;
mod reading;
mod released;
mod report;
mod review;
mod rules;
mod schema;
mod style;
mod translation;

pub use diagnostic::Diagnostic;
pub use key_tables::key_tables;
pub use released::{Change, Changes};
pub use report::Reports;
use std::path::Path;

/// What a build needs of the content.
#[derive(Debug)]
pub struct Output {
    /// Rust source for `src/content.rs` to include: types, ids, order, and which text goes where.
    pub structure: String,
    /// For each language its code and its pack, reference language first.
    pub packs: Vec<(String, Vec<u8>)>,
    /// The sections of a pack in order: each one's name and the number of its first text.
    pub sections: Vec<(String, usize)>,
    /// Bytes that the drawing takes in the engine.
    pub figure: usize,
    /// For each language the texts that are needed before, or without, its pack.
    pub shell_texts: Vec<ShellTexts>,
    /// Ids of the places, in order, for [`compile_style`].
    pub sites: Vec<String>,
    /// Names of the places in the reference language, in the same order.
    pub site_names: Vec<String>,
    /// What whoever builds should know: what is a draft, what changed since it was reviewed.
    pub warnings: Vec<String>,
}

/// Texts of one language that stand on pages, or in the entry, before its pack is there.
#[derive(Debug)]
pub struct ShellTexts {
    /// The code of the language.
    pub language: String,
    /// The title of the guide.
    pub title: String,
    /// That the guide could not be loaded.
    pub not_loaded: String,
    /// The button beside it.
    pub try_again: String,
    /// The link to the page without script.
    pub whole_guide: String,
}

/// Compiles the content folder, or returns every diagnostic of the first step that found any.
///
/// # Errors
/// At least one [`Diagnostic`]; nothing is written either way.
pub fn compile(content: &Path) -> Result<Output, Vec<Diagnostic>> {
    let checked = Checked::read(content)?;
    let figure = figure::compile(&checked.files, &checked.book)?;
    Ok(emit::emit(&checked.book, &figure, &checked.reviews))
}

/// Checks the content folder and renders what people check: the report and the approval page. `today` is
/// `YYYY-MM-DD`, for reviews that are due.
///
/// # Errors
/// As [`compile`].
pub fn report(content: &Path, today: &str) -> Result<Reports, Vec<Diagnostic>> {
    let mut checked = Checked::read(content)?;
    figure::compile(&checked.files, &checked.book)?;
    let changes = released::changes(&mut checked.files, &checked.book)?;
    Ok(report::render(&checked, changes, today))
}

/// The file that a release of `version` leaves in the folder of each language: its code, and the text.
///
/// # Errors
/// As [`compile`].
pub fn release(content: &Path, version: &str) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let checked = Checked::read(content)?;
    Ok(released::write(&checked.book, version))
}

/// Takes note that somebody read the sentences of these files of translations beside their originals. Returns for each
/// language that is concerned its code and the text of its `read-together.txt`.
///
/// # Errors
/// As [`compile`], except for what was not read together yet; and the names that are no file of a translation.
pub fn accept(
    content: &Path,
    accepted: &[String],
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let mut files = files::Files::new(content);
    let book = reader::read(&mut files)?;
    check::check(&files, &book)?;
    translation::accept(&mut files, &book, accepted)
}

/// The name of the file, in the folder of a translation, that [`accept`] gives the text of.
pub const READ_TOGETHER: &str = translation::FILE;

/// Content in which the steps before emitting found no fault.
struct Checked {
    files: files::Files,
    book: book::Book,
    /// For each language, the review of each section.
    reviews: Vec<Vec<review::ReviewStatus>>,
    /// Sentences of translations that must be read again.
    unread: Vec<Diagnostic>,
}

impl Checked {
    fn read(content: &Path) -> Result<Checked, Vec<Diagnostic>> {
        let mut files = files::Files::new(content);
        let book = reader::read(&mut files)?;
        check::check(&files, &book)?;
        rules::check(&files, &book)?;
        let reviews = review::statuses(&files, &book)?;
        let unread = translation::check(&mut files, &book)?;
        Ok(Checked {
            files,
            book,
            reviews,
            unread,
        })
    }
}

/// Shortens the style sheet, repeats what stands there for each place, and adds what older browsers need.
///
/// # Errors
/// A [`Diagnostic`] where a comment or a block does not end.
pub fn compile_style(path: &Path, sites: &[String]) -> Result<String, Vec<Diagnostic>> {
    style::compile(path, sites)
}
