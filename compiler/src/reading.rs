//! How hard a text is to read, by the formulas that health writers use for each language.
//!
//! They count sentences, words and syllables and ignore meaning: a good grade is necessary, but not sufficient.

use crate::memory::Memory;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use unicode_segmentation::UnicodeSegmentation;

/// What was counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) sentences: usize,
    pub(crate) words: usize,
    syllables: usize,
}

/// A grade by the formula of the language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Grade {
    /// Flesch–Kincaid: years of school in the United States (Kincaid et al., 1975). Lower is easier.
    FleschKincaid(f64),
    /// Flesch–Szigriszt on the INFLESZ scale (Barrio-Cantalejo et al., 2008): below 40 very hard, 40 hard,
    /// 55 normal, 65 fairly easy, 80 very easy.
    Inflesz(f64),
}

impl Grade {
    /// The goal without names of drugs, which are long whatever one does: seven years of school, or well within
    /// "fairly easy".
    pub(crate) fn is_easy(self) -> bool {
        match self {
            Grade::FleschKincaid(grade) => grade <= 7.0,
            Grade::Inflesz(score) => score >= 70.0,
        }
    }

    /// The goal with them: eight years of school, or "fairly easy".
    pub(crate) fn is_easy_with_drugs(self) -> bool {
        match self {
            Grade::FleschKincaid(grade) => grade <= 8.0,
            Grade::Inflesz(score) => score >= 65.0,
        }
    }

    /// A section beyond this fails the build: ten years of school, or "very hard".
    pub(crate) fn is_bearable(self) -> bool {
        match self {
            Grade::FleschKincaid(grade) => grade <= 10.0,
            Grade::Inflesz(score) => score >= 40.0,
        }
    }

    pub(crate) fn words(self) -> String {
        match self {
            Grade::FleschKincaid(grade) => format!("Flesch–Kincaid grade {grade:.1}"),
            Grade::Inflesz(score) => {
                let name = match score {
                    ..40.0 => "very hard",
                    40.0..55.0 => "somewhat hard",
                    55.0..65.0 => "normal",
                    65.0..80.0 => "fairly easy",
                    _ => "very easy",
                };
                format!("INFLESZ {score:.1} ({name})")
            }
        }
    }
}

/// The sentences of a text, by the rules of Unicode (UAX #29).
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_sentences()
}

/// How many words a sentence has.
pub(crate) fn length(sentence: &str) -> usize {
    sentence.unicode_words().count()
}

/// A word of a sentence.
#[derive(Debug)]
pub(crate) struct Word {
    /// In small letters.
    pub(crate) letters: String,
    syllables: usize,
}

/// The words of each sentence of a text.
pub(crate) type Sentences = [Vec<Word>];

thread_local! {
    /// By language.
    static READ: RefCell<HashMap<String, Memory<Sentences>>> = RefCell::default();
}

/// Reads a text once.
pub(crate) fn read(language: &str, text: &str) -> Rc<Sentences> {
    let word = |word: &str| Word {
        letters: word.to_lowercase(),
        syllables: syllables(language, word),
    };
    READ.with_borrow_mut(|languages| {
        let memory = languages.entry(language.to_string()).or_default();
        memory.of(text, |text| {
            let words = |sentence: &str| sentence.unicode_words().map(word).collect();
            sentences(text).map(words).collect::<Vec<_>>().into()
        })
    })
}

impl Counts {
    /// Adds a text; words, in small letters, for which `skip` is true are not counted.
    pub(crate) fn add(&mut self, language: &str, text: &str, skip: &dyn Fn(&str) -> bool) {
        for sentence in read(language, text).iter() {
            let words = sentence.iter().filter(|word| !skip(&word.letters));
            let before = self.words;
            for word in words {
                self.words += 1;
                self.syllables += word.syllables;
            }
            self.sentences += usize::from(self.words > before);
        }
    }

    /// The grade; none without words, or for a language without a formula here.
    pub(crate) fn grade(self, language: &str) -> Option<Grade> {
        if self.words == 0 {
            return None;
        }
        let per_sentence = self.words as f64 / self.sentences as f64;
        let per_word = self.syllables as f64 / self.words as f64;
        match language {
            "en" => Some(Grade::FleschKincaid(
                0.39 * per_sentence + 11.8 * per_word - 15.59,
            )),
            "es" => Some(Grade::Inflesz(206.835 - 62.3 * per_word - per_sentence)),
            _ => None,
        }
    }
}

fn syllables(language: &str, word: &str) -> usize {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    if word.chars().all(|c| !c.is_lowercase()) && letters.clone().count() > 1 {
        // An abbreviation is spelt out.
        return letters.count();
    }
    match language {
        "es" => syllables_es(word),
        _ => syllarust::count_syllables(word).max(1),
    }
}

/// Each strong vowel (a, e, o, or one with an accent) forms a syllable; a weak one (i, u) does so only without an
/// adjacent vowel, which also excludes the silent u of que, qui, gue, gui. Hyphenation libraries count one too few in
/// words such as *día*, which must not be broken there.
fn syllables_es(word: &str) -> usize {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| word.get(index)).copied();
    let vowel = |c: char| "aeiouáéíóúü".contains(c);
    let mut count = 0;
    for (index, c) in word.iter().copied().enumerate() {
        let before = at(index.checked_sub(1));
        let after = at(Some(index + 1));
        count += usize::from(match c {
            'a' | 'e' | 'o' | 'á' | 'é' | 'í' | 'ó' | 'ú' => true,
            'i' | 'u' | 'ü' => match (before, after) {
                // Of two weak vowels the second counts.
                (Some('i' | 'u' | 'ü'), after) => !after.is_some_and(vowel),
                (before, after) => !before.is_some_and(vowel) && !after.is_some_and(vowel),
            },
            _ => false,
        });
    }
    count.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_people_say_them() {
        let spanish = [
            ("día", 2),
            ("cáncer", 2),
            ("metastásico", 5),
            ("quimioterapia", 5),
            ("cuidado", 3),
            ("guía", 2),
            ("leer", 2),
            ("aún", 2),
            ("ciudad", 2),
            ("y", 1),
            ("seguir", 2),
            ("quién", 1),
            ("RM", 2),
            ("HER2", 3),
        ];
        for (word, count) in spanish {
            assert_eq!(syllables("es", word), count, "{word}");
        }
        let english = [
            ("metastatic", 4),
            ("biopsy", 3),
            ("the", 1),
            ("MRI", 3),
            ("100", 1),
        ];
        for (word, count) in english {
            assert_eq!(syllables("en", word), count, "{word}");
        }
    }

    #[test]
    fn a_score_has_the_name_that_its_scale_gives_it() {
        let scores = [39.9, 40.0, 54.9, 55.0, 64.9, 65.0, 79.9, 80.0];
        let names = scores.map(|score| Grade::Inflesz(score).words());
        assert_eq!(
            names,
            [
                "INFLESZ 39.9 (very hard)",
                "INFLESZ 40.0 (somewhat hard)",
                "INFLESZ 54.9 (somewhat hard)",
                "INFLESZ 55.0 (normal)",
                "INFLESZ 64.9 (normal)",
                "INFLESZ 65.0 (fairly easy)",
                "INFLESZ 79.9 (fairly easy)",
                "INFLESZ 80.0 (very easy)",
            ]
        );
        let grades = [7.0, 7.1, 10.0, 10.1].map(Grade::FleschKincaid);
        assert_eq!(grades.map(Grade::is_easy), [true, false, false, false]);
        assert_eq!(grades.map(Grade::is_bearable), [true, true, true, false]);
        let scores = [70.0, 69.9, 40.0, 39.9].map(Grade::Inflesz);
        assert_eq!(scores.map(Grade::is_easy), [true, false, false, false]);
        assert_eq!(scores.map(Grade::is_bearable), [true, true, true, false]);
        let with_drugs = [8.0, 8.1].map(Grade::FleschKincaid);
        assert_eq!(with_drugs.map(Grade::is_easy_with_drugs), [true, false]);
        let with_drugs = [65.0, 64.9].map(Grade::Inflesz);
        assert_eq!(with_drugs.map(Grade::is_easy_with_drugs), [true, false]);
    }

    #[test]
    fn grades_follow_their_formulas() {
        let mut counts = Counts::default();
        counts.add("en", "The cat sat on the mat. It was fat.", &|_| false);
        assert_eq!(
            (counts.sentences, counts.words, counts.syllables),
            (2, 9, 9)
        );
        let grade = 0.39 * 4.5 + 11.8 - 15.59;
        assert_eq!(counts.grade("en"), Some(Grade::FleschKincaid(grade)));
        let score = 206.835 - 62.3 - 4.5;
        assert_eq!(counts.grade("es"), Some(Grade::Inflesz(score)));
        assert_eq!(counts.grade("de"), None);
        counts.add("en", "The biopsy hurt. Never again, never.", &|_| false);
        assert_eq!(
            (counts.sentences, counts.words, counts.syllables),
            (4, 15, 20)
        );
        let grade = 0.39 * (15.0 / 4.0) + 11.8 * (20.0 / 15.0) - 15.59;
        assert_eq!(counts.grade("en"), Some(Grade::FleschKincaid(grade)));
        let score = 206.835 - 62.3 * (20.0 / 15.0) - 15.0 / 4.0;
        assert_eq!(counts.grade("es"), Some(Grade::Inflesz(score)));
        assert_eq!(Counts::default().grade("en"), None);
    }
}
