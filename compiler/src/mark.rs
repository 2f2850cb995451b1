//! Finds glossary terms in the texts of one language, and marks them for the widget.
//!
//! A mark is U+0001, a character for the number of the term, the unchanged words, and U+0002. No text of the content
//! contains such characters: [`crate::forms`] rejects them.

use crate::book::Language;
use crate::memory::Memory;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

/// The character of term 0. Those up to `~` are one byte each.
const FIRST: u8 = b'!';

/// The maximum number of terms.
pub(crate) const MOST: usize = (b'~' - FIRST) as usize + 1;

/// Finds the terms of one language.
#[derive(Default)]
pub(crate) struct Marker {
    /// The search strings, each with the number of its term, longest first, by lower-case first letter.
    forms: BTreeMap<char, Vec<(String, usize)>>,
    /// Shared by all markers of the same forms.
    found: Rc<RefCell<Memory<Found>>>,
}

/// Where terms stand in a text, each with its number.
type Found = [(Range<usize>, usize)];

/// More glossaries than these, while one is edited, are not remembered.
const MOST_GLOSSARIES: usize = 8;

thread_local! {
    /// By the search strings of a glossary, what was found in each text.
    static FOUND: RefCell<HashMap<String, Rc<RefCell<Memory<Found>>>>> = RefCell::default();
}

impl Marker {
    pub(crate) fn new(language: &Language) -> Marker {
        let mut forms: Vec<(String, usize)> = language
            .terms()
            .enumerate()
            .flat_map(|(number, term)| {
                let words = std::iter::once(term.text("name")).chain(term.texts("forms"));
                words.map(move |word| (word.text.clone(), number))
            })
            .filter(|(form, _)| !form.is_empty())
            .collect();
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        let name = |(form, term): &(String, usize)| format!("{term} {form}\n");
        let name: String = forms.iter().map(name).collect();
        let found = FOUND.with_borrow_mut(|found| {
            if found.len() >= MOST_GLOSSARIES && !found.contains_key(&name) {
                found.clear();
            }
            Rc::clone(found.entry(name).or_default())
        });
        let mut marker = Marker {
            found,
            ..Marker::default()
        };
        for (form, term) in forms {
            let first = form.chars().flat_map(char::to_lowercase).next();
            let same = marker.forms.entry(first.unwrap_or_default()).or_default();
            same.push((form, term));
        }
        marker
    }

    /// Every occurrence of a term in the text, from left to right.
    pub(crate) fn find(&self, text: &str) -> Rc<Found> {
        let mut memory = self.found.borrow_mut();
        memory.of(text, |text| self.search(text).into())
    }

    fn search(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].chars().next() {
            let begins = !text[..at].ends_with(in_word);
            let same = next.to_lowercase().next().and_then(|c| self.forms.get(&c));
            let hit = same.into_iter().flatten().find_map(|(form, term)| {
                let end = begins.then(|| starts_with(&text[at..], form))??;
                (!text[at + end..].starts_with(in_word)).then_some((at..at + end, *term))
            });
            match hit {
                Some((range, term)) => {
                    at = range.end;
                    found.push((range, term));
                }
                None => at += next.len_utf8(),
            }
        }
        found
    }

    /// The text with a mark around each term that has not occurred before.
    pub(crate) fn mark(&self, text: &str, seen: &mut BTreeSet<usize>) -> String {
        let mut marked = String::new();
        let mut done = 0;
        for (range, term) in self.find(text).iter() {
            if seen.insert(*term) {
                marked.push_str(&text[done..range.start]);
                marked.push('\u{1}');
                marked.push(char::from(FIRST + *term as u8));
                marked.push_str(&text[range.clone()]);
                marked.push('\u{2}');
                done = range.end;
            }
        }
        marked + &text[done..]
    }
}

/// `HER2` is not a word of its own in `HER2-low`.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// The end of the form, if the text starts with it. A lower-case form matches both cases; a form with capitals, such as
/// an abbreviation, matches exactly.
fn starts_with(text: &str, form: &str) -> Option<usize> {
    if form.chars().any(char::is_uppercase) {
        return text.starts_with(form).then_some(form.len());
    }
    let mut rest = text.chars();
    let mut end = 0;
    for wanted in form.chars() {
        let found = rest.next()?;
        if !found.to_lowercase().eq(std::iter::once(wanted)) {
            return None;
        }
        end += found.len_utf8();
    }
    Some(end)
}
