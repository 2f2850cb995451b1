//! The table of signs: which sign stands where, and the rules between its rows.
//!
//! Every sign is defined once, in `signs.toml`, with its one level. A place shows its own signs and fever; the other
//! signs that touch it are one press away. The signs of treatment stand in the topics about it, and anywhere.

use crate::book::{Book, Language, Record};
use crate::cursor::nearest;
use crate::diagnostic::{Diagnostic, Spanned};
use crate::files::Files;
use crate::schema::{EVERYWHERE, REFERENCE, SIGN_TEXTS, SITE, TREATMENT};
use std::collections::BTreeMap;

/// More own signs of a place cannot be read at a glance.
const MOST_OWN: usize = 6;

/// Words of the overall list, with the names of the groups and the opening, in the reference language and in others.
const LONGEST_OVERALL: [usize; 2] = [180, 195];

/// Words of a cell of the overall list, and of the wording of a sign.
const LONGEST_CELL: usize = 22;

/// The signs of a place, by their numbers in the table.
#[derive(Debug, Default)]
pub(crate) struct PlaceSigns {
    pub(crate) own: Vec<usize>,
    pub(crate) more: Vec<usize>,
}

/// All signs of a language, in the order of the table.
pub(crate) fn all(language: &Language) -> &[Record] {
    language.one(&SIGN_TEXTS).records("sign")
}

/// Where signs can stand: the places in the body, and treatment.
pub(crate) fn places(reference: &Language) -> Vec<&str> {
    let sites = reference
        .all(&SITE)
        .iter()
        .map(|site| site.id.text.as_str());
    sites.chain([TREATMENT]).collect()
}

/// The place that a reader chooses who does not know the place: the last one. It has the signs of treatment too.
fn is_anywhere(reference: &Language, place: &str) -> bool {
    reference
        .all(&SITE)
        .last()
        .is_some_and(|last| last.id.text == place)
}

/// The signs of a place.
pub(crate) fn of_place(reference: &Language, place: &str) -> PlaceSigns {
    let names = |sign: &Record, key: &str, place: &str| {
        sign.ids(key).iter().any(|named| named.text == place)
    };
    let with_treatment = is_anywhere(reference, place);
    let mut signs = PlaceSigns::default();
    for (number, sign) in all(reference).iter().enumerate() {
        let of_treatment = names(sign, "own", TREATMENT) || names(sign, "places", TREATMENT);
        if names(sign, "own", place) {
            signs.own.push(number);
        } else if names(sign, "places", place) || (with_treatment && of_treatment) {
            signs.more.push(number);
        }
    }
    signs
}

/// The signs of a group, and those that only its cell of the overall list names.
pub(crate) fn of_group(reference: &Language, group: &str) -> Vec<usize> {
    let is_of = |sign: &Record| {
        let mut groups = ["group", "overall"]
            .into_iter()
            .flat_map(|key| sign.ids(key));
        groups.any(|named| named.text == group)
    };
    let signs = all(reference).iter().enumerate();
    signs
        .filter(|(_, sign)| is_of(sign))
        .map(|(number, _)| number)
        .collect()
}

/// Checks the table of every language.
pub(crate) fn check(files: &Files, book: &Book, out: &mut Vec<Diagnostic>) {
    let reference = book.reference();
    let mut table = Table {
        files,
        reference,
        out,
    };
    for sign in all(reference) {
        table.places_of(sign);
        table.references(sign);
        table.fields(sign);
    }
    for place in places(reference) {
        table.place(place);
    }
    for language in &book.languages {
        table.words(language);
        table.overall(language);
    }
}

/// What to write in place of a name that is not known.
fn near_or_all<'n>(name: &Spanned, known: impl Iterator<Item = &'n String> + Clone) -> String {
    match nearest(&name.text, known.clone(), 0.85) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = known.map(String::as_str).collect();
            format!("use one of: {}", all.join(", "))
        }
    }
}

/// Words as an editor counts them: `100.4 °F (38 °C)` has four.
fn length(text: &str) -> usize {
    text.split_whitespace().count()
}

struct Table<'a> {
    files: &'a Files,
    reference: &'a Language,
    out: &'a mut Vec<Diagnostic>,
}

impl Table<'_> {
    fn report(&mut self, at: &Spanned, message: String, help: impl Into<String>) {
        self.out.push(self.files.diagnostic(at.at, message, help));
    }

    /// Every sign stands somewhere, once at each place, and at places that exist.
    fn places_of(&mut self, sign: &Record) {
        let known: Vec<String> = places(self.reference)
            .into_iter()
            .map(str::to_string)
            .collect();
        let (own, further) = (sign.ids("own"), sign.ids("places"));
        if own.is_empty() && further.is_empty() {
            let message = format!("no list shows the sign `{}`", sign.id.text);
            let help = format!(
                "name its places, `own = [\"…\"]` or `places = [\"…\"]`: {}",
                known.join(", ")
            );
            self.report(&sign.id, message, help);
        }
        let mut seen: Vec<&str> = Vec::new();
        for place in own.iter().chain(further) {
            if !known.contains(&place.text) {
                let help = near_or_all(place, known.iter());
                self.report(place, format!("there is no place `{}`", place.text), help);
            } else if seen.contains(&place.text.as_str()) {
                let message = format!("`{}` names the place `{}` twice", sign.id.text, place.text);
                self.report(place, message, "keep it under `own` or under `places`");
            }
            seen.push(&place.text);
        }
    }

    /// Groups and signs that a sign names.
    fn references(&mut self, sign: &Record) {
        let texts = self.reference.one(&SIGN_TEXTS);
        let groups = texts.records("group");
        let level = sign.text("level").text.as_str();
        for key in ["group", "overall"] {
            for named in sign.ids(key) {
                let Some(group) = groups.iter().find(|group| group.id.text == named.text) else {
                    let message = format!("there is no group `{}`", named.text);
                    let help = near_or_all(named, groups.iter().map(|group| &group.id.text));
                    self.report(named, message, help);
                    continue;
                };
                if key == "group" {
                    continue;
                }
                let id = &sign.id.text;
                if level == "soon" {
                    let message = format!(
                        "`{id}` is of the level `soon`, which the overall list does not name"
                    );
                    self.report(named, message, "take `overall` away");
                } else if group.optional(level).is_none() {
                    let message = format!(
                        "the group `{}` has no cell `{level}` to name `{id}` in",
                        named.text
                    );
                    let help =
                        format!("write `{level} = \"…\"` under the group, or take `overall` away");
                    self.report(named, message, help);
                }
            }
        }
        for (key, levels) in [
            ("worse-signs", &["now"][..]),
            ("sooner-signs", &["now", "today"]),
        ] {
            let signs = all(self.reference);
            for named in sign.ids(key) {
                match signs.iter().find(|other| other.id.text == named.text) {
                    None => {
                        let message = format!("there is no sign `{}`", named.text);
                        let ids = signs.iter().map(|sign| &sign.id.text);
                        let help = match nearest(&named.text, ids, 0.85) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => "write the `id` of a sign, or take it away".to_string(),
                        };
                        self.report(named, message, help);
                    }
                    Some(other) => {
                        let its = other.text("level").text.as_str();
                        if !levels.contains(&its) {
                            let message = format!(
                                "`{}` under `{key}` is itself of the level `{its}`",
                                named.text
                            );
                            let help = format!(
                                "name a sign of the level `{}`, or take it away",
                                levels.join("` or `")
                            );
                            self.report(named, message, help);
                        }
                    }
                }
            }
        }
    }

    /// What a sign may say of itself depends on its level.
    fn fields(&mut self, sign: &Record) {
        let level = sign.text("level").text.as_str();
        let id = &sign.id.text;
        for key in ["worse", "worse-signs"] {
            if let Some(first) = sign.ids(key).first().filter(|_| level == "now") {
                let message = format!("`{id}` is of the level `now` already, and has `{key}`");
                self.report(
                    first,
                    message,
                    format!("take `{key}` away: nothing is more urgent"),
                );
            }
        }
        for key in ["sooner", "sooner-signs"] {
            if let Some(first) = sign.ids(key).first().filter(|_| level != "soon") {
                let message = format!("`{id}` is not of the level `soon`, and has `{key}`");
                let help = match level {
                    "today" => format!(
                        "take `{key}` away, or say under `worse` what makes it an emergency"
                    ),
                    _ => format!("take `{key}` away: nothing is more urgent"),
                };
                self.report(first, message, help);
            }
        }
        if sign.flag("morning") && level != "today" {
            let message = format!("`{id}` has `morning`, but is of the level `{level}`");
            let help = "take `morning` away: only a sign of the level `today` may wait for the morning when nobody answers";
            self.report(&sign.id, message, help);
        }
        if sign.flag("card") && (level == "soon" || sign.flag("no-box")) {
            let message = format!("`{id}` has `card`, but no line on the alert card");
            let help = "take `card` away: the alert card shows the words under `tick` of signs of the levels `now` and `today`";
            self.report(&sign.id, message, help);
        }
        match (sign.flag("no-box"), sign.optional("tick")) {
            (true, Some(tick)) => {
                let message = format!("`{id}` has no box to tick, but words for the sheet");
                self.report(tick, message, "take `tick` away, or `no-box`");
            }
            (false, None) => {
                let message = format!("`{id}` has no `tick`");
                let help = "write its words for the sheet, `tick = \"…\"`, or `no-box = true`";
                self.report(&sign.id, message, help);
            }
            _ => {}
        }
    }

    /// A place has a few own signs, and fever among them.
    fn place(&mut self, place: &str) {
        let own = of_place(self.reference, place).own;
        let signs = all(self.reference);
        let texts = self.reference.one(&SIGN_TEXTS);
        if own.is_empty() {
            let help = format!(
                "name `{place}` under `own` of the few signs that tell most there, `{EVERYWHERE}` among them"
            );
            self.report(
                texts.text("title"),
                format!("`{place}` has no signs of its own"),
                help,
            );
        } else if !own
            .iter()
            .any(|number| signs[*number].id.text == EVERYWHERE)
        {
            let help = format!(
                "name `{place}` under `own` of the sign `{EVERYWHERE}`: it stands at every place"
            );
            self.report(
                texts.text("title"),
                format!("`{place}` lacks `{EVERYWHERE}`"),
                help,
            );
        }
        if let Some(number) = own.get(MOST_OWN) {
            let message = format!("`{place}` has {} signs of its own", own.len());
            let ids: Vec<&str> = own
                .iter()
                .map(|number| signs[*number].id.text.as_str())
                .collect();
            let help = format!(
                "keep {MOST_OWN} of them under `own`, and move the others to `places`: {}",
                ids.join(", ")
            );
            self.report(&signs[*number].id, message, help);
        }
    }

    /// No two signs say the same, and none is long.
    fn words(&mut self, language: &Language) {
        for key in ["text", "tick"] {
            let mut before: BTreeMap<String, &str> = BTreeMap::new();
            for sign in all(language) {
                let text = sign.text(key);
                if text.text.is_empty() {
                    continue;
                }
                let words = text.text.to_lowercase();
                if let Some(other) = before.insert(words, &sign.id.text) {
                    let message = format!("`{}` and `{other}` have the same words", sign.id.text);
                    self.report(
                        text,
                        message,
                        "one sign has one level: make one of the two, or say how they differ",
                    );
                }
                let count = length(&text.text);
                if count > LONGEST_CELL {
                    let message = format!("`{key}` of `{}` has {count} words", sign.id.text);
                    let help = format!(
                        "say it in {LONGEST_CELL} words at most; what makes it worse stands under `worse`"
                    );
                    self.report(text, message, help);
                }
            }
        }
    }

    /// The overall list is short enough to be read in a fright.
    fn overall(&mut self, language: &Language) {
        let texts = language.one(&SIGN_TEXTS);
        let mut count = length(&texts.text("labels.opening").text);
        for group in texts.records("group") {
            let mut is_listed = false;
            for level in ["now", "today"] {
                let Some(cell) = group.optional(level) else {
                    continue;
                };
                is_listed = true;
                let words = length(&cell.text);
                count += words;
                if words > LONGEST_CELL {
                    let message = format!(
                        "`{level}` of the group `{}` has {words} words",
                        group.id.text
                    );
                    self.report(
                        cell,
                        message,
                        format!("say it in {LONGEST_CELL} words at most"),
                    );
                }
            }
            if is_listed {
                count += length(&group.text("name").text);
            }
        }
        let [reference, other] = LONGEST_OVERALL;
        let most = if language.code == REFERENCE {
            reference
        } else {
            other
        };
        if count > most {
            let message = format!(
                "the overall list of signs has {count} words in `{}`",
                language.code
            );
            let help = format!(
                "keep `now` and `today` of all groups, their names and `opening` to {most} words together"
            );
            let groups = texts.records("group");
            let first = groups
                .first()
                .map_or(texts.text("title"), |group| group.text("name"));
            self.report(first, message, help);
        }
    }
}
