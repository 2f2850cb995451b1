//! Topics: a row each, one open at a time. A topic is a key point, parts (in view or as closed rows), questions,
//! what is not known, and its sources.

use super::context::ViewContext;
use super::parts::{
    self, ScopedTerms, details, fold, heading, jump, list_with_terms, question_list, sources,
    summary, text_el, texts_with_terms,
};
use super::signs::{self, TreatmentInput};
use crate::content::{
    FRONT, LineId, PartId, QuestionId, Run, SIGN_TEXTS, TermId, TextId, TopicId, UI,
};
use crate::key::Key;
use crate::model::{
    Contacts, Model, OpenTerm, Row, Section, Set, SignsOf, SourcesOf, Target, TermScope,
};
use crate::tree::{Element, Lazy, Str, el};
use std::rc::Rc;

/// Topics that stand one after another, under one heading.
pub(super) fn topics(model: &Model, context: ViewContext, topics: &[TopicId]) -> Box<Element> {
    let [title, intro] = match topics {
        // By itself it is where to start.
        [TopicId::BASICS] => [FRONT.start_here_title, FRONT.start_here_intro],
        _ => [FRONT.topics_title, FRONT.topics_intro],
    };
    let mut rows = el("div").class("rows");
    for topic in topics {
        rows.push(row(model, context, *topic));
    }
    let mut section = el("section").class("sec");
    if let Some(first) = topics.first() {
        section = section.id(context.id(Key::TopicsFrom(*first)));
    }
    section
        .child(
            el("div")
                .class("intro")
                .child(heading(context, 1).text(context.text(title)))
                .child(text_el(context, "p", intro)),
        )
        .child(el("div").class("main").child(rows))
}

fn row(model: &Model, context: ViewContext, topic: TopicId) -> Box<Element> {
    let row = Row::Topic(topic);
    let is_help = topic == TopicId::HELP;
    let input = PanelInput {
        context,
        topic,
        parts_open: model.parts.within(topic.parts),
        sources_open: model.is_open(Row::Sources(SourcesOf::Topic(topic))),
        questions: model.ticks.questions.within(topic.ask),
        contacts: is_help.then(|| Rc::clone(&model.contacts)),
        signs: (topic == TopicId::TREATMENT).then(|| signs::of_treatment(model, context)),
        to_signs: (topic == TopicId::LIVING).then(|| signs_of_treatment(model, context)),
        term: model.term.filter(|open| match open.scope {
            TermScope::Topic(of) => of == topic,
            TermScope::Part(part) => topic.parts.contains(part),
            _ => false,
        }),
    };
    let hint = text_el(context, "span", topic.hint).class("hint");
    details(context, row, model.is_open(row), "row topic")
        .child(summary(context, 2, topic.name, None, [Some(hint), None]))
        .lazy(Lazy::new(context.id(Key::Panel(row)), input, panel_of))
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    context: ViewContext,
    /// In Help alone.
    contacts: Option<Rc<Contacts>>,
    topic: TopicId,
    /// In the topic of treatment alone: the row with its signs.
    signs: Option<TreatmentInput>,
    /// In Living alone: where the signs of treatment stand.
    to_signs: Option<Target>,
    /// Closed parts that are open, and questions that are ticked, of this topic.
    parts_open: Set<PartId>,
    sources_open: bool,
    questions: Set<QuestionId>,
    term: Option<OpenTerm>,
}

/// The row with the signs of treatment, or all signs where that row is not: without the topic of treatment, and on a
/// page without script, where each sign stands once.
fn signs_of_treatment(model: &Model, context: ViewContext) -> Target {
    let treatment = Section::Topic(TopicId::TREATMENT);
    if context.is_fallback() || !model.sections.contains(&treatment) {
        return Target::Signs;
    }
    Target::Row(Row::Signs(SignsOf::Treatment))
}

fn panel_of(input: PanelInput) -> Box<Element> {
    let PanelInput { context, topic, .. } = input;
    let terms = ScopedTerms::new(TermScope::Topic(topic), input.term);
    let mut panel = parts::panel(context, Row::Topic(topic), topic.name)
        .child(parts::text_with_terms(context, "p", topic.key, terms).class("key"));
    if let Some(contacts) = input.contacts.as_ref().filter(|_| !context.is_fallback()) {
        own(context, contacts, &mut panel);
    }
    parts_of(&input, terms, &mut panel);
    if let Some(signs) = &input.signs {
        panel.push(el("div").class("folds").child(signs.row()));
    }
    if let Some(target) = input.to_signs {
        panel.push(text_el(context, "p", SIGN_TEXTS.rules_crisis));
        let words = match target {
            Target::Row(_) => SIGN_TEXTS.labels_treatment,
            _ => SIGN_TEXTS.title,
        };
        let list = el("ul").class("jump");
        panel.push(list.child(jump(context, target, None, words)));
    }
    if !topic.ask.is_empty() {
        panel.push(question_list(context, topic.ask, input.questions));
    }
    if !topic.unknown.is_empty() {
        panel.push(parts::passage(context, UI.unknown, topic.unknown, terms));
    }
    panel.child(el("div").class("folds").child(sources(
        context,
        SourcesOf::Topic(topic),
        input.sources_open,
        3,
        topic.sources,
        Section::Topic(topic).review(),
    )))
}

/// The parts of a topic, in order. Closed rows that stand one after another are in one box.
fn parts_of(input: &PanelInput, terms: ScopedTerms, panel: &mut Element) {
    let PanelInput { context, topic, .. } = *input;
    let mut folds = None;
    for part in topic.parts.iter() {
        if part.closed {
            let terms = ScopedTerms::new(TermScope::Part(part), input.term);
            let content = part_content(context, el("div"), part, terms);
            let open = input.parts_open.has(part);
            let closed = fold(context, Row::Part(part), open, 3, part.name, content);
            let before = folds.unwrap_or_else(|| el("div").class("folds"));
            folds = Some(before.child(closed));
        } else {
            if let Some(folds) = folds.take() {
                panel.push(folds);
            }
            let passage = el("div").class("passage");
            let passage = part_title(context, passage, topic, part);
            panel.push(part_content(context, passage, part, terms));
        }
    }
    if let Some(folds) = folds {
        panel.push(folds);
    }
}

/// Adds the heading of a part. A myth is never met without the word that says so, nor the truth.
fn part_title(
    context: ViewContext,
    to: Box<Element>,
    topic: TopicId,
    part: PartId,
) -> Box<Element> {
    let heading = heading(context, 3);
    let name = context.text(part.name);
    if topic != TopicId::MYTHS {
        return to.child(heading.text(name));
    }
    to.child(heading.text(context.text(UI.myth)).text(" ").text(name))
        .child(text_el(context, "p", UI.truth).class("truth"))
}

/// Adds what a part says: sentences, a list, people to turn to, words of the glossary.
fn part_content(
    context: ViewContext,
    to: Box<Element>,
    part: PartId,
    terms: ScopedTerms,
) -> Box<Element> {
    let mut to = texts_with_terms(context, to, "p", part.say, terms);
    if !part.list.is_empty() {
        to.push(list_with_terms(context, part.list, terms));
    }
    if !part.lines.is_empty() {
        to.push(lines(context, part.lines));
    }
    if !part.terms.is_empty() {
        let mut list = el("dl").class("terms");
        for term in part.terms.iter() {
            list.push(definition(context, term));
        }
        to.push(list);
    }
    to
}

fn definition(context: ViewContext, term: TermId) -> Box<Element> {
    let pronunciation = context.fill(UI.said, context.text(term.pronunciation()));
    let name = el("dt")
        .id(context.id(Key::GlossaryTerm(term)))
        .text(context.text(term.name()))
        .text(" ")
        .child(el("span").class("sub").text_of(pronunciation));
    el("div")
        .child(name)
        .child(text_el(context, "dd", term.text()))
}

fn lines(context: ViewContext, lines: Run<LineId>) -> Box<Element> {
    let mut list = el("ul").class("lines");
    for line in lines.iter() {
        list.push(line_item(context, line));
    }
    list
}

/// Somebody to turn to. The number is a link, large enough for a tired thumb.
fn line_item(context: ViewContext, line: LineId) -> Box<Element> {
    let mut item = el("li")
        .child(text_el(context, "strong", line.name()))
        .child(text_el(context, "p", line.text()));
    let phone = context.text(line.phone());
    if !phone.is_empty() {
        let link = parts::phone(phone.into());
        item.push(labelled(context, UI.phone, link));
    }
    for (label, text) in [(UI.hours, line.hours()), (UI.spoken, line.languages())] {
        if !context.text(text).is_empty() {
            item.push(labelled(context, label, text_el(context, "span", text)));
        }
    }
    item.child(website(context, context.text(line.url()).into()))
}

/// A website, named by what people type.
fn website(context: ViewContext, url: Str) -> Box<Element> {
    let shown = url.strip_prefix("https://").unwrap_or(&url);
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    let shown = shown.strip_suffix("/").unwrap_or(shown).to_owned();
    labelled(context, UI.link, parts::link(url).text_of(shown.into()))
}

/// The author's own support line, and whatever they put into the slot: first in Help, nowhere else.
fn own(context: ViewContext, contacts: &Contacts, panel: &mut Element) {
    panel.push(el("slot").attr("name", "help"));
    let Contacts {
        support_phone: phone,
        support_label: label,
        support_url: url,
        ..
    } = contacts;
    let mut item = el("li");
    if !label.is_empty() {
        item.push(el("strong").text_of(label.clone().into()));
    }
    if !phone.is_empty() {
        item.push(labelled(
            context,
            UI.phone,
            parts::phone(phone.clone().into()),
        ));
    }
    if !url.is_empty() {
        item.push(website(context, url.clone().into()));
    }
    if !item.children.is_empty() {
        panel.push(el("ul").class("lines").child(item));
    }
}

fn labelled(context: ViewContext, label: TextId, what: Box<Element>) -> Box<Element> {
    el("p")
        .class("line")
        .child(text_el(context, "span", label).class("sub"))
        .text(" ")
        .child(what)
}
