//! The shape of the content, the structure made from it at build time, and one language's words.
//!
//! The structure (ids, order, which text goes where) is static data and the same for every language.
//! Words are in a *pack*: all texts end to end, read where they lie.
//! Nothing is parsed on the visitor's machine. This room knows nothing of the others.

use std::fmt;

/// Number of a text in every pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextId(pub u16);

/// A sentence with an open place, for a name or a number.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// What stands before the place.
    pub before: TextId,
    /// What stands after it.
    pub after: TextId,
}

/// A run of texts, for instance the items of a list.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    /// Number of the first.
    pub start: u16,
    /// One past the last.
    pub end: u16,
}

impl Texts {
    /// Each text of the run, in order.
    pub fn iter(self) -> impl Iterator<Item = TextId> {
        (self.start..self.end).map(TextId)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A run of things to tick: signs or questions. Each has a number of its own among all that can be ticked, the
/// same in every language; its id for people stands in the content.
#[derive(Debug, Clone, Copy)]
pub struct Ticks {
    /// Number of the first.
    pub start: u16,
    /// One past the number of the last.
    pub end: u16,
    /// What the first says; the texts of the others follow.
    pub text: TextId,
}

impl Ticks {
    /// The number and the text of each, in order.
    pub fn iter(self) -> impl Iterator<Item = (u16, TextId)> {
        (self.start..self.end)
            .map(move |number| (number, TextId(self.text.0 + number - self.start)))
    }
}

/// A place in the body.
#[derive(Debug)]
pub struct Site {
    /// `liver`
    pub id: &'static str,
    /// Its name, which begins the name of its row for assistive technology.
    pub name: TextId,
    /// Where it is, in a few words.
    pub hint: TextId,
    /// The one thing to remember.
    pub key: TextId,
    /// What this place is, and how often it is affected.
    pub about: Texts,
    /// Signs one might notice.
    pub notice: Ticks,
    /// When to call: now, the same day, soon.
    pub calls: [Texts; 3],
    /// How it is found.
    pub found: Texts,
    /// What can treat or relieve it.
    pub relief: Texts,
    /// Questions to ask.
    pub ask: Ticks,
    /// What is not known.
    pub unknown: Texts,
    /// What it rests on, for [`source`].
    pub sources: &'static [u8],
}

/// A kind of breast cancer, by its receptors.
#[derive(Debug)]
pub struct Subtype {
    /// `her2-positive`
    pub id: &'static str,
    /// Its name.
    pub name: TextId,
    /// Receptors and their state, as on the lab report.
    pub chips: Texts,
    /// How many newly diagnosed people have it, in words.
    pub share: TextId,
    /// What it means.
    pub meaning: Texts,
    /// Usual first treatments.
    pub first: Texts,
    /// Later treatments.
    pub next: Texts,
    /// Tests to ask about.
    pub tests: Texts,
    /// Questions to ask.
    pub ask: Ticks,
    /// What is not known.
    pub unknown: Texts,
    /// True for a label inside other types, which is not a disease of its own.
    pub label: bool,
    /// What it rests on, for [`source`].
    pub sources: &'static [u8],
}

/// A section of parts: everything but the map and the types.
#[derive(Debug)]
pub struct Topic {
    /// `treatment`
    pub id: &'static str,
    /// Its name.
    pub name: TextId,
    /// What is in it, in a few words.
    pub hint: TextId,
    /// The one thing to remember.
    pub key: TextId,
    /// The first of its [`PARTS`], and one past the last.
    pub parts: [u8; 2],
    /// Questions to ask; may hold none.
    pub ask: Ticks,
    /// What is not known; may hold nothing.
    pub unknown: Texts,
    /// What it rests on, for [`source`].
    pub sources: &'static [u8],
}

/// A part of a topic.
#[derive(Debug)]
pub struct Part {
    /// Its heading; of a myth, what people say.
    pub name: TextId,
    /// Whether it is a closed row.
    pub closed: bool,
    /// Sentences.
    pub say: Texts,
    /// A list under them.
    pub list: Texts,
    /// People and places to turn to, each of [`LINE`] texts.
    pub lines: Texts,
    /// The first of its words of the glossary, and one past the last, for [`term`].
    pub terms: [u8; 2],
}

/// How many texts a [`Line`] takes.
pub const LINE: u16 = 6;

/// Somebody to turn to.
#[derive(Debug)]
pub struct Line {
    /// Who it is.
    pub name: TextId,
    /// What they offer.
    pub text: TextId,
    /// In which languages.
    pub languages: TextId,
    /// When; may be empty.
    pub hours: TextId,
    /// The number as people read it; may be empty.
    pub phone: TextId,
    /// Address of the website.
    pub url: TextId,
}

/// The line whose first text this is.
pub fn line(first: TextId) -> Line {
    let text = |number| TextId(first.0 + number);
    Line {
        name: first,
        text: text(1),
        languages: text(2),
        hours: text(3),
        phone: text(4),
        url: text(5),
    }
}

/// A word of the glossary.
#[derive(Debug)]
pub struct Term {
    /// The word.
    pub name: TextId,
    /// How to say it.
    pub say: TextId,
    /// What it means.
    pub text: TextId,
}

/// The term with this number. Their texts stand one after another, as those of sources do.
pub fn term(number: u8) -> Term {
    let first = TERMS.0 + u16::from(number) * 3;
    Term {
        name: TextId(first),
        say: TextId(first + 1),
        text: TextId(first + 2),
    }
}

/// A text is cut by [`pieces`] into words and terms of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(&'static str),
    /// A term, by number, and the words that stand for it here.
    Term(u8, &'static str),
}

/// Cuts a text at the marks that the build put around terms: U+0001, a character for the number from `!` on, the
/// words, U+0002.
pub fn pieces(text: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |words: Option<&'static str>, term: Option<u8>| match (words, term) {
        (None | Some(""), _) => {}
        (Some(words), Some(term)) => pieces.push(Piece::Term(term.wrapping_sub(b'!'), words)),
        (Some(words), None) => pieces.push(Piece::Words(words)),
    };
    // By bytes: searching for characters brings a kilobyte of the standard library along.
    let bytes = text.as_bytes();
    let (mut start, mut term) = (0, None);
    for (at, byte) in bytes.iter().enumerate() {
        let mark = *byte == 1;
        if mark || *byte == 2 {
            add(text.get(start..at), term);
            term = if mark {
                bytes.get(at + 1).copied()
            } else {
                None
            };
            start = at + if mark { 2 } else { 1 };
        }
    }
    add(text.get(start..), term);
    pieces
}

/// Title, lead, headings, footer.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is the key of the same name in `front.toml`"
)]
pub struct Front {
    pub title: TextId,
    pub start: TextId,
    pub draft: TextId,
    pub map_title: TextId,
    pub map_intro: TextId,
    pub caption: TextId,
    pub start_title: TextId,
    pub start_intro: TextId,
    pub topics_title: TextId,
    pub topics_intro: TextId,
    pub subtypes_title: TextId,
    pub sources_until: TextId,
    pub written_for: TextId,
    pub privacy: TextId,
    pub other_causes: TextId,
    pub lead: Texts,
    pub subtypes_intro: Texts,
    pub notes: Texts,
    /// Who publishes this edition, and what it was changed from; the second may be empty.
    pub edition: Texts,
    /// Where to tell of an error or a barrier, around the address; all empty where the edition names none.
    pub contact: Open,
    /// The address as people write it.
    pub contact_address: TextId,
    /// What the link leads to: `https:` or `mailto:`.
    pub contact_url: TextId,
    /// Who reviewed each of [`REVIEWABLE`], and when; empty where nobody did.
    pub reviewed: Texts,
}

/// The signs that cannot wait.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is the key of the same name in `urgent.toml`"
)]
pub struct Urgent {
    pub title: TextId,
    pub intro: TextId,
    pub crisis: TextId,
    pub if_nobody_answers: TextId,
    pub what_to_say: TextId,
    pub no_waiting: TextId,
    pub now: Texts,
    pub day: Texts,
}

/// A source that facts rest on.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is the key of the same name in `sources.toml`"
)]
pub struct Source {
    pub title: TextId,
    pub publisher: TextId,
    pub url: TextId,
    /// The day on which it was read; empty if nobody has read it yet.
    pub read: TextId,
}

/// The source with this number. Their texts stand one after another in every pack, so no table is needed.
pub fn source(number: u8) -> Source {
    let first = SOURCES.0 + u16::from(number) * 4;
    Source {
        title: TextId(first),
        publisher: TextId(first + 1),
        url: TextId(first + 2),
        read: TextId(first + 3),
    }
}

/// Words of the controls.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is the key of the same name in `ui.toml`"
)]
pub struct Ui {
    pub contents: TextId,
    pub notice: TextId,
    pub notice_tick: TextId,
    pub calls: Open,
    pub now: TextId,
    pub now_call: TextId,
    pub day: TextId,
    pub day_call: TextId,
    pub soon: TextId,
    pub soon_call: TextId,
    pub found: TextId,
    pub relief: TextId,
    pub ask: TextId,
    pub ask_tick: TextId,
    pub unknown: TextId,
    pub sources: TextId,
    pub sources_note: TextId,
    pub read: Open,
    pub about: TextId,
    pub meaning: TextId,
    pub first: TextId,
    pub next: TextId,
    pub tests: TextId,
    pub sheet: TextId,
    pub sheet_intro: TextId,
    pub sheet_empty: TextId,
    pub sheet_notice: TextId,
    pub sheet_ask: TextId,
    pub sheet_remove: Open,
    pub sheet_count: Open,
    pub sheet_first: TextId,
    pub sheet_urgent: TextId,
    pub sheet_now: TextId,
    pub sheet_day: TextId,
    pub sheet_large: TextId,
    pub sheet_close: TextId,
    pub sheet_print: TextId,
    pub sheet_copy: TextId,
    pub sheet_clear: TextId,
    pub sheet_sure: TextId,
    pub sheet_yes: TextId,
    pub sheet_no: TextId,
    pub sheet_copied: TextId,
    pub sheet_not_copied: TextId,
    pub sheet_not_printed: TextId,
    pub sheet_show: TextId,
    pub sheet_name: TextId,
    pub sheet_date: TextId,
    pub sheet_medicines: TextId,
    pub sheet_treatment: TextId,
    pub print: TextId,
    pub care_team: TextId,
    pub opened: Open,
    pub closed: Open,
    pub version: TextId,
    pub languages: TextId,
    pub language_failed: TextId,
    pub overdue: TextId,
    pub myth: TextId,
    pub truth: TextId,
    pub phone: TextId,
    pub spoken: TextId,
    pub hours: TextId,
    pub link: TextId,
    pub said: Open,
}

/// The drawing as a table without pointers, which is half the size of the same tree as nested structs.
///
/// Elements stand before what is in them. Each takes its attributes from the head of what is left of `attrs`.
#[derive(Debug)]
pub struct Figure {
    /// Name (in `names`), count of attributes, count of children.
    pub elements: &'static [[u8; 3]],
    /// Name (in `names`; the first, which is empty, stands for text inside) of each attribute.
    pub attrs: &'static [u8],
    /// Value (in `offsets`) of each attribute.
    pub values: &'static [u16],
    /// Where each value begins in `text`; it ends where the next begins.
    pub offsets: &'static [u16],
    /// All values end to end, each once.
    pub text: &'static str,
    /// Names of elements and attributes.
    pub names: &'static [&'static str],
}

impl Figure {
    /// The name with this number.
    pub fn name(&self, number: u8) -> &'static str {
        self.names
            .get(usize::from(number))
            .copied()
            .unwrap_or_default()
    }

    /// The value of the attribute with this number.
    pub fn value(&self, attr: usize) -> &'static str {
        let value = self.values.get(attr).copied().map_or(0, usize::from);
        let at = |number: usize| self.offsets.get(number).copied().map_or(0, usize::from);
        self.text.get(at(value)..at(value + 1)).unwrap_or_default()
    }
}

#[allow(
    missing_docs,
    reason = "generated: see the types above and `compiler/src/emit.rs`"
)]
mod structure {
    use super::*;
    include!(concat!(env!("OUT_DIR"), "/structure.rs"));
}
pub use structure::*;

/// The style sheet, made from `www/widget.css` at build time.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/widget.css"));

/// Why a pack cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackError {
    /// Not a pack, or cut short.
    Malformed,
    /// A pack of another release, whose texts would stand in the wrong places.
    OtherStructure,
}

impl PackError {
    /// For the page's author. Said without `Display`, whose machinery the engine has no other use for.
    pub fn message(self) -> &'static str {
        match self {
            PackError::Malformed => "this is not a pack of words, or it was cut short",
            PackError::OtherStructure => {
                "this pack of words belongs to another release; use the files of one build together"
            }
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for PackError {}

/// One language's words, borrowed from its pack.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    text: &'static str,
    /// Where each text ends, the newline after it not counted.
    ends: &'static [u32],
}

/// Words are the same if they are borrowed from the same pack.
impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        std::ptr::eq(self.text, other.text)
    }
}

/// `mbcw` and the hash of the structure.
const HEADER: usize = 4 + 8;

impl Words {
    /// Reads a pack where it lies, and notes once where each text ends.
    ///
    /// # Errors
    /// If the bytes are not a whole pack, or one for another structure. A pack that is accepted cannot fail later.
    #[inline(never)]
    pub fn read(pack: &'static [u8]) -> Result<Words, PackError> {
        let (header, text) = pack.split_at_checked(HEADER).ok_or(PackError::Malformed)?;
        if !header.starts_with(b"mbcw") {
            return Err(PackError::Malformed);
        }
        if !header.ends_with(&STRUCTURE) {
            return Err(PackError::OtherStructure);
        }
        let text = std::str::from_utf8(text).map_err(|_| PackError::Malformed)?;
        let mut ends = Vec::with_capacity(TEXTS);
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\n' {
                ends.push(at as u32);
            }
        }
        ends.push(text.len() as u32);
        if ends.len() != TEXTS {
            return Err(PackError::Malformed);
        }
        Ok(Words {
            text,
            ends: ends.leak(),
        })
    }

    /// The same words with another emergency number than 911. Each call takes memory for as long as the page lives.
    pub fn with_emergency_number(self, number: &str) -> Option<Words> {
        const NUMBER: &[u8] = b"911";
        let bytes = self.text.as_bytes();
        let mut pack = Vec::with_capacity(HEADER + bytes.len());
        pack.extend_from_slice(b"mbcw");
        pack.extend_from_slice(&STRUCTURE);
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let stands_alone = !before.is_some_and(|byte| byte.is_ascii_graphic());
            if stands_alone && bytes.get(at..).is_some_and(|rest| rest.starts_with(NUMBER)) {
                pack.extend_from_slice(number.as_bytes());
                at += NUMBER.len();
            } else {
                pack.push(*byte);
                at += 1;
            }
        }
        Words::read(pack.leak()).ok()
    }

    /// The text of that number; empty if there is none, which a pack of this structure rules out.
    pub fn get(self, id: TextId) -> &'static str {
        let number = usize::from(id.0);
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        let start = if number == 0 { 0 } else { end(number - 1) + 1 };
        self.text.get(start..end(number)).unwrap_or_default()
    }
}

/// Whether an author may give this as the number for emergencies: digits, with spaces between.
pub fn is_emergency_number(number: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || byte == b' ';
    number.len() <= 12 && number.bytes().all(digit)
}

/// The number of the site with this id.
pub fn site(id: &str) -> Option<u8> {
    SITES
        .iter()
        .position(|site| site.id == id)
        .map(|position| position as u8)
}

/// The number of the topic with this id.
pub fn topic(id: &str) -> Option<u8> {
    TOPICS
        .iter()
        .position(|topic| topic.id == id)
        .map(|position| position as u8)
}

/// The number of the subtype with this id.
pub fn subtype(id: &str) -> Option<u8> {
    SUBTYPES
        .iter()
        .position(|subtype| subtype.id == id)
        .map(|position| position as u8)
}
