//! How many words a reader sees: at rest, when a place, a type, a topic or a closed row opens, and in the whole guide.
//!
//! The numbers follow from the records as the view shows them; a native test of the widget (`tests/native/lengths.rs`)
//! compares them with the words of its tree. Lists of signs are counted and have no limit: the table of signs has rules
//! of its own. Sources, and the numbers that lead to them, are not counted.

use crate::book::{Book, Claim, Language, Record, Value};
use crate::checklist::CHUNKS;
use crate::diagnostic::{Diagnostic, Location, Spanned};
use crate::files::Files;
use crate::schema::{
    FRONT, LEVELS, LIVING, MY_TYPE, REFERENCE, SIGN_TEXTS, SIGNS, SITE, SUBTYPE, TOPIC, TREATMENT,
    UI, VISIT, topic,
};
use crate::signs;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Rest,
    Place,
    Card,
    Topic,
    Row,
    Signs,
    Whole,
}

impl Kind {
    /// Its name in the report, and what it is in a message.
    pub(crate) fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Rest => ("rest", "the page at rest"),
            Kind::Place => ("place", "the place"),
            Kind::Card => ("card", "the card of the type"),
            Kind::Topic => ("topic", "the topic"),
            Kind::Row => ("row", "the closed row"),
            Kind::Signs => ("signs", "the row of signs"),
            Kind::Whole => ("whole", "the whole guide"),
        }
    }

    /// Whether it opens from a row of the guide.
    pub(crate) fn is_panel(self) -> bool {
        matches!(self, Kind::Place | Kind::Card | Kind::Topic)
    }

    /// The most words in the reference language, in a guide with so many places more than the five of the original: each
    /// brings a row and a panel.
    fn most(self, more_places: usize) -> Option<usize> {
        match self {
            Kind::Rest => Some(750 + 10 * more_places),
            Kind::Place => Some(260),
            Kind::Card | Kind::Topic => Some(350),
            Kind::Row => Some(150),
            Kind::Signs => None,
            Kind::Whole => Some(14_000 + 500 * more_places),
        }
    }
}

/// Places of the original.
const PLACES: usize = 5;

/// Words in the name of the original's publisher. A longer name is nobody's to shorten: without room for it, the words of
/// the original, which are at the limit, did not build under the name of another publisher.
const PUBLISHER: usize = 3;

/// Other languages need more words: so many for four of the reference language.
const OTHER_LANGUAGE: usize = 5;

/// Something that is read at once.
#[derive(Debug)]
pub(crate) struct Length {
    /// The section that it is in; empty for the page.
    pub(crate) section: &'static str,
    pub(crate) kind: Kind,
    /// Its id, `bones`, or `bones/about` for a row in it; empty for the page.
    pub(crate) panel: String,
    pub(crate) words: usize,
    pub(crate) limit: Option<usize>,
    at: Location,
}

/// What is longer than its limit, which stops the build.
pub(crate) fn faults(files: &Files, book: &Book) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for language in &book.languages {
        for length in measure(book, language) {
            let Some(limit) = length.limit.filter(|limit| length.words > *limit) else {
                continue;
            };
            let panel = match length.panel.as_str() {
                "" => String::new(),
                panel => format!(" `{panel}`"),
            };
            let message = format!(
                "{}{panel} has {} words in `{}`",
                length.kind.names().1,
                length.words,
                language.code
            );
            let help = match length.kind {
                Kind::Rest => {
                    "what is counted is in view before a row is opened: the first screen, the overall list of signs, \
                     names and hints; say less there, or move it into a row that opens"
                }
                Kind::Whole => {
                    "a sign is counted wherever it is printed; say each thing once, and leave out what nobody asks"
                }
                Kind::Row => "say less there, or make two rows of it",
                _ => "move sentences into a closed row, or leave them out",
            };
            let over = length.words - limit;
            let help = format!("keep it to {limit} words, {over} fewer: {help} ({CHUNKS})");
            faults.push(files.diagnostic(length.at, message, help));
        }
    }
    faults
}

/// Everything that is read at once in a language.
pub(crate) fn measure(book: &Book, language: &Language) -> Vec<Length> {
    let mut measure = Measure {
        book,
        language,
        all: Vec::new(),
    };
    let title = language.one(&FRONT).text("title").at;
    let rest = measure.rest();
    measure.add(Kind::Rest, String::new(), title, rest);
    measure.places();
    measure.cards();
    measure.topics();
    measure.rows_of_signs();
    let about = measure.notes().skip(NOTES_IN_VIEW).sum();
    measure.add(Kind::Row, "front/about-guide".to_string(), title, about);
    let table = measure.compare();
    let compare = language.one(&MY_TYPE).text("compare.title").at;
    measure.add(Kind::Row, "my-type/compare".to_string(), compare, table);
    let whole = measure.whole();
    measure.add(Kind::Whole, String::new(), title, whole);
    measure.all
}

/// The words of a text: what stands between spaces and has a letter or a digit.
pub(crate) fn words(text: &str) -> usize {
    let is_word = |piece: &&str| piece.contains(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count()
}

/// A text with its open place filled.
fn filled(template: &str, with: &str) -> String {
    let (before, rest) = template.split_once('{').unwrap_or((template, ""));
    let (_, after) = rest.split_once('}').unwrap_or(("", rest));
    format!("{before}{with}{after}")
}

/// The words of some texts of a record.
fn of(record: &Record, keys: &[&str]) -> usize {
    keys.iter().map(|key| words(&record.text(key).text)).sum()
}

fn of_claims(claims: &[Claim]) -> usize {
    claims.iter().map(|claim| words(&claim.text.text)).sum()
}

/// The words of a sign as on the sheet, where it can be ticked.
fn words_in_short(sign: &Record) -> usize {
    words(&sign.optional("tick").unwrap_or(sign.text("text")).text)
}

/// Footer notes that are in view; the others are in a row.
const NOTES_IN_VIEW: usize = 2;

/// The closed rows of a place, under their headings in `ui.toml`.
const ROWS_OF_PLACE: [&str; 5] = ["about", "found", "relief", "ask", "unknown"];

/// Rules of signs that stand under the overall list, and not in the row of rules.
const RULES_IN_VIEW: [&str; 3] = [NOBODY_ANSWERS, "rules.no-driving-now", "rules.crisis"];

/// The steps of calling.
const NOBODY_ANSWERS: &str = "rules.nobody-answers";

/// More signs than these stand under the names of their groups, as in `src/view/signs.rs`.
const MANY: usize = 12;

/// What is said of signs in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// In few words: on a page without script a place names its signs, and their groups say the rest.
    Short,
    /// What stands under it too.
    Details,
    /// With the rules for each level.
    Rules,
    /// With how people say it.
    Heard,
}

/// Whether a picture of a hundred dots stands under a text, as in `src/view/picture.rs`: it gives a number and a 100.
fn has_dots(text: &str) -> bool {
    let mut before = None;
    for number in text.split(|c: char| !c.is_ascii_digit()) {
        match number.parse::<usize>() {
            Ok(100) => return before.is_some_and(|share| share <= 100),
            Ok(found) => before = Some(found),
            Err(_) => {}
        }
    }
    false
}

/// For whom something is counted: in the widget boxes can be ticked and rows are closed; on a page without script
/// everything is open, and headings of rows stand twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Medium {
    Widget,
    Page,
}

struct Measure<'a> {
    book: &'a Book,
    language: &'a Language,
    all: Vec<Length>,
}

impl<'a> Measure<'a> {
    fn add(&mut self, kind: Kind, panel: String, at: Location, words: usize) {
        let places = self.book.reference().all(&SITE).len();
        let most = kind.most(places.saturating_sub(PLACES)).map(|most| {
            if self.language.code == REFERENCE {
                most
            } else {
                most * OTHER_LANGUAGE / 4
            }
        });
        let most = most.map(|most| most + self.longer_name(kind));
        self.all.push(Length {
            section: self.section(&panel),
            kind,
            panel,
            words,
            limit: most,
            at,
        });
    }

    /// Words of the publisher's name beyond those of the original's, where the name is counted.
    fn longer_name(&self, kind: Kind) -> usize {
        match kind {
            Kind::Rest | Kind::Whole => {
                let name = self.book.edition.text("publisher");
                words(&name.text).saturating_sub(PUBLISHER)
            }
            _ => 0,
        }
    }

    /// The section of a panel, by its id or by the file that it is in.
    fn section(&self, panel: &str) -> &'static str {
        let of = panel.split('/').next().unwrap_or_default();
        let reference = self.book.reference();
        let is_in = |group| {
            reference
                .all(group)
                .iter()
                .any(|record| record.id.text == of)
        };
        match topic(of) {
            Some(topic) => topic.id,
            None if of == SIGNS => SIGNS,
            None if of == "front" => "front",
            None if of == "my-type" || is_in(&SUBTYPE) => "subtypes",
            None if is_in(&SITE) => "map",
            None => "",
        }
    }

    fn ui(&self, keys: &[&str]) -> usize {
        of(self.language.one(&UI), keys)
    }

    fn front(&self, keys: &[&str]) -> usize {
        of(self.language.one(&FRONT), keys)
    }

    fn signs(&self, keys: &[&str]) -> usize {
        of(self.language.one(&SIGN_TEXTS), keys)
    }

    /// The words of each note of the footer.
    fn notes(&self) -> impl Iterator<Item = usize> + use<'a> {
        let notes = self.language.one(&FRONT).claims("footer.notes").iter();
        notes.map(|note| words(&note.text.text))
    }

    // The page at rest.

    fn rest(&self) -> usize {
        let names = |group, keys: &'static [&'static str]| -> usize {
            let records = self.language.all(group).iter();
            records.map(|record| of(record, keys)).sum()
        };
        let head = self.front(&[
            "draft",
            "title",
            "message",
            "no-cure",
            "paths.wrong",
            "paths.new",
        ]) + self.other_languages();
        let map = self.front(&["map.caption"]) + names(&SITE, &["name", "hint"]);
        let topics = self.headings_of_topics() + names(&TOPIC, &["name", "hint"]);
        head + map
            + self.overall_in_view()
            + topics
            + self.my_type_in_view()
            + names(&SUBTYPE, &["name"])
            + self.visit_in_view()
            + self.notes().take(NOTES_IN_VIEW).sum::<usize>()
            + self.meta()
            + self.ui(&["about-guide"])
    }

    /// The names of the other languages, each in its own.
    fn other_languages(&self) -> usize {
        let all = self.book.languages.iter();
        let others = all.filter(|other| other.code != self.language.code);
        others.map(|other| words(other.word("language"))).sum()
    }

    /// Before the topics: where to start, the guide in short, and the heading of the others.
    fn headings_of_topics(&self) -> usize {
        self.front(&["start-here.title", "short.title", "guide.title"])
            + of_claims(self.language.one(&FRONT).claims("short.points"))
    }

    /// The rules under the overall list.
    fn rules_in_view(&self) -> usize {
        self.calling() + self.signs(&RULES_IN_VIEW[1..])
    }

    /// The steps of calling.
    fn calling(&self) -> usize {
        of_claims(self.language.one(&SIGN_TEXTS).claims(NOBODY_ANSWERS))
    }

    /// The overall list with its labels and rules, and the names of the closed rows under it.
    fn overall_in_view(&self) -> usize {
        let texts = self.language.one(&SIGN_TEXTS);
        let groups: usize = texts
            .records("group")
            .iter()
            .filter(|group| group.optional("now").is_some())
            .map(|group| of(group, &["name", "now", "today"]))
            .sum();
        let all: usize = texts
            .records("group")
            .iter()
            .map(|group| {
                words(&filled(
                    &texts.text("labels.all").text,
                    &group.text("name").text,
                ))
            })
            .sum();
        let head = [
            "title",
            "intro",
            "labels.opening",
            "labels.now",
            "labels.today",
        ];
        self.signs(&head)
            + groups
            + all
            + self.rules_in_view()
            + self.signs(&["card.print", "labels.rules"])
            + self.front(&["footer.written-for"])
            + self.ui(&["sources"])
    }

    fn my_type_in_view(&self) -> usize {
        let texts = self.language.one(&MY_TYPE);
        let choices = texts.fields().filter(|(field, _)| {
            ["er.", "pr.", "her2."]
                .iter()
                .any(|table| field.key.starts_with(table))
        });
        let choices: usize = choices.map(|(field, _)| of(texts, &[field.key])).sum();
        of(
            texts,
            &["title", "legend", "differ", "answer.start", "compare.title"],
        ) + of_claims(texts.claims("intro"))
            + choices
    }

    fn visit_in_view(&self) -> usize {
        let visit = self.language.one(&VISIT);
        of(visit, &["title", "intro", "first", "own", "family"])
            + self.questions(visit)
            + self.ui(&["sheet-print"])
            + self.front(&["footer.privacy"])
    }

    /// Up to when it was checked, who publishes it, and its version. Not what another edition says of itself: whom to
    /// write to, and from what it was changed.
    fn meta(&self) -> usize {
        let edition = &self.book.edition;
        let of_edition = |key: &str, word: &str| -> usize {
            let text = edition.optional(key);
            text.map_or(0, |text| {
                words(&filled(self.language.word(word), &text.text))
            })
        };
        let number = 1;
        self.front(&["footer.sources-until"])
            + of_edition("publisher", "published")
            + self.ui(&["version"])
            + number
    }

    /// The words under pictures of shares.
    fn dots<'t>(&self, texts: impl Iterator<Item = &'t Spanned>, medium: Medium) -> usize {
        if medium == Medium::Page {
            return 0;
        }
        texts.filter(|text| has_dots(&text.text)).count() * self.ui(&["dots"])
    }

    fn questions(&self, record: &Record) -> usize {
        let questions = record.records("ask").iter();
        questions.map(|question| of(question, &["text"])).sum()
    }

    // Signs.

    /// The wording of a sign, and what stands under it.
    fn sign(&self, number: usize, said: Said) -> usize {
        let texts = self.language.one(&SIGN_TEXTS);
        let signs = signs::all(self.language);
        let (sign, ours) = (&signs[number], &signs::all(self.book.reference())[number]);
        let fill = |label: &str, text: &str| match text {
            "" => 0,
            text => words(&filled(&texts.text(label).text, text)),
        };
        let list = |key: &str| {
            let ids = ours.ids(&format!("{key}-signs")).iter();
            let others = ids.filter_map(|id| signs.iter().find(|sign| sign.id.text == id.text));
            let own = sign.optional(key).into_iter();
            let all: Vec<&str> = own
                .chain(others.map(|sign| sign.text("text")))
                .map(|text| text.text.as_str())
                .collect();
            all.join("; ")
        };
        if said == Said::Short {
            return words_in_short(sign);
        }
        of(sign, &["text", "note"])
            + fill("labels.only", &sign.text("only").text)
            + fill("labels.worse", &list("worse"))
            + fill("labels.sooner", &list("sooner"))
            + fill(
                "labels.heard",
                if said == Said::Heard {
                    &sign.text("heard").text
                } else {
                    ""
                },
            )
    }

    /// Signs in a card for each level.
    fn sign_cards(&self, numbers: &[usize], said: Said) -> usize {
        let rules = said == Said::Rules;
        let reference = signs::all(self.book.reference());
        let mut count = 0;
        for level in LEVELS {
            let of_level = numbers
                .iter()
                .filter(|number| reference[**number].text("level").text == *level);
            let of_level: Vec<usize> = of_level.copied().collect();
            let signs: Vec<usize> = of_level
                .iter()
                .map(|number| self.sign(*number, said))
                .collect();
            if signs.is_empty() {
                continue;
            }
            if said == Said::Details && signs.len() > MANY {
                count += self.names_of_groups(&of_level);
            }
            count += self.signs(&[&format!("labels.{level}")]) + signs.iter().sum::<usize>();
            count += match *level {
                "now" if rules => self.signs(&["rules.no-driving-now"]),
                "today" if rules => self.calling() + self.signs(&["rules.company"]),
                _ => 0,
            };
        }
        count
    }

    /// The names of the groups that signs stand under, where there are many.
    fn names_of_groups(&self, numbers: &[usize]) -> usize {
        let reference = signs::all(self.book.reference());
        let mut groups: Vec<&str> = numbers
            .iter()
            .map(|number| reference[*number].text("group").text.as_str())
            .collect();
        groups.dedup();
        let ours = self.language.one(&SIGN_TEXTS).records("group");
        let named = |id: &str| ours.iter().find(|group| group.id.text == id);
        let names = groups.into_iter().filter_map(named);
        names.map(|group| words(&group.text("name").text)).sum()
    }

    fn group(&self, group: &Record) -> usize {
        let numbers = signs::of_group(self.book.reference(), &group.id.text);
        self.sign_cards(&numbers, Said::Heard)
    }

    /// The row with what holds for all signs.
    fn sign_rules(&self) -> usize {
        let texts = self.language.one(&SIGN_TEXTS);
        let english = self.book.reference().one(&SIGN_TEXTS);
        let rules = texts.fields().zip(&english.values);
        let rules = rules.filter(|((field, _), _)| {
            field.key.starts_with("rules.") && !RULES_IN_VIEW.contains(&field.key)
        });
        let titles = [
            "labels.call",
            "labels.counts",
            "labels.first-aid",
            "labels.seizure",
        ];
        let mut count = self.signs(&titles);
        for ((_, value), ours) in rules {
            count += match (value, ours) {
                (Value::Claim(claim), _) => words(&claim.text.text),
                (Value::Claims(claims), _) => of_claims(claims),
                (Value::Record(quoted), Value::Record(ours)) => {
                    let translated = if self.language.code == REFERENCE {
                        0
                    } else {
                        self.signs(&["labels.in-english"]) + of(ours, &["quote"])
                    };
                    of(quoted, &["text", "quote"]) + translated
                }
                _ => 0,
            };
        }
        let reference = signs::all(self.book.reference()).iter();
        let waiting = reference.zip(signs::all(self.language));
        let waiting = waiting.filter(|(ours, _)| ours.flag("morning"));
        count + waiting.map(|(_, sign)| of(sign, &["text"])).sum::<usize>()
    }

    /// What the row with the signs of treatment holds.
    fn treatment_signs(&self) -> usize {
        let place = signs::of_place(self.book.reference(), TREATMENT);
        let texts = self.language.one(&SIGN_TEXTS);
        self.signs(&["rules.on-treatment", "rules.on-treatment-not"])
            + of_claims(texts.claims("rules.treatments"))
            + self.sign_cards(&place.own, Said::Rules)
            + self.sign_cards(&place.more, Said::Details)
    }

    fn rows_of_signs(&mut self) {
        let language = self.language;
        let texts = language.one(&SIGN_TEXTS);
        for group in texts.records("group") {
            let panel = format!("signs/{}", group.id.text);
            self.add(Kind::Signs, panel, group.text("name").at, self.group(group));
        }
        for (site, ours) in language
            .all(&SITE)
            .iter()
            .zip(self.book.reference().all(&SITE))
        {
            let more = signs::of_place(self.book.reference(), &ours.id.text).more;
            let panel = format!("{}/signs", ours.id.text);
            let words = self.sign_cards(&more, Said::Details);
            self.add(Kind::Signs, panel, site.text("name").at, words);
        }
        let at = texts.text("labels.treatment").at;
        let words = self.treatment_signs();
        self.add(Kind::Signs, format!("{TREATMENT}/signs"), at, words);
        let at = texts.text("labels.rules").at;
        let words = self.sign_rules();
        self.add(Kind::Signs, "signs/rules".to_string(), at, words);
    }

    // Panels.

    fn places(&mut self) {
        let language = self.language;
        for site in language.all(&SITE) {
            let words = self.place(site, Medium::Widget);
            self.add(
                Kind::Place,
                site.id.text.clone(),
                site.text("key").at,
                words,
            );
            for row in ROWS_OF_PLACE {
                let (first, words) = self.row_of_place(site, row, Medium::Widget);
                self.add(Kind::Row, format!("{}/{row}", site.id.text), first, words);
            }
        }
    }

    /// What a place shows when it opens; on a page without script all of it.
    fn place(&self, site: &Record, medium: Medium) -> usize {
        let of_place = signs::of_place(self.book.reference(), &site.id.text);
        let own = match medium {
            Medium::Widget => Said::Rules,
            Medium::Page => Said::Short,
        };
        let mut count = of(site, &["key"])
            + self.ui(&["notice", "sources"])
            + self.signs(&["labels.opening"])
            + self.sign_cards(&of_place.own, own)
            + self.ui(&ROWS_OF_PLACE);
        if !of_place.more.is_empty() {
            count += self.signs(&["labels.more"]);
        }
        match medium {
            Medium::Widget => count + self.ui(&["notice-tick"]),
            Medium::Page => {
                let rows = ROWS_OF_PLACE.iter();
                count
                    + rows
                        .map(|row| self.row_of_place(site, row, medium).1)
                        .sum::<usize>()
            }
        }
    }

    /// Where the first text of a row of a place is, and how many words the row has.
    fn row_of_place(&self, site: &Record, row: &str, medium: Medium) -> (Location, usize) {
        if row == "ask" {
            let at = site.records("ask").first().map(|question| question.at);
            let note = match medium {
                Medium::Widget => self.ui(&["ask-tick"]),
                Medium::Page => 0,
            };
            return (at.unwrap_or(site.at), note + self.questions(site));
        }
        let claims = site.claims(row);
        let at = claims.first().map_or(site.at, |claim| claim.text.at);
        (at, of_claims(claims))
    }

    /// Questions to ask and what is not known, under their headings.
    fn ends(&self, record: &Record, medium: Medium) -> usize {
        let mut count = self.ui(&["sources"]);
        if !record.records("ask").is_empty() {
            count += self.ui(&["ask"]) + self.questions(record);
            if medium == Medium::Widget {
                count += self.ui(&["ask-tick"]);
            }
        }
        if !record.claims("unknown").is_empty() {
            count += self.ui(&["unknown"]) + of_claims(record.claims("unknown"));
        }
        count
    }

    fn cards(&mut self) {
        let language = self.language;
        for subtype in language.all(&SUBTYPE) {
            let words = self.card(subtype, Medium::Widget);
            self.add(
                Kind::Card,
                subtype.id.text.clone(),
                subtype.text("name").at,
                words,
            );
        }
    }

    fn card(&self, subtype: &Record, medium: Medium) -> usize {
        let chips = subtype.texts("chips").iter();
        let passages = ["meaning", "first", "next", "tests"].iter();
        chips.map(|chip| words(&chip.text)).sum::<usize>()
            + of(subtype, &["share"])
            + self.dots(std::iter::once(subtype.text("share")), medium)
            + passages
                .map(|key| self.ui(&[key]) + of_claims(subtype.claims(key)))
                .sum::<usize>()
            + self.ends(subtype, medium)
    }

    /// The table of types.
    fn compare(&self) -> usize {
        let columns = [
            "compare.type",
            "compare.means",
            "compare.first",
            "compare.ask",
            "compare.flow",
        ];
        let types = self.language.all(&SUBTYPE).iter();
        let cells = ["name", "compare.means", "compare.first", "compare.ask"];
        of(self.language.one(&MY_TYPE), &columns)
            + types.map(|subtype| of(subtype, &cells)).sum::<usize>()
    }

    fn topics(&mut self) {
        let language = self.language;
        let pairs = language
            .all(&TOPIC)
            .iter()
            .zip(self.book.reference().all(&TOPIC));
        for (topic, ours) in pairs {
            let id = &ours.id.text;
            let words = self.topic(topic, ours, Medium::Widget);
            self.add(Kind::Topic, id.clone(), topic.text("key").at, words);
            for (part, ours) in topic.records("part").iter().zip(ours.records("part")) {
                if ours.flag("closed") {
                    let words = self.part(part, ours, Medium::Widget);
                    let panel = format!("{id}/{}", ours.id.text);
                    self.add(Kind::Row, panel, part.text("name").at, words);
                }
            }
        }
    }

    fn topic(&self, topic: &Record, ours: &Record, medium: Medium) -> usize {
        let mut count = of(topic, &["key"]) + self.ends(topic, medium);
        for (part, ours) in topic.records("part").iter().zip(ours.records("part")) {
            count += of(part, &["name"]);
            if medium == Medium::Page || !ours.flag("closed") {
                count += self.part(part, ours, medium);
            }
        }
        count
            + match (ours.id.text.as_str(), medium) {
                (TREATMENT, _) => self.signs(&["labels.treatment"]),
                (LIVING, Medium::Widget) => self.signs(&["rules.crisis", "labels.treatment"]),
                (LIVING, Medium::Page) => self.signs(&["rules.crisis", "title"]),
                _ => 0,
            }
    }

    /// What is in a part, without its name.
    fn part(&self, part: &Record, ours: &Record, medium: Medium) -> usize {
        let mut count = of_claims(part.claims("say")) + of_claims(part.claims("list"));
        for key in ["works", "given", "common", "helps", "unknown"] {
            let claims = part.claims(key);
            if !claims.is_empty() {
                count += self.ui(&[key]) + of_claims(claims);
            }
        }
        let said = part.claims("say").iter().map(|claim| &claim.text);
        count += self.dots(said, medium) + self.reported(ours, medium);
        let sum = |key, keys: &[&str]| -> usize {
            let records = part.records(key).iter();
            records.map(|record| of(record, keys)).sum()
        };
        count += sum("step", &["name", "text"]) + sum("link", &["text"]);
        for (line, ours) in part.records("line").iter().zip(ours.records("line")) {
            // An address is one word.
            count += of(line, &["name", "text", "languages"]) + self.ui(&["spoken"]) + 1;
            count += self.labelled("phone", ours.text("phone"));
            count += self.labelled("hours", line.text("hours"));
        }
        for term in part.records("term") {
            count += of(term, &["name", "text"]);
            if let Some(say) = term.optional("say") {
                count += words(&filled(self.language.word("said"), &say.text));
            }
        }
        count
    }

    /// A text that may be empty, after its label.
    fn labelled(&self, label: &str, text: &Spanned) -> usize {
        match words(&text.text) {
            0 => 0,
            count => count + self.ui(&[label]),
        }
    }

    /// The signs that a part names to be reported, under their levels; on a page without script only those that need an
    /// ambulance stand apart.
    fn reported(&self, ours: &Record, medium: Medium) -> usize {
        let ids = ours.ids("report");
        if ids.is_empty() {
            return 0;
        }
        let mut count = self.ui(&["report"]);
        let signs = signs::all(self.book.reference())
            .iter()
            .zip(signs::all(self.language));
        for level in LEVELS {
            let of_level = signs.clone().filter(|(ours, _)| {
                ours.text("level").text == *level && ids.iter().any(|id| id.text == ours.id.text)
            });
            let words: Vec<usize> = of_level.map(|(_, sign)| words_in_short(sign)).collect();
            count += words.iter().sum::<usize>();
            if !words.is_empty() && (medium == Medium::Widget || *level == "now") {
                count += self.signs(&[&format!("labels.short-{level}")]);
            }
        }
        count
    }

    // The page without script.

    /// Everything, as on a page without script.
    fn whole(&self) -> usize {
        let head = self.front(&[
            "draft",
            "title",
            "message",
            "no-cure",
            "paths.wrong",
            "paths.new",
        ]);
        let places = self.language.all(&SITE).iter();
        // The name of a row stands in the row and as a heading in its panel.
        let places =
            places.map(|site| of(site, &["name", "name", "hint"]) + self.place(site, Medium::Page));
        let types = self.language.all(&SUBTYPE).iter();
        let types =
            types.map(|of_type| of(of_type, &["name", "name"]) + self.card(of_type, Medium::Page));
        let topics = self
            .language
            .all(&TOPIC)
            .iter()
            .zip(self.book.reference().all(&TOPIC));
        let topics = topics.map(|(topic, ours)| {
            of(topic, &["name", "name", "hint"]) + self.topic(topic, ours, Medium::Page)
        });
        let my_type = self.language.one(&MY_TYPE);
        head + self.front(&["map.title", "map.caption"])
            + places.sum::<usize>()
            + self.overall()
            + of(my_type, &["title", "compare.title"])
            + of_claims(my_type.claims("intro"))
            + self.unclear_words()
            + self.compare()
            + types.sum::<usize>()
            + self.headings_of_topics()
            + topics.sum::<usize>()
            + self.visit()
            + self.notes().sum::<usize>()
            + self.meta()
            + self.ui(&["sources"])
    }

    /// The overall list as two lists, all signs by group, and the rules.
    fn overall(&self) -> usize {
        let texts = self.language.one(&SIGN_TEXTS);
        let mut count = self.signs(&[
            "title",
            "intro",
            "labels.opening",
            "labels.now",
            "labels.today",
        ]) + self.rules_in_view()
            + self.signs(&["labels.rules"])
            + self.front(&["footer.written-for"])
            + self.ui(&["sources"])
            + self.sign_rules();
        for group in texts.records("group") {
            for level in ["now", "today"] {
                if group.optional(level).is_some() {
                    count += of(group, &["name", level]);
                }
            }
            let name = &group.text("name").text;
            count += words(&filled(&texts.text("labels.all").text, name)) + self.group(group);
        }
        count
    }

    /// What to ask where the words of a report name no type.
    fn unclear_words(&self) -> usize {
        let keys = [
            "answer.start",
            "her2.scale",
            "er.name",
            "er.low",
            "answer.er-low",
            "er.name",
            "er.negative",
            "pr.name",
            "pr.positive",
            "answer.pr-only",
            "er.name",
            "er.unknown",
            "answer.hr-unknown",
            "her2.name",
            "her2.low",
            "her2.ultralow",
            "answer.low",
            "her2.name",
            "her2.unclear",
            "answer.her2-unclear",
            "her2.name",
            "her2.negative",
            "answer.her2-negative",
            "her2.name",
            "her2.unknown",
            "answer.her2-unknown",
            "differ",
            "answer.differ",
            "answer.both",
            "answer.check",
        ];
        of(self.language.one(&MY_TYPE), &keys)
    }

    /// The visit, with each question in both voices, and the lines to fill in.
    fn visit(&self) -> usize {
        let visit = self.language.one(&VISIT);
        let in_family = visit.records("ask").iter().map(|question| {
            let family = question.optional("family");
            words(&family.unwrap_or(question.text("text")).text)
        });
        let keys = [
            "title",
            "intro",
            "first",
            "own",
            "family",
            "numbers",
            "numbers-note",
            "day",
            "night",
        ];
        of(visit, &keys)
            + self.questions(visit)
            + in_family.sum::<usize>()
            + self.ui(&[
                "sheet-name",
                "sheet-date",
                "sheet-medicines",
                "sheet-treatment",
            ])
    }
}
