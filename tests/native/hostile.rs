//! Property tests with random untrusted input: attributes, ids that events report, packs. Whatever they contain,
//! nothing panics, nothing becomes markup, and links are `https:`, `mailto:` or `tel:` only.
//!
//! `PROPTEST_CASES=20000 cargo test --test hostile` runs longer. Failing cases are kept in `hostile-found.txt` and
//! tried first in later runs.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{
    Id, LanguageId, LinkId, PACKS, PartId, QuestionId, SignGroupId, SignId, SiteId, SubtypeId,
    TEXTS, TextId, TopicId, Words, is_emergency_number,
};
use mbc_body_map::html::to_html;
use mbc_body_map::key::{DomEvent, Key, message};
use mbc_body_map::model::{
    Contacts, Effect, Folds, Medium, Model, Msg, Row, SETTINGS, Set, Sheet, SheetButton, SignsOf,
    SiteFold, SourcesOf, THEMES, Target, TermScope, Tick, Ticks, Voice, update,
};
use mbc_body_map::receptors::{Choice, Er, Her2, Pr, Receptors};
use mbc_body_map::tree::{Element, Node, el};
use mbc_body_map::view::{printed_card, printed_sheet, sheet_text, view};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Strings that are known to cause trouble, to be combined.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&lt;",
    "</p>",
    "<script>",
    " onload=x",
    "javascript:",
    "https://",
    "http://",
    "tel:",
    "mailto:",
    "+1 (555)",
    "911",
    "0",
    "12 3",
    ".",
    "-",
    " ",
    "\n",
    "\t",
    "\0",
    "\u{1}!",
    "\u{2}",
    "\u{a0}",
    "\u{202e}",
    "e\u{301}",
    "👩\u{200d}🦽",
    "ﬁ",
    "İ",
    "map",
    "maps",
    "liver",
    "light",
    "2",
    "en",
];

/// Parts of the widget's ids.
const PARTS_OF_IDS: &[&str] = &[
    "site-",
    "subtype-",
    "section-",
    "part-",
    "about-",
    "found-",
    "relief-",
    "ask-",
    "unknown-",
    "sources-",
    "front",
    "fig-",
    "pin-",
    "to-",
    "term-",
    "sign-",
    "signs-",
    "group-",
    "treatment",
    "rules",
    "question-",
    "remove-",
    "sheet-",
    "lang-",
    "other",
    "link-",
    "report-",
    "type-",
    "voice-",
    "own",
    "family",
    "er-",
    "pr-",
    "her2-",
    "low",
    "positive",
    "negative",
    "unknown",
    "reports-differ",
    "receptors-clear",
    "print",
    "liver",
    "her2-low",
    "help",
    "print-card",
    "es",
    "yes",
    "-",
    "0",
    "7",
    "255",
    "256",
    "65536",
    "-panel",
    "é",
];

/// Fewer cases than usual, because each serializes a whole widget.
fn cases(number: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if asked { usual.cases } else { number },
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/native/hostile-found.txt",
        ))),
        ..usual
    }
}

fn put_together(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(select(pieces), 0..7).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), put_together(PIECES)]
}

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

fn english() -> LanguageId {
    LanguageId::find("en").unwrap()
}

fn full<I: Id>(all: impl Iterator<Item = I>) -> Set<I> {
    let mut set = Set::default();
    for id in all {
        set.set(id, true);
    }
    set
}

/// A report that names a type and the label inside it.
fn two_types() -> Receptors {
    Receptors {
        er: Some(Er::Negative),
        pr: Some(Pr::Negative),
        her2: Some(Her2::Low),
        differ: false,
    }
}

/// A widget with as much as possible open, ticked and chosen.
fn wide_open() -> Model {
    let sites = full(SiteId::all());
    Model {
        subtypes: full(SubtypeId::all()),
        parts: full(PartId::all()),
        folds: Folds {
            of_sites: [sites; SiteFold::ALL.len()],
            site_signs: sites,
            sign_groups: full(SignGroupId::all()),
            treatment_signs: true,
            sign_rules: true,
            compare: true,
            site_sources: sites,
            subtype_sources: full(SubtypeId::all()),
            topic_sources: full(TopicId::all()),
            sign_sources: true,
            front_sources: true,
        },
        ticks: Ticks {
            signs: full(SignId::all()),
            questions: full(QuestionId::all()),
        },
        receptors: two_types(),
        ..Model::new(english(), words(), Medium::Widget)
    }
}

/// The names of tags and attributes in order, and the targets of links. Fails if `html` could not have written it.
fn read(html: &str) -> (String, Vec<&str>) {
    let (mut names, mut links) = (String::new(), Vec::new());
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains(['"', '>']), "{text:?} is not escaped");
        let known = |name: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || " -/".contains(c);
            assert!(name.chars().all(fits), "{tag:?} is no tag of ours");
        };
        let mut rest = tag;
        while let Some((name, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a value ends");
            known(name);
            names += name;
            // `use` in the drawing refers to a shape of the drawing, and is not a link.
            if name.ends_with(" href") && tag.starts_with("a ") {
                links.push(value);
            }
            rest = after;
        }
        known(rest);
        names += rest;
        names += "\n";
    }
    (names, links)
}

#[track_caller]
fn assert_valid(model: &Model) {
    let benign = |value: &String| match value.is_empty() {
        true => String::new(),
        false => "7".to_string(),
    };
    let Contacts {
        care_phone,
        care_hours,
        support_phone,
        support_label,
        support_url,
    } = &*model.contacts;
    let same = Model {
        contacts: Rc::new(Contacts {
            care_phone: benign(care_phone),
            care_hours: benign(care_hours),
            support_phone: benign(support_phone),
            support_label: benign(support_label),
            support_url: benign(support_url).replace('7', "https://a.example"),
        }),
        ..model.clone()
    };
    let html = to_html(&view(model));
    let (names, links) = read(&html);
    assert_eq!(names, read(&to_html(&view(&same))).0);
    assert_private(&links);
}

/// Links are `https:`, `mailto:` or `tel:`.
#[track_caller]
fn assert_private(links: &[&str]) {
    for link in links {
        let dialled = link.strip_prefix("tel:");
        let number = |number: &str| {
            number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'+')
        };
        let written = link.starts_with("https://") || link.starts_with("mailto:");
        assert!(written || dialled.is_some_and(number), "{link:?}");
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn attributes_never_become_markup(set in vec((select(&SETTINGS[..]), proptest::option::of(value())), 1..12)) {
        let mut model = wide_open();
        model.site = None;
        for (name, value) in &set {
            for effect in update(&mut model, Msg::HostSet(name, value.clone())).effects {
                match effect {
                    // One line, so that the value cannot fake a console message of the widget.
                    Effect::Warn(line) => {
                        prop_assert!(line.starts_with("<mbc-body-map>: "));
                        prop_assert!(!line.contains(char::is_control), "{:?}", line);
                    }
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
        prop_assert!(THEMES.contains(&model.theme) && (1..=3).contains(&model.heading_level));
        let names: BTreeSet<&str> = model.sections.iter().map(|section| section.name()).collect();
        prop_assert!(!names.is_empty() && names.len() == model.sections.len());
        assert_valid(&model);
        // A widget that starts with these attributes has the same state.
        let last = |name| set.iter().rfind(|(other, _)| *other == name).and_then(|(_, value)| value.clone());
        let (started, _) = Model::start(english(), words(), String::new(), last);
        prop_assert_eq!(
            (&started.contacts, &started.sections, started.theme, started.heading_level, started.site),
            (&model.contacts, &model.sections, model.theme, model.heading_level, model.site)
        );
    }

    #[test]
    fn an_event_at_any_id_is_handled_or_ignored(ids in vec(prop_oneof![put_together(PARTS_OF_IDS), any::<String>()], 1..20), open: bool) {
        let mut model = wide_open();
        for id in ids {
            for event in [DomEvent::HeadPressed, DomEvent::Pressed, DomEvent::Toggled(open), DomEvent::Changed(open), DomEvent::Escape] {
                if let Some(msg) = message(event, &id) {
                    update(&mut model, msg);
                }
            }
            update(&mut model, Msg::HostOpened(id));
        }
        assert_valid(&model);
        read(&to_html(&printed_sheet(&model)));
        read(&to_html(&printed_card(&model)));
        sheet_text(&model);
    }

    #[test]
    fn a_damaged_pack_is_refused_or_shown(number in 0..PACKS.len(), damages in vec((any::<prop::sample::Index>(), 0..5u8, value(), any::<u8>()), 0..6)) {
        let mut pack = PACKS[number].to_vec();
        for (at, kind, text, byte) in damages {
            if pack.is_empty() {
                break;
            }
            let at = at.index(pack.len());
            let newlines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
            match kind {
                0 => pack.truncate(at),
                1 => pack[at] = byte,
                2 => drop(pack.splice(at..at, text.bytes())),
                // A change that keeps the number of texts is accepted more often.
                3 if newlines(text.as_bytes()) == 0 => drop(pack.splice(at..at, text.bytes())),
                _ => {
                    let end = (at + usize::from(byte)).min(pack.len());
                    let kept = newlines(&pack[at..end]);
                    pack.splice(at..end, std::iter::repeat_n(b'\n', kept));
                }
            }
        }
        let pack: &'static [u8] = pack.leak();
        if let Ok(words) = Words::read(pack) {
            let model = Model { words, ..wide_open() };
            assert_private(&read(&to_html(&view(&model))).1);
            for number in 0..=TEXTS as u16 {
                words.get(TextId(number));
            }
        }
    }

    #[test]
    fn another_number_for_emergencies_stands_wherever_the_first_stood(number in prop_oneof!["[0-9 ]{0,14}", value()]) {
        let digits = number.chars().all(|c| c.is_ascii_digit() || c == ' ');
        prop_assert_eq!(is_emergency_number(&number), digits && number.len() <= 12);
        if !digits || number.contains("911") {
            return Ok(());
        }
        for pack in PACKS {
            let words = Words::read(pack).unwrap();
            let changed = words.with_emergency_number(&number).unwrap();
            let mut places = 0;
            for text in (0..TEXTS as u16).map(TextId) {
                let (before, after) = (words.get(text), changed.get(text));
                places += before.matches("911").count();
                prop_assert_eq!(after, before.replace("911", &number));
            }
            prop_assert!(places > 5);
        }
    }

    #[test]
    fn what_is_printed_reads_back(text: String, value in value()) {
        let html = to_html(&el("p").attr_of("title", value.clone().into()).text_of(text.clone().into()));
        let printed = html.strip_prefix("<p title=\"").and_then(|html| html.strip_suffix("</p>")).unwrap();
        let (first, second) = printed.split_once("\">").unwrap();
        prop_assert_eq!((back(first), back(second)), (value, text));
    }
}

/// Unescapes a text.
fn back(text: &str) -> String {
    assert!(!text.contains(['<', '>', '"', '\u{a0}']), "{text:?}");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

#[test]
fn every_row_of_the_page_answers_to_events_at_its_id() {
    let html = to_html(&view(&wide_open()));
    let sites = SiteId::all().flat_map(|site| {
        let folds = SiteFold::ALL.map(|fold| Row::Fold(fold, site));
        let more = (!site.more_signs.is_empty()).then_some(Row::Signs(SignsOf::Site(site)));
        let sources = Row::Sources(SourcesOf::Site(site));
        [Row::Site(site), sources]
            .into_iter()
            .chain(folds)
            .chain(more)
    });
    let cards =
        SubtypeId::all().flat_map(|of| [Row::Subtype(of), Row::Sources(SourcesOf::Subtype(of))]);
    let topics = TopicId::all().flat_map(|of| [Row::Topic(of), Row::Sources(SourcesOf::Topic(of))]);
    let parts = PartId::all().filter(|part| part.closed).map(Row::Part);
    let groups = SignGroupId::all().map(|group| Row::Signs(SignsOf::Group(group)));
    let page = [
        Row::Signs(SignsOf::Treatment),
        Row::SignRules,
        Row::Compare,
        Row::Sources(SourcesOf::Signs),
        Row::Sources(SourcesOf::Front),
    ];
    let rows: Vec<Row> = sites
        .chain(cards)
        .chain(topics)
        .chain(parts)
        .chain(groups)
        .chain(page)
        .collect();
    assert_eq!(html.matches("<details").count(), rows.len());
    for row in rows {
        let id = Key::from(row).to_str();
        assert!(html.contains(&format!("<details id=\"{id}\"")), "{id}");
        for (event, expected) in [
            (DomEvent::HeadPressed, Msg::RowPressed(row)),
            (DomEvent::Toggled(true), Msg::RowToggled(row, true)),
            (DomEvent::Toggled(false), Msg::RowToggled(row, false)),
            (DomEvent::Escape, Msg::EscapePressed(row)),
        ] {
            assert_eq!(message(event, &id), Some(expected));
        }
    }
}

#[test]
fn every_link_and_every_sign_to_report_answers_to_a_press_at_its_id() {
    let html = to_html(&view(&wide_open()));
    let on_page = |id: &str| html.matches(&format!("<button id=\"{id}\"")).count();
    for link in LinkId::all() {
        let id = Key::Link(link).to_str();
        assert_eq!(on_page(&id), 1, "{id}");
        let expected = Some(Msg::LinkPressed(link));
        assert_eq!(message(DomEvent::Pressed, &id), expected);
    }
    let mut reports = 0;
    for part in PartId::all() {
        for sign in part.report {
            reports += 1;
            let id = Key::Report(part, *sign).to_str();
            assert_eq!(on_page(&id), 1, "{id}");
            let group = Target::Row(Row::Signs(SignsOf::Group(sign.group)));
            let expected = Some(Msg::JumpPressed(group));
            assert_eq!(message(DomEvent::Pressed, &id), expected);
        }
    }
    assert!(reports > 20, "{reports} reports");
    assert_eq!(html.matches("id=\"report-").count(), reports);
}

#[test]
fn every_marked_term_opens_its_definition_where_it_stands_and_nowhere_else() {
    let model = wide_open();
    let html = to_html(&view(&model));
    let buttons = html.split("<button id=\"term-").skip(1);
    let ids: Vec<&str> = buttons.filter_map(|rest| rest.split('"').next()).collect();
    assert!(ids.len() > 60, "{} marks", ids.len());
    for id in ids {
        let mut model = model.clone();
        let id = format!("term-{id}");
        let pressed = message(DomEvent::Pressed, &id).unwrap();
        let Msg::TermPressed(open) = pressed else {
            panic!("{id} means {pressed:?}");
        };
        update(&mut model, pressed);
        let html = to_html(&view(&model));
        assert_eq!(html.matches("class=\"def\"").count(), 1, "{id}");
        let (before, after) = html.split_once("class=\"def\"").unwrap();
        assert!(before.contains(&format!("<button id=\"{id}\"")), "{id}");
        let first = after.split("</").next().unwrap();
        assert!(
            first.contains(words().get(open.term.name())),
            "{id}: {first}"
        );
    }
}

#[test]
fn a_marked_term_is_named_by_the_row_that_it_stands_in() {
    let mut found = 0;
    marked_terms(&view(&wide_open()), None, &mut |scope, row| {
        let expected = match scope {
            TermScope::SubtypesIntro => None,
            TermScope::Fold(fold, site) => Some(Row::Fold(fold, site)),
            TermScope::Subtype(subtype) => Some(Row::Subtype(subtype)),
            TermScope::Topic(topic) => Some(Row::Topic(topic)),
            TermScope::Part(part) => Some(Row::Part(part)),
        };
        assert_eq!(row, expected);
        found += 1;
    });
    assert!(found > 60, "{found} marks");
}

/// The scope of each marked term, with the row that contains it.
fn marked_terms(element: &Element, row: Option<Row>, see: &mut dyn FnMut(TermScope, Option<Row>)) {
    let key = element.id.as_deref().and_then(Key::parse);
    let row = match key {
        // A part that is always in view has such an id too, and is no row.
        Some(Key::Target(Target::Row(row))) if element.tag == "details" => Some(row),
        _ => row,
    };
    if let Some(Key::Target(Target::Term(term))) = key {
        see(term.scope, row);
    }
    for child in element.children.iter().filter_map(Node::element) {
        marked_terms(child, row, see);
    }
}

#[test]
fn every_button_of_the_page_answers_to_a_press_at_its_id() {
    let model = wide_open();
    let mut asking = wide_open();
    asking.sheet = Sheet::Clearing;
    let mut large = wide_open();
    large.sheet = Sheet::Large;
    let pages = [&model, &asking, &large].map(|model| to_html(&view(model)));
    let brain = SiteId::find("brain").unwrap();
    let sign = Tick::Sign(SignId::new(12).unwrap());
    let [named, label] = ["triple-negative", "her2-low"].map(|id| SubtypeId::find(id).unwrap());
    for (id, expected) in [
        ("sheet-large", Msg::SheetPressed(SheetButton::Large)),
        ("sheet-close", Msg::SheetPressed(SheetButton::Close)),
        ("sheet-copy", Msg::SheetPressed(SheetButton::Copy)),
        ("sheet-print", Msg::SheetPressed(SheetButton::Print)),
        ("sheet-clear", Msg::SheetPressed(SheetButton::Clear)),
        ("sheet-yes", Msg::SheetPressed(SheetButton::Yes)),
        ("sheet-no", Msg::SheetPressed(SheetButton::No)),
        ("print", Msg::PrintPressed),
        ("lang-other", Msg::OtherLanguagePressed),
        ("print-card", Msg::CardPressed),
        ("to-signs", Msg::JumpPressed(Target::Signs)),
        (
            "to-signs-treatment",
            Msg::JumpPressed(Target::Row(Row::Signs(SignsOf::Treatment))),
        ),
        (
            "to-section-basics",
            Msg::JumpPressed(Target::Row(Row::Topic(TopicId::BASICS))),
        ),
        ("type-triple-negative", Msg::TypePressed(named)),
        ("type-her2-low", Msg::TypePressed(label)),
        ("receptors-clear", Msg::ReportCleared),
        ("remove-sign-12", Msg::RemovePressed(sign)),
        ("pin-brain", Msg::ShapePressed(brain)),
    ] {
        let named = |page: &String| page.contains(&format!(" id=\"{id}\""));
        assert!(pages.iter().any(named), "{id}");
        assert_eq!(message(DomEvent::Pressed, id), Some(expected), "{id}");
    }
    let ticked = Some(Msg::TickChanged(sign, true));
    // The box of a sign says the same in each list that it stands in.
    for id in ["sign-12-site-brain", "sign-12-group-0", "sign-12-treatment"] {
        assert_eq!(message(DomEvent::Changed(true), id), ticked, "{id}");
    }
    // Choices are told by what they changed to, and each answers at its own id.
    for (choice, id) in Choice::ALL {
        assert!(pages[0].contains(&format!("<input id=\"{id}\"")), "{id}");
        for chosen in [true, false] {
            let expected = Msg::ReportChosen(choice, chosen);
            assert_eq!(message(DomEvent::Changed(chosen), id), Some(expected));
        }
    }
    for (voice, id) in Voice::ALL.into_iter().zip(["voice-own", "voice-family"]) {
        assert!(pages[0].contains(&format!("<input id=\"{id}\"")), "{id}");
        let expected = Some(Msg::VoiceChosen(voice));
        assert_eq!(message(DomEvent::Changed(true), id), expected);
        assert_eq!(message(DomEvent::Changed(false), id), None);
    }
    // The entries of a list of languages, where there are more than two.
    for language in LanguageId::all() {
        let id = Key::Language(language).to_str();
        let expected = Some(Msg::LanguagePressed(language));
        assert_eq!(message(DomEvent::Pressed, &id), expected, "{id}");
    }
    // Where nothing can be pressed, a press means nothing.
    for id in [
        "langs",
        "er-positive",
        "reports-differ",
        "voice-own",
        "receptors",
        "compare",
        "part-1",
        "frame",
        "mbc",
        "sheet",
        "site-liver",
        "sign-12-site-brain",
        "question-1",
        "signs-list",
        "text-1",
    ] {
        assert_eq!(message(DomEvent::Pressed, id), None, "{id}");
    }
}
