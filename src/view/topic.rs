//! Topics: a row each, one open at a time. A topic is a key point, parts (in view or as closed rows), questions,
//! what is not known, and its sources.

use super::context::{Shown, ViewContext};
use super::parts::{
    self, ScopedTerms, details, fold, heading, list_with_terms, question_list, sources, summary,
    text_el, texts_with_terms,
};
use super::picture;
use super::signs::{self, TreatmentInput};
use crate::content::{
    FRONT, Level, LineId, PartId, QuestionId, Run, SIGN_TEXTS, SignId, TermId, TextId, TopicId, UI,
};
use crate::key::{Key, Single};
use crate::model::{
    Contacts, Model, OpenTerm, Row, Section, Set, SignsOf, SourcesOf, Target, TermScope,
    goal_target,
};
use crate::text::join;
use crate::tree::{Element, Lazy, Str, el};
use std::rc::Rc;

/// Topics that stand one after another, under one heading.
pub(super) fn topics(model: &Model, context: ViewContext, topics: &[TopicId]) -> Box<Element> {
    let mut intro = el("div").class("intro");
    intro = match topics {
        // By itself it is where to start.
        [TopicId::BASICS] => {
            intro.child(heading(context, 1).text(context.text(FRONT.start_here_title)))
        }
        _ => {
            // Once, before the longest run of topics, not before one that stands by itself.
            if topics.len() > 1 {
                intro = intro
                    .child(heading(context, 1).text(context.text(FRONT.short_title)))
                    .child(parts::plain_list(context, FRONT.short_points));
            }
            intro.child(heading(context, 1).text(context.text(FRONT.guide_title)))
        }
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
        .child(intro)
        .child(el("div").class("main").child(rows))
}

fn row(model: &Model, context: ViewContext, topic: TopicId) -> Box<Element> {
    let row = Row::Topic(topic);
    let is_help = topic == TopicId::HELP;
    let (panel_context, is_made) = ViewContext::of_panel(model, row);
    let input = PanelInput {
        context: panel_context,
        topic,
        parts_open: model.parts.within(topic.parts),
        sources_open: model.is_open(Row::Sources(SourcesOf::Topic(topic))),
        questions: model.ticks.questions.within(topic.ask),
        shown: Shown::new(model),
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
    let details = details(context, row, model.is_open(row), "row topic").child(summary(
        context,
        2,
        topic.name,
        None,
        [Some(hint), None],
    ));
    let panel = Lazy::new(context.id(Key::Panel(row)), input, panel_of);
    parts::add_panel(details, "panel", is_made, panel)
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    context: ViewContext,
    /// In Help alone.
    contacts: Option<Rc<Contacts>>,
    topic: TopicId,
    /// What links can lead to.
    shown: Shown,
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
        // The head of the guide leads to the signs too, and each of the two has its own id.
        let (key, words) = match target {
            Target::Row(_) => (Key::Jump(target), SIGN_TEXTS.labels_treatment),
            _ => (Single::SignsFromLiving.into(), SIGN_TEXTS.title),
        };
        let list = el("ul").class("jump");
        panel.push(list.child(parts::lead(context, key, target, None, words)));
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
            let content = part_content(input, el("div"), part, terms);
            let open = input.parts_open.has(part);
            let closed = fold(context, Row::Part(part), open, 3, part.name, content);
            let before = folds.unwrap_or_else(|| el("div").class("folds"));
            folds = Some(before.child(closed));
        } else {
            if let Some(folds) = folds.take() {
                panel.push(folds);
            }
            let title = heading(context, 3).text(context.text(part.name));
            let passage = el("div")
                .id(context.id(Row::Part(part)))
                .class("passage")
                .child(title);
            panel.push(part_content(input, passage, part, terms));
        }
    }
    if let Some(folds) = folds {
        panel.push(folds);
    }
}

/// Adds what a part says, in this order: steps, sentences, a list, what a group of treatments does and does to you,
/// people to turn to, words of the glossary, where to read on.
fn part_content(
    input: &PanelInput,
    to: Box<Element>,
    part: PartId,
    terms: ScopedTerms,
) -> Box<Element> {
    let context = input.context;
    let mut to = to;
    if !part.steps.is_empty() {
        let mut steps = el("ol").class("steps");
        for step in part.steps.iter() {
            let name = text_el(context, "strong", step.name());
            steps.push(
                el("li")
                    .child(name)
                    .text(" ")
                    .text(context.text(step.text())),
            );
        }
        to.push(steps);
    }
    for text in part.say.iter() {
        to.push(parts::text_with_terms(context, "p", text, terms));
        picture::add_share(context, &mut to, text);
    }
    if !part.list.is_empty() {
        to.push(list_with_terms(context, part.list, terms));
    }
    to = treatment(input, to, part, terms);
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
    let mut links = el("ul").class("jump");
    for link in part.links.iter() {
        let target = goal_target(link.to);
        if input.shown.leads_to(target) {
            links.push(parts::lead(
                context,
                Key::Link(link),
                target,
                None,
                link.text(),
            ));
        }
    }
    if !links.children.is_empty() {
        to.push(links);
    }
    to
}

/// The signs that a part names to be reported. Each leads to its group, where all is said of it.
fn report(context: ViewContext, to: Box<Element>, part: PartId) -> Box<Element> {
    let all = part.report.iter();
    let group = |sign: SignId| Row::Signs(SignsOf::Group(sign.group));
    if context.is_fallback() {
        // What needs an ambulance stands apart; how soon to call for the others stands in their groups.
        let line = |label, signs: Vec<SignId>| {
            let label = text_el(context, "strong", label);
            let mut line = el("p").child(label).text(": ");
            for (at, sign) in signs.into_iter().enumerate() {
                let link = el("a")
                    .attr_of("href", join(&["#", &context.id(group(sign))]).into())
                    .text(context.text(signs::short(context, sign)));
                line = line.text(if at == 0 { "" } else { "; " }).child(link);
            }
            line
        };
        let (now, others): (Vec<SignId>, Vec<SignId>) =
            all.copied().partition(|sign| sign.level == Level::Now);
        return [(UI.report, others), (signs::short_label(Level::Now), now)]
            .into_iter()
            .filter(|(_, signs)| !signs.is_empty())
            .fold(to, |to, (label, signs)| to.child(line(label, signs)));
    }
    let mut to = to.child(heading(context, 4).text(context.text(UI.report)));
    for level in signs::LEVELS {
        let mut links = el("ul").class("jump report");
        for sign in all.clone().filter(|sign| sign.level == level) {
            let to = Target::Row(group(*sign));
            let key = Key::Report(part, *sign);
            links.push(parts::lead(
                context,
                key,
                to,
                None,
                signs::short(context, *sign),
            ));
        }
        if links.children.is_empty() {
            continue;
        }
        let class = match level {
            Level::Now => "level now",
            Level::Today => "level day",
            Level::Soon => "level",
        };
        let label = text_el(context, "p", signs::short_label(level)).class(class);
        to = to.child(label).child(links);
    }
    to
}

/// What a group of treatments does, what it does to you, what helps, and which signs to report.
fn treatment(
    input: &PanelInput,
    to: Box<Element>,
    part: PartId,
    terms: ScopedTerms,
) -> Box<Element> {
    let context = input.context;
    let title = |to: Box<Element>, title| to.child(heading(context, 4).text(context.text(title)));
    let mut to = to;
    for (name, texts, is_list) in [
        (UI.works, part.works, false),
        (UI.given, part.given, false),
        (UI.common, part.common, true),
        (UI.helps, part.helps, true),
    ] {
        if texts.is_empty() {
            continue;
        }
        to = title(to, name);
        if is_list {
            to.push(list_with_terms(context, texts, terms));
        } else {
            to = texts_with_terms(context, to, "p", texts, terms);
        }
    }
    if !part.report.is_empty() {
        to = report(context, to, part);
    }
    if !part.unknown.is_empty() {
        to = texts_with_terms(context, title(to, UI.unknown), "p", part.unknown, terms);
    }
    to
}

fn definition(context: ViewContext, term: TermId) -> Box<Element> {
    let name = el("dt")
        .id(context.id(Key::GlossaryTerm(term)))
        .text(context.text(term.name()));
    let name = parts::pronounced(context, name, term);
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
    item.child(website(context.text(line.url()).into()))
}

/// A website, named by what people type, which needs no label.
fn website(url: Str) -> Box<Element> {
    let shown = url.strip_prefix("https://").unwrap_or(&url);
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    let shown = shown.strip_suffix("/").unwrap_or(shown).to_owned();
    el("p")
        .class("line")
        .child(parts::link(url).text_of(shown.into()))
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
        item.push(
            el("strong")
                .attr("dir", "auto")
                .text_of(label.clone().into()),
        );
    }
    if !phone.is_empty() {
        item.push(labelled(
            context,
            UI.phone,
            parts::phone(phone.clone().into()),
        ));
    }
    if !url.is_empty() {
        item.push(website(url.clone().into()));
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
