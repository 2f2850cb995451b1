//! Content as a zip archive: reads one that somebody chose, and writes one to save.

use crate::document::Refusal;
use mbc_compiler::Named;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::rc::Rc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// More bytes than this no content has; the original has 0.7 MB.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// More files than this no content has; the original has 60.
const MOST_FILES: usize = 2_000;

/// The file that every edition has, and no other archive.
const MARK: &str = "edition.toml";

/// What an archive holds.
#[derive(Debug)]
pub struct Opened {
    /// The content.
    pub content: Named,
    /// Files that stand outside of it and were left out.
    pub left_out: Vec<String>,
}

/// Reads the content out of an archive, which may hold it in a folder, as the archive of a release does.
///
/// # Errors
/// If it is no archive, holds no content or too much, or a path in it leads out of it.
pub fn read(bytes: &[u8]) -> Result<Opened, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Refusal::new(
            format!("this file is not a zip archive that can be read ({error})"),
            "choose the .zip that was saved from this page, or the archive of a release",
        )
    })?;
    if archive.len() > MOST_FILES {
        return Err(Refusal::new(
            format!("this archive holds {} files", archive.len()),
            format!("content has fewer than {MOST_FILES}; pack its folder alone"),
        ));
    }
    let mut files = BTreeMap::new();
    let mut left = MOST_BYTES;
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).map_err(|error| {
            Refusal::new(
                format!("a file of this archive cannot be read ({error})"),
                "pack it again, without a password",
            )
        })?;
        let name = file.name().unwrap_or_default().into_owned();
        if leads_out(&name) || file.is_symlink() {
            return Err(Refusal::new(
                format!("`{name}` in this archive leads out of it"),
                "pack the folder of the content again, without links",
            ));
        }
        if file.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        // What an archive says of its sizes need not be true.
        let read = file.by_ref().take(left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| {
            Refusal::new(
                format!("`{name}` in this archive is damaged ({error})"),
                "get the archive again",
            )
        })?;
        left = left.checked_sub(read as u64).ok_or_else(|| {
            Refusal::new(
                "this archive holds more than 32 MB",
                "pack the folder of the content alone",
            )
        })?;
        files.insert(name, bytes);
    }
    let root = root(&files).ok_or_else(|| {
        Refusal::new(
            format!("this archive holds no content of the guide: there is no `{MARK}` beside a folder `en`"),
            "choose the .zip that was saved from this page, or the archive of a release",
        )
    })?;
    let mut content = Named {
        name: "content".to_string(),
        ..Named::default()
    };
    let mut left_out = Vec::new();
    for (name, bytes) in files {
        match name.strip_prefix(&root) {
            Some(path) if is_content(path) => {
                content.files.insert(path.to_string(), Rc::from(bytes));
            }
            _ => left_out.push(name),
        }
    }
    Ok(Opened { content, left_out })
}

/// Whether a path is not simply one below the archive, on any system.
fn leads_out(name: &str) -> bool {
    name.is_empty()
        || name.starts_with('/')
        || name.contains(['\\', ':', '\0'])
        || name.split('/').any(|part| part == "..")
}

/// What file managers add is no content.
fn is_content(path: &str) -> bool {
    !path
        .split('/')
        .any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// The folder of the content, the one that is least deep; empty, or with `/` at its end.
fn root(files: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let folders = files.keys().filter_map(|name| {
        let root = name.strip_suffix(MARK)?;
        let is_folder = root.is_empty() || root.ends_with('/');
        let english = format!("{root}en/");
        let has_words = files.keys().any(|name| name.starts_with(&english));
        (is_folder && has_words).then(|| root.to_string())
    });
    folders.min_by_key(|root| root.matches('/').count())
}

/// Writes files into an archive, in a folder `content`. The same files give the same bytes.
///
/// # Errors
/// If there is not enough memory for it.
pub fn write(files: &BTreeMap<String, Rc<[u8]>>) -> Result<Vec<u8>, Refusal> {
    let failed = |error: zip::result::ZipError| {
        Refusal::new(
            format!("the archive could not be written ({error})"),
            "close other tabs and try again; your changes are kept",
        )
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with('/')) {
        archive
            .start_file(format!("content/{name}"), options)
            .map_err(failed)?;
        archive
            .write_all(bytes)
            .map_err(|error| failed(error.into()))?;
    }
    Ok(archive.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> BTreeMap<String, Rc<[u8]>> {
        names
            .iter()
            .map(|name| (name.to_string(), Rc::from(name.as_bytes())))
            .collect()
    }

    fn raw(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .expect("it starts");
            archive.write_all(bytes).expect("it is written");
        }
        archive.finish().expect("it ends").into_inner()
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).expect_err("it is refused").message
    }

    #[test]
    fn what_was_written_is_read_again_and_the_same_files_give_the_same_bytes() {
        let files = files(&["edition.toml", "en/front.toml", "es/sites/1-bones.toml"]);
        let bytes = write(&files).expect("it is written");
        assert_eq!(bytes, write(&files).expect("it is written"));
        let opened = read(&bytes).expect("it is read");
        assert_eq!(opened.content.files, files);
        assert!(opened.left_out.is_empty());
    }

    #[test]
    fn content_is_found_in_the_archive_of_a_release() {
        let bytes = raw(&[
            ("guide-1/README.md", b""),
            ("guide-1/content/edition.toml", b"a"),
            ("guide-1/content/en/front.toml", b"b"),
            ("guide-1/content/.DS_Store", b""),
            ("guide-1/compiler/tests/good/edition.toml", b""),
            ("guide-1/compiler/tests/good/en/front.toml", b""),
            ("__MACOSX/guide-1/._content", b""),
        ]);
        let opened = read(&bytes).expect("it is read");
        let names: Vec<&String> = opened.content.files.keys().collect();
        assert_eq!(names, ["edition.toml", "en/front.toml"]);
        assert_eq!(opened.left_out.len(), 5);
    }

    #[test]
    fn an_archive_that_is_not_ours_is_refused_with_what_to_choose() {
        assert!(refusal(b"PK, but no archive").starts_with("this file is not a zip archive"));
        assert!(refusal(b"").starts_with("this file is not a zip archive"));
        let holiday = raw(&[("photos/1.jpg", b"")]);
        assert!(refusal(&holiday).contains("no content of the guide"));
        let cut = raw(&[("edition.toml", b"a"), ("en/front.toml", b"b")]);
        assert!(read(&cut[..cut.len() / 2]).is_err());
    }

    #[test]
    fn a_path_that_leads_out_of_the_archive_is_refused() {
        for name in [
            "../edition.toml",
            "a/../../b",
            "/etc/passwd",
            "C:\\a",
            "a\\..\\b",
        ] {
            let bytes = raw(&[("edition.toml", b""), ("en/front.toml", b""), (name, b"")]);
            assert!(refusal(&bytes).contains("leads out of it"), "{name}");
        }
    }

    #[test]
    fn more_than_any_content_is_refused_before_it_is_unpacked() {
        let zeros = vec![0; MOST_BYTES as usize + 1];
        let bytes = raw(&[("edition.toml", b""), ("en/front.toml", &zeros)]);
        assert!(bytes.len() < 1_000_000);
        assert!(refusal(&bytes).contains("more than 32 MB"));
        let many: Vec<String> = (0..=MOST_FILES).map(|number| number.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(refusal(&raw(&many)).contains("files"));
    }
}
