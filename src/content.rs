//! The shape of the content, the structure made from it at build time, and one language's words.
//!
//! The structure (ids, order, which text goes where) is static data and the same for every language: a table for
//! each kind of entry, whose rows are named by ids of a type of their own. Words are in a *pack*: all texts end to
//! end, read where they lie. Nothing is parsed on the visitor's machine. This room knows nothing of the others.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};

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

/// Names a row of one table. Only a row that is there can be named.
pub trait Id: Copy + PartialEq + 'static {
    /// The number of the row in its table.
    fn index(self) -> usize;

    /// The row with this number, if there is one.
    fn new(number: usize) -> Option<Self>;
}

/// How many rows a table can have, so that a byte numbers them all.
pub const MOST_ROWS: usize = 255;

/// The type that names the rows of a table: `SiteId` for `SITES`. It reads like the row itself (`site.name`). With
/// the name of a field it also finds a row by what that field says. A table whose rows are texts alone has no static of
/// its own, and is known by its length: the structure has a function for each text.
macro_rules! id_type {
    ($(#[$doc:meta])* $id:ident: $row:ident in $table:ident $(by $field:ident)?) => {
        id_type!($(#[$doc])* $id: $table.len());

        $(
            impl $id {
                #[doc = concat!("The row with this `", stringify!($field), "`, if there is one.")]
                pub fn find($field: &str) -> Option<$id> {
                    $id::all().find(|row| row.$field == $field)
                }
            }
        )?

        impl Deref for $id {
            type Target = $row;

            // Not inlined, or every field of a row that is read would bring the check along.
            #[inline(never)]
            fn deref(&self) -> &$row {
                match $table.get(self.index()) {
                    Some(row) => row,
                    // No id is made without its row: see `new`, and the generated structure. To index would bring
                    // the message of a panic along, and with it two kilobytes of formatting.
                    None => std::process::abort(),
                }
            }
        }
    };
    ($(#[$doc:meta])* $id:ident: $length:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $id(u8);

        const _: () = assert!(
            $length <= MOST_ROWS,
            concat!("more rows of `", stringify!($id), "` than a byte can number")
        );

        impl $id {
            /// Every row, in order.
            pub fn all() -> impl DoubleEndedIterator<Item = $id> {
                (0..$length as u8).map($id)
            }

            /// The number of the row in its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The row with this number, if there is one.
            pub const fn new(number: usize) -> Option<$id> {
                if number < $length { Some($id(number as u8)) } else { None }
            }
        }

        impl Id for $id {
            fn index(self) -> usize {
                $id::index(self)
            }

            fn new(number: usize) -> Option<$id> {
                $id::new(number)
            }
        }
    };
}

id_type!(
    /// A language, first the one that the others are translated from.
    LanguageId: Language in LANGUAGES by code
);
id_type!(
    /// A section that a clinician can sign.
    ReviewId: Review in REVIEWS by section
);

/// A run of rows of another table, for instance the parts of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<I> {
    first: u8,
    end: u8,
    of: PhantomData<I>,
}

impl<I> Run<I> {
    /// The rows from number `first` up to, not including, `end`.
    pub const fn new(first: u8, end: u8) -> Run<I> {
        Run {
            first,
            end,
            of: PhantomData,
        }
    }
}

impl<I: Id> Run<I> {
    /// Each row of the run, in order.
    pub fn iter(self) -> impl Iterator<Item = I> {
        (self.first..self.end).filter_map(|number| I::new(number.into()))
    }

    /// The numbers of its rows.
    pub fn numbers(self) -> Range<usize> {
        self.first.into()..self.end.into()
    }

    /// Whether the row is one of the run.
    pub fn contains(self, id: I) -> bool {
        self.numbers().contains(&id.index())
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.first == self.end
    }
}

/// A text is cut by [`pieces`] into words and terms of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(&'static str),
    /// A term, and the words that stand for it here.
    Term(TermId, &'static str),
}

/// Cuts a text at the marks that the build put around terms: U+0001, a character for the number from `!` on, the
/// words, U+0002.
pub fn pieces(text: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |words: Option<&'static str>, mark: Option<u8>| match (words, mark) {
        (None | Some(""), _) => {}
        (Some(words), mark) => {
            let term = mark.and_then(|mark| TermId::new(mark.checked_sub(b'!')?.into()));
            pieces.push(match term {
                Some(term) => Piece::Term(term, words),
                None => Piece::Words(words),
            });
        }
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

    /// The ids of the drawing, as they are written in it.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        let attrs = self.attrs.iter().enumerate();
        attrs
            .filter(|(_, name)| self.name(**name) == "id")
            .map(|(attr, _)| self.value(attr))
    }

    /// The value of the attribute with this number.
    pub fn value(&self, attr: usize) -> &'static str {
        let value = self.values.get(attr).copied().map_or(0, usize::from);
        let at = |number: usize| self.offsets.get(number).copied().map_or(0, usize::from);
        self.text.get(at(value)..at(value + 1)).unwrap_or_default()
    }
}

// The types of the content, which the structure below fills.

/// The alert card in the language of the structure.
#[derive(Debug)]
#[expect(
    missing_docs,
    reason = "each field is the key of the same name in `signs.toml`"
)]
pub struct CardInEnglish {
    pub title: TextId,
    pub treatment: TextId,
    pub given: TextId,
    pub name: TextId,
    pub day: TextId,
    pub night: TextId,
    pub staff: TextId,
    pub here: TextId,
    pub now_label: TextId,
    pub today_label: TextId,
    /// Signs of the level `now`.
    pub now: Texts,
    /// Signs of the level `today`.
    pub today: Texts,
}

/// A language that there are words in.
#[derive(Debug)]
pub struct Language {
    /// `en`
    pub code: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// How it runs: `ltr` or `rtl`.
    pub dir: &'static str,
}

/// What the build knows of this edition and no file of a language says.
#[derive(Debug)]
pub struct Edition {
    /// Who publishes it.
    pub published: TextId,
    /// What it was changed from; may be empty.
    pub changed: TextId,
    /// Where to tell of an error or a barrier, around the address; all empty where the edition names none.
    pub contact: Open,
    /// The address as people write it.
    pub contact_address: TextId,
    /// What the link leads to: `https:` or `mailto:`.
    pub contact_url: TextId,
}

/// A section that a clinician can sign.
#[derive(Debug)]
pub struct Review {
    /// `front`, `urgent`, or the name that `sections` knows.
    pub section: &'static str,
    /// Who reviewed it, and when; empty where nobody did.
    pub signed: TextId,
    /// By language, the day on which the next check is due, `YYYY-MM-DD`; empty without a review.
    pub due: [&'static str; LANGUAGES.len()],
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
