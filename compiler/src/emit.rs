//! Writes the structure as Rust data and the words of each language as a pack.
//!
//! One walk over the records, by the schema, serves every language: it pushes words in the order of the fields and
//! writes down which number went where. The numbers are the same for all languages, because [`crate::compare`] made
//! sure that their ids are. The structs are written beside the data, so rustc checks one against the other, and the
//! widget against both.
//!
//! A pack is `mbcw`, the first 8 bytes of the SHA-256 of the structure, and the texts in UTF-8 with a newline between
//! them; no text holds one. Where each begins is noted once when it is read: a table of offsets in the file compresses
//! badly, and was 8 % of a pack's download.

mod drawing;
mod types;

use crate::book::{Book, Claim, Language, Record, Value, items};
use crate::figure::Figure;
use crate::mark::Marker;
use crate::review::ReviewStatus;
use crate::schema::{
    self, Extra, FRONT, Field, Group, Kind, PARTS, Place, SIGN_TEXTS, SITE, TREATMENT, Table,
    sections,
};
use crate::signs;
use crate::{Output, ShellTexts};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many bytes of the structure's hash stand in a pack; they guard against mix-ups, not malice.
const HASH: usize = 8;

/// Everything that a build writes.
pub(crate) fn emit(book: &Book, figure: &Figure, statuses: &[Vec<ReviewStatus>]) -> Output {
    let sources = Sources::new(book);
    let walks: Vec<Walk<'_>> = book
        .languages
        .iter()
        .zip(statuses)
        .map(|(language, statuses)| walk(book, language, statuses, &sources))
        .collect();
    let reference = &walks[0];
    let mut structure = types::types();
    structure += &reference.code;
    write_table(
        &mut structure,
        "Language",
        "LANGUAGES",
        "Languages, that of the structure first.",
        &languages(book),
    );
    let hash: [u8; HASH] = std::array::from_fn({
        let digest = Sha256::digest(structure.as_bytes());
        move |at| digest[at]
    });
    let _ = writeln!(
        structure,
        "/// Tells packs of this structure.\npub static STRUCTURE: [u8; {HASH}] = {hash:?};\n\
         /// How many texts a pack holds.\npub const TEXTS: usize = {};",
        reference.words.len()
    );
    write_table(
        &mut structure,
        "Review",
        "REVIEWS",
        "What can be reviewed, and where its review stands.",
        &reviews(statuses, &reference.reviews),
    );
    write_constants(&mut structure, "ReviewId", sections().into_iter());
    let drawing = drawing::write(&mut structure, &figure.root);
    write_trace(&mut structure, &reference.trace);
    write_left_out(&mut structure, book);
    let pack = |words: &[String]| [b"mbcw", &hash[..], words.join("\n").as_bytes()].concat();
    let codes = book.languages.iter().map(|language| language.code.clone());
    let packs: Vec<(String, Vec<u8>)> = codes
        .zip(walks.iter().map(|walk| pack(&walk.words)))
        .collect();
    write_packs(&mut structure, &packs);
    let sites = book.reference().all(&SITE);
    Output {
        structure,
        packs,
        sections: reference.sections.clone(),
        figure: drawing,
        shell_texts: book.languages.iter().map(shell_texts).collect(),
        sites: sites.iter().map(|site| site.id.text.clone()).collect(),
        site_names: book
            .languages
            .iter()
            .map(|language| {
                let names = language.all(&SITE).iter();
                let names =
                    names.map(|site| (site.id.text.clone(), site.text("name").text.clone()));
                (language.code.clone(), names.collect())
            })
            .collect(),
        heads: Vec::new(),
        claims: String::new(),
        warnings: crate::review::warnings(book, statuses),
    }
}

/// Keys of the sources that the widget and the pages without script cite.
pub(crate) fn cited(book: &Book) -> Vec<&str> {
    Sources::new(book).all
}

fn shell_texts(language: &Language) -> ShellTexts {
    ShellTexts {
        language: language.code.clone(),
        dir: direction(&language.code),
        title: language.one(&FRONT).text("title").text.clone(),
        not_loaded: language.word("not-loaded").to_string(),
        try_again: language.word("try-again").to_string(),
        whole_guide: language.word("whole-guide").to_string(),
    }
}

/// The sources that the widget cites, at least one for each claim: complete lists had 30 entries for a place, which
/// nobody would read, and sources were an eighth of a pack. Claims share a source where they can. The approval page has
/// every source of every fact.
struct Sources<'a> {
    /// Keys in the order of their numbers.
    all: Vec<&'a str>,
    /// For each section and place or card, the keys of its sources.
    cited: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Sources<'a> {
    fn new(book: &'a Book) -> Sources<'a> {
        // For each claim where it stands, and what it could cite.
        let mut open: Vec<(String, Vec<&str>)> = Vec::new();
        for item in items(book.reference(), book.reference()) {
            let record = item.path.split('.').next().unwrap_or_default();
            if let Some(claim) = item.claim {
                open.push((owner(item.section, record), sources_of(book, claim)));
            }
        }
        open.retain(|(_, sources)| !sources.is_empty());
        let mut cited: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
        // Again and again the source that carries most of the claims that cite none yet; of equals, the first by name.
        while !open.is_empty() {
            let mut carried: BTreeMap<&str, usize> = BTreeMap::new();
            for key in open.iter().flat_map(|(_, sources)| sources) {
                *carried.entry(key).or_default() += 1;
            }
            let best = carried
                .iter()
                .max_by_key(|(key, count)| (**count, std::cmp::Reverse(**key)))
                .map(|(key, _)| *key)
                .unwrap_or_default();
            open.retain(|(owner, sources)| {
                let carries = sources.contains(&best);
                if carries {
                    cited.entry(owner.clone()).or_default().insert(best);
                }
                !carries
            });
        }
        let all: BTreeSet<&str> = cited.values().flatten().copied().collect();
        Sources {
            all: all.into_iter().collect(),
            cited,
        }
    }

    /// `&[SourceId(1), …]`
    fn of(&self, records: &[(&str, &str)]) -> String {
        let cited = records
            .iter()
            .filter_map(|(section, record)| self.cited.get(&owner(section, record)));
        let keys: BTreeSet<&str> = cited.flatten().copied().collect();
        let keys = keys.into_iter();
        let numbers = keys.filter_map(|key| self.all.iter().position(|other| *other == key));
        let ids: Vec<String> = numbers
            .map(|number| format!("SourceId({number})"))
            .collect();
        format!("&[{}]", ids.join(", "))
    }
}

/// What a claim can cite: sources of its facts that somebody has read; if there is none, those that nobody has.
fn sources_of<'a>(book: &'a Book, claim: &Claim) -> Vec<&'a str> {
    let facts = claim
        .facts
        .iter()
        .filter_map(|fact| book.facts.get(&fact.text));
    let keys: Vec<&str> = facts
        .flat_map(|fact| fact.sources.iter().map(|key| key.text.as_str()))
        .collect();
    let is_read = |key: &&str| book.sources[*key].date("read").is_some();
    let read: Vec<&str> = keys.iter().copied().filter(is_read).collect();
    if read.is_empty() { keys } else { read }
}

/// A section, and in it one place or card.
fn owner(section: &str, record: &str) -> String {
    format!("{section} {record}")
}

/// The rows of a flat table.
#[derive(Default)]
struct Flat {
    texts: Vec<Vec<String>>,
    traces: Vec<Vec<(usize, String, Vec<String>)>>,
}

/// The words of a language in order, and the code that names them by number.
struct Walk<'a> {
    book: &'a Book,
    sources: &'a Sources<'a>,
    language: &'a Language,
    /// The section that is written now.
    at: &'static str,
    marker: Marker,
    words: Vec<String>,
    code: String,
    /// Rows of the tables that records of other records go into, by the name of their group.
    rows: BTreeMap<&'static str, Vec<String>>,
    /// For each flat group the texts of its rows, and what its claims rest on, by the place of the text in the row.
    flat: BTreeMap<&'static str, Flat>,
    /// Terms of the glossary that the section, or the row of its own in it, explained already.
    seen: BTreeSet<usize>,
    /// Name of a section, and its first text.
    sections: Vec<(String, usize)>,
    /// For each section that can be reviewed, the text that says by whom.
    reviews: Vec<String>,
    /// Number of a text, its path, and the facts it rests on.
    trace: Vec<(usize, String, Vec<String>)>,
}

fn walk<'a>(
    book: &'a Book,
    language: &'a Language,
    statuses: &[ReviewStatus],
    sources: &'a Sources<'a>,
) -> Walk<'a> {
    let mut walk = Walk {
        book,
        sources,
        language,
        at: "",
        marker: Marker::default(),
        words: Vec::new(),
        code: String::new(),
        rows: BTreeMap::new(),
        flat: BTreeMap::new(),
        seen: BTreeSet::new(),
        sections: Vec::new(),
        reviews: Vec::new(),
        trace: Vec::new(),
    };
    for part in PARTS {
        let group = part.group;
        if matches!(group.table, Table::Host) {
            continue;
        }
        let mut rows = Vec::new();
        let pairs = book.reference().all(group).iter().zip(language.all(group));
        for (ours, theirs) in pairs {
            let id = &ours.id.text;
            let topic = schema::topic(id).filter(|_| matches!(part.place, Place::Topics(_)));
            walk.section(id);
            walk.marker = match topic {
                Some(topic) if !topic.terms => Marker::default(),
                _ => Marker::new(language),
            };
            let section = part
                .section
                .or(topic.map(|topic| topic.id))
                .unwrap_or_default();
            walk.at = section;
            let row = walk.record(ours, theirs, id);
            rows.push(row);
        }
        match group.table {
            Table::One(name) => {
                let value = rows.concat();
                let _ = writeln!(
                    walk.code,
                    "/// {}\npub static {name}: {} = {value};",
                    group.doc, group.name
                );
            }
            Table::Named(name) => {
                let ids = book
                    .reference()
                    .all(group)
                    .iter()
                    .map(|record| record.id.text.as_str());
                write_table(&mut walk.code, group.name, name, group.doc, &rows);
                write_constants(&mut walk.code, &group.id_type(), ids);
            }
            Table::Counted(_) | Table::Inline | Table::Host => {}
        }
    }
    for group in types::inside() {
        if let Table::Counted(name) = group.table {
            let rows = walk.rows.remove(group.name).unwrap_or_default();
            if group.is_flat() {
                walk.flat_table(group, name, &rows);
            } else {
                write_table(&mut walk.code, group.name, name, group.doc, &rows);
            }
        }
    }
    walk.treatment();
    walk.section("card");
    walk.card_in_english();
    walk.section("sources");
    walk.sources(language);
    walk.section("edition");
    walk.edition(language);
    walk.reviews = statuses
        .iter()
        .map(|status| walk.word(&status.signed))
        .collect();
    walk
}

impl Walk<'_> {
    /// From here on the words are this section's.
    fn section(&mut self, name: &str) {
        self.seen.clear();
        self.sections.push((name.to_string(), self.words.len()));
    }

    fn word(&mut self, text: &str) -> String {
        self.words.push(text.to_string());
        format!("TextId({})", self.words.len() - 1)
    }

    /// A sentence, with marks at terms of the glossary where its field has them.
    fn claim(&mut self, field: &Field, path: &str, ours: &Claim, theirs: &Claim) -> String {
        let facts = ours.facts.iter().map(|fact| fact.text.clone()).collect();
        self.trace.push((self.words.len(), path.to_string(), facts));
        if field.capital {
            self.word(&capitalized(&theirs.text.text))
        } else if field.terms {
            let marked = self.marker.mark(&theirs.text.text, &mut self.seen);
            self.word(&marked)
        } else {
            self.word(&theirs.text.text)
        }
    }

    /// The texts from number `start` on.
    fn since(&self, start: usize) -> String {
        format!("Texts {{ start: {start}, end: {} }}", self.words.len())
    }

    /// A record as a Rust value. What is shared by all languages is taken from `ours`, of the reference language.
    fn record(&mut self, ours: &Record, theirs: &Record, path: &str) -> String {
        let group = ours.group;
        let is_row = group.own_row_if.is_some_and(|flag| ours.flag(flag));
        let before = is_row.then(|| std::mem::take(&mut self.seen));
        let mut fields = Vec::new();
        if matches!(group.table, Table::Named(_)) {
            fields.push(format!("id: {:?}", ours.id.text));
        }
        for ((field, our_value), value) in ours.fields().zip(&theirs.values) {
            let before = field.own_row.then(|| std::mem::take(&mut self.seen));
            let path = format!("{path}.{}", field.key);
            let value = match field.kind {
                Kind::SignList(signs) => Some(self.sign_list(value, ours.ids(signs))),
                _ => self.value(field, our_value, value, &path),
            };
            if let Some(value) = value
                && !(group.is_flat() && field.is_text())
            {
                fields.push(format!("{}: {value}", field.rust_name()));
            }
            if let Some(before) = before {
                self.seen = before;
            }
        }
        for extra in group.extra {
            self.extra(*extra, ours, &mut fields);
        }
        if let Some(before) = before {
            self.seen = before;
        }
        format!("{} {{ {} }}", group.name, fields.join(", "))
    }

    /// The value of a field as Rust; none if the engine does not get it.
    fn value(&mut self, field: &Field, ours: &Value, theirs: &Value, path: &str) -> Option<String> {
        field.rust_type()?;
        Some(match (field.kind, ours, theirs) {
            (Kind::Open(place), _, Value::Text(text)) => {
                let (before, after) = text.text.split_once(place).unwrap_or((&text.text, ""));
                let (before, after) = (self.word(before), self.word(after));
                format!("Open {{ before: {before}, after: {after} }}")
            }
            (Kind::Flag, Value::Flag(flag), _) => flag.to_string(),
            (Kind::Choice(name, _), Value::Text(choice), _) => {
                format!("{name}::{}", types::variant(&choice.text))
            }
            (Kind::Id(group), Value::Text(id), _) => {
                let records = self.book.reference().one(&SIGN_TEXTS).records("group");
                let number = records.iter().position(|record| record.id.text == id.text);
                format!("{}({})", group.id_type(), number.unwrap_or_default())
            }
            (Kind::Goal, Value::Text(goal), _) => goal_code(self.book.reference(), &goal.text),
            (Kind::Phone, Value::Text(text), _) => self.word(&text.text),
            (_, Value::Claim(ours), Value::Claim(theirs)) => self.claim(field, path, ours, theirs),
            (_, Value::Claims(ours), Value::Claims(theirs)) => {
                let start = self.words.len();
                for (ours, theirs) in ours.iter().zip(theirs) {
                    let path = format!("{path}.{}", ours.id.text);
                    self.claim(field, &path, ours, theirs);
                }
                self.since(start)
            }
            (_, _, Value::Texts(texts)) => {
                let start = self.words.len();
                for text in texts {
                    self.word(&text.text);
                }
                self.since(start)
            }
            (_, Value::Record(ours), Value::Record(theirs)) => self.record(ours, theirs, path),
            (Kind::Records(group, _), Value::Records(ours), Value::Records(theirs)) => {
                self.records(group, ours, theirs, path)
            }
            (_, _, Value::Text(text)) => self.word(&text.text),
            // An optional text that is left out.
            _ => self.word(""),
        })
    }

    /// The words of a list of signs, and the wordings of others in the same language.
    fn sign_list(&mut self, own: &Value, ids: &[crate::diagnostic::Spanned]) -> String {
        let mut parts: Vec<&str> = Vec::new();
        if let Value::Text(text) = own {
            parts.push(&text.text);
        }
        let signs = signs::all(self.language);
        for id in ids {
            let found = signs.iter().find(|sign| sign.id.text == id.text);
            parts.extend(found.map(|sign| sign.text("text").text.as_str()));
        }
        self.word(&parts.join("; "))
    }

    /// Fields that follow from what is written elsewhere.
    fn extra(&mut self, extra: Extra, ours: &Record, fields: &mut Vec<String>) {
        let reference = self.book.reference();
        let id = ours.id.text.as_str();
        let values = match extra {
            Extra::Sources => vec![self.sources.of(&[(self.at, id)])],
            Extra::Signs => {
                let of_place = signs::of_place(reference, id);
                vec![sign_ids(&of_place.own), sign_ids(&of_place.more)]
            }
            Extra::Reported => {
                let signs = signs::all(reference);
                let number = |id: &crate::diagnostic::Spanned| {
                    signs.iter().position(|sign| sign.id.text == id.text)
                };
                let reported: Vec<usize> = ours.ids("report").iter().filter_map(number).collect();
                vec![sign_ids(&reported)]
            }
            Extra::SignsOfGroup => vec![sign_ids(&signs::of_group(reference, id))],
            Extra::InEnglish => {
                let quote = ours.text("quote").text.as_str();
                let is_translation = self.language.code != reference.code;
                vec![self.word(if is_translation { quote } else { "" })]
            }
        };
        for ((name, ..), value) in extra.fields().iter().zip(values) {
            fields.push(format!("{name}: {value}"));
        }
    }

    /// Puts records into the table of their group, one after another.
    fn records(
        &mut self,
        group: &'static Group,
        ours: &[Record],
        theirs: &[Record],
        path: &str,
    ) -> String {
        let mut rows = Vec::new();
        for (ours, theirs) in ours.iter().zip(theirs) {
            let path = format!("{path}.{}", ours.id.text);
            if group.is_flat() {
                // Its texts go into a row of their own, whose place is known when all rows are.
                let (words, trace) = (
                    std::mem::take(&mut self.words),
                    std::mem::take(&mut self.trace),
                );
                rows.push(self.record(ours, theirs, &path));
                let flat = self.flat.entry(group.name).or_default();
                flat.texts.push(std::mem::replace(&mut self.words, words));
                flat.traces.push(std::mem::replace(&mut self.trace, trace));
            } else {
                rows.push(self.record(ours, theirs, &path));
            }
        }
        let table = self.rows.entry(group.name).or_default();
        let start = table.len();
        table.extend(rows);
        format!("Run::new({start}, {})", table.len())
    }

    /// Writes a flat table: its texts one row after another, and whatever else its rows hold.
    fn flat_table(&mut self, group: &'static Group, name: &str, rows: &[String]) {
        let flat = self.flat.remove(group.name).unwrap_or_default();
        self.section(&name.to_lowercase());
        let first = self.words.len();
        for (texts, trace) in flat.texts.into_iter().zip(flat.traces) {
            let row = self.words.len();
            let trace = trace
                .into_iter()
                .map(|(at, path, facts)| (row + at, path, facts));
            self.trace.extend(trace);
            self.words.extend(texts);
        }
        let has_more = group
            .fields
            .iter()
            .any(|field| !field.is_text() && field.rust_type().is_some());
        if has_more || !group.extra.is_empty() {
            write_table(&mut self.code, group.name, name, group.doc, rows);
        }
        types::write_flat_table(&mut self.code, group, first, rows.len());
    }

    /// The sources that anything in the widget rests on.
    fn sources(&mut self, language: &Language) {
        let first = self.words.len();
        let mut foreign = Vec::new();
        for (number, key) in self.sources.all.iter().enumerate() {
            let source = &self.book.sources[*key];
            for key in ["title", "publisher", "url"] {
                self.word(&source.text(key).text);
            }
            let day = source.date("read").map(|day| language.day(day));
            self.word(&day.unwrap_or_default());
            if let Some(tag) = source
                .optional("language")
                .filter(|tag| tag.text != schema::REFERENCE)
            {
                foreign.push(format!("(SourceId({number}), {:?})", tag.text));
            }
        }
        let functions = [
            ("title", "Its title."),
            ("publisher", "Who answers for it."),
            ("url", "Its address."),
            (
                "read",
                "The day up to which it had been read; empty if nobody has read it yet.",
            ),
        ];
        let functions = functions.map(|(name, doc)| (name.to_string(), doc.to_string()));
        let count = self.sources.all.len();
        let _ = writeln!(
            self.code,
            "id_type!(\n    /// A source that facts rest on.\n    SourceId: {count}\n);\n\
             /// Sources whose title is in another language than that of the structure.\n\
             pub static FOREIGN_SOURCES: &[(SourceId, &str)] = &[{}];",
            foreign.join(", ")
        );
        types::write_text_functions(&mut self.code, "SourceId", first, functions.into_iter());
        // What has no panel of its own is listed at the end of the guide.
        let front = [
            ("front", "front"),
            ("subtypes", "my-type"),
            ("visit", "visit"),
        ];
        for (name, doc, records) in [
            (
                "FRONT_SOURCES",
                "first and last words, my type and the visit",
                &front[..],
            ),
            ("SIGN_SOURCES", "signs", &[("signs", "signs")]),
        ] {
            let sources = self.sources.of(records);
            let _ = writeln!(
                self.code,
                "/// What the {doc} rest on.\npub static {name}: &[SourceId] = {sources};"
            );
        }
    }

    /// The signs of treatment, which is no place in the body.
    fn treatment(&mut self) {
        let signs = signs::of_place(self.book.reference(), TREATMENT);
        for (name, doc, signs) in [
            (
                "TREATMENT_OWN_SIGNS",
                "The own signs of treatment.",
                &signs.own,
            ),
            (
                "TREATMENT_MORE_SIGNS",
                "The other signs of treatment.",
                &signs.more,
            ),
        ] {
            let ids = sign_ids(signs);
            let _ = writeln!(
                self.code,
                "/// {doc}\npub static {name}: &[SignId] = {ids};"
            );
        }
    }

    /// The alert card in the language of the structure, which staff read, for the other languages; empty in that language.
    fn card_in_english(&mut self) {
        let reference = self.book.reference();
        let is_translation = self.language.code != reference.code;
        let texts = reference.one(&SIGN_TEXTS);
        let mut word = |text: &str| self.word(if is_translation { text } else { "" });
        let mut fields = Vec::new();
        for (name, key) in [
            ("title", "card.title"),
            ("treatment", "card.treatment"),
            ("given", "card.given"),
            ("name", "card.name"),
            ("day", "card.day"),
            ("night", "card.night"),
            ("staff", "card.staff"),
            ("here", "card.here"),
            ("now_label", "labels.now"),
            ("today_label", "labels.today"),
        ] {
            fields.push(format!("{name}: {}", word(&texts.text(key).text)));
        }
        for (name, level) in [("now", "now"), ("today", "today")] {
            let of_level = |sign: &&Record| sign.flag("card") && sign.text("level").text == level;
            let signs: Vec<&Record> = signs::all(reference).iter().filter(of_level).collect();
            let start = self.words.len();
            for sign in signs {
                self.word(if is_translation {
                    &sign.text("tick").text
                } else {
                    ""
                });
            }
            fields.push(format!("{name}: {}", self.since(start)));
        }
        let _ = writeln!(
            self.code,
            "/// The alert card for staff, where the guide is in another language than theirs.\n\
             pub static CARD_IN_ENGLISH: CardInEnglish = CardInEnglish {{ {} }};",
            fields.join(", ")
        );
    }

    /// Who publishes the edition, what it was changed from, and where readers can tell of an error or a barrier. What
    /// the edition does not say is empty.
    fn edition(&mut self, language: &Language) {
        let edition = &self.book.edition;
        let fill = |key: &str, place: &str, with: &str| match with {
            "" => String::new(),
            with => language.word(key).replace(place, with),
        };
        let published = fill("published", "{publisher}", &edition.text("publisher").text);
        let changed = fill("changed", "{original}", &edition.text("changed-from").text);
        let [published, changed] = [published, changed].map(|text| self.word(&text));
        let [before, address, after, url] = contact(edition, language).map(|text| self.word(&text));
        let _ = writeln!(
            self.code,
            "/// This edition.\npub static EDITION: Edition = Edition {{ published: {published}, changed: {changed}, \
             contact: Open {{ before: {before}, after: {after} }}, contact_address: {address}, contact_url: {url} }};"
        );
    }
}

/// Where a link leads, as a Rust value; [`crate::check`] has made sure that it is there.
fn goal_code(reference: &Language, goal: &str) -> String {
    if schema::GOALS.contains(&goal) {
        return format!("Goal::{}", types::variant(goal));
    }
    let (wanted, part) = goal.split_once('/').unwrap_or((goal, ""));
    let mut parts_before = 0;
    for (number, topic) in reference.all(&schema::TOPIC).iter().enumerate() {
        let parts = topic.records("part");
        if topic.id.text == wanted {
            return match parts.iter().position(|record| record.id.text == part) {
                Some(position) => format!("Goal::Part(PartId({}))", parts_before + position),
                None => format!("Goal::Topic(TopicId({number}))"),
            };
        }
        parts_before += parts.len();
    }
    String::new()
}

/// `&[SignId(1), …]`
fn sign_ids(numbers: &[usize]) -> String {
    let ids: Vec<String> = numbers
        .iter()
        .map(|number| format!("SignId({number})"))
        .collect();
    format!("&[{}]", ids.join(", "))
}

/// With a capital letter where the text begins with a letter.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + letters.as_str()
}

/// The words before the address, the address as people write it, the words after it, and what the link leads to.
fn contact(edition: &Record, language: &Language) -> [String; 4] {
    let Some(contact) = edition.optional("contact") else {
        return Default::default();
    };
    let url = contact.text.as_str();
    let shown = url.split_once("//").or(url.split_once(':'));
    let shown = shown.map_or(url, |(_, shown)| shown).trim_end_matches('/');
    let sentence = language.word("contact");
    let (before, after) = sentence.split_once("{address}").unwrap_or((sentence, ""));
    [before, shown, after, url].map(str::to_string)
}

/// Languages that are written from right to left, in their usual script (CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 16] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "pnb", "ps", "rhg", "sd", "syr", "ug", "ur",
    "yi",
];

pub(crate) fn direction(code: &str) -> &'static str {
    if RIGHT_TO_LEFT.contains(&code) {
        "rtl"
    } else {
        "ltr"
    }
}

fn languages(book: &Book) -> Vec<String> {
    let row = |language: &Language| {
        let name = language.word("language");
        let dir = direction(&language.code);
        let code = &language.code;
        format!("Language {{ code: {code:?}, name: {name:?}, dir: {dir:?} }}")
    };
    book.languages.iter().map(row).collect()
}

/// For each section, the text that says who signed it, and for each language the day on which a check is due.
fn reviews(statuses: &[Vec<ReviewStatus>], texts: &[String]) -> Vec<String> {
    let row = |(number, (section, text)): (usize, (&str, &String))| {
        let due: Vec<&str> = statuses
            .iter()
            .filter_map(|of| of.get(number))
            .map(|status| status.next.as_str())
            .collect();
        format!("Review {{ section: {section:?}, signed: {text}, due: {due:?} }}")
    };
    sections()
        .into_iter()
        .zip(texts)
        .enumerate()
        .map(row)
        .collect()
}

fn write_table(code: &mut String, of: &str, name: &str, doc: &str, rows: &[String]) {
    let _ = writeln!(
        code,
        "/// {doc}\npub static {name}: [{of}; {}] = [",
        rows.len()
    );
    for row in rows {
        let _ = writeln!(code, "    {row},");
    }
    code.push_str("];\n");
}

/// `TopicId::HELP` and its like: nobody need know a position.
fn write_constants<'a>(code: &mut String, of: &str, ids: impl Iterator<Item = &'a str>) {
    let _ = writeln!(code, "impl {of} {{");
    for (number, id) in ids.enumerate() {
        let name = id.replace('-', "_").to_uppercase();
        let _ = writeln!(
            code,
            "    /// `{id}`\n    pub const {name}: {of} = {of}({number});"
        );
    }
    code.push_str("}\n");
}

/// Which facts bear which text: for the pages that people check, so not in the engine.
fn write_trace(code: &mut String, trace: &[(usize, String, Vec<String>)]) {
    let _ = writeln!(
        code,
        "\n/// Every claim with its path and the facts it rests on.\n#[cfg(not(target_family = \"wasm\"))]\n\
         pub static TRACE: [(TextId, &str, &[&str]); {}] = [",
        trace.len()
    );
    for (text, path, facts) in trace {
        let _ = writeln!(code, "    (TextId({text}), {path:?}, &{facts:?}),");
    }
    code.push_str("];\n");
}

/// Rows of the fact sheet without a sentence, and why.
fn write_left_out(code: &mut String, book: &Book) {
    let rows = |rows: &'_ Record| -> Vec<(String, String)> {
        let reason = &rows.text("reason").text;
        let facts = rows.texts("facts").iter();
        facts
            .map(|fact| (fact.text.clone(), reason.clone()))
            .collect()
    };
    let rows: Vec<(String, String)> = book.left_out.iter().flat_map(rows).collect();
    let _ = writeln!(
        code,
        "\n/// Facts that no text rests on, and why.\n#[cfg(not(target_family = \"wasm\"))]\n\
         pub static LEFT_OUT: [(&str, &str); {}] = {rows:?};",
        rows.len()
    );
}

fn write_packs(code: &mut String, packs: &[(String, Vec<u8>)]) {
    code.push_str("\n/// Every language's words, for builds that carry them.\n#[cfg(feature = \"bundled\")]\n");
    let _ = writeln!(code, "pub static PACKS: [&[u8]; {}] = [", packs.len());
    for (language, _) in packs {
        let _ = writeln!(
            code,
            "    include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{language}.pack\")),"
        );
    }
    code.push_str("];\n");
}
