//! The signs: each stands in the table once, and everywhere else it is shown from there, in cards by its level.
//!
//! Where signs can be ticked, each card is a `fieldset` whose legend is its level, so a screen reader says what to do
//! with the first box; the box of a sign says the same in every list that it stands in. On a page without script the
//! cards are lists.

use super::context::ViewContext;
use super::parts::{
    self, Icon, details, heading, icon, phone, sources, summary_of, text_el, tick_box,
};
use crate::content::{
    FRONT, LANGUAGES, Level, Quoted, ReviewId, SIGN_SOURCES, SIGN_TEXTS, SignGroupId, SignId,
    TREATMENT_MORE_SIGNS, TREATMENT_OWN_SIGNS, TextId, Texts, UI,
};
use crate::key::{Key, Single};
use crate::model::{Contacts, Model, Row, Set, SignsOf, SourcesOf, Target};
use crate::text::join;
use crate::tree::{Element, Lazy, Str, el};
use std::rc::Rc;

/// The levels, the most urgent first.
pub(super) const LEVELS: [Level; 3] = [Level::Now, Level::Today, Level::Soon];

/// More signs than these cannot be looked through without the names of their groups.
const MANY: usize = 12;

/// What holds for every sign of the overall list, shown under it.
const LIST_RULES: [TextId; 2] = [SIGN_TEXTS.rules_no_driving_now, SIGN_TEXTS.rules_crisis];

/// What to do about a sign of this level: one label, everywhere the same.
pub(super) fn label(level: Level) -> TextId {
    match level {
        Level::Now => SIGN_TEXTS.labels_now,
        Level::Today => SIGN_TEXTS.labels_today,
        Level::Soon => SIGN_TEXTS.labels_soon,
    }
}

/// The same in few words, where many signs stand side by side.
pub(super) fn short_label(level: Level) -> TextId {
    match level {
        Level::Now => SIGN_TEXTS.labels_short_now,
        Level::Today => SIGN_TEXTS.labels_short_today,
        Level::Soon => SIGN_TEXTS.labels_short_soon,
    }
}

/// A sign in few words: as on the sheet, where it can be ticked.
pub(super) fn short(context: ViewContext, sign: SignId) -> TextId {
    if context.text(sign.tick()).is_empty() {
        sign.text()
    } else {
        sign.tick()
    }
}

/// Signs to be shown in cards.
#[derive(Clone, PartialEq)]
pub(super) struct Cards {
    pub(super) context: ViewContext,
    pub(super) of: SignsOf,
    pub(super) signs: &'static [SignId],
    /// Those of them that are ticked.
    pub(super) ticked: Set<SignId>,
    /// Level of the headings below the title of the widget.
    pub(super) below: u8,
    /// Whether the cards say what holds for all signs of their level.
    pub(super) rules: bool,
    /// Whether each sign says how people put it.
    pub(super) heard: bool,
    pub(super) contacts: Rc<Contacts>,
}

impl Cards {
    /// Adds a card for each level that has signs.
    pub(super) fn add_to(&self, to: Box<Element>) -> Box<Element> {
        let mut to = to;
        for level in LEVELS {
            let mut signs = Vec::new();
            for sign in self.signs {
                if sign.level == level {
                    signs.push(*sign);
                }
            }
            if !signs.is_empty() {
                to.push(self.card(level, &signs));
            }
        }
        to
    }

    /// Cards are told apart by words, icon and border as well as colour.
    fn card(&self, level: Level, signs: &[SignId]) -> Box<Element> {
        let context = self.context;
        let title = heading(context, self.below).text(context.text(label(level)));
        if context.is_fallback() {
            let mut list = el("ul");
            for sign in signs {
                list.push(self.sign_words(*sign, el("li")));
            }
            return self.with_rules(level, el("div").child(title).child(list));
        }
        let (class, sign) = match level {
            Level::Now => ("call call-now", Icon::EMERGENCY),
            Level::Today => ("call call-day", Icon::PHONE),
            Level::Soon => ("call call-soon", Icon::CALENDAR),
        };
        let legend = el("legend")
            .class("call-head")
            .child(icon(sign))
            .child(title);
        let mut list = el("div").class("boxes");
        // Many signs, as under "More signs here", stand under the names of their groups.
        let grouped = !self.rules && !self.heard && signs.len() > MANY;
        let mut group = None;
        for sign in signs {
            if grouped && group != Some(sign.group) {
                group = Some(sign.group);
                let name = text_el(context, "strong", sign.group.name());
                list.push(el("p").class("no-box").child(name));
            }
            list.push(self.sign(*sign));
        }
        self.with_rules(level, el("fieldset").class(class).child(legend).child(list))
    }

    /// A box with its sign. What must not be ticked has no box.
    fn sign(&self, sign: SignId) -> Box<Element> {
        if sign.no_box {
            return self.sign_words(sign, el("p").class("no-box"));
        }
        let context = self.context;
        let key = Key::SignBox(sign, self.of);
        let words = self.sign_words(sign, el("span"));
        tick_box(context, key, self.ticked.has(sign), words)
    }

    /// The wording of a sign, and under it its condition, what makes it more urgent, and its note.
    fn sign_words(&self, sign: SignId, to: Box<Element>) -> Box<Element> {
        let context = self.context;
        // On a page without script a place names its signs, and its group says everything of each.
        if context.is_fallback() && matches!(self.of, SignsOf::Site(_)) {
            return to.text(context.text(short(context, sign)));
        }
        let mut to = to.text(context.text(sign.text()));
        for (text, template) in [
            (sign.only(), Some(SIGN_TEXTS.labels_only)),
            (sign.note(), None),
            (sign.worse(), Some(SIGN_TEXTS.labels_worse)),
            (sign.sooner(), Some(SIGN_TEXTS.labels_sooner)),
        ] {
            let words = context.text(text);
            if words.is_empty() {
                continue;
            }
            let words: Str = match template {
                Some(template) => context.fill(template, words),
                None => words.into(),
            };
            // The space is for what reads the text without the layout.
            to = to.text(" ").child(el("small").text_of(words));
        }
        let heard = context.text(sign.heard());
        if self.heard && !heard.is_empty() {
            let words = context.fill(SIGN_TEXTS.labels_heard, heard);
            to = to
                .text(" ")
                .child(el("small").class("heard").text_of(words));
        }
        to
    }

    /// What holds for all signs of the level, once on a card.
    fn with_rules(&self, level: Level, card: Box<Element>) -> Box<Element> {
        // On a page without script they stand once, under the overall list.
        if !self.rules || self.context.is_fallback() {
            return card;
        }
        let context = self.context;
        let mut more = el("div").class("more");
        match level {
            Level::Now => more.push(text_el(context, "p", SIGN_TEXTS.rules_no_driving_now)),
            Level::Today => {
                if let Some(line) = care_team(context, &self.contacts) {
                    more.push(line);
                }
                more.push(steps(context, SIGN_TEXTS.rules_nobody_answers));
                more.push(text_el(context, "p", SIGN_TEXTS.rules_company));
            }
            Level::Soon => return card,
        }
        card.child(more)
    }
}

/// The number of the visitor's own team, if the page's author gave one.
pub(super) fn care_team(context: ViewContext, contacts: &Contacts) -> Option<Box<Element>> {
    if contacts.care_phone.is_empty() {
        return None;
    }
    let line = text_el(context, "p", UI.care_team)
        .class("line")
        .text(" ")
        .child(phone(contacts.care_phone.clone().into()))
        .text(" ")
        .child(el("bdi").text_of(contacts.care_hours.clone().into()));
    Some(line)
}

/// The signs of a place: its own in cards, and the others one press away.
pub(super) fn of_place(own: &Cards, more: &'static [SignId], open: bool) -> Box<Element> {
    let context = own.context;
    let mut signs = el("div").class("signs");
    signs.push(heading(context, own.below - 1).text(context.text(UI.notice)));
    let opening = text_el(context, "p", SIGN_TEXTS.labels_opening).class("sub");
    signs.push(if context.is_fallback() {
        opening
    } else {
        opening.text(" ").text(context.text(UI.notice_tick))
    });
    let mut signs = own.add_to(signs);
    if !more.is_empty() {
        if context.is_fallback() {
            signs.push(link_to_all(context, SIGN_TEXTS.labels_more));
        } else {
            let cards = Cards {
                signs: more,
                rules: false,
                ..own.clone()
            };
            let title = context.text(SIGN_TEXTS.labels_more);
            let fold = fold_of(context, title.into(), open, &cards, (context, true));
            signs.push(el("div").class("folds").child(fold));
        }
    }
    signs
}

/// On a page without script: a link to the groups, where each of these signs stands once.
fn link_to_all(context: ViewContext, title: TextId) -> Box<Element> {
    let to = join(&["#", &context.id(Target::Signs)]).into();
    el("p").child(el("a").attr_of("href", to).text(context.text(title)))
}

/// A closed row with signs in cards, built when it is opened or ticked. Its panel may still be in the words of before, or
/// empty.
fn fold_of(
    context: ViewContext,
    title: Str,
    open: bool,
    cards: &Cards,
    (panel_context, is_made): (ViewContext, bool),
) -> Box<Element> {
    let row = Row::Signs(cards.of);
    let details =
        details(context, row, open, "fold").child(summary_of(context, cards.below - 1, title));
    let cards = Cards {
        context: panel_context,
        ..cards.clone()
    };
    let panel = Lazy::new(context.id(Key::Panel(row)), cards, fold_content);
    parts::add_panel(details, "inside", is_made, panel)
}

fn fold_content(cards: Cards) -> Box<Element> {
    let inside = inside_of(cards.context, cards.of);
    cards.add_to(inside)
}

/// The container of what a row with signs opens to.
fn inside_of(context: ViewContext, of: SignsOf) -> Box<Element> {
    el("div")
        .id(context.id(Key::Panel(Row::Signs(of))))
        .class("inside")
}

/// The signs of treatment, for the topics about it.
pub(super) fn of_treatment(model: &Model, context: ViewContext) -> TreatmentInput {
    TreatmentInput {
        open: model.is_open(Row::Signs(SignsOf::Treatment)),
        cards: Cards {
            context,
            of: SignsOf::Treatment,
            signs: &[],
            ticked: model
                .ticks
                .signs
                .among(TREATMENT_OWN_SIGNS)
                .with(model.ticks.signs.among(TREATMENT_MORE_SIGNS)),
            below: 4,
            rules: false,
            heard: false,
            contacts: Rc::clone(&model.contacts),
        },
    }
}

/// What the row with the signs of treatment is made from.
#[derive(Clone, PartialEq)]
pub(super) struct TreatmentInput {
    open: bool,
    cards: Cards,
}

impl TreatmentInput {
    /// The row: its own signs first, with the rules, then the others.
    pub(super) fn row(&self) -> Box<Element> {
        let context = self.cards.context;
        let row = Row::Signs(SignsOf::Treatment);
        let title = SIGN_TEXTS.labels_treatment;
        if context.is_fallback() {
            return link_to_all(context, title);
        }
        let own = Cards {
            signs: TREATMENT_OWN_SIGNS,
            rules: true,
            ..self.cards.clone()
        };
        let more = Cards {
            signs: TREATMENT_MORE_SIGNS,
            ..self.cards.clone()
        };
        let inside = inside_of(context, SignsOf::Treatment)
            .child(text_el(context, "p", SIGN_TEXTS.rules_on_treatment))
            .child(parts::plain_list(context, SIGN_TEXTS.rules_treatments))
            .child(text_el(context, "p", SIGN_TEXTS.rules_on_treatment_not));
        let inside = more.add_to(own.add_to(inside));
        details(context, row, self.open, "fold")
            .child(summary_of(context, 3, context.text(title).into()))
            .child(inside)
    }
}

/// The signs that cannot wait, always in view whatever `sections` says, with their heading so many levels below the
/// title of the widget.
pub(super) fn overall(model: &Model, context: ViewContext, below: u8) -> Box<Lazy> {
    let input = Overall {
        context,
        below,
        groups: model.folds.sign_groups,
        panels: SignGroupId::all()
            .map(|group| ViewContext::of_panel(model, Row::Signs(SignsOf::Group(group))))
            .collect(),
        ticked: model.ticks.signs,
        rules_open: model.is_open(Row::SignRules),
        sources_open: model.is_open(Row::Sources(SourcesOf::Signs)),
        contacts: Rc::clone(&model.contacts),
    };
    Lazy::new(context.id(Single::Signs), input, build)
}

/// The signs as a section of their own, where there is no map.
pub(super) fn alone(model: &Model, context: ViewContext) -> Box<Element> {
    el("div")
        .id(context.id(Single::SignsSection))
        .class("sec")
        .lazy(overall(model, context, 1))
}

#[derive(Clone, PartialEq)]
struct Overall {
    context: ViewContext,
    below: u8,
    groups: Set<SignGroupId>,
    /// In which words the panel of each group is, and whether it is made.
    panels: Vec<(ViewContext, bool)>,
    ticked: Set<SignId>,
    rules_open: bool,
    sources_open: bool,
    contacts: Rc<Contacts>,
}

fn build(input: Overall) -> Box<Element> {
    let Overall { context, below, .. } = input;
    let title = context.id(Target::Signs);
    let head = el("div")
        .class("call-head")
        .child(icon(Icon::EMERGENCY))
        .child(
            heading(context, below)
                .id(title.clone())
                .attr("tabindex", "-1")
                .text(context.text(SIGN_TEXTS.title)),
        )
        .child(opening(context).class("sub"));
    let mut signs = el("section")
        .id(context.id(Single::Signs))
        .class("urgent")
        .attr_of("aria-labelledby", title)
        .child(head);
    if context.is_fallback() {
        // A table without its styles would be wider than a phone.
        signs = both_levels(context, signs, below + 1);
        for group in SignGroupId::all() {
            signs.push(group_row(&input, group));
        }
    } else {
        signs.push(table(&input));
    }
    if let Some(line) = care_team(context, &input.contacts) {
        signs.push(line);
    }
    signs.push(steps(context, SIGN_TEXTS.rules_nobody_answers));
    for rule in LIST_RULES {
        signs.push(text_el(context, "p", rule));
    }
    if !context.is_fallback() {
        let print = el("button")
            .id(context.id(Single::PrintCard))
            .class("act")
            .attr("type", "button")
            .text(context.text(SIGN_TEXTS.card_print));
        signs.push(el("div").class("acts").child(print));
    }
    let rules = details(context, Row::SignRules, input.rules_open, "fold")
        .child(summary_of(
            context,
            below + 1,
            context.text(SIGN_TEXTS.labels_rules).into(),
        ))
        .child(rules(context, below + 2));
    let sources = sources(
        context,
        SourcesOf::Signs,
        input.sources_open,
        below + 1,
        SIGN_SOURCES,
        ReviewId::SIGNS,
    );
    signs
        .child(text_el(context, "p", FRONT.footer_written_for).class("small"))
        .child(el("div").class("folds").child(rules).child(sources))
}

/// The words before the overall list.
fn opening(context: ViewContext) -> Box<Element> {
    text_el(context, "p", SIGN_TEXTS.intro)
        .text(" ")
        .text(context.text(SIGN_TEXTS.labels_opening))
}

/// By where one feels it: a row for each group with its two cells, and below it a row that opens to all its signs.
///
/// On a narrow screen the style makes blocks of it, which takes the roles of a table away in some browsers
/// (https://adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html), so the roles are written.
fn table(input: &Overall) -> Box<Element> {
    let context = input.context;
    let row = || el("tr").attr("role", "row");
    let cell = |tag, role| el(tag).attr("role", role);
    // On a narrow screen each cell names its level in short; the columns then say what the short names mean.
    let short = |to: Box<Element>, text| {
        let name = text_el(context, "span", text)
            .class("short")
            .attr("aria-hidden", "true");
        to.child(name).text(" ")
    };
    let column = |class, level, name| {
        let cell = cell("th", "columnheader").attr("scope", "col").class(class);
        short(cell, name).text(context.text(label(level)))
    };
    let head = row()
        .child(cell("td", "cell"))
        .child(column("now", Level::Now, SIGN_TEXTS.labels_short_now))
        .child(column("day", Level::Today, SIGN_TEXTS.labels_short_today));
    let mut body = el("tbody").attr("role", "rowgroup");
    for group in SignGroupId::all() {
        let mut line = row().child(
            cell("th", "rowheader")
                .attr("scope", "row")
                .text(context.text(group.name())),
        );
        for (class, name, text) in [
            ("now", SIGN_TEXTS.labels_short_now, group.now()),
            ("day", SIGN_TEXTS.labels_short_today, group.today()),
        ] {
            let mut line_cell = cell("td", "cell").class(class);
            if !context.text(text).is_empty() {
                line_cell = short(line_cell, name).text(context.text(text));
            }
            line.push(line_cell);
        }
        let all = cell("td", "cell")
            .attr("colspan", "3")
            .child(group_row(input, group));
        // A group that has no cell of the list has its row alone.
        if !context.text(group.now()).is_empty() {
            body.push(line);
        }
        body.push(row().class("all").child(all));
    }
    el("table")
        .class("overall")
        .attr("role", "table")
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(body)
}

/// All signs of a group.
fn group_row(input: &Overall, group: SignGroupId) -> Box<Element> {
    let context = input.context;
    let cards = Cards {
        context,
        of: SignsOf::Group(group),
        signs: group.signs,
        ticked: input.ticked.among(group.signs),
        // The name of a row is no heading on a page without script.
        below: input.below + if context.is_fallback() { 1 } else { 2 },
        rules: false,
        heard: true,
        contacts: Rc::clone(&input.contacts),
    };
    let title = context.fill(SIGN_TEXTS.labels_all, context.text(group.name()));
    let panel = input.panels.get(group.index()).copied();
    let panel = panel.unwrap_or((context, true));
    fold_of(context, title, input.groups.has(group), &cards, panel)
}

/// What holds for all signs, in one row: whom to call and what to say, what counts, and first aid.
fn rules(context: ViewContext, below: u8) -> Box<Element> {
    let title = |text| heading(context, below).text(context.text(text));
    let mut inside = el("div")
        .class("inside")
        .child(title(SIGN_TEXTS.labels_call));
    for quoted in [
        &SIGN_TEXTS.rules_say,
        &SIGN_TEXTS.rules_say_desk,
        &SIGN_TEXTS.rules_say_spine,
    ] {
        inside.push(quotation(context, quoted));
    }
    for rule in [
        SIGN_TEXTS.rules_say_when,
        SIGN_TEXTS.rules_told_to_wait,
        SIGN_TEXTS.rules_bring,
        SIGN_TEXTS.rules_interpreter,
        SIGN_TEXTS.rules_no_team,
        SIGN_TEXTS.rules_hospice,
        SIGN_TEXTS.rules_no_driver,
        SIGN_TEXTS.rules_no_driving,
        SIGN_TEXTS.rules_examined,
    ] {
        inside.push(text_el(context, "p", rule));
    }
    inside = inside
        .child(text_el(context, "p", SIGN_TEXTS.rules_morning))
        .child(waiting_signs(context))
        .child(title(SIGN_TEXTS.labels_counts));
    for rule in [
        SIGN_TEXTS.rules_new_or_worse,
        SIGN_TEXTS.rules_not_a_diagnosis,
        SIGN_TEXTS.rules_company,
        SIGN_TEXTS.rules_early,
        SIGN_TEXTS.rules_passed,
        SIGN_TEXTS.rules_hidden_fever,
        SIGN_TEXTS.rules_dark_skin,
    ] {
        inside.push(text_el(context, "p", rule));
    }
    inside = inside
        .child(text_el(context, "p", SIGN_TEXTS.rules_on_treatment))
        .child(parts::plain_list(context, SIGN_TEXTS.rules_treatments));
    for rule in [SIGN_TEXTS.rules_on_treatment_not, SIGN_TEXTS.rules_words] {
        inside.push(text_el(context, "p", rule));
    }
    inside = inside
        .child(title(SIGN_TEXTS.labels_first_aid))
        .child(text_el(context, "p", SIGN_TEXTS.rules_lying_flat))
        .child(text_el(context, "p", SIGN_TEXTS.rules_naloxone));
    inside
        .child(text_el(context, "p", SIGN_TEXTS.labels_seizure).class("first"))
        .child(recovery_position())
        .child(steps(context, SIGN_TEXTS.rules_seizure))
}

/// What to do, step by step.
fn steps(context: ViewContext, texts: Texts) -> Box<Element> {
    let mut steps = el("ol").class("steps");
    for step in texts.iter() {
        steps.push(text_el(context, "li", step));
    }
    steps
}

/// Signs that may wait for the morning when nobody answers.
fn waiting_signs(context: ViewContext) -> Box<Element> {
    let mut list = el("ul").class("bullets");
    for sign in SignId::all().filter(|sign| sign.morning) {
        list.push(text_el(context, "li", sign.text()));
    }
    list
}

/// Words to say, and in another language than that of the structure the same in it, for those who listen.
fn quotation(context: ViewContext, quoted: &Quoted) -> Box<Element> {
    let quote = |text| join(&["“", context.text(text), "”"]).into();
    let mut rule = text_el(context, "p", quoted.text)
        .text(" ")
        .child(el("q").class("quote").text_of(quote(quoted.quote)));
    if !context.text(quoted.in_english).is_empty() {
        rule = rule
            .text(" ")
            .child(text_el(context, "span", SIGN_TEXTS.labels_in_english))
            .text(" ")
            .child(
                el("q")
                    .class("quote")
                    .attr("lang", LANGUAGES[0].code)
                    .attr("dir", LANGUAGES[0].dir)
                    .text_of(quote(quoted.in_english)),
            );
    }
    rule
}

/// A person lying on the side, the face towards us, the head on the lower arm, the upper knee bent: drawn beside the
/// steps, which say it in words.
fn recovery_position() -> Box<Element> {
    let line = |path| el("path").attr("d", path);
    el("svg")
        .class("aid")
        .attr("viewBox", "0 0 200 84")
        .attr("width", "200")
        .attr("height", "84")
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "4.5")
        .attr("stroke-linecap", "round")
        .attr("stroke-linejoin", "round")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(line("M4 80H196").attr("stroke-width", "2"))
        .child(line("M43 50a14 14 0 1 1-28 0 14 14 0 0 1 28 0z"))
        .child(line("M24 45h.01M24 55h.01M34 46V54").attr("stroke-width", "3"))
        .child(line(
            "M52 38C70 28 92 30 110 38C118 44 118 58 110 64C92 68 68 68 52 62C47 54 47 46 52 38z",
        ))
        .child(line("M54 64 40 73H10"))
        .child(line("M64 40 76 58 50 52"))
        .child(line("M112 40 152 46 138 72"))
        .child(line("M112 63 150 73H190"))
}

/// The signs without their sources and rows, for what stands inside the element where nothing else does.
#[cfg(not(target_family = "wasm"))]
pub(super) fn brief(context: ViewContext) -> Box<Element> {
    let title = heading(context, 1)
        .id(context.id(Target::Signs))
        .text(context.text(SIGN_TEXTS.title));
    let signs = el("section")
        .id(context.id(Single::Signs))
        .child(title)
        .child(opening(context));
    let mut signs = both_levels(context, signs, 2);
    signs.push(steps(context, SIGN_TEXTS.rules_nobody_answers));
    for rule in [
        SIGN_TEXTS.rules_company,
        SIGN_TEXTS.rules_no_driving,
        SIGN_TEXTS.rules_crisis,
    ] {
        signs.push(text_el(context, "p", rule));
    }
    signs
}

/// Adds the overall list as two lists, each under its label: for paper, and where there is no style.
pub(super) fn both_levels(context: ViewContext, to: Box<Element>, below: u8) -> Box<Element> {
    let mut to = to;
    for level in [Level::Now, Level::Today] {
        let mut list = el("ul").class("bullets");
        for group in SignGroupId::all() {
            let cell = context.text(if level == Level::Now {
                group.now()
            } else {
                group.today()
            });
            if !cell.is_empty() {
                let line = el("li")
                    .child(text_el(context, "strong", group.name()))
                    .text(": ")
                    .text(cell);
                list.push(line);
            }
        }
        to = to
            .child(heading(context, below).text(context.text(label(level))))
            .child(list);
    }
    to
}
