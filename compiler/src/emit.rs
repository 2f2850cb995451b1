//! Writes the structure as Rust data and the words of each language as a pack.
//!
//! One walk serves every language: it pushes words in a fixed order and writes down which number went where.
//! The numbers are the same for all languages, because [`crate::check`] made sure that their ids are.
//!
//! A pack is `mbcw`, the hash of the structure (8 bytes) and the texts in UTF-8, with a newline between them; no
//! text holds one. Where each begins is noted once when it is read: a table of offsets in the file compresses
//! badly, and was 8 % of a pack's download.

use crate::figure::{Figure, Shape};
use crate::mark::Marker;
use crate::review::{Standing, sections};
use crate::source::{Book, Claim, LEVELS, Language, Line, PLACEHOLDERS, Term, Topic, UI};
use crate::{Aside, Output};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(crate) fn emit(book: &Book, figure: &Figure, standing: &[Vec<Standing>]) -> Output {
    let walks: Vec<Walk> = book
        .languages
        .iter()
        .zip(standing)
        .map(|(language, of)| walk(book, language, of, standing))
        .collect();
    let reference = &walks[0];
    let hash = fnv1a(reference.code.as_bytes()).to_le_bytes();
    let mut structure = reference.code.clone();
    let _ = writeln!(
        structure,
        "/// Tells packs of this structure.\npub static STRUCTURE: [u8; 8] = {hash:?};"
    );
    let _ = writeln!(
        structure,
        "/// How many texts a pack holds.\npub const TEXTS: usize = {};",
        reference.words.len()
    );
    let figure = write_figure(&mut structure, &figure.root);
    write_trace(&mut structure, reference);
    write_left_out(&mut structure, book);
    let mut packs = Vec::new();
    for (language, walked) in book.languages.iter().zip(&walks) {
        debug_assert_eq!(
            walked.words.len(),
            reference.words.len(),
            "languages were compared before"
        );
        packs.push((language.code.clone(), pack(hash, &walked.words)));
    }
    write_packs(&mut structure, &packs);
    let sites = &book.languages[0].sites;
    let aside = |language: &Language| {
        let said = |key| language.build_ui[key].text.clone();
        Aside {
            language: language.code.clone(),
            title: language.front.words["title"].text.clone(),
            not_loaded: said("not-loaded"),
            try_again: said("try-again"),
            whole_guide: said("whole-guide"),
        }
    };
    Output {
        structure,
        packs,
        sections: reference.sections.clone(),
        figure,
        asides: book.languages.iter().map(aside).collect(),
        sites: sites.iter().map(|site| site.id.text.clone()).collect(),
        site_names: sites.iter().map(|site| site.name.text.clone()).collect(),
        warnings: crate::review::warnings(book, standing),
    }
}

/// FNV-1a, 64 bits: tells a pack that belongs to another structure; it guards against mix-ups, not malice.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    })
}

fn pack(hash: [u8; 8], words: &[String]) -> Vec<u8> {
    [b"mbcw", &hash[..], words.join("\n").as_bytes()].concat()
}

/// The words in order, and the code that names them by number.
#[derive(Default)]
struct Walk {
    words: Vec<String>,
    code: String,
    /// Rows of `SIGNS`.
    signs: Vec<String>,
    /// Rows of `QUESTIONS`.
    questions: Vec<String>,
    /// Rows of `LINES`.
    lines: Vec<String>,
    /// Terms of the glossary that the section, or the closed row in it, told of already.
    seen: BTreeSet<usize>,
    /// Name of a section, and its first text.
    sections: Vec<(String, usize)>,
    /// Number of a text, its key, and the facts it rests on.
    trace: Vec<(usize, String, Vec<String>)>,
}

impl Walk {
    /// From here on the words are this section's.
    fn section(&mut self, name: &str) {
        self.seen.clear();
        self.sections.push((name.to_string(), self.words.len()));
    }

    fn word(&mut self, text: &str) -> String {
        self.words.push(text.to_string());
        format!("TextId({})", self.words.len() - 1)
    }

    fn claim(&mut self, key: &str, claim: &Claim) -> String {
        let facts = claim.facts.iter().map(|fact| fact.text.clone()).collect();
        self.trace.push((self.words.len(), key.to_string(), facts));
        self.word(&claim.text.text)
    }

    /// A claim with marks at terms.
    fn marked(&mut self, key: &str, claim: &Claim, marker: &Marker) -> String {
        let id = self.claim(key, claim);
        if let Some(word) = self.words.last_mut() {
            *word = marker.mark(word, &mut self.seen);
        }
        id
    }

    fn texts(&mut self, key: &str, claims: &[Claim]) -> String {
        self.run(key, claims, None)
    }

    fn run(&mut self, key: &str, claims: &[Claim], marker: Option<&Marker>) -> String {
        let start = self.words.len();
        for claim in claims {
            let key = format!("{key}.{}", claim.id.text);
            match marker {
                Some(marker) => self.marked(&key, claim, marker),
                None => self.claim(&key, claim),
            };
        }
        self.since(start)
    }

    /// The texts from number `start` on.
    fn since(&self, start: usize) -> String {
        format!("Texts {{ start: {start}, end: {} }}", self.words.len())
    }

    /// A run of rows of `SIGNS`.
    fn signs(&mut self, key: &str, claims: &[Claim]) -> String {
        let first = self.signs.len();
        for claim in claims {
            let text = self.claim(&format!("{key}.{}", claim.id.text), claim);
            let level = claim.level.as_ref();
            let level =
                level.and_then(|level| LEVELS.iter().position(|known| *known == level.text));
            let level = level.and_then(|level| ["Some(Level::Now)", "Some(Level::Day)"].get(level));
            let level = level.unwrap_or(&"None");
            self.signs
                .push(format!("Sign {{ text: {text}, level: {level} }}"));
        }
        format!("Run::new({first}, {})", self.signs.len())
    }

    /// A run of rows of `QUESTIONS`.
    fn questions(&mut self, key: &str, claims: &[Claim]) -> String {
        let first = self.questions.len();
        for claim in claims {
            let text = self.claim(&format!("{key}.{}", claim.id.text), claim);
            self.questions.push(format!("Question {{ text: {text} }}"));
        }
        format!("Run::new({first}, {})", self.questions.len())
    }
}

/// A table of the structure.
fn table(code: &mut String, name: &str, of: &str, rows: &[String]) {
    let _ = writeln!(code, "pub static {name}: [{of}; {}] = [", rows.len());
    for row in rows {
        let _ = writeln!(code, "    {row},");
    }
    code.push_str("];\n");
}

/// Names of rows that the widget knows by what they are.
fn constants(code: &mut String, of: &str, names: &[&str]) {
    let _ = writeln!(code, "impl {of} {{");
    for (number, name) in names.iter().enumerate() {
        let name = name.to_uppercase().replace('-', "_");
        let _ = writeln!(code, "    pub const {name}: {of} = {of}({number});");
    }
    code.push_str("}\n");
}

fn walk(
    book: &Book,
    language: &Language,
    standing: &[Standing],
    all_standing: &[Vec<Standing>],
) -> Walk {
    let mut walk = Walk::default();
    let marker = &Marker::new(language);
    let mut code = String::new();
    let languages: Vec<String> = book
        .languages
        .iter()
        .map(|language| {
            let name = &language.build_ui["language"].text;
            format!("Language {{ code: {:?}, name: {name:?} }}", language.code)
        })
        .collect();
    table(&mut code, "LANGUAGES", "Language", &languages);

    walk.section("labels");
    let ui: Vec<String> = UI
        .iter()
        .zip(&language.ui)
        .map(|(key, word)| {
            let field = key.replace('-', "_");
            // A sentence with an open place is cut there, so that nothing has to be searched later.
            match PLACEHOLDERS
                .iter()
                .find(|(of, _)| of == key)
                .and_then(|(_, open)| word.text.split_once(open))
            {
                Some((before, after)) => {
                    format!(
                        "{field}: Open {{ before: {}, after: {} }}",
                        walk.word(before),
                        walk.word(after)
                    )
                }
                None => format!("{field}: {}", walk.word(&word.text)),
            }
        })
        .collect();
    let _ = writeln!(code, "pub static UI: Ui = Ui {{ {} }};", ui.join(", "));

    walk.section("front");
    let front = &language.front;
    let mut fields = Vec::new();
    for (key, field) in [
        ("title", "title"),
        ("start", "start"),
        ("draft", "draft"),
        ("map-title", "map_title"),
        ("map-intro", "map_intro"),
        ("caption", "map_caption"),
        ("start-title", "start_here_title"),
        ("start-intro", "start_here_intro"),
        ("topics-title", "topics_title"),
        ("topics-intro", "topics_intro"),
        ("subtypes-title", "subtypes_title"),
        ("sources-until", "footer_sources_until"),
        ("written-for", "footer_written_for"),
        ("privacy", "footer_privacy"),
    ] {
        let text = walk.word(&front.words[key].text);
        fields.push(format!("{field}: {text}"));
    }
    fields.push(format!(
        "map_other_causes: {}",
        walk.claim("front.other-causes", &front.claims["other-causes"])
    ));
    for (key, field) in [("lead", "lead"), ("notes", "footer_notes")] {
        let texts = walk.texts(&format!("front.{key}"), front.list(key));
        fields.push(format!("{field}: {texts}"));
    }
    let intro = walk.run("front.intro", front.list("intro"), Some(marker));
    fields.push(format!("subtypes_intro: {intro}"));
    let _ = writeln!(
        code,
        "pub static FRONT: Front = Front {{ {} }};",
        fields.join(", ")
    );
    let [published, changed] = published(book, language).map(|text| walk.word(&text));
    let [before, address, after, url] = contact(book, language).map(|text| walk.word(&text));
    let _ = writeln!(
        code,
        "pub static EDITION: Edition = Edition {{ published: {published}, changed: {changed}, \
         contact: Open {{ before: {before}, after: {after} }}, contact_address: {address}, contact_url: {url} }};"
    );
    let reviews: Vec<String> = standing
        .iter()
        .enumerate()
        .map(|(number, of)| {
            let signed = walk.word(&of.signed);
            let due: Vec<&str> = all_standing
                .iter()
                .map(|all| all[number].next.as_str())
                .collect();
            format!(
                "Review {{ section: {:?}, signed: {signed}, due: {due:?} }}",
                of.section
            )
        })
        .collect();
    table(&mut code, "REVIEWS", "Review", &reviews);
    constants(&mut code, "ReviewId", &sections());

    walk.section("urgent");
    let urgent = &language.urgent;
    let mut fields = Vec::new();
    for key in ["title", "intro"] {
        fields.push(format!("{key}: {}", walk.word(&urgent.words[key].text)));
    }
    for key in ["crisis", "if-nobody-answers", "what-to-say", "no-waiting"] {
        let text = walk.claim(&format!("urgent.{key}"), &urgent.claims[key]);
        fields.push(format!("{}: {text}", key.replace('-', "_")));
    }
    for key in ["now", "day"] {
        fields.push(format!(
            "{key}: {}",
            walk.texts(&format!("urgent.{key}"), urgent.list(key))
        ));
    }
    let _ = writeln!(
        code,
        "pub static URGENT: Urgent = Urgent {{ {} }};",
        fields.join(", ")
    );

    // The facts, and so the sources, are those of the reference language in every language.
    let reference = &book.languages[0];
    let entries = reference.sites.iter().chain(&reference.subtypes);
    let mut cited: Vec<Vec<&str>> = entries
        .map(|entry| sources_of(book, entry.claims()))
        .collect();
    for topic in &reference.topics {
        cited.push(sources_of(book, topic.claims()));
    }
    cited.push(sources_of(book, reference.urgent.every_claim()));
    cited.push(sources_of(book, reference.front.every_claim()));
    let all: BTreeSet<&str> = cited.iter().flatten().copied().collect();
    let all: Vec<&str> = all.into_iter().collect();
    let numbers = |cited: &Vec<&str>| {
        let numbers: Vec<String> = cited
            .iter()
            .filter_map(|key| all.iter().position(|other| other == key))
            .map(|number| format!("SourceId({number})"))
            .collect();
        format!("&[{}]", numbers.join(", "))
    };
    let mut cited = cited.iter();
    let mut next_sources = || cited.next().map(numbers).unwrap_or_default();

    let _ = writeln!(
        code,
        "pub static SITES: [Site; {}] = [",
        language.sites.len()
    );
    for site in &language.sites {
        let id = &site.id.text;
        walk.section(id);
        let mut fields = vec![
            format!("id: {id:?}"),
            format!("name: {}", walk.word(&site.name.text)),
        ];
        if let Some(hint) = &site.hint {
            fields.push(format!("hint: {}", walk.word(&hint.text)));
        }
        fields.push(format!(
            "key: {}",
            walk.marked(&format!("{id}.key"), &site.main, marker)
        ));
        let about = walk.run(&format!("{id}.about"), site.list("about"), Some(marker));
        fields.push(format!("about: {about}"));
        let notice = walk.signs(&format!("{id}.notice"), site.list("notice"));
        let ask = walk.questions(&format!("{id}.ask"), site.list("ask"));
        fields.push(format!("notice: {notice}, ask: {ask}"));
        for key in ["now", "day", "soon"] {
            let texts = walk.texts(&format!("{id}.{key}"), site.list(key));
            fields.push(format!("{key}: {texts}"));
        }
        for key in ["found", "relief"] {
            let before = std::mem::take(&mut walk.seen);
            let texts = walk.run(&format!("{id}.{key}"), site.list(key), Some(marker));
            fields.push(format!("{key}: {texts}"));
            walk.seen = before;
        }
        let unknown = walk.run(&format!("{id}.unknown"), site.list("unknown"), Some(marker));
        fields.push(format!("unknown: {unknown}"));
        let _ = writeln!(
            code,
            "    Site {{ {}, sources: {} }},",
            fields.join(", "),
            next_sources()
        );
    }
    code.push_str("];\n");

    let _ = writeln!(
        code,
        "pub static SUBTYPES: [Subtype; {}] = [",
        language.subtypes.len()
    );
    for subtype in &language.subtypes {
        let id = &subtype.id.text;
        walk.section(id);
        let mut fields = vec![
            format!("id: {id:?}"),
            format!("name: {}", walk.word(&subtype.name.text)),
        ];
        let start = walk.words.len();
        for chip in &subtype.chips {
            walk.word(&chip.text);
        }
        fields.push(format!(
            "chips: Texts {{ start: {start}, end: {} }}",
            walk.words.len()
        ));
        fields.push(format!(
            "share: {}",
            walk.claim(&format!("{id}.share"), &subtype.main)
        ));
        for key in ["meaning", "first", "next", "tests", "unknown"] {
            let texts = walk.run(&format!("{id}.{key}"), subtype.list(key), Some(marker));
            fields.push(format!("{key}: {texts}"));
        }
        fields.push(format!(
            "ask: {}",
            walk.questions(&format!("{id}.ask"), subtype.list("ask"))
        ));
        // Shared by all languages, and so taken from the one that carries it.
        let label = reference
            .subtypes
            .iter()
            .any(|entry| entry.id.text == *id && entry.label);
        let _ = writeln!(
            code,
            "    Subtype {{ {}, label: {label}, sources: {} }},",
            fields.join(", "),
            next_sources()
        );
    }
    code.push_str("];\n");

    let mut parts = String::new();
    let mut part_count = 0;
    let mut terms: Vec<&Term> = Vec::new();
    let _ = writeln!(
        code,
        "pub static TOPICS: [Topic; {}] = [",
        language.topics.len()
    );
    for (topic, structure) in language.topics.iter().zip(&reference.topics) {
        let first = part_count;
        part_count += topic.parts.len();
        let fields = walk_topic(&mut walk, topic, structure, marker, &mut parts, &mut terms);
        let _ = writeln!(
            code,
            "    Topic {{ {fields}, parts: Run::new({first}, {part_count}), sources: {} }},",
            next_sources()
        );
    }
    let _ = writeln!(
        code,
        "];\npub static PARTS: [Part; {part_count}] = [\n{parts}];"
    );
    let ids: Vec<&str> = language.topics.iter().map(|topic| topic.id).collect();
    constants(&mut code, "TopicId", &ids);
    table(&mut code, "LINES", "Line", &walk.lines);
    walk.section("terms");
    let terms: Vec<String> = terms
        .into_iter()
        .map(|term| {
            let name = walk.word(&term.name.text);
            let pronunciation = walk.word(&term.say.text);
            let text = walk.claim(&format!("glossary.{}", term.claim.id.text), &term.claim);
            format!("Term {{ name: {name}, pronunciation: {pronunciation}, text: {text} }}")
        })
        .collect();
    table(&mut code, "TERMS", "Term", &terms);
    table(&mut code, "SIGNS", "Sign", &walk.signs);
    table(&mut code, "QUESTIONS", "Question", &walk.questions);
    let _ = writeln!(
        code,
        "/// What the signs that cannot wait rest on.\n\
         pub static URGENT_SOURCES: &[SourceId] = {};\n\
         /// What the first and last words rest on.\n\
         pub static FRONT_SOURCES: &[SourceId] = {};",
        next_sources(),
        next_sources()
    );
    walk.section("sources");
    let sources: Vec<String> = all
        .iter()
        .map(|key| {
            let source = &book.sources[*key];
            let [title, publisher, url] =
                [&source.title, &source.publisher, &source.url].map(|word| walk.word(&word.text));
            let day = source.read.as_deref();
            let read = walk.word(&day.map(|day| language.day(day)).unwrap_or_default());
            let of = source.language.as_ref();
            let of = of.map_or(book.languages[0].code.as_str(), |of| of.text.as_str());
            format!(
                "Source {{ title: {title}, publisher: {publisher}, url: {url}, read: {read}, language: {of:?} }}"
            )
        })
        .collect();
    table(&mut code, "SOURCES", "Source", &sources);
    walk.code = code;
    walk
}

/// Who publishes the edition, and what it was changed from: two texts, of which the second may be empty.
fn published(book: &Book, language: &Language) -> [String; 2] {
    let edition = &book.edition;
    let words = &language.build_ui;
    let fill = |key: &str, open: &str, with: &str| words[key].text.replace(open, with);
    [
        fill("published", "{publisher}", &edition.publisher.text),
        edition
            .changed_from
            .as_ref()
            .map_or(String::new(), |original| {
                fill("changed", "{original}", &original.text)
            }),
    ]
}

/// Where readers can tell of an error or a barrier: the words before the address, the address as people write it, the
/// words after it, and what the link leads to. All are empty where the edition names none.
fn contact(book: &Book, language: &Language) -> [String; 4] {
    let Some(contact) = &book.edition.contact else {
        return Default::default();
    };
    let url = &contact.text;
    let shown = url.split_once("//").or(url.split_once(':'));
    let shown = shown.map_or(url.as_str(), |(_, shown)| shown);
    let sentence = &language.build_ui["contact"].text;
    let (before, after) = sentence.split_once("{address}").unwrap_or((sentence, ""));
    [before, shown.trim_end_matches('/'), after, url].map(str::to_string)
}

/// The fields of a topic; its parts and terms are added to those of all topics.
fn walk_topic<'a>(
    walk: &mut Walk,
    topic: &'a Topic,
    structure: &Topic,
    marker: &Marker,
    parts: &mut String,
    terms: &mut Vec<&'a Term>,
) -> String {
    let id = topic.id;
    // The definitions themselves are not marked: they lie one beside the other.
    let nothing = Marker::default();
    let marker = if id == "glossary" { &nothing } else { marker };
    walk.section(id);
    let mut fields = vec![
        format!("id: {id:?}"),
        format!("name: {}", walk.word(&topic.name.text)),
        format!("hint: {}", walk.word(&topic.hint.text)),
    ];
    let key = walk.marked(&format!("{id}.key"), &topic.key, marker);
    fields.push(format!("key: {key}"));
    for (part, structure) in topic.parts.iter().zip(&structure.parts) {
        let of = format!("{id}.{}", part.id.text);
        let name = walk.word(&part.name.text);
        // A closed part may be the first that somebody opens.
        let before = structure.closed.then(|| std::mem::take(&mut walk.seen));
        let texts = ["say", "list"].map(|key| walk.run(&of, part.list(key), Some(marker)));
        let start = walk.lines.len();
        for (line, structure) in part.lines.iter().zip(&structure.lines) {
            walk_line(walk, &of, line, structure);
        }
        let lines = format!("Run::new({start}, {})", walk.lines.len());
        if let Some(before) = before {
            walk.seen = before;
        }
        let first = terms.len();
        terms.extend(&part.terms);
        let _ = writeln!(
            parts,
            "    Part {{ name: {name}, closed: {}, say: {}, list: {}, lines: {lines}, terms: Run::new({first}, {}) }},",
            structure.closed,
            texts[0],
            texts[1],
            terms.len()
        );
    }
    let ask = walk.questions(&format!("{id}.ask"), topic.list("ask"));
    let unknown = walk.run(
        &format!("{id}.unknown"),
        topic.list("unknown"),
        Some(marker),
    );
    fields.push(format!("ask: {ask}, unknown: {unknown}"));
    fields.join(", ")
}

/// A row of `LINES`. Hours and phone may be empty.
fn walk_line(walk: &mut Walk, of: &str, line: &Line, structure: &Line) {
    let name = walk.word(&line.name.text);
    let text = walk.claim(&format!("{of}.{}", line.claim.id.text), &line.claim);
    let languages = walk.word(&line.languages.text);
    let [hours, phone] = [&line.hours, &structure.phone]
        .map(|word| walk.word(word.as_ref().map_or("", |word| &word.text)));
    let url = walk.word(&line.url.text);
    walk.lines.push(format!(
        "Line {{ name: {name}, text: {text}, languages: {languages}, hours: {hours}, phone: {phone}, url: {url} }}"
    ));
}

/// Keys of the sources under some claims, sorted, each once: of each fact the first, because a list of all would be
/// read by nobody. The approval page has them all.
fn sources_of<'a>(
    book: &'a Book,
    claims: impl IntoIterator<Item = (&'static str, &'a Claim)>,
) -> Vec<&'a str> {
    let facts = claims
        .into_iter()
        .flat_map(|(_, claim)| &claim.facts)
        .filter_map(|fact| book.facts.get(&fact.text));
    let sources: BTreeSet<&str> = facts
        .filter_map(|fact| fact.sources.first())
        .map(|source| source.text.as_str())
        .collect();
    sources.into_iter().collect()
}

/// See `Figure` in `src/content.rs`. Returns how many bytes it takes in the engine.
fn write_figure(code: &mut String, root: &Shape) -> usize {
    let mut table = Table {
        names: vec![String::new()],
        ..Table::default()
    };
    table.add(root);
    let mut offsets = vec![0];
    for value in &table.texts {
        offsets.push(offsets[offsets.len() - 1] + value.len());
    }
    let Table {
        elements,
        attrs,
        values,
        texts,
        names,
    } = table;
    let _ = writeln!(
        code,
        "\n/// The drawing.\npub static FIGURE: Figure = Figure {{\n    elements: &{elements:?},\n    attrs: &{attrs:?},\n    \
         values: &{values:?},\n    offsets: &{offsets:?},\n    text: {:?},\n    names: &{names:?},\n}};",
        texts.concat()
    );
    let names: usize = names.iter().map(String::len).sum();
    elements.len() * 3
        + attrs.len()
        + (values.len() + offsets.len()) * 2
        + texts.concat().len()
        + names
}

#[derive(Default)]
struct Table {
    elements: Vec<[usize; 3]>,
    attrs: Vec<usize>,
    values: Vec<usize>,
    texts: Vec<String>,
    names: Vec<String>,
}

impl Table {
    fn add(&mut self, shape: &Shape) {
        let inside = (!shape.text.is_empty()).then_some(("", shape.text.as_str()));
        let written = shape
            .attrs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let attrs: Vec<(&str, &str)> = written.chain(inside).collect();
        let name = number_of(&mut self.names, &shape.tag);
        self.elements
            .push([name, attrs.len(), shape.children.len()]);
        for (name, value) in attrs {
            let name = number_of(&mut self.names, name);
            self.attrs.push(name);
            let value = number_of(&mut self.texts, value);
            self.values.push(value);
        }
        for child in &shape.children {
            self.add(child);
        }
    }
}

fn number_of(list: &mut Vec<String>, text: &str) -> usize {
    list.iter()
        .position(|other| other == text)
        .unwrap_or_else(|| {
            list.push(text.to_string());
            list.len() - 1
        })
}

/// Which facts bear which text: for the pages that people check, so not in the engine.
fn write_trace(code: &mut String, walk: &Walk) {
    code.push_str("\n/// Every claim with its key and the facts it rests on.\n#[cfg(not(target_family = \"wasm\"))]\n");
    let _ = writeln!(
        code,
        "pub static TRACE: [(TextId, &str, &[&str]); {}] = [",
        walk.trace.len()
    );
    for (text, key, facts) in &walk.trace {
        let _ = writeln!(code, "    (TextId({text}), {key:?}, &{facts:?}),");
    }
    code.push_str("];\n");
}

/// Rows of the fact sheet without a sentence, and why.
fn write_left_out(code: &mut String, book: &Book) {
    let rows: Vec<(&str, &str)> = book
        .left_out
        .iter()
        .flat_map(|group| {
            let reason = group.reason.text.as_str();
            group
                .facts
                .iter()
                .map(move |fact| (fact.text.as_str(), reason))
        })
        .collect();
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
