//! The content compiler: compiles `content/` on the host into a checked structure and one pack of texts per language.
//!
//! [`schema`] defines once what the content may contain. Each step runs only if the one before found no error:
//! [`reader`] reads every file into the records of a [`book`], [`check`], [`signs`] and [`compare`] check references
//! between files, [`rules`] and [`terms`] check for plain and safe
//! language, [`lengths`] how much is read at once, [`review`] checks signatures, and [`translation`] which
//! sentences were compared with their original. [`released`] lists what changed since the last release, [`emit`]
//! writes static Rust data and one pack per language, and [`figure`] and [`style`] compile the drawing and the style
//! sheet. [`mod@report`] renders the report and the approval page, [`head`] what the hosted pages tell search engines, and
//! [`claims`] the file of claims. This crate must not depend on the widget: it writes
//! the types of the structure together with the data, and rustc checks how the widget uses them.

mod book;
mod check;
mod checklist;
mod claims;
mod compare;
mod cursor;
mod diagnostic;
mod emit;
mod figure;
mod files;
mod forms;
mod head;
mod key_tables;
mod lengths;
mod mark;
mod memory;
mod outline;
mod pattern;
mod reader;
mod reading;
mod released;
mod report;
mod review;
mod rules;
mod schema;
mod signed;
mod signs;
mod style;
mod survey;
mod terms;
mod translation;

pub use diagnostic::Diagnostic;
pub use files::{Folder, Named, Source};
pub use key_tables::key_tables;
pub use outline::{
    Entry, FactInfo, FieldInfo, GroupInfo, LanguageInfo, Outline, Sentence, SourceInfo, outline,
};
pub use released::{Change, Changes};
pub use report::{Reports, page};
pub use signed::SignedChange;
use std::collections::BTreeMap;
use std::path::Path;
pub use survey::{Glance, Measured, Panel, Survey, glance, survey};
pub use translation::{Unread, fingerprint};

/// The result of compiling the content.
#[derive(Debug)]
pub struct Output {
    /// Rust source for `src/content.rs` to include: types, ids, order, and which text goes where.
    pub structure: String,
    /// For each language its code and its pack, reference language first.
    pub packs: Vec<(String, Vec<u8>)>,
    /// The sections of a pack in order: the name of each and the number of its first text.
    pub sections: Vec<(String, usize)>,
    /// The size of the drawing in the engine, in bytes.
    pub figure: usize,
    /// For each language the texts that are needed before its pack is loaded, or without it.
    pub shell_texts: Vec<ShellTexts>,
    /// Ids of the regions, in order, for [`compile_style`].
    pub sites: Vec<String>,
    /// For each language the names of the regions by their ids.
    pub site_names: Vec<(String, BTreeMap<String, String>)>,
    /// For each language the lines for the `head` of its hosted page.
    pub heads: Vec<(String, String)>,
    /// `claims.json`: every claim with its facts and sources.
    pub claims: String,
    /// Warnings of the build: which sections are drafts, which changed since their review.
    pub warnings: Vec<String>,
}

/// Texts of one language that are in pages, or in the entry script, before its pack is loaded.
#[derive(Debug)]
pub struct ShellTexts {
    /// The code of the language.
    pub language: String,
    /// How it runs, `ltr` or `rtl`.
    pub dir: &'static str,
    /// The title of the guide.
    pub title: String,
    /// The message that the guide could not be loaded.
    pub not_loaded: String,
    /// The label of the button next to it.
    pub try_again: String,
    /// The link to the page without script.
    pub whole_guide: String,
}

/// Compiles the content folder, or returns every diagnostic of the first step that found any.
///
/// # Errors
/// At least one [`Diagnostic`]; nothing is written either way.
pub fn compile(content: impl Source + 'static) -> Result<Output, Vec<Diagnostic>> {
    let checked = Checked::read(content)?;
    let figure = figure::compile(&checked.files, &checked.book)?;
    let Checked { book, reviews, .. } = &checked;
    let heads = book.languages.iter().zip(reviews);
    let heads = heads.map(|(language, statuses)| {
        let lines = head::lines(book, language, statuses);
        (language.code.clone(), lines)
    });
    Ok(Output {
        heads: heads.collect(),
        claims: claims::claims(book, reviews),
        ..emit::emit(book, &figure, reviews)
    })
}

/// Checks the content folder and renders the report and the approval page. `today` is `YYYY-MM-DD`, to find reviews
/// that are due.
///
/// # Errors
/// As [`compile`].
pub fn report(content: impl Source + 'static, today: &str) -> Result<Reports, Vec<Diagnostic>> {
    let mut checked = Checked::read(content)?;
    figure::compile(&checked.files, &checked.book)?;
    let changes = released::changes(&mut checked.files, &checked.book)?;
    Ok(report::render(&checked, changes, today))
}

/// For each language its code and the text of the file that a release of `version` writes into its folder.
///
/// # Errors
/// As [`compile`].
pub fn release(
    content: impl Source + 'static,
    version: &str,
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let checked = Checked::read(content)?;
    Ok(released::write(&checked.book, version))
}

/// Reads the files, and checks that the languages and what the files name of each other fit.
fn read_together(
    content: impl Source + 'static,
) -> Result<(files::Files, book::Book), Vec<Diagnostic>> {
    let mut files = files::Files::new(content);
    let book = reader::read(&mut files)?;
    check::check(&files, &book)?;
    Ok((files, book))
}

/// Records that somebody compared the sentences of these translated files with their originals. Returns, for each
/// language concerned, its code and the text of its `read-together.txt`.
///
/// # Errors
/// As [`compile`], except for sentences that were not compared yet; and the names that are not files of a translation.
pub fn accept(
    content: impl Source + 'static,
    accepted: &[String],
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let (mut files, book) = read_together(content)?;
    translation::accept(&mut files, &book, accepted)
}

/// The translated sentences that must be compared with their originals again.
///
/// # Errors
/// As [`accept`].
pub fn unread(content: impl Source + 'static) -> Result<Vec<Unread>, Vec<Diagnostic>> {
    let (mut files, book) = read_together(content)?;
    translation::unread(&mut files, &book)
}

/// The text of `read-together.txt` of a language after somebody compared the sentences at these paths.
///
/// # Errors
/// As [`accept`].
pub fn accept_sentences(
    content: impl Source + 'static,
    language: &str,
    paths: &[String],
) -> Result<String, Vec<Diagnostic>> {
    let (mut files, book) = read_together(content)?;
    translation::accept_sentences(&mut files, &book, language, paths)
}

/// The text of [`SIGNED`] of a language after a section was signed as it is now.
///
/// # Errors
/// As [`accept`].
pub fn sign(
    content: impl Source + 'static,
    section: &str,
    language: &str,
) -> Result<String, Vec<Diagnostic>> {
    let (mut files, book) = read_together(content)?;
    signed::write(&mut files, &book, section, language)
}

/// What of a section is not as it was signed; none if the words that were signed are not known.
///
/// # Errors
/// As [`accept`].
pub fn signed_changes(
    content: impl Source + 'static,
    section: &str,
    language: &str,
) -> Result<Option<Vec<SignedChange>>, Vec<Diagnostic>> {
    let (mut files, book) = read_together(content)?;
    signed::changes(&mut files, &book, section, language)
}

/// The name of the file in the folder of each language with what was signed.
pub const SIGNED: &str = signed::FILE;

/// The language that carries the structure.
pub const REFERENCE: &str = schema::REFERENCE;

/// The name of the file in the folder of a translation whose text [`accept`] returns.
pub const READ_TOGETHER: &str = translation::FILE;

/// An environment variable that the bench sets for its larger editions, which say each sentence many times: rules of
/// wording and length stop nothing then.
pub const REPEATED: &str = "MBC_BENCH_REPEATED";

/// Content in which the steps before emitting found no error.
struct Checked {
    files: files::Files,
    book: book::Book,
    /// For each language, what the rules found that stops nothing.
    findings: Vec<Vec<checklist::Finding>>,
    /// For each language, the review of each section.
    reviews: Vec<Vec<review::ReviewStatus>>,
    /// Warnings about translated sentences that must be compared with the original again.
    unread: Vec<Diagnostic>,
}

impl Checked {
    fn read(content: impl Source + 'static) -> Result<Checked, Vec<Diagnostic>> {
        let (mut files, book) = read_together(content)?;
        let findings = rules::all(&files, &book);
        let mut faults = rules::faults(&files, &book, &findings);
        // Neither needs the other.
        faults.extend(lengths::faults(&files, &book));
        if !faults.is_empty() && std::env::var_os(REPEATED).is_none() {
            return Err(faults);
        }
        let reviews = review::statuses(&files, &book)?;
        let unread = translation::check(&mut files, &book)?;
        Ok(Checked {
            files,
            book,
            findings,
            reviews,
            unread,
        })
    }
}

/// Minifies the style sheet, expands `@each site`, and adds fallbacks for older browsers.
///
/// # Errors
/// A [`Diagnostic`] if a comment or a block does not end.
pub fn compile_style(path: &Path, sites: &[String]) -> Result<String, Vec<Diagnostic>> {
    style::compile(path, sites)
}
