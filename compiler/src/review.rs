//! Reviews: which section of which language a clinician has signed, whether its text is still the one that was signed,
//! and when the next review is due.
//!
//! A signature is bound to the text, not to a file: it contains its SHA-256, which the approval page shows. If a
//! sentence or the publisher changes, the section is a draft again.

use crate::book::{Book, Item, Language, items};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::schema::sections;
use sha2::{Digest, Sha256};

/// The review of a section of a language.
#[derive(Debug, Default)]
pub(crate) struct ReviewStatus {
    pub(crate) section: &'static str,
    /// SHA-256 of its words, in hexadecimal digits.
    pub(crate) words: String,
    /// "Reviewed by …", in its language; empty without a review of these words.
    pub(crate) signed: String,
    /// When it was read, `YYYY-MM-DD`; empty without a review of these words.
    pub(crate) date: String,
    /// When the next review is due, `YYYY-MM-DD`; empty without a review.
    pub(crate) next: String,
    /// Whether it was signed, but the text has changed since.
    pub(crate) outdated: bool,
}

/// For each language, the status of each of [`sections`]. An entry of `review.toml` for an unknown section or language
/// is an error.
pub(crate) fn statuses(
    files: &Files,
    book: &Book,
) -> Result<Vec<Vec<ReviewStatus>>, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let codes: Vec<&str> = book
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let names = sections();
    for review in &book.reviews {
        for (key, known) in [("section", &names), ("language", &codes)] {
            let word = review.text(key);
            if !known.contains(&word.text.as_str()) {
                let message = format!("`{}` is not a {key}", word.text);
                let help = format!("use one of: {}", known.join(", "));
                out.push(files.diagnostic(word.at, message, help));
            }
        }
        if review.date("next") <= review.date("date") {
            let section = review.text("section");
            let message = format!(
                "the next check of `{}` is not after the review",
                section.text
            );
            let help = "put the day on which it must be read again under `next`";
            out.push(files.diagnostic(section.at, message, help));
        }
    }
    if !out.is_empty() {
        return Err(out);
    }
    let of_language = |language: &Language| {
        let all = items(book.reference(), language);
        let ours = items(book.reference(), book.reference());
        names
            .iter()
            .map(|section| status(book, language, section, &all, &ours))
            .collect()
    };
    Ok(book.languages.iter().map(of_language).collect())
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn status(
    book: &Book,
    language: &Language,
    section: &'static str,
    all: &[Item<'_>],
    reference: &[Item<'_>],
) -> ReviewStatus {
    let publisher = book.edition.text("publisher").text.as_str();
    let original = book.edition.text("changed-from").text.as_str();
    let mut read = vec![publisher, original, &language.code, section];
    for item in all.iter().filter(|item| item.section == section) {
        // The signature also covers the kind of a sentence, its urgency, and where it is shown.
        read.extend([item.label, &item.structure, &item.text.text]);
    }
    if language.code != book.reference().code {
        // A translation is signed together with its original: it is a draft again when the original changes.
        let beside = reference.iter().filter(|item| item.section == section);
        read.extend(
            beside
                .filter(|item| item.claim.is_some())
                .map(|item| item.text.text.as_str()),
        );
    }
    // No text contains a newline, so the parts cannot be confused.
    let words = sha256(&read.join("\n"));
    let is_of = |review: &&crate::book::Record| {
        review.text("section").text == section && review.text("language").text == language.code
    };
    let reviews: Vec<_> = book.reviews.iter().filter(is_of).collect();
    // Of several reviews of the same text the latest counts, whatever their order in the file.
    let of_words = reviews
        .iter()
        .filter(|review| review.text("words").text == words);
    let last = of_words.max_by_key(|review| review.date("date"));
    let mut status = ReviewStatus {
        section,
        words,
        outdated: last.is_none() && !reviews.is_empty(),
        ..ReviewStatus::default()
    };
    if let Some(review) = last {
        let day = |key| language.day(review.date(key).unwrap_or_default());
        status.signed = language
            .word("reviewed")
            .replace("{reviewer}", &review.text("reviewer").text)
            .replace("{role}", &review.text("role").text)
            .replace("{date}", &day("date"))
            .replace("{next}", &day("next"));
        status.date = review.date("date").unwrap_or_default().to_string();
        status.next = review.date("next").unwrap_or_default().to_string();
    }
    status
}

/// The warnings of a build.
pub(crate) fn warnings(book: &Book, statuses: &[Vec<ReviewStatus>]) -> Vec<String> {
    let left_out = |path: &String| format!("`{path}` is no content and was left out");
    let mut all: Vec<String> = book.ignored.iter().map(left_out).collect();
    for (language, of) in book.languages.iter().zip(statuses) {
        let code = &language.code;
        let drafts: Vec<&str> = of
            .iter()
            .filter(|status| status.signed.is_empty())
            .map(|status| status.section)
            .collect();
        if !drafts.is_empty() {
            all.push(format!(
                "draft in `{code}`, not yet reviewed by a clinician: {}",
                drafts.join(", ")
            ));
        }
        for status in of.iter().filter(|status| status.outdated) {
            all.push(format!(
                "the words of `{}` in `{code}` have changed since they were reviewed",
                status.section
            ));
        }
    }
    all
}

/// Sections whose next review was due before a day, `YYYY-MM-DD`.
pub(crate) fn overdue(book: &Book, statuses: &[Vec<ReviewStatus>], today: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (language, of) in book.languages.iter().zip(statuses) {
        let is_due =
            |status: &&ReviewStatus| !status.next.is_empty() && status.next.as_str() < today;
        for status in of.iter().filter(is_due) {
            all.push(format!(
                "the check of `{}` in `{}` was due on {}",
                status.section, language.code, status.next
            ));
        }
    }
    all
}
