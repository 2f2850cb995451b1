//! Where it can spread: the figure, the rows of places, and the panel of each.

use super::parts::{
    self, Icon, Told, details, fold, heading, icon, listed, panel_id, passage, say, sources,
    summary, tick_list, told, told_all,
};
use super::{Scene, entry, figure, number, scopes, section_title, urgent};
use crate::content::{FRONT, SITES, Site, TextId, Texts, UI, URGENT};
use crate::model::{Bits, Contacts, Fold, Model, Row, Section};
use crate::tree::{Element, Lazy, el};
use std::rc::Rc;

/// The section `map`.
pub(super) fn map(model: &Model, scene: Scene) -> Box<Element> {
    let intro = el("div")
        .class("intro")
        .child(section_title(scene, Section::Map, FRONT.map_title))
        .child(say(scene, "p", FRONT.map_intro))
        .lazy(Lazy::new(
            scene.id("figure", ""),
            figure::Input {
                scene,
                open: model.site,
            },
            figure::figure,
        ));
    let mut rows = el("div").class("rows");
    for (number, site) in SITES.iter().enumerate() {
        rows.push(row(model, scene, number as u8, site));
    }
    el("section")
        .id(scene.id("map-section", ""))
        .class("sec map")
        .child(intro)
        .child(
            el("div")
                .class("main")
                .child(rows)
                .lazy(urgent::signs(model, scene, 2)),
        )
}

/// One place: a disclosure whose name begins with the name of the place; number and hint stand outside the
/// heading, and the number is for the eye only.
fn row(model: &Model, scene: Scene, place: u8, site: &Site) -> Box<Element> {
    let row = Row::Site(place);
    let is_open = |fold| model.is_open(Row::Fold(fold, place));
    let input = PanelInput {
        scene,
        contacts: Rc::clone(&model.contacts),
        site: place,
        folds: [
            is_open(Fold::Found),
            is_open(Fold::Relief),
            is_open(Fold::SiteSources),
        ],
        notice: model.ticks.between(site.notice.start, site.notice.end),
        ask: model.ticks.between(site.ask.start, site.ask.end),
        told: scopes::site(place).map(|scope| Told::new(scope, model.term)),
    };
    let badge = el("span")
        .class("num")
        .attr("aria-hidden", "true")
        .text_of(number(u32::from(place) + 1).into());
    let hint = say(scene, "span", site.hint).class("hint");
    details(scene, row, model.is_open(row), "row")
        .child(summary(
            scene,
            2,
            site.name,
            Some(badge),
            [Some(hint), None],
        ))
        .lazy(Lazy::new(panel_id(scene, row), input, panel_of))
}

#[derive(Clone, PartialEq)]
struct PanelInput {
    scene: Scene,
    contacts: Rc<Contacts>,
    site: u8,
    folds: [bool; 3],
    notice: Bits,
    ask: Bits,
    /// In the panel, and in its first two rows.
    told: [Told; 3],
}

/// What a visitor reads about a place, in the same order everywhere. Call cards are never folded.
fn panel_of(
    PanelInput {
        scene,
        contacts,
        site: place,
        folds: [found, relief, basis],
        notice,
        ask,
        told: [at, in_found, in_relief],
    }: PanelInput,
) -> Box<Element> {
    let site = entry(&SITES, place);
    let row = |fold| Row::Fold(fold, place);
    let rows = el("div")
        .class("folds")
        .child(fold(
            scene,
            row(Fold::Found),
            found,
            3,
            UI.found,
            told_all(scene, el("div"), "p", site.found, in_found),
        ))
        .child(fold(
            scene,
            row(Fold::Relief),
            relief,
            3,
            UI.relief,
            told_all(scene, el("div"), "p", site.relief, in_relief),
        ));
    parts::panel(scene, Row::Site(place), site.name)
        .child(told(scene, "p", site.key, at).class("key"))
        .child(passage(scene, UI.about, site.about, at))
        .child(tick_list(
            scene,
            UI.notice,
            Some(FRONT.other_causes),
            UI.notice_tick,
            site.notice,
            notice,
        ))
        .child(calls(scene, site, &contacts))
        .child(rows)
        .child(tick_list(scene, UI.ask, None, UI.ask_tick, site.ask, ask))
        .child(passage(scene, UI.unknown, site.unknown, at))
        .child(el("div").class("folds").child(sources(
            scene,
            row(Fold::SiteSources),
            basis,
            3,
            site.sources,
            Section::Map.reviewable(),
        )))
}

/// When to call: three cards, always in this order, told apart by word, icon and border as well as colour.
fn calls(scene: Scene, site: &Site, contacts: &Contacts) -> Box<Element> {
    let [now, day, soon] = site.calls;
    let mut more = el("div").class("more");
    if !contacts.care_phone.is_empty() {
        let number = say(scene, "p", UI.care_team)
            .text(" ")
            .child(parts::phone(contacts.care_phone.clone().into()))
            .text(" ")
            .text_of(contacts.care_hours.clone().into());
        more.push(number.class("line"));
    }
    let more = more.child(say(scene, "p", URGENT.if_nobody_answers));
    el("div")
        .class("calls")
        .child(
            heading(scene, 3)
                .class("sr")
                .text_of(scene.fill(UI.calls, scene.say(site.name))),
        )
        .child(card(
            scene,
            "call call-now",
            Icon::EMERGENCY,
            UI.now,
            UI.now_call,
            now,
        ))
        .child(
            card(
                scene,
                "call call-day",
                Icon::PHONE,
                UI.day,
                UI.day_call,
                day,
            )
            .child(more),
        )
        .child(card(
            scene,
            "call call-soon",
            Icon::CALENDAR,
            UI.soon,
            UI.soon_call,
            soon,
        ))
        .child(say(scene, "p", URGENT.what_to_say).class("small"))
}

fn card(
    scene: Scene,
    class: &'static str,
    sign: Icon,
    level: TextId,
    call: TextId,
    signs: Texts,
) -> Box<Element> {
    let head = el("div")
        .class("call-head")
        .child(icon(sign))
        .child(say(scene, "p", level).class("level"))
        .child(heading(scene, 4).text(scene.say(call)));
    el("div")
        .class(class)
        .child(head)
        .child(listed(scene, signs))
}
