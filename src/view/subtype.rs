//! Types of breast cancer: a card each, any number of them open.

use super::parts::{
    self, Told, details, panel_id, passage, say, sources, summary, tick_list, told_all,
};
use super::{Scene, entry, scopes, section_title};
use crate::content::{FRONT, SUBTYPES, Subtype, UI};
use crate::model::{Bits, Fold, Model, Row, Section};
use crate::tree::{Element, Lazy, el};

/// The section `subtypes`.
pub(super) fn cards(model: &Model, scene: Scene) -> Box<Element> {
    let intro = Lazy::new(
        scene.id("subtypes-intro", ""),
        IntroInput {
            scene,
            told: Told::new(scopes::SUBTYPES_INTRO, model.term),
        },
        intro,
    );
    let mut cards = el("div").class("cards");
    for (number, subtype) in SUBTYPES.iter().enumerate() {
        cards.push(card(model, scene, number as u8, subtype));
    }
    el("section")
        .id(scene.id("subtypes-section", ""))
        .class("sec")
        .lazy(intro)
        .child(el("div").class("main").child(cards))
}

#[derive(Clone, Copy, PartialEq)]
struct IntroInput {
    scene: Scene,
    told: Told,
}

fn intro(IntroInput { scene, told }: IntroInput) -> Box<Element> {
    let intro = el("div")
        .id(scene.id("subtypes-intro", ""))
        .class("intro")
        .child(section_title(
            scene,
            Section::Subtypes,
            FRONT.subtypes_title,
        ));
    told_all(scene, intro, "p", FRONT.subtypes_intro, told)
}

fn card(model: &Model, scene: Scene, number: u8, subtype: &Subtype) -> Box<Element> {
    let row = Row::Subtype(number);
    let input = PanelInput {
        scene,
        subtype: number,
        basis: model.is_open(Row::Fold(Fold::SubtypeSources, number)),
        ask: model.ticks.between(subtype.ask.start, subtype.ask.end),
        told: Told::new(scopes::subtype(number), model.term),
    };
    let mut chips = el("span").class("chips");
    for chip in subtype.chips.iter() {
        chips.push(say(scene, "span", chip).class("chip"));
    }
    let share = say(scene, "span", subtype.share).class("one");
    // A label inside other types has a dashed border: it is not a disease of its own.
    details(
        scene,
        row,
        model.is_open(row),
        if subtype.label { "card label" } else { "card" },
    )
    .child(summary(
        scene,
        2,
        subtype.name,
        None,
        [Some(share), Some(chips)],
    ))
    .lazy(Lazy::new(panel_id(scene, row), input, panel_of))
}

#[derive(Clone, Copy, PartialEq)]
struct PanelInput {
    scene: Scene,
    subtype: u8,
    basis: bool,
    ask: Bits,
    told: Told,
}

fn panel_of(
    PanelInput {
        scene,
        subtype: number,
        basis,
        ask,
        told,
    }: PanelInput,
) -> Box<Element> {
    let subtype = entry(&SUBTYPES, number);
    let basis = sources(
        scene,
        Row::Fold(Fold::SubtypeSources, number),
        basis,
        3,
        subtype.sources,
        Section::Subtypes.reviewable(),
    );
    parts::panel(scene, Row::Subtype(number), subtype.name)
        .child(passage(scene, UI.meaning, subtype.meaning, told))
        .child(passage(scene, UI.first, subtype.first, told))
        .child(passage(scene, UI.next, subtype.next, told))
        .child(passage(scene, UI.tests, subtype.tests, told))
        .child(tick_list(
            scene,
            UI.ask,
            None,
            UI.ask_tick,
            subtype.ask,
            ask,
        ))
        .child(passage(scene, UI.unknown, subtype.unknown, told))
        .child(el("div").class("folds").child(basis))
}
