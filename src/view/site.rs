//! Where it can spread: the figure, the rows of places, and the panel of each.

use super::context::ViewContext;
use super::parts::{
    self, Icon, ScopedTerms, details, fold, heading, icon, passage, plain_list, question_list,
    section_title, sources, summary, text_el, text_with_terms, texts_with_terms, tick_list,
};
use super::{figure, urgent};
use crate::content::{FRONT, QuestionId, ReviewId, SignId, SiteId, TextId, Texts, UI, URGENT};
use crate::key::{Key, Single};
use crate::model::{Contacts, Model, Row, Set, SourcesOf, Target, TermScope, Tick};
use crate::text::number;
use crate::tree::{Element, Lazy, el};
use std::rc::Rc;

/// The section `map`.
pub(super) fn map(model: &Model, context: ViewContext) -> Box<Element> {
    let intro = el("div")
        .class("intro")
        .child(section_title(context, Target::Map, FRONT.map_title))
        .child(text_el(context, "p", FRONT.map_intro))
        .lazy(Lazy::new(
            context.id(Single::Figure),
            figure::Input {
                context,
                open: model.site,
            },
            figure::figure,
        ));
    let mut rows = el("div").class("rows");
    for site in SiteId::all() {
        rows.push(row(model, context, site));
    }
    el("section")
        .id(context.id(Single::MapSection))
        .class("sec map")
        .child(intro)
        .child(
            el("div")
                .class("main")
                .child(rows)
                .lazy(urgent::signs(model, context, 2)),
        )
}

/// One place: a disclosure whose name begins with the name of the place; number and hint stand outside the
/// heading, and the number is for the eye only.
fn row(model: &Model, context: ViewContext, site: SiteId) -> Box<Element> {
    let row = Row::Site(site);
    let scopes = [
        TermScope::Site(site),
        TermScope::Found(site),
        TermScope::Relief(site),
    ];
    let input = PanelInput {
        context,
        contacts: Rc::clone(&model.contacts),
        site,
        found_open: model.is_open(Row::Found(site)),
        relief_open: model.is_open(Row::Relief(site)),
        sources_open: model.is_open(Row::Sources(SourcesOf::Site(site))),
        signs: model.ticks.signs.within(site.notice),
        questions: model.ticks.questions.within(site.ask),
        terms: scopes.map(|scope| ScopedTerms::new(scope, model.term)),
    };
    let badge = el("span")
        .class("num")
        .attr("aria-hidden", "true")
        .text_of(number(site.index() + 1).into());
    let hint = text_el(context, "span", site.hint).class("hint");
    details(context, row, model.is_open(row), "row")
        .child(summary(
            context,
            2,
            site.name,
            Some(badge),
            [Some(hint), None],
        ))
        .lazy(Lazy::new(context.id(Key::Panel(row)), input, panel_of))
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    context: ViewContext,
    contacts: Rc<Contacts>,
    site: SiteId,
    found_open: bool,
    relief_open: bool,
    sources_open: bool,
    /// Signs and questions of this place that are ticked.
    signs: Set<SignId>,
    questions: Set<QuestionId>,
    /// In the panel, and in its first two rows.
    terms: [ScopedTerms; 3],
}

/// What a visitor reads about a place, in the same order everywhere. Call cards are never folded.
fn panel_of(input: PanelInput) -> Box<Element> {
    let PanelInput { context, site, .. } = input;
    let [terms, terms_in_found, terms_in_relief] = input.terms;
    let rows = el("div")
        .class("folds")
        .child(fold(
            context,
            Row::Found(site),
            input.found_open,
            3,
            UI.found,
            texts_with_terms(context, el("div"), "p", site.found, terms_in_found),
        ))
        .child(fold(
            context,
            Row::Relief(site),
            input.relief_open,
            3,
            UI.relief,
            texts_with_terms(context, el("div"), "p", site.relief, terms_in_relief),
        ));
    let mut signs = Vec::new();
    for sign in site.notice.iter() {
        signs.push((Tick::Sign(sign), sign.text, input.signs.has(sign)));
    }
    parts::panel(context, Row::Site(site), site.name)
        .child(text_with_terms(context, "p", site.key, terms).class("key"))
        .child(passage(context, UI.about, site.about, terms))
        .child(tick_list(
            context,
            UI.notice,
            Some(FRONT.map_other_causes),
            UI.notice_tick,
            signs,
        ))
        .child(calls(context, site, &input.contacts))
        .child(rows)
        .child(question_list(context, site.ask, input.questions))
        .child(passage(context, UI.unknown, site.unknown, terms))
        .child(el("div").class("folds").child(sources(
            context,
            SourcesOf::Site(site),
            input.sources_open,
            3,
            site.sources,
            ReviewId::MAP,
        )))
}

/// When to call: three cards, always in this order, told apart by word, icon and border as well as colour.
fn calls(context: ViewContext, site: SiteId, contacts: &Contacts) -> Box<Element> {
    let mut more = el("div").class("more");
    if !contacts.care_phone.is_empty() {
        let number = text_el(context, "p", UI.care_team)
            .text(" ")
            .child(parts::phone(contacts.care_phone.clone().into()))
            .text(" ")
            .text_of(contacts.care_hours.clone().into());
        more.push(number.class("line"));
    }
    let more = more.child(text_el(context, "p", URGENT.if_nobody_answers));
    el("div")
        .class("calls")
        .child(
            heading(context, 3)
                .class("sr")
                .text_of(context.fill(UI.calls, context.text(site.name))),
        )
        .child(card(
            context,
            "call call-now",
            Icon::EMERGENCY,
            UI.now,
            UI.now_call,
            site.now,
        ))
        .child(
            card(
                context,
                "call call-day",
                Icon::PHONE,
                UI.day,
                UI.day_call,
                site.day,
            )
            .child(more),
        )
        .child(card(
            context,
            "call call-soon",
            Icon::CALENDAR,
            UI.soon,
            UI.soon_call,
            site.soon,
        ))
        .child(text_el(context, "p", URGENT.what_to_say).class("small"))
}

fn card(
    context: ViewContext,
    class: &'static str,
    sign: Icon,
    level: TextId,
    call: TextId,
    signs: Texts,
) -> Box<Element> {
    let head = el("div")
        .class("call-head")
        .child(icon(sign))
        .child(text_el(context, "p", level).class("level"))
        .child(heading(context, 4).text(context.text(call)));
    el("div")
        .class(class)
        .child(head)
        .child(plain_list(context, signs))
}
