//! Pieces that several regions use: headings, icons, disclosure rows, lists, sources.

use super::topic::term_anchor;
use super::{Scene, id_of, join, number, row_id, tick_id};
use crate::content::{
    FOREIGN, FRONT, LANGUAGES, Piece, TextId, Texts, Ticks, UI, pieces, source, term,
};
use crate::model::{Bits, OpenTerm, Row, Target};
use crate::tree::{Element, Str, el};

const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// A heading so many levels below the widget's title: 1 for a section, 2 for a row, 3 inside a panel.
pub(super) fn heading(scene: Scene, below: u8) -> Box<Element> {
    let level = usize::from(scene.level + below);
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
    scene: Scene,
    below: u8,
    name: TextId,
    before: Option<Box<Element>>,
    after: [Option<Box<Element>>; 2],
) -> Box<Element> {
    let mut summary = el("summary");
    if let Some(before) = before {
        summary.push(before);
    }
    if scene.is_page() {
        summary = summary.text(" ").child(say(scene, "strong", name));
        for element in after.into_iter().flatten() {
            summary = summary.text(" ").child(element);
        }
        return summary;
    }
    summary.push(heading(scene, below).class("name").text(scene.say(name)));
    for element in after.into_iter().flatten() {
        summary.push(element);
    }
    summary.child(el("span").class("chev").child(icon(Icon::CHEVRON)))
}

/// Begins the panel of a row.
pub(super) fn panel(scene: Scene, row: Row, name: TextId) -> Box<Element> {
    let panel = el("div").id(panel_id(scene, row)).class("panel");
    if scene.is_page() {
        panel.child(heading(scene, 2).text(scene.say(name)))
    } else {
        panel
    }
}

/// The id of the panel of a row.
pub(super) fn panel_id(scene: Scene, row: Row) -> Str {
    join(&[&row_id(scene, row), "-panel"]).into()
}

/// Begins a disclosure row: `details` and `summary`, the disclosure pattern as browsers have it.
/// The summary must come next; it is the first child.
pub(super) fn details(scene: Scene, row: Row, open: bool, class: &'static str) -> Box<Element> {
    let mut details = el("details").id(row_id(scene, row)).class(class);
    if matches!(row, Row::Site(_)) {
        // The group makes browsers close the others by themselves; the model does it where they do not.
        details = details.attr_of("name", scene.id("site", ""));
    } else if matches!(row, Row::Topic(_)) {
        details = details.attr_of("name", scene.id("topic", ""));
    }
    details.flag("open", open)
}

/// A closed row with its heading so many levels below the title of the widget; what is in it goes into the last child.
pub(super) fn fold(
    scene: Scene,
    row: Row,
    open: bool,
    below: u8,
    title: TextId,
    inside: Box<Element>,
) -> Box<Element> {
    details(scene, row, open, "fold")
        .child(summary(scene, below, title, None, [None, None]))
        .child(inside.class("inside"))
}

/// An element that says one text.
pub(super) fn say(scene: Scene, tag: &'static str, text: TextId) -> Box<Element> {
    el(tag).text(scene.say(text))
}

/// A list with a dot before each item, whose texts have no marks.
pub(super) fn listed(scene: Scene, texts: Texts) -> Box<Element> {
    let mut list = el("ul").class("bullets");
    for text in texts.iter() {
        list.push(say(scene, "li", text));
    }
    list
}

/// Where texts are told: terms of the glossary that stand in them open there.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Told {
    scope: u8,
    /// The term that is open there.
    open: Option<u8>,
}

impl Told {
    pub(super) fn new(scope: u8, open: Option<OpenTerm>) -> Told {
        let open = open.filter(|open| open.scope == scope);
        Told {
            scope,
            open: open.map(|open| open.term),
        }
    }
}

/// An element that says one text, in which each marked term is a button (WAI-ARIA disclosure) that opens its
/// definition at the end of the text; on a page, a link to the glossary.
pub(super) fn told(scene: Scene, tag: &'static str, text: TextId, told: Told) -> Box<Element> {
    let pieces = pieces(scene.say(text));
    if let [Piece::Words(words)] = pieces[..] {
        return el(tag).text(words);
    }
    let mut element = el(tag);
    if !scene.is_page() {
        // What changes has an id.
        element = element.id(join(&["text-", &number(text.0.into())]).into());
    }
    let mut open = None;
    for piece in pieces {
        element = match piece {
            Piece::Words(words) => element.text(words),
            Piece::Term(term, words) if scene.is_page() => {
                let to = join(&["#", &term_anchor(scene, term)]);
                element.child(el("a").attr_of("href", to.into()).text(words))
            }
            Piece::Term(term, words) => {
                let is_open = told.open == Some(term);
                if is_open {
                    open = Some(term);
                }
                let id = OpenTerm {
                    scope: told.scope,
                    term,
                };
                let button = el("button")
                    .id(id_of(scene, Target::Term(id)))
                    .class("term")
                    .attr("type", "button")
                    .attr("aria-expanded", if is_open { "true" } else { "false" });
                element.child(button.text(words))
            }
        };
    }
    if let Some(open) = open {
        element.push(definition(scene, open));
    }
    element
}

/// A definition in its place: the word, how to say it, what it means.
fn definition(scene: Scene, number: u8) -> Box<Element> {
    let term = term(number);
    let sound = scene.fill(UI.said, scene.say(term.say));
    el("span")
        .id("definition".into())
        .class("def")
        .child(say(scene, "strong", term.name))
        .text(" ")
        .child(el("span").class("sub").text_of(sound))
        .child(say(scene, "span", term.text).class("means"))
}

/// Puts an element for each of the texts into another.
pub(super) fn told_all(
    scene: Scene,
    to: Box<Element>,
    each: &'static str,
    texts: Texts,
    at: Told,
) -> Box<Element> {
    let mut to = to;
    for text in texts.iter() {
        to.push(told(scene, each, text, at));
    }
    to
}

/// A list with a dot before each item.
pub(super) fn bullets(scene: Scene, texts: Texts, at: Told) -> Box<Element> {
    told_all(scene, el("ul"), "li", texts, at).class("bullets")
}

/// A heading inside a panel, and sentences under it.
pub(super) fn passage(scene: Scene, title: TextId, texts: Texts, at: Told) -> Box<Element> {
    let passage = el("div")
        .class("passage")
        .child(heading(scene, 3).text(scene.say(title)));
    told_all(scene, passage, "p", texts, at)
}

/// Things to tick: a group of native boxes, each row its own label. On a page without script, a list without
/// the note on ticking.
pub(super) fn tick_list(
    scene: Scene,
    title: TextId,
    reminder: Option<TextId>,
    tick_note: TextId,
    ticks: Ticks,
    ticked: Bits,
) -> Box<Element> {
    let page = scene.is_page();
    let title = heading(scene, 3).text(scene.say(title));
    let mut group = if page {
        el("div").class("passage").child(title)
    } else {
        el("fieldset")
            .class("ticks")
            .child(el("legend").child(title))
    };
    if let Some(reminder) = reminder {
        group.push(say(scene, "p", reminder).class("sub"));
    }
    if !page {
        group.push(say(scene, "p", tick_note).class("sub"));
    }
    let mut list = if page {
        el("ul").class("bullets")
    } else {
        el("div").class("list")
    };
    for (number, text) in ticks.iter() {
        if page {
            list.push(say(scene, "li", text));
            continue;
        }
        let control = el("input")
            .id(tick_id("tick-", number))
            .attr("type", "checkbox")
            // Firefox would restore ticks across reloads, which the promise "gone with the page" rules out.
            .attr("autocomplete", "off")
            .flag("checked", ticked.has(number));
        list.push(el("label").child(control).child(say(scene, "span", text)));
    }
    group.child(list)
}

/// A number to press: what is dialled are its digits.
pub(super) fn phone(number: Str) -> Box<Element> {
    let mut dialled = String::from("tel:");
    for sign in number.bytes() {
        if sign.is_ascii_digit() || sign == b'+' {
            dialled.push(char::from(sign));
        }
    }
    el("a").attr_of("href", dialled.into()).text_of(number)
}

/// A link to another site, which opens beside the page and is told nothing of it. What is no private address leads
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

/// A closed row with the sources under an entry, and who reviewed its words: its section's number among those that
/// can be reviewed. On a page, the numbers of the sources, which stand once, at its end, by [`all_sources`].
pub(super) fn sources(
    scene: Scene,
    row: Row,
    open: bool,
    below: u8,
    numbers: &[u8],
    reviewable: u8,
) -> Box<Element> {
    let mut inside = el("div");
    if scene.is_page() {
        let mut line = say(scene, "p", UI.sources);
        for (at, number) in numbers.iter().enumerate() {
            let to = join(&["#", &origin_id(scene, *number)]);
            let link = el("a")
                .attr_of("href", to.into())
                .text_of(self::number(u32::from(*number) + 1).into());
            line = line.text(if at == 0 { ": " } else { ", " }).child(link);
        }
        inside.push(line);
    } else {
        let mut list = el("ul").class("bullets origin");
        for number in numbers {
            list.push(origin(scene, *number));
        }
        inside = inside
            .child(say(scene, "p", UI.sources_note).class("sub"))
            .child(list);
    }
    let reviewed = TextId(FRONT.reviewed.start + u16::from(reviewable));
    if !scene.say(reviewed).is_empty() {
        inside.push(say(scene, "p", reviewed).class("small"));
    }
    if scene.is_page() {
        return inside;
    }
    fold(scene, row, open, below, UI.sources, inside)
}

/// A source: who says it, where, and when that was read.
fn origin(scene: Scene, number: u8) -> Box<Element> {
    let source = source(number);
    let mut link = link(scene.say(source.url).into()).text(scene.say(source.title));
    let foreign = FOREIGN.iter().find(|(of, _)| *of == number);
    let language = foreign.map_or(LANGUAGES[0], |(_, language)| *language);
    // Or a voice of the guide's language would read the title (WCAG 3.1.2).
    if language != scene.language {
        link = link.attr("lang", language);
    }
    let mut item = say(scene, "li", source.publisher).text(": ").child(link);
    let day = scene.say(source.read);
    if !day.is_empty() {
        let read = scene.fill(UI.read, day);
        item = item.text_of(join(&[" (", &read, ")"]).into());
    }
    item
}

fn origin_id(scene: Scene, of: u8) -> String {
    join(&[&scene.id("origin-", ""), &number(u32::from(of) + 1)])
}

/// The sources of a whole page, each once; their place in the list is their number.
pub(super) fn all_sources(scene: Scene, count: u8) -> Box<Element> {
    let mut list = el("ol");
    for number in 0..count {
        list.push(origin(scene, number).id(origin_id(scene, number).into()));
    }
    el("div")
        .child(heading(scene, 1).text(scene.say(UI.sources)))
        .child(say(scene, "p", UI.sources_note))
        .child(list)
}
