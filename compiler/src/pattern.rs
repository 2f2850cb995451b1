//! Regular expressions that are compiled once, and remember what they found in each text.
//!
//! A check searches 2,200 texts for 300 patterns. The studio checks after each pause in typing, when all texts but one
//! are those of the check before; without this memory a check took 980 ms, and most of it was that search.

use crate::memory;
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// A case-insensitive regular expression.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    regex: Rc<Regex>,
    /// Its number among the patterns of this thread.
    number: usize,
}

/// A place in a text that a pattern found.
#[derive(Debug, Clone)]
pub(crate) struct Match<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Match<'t> {
    pub(crate) fn as_str(&self) -> &'t str {
        &self.text[self.range.clone()]
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub(crate) fn start(&self) -> usize {
        self.range.start
    }

    pub(crate) fn end(&self) -> usize {
        self.range.end
    }
}

impl Pattern {
    /// Compiles a pattern, or says why it is invalid.
    pub(crate) fn new(text: &str) -> Result<Pattern, String> {
        MEMORY.with_borrow_mut(|memory| memory.compile(text))
    }

    /// A pattern that finds a literal phrase, anywhere or as whole words. An escaped phrase is always a valid pattern,
    /// unless it is longer than any real phrase.
    pub(crate) fn phrase(text: &str, whole_words: bool) -> Option<Pattern> {
        let escaped = regex::escape(text);
        let text = if whole_words {
            format!(r"\b{escaped}\b")
        } else {
            escaped
        };
        Pattern::new(&text).ok()
    }

    /// Every place where it is found, from left to right.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'t> {
        let found = MEMORY.with_borrow_mut(|memory| memory.search(self, text));
        let count = found.as_ref().map_or(0, |found| found.len());
        (0..count).filter_map(move |number| {
            let range = found.as_ref()?.get(number)?.clone();
            Some(Match { text, range })
        })
    }

    /// The first place where it is found.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_iter(text).next()
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

#[derive(Default)]
struct Memory {
    patterns: HashMap<String, Pattern>,
    texts: memory::Memory<RefCell<Searched>>,
    /// The text of the last search: rules search one text for many patterns.
    last: Option<(String, Rc<RefCell<Searched>>)>,
}

/// What was found in a text.
#[derive(Default)]
struct Searched {
    /// By the number of a pattern, whether the text was searched for it.
    done: Vec<bool>,
    /// By the number of a pattern, where it was found; most find nothing.
    found: HashMap<usize, Rc<[Range<usize>]>>,
}

impl Memory {
    fn compile(&mut self, text: &str) -> Result<Pattern, String> {
        if let Some(pattern) = self.patterns.get(text) {
            return Ok(pattern.clone());
        }
        let built = RegexBuilder::new(text).case_insensitive(true).build();
        let regex = built.map_err(|error| {
            let reason = error.to_string();
            let last = reason.lines().last().unwrap_or_default();
            last.trim().to_string()
        })?;
        let pattern = Pattern {
            regex: Rc::new(regex),
            number: self.patterns.len(),
        };
        self.patterns.insert(text.to_string(), pattern.clone());
        Ok(pattern)
    }

    fn search(&mut self, pattern: &Pattern, text: &str) -> Option<Rc<[Range<usize>]>> {
        let searched = self.searched(text);
        let mut searched = searched.borrow_mut();
        if searched.done.len() <= pattern.number {
            searched.done.resize(pattern.number + 1, false);
        }
        if !std::mem::replace(&mut searched.done[pattern.number], true) {
            let found: Vec<_> = pattern.regex.find_iter(text).map(|it| it.range()).collect();
            if !found.is_empty() {
                searched.found.insert(pattern.number, found.into());
            }
        }
        searched.found.get(&pattern.number).cloned()
    }

    fn searched(&mut self, text: &str) -> Rc<RefCell<Searched>> {
        if let Some((last, searched)) = &self.last
            && last == text
        {
            return Rc::clone(searched);
        }
        let searched = self.texts.of(text, |_| Rc::default());
        self.last = Some((text.to_string(), Rc::clone(&searched)));
        searched
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_text_that_was_searched_before_gives_the_same_places() {
        let cure = Pattern::new(r"\bcur(?:e|ed)\b").expect("it is valid");
        let care = Pattern::new("care").expect("it is valid");
        let found = |pattern: &Pattern, text: &str| {
            let all = pattern.find_iter(text);
            all.map(|it| (it.start(), it.end(), it.as_str().to_string()))
                .collect::<Vec<_>>()
        };
        let text = "Cured? Care, not a cure.";
        for _ in 0..2 {
            let [first, second] = [(0, 5, "Cured".to_string()), (19, 23, "cure".to_string())];
            assert_eq!(found(&cure, text), [first, second]);
            assert_eq!(found(&care, text), [(7, 11, "Care".to_string())]);
            assert!(!cure.is_match("secure"));
        }
    }

    #[test]
    fn a_pattern_compiled_again_is_the_same_and_an_invalid_one_says_why() {
        let [one, other] = [0, 1].map(|_| Pattern::new("a+").expect("it is valid"));
        assert_eq!(one.number, other.number);
        let error = Pattern::new("(").expect_err("it is not closed");
        assert_eq!(error, "error: unclosed group");
        assert!(Pattern::phrase("a+b", true).is_some_and(|sum| sum.is_match("is a+b right?")));
    }
}
