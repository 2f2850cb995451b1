//! Rules between files: facts and sources that must exist, ids that must not repeat, languages that must agree.

use crate::book::{Book, Claim, Evidence, Item, Language, Record, items};
use crate::compare::compare;
use crate::cursor::nearest;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::files::Files;
use crate::mark::{MOST, Marker};
use crate::schema::{GOALS, SITE, SUBTYPE, TOPIC};
use std::collections::{BTreeMap, BTreeSet};

/// Checks every reference; all that is wrong is reported together.
pub(crate) fn check(files: &Files, book: &Book) -> Result<(), Vec<Diagnostic>> {
    let mut out = Vec::new();
    let reference = book.reference();
    let claims = items(reference, reference);
    for item in &claims {
        if let Some(claim) = item.claim {
            check_facts(files, book, item, claim, &mut out);
        }
    }
    for source in book.facts.values().flat_map(|fact| &fact.sources) {
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
    if out.is_empty() {
        // What is misspelt would look unused.
        check_use(files, book, &claims, &mut out);
        check_left_out(files, book, &mut out);
    }
    for group in [&SITE, &SUBTYPE] {
        let mut ids = BTreeSet::new();
        for record in reference.all(group) {
            if !ids.insert(&record.id.text) {
                let message = format!("the id `{}` stands twice", record.id.text);
                out.push(files.diagnostic(record.id.at, message, "rename one of the two files"));
            }
        }
    }
    crate::signs::check(files, book, &mut out);
    check_parts(files, reference, &mut out);
    for language in &book.languages {
        check_terms(files, language, &mut out);
    }
    for number in 1..book.languages.len() {
        let (before, rest) = book.languages.split_at(number);
        if let Some(translation) = rest.first() {
            compare(files, before, translation, &mut out);
        }
    }
    if out.is_empty() { Ok(()) } else { Err(out) }
}

/// The signs that parts name, and the places that their links lead to.
fn check_parts(files: &Files, reference: &Language, out: &mut Vec<Diagnostic>) {
    let topics = reference.all(&TOPIC);
    let signs: Vec<&String> = crate::signs::all(reference)
        .iter()
        .map(|sign| &sign.id.text)
        .collect();
    let mut goals: Vec<String> = GOALS.iter().map(ToString::to_string).collect();
    for topic in topics {
        let parts = topic.records("part").iter();
        let paths = parts.map(|part| format!("{}/{}", topic.id.text, part.id.text));
        goals.push(topic.id.text.clone());
        goals.extend(paths);
    }
    for part in topics.iter().flat_map(|topic| topic.records("part")) {
        for sign in part.ids("report") {
            if !signs.contains(&&sign.text) {
                let signs = signs.iter().copied();
                out.push(unknown(files, sign, "sign", "signs.toml", signs));
            }
        }
        for link in part.records("link") {
            let to = link.text("to");
            if !to.text.is_empty() && !goals.contains(&to.text) {
                let message = format!("there is no `{}` to lead to", to.text);
                let help = match nearest(&to.text, goals.iter(), 0.85) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "write a topic, a part of one as `topic/part`, or one of: {}",
                        GOALS.join(", ")
                    ),
                };
                out.push(files.diagnostic(to.at, message, help));
            }
        }
    }
}

fn check_facts(
    files: &Files,
    book: &Book,
    item: &Item<'_>,
    claim: &Claim,
    out: &mut Vec<Diagnostic>,
) {
    let mut is_supported = false;
    for id in &claim.facts {
        match book.facts.get(&id.text) {
            None if is_left_out(book, &id.text) => {
                let message = format!("the fact `{}` stands in `left-out.toml`", id.text);
                let help = "move it to `facts.toml`, with the source that carries it";
                out.push(files.diagnostic(id.at, message, help));
            }
            None => out.push(unknown(files, id, "fact", "facts.toml", book.facts.keys())),
            Some(fact) => {
                is_supported |= fact.evidence != Evidence::Editorial || item.field.prompt;
            }
        }
    }
    if !is_supported
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

/// The facts of `left-out.toml`.
fn left_out(book: &Book) -> impl Iterator<Item = &Spanned> {
    book.left_out.iter().flat_map(|rows| rows.texts("facts"))
}

fn is_left_out(book: &Book, fact: &str) -> bool {
    left_out(book).any(|left_out| left_out.text == fact)
}

fn unknown<'a>(
    files: &Files,
    word: &Spanned,
    what: &str,
    file: &str,
    known: impl Iterator<Item = &'a String>,
) -> Diagnostic {
    let help = match nearest(&word.text, known, 0.85) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add it to `{file}`, or name one that stands there"),
    };
    files.diagnostic(word.at, format!("unknown {what} `{}`", word.text), help)
}

/// What nobody uses is a slip or a leftover, and would stand in the approval page as if it bore something.
fn check_use(files: &Files, book: &Book, claims: &[Item<'_>], out: &mut Vec<Diagnostic>) {
    let claims = claims.iter().filter_map(|item| item.claim);
    let used: BTreeSet<&str> = claims
        .flat_map(|claim| claim.facts.iter().map(|fact| fact.text.as_str()))
        .collect();
    for (id, fact) in &book.facts {
        if !used.contains(id.as_str()) {
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
    let terms: Vec<&Record> = language.terms().collect();
    if let Some(term) = terms.get(MOST) {
        let message = format!("the glossary holds {} terms", terms.len());
        let help = format!("keep the {MOST} that matter most");
        out.push(files.diagnostic(term.id.at, message, help));
        return;
    }
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for term in &terms {
        for word in std::iter::once(term.text("name")).chain(term.texts("forms")) {
            if let Some(other) = words.insert(&word.text, &term.id.text) {
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
            let found = marker.find(&term.text("text").text);
            let used = found.iter().map(|(_, used)| *used);
            used.filter(|used| *used != number).collect()
        })
        .collect();
    let mut done = vec![false; terms.len()];
    for start in 0..terms.len() {
        let mut path = vec![start];
        if let Some(circle) = circle(&uses, &mut path, &mut done) {
            let names: Vec<&str> = circle
                .iter()
                .map(|number| terms[*number].text("name").text.as_str())
                .collect();
            let message = format!(
                "these definitions go in a circle: {}, {}",
                names.join(", "),
                names[0]
            );
            let help = "say one of them in everyday words";
            out.push(files.diagnostic(terms[circle[0]].text("text").at, message, help));
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
    for fact in left_out(book) {
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
