//! The words that the compiler counts in the records are those of the tree: at rest, in each panel and each closed row,
//! and on the page without script.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{
    LanguageId, PACKS, SignGroupId, SiteId, SubtypeId, TopicId, UI, Words,
};
use mbc_body_map::key::Key;
use mbc_body_map::model::{Medium, Model, Row, SignsOf, SiteFold, SourcesOf};
use mbc_body_map::tree::{Element, Node};
use mbc_body_map::view::view;
use std::path::Path;

/// A model that shows a language.
fn model(language: LanguageId, medium: Medium) -> Model {
    let words = Words::read(PACKS[language.index()]).unwrap();
    Model::new(language, words, medium)
}

fn has_class(element: &Element, class: &str) -> bool {
    let classes = element.attrs.iter().find(|(name, _)| *name == "class");
    classes.is_some_and(|(_, classes)| classes.split(' ').any(|name| name == class))
}

/// What is not counted: drawings, numbers of rows, what only a screen reader or a narrow screen gets, sources and the
/// numbers that lead to them.
fn is_left_out(element: &Element, medium: Medium) -> bool {
    let leads_to = element.attrs.iter().find(|(name, _)| *name == "href");
    let is_origin = leads_to.is_some_and(|(_, to)| to.contains("#mbc-fallback-source-"));
    let unseen: &[&str] = match medium {
        Medium::Widget => &["num", "short", "origin", "sr", "scale", "flow"],
        Medium::Fallback => &["num", "short", "origin", "scale", "flow"],
    };
    element.tag == "svg" || is_origin || unseen.iter().any(|class| has_class(element, class))
}

/// Adds what is seen of an element: of a closed row its name alone.
fn add_text(element: &Element, medium: Medium, text: &mut String) {
    if is_left_out(element, medium) {
        return;
    }
    let is_closed = medium == Medium::Widget
        && element.tag == "details"
        && !element.attrs.iter().any(|(name, _)| *name == "open");
    // The list of all sources is the only list of numbers on a page without script.
    if medium == Medium::Fallback && element.children.iter().any(is_list_of_sources) {
        return;
    }
    let is_inline =
        ["a", "strong", "span", "q", "small"].contains(&element.tag) || has_class(element, "term");
    let space = if is_inline { "" } else { " " };
    text.push_str(space);
    for child in &element.children {
        match (child, child.element()) {
            (Node::Text(words), _) => text.push_str(words),
            (_, Some(child)) if is_closed && child.tag != "summary" => {}
            (_, Some(child)) => add_text(child, medium, text),
            (_, None) => {}
        }
    }
    text.push_str(space);
}

fn is_list_of_sources(node: &Node) -> bool {
    let first = node.element().filter(|list| list.tag == "ol");
    let first = first.and_then(|list| list.children.first()?.element()?.id.as_ref());
    first.is_some_and(|id| id.starts_with("mbc-fallback-source-"))
}

fn count(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

fn words_of(element: &Element, medium: Medium) -> usize {
    let mut text = String::new();
    add_text(element, medium, &mut text);
    count(&text)
}

fn find<'t>(element: &'t Element, id: &str) -> Option<&'t Element> {
    if element.id.as_deref() == Some(id) {
        return Some(element);
    }
    let mut children = element.children.iter().filter_map(Node::element);
    children.find_map(|child| find(child, id))
}

/// The words of a closed row without its name.
fn words_in(tree: &Element, row: Row) -> usize {
    let row = find(tree, &Key::from(row).to_str()).unwrap();
    words_of(
        row.children.last().unwrap().element().unwrap(),
        Medium::Widget,
    )
}

/// All rows of a language as the compiler names them, each with its words in the tree.
fn counted(language: LanguageId) -> Vec<(String, usize)> {
    let model = model(language, Medium::Widget);
    let tree = view(&model);
    let panel = |row: Row| {
        let panel = find(&tree, &Key::Panel(row).to_str()).unwrap();
        words_of(panel, Medium::Widget)
    };
    let signs = |of: SignsOf| words_in(&tree, Row::Signs(of));
    let mut all = vec![("rest ".to_string(), words_of(&tree, Medium::Widget))];
    for site in SiteId::all() {
        all.push((format!("place {}", site.id), panel(Row::Site(site))));
        for (fold, name) in SiteFold::ALL
            .into_iter()
            .zip(["about", "found", "relief", "ask", "unknown"])
        {
            all.push((
                format!("row {}/{name}", site.id),
                words_in(&tree, Row::Fold(fold, site)),
            ));
        }
    }
    for subtype in SubtypeId::all() {
        all.push((format!("card {}", subtype.id), panel(Row::Subtype(subtype))));
    }
    for topic in TopicId::all() {
        all.push((format!("topic {}", topic.id), panel(Row::Topic(topic))));
        for part in topic.parts.iter().filter(|part| part.closed) {
            all.push((
                format!("row {}", topic.id),
                words_in(&tree, Row::Part(part)),
            ));
        }
    }
    for group in SignGroupId::all() {
        all.push(("signs signs".to_string(), signs(SignsOf::Group(group))));
    }
    for site in SiteId::all() {
        all.push((format!("signs {}", site.id), signs(SignsOf::Site(site))));
    }
    all.push(("signs treatment".to_string(), signs(SignsOf::Treatment)));
    all.push(("signs signs".to_string(), words_in(&tree, Row::SignRules)));
    let about = words_in(&tree, Row::Sources(SourcesOf::Front));
    let note = count(model.words.get(UI.sources_note));
    all.push(("row front".to_string(), about - note));
    all.push(("row my-type".to_string(), words_in(&tree, Row::Compare)));
    let page = self::model(language, Medium::Fallback);
    all.push((
        "whole ".to_string(),
        words_of(&view(&page), Medium::Fallback),
    ));
    all
}

#[test]
fn the_compiler_counts_the_words_that_the_tree_shows() {
    let content = std::env::var("MBC_CONTENT").unwrap_or("content".to_string());
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join(content);
    let report = mbc_compiler::report(mbc_compiler::Folder(content), "2026-12-01").unwrap();
    let report: serde_json::Value = serde_json::from_str(&report.json).unwrap();
    let lengths = report["lengths"].as_array().unwrap();
    for language in LanguageId::all() {
        let of_language = lengths
            .iter()
            .filter(|length| length["language"] == language.code);
        let told: Vec<(String, usize)> = of_language
            .map(|length| {
                let text = |key: &str| length[key].as_str().unwrap().to_string();
                let (kind, panel) = (text("kind"), text("panel"));
                // The engine does not know the ids of parts and groups: these are compared in their order.
                let of = panel.split('/').next().unwrap_or_default();
                let is_fold = kind == "row" && SiteId::all().any(|site| site.id == of);
                let panel = if is_fold { panel.as_str() } else { of };
                let words = length["words"].as_u64().unwrap() as usize;
                (format!("{kind} {panel}"), words)
            })
            .collect();
        let counted = counted(language);
        let differences: Vec<_> = told
            .iter()
            .zip(&counted)
            .filter(|(told, counted)| told != counted)
            .collect();
        assert!(
            differences.is_empty(),
            "{}: {differences:#?}",
            language.code
        );
        assert_eq!(told.len(), counted.len());
    }
}
