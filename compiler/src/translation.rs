//! Detects translations whose original has changed since somebody compared the two.
//!
//! `read-together.txt` of a language contains, for each sentence, the beginning of the SHA-256 of the original with
//! which it was last compared. `cargo xtask check-content --accept FILE…` writes it after that comparison; nobody
//! edits it. If the original has changed since, the translation may be outdated: a warning in a draft, an error in a
//! section that has ever been signed.

use crate::book::{Book, Item, Language, items};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::review::sha256;
use crate::schema::{FRONT, sections};
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of the file in the folder of each translation.
pub(crate) const FILE: &str = "read-together.txt";

const HEAD: &str = "# Which words each sentence was read beside. Written by `cargo xtask check-content --accept FILE`; not to be edited.\n";

/// This many digits of the SHA-256 are enough to distinguish two wordings.
const DIGITS: usize = 16;

/// By path of a sentence, the fingerprint of the original with which it was compared.
type Read = BTreeMap<String, String>;

/// The file and path of a sentence, without the folder of its language.
fn key(files: &Files, language: &Language, item: &Item<'_>) -> String {
    let path = files.path(item.text.at);
    let (_, file) = path
        .split_once(&format!("/{}/", language.code))
        .unwrap_or(("", path));
    format!("{file} {}", item.path)
}

/// The beginning of the SHA-256 of an original.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let mut digits = sha256(text);
    digits.truncate(DIGITS);
    digits
}

/// Each sentence of a translation with its key and its original. Texts that are shared by all languages, such as phone
/// numbers, are left out.
fn pairs<'a>(
    files: &Files,
    book: &'a Book,
    language: &'a Language,
) -> Vec<(String, Item<'a>, &'a str)> {
    let reference = book.reference();
    let ours = items(reference, reference).into_iter();
    let pairs = ours.zip(items(reference, language));
    let translated = pairs.filter(|(ours, theirs)| {
        ours.text.at != theirs.text.at && ours.is_prose() && theirs.is_prose()
    });
    translated
        .map(|(ours, theirs)| {
            (
                key(files, language, &theirs),
                theirs,
                ours.text.text.as_str(),
            )
        })
        .collect()
}

/// Reads the file; none if nobody has accepted anything yet.
fn read(files: &mut Files, code: &str) -> Result<Option<Read>, Vec<Diagnostic>> {
    let mut read = Read::new();
    let Some(file) = files.written(code, FILE)? else {
        return Ok(None);
    };
    let mut offset = 0;
    for line in files.text(file).lines() {
        let at = files.location(file, offset);
        offset += line.len() + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.rsplit_once('\t') {
            Some((key, print)) if print.len() == DIGITS => {
                read.insert(key.to_string(), print.to_string())
            }
            _ => {
                let message = "this line is not a sentence and a fingerprint with a tab between";
                let help = "take the line away, read the sentence again beside the other language, and accept its file";
                return Err(vec![files.diagnostic(at, message, help)]);
            }
        };
    }
    Ok(Some(read))
}

/// A translated sentence that must be compared with its original again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The code of its language.
    pub language: String,
    /// Its path of keys and ids.
    pub path: String,
    /// Its file, in the folder of its language.
    pub file: String,
    /// The original as it is now.
    pub original: String,
    /// The beginning of the SHA-256 of the original with which it was compared last; none if it never was.
    pub fingerprint: Option<String>,
}

/// Every sentence that must be compared again.
pub(crate) fn unread(files: &mut Files, book: &Book) -> Result<Vec<Unread>, Vec<Diagnostic>> {
    let mut all = Vec::new();
    for language in &book.languages[1..] {
        let read = read(files, &language.code)?.unwrap_or_default();
        for (key, item, original) in pairs(files, book, language) {
            let print = read.get(&key);
            if print.is_none_or(|print| *print != fingerprint(original)) {
                let (file, _) = key.split_once(' ').unwrap_or_default();
                all.push(Unread {
                    language: language.code.clone(),
                    path: item.path,
                    file: file.to_string(),
                    original: original.to_string(),
                    fingerprint: print.cloned(),
                });
            }
        }
    }
    Ok(all)
}

/// The text of the [`FILE`] of a language in which the sentences at these paths count as compared with the present
/// original, beside those that did.
pub(crate) fn accept_sentences(
    files: &mut Files,
    book: &Book,
    code: &str,
    paths: &[String],
) -> Result<String, Vec<Diagnostic>> {
    let mut after = Read::new();
    let before = read(files, code)?.unwrap_or_default();
    for language in book.languages[1..]
        .iter()
        .filter(|language| language.code == code)
    {
        for (key, item, original) in pairs(files, book, language) {
            if paths.contains(&item.path) {
                after.insert(key, fingerprint(original));
            } else if let Some(print) = before.get(&key) {
                after.insert(key, print.clone());
            }
        }
    }
    Ok(write(&after))
}

fn write(read: &Read) -> String {
    let lines = read.iter().map(|(key, print)| format!("{key}\t{print}\n"));
    HEAD.to_string() + &lines.collect::<String>()
}

/// The command that notes that a file was read, with its name in quotes where a shell would split it.
fn accept_command(path: &str) -> String {
    let quote = match path.contains(char::is_whitespace) {
        true => "\"",
        false => "",
    };
    format!("`cargo xtask check-content --accept {quote}{path}{quote}`")
}

/// The sentences that must be compared again: those of drafts as warnings, those of signed sections as errors.
pub(crate) fn check(files: &mut Files, book: &Book) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let (mut warnings, mut faults) = (Vec::new(), Vec::new());
    let reference = &book.reference().code;
    for language in &book.languages[1..] {
        let code = &language.code;
        let is_signed = |section: &str| {
            let mut reviews = book.reviews.iter();
            reviews.any(|review| {
                review.text("section").text == section && review.text("language").text == *code
            })
        };
        let Some(read) = read(files, code)? else {
            let at = language.one(&FRONT).at;
            let message = format!("no sentence of `{code}` was yet read beside its `{reference}`");
            let help = format!(
                "read them together, file by file, then {}",
                accept_command(files.path(at))
            );
            let any_signed = sections().into_iter().any(is_signed);
            let to = if any_signed {
                &mut faults
            } else {
                &mut warnings
            };
            to.push(files.diagnostic(at, message, help));
            continue;
        };
        for (key, item, original) in pairs(files, book, language) {
            let message = match read.get(&key) {
                Some(print) if *print == fingerprint(original) => continue,
                Some(_) => format!(
                    "the `{reference}` of `{}` has changed since the two were read together",
                    item.path
                ),
                None => format!("`{}` was not yet read beside its `{reference}`", item.path),
            };
            let help = format!(
                "it translates “{original}”; mend it if need be, then {}",
                accept_command(files.path(item.text.at))
            );
            let to = if is_signed(item.section) {
                &mut faults
            } else {
                &mut warnings
            };
            to.push(files.diagnostic(item.text.at, message, help));
        }
    }
    if faults.is_empty() {
        Ok(warnings)
    } else {
        Err(faults)
    }
}

/// For each language with a file among `accepted`, its code and the text of its [`FILE`], in which the sentences of
/// those files count as compared with the present original.
///
/// # Errors
/// The names that are not files of a translation.
pub(crate) fn accept(
    files: &mut Files,
    book: &Book,
    accepted: &[String],
) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let mut written = Vec::new();
    let mut unknown: Vec<&String> = accepted.iter().collect();
    for language in &book.languages[1..] {
        let pairs = pairs(files, book, language);
        let is_accepted = |path: &str| {
            let inside = |name: &&String| {
                let name = name.replace('\\', "/");
                name == path || path.ends_with(&format!("/{}", name.trim_start_matches("./")))
            };
            accepted.iter().find(inside)
        };
        let before = read(files, &language.code)?.unwrap_or_default();
        let mut after = Read::new();
        let mut is_changed = false;
        for (key, item, original) in pairs {
            if let Some(name) = is_accepted(files.path(item.text.at)) {
                unknown.retain(|other| *other != name);
                is_changed = true;
                after.insert(key, fingerprint(original));
            } else if let Some(print) = before.get(&key) {
                after.insert(key, print.clone());
            }
        }
        if is_changed {
            written.push((language.code.clone(), write(&after)));
        }
    }
    if unknown.is_empty() {
        return Ok(written);
    }
    let help = match book.languages.get(1) {
        Some(language) => {
            let first = files.path(language.one(&FRONT).at);
            format!("name files as the warnings do, for instance `{first}`")
        }
        None => "this guide has one language: there is nothing to read together".to_string(),
    };
    let not_found = |name: &String| Diagnostic {
        path: name.clone(),
        line: 1,
        column: 1,
        message: "this is no file of a translation".to_string(),
        help: help.clone(),
    };
    Err(unknown.into_iter().map(not_found).collect())
}
