//! Reads one table of a TOML file: gets keys by kind, records which were read, and reports invalid values.

use crate::book::{Claim, Record, Value};
use crate::diagnostic::{Diagnostic, Location, Spanned};
use crate::files::Files;
use crate::forms;
use crate::schema::{Group, REFERENCE};
use toml::de::{DeTable, DeValue};

/// The maximum number of syntax errors reported per file: a file that is not TOML at all has one on every line.
const MOST_ERRORS: usize = 20;

/// A table that is being read.
pub(crate) struct Cursor<'a, 'o> {
    files: &'a Files,
    file: usize,
    entries: &'a DeTable<'a>,
    pub(crate) at: Location,
    /// The prefix of a key in brackets: `map.`, or empty.
    under: String,
    asked: Vec<String>,
    translation: bool,
    out: &'o mut Vec<Diagnostic>,
}

/// Parses a file and passes its root table to the callback; if the file is not TOML, reports its syntax errors.
pub(crate) fn with_root(
    files: &Files,
    file: usize,
    translation: bool,
    out: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Cursor<'_, '_>),
) {
    let at = files.location(file, 0);
    if out.iter().any(|fault| fault.path == files.path(at)) {
        return;
    }
    let (root, errors) = DeTable::parse_recoverable(files.text(file));
    if errors.is_empty() {
        read(&mut Cursor {
            files,
            file,
            entries: root.get_ref(),
            at,
            under: String::new(),
            asked: Vec::new(),
            translation,
            out,
        });
    } else {
        report_syntax(files, file, errors, out);
    }
}

fn report_syntax(
    files: &Files,
    file: usize,
    mut errors: Vec<toml::de::Error>,
    out: &mut Vec<Diagnostic>,
) {
    let is_repeated = |error: &toml::de::Error| error.message().starts_with("duplicate key");
    if !errors.iter().all(is_repeated) {
        // After a broken table header, the keys below it look like duplicates.
        errors.retain(|error| !is_repeated(error));
    }
    let start = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    errors.sort_by_key(start);
    errors.truncate(MOST_ERRORS);
    for error in &errors {
        let rest = files.text(file).get(start(error)..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let help = if is_repeated(error) {
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
        let message = error.message().lines().next().unwrap_or_default();
        let at = files.location(file, start(error));
        out.push(files.diagnostic(at, format!("not TOML: {message}"), help));
    }
}

impl<'a> Cursor<'a, '_> {
    pub(crate) fn report(
        &mut self,
        at: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.out.push(self.files.diagnostic(at, message, help));
    }

    /// Whether the file is a translation and not of the reference language.
    pub(crate) fn is_translation(&self) -> bool {
        self.translation
    }

    /// The value of a key, which counts as known from now on.
    pub(crate) fn find(&mut self, key: &str) -> Option<(&'a DeValue<'a>, Location)> {
        self.asked.push(key.to_string());
        let value = self.entries.get(key)?;
        let at = self.files.location(self.file, value.span().start);
        Some((value.get_ref(), at))
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.get(key).is_some()
    }

    /// Makes a key known that is left out.
    pub(crate) fn allow(&mut self, key: &str) {
        self.asked.push(key.to_string());
    }

    pub(crate) fn key_location(&self, key: &str) -> Location {
        let entry = self.entries.get_key_value(key);
        let offset = entry.map_or(0, |(key, _)| key.span().start);
        self.files.location(self.file, offset)
    }

    /// Keys that have not been read yet.
    pub(crate) fn rest(&self) -> Vec<String> {
        let keys = self.entries.keys().map(|key| key.get_ref().to_string());
        keys.filter(|key| !self.asked.contains(key)).collect()
    }

    /// Reports keys that were not read as unknown.
    pub(crate) fn finish(&mut self) {
        for key in self.rest() {
            let at = self.key_location(&key);
            let near = nearest(&key, self.asked.iter(), 0.7);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("take it away, or use one of: {}", self.asked.join(", ")),
            };
            self.report(at, format!("unknown key `{key}`"), help);
        }
    }

    /// Reports a key that must be there, and how it is written.
    pub(crate) fn missing(&mut self, key: &str, form: &str) {
        // Required by the checklists in every section; see `rules`.
        let item = match key {
            "key" | "message" => " (PEMAT 1, CCI 1)",
            "ask" => " (PEMAT 20, CCI 5)",
            "unknown" => " (CCI 11)",
            _ => "",
        };
        let help = format!("write {form}{item}");
        self.report(self.at, format!("`{key}` is missing"), help);
    }

    fn wrong(&mut self, at: Location, what: &str, found: &DeValue<'_>, form: &str) {
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

    /// The location of an empty list.
    pub(crate) fn empty_list(&self, key: &str) -> Option<Location> {
        let value = self.entries.get(key)?;
        let empty = matches!(value.get_ref(), DeValue::Array(items) if items.is_empty());
        empty.then(|| self.files.location(self.file, value.span().start))
    }

    /// A non-empty text.
    pub(crate) fn text(&mut self, key: &str) -> Spanned {
        let form = format!("`{key} = \"…\"`");
        let at = match self.find(key) {
            Some((DeValue::String(text), at)) => {
                return self.valid_text(text, at, &format!("`{key}`"));
            }
            Some((other, at)) => {
                self.wrong(at, &format!("`{key}`"), other, &form);
                at
            }
            None => {
                self.missing(key, &form);
                self.at
            }
        };
        let text = String::new();
        Spanned { text, at }
    }

    fn valid_text(&mut self, text: &str, at: Location, what: &str) -> Spanned {
        if let Some((fault, help)) = forms::text_fault(text) {
            self.report(at, format!("{what} {fault}"), help);
        }
        let text = text.to_string();
        Spanned { text, at }
    }

    /// A text that may be absent.
    pub(crate) fn optional_text(&mut self, key: &str) -> Option<Spanned> {
        if self.has(key) {
            return Some(self.text(key));
        }
        self.allow(key);
        None
    }

    /// A key that is the same in every language is allowed only in the reference language.
    pub(crate) fn refuse_in_translation(&mut self, key: &str, at: Location, where_set: &str) {
        if self.translation {
            let help = format!("take it away: {where_set} in `{REFERENCE}`");
            self.report(at, format!("`{key}` stands in a translation"), help);
        }
    }

    pub(crate) fn flag(&mut self, key: &str) -> bool {
        match self.find(key) {
            None => false,
            Some((DeValue::Boolean(flag), at)) => {
                self.refuse_in_translation(key, at, "it is set");
                *flag
            }
            Some((other, at)) => {
                let form = format!("`{key} = true`, or leave it out");
                self.wrong(at, &format!("`{key}`"), other, &form);
                false
            }
        }
    }

    /// A day without quotes.
    pub(crate) fn date(&mut self, key: &str, is_needed: bool) -> Option<String> {
        match self.find(key) {
            Some((DeValue::Datetime(day), _)) if day.date.is_some() && day.time.is_none() => {
                Some(day.to_string())
            }
            Some((other, at)) => {
                let form = format!("a day without quotes, `{key} = 2026-07-02`, or leave it out");
                self.wrong(at, &format!("`{key}`"), other, &form);
                None
            }
            None => {
                if is_needed {
                    self.missing(key, &format!("a day without quotes, `{key} = 2027-03-01`"));
                }
                None
            }
        }
    }

    /// A list of texts on one line.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<Spanned> {
        let form = if key.contains('.') {
            format!("`{key:?} = [\"…\"]`")
        } else {
            format!("`{key} = [\"…\"]`")
        };
        let mut texts = Vec::new();
        match self.find(key) {
            Some((DeValue::Array(items), _)) => {
                let what = format!("an item of `{key}`");
                for item in items.iter() {
                    let at = self.files.location(self.file, item.span().start);
                    match item.get_ref() {
                        DeValue::String(text) => texts.push(self.valid_text(text, at, &what)),
                        other => self.wrong(at, &what, other, &form),
                    }
                }
            }
            Some((other, at)) => self.wrong(at, &format!("`{key}`"), other, &form),
            None => self.missing(key, &form),
        }
        texts
    }

    /// A table inside this one.
    pub(crate) fn table(&mut self, key: &str) -> Option<Cursor<'a, '_>> {
        let form = format!(
            "`[{}{key}]` on a line of its own, and below it what belongs to it",
            self.under
        );
        match self.find(key) {
            Some((DeValue::Table(entries), _)) => {
                let at = self.key_location(key);
                Some(self.inside(key, entries, at))
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

    fn inside(&mut self, key: &str, entries: &'a DeTable<'a>, at: Location) -> Cursor<'a, '_> {
        Cursor {
            files: self.files,
            file: self.file,
            entries,
            at,
            under: format!("{}{key}.", self.under),
            asked: Vec::new(),
            translation: self.translation,
            out: self.out,
        }
    }

    /// A single claim, `[key]`; its id is its key.
    pub(crate) fn claim(&mut self, key: &str) -> Claim {
        let id = Spanned {
            text: key.to_string(),
            at: self.key_location(key),
        };
        let at = self.at;
        let Some(mut inside) = self.table(key) else {
            let text = Spanned {
                at,
                ..Spanned::default()
            };
            return Claim {
                id,
                text,
                ..Claim::default()
            };
        };
        let claim = inside.own_claim(id);
        inside.finish();
        claim
    }

    /// `text` and `facts` of this table.
    pub(crate) fn own_claim(&mut self, id: Spanned) -> Claim {
        let text = self.text("text");
        let mut facts = Vec::new();
        let remark = self.optional_text("clinician");
        if let Some(remark) = &remark {
            self.refuse_in_translation("clinician", remark.at, "it is set");
        }
        if !self.translation {
            facts = self.texts("facts");
            if let Some(at) = self.empty_list("facts") {
                let help = "name the rows of `facts.toml` that this rests on, `facts = [\"…\"]`";
                self.report(at, "`facts` is empty", help);
            }
        } else if let Some((_, at)) = self.find("facts") {
            self.refuse_in_translation("facts", at, "facts are named");
        }
        Claim {
            id,
            text,
            facts,
            remark,
        }
    }

    /// The `id` of an item.
    pub(crate) fn id(&mut self) -> Spanned {
        let id = self.text("id");
        if !id.text.is_empty() && !forms::is_id(&id.text) {
            let help = "use small letters, digits and hyphens, beginning with a letter";
            self.report(id.at, format!("`{}` cannot be an id", id.text), help);
        }
        id
    }

    /// The items of a list, `[[key]]`; their ids must be unique.
    pub(crate) fn items<T>(
        &mut self,
        key: &str,
        is_needed: bool,
        longest: Option<usize>,
        mut read: impl FnMut(&mut Cursor<'_, '_>) -> T,
    ) -> Vec<T> {
        let form = format!("at least one item, each under `[[{}{key}]]`", self.under);
        let mut all = Vec::new();
        let mut ids: Vec<&str> = Vec::new();
        let items = match self.find(key) {
            Some((DeValue::Array(items), _)) => items,
            Some((other, at)) => {
                self.wrong(at, &format!("`{key}`"), other, &form);
                return all;
            }
            None => {
                if is_needed {
                    self.missing(key, &form);
                }
                return all;
            }
        };
        for item in items.iter() {
            let at = self.files.location(self.file, item.span().start);
            let DeValue::Table(entries) = item.get_ref() else {
                self.wrong(at, &format!("an item of `{key}`"), item.get_ref(), &form);
                continue;
            };
            if let Some(longest) = longest.filter(|longest| *longest == all.len()) {
                let message = format!("`{key}` holds {} items", items.len());
                let split = if key == "ask" {
                    ""
                } else {
                    ", or split the list"
                };
                let help = format!("keep the {longest} that matter most{split} (PEMAT 8, CCI 8)");
                self.report(at, message, help);
            }
            if let Some(value) = entries.get("id")
                && let Some(id) = value.get_ref().as_str()
            {
                if ids.contains(&id) {
                    let at = self.files.location(self.file, value.span().start);
                    let message = format!("the id `{id}` stands twice under `{key}`");
                    self.report(at, message, "give each item an id of its own");
                }
                ids.push(id);
            }
            let mut inside = self.inside(key, entries, at);
            all.push(read(&mut inside));
            inside.finish();
        }
        if is_needed && let Some(at) = self.empty_list(key) {
            self.report(at, format!("`{key}` is empty"), format!("write {form}"));
        }
        all
    }

    /// A record from values that have been read.
    pub(crate) fn record(&self, group: &'static Group, id: Spanned, values: Vec<Value>) -> Record {
        Record {
            group,
            id,
            at: self.at,
            values,
        }
    }
}

/// The known name most similar to a misspelt one, if it is similar enough (1 is identical).
pub(crate) fn nearest<'n>(
    name: &str,
    known: impl Iterator<Item = &'n String>,
    likeness: f64,
) -> Option<&'n String> {
    let like = |known: &str| strsim::jaro(known, name);
    let near = known.max_by(|a, b| like(a).total_cmp(&like(b)))?;
    (like(near) > likeness).then_some(near)
}
