//! My sheet: what the visitor ticked, gathered for the next visit or call. It is kept in the model and nowhere else.
//! It is shown four ways: as a list at the end of the guide, in large text to hold up, as text to copy, and on paper.

use super::context::ViewContext;
use super::parts::{Icon, heading, icon, section_title, text_el};
use super::signs::{LEVELS, both_levels, care_team, label};
use crate::content::{
    FRONT, QuestionId, Run, SIGN_TEXTS, SignId, SiteId, SubtypeId, TextId, TopicId, UI,
};
use crate::key::{Key, Single};
use crate::model::{Contacts, Model, Outcome, Sheet, SheetButton, Target, Tick, Ticks};
use crate::text::join;
use crate::tree::{Element, Lazy, el};

/// The sheet at the end of the guide, built when it changes.
pub(super) fn sheet(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        ticks: model.ticks,
        sheet: model.sheet,
        outcome: model.outcome,
    };
    Lazy::new(context.id(Single::SheetSection), input, build)
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    ticks: Ticks,
    sheet: Sheet,
    outcome: Option<Outcome>,
}

/// Something ticked, its words, and where it belongs.
#[derive(Clone, Copy)]
struct Item {
    tick: Tick,
    text: TextId,
    place: TextId,
}

/// What is ticked: signs under what to do about them, the most urgent first, and then questions. Nothing else is made
/// of what is ticked.
fn groups(ticks: Ticks) -> Vec<(TextId, Vec<Item>)> {
    let mut groups = Vec::new();
    for level in LEVELS {
        let mut signs = Vec::new();
        for sign in SignId::all() {
            if sign.level == level && ticks.signs.has(sign) {
                signs.push(Item {
                    tick: Tick::Sign(sign),
                    text: sign.tick(),
                    place: sign.group.name(),
                });
            }
        }
        groups.push((label(level), signs));
    }
    let mut questions = Vec::new();
    let mut gather = |place: TextId, run: Run<QuestionId>| {
        for question in run.iter() {
            if ticks.questions.has(question) {
                questions.push(Item {
                    tick: Tick::Question(question),
                    text: question.text(),
                    place,
                });
            }
        }
    };
    for site in SiteId::all() {
        gather(site.name, site.ask);
    }
    for subtype in SubtypeId::all() {
        gather(subtype.name, subtype.ask);
    }
    for topic in TopicId::all() {
        gather(topic.name, topic.ask);
    }
    groups.push((UI.sheet_ask, questions));
    groups.retain(|(_, items)| !items.is_empty());
    groups
}

fn button(context: ViewContext, which: SheetButton, words: TextId) -> Box<Element> {
    let main = matches!(which, SheetButton::Large | SheetButton::Close);
    el("button")
        .id(context.id(Target::Button(which)))
        .class(if main { "act main-act" } else { "act" })
        .attr("type", "button")
        .text(context.text(words))
}

fn build(input: Input) -> Box<Element> {
    let Input { context, ticks, .. } = input;
    let mut body = el("div").class("sheet");
    if ticks.is_empty() {
        body.push(text_el(context, "p", UI.sheet_empty).class("sub"));
    } else {
        body.push(text_el(context, "p", UI.sheet_first).class("first"));
        for (title, items) in groups(ticks) {
            let mut list = el("ul");
            for item in items {
                list.push(row(context, item));
            }
            body = body
                .child(heading(context, 2).text(context.text(title)))
                .child(list);
        }
        body.push(buttons(input));
    }
    let kept = el("p")
        .class("kept small")
        .child(icon(Icon::LOCK))
        .child(text_el(context, "span", FRONT.footer_privacy));
    let title = section_title(context, Target::Sheet, UI.sheet);
    el("section")
        .id(context.id(Single::SheetSection))
        .class("sec")
        .child(
            el("div")
                .class("intro")
                .child(title)
                .child(text_el(context, "p", UI.sheet_intro)),
        )
        .child(el("div").class("main").child(body.child(kept)))
}

/// An item with the place it belongs to, and a button that takes it away.
fn row(context: ViewContext, item: Item) -> Box<Element> {
    let words = context.text(item.text);
    let text = el("span")
        .text(words)
        .child(text_el(context, "small", item.place));
    let remove = el("button")
        .id(context.id(Key::Remove(item.tick)))
        .class("x")
        .attr("type", "button")
        .attr_of("aria-label", context.fill(UI.sheet_remove, words))
        .child(icon(Icon::CLOSE));
    el("li").child(text).child(remove)
}

fn buttons(
    Input {
        context,
        sheet,
        outcome,
        ..
    }: Input,
) -> Box<Element> {
    // The row has an id, so that the button that was pressed keeps the focus.
    let mut row = el("div").id(context.id(Single::SheetButtons)).class("acts");
    if sheet == Sheet::Clearing {
        return row
            .child(text_el(context, "p", UI.sheet_sure))
            .child(button(context, SheetButton::Yes, UI.sheet_yes))
            .child(button(context, SheetButton::No, UI.sheet_no));
    }
    for (which, words) in [
        (SheetButton::Large, UI.sheet_large),
        (SheetButton::Copy, UI.sheet_copy),
        (SheetButton::Print, UI.sheet_print),
        (SheetButton::Clear, UI.sheet_clear),
    ] {
        row.push(button(context, which, words));
    }
    if let Some(outcome) = outcome {
        row.push(text_el(context, "p", outcome_text(outcome)).class("small"));
    }
    row
}

/// What came of copying or printing, in words.
pub(super) fn outcome_text(outcome: Outcome) -> TextId {
    match outcome {
        Outcome::Copied => UI.sheet_copied,
        Outcome::NotCopied => UI.sheet_not_copied,
        Outcome::NotPrinted => UI.sheet_not_printed,
    }
}

/// The sheet in large text, in place of the guide: to be held up, or read by somebody else.
pub(super) fn large(model: &Model, context: ViewContext) -> Box<Element> {
    let title = heading(context, 0)
        .id(context.id(Target::Sheet))
        .attr("tabindex", "-1")
        .text(context.text(UI.sheet_first));
    let close = button(context, SheetButton::Close, UI.sheet_close);
    let mut large = el("section")
        .id(context.id(Single::SheetLarge))
        .class("large")
        .child(close)
        .child(title);
    if let Some(line) = care_team(context, &model.contacts) {
        large.push(line);
    }
    large.child(items(context, model.ticks, 1))
}

/// What is ticked, to be read only.
fn items(context: ViewContext, ticks: Ticks, below: u8) -> Box<Element> {
    let mut all = el("div").class("items");
    for (title, items) in groups(ticks) {
        let mut list = el("ul").class("bullets");
        for item in items {
            let line = text_el(context, "li", item.text)
                .text(" (")
                .text(context.text(item.place))
                .text(")");
            list.push(line);
        }
        all = all
            .child(heading(context, below).text(context.text(title)))
            .child(list);
    }
    all
}

/// The sheet on one page of paper: what is ticked, lines to fill in, and the signs that cannot wait.
pub fn printed_sheet(model: &Model) -> Box<Element> {
    let context = ViewContext::new(model);
    let mut lines = el("div").class("blanks");
    for label in [
        UI.sheet_name,
        UI.sheet_date,
        UI.sheet_medicines,
        UI.sheet_treatment,
    ] {
        lines.push(text_el(context, "p", label));
    }
    if let Some(line) = care_team(context, &model.contacts) {
        lines.push(line);
    }
    let urgent = el("div")
        .class("urgent")
        .child(heading(context, 1).text(context.text(SIGN_TEXTS.title)));
    let urgent = both_levels(context, urgent, 2);
    el("div")
        .class("mbc paper")
        .attr("lang", context.language)
        .child(text_el(context, "p", UI.sheet_show).class("small"))
        .child(heading(context, 0).text(context.text(UI.sheet_first)))
        .child(lines)
        .child(items(context, model.ticks, 1))
        .child(urgent)
        .child(text_el(context, "p", FRONT.footer_privacy).class("small"))
}

/// The sheet as text, to be pasted into a message.
pub fn sheet_text(model: &Model) -> String {
    let context = ViewContext::new(model);
    let mut text = String::from(context.text(UI.sheet_first));
    let Contacts {
        care_phone,
        care_hours,
        ..
    } = &*model.contacts;
    if !care_phone.is_empty() {
        let label = context.text(UI.care_team);
        text.push_str(&join(&["\n\n", label, " ", care_phone, " ", care_hours]));
    }
    for (title, items) in groups(model.ticks) {
        text.push_str(&join(&["\n\n", context.text(title)]));
        for item in items {
            text.push_str(&join(&[
                "\n- ",
                context.text(item.text),
                " (",
                context.text(item.place),
                ")",
            ]));
        }
    }
    text.push('\n');
    text
}
