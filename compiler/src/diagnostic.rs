//! Where something is wrong, what is wrong, and what to write instead.

use std::fmt;

/// One fault in the content: its location, its cause, and how to correct it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Path of the file, beginning with the name of the content folder.
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

/// A byte of a file. Every value that can be wrong keeps the one at which it begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Location {
    /// Number of the file in [`crate::files::Files`].
    pub(crate) file: usize,
    pub(crate) offset: usize,
}

/// A text with the location where it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spanned {
    pub(crate) text: String,
    pub(crate) at: Location,
}
