//! The signs that cannot wait: always in view, whatever `sections` says, in a quiet coat.

use super::context::ViewContext;
use super::parts::{Icon, heading, icon, plain_list, sources, text_el};
use crate::content::{FRONT, ReviewId, TextId, UI, URGENT, URGENT_SOURCES};
use crate::key::Single;
use crate::model::{Model, Row, SourcesOf, Target};
use crate::tree::{Element, Lazy, el};

/// The signs, with their heading so many levels below the title of the widget.
pub(super) fn signs(model: &Model, context: ViewContext, below: u8) -> Box<Lazy> {
    let input = Input {
        context,
        below,
        sources_open: model.is_open(Row::Sources(SourcesOf::Urgent)),
    };
    Lazy::new(context.id(Single::UrgentSigns), input, build)
}

/// The signs as a section of their own, where there is no map.
pub(super) fn alone(model: &Model, context: ViewContext) -> Box<Element> {
    el("div")
        .id(context.id(Single::UrgentSection))
        .class("sec")
        .lazy(signs(model, context, 1))
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    below: u8,
    sources_open: bool,
}

fn build(
    Input {
        context,
        below,
        sources_open,
    }: Input,
) -> Box<Element> {
    let title = context.id(Target::Urgent);
    let head = el("div")
        .class("call-head")
        .child(icon(Icon::EMERGENCY))
        .child(
            heading(context, below)
                .id(title.clone())
                .attr("tabindex", "-1")
                .text(context.text(URGENT.title)),
        )
        .child(text_el(context, "p", URGENT.intro).class("sub"));
    let signs = el("section")
        .id(context.id(Single::UrgentSigns))
        .class("urgent")
        .attr_of("aria-labelledby", title)
        .child(head);
    let signs = what_to_do(context, signs, below);
    let sources = sources(
        context,
        SourcesOf::Urgent,
        sources_open,
        3,
        URGENT_SOURCES,
        ReviewId::URGENT,
    );
    signs
        .child(text_el(context, "p", FRONT.footer_written_for).class("small"))
        .child(el("div").class("folds").child(sources))
}

/// Adds the signs, and what holds for all of them.
fn what_to_do(context: ViewContext, to: Box<Element>, below: u8) -> Box<Element> {
    let mut to = both_levels(context, to, below + 1);
    for text in [
        URGENT.if_nobody_answers,
        URGENT.what_to_say,
        URGENT.no_waiting,
        URGENT.crisis,
    ] {
        to.push(text_el(context, "p", text));
    }
    to
}

/// The signs without their sources, for what stands inside the element where nothing else does.
#[cfg(not(target_family = "wasm"))]
pub(super) fn brief(context: ViewContext) -> Box<Element> {
    let title = heading(context, 1)
        .id(context.id(Target::Urgent))
        .text(context.text(URGENT.title));
    let signs = el("section")
        .id(context.id(Single::UrgentSigns))
        .child(title)
        .child(text_el(context, "p", URGENT.intro));
    what_to_do(context, signs, 1)
}

/// Adds the signs of both levels, each under what to do about them.
pub(super) fn both_levels(context: ViewContext, to: Box<Element>, below: u8) -> Box<Element> {
    let call = |text: TextId| heading(context, below).text(context.text(text));
    to.child(call(UI.now_call))
        .child(plain_list(context, URGENT.now))
        .child(call(UI.day_call))
        .child(plain_list(context, URGENT.day))
}
