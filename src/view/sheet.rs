//! My visit: questions for a first visit, what the visitor ticked, and what to write down, for the next visit or call.
//! What is ticked is kept in the model and nowhere else. It is shown four ways: as a list at the end of the guide, in
//! large text to hold up, as text to copy, and on paper.

use super::context::ViewContext;
use super::parts::{self, Icon, heading, icon, section_title, text_el, tick_box};
use super::signs::{LEVELS, both_levels, care_team, label};
use super::subtype::names;
use crate::content::{
    FRONT, QuestionId, Run, SIGN_TEXTS, SignId, SiteId, SubtypeId, TextId, TopicId, UI, VISIT,
};
use crate::key::{Key, Single};
use crate::model::{Contacts, Model, Outcome, Sheet, SheetButton, Target, Tick, Ticks, Voice};
use crate::receptors::Receptors;
use crate::text::join;
use crate::tree::{Element, Lazy, el};

/// The sheet at the end of the guide, built when it changes.
pub(super) fn sheet(model: &Model, context: ViewContext) -> Box<Lazy> {
    let input = Input {
        context,
        list: List::new(model),
        sheet: model.sheet,
        outcome: model.outcome,
    };
    Lazy::new(context.id(Single::SheetSection), input, build)
}

#[derive(Clone, Copy, PartialEq)]
struct Input {
    context: ViewContext,
    list: List,
    sheet: Sheet,
    outcome: Option<Outcome>,
}

/// What the visitor put together.
#[derive(Clone, Copy, PartialEq)]
struct List {
    ticks: Ticks,
    receptors: Receptors,
    voice: Voice,
}

impl List {
    fn new(model: &Model) -> List {
        List {
            ticks: model.ticks,
            receptors: model.receptors,
            voice: model.voice,
        }
    }

    /// A question in the voice of whoever asks, where it has words for both.
    fn question(self, context: ViewContext, question: QuestionId) -> TextId {
        let family = question.family();
        if self.voice == Voice::Family && !context.text(family).is_empty() {
            family
        } else {
            question.text()
        }
    }
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
fn groups(context: ViewContext, list: List) -> Vec<(TextId, Vec<Item>)> {
    let ticks = list.ticks;
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
                    text: list.question(context, question),
                    place,
                });
            }
        }
    };
    gather(VISIT.title, VISIT.ask);
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
    let Input { context, list, .. } = input;
    let mut body = el("div").class("sheet").child(first_visit(context, list));
    if context.is_fallback() {
        body.push(numbers(context));
    } else {
        let kept = el("p")
            .class("kept small")
            .child(icon(Icon::LOCK))
            .child(text_el(context, "span", FRONT.footer_privacy));
        body = body
            .child(lists(context, list))
            .child(buttons(&input))
            .child(kept);
    }
    let intro = el("div")
        .class("intro")
        .child(section_title(context, Target::Sheet, VISIT.title))
        .child(text_el(context, "p", VISIT.intro));
    el("section")
        .id(context.id(Single::SheetSection))
        .class("sec")
        .child(intro)
        .child(el("div").class("main").child(body))
}

/// What is ticked, each with a button that takes it away.
fn lists(context: ViewContext, list: List) -> Box<Element> {
    let mut lists = el("div").id(context.id(Single::SheetLists)).class("lists");
    if let Some(line) = my_type(context, list.receptors) {
        lists.push(line);
    }
    for (title, items) in groups(context, list) {
        let mut rows = el("ul");
        for item in items {
            rows.push(row(context, item));
        }
        lists = lists
            .child(heading(context, 2).text(context.text(title)))
            .child(rows);
    }
    lists
}

/// Who asks, and the questions of a first visit. On a page without script, each question in both voices.
fn first_visit(context: ViewContext, list: List) -> Box<Element> {
    let title = heading(context, 2).text(context.text(VISIT.first));
    if context.is_fallback() {
        let mut both = el("div").child(title);
        for (name, voice) in [(VISIT.own, Voice::Own), (VISIT.family, Voice::Family)] {
            let mut questions = el("ul");
            for question in VISIT.ask.iter() {
                let words = List { voice, ..list }.question(context, question);
                questions.push(text_el(context, "li", words));
            }
            both = both.child(text_el(context, "p", name)).child(questions);
        }
        return both;
    }
    // It has an id, so that the choice keeps the focus when the questions change their voice.
    let mut voices = el("fieldset")
        .id(context.id(Single::Voices))
        .class("choices voices")
        .child(text_el(context, "legend", VISIT.voice).class("sr"));
    for (voice, name) in [(Voice::Own, VISIT.own), (Voice::Family, VISIT.family)] {
        let words = text_el(context, "span", name);
        let key = Key::Voice(voice);
        voices.push(parts::choice(
            context,
            key,
            "radio",
            "voice",
            list.voice == voice,
            words,
        ));
    }
    let mut boxes = el("div").class("list");
    for question in VISIT.ask.iter() {
        let words = text_el(context, "span", list.question(context, question));
        let key = Key::QuestionBox(question);
        boxes.push(tick_box(
            context,
            key,
            list.ticks.questions.has(question),
            words,
        ));
    }
    let questions = el("fieldset")
        .class("ticks")
        .child(el("legend").child(title))
        .child(boxes);
    el("div")
        .id(context.id(Single::FirstVisit))
        .child(voices)
        .child(questions)
}

/// The type that the words of the report name.
fn my_type(context: ViewContext, receptors: Receptors) -> Option<Box<Element>> {
    let names = names(context, &receptors.finding())?;
    Some(el("p").class("first").text_of(names))
}

/// What is written by hand on paper: numbers, medicines, the last treatment.
fn numbers(context: ViewContext) -> Box<Element> {
    let mut list = el("ul");
    for label in BLANKS {
        list.push(text_el(context, "li", label));
    }
    el("div")
        .child(heading(context, 2).text(context.text(VISIT.numbers)))
        .child(text_el(context, "p", VISIT.numbers_note))
        .child(list)
}

/// Lines to fill in by hand.
const BLANKS: [TextId; 6] = [
    UI.sheet_name,
    UI.sheet_date,
    VISIT.day,
    VISIT.night,
    UI.sheet_medicines,
    UI.sheet_treatment,
];

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

fn buttons(input: &Input) -> Box<Element> {
    let Input {
        context,
        sheet,
        outcome,
        list,
        ..
    } = *input;
    // The row has an id, so that the button that was pressed keeps the focus.
    let mut row = el("div").id(context.id(Single::SheetButtons)).class("acts");
    if sheet == Sheet::Clearing {
        return row
            .child(text_el(context, "p", UI.sheet_sure))
            .child(button(context, SheetButton::Yes, UI.sheet_yes))
            .child(button(context, SheetButton::No, UI.sheet_no));
    }
    // What needs something ticked is not offered before.
    for (which, words, is_offered) in [
        (SheetButton::Large, UI.sheet_large, !list.ticks.is_empty()),
        (SheetButton::Print, UI.sheet_print, true),
        (SheetButton::Copy, UI.sheet_copy, !list.ticks.is_empty()),
        (SheetButton::Clear, UI.sheet_clear, !list.ticks.is_empty()),
    ] {
        if is_offered {
            row.push(button(context, which, words));
        }
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
    large.child(items(context, List::new(model), 1))
}

/// What is ticked, to be read only.
fn items(context: ViewContext, list: List, below: u8) -> Box<Element> {
    let mut all = el("div").class("items");
    if let Some(line) = my_type(context, list.receptors) {
        all.push(line);
    }
    for (title, items) in groups(context, list) {
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
    for label in BLANKS {
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
        .attr("dir", context.dir)
        .child(text_el(context, "p", UI.sheet_show).class("small"))
        .child(heading(context, 0).text(context.text(UI.sheet_first)))
        .child(heading(context, 1).text(context.text(VISIT.numbers)))
        .child(lines)
        .child(items(context, List::new(model), 1))
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
    let list = List::new(model);
    if let Some(names) = names(context, &list.receptors.finding()) {
        text.push_str(&join(&["\n\n", &names]));
    }
    for (title, items) in groups(context, list) {
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
