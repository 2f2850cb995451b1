//! Changes one thing in a content file and leaves every other byte as it is: comments, order and layout stay.
//!
//! A place is named by its path of keys and ids, as in [`mbc_compiler::Sentence::path`] without the id of the file:
//! `relief.rest.text` is `text` in the block under `[[relief]]` whose `id` is `rest`. After each change the file is read
//! again, and the change is refused unless exactly what was asked for is different.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a change was refused, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub help: String,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Refusal {
        Refusal {
            message: message.into(),
            help: help.into(),
        }
    }
}

type Result<T> = std::result::Result<T, Refusal>;

/// A value that is written into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// `"…"`
    Text(String),
    /// `["…", "…"]`
    Texts(Vec<String>),
    /// `true`
    Flag,
}

impl Written {
    fn to_toml(&self) -> String {
        match self {
            Written::Text(text) => quoted(text),
            Written::Texts(texts) => {
                let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", all.join(", "))
            }
            Written::Flag => "true".to_string(),
        }
    }

    /// How many values it is.
    fn count(&self) -> usize {
        match self {
            Written::Texts(texts) => texts.len(),
            _ => 1,
        }
    }
}

/// A basic string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn parse(file: &str) -> Result<Spanned<DeTable<'_>>> {
    DeTable::parse(file).map_err(|error| {
        let first = error.message().lines().next().unwrap_or_default();
        Refusal::new(
            format!("the file is not TOML: {first}"),
            "mend it as text first; the list of faults has the line",
        )
    })
}

/// What a path names, in a file that was parsed.
#[derive(Clone, Copy)]
enum Found<'a> {
    Value(&'a Spanned<DeValue<'a>>),
    Root(&'a DeTable<'a>),
}

impl<'a> Found<'a> {
    fn table(self) -> Option<&'a DeTable<'a>> {
        match self {
            Found::Root(table) => Some(table),
            Found::Value(value) => match value.get_ref() {
                DeValue::Table(table) => Some(table),
                _ => None,
            },
        }
    }
}

/// Walks along a path. Keys of the schema may hold dots (`map.title`), which are tables in the file.
fn find<'a>(from: Found<'a>, path: &str) -> Option<Found<'a>> {
    if path.is_empty() {
        return Some(from);
    }
    if let Some(table) = from.table() {
        return table.iter().find_map(|(key, value)| {
            let rest = below(path, key.get_ref())?;
            find(Found::Value(value), rest)
        });
    }
    let Found::Value(value) = from else {
        return None;
    };
    let DeValue::Array(items) = value.get_ref() else {
        return None;
    };
    if let Some(position) = position(path, items) {
        return Some(Found::Value(&items[position]));
    }
    items.iter().find_map(|item| {
        let rest = below(path, id_of(item)?)?;
        find(Found::Value(item), rest)
    })
}

/// A text of a list is named by its number, from 1.
fn position(path: &str, items: &toml::de::DeArray<'_>) -> Option<usize> {
    let position = path.parse::<usize>().ok()?.checked_sub(1)?;
    let item = items.get(position)?;
    matches!(item.get_ref(), DeValue::String(_)).then_some(position)
}

fn id_of<'a>(item: &'a Spanned<DeValue<'a>>) -> Option<&'a str> {
    let DeValue::Table(table) = item.get_ref() else {
        return None;
    };
    table.get("id")?.get_ref().as_str()
}

/// What of a path is left behind a name: empty if it is the name.
fn below<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('.')
    }
}

/// The text itself, or the `text` of a claim.
fn text_of<'a>(found: Found<'a>) -> Option<&'a Spanned<DeValue<'a>>> {
    match found {
        Found::Value(value) if matches!(value.get_ref(), DeValue::String(_)) => Some(value),
        found => {
            let text = found.table()?.get("text")?;
            matches!(text.get_ref(), DeValue::String(_)).then_some(text)
        }
    }
}

/// The words at a path; none if there is nothing.
///
/// # Errors
/// If the file is not TOML.
pub fn text(file: &str, path: &str) -> Result<Option<String>> {
    let root = parse(file)?;
    let found = find(Found::Root(root.get_ref()), path).and_then(text_of);
    Ok(found.and_then(|value| value.get_ref().as_str().map(str::to_string)))
}

/// Whether there is something at a path.
#[must_use]
pub fn is_there(file: &str, path: &str) -> bool {
    parse(file).is_ok_and(|root| find(Found::Root(root.get_ref()), path).is_some())
}

/// The path of what stands at a byte of a file: the smallest key and value around it, or the record whose header is
/// nearest before it.
///
/// # Errors
/// If the file is not TOML.
pub fn path_at(file: &str, offset: usize) -> Result<String> {
    let root = parse(file)?;
    let mut all = Vec::new();
    places(root.get_ref(), "", &mut all);
    let around = all.iter().filter(|(range, _)| range.contains(&offset));
    let smallest = around.min_by_key(|(range, _)| range.len());
    let before = || {
        let before = all.iter().filter(|(range, _)| range.start <= offset);
        before.max_by_key(|(range, _)| range.start)
    };
    let found = smallest.or_else(before);
    Ok(found.map(|(_, path)| path.clone()).unwrap_or_default())
}

/// Every key with its value, and every record.
fn places(table: &DeTable<'_>, path: &str, all: &mut Vec<(Range<usize>, String)>) {
    for (key, value) in table.iter() {
        let path = format!("{path}.{}", key.get_ref());
        let path = path.trim_start_matches('.');
        match value.get_ref() {
            DeValue::Table(inside) => {
                all.push((value.span(), path.to_string()));
                places(inside, path, all);
            }
            DeValue::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    let name = id_of(item).map(str::to_string);
                    let name = name.unwrap_or_else(|| (number + 1).to_string());
                    let path = format!("{path}.{name}");
                    all.push((item.span(), path.clone()));
                    if let DeValue::Table(inside) = item.get_ref() {
                        places(inside, &path, all);
                    }
                }
                if items
                    .iter()
                    .all(|item| matches!(item.get_ref(), DeValue::String(_)))
                {
                    all.push((key.span().start..value.span().end, path.to_string()));
                }
            }
            _ => all.push((key.span().start..value.span().end, path.to_string())),
        }
    }
}

/// Puts other words at a path.
///
/// # Errors
/// If there is nothing at the path, or the file is not TOML.
pub fn set_text(file: &str, path: &str, words: &str) -> Result<String> {
    let range = {
        let root = parse(file)?;
        let found = find(Found::Root(root.get_ref()), path).and_then(text_of);
        found.map(Spanned::span).ok_or_else(|| nothing_at(path))?
    };
    let changed = replaced(file, range, &quoted(words));
    if text(&changed, path)?.as_deref() == Some(words) {
        Ok(changed)
    } else {
        Err(unexpected())
    }
}

fn nothing_at(path: &str) -> Refusal {
    Refusal::new(
        format!("there is nothing at `{path}`"),
        "it was taken away meanwhile: undo that, or write it anew",
    )
}

fn unexpected() -> Refusal {
    Refusal::new(
        "the file is written in a form that this page cannot change safely",
        "change it as text; nothing was changed",
    )
}

fn replaced(file: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &file[..range.start], &file[range.end..])
}

/// Puts a value under a key of the record at a path, `None` takes the key away. `key` may hold a dot; the table before it
/// must be there.
///
/// # Errors
/// If there is no such record, or the file is not TOML.
pub fn set_key(file: &str, path: &str, key: &str, value: Option<&Written>) -> Result<String> {
    let (under, key) = key.rsplit_once('.').unwrap_or(("", key));
    let path = [path, under].join(".");
    let path = path.trim_matches('.');
    let root = parse(file)?;
    let table = find(Found::Root(root.get_ref()), path);
    let table = table
        .and_then(Found::table)
        .ok_or_else(|| nothing_at(path))?;
    let changed = match (table.get_key_value(key), value) {
        (Some((_, old)), Some(new)) => replaced(file, old.span(), &new.to_toml()),
        (Some((name, old)), None) => {
            let line = file[..name.span().start].rfind('\n').map_or(0, |at| at + 1);
            let end = file[old.span().end..].find('\n');
            let end = end.map_or(file.len(), |at| old.span().end + at + 1);
            replaced(file, line..end, "")
        }
        (None, None) => return Ok(file.to_string()),
        (None, Some(new)) => {
            let plain = table.iter().filter(|(_, value)| is_plain(value));
            let last = plain.map(|(_, value)| value.span().end).max();
            let last = last.ok_or_else(unexpected)?;
            let at = file[last..]
                .find('\n')
                .map_or(file.len(), |at| last + at + 1);
            replaced(
                file,
                at..at,
                &format!("{key} = {}{}", new.to_toml(), line_end(file)),
            )
        }
    };
    let after = parse(&changed)?;
    let is_as_asked = {
        let table = find(Found::Root(after.get_ref()), path).and_then(Found::table);
        match (table.and_then(|table| table.get(key)), value) {
            (None, None) => true,
            (Some(now), Some(new)) => is_written(now.get_ref(), new),
            _ => false,
        }
    };
    let old = table.get(key).map_or(0, |old| count_value(old.get_ref()));
    let new = value.map_or(0, Written::count);
    if is_as_asked && count(after.get_ref()) + old == count(root.get_ref()) + new {
        Ok(changed)
    } else {
        Err(unexpected())
    }
}

fn is_plain(value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Table(_) => false,
        DeValue::Array(items) => !items
            .iter()
            .any(|item| matches!(item.get_ref(), DeValue::Table(_))),
        _ => true,
    }
}

fn is_written(now: &DeValue<'_>, new: &Written) -> bool {
    match (now, new) {
        (DeValue::String(now), Written::Text(new)) => now == new,
        (DeValue::Boolean(now), Written::Flag) => *now,
        (DeValue::Array(now), Written::Texts(new)) => {
            let now: Vec<Option<&str>> = now.iter().map(|item| item.get_ref().as_str()).collect();
            now == new
                .iter()
                .map(|text| Some(text.as_str()))
                .collect::<Vec<_>>()
        }
        _ => false,
    }
}

/// How many values a table holds, those of its tables included.
fn count(table: &DeTable<'_>) -> usize {
    let of_value = |value: &Spanned<DeValue<'_>>| count_value(value.get_ref());
    table.iter().map(|(_, value)| of_value(value)).sum()
}

fn count_value(value: &DeValue<'_>) -> usize {
    match value {
        DeValue::Table(table) => count(table),
        DeValue::Array(items) => items.iter().map(|item| count_value(item.get_ref())).sum(),
        _ => 1,
    }
}

/// As the lines of the file end.
fn line_end(file: &str) -> &'static str {
    if file.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A line `[a.b]` or `[[a.b]]`, and what it names.
struct Header<'f> {
    start: usize,
    path: &'f str,
}

/// The lines that begin a table. Texts are on one line, and no list of the content holds another, so a line that begins
/// with a bracket is one, unless it is within a list that spans lines; those lines begin with spaces or quotes.
fn headers(file: &str) -> Vec<Header<'_>> {
    let mut at = 0;
    let mut all = Vec::new();
    for line in file.split_inclusive('\n') {
        if line.starts_with('[') {
            let name = line.trim_end().trim_matches(|c| c == '[' || c == ']');
            all.push(Header {
                start: at,
                path: name.trim(),
            });
        }
        at += line.len();
    }
    all
}

/// Comments right above a header belong to it.
fn with_comments(file: &str, start: usize) -> usize {
    let mut start = start;
    while let Some(before) = file[..start].strip_suffix('\n') {
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if !before[line..].starts_with('#') {
            break;
        }
        start = line;
    }
    start
}

/// The lines of the record whose header stands at an offset: up to the next header that does not lead into it.
fn block(file: &str, at: usize) -> Result<Range<usize>> {
    let all = headers(file);
    let number = all.iter().position(|header| header.start == at);
    let number = number.ok_or_else(unexpected)?;
    let path = all[number].path;
    let next = all[number + 1..]
        .iter()
        .find(|header| below(header.path, path).is_none_or(str::is_empty));
    let end = next.map_or(file.len(), |header| with_comments(file, header.start));
    Ok(with_comments(file, at)..end)
}

/// The path of a list as a header writes it: without ids.
fn header_path(root: &DeTable<'_>, list: &str) -> Option<String> {
    let mut from = Found::Root(root);
    let mut rest = list;
    let mut keys = Vec::new();
    while !rest.is_empty() {
        if let Some(table) = from.table() {
            let (key, value, left) = table
                .iter()
                .find_map(|(key, value)| {
                    Some((
                        key.get_ref().to_string(),
                        value,
                        below(rest, key.get_ref())?,
                    ))
                })
                // A list that is not there yet.
                .map_or((rest.to_string(), None, ""), |(key, value, left)| {
                    (key, Some(value), left)
                });
            keys.push(key);
            rest = left;
            match value {
                Some(value) => from = Found::Value(value),
                None => break,
            }
        } else {
            let Found::Value(value) = from else {
                return None;
            };
            let DeValue::Array(items) = value.get_ref() else {
                return None;
            };
            let (item, left) = items
                .iter()
                .find_map(|item| Some((item, below(rest, id_of(item)?)?)))?;
            from = Found::Value(item);
            rest = left;
        }
    }
    Some(keys.join("."))
}

/// Adds a record to a list, after the one with an id, or at the end of the list. The keys are written in the order given.
///
/// # Errors
/// If the list cannot be found or is written within a line, or has a record with this id.
pub fn insert(
    file: &str,
    list: &str,
    after: Option<&str>,
    id: &str,
    keys: &[(String, Written)],
) -> Result<String> {
    let root = parse(file)?;
    let items = match find(Found::Root(root.get_ref()), list) {
        Some(Found::Value(value)) => match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => return Err(unexpected()),
        },
        _ => Vec::new(),
    };
    if items.iter().any(|item| id_of(item) == Some(id)) {
        return Err(Refusal::new(
            format!("the id `{id}` stands in this list already"),
            "give it an id of its own",
        ));
    }
    let previous = items
        .iter()
        .find(|item| id_of(item) == after)
        .or(items.last());
    let path = header_path(root.get_ref(), list).ok_or_else(|| nothing_at(list))?;
    let at = match previous {
        Some(item) => block(file, item.span().start)?.end,
        None => match list_owner(root.get_ref(), list)? {
            Some(owner) => block(file, owner)?.end,
            None => file.len(),
        },
    };
    let end = line_end(file);
    let mut written = format!("[[{path}]]{end}id = {}{end}", quoted(id));
    for (key, value) in keys {
        written += &format!("{key} = {}{end}", value.to_toml());
    }
    let before = &file[..at];
    let blank = if before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n") {
        ""
    } else if before.ends_with('\n') {
        end
    } else {
        &format!("{end}{end}")
    };
    let behind = if at < file.len() { end } else { "" };
    let changed = replaced(file, at..at, &format!("{blank}{written}{behind}"));
    let after = parse(&changed)?;
    let is_there = find(Found::Root(after.get_ref()), &format!("{list}.{id}")).is_some();
    let values = 1 + keys.iter().map(|(_, value)| value.count()).sum::<usize>();
    if is_there && count(after.get_ref()) == count(root.get_ref()) + values {
        Ok(changed)
    } else {
        Err(unexpected())
    }
}

/// Where the header of the record that holds a list stands; none for the file itself.
fn list_owner(root: &DeTable<'_>, list: &str) -> Result<Option<usize>> {
    let mut path = list;
    while let Some((above, _)) = path.rsplit_once('.') {
        path = above;
        if let Some(Found::Value(value)) = find(Found::Root(root), path)
            && matches!(value.get_ref(), DeValue::Table(_))
        {
            return Ok(Some(value.span().start));
        }
    }
    Ok(None)
}

/// Takes the record at a path away, with what it holds.
///
/// # Errors
/// If there is none, or it is written within a line.
pub fn remove(file: &str, path: &str) -> Result<String> {
    let root = parse(file)?;
    let (range, values) = {
        let found = find(Found::Root(root.get_ref()), path);
        let Some(Found::Value(item)) = found.filter(|found| found.table().is_some()) else {
            return Err(nothing_at(path));
        };
        (block(file, item.span().start)?, count_value(item.get_ref()))
    };
    let is_last = range.end == file.len();
    let mut changed = replaced(file, range, "");
    if is_last {
        // The blank line stood between it and what is before.
        changed.truncate(changed.trim_end().len());
        changed += line_end(file);
    }
    let after = parse(&changed)?;
    let is_gone = find(Found::Root(after.get_ref()), path).is_none();
    if is_gone && count(after.get_ref()) + values == count(root.get_ref()) {
        Ok(changed)
    } else {
        Err(unexpected())
    }
}

/// Exchanges the record at a path with the one before it in its list.
///
/// # Errors
/// If it is the first, or the list is written within a line.
pub fn move_up(file: &str, path: &str) -> Result<String> {
    let root = parse(file)?;
    let (list, id) = path.rsplit_once('.').ok_or_else(|| nothing_at(path))?;
    let Some(Found::Value(value)) = find(Found::Root(root.get_ref()), list) else {
        return Err(nothing_at(list));
    };
    let DeValue::Array(items) = value.get_ref() else {
        return Err(nothing_at(list));
    };
    let number = items.iter().position(|item| id_of(item) == Some(id));
    let number = number.ok_or_else(|| nothing_at(path))?;
    let Some(before) = number.checked_sub(1) else {
        return Err(Refusal::new(
            "it is the first of its list",
            "move another one down",
        ));
    };
    let [first, second] = [before, number].map(|number| block(file, items[number].span().start));
    let (first, second) = (first?, second?);
    if first.end > second.start {
        return Err(unexpected());
    }
    let end = line_end(file);
    let [one, other] = [&first, &second].map(|range| file[range.clone()].trim_end());
    let gap = |range: &Range<usize>| {
        let block = &file[range.clone()];
        block[block.trim_end().len()..].to_string()
    };
    let (gap_one, gap_other) = (gap(&first), gap(&second));
    let gap_other = if gap_other.is_empty() {
        end.to_string()
    } else {
        gap_other
    };
    let changed = format!(
        "{}{other}{gap_one}{}{one}{gap_other}{}",
        &file[..first.start],
        &file[first.end..second.start],
        &file[second.end..],
    );
    let after = parse(&changed)?;
    if count(after.get_ref()) == count(root.get_ref()) {
        Ok(changed)
    } else {
        Err(unexpected())
    }
}

/// `review.toml` with one more entry.
///
/// # Errors
/// If a text is empty, a day is none, or the next check is not after the review.
pub fn with_review(
    file: &str,
    texts: &[(&str, &str)],
    [date, next]: [&str; 2],
    words: &str,
) -> Result<String> {
    if let Some((key, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
        return Err(Refusal::new(
            format!("`{key}` is empty"),
            "write who has read the section, and in which role",
        ));
    }
    if let Some(day) = [date, next].into_iter().find(|day| !is_day(day)) {
        return Err(Refusal::new(
            format!("`{day}` is not a day"),
            "write it as year-month-day, `2027-03-01`",
        ));
    }
    if next <= date {
        return Err(Refusal::new(
            "the next check is not after the review",
            "name the day on which it must be read again",
        ));
    }
    let end = line_end(file);
    let mut changed = file.trim_end().to_string();
    if !changed.is_empty() {
        changed += &format!("{end}{end}");
    }
    changed += &format!("[[review]]{end}");
    for (key, text) in texts {
        changed += &format!("{key} = {}{end}", quoted(text.trim()));
    }
    changed += &format!(
        "date = {date}{end}next = {next}{end}words = {}{end}",
        quoted(words)
    );
    parse(&changed)?;
    Ok(changed)
}

/// The form of a day; TOML refuses one that the calendar does not have.
fn is_day(day: &str) -> bool {
    let digits = |range: Range<usize>| {
        day.get(range)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    day.len() == 10
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && day.as_bytes()[4] == b'-'
        && day.as_bytes()[7] == b'-'
}
