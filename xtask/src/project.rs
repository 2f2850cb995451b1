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
    /// Build an engine that panics at `open("panic")` and returns its HTML at `open("rendered")`; never shipped.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_string).collect()
    }

    #[test]
    fn options_may_stand_anywhere_and_are_taken_out_of_the_arguments() {
        let mut line = arguments("build --out target/x --quick --test-doors");
        let project = Project::from_arguments(&mut line).expect("the options are complete");
        assert_eq!(line, ["build"]);
        assert!(project.reuse_engine && project.test_doors);
        assert!(project.is_original() && project.dist().ends_with("target/x"));
        let again: Vec<_> = project.to_arguments();
        assert_eq!(again[0], "--out");
        assert_eq!(again[2], "--test-doors");
    }

    #[test]
    fn an_option_without_a_value_or_given_twice_is_refused() {
        for (line, message) in [
            ("serve --port", "--port needs a value after it"),
            ("serve --port 1 --port 2", "--port is given twice"),
        ] {
            let error = value_of(&mut arguments(line), "--port").expect_err(line);
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn an_edition_must_say_whose_it_is_and_what_it_was_changed_from() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().to_str().expect("its name is UTF-8");
        let refused = |text: &str, part: &str| {
            fs::write(folder.path().join("edition.toml"), text).expect("a file can be written");
            let error = edition_folder(path).expect_err(text).to_string();
            assert!(error.contains(part), "{error}");
        };
        let original = fs::read_to_string(root().join("content/edition.toml"))
            .expect("the original has an edition");
        refused(&original, "has the publisher of the original");
        refused("publisher = \"A test\"\n", "what it was changed from");
        assert!(edition_folder("no/such/folder").is_err());
    }
}
