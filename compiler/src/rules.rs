//! Rules of plain and safe language, each with the item of a published checklist that it serves.
//!
//! What breaks a rule fails the build; a long sentence or a hard section is a warning in the report, unless it goes
//! far beyond.

use crate::book::{Book, Item, Language, Record, items};
use crate::checklist::{
    ACTIONS, CHUNKS, DENOMINATOR, DISTRACTION, Finding, NEXT_STEP, NUMBERS, RISK, TERMS, WORDS,
};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::mark::Marker;
use crate::pattern::Match;
use crate::reading::{Counts, Grade, length, read, sentences};
use crate::schema::{REFERENCE, RULES, SIGNS, TOPIC, sections};
use crate::terms;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// A sentence longer than this is a warning, and longer than the second a fault.
const LONG_SENTENCE: [usize; 2] = [20, 30];

/// More words than this in one text are too much.
const LONG_PARAGRAPH: usize = 60;

/// A sentence of fewer words, such as “Ask your team.”, may stand twice.
const OWN_SENTENCE: usize = 5;

/// Facts about how long people live, which stand in a closed part that one can skip, and nowhere else.
const SURVIVAL: &[&str] = &["live.years", "live.survival.rule", "prog.longer"];

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
        for key in ["level-exceptions", "women"] {
            if let Some(first) = language.one(&RULES).texts(key).first() {
                let message = format!("`{key}` stands in a translation");
                let help =
                    format!("take it away: those of all languages are named in `{REFERENCE}`");
                faults.push(files.diagnostic(first.at, message, help));
            }
        }
    }
    for fact in book.reference().one(&RULES).texts("women") {
        let mut left_out = book.left_out.iter().flat_map(|rows| rows.texts("facts"));
        let is_known = book.facts.contains_key(&fact.text)
            || left_out.any(|left_out| left_out.text == fact.text);
        if !is_known {
            let message = format!("unknown fact `{}`", fact.text);
            faults.push(files.diagnostic(fact.at, message, "take it away, or correct it"));
        }
    }
    faults
}

/// For each language, everything that the rules find.
pub(crate) fn all(files: &Files, book: &Book) -> Vec<Vec<Finding>> {
    let languages = book.languages.iter();
    languages
        .map(|language| findings(files, book, language))
        .collect()
}

/// What of the findings stops the build, and the exceptions that hold nothing.
pub(crate) fn faults(files: &Files, book: &Book, found: &[Vec<Finding>]) -> Vec<Diagnostic> {
    let failing = found.iter().flatten().filter(|finding| finding.fails);
    let mut faults: Vec<Diagnostic> = failing.map(|finding| finding.diagnostic.clone()).collect();
    faults.extend(check_exceptions(files, book));
    faults
}

/// What stops the build in the texts of one file, each read by itself: the first answer to whoever changed it.
pub(crate) fn faults_in(files: &Files, book: &Book, path: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for language in &book.languages {
        let texts = items(book.reference(), language);
        let is_inside = |text: &&Item<'_>| files.path(text.text.at) == path;
        let inside: Vec<&Item<'_>> = texts.iter().filter(is_inside).collect();
        let found = each(files, book, language, &texts, &inside).into_iter();
        faults.extend(
            found
                .filter(|finding| finding.fails)
                .map(|finding| finding.diagnostic),
        );
    }
    faults
}

/// Everything that the rules find in a language.
fn findings(files: &Files, book: &Book, language: &Language) -> Vec<Finding> {
    let texts = items(book.reference(), language);
    let all: Vec<&Item<'_>> = texts.iter().collect();
    let mut all = each(files, book, language, &texts, &all);
    all.extend(terms::find(files, language, &texts));
    repeated(files, language, &texts, &mut all);
    if language.code == REFERENCE {
        next_steps(files, language, &mut all);
    }
    for section in sections() {
        let of_section: Vec<&Item<'_>> = claims(&texts, section).collect();
        graded(files, language, section, &of_section, &mut all);
    }
    all
}

/// What the rules find in some of the texts of a language, each read by itself.
fn each(
    files: &Files,
    book: &Book,
    language: &Language,
    texts: &[Item<'_>],
    some: &[&Item<'_>],
) -> Vec<Finding> {
    let mut all = Vec::new();
    let marker = Marker::new(language);
    let women: Vec<&str> = book
        .reference()
        .one(&RULES)
        .texts("women")
        .iter()
        .map(|fact| fact.text.as_str())
        .collect();
    for text in some.iter().filter(|text| text.is_prose()) {
        let mut add = |fails, item, message: String, help: String| {
            let of = (text.section, item, fails);
            all.push(Finding::new(files, of, text.text.at, message, &help));
        };
        safe(language, text, &mut add);
        level(book, language, text, &mut add);
        let count = length(&text.text.text);
        if count > LONG_PARAGRAPH {
            let help = format!("split it: a text has {LONG_PARAGRAPH} words at most");
            add(true, CHUNKS, format!("a text of {count} words"), help);
        }
        share(language, text, &mut add);
        of_women(language, texts, text, &women, &mut add);
        if text.claim.is_some() {
            plain(language, &marker, text, &mut add);
        }
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

/// A share stands in one form, so that shares can be compared.
fn share(language: &Language, text: &Item<'_>, add: &mut Add<'_>) {
    let rules = language.one(&RULES);
    let words = &text.text.text;
    let is_outside = !text.shares
        && rules
            .pattern("shares")
            .is_some_and(|any| any.is_match(words));
    let forms: Vec<Match<'_>> = rules
        .pattern("share.form")
        .map_or(Vec::new(), |form| form.find_iter(words).collect());
    let mut others = rules
        .pattern("share.other")
        .into_iter()
        .flat_map(|other| other.find_iter(words));
    let is_in_form = |found: &Match<'_>| {
        let mut forms = forms.iter();
        forms.any(|form| form.start() <= found.start() && found.end() <= form.end())
    };
    // A share outside its place is to be taken away, not to be written in another form.
    if let Some(other) = others
        .find(|found| !is_in_form(found))
        .filter(|_| !is_outside)
    {
        let message = format!("“{}” is not the one form of a share", other.as_str());
        let help = format!("write it as “{}”", rules.text("share.example").text);
        add(true, NUMBERS, message, help);
    }
}

/// How many shares a text gives, in any form.
pub(crate) fn shares(language: &Language, text: &str) -> usize {
    let rules = language.one(&RULES);
    let found = |key| -> Vec<Match<'_>> {
        rules
            .pattern(key)
            .map_or(Vec::new(), |pattern| pattern.find_iter(text).collect())
    };
    let forms = found("share.form");
    let others = found("share.other").into_iter().filter(|other| {
        let mut forms = forms.iter();
        !forms.any(|form| form.start() < other.end() && other.start() < form.end())
    });
    forms.len() + others.count()
}

/// A share that was counted among women says so.
fn of_women(
    language: &Language,
    texts: &[Item<'_>],
    text: &Item<'_>,
    women: &[&str],
    add: &mut Add<'_>,
) {
    let rules = language.one(&RULES);
    let says = |key: &str, words: &str| {
        rules
            .pattern(key)
            .is_some_and(|pattern| pattern.is_match(words))
    };
    let words = text.text.text.as_str();
    let mut facts = text.claim.iter().flat_map(|claim| &claim.facts);
    let Some(fact) = facts.find(|fact| women.contains(&fact.text.as_str())) else {
        return;
    };
    let is_share = text.field.shares || says("share.form", words) || says("share.other", words);
    // The name of what holds it: of a part, of a type.
    let mut above = text.path.as_str();
    let name = std::iter::from_fn(|| {
        above = above.rsplit_once('.')?.0;
        Some(format!("{above}.name"))
    })
    .find_map(|path| texts.iter().find(|text| text.path == path));
    let is_said =
        says("share.women", words) || name.is_some_and(|name| says("share.women", &name.text.text));
    if is_share && !is_said {
        let message = format!("a share of women does not say so (`{}`)", fact.text);
        let help = rules.text("share.say-women").text.clone();
        add(true, DENOMINATOR, message, help);
    }
}

/// What is said once is found once. The table of signs and the two voices of a visit repeat on purpose, and so do names.
fn repeated(files: &Files, language: &Language, texts: &[Item<'_>], all: &mut Vec<Finding>) {
    let mut before: BTreeMap<String, &str> = BTreeMap::new();
    for text in texts.iter().filter(|text| text.claim.is_some()) {
        if matches!(text.section, SIGNS | "visit") {
            continue;
        }
        let read = read(&language.code, &text.text.text);
        for (words, sentence) in read.iter().zip(sentences(&text.text.text)) {
            if words.len() < OWN_SENTENCE {
                continue;
            }
            let words: Vec<&str> = words.iter().map(|word| word.letters.as_str()).collect();
            let first = before.entry(words.join(" ")).or_insert(&text.path);
            if *first != text.path {
                let message = format!(
                    "this sentence stands at `{first}` too: “{}”",
                    sentence.trim().trim_matches(['“', '”'])
                );
                let help = "say it once, and lead there from the other place";
                let of = (text.section, DISTRACTION, true);
                all.push(Finding::new(files, of, text.text.at, message, help));
            }
        }
    }
}

/// Who reads a topic knows what to do next. A place and a type have questions; the glossary is for looking things up.
fn next_steps(files: &Files, reference: &Language, all: &mut Vec<Finding>) {
    for topic in reference.all(&TOPIC) {
        let leads_on = |part: &Record| {
            let keys = ["step", "link", "line", "term"].iter();
            keys.map(|key| part.records(key))
                .any(|records| !records.is_empty())
        };
        let is_led = !topic.records("ask").is_empty() || topic.records("part").iter().any(leads_on);
        let section = sections()
            .into_iter()
            .find(|section| *section == topic.id.text);
        if let Some(section) = section.filter(|_| !is_led) {
            let message = format!("the topic `{section}` has no next step");
            let help = "add a question under `[[ask]]`, or in one of its parts a step, a link or somebody to turn to";
            let of = (section, NEXT_STEP, true);
            all.push(Finding::new(
                files,
                of,
                topic.text("name").at,
                message,
                help,
            ));
        }
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
    let is_within = |found: &Match<'_>| {
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
    for sentence in read(&language.code, words).iter() {
        let count = sentence.len();
        let [long, too_long] = LONG_SENTENCE;
        if count > long {
            let fails = count > too_long;
            let help = format!("make two of it: {long} words are a good limit");
            add(fails, CHUNKS, format!("a sentence of {count} words"), help);
        }
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
    let [grade, without] =
        [false, true].map(|without| counts(language, claims, without).grade(&language.code));
    let (Some(grade), Some(first)) = (grade, claims.first()) else {
        return;
    };
    if is_goal_met(Some(grade), without) == Some(true) {
        return;
    }
    let drugs = match without {
        Some(without) if without != grade => {
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

/// Whether both grades of a section, with the names of drugs and without, are at their goals; none if there is no
/// grade.
pub(crate) fn is_goal_met(grade: Option<Grade>, without_drugs: Option<Grade>) -> Option<bool> {
    let is_met = grade?.is_easy_with_drugs() && without_drugs.is_none_or(Grade::is_easy);
    Some(is_met)
}

/// Counts the sentences of a section, with or without the names of drugs.
pub(crate) fn counts(language: &Language, claims: &[&Item<'_>], without_drugs: bool) -> Counts {
    let drugs = if without_drugs {
        terms::drug_words(language)
    } else {
        HashSet::new()
    };
    let mut counts = Counts::default();
    for claim in claims {
        counts.add(&language.code, &claim.text.text, &|word| {
            drugs.contains(word)
        });
    }
    counts
}
