//! What may be written in the content, said once.
//!
//! A [`Group`] is a kind of record: its fields, in the order of reading. The reader ([`crate::reader`]), the comparer
//! of languages ([`crate::compare`]), the list for reviewers ([`crate::review`]), the emitter ([`crate::emit`]) and
//! the key tables of `content/README.md` ([`mod@crate::key_tables`]) walk these tables, and nothing else knows a key by
//! its position. A new word of the controls is one line in [`UI`]; a new kind of sentence is one line in its group.

/// The language that carries the structure: ids, order, facts, flags.
pub(crate) const REFERENCE: &str = "en";

/// A list longer than this is too much to take in (PEMAT 8: information is broken into short sections).
pub(crate) const LONGEST_LIST: usize = 7;

/// More questions than this in a place, a type or a topic are not asked in one visit.
const MOST_QUESTIONS: usize = 4;

/// In the address of a page in each language, the code of the language.
pub(crate) const LANGUAGE_CODE: &str = "{language}";

/// How a field is written, and what becomes of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// `key = "…"`: words that name or label something and rest on no fact.
    Text,
    /// A text with one open place, such as `{place}`: it is cut there, so that nothing has to be searched later.
    Open(&'static str),
    /// A text that the build completes and packs itself; each of its open places stands in it once.
    Template(&'static [&'static str]),
    /// `[key]` with `text` and `facts`: one sentence about the world.
    Claim,
    /// `text` and `facts` of the record itself.
    OwnClaim,
    /// `[[key]]`, each with `id`, `text` and `facts`.
    Claims,
    /// `key = ["…"]`, shown to readers.
    Texts,
    /// `key = ["…"]`, used by the build alone.
    Words,
    /// `key = ["…"]` of the twelve months, used by the build alone.
    Months,
    /// `key = true`, the same in every language.
    Flag,
    /// One of a few words, the same in every language; the name of its Rust enum.
    Choice(&'static str, &'static [&'static str]),
    /// The id of a record of another group, the same in every language.
    Id(&'static Group),
    /// `key = ["…"]` of ids, the same in every language; for the build alone.
    Ids,
    /// A topic, a part of one as `topic/part`, or one of [`GOALS`]; the same in every language.
    Goal,
    /// A text of a list of signs: its own words, and the wordings of the signs under the other key.
    SignList(&'static str),
    /// A telephone number, the same in every language.
    Phone,
    /// A full `https:` address, which may differ between languages.
    Url,
    /// A full `https:` address, or a mailbox after `mailto:`.
    Contact,
    /// A full `https:` address of a page in each language, with [`LANGUAGE_CODE`] in it once.
    Pages,
    /// A BCP 47 tag, if it is not the reference language.
    LanguageTag,
    /// A day without quotes.
    Date,
    /// A regular expression.
    Pattern,
    /// `key = ["…"]` of phrases that are searched for, as whole words (true) or anywhere.
    Phrases(bool),
    /// `[key]`: one record of another group.
    Record(&'static Group),
    /// `[[key]]`: records of another group, at most so many.
    Records(&'static Group, Option<usize>),
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Must,
    May,
    /// In every topic but those that answer no questions of their own ([`Topic::asks`]).
    WhereAsked,
}

/// One key of a group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// As it is written; `map.title` is `title` under `[map]`.
    pub(crate) key: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
    /// What it is, for the key tables and the generated structs.
    pub(crate) doc: &'static str,
    /// Name of its field in Rust, if not the key with `_` for `.` and `-`.
    rust: Option<&'static str>,
    /// What a reviewer sees beside it, if not the last part of its key.
    label: Option<&'static str>,
    /// Terms of the glossary are marked in it.
    pub(crate) terms: bool,
    /// It is a row of its own, which may be the first that somebody opens: terms are marked in it again.
    pub(crate) own_row: bool,
    /// It asks or reminds rather than claims, so it may rest on editorial facts alone.
    pub(crate) prompt: bool,
    /// A share may stand in it.
    pub(crate) shares: bool,
    /// The engine gets it with a capital letter: it is written as it stands inside a sentence.
    pub(crate) capital: bool,
    /// For the build alone.
    host: bool,
    /// Each language has its own, or none: languages are not compared in it.
    pub(crate) by_language: bool,
}

impl Field {
    const fn new(key: &'static str, kind: Kind, doc: &'static str) -> Field {
        Field {
            key,
            kind,
            need: Need::Must,
            doc,
            rust: None,
            label: None,
            terms: false,
            own_row: false,
            prompt: false,
            shares: false,
            capital: false,
            host: false,
            by_language: false,
        }
    }

    const fn optional(mut self) -> Field {
        self.need = Need::May;
        self
    }

    const fn where_asked(mut self) -> Field {
        self.need = Need::WhereAsked;
        self
    }

    const fn rust(mut self, name: &'static str) -> Field {
        self.rust = Some(name);
        self
    }

    const fn label(mut self, label: &'static str) -> Field {
        self.label = Some(label);
        self
    }

    const fn terms(mut self) -> Field {
        self.terms = true;
        self
    }

    const fn own_row(mut self) -> Field {
        self.own_row = true;
        self
    }

    const fn prompt(mut self) -> Field {
        self.prompt = true;
        self
    }

    const fn host(mut self) -> Field {
        self.host = true;
        self
    }

    const fn by_language(mut self) -> Field {
        self.by_language = true;
        self
    }

    const fn capital(mut self) -> Field {
        self.capital = true;
        self
    }

    const fn shares(mut self) -> Field {
        self.shares = true;
        self
    }

    /// The table that it stands in, if any, and its key there.
    pub(crate) fn path(&self) -> (Option<&'static str>, &'static str) {
        match self.key.split_once('.') {
            Some((table, key)) => (Some(table), key),
            None => (None, self.key),
        }
    }

    /// Whether the engine gets it as one text.
    pub(crate) fn is_text(&self) -> bool {
        self.rust_type().is_some_and(|of| of == "TextId")
    }

    /// Name of its field in the generated struct.
    pub(crate) fn rust_name(&self) -> String {
        match self.rust {
            Some(name) => name.to_string(),
            None => self.key.replace(['.', '-'], "_"),
        }
    }

    /// What a reviewer sees beside its text.
    pub(crate) fn label_text(&self) -> &'static str {
        self.label.unwrap_or(self.path().1)
    }

    /// The type of its field in the generated struct; none if the engine does not get it.
    pub(crate) fn rust_type(&self) -> Option<String> {
        if self.host {
            return None;
        }
        Some(match self.kind {
            Kind::Text
            | Kind::Claim
            | Kind::OwnClaim
            | Kind::Phone
            | Kind::Url
            | Kind::SignList(_) => "TextId".to_string(),
            Kind::Open(_) => "Open".to_string(),
            Kind::Claims | Kind::Texts => "Texts".to_string(),
            Kind::Flag => "bool".to_string(),
            Kind::Choice(name, _) => name.to_string(),
            Kind::Goal => "Goal".to_string(),
            Kind::Id(group) => group.id_type(),
            Kind::Record(group) => group.name.to_string(),
            Kind::Records(group, _) => format!("Run<{}>", group.id_type()),
            Kind::Template(_)
            | Kind::Ids
            | Kind::Words
            | Kind::Months
            | Kind::Contact
            | Kind::Pages
            | Kind::LanguageTag
            | Kind::Date
            | Kind::Pattern
            | Kind::Phrases(_) => return None,
        })
    }
}

/// How many records of a group there are, and how they are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// One; its static bears this name.
    One(&'static str),
    /// Many, with the id from the name of their file or from a fixed list; the engine gets the id.
    Named(&'static str),
    /// Many, whose ids only people and translations need: the engine counts them.
    Counted(&'static str),
    /// One, inside the record that holds it.
    Inline,
    /// For the build alone.
    Host,
}

/// A field that is not written but follows from what is written elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// The sources under its claims.
    Sources,
    /// The signs of a place: its own, and the others that touch it.
    Signs,
    /// The signs of a group, in the order of the table.
    SignsOfGroup,
    /// The quotation in the reference language; empty in that language itself.
    InEnglish,
    /// The signs that a part names to be reported.
    Reported,
}

impl Extra {
    /// Name, type and meaning of the fields.
    pub(crate) fn fields(self) -> &'static [(&'static str, &'static str, &'static str)] {
        match self {
            Extra::Sources => &[(
                "sources",
                "&'static [SourceId]",
                "The sources under its claims",
            )],
            Extra::Signs => &[
                ("own_signs", "&'static [SignId]", "Its own signs"),
                (
                    "more_signs",
                    "&'static [SignId]",
                    "The other signs that touch it",
                ),
            ],
            Extra::SignsOfGroup => &[("signs", "&'static [SignId]", "Its signs")],
            Extra::Reported => &[("report", "&'static [SignId]", "Signs to report")],
            Extra::InEnglish => &[(
                "in_english",
                "TextId",
                "The quotation in the language of the structure; empty in that language",
            )],
        }
    }
}

/// A kind of record.
#[derive(Debug)]
pub(crate) struct Group {
    /// Name of the generated struct.
    pub(crate) name: &'static str,
    pub(crate) table: Table,
    pub(crate) doc: &'static str,
    pub(crate) fields: &'static [Field],
    /// Whether each record has an id under the key `id`, where it stands in a list.
    pub(crate) ids: bool,
    /// What the emitter adds to each record; see [`Extra`].
    pub(crate) extra: &'static [Extra],
    /// A flag that makes the record a row of its own; see [`Field::own_row`].
    pub(crate) own_row_if: Option<&'static str>,
    /// A flag that allows shares in everything the record holds.
    pub(crate) shares_if: Option<&'static str>,
}

impl Group {
    const fn new(
        name: &'static str,
        table: Table,
        doc: &'static str,
        fields: &'static [Field],
    ) -> Group {
        Group {
            name,
            table,
            doc,
            fields,
            ids: true,
            extra: &[],
            own_row_if: None,
            shares_if: None,
        }
    }

    /// The type of the ids of its records, `SiteId`.
    pub(crate) fn id_type(&self) -> String {
        format!("{}Id", self.name)
    }

    /// Whether its texts are laid out row by row, so that the place of each follows from the number of its row: a table
    /// of many rows would list twice as many numbers as it has words.
    pub(crate) fn is_flat(&self) -> bool {
        matches!(self.table, Table::Counted(_))
            && !self.fields.iter().any(|field| {
                matches!(
                    field.kind,
                    Kind::Claims
                        | Kind::Texts
                        | Kind::Records(..)
                        | Kind::Record(_)
                        | Kind::Open(_)
                )
            })
    }

    /// The field with this key. A key that the group lacks is a mistake in the compiler, not in the content.
    pub(crate) fn position(&self, key: &str) -> usize {
        let position = self.fields.iter().position(|field| field.key == key);
        position.unwrap_or_else(|| panic!("`{}` has no field `{key}`", self.name))
    }
}

/// Where the records of a group are written, in the folder of each language.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// A file of one record.
    File(&'static str),
    /// A folder of files named `1-liver.toml`: the number is the order, the rest the id.
    Folder(&'static str),
    /// A folder with a file for each of [`TOPICS`].
    Topics(&'static str),
}

/// A file or folder in the folder of each language.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) place: Place,
    pub(crate) group: &'static Group,
    /// The section that a reviewer signs; none for topics, each of which is one, and for what no reader sees.
    pub(crate) section: Option<&'static str>,
}

/// The content of a language, in the order of reading.
pub(crate) const PARTS: &[Part] = &[
    Part {
        place: Place::File("front.toml"),
        group: &FRONT,
        section: Some("front"),
    },
    Part {
        place: Place::File("ui.toml"),
        group: &UI,
        section: Some("front"),
    },
    Part {
        place: Place::File("signs.toml"),
        group: &SIGN_TEXTS,
        section: Some(SIGNS),
    },
    Part {
        place: Place::Folder("sites"),
        group: &SITE,
        section: Some("map"),
    },
    Part {
        place: Place::File("my-type.toml"),
        group: &MY_TYPE,
        section: Some("subtypes"),
    },
    Part {
        place: Place::Folder("subtypes"),
        group: &SUBTYPE,
        section: Some("subtypes"),
    },
    Part {
        place: Place::Topics("topics"),
        group: &TOPIC,
        section: None,
    },
    Part {
        place: Place::File("visit.toml"),
        group: &VISIT,
        section: Some("visit"),
    },
    Part {
        place: Place::File("rules.toml"),
        group: &RULES,
        section: None,
    },
    Part {
        place: Place::File(TERMS_FILE),
        group: &TERM_TABLE,
        section: None,
    },
];

/// The file of [`TERM_TABLE`].
pub(crate) const TERMS_FILE: &str = "terms.toml";

/// A topic, which is a section of the widget.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) id: &'static str,
    /// Whether it ends with questions, and says what is not known (PEMAT 20, CCI 11).
    pub(crate) asks: bool,
    /// Whether terms of the glossary are marked in it.
    pub(crate) terms: bool,
}

impl Topic {
    const fn new(id: &'static str) -> Topic {
        Topic {
            id,
            asks: true,
            terms: true,
        }
    }
}

/// The topics, in the order of the default.
pub(crate) const TOPICS: &[Topic] = &[
    Topic::new("basics"),
    Topic::new("tests"),
    Topic::new("treatment"),
    Topic::new("effects"),
    Topic::new("living"),
    Topic::new("myths"),
    Topic::new("research"),
    Topic {
        asks: false,
        ..Topic::new("help")
    },
    // The definitions lie one beside the other.
    Topic {
        asks: false,
        terms: false,
        ..Topic::new("glossary")
    },
];

/// The topic with this id.
pub(crate) fn topic(id: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.id == id)
}

/// What can be signed, by name: the first and last words, the urgent signs, and each section of the widget.
pub(crate) fn sections() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = PARTS.iter().filter_map(|part| part.section).collect();
    all.dedup();
    all.extend(TOPICS.iter().map(|topic| topic.id));
    all
}

use Kind::{
    Choice, Claim, Claims, Contact, Date, Flag, Goal, Id, Ids, LanguageTag, Months, Open, OwnClaim,
    Pages, Pattern, Phone, Phrases, Record, Records, SignList, Template, Text, Texts, Url, Words,
};

const fn f(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field::new(key, kind, doc)
}

/// `front.toml`
pub(crate) static FRONT: Group = Group::new(
    "Front",
    Table::One("FRONT"),
    "Title, main message, headings, footer.",
    &[
        f("title", Text, "the title of the guide"),
        f("draft", Text, "that nobody has reviewed it yet"),
        f(
            "message",
            Claim,
            "the main message, which stands out (CCI 1, 3)",
        ),
        f("no-cure", Claim, "what follows it"),
        f(
            "paths.wrong",
            Text,
            "what leads to the signs that cannot wait",
        ),
        f("paths.new", Text, "what leads to the first steps"),
        f("map.title", Text, "heading of the map, for screen readers"),
        f("map.caption", Text, "under the figure: what to do with it"),
        f(
            "start-here.title",
            Text,
            "heading of the topic to begin with",
        ),
        f("short.title", Text, "heading of the key points"),
        f(
            "short.points",
            Claims,
            "the guide in a few sentences, before the list of topics (PEMAT 11)",
        ),
        f("guide.title", Text, "heading of the list of topics"),
        f("footer.notes", Claims, "at the end").prompt(),
        f("footer.sources-until", Text, "up to when sources were read"),
        f("footer.written-for", Text, "for whom it is written"),
        f("footer.privacy", Text, "what is not saved or sent"),
    ],
);

/// `signs.toml`: every sign once, with its one level, and the rules that hold for all of them.
pub(crate) static SIGN_TEXTS: Group = Group::new(
    "SignTexts",
    Table::One("SIGN_TEXTS"),
    "The words around the signs, and the rules that hold for all of them.",
    &[
        f("title", Text, "heading of the signs that cannot wait"),
        f("intro", Text, "under that heading"),
        f(
            "labels.now",
            Text,
            "what to do about a sign of the level `now`",
        ),
        f(
            "labels.today",
            Text,
            "what to do about a sign of the level `today`",
        ),
        f(
            "labels.soon",
            Text,
            "what to do about a sign of the level `soon`",
        ),
        f(
            "labels.short-now",
            Text,
            "the same in few words, before a line of the overall list on a phone",
        ),
        f("labels.short-today", Text, "the same for `today`"),
        f(
            "labels.short-soon",
            Text,
            "the same for `soon`, before signs to report",
        ),
        f("labels.opening", Text, "before a list of signs"),
        f(
            "labels.worse",
            Open("{signs}"),
            "before what makes a sign an emergency",
        ),
        f(
            "labels.sooner",
            Open("{signs}"),
            "before what makes a sign of the level `soon` one of `today`",
        ),
        f(
            "labels.only",
            Open("{condition}"),
            "before the condition of a sign",
        ),
        f("labels.heard", Open("{words}"), "before how people say it"),
        f(
            "labels.all",
            Open("{group}"),
            "row with all signs of a group",
        ),
        f("labels.more", Text, "row with the other signs of a place"),
        f(
            "labels.rules",
            Text,
            "row with the rules that hold for all signs",
        ),
        f("labels.call", Text, "heading of how to call"),
        f("labels.counts", Text, "heading of what counts"),
        f("labels.first-aid", Text, "heading of first aid"),
        f(
            "labels.seizure",
            Text,
            "before the steps of first aid for a seizure",
        ),
        f(
            "labels.treatment",
            Text,
            "heading of the signs of treatment",
        ),
        f(
            "labels.in-english",
            Text,
            "before a quotation in the language of the structure",
        ),
        f("group", Records(&SIGN_GROUP, None), "where one feels it").rust("groups"),
        f("sign", Records(&SIGN, None), "the signs").rust("signs"),
        f(
            "rules.new-or-worse",
            Claim,
            "that only what is new or worse counts",
        )
        .prompt(),
        f(
            "rules.not-a-diagnosis",
            Claim,
            "that a sign is no diagnosis",
        )
        .prompt(),
        f(
            "rules.passed",
            Claim,
            "that a sign which passed still counts",
        ),
        f("rules.company", Claim, "what makes any sign an emergency"),
        f("rules.say", Record(&QUOTED), "what to say on the phone"),
        f("rules.say-when", Claim, "what to ask on the phone"),
        f(
            "rules.say-desk",
            Record(&QUOTED),
            "what to say at the emergency desk",
        ),
        f(
            "rules.say-spine",
            Record(&QUOTED),
            "what to add with signs of the spine",
        ),
        f("rules.bring", Claim, "what to bring"),
        f("rules.interpreter", Claim, "how to ask for an interpreter").prompt(),
        f(
            "rules.nobody-answers",
            Claims,
            "whom to call and what to do if nobody answers, step by step",
        ),
        f(
            "rules.morning",
            Claim,
            "which signs may wait for the morning then",
        ),
        f("rules.hospice", Claim, "whom to call in hospice care"),
        f("rules.no-team", Claim, "whom to call without a team"),
        f("rules.told-to-wait", Claim, "what to do if it gets worse"),
        f("rules.no-driving", Claim, "not to drive"),
        f(
            "rules.no-driving-now",
            Claim,
            "the same on a card of emergency signs",
        ),
        f("rules.no-driver", Claim, "what to do without a driver"),
        f(
            "rules.examined",
            Claim,
            "what an emergency department must do",
        ),
        f("rules.lying-flat", Claim, "when to lie flat"),
        f("rules.early", Claim, "why to call early"),
        f(
            "rules.on-treatment",
            Claim,
            "before the list of what counts as treatment",
        ),
        f("rules.treatments", Claims, "what counts as treatment"),
        f("rules.on-treatment-not", Claim, "what does not"),
        f("rules.hidden-fever", Claim, "what hides a fever"),
        f("rules.dark-skin", Claim, "where to look on darker skin"),
        f("rules.naloxone", Claim, "first aid for an overdose"),
        f(
            "rules.seizure",
            Claims,
            "first aid for a seizure, step by step",
        ),
        f("rules.crisis", Claim, "whom to call in despair"),
        f("rules.words", Claim, "what some words mean").prompt(),
        f("card.title", Text, "first line of the alert card"),
        f("card.treatment", Text, "before the treatment"),
        f("card.given", Text, "before the day it was last given"),
        f("card.name", Text, "before the name"),
        f("card.day", Text, "before the number by day"),
        f("card.night", Text, "before the number at night"),
        f("card.staff", Claim, "what staff should know"),
        f("card.here", Claim, "that the team should be told").prompt(),
        f("card.print", Text, "button that prints the card"),
        f("card.fold", Text, "how to cut and fold it"),
    ],
);

/// The section of `signs.toml`.
pub(crate) const SIGNS: &str = "signs";

/// How soon to call for a sign.
pub(crate) const LEVELS: &[&str] = &["now", "today", "soon"];

/// The place of the signs of treatment, beside the places in the body, and the topic that holds them.
pub(crate) const TREATMENT: &str = "treatment";

/// The topic that leads to the signs of treatment.
pub(crate) const LIVING: &str = "living";

/// The sign that stands at every place.
pub(crate) const EVERYWHERE: &str = "fever";

/// `[[group]]` of `signs.toml`
pub(crate) static SIGN_GROUP: Group = Group {
    extra: &[Extra::SignsOfGroup],
    ..Group::new(
        "SignGroup",
        Table::Counted("SIGN_GROUPS"),
        "Where in the body a sign is felt.",
        &[
            f("name", Text, "its name"),
            f("now", Text, "its cell of the overall list: emergencies").optional(),
            f(
                "today",
                Text,
                "its cell of the overall list: to call about now",
            )
            .optional(),
        ],
    )
};

/// `[[sign]]` of `signs.toml`
pub(crate) static SIGN: Group = Group::new(
    "Sign",
    Table::Counted("SIGNS"),
    "A sign that one might notice.",
    &[
        f("group", Id(&SIGN_GROUP), "where one feels it"),
        f("level", Choice("Level", LEVELS), "how soon to call"),
        f("own", Ids, "places of which it is one of the few own signs").optional(),
        f("places", Ids, "other places that it touches").optional(),
        f(
            "overall",
            Id(&SIGN_GROUP),
            "the group in whose cell of the overall list it is named",
        )
        .optional()
        .host(),
        f(
            "morning",
            Flag,
            "whether it may wait for the morning when nobody answers",
        ),
        f("no-box", Flag, "whether it has no box to tick"),
        f("card", Flag, "whether it stands on the alert card"),
        f("text", OwnClaim, "its wording, as inside a sentence")
            .label("sign")
            .capital(),
        f("tick", Text, "its wording on the sheet").optional(),
        f("only", Text, "the condition under which it counts").optional(),
        f(
            "worse",
            SignList("worse-signs"),
            "what makes it an emergency",
        )
        .optional(),
        f("worse-signs", Ids, "signs that make it an emergency").optional(),
        f(
            "sooner",
            SignList("sooner-signs"),
            "what makes a sign of the level `soon` one of `today`",
        )
        .optional(),
        f("sooner-signs", Ids, "signs that do").optional(),
        f("heard", Text, "how people say it").optional(),
        f("note", Text, "a note under it").optional(),
    ],
);

/// `[rules.say]` and its like
static QUOTED: Group = Group {
    ids: false,
    extra: &[Extra::InEnglish],
    ..Group::new(
        "Quoted",
        Table::Inline,
        "A sentence with words to say.",
        &[
            f("text", OwnClaim, "when to say them").label("rule"),
            f("quote", Text, "the words"),
        ],
    )
};

/// A file of `sites/`
pub(crate) static SITE: Group = Group {
    extra: &[Extra::Signs, Extra::Sources],
    ..Group::new(
        "Site",
        Table::Named("SITES"),
        "A place in the body.",
        &[
            f(
                "name",
                Text,
                "its name, which begins the name of its row for assistive technology",
            ),
            f("hint", Text, "where it is, in a few words"),
            f("key", Claim, "the one thing to remember"),
            f(
                "about",
                Claims,
                "what this place is, and how often it is affected",
            )
            .terms()
            .own_row(),
            f("found", Claims, "how it is found").terms().own_row(),
            f("relief", Claims, "what can treat or relieve it")
                .terms()
                .own_row(),
            f(
                "ask",
                Records(&QUESTION, Some(MOST_QUESTIONS)),
                "questions to ask",
            ),
            f("unknown", Claims, "what is not known").terms().own_row(),
        ],
    )
};

/// `[[ask]]`
static QUESTION: Group = Group::new(
    "Question",
    Table::Counted("QUESTIONS"),
    "A question that can be ticked.",
    &[
        f("text", OwnClaim, "its words").label("ask").prompt(),
        f(
            "family",
            Text,
            "the same asked by somebody close to the patient; in `visit.toml`",
        )
        .optional(),
    ],
);

/// `my-type.toml`: which words of a report make which type.
pub(crate) static MY_TYPE: Group = Group::new(
    "MyType",
    Table::One("MY_TYPE"),
    "What a report says, and the type that it names.",
    &[
        f("title", Text, "heading of the types"),
        f("intro", Claims, "under that heading").terms(),
        f("legend", Text, "before the three groups of choices"),
        f("er.name", Text, "the estrogen receptor"),
        f("er.positive", Text, "a choice"),
        f("er.low", Text, "a choice: low positive"),
        f("er.negative", Text, "a choice"),
        f("er.unknown", Text, "a choice"),
        f("pr.name", Text, "the progesterone receptor"),
        f("pr.positive", Text, "a choice"),
        f("pr.negative", Text, "a choice"),
        f("pr.unknown", Text, "a choice"),
        f("her2.name", Text, "HER2"),
        f("her2.scale", Text, "under the picture of the scale"),
        f("her2.zero", Text, "a choice: 0, no stain"),
        f("her2.ultralow", Text, "a choice: 0 with a little stain"),
        f("her2.low", Text, "a choice: 1+, or 2+ and not amplified"),
        f("her2.positive", Text, "a choice: 3+ or amplified"),
        f("her2.unclear", Text, "a choice: 2+ without a second test"),
        f("her2.negative", Text, "a choice: negative, without a score"),
        f("her2.unknown", Text, "a choice"),
        f("differ", Text, "a box: two reports differ"),
        f(
            "answer.start",
            Claim,
            "the answer while nothing is chosen: where to look",
        )
        .prompt(),
        f(
            "answer.name",
            Open("{type}"),
            "the answer: what the words of the report name",
        ),
        f("answer.open", Open("{type}"), "button that opens the card"),
        f(
            "answer.both",
            Claim,
            "the answer beside HER2-positive when a hormone receptor is positive",
        ),
        f(
            "answer.low",
            Claim,
            "the answer when the score is HER2-low or ultralow",
        ),
        f("answer.er-low", Claim, "the answer for ER low positive"),
        f(
            "answer.pr-only",
            Claim,
            "the answer for ER negative and PR positive",
        ),
        f(
            "answer.hr-unknown",
            Claim,
            "the answer when ER or PR is missing",
        ),
        f(
            "answer.her2-unclear",
            Claim,
            "the answer for 2+ without a second test",
        ),
        f(
            "answer.her2-negative",
            Claim,
            "the answer for negative without a score",
        ),
        f(
            "answer.her2-unknown",
            Claim,
            "the answer when HER2 is missing",
        ),
        f("answer.differ", Claim, "the answer when two reports differ"),
        f("answer.check", Claim, "after every answer: to ask the team").prompt(),
        f("answer.yours", Text, "mark of the matching type"),
        f("answer.clear", Text, "button that clears the choices"),
        f("compare.title", Text, "caption of the table of types"),
        f("compare.flow", Text, "under the picture of the types"),
        f("compare.type", Text, "column of the names"),
        f("compare.means", Text, "column"),
        f("compare.first", Text, "column"),
        f("compare.ask", Text, "column"),
    ],
);

/// `visit.toml`: what to take to a visit.
pub(crate) static VISIT: Group = Group::new(
    "Visit",
    Table::One("VISIT"),
    "What to take to a visit.",
    &[
        f("title", Text, "heading"),
        f("intro", Text, "under that heading"),
        f("voice", Text, "before the choice of a voice"),
        f("own", Text, "a choice: for oneself"),
        f("family", Text, "a choice: for somebody close"),
        f("first", Text, "before the questions of a first visit"),
        f(
            "ask",
            Records(&QUESTION, Some(LONGEST_LIST)),
            "questions of a first visit",
        ),
        f("numbers", Text, "heading of what is written by hand"),
        f("numbers-note", Text, "that it is written on paper"),
        f("day", Text, "before the number by day"),
        f("night", Text, "before the number at night"),
    ],
);

/// A file of `subtypes/`
pub(crate) static SUBTYPE: Group = Group {
    extra: &[Extra::Sources],
    ..Group::new(
        "Subtype",
        Table::Named("SUBTYPES"),
        "A kind of breast cancer, by its receptors.",
        &[
            f("name", Text, "its name"),
            f(
                "share",
                Claim,
                "how many newly diagnosed people have it, in words",
            )
            .label("key")
            .shares(),
            f(
                "chips",
                Texts,
                "receptors and their state, as on the lab report",
            )
            .label("chip"),
            f(
                "label",
                Flag,
                "a label inside other types, which is not a disease of its own",
            ),
            f(
                "compare.means",
                Claim,
                "what it means, in the table of types",
            ),
            f(
                "compare.first",
                Claim,
                "the usual first treatment, in the table of types",
            ),
            f("compare.ask", Claim, "what to ask, in the table of types").prompt(),
            f("meaning", Claims, "what it means").terms(),
            f("first", Claims, "usual first treatments").terms(),
            f("next", Claims, "later treatments").terms(),
            f("tests", Claims, "tests to ask about").terms(),
            f(
                "ask",
                Records(&QUESTION, Some(MOST_QUESTIONS)),
                "questions to ask",
            ),
            f("unknown", Claims, "what is not known").terms(),
        ],
    )
};

/// A file of `topics/`
pub(crate) static TOPIC: Group = Group {
    extra: &[Extra::Sources],
    ..Group::new(
        "Topic",
        Table::Named("TOPICS"),
        "A section of parts: everything but the map and the types.",
        &[
            f("name", Text, "its name"),
            f("hint", Text, "what is in it, in a few words"),
            f("key", Claim, "the one thing to remember").terms(),
            f("part", Records(&PART, None), "what is under it").rust("parts"),
            f(
                "ask",
                Records(&QUESTION, Some(MOST_QUESTIONS)),
                "questions to ask",
            )
            .where_asked(),
            f("unknown", Claims, "what is not known")
                .terms()
                .where_asked(),
        ],
    )
};

/// `[[part]]` of a topic
pub(crate) static PART: Group = Group {
    extra: &[Extra::Reported],
    own_row_if: Some("closed"),
    shares_if: Some("numbers"),
    ..Group::new(
        "Part",
        Table::Counted("PARTS"),
        "A part of a topic.",
        &[
            f("name", Text, "its heading; of a myth, the truth").label("heading"),
            f("closed", Flag, "whether it is a closed row"),
            f(
                "numbers",
                Flag,
                "whether shares and outlook stand in it: closed, and named so that one can skip it",
            )
            .host(),
            f("step", Records(&STEP, Some(LONGEST_LIST)), "numbered steps")
                .rust("steps")
                .optional(),
            f("say", Claims, "sentences").terms().optional(),
            f("list", Claims, "a list under them").terms().optional(),
            f("works", Claims, "how a treatment works")
                .terms()
                .optional(),
            f("given", Claims, "how it is given").terms().optional(),
            f("common", Claims, "common harms").terms().optional(),
            f("helps", Claims, "what helps").terms().optional(),
            f("report", Ids, "signs to report, by their ids").optional(),
            f("unknown", Claims, "what is not known of it")
                .terms()
                .optional(),
            f(
                "link",
                Records(&LINK, Some(LONGEST_LIST)),
                "where to read on",
            )
            .rust("links")
            .optional(),
            f(
                "line",
                Records(&LINE, Some(LONGEST_LIST)),
                "people and places to turn to",
            )
            .rust("lines")
            .optional(),
            f("term", Records(&TERM, None), "words of the glossary")
                .rust("terms")
                .optional(),
        ],
    )
};

/// `[[part.step]]`
static STEP: Group = Group::new(
    "Step",
    Table::Counted("STEPS"),
    "A step to take.",
    &[
        f("name", Text, "what to do, in a few words"),
        f("text", OwnClaim, "who does what").label("step").prompt(),
    ],
);

/// `[[part.link]]`
static LINK: Group = Group::new(
    "Link",
    Table::Counted("LINKS"),
    "A place of the guide to read on.",
    &[
        f("to", Goal, "where it leads"),
        f("text", Text, "its words"),
    ],
);

/// What a link can lead to beside topics and their parts.
pub(crate) const GOALS: &[&str] = &["signs", "map", "subtypes", "visit"];

/// `[[part.line]]`
static LINE: Group = Group::new(
    "Line",
    Table::Counted("LINES"),
    "Somebody to turn to.",
    &[
        f("name", Text, "who it is"),
        f("languages", Text, "in which languages"),
        f("hours", Text, "when; may be empty").optional(),
        f("phone", Phone, "the number as people read it; may be empty").optional(),
        f("url", Url, "address of the website").label("address"),
        f("text", OwnClaim, "what they offer").label("line"),
    ],
);

/// `[[part.term]]`
static TERM: Group = Group::new(
    "Term",
    Table::Counted("TERMS"),
    "A word of the glossary.",
    &[
        f("name", Text, "the word"),
        f(
            "say",
            Text,
            "how to say it, the stressed part in capitals; left out where the word is said as it is written",
        )
        .rust("pronunciation")
        .label("pronunciation")
        .optional()
        .by_language(),
        f("forms", Words, "other ways in which it stands in the texts"),
        f("text", OwnClaim, "what it means").label("term"),
    ],
);

/// `ui.toml`: a key and its text for each word of the controls.
pub(crate) static UI: Group = Group::new(
    "Ui",
    Table::One("UI"),
    "Words of the controls.",
    &[
        word("notice"),
        word("notice-tick"),
        word("works"),
        word("given"),
        word("common"),
        word("helps"),
        word("report"),
        word("found"),
        word("relief"),
        word("ask"),
        word("ask-tick"),
        word("unknown"),
        word("sources"),
        word("sources-note"),
        word("about-guide"),
        word("dots"),
        open("read", "{date}"),
        word("about"),
        word("meaning"),
        word("first"),
        word("next"),
        word("tests"),
        word("sheet-ask"),
        open("sheet-remove", "{item}"),
        open("sheet-count", "{count}"),
        word("sheet-first"),
        word("sheet-large"),
        word("sheet-close"),
        word("sheet-print"),
        word("sheet-copy"),
        word("sheet-clear"),
        word("sheet-sure"),
        word("sheet-yes"),
        word("sheet-no"),
        word("sheet-copied"),
        word("sheet-not-copied"),
        word("sheet-not-printed"),
        word("sheet-show"),
        word("sheet-name"),
        word("sheet-date"),
        word("sheet-medicines"),
        word("sheet-treatment"),
        word("print"),
        word("care-team"),
        open("opened", "{place}"),
        open("closed", "{place}"),
        word("version"),
        word("languages"),
        word("language-failed"),
        word("overdue"),
        word("phone"),
        word("spoken"),
        word("hours"),
        open("said", "{sound}"),
        // What the build completes, or needs outside the packs.
        template("language", &[]),
        template("day-of", &["{month}", "{day}", "{year}"]),
        template("reviewed", &["{reviewer}", "{role}", "{date}", "{next}"]),
        template("published", &["{publisher}"]),
        template("changed", &["{original}"]),
        template("contact", &["{address}"]),
        template("not-loaded", &[]),
        template("try-again", &[]),
        template("whole-guide", &[]),
        word("plain-page"),
        f("months", Months, "").label("control"),
    ],
);

const fn word(key: &'static str) -> Field {
    Field::new(key, Text, "").label("control")
}

const fn open(key: &'static str, place: &'static str) -> Field {
    Field::new(key, Open(place), "").label("control")
}

const fn template(key: &'static str, places: &'static [&'static str]) -> Field {
    Field::new(key, Template(places), "").label("control")
}

/// `rules.toml`
pub(crate) static RULES: Group = Group::new(
    "Rules",
    Table::Host,
    "What must not be said in a language, and what makes a text hard.",
    &[
        f(
            "shares",
            Pattern,
            "finds shares, percentages and how long people live",
        ),
        f("emergency", Pattern, "finds the emergency number"),
        f(
            "emergency-also",
            Text,
            "must stand wherever that number stands",
        ),
        f(
            "jargon",
            Phrases(true),
            "clinical words that only the glossary may leave unexplained",
        ),
        f("plain", Words, "abbreviations that need no explanation"),
        f(
            "women",
            Words,
            "in the first language: facts whose shares are of women",
        )
        .optional(),
        f("share.form", Pattern, "the one form of a share"),
        f("share.example", Text, "a share in that form"),
        f("share.other", Pattern, "finds shares in every form"),
        f("share.women", Pattern, "finds that a share is of women"),
        f("share.say-women", Text, "what to write of a share of women"),
        f(
            "never",
            Records(&NEVER, None),
            "what must not stand anywhere",
        ),
        f(
            "level",
            Records(&NEVER, None),
            "what says how soon to call, which only `signs.toml` may",
        ),
        f(
            "level-exceptions",
            Words,
            "in the first language: paths of sentences that may say it, or of what holds them",
        )
        .optional(),
    ],
);

/// `terms.toml`: the names of drugs, and one word for each concept.
pub(crate) static TERM_TABLE: Group = Group::new(
    "TermTable",
    Table::Host,
    "One name for each drug, and one word for each concept.",
    &[
        f("drug", Records(&DRUG, None), "drugs of the guide"),
        f("concept", Records(&CONCEPT, None), "words of one meaning")
            .optional()
            .by_language(),
    ],
);

/// `[[drug]]`
static DRUG: Group = Group::new(
    "Drug",
    Table::Host,
    "A drug and its names.",
    &[
        f(
            "name",
            Text,
            "the name that a bottle bears, or that people know",
        ),
        f(
            "other",
            Words,
            "its other names, which stand once in a panel, in brackets after it",
        ),
    ],
);

/// `[[concept]]`
static CONCEPT: Group = Group::new(
    "Concept",
    Table::Host,
    "A concept and the one word for it.",
    &[
        f("word", Text, "the word"),
        f(
            "not",
            Phrases(true),
            "words that must not stand for it, as whole words",
        ),
        f("but", Phrases(false), "phrases in which they may stand").optional(),
        f(
            "english",
            Text,
            "the English word of hospitals, which stands beside it where a section has it first",
        )
        .optional(),
    ],
);

/// `[[never]]`
static NEVER: Group = Group::new(
    "Never",
    Table::Host,
    "Words that must not stand anywhere, except within some phrases.",
    &[
        f("pattern", Pattern, "finds them"),
        f("but", Phrases(false), "phrases in which they may stand"),
        f("instead", Text, "what to write instead"),
    ],
);

/// A table of `sources.toml`
pub(crate) static SOURCE: Group = Group::new(
    "Source",
    Table::Host,
    "A page that facts rest on.",
    &[
        f("title", Text, "its title"),
        f("publisher", Text, "who answers for it"),
        f("url", Url, "its address at the publisher"),
        f(
            "language",
            LanguageTag,
            "the language of its title, if not that of the first language",
        )
        .optional(),
        f(
            "read",
            Date,
            "the day up to which somebody had read it; left out if nobody has",
        )
        .optional(),
    ],
);

/// `edition.toml`
pub(crate) static EDITION: Group = Group::new(
    "Edition",
    Table::Host,
    "Who publishes this edition.",
    &[
        f("publisher", Text, "who publishes it"),
        f(
            "changed-from",
            Text,
            "what it was changed from; left out in the original",
        )
        .optional(),
        f(
            "contact",
            Contact,
            "where readers can tell of an error or a barrier: `https://…` or `mailto:…`",
        )
        .optional(),
        f(
            "canonical",
            Pages,
            "where you host the plain pages, for search engines: `https://…/fallback.{language}.html`",
        )
        .optional(),
    ],
);

/// `review.toml`
pub(crate) static REVIEWS: Group = Group::new(
    "Reviews",
    Table::Host,
    "Reviews that have taken place.",
    &[f("review", Records(&REVIEW, None), "a signature").optional()],
);

/// `[[review]]`
static REVIEW: Group = Group {
    ids: false,
    ..Group::new(
        "Review",
        Table::Host,
        "A review that has taken place.",
        &[
            f("section", Text, "what was read"),
            f("language", Text, "in which language"),
            f("reviewer", Text, "who read it"),
            f("role", Text, "as what"),
            f("date", Date, "when"),
            f("next", Date, "when it is to be read again"),
            f(
                "words",
                Text,
                "SHA-256 of the words that were read, as the approval page shows it",
            ),
        ],
    )
};

/// `before.toml`
pub(crate) static BEFORE: Group = Group::new(
    "Before",
    Table::Host,
    "What was measured in an earlier version, for the content report.",
    &[
        f("version", Text, "which version"),
        f(
            "before",
            Records(&BEFORE_ROW, None),
            "a section, `rest` or `whole`",
        ),
    ],
);

/// `[[before]]`
static BEFORE_ROW: Group = Group {
    ids: false,
    ..Group::new(
        "BeforeRow",
        Table::Host,
        "What was measured in a section of one language.",
        &[
            f("language", Text, "the code of the language"),
            f("section", Text, "the section, `rest` or `whole`"),
            f("words", Text, "words"),
            f("panels", Text, "words of its panels").optional(),
            f("questions", Text, "questions").optional(),
            f("grade", Text, "reading grade").optional(),
            f("without-drugs", Text, "the same without names of drugs").optional(),
            f("shares", Text, "shares").optional(),
            f("drugs", Text, "names of drugs").optional(),
        ],
    )
};

/// `left-out.toml`
pub(crate) static LEFT_OUT: Group = Group::new(
    "LeftOut",
    Table::Host,
    "Facts that no sentence uses.",
    &[f(
        "left-out",
        Records(&LEFT_OUT_ROWS, None),
        "some facts and their reason",
    )
    .optional()],
);

/// `[[left-out]]`
static LEFT_OUT_ROWS: Group = Group {
    ids: false,
    ..Group::new(
        "LeftOutRows",
        Table::Host,
        "Facts that no sentence uses, and why.",
        &[f("reason", Text, "why"), f("facts", Words, "which")],
    )
};
