//! Reviews: which section of which language a clinician has signed, whether its words are still those that were
//! read, and when it is to be checked again.
//!
//! A signature holds for words, not for a file: it names their fingerprint, which the approval page prints. Change
//! a sentence, or publish the words under another name, and the section is a draft again.

use crate::diagnostic::{Diagnostic, Files};
use crate::source::{Book, Claim, Entry, Group, Language, TOPICS, Topic, Word, listed};

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

/// A text of a section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    /// The key it stands under, or what it names.
    pub(crate) kind: &'static str,
    pub(crate) word: &'a Word,
    /// The claim, if it says something rather than naming it.
    pub(crate) claim: Option<&'a Claim>,
}

/// What a section says, in the order of reading: the same in every language.
pub(crate) fn claims<'a>(language: &'a Language, section: &str) -> Vec<(&'static str, &'a Claim)> {
    let items = items(language, language, section);
    items
        .into_iter()
        .filter_map(|item| Some((item.kind, item.claim?)))
        .collect()
}

/// Everything that a reviewer reads, in the order of reading. Phone numbers are those of the reference language, which
/// alone has them.
pub(crate) fn items<'a>(
    reference: &'a Language,
    language: &'a Language,
    section: &str,
) -> Vec<Item<'a>> {
    let mut all = Vec::new();
    match section {
        "front" => {
            all.extend(group(&language.front));
            let build = language.build_ui.values().chain(&language.months);
            all.extend(
                language
                    .ui
                    .iter()
                    .chain(build)
                    .map(|word| named("control", word)),
            );
        }
        "urgent" => all.extend(group(&language.urgent)),
        "map" => all.extend(language.sites.iter().flat_map(of_entry)),
        "subtypes" => all.extend(language.subtypes.iter().flat_map(of_entry)),
        topic => {
            let reference = topic_of(reference, topic);
            for (topic, reference) in topic_of(language, topic).into_iter().zip(reference) {
                of_topic(reference, topic, &mut all);
            }
        }
    }
    all
}

fn named<'a>(kind: &'static str, word: &'a Word) -> Item<'a> {
    Item {
        kind,
        word,
        claim: None,
    }
}

fn said<'a>((kind, claim): (&'static str, &'a Claim)) -> Item<'a> {
    Item {
        kind,
        word: &claim.text,
        claim: Some(claim),
    }
}

/// A file of words and claims under keys, in the order in which it is written.
fn group(group: &Group) -> Vec<Item<'_>> {
    let words = group.words.values().map(|word| named("name", word));
    let mut all: Vec<Item<'_>> = words.chain(group.every_claim().map(said)).collect();
    all.sort_by_key(|item| item.word.at);
    all
}

fn of_entry(entry: &Entry) -> impl Iterator<Item = Item<'_>> {
    let hint = entry.hint.iter().map(|hint| named("hint", hint));
    let chips = entry.chips.iter().map(|chip| named("chip", chip));
    std::iter::once(named("name", &entry.name))
        .chain(hint)
        .chain(chips)
        .chain(entry.claims().map(said))
}

fn of_topic<'a>(reference: &'a Topic, topic: &'a Topic, all: &mut Vec<Item<'a>>) {
    all.extend([named("name", &topic.name), named("hint", &topic.hint)]);
    all.push(said(("key", &topic.key)));
    let kind = if topic.id == "myths" {
        "myth"
    } else {
        "heading"
    };
    for (part, reference) in topic.parts.iter().zip(&reference.parts) {
        all.push(named(kind, &part.name));
        all.extend(listed(&part.lists).map(said));
        for (line, reference) in part.lines.iter().zip(&reference.lines) {
            all.extend([named("name", &line.name), said(("line", &line.claim))]);
            all.push(named("languages", &line.languages));
            all.extend(line.hours.iter().map(|hours| named("hours", hours)));
            all.extend(reference.phone.iter().map(|phone| named("phone", phone)));
            all.push(named("address", &line.url));
        }
        for term in &part.terms {
            all.extend([named("name", &term.name), named("sound", &term.say)]);
            all.push(said(("term", &term.claim)));
        }
    }
    all.extend(listed(&topic.lists).map(said));
}

fn topic_of<'a>(language: &'a Language, id: &str) -> Option<&'a Topic> {
    language.topics.iter().find(|topic| topic.id == id)
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
    let original = book.edition.changed_from.as_ref();
    let original = original.map_or("", |original| original.text.as_str());
    let mut read = vec![publisher, original, &language.code, section];
    let items = items(&book.languages[0], language, section);
    for item in &items {
        // Where it stands, and how urgent it is, is signed too.
        let level = item.claim.and_then(|claim| claim.level.as_ref());
        read.extend([
            item.kind,
            level.map_or("", |level| &level.text),
            &item.word.text,
        ]);
    }
    if language.code != book.languages[0].code {
        // A translation is signed beside what it translates: it is a draft again when that changes.
        let beside = claims(&book.languages[0], section);
        read.extend(beside.iter().map(|(_, claim)| claim.text.text.as_str()));
    }
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
    // Of several reviews of the same words the last counts, wherever it stands.
    let of_words = of_section
        .iter()
        .filter(|review| review.words.text == words);
    match of_words.max_by(|a, b| a.date.cmp(&b.date)) {
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
