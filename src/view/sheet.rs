//! My sheet: what the visitor ticked, gathered for the next visit or call. It is kept in the model and nowhere else.

use super::parts::{Icon, heading, icon, say};
use super::{Scene, id_of, tick_id};
use crate::content::{FRONT, SITES, SUBTYPES, TOPICS, TextId, Ticks, UI};
use crate::model::{Bits, Target};
use crate::tree::{Element, el};

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Input {
    pub(super) scene: Scene,
    pub(super) ticks: Bits,
}

pub(super) fn sheet(Input { scene, ticks }: Input) -> Box<Element> {
    let mut signs = el("ul");
    let mut questions = el("ul");
    for site in &SITES {
        add(scene, &mut signs, ticks, site.name, site.notice);
        add(scene, &mut questions, ticks, site.name, site.ask);
    }
    for subtype in &SUBTYPES {
        add(scene, &mut questions, ticks, subtype.name, subtype.ask);
    }
    for topic in &TOPICS {
        add(scene, &mut questions, ticks, topic.name, topic.ask);
    }
    let mut body = el("div").class("sheet");
    if ticks == Bits::default() {
        body.push(say(scene, "p", UI.sheet_empty).class("sub"));
    }
    for (title, list) in [(UI.sheet_notice, signs), (UI.sheet_ask, questions)] {
        if !list.children.is_empty() {
            body = body
                .child(heading(scene, 2).text(scene.say(title)))
                .child(list);
        }
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

/// Adds the ticked items of a list, each with the place it belongs to and a button that takes it away.
fn add(scene: Scene, to: &mut Element, ticked: Bits, place: TextId, list: Ticks) {
    for (number, text) in list.iter().filter(|(number, _)| ticked.has(*number)) {
        let words = scene.say(text);
        let remove = el("button")
            .id(tick_id("remove-", number))
            .class("x")
            .attr("type", "button")
            .attr_of("aria-label", scene.fill(UI.sheet_remove, words))
            .child(icon(Icon::CLOSE));
        to.push(
            el("li")
                .child(el("span").text(words).child(say(scene, "small", place)))
                .child(remove),
        );
    }
}
