//! Topics: a row each, one open at a time. A topic is a key point, parts (in view or as closed rows), questions,
//! what is not known, and its sources.

use super::parts::{
    self, Told, bullets, details, fold, heading, panel_id, say, sources, summary, tick_list,
    told_all,
};
use super::{HELP, Scene, entry, join, number, scopes};
use crate::content::{FRONT, LINE, Line, PARTS, Part, TOPICS, TextId, Texts, UI, line, term};
use crate::model::{Bits, Contacts, Fold, Model, OpenTerm, Row, Section};
use crate::tree::{Element, Lazy, Str, el};
use std::rc::Rc;

/// Topics that stand one after another, under one heading.
pub(super) fn topics(model: &Model, scene: Scene, numbers: &[u8]) -> Box<Element> {
    let first = numbers.first().copied().unwrap_or_default();
    // `basics` by itself is where to start.
    let [title, intro] = match numbers {
        [0] => [FRONT.start_title, FRONT.start_intro],
        _ => [FRONT.topics_title, FRONT.topics_intro],
    };
    let mut rows = el("div").class("rows");
    for number in numbers {
        rows.push(row(model, scene, *number));
    }
    el("section")
        .id(scene.id("from-", entry(&TOPICS, first).id))
        .class("sec")
        .child(
            el("div")
                .class("intro")
                .child(heading(scene, 1).text(scene.say(title)))
                .child(say(scene, "p", intro)),
        )
        .child(el("div").class("main").child(rows))
}

fn row(model: &Model, scene: Scene, number: u8) -> Box<Element> {
    let topic = entry(&TOPICS, number);
    let row = Row::Topic(number);
    let [first, end] = topic.parts;
    let input = PanelInput {
        scene,
        topic: number,
        parts: model.parts.between(first.into(), end.into()),
        basis: model.is_open(Row::Fold(Fold::TopicSources, number)),
        ask: model.ticks.between(topic.ask.start, topic.ask.end),
        contacts: (number == HELP).then(|| Rc::clone(&model.contacts)),
        term: model.term.filter(|open| {
            open.scope == scopes::topic(number)
                || (scopes::part(first)..scopes::part(end)).contains(&open.scope)
        }),
    };
    let hint = say(scene, "span", topic.hint).class("hint");
    details(scene, row, model.is_open(row), "row topic")
        .child(summary(scene, 2, topic.name, None, [Some(hint), None]))
        .lazy(Lazy::new(panel_id(scene, row), input, panel_of))
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    scene: Scene,
    /// In Help alone.
    contacts: Option<Rc<Contacts>>,
    topic: u8,
    parts: Bits,
    basis: bool,
    ask: Bits,
    term: Option<OpenTerm>,
}

fn panel_of(
    PanelInput {
        scene,
        contacts,
        topic: of,
        parts,
        basis,
        ask,
        term,
    }: PanelInput,
) -> Box<Element> {
    let topic = entry(&TOPICS, of);
    let told = Told::new(scopes::topic(of), term);
    let mut panel = parts::panel(scene, Row::Topic(of), topic.name)
        .child(parts::told(scene, "p", topic.key, told).class("key"));
    if let Some(contacts) = contacts.filter(|_| !scene.is_page()) {
        own(scene, &contacts, &mut panel);
    }
    let mut folds = None;
    let [first, end] = topic.parts;
    for at in first..end {
        let part = entry(&PARTS, at);
        if part.closed {
            let row = Row::Part(at);
            let told = Told::new(scopes::part(at), term);
            let inside = inside(scene, el("div"), part, told);
            let closed = fold(scene, row, parts.has(at.into()), 3, part.name, inside);
            folds = Some(
                folds
                    .unwrap_or_else(|| el("div").class("folds"))
                    .child(closed),
            );
        } else {
            if let Some(folds) = folds.take() {
                panel.push(folds);
            }
            let mut passage = el("div").class("passage");
            let name = heading(scene, 3);
            // A myth is never met without the word that says so, nor the truth.
            passage.push(if topic.id == "myths" {
                name.text(scene.say(UI.myth))
                    .text(" ")
                    .text(scene.say(part.name))
            } else {
                name.text(scene.say(part.name))
            });
            if topic.id == "myths" {
                passage.push(say(scene, "p", UI.truth).class("truth"));
            }
            panel.push(inside(scene, passage, part, told));
        }
    }
    if let Some(folds) = folds {
        panel.push(folds);
    }
    if topic.ask.start < topic.ask.end {
        panel.push(tick_list(scene, UI.ask, None, UI.ask_tick, topic.ask, ask));
    }
    if !topic.unknown.is_empty() {
        panel.push(parts::passage(scene, UI.unknown, topic.unknown, told));
    }
    panel.child(el("div").class("folds").child(sources(
        scene,
        Row::Fold(Fold::TopicSources, of),
        basis,
        3,
        topic.sources,
        Section::Topic(of).reviewable(),
    )))
}

/// What a part says: sentences, a list, people to turn to, words of the glossary.
fn inside(scene: Scene, to: Box<Element>, part: &Part, told: Told) -> Box<Element> {
    let mut to = told_all(scene, to, "p", part.say, told);
    if !part.list.is_empty() {
        to.push(bullets(scene, part.list, told));
    }
    if !part.lines.is_empty() {
        to.push(lines(scene, part.lines));
    }
    let [first, end] = part.terms;
    if first < end {
        let mut list = el("dl").class("terms");
        for number in first..end {
            list.push(definition(scene, number));
        }
        to.push(list);
    }
    to
}

/// The id of a term on a page, where marked words are links to it.
pub(super) fn term_anchor(scene: Scene, term: u8) -> String {
    join(&[&scene.id("word-", ""), &number(term.into())])
}

fn definition(scene: Scene, of: u8) -> Box<Element> {
    let term = term(of);
    let sound = scene.fill(UI.said, scene.say(term.say));
    let word = el("dt")
        .id(term_anchor(scene, of).into())
        .text(scene.say(term.name))
        .text(" ")
        .child(el("span").class("sub").text_of(sound));
    el("div").child(word).child(say(scene, "dd", term.text))
}

fn lines(scene: Scene, lines: Texts) -> Box<Element> {
    let mut list = el("ul").class("lines");
    let mut first = lines.start;
    while first < lines.end {
        list.push(item(scene, &line(TextId(first))));
        first += LINE;
    }
    list
}

/// Somebody to turn to. The number is a link, large enough for a tired thumb.
fn item(scene: Scene, line: &Line) -> Box<Element> {
    let mut item = el("li")
        .child(say(scene, "strong", line.name))
        .child(say(scene, "p", line.text));
    let phone = scene.say(line.phone);
    if !phone.is_empty() {
        let link = parts::phone(phone.into());
        item.push(labelled(scene, UI.phone, link));
    }
    for (label, text) in [(UI.hours, line.hours), (UI.spoken, line.languages)] {
        if !scene.say(text).is_empty() {
            item.push(labelled(scene, label, say(scene, "span", text)));
        }
    }
    item.child(website(scene, scene.say(line.url).into()))
}

/// A website, named by what people type.
fn website(scene: Scene, url: Str) -> Box<Element> {
    let shown = url.strip_prefix("https://").unwrap_or(&url);
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    let shown = shown.strip_suffix("/").unwrap_or(shown).to_owned();
    labelled(scene, UI.link, parts::link(url).text_of(shown.into()))
}

/// The author's own support line, and whatever they put into the slot: first in Help, nowhere else.
fn own(scene: Scene, contacts: &Contacts, panel: &mut Element) {
    panel.push(el("slot").attr("name", "help"));
    let Contacts {
        support_phone: phone,
        support_label: label,
        support_url: url,
        ..
    } = contacts;
    let mut item = el("li");
    if !label.is_empty() {
        item.push(el("strong").text_of(label.clone().into()));
    }
    if !phone.is_empty() {
        item.push(labelled(
            scene,
            UI.phone,
            parts::phone(phone.clone().into()),
        ));
    }
    if !url.is_empty() {
        item.push(website(scene, url.clone().into()));
    }
    if !item.children.is_empty() {
        panel.push(el("ul").class("lines").child(item));
    }
}

fn labelled(scene: Scene, label: TextId, what: Box<Element>) -> Box<Element> {
    el("p")
        .class("line")
        .child(say(scene, "span", label).class("sub"))
        .text(" ")
        .child(what)
}
