//! What changed since the last release: compares its sentences with today's, so that a nonprofit that approved those
//! reads only the new ones.
//!
//! The release writes `released.txt` for each language, and only this module reads it. Its first line is the version;
//! each other line is a section, a kind and a sentence, separated by tabs, in the order of reading.

use crate::book::{Book, Language, items};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::schema::sections;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The file of each language.
pub(crate) const FILE: &str = "released.txt";

/// A sentence that was added, removed or changed.
#[derive(Debug, PartialEq)]
pub struct Change {
    /// The code of the language.
    pub language: String,
    /// The section that contains it.
    pub section: String,
    /// Its key, or what it names.
    pub kind: String,
    /// The old text; none if it is new.
    pub before: Option<String>,
    /// The new text; none if it was removed.
    pub after: Option<String>,
}

/// The last release, and the differences from it.
#[derive(Debug)]
pub struct Changes {
    /// Its version.
    pub since: String,
    /// In the order of reading.
    pub all: Vec<Change>,
}

/// Section, kind and words of a sentence.
type Line<'a> = [&'a str; 3];

/// For each language its code and the text of the file that a release of `version` writes.
pub(crate) fn write(book: &Book, version: &str) -> Vec<(String, String)> {
    let file = |language: &Language| {
        let lines = lines(book, language);
        let lines = lines.iter().map(|line| format!("{}\n", line.join("\t")));
        (
            language.code.clone(),
            format!("{version}\n{}", lines.collect::<String>()),
        )
    };
    book.languages.iter().map(file).collect()
}

/// Compares with the last release; none before the first.
pub(crate) fn changes(files: &mut Files, book: &Book) -> Result<Option<Changes>, Vec<Diagnostic>> {
    let mut changes: Option<Changes> = None;
    for language in &book.languages {
        let code = &language.code;
        let Some(file) = files.written(code, FILE)? else {
            continue;
        };
        let (version, before) = files.text(file).split_once('\n').unwrap_or_default();
        let mut lines_before: Vec<Line<'_>> = Vec::new();
        let mut at = version.len() + 1;
        for line in before.lines() {
            let mut parts = line.splitn(3, '\t');
            let (Some(section), Some(kind), Some(text)) =
                (parts.next(), parts.next(), parts.next())
            else {
                return Err(vec![files.diagnostic(
                    files.location(file, at),
                    "this line is not a section, a kind and a sentence with tabs between",
                    "take the file of the last release again; nobody writes it by hand",
                )]);
            };
            at += line.len() + 1;
            lines_before.push([section, kind, text]);
        }
        changes
            .get_or_insert_with(|| Changes {
                since: version.to_string(),
                all: Vec::new(),
            })
            .all
            .extend(compare(code, &lines_before, &lines(book, language)));
    }
    Ok(changes)
}

fn lines<'a>(book: &'a Book, language: &'a Language) -> Vec<Line<'a>> {
    let all = items(book.reference(), language);
    let line = |item: &crate::book::Item<'a>| [item.section, item.label, item.text.text.as_str()];
    let of_section = |section| {
        all.iter()
            .filter(move |item| item.section == section && !item.text.text.is_empty())
            .map(line)
    };
    sections().into_iter().flat_map(of_section).collect()
}

/// Joins a removed and an added sentence in the same place into one change, pair by pair.
fn compare(language: &str, before: &[Line<'_>], after: &[Line<'_>]) -> Vec<Change> {
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, before, after) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        let (gone, come) = (
            &before[operation.old_range()],
            &after[operation.new_range()],
        );
        for at in 0..gone.len().max(come.len()) {
            let (old, new) = (gone.get(at), come.get(at));
            let mut add = |before: Option<&Line<'_>>, after: Option<&Line<'_>>| {
                let [section, kind, _] = after.or(before).copied().unwrap_or_default();
                let text = |line: &Line<'_>| line[2].to_string();
                all.push(Change {
                    language: language.to_string(),
                    section: section.to_string(),
                    kind: kind.to_string(),
                    before: before.map(text),
                    after: after.map(text),
                });
            };
            match (old, new) {
                // A different kind of sentence in the same place is not a new wording of the old one.
                (Some(old), Some(new)) if old[..2] != new[..2] => {
                    add(Some(old), None);
                    add(None, Some(new));
                }
                pair => add(pair.0, pair.1),
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Line, compare};

    fn told(before: &[Line<'_>], after: &[Line<'_>]) -> Vec<String> {
        let changes = compare("en", before, after);
        let tell = |change: &super::Change| {
            format!(
                "{} {}: {:?} -> {:?}",
                change.section, change.kind, change.before, change.after
            )
        };
        changes.iter().map(tell).collect()
    }

    #[test]
    fn a_sentence_is_new_gone_or_written_anew() {
        let before = [
            ["map", "key", "A"],
            ["map", "ask", "B"],
            ["map", "ask", "C"],
        ];
        let after = [
            ["map", "key", "A"],
            ["map", "ask", "B, too"],
            ["map", "ask", "C"],
            ["tests", "key", "D"],
        ];
        assert_eq!(
            told(&before, &after),
            [
                r#"map ask: Some("B") -> Some("B, too")"#,
                r#"tests key: None -> Some("D")"#
            ]
        );
        assert_eq!(
            told(&after, &before),
            [
                r#"map ask: Some("B, too") -> Some("B")"#,
                r#"tests key: Some("D") -> None"#
            ]
        );
        assert!(told(&before, &before).is_empty());
    }

    #[test]
    fn a_sentence_of_another_kind_is_not_a_new_wording() {
        assert_eq!(
            told(&[["map", "now", "A"]], &[["map", "day", "A"]]),
            [
                r#"map now: Some("A") -> None"#,
                r#"map day: None -> Some("A")"#
            ],
            "a sign that lost its urgency is read as gone and new"
        );
    }
}
