//! The id of every element that the widget makes: [`Key`] writes it and reads it back, so that patches, events, the
//! style sheet, the pages without script and whoever pastes them name an element in one way.
//!
//! Inside the shadow root an id is the key alone. On a page without script, [`FALLBACK_PREFIX`] stands before it,
//! because there it must not meet the ids of others. Names stay as they are, as far as the shell, the style sheet,
//! the WordPress plugin or a link may use them; a test compares.
//!
//! [`message`] says what an event at an element with a key means. This room knows nothing of how anything looks.

use crate::content::{
    FIGURE, LanguageId, LinkId, PartId, QuestionId, SignGroupId, SignId, SiteId, SourceId,
    SubtypeId, TEXTS, TermId, TextId, TopicId,
};
use crate::model::{
    Msg, OpenTerm, Row, SheetButton, SignsOf, SiteFold, SourcesOf, Target, TermScope, Tick, Voice,
};
use crate::receptors::Choice;
use crate::text::{join, number, parse_number, split_at_first_dash, split_at_last_dash};
use crate::tree::Str;

/// What stands before each id on a page without script.
pub const FALLBACK_PREFIX: &str = "mbc-fallback-";

/// The key of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// An element of which there is one.
    Single(Single),
    /// What can be shown and given the focus.
    Target(Target),
    /// The panel of a row.
    Panel(Row),
    /// The section of topics that begins with this one.
    TopicsFrom(TopicId),
    /// The shape of a place in the drawing.
    Shape(SiteId),
    /// The pin of a place in the drawing.
    Pin(SiteId),
    /// Another piece of the drawing, by the id that it has there.
    Drawn(&'static str),
    /// A language in the list of them.
    Language(LanguageId),
    /// The button of the contents that leads to a target.
    Jump(Target),
    /// A link inside the guide.
    Link(LinkId),
    /// The link from a part of a topic to a sign that is to be reported.
    Report(PartId, SignId),
    /// A choice of what a report says.
    Choice(Choice),
    /// A choice of who asks.
    Voice(Voice),
    /// The button that leads to a type.
    Type(SubtypeId),
    /// A box that ticks a sign, in the list of signs that it stands in.
    SignBox(SignId, SignsOf),
    /// The box that ticks a question.
    QuestionBox(QuestionId),
    /// The button that takes something off the sheet.
    Remove(Tick),
    /// A text with marked terms.
    Text(TextId),
    /// A term in the glossary of a page without script, where marked terms lead to it.
    GlossaryTerm(TermId),
    /// A source in the list of a page without script, by the number that readers see.
    Source(SourceId),
}

/// An element of which there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each is called what it is: see `Single::NAMES`"
)]
pub enum Single {
    Frame,
    Guide,
    Head,
    Slim,
    Tools,
    Languages,
    OtherLanguage,
    Print,
    MapSection,
    Figure,
    FigureBox,
    Drawing,
    SignsSection,
    Signs,
    SignsFromLiving,
    PrintCard,
    SubtypesSection,
    SubtypesIntro,
    Receptors,
    Answer,
    AnswerStatus,
    ReceptorsClear,
    FirstVisit,
    Voices,
    SheetLists,
    SheetSection,
    SheetButtons,
    SheetLarge,
    Foot,
    Live,
    Definition,
}

impl Single {
    /// What each is called.
    pub const NAMES: [(Single, &'static str); 31] = [
        (Single::Frame, "frame"),
        (Single::Guide, "mbc"),
        (Single::Head, "head"),
        (Single::Slim, "slim"),
        (Single::Tools, "tools"),
        (Single::Languages, "langs"),
        (Single::OtherLanguage, "lang-other"),
        (Single::Print, "print"),
        (Single::MapSection, "map-section"),
        (Single::Figure, "figure"),
        (Single::FigureBox, "fig"),
        (Single::Drawing, "drawing"),
        (Single::SignsSection, "signs-section"),
        (Single::Signs, "signs-list"),
        (Single::SignsFromLiving, "living-to-signs"),
        (Single::PrintCard, "print-card"),
        (Single::SubtypesSection, "subtypes-section"),
        (Single::SubtypesIntro, "subtypes-intro"),
        (Single::Receptors, "receptors"),
        (Single::Answer, "answer"),
        (Single::AnswerStatus, "answer-status"),
        (Single::ReceptorsClear, "receptors-clear"),
        (Single::FirstVisit, "first-visit"),
        (Single::Voices, "voices"),
        (Single::SheetLists, "sheet-lists"),
        (Single::SheetSection, "sheet-section"),
        (Single::SheetButtons, "sheet-buttons"),
        (Single::SheetLarge, "large"),
        (Single::Foot, "foot"),
        (Single::Live, "live"),
        (Single::Definition, "definition"),
    ];
}

/// What the buttons of the sheet are called, after `sheet-`.
const BUTTONS: [(SheetButton, &str); SheetButton::ALL.len()] = [
    (SheetButton::Large, "large"),
    (SheetButton::Close, "close"),
    (SheetButton::Copy, "copy"),
    (SheetButton::Print, "print"),
    (SheetButton::Clear, "clear"),
    (SheetButton::Yes, "yes"),
    (SheetButton::No, "no"),
];

/// What the choices of who asks are called, after `voice-`.
const VOICES: [(Voice, &str); Voice::ALL.len()] = [(Voice::Own, "own"), (Voice::Family, "family")];

/// The name beside a value.
fn name_of<T: PartialEq>(names: &[(T, &'static str)], value: T) -> &'static str {
    let found = names.iter().find(|(known, _)| *known == value);
    debug_assert!(found.is_some(), "every value has a name");
    found.map_or("", |(_, name)| name)
}

/// The value beside a name.
fn named<T: Copy>(names: &[(T, &'static str)], name: &str) -> Option<T> {
    let found = names.iter().find(|(_, known)| *known == name);
    found.map(|(value, _)| *value)
}

impl From<Single> for Key {
    fn from(single: Single) -> Key {
        Key::Single(single)
    }
}

impl From<Target> for Key {
    fn from(target: Target) -> Key {
        Key::Target(target)
    }
}

impl From<Row> for Key {
    fn from(row: Row) -> Key {
        Key::Target(Target::Row(row))
    }
}

impl Key {
    /// The element that holds the whole widget in its shadow root.
    pub const FRAME: Key = Key::Single(Single::Frame);

    /// The id, without what stands before it on a page without script.
    #[inline(never)]
    pub fn to_str(self) -> Str {
        let numbered = |kind: &str, of: usize| Str::from(join(&[kind, &number(of)]));
        match self {
            Key::Single(single) => name_of(&Single::NAMES, single).into(),
            Key::Target(target) => target_str(target),
            Key::Panel(row) => join(&[&row_str(row), PANEL]).into(),
            Key::TopicsFrom(topic) => join(&["from-", topic.id]).into(),
            Key::Shape(site) => join(&["fig-", site.id]).into(),
            Key::Pin(site) => join(&["pin-", site.id]).into(),
            Key::Drawn(id) => id.into(),
            Key::Language(language) => join(&["lang-", language.code]).into(),
            Key::Jump(target) => join(&["to-", &target_str(target)]).into(),
            Key::Link(link) => numbered("link-", link.index()),
            Key::Report(part, sign) => {
                let part = number(part.index());
                join(&["report-", &part, "-", &number(sign.index())]).into()
            }
            Key::Choice(choice) => name_of(&Choice::ALL, choice).into(),
            Key::Voice(voice) => join(&["voice-", name_of(&VOICES, voice)]).into(),
            Key::Type(subtype) => join(&["type-", subtype.id]).into(),
            Key::SignBox(sign, of) => {
                join(&["sign-", &number(sign.index()), "-", &signs_of_str(of)]).into()
            }
            Key::QuestionBox(question) => numbered("question-", question.index()),
            Key::Remove(tick) => join(&["remove-", &tick_str(tick)]).into(),
            Key::Text(text) => numbered("text-", text.0.into()),
            Key::GlossaryTerm(term) => numbered("glossary-", term.index()),
            Key::Source(source) => numbered("source-", source.index() + 1),
        }
    }

    /// The key that is written so, if there is one.
    #[inline(never)]
    pub fn parse(id: &str) -> Option<Key> {
        if let Some(single) = named(&Single::NAMES, id) {
            return Some(Key::Single(single));
        }
        if let Some(choice) = named(&Choice::ALL, id) {
            return Some(Key::Choice(choice));
        }
        if let Some(target) = parse_target(id) {
            return Some(Key::Target(target));
        }
        let of_a_kind = || parse_kind(split_at_first_dash(id)?);
        let panel = || parse_row(id.strip_suffix(PANEL)?).map(Key::Panel);
        let drawn = || FIGURE.ids().find(|known| *known == id).map(Key::Drawn);
        of_a_kind().or_else(panel).or_else(drawn)
    }
}

/// The key of what stands before the first hyphen of an id, and after it.
fn parse_kind((kind, of): (&str, &str)) -> Option<Key> {
    match kind {
        "from" => TopicId::find(of).map(Key::TopicsFrom),
        "fig" => SiteId::find(of).map(Key::Shape),
        "pin" => SiteId::find(of).map(Key::Pin),
        "lang" => LanguageId::find(of).map(Key::Language),
        "to" => parse_target(of).map(Key::Jump),
        "link" => parse_number(of).and_then(LinkId::new).map(Key::Link),
        "report" => split_at_first_dash(of).and_then(|(part, sign)| {
            let part = PartId::new(parse_number(part)?)?;
            Some(Key::Report(part, SignId::new(parse_number(sign)?)?))
        }),
        "voice" => named(&VOICES, of).map(Key::Voice),
        "type" => SubtypeId::find(of).map(Key::Type),
        "sign" => split_at_first_dash(of).and_then(|(sign, of)| {
            let sign = SignId::new(parse_number(sign)?)?;
            Some(Key::SignBox(sign, parse_signs_of(of)?))
        }),
        "question" => parse_number(of)
            .and_then(QuestionId::new)
            .map(Key::QuestionBox),
        "remove" => parse_tick(of).map(Key::Remove),
        "text" => {
            let text = parse_number(of).filter(|text| *text < TEXTS);
            text.map(|text| Key::Text(TextId(text as u16)))
        }
        "glossary" => parse_number(of)
            .and_then(TermId::new)
            .map(Key::GlossaryTerm),
        "source" => parse_number(of)
            .and_then(|shown| SourceId::new(shown.checked_sub(1)?))
            .map(Key::Source),
        _ => None,
    }
}

/// What stands after the id of a row in the id of its panel.
const PANEL: &str = "-panel";

#[inline(never)]
fn row_str(row: Row) -> Str {
    let (kind, of) = match row {
        Row::Site(site) => ("site-", site.id),
        Row::Subtype(subtype) => ("subtype-", subtype.id),
        Row::Topic(topic) => ("section-", topic.id),
        Row::Part(part) => return join(&["part-", &number(part.index())]).into(),
        Row::Fold(fold, site) => (name_of(&FOLDS, fold), site.id),
        Row::Signs(of) => return join(&["signs-", &signs_of_str(of)]).into(),
        Row::SignRules => return SIGN_RULES.into(),
        Row::Compare => return COMPARE.into(),
        Row::Sources(of) => {
            let of = match of {
                SourcesOf::Site(site) => site.id,
                SourcesOf::Subtype(subtype) => subtype.id,
                SourcesOf::Topic(topic) => topic.id,
                SourcesOf::Signs => "signs",
                SourcesOf::Front => "front",
            };
            ("sources-", of)
        }
    };
    join(&[kind, of]).into()
}

#[inline(never)]
fn parse_row(id: &str) -> Option<Row> {
    match id {
        SIGN_RULES => return Some(Row::SignRules),
        COMPARE => return Some(Row::Compare),
        _ => {}
    }
    let (kind, of) = split_at_first_dash(id)?;
    match kind {
        "site" => SiteId::find(of).map(Row::Site),
        "subtype" => SubtypeId::find(of).map(Row::Subtype),
        "section" => TopicId::find(of).map(Row::Topic),
        "part" => PartId::new(parse_number(of)?).map(Row::Part),
        "signs" => parse_signs_of(of).map(Row::Signs),
        "sources" => {
            let of = match of {
                "signs" => SourcesOf::Signs,
                "front" => SourcesOf::Front,
                // No two of them have the same id, as a test of all keys shows.
                id => {
                    let site = SiteId::find(id).map(SourcesOf::Site);
                    let subtype = || SubtypeId::find(id).map(SourcesOf::Subtype);
                    let topic = || TopicId::find(id).map(SourcesOf::Topic);
                    site.or_else(subtype).or_else(topic)?
                }
            };
            Some(Row::Sources(of))
        }
        _ => {
            let (fold, name) = FOLDS.iter().find(|(_, name)| id.starts_with(name))?;
            let site = SiteId::find(id.strip_prefix(name)?)?;
            Some(Row::Fold(*fold, site))
        }
    }
}

/// What the closed rows of a place are called, before the place.
const FOLDS: [(SiteFold, &str); SiteFold::ALL.len()] = [
    (SiteFold::About, "about-"),
    (SiteFold::Found, "found-"),
    (SiteFold::Relief, "relief-"),
    (SiteFold::Ask, "ask-"),
    (SiteFold::Unknown, "unknown-"),
];

/// The row with the rules that hold for all signs.
const SIGN_RULES: &str = "signs-rules";

/// The row with the table of types.
const COMPARE: &str = "compare";

fn signs_of_str(of: SignsOf) -> Str {
    match of {
        SignsOf::Site(site) => join(&["site-", site.id]).into(),
        SignsOf::Treatment => "treatment".into(),
        SignsOf::Group(group) => join(&["group-", &number(group.index())]).into(),
    }
}

fn parse_signs_of(id: &str) -> Option<SignsOf> {
    if id == "treatment" {
        return Some(SignsOf::Treatment);
    }
    match split_at_first_dash(id)? {
        ("site", of) => SiteId::find(of).map(SignsOf::Site),
        ("group", of) => parse_number(of)
            .and_then(SignGroupId::new)
            .map(SignsOf::Group),
        _ => None,
    }
}

#[inline(never)]
fn target_str(target: Target) -> Str {
    match target {
        Target::Row(row) => row_str(row),
        Target::Map => "map".into(),
        Target::Subtypes => "subtypes".into(),
        Target::Signs => "signs".into(),
        Target::Sheet => "sheet".into(),
        Target::Button(button) => join(&["sheet-", name_of(&BUTTONS, button)]).into(),
        Target::Term(OpenTerm { scope, term }) => {
            join(&["term-", &scope_str(scope), "-", &number(term.index())]).into()
        }
    }
}

#[inline(never)]
fn parse_target(id: &str) -> Option<Target> {
    match id {
        "map" => return Some(Target::Map),
        "subtypes" => return Some(Target::Subtypes),
        "signs" => return Some(Target::Signs),
        "sheet" => return Some(Target::Sheet),
        _ => {}
    }
    if let Some(name) = id.strip_prefix("sheet-") {
        return named(&BUTTONS, name).map(Target::Button);
    }
    if let Some(of) = id.strip_prefix("term-") {
        let (scope, term) = split_at_last_dash(of)?;
        return Some(Target::Term(OpenTerm {
            scope: parse_scope(scope)?,
            term: TermId::new(parse_number(term)?)?,
        }));
    }
    parse_row(id).map(Target::Row)
}

/// A scope is called like the row it is in.
fn scope_str(scope: TermScope) -> Str {
    row_str(match scope {
        TermScope::SubtypesIntro => return name_of(&Single::NAMES, Single::SubtypesIntro).into(),
        TermScope::Fold(fold, site) => Row::Fold(fold, site),
        TermScope::Subtype(subtype) => Row::Subtype(subtype),
        TermScope::Topic(topic) => Row::Topic(topic),
        TermScope::Part(part) => Row::Part(part),
    })
}

fn parse_scope(id: &str) -> Option<TermScope> {
    if id == name_of(&Single::NAMES, Single::SubtypesIntro) {
        return Some(TermScope::SubtypesIntro);
    }
    match parse_row(id)? {
        Row::Fold(fold, site) => Some(TermScope::Fold(fold, site)),
        Row::Subtype(subtype) => Some(TermScope::Subtype(subtype)),
        Row::Topic(topic) => Some(TermScope::Topic(topic)),
        Row::Part(part) => Some(TermScope::Part(part)),
        Row::Site(_) | Row::Signs(_) | Row::SignRules | Row::Compare | Row::Sources(_) => None,
    }
}

fn tick_str(tick: Tick) -> String {
    match tick {
        Tick::Sign(sign) => join(&["sign-", &number(sign.index())]),
        Tick::Question(question) => join(&["question-", &number(question.index())]),
    }
}

fn parse_tick(id: &str) -> Option<Tick> {
    let (kind, of) = split_at_first_dash(id)?;
    let of = parse_number(of)?;
    match kind {
        "sign" => SignId::new(of).map(Tick::Sign),
        "question" => QuestionId::new(of).map(Tick::Question),
        _ => None,
    }
}

/// What the page reports about an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DomEvent {
    /// The head of this row was pressed.
    HeadPressed,
    /// It, or something in it without a key, was pressed.
    Pressed,
    /// The row is open (true) or closed now.
    Toggled(bool),
    /// The box is ticked (true) or not now.
    Changed(bool),
    /// Escape was pressed in this row.
    Escape,
}

/// What an event at the element with this id means; nothing, if the element has no part in it.
pub fn message(event: DomEvent, id: &str) -> Option<Msg> {
    match (event, Key::parse(id)?) {
        (DomEvent::HeadPressed, Key::Target(Target::Row(row))) => Some(Msg::RowPressed(row)),
        (DomEvent::Toggled(open), Key::Target(Target::Row(row))) => {
            Some(Msg::RowToggled(row, open))
        }
        (DomEvent::Escape, Key::Target(Target::Row(row))) => Some(Msg::EscapePressed(row)),
        (DomEvent::Changed(ticked), Key::SignBox(sign, _)) => {
            Some(Msg::TickChanged(Tick::Sign(sign), ticked))
        }
        (DomEvent::Changed(ticked), Key::QuestionBox(question)) => {
            Some(Msg::TickChanged(Tick::Question(question), ticked))
        }
        (DomEvent::Changed(chosen), Key::Choice(choice)) => Some(Msg::ReportChosen(choice, chosen)),
        (DomEvent::Changed(true), Key::Voice(voice)) => Some(Msg::VoiceChosen(voice)),
        (DomEvent::Pressed, key) => match key {
            Key::Shape(site) | Key::Pin(site) => Some(Msg::ShapePressed(site)),
            Key::Single(Single::Print) => Some(Msg::PrintPressed),
            Key::Single(Single::PrintCard) => Some(Msg::CardPressed),
            Key::Single(Single::SignsFromLiving) => Some(Msg::JumpPressed(Target::Signs)),
            Key::Single(Single::OtherLanguage) => Some(Msg::OtherLanguagePressed),
            Key::Language(language) => Some(Msg::LanguagePressed(language)),
            Key::Jump(target) => Some(Msg::JumpPressed(target)),
            Key::Link(link) => Some(Msg::LinkPressed(link)),
            Key::Report(_, sign) => {
                let all = Row::Signs(SignsOf::Group(sign.group));
                Some(Msg::JumpPressed(Target::Row(all)))
            }
            Key::Type(subtype) => Some(Msg::TypePressed(subtype)),
            Key::Single(Single::ReceptorsClear) => Some(Msg::ReportCleared),
            Key::Remove(tick) => Some(Msg::RemovePressed(tick)),
            Key::Target(Target::Button(button)) => Some(Msg::SheetPressed(button)),
            Key::Target(Target::Term(term)) => Some(Msg::TermPressed(term)),
            _ => None,
        },
        _ => None,
    }
}
