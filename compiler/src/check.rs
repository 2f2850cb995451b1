//! Rules between files: facts and sources that must exist, ids that must not repeat, languages that must agree.

use crate::diagnostic::{Diagnostic, Files};
use crate::source::{Book, Claim, Entry, Language, Mark, Word};

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
    for translation in &book.languages[1..] {
        compare(files, reference, translation, &mut out);
    }
    if out.is_empty() { Ok(()) } else { Err(out) }
}

/// Every claim of a language with the key it stands under.
pub(crate) fn every_claim(language: &Language) -> impl Iterator<Item = (&'static str, &Claim)> {
    let entries = language.sites.iter().chain(&language.subtypes);
    let entry_claims = entries.flat_map(|entry| {
        let main = std::iter::once(("key", &entry.main));
        main.chain(
            entry
                .lists
                .iter()
                .flat_map(|list| list.claims.iter().map(|claim| (list.key, claim))),
        )
    });
    language
        .front
        .every_claim()
        .chain(language.urgent.every_claim())
        .chain(entry_claims)
}

fn check_facts(files: &Files, book: &Book, key: &str, claim: &Claim, out: &mut Vec<Diagnostic>) {
    let mut borne = false;
    for id in &claim.facts {
        match book.facts.get(&id.text) {
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
                "use it or take it away",
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

fn compare_list(
    files: &Files,
    key: &str,
    ours: &[Claim],
    theirs: &[Claim],
    otherwise: crate::diagnostic::Place,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let code = &translation.code;
    for claim in ours {
        if !theirs.iter().any(|other| other.id.text == claim.id.text) {
            let at = theirs.first().map_or(otherwise, |first| first.id.at);
            let message = format!("`{key}` has no `{}` in `{code}`", claim.id.text);
            out.push(files.diagnostic(
                at,
                message,
                format!(
                    "add `id = \"{}\"` and translate: {}",
                    claim.id.text, claim.text.text
                ),
            ));
        }
    }
    for claim in theirs {
        if !ours.iter().any(|other| other.id.text == claim.id.text) {
            let message = format!("`{key}` has `{}` only in `{code}`", claim.id.text);
            out.push(files.diagnostic(
                claim.id.at,
                message,
                "add it to the reference language, or take it away",
            ));
        }
    }
    let same =
        ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.id.text == b.id.text);
    let set = ours.len() == theirs.len()
        && ours
            .iter()
            .all(|a| theirs.iter().any(|b| a.id.text == b.id.text));
    if set && !same {
        let message = format!("`{key}` has another order in `{code}`");
        let order: Vec<&str> = ours.iter().map(|claim| claim.id.text.as_str()).collect();
        out.push(files.diagnostic(
            theirs[0].id.at,
            message,
            format!("put the items in this order: {}", order.join(", ")),
        ));
    }
}
