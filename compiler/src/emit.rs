//! Writes the structure as Rust data and the words of each language as a pack.
//!
//! One walk serves every language: it pushes words in a fixed order and writes down which number went where.
//! The numbers are the same for all languages, because [`crate::check`] made sure that their ids are.
//!
//! A pack is `mbcw`, the hash of the structure (8 bytes) and the texts in UTF-8, with a newline between them; no
//! text holds one. Where each begins is noted once when it is read: a table of offsets in the file compresses
//! badly, and was 8 % of a pack's download.

use crate::Output;
use crate::figure::{Figure, Shape};
use crate::source::{Book, Claim, Entry, Language, PLACEHOLDERS, UI};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(crate) fn emit(book: &Book, figure: &Figure) -> Output {
    let walks: Vec<Walk> = book
        .languages
        .iter()
        .map(|language| walk(book, language))
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
    write_figure(&mut structure, &figure.root);
    write_trace(&mut structure, reference);
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
    let sites = book.languages[0]
        .sites
        .iter()
        .map(|site| site.id.text.clone())
        .collect();
    Output {
        structure,
        packs,
        sites,
    }
}

/// FNV-1a, 64 bits: tells a pack that belongs to another structure; it guards against mix-ups, not malice.
fn fnv1a(bytes: &[u8]) -> u64 {
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
    ticks: usize,
    /// Number of a text, its key, and the facts it rests on.
    trace: Vec<(usize, String, Vec<String>)>,
}

impl Walk {
    fn word(&mut self, text: &str) -> String {
        self.words.push(text.to_string());
        format!("TextId({})", self.words.len() - 1)
    }

    fn claim(&mut self, key: &str, claim: &Claim) -> String {
        let facts = claim.facts.iter().map(|fact| fact.text.clone()).collect();
        self.trace.push((self.words.len(), key.to_string(), facts));
        self.word(&claim.text.text)
    }

    fn texts(&mut self, key: &str, claims: &[Claim]) -> String {
        let start = self.words.len();
        for claim in claims {
            self.claim(&format!("{key}.{}", claim.id.text), claim);
        }
        format!("Texts {{ start: {start}, end: {} }}", self.words.len())
    }

    fn ticks(&mut self, key: &str, claims: &[Claim]) -> String {
        let text = self.words.len();
        let start = self.ticks;
        self.texts(key, claims);
        self.ticks += claims.len();
        format!(
            "Ticks {{ start: {start}, end: {}, text: TextId({text}) }}",
            self.ticks
        )
    }
}

fn walk(book: &Book, language: &Language) -> Walk {
    let mut walk = Walk::default();
    let codes: Vec<String> = book
        .languages
        .iter()
        .map(|language| format!("{:?}", language.code))
        .collect();
    let mut code = format!(
        "pub static LANGUAGES: [&str; {}] = [{}];\n",
        codes.len(),
        codes.join(", ")
    );

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

    let front = &language.front;
    let mut fields = Vec::new();
    for key in [
        "title",
        "start",
        "draft",
        "map-title",
        "map-intro",
        "caption",
        "subtypes-title",
        "sources-until",
        "written-for",
        "privacy",
    ] {
        let text = walk.word(&front.words[key].text);
        fields.push(format!("{}: {text}", key.replace('-', "_")));
    }
    fields.push(format!(
        "other_causes: {}",
        walk.claim("front.other-causes", &front.claims["other-causes"])
    ));
    for (field, key) in [
        ("lead", "lead"),
        ("subtypes_intro", "intro"),
        ("notes", "notes"),
    ] {
        fields.push(format!(
            "{field}: {}",
            walk.texts(&format!("front.{key}"), front.list(key))
        ));
    }
    let _ = writeln!(
        code,
        "pub static FRONT: Front = Front {{ {} }};",
        fields.join(", ")
    );

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
    let cited: Vec<Vec<&str>> = reference
        .sites
        .iter()
        .chain(&reference.subtypes)
        .map(|entry| sources_of(book, entry))
        .collect();
    let all: BTreeSet<&str> = cited.iter().flatten().copied().collect();
    let all: Vec<&str> = all.into_iter().collect();
    let numbers = |cited: &Vec<&str>| {
        let numbers: Vec<String> = cited
            .iter()
            .filter_map(|key| all.iter().position(|other| other == key))
            .map(|n| n.to_string())
            .collect();
        format!("&[{}]", numbers.join(", "))
    };

    let _ = writeln!(
        code,
        "pub static SITES: [Site; {}] = [",
        language.sites.len()
    );
    for (site, cited) in language.sites.iter().zip(&cited) {
        let id = &site.id.text;
        let mut fields = vec![
            format!("id: {id:?}"),
            format!("name: {}", walk.word(&site.name.text)),
        ];
        if let Some(hint) = &site.hint {
            fields.push(format!("hint: {}", walk.word(&hint.text)));
        }
        fields.push(format!(
            "key: {}",
            walk.claim(&format!("{id}.key"), &site.main)
        ));
        for key in ["notice", "ask"] {
            fields.push(format!(
                "{key}: {}",
                walk.ticks(&format!("{id}.{key}"), site.list(key))
            ));
        }
        let calls =
            ["now", "day", "soon"].map(|key| walk.texts(&format!("{id}.{key}"), site.list(key)));
        fields.push(format!("calls: [{}]", calls.join(", ")));
        for key in ["found", "relief", "unknown"] {
            fields.push(format!(
                "{key}: {}",
                walk.texts(&format!("{id}.{key}"), site.list(key))
            ));
        }
        let _ = writeln!(
            code,
            "    Site {{ {}, sources: {} }},",
            fields.join(", "),
            numbers(cited)
        );
    }
    code.push_str("];\n");

    let _ = writeln!(
        code,
        "pub static SUBTYPES: [Subtype; {}] = [",
        language.subtypes.len()
    );
    for (subtype, cited) in language.subtypes.iter().zip(&cited[language.sites.len()..]) {
        let id = &subtype.id.text;
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
        for key in ["meaning", "first", "tests", "unknown"] {
            fields.push(format!(
                "{key}: {}",
                walk.texts(&format!("{id}.{key}"), subtype.list(key))
            ));
        }
        fields.push(format!(
            "ask: {}",
            walk.ticks(&format!("{id}.ask"), subtype.list("ask"))
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
            numbers(cited)
        );
    }
    code.push_str("];\n");

    let _ = writeln!(
        code,
        "/// How many things can be ticked.\npub const TICKS: u16 = {};",
        walk.ticks
    );
    let _ = writeln!(
        code,
        "/// The first text of the first source.\npub const SOURCES: TextId = TextId({});",
        walk.words.len()
    );
    for key in &all {
        let source = &book.sources[*key];
        for text in [&source.title.text, &source.publisher.text, &source.url.text] {
            walk.word(text);
        }
        walk.word(source.read.as_deref().unwrap_or_default());
    }
    walk.code = code;
    walk
}

/// Keys of the sources under an entry, sorted, each once.
fn sources_of<'a>(book: &'a Book, entry: &Entry) -> Vec<&'a str> {
    let claims =
        std::iter::once(&entry.main).chain(entry.lists.iter().flat_map(|list| &list.claims));
    let facts = claims
        .flat_map(|claim| &claim.facts)
        .filter_map(|fact| book.facts.get(&fact.text));
    let sources: BTreeSet<&str> = facts
        .flat_map(|fact| &fact.sources)
        .map(|source| source.text.as_str())
        .collect();
    sources.into_iter().collect()
}

/// See `Figure` in `src/content.rs`.
fn write_figure(code: &mut String, root: &Shape) {
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
