//! The content compiler: `content/` in, checked structure and packs of words out, on the host.
//!
//! Four steps, each of which needs the one before to be free of errors:
//! [`source`] reads every file and knows what may be written in it, [`check`] compares files with each other,
//! [`emit`] writes static Rust data and one pack per language, and [`figure`] and [`style`] do the same for
//! the drawing and the style sheet. It must not know the widget: it writes the names of the types in
//! `src/content.rs`, and rustc checks them.

mod check;
mod diagnostic;
mod emit;
mod figure;
mod source;
mod style;

pub use diagnostic::Diagnostic;
use std::path::Path;

/// What a build needs of the content.
#[derive(Debug)]
pub struct Output {
    /// Rust source for `src/content.rs` to include: ids, order, and which text goes where.
    pub structure: String,
    /// For each language its code and its pack, reference language first.
    pub packs: Vec<(String, Vec<u8>)>,
    /// Ids of the places, in order, for [`compile_style`].
    pub sites: Vec<String>,
}

/// Compiles the content folder, or returns every diagnostic of the first step that found any.
///
/// # Errors
/// At least one [`Diagnostic`]; nothing is written either way.
pub fn compile(content: &Path) -> Result<Output, Vec<Diagnostic>> {
    let mut files = diagnostic::Files::new(content);
    let book = source::read(&mut files)?;
    check::check(&files, &book)?;
    let figure = figure::compile(&files, &book)?;
    Ok(emit::emit(&book, &figure))
}

/// Shortens the style sheet, repeats what stands there for each place, and adds what older browsers need.
///
/// # Errors
/// A [`Diagnostic`] where a comment or a block does not end.
pub fn compile_style(path: &Path, sites: &[String]) -> Result<String, Vec<Diagnostic>> {
    style::compile(path, sites)
}
