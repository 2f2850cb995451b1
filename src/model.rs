//! What is open and ticked, what happened, and what is to be done about it.
//!
//! [`update`] alone changes the [`Model`]. It does not fail, wait, or know a browser: what must happen outside
//! comes back as [`Effect`]s. Messages say what happened; effects say what to do.

use crate::content::{
    Goal, Id, LanguageId, LinkId, MOST_ROWS, PartId, QuestionId, ReviewId, Run, SignGroupId,
    SignId, SiteId, SubtypeId, TOPICS, TermId, TopicId, Words,
};
use crate::receptors::{Choice, Receptors};
use crate::text::join;
use std::marker::PhantomData;
use std::mem::replace;
use std::ops::Range;
use std::rc::Rc;

/// For whom the view is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// The living widget.
    Widget,
    /// A page without script: nothing to tick, links instead of buttons, ids that meet no others.
    Fallback,
}

/// What can be chosen and ordered by `sections`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The figure and the rows of places.
    Map,
    /// The subtype cards.
    Subtypes,
    /// A topic.
    Topic(TopicId),
}

impl Section {
    /// All of them, in the order of the default: the map, where to start, the types, and the other topics.
    pub const ALL: [Section; 2 + TOPICS.len()] = {
        let mut all = [Section::Map; 2 + TOPICS.len()];
        all[1] = Section::Topic(TopicId::BASICS);
        all[2] = Section::Subtypes;
        let (mut at, mut number) = (3, 0);
        while let Some(topic) = TopicId::new(number) {
            if number != TopicId::BASICS.index() {
                all[at] = Section::Topic(topic);
                at += 1;
            }
            number += 1;
        }
        all
    };

    /// Its name in `sections`.
    pub fn name(self) -> &'static str {
        match self {
            Section::Map => "map",
            Section::Subtypes => "subtypes",
            Section::Topic(topic) => topic.id,
        }
    }

    /// What a clinician signs for it.
    pub fn review(self) -> ReviewId {
        let review = ReviewId::find(self.name());
        debug_assert!(review.is_some(), "every section can be signed");
        review.unwrap_or(ReviewId::FRONT)
    }
}

/// Names of the attributes that [`Msg::HostSet`] knows. `lang` comes with words, by [`Msg::PackLoaded`].
pub const SETTINGS: [&str; 9] = [
    "site",
    "sections",
    "theme",
    "heading-level",
    "care-team-phone",
    "care-team-hours",
    "support-phone",
    "support-label",
    "support-url",
];

/// Values of `theme`; the first is the default.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Values of `heading-level`, the level of the widget's title: the first is level 1.
pub const HEADING_LEVELS: [&str; 3] = ["1", "2", "3"];
const HEADING_LEVEL: u8 = 2;

/// A disclosure row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A place in the body. One is open at a time.
    Site(SiteId),
    /// A subtype card.
    Subtype(SubtypeId),
    /// A topic. One is open at a time.
    Topic(TopicId),
    /// A closed part of a topic.
    Part(PartId),
    /// A row in the panel of a place.
    Fold(SiteFold, SiteId),
    /// All signs of a group, the further signs of a place, or those of treatment.
    Signs(SignsOf),
    /// The rules that hold for all signs.
    SignRules,
    /// The table of types.
    Compare,
    /// What something rests on.
    Sources(SourcesOf),
}

impl Row {
    /// Whether it can be opened: an open part of a topic cannot.
    fn is_row(self) -> bool {
        match self {
            Row::Part(part) => part.closed,
            _ => true,
        }
    }

    /// The row in whose panel it stands, where that follows from what it is.
    pub fn around(self) -> Option<Row> {
        match self {
            Row::Fold(_, site) | Row::Signs(SignsOf::Site(site)) => Some(Row::Site(site)),
            Row::Signs(SignsOf::Treatment) => Some(Row::Topic(TopicId::TREATMENT)),
            Row::Part(part) => TopicId::all()
                .find(|topic| topic.parts.contains(part))
                .map(Row::Topic),
            Row::Sources(SourcesOf::Site(site)) => Some(Row::Site(site)),
            Row::Sources(SourcesOf::Subtype(subtype)) => Some(Row::Subtype(subtype)),
            Row::Sources(SourcesOf::Topic(topic)) => Some(Row::Topic(topic)),
            _ => None,
        }
    }
}

/// A closed row in the panel of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteFold {
    /// What the place is, and how often it is affected.
    About,
    /// How it is found.
    Found,
    /// What can treat or relieve it.
    Relief,
    /// Questions to ask.
    Ask,
    /// What is not known.
    Unknown,
}

impl SiteFold {
    /// All of them, in the order of the panel.
    pub const ALL: [SiteFold; 5] = [
        SiteFold::About,
        SiteFold::Found,
        SiteFold::Relief,
        SiteFold::Ask,
        SiteFold::Unknown,
    ];
}

/// What signs are listed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsOf {
    /// A place in the body.
    Site(SiteId),
    /// Treatment.
    Treatment,
    /// A group of the table.
    Group(SignGroupId),
}

/// What has sources under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourcesOf {
    /// A place.
    Site(SiteId),
    /// A subtype.
    Subtype(SubtypeId),
    /// A topic.
    Topic(TopicId),
    /// The signs that cannot wait.
    Signs,
    /// The first and last words.
    Front,
}

/// A set of rows of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set<I> {
    bits: Bits,
    of: PhantomData<I>,
}

impl<I> Default for Set<I> {
    fn default() -> Set<I> {
        Set {
            bits: Bits::default(),
            of: PhantomData,
        }
    }
}

impl<I: Id> Set<I> {
    /// Whether it is in the set.
    pub fn has(self, id: I) -> bool {
        self.bits.has(id.index())
    }

    /// Puts it into the set or takes it out; says whether that changed anything.
    pub fn set(&mut self, id: I, member: bool) -> bool {
        self.bits.set(id.index(), member)
    }

    /// Those that are also in the list.
    pub fn among(self, list: &[I]) -> Set<I> {
        let mut part = Set::default();
        for id in list {
            part.set(*id, self.has(*id));
        }
        part
    }

    /// Those of both sets.
    pub fn with(self, other: Set<I>) -> Set<I> {
        Set {
            bits: self.bits.with(other.bits),
            of: PhantomData,
        }
    }

    /// Those that are also in the run.
    pub fn within(self, run: Run<I>) -> Set<I> {
        Set {
            bits: self.bits.within(run.numbers()),
            of: PhantomData,
        }
    }

    /// How many are in the set.
    pub fn count(self) -> usize {
        self.bits.count()
    }

    /// Whether none is.
    pub fn is_empty(self) -> bool {
        self.bits == Bits::default()
    }
}

/// A set of numbers, which is the same code for the rows of every table. Parts of 32, because JavaScript, into which
/// the engine is also compiled, has no integers of 64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Bits([u32; 8]);

const _: () = assert!(MOST_ROWS <= 256, "a set has a bit for each row");

impl Bits {
    #[inline(never)]
    fn has(self, number: usize) -> bool {
        let part = self.0.get(number / 32);
        part.is_some_and(|part| part >> (number % 32) & 1 == 1)
    }

    #[inline(never)]
    fn set(&mut self, number: usize, member: bool) -> bool {
        let changes = self.has(number) != member;
        if let (true, Some(part)) = (changes, self.0.get_mut(number / 32)) {
            *part ^= 1 << (number % 32);
        }
        changes
    }

    #[inline(never)]
    fn within(self, numbers: Range<usize>) -> Bits {
        let mut part = Bits::default();
        for number in numbers {
            part.set(number, self.has(number));
        }
        part
    }

    fn with(self, other: Bits) -> Bits {
        let mut both = self;
        for (part, other) in both.0.iter_mut().zip(other.0) {
            *part |= other;
        }
        both
    }

    #[inline(never)]
    fn count(self) -> usize {
        let mut count = 0;
        for part in self.0 {
            count += part.count_ones() as usize;
        }
        count
    }
}

/// Something to tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// A sign that one might notice.
    Sign(SignId),
    /// A question to ask.
    Question(QuestionId),
}

/// What is ticked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Signs.
    pub signs: Set<SignId>,
    /// Questions.
    pub questions: Set<QuestionId>,
}

impl Ticks {
    /// Whether it is ticked.
    pub fn has(self, tick: Tick) -> bool {
        match tick {
            Tick::Sign(sign) => self.signs.has(sign),
            Tick::Question(question) => self.questions.has(question),
        }
    }

    /// Ticks or unticks it; says whether that changed anything.
    pub fn set(&mut self, tick: Tick, ticked: bool) -> bool {
        match tick {
            Tick::Sign(sign) => self.signs.set(sign, ticked),
            Tick::Question(question) => self.questions.set(question, ticked),
        }
    }

    /// How many things are ticked.
    pub fn count(self) -> usize {
        self.signs.count() + self.questions.count()
    }

    /// Whether none is.
    pub fn is_empty(self) -> bool {
        self.count() == 0
    }
}

/// Rows inside panels that are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Folds {
    /// For each [`SiteFold`], the places in which it is open.
    pub of_sites: [Set<SiteId>; SiteFold::ALL.len()],
    /// Places whose further signs are open.
    pub site_signs: Set<SiteId>,
    /// Groups of signs that are open.
    pub sign_groups: Set<SignGroupId>,
    /// The signs of treatment.
    pub treatment_signs: bool,
    /// The rules that hold for all signs.
    pub sign_rules: bool,
    /// The table of types.
    pub compare: bool,
    /// Sources of places.
    pub site_sources: Set<SiteId>,
    /// Sources of subtypes.
    pub subtype_sources: Set<SubtypeId>,
    /// Sources of topics.
    pub topic_sources: Set<TopicId>,
    /// Sources of the signs that cannot wait.
    pub sign_sources: bool,
    /// Sources of the first and last words.
    pub front_sources: bool,
}

impl Folds {
    fn has_signs(&self, of: SignsOf) -> bool {
        match of {
            SignsOf::Site(site) => self.site_signs.has(site),
            SignsOf::Treatment => self.treatment_signs,
            SignsOf::Group(group) => self.sign_groups.has(group),
        }
    }

    /// Says whether that changed anything.
    fn set_signs(&mut self, of: SignsOf, open: bool) -> bool {
        match of {
            SignsOf::Site(site) => self.site_signs.set(site, open),
            SignsOf::Treatment => replace(&mut self.treatment_signs, open) != open,
            SignsOf::Group(group) => self.sign_groups.set(group, open),
        }
    }

    fn has_sources(&self, of: SourcesOf) -> bool {
        match of {
            SourcesOf::Site(site) => self.site_sources.has(site),
            SourcesOf::Subtype(subtype) => self.subtype_sources.has(subtype),
            SourcesOf::Topic(topic) => self.topic_sources.has(topic),
            SourcesOf::Signs => self.sign_sources,
            SourcesOf::Front => self.front_sources,
        }
    }

    /// Says whether that changed anything.
    fn set_sources(&mut self, of: SourcesOf, open: bool) -> bool {
        match of {
            SourcesOf::Site(site) => self.site_sources.set(site, open),
            SourcesOf::Subtype(subtype) => self.subtype_sources.set(subtype, open),
            SourcesOf::Topic(topic) => self.topic_sources.set(topic, open),
            SourcesOf::Signs => replace(&mut self.sign_sources, open) != open,
            SourcesOf::Front => replace(&mut self.front_sources, open) != open,
        }
    }
}

/// A piece of the guide in which each term of the glossary is marked once: a panel, the words before the subtypes,
/// and each closed row, which may be the first that somebody opens. The panel of a place has none outside its rows: who
/// opened it by key would come to a word before the signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermScope {
    /// A closed row in the panel of a place.
    Fold(SiteFold, SiteId),
    /// The words before the subtypes.
    SubtypesIntro,
    /// The panel of a subtype.
    Subtype(SubtypeId),
    /// The panel of a topic.
    Topic(TopicId),
    /// A closed part of a topic.
    Part(PartId),
}

/// A word of the glossary that is open where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTerm {
    /// Where it stands.
    pub scope: TermScope,
    /// The term.
    pub term: TermId,
}

/// What a screen reader is told, once, when something changed away from where its reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announcement {
    /// Nothing new.
    Nothing,
    /// A place was opened from elsewhere than its row.
    Opened(SiteId),
    /// A place was closed from elsewhere than its row.
    Closed(SiteId),
    /// So many things are on the sheet now.
    OnSheet(usize),
    /// The other language did not come.
    LanguageFailed,
    /// What came of copying or printing the sheet.
    Outcome(Outcome),
}

/// Whom the page's author wants called; what is empty is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Number of the visitor's own team, for hospitals.
    pub care_phone: String,
    /// When that is answered.
    pub care_hours: String,
    /// Number of the author's support line.
    pub support_phone: String,
    /// Its name.
    pub support_label: String,
    /// Its website.
    pub support_url: String,
}

/// Who asks the questions of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The patient.
    Own,
    /// Somebody close.
    Family,
}

impl Voice {
    /// All of them.
    pub const ALL: [Voice; 2] = [Voice::Own, Voice::Family];
}

/// How the sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// At the end of the guide.
    List,
    /// The same, asking whether it may be cleared.
    Clearing,
    /// In large text, in place of the guide.
    Large,
}

/// A button of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetButton {
    /// Show it in large text.
    Large,
    /// Back to the guide.
    Close,
    /// Copy it as text.
    Copy,
    /// Print it.
    Print,
    /// Ask whether it may be cleared.
    Clear,
    /// Clear it.
    Yes,
    /// Keep it.
    No,
}

impl SheetButton {
    /// All of them.
    pub const ALL: [SheetButton; 7] = [
        SheetButton::Large,
        SheetButton::Close,
        SheetButton::Copy,
        SheetButton::Print,
        SheetButton::Clear,
        SheetButton::Yes,
        SheetButton::No,
    ];
}

/// What came of copying or printing the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was copied.
    Copied,
    /// The browser refused to copy it.
    NotCopied,
    /// The browser did not print it.
    NotPrinted,
}

/// Everything that the screen depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The words of the language shown.
    pub words: Words,
    /// Which language that is.
    pub language: LanguageId,
    /// For whom the view is made.
    pub medium: Medium,
    /// What is shown, in order.
    pub sections: Vec<Section>,
    /// One of [`THEMES`].
    pub theme: &'static str,
    /// Whom to call.
    pub contacts: Rc<Contacts>,
    /// Level of the title's heading, 1 to 3.
    pub heading_level: u8,
    /// The place that is open.
    pub site: Option<SiteId>,
    /// The place that the page's author set last.
    pub site_of_host: Option<SiteId>,
    /// Subtype cards that are open.
    pub subtypes: Set<SubtypeId>,
    /// Those of them of which nobody was told: the visitor's report names them.
    pub untold: Set<SubtypeId>,
    /// The topic that is open.
    pub topic: Option<TopicId>,
    /// Parts of topics that are open.
    pub parts: Set<PartId>,
    /// The word of the glossary that is open in its place.
    pub term: Option<OpenTerm>,
    /// The visitor's day, `YYYY-MM-DD`; empty where there is no clock.
    pub today: String,
    /// Whether the language that was asked for did not come.
    pub language_failed: bool,
    /// Rows inside panels that are open.
    pub folds: Folds,
    /// What is ticked.
    pub ticks: Ticks,
    /// What the visitor's report says.
    pub receptors: Receptors,
    /// Who asks.
    pub voice: Voice,
    /// How the sheet is shown.
    pub sheet: Sheet,
    /// What came of copying or printing it last.
    pub outcome: Option<Outcome>,
    /// What the live region says.
    pub announcement: Announcement,
    /// Closed rows whose panels are still to be made.
    pub pending: Vec<Row>,
    /// The words that they are in until then; none while there is nothing in them.
    pub words_of_pending: Option<(LanguageId, Words)>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The visitor pressed the head of a row.
    RowPressed(Row),
    /// The browser opened (true) or closed a row by itself: to show what was searched for in the page, because
    /// another of the group was opened, or after what we did ourselves.
    RowToggled(Row, bool),
    /// The visitor pressed a shape or pin of the figure.
    ShapePressed(SiteId),
    /// The visitor pressed Escape inside an open row.
    EscapePressed(Row),
    /// The visitor ticked (true) or unticked something.
    TickChanged(Tick, bool),
    /// The visitor chose words of a report, or unticked them.
    ReportChosen(Choice, bool),
    /// The visitor cleared them.
    ReportCleared,
    /// The visitor pressed the button that leads to a type.
    TypePressed(SubtypeId),
    /// The visitor chose who asks.
    VoiceChosen(Voice),
    /// The visitor pressed a link inside the guide.
    LinkPressed(LinkId),
    /// The visitor pressed the remove button of something on the sheet.
    RemovePressed(Tick),
    /// The visitor pressed a button of the sheet.
    SheetPressed(SheetButton),
    /// Copying or printing the sheet ended so.
    SheetDone(Outcome),
    /// The visitor wants the guide on paper.
    PrintPressed,
    /// The visitor wants the alert card on paper.
    CardPressed,
    /// The visitor pressed a link of the contents.
    JumpPressed(Target),
    /// The visitor pressed a marked word.
    TermPressed(OpenTerm),
    /// The visitor chose a language.
    LanguagePressed(LanguageId),
    /// The visitor chose the language that is not shown, where there are two.
    OtherLanguagePressed,
    /// The pack of the language that was asked for did not come.
    PackFailed,
    /// The page's author set (or removed) an attribute or property; the value is that of the moment of handling.
    HostSet(&'static str, Option<String>),
    /// The page's author called `open` with this id, or the page's address names it.
    HostOpened(String),
    /// The page's author called `close`.
    HostClosed,
    /// The words of a language are there, and are to be shown from now on: at once in what is open, in the panels of
    /// closed rows by [`Msg::Fill`].
    PackLoaded(LanguageId, Words),
    /// There is time to make the panel of one row: of this one if it is pending, or else of the first that is.
    Fill(Option<Row>),
    /// All panels are needed now: for paper, or because a text is searched for.
    FillAll,
}

/// A thing on the screen that can be shown and given the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The head of a row.
    Row(Row),
    /// The heading of the map.
    Map,
    /// The heading of the subtypes.
    Subtypes,
    /// The heading of the signs that cannot wait.
    Signs,
    /// The heading of the sheet.
    Sheet,
    /// A marked word.
    Term(OpenTerm),
    /// A button of the sheet.
    Button(SheetButton),
}

/// Something to do outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Scroll to it and give it the focus.
    Reveal(Target),
    /// Give it the focus, and scroll no further than needed to see it.
    Focus(Target),
    /// Copy the sheet as text.
    CopySheet,
    /// Print the sheet.
    PrintSheet,
    /// Print the alert card.
    PrintCard,
    /// Print the page.
    PrintPage,
    /// Ask for the words of this language.
    Language(LanguageId),
    /// Tell the page's author with an `mbc-select` event.
    Select(Row, bool),
    /// Tell the page's author on the console.
    Warn(String),
}

impl Model {
    /// A widget with nothing open, every section shown, and everything else at its default.
    pub fn new(language: LanguageId, words: Words, medium: Medium) -> Model {
        Model {
            words,
            language,
            medium,
            sections: Section::ALL.to_vec(),
            theme: THEMES[0],
            contacts: Rc::default(),
            heading_level: HEADING_LEVEL,
            site: None,
            site_of_host: None,
            subtypes: Set::default(),
            untold: Set::default(),
            topic: None,
            parts: Set::default(),
            term: None,
            today: String::new(),
            language_failed: false,
            folds: Folds::default(),
            ticks: Ticks::default(),
            receptors: Receptors::default(),
            voice: Voice::Own,
            sheet: Sheet::List,
            outcome: None,
            announcement: Announcement::Nothing,
            pending: Vec::new(),
            words_of_pending: None,
        }
    }

    /// A widget as its attributes say, and what its author must be told. Nothing is announced: nothing changed yet. The
    /// panels of closed rows are made later, by [`Msg::Fill`].
    /// `today` is the visitor's day, `YYYY-MM-DD`.
    pub fn start(
        language: LanguageId,
        words: Words,
        today: String,
        attribute: impl Fn(&'static str) -> Option<String>,
    ) -> (Model, Vec<Effect>) {
        let mut model = Model::new(language, words, Medium::Widget);
        model.today = today;
        let mut effects = Vec::new();
        for name in SETTINGS {
            let update = update(&mut model, Msg::HostSet(name, attribute(name)));
            for effect in update.effects {
                if matches!(effect, Effect::Warn(_)) {
                    effects.push(effect);
                }
            }
        }
        model.announcement = Announcement::Nothing;
        model.postpone();
        (model, effects)
    }

    /// Lets the panels of closed rows wait for [`Msg::Fill`].
    fn postpone(&mut self) {
        self.pending.clear();
        for group in SignGroupId::all() {
            self.pending.push(Row::Signs(SignsOf::Group(group)));
        }
        for (_, _, target) in host_targets() {
            if let Target::Row(row) = target {
                self.pending.push(row);
            }
        }
        self.keep_open_rows_whole();
    }

    fn keep_open_rows_whole(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        pending.retain(|row| !self.is_open(*row));
        self.pending = pending;
    }

    fn show_words(&mut self, language: LanguageId, words: Words) {
        self.words_of_pending = Some((self.language, self.words));
        self.postpone();
        self.language = language;
        self.words = words;
        self.language_failed = false;
        // The last announcement was in the other language.
        self.announcement = Announcement::Nothing;
    }

    /// What the panel of a row is made of: these words, or nothing yet.
    pub fn words_of(&self, row: Row) -> Option<(LanguageId, Words)> {
        if self.pending.contains(&row) {
            self.words_of_pending
        } else {
            Some((self.language, self.words))
        }
    }

    /// Whether the row is open.
    pub fn is_open(&self, row: Row) -> bool {
        match row {
            Row::Site(site) => self.site == Some(site),
            Row::Subtype(subtype) => self.subtypes.has(subtype),
            Row::Topic(topic) => self.topic == Some(topic),
            Row::Part(part) => self.parts.has(part),
            Row::Fold(fold, site) => match self.folds.of_sites.get(fold as usize) {
                Some(sites) => sites.has(site),
                None => false,
            },
            Row::Signs(of) => self.folds.has_signs(of),
            Row::SignRules => self.folds.sign_rules,
            Row::Compare => self.folds.compare,
            Row::Sources(of) => self.folds.has_sources(of),
        }
    }

    /// Whether a clinician has signed all that is shown, in the language shown.
    pub fn is_reviewed(&self) -> bool {
        self.shown()
            .all(|review| !self.words.get(review.signed).is_empty())
    }

    /// Whether the next check of anything shown was due before today.
    pub fn is_overdue(&self) -> bool {
        self.shown().any(|review| {
            let due = review.due.get(self.language.index());
            due.is_some_and(|due| is_past(due, &self.today))
        })
    }

    /// What a clinician signs of what is shown; the first and last words, the urgent signs and the visit always are.
    fn shown(&self) -> impl Iterator<Item = ReviewId> {
        [ReviewId::FRONT, ReviewId::SIGNS, ReviewId::VISIT]
            .into_iter()
            .chain(self.sections.iter().map(|section| section.review()))
    }

    /// Opens or closes a row for the visitor, of which the page's author is told; says whether that changed anything.
    fn set_row(&mut self, row: Row, open: bool, effects: &mut Vec<Effect>) -> bool {
        match row {
            Row::Site(site) => set_one(&mut self.site, site, open, Row::Site, effects),
            Row::Subtype(subtype) => {
                let changed = self.subtypes.set(subtype, open);
                // To tell that one closes would tell which one was open.
                if changed && !self.untold.set(subtype, false) {
                    effects.push(Effect::Select(row, open));
                }
                changed
            }
            Row::Topic(topic) => set_one(&mut self.topic, topic, open, Row::Topic, effects),
            Row::Part(part) => self.parts.set(part, open),
            Row::Fold(fold, site) => match self.folds.of_sites.get_mut(fold as usize) {
                Some(sites) => sites.set(site, open),
                None => false,
            },
            Row::Signs(of) => self.folds.set_signs(of, open),
            Row::SignRules => replace(&mut self.folds.sign_rules, open) != open,
            Row::Compare => replace(&mut self.folds.compare, open) != open,
            Row::Sources(of) => self.folds.set_sources(of, open),
        }
    }
}

/// Opens or closes one row of a group of which one is open at a time; says whether that changed anything.
fn set_one<I: Id>(
    shown: &mut Option<I>,
    id: I,
    open: bool,
    row: fn(I) -> Row,
    effects: &mut Vec<Effect>,
) -> bool {
    let wanted = open.then_some(id);
    // To close one that is not open would close another.
    if *shown == wanted || (!open && *shown != Some(id)) {
        return false;
    }
    let before = replace(shown, wanted);
    for (id, open) in [(before, false), (wanted, true)] {
        if let Some(id) = id {
            effects.push(Effect::Select(row(id), open));
        }
    }
    true
}

/// Whether a check was due before today, both `YYYY-MM-DD`. On the day itself it is not; what is empty is never due.
pub fn is_past(due: &str, today: &str) -> bool {
    !due.is_empty() && due < today
}

/// What came of a message.
#[derive(Debug, PartialEq)]
pub struct Update {
    /// Whether anything changed. If not, the screen is right as it is.
    pub changed: bool,
    /// What is to be done, in order.
    pub effects: Vec<Effect>,
}

/// Takes note of what happened.
///
/// One press is reported several times: the browser sends `toggle` for the row that the press opened and for the one
/// that it closed. What says nothing new changes nothing, and needs no look at the screen.
pub fn update(model: &mut Model, msg: Msg) -> Update {
    // Compared as a whole, so that no field can be forgotten; a model is a few hundred bytes.
    let before = model.clone();
    let mut effects = Vec::new();
    handle(model, msg, &mut effects);
    model.keep_open_rows_whole();
    Update {
        changed: *model != before,
        effects,
    }
}

fn handle(model: &mut Model, msg: Msg, effects: &mut Vec<Effect>) {
    match msg {
        Msg::RowPressed(row) => {
            // What happens where the reader already is needs no words, and the last ones are over.
            model.announcement = Announcement::Nothing;
            let open = !model.is_open(row);
            model.set_row(row, open, effects);
        }
        Msg::RowToggled(row, open) => {
            if model.set_row(row, open, effects) {
                model.announcement = Announcement::Nothing;
            }
        }
        Msg::ShapePressed(site) => {
            let open = model.site != Some(site);
            model.set_row(Row::Site(site), open, effects);
            // Who is brought to an open row hears its name and that it is open: a word on it would be the second.
            model.announcement = if open {
                effects.push(Effect::Reveal(Target::Row(Row::Site(site))));
                Announcement::Nothing
            } else {
                Announcement::Closed(site)
            };
        }
        Msg::EscapePressed(row) => {
            if model.set_row(row, false, effects) {
                model.announcement = Announcement::Nothing;
                effects.push(Effect::Focus(Target::Row(row)));
            }
        }
        Msg::SheetPressed(button) => sheet_pressed(model, button, effects),
        Msg::SheetDone(outcome) => {
            model.outcome = Some(outcome);
            model.announcement = Announcement::Outcome(outcome);
        }
        Msg::PrintPressed => effects.push(Effect::PrintPage),
        Msg::CardPressed => effects.push(Effect::PrintCard),
        Msg::TickChanged(tick, ticked) => {
            model.outcome = None;
            if model.ticks.set(tick, ticked) {
                model.announcement = Announcement::OnSheet(model.ticks.count());
            }
        }
        Msg::ReportChosen(choice, chosen) => {
            model.announcement = Announcement::Nothing;
            model.receptors.choose(choice, chosen);
        }
        Msg::ReportCleared => {
            model.receptors = Receptors::default();
            effects.push(Effect::Focus(Target::Subtypes));
        }
        Msg::TypePressed(subtype) => {
            // Opened here, and not by `set_row`, which would tell the page's author which type the report names.
            if model.subtypes.set(subtype, true) {
                model.untold.set(subtype, true);
            }
            effects.push(Effect::Reveal(Target::Row(Row::Subtype(subtype))));
        }
        Msg::VoiceChosen(voice) => model.voice = voice,
        Msg::LinkPressed(link) => jump(model, goal_target(link.to), effects),
        Msg::RemovePressed(tick) => {
            if model.ticks.set(tick, false) {
                effects.push(Effect::Focus(Target::Sheet));
                model.announcement = Announcement::OnSheet(model.ticks.count());
            }
        }
        Msg::JumpPressed(target) => jump(model, target, effects),
        Msg::TermPressed(term) => {
            model.announcement = Announcement::Nothing;
            model.term = (model.term != Some(term)).then_some(term);
        }
        Msg::LanguagePressed(language) => choose_language(model, Some(language), effects),
        Msg::OtherLanguagePressed => choose_language(model, None, effects),
        Msg::PackFailed => {
            model.language_failed = true;
            model.announcement = Announcement::LanguageFailed;
        }
        Msg::HostSet(name, value) => {
            host_set(model, name, value.as_deref(), effects);
        }
        Msg::HostOpened(id) => host_opened(model, &id, effects),
        Msg::HostClosed => {
            if let Some(site) = model.site.take() {
                model.announcement = Announcement::Closed(site);
            }
            model.topic = None;
            model.subtypes = Set::default();
            model.untold = Set::default();
        }
        Msg::PackLoaded(language, words) => model.show_words(language, words),
        Msg::Fill(row) => {
            let at = model.pending.iter().position(|next| Some(*next) == row);
            if !model.pending.is_empty() {
                model.pending.remove(at.unwrap_or(0));
            }
        }
        Msg::FillAll => model.pending.clear(),
    }
}

/// Shows a language, or without one the other of two.
fn choose_language(model: &mut Model, language: Option<LanguageId>, effects: &mut Vec<Effect>) {
    model.language_failed = false;
    let shown = model.language;
    let mut others = LanguageId::all().filter(|other| *other != shown);
    if let Some(language) = language.or_else(|| others.next())
        && language != shown
    {
        effects.push(Effect::Language(language));
    }
}

/// Where a link leads. A part that is no row of its own is shown by its topic.
pub fn goal_target(goal: Goal) -> Target {
    match goal {
        Goal::Signs => Target::Signs,
        Goal::Map => Target::Map,
        Goal::Subtypes => Target::Subtypes,
        Goal::Visit => Target::Sheet,
        Goal::Topic(topic) => Target::Row(Row::Topic(topic)),
        Goal::Part(part) => {
            let part = Row::Part(part);
            match part.around() {
                Some(topic) if !part.is_row() => Target::Row(topic),
                _ => Target::Row(part),
            }
        }
    }
}

/// Shows what a link leads to, and opens it.
fn jump(model: &mut Model, target: Target, effects: &mut Vec<Effect>) {
    if let Target::Row(row) = target {
        // What stands in a closed panel could not be shown.
        if let Some(around) = row.around() {
            model.set_row(around, true, effects);
        }
        model.set_row(row, true, effects);
    }
    effects.push(Effect::Reveal(target));
}

fn sheet_pressed(model: &mut Model, button: SheetButton, effects: &mut Vec<Effect>) {
    model.outcome = None;
    model.announcement = Announcement::Nothing;
    // Whoever pressed a button that goes is brought to what came of it.
    let (sheet, next) = match button {
        SheetButton::Copy => return effects.push(Effect::CopySheet),
        SheetButton::Print => return effects.push(Effect::PrintSheet),
        SheetButton::Large => (Sheet::Large, Target::Sheet),
        SheetButton::Close => (Sheet::List, Target::Button(SheetButton::Large)),
        SheetButton::Clear => (Sheet::Clearing, Target::Button(SheetButton::No)),
        SheetButton::No => (Sheet::List, Target::Button(SheetButton::Clear)),
        SheetButton::Yes => {
            model.ticks = Ticks::default();
            model.announcement = Announcement::OnSheet(0);
            (Sheet::List, Target::Sheet)
        }
    };
    model.sheet = sheet;
    effects.push(match button {
        SheetButton::Large | SheetButton::Close => Effect::Reveal(next),
        _ => Effect::Focus(next),
    });
}

/// Shows what has this id, of which the page's author, who asked for it, is not told.
fn host_opened(model: &mut Model, id: &str, effects: &mut Vec<Effect>) {
    let targets = host_targets();
    let Some((section, _, target)) = targets.iter().find(|(_, known, _)| *known == id) else {
        let ids: Vec<_> = targets.iter().map(|(_, id, _)| *id).collect();
        return effects.push(refused(
            "open()",
            id,
            Allowed::Of(&ids),
            "nothing was opened",
        ));
    };
    if section.is_some_and(|section| !model.sections.contains(&section)) {
        let line = [
            "<mbc-body-map>: open() \"",
            id,
            "\" is left out by `sections`; nothing was opened",
        ];
        return effects.push(Effect::Warn(join(&line)));
    }
    if let Target::Row(row) = *target {
        model.set_row(row, true, &mut Vec::new());
    }
    effects.push(Effect::Reveal(*target));
}

/// Whether `open` knows the id.
pub fn can_open(id: &str) -> bool {
    host_targets().iter().any(|(_, known, _)| *known == id)
}

/// What `open` can show: the section that must be shown for it, its id, and where it is. The ids are those that
/// `mbc-select` reports, and two more.
fn host_targets() -> Vec<(Option<Section>, &'static str, Target)> {
    let mut all = Vec::new();
    for site in SiteId::all() {
        all.push((Some(Section::Map), site.id, Target::Row(Row::Site(site))));
    }
    for subtype in SubtypeId::all() {
        all.push((
            Some(Section::Subtypes),
            subtype.id,
            Target::Row(Row::Subtype(subtype)),
        ));
    }
    for topic in TopicId::all() {
        all.push((
            Some(Section::Topic(topic)),
            topic.id,
            Target::Row(Row::Topic(topic)),
        ));
    }
    all.push((None, "signs", Target::Signs));
    all.push((None, "visit", Target::Sheet));
    all
}

/// An attribute or property: a bad value means the default and one line for the page's author.
fn host_set(model: &mut Model, name: &str, value: Option<&str>, effects: &mut Vec<Effect>) {
    // Spaces around a value do not count, and an empty value is as good as none.
    let value = value.map(str::trim_ascii).filter(|value| !value.is_empty());
    match name {
        "site" => {
            let site = value.and_then(SiteId::find);
            if let (Some(value), None) = (value, site) {
                effects.push(refused(
                    "site",
                    value,
                    Allowed::Of(&site_ids()),
                    "every region stays closed",
                ));
            }
            let before = replace(&mut model.site_of_host, site);
            match (site, model.site) {
                (Some(site), open) if open != Some(site) => {
                    model.site = Some(site);
                    model.announcement = Announcement::Opened(site);
                }
                // What the visitor opened stays open.
                (None, Some(open)) if before == Some(open) => {
                    model.site = None;
                    model.announcement = Announcement::Closed(open);
                }
                _ => {}
            }
        }
        "sections" => {
            let mut sections = Vec::new();
            for word in value.unwrap_or_default().split_ascii_whitespace() {
                match Section::ALL
                    .into_iter()
                    .find(|section| section.name() == word)
                {
                    Some(section) if sections.contains(&section) => {}
                    Some(section) => sections.push(section),
                    None => {
                        let names = Section::ALL.map(Section::name);
                        effects.push(refused(
                            "sections",
                            word,
                            Allowed::Of(&names),
                            "it is left out",
                        ));
                    }
                }
            }
            if sections.is_empty() {
                sections = Section::ALL.to_vec();
            }
            model.sections = sections;
        }
        "theme" => {
            let theme = THEMES.into_iter().find(|theme| Some(*theme) == value);
            if let (Some(value), None) = (value, theme) {
                effects.push(refused(
                    "theme",
                    value,
                    Allowed::Of(&THEMES),
                    "`auto` is used",
                ));
            }
            model.theme = theme.unwrap_or(THEMES[0]);
        }
        "heading-level" => {
            let level =
                value.and_then(|value| HEADING_LEVELS.iter().position(|level| *level == value));
            if let (Some(value), None) = (value, level) {
                effects.push(refused(
                    "heading-level",
                    value,
                    Allowed::Of(&HEADING_LEVELS),
                    "2 is used",
                ));
            }
            model.heading_level = level.map_or(HEADING_LEVEL, |position| position as u8 + 1);
        }
        _ => contact_set(model, name, value.unwrap_or_default(), effects),
    }
}

/// A number, a name or an address of the author's.
fn contact_set(model: &mut Model, name: &str, value: &str, effects: &mut Vec<Effect>) {
    // The rules are those of `www/interface.json`; `tests/page/values.test.mjs` compares them.
    let (valid, form) = if name.ends_with("-phone") {
        let sign = |byte: u8| byte.is_ascii_digit() || b" -()+.".contains(&byte);
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        (
            (3..=20).contains(&digits) && value.len() <= 40 && value.bytes().all(sign),
            "a phone number in digits, such as 1-800-555-0100",
        )
    } else if name == "support-url" {
        // In plain letters, because others can be mistaken, or turn the line around.
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>".contains(&byte);
        let led = |rest: &str| !rest.is_empty() && rest.bytes().all(plain);
        (
            value.len() <= 500 && value.strip_prefix("https://").is_some_and(led),
            "a full address, https://…, without spaces, accents or quotes",
        )
    } else {
        (
            value.chars().count() <= 100,
            "a text of at most 100 characters",
        )
    };
    let value = if valid || value.is_empty() {
        value
    } else {
        effects.push(refused(name, value, Allowed::Form(form), "it is left out"));
        ""
    };
    let contacts = Rc::make_mut(&mut model.contacts);
    let place = match name {
        "care-team-phone" => &mut contacts.care_phone,
        "care-team-hours" => &mut contacts.care_hours,
        "support-phone" => &mut contacts.support_phone,
        "support-label" => &mut contacts.support_label,
        "support-url" => &mut contacts.support_url,
        _ => return debug_assert!(false, "`{name}` is not one of `SETTINGS`"),
    };
    *place = value.to_owned();
}

fn site_ids() -> Vec<&'static str> {
    let mut ids = Vec::new();
    for site in SiteId::all() {
        ids.push(site.id);
    }
    ids
}

/// What would have been right.
enum Allowed<'a> {
    /// One of these words.
    Of(&'a [&'a str]),
    /// Free text in this form.
    Form(&'a str),
}

/// One line: which element, what was given, what is allowed, what happens instead.
fn refused(name: &str, value: &str, allowed: Allowed<'_>, instead: &str) -> Effect {
    let mut line = join(&["<mbc-body-map>: ", name, " \""]);
    for sign in value.chars() {
        line.push(if sign.is_control() { ' ' } else { sign });
    }
    match allowed {
        Allowed::Of(words) => {
            line.push_str("\" is not known; use one of:");
            for word in words {
                line.push(' ');
                line.push_str(word);
            }
        }
        Allowed::Form(form) => {
            line.push_str("\" is not ");
            line.push_str(form);
        }
    }
    line.push_str("; ");
    line.push_str(instead);
    Effect::Warn(line)
}

/// Name for `mbc-select`: its kind and id. Rows inside a panel are nobody's business.
pub fn selection(row: Row) -> Option<(&'static str, &'static str)> {
    match row {
        Row::Site(site) => Some(("site", site.id)),
        Row::Subtype(subtype) => Some(("subtype", subtype.id)),
        Row::Topic(topic) => Some(("section", topic.id)),
        Row::Part(_)
        | Row::Fold(..)
        | Row::Signs(_)
        | Row::SignRules
        | Row::Compare
        | Row::Sources(_) => None,
    }
}
