//! What a command works on: which content, where the files go, and what kind of engine is built.

use crate::tools::root;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// The options that are shared by the commands.
#[derive(Clone, Default)]
pub(crate) struct Project {
    /// The folder of another edition, if `--content` named one.
    edition: Option<PathBuf>,
    /// Where the files go, if `--out` named a folder.
    out: Option<PathBuf>,
    /// Build an engine that panics at `open("panic")` and returns its HTML at `open("printed")`; never shipped.
    pub(crate) test_doors: bool,
    /// Keep the engine of the last build if nothing that it is made from changed. What is released is always compiled.
    pub(crate) reuse_engine: bool,
}

impl Project {
    /// Takes the shared options out of the arguments of the command line.
    pub(crate) fn from_arguments(arguments: &mut Vec<String>) -> Result<Project> {
        let edition = value_of(arguments, "--content")?;
        let out = value_of(arguments, "--out")?;
        Ok(Project {
            edition: edition.map(|folder| edition_folder(&folder)).transpose()?,
            out: out.map(std::path::absolute).transpose()?,
            test_doors: flag(arguments, "--test-doors"),
            reuse_engine: flag(arguments, "--quick"),
        })
    }

    /// The folder of the content.
    pub(crate) fn content(&self) -> PathBuf {
        let original = || root().join("content");
        self.edition.clone().unwrap_or_else(original)
    }

    /// Whether the content is that of this repository.
    pub(crate) fn is_original(&self) -> bool {
        self.edition.is_none()
    }

    /// The folder that the build writes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| root().join("dist"))
    }

    /// The variable of the environment that names another edition to `build.rs`.
    pub(crate) fn content_variable(&self) -> Option<(&'static str, &Path)> {
        Some(("MBC_CONTENT", self.edition.as_deref()?))
    }

    /// The options again, for another `cargo xtask build`, which compiles the engine unless it is told to reuse it.
    pub(crate) fn to_arguments(&self) -> Vec<std::ffi::OsString> {
        let mut arguments = Vec::new();
        for (name, folder) in [("--content", &self.edition), ("--out", &self.out)] {
            if let Some(folder) = folder {
                arguments.extend([name.into(), folder.clone().into_os_string()]);
            }
        }
        if self.test_doors {
            arguments.push("--test-doors".into());
        }
        arguments
    }
}

/// Takes an option and its value out of the arguments.
pub(crate) fn value_of(arguments: &mut Vec<String>, option: &str) -> Result<Option<String>> {
    let Some(at) = arguments.iter().position(|argument| argument == option) else {
        return Ok(None);
    };
    ensure!(at + 1 < arguments.len(), "{option} needs a value after it");
    let value = arguments.remove(at + 1);
    arguments.remove(at);
    ensure!(
        !arguments.iter().any(|argument| argument == option),
        "{option} is given twice"
    );
    Ok(Some(value))
}

/// Takes an option without a value out of the arguments.
fn flag(arguments: &mut Vec<String>, option: &str) -> bool {
    let before = arguments.len();
    arguments.retain(|argument| argument != option);
    arguments.len() < before
}

/// The folder of another edition, which must say whose it is and what it was changed from.
fn edition_folder(folder: &str) -> Result<PathBuf> {
    let folder =
        fs::canonicalize(folder).with_context(|| format!("there is no folder `{folder}`"))?;
    let edition = fs::read_to_string(folder.join("edition.toml")).unwrap_or_default();
    let publisher = |edition: &str| {
        let line = edition.lines().find(|line| line.starts_with("publisher"));
        line.map(str::to_string)
    };
    let original = fs::read_to_string(root().join("content/edition.toml"))?;
    ensure!(
        publisher(&edition) != publisher(&original),
        "{} has the publisher of the original: write your own name as `publisher` into its edition.toml",
        folder.display()
    );
    ensure!(
        edition.lines().any(|line| line.starts_with("changed-from")),
        "{} does not say what it was changed from: write `changed-from = \"…\"` into its edition.toml, and your own name as `publisher`",
        folder.display()
    );
    Ok(folder)
}

/// The day, `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
