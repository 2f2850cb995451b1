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
    /// The same as it was typed, for commands that a message repeats.
    edition_as_given: Option<String>,
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
        let given = value_of(arguments, "--content")?;
        let out = value_of(arguments, "--out")?;
        Ok(Project {
            edition: given.as_deref().map(edition_folder).transpose()?,
            edition_as_given: given,
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

    /// The folder of another edition as somebody typed it, without a slash at its end.
    pub(crate) fn edition_as_given(&self) -> Option<&str> {
        let given = self.edition_as_given.as_deref()?;
        Some(given.trim_end_matches(['/', '\\']))
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

/// Takes an option and its value, `--port 1` or `--port=1`, out of the arguments.
pub(crate) fn value_of(arguments: &mut Vec<String>, option: &str) -> Result<Option<String>> {
    let joined = format!("{option}=");
    let is_option = |argument: &String| argument == option || argument.starts_with(&joined);
    let Some(at) = arguments.iter().position(is_option) else {
        return Ok(None);
    };
    let argument = arguments.remove(at);
    let value = match argument.strip_prefix(&joined) {
        Some(value) => value.to_string(),
        None => {
            ensure!(at < arguments.len(), "{option} needs a value after it");
            arguments.remove(at)
        }
    };
    ensure!(!arguments.iter().any(is_option), "{option} is given twice");
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
    let shown = folder.display();
    let text = fs::read_to_string(folder.join("edition.toml")).with_context(|| {
        format!("{shown} is no edition, because it has no edition.toml: name your copy of content/")
    })?;
    // What is not TOML the compiler reports, with its line.
    let Ok(edition) = text.parse::<toml::Table>() else {
        return Ok(folder);
    };
    let original = fs::read_to_string(root().join("content/edition.toml"))?;
    let original: toml::Table = original.parse().context("content/edition.toml")?;
    let help = format!(
        "write your own name as `publisher`, and `changed-from = \"mbc-body-map {}\"`, into its edition.toml",
        env!("CARGO_PKG_VERSION")
    );
    ensure!(
        edition.get("publisher") != original.get("publisher"),
        "{shown} has the publisher of the original: {help}"
    );
    ensure!(
        edition.contains_key("changed-from"),
        "{shown} does not say what it was changed from: {help}"
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
    fn a_value_may_follow_its_option_after_an_equals_sign() {
        let mut line = arguments("serve --port=1 --portal=2");
        let value = value_of(&mut line, "--port").expect("it is given once");
        assert_eq!(value.as_deref(), Some("1"));
        assert_eq!(line, ["serve", "--portal=2"]);
    }

    #[test]
    fn an_option_without_a_value_or_given_twice_is_refused() {
        for (line, message) in [
            ("serve --port=1 --port 2", "--port is given twice"),
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
        let error = || {
            let error = edition_folder(path).expect_err("it is no edition");
            format!("{error:#}").replace(path, "FOLDER")
        };
        let refused = |text: &str| {
            fs::write(folder.path().join("edition.toml"), text).expect("a file can be written");
            error().replace(env!("CARGO_PKG_VERSION"), "VERSION")
        };
        // The example in the guide to editions is of this version too.
        let example = format!(
            "changed-from = \"mbc-body-map {}\"\n",
            env!("CARGO_PKG_VERSION")
        );
        let guide = fs::read_to_string(root().join("content/README.md"));
        assert!(
            guide.is_ok_and(|guide| guide.contains(&example)),
            "{example}"
        );
        let help = "write your own name as `publisher`, and `changed-from = \"mbc-body-map VERSION\"`, into its edition.toml";
        assert!(error().starts_with(
            "FOLDER is no edition, because it has no edition.toml: name your copy of content/: "
        ));
        let original = fs::read_to_string(root().join("content/edition.toml"))
            .expect("the original has an edition");
        let of_original = format!("FOLDER has the publisher of the original: {help}");
        assert_eq!(refused(&original), of_original);
        // However it is written.
        let table: toml::Table = original.parse().expect("it is TOML");
        let publisher = table["publisher"].as_str().expect("it has a publisher");
        assert_eq!(
            refused(&format!("  publisher='{publisher}'\n")),
            of_original
        );
        let nothing = format!("FOLDER does not say what it was changed from: {help}");
        assert_eq!(refused("publisher = \"A test\"\n"), nothing);
        assert_eq!(
            refused("publisher = \"A test\"\n# changed-from = \"a\"\n"),
            nothing
        );
        fs::write(
            folder.path().join("edition.toml"),
            "publisher = \"A test\"\nchanged-from = \"a\"\n",
        )
        .expect("a file can be written");
        assert!(edition_folder(path).is_ok());
        assert!(edition_folder("no/such/folder").is_err());
    }
}
