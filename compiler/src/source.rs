//! What may be written: reads every content file into plain types and reports all that does not fit.
//!
//! The reference language `en` carries the structure: ids, order, facts, which subtype is only a label.
//! A translation carries words alone, under the same ids. Nothing is compared between files here.

use crate::diagnostic::{Diagnostic, Files, Place};
use regex::{Regex, RegexBuilder};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// The language that carries the structure.
pub(crate) const REFERENCE: &str = "en";

/// Letters that nobody sees and that part a word: rules would not find it. (Marks of direction, and joiners that some
/// scripts need, may stand.)
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{34f}', '\u{200b}', '\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}',
    '\u{feff}',
];

/// A list longer than this is too much to take in (PEMAT: "breaks or 'chunks' information").
const LONGEST_LIST: usize = 7;

/// How soon to call for a sign: at once, or the same day.
pub(crate) const LEVELS: [&str; 2] = ["now", "day"];

/// So many faults of form are told of one file.
const MOST_ERRORS: usize = 20;

/// Words of the controls; each is a key of `ui.toml` and a field of `Ui` in `src/content.rs`.
pub(crate) const UI: &[&str] = &[
    "contents",
    "notice",
    "notice-tick",
    "calls",
    "now",
    "now-call",
    "day",
    "day-call",
    "soon",
    "soon-call",
    "found",
    "relief",
    "ask",
    "ask-tick",
    "unknown",
    "sources",
    "sources-note",
    "read",
    "about",
    "meaning",
    "first",
    "next",
    "tests",
    "sheet",
    "sheet-intro",
    "sheet-empty",
    "sheet-notice",
    "sheet-ask",
    "sheet-remove",
    "sheet-count",
    "sheet-first",
    "sheet-urgent",
    "sheet-now",
    "sheet-day",
    "sheet-large",
    "sheet-close",
    "sheet-print",
    "sheet-copy",
    "sheet-clear",
    "sheet-sure",
    "sheet-yes",
    "sheet-no",
    "sheet-copied",
    "sheet-not-copied",
    "sheet-not-printed",
    "sheet-show",
    "sheet-name",
    "sheet-date",
    "sheet-medicines",
    "sheet-treatment",
    "print",
    "care-team",
    "opened",
    "closed",
    "version",
    "languages",
    "language-failed",
    "overdue",
    "myth",
    "truth",
    "phone",
    "spoken",
    "hours",
    "link",
    "said",
];

/// Words that only the build needs: it fills them in and packs what comes out.
pub(crate) const BUILD_UI: &[&str] = &[
    "language",
    "day-of",
    "reviewed",
    "published",
    "changed",
    "contact",
    "not-loaded",
    "try-again",
    "whole-guide",
];

/// Topic files, which are sections of the widget, in the order of the default.
pub(crate) const TOPICS: &[&str] = &[
    "basics",
    "tests",
    "treatment",
    "living",
    "myths",
    "research",
    "help",
    "glossary",
];

/// Places that a sentence of `ui.toml` leaves open, and which must stand in it.
pub(crate) const PLACEHOLDERS: &[(&str, &str)] = &[
    ("calls", "{place}"),
    ("opened", "{place}"),
    ("closed", "{place}"),
    ("sheet-remove", "{item}"),
    ("sheet-count", "{count}"),
    ("read", "{date}"),
    ("said", "{sound}"),
    ("day-of", "{month}"),
    ("day-of", "{day}"),
    ("day-of", "{year}"),
    ("reviewed", "{reviewer}"),
    ("reviewed", "{role}"),
    ("reviewed", "{date}"),
    ("reviewed", "{next}"),
    ("published", "{publisher}"),
    ("changed", "{original}"),
    ("contact", "{address}"),
];

/// Whether something must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Must,
    May,
}

/// A text with the place where it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) at: Place,
}

/// A sentence that says something about the world, with the facts it rests on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Claim {
    pub(crate) id: Word,
    pub(crate) text: Word,
    pub(crate) facts: Vec<Word>,
    /// `now` or `day`: how soon to call for a sign that can be ticked.
    pub(crate) level: Option<Word>,
}

/// A list of claims under its key.
#[derive(Debug)]
pub(crate) struct List {
    pub(crate) key: &'static str,
    pub(crate) claims: Vec<Claim>,
}

/// A place in the body, or a subtype: a name, a line beside it, and lists of claims in a fixed order.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: Word,
    pub(crate) name: Word,
    /// Single claims: `key` of a site; `share` of a subtype.
    pub(crate) main: Claim,
    /// Hint of a site.
    pub(crate) hint: Option<Word>,
    pub(crate) chips: Vec<Word>,
    pub(crate) label: bool,
    pub(crate) lists: Vec<List>,
}

impl Entry {
    pub(crate) fn list(&self, key: &str) -> &[Claim] {
        claims_under(&self.lists, key)
    }

    /// Every claim with the key it stands under.
    pub(crate) fn claims(&self) -> impl Iterator<Item = (&'static str, &Claim)> {
        std::iter::once(("key", &self.main)).chain(listed(&self.lists))
    }
}

/// A part of a topic: a heading and what stands under it.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: Word,
    pub(crate) name: Word,
    /// A closed row instead of a passage in view.
    pub(crate) closed: bool,
    /// The place for shares and outlook: closed, and named so that one can skip it.
    pub(crate) numbers: bool,
    /// `say`, then `list`.
    pub(crate) lists: Vec<List>,
    pub(crate) lines: Vec<Line>,
    pub(crate) terms: Vec<Term>,
}

/// Somebody to turn to.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) claim: Claim,
    pub(crate) name: Word,
    pub(crate) languages: Word,
    pub(crate) hours: Option<Word>,
    pub(crate) phone: Option<Word>,
    pub(crate) url: Word,
}

/// A word of the glossary.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) claim: Claim,
    pub(crate) name: Word,
    /// How to say it, the stressed part in capitals.
    pub(crate) say: Word,
    /// Other ways in which it stands in the texts.
    pub(crate) forms: Vec<Word>,
}

/// A section of parts: everything but the map and the types.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) id: &'static str,
    pub(crate) name: Word,
    pub(crate) hint: Word,
    pub(crate) key: Claim,
    pub(crate) parts: Vec<Part>,
    /// `ask`, then `unknown`; either may hold nothing.
    pub(crate) lists: Vec<List>,
}

impl Topic {
    pub(crate) fn list(&self, key: &str) -> &[Claim] {
        claims_under(&self.lists, key)
    }

    /// Every claim with the key it stands under, in the order of reading.
    pub(crate) fn claims(&self) -> Vec<(&'static str, &Claim)> {
        let mut all = vec![("key", &self.key)];
        for part in &self.parts {
            all.extend(listed(&part.lists));
            all.extend(part.lines.iter().map(|line| ("line", &line.claim)));
            all.extend(part.terms.iter().map(|term| ("term", &term.claim)));
        }
        all.extend(listed(&self.lists));
        all
    }
}

impl Part {
    pub(crate) fn list(&self, key: &str) -> &[Claim] {
        claims_under(&self.lists, key)
    }
}

/// Every claim of some lists with its key.
pub(crate) fn listed(lists: &[List]) -> impl Iterator<Item = (&'static str, &Claim)> {
    lists
        .iter()
        .flat_map(|list| list.claims.iter().map(|claim| (list.key, claim)))
}

fn claims_under<'a>(lists: &'a [List], key: &str) -> &'a [Claim] {
    let list = lists.iter().find(|list| list.key == key);
    list.map_or(&[], |list| &list.claims)
}

/// Everything said in one language.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) code: String,
    pub(crate) front: Group,
    pub(crate) urgent: Group,
    pub(crate) ui: Vec<Word>,
    /// By the keys of [`BUILD_UI`].
    pub(crate) build_ui: BTreeMap<&'static str, Word>,
    pub(crate) months: Vec<Word>,
    pub(crate) sites: Vec<Entry>,
    pub(crate) subtypes: Vec<Entry>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) rules: Rules,
}

/// What must not be said in a language, and what makes a text hard.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) never: Vec<Never>,
    /// Finds shares and percentages.
    pub(crate) shares: Option<Pattern>,
    /// Finds the emergency number.
    pub(crate) emergency: Option<Pattern>,
    /// Must stand wherever that number stands.
    pub(crate) emergency_also: Word,
    /// Clinical words, in small letters, that only the glossary may leave unexplained.
    pub(crate) jargon: Vec<Pattern>,
    /// Abbreviations that need no explanation.
    pub(crate) plain: Vec<Word>,
    /// Names of drugs, in small letters, which are long whatever one does.
    pub(crate) drugs: Vec<Word>,
}

/// Words that must not stand anywhere, except within some phrases.
#[derive(Debug)]
pub(crate) struct Never {
    pub(crate) id: Word,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) but: Vec<Pattern>,
    pub(crate) instead: Word,
}

/// A regular expression, small and capital letters alike.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) regex: Regex,
}

/// A review that has taken place.
#[derive(Debug)]
pub(crate) struct Review {
    pub(crate) section: Word,
    pub(crate) language: Word,
    pub(crate) reviewer: Word,
    pub(crate) role: Word,
    /// `YYYY-MM-DD`
    pub(crate) date: String,
    /// When the next is due, `YYYY-MM-DD`.
    pub(crate) next: String,
    /// The words that were read, as the approval page prints them.
    pub(crate) words: Word,
}

/// Who publishes this edition.
#[derive(Debug, Default)]
pub(crate) struct Edition {
    pub(crate) publisher: Word,
    /// What it was changed from; none for the original.
    pub(crate) changed_from: Option<Word>,
    /// Where readers can tell of an error or a barrier: `https://…` or `mailto:…`.
    pub(crate) contact: Option<Word>,
}

/// Rows of the fact sheet that no sentence uses, with the reason.
#[derive(Debug)]
pub(crate) struct LeftOut {
    pub(crate) reason: Word,
    pub(crate) facts: Vec<Word>,
}

/// A file of single words, single claims and lists, by key.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) words: BTreeMap<&'static str, Word>,
    pub(crate) claims: BTreeMap<&'static str, Claim>,
    pub(crate) lists: Vec<List>,
}

impl Group {
    pub(crate) fn list(&self, key: &str) -> &[Claim] {
        claims_under(&self.lists, key)
    }

    /// Single claims and lists, in a fixed order.
    pub(crate) fn every_claim(&self) -> impl Iterator<Item = (&'static str, &Claim)> {
        let single = self.claims.iter().map(|(key, claim)| (*key, claim));
        single.chain(listed(&self.lists))
    }
}

/// How sure the fact sheet is. An editorial row is a prompt or a notice: it may carry no medical claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Verified,
    Known,
    Disputed,
    Editorial,
}

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) mark: Mark,
    pub(crate) sources: Vec<Word>,
    pub(crate) at: Place,
}

#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) title: Word,
    pub(crate) publisher: Word,
    pub(crate) url: Word,
    /// Code of the language that its title is in; none for the reference language.
    pub(crate) language: Option<Word>,
    /// Day on which it was read, `YYYY-MM-DD`; none if nobody has read it yet.
    pub(crate) read: Option<String>,
    pub(crate) at: Place,
}

/// The whole content, read but not yet compared.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) facts: BTreeMap<String, Fact>,
    pub(crate) sources: BTreeMap<String, Source>,
    /// The reference language first.
    pub(crate) languages: Vec<Language>,
    pub(crate) edition: Edition,
    pub(crate) reviews: Vec<Review>,
    pub(crate) left_out: Vec<LeftOut>,
    /// Index of `figure.svg` in the files.
    pub(crate) figure: usize,
}

/// Reads everything; all that is wrong in any file is reported together.
pub(crate) fn read(files: &mut Files) -> Result<Book, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let sources = read_sources(files, &mut out);
    let facts = read_facts(files, &mut out);
    let left_out = read_left_out(files, &mut out);
    let edition = read_edition(files, &mut out);
    let reviews = read_reviews(files, &mut out);
    let figure = files.read("figure.svg", &mut out);
    let mut codes: Vec<String> = files
        .list("")
        .into_iter()
        .filter(|name| files.is_folder(name))
        .collect();
    codes.retain(|code| code != REFERENCE);
    codes.insert(0, REFERENCE.to_string());
    let languages = codes
        .iter()
        .map(|code| read_language(files, code, &mut out))
        .collect();
    if out.is_empty() {
        Ok(Book {
            facts,
            sources,
            languages,
            edition,
            reviews,
            left_out,
            figure,
        })
    } else {
        Err(out)
    }
}

fn read_sources(files: &mut Files, out: &mut Vec<Diagnostic>) -> BTreeMap<String, Source> {
    let file = files.read("sources.toml", out);
    let mut sources = BTreeMap::new();
    with_root(files, file, false, out, |root| {
        for key in root.rest() {
            let Some(mut table) = root.table(&key) else {
                continue;
            };
            let at = table.at;
            let source = Source {
                title: table.word("title"),
                publisher: table.word("publisher"),
                url: table.url("url"),
                language: table.language("language"),
                read: table.date("read"),
                at,
            };
            table.finish();
            sources.insert(key, source);
        }
    });
    sources
}

/// `http:` is allowed nowhere: what the widget links to must be private on the way.
fn is_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    is_host(rest.split(['/', '?', '#']).next().unwrap_or_default())
        && url
            .chars()
            .all(|c| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c))
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// `mailto:` and one mailbox: no subject, no second recipient.
fn is_mailbox(address: &str) -> bool {
    let parts = address
        .strip_prefix("mailto:")
        .and_then(|mailbox| mailbox.split_once('@'));
    parts.is_some_and(|(name, host)| {
        let sound = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        !name.is_empty() && name.chars().all(sound) && is_host(host)
    })
}

/// The form of a tag (BCP 47) that begins with a language: `es`, `pt-BR`.
fn is_language(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_lowercase())
        && tag.split('-').all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn read_facts(files: &mut Files, out: &mut Vec<Diagnostic>) -> BTreeMap<String, Fact> {
    let file = files.read("facts.toml", out);
    let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
    with_root(files, file, false, out, |root| {
        let marks = [
            ("verified", Mark::Verified),
            ("known", Mark::Known),
            ("disputed", Mark::Disputed),
            ("editorial", Mark::Editorial),
        ];
        for (key, mark) in marks {
            let Some(mut table) = root.table(key) else {
                continue;
            };
            for id in table.rest() {
                let at = table.key_place(&id);
                if let Some((DeValue::Table(_), _)) = table.find(&id) {
                    // `a.b = […]` without quotes is a table to TOML.
                    let help = format!("write the whole id in quotes, `\"{id}.…\" = [\"…\"]`");
                    table.report(at, format!("the fact `{id}.…` is not in quotes"), help);
                    continue;
                }
                let sources = table.words(&id);
                if mark != Mark::Editorial && table.empty_list(&id).is_some() {
                    let message = format!("the fact `{id}` has no source");
                    table.report(at, message, "name at least one key of `sources.toml`");
                }
                if mark == Mark::Editorial && !sources.is_empty() {
                    let message = format!("the editorial row `{id}` names a source");
                    table.report(at, message, "write `[]`, or move the row under `[known]`");
                }
                if facts
                    .insert(id.clone(), Fact { mark, sources, at })
                    .is_some()
                {
                    let message = format!("the fact `{id}` stands twice");
                    table.report(at, message, "keep it under one mark");
                }
            }
            table.finish();
        }
        root.finish();
    });
    facts
}

/// `left-out.toml`: rows of the fact sheet without a sentence, and why.
fn read_left_out(files: &mut Files, out: &mut Vec<Diagnostic>) -> Vec<LeftOut> {
    let file = files.read("left-out.toml", out);
    let mut all = Vec::new();
    with_root(files, file, false, out, |root| {
        all = root.items("left-out", Need::May, None, |table| LeftOut {
            reason: table.word("reason"),
            facts: table.words("facts"),
        });
        root.finish();
    });
    all
}

fn read_edition(files: &mut Files, out: &mut Vec<Diagnostic>) -> Edition {
    let file = files.read("edition.toml", out);
    let mut edition = Edition::default();
    with_root(files, file, false, out, |root| {
        edition.publisher = root.word("publisher");
        edition.changed_from = root.optional_word("changed-from");
        edition.contact = root.contact("contact");
        root.finish();
    });
    edition
}

fn read_reviews(files: &mut Files, out: &mut Vec<Diagnostic>) -> Vec<Review> {
    let file = files.read("review.toml", out);
    let mut all = Vec::new();
    with_root(files, file, false, out, |root| {
        all = root.items("review", Need::May, None, |table| {
            let date = |table: &mut Table<'_, '_>, key| {
                if !table.has(key) {
                    table.missing(key, &format!("a day without quotes, `{key} = 2027-03-01`"));
                }
                table.date(key).unwrap_or_default()
            };
            Review {
                section: table.word("section"),
                language: table.word("language"),
                reviewer: table.word("reviewer"),
                role: table.word("role"),
                date: date(table, "date"),
                next: date(table, "next"),
                words: table.word("words"),
            }
        });
        root.finish();
    });
    all
}

fn read_language(files: &mut Files, code: &str, out: &mut Vec<Diagnostic>) -> Language {
    let translation = code != REFERENCE;
    let mut group = |name: &str, read: &mut dyn FnMut(&mut Table<'_, '_>, &mut Group)| {
        let file = files.read(&format!("{code}/{name}"), out);
        let mut group = Group::default();
        with_root(files, file, translation, out, |root| {
            read(root, &mut group);
            root.finish();
        });
        group
    };
    let front = group("front.toml", &mut |root, group| {
        for key in ["title", "start", "draft"] {
            group.words.insert(key, root.word(key));
        }
        group.lists.push(root.list("lead"));
        if let Some(mut map) = root.table("map") {
            for (key, name) in [
                ("title", "map-title"),
                ("intro", "map-intro"),
                ("caption", "caption"),
            ] {
                group.words.insert(name, map.word(key));
            }
            group
                .claims
                .insert("other-causes", map.claim("other-causes"));
            map.finish();
        }
        for (part, [title, intro]) in [
            ("start-here", ["start-title", "start-intro"]),
            ("topics", ["topics-title", "topics-intro"]),
        ] {
            if let Some(mut table) = root.table(part) {
                group.words.insert(title, table.word("title"));
                group.words.insert(intro, table.word("intro"));
                table.finish();
            }
        }
        if let Some(mut subtypes) = root.table("subtypes") {
            group.words.insert("subtypes-title", subtypes.word("title"));
            group.lists.push(subtypes.list("intro"));
            subtypes.finish();
        }
        if let Some(mut footer) = root.table("footer") {
            group.lists.push(footer.list("notes"));
            for key in ["sources-until", "written-for", "privacy"] {
                group.words.insert(key, footer.word(key));
            }
            footer.finish();
        }
    });
    let urgent = group("urgent.toml", &mut |root, group| {
        for key in ["title", "intro"] {
            group.words.insert(key, root.word(key));
        }
        for key in ["now", "day"] {
            group.lists.push(root.list(key));
        }
        for key in ["crisis", "if-nobody-answers", "what-to-say", "no-waiting"] {
            group.claims.insert(key, root.claim(key));
        }
    });
    let mut ui = Vec::new();
    let mut build_ui = BTreeMap::new();
    let mut months = Vec::new();
    let file = files.read(&format!("{code}/ui.toml"), out);
    with_root(files, file, translation, out, |root| {
        let sentence = |root: &mut Table<'_, '_>, key: &'static str| {
            let word = root.word(key);
            for (_, open) in PLACEHOLDERS.iter().filter(|(of, _)| *of == key) {
                if !word.text.is_empty() && word.text.matches(open).count() != 1 {
                    let message = format!("`{key}` does not say `{open}` once");
                    let help = format!("put `{open}` where the name or number belongs");
                    root.report(word.at, message, help);
                }
            }
            word
        };
        ui = UI.iter().map(|key| sentence(root, key)).collect();
        for key in BUILD_UI {
            build_ui.insert(*key, sentence(root, key));
        }
        months = root.words("months");
        if root.has("months") && months.len() != 12 {
            let message = format!("`months` names {} months", months.len());
            let at = root.key_place("months");
            root.report(at, message, "name all twelve, January first");
        }
        root.finish();
    });
    let sites = entries(files, code, "sites", out, |table, entry| {
        entry.hint = Some(table.word("hint"));
        entry.main = table.claim("key");
        for key in [
            "about", "notice", "now", "day", "soon", "found", "relief", "ask", "unknown",
        ] {
            entry.lists.push(table.list(key));
        }
    });
    let subtypes = entries(files, code, "subtypes", out, |table, entry| {
        entry.main = table.claim("share");
        entry.chips = table.words("chips");
        entry.label = table.flag("label");
        for key in ["meaning", "first", "next", "tests", "ask", "unknown"] {
            entry.lists.push(table.list(key));
        }
    });
    let topics = TOPICS
        .iter()
        .map(|id| read_topic(files, code, id, out))
        .collect();
    for name in files.list(&format!("{code}/topics")) {
        if !TOPICS.iter().any(|id| name == format!("{id}.toml")) {
            let file = files.read(&format!("{code}/topics/{name}"), &mut Vec::new());
            let message = format!("`{name}` is not a topic of the guide");
            let help = format!("take it away; the topics are {}", TOPICS.join(", "));
            out.push(files.diagnostic(files.place(file, 0), message, help));
        }
    }
    let rules = read_rules(files, code, out);
    Language {
        code: code.to_string(),
        front,
        urgent,
        ui,
        build_ui,
        months,
        sites,
        subtypes,
        topics,
        rules,
    }
}

fn read_topic(files: &mut Files, code: &str, id: &'static str, out: &mut Vec<Diagnostic>) -> Topic {
    let file = files.read(&format!("{code}/topics/{id}.toml"), out);
    let mut topic = Topic {
        id,
        name: Word::default(),
        hint: Word::default(),
        key: Claim::default(),
        parts: Vec::new(),
        lists: Vec::new(),
    };
    with_root(files, file, code != REFERENCE, out, |root| {
        topic.name = root.word("name");
        topic.hint = root.word("hint");
        topic.key = root.claim("key");
        topic.parts = root.items("part", Need::Must, None, read_part);
        // PEMAT 20: at least one thing to do; Clear Communication Index 11: what is not known.
        let need = match id {
            "help" | "glossary" => Need::May,
            _ => Need::Must,
        };
        for key in ["ask", "unknown"] {
            let list = root.list_if(key, need);
            topic.lists.push(list);
        }
        root.finish();
    });
    topic
}

fn read_part(table: &mut Table<'_, '_>) -> Part {
    let id = table.id();
    let name = table.word("name");
    let closed = table.flag("closed");
    let numbers = table.flag("numbers");
    if numbers && !closed && !table.translation {
        let help = "write `closed = true` beside it, and a name that says one can skip it";
        table.report(name.at, "`numbers` stand in an open part", help);
    }
    let lists: Vec<List> = ["say", "list"]
        .into_iter()
        .map(|key| table.list_if(key, Need::May))
        .collect();
    let lines = table.items("line", Need::May, Some(LONGEST_LIST), |table| {
        let id = table.id();
        let line = Line {
            name: table.word("name"),
            languages: table.word("languages"),
            hours: table.optional_word("hours"),
            phone: table.structural_word("phone"),
            url: table.url("url"),
            claim: table.rest_of_claim(id),
        };
        if let Some(phone) = &line.phone
            && !phone.text.is_empty()
            && !(phone.text.contains(|c: char| c.is_ascii_digit())
                && phone
                    .text
                    .chars()
                    .all(|c| c.is_ascii_digit() || " -()+".contains(c)))
        {
            let help =
                "digits, spaces and hyphens, as people read it: `phone = \"1-800-227-2345\"`";
            let message = format!("`{}` is not a phone number", phone.text);
            table.report(phone.at, message, help);
        }
        line
    });
    let terms = table.items("term", Need::May, None, |table| {
        let id = table.id();
        Term {
            name: table.word("name"),
            say: table.word("say"),
            forms: table.words("forms"),
            claim: table.rest_of_claim(id),
        }
    });
    if lists.iter().all(|list| list.claims.is_empty()) && lines.is_empty() && terms.is_empty() {
        let help = "write what belongs under it, each under `[[part.say]]` or `[[part.list]]`";
        let message = format!("the part `{}` says nothing", id.text);
        table.report(id.at, message, help);
    }
    Part {
        id,
        name,
        closed,
        numbers,
        lists,
        lines,
        terms,
    }
}

/// Patterns that find phrases as they are, or as whole words; small and capital letters alike.
fn phrases(words: &[Word], whole: bool) -> Vec<Pattern> {
    let built = words.iter().filter_map(|word| {
        let phrase = regex::escape(&word.text);
        let phrase = if whole {
            format!(r"\b{phrase}\b")
        } else {
            phrase
        };
        let built = RegexBuilder::new(&phrase).case_insensitive(true).build();
        // What is escaped is always a pattern, unless it is longer than any phrase.
        built.ok().map(|regex| Pattern { regex })
    });
    built.collect()
}

fn read_rules(files: &mut Files, code: &str, out: &mut Vec<Diagnostic>) -> Rules {
    let file = files.read(&format!("{code}/rules.toml"), out);
    let mut rules = Rules::default();
    with_root(files, file, false, out, |root| {
        rules.shares = root.pattern("shares");
        rules.emergency = root.pattern("emergency");
        rules.emergency_also = root.word("emergency-also");
        rules.jargon = phrases(&root.words("jargon"), true);
        rules.plain = root.words("plain");
        rules.drugs = root.words("drugs");
        rules.never = root.items("never", Need::Must, None, |table| Never {
            id: table.id(),
            pattern: table.pattern("pattern"),
            but: phrases(&table.words("but"), false),
            instead: table.word("instead"),
        });
        root.finish();
    });
    rules
}

/// Reads a folder of files named `1-liver.toml`: the number is the order, the rest the id.
fn entries(
    files: &mut Files,
    code: &str,
    folder: &str,
    out: &mut Vec<Diagnostic>,
    mut read: impl FnMut(&mut Table<'_, '_>, &mut Entry),
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut names = files.list(&format!("{code}/{folder}"));
    // `10-…` after `9-…`; what bears no number last.
    names.sort_by_key(|name| {
        name.split('-')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(usize::MAX)
    });
    for (position, name) in names.iter().enumerate() {
        let file = files.read(&format!("{code}/{folder}/{name}"), out);
        let at = files.place(file, 0);
        let number = position + 1;
        let stem = name
            .strip_suffix(".toml")
            .and_then(|stem| stem.strip_prefix(&format!("{number}-")));
        let id = stem.filter(|id| is_id(id)).unwrap_or_default().to_string();
        if id.is_empty() {
            let message = format!("`{name}` is not named by its number and its id");
            out.push(files.diagnostic(at, message, format!("name it `{number}-` and an id of small letters, for instance `{number}-liver.toml`")));
        }
        with_root(files, file, code != REFERENCE, out, |root| {
            let mut entry = Entry {
                id: Word {
                    text: id.clone(),
                    at,
                },
                name: root.word("name"),
                main: Claim::default(),
                hint: None,
                chips: Vec::new(),
                label: false,
                lists: Vec::new(),
            };
            read(root, &mut entry);
            root.finish();
            entries.push(entry);
        });
    }
    if names.is_empty() {
        let file = files.read(&format!("{code}/{folder}"), &mut Vec::new());
        let help = "add the folder with at least one file, for instance `1-liver.toml`";
        out.push(files.diagnostic(
            files.place(file, 0),
            format!("`{code}/{folder}` holds no file"),
            help,
        ));
    }
    entries
}

/// Ids end up in HTML ids, file names and addresses.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !id.ends_with('-')
}

/// Parses a file and hands over its root table; syntax errors are reported, all of them.
fn with_root(
    files: &Files,
    file: usize,
    translation: bool,
    out: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Table<'_, '_>),
) {
    if !out
        .iter()
        .all(|d| d.path != files.path(files.place(file, 0)))
    {
        return;
    }
    let (root, mut errors) = DeTable::parse_recoverable(files.text(file));
    let twice = |error: &toml::de::Error| error.message().starts_with("duplicate key");
    if !errors.iter().all(twice) {
        // After a broken heading, what stands under it looks as if it stood twice.
        errors.retain(|error| !twice(error));
    }
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    // What is not TOML at all has a fault on every line.
    errors.truncate(MOST_ERRORS);
    for error in &errors {
        let at = files.place(file, error.span().map_or(0, |span| span.start));
        let message = format!(
            "not TOML: {}",
            error.message().lines().next().unwrap_or_default()
        );
        let rest = files
            .text(file)
            .get(error.span().map_or(0, |span| span.start)..)
            .unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let help = if twice(error) {
            "a key or heading stands once in its part of the file: take one away, or write a list as `[[key]]`"
        } else if line.starts_with(['“', '”', '„', '‘', '’', '«']) {
            "a text stands between straight quotes: type `\"` before and after it; curly ones may stand inside"
        } else if line.starts_with(|c: char| c.is_ascii_digit()) && line.contains('/') {
            "write a day as year-month-day without quotes, `2026-11-22`"
        } else if error.message().contains("basic string") {
            "the text is not closed: end it with `\"` on the same line"
        } else {
            "compare the line with its neighbours: quotes, brackets, `key = \"text\"`"
        };
        out.push(files.diagnostic(at, message, help));
    }
    if errors.is_empty() {
        let at = files.place(file, 0);
        read(&mut Table {
            files,
            file,
            entries: root.get_ref(),
            at,
            under: String::new(),
            asked: Vec::new(),
            translation,
            out,
        });
    }
}

/// One table of a file, while it is read: asks for keys, remembers which, and reports the rest as unknown.
struct Table<'a, 'o> {
    files: &'a Files,
    file: usize,
    entries: &'a DeTable<'a>,
    at: Place,
    /// What stands before a key in brackets: `map.`, or nothing.
    under: String,
    asked: Vec<String>,
    translation: bool,
    out: &'o mut Vec<Diagnostic>,
}

impl<'a> Table<'a, '_> {
    fn report(&mut self, at: Place, message: impl Into<String>, help: impl Into<String>) {
        self.out.push(self.files.diagnostic(at, message, help));
    }

    fn find(&mut self, key: &str) -> Option<(&'a DeValue<'a>, Place)> {
        self.asked.push(key.to_string());
        let value = self.entries.get(key)?;
        Some((
            value.get_ref(),
            self.files.place(self.file, value.span().start),
        ))
    }

    fn key_place(&self, key: &str) -> Place {
        let found = self
            .entries
            .get_key_value(key)
            .map_or(0, |(key, _)| key.span().start);
        self.files.place(self.file, found)
    }

    /// Keys not asked for yet.
    fn rest(&self) -> Vec<String> {
        self.entries
            .keys()
            .map(|key| key.get_ref().to_string())
            .filter(|key| !self.asked.contains(key))
            .collect()
    }

    fn missing(&mut self, key: &str, form: &str) {
        // What the checklists ask of every section; see `rules`.
        let item = match key {
            "key" | "lead" => " (PEMAT 1, CCI 1)",
            "ask" => " (PEMAT 20, CCI 5)",
            "unknown" => " (CCI 11)",
            _ => "",
        };
        let help = format!("write {form}{item}");
        self.report(self.at, format!("`{key}` is missing"), help);
    }

    fn wrong(&mut self, at: Place, what: &str, found: &DeValue<'_>, form: &str) {
        let found = match found {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(at, format!("{what} is {found}"), format!("write {form}"));
    }

    /// Where a list stands that holds nothing.
    fn empty_list(&self, key: &str) -> Option<Place> {
        let value = self.entries.get(key)?;
        let empty = matches!(value.get_ref(), DeValue::Array(items) if items.is_empty());
        empty.then(|| self.files.place(self.file, value.span().start))
    }

    /// A text that is not empty.
    fn word(&mut self, key: &str) -> Word {
        let form = format!("`{key} = \"…\"`");
        match self.find(key) {
            Some((DeValue::String(text), at)) => self.sound_word(text, at, &format!("`{key}`")),
            Some((other, at)) => {
                self.wrong(at, &format!("`{key}`"), other, &form);
                Word {
                    text: String::new(),
                    at,
                }
            }
            None => {
                self.missing(key, &form);
                Word {
                    text: String::new(),
                    at: self.at,
                }
            }
        }
    }

    fn sound_word(&mut self, text: &str, at: Place, what: &str) -> Word {
        if text.trim().is_empty() {
            self.report(
                at,
                format!("{what} is empty"),
                "write it between the quotes",
            );
        } else if text.trim() != text {
            self.report(
                at,
                format!("{what} begins or ends with a space"),
                "take the space away",
            );
        } else if let Some(c) = text
            .chars()
            .find(|c| c.is_control() || INVISIBLE.contains(c))
        {
            let shown = match c {
                '\n' | '\r' => "a line break".to_string(),
                '\t' => "a tab".to_string(),
                _ => format!("the invisible character U+{:04X}", c as u32),
            };
            self.report(
                at,
                format!("{what} holds {shown}"),
                "put a space in its place; a text is one line",
            );
        }
        Word {
            text: text.to_string(),
            at,
        }
    }

    fn flag(&mut self, key: &str) -> bool {
        match self.find(key) {
            None => false,
            Some((DeValue::Boolean(flag), at)) => {
                if self.translation {
                    self.report(
                        at,
                        format!("`{key}` stands in a translation"),
                        format!("take it away: it is set in `{REFERENCE}`"),
                    );
                }
                *flag
            }
            Some((other, at)) => {
                self.wrong(
                    at,
                    &format!("`{key}`"),
                    other,
                    &format!("`{key} = true`, or leave it out"),
                );
                false
            }
        }
    }

    fn date(&mut self, key: &str) -> Option<String> {
        match self.find(key)? {
            (DeValue::Datetime(day), _) if day.date.is_some() && day.time.is_none() => {
                Some(day.to_string())
            }
            (other, at) => {
                let form = format!("a day without quotes, `{key} = 2026-07-02`, or leave it out");
                self.wrong(at, &format!("`{key}`"), other, &form);
                None
            }
        }
    }

    /// A list of texts on one line.
    fn words(&mut self, key: &str) -> Vec<Word> {
        let form = if key.contains('.') {
            format!("`{key:?} = [\"…\"]`")
        } else {
            format!("`{key} = [\"…\"]`")
        };
        match self.find(key) {
            Some((DeValue::Array(items), _)) => items
                .iter()
                .filter_map(|item| {
                    let at = self.files.place(self.file, item.span().start);
                    match item.get_ref() {
                        DeValue::String(text) => {
                            Some(self.sound_word(text, at, &format!("an item of `{key}`")))
                        }
                        other => {
                            self.wrong(at, &format!("an item of `{key}`"), other, &form);
                            None
                        }
                    }
                })
                .collect(),
            Some((other, at)) => {
                self.wrong(at, &format!("`{key}`"), other, &form);
                Vec::new()
            }
            None => {
                self.missing(key, &form);
                Vec::new()
            }
        }
    }

    fn table(&mut self, key: &str) -> Option<Table<'a, '_>> {
        let form = format!(
            "`[{}{key}]` on a line of its own, and below it what belongs to it",
            self.under
        );
        match self.find(key) {
            Some((DeValue::Table(entries), _)) => {
                let at = self.key_place(key);
                let under = format!("{}{key}.", self.under);
                Some(Table {
                    under,
                    ..self.inner(entries, at)
                })
            }
            Some((other, at)) => {
                self.wrong(at, &format!("`{key}`"), other, &form);
                None
            }
            None => {
                self.missing(key, &form);
                None
            }
        }
    }

    fn inner(&mut self, entries: &'a DeTable<'a>, at: Place) -> Table<'a, '_> {
        let (files, file, translation) = (self.files, self.file, self.translation);
        Table {
            files,
            file,
            entries,
            at,
            under: String::new(),
            asked: Vec::new(),
            translation,
            out: self.out,
        }
    }

    /// A single claim, `[key]`; its id is its key.
    fn claim(&mut self, key: &'static str) -> Claim {
        let at = self.at;
        let id = Word {
            text: key.to_string(),
            at: self.key_place(key),
        };
        let Some(mut table) = self.table(key) else {
            return Claim {
                text: Word {
                    text: String::new(),
                    at,
                },
                id,
                ..Claim::default()
            };
        };
        let claim = table.rest_of_claim(id);
        table.finish();
        claim
    }

    fn rest_of_claim(&mut self, id: Word) -> Claim {
        let text = self.word("text");
        let facts = if self.translation {
            if let Some((_, at)) = self.find("facts") {
                self.report(
                    at,
                    "`facts` stands in a translation",
                    format!("take it away: facts are named in `{REFERENCE}`"),
                );
            }
            Vec::new()
        } else {
            let facts = self.words("facts");
            if let Some(at) = self.empty_list("facts") {
                self.report(
                    at,
                    "`facts` is empty",
                    "name the rows of `facts.toml` that this rests on, `facts = [\"…\"]`",
                );
            }
            facts
        };
        Claim {
            id,
            text,
            facts,
            level: None,
        }
    }

    /// A list of claims, `[[key]]`.
    fn list(&mut self, key: &'static str) -> List {
        self.list_if(key, Need::Must)
    }

    fn list_if(&mut self, key: &'static str, need: Need) -> List {
        let claims = self.items(key, need, Some(LONGEST_LIST), |table| {
            let id = table.id();
            let mut claim = table.rest_of_claim(id);
            if key == "notice" {
                claim.level = table.structural_word("level");
            }
            if let Some(level) = claim
                .level
                .as_ref()
                .filter(|level| !LEVELS.contains(&level.text.as_str()))
            {
                let message = format!("`{}` is not a level of urgency", level.text);
                let help = "write `level = \"now\"` or `level = \"day\"`, or leave it out";
                table.report(level.at, message, help);
            }
            claim
        });
        List { key, claims }
    }

    /// The `id` of an item.
    fn id(&mut self) -> Word {
        let id = self.word("id");
        if !id.text.is_empty() && !is_id(&id.text) {
            let help = "use small letters, digits and hyphens, beginning with a letter";
            self.report(id.at, format!("`{}` cannot be an id", id.text), help);
        }
        id
    }

    /// The items of a list, `[[key]]`; ids among them stand once.
    fn items<T>(
        &mut self,
        key: &'static str,
        need: Need,
        longest: Option<usize>,
        mut read: impl FnMut(&mut Table<'_, '_>) -> T,
    ) -> Vec<T> {
        let form = format!("at least one item, each under `[[{}{key}]]`", self.under);
        let mut all = Vec::new();
        let mut ids: Vec<String> = Vec::new();
        match self.find(key) {
            Some((DeValue::Array(items), _)) => {
                for item in items.iter() {
                    let at = self.files.place(self.file, item.span().start);
                    let DeValue::Table(entries) = item.get_ref() else {
                        self.wrong(at, &format!("an item of `{key}`"), item.get_ref(), &form);
                        continue;
                    };
                    let (files, file) = (self.files, self.file);
                    let under = format!("{}{key}.", self.under);
                    let mut table = Table {
                        under,
                        ..self.inner(entries, at)
                    };
                    if longest.is_some_and(|longest| all.len() == longest) {
                        let message = format!("`{key}` holds {} items", items.len());
                        let help = format!(
                            "keep the {LONGEST_LIST} that matter most, or split the list (PEMAT 8, CCI 8)"
                        );
                        table.report(at, message, help);
                    }
                    if let Some(id) = entries.get("id").and_then(|id| id.get_ref().as_str()) {
                        if ids.iter().any(|before| before == id) {
                            let place = entries
                                .get("id")
                                .map_or(at, |id| files.place(file, id.span().start));
                            let message = format!("the id `{id}` stands twice under `{key}`");
                            table.report(place, message, "give each item an id of its own");
                        }
                        ids.push(id.to_string());
                    }
                    all.push(read(&mut table));
                    table.finish();
                }
                if need == Need::Must
                    && let Some(at) = self.empty_list(key)
                {
                    self.report(at, format!("`{key}` is empty"), format!("write {form}"));
                }
            }
            Some((other, at)) => self.wrong(at, &format!("`{key}`"), other, &form),
            None if need == Need::Must => self.missing(key, &form),
            None => {}
        }
        all
    }

    fn has(&self, key: &str) -> bool {
        self.entries.get(key).is_some()
    }

    /// A text that may be left out.
    fn optional_word(&mut self, key: &str) -> Option<Word> {
        if self.has(key) {
            return Some(self.word(key));
        }
        self.asked.push(key.to_string());
        None
    }

    /// A text that is the same in every language: it stands in the reference language alone, and may be left out.
    fn structural_word(&mut self, key: &str) -> Option<Word> {
        let word = self.optional_word(key)?;
        if self.translation {
            let message = format!("`{key}` stands in a translation");
            let help = format!("take it away: it is set in `{REFERENCE}`");
            self.report(word.at, message, help);
        }
        Some(word)
    }

    /// A full address.
    fn url(&mut self, key: &str) -> Word {
        let url = self.word(key);
        if !url.text.is_empty() && !is_url(&url.text) {
            let message = format!("`{}` is not a full `https://` address", url.text);
            let help = "write it in full, beginning with `https://`, without spaces";
            self.report(url.at, message, help);
        }
        url
    }

    /// Where people can be written to, which may be left out: a full address, or a mailbox after `mailto:`.
    fn contact(&mut self, key: &str) -> Option<Word> {
        let contact = self.optional_word(key)?;
        if !contact.text.is_empty() && !is_url(&contact.text) && !is_mailbox(&contact.text) {
            let message = format!("`{}` is no address to write to", contact.text);
            let help = "write `https://…` in full, or a mailbox as `mailto:name@example.org`";
            self.report(contact.at, message, help);
        }
        Some(contact)
    }

    /// The code of a language, which may be left out.
    fn language(&mut self, key: &str) -> Option<Word> {
        let code = self.optional_word(key)?;
        if !code.text.is_empty() && !is_language(&code.text) {
            let message = format!("`{}` is not the code of a language", code.text);
            let help = "write it as in `lang`, for instance `es` or `pt-BR`, or leave it out";
            self.report(code.at, message, help);
        }
        Some(code).filter(|code| code.text != REFERENCE)
    }

    /// A regular expression.
    fn pattern(&mut self, key: &str) -> Option<Pattern> {
        let word = self.word(key);
        if word.text.is_empty() {
            return None;
        }
        match RegexBuilder::new(&word.text).case_insensitive(true).build() {
            Ok(regex) => Some(Pattern { regex }),
            Err(error) => {
                let reason = error.to_string();
                let reason = reason.lines().last().unwrap_or_default().trim();
                let message = format!("`{key}` is not a pattern: {reason}");
                let help = "write a regular expression between single quotes, `'\\bword\\b'`";
                self.report(word.at, message, help);
                None
            }
        }
    }

    /// Whatever was not asked for is unknown.
    fn finish(&mut self) {
        for key in self.rest() {
            let at = self.key_place(&key);
            let near = self
                .asked
                .iter()
                .max_by(|a, b| strsim::jaro(a, &key).total_cmp(&strsim::jaro(b, &key)));
            let help = match near {
                Some(near) if strsim::jaro(near, &key) > 0.7 => format!("did you mean `{near}`?"),
                _ => format!("take it away, or use one of: {}", self.asked.join(", ")),
            };
            self.report(at, format!("unknown key `{key}`"), help);
        }
    }
}
