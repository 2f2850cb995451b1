//! Model to tree: the same content and model give the same tree.
//!
//! This file lays out the whole; the regions of the screen are in the files beside it, and what they share is in
//! `context` and `parts`. What a click cannot change is a lazy subtree, so it is not built again.

mod card;
mod context;
mod figure;
mod foot;
mod head;
mod parts;
mod picture;
mod sheet;
mod signs;
mod site;
mod subtype;
mod topic;

use crate::content::UI;
use crate::key::Single;
use crate::model::{Announcement, Model, Section, Sheet};
use crate::text::number;
use crate::tree::{Element, el};
pub use card::printed_card;
use context::ViewContext;
#[cfg(not(target_family = "wasm"))]
pub use head::opening;
pub use sheet::{printed_sheet, sheet_text};

/// The whole widget.
pub fn view(model: &Model) -> Box<Element> {
    let context = ViewContext::new(model);
    let top = el("div")
        .id(context.id(Single::Guide))
        .class("mbc")
        .attr("lang", context.language)
        .attr("dir", context.dir)
        .attr("data-theme", model.theme);
    let top = if model.sheet == Sheet::Large {
        top.child(sheet::large(model, context))
            .child(live(model, context))
    } else {
        guide(model, context, top)
    };
    frame(context, top)
}

/// Adds the regions of the guide, in the order of the sections.
fn guide(model: &Model, context: ViewContext, top: Box<Element>) -> Box<Element> {
    let mut top = top.lazy(head::head(model, context));
    if !model.sections.contains(&Section::Map) {
        top = top.child(signs::alone(model, context));
    }
    let mut topics = Vec::new();
    for section in &model.sections {
        if let Section::Topic(topic) = section {
            topics.push(*topic);
            continue;
        }
        // Topics that stand one after another have one heading.
        if !topics.is_empty() {
            top.push(topic::topics(model, context, &topics));
            topics.clear();
        }
        top.push(if *section == Section::Map {
            site::map(model, context)
        } else {
            subtype::cards(model, context)
        });
    }
    if !topics.is_empty() {
        top.push(topic::topics(model, context, &topics));
    }
    let foot = foot::foot(model, context);
    if context.is_fallback() {
        return top.lazy(sheet::sheet(model, context)).lazy(foot);
    }
    top.lazy(sheet::sheet(model, context))
        .lazy(foot)
        .child(live(model, context))
}

/// What is a container for its style has no width of its own. A picture of no height has one and yields it, so that
/// the widget is as wide as it may be in a parent that is as wide as what is in it (a float, a table cell).
fn frame(context: ViewContext, top: Box<Element>) -> Box<Element> {
    if context.is_fallback() {
        return top;
    }
    let width = el("svg").class("width").attr("aria-hidden", "true");
    el("div")
        .id(context.id(Single::Frame))
        .class("frame")
        .child(width)
        .child(el("div").class("box").child(top))
}

/// The one live region (WAI-ARIA `status`): polite, and empty unless something changed out of sight.
fn live(model: &Model, context: ViewContext) -> Box<Element> {
    let announcement = match model.announcement {
        Announcement::Nothing => "".into(),
        Announcement::Opened(site) => context.fill(UI.opened, context.text(site.name)),
        Announcement::Closed(site) => context.fill(UI.closed, context.text(site.name)),
        Announcement::OnSheet(count) => context.fill(UI.sheet_count, &number(count)),
        Announcement::LanguageFailed => context.text(UI.language_failed).into(),
        Announcement::Outcome(outcome) => context.text(sheet::outcome_text(outcome)).into(),
    };
    el("p")
        .id(context.id(Single::Live))
        .class("sr")
        .attr("role", "status")
        .text_of(announcement)
}
