//! The studio: edits the content in a browser.
//!
//! [`document`] changes one thing in a file and nothing else, [`project`] keeps what was opened, what it is now and
//! every step between, [`archive`] reads and writes zip files; all three know no browser. `door` is what JavaScript
//! calls, in a worker: everything about the content itself is asked of the compiler, so no rule is written twice.

pub mod archive;
pub mod document;
pub mod project;

#[cfg(target_family = "wasm")]
mod door;
