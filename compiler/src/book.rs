//! The content after reading: records whose values are in the order of their group's fields.

use crate::diagnostic::{Location, Spanned};
use crate::pattern;
use crate::schema::{self, Field, Group, Kind, Place};
use std::collections::BTreeMap;

/// A statement of fact, with the facts that support it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claim {
    pub(crate) id: Spanned,
    pub(crate) text: Spanned,
    /// Only the reference language lists them.
    pub(crate) facts: Vec<Spanned>,
    /// What a reviewing clinician should know of it; in the reference language alone.
    pub(crate) remark: Option<Spanned>,
}

/// The value of a field.
#[derive(Debug)]
pub(crate) enum Value {
    /// An optional field that is absent.
    Nothing,
    Text(Spanned),
    Claim(Claim),
    Claims(Vec<Claim>),
    Texts(Vec<Spanned>),
    Flag(bool),
    /// `YYYY-MM-DD`
    Date(String),
    Pattern(pattern::Pattern),
    Phrases(Vec<pattern::Pattern>),
    Record(Box<Record>),
    Records(Vec<Record>),
}

/// The text of what is left out.
static NOTHING: Spanned = Spanned {
    text: String::new(),
    at: Location { file: 0, offset: 0 },
};

/// A record of a group.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) group: &'static Group,
    /// From its key `id`, or from its file name.
    pub(crate) id: Spanned,
    /// Where it begins.
    pub(crate) at: Location,
    /// In the order of the group's fields.
    pub(crate) values: Vec<Value>,
}

impl Record {
    fn value(&self, key: &str) -> &Value {
        &self.values[self.group.position(key)]
    }

    /// Each field with its value.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static Field, &Value)> {
        self.group.fields.iter().zip(&self.values)
    }

    /// A text; empty if an optional text is absent.
    pub(crate) fn text(&self, key: &str) -> &Spanned {
        match self.value(key) {
            Value::Text(text) => text,
            Value::Claim(claim) => &claim.text,
            _ => &NOTHING,
        }
    }

    /// A text, if present.
    pub(crate) fn optional(&self, key: &str) -> Option<&Spanned> {
        match self.value(key) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn claim(&self, key: &str) -> Option<&Claim> {
        match self.value(key) {
            Value::Claim(claim) => Some(claim),
            _ => None,
        }
    }

    pub(crate) fn claims(&self, key: &str) -> &[Claim] {
        match self.value(key) {
            Value::Claims(claims) => claims,
            _ => &[],
        }
    }

    pub(crate) fn texts(&self, key: &str) -> &[Spanned] {
        match self.value(key) {
            Value::Texts(texts) => texts,
            _ => &[],
        }
    }

    /// Ids, or an id, of other records.
    pub(crate) fn ids(&self, key: &str) -> &[Spanned] {
        match self.value(key) {
            Value::Texts(ids) => ids,
            Value::Text(id) => std::slice::from_ref(id),
            _ => &[],
        }
    }

    pub(crate) fn records(&self, key: &str) -> &[Record] {
        match self.value(key) {
            Value::Records(records) => records,
            _ => &[],
        }
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        matches!(self.value(key), Value::Flag(true))
    }

    /// A day, `YYYY-MM-DD`.
    pub(crate) fn date(&self, key: &str) -> Option<&str> {
        match self.value(key) {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    pub(crate) fn pattern(&self, key: &str) -> Option<&pattern::Pattern> {
        match self.value(key) {
            Value::Pattern(pattern) => Some(pattern),
            _ => None,
        }
    }

    pub(crate) fn phrases(&self, key: &str) -> &[pattern::Pattern] {
        match self.value(key) {
            Value::Phrases(phrases) => phrases,
            _ => &[],
        }
    }

    /// Its text for messages: its own claim, or its first text.
    pub(crate) fn caption(&self) -> &Spanned {
        let claim = self.fields().find_map(|(field, value)| match value {
            Value::Claim(claim) if matches!(field.kind, Kind::OwnClaim) => Some(&claim.text),
            _ => None,
        });
        let text = || {
            self.values.iter().find_map(|value| match value {
                Value::Text(text) => Some(text),
                _ => None,
            })
        };
        claim.or_else(text).unwrap_or(&self.id)
    }
}

/// The content of one language.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) code: String,
    /// The records of each of [`schema::PARTS`], by the name of their group.
    pub(crate) records: BTreeMap<&'static str, Vec<Record>>,
}

impl Language {
    /// All records of a group that is listed in [`schema::PARTS`].
    pub(crate) fn all(&self, group: &Group) -> &[Record] {
        self.records.get(group.name).map_or(&[], Vec::as_slice)
    }

    /// The record of a group with exactly one. The reader returns no language without it.
    pub(crate) fn one(&self, group: &Group) -> &Record {
        let record = self.all(group).first();
        record.unwrap_or_else(|| panic!("`{}` was read for every language", group.name))
    }

    /// The terms of the glossary, in order; the position of a term is its number.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &Record> {
        let parts = self
            .all(&schema::TOPIC)
            .iter()
            .flat_map(|topic| topic.records("part"));
        parts.flat_map(|part| part.records("term"))
    }

    /// The text of a control.
    pub(crate) fn word(&self, key: &str) -> &str {
        &self.one(&schema::UI).text(key).text
    }

    /// A day, `YYYY-MM-DD`, formatted in this language.
    pub(crate) fn day(&self, day: &str) -> String {
        let mut parts = day.split('-');
        let (year, month, date) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| {
            part.and_then(|part| part.parse::<usize>().ok())
                .unwrap_or_default()
        };
        let months = self.one(&schema::UI).texts("months");
        let month = months.get(number(month).wrapping_sub(1));
        self.word("day-of")
            .replace("{year}", year.unwrap_or_default())
            .replace("{month}", month.map_or("", |month| &month.text))
            .replace("{day}", &number(date).to_string())
    }
}

/// How well a fact is established. An editorial fact is a prompt or a notice, and must not support a medical claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    Verified,
    Known,
    Disputed,
    Editorial,
}

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) evidence: Evidence,
    /// Keys of sources, the best first.
    pub(crate) sources: Vec<Spanned>,
    pub(crate) at: Location,
}

/// The whole content, read but not yet checked across files.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) facts: BTreeMap<String, Fact>,
    pub(crate) sources: BTreeMap<String, Record>,
    /// The reference language first.
    pub(crate) languages: Vec<Language>,
    pub(crate) edition: Record,
    pub(crate) reviews: Vec<Record>,
    pub(crate) left_out: Vec<Record>,
    /// What was measured in an earlier version; most editions have none.
    pub(crate) before: Option<Record>,
    /// Paths of hidden files, which are not read.
    pub(crate) ignored: Vec<String>,
    /// The number of `figure.svg` among the files.
    pub(crate) figure: usize,
}

impl Book {
    /// The language that defines the structure.
    pub(crate) fn reference(&self) -> &Language {
        &self.languages[0]
    }
}

/// A text of a section, as a reviewer reads it.
#[derive(Debug, Clone)]
pub(crate) struct Item<'a> {
    /// The section whose signature covers it; empty if readers do not see it.
    pub(crate) section: &'static str,
    /// Its path of keys and ids, which is the same in every language.
    pub(crate) path: String,
    pub(crate) field: &'static Field,
    /// Its label for reviewers.
    pub(crate) label: &'static str,
    pub(crate) text: &'a Spanned,
    /// The claim of the reference language, if the text is a claim and not a name or label.
    pub(crate) claim: Option<&'a Claim>,
    /// What the signature also covers: how urgent it is, and where it is shown.
    pub(crate) structure: String,
    /// Whether it may contain shares.
    pub(crate) shares: bool,
}

/// All texts of a language in the order of reading. Facts, flags and whatever else is shared are those of the
/// reference language, so the languages must have been compared before, unless it is the reference language itself.
pub(crate) fn items<'a>(reference: &'a Language, language: &'a Language) -> Vec<Item<'a>> {
    let mut all = Vec::new();
    for part in schema::PARTS {
        if matches!(part.group.table, schema::Table::Host) {
            continue;
        }
        let pairs = reference
            .all(part.group)
            .iter()
            .zip(language.all(part.group));
        for (ours, theirs) in pairs {
            let topic = schema::topic(&ours.id.text);
            let topic = topic.filter(|_| matches!(part.place, Place::Topics(_)));
            let context = Context {
                section: part
                    .section
                    .or(topic.map(|topic| topic.id))
                    .unwrap_or_default(),
                shares: false,
            };
            context.collect(ours, theirs, &ours.id.text, &mut all);
        }
    }
    all
}

/// Properties that apply to all texts of a record.
#[derive(Clone, Copy)]
struct Context {
    section: &'static str,
    shares: bool,
}

impl Context {
    fn collect<'a>(
        mut self,
        ours: &'a Record,
        theirs: &'a Record,
        path: &str,
        all: &mut Vec<Item<'a>>,
    ) {
        let begin = all.len();
        let mut structure = Vec::new();
        self.shares |= ours.group.shares_if.is_some_and(|flag| ours.flag(flag));
        for ((field, ours_value), value) in ours.fields().zip(&theirs.values) {
            let path = format!("{path}.{}", field.key);
            let mut add = |path: String, text: &'a Spanned, claim: Option<&'a Claim>| {
                all.push(Item {
                    section: self.section,
                    path,
                    field,
                    label: field.label_text(),
                    text,
                    claim,
                    structure: String::new(),
                    shares: self.shares || field.shares,
                });
            };
            match (ours_value, value) {
                // Shared by all languages, and written only in the reference language.
                (Value::Text(shared), _) if matches!(field.kind, Kind::Phone) => {
                    add(path, shared, None);
                }
                (Value::Text(id), _)
                    if matches!(field.kind, Kind::Choice(..) | Kind::Id(_) | Kind::Goal) =>
                {
                    structure.push(format!("{}: {}", field.key, id.text));
                }
                (Value::Texts(ids), _) if matches!(field.kind, Kind::Ids) => {
                    let ids: Vec<&str> = ids.iter().map(|id| id.text.as_str()).collect();
                    structure.push(format!("{}: {}", field.key, ids.join(", ")));
                }
                (Value::Flag(true), _) => structure.push(field.key.to_string()),
                (_, Value::Text(text)) => add(path, text, None),
                // So that the texts of all languages stand in one order.
                (_, Value::Nothing) if field.by_language => add(path, &NOTHING, None),
                (Value::Claim(ours), Value::Claim(claim)) => add(path, &claim.text, Some(ours)),
                (Value::Claims(ours), Value::Claims(theirs)) => {
                    for (ours, claim) in ours.iter().zip(theirs) {
                        let path = format!("{path}.{}", claim.id.text);
                        add(path, &claim.text, Some(ours));
                    }
                }
                (_, Value::Texts(texts)) if !matches!(field.kind, Kind::Words | Kind::Ids) => {
                    for (number, text) in texts.iter().enumerate() {
                        add(format!("{path}.{}", number + 1), text, None);
                    }
                }
                (Value::Record(ours), Value::Record(theirs)) => {
                    self.collect(ours, theirs, &path, all);
                }
                (Value::Records(ours), Value::Records(theirs)) => {
                    for (ours, theirs) in ours.iter().zip(theirs) {
                        self.collect(ours, theirs, &format!("{path}.{}", ours.id.text), all);
                    }
                }
                _ => {}
            }
        }
        // Its own claim, not that of a record inside it; or else its name.
        let own = format!("{path}.text");
        let mut items = all.iter().skip(begin);
        let own = items.position(|item| item.claim.is_some() && item.path == own);
        if let Some(item) = all.get_mut(begin + own.unwrap_or_default()) {
            item.structure = structure.join("; ");
        }
    }
}

impl Item<'_> {
    /// Whether the language rules apply: numbers, addresses and what this language leaves out are not prose.
    pub(crate) fn is_prose(&self) -> bool {
        !self.text.text.is_empty() && !matches!(self.field.kind, Kind::Phone | Kind::Url)
    }
}
