//! The content as the studio edits it: every sentence with its languages side by side, and the records and keys that
//! forms are made of.
//!
//! A path of keys and ids names a sentence in every language, `bones.relief.rest.text`; it is also how the studio finds
//! the place in the file.

use crate::book::{Book, Claim, Evidence, Language, Record, Value, items};
use crate::diagnostic::{Diagnostic, Location};
use crate::emit::direction;
use crate::files::{Files, Source};
use crate::reader;
use crate::schema::{
    self, Field, GOALS, Group, Kind, LONGEST_LIST, Need, PARTS, Place, Table, sections,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that can be edited.
#[derive(Debug, Serialize)]
pub struct Outline {
    /// The languages, that of the structure first.
    pub languages: Vec<LanguageInfo>,
    /// What can be signed, in order.
    pub sections: Vec<&'static str>,
    /// Every sentence, in the order of reading.
    pub sentences: Vec<Sentence>,
    /// Every record that has an id, in the order of reading: places, parts, signs, questions.
    pub records: Vec<Entry>,
    /// What the records of a kind hold.
    pub groups: BTreeMap<&'static str, GroupInfo>,
    /// By their ids, the facts.
    pub facts: BTreeMap<String, FactInfo>,
    /// By their keys, the sources.
    pub sources: BTreeMap<String, SourceInfo>,
}

/// A language.
#[derive(Debug, Serialize)]
pub struct LanguageInfo {
    /// Its code, the name of its folder.
    pub code: String,
    /// Its name, in itself.
    pub name: String,
    /// How it runs, `ltr` or `rtl`.
    pub dir: &'static str,
}

/// A sentence, a name or a label.
#[derive(Debug, Serialize)]
pub struct Sentence {
    /// Its path of keys and ids, the same in every language.
    pub path: String,
    /// The section whose signature covers it.
    pub section: &'static str,
    /// Its label for reviewers.
    pub label: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// The form of its key: `text`, `claim`, `phone`.
    pub kind: &'static str,
    /// Its file in the folder of each language.
    pub file: String,
    /// By the code of a language, its words.
    pub texts: BTreeMap<String, String>,
    /// The facts that it rests on; none if it is a name or a label.
    pub facts: Option<Vec<String>>,
    /// What a clinician should know of it.
    pub remark: Option<String>,
    /// What a signature also covers: how urgent it is, and where it is shown.
    pub structure: String,
}

/// A record with an id.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its path of keys and ids.
    pub path: String,
    /// The path of the list that it stands in; empty for a file.
    pub list: String,
    /// The name of its group.
    pub group: &'static str,
    /// The section that it belongs to.
    pub section: &'static str,
    /// Its file in the folder of each language.
    pub file: String,
    /// Its id.
    pub id: String,
    /// What is the same in every language: a level, a flag, ids.
    pub shared: BTreeMap<&'static str, Vec<String>>,
}

/// A kind of record.
#[derive(Debug, Serialize)]
pub struct GroupInfo {
    /// What it is.
    pub doc: &'static str,
    /// Its keys.
    pub fields: Vec<FieldInfo>,
}

/// A key.
#[derive(Debug, Serialize)]
pub struct FieldInfo {
    /// As it is written; `map.title` is `title` under `[map]`.
    pub key: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its form; see [`Sentence::kind`].
    pub kind: &'static str,
    /// The group of the records that it holds.
    pub of: Option<&'static str>,
    /// Whether it must be there.
    pub needed: bool,
    /// Whether it is written in the reference language alone.
    pub shared: bool,
    /// What may stand there, if only a few words may.
    pub choices: Vec<&'static str>,
    /// How many it may hold.
    pub most: Option<usize>,
}

/// A fact.
#[derive(Debug, Serialize)]
pub struct FactInfo {
    /// How well it is established: `verified`, `known`, `disputed`, `editorial`.
    pub evidence: &'static str,
    /// Keys of its sources.
    pub sources: Vec<String>,
}

/// A source.
#[derive(Debug, Serialize)]
pub struct SourceInfo {
    /// Its title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// When it was read, `YYYY-MM-DD`; empty if it was not.
    pub read: String,
}

/// The name of the group of claims, which the schema has as a kind of field.
const CLAIM: &str = "Claim";

/// Reads the content. What is missing in a translation is missing here too.
///
/// # Errors
/// If a file cannot be read.
pub fn outline(content: impl Source + 'static) -> Result<Outline, Vec<Diagnostic>> {
    let mut files = Files::new(content);
    let book = reader::read(&mut files)?;
    let reference = book.reference();
    let languages = book.languages.iter().map(|language| LanguageInfo {
        code: language.code.clone(),
        name: language.word("language").to_string(),
        dir: direction(&language.code),
    });
    let mut walk = Walk::default();
    for part in PARTS {
        if matches!(part.group.table, Table::Host) {
            continue;
        }
        walk.group(part.group);
        for record in reference.all(part.group) {
            let topic = schema::topic(&record.id.text);
            let topic = topic.filter(|_| matches!(part.place, Place::Topics(_)));
            walk.section = part
                .section
                .or(topic.map(|topic| topic.id))
                .unwrap_or_default();
            walk.file = inside(&files, reference, record.at);
            walk.record(record, &record.id.text, "");
        }
    }
    let Walk {
        records,
        mut groups,
        ..
    } = walk;
    groups.insert(CLAIM, claim_info());
    Ok(Outline {
        languages: languages.collect(),
        sections: sections(),
        sentences: sentences(&book, &records),
        records,
        groups,
        facts: facts(&book),
        sources: book
            .sources
            .iter()
            .map(|(key, source)| (key.clone(), source_info(source)))
            .collect(),
    })
}

/// The path of a file in the folder of its language.
fn inside(files: &Files, language: &Language, at: Location) -> String {
    let path = files.path(at);
    let (_, file) = path
        .split_once(&format!("/{}/", language.code))
        .unwrap_or(("", path));
    file.to_string()
}

fn sentences(book: &Book, records: &[Entry]) -> Vec<Sentence> {
    let reference = book.reference();
    // A path begins with the id of the record that is a file; a text that a language leaves out has no place of its own.
    let file_of = |path: &str| {
        let id = path.split('.').next().unwrap_or_default();
        let record = records.iter().find(|record| record.path == id);
        record.map_or(String::new(), |record| record.file.clone())
    };
    let of_language = |language: &Language| -> BTreeMap<String, String> {
        let texts = items(language, language).into_iter();
        texts
            .map(|item| (item.path, item.text.text.clone()))
            .collect()
    };
    let texts: Vec<_> = book
        .languages
        .iter()
        .map(|language| (&language.code, of_language(language)))
        .collect();
    let sentence = |item: crate::book::Item<'_>| {
        let texts = texts.iter().filter_map(|(code, texts)| {
            let text = texts.get(&item.path).filter(|text| !text.is_empty())?;
            Some((code.to_string(), text.clone()))
        });
        Sentence {
            texts: texts.collect(),
            file: file_of(&item.path),
            section: item.section,
            label: item.label,
            doc: item.field.doc,
            kind: kind(item.field),
            facts: item.claim.map(|claim| texts_of(&claim.facts)),
            remark: item
                .claim
                .and_then(|claim| Some(claim.remark.as_ref()?.text.clone())),
            structure: item.structure,
            path: item.path,
        }
    };
    items(reference, reference)
        .into_iter()
        .map(sentence)
        .collect()
}

fn texts_of(texts: &[crate::diagnostic::Spanned]) -> Vec<String> {
    texts.iter().map(|text| text.text.clone()).collect()
}

/// Collects the records.
#[derive(Default)]
struct Walk {
    section: &'static str,
    file: String,
    records: Vec<Entry>,
    groups: BTreeMap<&'static str, GroupInfo>,
}

impl Walk {
    fn group(&mut self, group: &'static Group) {
        if self.groups.contains_key(group.name) {
            return;
        }
        let fields = group.fields.iter().map(field_info).collect();
        self.groups.insert(
            group.name,
            GroupInfo {
                doc: group.doc,
                fields,
            },
        );
        for field in group.fields {
            if let Kind::Record(inside) | Kind::Records(inside, _) = field.kind {
                self.group(inside);
            }
        }
    }

    fn entry(&mut self, (path, list): (&str, &str), group: &'static str, id: &str) -> &mut Entry {
        self.records.push(Entry {
            path: path.to_string(),
            list: list.to_string(),
            group,
            section: self.section,
            file: self.file.clone(),
            id: id.to_string(),
            shared: BTreeMap::new(),
        });
        let last = self.records.len() - 1;
        &mut self.records[last]
    }

    fn record(&mut self, record: &Record, path: &str, list: &str) {
        let shared: BTreeMap<_, _> = record.fields().filter_map(shared).collect();
        self.entry((path, list), record.group.name, &record.id.text)
            .shared = shared;
        for (field, value) in record.fields() {
            let list = format!("{path}.{}", field.key);
            match value {
                Value::Claims(claims) => {
                    for claim in claims {
                        let path = format!("{list}.{}", claim.id.text);
                        let facts = [("facts", texts_of(&claim.facts))];
                        self.entry((&path, &list), CLAIM, &claim.id.text).shared = facts.into();
                    }
                }
                Value::Record(inside) => self.record(inside, &list, ""),
                Value::Records(records) => {
                    for inside in records {
                        self.record(inside, &format!("{list}.{}", inside.id.text), &list);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What is the same in every language.
fn shared((field, value): (&'static Field, &Value)) -> Option<(&'static str, Vec<String>)> {
    let facts = |claim: &Claim| Some(("facts", texts_of(&claim.facts)));
    match value {
        Value::Flag(true) => Some((field.key, vec!["true".to_string()])),
        Value::Texts(ids) if is_shared(field) => Some((field.key, texts_of(ids))),
        Value::Text(text) if is_shared(field) => Some((field.key, vec![text.text.clone()])),
        Value::Claim(claim) if matches!(field.kind, Kind::OwnClaim) => facts(claim),
        _ => None,
    }
}

fn is_shared(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Flag | Kind::Choice(..) | Kind::Id(_) | Kind::Ids | Kind::Goal | Kind::Phone
    )
}

/// The form of a key.
fn kind(field: &Field) -> &'static str {
    match field.kind {
        Kind::Text | Kind::SignList(_) => "text",
        Kind::Open(_) | Kind::Template(_) => "template",
        Kind::Claim => "claim",
        Kind::OwnClaim => "own-claim",
        Kind::Claims => "claims",
        Kind::Texts | Kind::Words | Kind::Months | Kind::Phrases(_) => "texts",
        Kind::Flag => "flag",
        Kind::Choice(..) => "choice",
        Kind::Id(_) => "id",
        Kind::Ids => "ids",
        Kind::Goal => "goal",
        Kind::Phone => "phone",
        Kind::Url => "url",
        Kind::Contact => "contact",
        Kind::Pages => "pages",
        Kind::LanguageTag => "language",
        Kind::Date => "date",
        Kind::Pattern => "pattern",
        Kind::Record(_) => "record",
        Kind::Records(..) => "records",
    }
}

fn field_info(field: &Field) -> FieldInfo {
    let (of, most) = match field.kind {
        Kind::Record(group) => (Some(group.name), None),
        Kind::Records(group, most) => (Some(group.name), most),
        Kind::Claims => (Some(CLAIM), Some(LONGEST_LIST)),
        _ => (None, None),
    };
    FieldInfo {
        key: field.key,
        doc: field.doc,
        kind: kind(field),
        of,
        needed: field.need == Need::Must,
        shared: is_shared(field),
        choices: match field.kind {
            Kind::Choice(_, choices) => choices.to_vec(),
            Kind::Goal => GOALS.to_vec(),
            _ => Vec::new(),
        },
        most,
    }
}

/// What [`crate::cursor::Cursor::own_claim`] reads.
fn claim_info() -> GroupInfo {
    let field = |key, doc, kind, needed, shared| FieldInfo {
        key,
        doc,
        kind,
        of: None,
        needed,
        shared,
        choices: Vec::new(),
        most: None,
    };
    GroupInfo {
        doc: "A sentence about the world.",
        fields: vec![
            field("text", "the sentence", "text", true, false),
            field("facts", "the facts that it rests on", "ids", true, true),
            field(
                "clinician",
                "what a clinician should know of it; readers never see it",
                "text",
                false,
                true,
            ),
        ],
    }
}

fn facts(book: &Book) -> BTreeMap<String, FactInfo> {
    let fact = |(id, fact): (&String, &crate::book::Fact)| {
        let evidence = match fact.evidence {
            Evidence::Verified => "verified",
            Evidence::Known => "known",
            Evidence::Disputed => "disputed",
            Evidence::Editorial => "editorial",
        };
        (
            id.clone(),
            FactInfo {
                evidence,
                sources: texts_of(&fact.sources),
            },
        )
    };
    book.facts.iter().map(fact).collect()
}

fn source_info(source: &Record) -> SourceInfo {
    let text = |key| source.text(key).text.clone();
    SourceInfo {
        title: text("title"),
        publisher: text("publisher"),
        url: text("url"),
        read: source.date("read").unwrap_or_default().to_string(),
    }
}
