//! Commands: carried out in order, they make the tree and the patches that they were made from.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::commands::{Command, Commands};
use mbc_body_map::content::{LanguageId, PACKS, SiteId, Words};
use mbc_body_map::diff::{Child, Patch, diff};
use mbc_body_map::html::to_html;
use mbc_body_map::model::{Medium, Model, Msg, Row, update};
use mbc_body_map::tree::{Node, el};
use mbc_body_map::view::view;

/// The commands with their words, read as JavaScript reads them: by UTF-16 code units.
fn read(commands: &Commands) -> Vec<(u32, Vec<String>)> {
    let units: Vec<u16> = commands.words.encode_utf16().collect();
    let (mut numbers, mut units) = (commands.numbers.iter(), units.as_slice());
    let mut all = Vec::new();
    while let Some(&command) = numbers.next() {
        let count = match command {
            _ if command == Command::Set as u32 => 2,
            _ if command == Command::End as u32 || command == Command::Children as u32 => 0,
            _ => 1,
        };
        let words = (0..count).map(|_| {
            let (word, rest) = units.split_at(*numbers.next().unwrap() as usize);
            units = rest;
            String::from_utf16(word).unwrap()
        });
        all.push((command, words.collect()));
    }
    assert!(units.is_empty(), "no words are left");
    all
}

fn escaped(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let escaped = escaped.replace('>', "&gt;").replace('"', "&quot;");
    escaped.replace('\u{a0}', "&nbsp;")
}

/// The HTML of what commands make.
fn html(commands: &Commands) -> String {
    let mut html = String::new();
    let mut tags: Vec<String> = Vec::new();
    let mut in_tag = false;
    for (command, words) in read(commands) {
        if in_tag && command != Command::Set as u32 {
            html.push('>');
            in_tag = false;
        }
        match words.as_slice() {
            [tag] if command == Command::Element as u32 => {
                html += &format!("<{tag}");
                tags.push(tag.clone());
                in_tag = true;
            }
            [text] if command == Command::Text as u32 => html += &escaped(text),
            [name, value] => {
                html += &format!(" {name}=\"{}\"", escaped(value));
            }
            _ => {
                let tag = tags.pop().unwrap();
                if !["hr", "input"].contains(&&*tag) {
                    html += &format!("</{tag}>");
                }
            }
        }
    }
    html
}

fn model() -> Model {
    let words = Words::read(PACKS[0]).unwrap();
    Model::new(LanguageId::find("en").unwrap(), words, Medium::Widget)
}

#[test]
fn a_tree_is_made_as_it_is_serialized() {
    let guide = view(&model());
    assert_eq!(html(&Commands::make(&guide)), to_html(&guide));
}

#[test]
fn words_are_counted_as_javascript_counts_them() {
    let line = el("p").text("Más 👩‍🦽 \u{2028}").attr("title", "é\"<");
    let tree = el("div").child(line).child(el("hr")).text("𝄞");
    assert_eq!(html(&Commands::make(&tree)), to_html(&tree));
}

/// A patch as the commands that it stands for.
fn expected(patch: &Patch<'_>) -> Vec<(u32, Vec<String>)> {
    let words = |all: &[&str]| all.iter().map(|word| word.to_string()).collect::<Vec<_>>();
    let target = |id: &str| (Command::Target as u32, words(&[id]));
    match patch {
        Patch::Set(id, name, value) => {
            vec![target(id), (Command::Set as u32, words(&[name, value]))]
        }
        Patch::Unset(id, name) => vec![target(id), (Command::Unset as u32, words(&[name]))],
        Patch::Children(id, children) => {
            let mut all = vec![target(id)];
            for child in children {
                match child {
                    Child::Keep(id) => all.push((Command::Keep as u32, words(&[id]))),
                    Child::New(node) => match node.element() {
                        Some(element) => all.extend(read(&Commands::make(element))),
                        None => {
                            let Node::Text(text) = node else {
                                unreachable!("a node without an element is a text")
                            };
                            all.push((Command::Text as u32, words(&[text])));
                        }
                    },
                }
            }
            all.push((Command::Children as u32, Vec::new()));
            all
        }
    }
}

#[test]
fn patches_keep_their_order() {
    let mut model = model();
    let before = view(&model);
    update(
        &mut model,
        Msg::RowPressed(Row::Site(SiteId::find("liver").unwrap())),
    );
    let after = view(&model);
    let patches = diff(&before, &after);
    assert!(!patches.is_empty());
    let all: Vec<_> = patches.iter().flat_map(expected).collect();
    assert_eq!(read(&Commands::apply(&patches)), all);
}
