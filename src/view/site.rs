//! Where it can spread: the figure, the rows of places, and the panel of each.

use super::context::ViewContext;
use super::figure;
use super::parts::{
    self, ScopedTerms, details, question_boxes, section_title, sources, summary, text_el,
    texts_with_terms,
};
use super::signs::{self, Cards};
use crate::content::{FRONT, QuestionId, ReviewId, SignId, SiteId, UI};
use crate::key::{Key, Single};
use crate::model::{
    Contacts, Model, OpenTerm, Row, Set, SignsOf, SiteFold, SourcesOf, Target, TermScope,
};
use crate::text::number;
use crate::tree::{Element, Lazy, el};
use std::rc::Rc;

/// The section `map`.
pub(super) fn map(model: &Model, context: ViewContext) -> Box<Element> {
    let intro = el("div")
        .class("intro")
        .child(section_title(context, Target::Map, FRONT.map_title).class("sr"))
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
                .lazy(signs::overall(model, context, 2)),
        )
}

/// One place: a disclosure whose name begins with the name of the place; number and hint stand outside the
/// heading, and the number is for the eye only.
fn row(model: &Model, context: ViewContext, site: SiteId) -> Box<Element> {
    let row = Row::Site(site);
    let signs = model.ticks.signs;
    let (panel_context, is_made) = ViewContext::of_panel(model, row);
    let input = PanelInput {
        context: panel_context,
        contacts: Rc::clone(&model.contacts),
        site,
        open: SiteFold::ALL.map(|fold| model.is_open(Row::Fold(fold, site))),
        signs_open: model.is_open(Row::Signs(SignsOf::Site(site))),
        sources_open: model.is_open(Row::Sources(SourcesOf::Site(site))),
        signs: signs
            .among(site.own_signs)
            .with(signs.among(site.more_signs)),
        questions: model.ticks.questions.within(site.ask),
        term: model
            .term
            .filter(|open| matches!(open.scope, TermScope::Fold(_, of) if of == site)),
    };
    let badge = el("span")
        .class("num")
        .attr("aria-hidden", "true")
        .text_of(number(site.index() + 1).into());
    let hint = text_el(context, "span", site.hint).class("hint");
    let details = details(context, row, model.is_open(row), "row").child(summary(
        context,
        2,
        site.name,
        Some(badge),
        [Some(hint), None],
    ));
    let panel = Lazy::new(context.id(Key::Panel(row)), input, panel_of);
    parts::add_panel(details, "panel", is_made, panel)
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    context: ViewContext,
    contacts: Rc<Contacts>,
    site: SiteId,
    /// For each closed row whether it is open.
    open: [bool; SiteFold::ALL.len()],
    signs_open: bool,
    sources_open: bool,
    /// Signs and questions of this place that are ticked.
    signs: Set<SignId>,
    questions: Set<QuestionId>,
    term: Option<OpenTerm>,
}

/// What a visitor reads about a place, in the same order everywhere: the one thing to remember and the signs in view,
/// everything else in closed rows.
fn panel_of(input: PanelInput) -> Box<Element> {
    let PanelInput { context, site, .. } = input;
    let own = Cards {
        context,
        of: SignsOf::Site(site),
        signs: site.own_signs,
        ticked: input.signs,
        below: 4,
        rules: true,
        heard: false,
        contacts: Rc::clone(&input.contacts),
    };
    let mut folds = el("div").class("folds");
    for (fold, open) in SiteFold::ALL.into_iter().zip(input.open) {
        let paragraphs = |texts| {
            let terms = ScopedTerms::new(TermScope::Fold(fold, site), input.term);
            texts_with_terms(context, el("div"), "p", texts, terms)
        };
        let (title, content) = match fold {
            SiteFold::About => (UI.about, paragraphs(site.about)),
            SiteFold::Found => (UI.found, paragraphs(site.found)),
            SiteFold::Relief => (UI.relief, paragraphs(site.relief)),
            SiteFold::Ask => (UI.ask, question_boxes(context, site.ask, input.questions)),
            SiteFold::Unknown => (UI.unknown, paragraphs(site.unknown)),
        };
        folds.push(parts::fold(
            context,
            Row::Fold(fold, site),
            open,
            3,
            title,
            content,
        ));
    }
    folds.push(sources(
        context,
        SourcesOf::Site(site),
        input.sources_open,
        3,
        site.sources,
        ReviewId::MAP,
    ));
    parts::panel(context, Row::Site(site), site.name)
        .child(text_el(context, "p", site.key).class("key"))
        .child(signs::of_place(&own, site.more_signs, input.signs_open))
        .child(folds)
}
