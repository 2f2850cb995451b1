//! Ids: each key is read back as it was written, no two are written alike, and whoever else names an element of the
//! widget names one that there is.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{
    FIGURE, LanguageId, LinkId, PACKS, PartId, QuestionId, STYLE, SignGroupId, SignId, SiteId,
    SourceId, SubtypeId, TEXTS, TermId, TextId, TopicId, Words,
};
use mbc_body_map::html::to_html;
use mbc_body_map::key::{FALLBACK_PREFIX, Key, Single};
use mbc_body_map::model::{
    Medium, Model, OpenTerm, Row, Sheet, SheetButton, SignsOf, SiteFold, SourcesOf, Target,
    TermScope, Tick, Voice,
};
use mbc_body_map::prerender::{fallback, inside};
use mbc_body_map::receptors::{Choice, Er, Her2, Pr, Receptors};
use mbc_body_map::view::view;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for site in SiteId::all() {
        rows.extend([Row::Site(site), Row::Sources(SourcesOf::Site(site))]);
        rows.extend(SiteFold::ALL.map(|fold| Row::Fold(fold, site)));
    }
    for subtype in SubtypeId::all() {
        rows.extend([
            Row::Subtype(subtype),
            Row::Sources(SourcesOf::Subtype(subtype)),
        ]);
    }
    for topic in TopicId::all() {
        rows.extend([Row::Topic(topic), Row::Sources(SourcesOf::Topic(topic))]);
    }
    rows.extend(PartId::all().map(Row::Part));
    rows.extend([SourcesOf::Signs, SourcesOf::Front].map(Row::Sources));
    rows.extend(lists_of_signs().into_iter().map(Row::Signs));
    rows.extend([Row::SignRules, Row::Compare]);
    rows
}

/// Everything that signs are listed under.
fn lists_of_signs() -> Vec<SignsOf> {
    let mut lists = vec![SignsOf::Treatment];
    lists.extend(SiteId::all().map(SignsOf::Site));
    lists.extend(SignGroupId::all().map(SignsOf::Group));
    lists
}

fn scopes() -> Vec<TermScope> {
    let mut scopes = vec![TermScope::SubtypesIntro];
    for site in SiteId::all() {
        scopes.extend(SiteFold::ALL.map(|fold| TermScope::Fold(fold, site)));
    }
    scopes.extend(SubtypeId::all().map(TermScope::Subtype));
    scopes.extend(TopicId::all().map(TermScope::Topic));
    scopes.extend(PartId::all().map(TermScope::Part));
    scopes
}

/// Every key that there is with this content.
fn keys() -> Vec<Key> {
    let mut targets = vec![Target::Map, Target::Subtypes, Target::Signs, Target::Sheet];
    targets.extend(rows().into_iter().map(Target::Row));
    targets.extend(SheetButton::ALL.map(Target::Button));
    for scope in scopes() {
        targets.extend(TermId::all().map(|term| Target::Term(OpenTerm { scope, term })));
    }
    let ticks: Vec<Tick> = SignId::all()
        .map(Tick::Sign)
        .chain(QuestionId::all().map(Tick::Question))
        .collect();
    let mut keys: Vec<Key> = Single::NAMES
        .iter()
        .map(|(single, _)| Key::from(*single))
        .collect();
    keys.extend(
        targets
            .iter()
            .flat_map(|of| [Key::Target(*of), Key::Jump(*of)]),
    );
    keys.extend(rows().into_iter().map(Key::Panel));
    keys.extend(TopicId::all().map(Key::TopicsFrom));
    keys.extend(SiteId::all().flat_map(|site| [Key::Shape(site), Key::Pin(site)]));
    keys.extend(LanguageId::all().map(Key::Language));
    keys.extend(LinkId::all().map(Key::Link));
    for part in PartId::all() {
        keys.extend(SignId::all().map(|sign| Key::Report(part, sign)));
    }
    keys.extend(Choice::ALL.map(|(choice, _)| Key::Choice(choice)));
    keys.extend(Voice::ALL.map(Key::Voice));
    keys.extend(SubtypeId::all().map(Key::Type));
    keys.extend(ticks.into_iter().map(Key::Remove));
    keys.extend(QuestionId::all().map(Key::QuestionBox));
    for of in lists_of_signs() {
        keys.extend(SignId::all().map(|sign| Key::SignBox(sign, of)));
    }
    keys.extend((0..TEXTS as u16).map(|text| Key::Text(TextId(text))));
    keys.extend(TermId::all().map(Key::GlossaryTerm));
    keys.extend(SourceId::all().map(Key::Source));
    let drawn = FIGURE.ids().map(|id| Key::parse(id).unwrap());
    keys.extend(drawn.filter(|key| matches!(key, Key::Drawn(_))));
    keys
}

#[test]
fn every_key_is_read_back_as_it_was_written_and_no_two_are_written_alike() {
    let mut written = BTreeMap::new();
    for key in keys() {
        let id = key.to_str();
        assert_eq!(Key::parse(&id), Some(key), "{id}");
        let before = written.insert(id.to_string(), key);
        assert_eq!(before, None, "`{id}` is written for two keys");
    }
    assert!(written.len() > 4000, "{} keys", written.len());
}

#[test]
fn an_id_that_no_key_is_written_as_is_refused() {
    for id in [
        "",
        "-",
        "oops",
        "site-",
        "site-foot",
        "Site-liver",
        "site-liver-",
        "liver",
        "section-map",
        "sources-",
        "sources-part-1",
        "sources-found-liver",
        "sources-sources-liver",
        "part-",
        "part-01",
        "part-255",
        "part-+1",
        "term-site-liver-",
        "term-site-liver--1",
        "term-site-liver-999",
        "term-sources-signs-1",
        "term-signs-treatment-1",
        "signs-",
        "signs-liver",
        "signs-site-foot",
        "signs-group-",
        "signs-group-99",
        "signs-rules-panel-panel",
        "urgent",
        "sign-",
        "sign-0",
        "sign-0-",
        "sign-0-liver",
        "sign-0-site-foot",
        "sign-01-site-liver",
        "sign-999-site-liver",
        "sign-0-group-99",
        "sign-0-treatment-1",
        "about-foot",
        "term--3",
        "tick-0",
        "tick-sign-0",
        "question-",
        "question-1x",
        "question-999",
        "remove-sign-/",
        "text-65536",
        "text-18446744073709551616",
        "source-0",
        "lang-xx",
        "lang-",
        "link-",
        "link-999",
        "link-01",
        "report-",
        "report-1",
        "report-1-",
        "report-1-999",
        "report-999-1",
        "report-01-1",
        "report-1-1-1",
        "type-",
        "type-liver",
        "voice-",
        "voice-nobody",
        "er-",
        "er-ultralow",
        "pr-low",
        "her2-3",
        "differ",
        "receptors-",
        "sheet-maybe",
        "to-",
        "to-to-sheet",
        "fig-",
        "mbc-fallback-site-liver",
        "-panel",
    ] {
        assert_eq!(Key::parse(id), None, "{id:?}");
    }
}

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

fn ids(html: &str) -> impl Iterator<Item = &str> {
    let after = html.split(" id=\"").skip(1);
    after.map(|rest| rest.split('"').next().unwrap())
}

#[test]
fn every_id_of_the_widget_and_of_the_pages_without_script_is_a_key() {
    let english = LanguageId::find("en").unwrap();
    for sheet in [Sheet::List, Sheet::Clearing, Sheet::Large] {
        let mut model = Model::new(english, words(), Medium::Widget);
        model.sheet = sheet;
        model.receptors = Receptors {
            er: Some(Er::Positive),
            pr: Some(Pr::Negative),
            her2: Some(Her2::Low),
            differ: false,
        };
        for sign in SignId::all() {
            model.ticks.signs.set(sign, true);
        }
        for id in ids(&to_html(&view(&model))) {
            assert!(Key::parse(id).is_some(), "{id}");
        }
    }
    for page in [fallback("en", words()), inside("en", words(), 2)] {
        for id in ids(&page.unwrap()) {
            let key = id.strip_prefix(FALLBACK_PREFIX).and_then(Key::parse);
            assert!(key.is_some(), "{id}");
        }
    }
}

/// The selectors of a style sheet: what stands before each `{` that is no rule for the reader of the sheet.
fn selectors(style: &str) -> impl Iterator<Item = &str> {
    let preludes = style.split_inclusive(['{', '}', ';']);
    let preludes = preludes.filter_map(|part| part.strip_suffix('{'));
    preludes.filter(|prelude| !prelude.trim_start().starts_with('@'))
}

/// Names after a sign, as in `#site-liver`.
fn names_after<'a>(text: &'a str, sign: &str) -> Vec<&'a str> {
    let after = text.split(sign).skip(1);
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    after
        .map(|rest| &rest[..rest.find(|c| !in_name(c)).unwrap_or(rest.len())])
        .collect()
}

#[test]
fn every_id_of_the_style_sheet_is_a_key() {
    let named: Vec<&str> = selectors(STYLE)
        .flat_map(|selector| names_after(selector, "#"))
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for id in named {
        assert!(Key::parse(id).is_some(), "www/widget.css names `#{id}`");
    }
}

#[test]
fn every_id_that_the_wordpress_plugin_takes_out_of_a_page_is_a_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plugin = fs::read_to_string(root.join("wordpress/mbc-body-map.php")).unwrap();
    let named = names_after(&plugin, &format!("id=\"{FALLBACK_PREFIX}"));
    assert!(!named.is_empty());
    for id in named {
        assert!(Key::parse(id).is_some(), "the plugin names `{id}`");
    }
}

/// The shell finds elements by `getElementById("…")`, and rows of a place by ``getElementById(`site-${…}`)``.
#[test]
fn every_id_that_the_shell_looks_for_is_a_key() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shell = fs::read_to_string(root.join("www/element.js")).unwrap();
    let named = names_after(&shell, "getElementById(\"");
    assert!(!named.is_empty());
    for id in named {
        assert!(Key::parse(id).is_some(), "the shell names `{id}`");
    }
    for kind in names_after(&shell, "getElementById(`") {
        for site in SiteId::all() {
            let id = format!("{kind}{}", site.id);
            assert!(Key::parse(&id).is_some(), "the shell names `{id}`");
        }
    }
}
