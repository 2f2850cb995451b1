//! My sheet: what the visitor ticked, gathered for the next visit or call. It is kept in the model and nowhere else.
//! It is shown four ways: as a list at the end of the guide, in large text to hold up, as text to copy, and on paper.

use super::parts::{Icon, heading, icon, say};
use super::urgent::both_levels;
use super::{Scene, id_of, join, tick_id};
use crate::content::{FRONT, LEVELS, SITES, SUBTYPES, TOPICS, TextId, Ticks, UI, URGENT};
use crate::model::{Bits, Model, Outcome, Sheet, SheetButton, Target};
use crate::tree::{Element, el};

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Input {
    pub(super) scene: Scene,
    pub(super) ticks: Bits,
    pub(super) sheet: Sheet,
    pub(super) outcome: Option<Outcome>,
}

/// What is called what in ids, after `sheet-`.
pub(super) const BUTTONS: [(&str, SheetButton); SheetButton::ALL.len()] = [
    ("large", SheetButton::Large),
    ("close", SheetButton::Close),
    ("copy", SheetButton::Copy),
    ("print", SheetButton::Print),
    ("clear", SheetButton::Clear),
    ("yes", SheetButton::Yes),
    ("no", SheetButton::No),
];

/// Something ticked: its number, its words, where it belongs.
type Item = (u16, TextId, TextId);

/// What is ticked, under its three headings: signs that cannot wait with their level, other signs, questions.
fn groups(ticks: Bits) -> [(TextId, Vec<Item>); 3] {
    let mut signs = Vec::new();
    let mut questions = Vec::new();
    for site in &SITES {
        gather(&mut signs, ticks, site.name, site.notice);
        gather(&mut questions, ticks, site.name, site.ask);
    }
    for subtype in &SUBTYPES {
        gather(&mut questions, ticks, subtype.name, subtype.ask);
    }
    for topic in &TOPICS {
        gather(&mut questions, ticks, topic.name, topic.ask);
    }
    let mut urgent = Vec::new();
    signs.retain(|sign| {
        let waits = level(sign.0).is_none();
        if !waits {
            urgent.push(*sign);
        }
        waits
    });
    [
        (UI.sheet_urgent, urgent),
        (UI.sheet_notice, signs),
        (UI.sheet_ask, questions),
    ]
}

fn gather(to: &mut Vec<Item>, ticks: Bits, place: TextId, list: Ticks) {
    for (number, text) in list.iter() {
        if ticks.has(number) {
            to.push((number, text, place));
        }
    }
}

/// What to do about a sign that cannot wait, in words. Nothing else is made of what is ticked.
fn level(number: u16) -> Option<TextId> {
    let words = [UI.sheet_now, UI.sheet_day];
    for (numbers, words) in LEVELS.iter().zip(words) {
        if numbers.contains(&number) {
            return Some(words);
        }
    }
    None
}

fn button(scene: Scene, which: SheetButton, words: TextId) -> Box<Element> {
    let main = matches!(which, SheetButton::Large | SheetButton::Close);
    el("button")
        .id(id_of(scene, Target::Button(which)))
        .class(if main { "act main-act" } else { "act" })
        .attr("type", "button")
        .text(scene.say(words))
}

/// The sheet at the end of the guide.
pub(super) fn sheet(input: Input) -> Box<Element> {
    let Input { scene, ticks, .. } = input;
    let mut body = el("div").class("sheet");
    if ticks == Bits::default() {
        body.push(say(scene, "p", UI.sheet_empty).class("sub"));
    } else {
        body.push(say(scene, "p", UI.sheet_first).class("first"));
        for (title, items) in groups(ticks) {
            if items.is_empty() {
                continue;
            }
            let mut list = el("ul");
            for item in items {
                list.push(row(scene, item));
            }
            body = body
                .child(heading(scene, 2).text(scene.say(title)))
                .child(list);
        }
        body.push(buttons(input));
    }
    let kept = el("p")
        .class("kept small")
        .child(icon(Icon::LOCK))
        .child(say(scene, "span", FRONT.privacy));
    let title = heading(scene, 1)
        .id(id_of(scene, Target::Sheet))
        .attr("tabindex", "-1")
        .text(scene.say(UI.sheet));
    el("section")
        .id(scene.id("sheet-section", ""))
        .class("sec")
        .child(
            el("div")
                .class("intro")
                .child(title)
                .child(say(scene, "p", UI.sheet_intro)),
        )
        .child(el("div").class("main").child(body.child(kept)))
}

/// An item with the place it belongs to, its level in words, and a button that takes it away.
fn row(scene: Scene, (number, text, place): Item) -> Box<Element> {
    let words = scene.say(text);
    let mut said = el("span").text(words).child(say(scene, "small", place));
    if let Some(level) = level(number) {
        said.push(say(scene, "strong", level).class("must"));
    }
    let remove = el("button")
        .id(tick_id("remove-", number))
        .class("x")
        .attr("type", "button")
        .attr_of("aria-label", scene.fill(UI.sheet_remove, words))
        .child(icon(Icon::CLOSE));
    el("li").child(said).child(remove)
}

fn buttons(
    Input {
        scene,
        sheet,
        outcome,
        ..
    }: Input,
) -> Box<Element> {
    // The row has an id, so that the button that was pressed keeps the focus.
    let mut row = el("div").id("sheet-buttons".into()).class("acts");
    if sheet == Sheet::Clearing {
        return row
            .child(say(scene, "p", UI.sheet_sure))
            .child(button(scene, SheetButton::Yes, UI.sheet_yes))
            .child(button(scene, SheetButton::No, UI.sheet_no));
    }
    for (which, words) in [
        (SheetButton::Large, UI.sheet_large),
        (SheetButton::Copy, UI.sheet_copy),
        (SheetButton::Print, UI.sheet_print),
        (SheetButton::Clear, UI.sheet_clear),
    ] {
        row.push(button(scene, which, words));
    }
    if let Some(outcome) = outcome {
        row.push(say(scene, "p", told(outcome)).class("small"));
    }
    row
}

/// What came of copying or printing, in words.
pub(super) fn told(outcome: Outcome) -> TextId {
    match outcome {
        Outcome::Copied => UI.sheet_copied,
        Outcome::NotCopied => UI.sheet_not_copied,
        Outcome::NotPrinted => UI.sheet_not_printed,
    }
}

/// The sheet in large text, in place of the guide: to be held up, or read by somebody else.
pub(super) fn large(model: &Model, scene: Scene) -> Box<Element> {
    let title = heading(scene, 0)
        .id(id_of(scene, Target::Sheet))
        .attr("tabindex", "-1")
        .text(scene.say(UI.sheet_first));
    let close = button(scene, SheetButton::Close, UI.sheet_close);
    el("section")
        .id("large".into())
        .class("large")
        .child(close)
        .child(title)
        .child(items(scene, model.ticks, 1))
}

/// What is ticked, to be read only.
fn items(scene: Scene, ticks: Bits, below: u8) -> Box<Element> {
    let mut all = el("div").class("items");
    for (title, items) in groups(ticks) {
        if items.is_empty() {
            continue;
        }
        let mut list = el("ul").class("bullets");
        for (number, text, place) in items {
            let mut item = say(scene, "li", text)
                .text(" (")
                .text(scene.say(place))
                .text(")");
            if let Some(level) = level(number) {
                item.push(say(scene, "strong", level).class("must"));
            }
            list.push(item);
        }
        all = all
            .child(heading(scene, below).text(scene.say(title)))
            .child(list);
    }
    all
}

/// The sheet on one page of paper: what is ticked, lines to fill in, and the signs that cannot wait.
pub fn paper(model: &Model) -> Box<Element> {
    let scene = Scene::of(model);
    let mut lines = el("div").class("blanks");
    for label in [
        UI.sheet_name,
        UI.sheet_date,
        UI.sheet_medicines,
        UI.sheet_treatment,
    ] {
        lines.push(say(scene, "p", label));
    }
    let urgent = el("div")
        .class("urgent")
        .child(heading(scene, 1).text(scene.say(URGENT.title)));
    let urgent = both_levels(scene, urgent, 2);
    let mut page = el("div")
        .class("mbc paper")
        .attr("lang", super::language_of(model))
        .child(say(scene, "p", UI.sheet_show).class("small"))
        .child(heading(scene, 0).text(scene.say(UI.sheet_first)))
        .child(lines)
        .child(items(scene, model.ticks, 1))
        .child(urgent);
    page.push(say(scene, "p", FRONT.privacy).class("small"));
    page
}

/// The sheet as text, to be pasted into a message.
pub fn sheet_text(model: &Model) -> String {
    let scene = Scene::of(model);
    let mut text = String::from(scene.say(UI.sheet_first));
    for (title, items) in groups(model.ticks) {
        if items.is_empty() {
            continue;
        }
        text.push_str(&join(&["\n\n", scene.say(title)]));
        for (number, words, place) in items {
            text.push_str(&join(&[
                "\n- ",
                scene.say(words),
                " (",
                scene.say(place),
                ")",
            ]));
            if let Some(level) = level(number) {
                text.push_str(&join(&[": ", scene.say(level)]));
            }
        }
    }
    text.push('\n');
    text
}
