//! Stories: messages go in, the visible state and the effects come out; and random walks.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use expect_test::{Expect, expect};
use mbc_body_map::content::{
    EDITION, FRONT, Goal, Id, LanguageId, Level, LinkId, Open, PACKS, PartId, QuestionId, ReviewId,
    Run, SIGN_TEXTS, SignGroupId, SignId, SiteId, SubtypeId, TEXTS, TREATMENT_MORE_SIGNS,
    TREATMENT_OWN_SIGNS, TermId, TextId, TopicId, UI, VISIT, Words,
};
use mbc_body_map::html::to_html;
use mbc_body_map::key::{DomEvent, Key, message};
use mbc_body_map::model::{
    Effect, HEADING_LEVELS, Medium, Model, Msg, OpenTerm, Row, Section, Set, Sheet, SheetButton,
    SignsOf, SiteFold, SourcesOf, Target, TermScope, Tick, Voice, goal_target, is_past, selection,
    update,
};
use mbc_body_map::receptors::Choice;
use mbc_body_map::tree::{Element, Node};
use mbc_body_map::view::{printed_card, printed_sheet, sheet_text, view};
use random::Random;
use std::collections::BTreeSet;

#[path = "../random/mod.rs"]
mod random;

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

fn model() -> Model {
    Model::new(english(), words(), Medium::Widget)
}

fn english() -> LanguageId {
    LanguageId::find("en").unwrap()
}

fn spanish() -> LanguageId {
    LanguageId::find("es").unwrap()
}

fn liver() -> SiteId {
    SiteId::find("liver").unwrap()
}

fn bones() -> SiteId {
    SiteId::find("bones").unwrap()
}

fn subtype(number: usize) -> SubtypeId {
    SubtypeId::new(number).unwrap()
}

fn part(number: usize) -> PartId {
    PartId::new(number).unwrap()
}

/// Sends the messages, and compares the effects of each, and the visible state at the end.
#[track_caller]
fn story(messages: Vec<Msg>, expected: Expect) {
    let mut model = model();
    let mut told = String::new();
    for message in messages {
        told += &format!("{message:?}\n");
        for effect in update(&mut model, message).effects {
            told += &format!("    {effect:?}\n");
        }
    }
    told += &seen(&view(&model));
    expected.assert_eq(&told);
}

/// Open rows, ticked boxes, choices other than the usual voice, the items of the sheet, the state of the figure and the text of the live region.
fn seen(tree: &Element) -> String {
    let mut out = String::new();
    every(tree, &mut |element| {
        let id = element.id.as_deref().unwrap_or_default();
        let attr = |name| {
            element
                .attrs
                .iter()
                .find(|(other, _)| *other == name)
                .map(|(_, value)| value.as_ref())
        };
        if attr("open").is_some() {
            out += &format!("open: {id}\n");
        }
        match attr("type") {
            _ if attr("checked").is_none() => {}
            Some("radio") if id == "voice-own" => {}
            Some("radio") => out += &format!("chosen: {id}\n"),
            _ => out += &format!("ticked: {id}\n"),
        }
        if id.starts_with("remove-") {
            out += &format!("on the sheet: {id}\n");
        }
        match attr("data-on") {
            None | Some("") => {}
            Some(on) => out += &format!("figure: {on}\n"),
        }
        if id == "live" && !element.children.is_empty() {
            out += &format!("announced: {}\n", announcement(&text(element)));
        }
    });
    out
}

/// What is announced, in words that do not change with the content.
fn announcement(said: &str) -> String {
    let with = |open: Open, place: &'static str| {
        let [before, after] = [open.before, open.after].map(|id| words().get(id));
        format!("{before}{place}{after}")
    };
    for site in SiteId::all() {
        for (open, what) in [(UI.opened, "opened"), (UI.closed, "closed")] {
            if said == with(open, words().get(site.name)) {
                return format!("{what} {}", site.id);
            }
        }
    }
    for count in ["0", "1", "2"] {
        if said == with(UI.sheet_count, count) {
            return format!("{count} on the sheet");
        }
    }
    said.to_string()
}

fn every(element: &Element, see: &mut dyn FnMut(&Element)) {
    see(element);
    for child in &element.children {
        if let Some(child) = child.element() {
            every(child, see);
        }
    }
}

fn text(element: &Element) -> String {
    let part = |child: &Node| match child {
        Node::Text(words) => words.to_string(),
        other => other.element().map(text).unwrap_or_default(),
    };
    element.children.iter().map(part).collect()
}

#[test]
fn pressing_a_row_opens_it_and_closes_the_one_that_was_open() {
    story(
        vec![
            Msg::RowPressed(Row::Site(bones())),
            Msg::RowPressed(Row::Site(liver())),
        ],
        expect![[r#"
            RowPressed(Site(SiteId(0)))
                Select(Site(SiteId(0)), true)
            RowPressed(Site(SiteId(1)))
                Select(Site(SiteId(0)), false)
                Select(Site(SiteId(1)), true)
            figure: liver
            open: site-liver
        "#]],
    );
}

#[test]
fn pressing_an_open_row_closes_it() {
    story(
        vec![
            Msg::RowPressed(Row::Site(liver())),
            Msg::RowPressed(Row::Site(liver())),
        ],
        expect![[r#"
            RowPressed(Site(SiteId(1)))
                Select(Site(SiteId(1)), true)
            RowPressed(Site(SiteId(1)))
                Select(Site(SiteId(1)), false)
        "#]],
    );
}

#[test]
fn pressing_a_shape_shows_the_row_and_says_so_once() {
    story(
        // Afterwards the browser reports what the patch changed.
        vec![
            Msg::ShapePressed(liver()),
            Msg::RowToggled(Row::Site(liver()), true),
        ],
        expect![[r#"
            ShapePressed(SiteId(1))
                Select(Site(SiteId(1)), true)
                Reveal(Row(Site(SiteId(1))))
            RowToggled(Site(SiteId(1)), true)
            figure: liver
            open: site-liver
        "#]],
    );
}

#[test]
fn pressing_the_shape_of_what_is_open_closes_it() {
    story(
        vec![Msg::ShapePressed(liver()), Msg::ShapePressed(liver())],
        expect![[r#"
            ShapePressed(SiteId(1))
                Select(Site(SiteId(1)), true)
                Reveal(Row(Site(SiteId(1))))
            ShapePressed(SiteId(1))
                Select(Site(SiteId(1)), false)
            announced: closed liver
        "#]],
    );
}

#[test]
fn toggle_events_of_one_group_may_come_in_any_order() {
    let expected = expect![[r#"
        figure: liver
        open: site-liver
    "#]];
    for reports in [
        [(bones(), false), (liver(), true)],
        [(liver(), true), (bones(), false)],
    ] {
        let mut model = model();
        update(&mut model, Msg::RowToggled(Row::Site(bones()), true));
        for (row, open) in reports {
            update(&mut model, Msg::RowToggled(Row::Site(row), open));
        }
        expected.assert_eq(&seen(&view(&model)));
    }
}

#[test]
fn what_the_browser_reports_after_a_press_changes_nothing_more() {
    let mut model = model();
    let mut send = |msg| update(&mut model, msg).changed;
    assert!(send(Msg::RowPressed(Row::Site(bones()))));
    assert!(!send(Msg::RowToggled(Row::Site(bones()), true)));
    assert!(send(Msg::RowPressed(Row::Site(liver()))));
    for row in [Row::Site(bones()), Row::Subtype(subtype(0))] {
        assert!(!send(Msg::RowToggled(row, false)), "{row:?}");
    }
    assert!(!send(Msg::RowToggled(Row::Site(liver()), true)));
    assert!(!send(Msg::HostSet("theme", Some("auto".into()))));
    assert!(!send(Msg::PrintPressed));
    // A change that the browser made on its own is new to the model.
    assert!(send(Msg::RowToggled(Row::Site(bones()), true)));
}

#[test]
fn escape_closes_the_row_and_returns_the_focus_to_its_head() {
    story(
        vec![
            Msg::RowPressed(Row::Site(liver())),
            Msg::EscapePressed(Row::Site(liver())),
        ],
        expect![[r#"
            RowPressed(Site(SiteId(1)))
                Select(Site(SiteId(1)), true)
            EscapePressed(Site(SiteId(1)))
                Select(Site(SiteId(1)), false)
                Focus(Row(Site(SiteId(1))))
        "#]],
    );
}

#[test]
fn subtype_cards_and_inner_rows_open_independently() {
    story(
        vec![
            Msg::RowPressed(Row::Subtype(subtype(0))),
            Msg::RowPressed(Row::Subtype(subtype(2))),
            Msg::RowPressed(Row::Fold(SiteFold::Found, liver())),
            Msg::EscapePressed(Row::Fold(SiteFold::Found, liver())),
        ],
        expect![[r#"
            RowPressed(Subtype(SubtypeId(0)))
                Select(Subtype(SubtypeId(0)), true)
            RowPressed(Subtype(SubtypeId(2)))
                Select(Subtype(SubtypeId(2)), true)
            RowPressed(Fold(Found, SiteId(1)))
            EscapePressed(Fold(Found, SiteId(1)))
                Focus(Row(Fold(Found, SiteId(1))))
            open: subtype-hr-positive
            open: subtype-triple-negative
        "#]],
    );
}

#[test]
fn ticked_items_are_on_the_sheet_until_they_are_removed() {
    let mut model = model();
    let sign = liver().own_signs[0];
    let question = first(subtype(0).ask);
    let ticks = [Tick::Sign(sign), Tick::Question(question)];
    for tick in ticks {
        assert_eq!(update(&mut model, Msg::TickChanged(tick, true)).effects, []);
    }
    let question_box = Key::QuestionBox(question).to_str();
    let [sign_on_sheet, question_on_sheet] = ticks.map(|tick| Key::Remove(tick).to_str());
    let shown = seen(&view(&model));
    for line in [
        format!("ticked: {question_box}\n"),
        format!("on the sheet: {sign_on_sheet}\non the sheet: {question_on_sheet}\n"),
        "announced: 2 on the sheet\n".to_string(),
    ] {
        assert_eq!(shown.matches(&line).count(), 1, "{line}{shown}");
    }
    assert_eq!(
        update(&mut model, Msg::RemovePressed(ticks[0])).effects,
        [Effect::Focus(Target::Sheet)]
    );
    assert_eq!(
        seen(&view(&model)),
        format!(
            "ticked: {question_box}\non the sheet: {question_on_sheet}\nannounced: 1 on the sheet\n"
        )
    );
}

/// The first of a run that is not empty.
fn first<I: Id>(run: Run<I>) -> I {
    run.iter().next().unwrap()
}

#[test]
fn open_shows_what_has_the_id_tells_nobody_and_warns_of_an_unknown_one() {
    story(
        vec![
            Msg::HostOpened("liver".into()),
            Msg::HostOpened("her2-positive".into()),
            Msg::HostOpened("help".into()),
            Msg::HostOpened("signs".into()),
            Msg::HostOpened("visit".into()),
            Msg::HostOpened("foot".into()),
            Msg::HostClosed,
            Msg::HostClosed,
        ],
        expect![[r#"
            HostOpened("liver")
                Reveal(Row(Site(SiteId(1))))
            HostOpened("her2-positive")
                Reveal(Row(Subtype(SubtypeId(1))))
            HostOpened("help")
                Reveal(Row(Topic(TopicId(7))))
            HostOpened("signs")
                Reveal(Signs)
            HostOpened("visit")
                Reveal(Sheet)
            HostOpened("foot")
                Warn("<mbc-body-map>: open() \"foot\" is not known; use one of: bones liver lungs brain anywhere hr-positive her2-positive triple-negative her2-low basics tests treatment effects living myths research help glossary signs visit; nothing was opened")
            HostClosed
            HostClosed
            announced: closed liver
        "#]],
    );
}

#[test]
fn setting_the_site_attribute_opens_the_place_without_moving_the_focus() {
    story(
        vec![
            Msg::HostSet("site", Some("liver".into())),
            Msg::HostSet("site", Some("liver".into())),
        ],
        expect![[r#"
            HostSet("site", Some("liver"))
            HostSet("site", Some("liver"))
            figure: liver
            open: site-liver
            announced: opened liver
        "#]],
    );
}

#[test]
fn a_site_that_the_author_takes_back_closes_only_what_the_author_opened() {
    story(
        vec![
            Msg::HostSet("site", Some("liver".into())),
            Msg::HostSet("site", None),
            Msg::HostSet("site", Some("liver".into())),
            Msg::RowPressed(Row::Site(bones())),
            Msg::HostSet("site", None),
        ],
        expect![[r#"
            HostSet("site", Some("liver"))
            HostSet("site", None)
            HostSet("site", Some("liver"))
            RowPressed(Site(SiteId(0)))
                Select(Site(SiteId(1)), false)
                Select(Site(SiteId(0)), true)
            HostSet("site", None)
            figure: bones
            open: site-bones
        "#]],
    );
}

#[test]
fn what_sections_leaves_out_is_not_opened() {
    story(
        vec![
            Msg::HostSet("sections", Some("map help".into())),
            Msg::HostOpened("living".into()),
            Msg::HostOpened("help".into()),
        ],
        expect![[r#"
            HostSet("sections", Some("map help"))
            HostOpened("living")
                Warn("<mbc-body-map>: open() \"living\" is left out by `sections`; nothing was opened")
            HostOpened("help")
                Reveal(Row(Topic(TopicId(7))))
            open: section-help
        "#]],
    );
}

#[test]
fn invalid_attribute_values_fall_back_to_the_default_with_a_warning() {
    story(
        vec![
            Msg::HostSet("site", Some("foot".into())),
            Msg::HostSet("theme", Some("sepia".into())),
            Msg::HostSet("heading-level", Some("7".into())),
            Msg::HostSet("sections", Some("subtypes maps subtypes".into())),
            Msg::HostSet("sections", Some(" ".into())),
            Msg::HostSet("support-phone", Some("none".into())),
            Msg::HostSet("support-url", Some("ftp://example.org".into())),
        ],
        expect![[r#"
            HostSet("site", Some("foot"))
                Warn("<mbc-body-map>: site \"foot\" is not known; use one of: bones liver lungs brain anywhere; every region stays closed")
            HostSet("theme", Some("sepia"))
                Warn("<mbc-body-map>: theme \"sepia\" is not known; use one of: auto light dark; `auto` is used")
            HostSet("heading-level", Some("7"))
                Warn("<mbc-body-map>: heading-level \"7\" is not known; use one of: 1 2 3; 2 is used")
            HostSet("sections", Some("subtypes maps subtypes"))
                Warn("<mbc-body-map>: sections \"maps\" is not known; use one of: map basics subtypes tests treatment effects living myths research help glossary; it is left out")
            HostSet("sections", Some(" "))
            HostSet("support-phone", Some("none"))
                Warn("<mbc-body-map>: support-phone \"none\" is not a phone number in digits, such as 1-800-555-0100; it is left out")
            HostSet("support-url", Some("ftp://example.org"))
                Warn("<mbc-body-map>: support-url \"ftp://example.org\" is not a full address, https://…, without spaces, accents or quotes; it is left out")
        "#]],
    );
}

#[test]
fn a_widget_starts_as_its_attributes_say_and_announces_nothing() {
    let (model, effects) = Model::start(english(), words(), String::new(), |name| match name {
        "site" => Some("brain".into()),
        "theme" => Some("dark".into()),
        "sections" => Some("subtypes".into()),
        "heading-level" => Some("oops".into()),
        _ => None,
    });
    assert_eq!(model.sections, [Section::Subtypes]);
    assert_eq!((model.theme, model.heading_level), ("dark", 2));
    assert_eq!(model.site, SiteId::find("brain"));
    assert!(
        matches!(&effects[..], [Effect::Warn(line)] if line.contains("heading-level")),
        "{effects:?}"
    );
    assert!(!seen(&view(&model)).contains("announced"));
}

#[test]
fn urgent_signs_are_shown_whatever_the_sections() {
    for sections in [
        vec![Section::Map],
        vec![Section::Subtypes],
        Section::ALL.to_vec(),
    ] {
        let html = to_html(&view(&Model {
            sections,
            ..model()
        }));
        assert_eq!(html.matches("id=\"signs-list\"").count(), 1);
        assert_eq!(html.matches("id=\"foot\"").count(), 1);
    }
}

#[test]
fn headings_follow_the_level_of_the_title_and_skip_none() {
    for (heading_level, value) in (1..).zip(HEADING_LEVELS) {
        for sections in [
            vec![Section::Map],
            vec![Section::Subtypes],
            vec![Section::Subtypes, Section::Map],
            vec![Section::Topic(TopicId::BASICS)],
            Section::ALL.to_vec(),
        ] {
            let mut model = Model {
                sections,
                ..model()
            };
            update(
                &mut model,
                Msg::HostSet("heading-level", Some(value.into())),
            );
            let mut levels = Vec::new();
            every(&view(&model), &mut |element| {
                if let Some(level) = element
                    .tag
                    .strip_prefix('h')
                    .and_then(|level| level.parse::<u8>().ok())
                {
                    levels.push(level);
                }
            });
            assert_eq!(levels[0], heading_level);
            assert!(
                levels[1..].iter().all(|level| *level > heading_level),
                "one title"
            );
            for pair in levels.windows(2) {
                assert!(pair[1] <= pair[0] + 1, "{pair:?} at level {heading_level}");
            }
        }
    }
}

/// In print, only the number connects the two.
#[test]
fn a_row_and_its_pin_show_the_same_number() {
    let html = to_html(&view(&model()));
    for (number, site) in (1..).zip(SiteId::all()) {
        for (kind, end) in [("site", "</span>"), ("pin", "</text>")] {
            let id = format!(" id=\"{kind}-{}\"", site.id);
            let (_, from) = html.split_once(&id).unwrap();
            let (shown, _) = from.split_once(end).unwrap();
            assert!(shown.ends_with(&format!(">{number}")), "{id}: {shown}");
        }
    }
}

/// A reader who skims keeps what stands out, so a myth is headed by what is true, and no label stands before that.
#[test]
fn a_myth_is_headed_by_the_truth_alone() {
    let panel = part_of(&view(&model()), "section-myths-panel");
    let mut headings = Vec::new();
    every(&panel, &mut |element| {
        if matches!(element.tag, "h4" | "h5") {
            headings.push(text(element));
        }
        assert!(!element.attrs.contains(&("class", "truth".into())));
    });
    let myths: Vec<PartId> = TopicId::MYTHS.parts.iter().collect();
    assert!(myths.len() > 3);
    for myth in myths {
        let heading = words().get(myth.name);
        assert!(headings.iter().any(|shown| shown == heading), "{heading}");
        assert!(!myth.say.is_empty(), "{heading}: nothing is said of it");
    }
}

#[test]
fn one_topic_is_open_at_a_time() {
    story(
        vec![
            Msg::RowPressed(Row::Topic(TopicId::TESTS)),
            Msg::RowPressed(Row::Topic(TopicId::TREATMENT)),
            // The browser reports that it closed the first on its own.
            Msg::RowToggled(Row::Topic(TopicId::TESTS), false),
            Msg::RowPressed(Row::Part(part(0))),
        ],
        expect![[r#"
            RowPressed(Topic(TopicId(1)))
                Select(Topic(TopicId(1)), true)
            RowPressed(Topic(TopicId(2)))
                Select(Topic(TopicId(1)), false)
                Select(Topic(TopicId(2)), true)
            RowToggled(Topic(TopicId(1)), false)
            RowPressed(Part(PartId(0)))
            open: section-treatment
        "#]],
    );
}

#[test]
fn a_link_of_the_contents_opens_its_row() {
    story(
        vec![Msg::JumpPressed(Target::Row(Row::Topic(TopicId::HELP)))],
        expect![[r#"
            JumpPressed(Row(Topic(TopicId(7))))
                Select(Topic(TopicId(7)), true)
                Reveal(Row(Topic(TopicId(7))))
            open: section-help
        "#]],
    );
}

/// The first term that is marked.
fn first_term(model: &Model) -> OpenTerm {
    let mut found = None;
    every(&view(model), &mut |element| {
        let key = element.id.as_deref().and_then(Key::parse);
        if let Some(Key::Target(Target::Term(term))) = key {
            found = found.or(Some(term));
        }
    });
    found.expect("some word is marked")
}

#[test]
fn pressing_a_marked_term_shows_and_hides_its_definition() {
    let mut model = model();
    let definitions = |model: &Model| to_html(&view(model)).matches("class=\"def\"").count();
    let term = first_term(&model);
    assert_eq!(definitions(&model), 0);
    update(&mut model, Msg::TermPressed(term));
    assert_eq!(definitions(&model), 1);
    assert_eq!(
        to_html(&view(&model))
            .matches("aria-expanded=\"true\"")
            .count(),
        1
    );
    update(&mut model, Msg::TermPressed(term));
    assert_eq!(definitions(&model), 0);
}

#[test]
fn a_term_is_marked_once_in_each_scope() {
    let mut seen = BTreeSet::new();
    every(&view(&model()), &mut |element| {
        let id = element.id.as_deref().unwrap_or_default();
        if id.starts_with("term-") {
            assert!(seen.insert(id.to_string()), "{id} is marked twice");
        }
    });
    assert!(seen.len() > 60, "{} marks", seen.len());
}

#[test]
fn another_language_keeps_what_is_open_and_ticked() {
    let mut model = model();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    update(&mut model, Msg::RowPressed(Row::Topic(TopicId::LIVING)));
    update(
        &mut model,
        Msg::TickChanged(Tick::Sign(SignId::new(4).unwrap()), true),
    );
    let before = seen(&view(&model));
    let effects = update(&mut model, Msg::LanguagePressed(spanish())).effects;
    assert_eq!(effects, [Effect::Language(spanish())]);
    let failed = update(&mut model, Msg::PackFailed).effects;
    assert!(failed.is_empty() && seen(&view(&model)).contains("announced: "));
    update(
        &mut model,
        Msg::PackLoaded(spanish(), Words::read(PACKS[1]).unwrap()),
    );
    assert_eq!(
        seen(&view(&model)).replace(" announced: ", ""),
        before.replace(&announced(&before), "")
    );
    let again = update(&mut model, Msg::LanguagePressed(spanish()));
    assert_eq!(again.effects, []);
}

fn announced(seen: &str) -> String {
    let line = seen.lines().find(|line| line.starts_with("announced: "));
    line.map_or(String::new(), |line| format!("{line}\n"))
}

#[test]
fn without_a_review_it_says_that_it_is_a_draft_and_is_never_overdue() {
    let mut model = model();
    model.today = "2199-01-01".into();
    assert!(!model.is_reviewed() && !model.is_overdue());
    assert!(to_html(&view(&model)).contains("class=\"small draft\""));
}

/// No section of this content is signed, so no model has a due date.
#[test]
fn a_review_is_overdue_from_the_day_after_its_check_was_due() {
    for (due, today, past) in [
        ("2026-01-31", "2026-01-30", false),
        ("2026-01-31", "2026-01-31", false),
        ("2026-01-31", "2026-02-01", true),
        ("2026-01-31", "", false),
        ("", "2026-02-01", false),
    ] {
        assert_eq!(is_past(due, today), past, "{due:?}, {today:?}");
    }
}

#[test]
fn events_tell_what_is_open_after_any_messages() {
    for seed in 0..20u64 {
        walk(seed);
    }
}

/// 100 random messages; the state reported to the page's author must always be the state on the screen.
fn walk(seed: u64) {
    let mut random = Random::new(seed);
    let mut model = model();
    let mut told_open = BTreeSet::new();
    for step in 0..100 {
        let message = random.message();
        let is_of_host = matches!(
            message,
            Msg::HostSet(..) | Msg::HostOpened(_) | Msg::HostClosed
        );
        for effect in update(&mut model, message.clone()).effects {
            match effect {
                Effect::Select(..) if is_of_host => {
                    panic!("the page's author is told what they did")
                }
                Effect::Select(row, true) => {
                    assert!(told_open.insert(selection(row).unwrap()), "told twice")
                }
                Effect::Select(row, false) => {
                    assert!(told_open.remove(&selection(row).unwrap()), "told twice")
                }
                _ => {}
            }
        }
        // What the page's author opened or closed is known without being told.
        if is_of_host {
            told_open = Section::ALL
                .into_iter()
                .filter_map(|section| match section {
                    Section::Topic(topic) => Some(Row::Topic(topic)),
                    _ => None,
                })
                .chain(SiteId::all().map(Row::Site))
                .chain(
                    SubtypeId::all()
                        .filter(|of| !model.untold.has(*of))
                        .map(Row::Subtype),
                )
                .filter(|row| model.is_open(*row))
                .filter_map(selection)
                .collect();
        }
        let tree = view(&model);
        let mut open = BTreeSet::new();
        let mut ids = BTreeSet::new();
        every(&tree, &mut |element| {
            let id = element.id.as_deref();
            assert!(
                id.is_none_or(|id| ids.insert(id.to_string())),
                "seed {seed}, step {step}: {id:?} stands twice"
            );
            let texts: Vec<bool> = element
                .children
                .iter()
                .map(|child| matches!(child, Node::Text(_)))
                .collect();
            assert!(
                !texts.windows(2).any(|pair| pair == [true, true]),
                "seed {seed}, step {step}: two texts side by side"
            );
            let is_open = element.attrs.iter().any(|(name, _)| *name == "open");
            if let (true, Some((kind @ ("site" | "subtype" | "section"), name))) =
                (is_open, id.and_then(|id| id.split_once('-')))
            {
                open.insert((kind.to_string(), name.to_string()));
            }
        });
        // Of what a report opened nobody is told.
        let untold = SubtypeId::all().filter(|of| model.untold.has(*of));
        let told: BTreeSet<_> = told_open
            .iter()
            .copied()
            .chain(untold.map(|of| ("subtype", of.id)))
            .map(|(kind, id)| (kind.to_string(), id.to_string()))
            .collect();
        // In large text the sheet replaces the guide.
        if model.sheet != Sheet::Large {
            assert_eq!(
                open, told,
                "seed {seed}, step {step}, {message:?}: the events tell what is open"
            );
        }
    }
}

impl Random {
    fn any<I>(&mut self, all: impl Iterator<Item = I>) -> I {
        let mut all: Vec<I> = all.collect();
        all.swap_remove(self.below(all.len()))
    }

    fn row(&mut self) -> Row {
        let site = self.any(SiteId::all());
        match self.below(10) {
            0 | 1 => Row::Site(site),
            2 => Row::Subtype(self.any(SubtypeId::all())),
            3 => Row::Topic(self.any(TopicId::all())),
            4 => Row::Part(self.any(PartId::all())),
            5 | 6 => Row::Fold(self.any(SiteFold::ALL.into_iter()), site),
            7 => Row::Signs(self.signs_of()),
            8 => [Row::SignRules, Row::Compare][self.below(2)],
            _ => Row::Sources(self.sources_of()),
        }
    }

    fn signs_of(&mut self) -> SignsOf {
        match self.below(3) {
            0 => SignsOf::Site(self.any(SiteId::all())),
            1 => SignsOf::Group(self.any(SignGroupId::all())),
            _ => SignsOf::Treatment,
        }
    }

    fn sources_of(&mut self) -> SourcesOf {
        match self.below(5) {
            0 => SourcesOf::Site(self.any(SiteId::all())),
            1 => SourcesOf::Subtype(self.any(SubtypeId::all())),
            2 => SourcesOf::Topic(self.any(TopicId::all())),
            3 => SourcesOf::Signs,
            _ => SourcesOf::Front,
        }
    }

    fn tick(&mut self) -> Tick {
        match self.below(2) {
            0 => Tick::Sign(self.any(SignId::all())),
            _ => Tick::Question(self.any(QuestionId::all())),
        }
    }

    fn term(&mut self) -> OpenTerm {
        let site = self.any(SiteId::all());
        let scope = match self.below(6) {
            0 | 1 => TermScope::Fold(self.any(SiteFold::ALL.into_iter()), site),
            2 => TermScope::SubtypesIntro,
            3 => TermScope::Subtype(self.any(SubtypeId::all())),
            4 => TermScope::Topic(self.any(TopicId::all())),
            _ => TermScope::Part(self.any(PartId::all())),
        };
        let term = self.any(TermId::all());
        OpenTerm { scope, term }
    }

    fn message(&mut self) -> Msg {
        let site = self.any(SiteId::all());
        match self.below(25) {
            19 => Msg::ReportChosen(self.any(Choice::ALL.into_iter()).0, self.below(4) > 0),
            20 => Msg::TypePressed(self.any(SubtypeId::all())),
            21 => Msg::VoiceChosen(self.any(Voice::ALL.into_iter())),
            22 | 23 => Msg::LinkPressed(self.any(LinkId::all())),
            24 => [Msg::ReportCleared, Msg::OtherLanguagePressed][self.below(2)].clone(),
            18 => Msg::CardPressed,
            16 | 17 => Msg::SheetPressed(self.any(SheetButton::ALL.into_iter())),
            12 => Msg::TermPressed(self.term()),
            13 => Msg::LanguagePressed(self.any(LanguageId::all())),
            14 => {
                let language = self.any(LanguageId::all());
                Msg::PackLoaded(language, Words::read(PACKS[language.index()]).unwrap())
            }
            15 => Msg::PackFailed,
            10 => Msg::HostSet("theme", Some(["dark", "sepia"][self.below(2)].into())),
            11 => Msg::HostSet(
                "sections",
                Some(
                    [
                        "",
                        "glossary help research myths living effects treatment tests subtypes basics map",
                        "x",
                    ][self.below(3)]
                    .into(),
                ),
            ),
            0 | 1 => Msg::RowPressed(self.row()),
            2 => Msg::RowToggled(self.row(), self.below(2) == 0),
            3 => Msg::ShapePressed(site),
            4 => Msg::EscapePressed(self.row()),
            5 => Msg::TickChanged(self.tick(), self.below(2) == 0),
            6 => Msg::RemovePressed(self.tick()),
            7 => Msg::JumpPressed(
                [Target::Signs, Target::Sheet, Target::Row(self.row())][self.below(3)],
            ),
            8 => {
                let values = [None, Some("nowhere"), Some(site.id)];
                Msg::HostSet("site", values[self.below(3)].map(str::to_string))
            }
            _ => [Msg::HostOpened(site.id.into()), Msg::HostClosed][self.below(2)].clone(),
        }
    }
}

/// The levels with their labels, the most urgent first.
const LEVELS: [(Level, TextId); 3] = [
    (Level::Now, SIGN_TEXTS.labels_now),
    (Level::Today, SIGN_TEXTS.labels_today),
    (Level::Soon, SIGN_TEXTS.labels_soon),
];

/// The last sign of each level that can be ticked, the most urgent level first.
fn signs() -> [Tick; 3] {
    LEVELS.map(|(level, _)| {
        let of_level = |sign: &SignId| sign.level == level && !sign.no_box;
        Tick::Sign(SignId::all().rfind(of_level).unwrap())
    })
}

#[test]
fn the_sheet_lists_signs_under_their_level_with_the_most_urgent_first() {
    let mut model = model();
    // Ticked in the other order.
    let question = Tick::Question(first(TopicId::BASICS.ask));
    for tick in [question].into_iter().chain(signs().into_iter().rev()) {
        update(&mut model, Msg::TickChanged(tick, true));
    }
    let say = |id| words().get(id);
    let mut lines = vec![say(UI.sheet_first).to_string()];
    for ((_, label), tick) in LEVELS.into_iter().zip(signs()) {
        let Tick::Sign(sign) = tick else {
            panic!("{tick:?} is no sign");
        };
        lines.push(String::new());
        lines.push(say(label).to_string());
        lines.push(format!(
            "- {} ({})",
            say(sign.tick()),
            say(sign.group.name())
        ));
    }
    let asked = say(first(TopicId::BASICS.ask).text());
    lines.push(String::new());
    lines.push(say(UI.sheet_ask).to_string());
    lines.push(format!("- {asked} ({})\n", say(TopicId::BASICS.name)));
    assert_eq!(sheet_text(&model), lines.join("\n"));

    // The same headings on the screen, in large text and on paper.
    let headings: Vec<&str> = LEVELS
        .map(|(_, label)| say(label))
        .into_iter()
        .chain([say(UI.sheet_ask)])
        .collect();
    let list = part_of(&view(&model), "sheet-section");
    model.sheet = Sheet::Large;
    let large = part_of(&view(&model), "large");
    for shown in [list, large, copy_of(&printed_sheet(&model))] {
        let mut titles = Vec::new();
        every(&shown, &mut |element| {
            if element.tag.starts_with('h') {
                titles.push(text(element));
            }
        });
        let at = |title: &&str| titles.iter().position(|shown| shown == title);
        let places: Vec<Option<usize>> = headings.iter().map(at).collect();
        assert!(places.iter().all(Option::is_some), "{titles:?}");
        assert!(places.is_sorted(), "{titles:?}");
    }
}

/// The element with this id, built whole.
#[track_caller]
fn part_of(tree: &Element, id: &str) -> Element {
    let mut found = None;
    every(tree, &mut |element| {
        if element.id.as_deref() == Some(id) {
            found = Some(copy_of(element));
        }
    });
    found.unwrap_or_else(|| panic!("there is no `{id}`"))
}

fn copy_of(element: &Element) -> Element {
    let copy = |child: &Node| match child {
        Node::Text(words) => Node::Text(words.clone()),
        other => Node::Element(Box::new(copy_of(other.element().unwrap()))),
    };
    Element {
        tag: element.tag,
        id: element.id.clone(),
        attrs: element.attrs.clone(),
        children: element.children.iter().map(copy).collect(),
    }
}

/// The signs in boxes below the element, and whether each is ticked.
fn boxes(tree: &Element) -> Vec<(SignId, SignsOf, bool)> {
    let mut boxes = Vec::new();
    every(tree, &mut |element| {
        let key = element.id.as_deref().and_then(Key::parse);
        if let Some(Key::SignBox(sign, of)) = key {
            let ticked = element.attrs.iter().any(|(name, _)| *name == "checked");
            boxes.push((sign, of, ticked));
        }
    });
    boxes
}

#[test]
fn a_sign_that_is_ticked_in_one_list_is_ticked_in_all_and_counted_once() {
    let mut model = model();
    let lists = |sign: SignId, model: &Model| {
        let mut boxes = boxes(&view(model));
        boxes.retain(|(other, ..)| *other == sign);
        boxes
    };
    let most = SignId::all()
        .max_by_key(|sign| lists(*sign, &model).len())
        .unwrap();
    let before = lists(most, &model);
    assert!(before.len() > 3, "{before:?}");
    let (_, of, _) = before[1];
    let id = Key::SignBox(most, of).to_str();
    let pressed = message(DomEvent::Changed(true), &id).unwrap();
    assert!(update(&mut model, pressed.clone()).changed);
    // Another box of the same sign reports what is known.
    let id = Key::SignBox(most, before[2].1).to_str();
    assert_eq!(message(DomEvent::Changed(true), &id), Some(pressed));
    let after = lists(most, &model);
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|(.., ticked)| *ticked), "{after:?}");
    let others = boxes(&view(&model));
    assert_eq!(
        others.iter().filter(|(.., ticked)| *ticked).count(),
        after.len()
    );
    assert_eq!(model.ticks.count(), 1);
    let shown = seen(&view(&model));
    assert!(shown.ends_with("announced: 1 on the sheet\n"), "{shown}");
    assert_eq!(sheet_text(&model).matches("\n- ").count(), 1);
    // Taken off the sheet, it is ticked nowhere.
    update(&mut model, Msg::RemovePressed(Tick::Sign(most)));
    assert!(boxes(&view(&model)).iter().all(|(.., ticked)| !ticked));
}

#[test]
fn every_list_shows_its_signs_once_and_gives_a_box_to_all_but_those_without() {
    let boxes = boxes(&view(&model()));
    let treatment = [TREATMENT_OWN_SIGNS, TREATMENT_MORE_SIGNS].concat();
    let mut lists = vec![(SignsOf::Treatment, treatment)];
    for site in SiteId::all() {
        let signs = [site.own_signs, site.more_signs].concat();
        lists.push((SignsOf::Site(site), signs));
    }
    for group in SignGroupId::all() {
        lists.push((SignsOf::Group(group), group.signs.to_vec()));
    }
    let mut shown = 0;
    for (list, signs) in lists {
        for sign in signs {
            let same = |of: &&(SignId, SignsOf, bool)| (of.0, of.1) == (sign, list);
            let expected = usize::from(!sign.no_box);
            assert_eq!(boxes.iter().filter(same).count(), expected, "{list:?}");
            shown += expected;
        }
    }
    assert_eq!(
        boxes.len(),
        shown,
        "a list shows a sign that is not its own"
    );
    // Each sign stands in its group, or also in the one whose line of the overall list names it: all are there without
    // the map.
    let mut in_groups: Vec<usize> = SignGroupId::all()
        .flat_map(|group| group.signs.iter().map(|sign| sign.index()))
        .collect();
    in_groups.sort_unstable();
    in_groups.dedup();
    let all: Vec<usize> = SignId::all().map(SignId::index).collect();
    assert_eq!(in_groups, all);
}

#[test]
fn a_sign_without_a_box_is_shown_in_words_and_is_never_on_the_sheet() {
    let model = model();
    let without: Vec<SignId> = SignId::all().filter(|sign| sign.no_box).collect();
    assert!(!without.is_empty());
    for sign in without {
        assert_eq!(words().get(sign.tick()), "");
        let mut shown = 0;
        every(&view(&model), &mut |element| {
            if element.attrs.contains(&("class", "no-box".into())) {
                let words = words().get(sign.text());
                shown += usize::from(text(element).starts_with(words));
            }
        });
        assert!(shown > 0, "{}", words().get(sign.text()));
    }
}

#[test]
fn a_card_names_its_level_before_its_first_box() {
    let mut cards = 0;
    every(&view(&model()), &mut |element| {
        let of_level = LEVELS.into_iter().zip(["now", "day", "soon"]);
        for ((level, label), class) in of_level {
            let class = format!("call call-{class}");
            if !element.attrs.contains(&("class", class.into())) {
                continue;
            }
            cards += 1;
            assert_eq!(element.tag, "fieldset");
            let legend = element.children[0].element().unwrap();
            assert_eq!(legend.tag, "legend");
            assert_eq!(text(legend), words().get(label));
            let signs = boxes(element);
            assert!(signs.iter().all(|(sign, ..)| sign.level == level));
        }
    });
    assert!(cards > 30, "{cards} cards");
}

#[test]
fn every_group_of_signs_opens_by_itself() {
    let mut model = model();
    for group in SignGroupId::all() {
        let row = Row::Signs(SignsOf::Group(group));
        update(&mut model, Msg::RowPressed(row));
        assert!(model.is_open(row));
        let id = Key::from(row).to_str();
        let open = part_of(&view(&model), &id);
        assert!(open.attrs.contains(&("open", "".into())), "{id}");
        assert!(text(&open).contains(words().get(group.signs[0].text())));
    }
    // One that opens does not close another.
    let open = SignGroupId::all().filter(|group| model.is_open(Row::Signs(SignsOf::Group(*group))));
    assert_eq!(open.count(), SignGroupId::all().count());
}

#[test]
fn the_rows_of_a_place_open_each_for_itself() {
    let mut model = model();
    for fold in SiteFold::ALL {
        let row = Row::Fold(fold, liver());
        update(&mut model, Msg::RowPressed(row));
        assert!(model.is_open(row));
        assert!(!model.is_open(Row::Fold(fold, bones())));
        update(&mut model, Msg::RowToggled(row, false));
        assert!(!model.is_open(row));
    }
    let row = Row::Signs(SignsOf::Site(liver()));
    update(&mut model, Msg::RowPressed(row));
    assert!(model.is_open(row) && !model.is_open(Row::Signs(SignsOf::Site(bones()))));
    // A jump to a row of a place opens the place around it.
    let row = Row::Fold(SiteFold::Ask, bones());
    update(&mut model, Msg::JumpPressed(Target::Row(row)));
    assert_eq!(model.site, Some(bones()));
    assert!(model.is_open(row));
}

#[test]
fn what_to_report_on_treatment_leads_from_living_to_its_row_in_treatment() {
    story(
        vec![
            Msg::RowPressed(Row::Topic(TopicId::LIVING)),
            message(DomEvent::Pressed, "to-signs-treatment").unwrap(),
        ],
        expect![[r#"
            RowPressed(Topic(TopicId(4)))
                Select(Topic(TopicId(4)), true)
            JumpPressed(Row(Signs(Treatment)))
                Select(Topic(TopicId(4)), false)
                Select(Topic(TopicId(2)), true)
                Reveal(Row(Signs(Treatment)))
            open: section-treatment
            open: signs-treatment
        "#]],
    );
    let living = |model: &Model| text(&part_of(&view(model), "section-living-panel"));
    let mut model = model();
    let title = words().get(SIGN_TEXTS.labels_treatment);
    assert!(living(&model).contains(title));
    let html = |model: &Model| to_html(&part_of(&view(model), "section-living-panel"));
    assert!(html(&model).contains("id=\"to-signs-treatment\""));
    // Without that topic, it leads to all signs, and says so.
    update(&mut model, Msg::HostSet("sections", Some("living".into())));
    assert!(!living(&model).contains(title));
    assert!(living(&model).contains(words().get(SIGN_TEXTS.title)));
    assert!(html(&model).contains("id=\"living-to-signs\""));
    assert_eq!(
        message(DomEvent::Pressed, "living-to-signs"),
        message(DomEvent::Pressed, "to-signs")
    );
}

#[test]
fn the_print_button_of_the_alert_card_prints_the_card_alone() {
    story(
        vec![message(DomEvent::Pressed, "print-card").unwrap()],
        expect![[r#"
            CardPressed
                PrintCard
        "#]],
    );
}

/// The sides of the alert card: the language of each, and its lines.
fn card(model: &Model) -> Vec<(String, Vec<String>)> {
    let mut sides = Vec::new();
    every(&printed_card(model), &mut |element| {
        if !element.attrs.contains(&("class", "card-side".into())) {
            return;
        }
        let language = element.attrs.iter().find(|(name, _)| *name == "lang");
        let mut lines = Vec::new();
        every(element, &mut |line| {
            if matches!(line.tag, "h1" | "h2" | "p" | "li") {
                lines.push(text(line).trim().to_string());
            }
        });
        sides.push((language.unwrap().1.to_string(), lines));
    });
    sides
}

/// What the card says of signs: each label, and under it the signs that it is for.
fn card_signs(words: Words) -> Vec<String> {
    let mut lines = Vec::new();
    for (level, label) in &LEVELS[..2] {
        lines.push(words.get(*label).to_string());
        let signs = SignId::all().filter(|sign| sign.card && sign.level == *level);
        lines.extend(signs.map(|sign| words.get(sign.tick()).to_string()));
    }
    lines
}

#[test]
fn the_alert_card_has_a_front_to_fill_in_and_a_back_with_signs() {
    let mut model = model();
    update(
        &mut model,
        Msg::HostSet("care-team-phone", Some("555 0100".into())),
    );
    update(
        &mut model,
        Msg::HostSet("care-team-hours", Some("Mon–Fri".into())),
    );
    let [(language, front), (_, back)] = &card(&model)[..] else {
        panic!("the card has two sides");
    };
    let say = |id| words().get(id).to_string();
    assert_eq!(language, "en");
    assert_eq!(
        *front,
        [
            say(SIGN_TEXTS.card_title),
            say(SIGN_TEXTS.card_name),
            say(SIGN_TEXTS.card_treatment),
            say(SIGN_TEXTS.card_given),
            say(SIGN_TEXTS.card_day) + " 555 0100 Mon–Fri",
            say(SIGN_TEXTS.card_night),
            say(SIGN_TEXTS.card_staff),
            say(SIGN_TEXTS.card_here),
        ]
    );
    assert_eq!(*back, card_signs(words()));
    assert!(back.len() > 6, "{back:?}");
}

#[test]
fn the_alert_card_of_a_spanish_reader_is_in_english_too() {
    let mut model = model();
    let words = Words::read(PACKS[1]).unwrap();
    update(&mut model, Msg::PackLoaded(spanish(), words));
    update(
        &mut model,
        Msg::HostSet("care-team-phone", Some("555 0100".into())),
    );
    let sides = card(&model);
    let languages: Vec<&str> = sides
        .iter()
        .map(|(language, _)| language.as_str())
        .collect();
    assert_eq!(languages, ["es", "es", "en", "en"]);
    assert_eq!(sides[1].1, card_signs(words));
    let mut english = self::model();
    update(
        &mut english,
        Msg::HostSet("care-team-phone", Some("555 0100".into())),
    );
    assert_eq!(sides[2..], card(&english));
}

#[test]
fn another_emergency_number_stands_on_every_side_of_the_alert_card() {
    for (language, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let model = Model::new(language, words, Medium::Widget);
        let other = Model {
            words: words.with_emergency_number("112").unwrap(),
            ..model.clone()
        };
        let [own, other] = [&model, &other].map(|model| to_html(&printed_card(model)));
        // Once on each back.
        let backs = card(&model).len() / 2;
        assert_eq!(own.matches("911").count(), backs);
        assert_eq!(other, own.replace("911", "112"));
    }
}

#[test]
fn opening_and_closing_the_large_sheet_scrolls_to_it() {
    let mut model = model();
    let large = Target::Button(SheetButton::Large);
    for (button, sheet, next) in [
        (SheetButton::Large, Sheet::Large, Target::Sheet),
        (SheetButton::Close, Sheet::List, large),
    ] {
        assert_eq!(
            update(&mut model, Msg::SheetPressed(button)).effects,
            [Effect::Reveal(next)]
        );
        assert_eq!(model.sheet, sheet);
    }
}

#[test]
fn the_sheet_asks_before_it_is_cleared() {
    let [now, ..] = signs();
    let mut model = model();
    update(&mut model, Msg::TickChanged(now, true));
    let press = |model: &mut Model, button| update(model, Msg::SheetPressed(button)).effects;
    assert_eq!(
        press(&mut model, SheetButton::Clear),
        [Effect::Focus(Target::Button(SheetButton::No))]
    );
    assert_eq!(
        press(&mut model, SheetButton::No),
        [Effect::Focus(Target::Button(SheetButton::Clear))]
    );
    assert!(model.ticks.has(now));
    press(&mut model, SheetButton::Clear);
    assert_eq!(
        press(&mut model, SheetButton::Yes),
        [Effect::Focus(Target::Sheet)]
    );
    assert_eq!(model.ticks.count(), 0);
    assert_eq!(model.sheet, Sheet::List);
}

#[test]
fn ticks_are_never_sent_as_events() {
    let mut model = model();
    for sign in signs() {
        let effects = update(&mut model, Msg::TickChanged(sign, true)).effects;
        assert!(effects.is_empty(), "{effects:?}");
    }
    for button in SheetButton::ALL {
        for effect in update(&mut model, Msg::SheetPressed(button)).effects {
            assert!(!matches!(effect, Effect::Select(..)));
        }
    }
}

/// A phone number is shown unchanged, or not at all.
#[test]
fn phone_numbers_are_shown_as_given_or_refused() {
    for (given, shown) in [
        ("+1 (555) 010-0.2", "+1 (555) 010-0.2"),
        (" 555 ", "555"),
        ("()", ""),
        ("- .", ""),
        ("555x", ""),
        ("x", ""),
        ("", ""),
    ] {
        let mut model = model();
        for name in ["care-team-phone", "support-phone"] {
            let effects = update(&mut model, Msg::HostSet(name, Some(given.into()))).effects;
            let refused = matches!(&effects[..], [Effect::Warn(line)] if line.contains(name));
            assert_eq!(refused, shown.is_empty() && !given.is_empty(), "{given:?}");
            assert!(refused || effects.is_empty());
        }
        assert_eq!(model.contacts.care_phone, shown);
        assert_eq!(model.contacts.support_phone, shown);
    }
}

#[test]
fn each_part_of_the_support_line_is_shown_if_it_is_there() {
    for (name, value, shown) in [
        (
            "support-label",
            "Our line",
            "<strong dir=\"auto\">Our line</strong>",
        ),
        ("support-phone", "555 0200", "<a href=\"tel:5550200\""),
        (
            "support-url",
            "https://www.example.org/",
            ">example.org</a>",
        ),
    ] {
        let mut model = model();
        let count = |model: &Model, what: &str| to_html(&view(model)).matches(what).count();
        let [lists, rows] = ["<ul class=\"lines\">", "<li>"].map(|what| count(&model, what));
        assert_eq!(count(&model, shown), 0);
        update(&mut model, Msg::HostSet(name, Some(value.into())));
        assert_eq!(count(&model, shown), 1, "{name}");
        assert_eq!(count(&model, "<ul class=\"lines\">"), lists + 1);
        assert_eq!(count(&model, "<li>"), rows + 1);
        // There are no other effects.
        update(&mut model, Msg::HostSet(name, None));
        assert_eq!(count(&model, "<ul class=\"lines\">"), lists);
    }
}

#[test]
fn a_section_that_is_named_twice_is_shown_once() {
    let mut model = model();
    update(
        &mut model,
        Msg::HostSet("sections", Some("subtypes map subtypes map".into())),
    );
    assert_eq!(model.sections, [Section::Subtypes, Section::Map]);
}

/// The texts of this build, some of them replaced.
fn words_with(texts: &[(TextId, &str)]) -> Words {
    let mut pack = PACKS[0][..12].to_vec();
    let words = words();
    for number in 0..TEXTS as u16 {
        let other = texts.iter().find(|(id, _)| id.0 == number);
        let text = other.map_or(words.get(TextId(number)), |(_, text)| text);
        pack.extend(text.as_bytes());
        pack.push(b'\n');
    }
    pack.pop();
    Words::read(pack.leak()).unwrap()
}

#[test]
fn it_is_a_draft_until_all_that_is_shown_is_signed() {
    let signed: Vec<(TextId, &str)> = ReviewId::all()
        .map(|review| (review.signed, "A. Walker"))
        .collect();
    let with = |texts: &[(TextId, &str)], sections: &[Section]| Model {
        words: words_with(texts),
        sections: sections.to_vec(),
        ..model()
    };
    let is_draft = |model: &Model| !model.is_reviewed();
    for texts in [&signed[..], &signed[1..]] {
        let model = with(texts, &Section::ALL);
        let says_so = to_html(&view(&model)).contains("class=\"small draft\"");
        assert_eq!(is_draft(&model), texts.len() < signed.len());
        assert_eq!(is_draft(&model), says_so);
    }
    // The first and last words, the signs and the visit are shown whatever the sections.
    for always in [ReviewId::FRONT, ReviewId::SIGNS, ReviewId::VISIT] {
        let mut but_it = signed.clone();
        but_it.remove(always.index());
        assert!(
            is_draft(&with(&but_it, &[Section::Map])),
            "{}",
            always.section
        );
    }
    for section in Section::ALL {
        let place = section.review().index();
        assert_eq!(section.review().section, section.name());
        let [mut all_but_it, mut but_front] = [signed.clone(), signed.clone()];
        all_but_it.remove(place);
        but_front.remove(0);
        assert!(is_draft(&with(&all_but_it, &Section::ALL)));
        assert!(is_draft(&with(&all_but_it, &[section])));
        assert!(is_draft(&with(&but_front, &[section])));
        // Sections that are not shown need no signature.
        let others: Vec<Section> = Section::ALL
            .into_iter()
            .filter(|one| *one != section)
            .collect();
        assert!(!is_draft(&with(&all_but_it, &others)));
    }
}

/// The maximum number of rows of a table.
#[derive(Clone, Copy, PartialEq)]
struct AnyId(usize);

impl Id for AnyId {
    fn index(self) -> usize {
        self.0
    }

    fn new(number: usize) -> Option<AnyId> {
        Some(AnyId(number))
    }
}

#[test]
fn a_set_holds_what_was_put_in_and_not_taken_out() {
    let mut random = Random::new(1);
    let (mut set, mut expected) = (Set::<AnyId>::default(), BTreeSet::new());
    for _ in 0..2000 {
        let number = random.below(256);
        let member = random.below(2) == 0;
        let changes = if member {
            expected.insert(number)
        } else {
            expected.remove(&number)
        };
        assert_eq!(set.set(AnyId(number), member), changes);
        assert_eq!(set.count(), expected.len());
        assert_eq!(set.is_empty(), expected.is_empty());
        let (start, end) = (random.below(256), random.below(256));
        let run = Run::<AnyId>::new(start as u8, end as u8);
        let part = set.within(run);
        for number in 0..300 {
            assert_eq!(set.has(AnyId(number)), expected.contains(&number));
            let inside = (start..end).contains(&number);
            assert_eq!(run.contains(AnyId(number)), inside);
            let both = inside && expected.contains(&number);
            assert_eq!(part.has(AnyId(number)), both);
        }
    }
    set.set(AnyId(256), true);
    assert!(!set.has(AnyId(256)), "what does not fit is no member");
}

#[test]
fn invalid_phone_numbers_and_links_are_refused_with_a_warning() {
    story(
        vec![
            Msg::HostSet("care-team-phone", Some("555 0100".into())),
            Msg::HostSet("support-phone", Some("call us".into())),
            Msg::HostSet("support-url", Some("javascript:alert(1)".into())),
            Msg::HostSet("support-url", Some("https://".into())),
            Msg::HostSet(
                "support-url",
                Some("https://a.example/\u{202e}gro\n".into()),
            ),
            Msg::HostSet("support-url", Some("https://a.example/b c".into())),
            Msg::HostSet("support-url", Some(" https://a.example/b?c=%20#d ".into())),
            Msg::HostSet("support-label", Some("<b>Us</b>".into())),
        ],
        expect![[r#"
            HostSet("care-team-phone", Some("555 0100"))
            HostSet("support-phone", Some("call us"))
                Warn("<mbc-body-map>: support-phone \"call us\" is not a phone number in digits, such as 1-800-555-0100; it is left out")
            HostSet("support-url", Some("javascript:alert(1)"))
                Warn("<mbc-body-map>: support-url \"javascript:alert(1)\" is not a full address, https://…, without spaces, accents or quotes; it is left out")
            HostSet("support-url", Some("https://"))
                Warn("<mbc-body-map>: support-url \"https://\" is not a full address, https://…, without spaces, accents or quotes; it is left out")
            HostSet("support-url", Some("https://a.example/\u{202e}gro\n"))
                Warn("<mbc-body-map>: support-url \"https://a.example/\u{202e}gro\" is not a full address, https://…, without spaces, accents or quotes; it is left out")
            HostSet("support-url", Some("https://a.example/b c"))
                Warn("<mbc-body-map>: support-url \"https://a.example/b c\" is not a full address, https://…, without spaces, accents or quotes; it is left out")
            HostSet("support-url", Some(" https://a.example/b?c=%20#d "))
            HostSet("support-label", Some("<b>Us</b>"))
        "#]],
    );
}

#[test]
fn the_footer_leaves_out_what_the_edition_does_not_have() {
    let say = |id| words().get(id);
    let has = [
        (EDITION.published, "Published by us"),
        (EDITION.changed, "Changed from theirs"),
        (EDITION.contact.before, "Write to "),
        (EDITION.contact_address, "us@a.example"),
        (EDITION.contact.after, " about errors"),
        (EDITION.contact_url, "mailto:us@a.example"),
    ];
    let all = [
        "Published by us",
        "Changed from theirs",
        "Write to us@a.example about errors",
    ];
    let has_not = has.map(|(id, _)| (id, ""));
    for (texts, edition) in [(has, &all[..]), (has_not, &[])] {
        for medium in [Medium::Widget, Medium::Fallback] {
            let mut said = Vec::new();
            let tree = view(&Model::new(english(), words_with(&texts), medium));
            every(&tree, &mut |element| {
                if element.attrs.contains(&("class", "meta small".into())) {
                    said.extend(element.children.iter().filter_map(Node::element).map(text));
                }
            });
            let version = said.pop().unwrap();
            assert!(version.ends_with(env!("CARGO_PKG_VERSION")), "{version}");
            let mut expected = vec![say(FRONT.footer_sources_until)];
            expected.extend(edition);
            assert_eq!(said, expected);
        }
    }
}

/// The address that a link of the guide leads to, and whether it is shown with these sections.
fn shown_links(sections: &[Section]) -> Vec<LinkId> {
    let tree = view(&Model {
        sections: sections.to_vec(),
        ..model()
    });
    let mut shown = Vec::new();
    every(&tree, &mut |element| {
        let is_list = element.attrs.contains(&("class", "jump".into()));
        assert!(!(is_list && element.children.is_empty()), "an empty list");
        if let Some(Key::Link(link)) = element.id.as_deref().and_then(Key::parse) {
            assert_eq!(element.tag, "button");
            assert_eq!(text(element), words().get(link.text()));
            shown.push(link);
        }
    });
    shown
}

fn link_of(link: LinkId) -> TopicId {
    let has_link = |part: PartId| part.links.contains(link);
    let mut all = TopicId::all();
    all.find(|topic| topic.parts.iter().any(has_link)).unwrap()
}

fn topic_of(part: PartId) -> TopicId {
    let mut all = TopicId::all();
    all.find(|topic| topic.parts.contains(part)).unwrap()
}

#[test]
fn every_link_of_the_guide_is_shown_where_all_sections_are() {
    let shown = shown_links(&Section::ALL);
    assert!(shown.len() > 20, "{} links", shown.len());
    assert_eq!(shown.len(), LinkId::all().count());
}

#[test]
fn a_link_to_a_section_that_is_left_out_is_not_shown() {
    let mut left_out = 0;
    for topic in TopicId::all() {
        let shown = shown_links(&[Section::Topic(topic)]);
        for link in LinkId::all().filter(|link| link_of(*link) == topic) {
            let expected = match link.to {
                Goal::Signs | Goal::Visit => true,
                Goal::Map | Goal::Subtypes => false,
                Goal::Topic(of) => of == topic,
                Goal::Part(part) => topic_of(part) == topic,
            };
            left_out += usize::from(!expected);
            let words = words().get(link.text());
            assert_eq!(shown.contains(&link), expected, "{words}: {:?}", link.to);
        }
    }
    assert!(left_out > 10, "{left_out} links were left out");
    // With the section that it leads to, it is there again.
    for link in LinkId::all() {
        let of = Section::Topic(link_of(link));
        let goal = match link.to {
            Goal::Signs | Goal::Visit => of,
            Goal::Map => Section::Map,
            Goal::Subtypes => Section::Subtypes,
            Goal::Topic(topic) => Section::Topic(topic),
            Goal::Part(part) => Section::Topic(topic_of(part)),
        };
        assert!(shown_links(&[of, goal]).contains(&link), "{:?}", link.to);
    }
}

#[test]
fn a_link_opens_what_it_leads_to_and_the_topic_around_it() {
    for link in LinkId::all() {
        let mut model = model();
        let id = Key::Link(link).to_str();
        let pressed = message(DomEvent::Pressed, &id).unwrap();
        let effects = update(&mut model, pressed).effects;
        let (target, topic) = match link.to {
            Goal::Signs => (Target::Signs, None),
            Goal::Map => (Target::Map, None),
            Goal::Subtypes => (Target::Subtypes, None),
            Goal::Visit => (Target::Sheet, None),
            Goal::Topic(topic) => (Target::Row(Row::Topic(topic)), Some(topic)),
            // A part that is always in view is shown by its topic.
            Goal::Part(part) if !part.closed => (
                Target::Row(Row::Topic(topic_of(part))),
                Some(topic_of(part)),
            ),
            Goal::Part(part) => (Target::Row(Row::Part(part)), Some(topic_of(part))),
        };
        assert_eq!(goal_target(link.to), target);
        let mut expected: Vec<Effect> = Vec::new();
        expected.extend(topic.map(|topic| Effect::Select(Row::Topic(topic), true)));
        expected.push(Effect::Reveal(target));
        assert_eq!(effects, expected, "{:?}", link.to);
        assert_eq!(model.topic, topic);
        if let Target::Row(row) = target {
            assert!(model.is_open(row));
        }
        // What is revealed is on the page.
        part_of(&view(&model), &Key::from(target).to_str());
    }
}

#[test]
fn a_link_leads_from_one_topic_into_a_closed_part_of_another() {
    let closed = |link: &LinkId| match link.to {
        Goal::Part(part) => part.closed && topic_of(part) != link_of(*link),
        _ => false,
    };
    let link = LinkId::all().find(closed).unwrap();
    let Goal::Part(part) = link.to else {
        unreachable!();
    };
    let mut model = model();
    update(&mut model, Msg::RowPressed(Row::Topic(link_of(link))));
    let effects = update(&mut model, Msg::LinkPressed(link)).effects;
    assert_eq!(
        effects,
        [
            Effect::Select(Row::Topic(link_of(link)), false),
            Effect::Select(Row::Topic(topic_of(part)), true),
            Effect::Reveal(Target::Row(Row::Part(part))),
        ]
    );
    assert!(model.is_open(Row::Part(part)));
}

/// The open part of a topic stands in its panel, and neither opens nor closes.
#[test]
fn a_part_that_is_open_is_no_row() {
    let tree = view(&model());
    for part in PartId::all() {
        let id = Key::from(Row::Part(part)).to_str();
        let shown = part_of(&tree, &id);
        assert_eq!(shown.tag == "details", part.closed, "{id}");
        assert!(text(&shown).starts_with(words().get(part.name)), "{id}");
        assert_eq!(Row::Part(part).around(), Some(Row::Topic(topic_of(part))));
    }
}

#[test]
fn what_to_report_stands_under_the_short_label_of_its_level_from_the_table() {
    let tree = view(&model());
    let mut parts = 0;
    for part in PartId::all().filter(|part| !part.report.is_empty()) {
        parts += 1;
        let shown = part_of(&tree, &Key::from(Row::Part(part)).to_str());
        let mut lines = Vec::new();
        every(&shown, &mut |element| {
            let classes = element.attrs.iter().find(|(name, _)| *name == "class");
            if classes.is_some_and(|(_, classes)| classes.split(' ').any(|class| class == "level"))
            {
                lines.push(text(element));
            }
            if let Some(Key::Report(of, sign)) = element.id.as_deref().and_then(Key::parse) {
                assert_eq!(of, part);
                // In the few words of the sheet, where there are such.
                let words = [sign.tick(), sign.text()].map(|id| words().get(id));
                let expected = words.into_iter().find(|words| !words.is_empty());
                assert_eq!(text(element), expected.unwrap());
                lines.push(format!("- {}", sign.index()));
            }
        });
        let mut expected = Vec::new();
        for (level, label) in [
            (Level::Now, SIGN_TEXTS.labels_short_now),
            (Level::Today, SIGN_TEXTS.labels_short_today),
            (Level::Soon, SIGN_TEXTS.labels_short_soon),
        ] {
            let signs: Vec<_> = part
                .report
                .iter()
                .filter(|sign| sign.level == level)
                .collect();
            if !signs.is_empty() {
                expected.push(words().get(label).to_string());
            }
            expected.extend(signs.into_iter().map(|sign| format!("- {}", sign.index())));
        }
        assert_eq!(lines, expected);
    }
    assert!(parts > 5, "{parts} parts say what to report");
}

#[test]
fn a_sign_to_report_leads_to_the_group_that_has_its_box() {
    let mut reports = 0;
    for part in PartId::all() {
        for sign in part.report {
            reports += 1;
            let mut model = model();
            let id = Key::Report(part, *sign).to_str();
            let pressed = message(DomEvent::Pressed, &id).unwrap();
            let group = Row::Signs(SignsOf::Group(sign.group));
            let effects = update(&mut model, pressed).effects;
            // Nobody is told what somebody may feel.
            assert_eq!(effects, [Effect::Reveal(Target::Row(group))]);
            assert!(model.is_open(group));
            assert!(sign.group.signs.contains(sign));
        }
    }
    assert!(reports > 20, "{reports} reports");
}

/// The signs are there whatever `sections` says, so what to report always leads somewhere.
#[test]
fn what_to_report_is_shown_where_effects_stand_alone() {
    let model = Model {
        sections: vec![Section::Topic(TopicId::EFFECTS)],
        ..model()
    };
    let html = to_html(&view(&model));
    for part in TopicId::EFFECTS.parts.iter() {
        for sign in part.report {
            let id = Key::Report(part, *sign).to_str();
            assert!(html.contains(&format!(" id=\"{id}\"")), "{id}");
            let group = Key::from(Row::Signs(SignsOf::Group(sign.group))).to_str();
            assert!(html.contains(&format!(" id=\"{group}\"")), "{group}");
        }
    }
}

#[test]
fn no_id_stands_twice_whichever_sections_are_shown() {
    let mut lists: Vec<Vec<Section>> = Section::ALL.map(|section| vec![section]).into();
    for left_out in Section::ALL {
        let mut all = Section::ALL.to_vec();
        all.retain(|section| *section != left_out);
        lists.push(all);
    }
    for sections in lists {
        let tree = view(&Model {
            sections: sections.clone(),
            ..model()
        });
        let mut ids = BTreeSet::new();
        every(&tree, &mut |element| {
            if let Some(id) = &element.id {
                assert!(
                    ids.insert(id.to_string()),
                    "{id} stands twice in {sections:?}"
                );
            }
        });
    }
}

/// What a frightened visitor meets first: the main message, then two ways on, of which one is always there.
#[test]
fn the_head_says_the_main_message_and_leads_to_the_signs_and_to_the_first_steps() {
    for (sections, leads) in [
        (
            Section::ALL.to_vec(),
            &["to-signs", "to-section-basics"][..],
        ),
        (vec![Section::Map], &["to-signs"]),
    ] {
        let mut model = model();
        model.sections = sections;
        let head = part_of(&view(&model), "head");
        let (mut strong, mut buttons) = (Vec::new(), Vec::new());
        every(&head, &mut |element| {
            let id = element.id.as_deref().unwrap_or_default();
            if element.tag == "strong" {
                strong.push(text(element));
            }
            if id.starts_with("to-") {
                buttons.push(id.to_string());
            }
        });
        assert_eq!(strong, [words().get(FRONT.message)]);
        assert_eq!(buttons, leads);
        assert!(text(&head).contains(words().get(FRONT.no_cure)));
        update(&mut model, message(DomEvent::Pressed, "to-signs").unwrap());
        assert!(model.topic.is_none());
    }
    story(
        vec![message(DomEvent::Pressed, "to-section-basics").unwrap()],
        expect![[r#"
            JumpPressed(Row(Topic(TopicId(0))))
                Select(Topic(TopicId(0)), true)
                Reveal(Row(Topic(TopicId(0))))
            open: section-basics
        "#]],
    );
}

/// The steps of the first days come first in their topic, and in order.
#[test]
fn just_told_begins_with_numbered_steps() {
    let panel = part_of(&view(&model()), "section-basics-panel");
    let first = first(TopicId::BASICS.parts);
    assert!(!first.closed && first.steps.iter().count() >= 3);
    let mut lists = Vec::new();
    every(&panel, &mut |element| {
        if element.tag == "ol" {
            lists.push(copy_of(element));
        }
    });
    let shown: Vec<String> = lists[0]
        .children
        .iter()
        .filter_map(Node::element)
        .map(text)
        .collect();
    let expected: Vec<String> = first
        .steps
        .iter()
        .map(|step| {
            let [name, words] = [step.name(), step.text()].map(|id| words().get(id));
            format!("{name} {words}")
        })
        .collect();
    assert_eq!(shown, expected);
}

/// A question of the first visit that has other words in the family's voice.
fn question_with_voices() -> QuestionId {
    let differs = |question: &QuestionId| {
        let family = words().get(question.family());
        !family.is_empty() && family != words().get(question.text())
    };
    VISIT.ask.iter().find(differs).unwrap()
}

/// What the visitor is shown, holds up, copies and prints of their visit.
fn visits(model: &Model) -> [String; 4] {
    let list = text(&part_of(&view(model), "sheet-lists"));
    let large = Model {
        sheet: Sheet::Large,
        ..model.clone()
    };
    let large = text(&part_of(&view(&large), "large"));
    let paper = text(&printed_sheet(model));
    [list, large, sheet_text(model), paper]
}

#[test]
fn questions_of_a_visit_are_in_the_voice_of_whoever_asks() {
    let question = question_with_voices();
    let own = words().get(question.text());
    let family = words().get(question.family());
    let mut model = model();
    update(&mut model, Msg::TickChanged(Tick::Question(question), true));
    for (id, voice, says, says_not) in [
        ("voice-own", Voice::Own, own, family),
        ("voice-family", Voice::Family, family, own),
        ("voice-own", Voice::Own, own, family),
    ] {
        let chosen = message(DomEvent::Changed(true), id).unwrap();
        assert_eq!(chosen, Msg::VoiceChosen(voice));
        assert_eq!(update(&mut model, chosen).effects, []);
        let boxes = part_of(&view(&model), "first-visit");
        let mut checked = Vec::new();
        every(&boxes, &mut |element| {
            if element.attrs.iter().any(|(name, _)| *name == "checked") {
                checked.push(element.id.clone().unwrap().to_string());
            }
        });
        assert_eq!(checked, [id, &Key::QuestionBox(question).to_str()]);
        let remove = Key::Remove(Tick::Question(question)).to_str();
        let remove = part_of(&view(&model), &remove);
        let name = remove.attrs.iter().find(|(name, _)| *name == "aria-label");
        let name = name.unwrap().1.to_string();
        for shown in visits(&model).iter().chain([&text(&boxes), &name]) {
            assert!(shown.contains(says), "{says:?} is not in {shown}");
            assert!(!shown.contains(says_not), "{says_not:?} is in {shown}");
        }
    }
}

/// Only the questions of a first visit have words for both; the others stay as they are wherever they stand.
#[test]
fn a_question_without_a_second_voice_stays_as_it_is() {
    let mut model = model();
    let question = first(liver().ask);
    assert_eq!(words().get(question.family()), "");
    update(&mut model, Msg::TickChanged(Tick::Question(question), true));
    let before = visits(&model);
    let panel = |model: &Model| text(&part_of(&view(model), "site-liver-panel"));
    let shown = panel(&model);
    update(&mut model, Msg::VoiceChosen(Voice::Family));
    assert_eq!(visits(&model), before);
    assert_eq!(panel(&model), shown);
    assert!(
        before
            .iter()
            .all(|shown| shown.contains(words().get(question.text())))
    );
}

#[test]
fn questions_of_a_first_visit_belong_to_the_visit_and_come_first() {
    let mut model = model();
    let questions = [first(liver().ask), first(VISIT.ask)];
    for question in questions {
        update(&mut model, Msg::TickChanged(Tick::Question(question), true));
    }
    let [from_liver, from_visit] = questions.map(|question| words().get(question.text()));
    for shown in visits(&model) {
        let [visit, liver] = [from_visit, from_liver].map(|words| shown.find(words).unwrap());
        assert!(visit < liver, "{shown}");
        assert!(shown.contains(words().get(VISIT.title)), "{shown}");
    }
}

#[test]
fn what_needs_something_ticked_is_offered_once_something_is() {
    let mut model = model();
    let buttons = |model: &Model| {
        let mut buttons = Vec::new();
        every(&part_of(&view(model), "sheet-buttons"), &mut |element| {
            if element.tag == "button" {
                buttons.push(element.id.clone().unwrap().to_string());
            }
        });
        buttons
    };
    // Lines to fill in by hand can be printed before.
    assert_eq!(buttons(&model), ["sheet-print"]);
    update(
        &mut model,
        Msg::TickChanged(Tick::Question(first(VISIT.ask)), true),
    );
    let all = ["sheet-large", "sheet-print", "sheet-copy", "sheet-clear"];
    assert_eq!(buttons(&model), all);
    update(&mut model, Msg::SheetPressed(SheetButton::Clear));
    assert_eq!(buttons(&model), ["sheet-yes", "sheet-no"]);
    update(&mut model, Msg::SheetPressed(SheetButton::Yes));
    assert_eq!(buttons(&model), ["sheet-print"]);
}

#[test]
fn my_numbers_are_lines_on_paper_with_the_number_of_the_team() {
    let mut model = model();
    let set = |name, value: &str| Msg::HostSet(name, Some(value.into()));
    update(&mut model, set("care-team-phone", "555 0100"));
    update(&mut model, set("care-team-hours", "Mon–Fri"));
    let paper = text(&printed_sheet(&model));
    assert!(paper.contains(words().get(VISIT.numbers)));
    for label in [
        VISIT.day,
        VISIT.night,
        UI.sheet_medicines,
        UI.sheet_treatment,
    ] {
        let label = words().get(label);
        assert!(paper.contains(label), "{label}");
    }
    assert!(
        paper.contains("555 0100") && paper.contains("Mon–Fri"),
        "{paper}"
    );
    // Nothing can be typed in: what is written by hand is kept nowhere.
    every(&view(&model), &mut |element| {
        assert!(!matches!(element.tag, "textarea" | "form"));
        let kind = element.attrs.iter().find(|(name, _)| *name == "type");
        if element.tag == "input" {
            assert!(matches!(&*kind.unwrap().1, "checkbox" | "radio"));
        }
    });
}

/// In another language the button names the one that was left, so one press leads back.
#[test]
fn the_button_of_the_other_language_leads_there_and_back() {
    let mut model = model();
    for language in [spanish(), english()] {
        let pressed = message(DomEvent::Pressed, "lang-other").unwrap();
        let effects = update(&mut model, pressed).effects;
        assert_eq!(effects, [Effect::Language(language)]);
        let words = Words::read(PACKS[language.index()]).unwrap();
        update(&mut model, Msg::PackLoaded(language, words));
    }
}

/// A promise stands where it is made, once: beside what can be ticked.
#[test]
fn the_privacy_note_stands_once_beside_the_visit_and_nowhere_without_boxes() {
    let note = words().get(FRONT.footer_privacy);
    for (medium, count) in [(Medium::Widget, 1), (Medium::Fallback, 0)] {
        let tree = view(&Model::new(english(), words(), medium));
        assert_eq!(text(&tree).matches(note).count(), count, "{medium:?}");
    }
    let sheet = text(&part_of(&view(&model()), "sheet-section"));
    assert!(sheet.contains(note));
}

#[test]
fn the_table_of_types_opens_by_itself_and_nobody_is_told() {
    let mut model = model();
    let press = message(DomEvent::HeadPressed, "compare").unwrap();
    assert_eq!(press, Msg::RowPressed(Row::Compare));
    for open in [true, false] {
        assert_eq!(update(&mut model, press.clone()).effects, []);
        assert_eq!(model.is_open(Row::Compare), open);
        let row = part_of(&view(&model), "compare");
        assert_eq!(row.attrs.contains(&("open", "".into())), open);
    }
    assert_eq!(selection(Row::Compare), None);
}

/// For each hundred dots the words before it, and how many dots are full.
fn shares(model: &Model) -> Vec<(String, usize)> {
    let mut shares = Vec::new();
    every(&view(model), &mut |element| {
        let children: Vec<&Element> = element.children.iter().filter_map(Node::element).collect();
        for pair in children.windows(2) {
            if pair[1].attrs.contains(&("class", "dots".into())) {
                let path = pair[1].children[0].element().unwrap();
                let (_, path) = path.attrs.iter().find(|(name, _)| *name == "d").unwrap();
                shares.push((text(pair[0]), path.matches("h0").count()));
            }
        }
    });
    shares
}

#[test]
fn a_share_in_words_is_drawn_as_so_many_dots_of_a_hundred_and_nothing_else_is() {
    let share = subtype(0).share;
    for (words, dots) in [
        ("about 31 in 100 did", Some(31)),
        ("1 of 100", Some(1)),
        ("in 2020. About 7 in 100.", Some(7)),
        ("in 2020, 7 de cada 100", Some(7)),
        ("1.5 in 100", None),
        ("1,5 de cada 100", None),
        ("1000 in 100", None),
        ("a fever of 100.4 °F, twice in 3 days", None),
        ("call 1-800-227-2345", None),
        ("18446744073709551716 in 100", None),
        ("100 people", None),
        ("", None),
    ] {
        let shown = shares(&Model {
            words: words_with(&[(share, words)]),
            sections: vec![Section::Subtypes],
            ..model()
        });
        let drawn = shown.iter().find(|(text, _)| text == words);
        assert_eq!(drawn.map(|(_, dots)| *dots), dots, "{words:?}");
    }
}

#[test]
fn the_dots_of_the_guide_are_the_share_that_stands_before_them() {
    for (language, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let shares = shares(&Model::new(language, words, Medium::Widget));
        assert!(!shares.is_empty(), "{}", language.code);
        for (words, dots) in shares {
            let numbers: Vec<&str> = words
                .split(|c: char| !c.is_ascii_digit())
                .filter(|number| !number.is_empty())
                .collect();
            let at = numbers.iter().position(|number| *number == "100").unwrap();
            assert_eq!(numbers[at - 1], dots.to_string(), "{words}");
            // A range would be drawn as its end.
            let (before, _) = words.split_once(&format!("{dots} ")).unwrap();
            let last = before.split_whitespace().rev().take(2);
            let range = last.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(range.count(), 0, "{words}");
        }
    }
}

/// Pictures stand beside words that say the same.
#[test]
fn pictures_are_hidden_from_assistive_technology() {
    every(&view(&model()), &mut |element| {
        if element.tag == "svg" && element.id.as_deref() != Some("drawing") {
            assert!(element.attrs.contains(&("aria-hidden", "true".into())));
            assert!(
                element.attrs.contains(&("focusable", "false".into()))
                    || element.children.is_empty()
            );
        }
    });
}

/// A widget at its start: what is closed is still to be made.
fn started() -> Model {
    Model::start(english(), words(), String::new(), |_| None).0
}

fn html_of(model: &Model) -> String {
    to_html(&view(model))
}

/// The rows whose panels are empty, by their ids.
fn empty_panels(model: &Model) -> Vec<String> {
    let html = html_of(model);
    let empty = "-panel\" class=\"panel\"></div>";
    let inside = "-panel\" class=\"inside\"></div>";
    let ids = html.match_indices(empty).chain(html.match_indices(inside));
    let mut ids: Vec<_> = ids
        .map(|(at, _)| html[..at].rsplit('"').next().unwrap().to_string())
        .collect();
    ids.sort();
    ids
}

#[test]
fn at_the_start_every_head_is_there_and_no_closed_panel() {
    let (started, whole) = (started(), model());
    let rows = SiteId::all().count()
        + SubtypeId::all().count()
        + TopicId::all().count()
        + SignGroupId::all().count();
    assert_eq!(empty_panels(&started).len(), rows);
    assert_eq!(started.pending.len(), rows);
    assert_eq!(empty_panels(&whole), [""; 0]);
    // Names and hints of all rows, the figure and the overall list.
    let (first, all) = (html_of(&started), html_of(&whole));
    for site in SiteId::all() {
        assert!(first.contains(words().get(site.hint)));
    }
    for topic in TopicId::all() {
        assert!(first.contains(words().get(topic.hint)));
    }
    for group in SignGroupId::all() {
        assert!(first.contains(words().get(group.name())));
    }
    assert!(first.len() * 3 < all.len(), "{} {}", first.len(), all.len());
}

#[test]
fn one_panel_is_made_at_a_time_and_the_one_asked_for_first() {
    let mut model = started();
    let treatment = Row::Topic(TopicId::TREATMENT);
    update(&mut model, Msg::Fill(Some(treatment)));
    assert!(!model.pending.contains(&treatment));
    assert!(!empty_panels(&model).contains(&"section-treatment".into()));
    // What is asked for again is there; the time goes to the first of the others.
    for left in (0..model.pending.len()).rev() {
        assert!(update(&mut model, Msg::Fill(Some(treatment))).changed);
        assert_eq!(
            (model.pending.len(), empty_panels(&model).len()),
            (left, left)
        );
    }
    assert_eq!(html_of(&model), html_of(&self::model()));
    assert!(!update(&mut model, Msg::Fill(None)).changed);
}

#[test]
fn what_is_opened_is_whole_at_once_and_stays_so() {
    for msg in [
        Msg::RowPressed(Row::Site(liver())),
        Msg::RowToggled(Row::Site(liver()), true),
        Msg::ShapePressed(liver()),
        Msg::HostOpened("liver".into()),
        Msg::HostSet("site", Some("liver".into())),
    ] {
        let mut model = started();
        update(&mut model, msg.clone());
        assert!(
            !empty_panels(&model).contains(&"site-liver".into()),
            "{msg:?}"
        );
        update(&mut model, Msg::HostClosed);
        assert!(
            !empty_panels(&model).contains(&"site-liver".into()),
            "{msg:?}"
        );
    }
}

#[test]
fn paper_and_searches_have_everything() {
    let mut model = started();
    assert!(update(&mut model, Msg::FillAll).changed);
    assert_eq!(html_of(&model), html_of(&self::model()));
}

#[test]
fn another_language_is_in_view_at_once_and_in_closed_panels_later() {
    let in_spanish = Words::read(PACKS[1]).unwrap();
    let mut model = model();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    update(&mut model, Msg::PackLoaded(spanish(), in_spanish));
    let first = html_of(&model);
    assert!(
        first.contains(in_spanish.get(liver().key)),
        "an open panel follows"
    );
    assert!(
        first.contains(in_spanish.get(bones().hint)),
        "heads of rows follow"
    );
    // Nothing is missing meanwhile: the closed panel is as it was.
    assert!(first.contains(words().get(bones().key)));
    assert_eq!(empty_panels(&model), [""; 0]);
    while !model.pending.is_empty() {
        update(&mut model, Msg::Fill(None));
    }
    let last = html_of(&model);
    assert!(last.contains(in_spanish.get(bones().key)) && !last.contains(words().get(bones().key)));
    // Back before all was made: what is still in these words is done.
    update(&mut model, Msg::PackLoaded(english(), words()));
    update(&mut model, Msg::Fill(None));
    update(&mut model, Msg::PackLoaded(spanish(), in_spanish));
    update(&mut model, Msg::FillAll);
    assert_eq!(html_of(&model), last);
}
