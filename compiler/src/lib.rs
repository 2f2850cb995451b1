//! The content compiler: `content/` in, checked structure and packs of words out, on the host.
//!
//! Steps, each of which needs the one before to be free of errors: [`source`] reads every file and knows what may be
//! written in it, [`check`] compares files with each other, [`rules`] keeps the language plain and safe, [`review`]
//! knows what is signed, [`released`] what changed since the last release, [`emit`] writes static Rust data and one
//! pack per language, and [`figure`] and [`style`] do the same for the drawing and the style sheet. [`report`] prints
//! what people check. It must not know the widget: it writes the names of the types in `src/content.rs`, and rustc
//! checks them.

mod check;
mod diagnostic;
mod emit;
mod figure;
mod mark;
mod reading;
mod released;
mod report;
mod review;
mod rules;
mod source;
mod style;

pub use diagnostic::Diagnostic;
pub use released::{Change, Changes};
pub use report::Reports;
use std::path::Path;

/// What a build needs of the content.
#[derive(Debug)]
pub struct Output {
    /// Rust source for `src/content.rs` to include: ids, order, and which text goes where.
    pub structure: String,
    /// For each language its code and its pack, reference language first.
    pub packs: Vec<(String, Vec<u8>)>,
    /// The sections of a pack in order: each one's name and the number of its first text.
    pub sections: Vec<(String, usize)>,
    /// How many bytes the drawing takes in the engine.
    pub figure: usize,
    /// For each language what is said beside its pack.
    pub asides: Vec<Aside>,
    /// Ids of the places, in order, for [`compile_style`].
    pub sites: Vec<String>,
    /// What the places are called in the reference language, in the same order.
    pub site_names: Vec<String>,
    /// What whoever builds should know: what is a draft, what changed since it was reviewed.
    pub warnings: Vec<String>,
}

/// Words of one language that stand on pages, or in the entry, before its pack is there.
#[derive(Debug)]
pub struct Aside {
    /// The code of the language.
    pub language: String,
    /// What the guide is called.
    pub title: String,
    /// That the guide could not come.
    pub not_loaded: String,
    /// What the button beside it says.
    pub try_again: String,
    /// What the link to the page without script says.
    pub whole_guide: String,
}

/// Compiles the content folder, or returns every diagnostic of the first step that found any.
///
/// # Errors
/// At least one [`Diagnostic`]; nothing is written either way.
pub fn compile(content: &Path) -> Result<Output, Vec<Diagnostic>> {
    let (files, book, standing) = checked(content)?;
    let figure = figure::compile(&files, &book)?;
    Ok(emit::emit(&book, &figure, &standing))
}

/// Checks the content folder and prints what people check: the report and the approval page. `today` is
/// `YYYY-MM-DD`, for reviews that are due.
///
/// # Errors
/// As [`compile`].
pub fn report(content: &Path, today: &str) -> Result<Reports, Vec<Diagnostic>> {
    let (mut files, book, standing) = checked(content)?;
    figure::compile(&files, &book)?;
    let changes = released::changes(&mut files, &book)?;
    Ok(report::print(&files, &book, &standing, changes, today))
}

/// The file that a release of `version` leaves in the folder of each language: its code, and the text.
///
/// # Errors
/// As [`compile`].
pub fn release(content: &Path, version: &str) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let (_, book, _) = checked(content)?;
    Ok(released::write(&book, version))
}

type Checked = (diagnostic::Files, source::Book, Vec<Vec<review::Standing>>);

fn checked(content: &Path) -> Result<Checked, Vec<Diagnostic>> {
    let mut files = diagnostic::Files::new(content);
    let book = source::read(&mut files)?;
    check::check(&files, &book)?;
    rules::check(&files, &book)?;
    let standing = review::standing(&files, &book)?;
    Ok((files, book, standing))
}

/// Shortens the style sheet, repeats what stands there for each place, and adds what older browsers need.
///
/// # Errors
/// A [`Diagnostic`] where a comment or a block does not end.
pub fn compile_style(path: &Path, sites: &[String]) -> Result<String, Vec<Diagnostic>> {
    style::compile(path, sites)
}
