//! Types of breast cancer: a card each, any number of them open.

use super::parts::{self, details, panel_id, passage, say, sources, summary, tick_list};
use super::{Scene, entry, section_title};
use crate::content::{FRONT, SUBTYPES, Subtype, UI};
use crate::model::{Bits, Fold, Model, Row, Section};
use crate::tree::{Element, Lazy, el};

/// The section `subtypes`.
pub(super) fn cards(model: &Model, scene: Scene) -> Box<Element> {
    let mut intro = el("div").class("intro").child(section_title(
        scene,
        Section::Subtypes,
        FRONT.subtypes_title,
    ));
    for text in FRONT.subtypes_intro.iter() {
        intro.push(say(scene, "p", text));
    }
    let mut cards = el("div").class("cards");
    for (number, subtype) in SUBTYPES.iter().enumerate() {
        cards.push(card(model, scene, number as u8, subtype));
    }
    el("section")
        .id(scene.id("subtypes-section", ""))
        .class("sec")
        .child(intro)
        .child(el("div").class("main").child(cards))
}

fn card(model: &Model, scene: Scene, number: u8, subtype: &Subtype) -> Box<Element> {
    let row = Row::Subtype(number);
    let input = PanelInput {
        scene,
        subtype: number,
        basis: model.is_open(Row::Fold(Fold::SubtypeSources, number)),
        ask: model.ticks.between(subtype.ask.start, subtype.ask.end),
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
}

fn panel_of(
    PanelInput {
        scene,
        subtype: number,
        basis,
        ask,
    }: PanelInput,
) -> Box<Element> {
    let subtype = entry(&SUBTYPES, number);
    let basis = sources(
        scene,
        Row::Fold(Fold::SubtypeSources, number),
        basis,
        subtype.sources,
    );
    parts::panel(scene, Row::Subtype(number), subtype.name)
        .child(passage(scene, UI.meaning, subtype.meaning))
        .child(passage(scene, UI.first, subtype.first))
        .child(passage(scene, UI.tests, subtype.tests))
        .child(tick_list(
            scene,
            UI.ask,
            None,
            UI.ask_tick,
            subtype.ask,
            ask,
        ))
        .child(passage(scene, UI.unknown, subtype.unknown))
        .child(el("div").class("folds").child(basis))
}
