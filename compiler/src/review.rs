//! Reviews: which section of which language a clinician has signed, whether its words are still those that were
//! read, and when it is to be checked again.
//!
//! A signature holds for words, not for a file: it names their fingerprint, which the approval page prints. Change
//! a sentence, or publish the words under another name, and the section is a draft again.

use crate::diagnostic::{Diagnostic, Files};
use crate::source::{Book, Claim, Entry, Language, TOPICS, Topic, Word};

/// What can be signed, by name: the first and last words, the urgent signs, and each section of the widget.
pub(crate) fn sections() -> Vec<&'static str> {
    let rest = ["front", "urgent", "map", "subtypes"].into_iter();
    rest.chain(TOPICS.iter().copied()).collect()
}

/// How a section of a language stands.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub(crate) section: &'static str,
    /// Fingerprint of its words.
    pub(crate) words: String,
    /// "Reviewed by …", in its language; empty without a review of these words.
    pub(crate) signed: String,
    /// When the next check is due, `YYYY-MM-DD`; empty without a review.
    pub(crate) next: String,
    /// Signed once, but the words have changed since.
    pub(crate) outdated: bool,
}

/// The words of a section, in the order of reading.
pub(crate) fn claims<'a>(language: &'a Language, section: &str) -> Vec<(&'static str, &'a Claim)> {
    match section {
        "front" => language.front.every_claim().collect(),
        "urgent" => language.urgent.every_claim().collect(),
        "map" => language.sites.iter().flat_map(Entry::claims).collect(),
        "subtypes" => language.subtypes.iter().flat_map(Entry::claims).collect(),
        topic => topic_of(language, topic)
            .map(Topic::claims)
            .unwrap_or_default(),
    }
}

fn topic_of<'a>(language: &'a Language, id: &str) -> Option<&'a Topic> {
    language.topics.iter().find(|topic| topic.id == id)
}

/// Headings, names and other short words of a section with their kinds, in the order of the files. Phone numbers are
/// those of the reference language, which alone has them.
pub(crate) fn names<'a>(
    book: &'a Book,
    language: &'a Language,
    section: &str,
) -> Vec<(&'static str, &'a Word)> {
    let mut all: Vec<(&'static str, &Word)> = Vec::new();
    match section {
        "front" => {
            all.extend(language.front.words.values().map(|word| ("name", word)));
            all.extend(language.ui.iter().map(|word| ("control", word)));
        }
        "urgent" => all.extend(language.urgent.words.values().map(|word| ("name", word))),
        "map" => all.extend(language.sites.iter().flat_map(names_of_entry)),
        "subtypes" => all.extend(language.subtypes.iter().flat_map(names_of_entry)),
        topic => {
            let reference = topic_of(&book.languages[0], topic);
            for (topic, reference) in topic_of(language, topic).into_iter().zip(reference) {
                all.extend([("name", &topic.name), ("hint", &topic.hint)]);
                for (part, reference) in topic.parts.iter().zip(&reference.parts) {
                    let kind = if topic.id == "myths" { "myth" } else { "name" };
                    all.push((kind, &part.name));
                    for (line, reference) in part.lines.iter().zip(&reference.lines) {
                        all.extend([("name", &line.name), ("languages", &line.languages)]);
                        all.extend(line.hours.iter().map(|hours| ("hours", hours)));
                        all.extend(reference.phone.iter().map(|phone| ("phone", phone)));
                        all.push(("address", &line.url));
                    }
                    for term in &part.terms {
                        all.extend([("name", &term.name), ("sound", &term.say)]);
                    }
                }
            }
        }
    }
    all
}

fn names_of_entry(entry: &Entry) -> impl Iterator<Item = (&'static str, &Word)> {
    let hint = entry.hint.iter().map(|hint| ("hint", hint));
    let chips = entry.chips.iter().map(|chip| ("chip", chip));
    std::iter::once(("name", &entry.name))
        .chain(hint)
        .chain(chips)
}

/// For each language, how each of [`sections`] stands. Entries of `review.toml` that name nothing are faults.
pub(crate) fn standing(files: &Files, book: &Book) -> Result<Vec<Vec<Standing>>, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let codes: Vec<&str> = book
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    for review in &book.reviews {
        let names = sections();
        for (word, known, what) in [
            (&review.section, &names, "section"),
            (&review.language, &codes, "language"),
        ] {
            if !known.contains(&word.text.as_str()) {
                let message = format!("`{}` is not a {what}", word.text);
                out.push(files.diagnostic(
                    word.at,
                    message,
                    format!("use one of: {}", known.join(", ")),
                ));
            }
        }
        if review.next <= review.date {
            let message = format!(
                "the next check of `{}` is not after the review",
                review.section.text
            );
            out.push(files.diagnostic(
                review.section.at,
                message,
                "put the day on which it must be read again under `next`",
            ));
        }
    }
    if !out.is_empty() {
        return Err(out);
    }
    Ok(book
        .languages
        .iter()
        .map(|language| {
            sections()
                .into_iter()
                .map(|section| stand(book, language, section))
                .collect()
        })
        .collect())
}

fn stand(book: &Book, language: &Language, section: &'static str) -> Standing {
    let publisher = book.edition.publisher.text.as_str();
    let mut read = vec![publisher, &language.code, section];
    read.extend(
        names(book, language, section)
            .into_iter()
            .map(|(_, word)| word.text.as_str()),
    );
    read.extend(
        claims(language, section)
            .into_iter()
            .map(|(_, claim)| claim.text.text.as_str()),
    );
    let words = format!("{:016x}", crate::emit::fnv1a(read.join("\n").as_bytes()));
    let of_section: Vec<_> = book
        .reviews
        .iter()
        .filter(|review| review.section.text == section && review.language.text == language.code)
        .collect();
    let mut standing = Standing {
        section,
        ..Standing::default()
    };
    match of_section.iter().find(|review| review.words.text == words) {
        Some(review) => {
            standing.signed = language.build_ui["reviewed"]
                .text
                .replace("{reviewer}", &review.reviewer.text)
                .replace("{role}", &review.role.text)
                .replace("{date}", &language.day(&review.date))
                .replace("{next}", &language.day(&review.next));
            standing.next = review.next.clone();
        }
        None => standing.outdated = !of_section.is_empty(),
    }
    standing.words = words;
    standing
}

impl Language {
    /// A day, `YYYY-MM-DD`, as the language writes it.
    pub(crate) fn day(&self, day: &str) -> String {
        let mut parts = day.split('-');
        let (year, month, date) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| {
            part.and_then(|part| part.parse::<usize>().ok())
                .unwrap_or_default()
        };
        let month = self.months.get(number(month).wrapping_sub(1));
        self.build_ui["day-of"]
            .text
            .replace("{year}", year.unwrap_or_default())
            .replace("{month}", month.map_or("", |month| &month.text))
            .replace("{day}", &number(date).to_string())
    }
}

/// What whoever builds should know.
pub(crate) fn warnings(book: &Book, standing: &[Vec<Standing>]) -> Vec<String> {
    let mut all = Vec::new();
    for (language, of) in book.languages.iter().zip(standing) {
        let code = &language.code;
        let drafts: Vec<&str> = of
            .iter()
            .filter(|one| one.signed.is_empty())
            .map(|one| one.section)
            .collect();
        if !drafts.is_empty() {
            all.push(format!(
                "draft in `{code}`, not yet reviewed by a clinician: {}",
                drafts.join(", ")
            ));
        }
        for one in of.iter().filter(|one| one.outdated) {
            all.push(format!(
                "the words of `{}` in `{code}` have changed since they were reviewed",
                one.section
            ));
        }
    }
    all
}

/// Sections whose check was due before a day, `YYYY-MM-DD`.
pub(crate) fn overdue(book: &Book, standing: &[Vec<Standing>], today: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (language, of) in book.languages.iter().zip(standing) {
        for one in of
            .iter()
            .filter(|one| !one.next.is_empty() && one.next.as_str() < today)
        {
            all.push(format!(
                "the check of `{}` in `{}` was due on {}",
                one.section, language.code, one.next
            ));
        }
    }
    all
}
