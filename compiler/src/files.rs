//! The files of the content folder: reads each once, and converts byte positions to line and column.
//!
//! A file that cannot be read (missing, a folder, a dangling link, not UTF-8) gives one diagnostic and an empty text,
//! so that the other files are still checked.

use crate::diagnostic::{Diagnostic, Location};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The files read so far.
#[derive(Debug)]
pub(crate) struct Files {
    root: PathBuf,
    files: Vec<(String, String)>,
    /// For each file, the byte position of each line.
    lines: Vec<Vec<usize>>,
}

impl Files {
    pub(crate) fn new(root: &Path) -> Files {
        Files {
            root: root.to_path_buf(),
            files: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Reads a file of the content folder; a file that cannot be read is empty, and reported.
    pub(crate) fn read(&mut self, path: &str, out: &mut Vec<Diagnostic>) -> usize {
        self.read_or(path, "add this file", out)
    }

    /// As [`Files::read`], with what to do if there is no such file.
    pub(crate) fn read_or(
        &mut self,
        path: &str,
        if_missing: &str,
        out: &mut Vec<Diagnostic>,
    ) -> usize {
        let shown = self.shown(path);
        let (text, fault) = match std::fs::read(self.root.join(path)) {
            Err(_) if self.is_dangling(path) => (
                String::new(),
                Some((
                    format!("`{path}` is a link to nowhere"),
                    "put the file itself in its place",
                )),
            ),
            Err(error) if error.kind() == ErrorKind::NotFound => (
                String::new(),
                Some((format!("`{path}` is missing"), if_missing)),
            ),
            Err(error) => {
                let message = format!("`{path}` cannot be read: {}", error.kind());
                (
                    String::new(),
                    Some((message, "put a text file in its place")),
                )
            }
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => (text, None),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
                    (
                        text,
                        Some((
                            format!("`{path}` is not UTF-8 from here on"),
                            "choose UTF-8 as the encoding when you save the file",
                        )),
                    )
                }
            },
        };
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        self.lines
            .push(std::iter::once(0).chain(newlines).collect());
        self.files.push((shown, text));
        let file = self.files.len() - 1;
        if let Some((message, help)) = fault {
            let offset = self.files[file].1.len();
            out.push(self.diagnostic(self.location(file, offset), message, help));
        }
        file
    }

    /// Names of the entries of a folder, sorted, without hidden files, which file managers and editors leave behind;
    /// none if the folder does not exist.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let mut names = self.entries(folder);
        names.retain(|name| !name.starts_with('.'));
        names
    }

    /// Paths of the hidden entries of a folder, for messages.
    pub(crate) fn hidden(&self, folder: &str) -> Vec<String> {
        let mut names = self.entries(folder);
        names.retain(|name| name.starts_with('.'));
        let shown = |name: String| self.shown(&format!("{folder}/{name}"));
        names.into_iter().map(shown).collect()
    }

    /// A path that starts with the name of the content folder.
    fn shown(&self, path: &str) -> String {
        let root = self.root.file_name().unwrap_or_default();
        format!(
            "{}/{}",
            root.to_string_lossy(),
            path.trim_start_matches('/')
        )
    }

    fn entries(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join(folder))
            .into_iter()
            .flatten()
            .flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn is_folder(&self, path: &str) -> bool {
        self.root.join(path).is_dir()
    }

    /// Whether it is a symbolic link whose target does not exist.
    pub(crate) fn is_dangling(&self, path: &str) -> bool {
        let path = self.root.join(path);
        path.is_symlink() && !path.exists()
    }

    pub(crate) fn text(&self, file: usize) -> &str {
        &self.files[file].1
    }

    pub(crate) fn location(&self, file: usize, offset: usize) -> Location {
        Location { file, offset }
    }

    pub(crate) fn path(&self, place: Location) -> &str {
        &self.files[place.file].0
    }

    pub(crate) fn diagnostic(
        &self,
        at: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let (path, text) = &self.files[at.file];
        let mut offset = at.offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let lines = &self.lines[at.file];
        let line = lines.partition_point(|start| *start <= offset);
        let line_start = lines[line - 1];
        Diagnostic {
            path: path.clone(),
            line,
            column: text[line_start..offset].chars().count() + 1,
            message: message.into(),
            help: help.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Files;

    #[test]
    fn a_place_inside_a_letter_is_that_letter() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a"), "a\néé").expect("a file");
        let mut files = Files::new(folder.path());
        let file = files.read("a", &mut Vec::new());
        let told = |offset| {
            let told = files.diagnostic(files.location(file, offset), "", "");
            (told.line, told.column)
        };
        assert_eq!(
            [1, 2, 3, 4, 5].map(told),
            [(1, 2), (2, 1), (2, 1), (2, 2), (2, 2)]
        );
        assert_eq!(told(99), (2, 3));
    }
}
