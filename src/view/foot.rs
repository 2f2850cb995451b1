//! The foot of the guide: what it is not, how current it is, who publishes it, and what its first and last words
//! rest on.

use super::context::ViewContext;
use super::parts::{Origins, all_sources, link, sources_after, text_el};
use crate::content::{EDITION, FRONT, FRONT_SOURCES, ReviewId, UI};
use crate::key::Single;
use crate::model::{Model, Row, SourcesOf};
use crate::tree::{Element, Lazy, el};

/// The foot, built when it changes.
pub(super) fn foot(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        sources_open: model.is_open(Row::Sources(SourcesOf::Front)),
    };
    Lazy::new(context.id(Single::Foot), input, build)
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    sources_open: bool,
}

fn build(input: Input) -> Box<Element> {
    let Input { context, .. } = input;
    let mut notes = el("div").class("notes");
    let mut more = el("div");
    for (at, text) in FRONT.footer_notes.iter().enumerate() {
        // The first two are in view: what the guide is not, and that it cannot help in an emergency.
        let note = text_el(context, "p", text);
        if at < 2 {
            notes.push(note);
        } else {
            more.push(note);
        }
    }
    let foot = el("div")
        .id(context.id(Single::Foot))
        .class("end")
        .child(notes)
        .child(meta(context));
    let origins = Origins {
        of: SourcesOf::Front,
        title: UI.about_guide,
        ids: FRONT_SOURCES,
        review: ReviewId::FRONT,
    };
    let about = sources_after(context, more, &origins, input.sources_open, 1);
    let foot = foot.child(el("div").class("folds").child(about));
    if context.is_fallback() {
        return foot.child(all_sources(context));
    }
    foot
}

/// How current the guide is, who publishes it, and whom to write to.
fn meta(context: ViewContext) -> Box<Element> {
    let mut meta =
        el("div")
            .class("meta small")
            .child(text_el(context, "p", FRONT.footer_sources_until));
    for text in [EDITION.published, EDITION.changed] {
        if !context.text(text).is_empty() {
            meta.push(text_el(context, "p", text));
        }
    }
    let url = context.text(EDITION.contact_url);
    if !url.is_empty() {
        let address = link(url.into()).text(context.text(EDITION.contact_address));
        let contact = text_el(context, "p", EDITION.contact.before).child(address);
        meta.push(contact.text(context.text(EDITION.contact.after)));
    }
    let version = text_el(context, "p", UI.version)
        .text(" ")
        .text(env!("CARGO_PKG_VERSION"));
    meta.child(version)
}
