//! The head of the guide: languages and printing, the first words, and the contents.

use super::context::ViewContext;
use super::parts::{Icon, heading, icon, jump, text_el};
#[cfg(not(target_family = "wasm"))]
use super::signs;
use crate::content::{FRONT, LANGUAGES, LanguageId, SIGN_TEXTS, TopicId, UI};
use crate::key::{Key, Single};
use crate::model::{Model, Row, Section, Target};
use crate::tree::{Element, Lazy, el};

/// Sections that the contents lead to, if they are shown.
const SHORTCUTS: [Section; 3] = [
    Section::Topic(TopicId::BASICS),
    Section::Subtypes,
    Section::Topic(TopicId::HELP),
];

/// The head, built when it changes.
pub(super) fn head(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        shown: SHORTCUTS.map(|section| model.sections.contains(&section)),
        language: model.language,
        draft: !model.is_reviewed(),
        overdue: model.is_overdue(),
        language_failed: model.language_failed,
    };
    Lazy::new(context.id(Single::Head), input, build)
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    shown: [bool; SHORTCUTS.len()],
    language: LanguageId,
    draft: bool,
    overdue: bool,
    language_failed: bool,
}

fn build(input: Input) -> Box<Element> {
    let Input { context, .. } = input;
    let mut head = el("div").id(context.id(Single::Head)).class("head");
    if !context.is_fallback() {
        head.push(tools(context, input.language));
    }
    if input.language_failed {
        head.push(text_el(context, "p", UI.language_failed).class("small"));
    }
    let mut lead = el("p").class("lead");
    for text in FRONT.lead.iter() {
        let gap = if lead.children.is_empty() { "" } else { " " };
        lead = lead.text(gap).text(context.text(text));
    }
    head = head
        .child(heading(context, 0).text(context.text(FRONT.title)))
        .child(lead)
        .child(text_el(context, "p", FRONT.start).class("start"));
    if !context.is_fallback() {
        head.push(el("slot").attr("name", "welcome"));
    }
    if input.draft {
        head.push(text_el(context, "p", FRONT.draft).class("small draft"));
    }
    if input.overdue {
        head.push(text_el(context, "p", UI.overdue).class("overdue"));
    }
    head.child(contents(context, input.shown))
}

/// Languages, and a button that prints the guide.
fn tools(context: ViewContext, current: LanguageId) -> Box<Element> {
    let mut tools = el("div").id(context.id(Single::Tools)).class("tools");
    if LANGUAGES.len() > 1 {
        tools.push(languages(context, current));
    }
    let print = el("button")
        .id(context.id(Single::Print))
        .class("quiet")
        .attr("type", "button")
        .child(icon(Icon::PRINT))
        .text(context.text(UI.print));
    tools.child(print)
}

/// A button for each language, named in that language.
fn languages(context: ViewContext, current: LanguageId) -> Box<Element> {
    // It has an id, so that the button that was pressed keeps the focus.
    let mut group = el("div")
        .id(context.id(Single::Languages))
        .class("langs")
        .attr("role", "group")
        .attr("aria-label", context.text(UI.languages));
    for language in LanguageId::all() {
        let pressed = if language == current { "true" } else { "false" };
        group.push(
            el("button")
                .id(context.id(Key::Language(language)))
                .attr("type", "button")
                .attr("lang", language.code)
                .attr("aria-pressed", pressed)
                .text(language.name),
        );
    }
    group
}

/// Links to what is looked for most, first the signs that cannot wait.
fn contents(context: ViewContext, shown: [bool; SHORTCUTS.len()]) -> Box<Element> {
    let mut links = el("ul");
    let urgent = icon(Icon::EMERGENCY);
    links.push(jump(context, Target::Signs, Some(urgent), SIGN_TEXTS.title));
    for (section, shown) in SHORTCUTS.into_iter().zip(shown) {
        let (target, words) = match section {
            Section::Topic(topic) => (Target::Row(Row::Topic(topic)), topic.name),
            Section::Subtypes => (Target::Subtypes, FRONT.subtypes_title),
            Section::Map => (Target::Map, FRONT.map_title),
        };
        if shown {
            links.push(jump(context, target, None, words));
        }
    }
    if !context.is_fallback() {
        links.push(jump(context, Target::Sheet, None, UI.sheet));
    }
    el("nav")
        .class("jump")
        .attr("aria-label", context.text(UI.contents))
        .child(links)
}

/// The first words and the signs that cannot wait, without anything that needs a style.
#[cfg(not(target_family = "wasm"))]
pub fn opening(model: &Model) -> Box<Element> {
    let context = ViewContext::new(model);
    let mut opening = el("div")
        .id(context.id(Single::Head))
        .child(heading(context, 0).text(context.text(FRONT.title)));
    for text in FRONT.lead.iter() {
        opening.push(text_el(context, "p", text));
    }
    if !model.is_reviewed() {
        opening.push(text_el(context, "p", FRONT.draft));
    }
    opening.child(signs::brief(context))
}
