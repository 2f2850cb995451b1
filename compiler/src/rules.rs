//! Rules of plain and safe language, each with the item of a published checklist that it serves.
//!
//! PEMAT is the Patient Education Materials Assessment Tool for printable materials (AHRQ, items 1 to 26), CCI the
//! Clear Communication Index (CDC, questions 1 to 20). What breaks a rule for safety fails the build; what makes a
//! text harder than need be is a warning in the report, unless it goes far beyond.

use crate::book::{Book, Item, Language, Record, items};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::mark::Marker;
use crate::reading::{Counts, length, sentences};
use crate::schema::{REFERENCE, RULES, SIGNS, sections};
use regex::Regex;
use std::sync::LazyLock;

/// A sentence longer than this is a warning, and longer than the second a fault.
const LONG_SENTENCE: [usize; 2] = [20, 30];

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

/// An exception from the rule of levels that holds nothing is a leftover, and would hide what is written there later.
fn check_exceptions(files: &Files, book: &Book) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for path in book.reference().one(&RULES).texts("level-exceptions") {
        let mut texts = book.languages.iter().flat_map(|language| {
            let texts = items(book.reference(), language).into_iter();
            let below = texts.filter(|text| is_below(&text.path, &path.text));
            below.map(move |text| (language, text))
        });
        let Some(first) = texts.next() else {
            let message = format!("there is no sentence at `{}`", path.text);
            let help = "take it away, or write the path of a sentence, such as `help.part.crisis`";
            faults.push(files.diagnostic(path.at, message, help));
            continue;
        };
        let mut texts = std::iter::once(first).chain(texts);
        if !texts.any(|(language, text)| found_levels(language, &text).next().is_some()) {
            let message = format!("nothing at `{}` says how soon to call", path.text);
            faults.push(files.diagnostic(path.at, message, "take it away"));
        }
    }
    // They are the same in every language, so one in a translation would be thought to hold, and hold nothing.
    for language in book.languages.iter().skip(1) {
        if let Some(path) = language.one(&RULES).texts("level-exceptions").first() {
            let message = "`level-exceptions` stands in a translation";
            let help =
                format!("take it away: exceptions of all languages are named in `{REFERENCE}`");
            faults.push(files.diagnostic(path.at, message, help));
        }
    }
    faults
}

/// Stops the build at what breaks a rule.
pub(crate) fn check(files: &Files, book: &Book) -> Result<(), Vec<Diagnostic>> {
    let found = book
        .languages
        .iter()
        .flat_map(|language| findings(files, book, language));
    let mut faults: Vec<Diagnostic> = found
        .filter(|finding| finding.fails)
        .map(|finding| finding.diagnostic)
        .collect();
    faults.extend(check_exceptions(files, book));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Everything that the rules find in a language.
pub(crate) fn findings(files: &Files, book: &Book, language: &Language) -> Vec<Finding> {
    let mut all = Vec::new();
    let marker = Marker::new(language);
    let texts = items(book.reference(), language);
    for text in texts.iter().filter(|text| text.is_prose()) {
        let mut add = |fails, item, message: String, help: String| {
            all.push(Finding {
                section: text.section,
                item,
                fails,
                diagnostic: files.diagnostic(text.text.at, message, format!("{help} ({item})")),
            });
        };
        safe(language, text, &mut add);
        level(book, language, text, &mut add);
        if text.claim.is_some() {
            plain(language, &marker, text, &mut add);
        }
    }
    for section in sections() {
        let of_section: Vec<&Item<'_>> = claims(&texts, section).collect();
        graded(files, language, section, &of_section, &mut all);
    }
    all
}

/// The sentences of a section.
pub(crate) fn claims<'i, 'a>(
    texts: &'i [Item<'a>],
    section: &str,
) -> impl Iterator<Item = &'i Item<'a>> {
    texts
        .iter()
        .filter(move |item| item.section == section && item.claim.is_some())
}

type Add<'a> = dyn FnMut(bool, &'static str, String, String) + 'a;

/// What could harm.
fn safe(language: &Language, text: &Item<'_>, add: &mut Add<'_>) {
    let rules = language.one(&RULES);
    let words = &text.text.text;
    for never in rules.records("never") {
        if let Some(found) = find_forbidden(never, words) {
            let message = format!("“{found}” is never said (`{}`)", never.id.text);
            add(true, RISK, message, never.text("instead").text.clone());
        }
    }
    let also = &rules.text("emergency-also").text;
    if let Some(emergency) = rules.pattern("emergency")
        && emergency.is_match(words)
        && !words.to_lowercase().contains(&also.to_lowercase())
    {
        let message = format!("the emergency number stands without “{also}”");
        add(true, ACTIONS, message, format!("write “{also}” beside it"));
    }
    let shares = rules.pattern("shares");
    if let Some(found) = shares.and_then(|shares| shares.find(words))
        && !text.shares
    {
        let message = format!("“{}” is a share outside its place", found.as_str());
        let help =
            "say it in words, or put it into a part with `numbers = true`, which one can skip";
        add(true, NUMBERS, message, help.to_string());
    }
    // Facts are the same in every language: once is enough.
    let mut facts = text.claim.iter().flat_map(|claim| &claim.facts);
    if let Some(fact) = facts.find(|fact| SURVIVAL.contains(&fact.text.as_str()))
        && !text.shares
        && language.code == REFERENCE
    {
        let fact = &fact.text;
        let message = format!("`{fact}` says how long people live, outside its place");
        let help = "put the sentence into a part with `numbers = true`, which one can skip";
        add(true, NUMBERS, message, help.to_string());
    }
}

/// How soon to call is said in the table of signs alone, or the same sign would stand at two levels in two places.
fn level(book: &Book, language: &Language, text: &Item<'_>, add: &mut Add<'_>) {
    let exceptions = book.reference().one(&RULES).texts("level-exceptions");
    if text.section == SIGNS
        || exceptions
            .iter()
            .any(|path| is_below(&text.path, &path.text))
    {
        return;
    }
    for (rule, found) in found_levels(language, text) {
        let message = format!(
            "“{found}” says how soon to call, outside `signs.toml` (`{}`)",
            rule.id.text
        );
        add(true, ACTIONS, message, rule.text("instead").text.clone());
    }
}

/// What in a text says how soon to call, each with the rule that finds it.
fn found_levels<'t>(
    language: &'t Language,
    text: &Item<'t>,
) -> impl Iterator<Item = (&'t Record, &'t str)> {
    let words: &'t str = &text.text.text;
    let rules = language.one(&RULES).records("level").iter();
    rules.filter_map(move |rule| Some((rule, find_forbidden(rule, words)?)))
}

/// Whether a path is another, or leads below it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What of a text must not be said, if it is not within one of the phrases in which it may stand.
fn find_forbidden<'t>(never: &Record, text: &'t str) -> Option<&'t str> {
    let exceptions: Vec<std::ops::Range<usize>> = never
        .phrases("but")
        .iter()
        .flat_map(|phrase| phrase.find_iter(text).map(|found| found.range()))
        .collect();
    let is_within = |found: &regex::Match<'_>| {
        exceptions
            .iter()
            .any(|phrase| phrase.start <= found.start() && found.end() <= phrase.end)
    };
    let mut found = never.pattern("pattern")?.find_iter(text);
    found
        .find(|found| !is_within(found))
        .map(|found| found.as_str())
}

/// What is hard to read.
fn plain(language: &Language, marker: &Marker, text: &Item<'_>, add: &mut Add<'_>) {
    let rules = language.one(&RULES);
    let words = &text.text.text;
    for sentence in sentences(words) {
        let count = length(sentence);
        let [long, too_long] = LONG_SENTENCE;
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
    for jargon in rules.phrases("jargon") {
        jargon
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
            let mut plain = rules.texts("plain").iter();
            plain.any(|plain| plain.text == found.as_str())
        };
        if let Some(whole) = whole.filter(|whole| !plain(*whole) && !singular.is_some_and(plain)) {
            hard(whole.range());
        }
    }
}

/// The grade of a whole section.
fn graded(
    files: &Files,
    language: &Language,
    section: &'static str,
    claims: &[&Item<'_>],
    all: &mut Vec<Finding>,
) {
    let grade = counts(language, claims, false).grade(&language.code);
    let (Some(grade), Some(first)) = (grade, claims.first()) else {
        return;
    };
    if grade.is_easy() {
        return;
    }
    let without = counts(language, claims, true).grade(&language.code);
    let drugs = match without {
        Some(without) if without.is_easy() => {
            format!("; without names of drugs {}", without.words())
        }
        _ => String::new(),
    };
    let longest = claims
        .iter()
        .flat_map(|claim| sentences(&claim.text.text))
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

/// Counts the sentences of a section, with or without the names of drugs.
pub(crate) fn counts(language: &Language, claims: &[&Item<'_>], without_drugs: bool) -> Counts {
    let drugs: Vec<String> = match without_drugs {
        true => {
            let names = language.one(&RULES).texts("drugs").iter();
            names.map(|name| name.text.to_lowercase()).collect()
        }
        false => Vec::new(),
    };
    let mut counts = Counts::default();
    for claim in claims {
        counts.add(&language.code, &claim.text.text, &|word: &str| {
            drugs.contains(&word.to_lowercase())
        });
    }
    counts
}
