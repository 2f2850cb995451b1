//! The signs that cannot wait: always in view, whatever `sections` says, in a quiet coat.

use super::parts::{Icon, bullets, heading, icon, say};
use super::{Scene, id_of};
use crate::content::{FRONT, TextId, UI, URGENT};
use crate::model::Target;
use crate::tree::{Element, Lazy, el};

/// The signs, with their heading so many levels below the title of the widget.
pub(super) fn signs(scene: Scene, below: u8) -> Box<Lazy> {
    let input = Input { scene, below };
    Lazy::new(scene.id("urgent-signs", ""), input, build)
}

/// The signs as a section of their own, where there is no map.
pub(super) fn alone(scene: Scene) -> Box<Element> {
    el("div")
        .id(scene.id("urgent-section", ""))
        .class("sec")
        .lazy(signs(scene, 1))
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    scene: Scene,
    below: u8,
}

fn build(Input { scene, below }: Input) -> Box<Element> {
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
    let call = |text: TextId| heading(scene, below + 1).text(scene.say(text));
    let mut signs = el("section")
        .id(scene.id("urgent-signs", ""))
        .class("urgent")
        .attr_of("aria-labelledby", title)
        .child(head)
        .child(call(UI.now_call))
        .child(bullets(scene, URGENT.now))
        .child(call(UI.day_call))
        .child(bullets(scene, URGENT.day));
    for text in [URGENT.if_nobody_answers, URGENT.no_waiting, URGENT.crisis] {
        signs.push(say(scene, "p", text));
    }
    signs.child(say(scene, "p", FRONT.written_for).class("small"))
}
