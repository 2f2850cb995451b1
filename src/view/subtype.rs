//! Types of breast cancer: what the words of a report name, one table that compares the types, and a card for each.

use super::context::ViewContext;
use super::parts::{
    self, ScopedTerms, details, passage, question_list, section_title, sources, summary, text_el,
    texts_with_terms,
};
use super::picture;
use crate::content::{MY_TYPE, QuestionId, ReviewId, SubtypeId, TextId, UI};
use crate::key::{Key, Single};
use crate::model::{Model, Row, Set, SourcesOf, Target, TermScope};
use crate::receptors::{Choice, Finding, Receptors};
use crate::text::join;
use crate::tree::{Element, Lazy, Str, el};

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
    let receptors = model.receptors;
    let mut main = el("div")
        .class("main")
        .lazy(Lazy::new(
            context.id(Single::Receptors),
            HelperInput { context, receptors },
            helper,
        ))
        .child(
            el("div").class("folds").child(
                details(context, Row::Compare, model.is_open(Row::Compare), "fold")
                    .child(summary(
                        context,
                        2,
                        MY_TYPE.compare_title,
                        None,
                        [None, None],
                    ))
                    .lazy(Lazy::new(
                        context.id(Key::Panel(Row::Compare)),
                        HelperInput { context, receptors },
                        compare,
                    )),
            ),
        );
    let yours = receptors.finding().types;
    let mut cards = el("div").class("rows");
    for subtype in SubtypeId::all() {
        cards.push(card(model, context, subtype, yours.contains(&subtype)));
    }
    main.push(cards);
    el("section")
        .id(context.id(Single::SubtypesSection))
        .class("sec")
        .lazy(intro)
        .child(main)
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
        .child(section_title(context, Target::Subtypes, MY_TYPE.title));
    texts_with_terms(context, intro, "p", MY_TYPE.intro, terms)
}

#[derive(Clone, Copy, PartialEq)]
struct HelperInput {
    context: ViewContext,
    receptors: Receptors,
}

/// Three groups of radio buttons, a box, and what follows. On a page without script, what each unclear word means.
fn helper(HelperInput { context, receptors }: HelperInput) -> Box<Element> {
    let mut helper = el("div").id(context.id(Single::Receptors)).class("helper");
    if context.is_fallback() {
        return helper.child(unclear_words(context));
    }
    helper.push(text_el(context, "p", MY_TYPE.legend).class("first"));
    for (name, legend) in [
        ("er", MY_TYPE.er_name),
        ("pr", MY_TYPE.pr_name),
        ("her2", MY_TYPE.her2_name),
    ] {
        let mut group = el("fieldset")
            .class("choices")
            .child(text_el(context, "legend", legend));
        if name == "her2" {
            group.push(picture::her2_scale());
            group.push(picture::caption(context, MY_TYPE.her2_scale));
        }
        for (choice, id) in Choice::ALL {
            let is_of_group = id.starts_with(name) && choice != Choice::Differ;
            if is_of_group {
                group.push(choice_label(context, choice, "radio", name, receptors));
            }
        }
        helper.push(group);
    }
    let differ = choice_label(context, Choice::Differ, "checkbox", "differ", receptors);
    helper
        .child(el("div").class("choices").child(differ))
        .child(answer(context, receptors))
}

fn choice_label(
    context: ViewContext,
    choice: Choice,
    kind: &'static str,
    group: &'static str,
    receptors: Receptors,
) -> Box<Element> {
    let words = text_el(context, "span", choice.text());
    let key = Key::Choice(choice);
    parts::choice(context, key, kind, group, receptors.has(choice), words)
}

/// What the words name, in a status region that a screen reader says after each choice; and what to do about it.
fn answer(context: ViewContext, receptors: Receptors) -> Box<Element> {
    // Both have an id, so that the choices beside them keep the focus, and a region that was there before is said. It is empty
    // until something is named: Chromium 148 reports a region that appears with words in it, at which Orca 43 stops
    // reading a pasted page that the guide takes over. What is named is one child, so that it is put in at once.
    let mut status = el("div")
        .id(context.id(Single::AnswerStatus))
        .attr("role", "status");
    let mut named = el("div");
    let finding = receptors.finding();
    if let Some(names) = names(context, &finding) {
        named.push(el("p").class("named").text_of(names));
    }
    for text in &finding.answers {
        named.push(text_el(context, "p", *text));
    }
    let mut answer = el("div").id(context.id(Single::Answer)).class("answer");
    if finding.types.is_empty() && finding.answers.is_empty() {
        answer.push(text_el(context, "p", MY_TYPE.answer_start));
    } else {
        named.push(text_el(context, "p", MY_TYPE.answer_check));
        status.push(named);
    }
    answer.push(status);
    for subtype in &finding.types {
        let open = el("button")
            .id(context.id(Key::Type(*subtype)))
            .class("act")
            .attr("type", "button")
            .text_of(context.fill(MY_TYPE.answer_open, context.text(subtype.name)));
        answer.push(open);
    }
    if receptors != Receptors::default() {
        let clear = el("button")
            .id(context.id(Single::ReceptorsClear))
            .class("quiet")
            .attr("type", "button")
            .text(context.text(MY_TYPE.answer_clear));
        answer.push(clear);
    }
    answer
}

/// A sentence with the types that the words name, if they name any.
pub(super) fn names(context: ViewContext, finding: &Finding) -> Option<Str> {
    let mut names: Vec<&str> = Vec::new();
    for subtype in &finding.types {
        if !names.is_empty() {
            names.push("; ");
        }
        names.push(context.text(subtype.name));
    }
    if names.is_empty() {
        return None;
    }
    Some(context.fill(MY_TYPE.answer_name, &join(&names)))
}

/// What to ask where the words of a report name no type, as a list.
fn unclear_words(context: ViewContext) -> Box<Element> {
    let mut list = el("ul");
    let unclear: [(&[TextId], TextId); 8] = [
        (&[MY_TYPE.er_name, MY_TYPE.er_low], MY_TYPE.answer_er_low),
        (
            &[
                MY_TYPE.er_name,
                MY_TYPE.er_negative,
                MY_TYPE.pr_name,
                MY_TYPE.pr_positive,
            ],
            MY_TYPE.answer_pr_only,
        ),
        (
            &[MY_TYPE.er_name, MY_TYPE.er_unknown],
            MY_TYPE.answer_hr_unknown,
        ),
        (
            &[MY_TYPE.her2_name, MY_TYPE.her2_low, MY_TYPE.her2_ultralow],
            MY_TYPE.answer_low,
        ),
        (
            &[MY_TYPE.her2_name, MY_TYPE.her2_unclear],
            MY_TYPE.answer_her2_unclear,
        ),
        (
            &[MY_TYPE.her2_name, MY_TYPE.her2_negative],
            MY_TYPE.answer_her2_negative,
        ),
        (
            &[MY_TYPE.her2_name, MY_TYPE.her2_unknown],
            MY_TYPE.answer_her2_unknown,
        ),
        (&[MY_TYPE.differ], MY_TYPE.answer_differ),
    ];
    for (words, answer) in unclear {
        let mut label = el("strong");
        for (at, word) in words.iter().enumerate() {
            label = label.text(if at == 0 { "" } else { "; " });
            label = label.text(context.text(*word));
        }
        let item = el("li").child(label.text(": "));
        list.push(item.text(context.text(answer)));
    }
    el("div")
        .child(text_el(context, "p", MY_TYPE.answer_start))
        .child(picture::her2_scale())
        .child(picture::caption(context, MY_TYPE.her2_scale))
        .child(list)
        .child(text_el(context, "p", MY_TYPE.answer_both))
        .child(text_el(context, "p", MY_TYPE.answer_check))
}

/// What the columns of the table are called.
const COLUMNS: [TextId; 4] = [
    MY_TYPE.compare_type,
    MY_TYPE.compare_means,
    MY_TYPE.compare_first,
    MY_TYPE.compare_ask,
];

/// What the table says of a type, by its columns.
fn compared(subtype: SubtypeId) -> [TextId; 4] {
    [
        subtype.name,
        subtype.compare_means,
        subtype.compare_first,
        subtype.compare_ask,
    ]
}

/// The same on a page without script, where a table without its styles would be wider than a phone: a line for each
/// type, in the order of the columns.
fn compare_lines(context: ViewContext) -> Box<Element> {
    let line = |texts: [TextId; 4]| {
        let mut line = el("p");
        for (at, text) in texts.into_iter().enumerate() {
            line = match at {
                0 => line.child(text_el(context, "strong", text)).text(": "),
                1 => line.text(context.text(text)),
                _ => line.text(" | ").text(context.text(text)),
            };
        }
        line
    };
    let mut lines = el("div")
        .id(context.id(Key::Panel(Row::Compare)))
        .child(picture::which_type(context.text(triple_negative())))
        .child(picture::caption(context, MY_TYPE.compare_flow))
        .child(line(COLUMNS));
    for subtype in SubtypeId::all() {
        lines.push(line(compared(subtype)));
    }
    lines
}

/// The types side by side; the one that the report names is marked. Roles are written, as in the table of the signs.
fn compare(HelperInput { context, receptors }: HelperInput) -> Box<Element> {
    if context.is_fallback() {
        return compare_lines(context);
    }
    let yours = receptors.finding().types;
    let cell = |tag, role| el(tag).attr("role", role);
    let mut head = el("tr").attr("role", "row");
    for column in COLUMNS {
        let column = cell("th", "columnheader")
            .attr("scope", "col")
            .text(context.text(column));
        head.push(column);
    }
    let mut body = el("tbody").attr("role", "rowgroup");
    for subtype in SubtypeId::all() {
        let mut name = cell("th", "rowheader")
            .attr("scope", "row")
            .text(context.text(subtype.name));
        let mut row = el("tr").attr("role", "row");
        if yours.contains(&subtype) {
            name = name.text(" ").child(yours_mark(context));
            row = row.class("yours");
        }
        row.push(name);
        for (column, text) in COLUMNS.into_iter().zip(compared(subtype)).skip(1) {
            // On a narrow screen a cell is a block that names its column.
            let label = text_el(context, "span", column)
                .class("short")
                .attr("aria-hidden", "true");
            row.push(
                cell("td", "cell")
                    .child(label)
                    .text(" ")
                    .text(context.text(text)),
            );
        }
        body.push(row);
    }
    let table = el("table")
        .class("compare")
        .attr("role", "table")
        .attr("aria-label", context.text(MY_TYPE.compare_title))
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(body);
    el("div")
        .id(context.id(Key::Panel(Row::Compare)))
        .class("inside")
        .child(picture::which_type(context.text(triple_negative())))
        .child(picture::caption(context, MY_TYPE.compare_flow))
        .child(table)
}

/// The name of what has none of the three receptors; empty in an edition without it.
fn triple_negative() -> TextId {
    SubtypeId::find("triple-negative").map_or(MY_TYPE.compare_type, |subtype| subtype.name)
}

fn yours_mark(context: ViewContext) -> Box<Element> {
    text_el(context, "span", MY_TYPE.answer_yours).class("mark")
}

fn card(model: &Model, context: ViewContext, subtype: SubtypeId, is_yours: bool) -> Box<Element> {
    let row = Row::Subtype(subtype);
    let (panel_context, is_made) = ViewContext::of_panel(model, row);
    let input = PanelInput {
        context: panel_context,
        subtype,
        sources_open: model.is_open(Row::Sources(SourcesOf::Subtype(subtype))),
        questions: model.ticks.questions.within(subtype.ask),
        terms: ScopedTerms::new(TermScope::Subtype(subtype), model.term),
    };
    let mark = is_yours.then(|| yours_mark(context));
    let class = if is_yours {
        "row topic yours"
    } else {
        "row topic"
    };
    let details = details(context, row, model.is_open(row), class).child(summary(
        context,
        2,
        subtype.name,
        None,
        [mark, None],
    ));
    let panel = Lazy::new(context.id(Key::Panel(row)), input, panel_of);
    parts::add_panel(details, "panel", is_made, panel)
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
    let mut chips = el("p").class("chips");
    for chip in subtype.chips.iter() {
        chips = chips
            .child(text_el(context, "span", chip).class("chip"))
            .text(" ");
    }
    let mut panel = parts::panel(context, Row::Subtype(subtype), subtype.name)
        .child(chips)
        .child(text_el(context, "p", subtype.share).class("key"));
    picture::add_share(context, &mut panel, subtype.share);
    panel
        .child(passage(context, UI.meaning, subtype.meaning, terms))
        .child(passage(context, UI.first, subtype.first, terms))
        .child(passage(context, UI.next, subtype.next, terms))
        .child(passage(context, UI.tests, subtype.tests, terms))
        .child(question_list(context, subtype.ask, input.questions))
        .child(passage(context, UI.unknown, subtype.unknown, terms))
        .child(el("div").class("folds").child(sources))
}
