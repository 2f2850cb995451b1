//! The diff of two trees: applied to the old tree, the patches give the new one.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use expect_test::{Expect, expect};
use mbc_body_map::content::{LanguageId, PACKS, SiteId, Words};
use mbc_body_map::diff::{Child, Patch, diff};
use mbc_body_map::html::to_html;
use mbc_body_map::model::{Medium, Model, Msg, Row, Voice, update};
use mbc_body_map::receptors::{Choice, Er, Her2, Pr};
use mbc_body_map::tree::{Element, Lazy, Node, el};
use mbc_body_map::view::view;
use random::Random;
use std::cell::Cell;

#[path = "../random/mod.rs"]
mod random;

/// Applies patches to a tree as `dom` applies them to a page.
fn apply(tree: &mut Element, patches: &[Patch<'_>]) {
    for patch in patches {
        match patch {
            Patch::Set(id, name, value) => {
                let attrs = &mut find(tree, id).unwrap().attrs;
                attrs.retain(|(other, _)| other != name);
                attrs.push((name, (*value).clone()));
            }
            Patch::Unset(id, name) => find(tree, id)
                .unwrap()
                .attrs
                .retain(|(other, _)| other != name),
            Patch::Children(id, children) => {
                let element = find(tree, id).unwrap();
                let mut old = std::mem::take(&mut element.children);
                for child in children {
                    let child = match child {
                        Child::New(node) => copy(node),
                        Child::Keep(id) => {
                            let has = |node: &Node| {
                                node.element()
                                    .is_some_and(|kept| kept.id.as_deref() == Some(id))
                            };
                            let at = old.iter().position(has).unwrap();
                            old.remove(at)
                        }
                    };
                    element.children.push(child);
                }
            }
        }
    }
}

fn find<'a>(tree: &'a mut Element, id: &str) -> Option<&'a mut Element> {
    if tree.id.as_deref() == Some(id) {
        return Some(tree);
    }
    tree.children.iter_mut().find_map(|child| match child {
        Node::Element(element) => find(element, id),
        _ => None,
    })
}

fn copy(node: &Node) -> Node {
    match node {
        Node::Text(text) => Node::Text(text.clone()),
        other => Node::Element(Box::new(copy_of(other.element().unwrap()))),
    }
}

fn copy_of(element: &Element) -> Element {
    Element {
        tag: element.tag,
        id: element.id.clone(),
        attrs: element.attrs.clone(),
        children: element.children.iter().map(copy).collect(),
    }
}

/// Sorts attributes, whose order does not matter.
fn sorted(mut element: Element) -> Element {
    element.attrs.sort();
    element.children = element
        .children
        .into_iter()
        .map(|child| match child {
            Node::Element(inner) => Node::Element(Box::new(sorted(*inner))),
            other => other,
        })
        .collect();
    element
}

#[track_caller]
fn check(old: &Element, new: &Element) {
    let mut changed = copy_of(old);
    let patches = diff(old, new);
    assert_keeps(&mut copy_of(old), &patches);
    apply(&mut changed, &patches);
    let (changed, wanted) = (sorted(changed), sorted(copy_of(new)));
    assert_eq!(
        to_html(&changed),
        to_html(&wanted),
        "from {}\nby {patches:?}",
        to_html(old)
    );
}

/// Elements with a key are kept, so that they keep their focus and what the visitor typed or chose.
#[track_caller]
fn assert_keeps(old: &mut Element, patches: &[Patch<'_>]) {
    for patch in patches {
        let Patch::Children(parent, children) = patch else {
            continue;
        };
        let Some(before) = find(old, parent) else {
            continue;
        };
        for child in children {
            let Child::New(node) = child else {
                continue;
            };
            let made = node.element();
            let again = before.children.iter().filter_map(Node::element).any(|was| {
                was.id.is_some()
                    && made.is_some_and(|made| made.id == was.id && made.tag == was.tag)
            });
            assert!(!again, "{node:?} was there and is made anew");
        }
    }
}

#[test]
fn random_trees_become_each_other() {
    for seed in 1..3000u64 {
        let mut random = Random::new(seed);
        let old = random.tree();
        let new = random.tree();
        check(&old, &new);
        assert_eq!(
            diff(&new, &new),
            [],
            "nothing is to be done for the same tree"
        );
    }
}

impl Random {
    /// A tree with ids from a small pool, each used once, so that trees share many of them.
    fn tree(&mut self) -> Element {
        let mut ids: Vec<&'static str> = vec!["a", "b", "c", "d", "e", "f", "g", "h"];
        let mut root = *el("div").id("root".into());
        self.fill(&mut root, 3, &mut ids);
        root
    }

    fn fill(&mut self, parent: &mut Element, depth: usize, ids: &mut Vec<&'static str>) {
        for _ in 0..self.below(4) {
            let text = self.below(3) == 0 || depth == 0;
            if text && !matches!(parent.children.last(), Some(Node::Text(_))) {
                let words = ["one", "two"][self.below(2)];
                parent.children.push(Node::Text(words.into()));
            } else if depth > 0 {
                let mut child = *el(["p", "ul"][self.below(2)]);
                if self.below(3) > 0 && !ids.is_empty() {
                    child.id = Some(ids.remove(self.below(ids.len())).into());
                }
                if self.below(2) == 0 {
                    child
                        .attrs
                        .push(("class", ["x", "y"][self.below(2)].into()));
                }
                if self.below(4) == 0 {
                    child.attrs.push(("open", "".into()));
                }
                self.fill(&mut child, depth - 1, ids);
                parent.push(Box::new(child));
            }
        }
    }
}

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

/// The patches for one message, in the order in which they are applied.
#[track_caller]
fn patches(before: &[Msg], message: Msg, expected: Expect) {
    let mut model = Model::new(LanguageId::find("en").unwrap(), words(), Medium::Widget);
    for message in before {
        update(&mut model, message.clone());
    }
    let old = view(&model);
    to_html(&old); // Everything is built, as it is after mounting.
    update(&mut model, message);
    let new = view(&model);
    let mut lines = String::new();
    for patch in diff(&old, &new) {
        lines += &match patch {
            Patch::Children(id, children) => format!("children of {id}: {}\n", children.len()),
            other => format!("{other:?}\n"),
        };
    }
    expected.assert_eq(&lines);
    check(&old, &new);
}

#[test]
fn opening_a_row_touches_two_attributes() {
    let liver = SiteId::find("liver").unwrap();
    patches(
        &[],
        Msg::RowPressed(Row::Site(liver)),
        expect![[r#"
            Set("fig", "data-on", "liver")
            Set("site-liver", "open", "")
        "#]],
    );
}

#[test]
fn opening_another_row_touches_the_two_rows_and_the_figure() {
    let (liver, brain) = (
        SiteId::find("liver").unwrap(),
        SiteId::find("brain").unwrap(),
    );
    patches(
        &[Msg::RowPressed(Row::Site(liver))],
        Msg::RowPressed(Row::Site(brain)),
        expect![[r#"
            Set("fig", "data-on", "brain")
            Unset("site-liver", "open")
            Set("site-brain", "open", "")
        "#]],
    );
}

/// The control that has the focus, and the region that is read out, stay what they are.
#[test]
fn a_choice_of_my_type_touches_its_control_and_the_answer() {
    patches(
        &[],
        Msg::ReportChosen(Choice::Er(Er::Positive), true),
        expect![[r#"
            Set("er-positive", "checked", "")
            children of answer: 3
        "#]],
    );
    patches(
        &[
            Msg::ReportChosen(Choice::Er(Er::Positive), true),
            Msg::ReportChosen(Choice::Pr(Pr::Negative), true),
        ],
        Msg::ReportChosen(Choice::Her2(Her2::Zero), true),
        expect![[r#"
            Set("her2-zero", "checked", "")
            children of answer-status: 1
            children of answer: 3
            children of compare-panel: 3
            Set("subtype-hr-positive", "class", "row topic yours")
            children of subtype-hr-positive: 2
            children of sheet-lists: 1
        "#]],
    );
}

#[test]
fn another_voice_touches_the_two_choices_and_the_questions() {
    patches(
        &[],
        Msg::VoiceChosen(Voice::Family),
        expect![[r#"
        Unset("voice-own", "checked")
        Set("voice-family", "checked", "")
        children of first-visit: 2
    "#]],
    );
}

#[test]
fn a_lazy_subtree_with_the_same_input_is_not_built_again() {
    thread_local!(static BUILT: Cell<u32> = const { Cell::new(0) });
    fn part(words: &'static str) -> Box<Element> {
        BUILT.set(BUILT.get() + 1);
        el("p").id("part".into()).text(words)
    }
    let tree = |words| {
        el("div")
            .id("root".into())
            .lazy(Lazy::new("part".into(), words, part))
    };
    let first = tree("a");
    to_html(&first);
    assert_eq!(BUILT.get(), 1);
    let second = tree("a");
    assert_eq!(diff(&first, &second), []);
    to_html(&second);
    assert_eq!(
        BUILT.get(),
        1,
        "what was built for the same input serves again"
    );
    let third = tree("b");
    assert_eq!(diff(&second, &third).len(), 1);
    assert_eq!(BUILT.get(), 2);
}

#[test]
fn trees_are_equal_if_their_html_is_equal() {
    fn part(words: &'static str) -> Box<Element> {
        el("p").id("part".into()).text(words)
    }
    let ways: [fn(&'static str) -> Box<Element>; 3] = [
        |words| el("div").text(words),
        |words| el("div").child(part(words)),
        |words| el("div").lazy(Lazy::new("part".into(), words, part)),
    ];
    for make in ways {
        assert_eq!(make("a"), make("a"));
        assert_ne!(make("a"), make("b"));
    }
    let [words, built, lazy] = ways.map(|make| make("a"));
    assert_eq!(built, lazy);
    assert_ne!(words, built);
}
