//! Model to tree: the same content and model give the same tree.
//!
//! This file lays out the whole and says which id means what: [`id_of`] names things, [`heard`] reads the name
//! back when the page reports an event. The regions of the screen are in the files beside it. What a click
//! cannot change is a lazy subtree, so it is not built again.

mod figure;
mod parts;
mod sheet;
mod site;
mod subtype;
mod topic;
mod urgent;

use crate::content::{
    self, FRONT, LANGUAGE_NAMES, LANGUAGES, Open, PAGE_SOURCES, PARTS, SITES, SUBTYPES, TICKS,
    TOPICS, TextId, UI, Words,
};
use crate::model::{Announcement, Fold, Medium, Model, Msg, OpenTerm, Row, Section, Sheet, Target};
use crate::tree::{Element, Lazy, Str, el};
use parts::{Icon, all_sources, heading, icon, link, say, sources};
pub use sheet::{paper, sheet_text};

/// Places in which a term of the glossary is marked once, by number: each site, subtype and topic, the words before
/// the subtypes, and each closed row, which may be the first that somebody opens.
mod scopes {
    use super::{SITES, SUBTYPES, TOPICS};

    const PLACES: u8 = SITES.len() as u8;
    const CARDS: u8 = PLACES * 3;
    const SECTIONS: u8 = CARDS + SUBTYPES.len() as u8;
    pub(super) const SUBTYPES_INTRO: u8 = SECTIONS + TOPICS.len() as u8;

    /// The panel of a site, how it is found, and what can treat or relieve it.
    pub(super) fn site(site: u8) -> [u8; 3] {
        [site, PLACES + site, PLACES * 2 + site]
    }

    pub(super) fn subtype(subtype: u8) -> u8 {
        CARDS + subtype
    }

    pub(super) fn topic(topic: u8) -> u8 {
        SECTIONS + topic
    }

    pub(super) fn part(part: u8) -> u8 {
        SUBTYPES_INTRO + 1 + part
    }
}

// Their numbers must fit.
const _: () = assert!(
    PARTS.len() + (scopes::SUBTYPES_INTRO as usize) < 255,
    "more parts than a byte can number"
);

/// What every part of the view needs: small, and equal as long as nothing of it changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scene {
    words: Words,
    language: &'static str,
    medium: Medium,
    level: u8,
}

impl Scene {
    fn of(model: &Model) -> Scene {
        Scene {
            words: model.words,
            language: language_of(model),
            medium: model.medium,
            level: model.heading_level,
        }
    }

    fn say(self, text: TextId) -> &'static str {
        self.words.get(text)
    }

    /// A sentence with its open place filled.
    fn fill(self, sentence: Open, with: &str) -> Str {
        join(&[self.say(sentence.before), with, self.say(sentence.after)]).into()
    }

    /// Pages are printed natively, so the engine carries nothing of them.
    fn is_page(self) -> bool {
        cfg!(not(target_family = "wasm")) && self.medium == Medium::Page
    }

    /// An id of two parts: inside the shadow root it is free to choose, on a page it must not meet others.
    #[inline(never)]
    fn id(self, kind: &'static str, of: &'static str) -> Str {
        match of {
            _ if self.is_page() => join(&["mbc-fallback-", kind, of]).into(),
            "" => kind.into(),
            of => join(&[kind, of]).into(),
        }
    }
}

/// Texts end to end. `concat` and `format!` do the same and cost kilobytes.
#[inline(never)]
pub(crate) fn join(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(part);
    }
    joined
}

/// A number as text, without what `to_string` brings along.
fn number(number: u32) -> String {
    let mut text = if number < 10 {
        String::new()
    } else {
        self::number(number / 10)
    };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// The entry with this number. Numbers come from the same lists, so there always is one.
fn entry<T, const N: usize>(list: &'static [T; N], number: u8) -> &'static T {
    list.get(usize::from(number)).unwrap_or(&list[0])
}

/// The id of the element that holds the whole widget in its shadow root.
pub const FRAME: &str = "frame";

/// The code of the language shown.
fn language_of(model: &Model) -> &'static str {
    LANGUAGES[usize::from(model.language) % LANGUAGES.len()]
}

/// The whole widget.
pub fn view(model: &Model) -> Box<Element> {
    let scene = Scene::of(model);
    if model.sheet == Sheet::Large {
        let top = el("div")
            .id(scene.id("mbc", ""))
            .class("mbc")
            .attr("lang", language_of(model))
            .attr("data-theme", model.theme)
            .child(sheet::large(model, scene))
            .child(live(model, scene));
        return frame(scene, top);
    }
    let draft = !model.is_reviewed();
    let mut top = el("div")
        .id(scene.id("mbc", ""))
        .class("mbc")
        .attr("lang", language_of(model))
        .attr("data-theme", model.theme)
        .lazy(Lazy::new(
            scene.id("head", ""),
            HeadInput {
                scene,
                shown: SHORTCUTS.map(|section| model.sections.contains(&section)),
                language: model.language,
                draft,
                overdue: model.is_overdue(),
                failed: model.language_failed,
            },
            head,
        ));
    if !model.sections.contains(&Section::Map) {
        top = top.child(urgent::alone(model, scene));
    }
    let mut run = Vec::new();
    for section in &model.sections {
        if let Section::Topic(topic) = section {
            run.push(*topic);
            continue;
        }
        // Topics that stand one after another have one heading.
        if !run.is_empty() {
            top.push(topic::topics(model, scene, &run));
            run.clear();
        }
        top.push(if *section == Section::Map {
            site::map(model, scene)
        } else {
            subtype::cards(model, scene)
        });
    }
    if !run.is_empty() {
        top.push(topic::topics(model, scene, &run));
    }
    let foot = Lazy::new(
        scene.id("foot", ""),
        FootInput {
            scene,
            draft,
            basis: model.is_open(FOOT_SOURCES),
        },
        foot,
    );
    if scene.is_page() {
        top = top.lazy(foot);
    } else {
        let input = sheet::Input {
            scene,
            ticks: model.ticks,
            sheet: model.sheet,
            outcome: model.outcome,
        };
        top = top
            .lazy(Lazy::new(
                scene.id("sheet-section", ""),
                input,
                sheet::sheet,
            ))
            .lazy(foot)
            .child(live(model, scene));
    }
    frame(scene, top)
}

/// What is a container for its style has no width of its own. A picture of no height has one and yields it, so that
/// the widget is as wide as it may be in a parent that is as wide as what is in it (a float, a table cell).
fn frame(scene: Scene, top: Box<Element>) -> Box<Element> {
    let frame = el("div").id(scene.id(FRAME, "")).class("frame");
    if scene.is_page() {
        return frame.child(top);
    }
    let width = el("svg").class("width").attr("aria-hidden", "true");
    frame.child(width).child(el("div").class("box").child(top))
}

/// The first words and the signs that cannot wait, without anything that needs a style.
#[cfg(not(target_family = "wasm"))]
pub fn opening(model: &Model) -> Box<Element> {
    let scene = Scene::of(model);
    let mut opening = el("div")
        .id(scene.id("head", ""))
        .child(heading(scene, 0).text(scene.say(FRONT.title)));
    for text in FRONT.lead.iter() {
        opening.push(say(scene, "p", text));
    }
    if !model.is_reviewed() {
        opening.push(say(scene, "p", FRONT.draft));
    }
    opening.child(urgent::brief(scene))
}

/// Sections that the contents lead to, if they are shown.
const SHORTCUTS: [Section; 3] = [Section::Topic(0), Section::Subtypes, Section::Topic(HELP)];

/// The number of the topic `help`.
const HELP: u8 = 6;

#[derive(Clone, Copy, PartialEq)]
struct HeadInput {
    scene: Scene,
    shown: [bool; SHORTCUTS.len()],
    language: u8,
    draft: bool,
    overdue: bool,
    failed: bool,
}

fn head(input: HeadInput) -> Box<Element> {
    let HeadInput { scene, .. } = input;
    let mut lead = el("p").class("lead");
    for text in FRONT.lead.iter() {
        let gap = if lead.children.is_empty() { "" } else { " " };
        lead = lead.text(gap).text(scene.say(text));
    }
    let mut links = el("ul");
    let urgent = icon(Icon::EMERGENCY);
    links.push(jump(
        scene,
        Target::Urgent,
        Some(urgent),
        content::URGENT.title,
    ));
    for (section, shown) in SHORTCUTS.iter().zip(input.shown) {
        let (target, words) = match section {
            Section::Topic(topic) => (Target::Row(Row::Topic(*topic)), entry(&TOPICS, *topic).name),
            section => (Target::Section(*section), FRONT.subtypes_title),
        };
        if shown {
            links.push(jump(scene, target, None, words));
        }
    }
    if !scene.is_page() {
        links.push(jump(scene, Target::Sheet, None, UI.sheet));
    }
    let links = el("nav")
        .class("jump")
        .attr("aria-label", scene.say(UI.contents))
        .child(links);
    let mut head = el("div").id(scene.id("head", "")).class("head");
    if !scene.is_page() {
        let mut tools = el("div").id("tools".into()).class("tools");
        if LANGUAGES.len() > 1 {
            tools.push(languages(scene, input.language));
        }
        let print = el("button")
            .id(PRINT.into())
            .class("quiet")
            .attr("type", "button")
            .child(icon(Icon::PRINT))
            .text(scene.say(UI.print));
        head.push(tools.child(print));
    }
    if input.failed {
        head.push(say(scene, "p", UI.language_failed).class("small"));
    }
    head = head
        .child(heading(scene, 0).text(scene.say(FRONT.title)))
        .child(lead)
        .child(say(scene, "p", FRONT.start).class("start"));
    if !scene.is_page() {
        head.push(el("slot").attr("name", "welcome"));
    }
    if input.draft {
        head.push(say(scene, "p", FRONT.draft).class("small draft"));
    }
    if input.overdue {
        head.push(say(scene, "p", UI.overdue).class("overdue"));
    }
    head.child(links)
}

/// The id of the button that prints the guide.
const PRINT: &str = "print";

/// A button for each language, named in that language.
fn languages(scene: Scene, current: u8) -> Box<Element> {
    // It has an id, so that the button that was pressed keeps the focus.
    let mut group = el("div")
        .id("langs".into())
        .class("langs")
        .attr("role", "group")
        .attr("aria-label", scene.say(UI.languages));
    for (number, (code, name)) in LANGUAGES.iter().zip(LANGUAGE_NAMES).enumerate() {
        let pressed = number == usize::from(current);
        group.push(
            el("button")
                .id(join(&["lang-", code]).into())
                .attr("type", "button")
                .attr("lang", code)
                .attr("aria-pressed", if pressed { "true" } else { "false" })
                .text(name),
        );
    }
    group
}

/// An item of the contents: a link on a page, a button in the widget, because nothing inside a shadow root has an
/// address that a link could lead to.
fn jump(scene: Scene, target: Target, icon: Option<Box<Element>>, words: TextId) -> Box<Element> {
    let to = id_of(scene, target);
    let mut item = if scene.is_page() {
        el("a").attr_of("href", join(&["#", &to]).into())
    } else {
        el("button")
            .id(join(&["to-", &to]).into())
            .attr("type", "button")
    };
    if let Some(icon) = icon {
        item.push(icon);
    }
    el("li").child(item.text(scene.say(words)))
}

/// The heading of a section, which can be given the focus but is no stop of the Tab key.
fn section_title(scene: Scene, section: Section, title: TextId) -> Box<Element> {
    let id = id_of(scene, Target::Section(section));
    heading(scene, 1)
        .id(id)
        .attr("tabindex", "-1")
        .text(scene.say(title))
}

const FOOT_SOURCES: Row = Row::Fold(Fold::PageSources, 1);

#[derive(Clone, Copy, PartialEq)]
struct FootInput {
    scene: Scene,
    draft: bool,
    basis: bool,
}

fn foot(
    FootInput {
        scene,
        draft,
        basis,
    }: FootInput,
) -> Box<Element> {
    let mut meta = el("div")
        .class("meta small")
        .child(say(scene, "p", FRONT.sources_until));
    if draft {
        meta.push(say(scene, "p", FRONT.draft));
    }
    if !scene.is_page() {
        meta.push(say(scene, "p", FRONT.privacy));
    }
    for text in FRONT.edition.iter() {
        if !scene.say(text).is_empty() {
            meta.push(say(scene, "p", text));
        }
    }
    let url = scene.say(FRONT.contact_url);
    if !url.is_empty() {
        let address = link(url.into()).text(scene.say(FRONT.contact_address));
        let contact = say(scene, "p", FRONT.contact.before).child(address);
        meta.push(contact.text(scene.say(FRONT.contact.after)));
    }
    meta.push(
        say(scene, "p", UI.version)
            .text(" ")
            .text(env!("CARGO_PKG_VERSION")),
    );
    let mut notes = el("div").class("notes");
    for text in FRONT.notes.iter() {
        notes.push(say(scene, "p", text));
    }
    // `front` is the first of what can be reviewed.
    let basis = sources(scene, FOOT_SOURCES, basis, 1, PAGE_SOURCES[1], 0);
    let foot = el("div")
        .id(scene.id("foot", ""))
        .class("end")
        .child(notes)
        .child(meta)
        .child(el("div").class("folds").child(basis));
    if scene.is_page() {
        return foot.child(all_sources(scene, source_count()));
    }
    foot
}

/// How many sources there are: one more than the greatest number, because each is the source of something.
fn source_count() -> u8 {
    let sites = SITES.iter().map(|site| site.sources);
    let subtypes = SUBTYPES.iter().map(|subtype| subtype.sources);
    let topics = TOPICS.iter().map(|topic| topic.sources);
    let numbers = sites.chain(subtypes).chain(topics).chain(PAGE_SOURCES);
    numbers.flatten().max().map_or(0, |number| number + 1)
}

/// The one live region (WAI-ARIA `status`): polite, and empty unless something changed out of sight.
fn live(model: &Model, scene: Scene) -> Box<Element> {
    let name = |site: u8| scene.say(entry(&SITES, site).name);
    let said = match model.announcement {
        Announcement::Nothing => "".into(),
        Announcement::Opened(site) => scene.fill(UI.opened, name(site)),
        Announcement::Closed(site) => scene.fill(UI.closed, name(site)),
        Announcement::OnSheet(count) => scene.fill(UI.sheet_count, &number(count)),
        Announcement::LanguageFailed => scene.say(UI.language_failed).into(),
        Announcement::Outcome(outcome) => scene.say(sheet::told(outcome)).into(),
    };
    el("p")
        .id("live".into())
        .class("sr")
        .attr("role", "status")
        .text_of(said)
}

/// The beginning of an id, and the row that a number makes.
type Kind = (&'static str, fn(u8) -> Row);

/// What each kind of row is called in ids, before the id of its place, card or topic, or before a number.
const ROWS: [Kind; 10] = [
    ("site-", Row::Site),
    ("subtype-", Row::Subtype),
    ("section-", Row::Topic),
    ("part-", Row::Part),
    ("found-", |of| Row::Fold(Fold::Found, of)),
    ("relief-", |of| Row::Fold(Fold::Relief, of)),
    ("sources-", |of| Row::Fold(Fold::SiteSources, of)),
    ("basis-", |of| Row::Fold(Fold::SubtypeSources, of)),
    ("grounds-", |of| Row::Fold(Fold::TopicSources, of)),
    ("origins-", |of| Row::Fold(Fold::PageSources, of)),
];

fn row_id(scene: Scene, row: Row) -> Str {
    let (Row::Site(of) | Row::Subtype(of) | Row::Topic(of) | Row::Part(of) | Row::Fold(_, of)) =
        row;
    let kind = ROWS.iter().find(|(_, make)| make(of) == row);
    let kind = kind.map_or("", |(kind, _)| kind);
    match of_what(row) {
        Of::Site => scene.id(kind, entry(&SITES, of).id),
        Of::Subtype => scene.id(kind, entry(&SUBTYPES, of).id),
        Of::Topic => scene.id(kind, entry(&TOPICS, of).id),
        Of::Number => join(&[&scene.id(kind, ""), &number(of.into())]).into(),
    }
}

/// What the number of a row counts.
enum Of {
    Site,
    Subtype,
    Topic,
    Number,
}

fn of_what(row: Row) -> Of {
    match row {
        Row::Site(_) | Row::Fold(Fold::Found | Fold::Relief | Fold::SiteSources, _) => Of::Site,
        Row::Subtype(_) | Row::Fold(Fold::SubtypeSources, _) => Of::Subtype,
        Row::Topic(_) | Row::Fold(Fold::TopicSources, _) => Of::Topic,
        Row::Part(_) | Row::Fold(Fold::PageSources, _) => Of::Number,
    }
}

/// The other way round: [`row_id`] of the widget, read.
fn row_of(id: &str) -> Option<Row> {
    for (kind, row) in ROWS {
        if let Some(of) = id.strip_prefix(kind) {
            return match of_what(row(0)) {
                Of::Site => content::site(of),
                Of::Subtype => content::subtype(of),
                Of::Topic => content::topic(of),
                Of::Number => number_of(of, PARTS.len() as u16).map(|number| number as u8),
            }
            .map(row);
        }
    }
    None
}

/// The id of the element that stands for a target. The head of a row is the first element inside it.
pub(crate) fn id_of(scene: Scene, target: Target) -> Str {
    match target {
        Target::Row(row) => row_id(scene, row),
        Target::Section(section) => scene.id(section.name(), ""),
        Target::Urgent => scene.id("urgent", ""),
        Target::Sheet => scene.id("sheet", ""),
        Target::Button(which) => {
            let found = sheet::BUTTONS.iter().find(|(_, button)| *button == which);
            join(&["sheet-", found.map_or("", |(name, _)| name)]).into()
        }
        Target::Term(OpenTerm { scope, term }) => {
            join(&["term-", &number(scope.into()), "-", &number(term.into())]).into()
        }
    }
}

/// The id of a target in the living widget.
pub fn place_of(model: &Model, target: Target) -> Str {
    id_of(Scene::of(model), target)
}

/// What the page reports about an element with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The head of this row was pressed.
    HeadPressed,
    /// It, or something in it without an id, was pressed.
    Pressed,
    /// The row is open (true) or closed now.
    Toggled(bool),
    /// The box is ticked (true) or not now.
    Changed(bool),
    /// Escape was pressed in this row.
    Escape,
}

/// What that means; nothing, if the element has no part in it.
pub fn heard(event: Heard, id: &str) -> Option<Msg> {
    match event {
        Heard::HeadPressed => row_of(id).map(Msg::RowPressed),
        Heard::Toggled(open) => row_of(id).map(|row| Msg::RowToggled(row, open)),
        Heard::Escape => row_of(id).map(Msg::EscapePressed),
        Heard::Changed(ticked) => tick_of(id, "tick-").map(|tick| Msg::TickChanged(tick, ticked)),
        Heard::Pressed => {
            let shape = || {
                id.strip_prefix("fig-")
                    .or(id.strip_prefix("pin-"))
                    .and_then(content::site)
            };
            let target = || match id.strip_prefix("to-")? {
                "urgent" => Some(Target::Urgent),
                "sheet" => Some(Target::Sheet),
                "subtypes" => Some(Target::Section(Section::Subtypes)),
                row => row_of(row).map(Target::Row),
            };
            let language = || {
                let code = id.strip_prefix("lang-")?;
                let number = LANGUAGES.iter().position(|known| *known == code)?;
                Some(Msg::LanguagePressed(number as u8))
            };
            let term = || {
                let both = id.strip_prefix("term-")?;
                let dash = both.bytes().position(|byte| byte == b'-')?;
                Some(Msg::TermPressed(OpenTerm {
                    scope: number_of(both.get(..dash)?, 256)? as u8,
                    term: number_of(both.get(dash + 1..)?, 256)? as u8,
                }))
            };
            let button = || {
                let name = id.strip_prefix("sheet-")?;
                let found = sheet::BUTTONS.iter().find(|(known, _)| *known == name);
                found.map(|(_, button)| Msg::SheetPressed(*button))
            };
            shape()
                .map(Msg::ShapePressed)
                .or_else(button)
                .or_else(|| (id == PRINT).then_some(Msg::PrintPressed))
                .or_else(|| tick_of(id, "remove-").map(Msg::RemovePressed))
                .or_else(|| target().map(Msg::JumpPressed))
                .or_else(term)
                .or_else(language)
        }
    }
}

fn tick_of(id: &str, kind: &str) -> Option<u16> {
    number_of(id.strip_prefix(kind)?, TICKS)
}

/// A number below `end`, in digits alone.
fn number_of(digits: &str, end: u16) -> Option<u16> {
    let mut number = 0u16;
    for digit in digits.bytes() {
        number = number
            .checked_mul(10)?
            .checked_add(digit.checked_sub(b'0').filter(|digit| *digit < 10)?.into())?;
    }
    (!digits.is_empty() && number < end).then_some(number)
}

/// The id of a tick's control: its number, which is the same in every language.
fn tick_id(kind: &'static str, tick: u16) -> Str {
    join(&[kind, &number(tick.into())]).into()
}
