//! The signs that cannot wait: always in view, whatever `sections` says, in a quiet coat.

use super::parts::{Icon, heading, icon, listed, say, sources};
use super::{Scene, id_of};
use crate::content::{FRONT, PAGE_SOURCES, TextId, UI, URGENT};
use crate::model::{Fold, Model, Row, Target};
use crate::tree::{Element, Lazy, el};

const SOURCES: Row = Row::Fold(Fold::PageSources, 0);

/// The signs, with their heading so many levels below the title of the widget.
pub(super) fn signs(model: &Model, scene: Scene, below: u8) -> Box<Lazy> {
    let input = Input {
        scene,
        below,
        basis: model.is_open(SOURCES),
    };
    Lazy::new(scene.id("urgent-signs", ""), input, build)
}

/// The signs as a section of their own, where there is no map.
pub(super) fn alone(model: &Model, scene: Scene) -> Box<Element> {
    el("div")
        .id(scene.id("urgent-section", ""))
        .class("sec")
        .lazy(signs(model, scene, 1))
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    scene: Scene,
    below: u8,
    basis: bool,
}

fn build(
    Input {
        scene,
        below,
        basis,
    }: Input,
) -> Box<Element> {
    let title = id_of(scene, Target::Urgent);
    let head = el("div")
        .class("call-head")
        .child(icon(Icon::EMERGENCY))
        .child(
            heading(scene, below)
                .id(title.clone())
                .attr("tabindex", "-1")
                .text(scene.say(URGENT.title)),
        )
        .child(say(scene, "p", URGENT.intro).class("sub"));
    let signs = el("section")
        .id(scene.id("urgent-signs", ""))
        .class("urgent")
        .attr_of("aria-labelledby", title)
        .child(head);
    let signs = what_to_do(scene, signs, below);
    // `urgent` is the second of what can be reviewed.
    let basis = sources(scene, SOURCES, basis, 3, PAGE_SOURCES[0], 1);
    signs
        .child(say(scene, "p", FRONT.written_for).class("small"))
        .child(el("div").class("folds").child(basis))
}

/// Adds the signs, and what holds for all of them.
fn what_to_do(scene: Scene, to: Box<Element>, below: u8) -> Box<Element> {
    let mut to = both_levels(scene, to, below + 1);
    for text in [
        URGENT.if_nobody_answers,
        URGENT.what_to_say,
        URGENT.no_waiting,
        URGENT.crisis,
    ] {
        to.push(say(scene, "p", text));
    }
    to
}

/// The signs without their sources, for what stands inside the element where nothing else does.
#[cfg(not(target_family = "wasm"))]
pub(super) fn brief(scene: Scene) -> Box<Element> {
    let title = heading(scene, 1)
        .id(id_of(scene, Target::Urgent))
        .text(scene.say(URGENT.title));
    let signs = el("section")
        .id(scene.id("urgent-signs", ""))
        .child(title)
        .child(say(scene, "p", URGENT.intro));
    what_to_do(scene, signs, 1)
}

/// Adds the signs of both levels, each under what to do about them.
pub(super) fn both_levels(scene: Scene, to: Box<Element>, below: u8) -> Box<Element> {
    let call = |text: TextId| heading(scene, below).text(scene.say(text));
    to.child(call(UI.now_call))
        .child(listed(scene, URGENT.now))
        .child(call(UI.day_call))
        .child(listed(scene, URGENT.day))
}
