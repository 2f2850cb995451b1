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
    /// A text of a list of signs: its own words, and the wordings of the signs under the other key.
    SignList(&'static str),
    /// A telephone number, the same in every language.
    Phone,
    /// A full `https:` address, which may differ between languages.
    Url,
    /// A full `https:` address, or a mailbox after `mailto:`.
    Contact,
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
            Kind::Id(group) => group.id_type(),
            Kind::Record(group) => group.name.to_string(),
            Kind::Records(group, _) => format!("Run<{}>", group.id_type()),
            Kind::Template(_)
            | Kind::Ids
            | Kind::Words
            | Kind::Months
            | Kind::Contact
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
        place: Place::File("rules.toml"),
        group: &RULES,
        section: None,
    },
];

/// A topic, which is a section of the widget.
#[derive(Debug)]
pub(crate) struct Topic {
    pub(crate) id: &'static str,
    /// Whether it ends with questions, and says what is not known (PEMAT 20, CCI 11).
    pub(crate) asks: bool,
    /// Whether terms of the glossary are marked in it.
    pub(crate) terms: bool,
    /// What the names of its parts are to a reviewer.
    pub(crate) heading: &'static str,
}

impl Topic {
    const fn new(id: &'static str) -> Topic {
        Topic {
            id,
            asks: true,
            terms: true,
            heading: "heading",
        }
    }
}

/// Label of the name of a myth, which is what must not be believed: no rule of language looks at it.
pub(crate) const MYTH: &str = "myth";

/// The topics, in the order of the default.
pub(crate) const TOPICS: &[Topic] = &[
    Topic::new("basics"),
    Topic::new("tests"),
    Topic::new("treatment"),
    Topic::new("living"),
    Topic {
        heading: MYTH,
        ..Topic::new("myths")
    },
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
    Choice, Claim, Claims, Contact, Date, Flag, Id, Ids, LanguageTag, Months, Open, OwnClaim,
    Pattern, Phone, Phrases, Record, Records, SignList, Template, Text, Texts, Url, Words,
};

const fn f(key: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field::new(key, kind, doc)
}

/// `front.toml`
pub(crate) static FRONT: Group = Group::new(
    "Front",
    Table::One("FRONT"),
    "Title, lead, headings, footer.",
    &[
        f("title", Text, "the title of the guide"),
        f("start", Text, "where to begin"),
        f("draft", Text, "that nobody has reviewed it yet"),
        f("lead", Claims, "the first sentences"),
        f("map.title", Text, "heading of the map"),
        f("map.intro", Text, "what to do with it"),
        f("map.caption", Text, "under the figure"),
        f(
            "map.other-causes",
            Claim,
            "that a sign can have other causes",
        ),
        f(
            "start-here.title",
            Text,
            "heading of the topic to begin with",
        ),
        f("start-here.intro", Text, "under that heading"),
        f("topics.title", Text, "heading of the topics"),
        f("topics.intro", Text, "under that heading"),
        f("subtypes.title", Text, "heading of the types"),
        f("subtypes.intro", Claims, "before the cards of the types").terms(),
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
            "the same in two words, before a line of the overall list on a phone",
        ),
        f("labels.short-today", Text, "the same for `today`"),
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
        f(
            "labels.more",
            Open("{count}"),
            "row with the other signs of a place",
        ),
        f(
            "labels.rules",
            Text,
            "row with the rules that hold for all signs",
        ),
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
            Claim,
            "what to do if nobody answers",
        ),
        f(
            "rules.morning",
            Claim,
            "which signs may wait for the morning then",
        ),
        f("rules.hospice", Claim, "whom to call in hospice care"),
        f("rules.no-team", Claim, "whom to call without a team"),
        f("rules.no-driving", Claim, "not to drive"),
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

/// The place of the signs of treatment, beside the places in the body.
pub(crate) const TREATMENT: &str = "treatment";

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
            f("key", Claim, "the one thing to remember").terms(),
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
                Records(&QUESTION, Some(LONGEST_LIST)),
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
    &[f("text", OwnClaim, "its words").label("ask").prompt()],
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
            f("meaning", Claims, "what it means").terms(),
            f("first", Claims, "usual first treatments").terms(),
            f("next", Claims, "later treatments").terms(),
            f("tests", Claims, "tests to ask about").terms(),
            f(
                "ask",
                Records(&QUESTION, Some(LONGEST_LIST)),
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
                Records(&QUESTION, Some(LONGEST_LIST)),
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
    own_row_if: Some("closed"),
    shares_if: Some("numbers"),
    ..Group::new(
        "Part",
        Table::Counted("PARTS"),
        "A part of a topic.",
        &[
            f("name", Text, "its heading; of a myth, what people say"),
            f("closed", Flag, "whether it is a closed row"),
            f(
                "numbers",
                Flag,
                "whether shares and outlook stand in it: closed, and named so that one can skip it",
            )
            .host(),
            f("say", Claims, "sentences").terms().optional(),
            f("list", Claims, "a list under them").terms().optional(),
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
        f("say", Text, "how to say it, the stressed part in capitals")
            .rust("pronunciation")
            .label("pronunciation"),
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
        word("contents"),
        word("notice"),
        word("notice-tick"),
        word("found"),
        word("relief"),
        word("ask"),
        word("ask-tick"),
        word("unknown"),
        word("sources"),
        word("sources-note"),
        open("read", "{date}"),
        word("about"),
        word("meaning"),
        word("first"),
        word("next"),
        word("tests"),
        word("sheet"),
        word("sheet-intro"),
        word("sheet-empty"),
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
        word("myth"),
        word("truth"),
        word("phone"),
        word("spoken"),
        word("hours"),
        word("link"),
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
        f("shares", Pattern, "finds shares and percentages"),
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
            "drugs",
            Words,
            "names of drugs, which are long whatever one does",
        ),
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
