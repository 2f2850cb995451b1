//! Diagnostics: where an error is, what is wrong, and what to write instead.

use serde::Serialize;
use std::fmt;

/// One error in the content: its location, its cause, and how to correct it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Path of the file, starting with the name of the content folder.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic {
            path,
            line,
            column,
            message,
            help,
        } = self;
        write!(f, "{path}:{line}:{column}: {message}\n  help: {help}")
    }
}

/// A byte position in a file. Every value that can be wrong keeps its start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    /// Number of the file in [`crate::files::Files`].
    pub(crate) file: usize,
    pub(crate) offset: usize,
}

/// A text with its location in the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spanned {
    pub(crate) text: String,
    pub(crate) at: Location,
}
