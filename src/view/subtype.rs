//! Types of breast cancer: a card each, any number of them open.

use super::context::ViewContext;
use super::parts::{
    self, ScopedTerms, details, passage, question_list, section_title, sources, summary, text_el,
    texts_with_terms,
};
use crate::content::{FRONT, QuestionId, ReviewId, SubtypeId, UI};
use crate::key::{Key, Single};
use crate::model::{Model, Row, Set, SourcesOf, Target, TermScope};
use crate::tree::{Element, Lazy, el};

/// The section `subtypes`.
pub(super) fn cards(model: &Model, context: ViewContext) -> Box<Element> {
    let intro = Lazy::new(
        context.id(Single::SubtypesIntro),
        IntroInput {
            context,
            terms: ScopedTerms::new(TermScope::SubtypesIntro, model.term),
        },
        intro,
    );
    let mut cards = el("div").class("cards");
    for subtype in SubtypeId::all() {
        cards.push(card(model, context, subtype));
    }
    el("section")
        .id(context.id(Single::SubtypesSection))
        .class("sec")
        .lazy(intro)
        .child(el("div").class("main").child(cards))
}

#[derive(Clone, Copy, PartialEq)]
struct IntroInput {
    context: ViewContext,
    terms: ScopedTerms,
}

fn intro(IntroInput { context, terms }: IntroInput) -> Box<Element> {
    let intro = el("div")
        .id(context.id(Single::SubtypesIntro))
        .class("intro")
        .child(section_title(
            context,
            Target::Subtypes,
            FRONT.subtypes_title,
        ));
    texts_with_terms(context, intro, "p", FRONT.subtypes_intro, terms)
}

fn card(model: &Model, context: ViewContext, subtype: SubtypeId) -> Box<Element> {
    let row = Row::Subtype(subtype);
    let input = PanelInput {
        context,
        subtype,
        sources_open: model.is_open(Row::Sources(SourcesOf::Subtype(subtype))),
        questions: model.ticks.questions.within(subtype.ask),
        terms: ScopedTerms::new(TermScope::Subtype(subtype), model.term),
    };
    let mut chips = el("span").class("chips");
    for chip in subtype.chips.iter() {
        chips.push(text_el(context, "span", chip).class("chip"));
    }
    let share = text_el(context, "span", subtype.share).class("one");
    // A label inside other types has a dashed border: it is not a disease of its own.
    details(
        context,
        row,
        model.is_open(row),
        if subtype.label { "card label" } else { "card" },
    )
    .child(summary(
        context,
        2,
        subtype.name,
        None,
        [Some(share), Some(chips)],
    ))
    .lazy(Lazy::new(context.id(Key::Panel(row)), input, panel_of))
}

#[derive(Clone, Copy, PartialEq)]
struct PanelInput {
    context: ViewContext,
    subtype: SubtypeId,
    sources_open: bool,
    /// Questions of this subtype that are ticked.
    questions: Set<QuestionId>,
    terms: ScopedTerms,
}

fn panel_of(input: PanelInput) -> Box<Element> {
    let PanelInput {
        context,
        subtype,
        terms,
        ..
    } = input;
    let sources = sources(
        context,
        SourcesOf::Subtype(subtype),
        input.sources_open,
        3,
        subtype.sources,
        ReviewId::SUBTYPES,
    );
    parts::panel(context, Row::Subtype(subtype), subtype.name)
        .child(passage(context, UI.meaning, subtype.meaning, terms))
        .child(passage(context, UI.first, subtype.first, terms))
        .child(passage(context, UI.next, subtype.next, terms))
        .child(passage(context, UI.tests, subtype.tests, terms))
        .child(question_list(context, subtype.ask, input.questions))
        .child(passage(context, UI.unknown, subtype.unknown, terms))
        .child(el("div").class("folds").child(sources))
}
