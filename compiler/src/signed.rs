//! What was signed: the words of each section as they were when a clinician signed them in the studio, so that the next
//! one reads only what changed. A signature itself is in `review.toml`, and holds by the SHA-256 of the words alone.
//!
//! `signed.txt` of a language has a line for each sentence of such a section: section, path, where it is shown and how
//! urgent it is, and the words, separated by tabs. The studio writes it, and only this module reads it.

use crate::book::{Book, items};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of the file in the folder of each language.
pub(crate) const FILE: &str = "signed.txt";

/// A sentence that is not as it was signed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct SignedChange {
    /// Its path of keys and ids.
    pub path: String,
    /// The words that were signed; none if it is new.
    pub before: Option<String>,
    /// The words now; none if it is gone.
    pub after: Option<String>,
    /// Whether how urgent it is, or where it is shown, is another.
    pub moved: bool,
}

/// By path, structure and words.
type Lines = BTreeMap<String, (String, String)>;

/// The lines of each section.
fn read(files: &mut Files, code: &str) -> Result<BTreeMap<String, Lines>, Vec<Diagnostic>> {
    let mut sections: BTreeMap<String, Lines> = BTreeMap::new();
    let Some(file) = files.written(code, FILE)? else {
        return Ok(sections);
    };
    let mut offset = 0;
    for line in files.text(file).lines() {
        let at = files.location(file, offset);
        offset += line.len() + 1;
        let parts: Vec<&str> = line.split('\t').collect();
        let [section, path, structure, words] = parts[..] else {
            let message =
                "this line is not a section, a path, a structure and words with tabs between";
            let help = "take the file away: what changed since a signature is not known then, and all of it is read again";
            return Err(vec![files.diagnostic(at, message, help)]);
        };
        let lines = sections.entry(section.to_string()).or_default();
        lines.insert(path.to_string(), (structure.to_string(), words.to_string()));
    }
    Ok(sections)
}

fn now(book: &Book, section: &str, code: &str) -> Lines {
    let language = book.languages.iter().find(|language| language.code == code);
    let all = language.map_or(Vec::new(), |language| items(book.reference(), language));
    let of_section = all.into_iter().filter(|item| item.section == section);
    of_section
        .map(|item| (item.path, (item.structure, item.text.text.clone())))
        .collect()
}

/// The text of the file after a section was signed as it is now.
pub(crate) fn write(
    files: &mut Files,
    book: &Book,
    section: &str,
    code: &str,
) -> Result<String, Vec<Diagnostic>> {
    let mut sections = read(files, code)?;
    sections.insert(section.to_string(), now(book, section, code));
    let mut text = String::new();
    for (section, lines) in sections {
        for (path, (structure, words)) in lines {
            text += &[section.as_str(), &path, &structure, &words].join("\t");
            text += "\n";
        }
    }
    Ok(text)
}

/// What is not as it was signed; none if the words that were signed are not known.
pub(crate) fn changes(
    files: &mut Files,
    book: &Book,
    section: &str,
    code: &str,
) -> Result<Option<Vec<SignedChange>>, Vec<Diagnostic>> {
    let Some(before) = read(files, code)?.remove(section) else {
        return Ok(None);
    };
    let after = now(book, section, code);
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort();
    paths.dedup();
    let changes = paths.into_iter().filter_map(|path| {
        let [before, after] = [before.get(path), after.get(path)];
        if before == after {
            return None;
        }
        let words = |of: Option<&(String, String)>| of.map(|(_, words)| words.clone());
        Some(SignedChange {
            path: path.clone(),
            moved: before
                .zip(after)
                .is_some_and(|(before, after)| before.0 != after.0),
            before: words(before),
            after: words(after),
        })
    });
    Ok(Some(changes.collect()))
}
