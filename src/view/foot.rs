//! The foot of the guide: what it is not, how current it is, who publishes it, and what its first and last words
//! rest on.

use super::context::ViewContext;
use super::parts::{all_sources, link, sources, text_el};
use crate::content::{EDITION, FRONT, FRONT_SOURCES, ReviewId, UI};
use crate::key::Single;
use crate::model::{Model, Row, SourcesOf};
use crate::tree::{Element, Lazy, el};

/// The foot, built when it changes.
pub(super) fn foot(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        draft: !model.is_reviewed(),
        sources_open: model.is_open(Row::Sources(SourcesOf::Front)),
    };
    Lazy::new(context.id(Single::Foot), input, build)
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    draft: bool,
    sources_open: bool,
}

fn build(input: Input) -> Box<Element> {
    let Input { context, .. } = input;
    let mut notes = el("div").class("notes");
    for text in FRONT.footer_notes.iter() {
        notes.push(text_el(context, "p", text));
    }
    let sources = sources(
        context,
        SourcesOf::Front,
        input.sources_open,
        1,
        FRONT_SOURCES,
        ReviewId::FRONT,
    );
    let foot = el("div")
        .id(context.id(Single::Foot))
        .class("end")
        .child(notes)
        .child(meta(context, input.draft))
        .child(el("div").class("folds").child(sources));
    if context.is_fallback() {
        return foot.child(all_sources(context));
    }
    foot
}

/// How current the guide is, who publishes it, and whom to write to.
fn meta(context: ViewContext, draft: bool) -> Box<Element> {
    let mut meta =
        el("div")
            .class("meta small")
            .child(text_el(context, "p", FRONT.footer_sources_until));
    if draft {
        meta.push(text_el(context, "p", FRONT.draft));
    }
    if !context.is_fallback() {
        meta.push(text_el(context, "p", FRONT.footer_privacy));
    }
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
