//! The files that a build reads, and which of them changed in content since the last comparison.
//!
//! Contents are compared, not times or events: reading a file, touching it or saving the same bytes is no change, and
//! replacing it by a rename is one only if the bytes differ.

use crate::project::Project;
use crate::tools::root;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The content of a file, or why it cannot be read: a dangling link is a state like any other.
type Content = Result<Vec<u8>, ErrorKind>;

/// The files that a build reads, as they were when they were last compared.
pub(crate) struct Sources {
    places: Vec<PathBuf>,
    seen: BTreeMap<PathBuf, Content>,
}

impl Sources {
    /// Files and folders, with everything in them, as they are now. A place need not exist yet.
    pub(crate) fn new(places: Vec<PathBuf>) -> Sources {
        let seen = read(&places);
        Sources { places, seen }
    }

    /// Everything that `dist/` is made from.
    pub(crate) fn of(project: &Project) -> Sources {
        let ours = [
            // Also with another edition: its licence is in the plugin for WordPress.
            "content/LICENSE.md",
            "content/edition.toml",
            "src",
            "www",
            "wordpress",
            "compiler/src",
            "compiler/Cargo.toml",
            "studio/src",
            "studio/Cargo.toml",
            "xtask/src",
            "xtask/Cargo.toml",
            "examples/fallback.rs",
            "build.rs",
            "Cargo.toml",
            "Cargo.lock",
            "package-lock.json",
            "deny.toml",
            "docs",
            "release.toml",
            "CHANGELOG.md",
            "LICENSE-APACHE",
            "LICENSE-MIT",
        ];
        let mut places = vec![project.content()];
        places.extend(ours.map(|place| root().join(place)));
        Sources::new(places)
    }

    /// The folders to watch: each path that is a folder, recursively (`true`), and the parent folder of each path,
    /// because an editor may replace the file.
    pub(crate) fn folders(&self) -> BTreeMap<PathBuf, bool> {
        let mut folders = BTreeMap::new();
        for place in &self.places {
            if let Some(around) = place.parent() {
                folders.entry(around.to_path_buf()).or_insert(false);
            }
            if place.is_dir() {
                folders.insert(place.clone(), true);
            }
        }
        folders
    }

    /// Compares with the last time, and returns the files that are new, deleted or changed.
    pub(crate) fn changed(&mut self) -> Vec<PathBuf> {
        let now = read(&self.places);
        let before = std::mem::replace(&mut self.seen, now);
        let mut changed: Vec<PathBuf> = before
            .iter()
            .filter(|(path, content)| self.seen.get(*path) != Some(content))
            .map(|(path, _)| path.clone())
            .collect();
        let new = self.seen.keys().filter(|path| !before.contains_key(*path));
        changed.extend(new.cloned());
        changed.sort();
        changed
    }
}

fn read(places: &[PathBuf]) -> BTreeMap<PathBuf, Content> {
    let mut found = BTreeMap::new();
    for place in places {
        // A path that does not exist is left out; a dangling link inside a folder is not.
        if place.symlink_metadata().is_ok() {
            collect(place, &mut Vec::new(), &mut found);
        }
    }
    found
}

/// `inside` are the folders on the way, without links: a link to one of them would never end.
fn collect(path: &Path, inside: &mut Vec<PathBuf>, found: &mut BTreeMap<PathBuf, Content>) {
    let mut failed = |error: std::io::Error| {
        found.insert(path.to_path_buf(), Err(error.kind()));
    };
    let kind = match fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => return failed(error),
    };
    if kind.is_file() {
        let content = fs::read(path).map_err(|error| error.kind());
        found.insert(path.to_path_buf(), content);
    } else if kind.is_dir() {
        let (real, entries) = match (fs::canonicalize(path), fs::read_dir(path)) {
            (Ok(real), Ok(entries)) => (real, entries),
            (Err(error), _) | (_, Err(error)) => return failed(error),
        };
        // An empty folder where a file is expected is an error of the content, so folders count.
        found.insert(path.to_path_buf(), Ok(Vec::new()));
        if inside.contains(&real) {
            return;
        }
        inside.push(real);
        for entry in entries {
            match entry {
                Ok(entry) if is_temporary(&entry.file_name().to_string_lossy()) => {}
                Ok(entry) => collect(&entry.path(), inside, found),
                // The folder changed while it was listed, which makes another event.
                Err(error) => {
                    found.insert(path.to_path_buf(), Err(error.kind()));
                }
            }
        }
        inside.pop();
    }
}

/// Whether a file is of an editor or a file manager: hidden files (`.DS_Store`, the `.#name` of Emacs, the `.name.swp`
/// of Vim), backups (`name~`), autosaves (`#name#`), and the `4913` by which Vim tries whether it may write.
fn is_temporary(name: &str) -> bool {
    let autosave = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    name.starts_with('.') || name.ends_with('~') || autosave || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};
    use tempfile::TempDir;

    /// A folder with `a.toml` and `en/b.toml`.
    fn folder() -> (TempDir, Sources) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        fs::create_dir(folder.path().join("en")).expect("a folder can be made");
        put(&folder, "a.toml", "a");
        put(&folder, "en/b.toml", "b");
        let sources = Sources::new(vec![folder.path().to_path_buf()]);
        (folder, sources)
    }

    fn put(folder: &TempDir, name: &str, text: impl AsRef<[u8]>) {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }

    #[track_caller]
    fn check(folder: &TempDir, sources: &mut Sources, expected: &[&str]) {
        let expected: Vec<PathBuf> = expected
            .iter()
            .map(|name| match *name {
                "" => folder.path().to_path_buf(),
                name => folder.path().join(name),
            })
            .collect();
        assert_eq!(sources.changed(), expected);
        assert_eq!(
            sources.changed(),
            [] as [PathBuf; 0],
            "each change is reported once"
        );
    }

    #[test]
    fn reading_touching_and_saving_the_same_bytes_are_no_changes() {
        let (folder, mut sources) = folder();
        check(&folder, &mut sources, &[]);
        let path = folder.path().join("a.toml");
        fs::read(&path).expect("it can be read");
        check(&folder, &mut sources, &[]);
        let file = fs::File::options().append(true).open(&path);
        let later = SystemTime::now() + Duration::from_secs(60);
        file.and_then(|file| file.set_modified(later))
            .expect("a time can be set");
        check(&folder, &mut sources, &[]);
        put(&folder, "a.toml", "a");
        check(&folder, &mut sources, &[]);
    }

    #[test]
    fn a_changed_a_new_and_a_deleted_file_are_noticed_once() {
        let (folder, mut sources) = folder();
        put(&folder, "a.toml", "other");
        put(&folder, "en/c.toml", "");
        fs::remove_file(folder.path().join("en/b.toml")).expect("it is there");
        check(&folder, &mut sources, &["a.toml", "en/b.toml", "en/c.toml"]);
    }

    #[test]
    fn a_file_that_is_replaced_by_a_rename_is_noticed_if_its_bytes_differ() {
        let (folder, mut sources) = folder();
        let replace = |text: &str| {
            put(&folder, ".a.toml.new", text);
            fs::rename(
                folder.path().join(".a.toml.new"),
                folder.path().join("a.toml"),
            )
            .expect("it can be renamed");
        };
        replace("a");
        check(&folder, &mut sources, &[]);
        replace("other");
        check(&folder, &mut sources, &["a.toml"]);
    }

    #[test]
    fn a_new_folder_an_emptied_one_and_a_folder_in_place_of_a_file_are_noticed() {
        let (folder, mut sources) = folder();
        fs::create_dir_all(folder.path().join("es/sites")).expect("a folder can be made");
        put(&folder, "es/sites/b.toml", "b");
        check(
            &folder,
            &mut sources,
            &["es", "es/sites", "es/sites/b.toml"],
        );
        fs::remove_dir_all(folder.path().join("es")).expect("it is there");
        check(
            &folder,
            &mut sources,
            &["es", "es/sites", "es/sites/b.toml"],
        );
        fs::remove_file(folder.path().join("a.toml")).expect("it is there");
        fs::create_dir(folder.path().join("a.toml")).expect("a folder can be made");
        check(&folder, &mut sources, &["a.toml"]);
    }

    #[test]
    fn the_whole_folder_may_go_and_come_back() {
        let (folder, mut sources) = folder();
        fs::remove_dir_all(folder.path()).expect("it is there");
        check(&folder, &mut sources, &["", "a.toml", "en", "en/b.toml"]);
        fs::create_dir(folder.path()).expect("a folder can be made");
        put(&folder, "a.toml", "a");
        check(&folder, &mut sources, &["", "a.toml"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_a_content_like_any_other() {
        let (folder, mut sources) = folder();
        put(&folder, "a.toml", [0xff, 0xfe, 0]);
        check(&folder, &mut sources, &["a.toml"]);
        put(&folder, "a.toml", [0xff, 0xfe, 1]);
        check(&folder, &mut sources, &["a.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_noticed_and_again_when_its_target_appears() {
        let (folder, mut sources) = folder();
        let elsewhere = tempfile::tempdir().expect("a folder can be made");
        let link = |to: &Path, name: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(name)).expect("a link can be made");
        };
        link(&elsewhere.path().join("c.toml"), "c.toml");
        check(&folder, &mut sources, &["c.toml"]);
        put(&elsewhere, "c.toml", "c");
        check(&folder, &mut sources, &["c.toml"]);
        // A link to the folder that it is in has an end.
        link(folder.path(), "again");
        check(&folder, &mut sources, &["again"]);
        // A link to itself cannot be read.
        link(&folder.path().join("itself"), "itself");
        check(&folder, &mut sources, &["itself"]);
    }

    #[test]
    fn files_of_editors_and_file_managers_are_no_changes() {
        let (folder, mut sources) = folder();
        for name in [
            ".DS_Store",
            ".#a.toml",
            ".a.toml.swp",
            "a.toml~",
            "#a.toml#",
            "4913",
        ] {
            put(&folder, name, "x");
            put(&folder, &format!("en/{name}"), "x");
        }
        check(&folder, &mut sources, &[]);
        put(&folder, "2-liver copy.toml", "x");
        check(&folder, &mut sources, &["2-liver copy.toml"]);
    }

    #[test]
    fn everything_that_a_build_reads_is_watched() {
        let sources = Sources::of(&Project::default());
        for name in [
            "content/en/ui.toml",
            "content/figure.svg",
            "src/view.rs",
            "www/widget.css",
            "wordpress/block.json",
            "compiler/src/lib.rs",
            "build.rs",
            "Cargo.lock",
        ] {
            let path = root().join(name);
            assert!(sources.seen.contains_key(&path), "{name}");
        }
        for place in &sources.places {
            assert!(place.exists(), "{} is not there", place.display());
        }
        let folders = sources.folders();
        assert_eq!(folders.get(&root()), Some(&false));
        assert_eq!(folders.get(&root().join("content")), Some(&true));
    }
}
