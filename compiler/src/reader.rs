//! Reads every content file into records, as the schema defines them, and reports every violation.
//!
//! The reference language defines the structure: ids, order, facts, flags. A translation contains only texts, under the
//! same ids. This module compares nothing between files except their names.

use crate::book::{Book, Evidence, Fact, Language, Record, Value};
use crate::cursor::{Cursor, nearest, with_root};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::files::Files;
use crate::forms;
use crate::pattern::Pattern;
use crate::schema::{self, Field, Group, Kind, LANGUAGE_CODE, Need, Place, REFERENCE};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// Generated files in the folder of a language.
const WRITTEN: &[&str] = &[
    crate::released::FILE,
    crate::signed::FILE,
    crate::translation::FILE,
];

/// Files next to the folders of the languages.
const KNOWN: &[&str] = &[
    "sources.toml",
    "facts.toml",
    "left-out.toml",
    "edition.toml",
    "review.toml",
    "figure.svg",
    BEFORE,
];

/// The file of [`schema::BEFORE`], which need not be there.
const BEFORE: &str = "before.toml";

/// Reads everything; the errors of all files are reported together.
pub(crate) fn read(files: &mut Files) -> Result<Book, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let sources = read_sources(files, &mut out);
    let facts = read_facts(files, &mut out);
    let [left_out, edition, reviews] = [
        ("left-out.toml", &schema::LEFT_OUT),
        ("edition.toml", &schema::EDITION),
        ("review.toml", &schema::REVIEWS),
    ]
    .map(|(path, group)| {
        let file = files.read(path, &mut out);
        read_file(files, (file, path), group, "", false, &mut out)
    });
    let has_before = files.list("").iter().any(|name| name == BEFORE);
    let before = has_before.then(|| {
        let file = files.read(BEFORE, &mut out);
        read_file(files, (file, BEFORE), &schema::BEFORE, "", false, &mut out)
    });
    let figure = files.read("figure.svg", &mut out);
    let mut codes = Vec::new();
    for name in files.list("") {
        if files.is_folder(&name) && name != REFERENCE {
            codes.push(name);
        } else if files.is_dangling(&name) && !KNOWN.contains(&name.as_str()) {
            files.read(&name, &mut out);
        }
    }
    codes.insert(0, REFERENCE.to_string());
    let mut ignored = files.hidden("");
    for code in &codes {
        ignored.extend(files.hidden(code));
        for part in schema::PARTS {
            if let Place::Folder(folder) | Place::Topics(folder) = part.place {
                ignored.extend(files.hidden(&format!("{code}/{folder}")));
            }
        }
    }
    let languages = codes
        .iter()
        .map(|code| read_language(files, code, &mut out))
        .collect();
    let (Some(edition), true) = (edition, out.is_empty()) else {
        return Err(out);
    };
    let rows = |file: Option<Record>, key: &str| {
        let mut values = file.map_or(Vec::new(), |file| {
            let position = file.group.position(key);
            file.values.into_iter().skip(position).take(1).collect()
        });
        match values.pop() {
            Some(Value::Records(records)) => records,
            _ => Vec::new(),
        }
    };
    Ok(Book {
        facts,
        sources,
        languages,
        edition,
        reviews: rows(reviews, "review"),
        left_out: rows(left_out, "left-out"),
        before: before.flatten(),
        ignored,
        figure,
    })
}

/// Reads a file of one record, by its number and its path; none if it cannot be read.
fn read_file(
    files: &mut Files,
    (file, path): (usize, &str),
    group: &'static Group,
    id: &str,
    translation: bool,
    out: &mut Vec<Diagnostic>,
) -> Option<Record> {
    let is_needed = group.fields.iter().any(|field| field.need != Need::May);
    let at = files.location(file, 0);
    let is_reported = out.iter().any(|fault| fault.path == files.path(at));
    if is_needed && !is_reported && files.text(file).trim().is_empty() {
        let help =
            "put its last version back, or write it anew beside the same file of another language";
        out.push(files.diagnostic(at, format!("`{path}` is empty"), help));
        return None;
    }
    let mut record = None;
    with_root(files, file, translation, out, |root| {
        let text = id.to_string();
        record = Some(read_record(root, group, Spanned { text, at }));
        root.finish();
    });
    record
}

/// Reads the fields of a record, in the order of its group; all other keys are unknown.
fn read_record(cursor: &mut Cursor<'_, '_>, group: &'static Group, id: Spanned) -> Record {
    let topic = schema::topic(&id.text);
    let mut values = Vec::new();
    // Fields of one table are consecutive.
    for fields in group.fields.chunk_by(|a, b| a.path().0 == b.path().0) {
        match fields.first().and_then(|field| field.path().0) {
            None => values.extend(
                fields
                    .iter()
                    .map(|field| read_value(cursor, field, &id, topic)),
            ),
            Some(table) => match cursor.table(table) {
                None => values.extend(fields.iter().map(|_| Value::Nothing)),
                Some(mut inside) => {
                    values.extend(
                        fields
                            .iter()
                            .map(|field| read_value(&mut inside, field, &id, topic)),
                    );
                    inside.finish();
                }
            },
        }
    }
    let record = cursor.record(group, id, values);
    if std::ptr::eq(group, &schema::PART) {
        check_part(&record, cursor);
    }
    record
}

/// Checks the constraints between the fields of a part.
fn check_part(part: &Record, cursor: &mut Cursor<'_, '_>) {
    if part.flag("numbers") && !part.flag("closed") && !cursor.is_translation() {
        let help = "write `closed = true` beside it, and a name that says one can skip it";
        cursor.report(
            part.text("name").at,
            "`numbers` stand in an open part",
            help,
        );
    }
    let is_empty = ["say", "list", "works", "given", "common", "helps"]
        .iter()
        .all(|key| part.claims(key).is_empty())
        && ["step", "line", "term", "link"]
            .iter()
            .all(|key| part.records(key).is_empty());
    if is_empty {
        let help = "write what belongs under it: sentences under `[[part.say]]` or `[[part.list]]`, or `[[part.step]]`, `[[part.link]]`";
        let message = format!("the part `{}` says nothing", part.id.text);
        cursor.report(part.id.at, message, help);
    }
}

fn read_value(
    cursor: &mut Cursor<'_, '_>,
    field: &Field,
    id: &Spanned,
    topic: Option<&schema::Topic>,
) -> Value {
    let (_, key) = field.path();
    let is_needed = match field.need {
        Need::Must => true,
        Need::May => false,
        Need::WhereAsked => topic.is_none_or(|topic| topic.asks),
    };
    match field.kind {
        Kind::Claim => Value::Claim(cursor.claim(key)),
        Kind::OwnClaim => Value::Claim(cursor.own_claim(id.clone())),
        Kind::Claims => {
            let read = |item: &mut Cursor<'_, '_>| {
                let id = item.id();
                item.own_claim(id)
            };
            Value::Claims(cursor.items(key, is_needed, Some(schema::LONGEST_LIST), read))
        }
        Kind::Records(group, longest) => {
            let has_id = group.ids;
            let read = |item: &mut Cursor<'_, '_>| {
                let id = if has_id {
                    item.id()
                } else {
                    Spanned {
                        text: String::new(),
                        at: item.at,
                    }
                };
                read_record(item, group, id)
            };
            Value::Records(cursor.items(key, is_needed, longest, read))
        }
        Kind::Record(group) => {
            let at = cursor.key_location(key);
            let Some(mut inside) = cursor.table(key) else {
                return Value::Nothing;
            };
            let text = key.to_string();
            let record = read_record(&mut inside, group, Spanned { text, at });
            inside.finish();
            Value::Record(Box::new(record))
        }
        Kind::Texts | Kind::Words | Kind::Ids | Kind::Phrases(_)
            if !is_needed && !cursor.has(key) =>
        {
            cursor.allow(key);
            Value::Nothing
        }
        Kind::Ids => {
            let ids = cursor.texts(key);
            let at = cursor.key_location(key);
            cursor.refuse_in_translation(key, at, "it is set");
            Value::Texts(ids)
        }
        Kind::Texts | Kind::Words => Value::Texts(cursor.texts(key)),
        Kind::Months => {
            let months = cursor.texts(key);
            if cursor.has(key) && months.len() != 12 {
                let at = cursor.key_location(key);
                let message = format!("`{key}` names {} months", months.len());
                cursor.report(at, message, "name all twelve, January first");
            }
            Value::Texts(months)
        }
        Kind::Flag => Value::Flag(cursor.flag(key)),
        Kind::Date => cursor
            .date(key, is_needed)
            .map_or(Value::Nothing, Value::Date),
        Kind::Pattern => read_pattern(cursor, key),
        Kind::Phrases(whole_words) => {
            let phrases = cursor.texts(key).into_iter();
            let phrase = |text: Spanned| Pattern::phrase(&text.text, whole_words);
            Value::Phrases(phrases.filter_map(phrase).collect())
        }
        Kind::Text
        | Kind::Open(_)
        | Kind::Template(_)
        | Kind::Choice(..)
        | Kind::Id(_)
        | Kind::Goal
        | Kind::SignList(_)
        | Kind::Phone
        | Kind::Url
        | Kind::Contact
        | Kind::Pages
        | Kind::LanguageTag => read_text(cursor, field, is_needed),
    }
}

fn read_pattern(cursor: &mut Cursor<'_, '_>, key: &str) -> Value {
    let text = cursor.text(key);
    if text.text.is_empty() {
        return Value::Nothing;
    }
    match Pattern::new(&text.text) {
        Ok(pattern) => Value::Pattern(pattern),
        Err(reason) => {
            let message = format!("`{key}` is not a pattern: {reason}");
            let help = "write a regular expression between single quotes, `'\\bword\\b'`";
            cursor.report(text.at, message, help);
            Value::Nothing
        }
    }
}

/// A text of a certain form.
fn read_text(cursor: &mut Cursor<'_, '_>, field: &Field, is_needed: bool) -> Value {
    let (_, key) = field.path();
    // What is the same in every language stands in the reference language alone.
    let is_shared = matches!(field.kind, Kind::Choice(..) | Kind::Id(_) | Kind::Goal);
    if let Kind::Choice(_, allowed) = field.kind
        && is_needed
        && !cursor.is_translation()
        && !cursor.has(key)
    {
        cursor.allow(key);
        cursor.missing(key, &choices(key, allowed));
        return Value::Nothing;
    }
    let text = if is_needed && !(is_shared && cursor.is_translation()) {
        Some(cursor.text(key))
    } else {
        cursor.optional_text(key)
    };
    let Some(text) = text else {
        return Value::Nothing;
    };
    check_form(cursor, field, key, &text);
    Value::Text(text)
}

/// All that may stand under a key, as it is written.
fn choices(key: &str, allowed: &[&str]) -> String {
    let forms: Vec<String> = allowed
        .iter()
        .map(|value| format!("`{key} = {value:?}`"))
        .collect();
    forms.join(" or ")
}

/// Checks the form of a single text by its kind.
fn check_form(cursor: &mut Cursor<'_, '_>, field: &Field, key: &str, text: &Spanned) {
    let places: &[&str] = match &field.kind {
        Kind::Open(place) => std::slice::from_ref(place),
        Kind::Template(places) => places,
        _ => &[],
    };
    if matches!(
        field.kind,
        Kind::Choice(..) | Kind::Id(_) | Kind::Goal | Kind::Phone
    ) {
        cursor.refuse_in_translation(key, text.at, "it is set");
    }
    let words = text.text.as_str();
    if words.is_empty() {
        return;
    }
    for place in places {
        if words.matches(place).count() != 1 {
            let message = format!("`{key}` does not say `{place}` once");
            let help = format!("put `{place}` where the name or number belongs");
            cursor.report(text.at, message, help);
        }
    }
    let fault = match field.kind {
        Kind::Choice(_, allowed) if !allowed.contains(&words) => {
            let or_none = if field.need == Need::May {
                ", or leave it out"
            } else {
                ""
            };
            let help = format!("write {}{or_none}", choices(key, allowed));
            (format!("`{words}` is no {key}"), help)
        }
        Kind::Phone if !forms::is_phone(words) => (
            format!("`{words}` is not a phone number"),
            "digits, spaces and hyphens, as people read it: `phone = \"1-800-227-2345\"`".into(),
        ),
        Kind::Url if !forms::is_url(words) => (
            format!("`{words}` is not a full `https://` address"),
            "write it in full, beginning with `https://`, without spaces".into(),
        ),
        Kind::Contact if !forms::is_url(words) && !forms::is_mailbox(words) => (
            format!("`{words}` is no address to write to"),
            "write `https://…` in full, or a mailbox as `mailto:name@example.org`".into(),
        ),
        Kind::Pages
            if words.matches(LANGUAGE_CODE).count() != 1
                || !forms::is_url(&words.replace(LANGUAGE_CODE, REFERENCE)) =>
        {
            (
                format!("`{words}` is not the address of a page in each language"),
                format!(
                    "write it in full, with `{LANGUAGE_CODE}` for the code of the language: \
                     `https://example.org/mbc/fallback.{LANGUAGE_CODE}.html`"
                ),
            )
        }
        Kind::LanguageTag if !forms::is_language_tag(words) => (
            format!("`{words}` is not the code of a language"),
            "write it as in `lang`, for instance `es` or `pt-BR`, or leave it out".into(),
        ),
        _ => return,
    };
    cursor.report(text.at, fault.0, fault.1);
}

/// `sources.toml`: a table for each key.
fn read_sources(files: &mut Files, out: &mut Vec<Diagnostic>) -> BTreeMap<String, Record> {
    let file = files.read("sources.toml", out);
    let mut sources = BTreeMap::new();
    with_root(files, file, false, out, |root| {
        for key in root.rest() {
            let Some(mut table) = root.table(&key) else {
                continue;
            };
            let id = Spanned {
                text: key.clone(),
                at: table.at,
            };
            let source = read_record(&mut table, &schema::SOURCE, id);
            table.finish();
            sources.insert(key, source);
        }
    });
    sources
}

/// `facts.toml`: under each degree of evidence, ids with the keys of their sources.
fn read_facts(files: &mut Files, out: &mut Vec<Diagnostic>) -> BTreeMap<String, Fact> {
    let file = files.read("facts.toml", out);
    let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
    with_root(files, file, false, out, |root| {
        for (key, evidence) in [
            ("verified", Evidence::Verified),
            ("known", Evidence::Known),
            ("disputed", Evidence::Disputed),
            ("editorial", Evidence::Editorial),
        ] {
            let Some(mut table) = root.table(key) else {
                continue;
            };
            for id in table.rest() {
                let at = table.key_location(&id);
                if let Some((DeValue::Table(_), _)) = table.find(&id) {
                    // `a.b = […]` without quotes is a table to TOML.
                    let help = format!("write the whole id in quotes, `\"{id}.…\" = [\"…\"]`");
                    table.report(at, format!("the fact `{id}.…` is not in quotes"), help);
                    continue;
                }
                let sources = table.texts(&id);
                if evidence != Evidence::Editorial && table.empty_list(&id).is_some() {
                    let message = format!("the fact `{id}` has no source");
                    table.report(at, message, "name at least one key of `sources.toml`");
                }
                if evidence == Evidence::Editorial && !sources.is_empty() {
                    let message = format!("the editorial row `{id}` names a source");
                    table.report(at, message, "write `[]`, or move the row under `[known]`");
                }
                let fact = Fact {
                    evidence,
                    sources,
                    at,
                };
                if facts.insert(id.clone(), fact).is_some() {
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

fn read_language(files: &mut Files, code: &str, out: &mut Vec<Diagnostic>) -> Language {
    let mut records = BTreeMap::new();
    // The patterns of rules and the names of drugs depend on the language.
    let is_translation = |group: &Group| {
        code != REFERENCE && ![schema::RULES.name, schema::TERM_TABLE.name].contains(&group.name)
    };
    for part in schema::PARTS {
        let group = part.group;
        let names: Vec<(String, String)> = match part.place {
            Place::File(name) => vec![(name.to_string(), stem(name).to_string())],
            Place::Folder(folder) => numbered(files, code, folder, out),
            Place::Topics(folder) => {
                let topics = schema::TOPICS.iter();
                topics
                    .map(|topic| (format!("{folder}/{}.toml", topic.id), topic.id.to_string()))
                    .collect()
            }
        };
        let read = names.iter().filter_map(|(name, id)| {
            let path = format!("{code}/{name}");
            let file = files.read_or(&path, if_missing(part), out);
            read_file(files, (file, &path), group, id, is_translation(group), out)
        });
        records.insert(group.name, read.collect());
    }
    report_strangers(files, code, out);
    Language {
        code: code.to_string(),
        records,
    }
}

/// What to do if a file of a language is missing.
fn if_missing(part: &schema::Part) -> &'static str {
    match part.place {
        Place::Topics(_) => {
            "add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers"
        }
        Place::File(schema::TERMS_FILE) => {
            "add this file: the names of the drugs under `[[drug]]`, and under `[[concept]]` one word for each thing that the language has several words for; begin with that of the original"
        }
        Place::File(_) | Place::Folder(_) => "add this file",
    }
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".toml").unwrap_or(name)
}

/// The files of a folder named like `1-liver.toml`, in order, with their ids: the number is the position, the rest the
/// id. A translation has the files of the reference language.
fn numbered(
    files: &mut Files,
    code: &str,
    folder: &str,
    out: &mut Vec<Diagnostic>,
) -> Vec<(String, String)> {
    let (mut names, mut faults) = listing(files, code, folder);
    if code != REFERENCE {
        let (expected, theirs) = listing(files, REFERENCE, folder);
        // A misnamed file in one language would look as if it were missing in the other.
        if theirs.is_empty() && faults.is_empty() && !expected.is_empty() {
            faults = differences(code, folder, &names, &expected);
        }
        names.retain(|name| expected.contains(name));
    } else if names.is_empty() && faults.is_empty() {
        let message = format!("`{code}/{folder}` holds no file");
        let help = "add the folder with at least one file, for instance `1-liver.toml`";
        faults.push((String::new(), message, help.to_string()));
    }
    for (name, message, help) in faults {
        let path = format!("{code}/{folder}/{name}");
        let file = files.read(path.trim_end_matches('/'), &mut Vec::new());
        out.push(files.diagnostic(files.location(file, 0), message, help));
    }
    let path = |name: String| (format!("{folder}/{name}"), id_of(&name).to_string());
    names.into_iter().map(path).collect()
}

/// Name of a file, what is wrong, and what to do about it.
type Fault = (String, String, String);

/// The correctly named files of a folder in the order of their numbers, and what is wrong with the other names.
fn listing(files: &Files, code: &str, folder: &str) -> (Vec<String>, Vec<Fault>) {
    let mut faults: Vec<Fault> = Vec::new();
    let mut numbered: Vec<(usize, String)> = Vec::new();
    for name in files.list(&format!("{code}/{folder}")) {
        if folder == "sites" && id_of(&name) == schema::TREATMENT {
            let message = format!("`{name}` has the id of the signs of treatment");
            let help = "give the place another id: `signs.toml` could not tell the two apart";
            faults.push((name, message, help.to_string()));
            continue;
        }
        let number = name
            .split('-')
            .next()
            .and_then(|number| number.parse().ok());
        match number.filter(|_| name.ends_with(".toml") && forms::is_id(id_of(&name))) {
            Some(number) => numbered.push((number, name)),
            None => {
                let message = format!("`{name}` is not named by its number and its id");
                let help = "name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy";
                faults.push((name, message, help.to_string()));
            }
        }
    }
    // `10-…` comes after `9-…`; a copy has a longer name than its original.
    numbered.sort_by(|a, b| (a.0, a.1.len(), &a.1).cmp(&(b.0, b.1.len(), &b.1)));
    let mut names: Vec<String> = Vec::new();
    let mut last = 0;
    for (number, name) in numbered {
        if number == last {
            let first = names.last().map_or("", String::as_str);
            let message = format!("`{name}` has the number of `{first}`");
            let help = "give it the next free number, or take it away if it is a copy";
            faults.push((name, message, help.to_string()));
            continue;
        }
        // A translation must have the numbers of the reference language.
        if code == REFERENCE && number != last + 1 && faults.is_empty() {
            let message = format!("`{name}` comes without a file of the number {}", last + 1);
            let help = format!("name it `{}-{}.toml`", last + 1, id_of(&name));
            faults.push((name.clone(), message, help));
        }
        last = number;
        names.push(name);
    }
    (names, faults)
}

/// The files that a translation lacks, and those that only it has.
fn differences(code: &str, folder: &str, names: &[String], expected: &[String]) -> Vec<Fault> {
    let number = |name: &str| name.split('-').next().map(str::to_string);
    let mut faults = Vec::new();
    let extra: Vec<&String> = names
        .iter()
        .filter(|name| !expected.contains(name))
        .collect();
    let missing: Vec<&String> = expected
        .iter()
        .filter(|name| !names.contains(name))
        .collect();
    for name in &extra {
        let message = format!("`{code}/{folder}/{name}` has no counterpart in `{REFERENCE}`");
        let same = missing
            .iter()
            .find(|missing| number(missing) == number(name));
        let help = match same {
            Some(same) => format!("name it `{same}`"),
            None => format!("take it away, or write `{REFERENCE}/{folder}/{name}`"),
        };
        faults.push((name.to_string(), message, help));
    }
    for name in missing {
        if extra.iter().any(|extra| number(extra) == number(name)) {
            continue;
        }
        let message = format!("`{code}/{folder}/{name}` is missing");
        let help = format!("translate `{REFERENCE}/{folder}/{name}` and save it under this name");
        faults.push((name.to_string(), message, help));
    }
    faults
}

/// `liver` of `2-liver.toml`.
fn id_of(name: &str) -> &str {
    stem(name).split_once('-').map_or("", |(_, id)| id)
}

/// Files that are not read, such as a copy or a misspelt name. One message each, so that no edit of them is lost
/// unnoticed.
fn report_strangers(files: &mut Files, code: &str, out: &mut Vec<Diagnostic>) {
    let mut known: Vec<String> = WRITTEN.iter().map(|name| name.to_string()).collect();
    for part in schema::PARTS {
        match part.place {
            Place::File(name) => known.push(name.to_string()),
            Place::Folder(folder) => known.push(folder.to_string()),
            Place::Topics(folder) => {
                known.push(folder.to_string());
                let ids: Vec<&str> = schema::TOPICS.iter().map(|topic| topic.id).collect();
                for name in files.list(&format!("{code}/{folder}")) {
                    if !ids.iter().any(|id| name == format!("{id}.toml")) {
                        let file = files.read(&format!("{code}/{folder}/{name}"), &mut Vec::new());
                        let message = format!("`{name}` is not a topic of the guide");
                        let help = format!("take it away; the topics are {}", ids.join(", "));
                        out.push(files.diagnostic(files.location(file, 0), message, help));
                    }
                }
            }
        }
    }
    for name in files.list(code) {
        if !known.contains(&name) {
            let file = files.read(&format!("{code}/{name}"), &mut Vec::new());
            let message = format!("`{code}/{name}` is not a file of the content");
            let help = match nearest(&name, known.iter(), 0.7) {
                Some(near) => format!("take it away; the file that is read is `{near}`"),
                None => "take it away".to_string(),
            };
            out.push(files.diagnostic(files.location(file, 0), message, help));
        }
    }
}
