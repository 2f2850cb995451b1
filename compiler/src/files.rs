//! The files of the content folder: reads each once, and converts byte positions to line and column.
//!
//! A file that cannot be read (missing, a folder, a dangling link, not UTF-8) gives one diagnostic and an empty text,
//! so that the other files are still checked.

use crate::diagnostic::{Diagnostic, Location};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::rc::Rc;

/// Where the files of the content are. Paths have `/` between their parts; that of the content itself is empty.
pub trait Source {
    /// The name of the content folder, with which the paths in messages begin.
    fn name(&self) -> String;

    /// The bytes of a file.
    ///
    /// # Errors
    /// If there is no such file, or it is none.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Names of the files and folders in a folder, sorted; none if it does not exist.
    fn entries(&self, folder: &str) -> Vec<String>;

    /// Whether a path is a folder.
    fn is_folder(&self, path: &str) -> bool;

    /// Whether it is a symbolic link whose target does not exist.
    fn is_dangling(&self, path: &str) -> bool;
}

/// A folder of the file system.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Source for Folder {
    fn name(&self) -> String {
        let name = self.0.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.0.join(path))
    }

    fn entries(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.join(folder))
            .into_iter()
            .flatten()
            .flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    fn is_folder(&self, path: &str) -> bool {
        self.0.join(path).is_dir()
    }

    fn is_dangling(&self, path: &str) -> bool {
        let path = self.0.join(path);
        path.is_symlink() && !path.exists()
    }
}

/// Files in memory, by their paths; one whose path ends with `/` is a folder. The studio has the content so.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The name of the content folder.
    pub name: String,
    /// The bytes of each file. They are shared, so that a clone is cheap.
    pub files: BTreeMap<String, Rc<[u8]>>,
}

impl Named {
    /// What of each path stands after a folder.
    fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let start = match folder {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let paths = self.files.keys();
        let below = paths.filter_map(move |path| path.strip_prefix(&start));
        below.filter(|rest| !rest.is_empty())
    }
}

impl Source for Named {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(bytes) => Ok(bytes.to_vec()),
            None if self.is_folder(path) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    fn entries(&self, folder: &str) -> Vec<String> {
        let first = |rest: &str| rest.split('/').next().unwrap_or_default().to_string();
        let mut names: Vec<String> = self.below(folder).map(first).collect();
        names.sort();
        names.dedup();
        names
    }

    fn is_folder(&self, path: &str) -> bool {
        self.files.contains_key(&format!("{path}/")) || self.below(path).next().is_some()
    }

    fn is_dangling(&self, _path: &str) -> bool {
        false
    }
}

/// The files read so far.
pub(crate) struct Files {
    source: Box<dyn Source>,
    files: Vec<(String, String)>,
    /// For each file, the byte position of each line.
    lines: Vec<Vec<usize>>,
}

impl Files {
    pub(crate) fn new(source: impl Source + 'static) -> Files {
        Files {
            source: Box::new(source),
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
        let (text, fault) = match self.source.read(path) {
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

    /// Reads a file that a command writes into the folder of a language; none if it was never written.
    pub(crate) fn written(
        &mut self,
        code: &str,
        name: &str,
    ) -> Result<Option<usize>, Vec<Diagnostic>> {
        if !self.list(code).iter().any(|other| other == name) {
            return Ok(None);
        }
        let mut out = Vec::new();
        let file = self.read(&format!("{code}/{name}"), &mut out);
        if out.is_empty() {
            Ok(Some(file))
        } else {
            Err(out)
        }
    }

    /// Names of the entries of a folder, sorted, without hidden files, which file managers and editors leave behind;
    /// none if the folder does not exist.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let mut names = self.source.entries(folder);
        names.retain(|name| !name.starts_with('.'));
        names
    }

    /// Paths of the hidden entries of a folder, for messages.
    pub(crate) fn hidden(&self, folder: &str) -> Vec<String> {
        let mut names = self.source.entries(folder);
        names.retain(|name| name.starts_with('.'));
        let shown = |name: String| self.shown(&format!("{folder}/{name}"));
        names.into_iter().map(shown).collect()
    }

    /// A path that starts with the name of the content folder.
    fn shown(&self, path: &str) -> String {
        format!("{}/{}", self.source.name(), path.trim_start_matches('/'))
    }

    pub(crate) fn is_folder(&self, path: &str) -> bool {
        self.source.is_folder(path)
    }

    /// See [`Source::is_dangling`].
    pub(crate) fn is_dangling(&self, path: &str) -> bool {
        self.source.is_dangling(path)
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
    use super::{ErrorKind, Files, Folder, Named, Source};

    fn named(files: &[(&str, &str)]) -> Named {
        let files = files.iter();
        let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().into()));
        Named {
            name: "content".to_string(),
            files: files.collect(),
        }
    }

    #[test]
    fn a_place_inside_a_letter_is_that_letter() {
        let mut files = Files::new(named(&[("a", "a\néé")]));
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

    #[test]
    fn files_in_memory_answer_as_those_of_a_folder() {
        let in_memory = named(&[
            ("en/a/1.toml", "1"),
            ("en/a/2.toml", "2"),
            ("en/b/", ""),
            ("c", "3"),
        ]);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("content");
        for (name, bytes) in &in_memory.files {
            match name.strip_suffix('/') {
                Some(empty) => std::fs::create_dir_all(path.join(empty)).expect("a folder"),
                None => {
                    let file = path.join(name);
                    std::fs::create_dir_all(file.parent().expect("it is in one"))
                        .expect("a folder");
                    std::fs::write(file, bytes).expect("a file");
                }
            }
        }
        let on_disk = Folder(path);
        assert_eq!(in_memory.name(), on_disk.name());
        for path in ["", "en", "en/a", "en/b", "en/a/1.toml", "c", "d", "e"] {
            assert_eq!(in_memory.entries(path), on_disk.entries(path), "{path}");
            assert_eq!(in_memory.is_folder(path), on_disk.is_folder(path), "{path}");
            let read = |source: &dyn Source| source.read(path).map_err(|error| error.kind());
            assert_eq!(read(&in_memory), read(&on_disk), "{path}");
        }
        assert_eq!(
            in_memory.read("en").map_err(|error| error.kind()),
            Err(ErrorKind::IsADirectory)
        );
    }
}
