//! The rules of `terms.toml` and of the glossary: one name for each drug, one word for each concept, a word of
//! hospitals beside its English, and no entry of the glossary that nobody needs.

use crate::book::{Item, Language, Record};
use crate::checklist::{Finding, TERMS, WORDS};
use crate::diagnostic::Spanned;
use crate::files::Files;
use crate::mark::Marker;
use crate::pattern::{Match, Pattern};
use crate::schema::{REFERENCE, TERM_TABLE};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Everything that the table finds in the texts of a language.
pub(crate) fn find(files: &Files, language: &Language, texts: &[Item<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let prose: Vec<&Item<'_>> = texts.iter().filter(|text| text.is_prose()).collect();
    let mut search = Search {
        files,
        found: &mut found,
    };
    search.drugs(language, &prose);
    for concept in language.one(&TERM_TABLE).records("concept") {
        search.concept(concept, &prose);
    }
    search.sounds(language, &prose);
    search.unused(language, &prose);
    found
}

/// The words of the names of drugs in small letters, which are long whatever one does.
pub(crate) fn drug_words(language: &Language) -> HashSet<String> {
    let drugs = language.one(&TERM_TABLE).records("drug").iter();
    let names =
        drugs.flat_map(|drug| std::iter::once(drug.text("name")).chain(drug.texts("other")));
    let words = names.flat_map(|name| name.text.unicode_words());
    words.map(str::to_lowercase).collect()
}

/// How many names of drugs stand in the texts, and of how many drugs.
pub(crate) fn drug_names<'t>(
    language: &Language,
    texts: impl Iterator<Item = &'t str>,
) -> (usize, usize) {
    let names = Names::new(language);
    let mut drugs = BTreeSet::new();
    let mut count = 0;
    for text in texts {
        for named in names.find(text) {
            count += 1;
            drugs.extend(named.drugs.first().copied());
        }
    }
    (count, drugs.len())
}

/// The names of all drugs of a language.
struct Names<'a> {
    drugs: &'a [Record],
    /// By name in small letters, the drugs that bear it, and whether it is their first name.
    by_name: BTreeMap<String, (Vec<usize>, bool)>,
    /// Finds any of the names, the longest first: `trastuzumab deruxtecan` is no `trastuzumab`.
    pattern: Option<Pattern>,
}

/// A name of a drug in a text.
struct Named<'n> {
    range: Range<usize>,
    drugs: &'n [usize],
    is_first: bool,
}

impl<'a> Names<'a> {
    fn new(language: &'a Language) -> Names<'a> {
        let drugs = language.one(&TERM_TABLE).records("drug");
        let mut by_name: BTreeMap<String, (Vec<usize>, bool)> = BTreeMap::new();
        for (number, drug) in drugs.iter().enumerate() {
            let name = drug.text("name").text.to_lowercase();
            by_name.insert(name, (vec![number], true));
        }
        for (number, drug) in drugs.iter().enumerate() {
            for other in drug.texts("other") {
                let entry = by_name.entry(other.text.to_lowercase()).or_default();
                entry.0.push(number);
            }
        }
        let mut names: Vec<String> = by_name.keys().map(|name| regex::escape(name)).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let pattern = Pattern::new(&format!(r"\b(?:{})\b", names.join("|"))).ok();
        Names {
            drugs,
            by_name,
            pattern,
        }
    }

    fn find(&self, text: &str) -> Vec<Named<'_>> {
        let found = self.pattern.iter().flat_map(|names| names.find_iter(text));
        found
            .filter_map(|found| {
                let (drugs, is_first) = self.by_name.get(&found.as_str().to_lowercase())?;
                Some(Named {
                    range: found.range(),
                    drugs,
                    is_first: *is_first,
                })
            })
            .collect()
    }
}

/// The bracket that is open before this place of a text.
fn open_bracket(text: &str, at: usize) -> Option<usize> {
    let open = text[..at].rfind('(')?;
    (!text[open..at].contains(')')).then_some(open)
}

struct Search<'a> {
    files: &'a Files,
    found: &'a mut Vec<Finding>,
}

impl Search<'_> {
    fn add(&mut self, text: &Item<'_>, at: &Spanned, item: &'static str, say: [String; 2]) {
        let [message, help] = say;
        let of = (text.section, item, true);
        self.found
            .push(Finding::new(self.files, of, at.at, message, &help));
    }

    /// A drug has one name. Its other names stand once in a panel, in brackets right after it: who reads one card of a
    /// type need not have read another.
    fn drugs(&mut self, language: &Language, texts: &[&Item<'_>]) {
        let names = Names::new(language);
        // By file, which holds one panel, and drug, the text and bracket in which its other names stand.
        let mut seen: BTreeMap<(&str, usize), (&str, usize)> = BTreeMap::new();
        for text in texts {
            let words = text.text.text.as_str();
            let (panel, _) = text.path.split_once('.').unwrap_or((&text.path, ""));
            let all = names.find(words);
            for named in all.iter().filter(|named| !named.is_first) {
                let other = &words[named.range.clone()];
                let open = open_bracket(words, named.range.start);
                let before = open.and_then(|open| {
                    let end = words[..open].trim_end().len();
                    let right_before =
                        |first: &&Named<'_>| first.is_first && first.range.end == end;
                    let first = all.iter().find(right_before)?.drugs.first()?;
                    named.drugs.contains(first).then_some((*first, open))
                });
                let Some(drug) = named.drugs.first() else {
                    continue;
                };
                let name = &names.drugs[before.map_or(*drug, |(drug, _)| drug)];
                let name = &name.text("name").text;
                match before {
                    None => {
                        let message = format!("“{other}” is a second name for {name}");
                        let help = format!(
                            "write “{name}”; once in a panel its other name may stand in brackets right after it, “{name} ({other})”"
                        );
                        self.add(text, text.text, TERMS, [message, help]);
                    }
                    Some((drug, open)) => {
                        let here = (text.path.as_str(), open);
                        let first = seen.entry((panel, drug)).or_insert(here);
                        if *first != here {
                            let message =
                                format!("“{other}” stands after {name} a second time in `{panel}`");
                            let help = format!(
                                "write “{name}” alone: the two names stand together at `{}`",
                                first.0
                            );
                            self.add(text, text.text, TERMS, [message, help]);
                        }
                    }
                }
            }
        }
    }

    /// A concept has one word; where a section has it first, its English may have to stand beside it.
    fn concept(&mut self, concept: &Record, texts: &[&Item<'_>]) {
        let word = &concept.text("word").text;
        for text in texts {
            let words = text.text.text.as_str();
            let mut allowed: Vec<Range<usize>> = Vec::new();
            for phrase in concept.phrases("but") {
                allowed.extend(phrase.find_iter(words).map(|found| found.range()));
            }
            let others = concept.phrases("not").iter();
            let mut others = others.flat_map(|phrase| phrase.find_iter(words));
            let is_within = |found: &Match<'_>| {
                let mut allowed = allowed.iter();
                allowed.any(|range| range.start <= found.start() && found.end() <= range.end)
            };
            if let Some(other) = others.find(|other| !is_within(other)) {
                let message = format!(
                    "“{}” is not the word of this guide (`{}`)",
                    other.as_str(),
                    concept.id.text
                );
                let help = format!("write “{word}”: one thing has one word");
                self.add(text, text.text, WORDS, [message, help]);
            }
        }
        if let Some(english) = concept.optional("english") {
            self.english(word, &english.text, texts);
        }
    }

    fn english(&mut self, word: &str, english: &str, texts: &[&Item<'_>]) {
        let [Some(pattern), Some(beside)] = [word, english].map(|word| Pattern::phrase(word, true))
        else {
            return;
        };
        let mut seen = BTreeSet::new();
        for text in texts.iter().filter(|text| text.claim.is_some()) {
            let words = text.text.text.as_str();
            let Some(found) = pattern.find(words).filter(|_| seen.insert(text.section)) else {
                continue;
            };
            if !beside.is_match(words) {
                let message = format!(
                    "“{}” stands without its English, the first time in `{}`",
                    found.as_str(),
                    text.section
                );
                let help = format!(
                    "write “{} (“{english}”)”: it is what hospitals say",
                    found.as_str()
                );
                self.add(text, text.text, TERMS, [message, help]);
            }
        }
    }

    /// How a word is said stands only where a reader would stumble.
    fn sounds(&mut self, language: &Language, texts: &[&Item<'_>]) {
        let table = language.one(&TERM_TABLE).records("concept").iter();
        let english: Vec<Pattern> = table
            .filter_map(|concept| Pattern::phrase(&concept.optional("english")?.text, true))
            .collect();
        // Abbreviations such as `HER2` are English.
        let is_short = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
        for term in language.terms() {
            let Some(say) = term.optional("say") else {
                continue;
            };
            let name = &term.text("name").text;
            let letters = |text: &str| -> String {
                let letters = text.chars().filter(|c| c.is_alphanumeric());
                letters.flat_map(char::to_lowercase).collect()
            };
            let Some(text) = texts.iter().find(|text| text.text.at == say.at) else {
                continue;
            };
            let (message, help) = if letters(&say.text) == letters(name) {
                (
                    format!("“{name}” is said as it is written"),
                    "take `say` away: it stands only where a reader would stumble".to_string(),
                )
            } else if language.code != REFERENCE
                && !name.split_whitespace().any(is_short)
                && !english
                    .iter()
                    .any(|word| word.is_match(name) || word.is_match(&say.text))
            {
                (
                    format!("`say` of “{name}” sounds out a word of `{}`", language.code),
                    "take `say` away: only English words are sounded out: abbreviations, and words under `english` in `terms.toml`".to_string(),
                )
            } else {
                continue;
            };
            self.add(text, say, TERMS, [message, help]);
        }
    }

    /// An entry of the glossary explains a word that stands somewhere.
    fn unused(&mut self, language: &Language, texts: &[&Item<'_>]) {
        let marker = Marker::new(language);
        let terms: Vec<&Record> = language.terms().collect();
        let mut used = BTreeSet::new();
        for text in texts {
            let own = terms.iter().position(|term| {
                let keys = ["name", "say", "text"].iter();
                keys.map(|key| term.text(key))
                    .any(|own| own.at == text.text.at)
            });
            let found = marker.find(&text.text.text);
            let found = found.iter().map(|(_, term)| *term);
            used.extend(found.filter(|term| Some(*term) != own));
        }
        for (number, term) in terms.iter().enumerate() {
            let name = term.text("name");
            let text = texts.iter().find(|text| text.text.at == name.at);
            if let Some(text) = text.filter(|_| !used.contains(&number)) {
                let message = format!("“{}” stands in no text but its own entry", name.text);
                let help =
                    "take the entry away, or write under `forms` how the word stands in the texts";
                self.add(text, name, TERMS, [message, help.to_string()]);
            }
        }
    }
}
