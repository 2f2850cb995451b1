//! Pieces that several regions use: headings, icons, disclosure rows, lists, sources.

use super::context::ViewContext;
use crate::content::{
    FOREIGN_SOURCES, LANGUAGES, Piece, QuestionId, ReviewId, Run, SourceId, TermId, TextId, Texts,
    UI, pieces,
};
use crate::key::{Key, Single};
use crate::model::{OpenTerm, Row, Set, SourcesOf, Target, TermScope};
use crate::text::{join, number};
use crate::tree::{Element, Lazy, Str, el};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// A heading so many levels below the widget's title: 1 for a section, 2 for a row, 3 inside a panel.
pub(super) fn heading(context: ViewContext, below: u8) -> Box<Element> {
    let level = usize::from(context.level + below);
    el(HEADINGS.get(level - 1).copied().unwrap_or("h6"))
}

/// Drawn on a grid of 24 units.
#[derive(Clone, Copy)]
pub(super) struct Icon(&'static str);

#[rustfmt::skip]
impl Icon {
    pub(super) const EMERGENCY: Icon = Icon("M8.3 2.8h7.4l5.5 5.5v7.4l-5.5 5.5H8.3l-5.5-5.5V8.3zM12 7.5v5.5M12 16.6v.1");
    pub(super) const PHONE: Icon = Icon("M6.6 3.2 9.4 3l1.7 4.6-2 1.7c1 2.4 2.7 4.3 5.3 5.5l1.8-1.9 4.5 1.9-.3 2.9c-.2 1.7-1.6 2.8-3.2 2.6C10.3 19.5 4.5 13.6 3.8 6.5 3.6 4.8 4.9 3.3 6.6 3.2z");
    pub(super) const CALENDAR: Icon = Icon("M4 6.5h16v13.5H4zM4 10.8h16M8 3.5v4M16 3.5v4M8.5 15.3l2.3 2.2 4.5-4.3");
    pub(super) const CHEVRON: Icon = Icon("M5 9l7 7 7-7");
    pub(super) const CLOSE: Icon = Icon("M6 6l12 12M18 6 6 18");
    pub(super) const PRINT: Icon = Icon("M7 8.5V3.5h10v5M7 17H4.5V8.5h15V17H17M7 14h10v6.5H7z");
    pub(super) const LOCK: Icon = Icon("M6 10.5h12v9.5H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3");
}

/// An icon, always beside words, so hidden from assistive technology.
pub(super) fn icon(Icon(path): Icon) -> Box<Element> {
    // Size and paint for pages without a style sheet, where an SVG would be as wide as the page.
    el("svg")
        .class("ico")
        .attr("viewBox", "0 0 24 24")
        .attr("width", "24")
        .attr("height", "24")
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(el("path").attr("d", path))
}

/// The head of a disclosure row: its name as a heading, with what stands before and after it.
///
/// On a page without a style sheet a heading would break the line; there the name is only strong, and the heading
/// comes first in the panel, by [`panel`].
pub(super) fn summary(
    context: ViewContext,
    below: u8,
    name: TextId,
    before: Option<Box<Element>>,
    after: [Option<Box<Element>>; 2],
) -> Box<Element> {
    let mut summary = el("summary");
    if let Some(before) = before {
        summary.push(before);
    }
    if context.is_fallback() {
        summary = summary.text(" ").child(text_el(context, "strong", name));
        for element in after.into_iter().flatten() {
            summary = summary.text(" ").child(element);
        }
        return summary;
    }
    summary.push(
        heading(context, below)
            .class("name")
            .text(context.text(name)),
    );
    for element in after.into_iter().flatten() {
        summary.push(element);
    }
    summary.child(el("span").class("chev").child(icon(Icon::CHEVRON)))
}

/// The head of a closed row whose title is made at run time.
pub(super) fn summary_of(context: ViewContext, below: u8, title: Str) -> Box<Element> {
    if context.is_fallback() {
        return el("summary").child(el("strong").text_of(title));
    }
    el("summary")
        .child(heading(context, below).class("name").text_of(title))
        .child(el("span").class("chev").child(icon(Icon::CHEVRON)))
}

/// The heading of a section, which can be given the focus but is no stop of the Tab key.
pub(super) fn section_title(context: ViewContext, target: Target, title: TextId) -> Box<Element> {
    heading(context, 1)
        .id(context.id(target))
        .attr("tabindex", "-1")
        .text(context.text(title))
}

/// Begins the panel of a row.
pub(super) fn panel(context: ViewContext, row: Row, name: TextId) -> Box<Element> {
    let panel = el("div").id(context.id(Key::Panel(row))).class("panel");
    if context.is_fallback() {
        panel.child(heading(context, 2).text(context.text(name)))
    } else {
        panel
    }
}

/// Adds the panel of a row, which is empty until there is time to make it.
pub(super) fn add_panel(
    details: Box<Element>,
    class: &'static str,
    is_made: bool,
    panel: Box<Lazy>,
) -> Box<Element> {
    if is_made {
        return details.lazy(panel);
    }
    details.child(el("div").id(panel.id().to_owned().into()).class(class))
}

/// Begins a disclosure row: `details` and `summary`, the disclosure pattern as browsers have it.
/// The summary must come next; it is the first child.
pub(super) fn details(
    context: ViewContext,
    row: Row,
    open: bool,
    class: &'static str,
) -> Box<Element> {
    let mut details = el("details").id(context.id(row)).class(class);
    if let Some(group) = context.group(row) {
        // The group makes browsers close the others by themselves from Chrome 120, Safari 17.2 and Firefox 130 on
        // (https://developer.chrome.com/docs/css-ui/exclusive-accordion); the model does it in older ones.
        details = details.attr_of("name", group);
    }
    details.flag("open", open)
}

/// A closed row with its heading so many levels below the title of the widget; what is in it goes into the last child.
pub(super) fn fold(
    context: ViewContext,
    row: Row,
    open: bool,
    below: u8,
    title: TextId,
    inside: Box<Element>,
) -> Box<Element> {
    details(context, row, open, "fold")
        .child(summary(context, below, title, None, [None, None]))
        .child(inside.class("inside"))
}

/// An element that says one text.
pub(super) fn text_el(context: ViewContext, tag: &'static str, text: TextId) -> Box<Element> {
    el(tag).text(context.text(text))
}

/// A list with a dot before each item, whose texts have no marks.
pub(super) fn plain_list(context: ViewContext, texts: Texts) -> Box<Element> {
    let mut list = el("ul").class("bullets");
    for text in texts.iter() {
        list.push(text_el(context, "li", text));
    }
    list
}

/// A scope in which terms are marked, and the term that is open there.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ScopedTerms {
    scope: TermScope,
    open: Option<TermId>,
}

impl ScopedTerms {
    pub(super) fn new(scope: TermScope, open: Option<OpenTerm>) -> ScopedTerms {
        let open = open.filter(|open| open.scope == scope);
        ScopedTerms {
            scope,
            open: open.map(|open| open.term),
        }
    }
}

/// An element that says one text, in which each marked term is a button (WAI-ARIA disclosure) that opens its
/// definition at the end of the text; on a page, a link to the glossary.
pub(super) fn text_with_terms(
    context: ViewContext,
    tag: &'static str,
    text: TextId,
    terms: ScopedTerms,
) -> Box<Element> {
    let pieces = pieces(context.text(text));
    if let [Piece::Words(words)] = pieces[..] {
        return el(tag).text(words);
    }
    let mut element = el(tag);
    if !context.is_fallback() {
        // What changes has an id.
        element = element.id(context.id(Key::Text(text)));
    }
    let mut open = None;
    for piece in pieces {
        element = match piece {
            Piece::Words(words) => element.text(words),
            Piece::Term(term, words) if context.is_fallback() => {
                let to = join(&["#", &context.id(Key::GlossaryTerm(term))]);
                element.child(el("a").attr_of("href", to.into()).text(words))
            }
            Piece::Term(term, words) => {
                let is_open = terms.open == Some(term);
                if is_open {
                    open = Some(term);
                }
                let id = OpenTerm {
                    scope: terms.scope,
                    term,
                };
                let button = el("button")
                    .id(context.id(Target::Term(id)))
                    .class("term")
                    .attr("type", "button")
                    .attr("aria-expanded", if is_open { "true" } else { "false" });
                element.child(button.text(words))
            }
        };
    }
    if let Some(open) = open {
        element.push(definition(context, open));
    }
    element
}

/// A definition in its place: the word, how to say it, what it means.
fn definition(context: ViewContext, term: TermId) -> Box<Element> {
    let definition = el("span")
        .id(context.id(Single::Definition))
        .class("def")
        .child(text_el(context, "strong", term.name()));
    pronounced(context, definition, term)
        .text(" ")
        .child(text_el(context, "span", term.text()).class("means"))
}

/// Adds how to say a word, where it is not said as it is written.
pub(super) fn pronounced(context: ViewContext, to: Box<Element>, term: TermId) -> Box<Element> {
    let sound = context.text(term.pronunciation());
    if sound.is_empty() {
        return to;
    }
    let said = context.fill(UI.said, sound);
    to.text(" ").child(el("span").class("sub").text_of(said))
}

/// Puts an element for each of the texts into another.
pub(super) fn texts_with_terms(
    context: ViewContext,
    to: Box<Element>,
    each: &'static str,
    texts: Texts,
    terms: ScopedTerms,
) -> Box<Element> {
    let mut to = to;
    for text in texts.iter() {
        to.push(text_with_terms(context, each, text, terms));
    }
    to
}

/// A list with a dot before each item.
pub(super) fn list_with_terms(
    context: ViewContext,
    texts: Texts,
    terms: ScopedTerms,
) -> Box<Element> {
    texts_with_terms(context, el("ul"), "li", texts, terms).class("bullets")
}

/// A heading inside a panel, and sentences under it.
pub(super) fn passage(
    context: ViewContext,
    title: TextId,
    texts: Texts,
    terms: ScopedTerms,
) -> Box<Element> {
    let passage = el("div")
        .class("passage")
        .child(heading(context, 3).text(context.text(title)));
    texts_with_terms(context, passage, "p", texts, terms)
}

/// Questions to ask, under their heading.
pub(super) fn question_list(
    context: ViewContext,
    questions: Run<QuestionId>,
    ticked: Set<QuestionId>,
) -> Box<Element> {
    let title = heading(context, 3).text(context.text(UI.ask));
    let group = if context.is_fallback() {
        el("div").class("passage").child(title)
    } else {
        el("fieldset")
            .class("ticks")
            .child(el("legend").child(title))
    };
    question_boxes_in(context, group, questions, ticked)
}

/// What a row of questions holds, which names them.
pub(super) fn question_boxes(
    context: ViewContext,
    questions: Run<QuestionId>,
    ticked: Set<QuestionId>,
) -> Box<Element> {
    let boxes = question_boxes_in(context, el("div").class("ticks"), questions, ticked);
    el("div").child(boxes)
}

/// A box for each question, whose row is its label. On a page without script, a list without the note on ticking.
fn question_boxes_in(
    context: ViewContext,
    to: Box<Element>,
    questions: Run<QuestionId>,
    ticked: Set<QuestionId>,
) -> Box<Element> {
    if context.is_fallback() {
        let mut list = el("ul").class("bullets");
        for question in questions.iter() {
            list.push(text_el(context, "li", question.text()));
        }
        return to.child(list);
    }
    let mut list = el("div").class("list");
    for question in questions.iter() {
        let words = text_el(context, "span", question.text());
        let key = Key::QuestionBox(question);
        list.push(tick_box(context, key, ticked.has(question), words));
    }
    to.child(text_el(context, "p", UI.ask_tick).class("sub"))
        .child(list)
}

/// A box with its words, which can be pressed too.
pub(super) fn tick_box(
    context: ViewContext,
    key: Key,
    ticked: bool,
    words: Box<Element>,
) -> Box<Element> {
    choice(context, key, "checkbox", "", ticked, words)
}

/// A box or a radio button of a group with its words, which can be pressed too.
pub(super) fn choice(
    context: ViewContext,
    key: Key,
    kind: &'static str,
    group: &'static str,
    chosen: bool,
    words: Box<Element>,
) -> Box<Element> {
    let mut control = el("input")
        .id(context.id(key))
        .attr("type", kind)
        // Firefox restores ticks after a reload, also of boxes without a name, unless this stands here (Mozilla bug
        // 654072, google/material-design-lite#1817). The guide promises that ticks are gone with the page.
        .attr("autocomplete", "off")
        .flag("checked", chosen);
    if !group.is_empty() {
        control = control.attr("name", group);
    }
    el("label").child(control).child(words)
}

/// An item that leads to a place of the guide, in a list of such items that stands once.
pub(super) fn jump(
    context: ViewContext,
    target: Target,
    icon: Option<Box<Element>>,
    words: TextId,
) -> Box<Element> {
    lead(context, Key::Jump(target), target, icon, words)
}

/// An item that leads to a place of the guide: a link on a page, a button in the widget, because nothing inside a
/// shadow root has an address that a link could lead to.
pub(super) fn lead(
    context: ViewContext,
    key: Key,
    target: Target,
    icon: Option<Box<Element>>,
    words: TextId,
) -> Box<Element> {
    let mut item = if context.is_fallback() {
        el("a").attr_of("href", join(&["#", &context.id(target)]).into())
    } else {
        el("button").id(context.id(key)).attr("type", "button")
    };
    if let Some(icon) = icon {
        item.push(icon);
    }
    let item = item.text(context.text(words));
    el("li").child(if context.is_fallback() {
        // Paragraphs keep links apart where there is no style.
        el("p").child(item)
    } else {
        item
    })
}

/// A number to press: what is dialled are its digits. Its groups have one order, in text from right to left too.
pub(super) fn phone(number: Str) -> Box<Element> {
    let mut dialled = String::from("tel:");
    for sign in number.bytes() {
        if sign.is_ascii_digit() || sign == b'+' {
            dialled.push(char::from(sign));
        }
    }
    el("a")
        .attr_of("href", dialled.into())
        .attr("dir", "ltr")
        .text_of(number)
}

/// A link to another site, which opens beside the page and gets no referrer. What is no private address leads
/// nowhere: the build and the model refuse it, but not every host of ours may check what it fetches.
pub(super) fn link(url: Str) -> Box<Element> {
    if !(url.starts_with("https://") || url.starts_with("mailto:")) {
        return el("a");
    }
    el("a")
        .attr_of("href", url)
        .attr("rel", "noopener noreferrer")
        .attr("target", "_blank")
}

/// A closed row with the sources under an entry, and who reviewed its words. On a page without script, the numbers
/// of the sources, which stand once, at its end, by [`all_sources`].
pub(super) fn sources(
    context: ViewContext,
    of: SourcesOf,
    open: bool,
    below: u8,
    ids: &'static [SourceId],
    review: ReviewId,
) -> Box<Element> {
    let origins = Origins {
        of,
        title: UI.sources,
        ids,
        review,
    };
    sources_after(context, el("div"), &origins, open, below)
}

/// Sources, the row that they are in, and what a clinician signs for what rests on them.
pub(super) struct Origins {
    pub(super) of: SourcesOf,
    pub(super) title: TextId,
    pub(super) ids: &'static [SourceId],
    pub(super) review: ReviewId,
}

/// The same, after other words in the same row.
pub(super) fn sources_after(
    context: ViewContext,
    before: Box<Element>,
    origins: &Origins,
    open: bool,
    below: u8,
) -> Box<Element> {
    let mut inside = before;
    if context.is_fallback() {
        let mut line = text_el(context, "p", UI.sources);
        for (at, id) in origins.ids.iter().enumerate() {
            let to = join(&["#", &context.id(Key::Source(*id))]);
            let link = el("a")
                .attr_of("href", to.into())
                .text_of(number(id.index() + 1).into());
            line = line.text(if at == 0 { ": " } else { ", " }).child(link);
        }
        inside.push(line);
    } else {
        let mut list = el("ul").class("bullets origin");
        for id in origins.ids {
            list.push(source(context, *id));
        }
        inside = inside
            .child(text_el(context, "p", UI.sources_note).class("sub"))
            .child(list);
    }
    let signed = origins.review.signed;
    if !context.text(signed).is_empty() {
        inside.push(text_el(context, "p", signed).class("small"));
    }
    if context.is_fallback() {
        return inside;
    }
    let row = Row::Sources(origins.of);
    fold(context, row, open, below, origins.title, inside)
}

/// A source: who says it, where, and when that was read.
fn source(context: ViewContext, source: SourceId) -> Box<Element> {
    let mut link = link(context.text(source.url()).into()).text(context.text(source.title()));
    // Or a voice of the guide's language would read the title (WCAG 3.1.2).
    let foreign = FOREIGN_SOURCES
        .iter()
        .find(|(foreign, _)| *foreign == source);
    let language = foreign.map_or(LANGUAGES[0].code, |(_, language)| *language);
    if language != context.language {
        // It runs as its first letter does: the language need not be one of the guide's.
        link = link.attr("lang", language).attr("dir", "auto");
    }
    let mut item = text_el(context, "li", source.publisher())
        .text(": ")
        .child(link);
    let day = context.text(source.read());
    if !day.is_empty() {
        let read = context.fill(UI.read, day);
        item = item.text_of(join(&[" (", &read, ")"]).into());
    }
    item
}

/// The sources of a whole page, each once; their place in the list is their number.
pub(super) fn all_sources(context: ViewContext) -> Box<Element> {
    let mut list = el("ol");
    for id in SourceId::all() {
        list.push(source(context, id).id(context.id(Key::Source(id))));
    }
    el("div")
        .child(heading(context, 1).text(context.text(UI.sources)))
        .child(text_el(context, "p", UI.sources_note))
        .child(list)
}
