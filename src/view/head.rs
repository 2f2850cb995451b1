//! The head of the guide: a slim line with its state, languages and printing, the main message, and the two paths that
//! cannot wait to be found.

use super::context::ViewContext;
use super::parts::{Icon, heading, icon, jump, text_el};
#[cfg(not(target_family = "wasm"))]
use super::signs;
use crate::content::{FRONT, LANGUAGES, LanguageId, TopicId, UI};
use crate::key::{Key, Single};
use crate::model::{Model, Row, Section, Target};
use crate::tree::{Element, Lazy, el};

/// The head, built when it changes.
pub(super) fn head(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        has_basics: model.sections.contains(&Section::Topic(TopicId::BASICS)),
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
    has_basics: bool,
    language: LanguageId,
    draft: bool,
    overdue: bool,
    language_failed: bool,
}

fn build(input: Input) -> Box<Element> {
    let Input { context, .. } = input;
    let mut head = el("div").id(context.id(Single::Head)).class("head");
    if context.is_fallback() {
        if input.draft {
            head.push(text_el(context, "p", FRONT.draft));
        }
    } else {
        head.push(slim_line(input));
    }
    if input.language_failed {
        head.push(text_el(context, "p", UI.language_failed).class("small"));
    }
    head = head
        .child(heading(context, 0).text(context.text(FRONT.title)))
        .child(message(context));
    if !context.is_fallback() {
        head.push(el("slot").attr("name", "welcome"));
    }
    if input.overdue {
        head.push(text_el(context, "p", UI.overdue).class("overdue"));
    }
    head.child(paths(context, input.has_basics))
}

/// The main message in bold, and what follows it.
fn message(context: ViewContext) -> Box<Element> {
    el("p")
        .class("lead")
        .child(text_el(context, "strong", FRONT.message))
        .text(" ")
        .text(context.text(FRONT.no_cure))
}

/// Whether anybody has reviewed the guide, the other languages, and a button that prints it.
fn slim_line(input: Input) -> Box<Element> {
    let context = input.context;
    let mut line = el("div").id(context.id(Single::Slim)).class("slim");
    if input.draft {
        line.push(text_el(context, "p", FRONT.draft).class("small draft"));
    }
    let mut tools = el("div").id(context.id(Single::Tools)).class("tools");
    match LANGUAGES.len() {
        0 | 1 => {}
        2 => tools.push(other_language(context, input.language)),
        _ => tools.push(languages(context, input.language)),
    }
    let print = el("button")
        .id(context.id(Single::Print))
        .class("quiet icon")
        .attr("type", "button")
        .attr("aria-label", context.text(UI.print))
        .attr("title", context.text(UI.print))
        .child(icon(Icon::PRINT));
    line.child(tools.child(print))
}

/// A button for the language that is not shown, named in that language. Its id is the same in both, so that it keeps
/// the focus when it was pressed; what is around it has an id too, so that it is not made anew. The name has the id of its
/// language, like an entry of the list below.
fn other_language(context: ViewContext, current: LanguageId) -> Box<Element> {
    let mut button = el("button")
        .id(context.id(Single::OtherLanguage))
        .class("quiet")
        .attr("type", "button");
    if let Some(other) = LanguageId::all().find(|language| *language != current) {
        let name = el("span").id(context.id(Key::Language(other)));
        button = button.attr("lang", other.code).child(name.text(other.name));
    }
    el("div")
        .id(context.id(Single::Languages))
        .class("langs")
        .child(button)
}

/// A list of languages, each named in its own: with more than two, buttons would not fit beside each other.
fn languages(context: ViewContext, current: LanguageId) -> Box<Element> {
    let mut list = el("select")
        .id(context.id(Single::Languages))
        .class("langs")
        .attr("autocomplete", "off")
        .attr("aria-label", context.text(UI.languages));
    for language in LanguageId::all() {
        list.push(
            el("option")
                .attr_of("value", context.id(Key::Language(language)))
                .attr("lang", language.code)
                .flag("selected", language == current)
                .text(language.name),
        );
    }
    list
}

/// The two paths: to the signs that cannot wait, and to the first steps.
fn paths(context: ViewContext, has_basics: bool) -> Box<Element> {
    let urgent = icon(Icon::EMERGENCY);
    let mut links = el("ul").class("paths");
    links.push(jump(
        context,
        Target::Signs,
        Some(urgent),
        FRONT.paths_wrong,
    ));
    if has_basics {
        let basics = Target::Row(Row::Topic(TopicId::BASICS));
        links.push(jump(context, basics, None, FRONT.paths_new));
    }
    links
}

/// The first words and the signs that cannot wait, without anything that needs a style.
#[cfg(not(target_family = "wasm"))]
pub fn opening(model: &Model) -> Box<Element> {
    let context = ViewContext::new(model);
    let mut opening = el("div")
        .id(context.id(Single::Head))
        .attr("lang", context.language)
        .attr("dir", context.dir)
        .child(heading(context, 0).text(context.text(FRONT.title)))
        .child(message(context));
    if !model.is_reviewed() {
        opening.push(text_el(context, "p", FRONT.draft));
    }
    opening.child(signs::brief(context))
}
