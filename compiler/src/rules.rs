//! Rules of plain and safe language, each with the item of a published checklist that it serves.
//!
//! PEMAT is the Patient Education Materials Assessment Tool for printable materials (AHRQ, items 1 to 26), CCI the
//! Clear Communication Index (CDC, questions 1 to 20). What breaks a rule for safety fails the build; what makes a
//! text harder than need be is a warning in the report, unless it goes far beyond.

use crate::diagnostic::{Diagnostic, Files};
use crate::mark::Marker;
use crate::reading::{Counts, length, sentences};
use crate::source::{Book, Language, Never, REFERENCE, Word};
use regex::Regex;
use std::sync::LazyLock;

/// A sentence longer than this is a warning, and longer than the second a fault.
const LONG_SENTENCE: [usize; 2] = [20, 30];

/// The same for a sign on a card, which goes on from the heading of the card, part by part.
const LONG_SIGN: [usize; 2] = [30, 45];

/// More words than this in one paragraph are a warning.
const LONG_PARAGRAPH: usize = 60;

/// Facts about how long people live, which stand in a closed part that one can skip, and nowhere else.
const SURVIVAL: &[&str] = &["live.years", "live.survival.rule", "prog.longer"];

/// Items of the checklists.
pub(crate) const TERMS: &str = "PEMAT 4, CCI 7";
pub(crate) const WORDS: &str = "PEMAT 3, CCI 7";
pub(crate) const CHUNKS: &str = "PEMAT 8, CCI 9";
pub(crate) const NUMBERS: &str = "PEMAT 6, CCI 15";
pub(crate) const ACTIONS: &str = "PEMAT 22, CCI 14";
pub(crate) const RISK: &str = "PEMAT 1, CCI 18";

/// Something that a rule found.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) section: &'static str,
    pub(crate) item: &'static str,
    pub(crate) fails: bool,
    pub(crate) diagnostic: Diagnostic,
}

/// A text of a language with what rules need to know of its place.
pub(crate) struct Text<'a> {
    pub(crate) section: &'static str,
    pub(crate) key: &'static str,
    pub(crate) word: &'a Word,
    /// Facts of the claim; none for names.
    pub(crate) facts: Vec<&'a str>,
    /// Whether shares may stand here.
    numbers: bool,
    /// Whether it says something, rather than naming it.
    pub(crate) claim: bool,
}

/// Stops the build at what breaks a rule.
pub(crate) fn check(files: &Files, book: &Book) -> Result<(), Vec<Diagnostic>> {
    let found = book
        .languages
        .iter()
        .flat_map(|language| findings(files, book, language));
    let faults: Vec<Diagnostic> = found
        .filter(|finding| finding.fails)
        .map(|finding| finding.diagnostic)
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Every text of a language, in the order of the files.
pub(crate) fn texts<'a>(book: &'a Book, language: &'a Language) -> Vec<Text<'a>> {
    let reference = &book.languages[0];
    let mut all = Vec::new();
    for section in crate::review::sections() {
        let with_numbers = numbers_of(reference, section);
        let mut ours = crate::review::claims(reference, section)
            .into_iter()
            .enumerate();
        for item in crate::review::items(reference, language, section) {
            // The name of a myth is what must not be believed; numbers and addresses are no words.
            if matches!(item.kind, "myth" | "phone" | "address") {
                continue;
            }
            // A claim of the reference language stands beside each, because languages were compared before.
            let beside = item.claim.and_then(|_| ours.next());
            let facts = beside.map_or(&[][..], |(_, (_, claim))| &claim.facts[..]);
            all.push(Text {
                section,
                key: item.kind,
                word: item.word,
                facts: facts.iter().map(|fact| fact.text.as_str()).collect(),
                numbers: beside.is_some_and(|(place, (key, _))| {
                    let place = with_numbers.get(place).copied();
                    place.unwrap_or(section == "subtypes" && key == "key")
                }),
                claim: item.claim.is_some(),
            });
        }
    }
    all
}

/// For each claim of a topic, in order, whether it stands in a part for numbers.
fn numbers_of(reference: &Language, section: &str) -> Vec<bool> {
    let Some(topic) = reference.topics.iter().find(|topic| topic.id == section) else {
        return Vec::new();
    };
    let mut all = vec![false];
    for part in &topic.parts {
        let claims = part
            .lists
            .iter()
            .map(|list| list.claims.len())
            .sum::<usize>();
        all.extend(vec![
            part.numbers;
            claims + part.lines.len() + part.terms.len()
        ]);
    }
    let rest = topic.lists.iter().map(|list| list.claims.len()).sum();
    all.extend(vec![false; rest]);
    all
}

/// Everything that the rules find in a language.
pub(crate) fn findings(files: &Files, book: &Book, language: &Language) -> Vec<Finding> {
    let mut all = Vec::new();
    let marker = Marker::new(language);
    for text in texts(book, language) {
        let mut add = |fails, item, message: String, help: String| {
            all.push(Finding {
                section: text.section,
                item,
                fails,
                diagnostic: files.diagnostic(text.word.at, message, format!("{help} ({item})")),
            });
        };
        safe(language, &text, &mut add);
        if text.claim {
            plain(language, &marker, &text, &mut add);
        }
    }
    for section in crate::review::sections() {
        graded(files, language, section, &mut all);
    }
    all
}

type Add<'a> = dyn FnMut(bool, &'static str, String, String) + 'a;

/// What could harm.
fn safe(language: &Language, text: &Text<'_>, add: &mut Add<'_>) {
    let rules = &language.rules;
    let words = &text.word.text;
    for never in &rules.never {
        if let Some(found) = said(never, words) {
            let message = format!("“{found}” is never said (`{}`)", never.id.text);
            add(true, RISK, message, never.instead.text.clone());
        }
    }
    if let Some(emergency) = &rules.emergency
        && emergency.regex.is_match(words)
        && !words
            .to_lowercase()
            .contains(&rules.emergency_also.text.to_lowercase())
    {
        let also = &rules.emergency_also.text;
        let message = format!("the emergency number stands without “{also}”");
        add(true, ACTIONS, message, format!("write “{also}” beside it"));
    }
    if let Some(found) = rules
        .shares
        .as_ref()
        .and_then(|shares| shares.regex.find(words))
        && !text.numbers
    {
        let message = format!("“{}” is a share outside its place", found.as_str());
        let help =
            "say it in words, or put it into a part with `numbers = true`, which one can skip";
        add(true, NUMBERS, message, help.to_string());
    }
    // Facts are the same in every language: once is enough.
    if let Some(fact) = text.facts.iter().find(|fact| SURVIVAL.contains(fact))
        && !text.numbers
        && language.code == REFERENCE
    {
        let message = format!("`{fact}` says how long people live, outside its place");
        let help = "put the sentence into a part with `numbers = true`, which one can skip";
        add(true, NUMBERS, message, help.to_string());
    }
}

/// What of a text must not be said, if it is not within one of the phrases that are fine.
fn said<'t>(never: &Never, text: &'t str) -> Option<&'t str> {
    let fine: Vec<std::ops::Range<usize>> = never
        .but
        .iter()
        .flat_map(|phrase| phrase.regex.find_iter(text).map(|found| found.range()))
        .collect();
    let pattern = never.pattern.as_ref()?;
    pattern
        .regex
        .find_iter(text)
        .find(|found| {
            !fine
                .iter()
                .any(|fine| fine.start <= found.start() && found.end() <= fine.end)
        })
        .map(|found| found.as_str())
}

/// What is hard to read.
fn plain(language: &Language, marker: &Marker, text: &Text<'_>, add: &mut Add<'_>) {
    let words = &text.word.text;
    for sentence in sentences(words) {
        let count = length(sentence);
        let [long, too_long] = match text.key {
            "now" | "day" => LONG_SIGN,
            _ => LONG_SENTENCE,
        };
        if count > long {
            let fails = count > too_long;
            let help = format!("make two of it: {long} words are a good limit");
            add(fails, CHUNKS, format!("a sentence of {count} words"), help);
        }
    }
    let count = length(words);
    if count > LONG_PARAGRAPH {
        let help = format!("split it: {LONG_PARAGRAPH} words are a good limit");
        add(false, CHUNKS, format!("a paragraph of {count} words"), help);
    }
    let explained = marker.find(words);
    let mut hard = |found: std::ops::Range<usize>| {
        let inside = explained
            .iter()
            .any(|(range, _)| range.start <= found.start && found.end <= range.end);
        if !inside {
            let message = format!("“{}” is not explained", &words[found]);
            let help = "add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml`";
            add(true, TERMS, message, help.to_string());
        }
    };
    for jargon in &language.rules.jargon {
        jargon
            .regex
            .find_iter(words)
            .for_each(|found| hard(found.range()));
    }
    static ABBREVIATION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b(\p{Lu}[\p{Lu}\d]+(?:[-/][\p{Lu}\d]+)*)s?\b").ok());
    for found in ABBREVIATION
        .iter()
        .flat_map(|pattern| pattern.captures_iter(words))
    {
        let [whole, singular] = [found.get(0), found.get(1)];
        let plain = |found: regex::Match<'_>| {
            let plain = &language.rules.plain;
            plain.iter().any(|plain| plain.text == found.as_str())
        };
        if let Some(whole) = whole.filter(|whole| !plain(*whole) && !singular.is_some_and(plain)) {
            hard(whole.range());
        }
    }
}

/// The grade of a whole section.
fn graded(files: &Files, language: &Language, section: &'static str, all: &mut Vec<Finding>) {
    let claims = crate::review::claims(language, section);
    let (Some(grade), Some((_, first))) = (
        counts(language, section, false).grade(&language.code),
        claims.first(),
    ) else {
        return;
    };
    if grade.is_easy() {
        return;
    }
    let without = counts(language, section, true).grade(&language.code);
    let drugs = match without {
        Some(without) if without.is_easy() => {
            format!("; without names of drugs {}", without.words())
        }
        _ => String::new(),
    };
    let longest = claims
        .iter()
        .flat_map(|(_, claim)| sentences(&claim.text.text))
        .max_by_key(|sentence| length(sentence))
        .unwrap_or_default();
    let longest: String = longest.trim().chars().take(200).collect();
    let message = format!(
        "`{section}` in `{}` reads at {}{drugs}",
        language.code,
        grade.words()
    );
    all.push(Finding {
        section,
        item: WORDS,
        fails: !grade.is_bearable(),
        diagnostic: files.diagnostic(
            first.text.at,
            message,
            format!("shorter sentences and everyday words; the longest sentence is “{longest}” ({WORDS})"),
        ),
    });
}

/// Counts a section, with or without the names of drugs.
pub(crate) fn counts(language: &Language, section: &str, without_drugs: bool) -> Counts {
    let mut counts = Counts::default();
    let drug = |word: &str| {
        let word = word.to_lowercase();
        without_drugs
            && language
                .rules
                .drugs
                .iter()
                .any(|drug| drug.text.to_lowercase() == word)
    };
    for (_, claim) in crate::review::claims(language, section) {
        counts.add(&language.code, &claim.text.text, &drug);
    }
    counts
}
