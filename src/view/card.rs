//! The alert card: what an emergency desk should know, on the size of a bank card (85 × 54 mm), front and back. For a
//! reader of another language both sides are there in the language of the structure too, for the staff.

use super::context::ViewContext;
use super::parts::text_el;
use super::signs::label;
use crate::content::{CARD_IN_ENGLISH, LANGUAGES, Level, SIGN_TEXTS, SignId, TextId};
use crate::model::{Contacts, Model};
use crate::tree::{Element, el};

/// What the card says in one language.
struct Texts<'a> {
    title: TextId,
    /// Labels of lines to be filled in by hand; of the team's number and hours the author may have given.
    lines: [(TextId, Option<&'a Contacts>); 5],
    staff: TextId,
    here: TextId,
    /// For each level that the back shows, its label and its signs.
    signs: [(TextId, Vec<TextId>); 2],
}

/// The alert card, to be printed by itself.
pub fn printed_card(model: &Model) -> Box<Element> {
    let context = ViewContext::new(model);
    let contacts = &model.contacts;
    let of_level = |level| {
        let mut ticks = Vec::new();
        for sign in SignId::all().filter(|sign| sign.card && sign.level == level) {
            ticks.push(sign.tick());
        }
        (label(level), ticks)
    };
    let mut page = el("div")
        .class("mbc paper cards")
        .attr("lang", context.language)
        .attr("dir", context.dir);
    page.push(text_el(context, "p", SIGN_TEXTS.card_fold).class("small"));
    let own = Texts {
        title: SIGN_TEXTS.card_title,
        lines: [
            (SIGN_TEXTS.card_name, None),
            (SIGN_TEXTS.card_treatment, None),
            (SIGN_TEXTS.card_given, None),
            (SIGN_TEXTS.card_day, Some(contacts)),
            (SIGN_TEXTS.card_night, None),
        ],
        staff: SIGN_TEXTS.card_staff,
        here: SIGN_TEXTS.card_here,
        signs: [of_level(Level::Now), of_level(Level::Today)],
    };
    let page = sides(context, page, &own, (context.language, context.dir));
    let english = &CARD_IN_ENGLISH;
    if context.text(english.title).is_empty() {
        return page;
    }
    let english = Texts {
        title: english.title,
        lines: [
            (english.name, None),
            (english.treatment, None),
            (english.given, None),
            (english.day, Some(contacts)),
            (english.night, None),
        ],
        staff: english.staff,
        here: english.here,
        signs: [
            (english.now_label, english.now.iter().collect()),
            (english.today_label, english.today.iter().collect()),
        ],
    };
    sides(
        context,
        page,
        &english,
        (LANGUAGES[0].code, LANGUAGES[0].dir),
    )
}

/// Adds the front and the back.
fn sides(
    context: ViewContext,
    page: Box<Element>,
    texts: &Texts,
    (language, dir): (&'static str, &'static str),
) -> Box<Element> {
    let side = || {
        el("div")
            .class("card-side")
            .attr("lang", language)
            .attr("dir", dir)
    };
    let mut front = side().child(text_el(context, "h1", texts.title));
    for (label, known) in &texts.lines {
        let line = text_el(context, "p", *label).class("blank").text(" ");
        front.push(match known {
            Some(contacts) => line
                .child(
                    el("span")
                        .attr("dir", "ltr")
                        .text_of(contacts.care_phone.clone().into()),
                )
                .text(" ")
                .child(el("bdi").text_of(contacts.care_hours.clone().into())),
            None => line,
        });
    }
    let front = front
        .child(text_el(context, "p", texts.staff))
        .child(text_el(context, "p", texts.here));
    let mut back = side();
    for (label, signs) in &texts.signs {
        let mut list = el("ul");
        for sign in signs {
            list.push(text_el(context, "li", *sign));
        }
        back = back.child(text_el(context, "h2", *label)).child(list);
    }
    page.child(front).child(back)
}
