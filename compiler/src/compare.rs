//! Compares languages: a translation has the items of the reference language in the same order, and its sentences are
//! translated rather than copied.

use crate::book::{Language, Record, Value, items};
use crate::diagnostic::{Diagnostic, Location, Spanned};
use crate::files::Files;
use crate::schema::{Kind, Need, PARTS};

/// A text of at most this many words, such as "PET/CT", may be the same in two languages.
const SHORT: usize = 4;

/// Compares a translation with the reference language, and then its sentences with all languages before it.
pub(crate) fn compare(
    files: &Files,
    before: &[Language],
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let Some(reference) = before.first() else {
        return;
    };
    let faults = out.len();
    let mut comparison = Comparison {
        files,
        code: &translation.code,
        out,
    };
    for part in PARTS {
        let pairs = reference
            .all(part.group)
            .iter()
            .zip(translation.all(part.group));
        for (ours, theirs) in pairs {
            comparison.record(ours, theirs);
        }
    }
    if out.len() == faults {
        for other in before {
            compare_words(files, reference, other, translation, out);
        }
    }
}

/// A sentence that is identical in another language was copied, not translated.
fn compare_words(
    files: &Files,
    reference: &Language,
    other: &Language,
    translation: &Language,
    out: &mut Vec<Diagnostic>,
) {
    let pairs = items(reference, other)
        .into_iter()
        .zip(items(reference, translation));
    for (ours, theirs) in pairs.filter(|(ours, _)| ours.claim.is_some()) {
        let words = theirs.text.text.split_whitespace().count();
        if words > SHORT && ours.text.text == theirs.text.text {
            let id = theirs.claim.map_or("", |claim| &claim.id.text);
            let (code, of) = (&translation.code, &other.code);
            let message = format!("`{id}` says the same in `{code}` and in `{of}`");
            out.push(files.diagnostic(theirs.text.at, message, "translate it"));
        }
    }
}

struct Comparison<'a> {
    files: &'a Files,
    code: &'a str,
    out: &'a mut Vec<Diagnostic>,
}

impl Comparison<'_> {
    fn report(&mut self, at: Location, message: String, help: impl Into<String>) {
        self.out.push(self.files.diagnostic(at, message, help));
    }

    fn record(&mut self, ours: &Record, theirs: &Record) {
        let otherwise = theirs.values.iter().find_map(|value| match value {
            Value::Text(text) => Some(text.at),
            _ => None,
        });
        let otherwise = otherwise.unwrap_or(theirs.at);
        for ((field, our_value), value) in ours.fields().zip(&theirs.values) {
            let (_, key) = field.path();
            if field.by_language {
                continue;
            }
            match (our_value, value) {
                (Value::Claims(ours), Value::Claims(theirs)) => {
                    let pair = |claim: &crate::book::Claim| (claim.id.clone(), claim.text.clone());
                    let (ours, theirs): (Vec<_>, Vec<_>) = (
                        ours.iter().map(pair).collect(),
                        theirs.iter().map(pair).collect(),
                    );
                    self.ids(key, &ours, &theirs, otherwise);
                }
                (Value::Record(ours), Value::Record(theirs)) => self.record(ours, theirs),
                (Value::Records(ours), Value::Records(theirs)) => {
                    let pair = |record: &Record| (record.id.clone(), record.caption().clone());
                    let our_pairs: Vec<_> = ours.iter().map(pair).collect();
                    let their_pairs: Vec<_> = theirs.iter().map(pair).collect();
                    if self.ids(key, &our_pairs, &their_pairs, otherwise) {
                        for (ours, theirs) in ours.iter().zip(theirs) {
                            self.record(ours, theirs);
                        }
                    }
                }
                (Value::Texts(ours), Value::Texts(theirs)) if matches!(field.kind, Kind::Texts) => {
                    self.lengths(key, ours, theirs, otherwise);
                }
                _ if field.need == Need::May
                    && matches!(field.kind, Kind::Text | Kind::SignList(_)) =>
                {
                    self.presence(key, (ours, our_value), value, otherwise);
                }
                _ => {}
            }
        }
    }

    fn lengths(&mut self, key: &str, ours: &[Spanned], theirs: &[Spanned], otherwise: Location) {
        if ours.len() == theirs.len() {
            return;
        }
        let at = theirs.first().map_or(otherwise, |first| first.at);
        let texts: Vec<&str> = ours.iter().map(|text| text.text.as_str()).collect();
        let message = format!(
            "`{key}` has a length of {} in `{}`",
            theirs.len(),
            self.code
        );
        let help = format!("translate all {}: {}", texts.len(), texts.join(", "));
        self.report(at, message, help);
    }

    /// An optional text is present in every language or in none.
    fn presence(
        &mut self,
        key: &str,
        (record, ours): (&Record, &Value),
        theirs: &Value,
        otherwise: Location,
    ) {
        let id = &record.id.text;
        match (ours, theirs) {
            (Value::Text(text), Value::Nothing) => {
                let message = format!("`{id}` has no `{key}` in `{}`", self.code);
                self.report(otherwise, message, format!("translate: {}", text.text));
            }
            (Value::Nothing, Value::Text(text)) => {
                let message = format!("`{key}` of `{id}` stands in `{}` alone", self.code);
                let help = "take it away here too, or put it back into the reference language";
                self.report(text.at, message, help);
            }
            _ => {}
        }
    }

    /// Compares ids, each with its text; returns whether they are the same, in the same order.
    fn ids(
        &mut self,
        key: &str,
        ours: &[(Spanned, Spanned)],
        theirs: &[(Spanned, Spanned)],
        otherwise: Location,
    ) -> bool {
        let code = self.code.to_string();
        let has = |items: &[(Spanned, Spanned)], id: &Spanned| {
            items.iter().any(|(other, _)| other.text == id.text)
        };
        let faults = self.out.len();
        for (id, text) in ours.iter().filter(|(id, _)| !has(theirs, id)) {
            let at = theirs.first().map_or(otherwise, |(id, _)| id.at);
            let message = format!("`{key}` has no `{}` in `{code}`", id.text);
            let help = format!("add `id = \"{}\"` and translate: {}", id.text, text.text);
            self.report(at, message, help);
        }
        for (id, _) in theirs.iter().filter(|(id, _)| !has(ours, id)) {
            let message = format!("`{key}` has `{}` only in `{code}`", id.text);
            let help = "take it away here too, or put it back into the reference language";
            self.report(id.at, message, help);
        }
        if self.out.len() > faults {
            return false;
        }
        let ids = |items: &[(Spanned, Spanned)]| -> Vec<String> {
            items.iter().map(|(id, _)| id.text.clone()).collect()
        };
        let order = ids(ours);
        if order == ids(theirs) {
            return true;
        }
        if let Some((first, _)) = theirs.first() {
            let message = format!("`{key}` has another order in `{code}`");
            let help = format!("put the items in this order: {}", order.join(", "));
            self.report(first.at, message, help);
        }
        false
    }
}
