//! Rules between files: facts and sources that must exist, ids that must not repeat, languages that must agree.

use crate::diagnostic::{Diagnostic, Files, Place};
use crate::mark::{MOST, Marker};
use crate::source::{Book, Claim, Entry, Language, Mark, Part, Topic, Word};
use std::collections::BTreeMap;

/// Keys whose items ask or remind rather than claim: these alone may rest on editorial rows.
const PROMPTS: &[&str] = &["ask", "notes"];

/// Checks every reference; all that is wrong is reported together.
pub(crate) fn check(files: &Files, book: &Book) -> Result<(), Vec<Diagnostic>> {
    let mut out = Vec::new();
    let reference = &book.languages[0];
    for (key, claim) in every_claim(reference) {
        check_facts(files, book, key, claim, &mut out);
    }
    for fact in book.facts.values() {
        for source in &fact.sources {
            if !book.sources.contains_key(&source.text) {
                out.push(unknown(
                    files,
                    source,
                    "source",
                    "sources.toml",
                    book.sources.keys(),
                ));
            }
        }
    }
    if out.is_empty() {
        // What is misspelt would look unused.
        check_use(files, book, &mut out);
        check_left_out(files, book, &mut out);
    }
    for entries in [&reference.sites, &reference.subtypes] {
        for (position, entry) in entries.iter().enumerate() {
            if entries[..position]
                .iter()
                .any(|before| before.id.text == entry.id.text)
            {
                let message = format!("the id `{}` stands twice", entry.id.text);
                out.push(files.diagnostic(entry.id.at, message, "rename one of the two files"));
            }
        }
    }
    for language in &book.languages {
        check_terms(files, language, &mut out);
    }
    for (number, translation) in book.languages.iter().enumerate().skip(1) {
        let faults = out.len();
        compare(files, reference, translation, &mut out);
        if out.len() == faults {
            for other in &book.languages[..number] {
                compare_words(files, other, translation, &mut out);
            }
        }
    }
    if out.is_empty() { Ok(()) } else { Err(out) }
}

/// Every claim of a language with the key it stands under.
pub(crate) fn every_claim(language: &Language) -> impl Iterator<Item = (&'static str, &Claim)> {
    let entries = language.sites.iter().chain(&language.subtypes);
    language
        .front
        .every_claim()
        .chain(language.urgent.every_claim())
        .chain(entries.flat_map(Entry::claims))
        .chain(language.topics.iter().flat_map(Topic::claims))
}

fn check_facts(files: &Files, book: &Book, key: &str, claim: &Claim, out: &mut Vec<Diagnostic>) {
    let mut borne = false;
    for id in &claim.facts {
        match book.facts.get(&id.text) {
            None if is_left_out(book, &id.text) => {
                let message = format!("the fact `{}` stands in `left-out.toml`", id.text);
                let help = "move it to `facts.toml`, with the source that carries it";
                out.push(files.diagnostic(id.at, message, help));
            }
            None => out.push(unknown(files, id, "fact", "facts.toml", book.facts.keys())),
            Some(fact) => borne |= fact.mark != Mark::Editorial || PROMPTS.contains(&key),
        }
    }
    if !borne
        && claim
            .facts
            .iter()
            .all(|id| book.facts.contains_key(&id.text))
    {
        let message = format!("`{}` rests on editorial rows alone", claim.id.text);
        out.push(files.diagnostic(
            claim.text.at,
            message,
            "name a fact that a source carries, or ask it as a question under `ask`",
        ));
    }
}

fn is_left_out(book: &Book, fact: &str) -> bool {
    let mut all = book.left_out.iter().flat_map(|group| &group.facts);
    all.any(|left_out| left_out.text == fact)
}

fn unknown<'a>(
    files: &Files,
    word: &Word,
    what: &str,
    file: &str,
    known: impl Iterator<Item = &'a String>,
) -> Diagnostic {
    let near =
        known.max_by(|a, b| strsim::jaro(a, &word.text).total_cmp(&strsim::jaro(b, &word.text)));
    let help = match near {
        Some(near) if strsim::jaro(near, &word.text) > 0.85 => format!("did you mean `{near}`?"),
        _ => format!("add it to `{file}`, or name one that stands there"),
    };
    files.diagnostic(word.at, format!("unknown {what} `{}`", word.text), help)
}

/// What nobody uses is a slip or a leftover, and would stand in the approval page as if it bore something.
fn check_use(files: &Files, book: &Book, out: &mut Vec<Diagnostic>) {
    let reference = &book.languages[0];
    for (id, fact) in &book.facts {
        let used = every_claim(reference)
            .any(|(_, claim)| claim.facts.iter().any(|used| used.text == *id));
        if !used {
            out.push(files.diagnostic(
                fact.at,
                format!("no claim rests on the fact `{id}`"),
                "use it, or move it to `left-out.toml` with the reason",
            ));
        }
    }
    for (key, source) in &book.sources {
        if !book
            .facts
            .values()
            .any(|fact| fact.sources.iter().any(|used| used.text == *key))
        {
            out.push(files.diagnostic(
                source.at,
                format!("no fact rests on the source `{key}`"),
                "use it or take it away",
            ));
        }
    }
}

/// A definition may use other terms, but none that lead back to it: nobody could enter the circle. And two terms must
/// not claim the same word.
fn check_terms(files: &Files, language: &Language, out: &mut Vec<Diagnostic>) {
    let parts = language.topics.iter().flat_map(|topic| &topic.parts);
    let terms: Vec<_> = parts.flat_map(|part| &part.terms).collect();
    if let Some(term) = terms.get(MOST) {
        let message = format!("the glossary holds {} terms", terms.len());
        let help = format!("keep the {MOST} that matter most");
        out.push(files.diagnostic(term.claim.id.at, message, help));
        return;
    }
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for term in &terms {
        for word in std::iter::once(&term.name).chain(&term.forms) {
            if let Some(other) = words.insert(&word.text, &term.claim.id.text) {
                let message = format!("`{}` stands for `{other}` already", word.text);
                out.push(files.diagnostic(word.at, message, "keep it in one of the two terms"));
            }
        }
    }
    let marker = Marker::new(language);
    let uses: Vec<Vec<usize>> = terms
        .iter()
        .enumerate()
        .map(|(number, term)| {
            let found = marker.find(&term.claim.text.text).into_iter();
            found
                .map(|(_, used)| used)
                .filter(|used| *used != number)
                .collect()
        })
        .collect();
    let mut done = vec![false; terms.len()];
    for start in 0..terms.len() {
        let mut path = vec![start];
        if let Some(circle) = circle(&uses, &mut path, &mut done) {
            let names: Vec<&str> = circle
                .iter()
                .map(|number| terms[*number].name.text.as_str())
                .collect();
            let message = format!(
                "these definitions go in a circle: {}, {}",
                names.join(", "),
                names[0]
            );
            let help = "say one of them in everyday words";
            out.push(files.diagnostic(terms[circle[0]].claim.text.at, message, help));
        }
    }
}

/// The first circle that the path leads into. What is `done` leads into none that was not told of.
fn circle(uses: &[Vec<usize>], path: &mut Vec<usize>, done: &mut [bool]) -> Option<Vec<usize>> {
    let last = *path.last()?;
    if done[last] {
        return None;
    }
    for used in &uses[last] {
        if let Some(at) = path.iter().position(|before| before == used) {
            let circle = path[at..].to_vec();
            circle.iter().for_each(|number| done[*number] = true);
            return Some(circle);
        }
        path.push(*used);
        if let Some(circle) = circle(uses, path, done) {
            return Some(circle);
        }
        path.pop();
    }
    done[last] = true;
    None
}

/// A row of the fact sheet is used or left out, once.
fn check_left_out(files: &Files, book: &Book, out: &mut Vec<Diagnostic>) {
    let mut before: BTreeMap<&str, ()> = BTreeMap::new();
    for fact in book.left_out.iter().flat_map(|group| &group.facts) {
        if book.facts.contains_key(&fact.text) {
            let message = format!("the fact `{}` is left out and used", fact.text);
            let help = "take it away here, or from `facts.toml` and the sentences that rest on it";
            out.push(files.diagnostic(fact.at, message, help));
        } else if before.insert(&fact.text, ()).is_some() {
            let message = format!("the fact `{}` is left out twice", fact.text);
            out.push(files.diagnostic(fact.at, message, "keep one"));
        }
    }
}

/// A translation has the entries and items of the reference language, in the same order.
fn compare(files: &Files, reference: &Language, translation: &Language, out: &mut Vec<Diagnostic>) {
    let folders = [
        ("sites", &reference.sites, &translation.sites),
        ("subtypes", &reference.subtypes, &translation.subtypes),
    ];
    for (folder, ours, theirs) in folders {
        let ours_ids: Vec<&str> = ours.iter().map(|entry| entry.id.text.as_str()).collect();
        let theirs_ids: Vec<&str> = theirs.iter().map(|entry| entry.id.text.as_str()).collect();
        if ours_ids != theirs_ids {
            let message = format!(
                "the ids in `{}/{folder}` are {}",
                translation.code,
                theirs_ids.join(", ")
            );
            let same = ours_ids
                .iter()
                .zip(&theirs_ids)
                .take_while(|(ours, theirs)| ours == theirs)
                .count();
            let at = theirs[same.min(theirs.len() - 1)].id.at;
            let help = format!(
                "use the ids of `{}/{folder}`: {}",
                reference.code,
                ours_ids.join(", ")
            );
            out.push(files.diagnostic(at, message, help));
            continue;
        }
        for (ours, theirs) in ours.iter().zip(theirs) {
            compare_entry(files, ours, theirs, translation, out);
        }
    }
    for (ours, theirs) in reference.topics.iter().zip(&translation.topics) {
        compare_topic(files, ours, theirs, translation, out);
    }
    let never = |language: &'_ Language| -> Vec<(Word, Word)> {
        let rules = language.rules.never.iter();
        rules
            .map(|never| (never.id.clone(), never.instead.clone()))
            .collect()
    };
    compare_items(
        files,
        "never",
        &never(reference),
        &never(translation),
        translation.rules.emergency_also.at,
        translation,
        out,
    );
    for (ours, theirs) in [
        (&reference.front, &translation.front),
        (&reference.urgent, &translation.urgent),
    ] {
        let at = theirs
            .words
            .values()
            .next()
            .map_or(reference.sites[0].id.at, |word| word.at);
        for (ours, theirs) in ours.lists.iter().zip(&theirs.lists) {
            compare_list(
                files,
                ours.key,
                &ours.claims,
                &theirs.claims,
                at,
                translation,
                out,
            );
        }
    }
}

/// A sentence that stands word for word in another language was copied and not translated. Short texts, such as
/// "PET/CT", may be the same.
fn compare_words(
    files: &Files,
    other: &Language,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    const SHORT: usize = 4;
    for ((_, ours), (_, theirs)) in every_claim(other).zip(every_claim(translation)) {
        let words = theirs.text.text.split_whitespace().count();
        if words > SHORT && ours.text.text == theirs.text.text {
            let (code, of) = (&translation.code, &other.code);
            let message = format!(
                "`{}` says the same in `{code}` and in `{of}`",
                theirs.id.text
            );
            out.push(files.diagnostic(theirs.text.at, message, "translate it"));
        }
    }
}

fn compare_entry(
    files: &Files,
    ours: &Entry,
    theirs: &Entry,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    for (ours, list) in ours.lists.iter().zip(&theirs.lists) {
        compare_list(
            files,
            ours.key,
            &ours.claims,
            &list.claims,
            theirs.name.at,
            translation,
            out,
        );
    }
    if ours.chips.len() != theirs.chips.len() {
        let message = format!(
            "`chips` has a length of {} in `{}`",
            theirs.chips.len(),
            translation.code
        );
        let at = theirs
            .chips
            .first()
            .map_or(theirs.name.at, |first| first.at);
        let chips: Vec<&str> = ours.chips.iter().map(|chip| chip.text.as_str()).collect();
        out.push(files.diagnostic(
            at,
            message,
            format!("translate all {}: {}", chips.len(), chips.join(", ")),
        ));
    }
}

fn compare_topic(
    files: &Files,
    ours: &Topic,
    theirs: &Topic,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let otherwise = theirs.name.at;
    let faults = out.len();
    let named = |parts: &[Part]| -> Vec<(Word, Word)> {
        let words = parts
            .iter()
            .map(|part| (part.id.clone(), part.name.clone()));
        words.collect()
    };
    let (our_parts, their_parts) = (named(&ours.parts), named(&theirs.parts));
    compare_items(
        files,
        "part",
        &our_parts,
        &their_parts,
        otherwise,
        translation,
        out,
    );
    for key in ["ask", "unknown"] {
        compare_list(
            files,
            key,
            ours.list(key),
            theirs.list(key),
            otherwise,
            translation,
            out,
        );
    }
    if out.len() > faults {
        return;
    }
    for (ours, theirs) in ours.parts.iter().zip(&theirs.parts) {
        let otherwise = theirs.name.at;
        for key in ["say", "list"] {
            compare_list(
                files,
                key,
                ours.list(key),
                theirs.list(key),
                otherwise,
                translation,
                out,
            );
        }
        type Items = fn(&Part) -> Vec<(Word, Word)>;
        let lines: Items = |part| part.lines.iter().map(|line| pair(&line.claim)).collect();
        let terms: Items = |part| part.terms.iter().map(|term| pair(&term.claim)).collect();
        for (key, items) in [("line", lines), ("term", terms)] {
            let (ours, theirs) = (items(ours), items(theirs));
            compare_items(files, key, &ours, &theirs, otherwise, translation, out);
        }
        for (ours, theirs) in ours.lines.iter().zip(&theirs.lines) {
            if ours.hours.is_some() != theirs.hours.is_some() {
                let code = &translation.code;
                let (at, message, help) = match (&ours.hours, &theirs.hours) {
                    (Some(hours), _) => (
                        theirs.name.at,
                        format!("`{}` has no `hours` in `{code}`", ours.claim.id.text),
                        format!("translate: {}", hours.text),
                    ),
                    (None, hours) => (
                        hours.as_ref().map_or(theirs.name.at, |hours| hours.at),
                        format!("`{}` has `hours` only in `{code}`", ours.claim.id.text),
                        "take it away here too, or put it back into the reference language"
                            .to_string(),
                    ),
                };
                out.push(files.diagnostic(at, message, help));
            }
        }
    }
}

fn pair(claim: &Claim) -> (Word, Word) {
    (claim.id.clone(), claim.text.clone())
}

fn compare_list(
    files: &Files,
    key: &str,
    ours: &[Claim],
    theirs: &[Claim],
    otherwise: Place,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let pairs = |claims: &[Claim]| -> Vec<(Word, Word)> { claims.iter().map(pair).collect() };
    compare_items(
        files,
        key,
        &pairs(ours),
        &pairs(theirs),
        otherwise,
        translation,
        out,
    );
}

/// Items are ids with what they say.
fn compare_items(
    files: &Files,
    key: &str,
    ours: &[(Word, Word)],
    theirs: &[(Word, Word)],
    otherwise: Place,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let code = &translation.code;
    for (id, text) in ours {
        if !theirs.iter().any(|(other, _)| other.text == id.text) {
            let at = theirs.first().map_or(otherwise, |(id, _)| id.at);
            let message = format!("`{key}` has no `{}` in `{code}`", id.text);
            let help = format!("add `id = \"{}\"` and translate: {}", id.text, text.text);
            out.push(files.diagnostic(at, message, help));
        }
    }
    for (id, _) in theirs {
        if !ours.iter().any(|(other, _)| other.text == id.text) {
            let message = format!("`{key}` has `{}` only in `{code}`", id.text);
            out.push(files.diagnostic(
                id.at,
                message,
                "take it away here too, or put it back into the reference language",
            ));
        }
    }
    let ids = |items: &[(Word, Word)]| -> Vec<String> {
        items.iter().map(|(id, _)| id.text.clone()).collect()
    };
    let (ours, theirs_ids) = (ids(ours), ids(theirs));
    let set = ours.len() == theirs.len() && ours.iter().all(|id| theirs_ids.contains(id));
    if set && ours != theirs_ids {
        let message = format!("`{key}` has another order in `{code}`");
        let help = format!("put the items in this order: {}", ours.join(", "));
        out.push(files.diagnostic(theirs[0].0.at, message, help));
    }
}
