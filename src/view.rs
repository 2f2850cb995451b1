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
mod urgent;

use crate::content::{self, FRONT, LANGUAGES, Open, SITES, SUBTYPES, TICKS, TextId, UI, Words};
use crate::model::{Announcement, Fold, Medium, Model, Msg, Row, Section, Target};
use crate::tree::{Element, Lazy, Str, el};
use parts::{Icon, heading, icon, say, say_all};

/// What every part of the view needs: small, and equal as long as nothing of it changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scene {
    words: Words,
    medium: Medium,
    level: u8,
}

impl Scene {
    fn of(model: &Model) -> Scene {
        Scene {
            words: model.words,
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

/// The whole widget.
pub fn view(model: &Model) -> Box<Element> {
    let scene = Scene::of(model);
    let mut top = el("div")
        .id(scene.id("mbc", ""))
        .class("mbc")
        .attr(
            "lang",
            LANGUAGES[usize::from(model.language) % LANGUAGES.len()],
        )
        .attr("data-theme", model.theme)
        .lazy(Lazy::new(
            scene.id("head", ""),
            HeadInput {
                scene,
                subtypes: model.sections.contains(&Section::Subtypes),
            },
            head,
        ));
    if !model.sections.contains(&Section::Map) {
        top = top.child(urgent::alone(scene));
    }
    for section in &model.sections {
        top.push(match section {
            Section::Map => site::map(model, scene),
            Section::Subtypes => subtype::cards(model, scene),
        });
    }
    let foot = Lazy::new(scene.id("foot", ""), FootInput(scene), foot);
    if scene.is_page() {
        top = top.lazy(foot);
    } else {
        let input = sheet::Input {
            scene,
            ticks: model.ticks,
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
    el("div").id(scene.id(FRAME, "")).class("frame").child(top)
}

#[derive(Clone, Copy, PartialEq)]
struct HeadInput {
    scene: Scene,
    subtypes: bool,
}

fn head(HeadInput { scene, subtypes }: HeadInput) -> Box<Element> {
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
    if subtypes {
        let target = Target::Section(Section::Subtypes);
        links.push(jump(scene, target, None, FRONT.subtypes_title));
    }
    if !scene.is_page() {
        links.push(jump(scene, Target::Sheet, None, UI.sheet));
    }
    let links = el("nav")
        .class("jump")
        .attr("aria-label", scene.say(UI.contents))
        .child(links);
    el("div")
        .id(scene.id("head", ""))
        .class("head")
        .child(heading(scene, 0).text(scene.say(FRONT.title)))
        .child(lead)
        .child(say(scene, "p", FRONT.start).class("start"))
        .child(say(scene, "p", FRONT.draft).class("small draft"))
        .child(links)
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

#[derive(Clone, Copy, PartialEq)]
struct FootInput(Scene);

fn foot(FootInput(scene): FootInput) -> Box<Element> {
    let mut meta = el("div")
        .class("meta small")
        .child(say(scene, "p", FRONT.sources_until))
        .child(say(scene, "p", FRONT.draft));
    if !scene.is_page() {
        meta.push(say(scene, "p", FRONT.privacy));
    }
    meta.push(
        say(scene, "p", UI.version)
            .text(" ")
            .text(env!("CARGO_PKG_VERSION")),
    );
    el("div")
        .id(scene.id("foot", ""))
        .class("end")
        .child(say_all(scene, "div", "p", FRONT.notes).class("notes"))
        .child(meta)
}

/// The one live region (WAI-ARIA `status`): polite, and empty unless something changed out of sight.
fn live(model: &Model, scene: Scene) -> Box<Element> {
    let name = |site: u8| scene.say(entry(&SITES, site).name);
    let said = match model.announcement {
        Announcement::Nothing => "".into(),
        Announcement::Opened(site) => scene.fill(UI.opened, name(site)),
        Announcement::Closed(site) => scene.fill(UI.closed, name(site)),
        Announcement::OnSheet(count) => scene.fill(UI.sheet_count, &number(count)),
    };
    el("p")
        .id("live".into())
        .class("sr")
        .attr("role", "status")
        .text_of(said)
}

/// The beginning of an id, and the row that a number makes.
type Kind = (&'static str, fn(u8) -> Row);

/// What each kind of row is called in ids, before the id of its place or card.
const ROWS: [Kind; 6] = [
    ("site-", Row::Site),
    ("subtype-", Row::Subtype),
    ("found-", |of| Row::Fold(Fold::Found, of)),
    ("relief-", |of| Row::Fold(Fold::Relief, of)),
    ("sources-", |of| Row::Fold(Fold::SiteSources, of)),
    ("basis-", |of| Row::Fold(Fold::SubtypeSources, of)),
];

fn row_id(scene: Scene, row: Row) -> Str {
    let (Row::Site(of) | Row::Subtype(of) | Row::Fold(_, of)) = row;
    let name = if is_of_subtype(row) {
        entry(&SUBTYPES, of).id
    } else {
        entry(&SITES, of).id
    };
    let kind = ROWS.iter().find(|(_, make)| make(of) == row);
    scene.id(kind.map_or("", |(kind, _)| kind), name)
}

fn is_of_subtype(row: Row) -> bool {
    matches!(row, Row::Subtype(_) | Row::Fold(Fold::SubtypeSources, _))
}

/// The other way round: [`row_id`] of the widget, read.
fn row_of(id: &str) -> Option<Row> {
    for (kind, row) in ROWS {
        if let Some(of) = id.strip_prefix(kind) {
            return if is_of_subtype(row(0)) {
                content::subtype(of)
            } else {
                content::site(of)
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
                name => Section::ALL
                    .into_iter()
                    .find(|section| section.name() == name)
                    .map(Target::Section),
            };
            shape()
                .map(Msg::ShapePressed)
                .or_else(|| tick_of(id, "remove-").map(Msg::RemovePressed))
                .or_else(|| target().map(Msg::JumpPressed))
        }
    }
}

fn tick_of(id: &str, kind: &str) -> Option<u16> {
    let mut number = 0u16;
    for digit in id.strip_prefix(kind)?.bytes() {
        number = number
            .checked_mul(10)?
            .checked_add(digit.checked_sub(b'0').filter(|digit| *digit < 10)?.into())?;
    }
    (number < TICKS).then_some(number)
}

/// The id of a tick's control: its number, which is the same in every language.
fn tick_id(kind: &'static str, tick: u16) -> Str {
    join(&[kind, &number(tick.into())]).into()
}
