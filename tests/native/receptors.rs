//! What is my type: the words of a report name a type or lead to a question, whatever is chosen; what they name is
//! marked everywhere and told to nobody.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{LanguageId, MY_TYPE, PACKS, SubtypeId, TextId, Words};
use mbc_body_map::key::{DomEvent, Key, message};
use mbc_body_map::model::{
    Effect, Medium, Model, Msg, Row, Section, Sheet, SignsOf, Target, Tick, update,
};
use mbc_body_map::receptors::{Choice, Er, Finding, Her2, Pr, Receptors};
use mbc_body_map::tree::{Element, Node};
use mbc_body_map::view::{printed_card, printed_sheet, sheet_text, view};
use std::collections::BTreeSet;

const ER: [Er; 4] = [Er::Positive, Er::Low, Er::Negative, Er::Unknown];
const PR: [Pr; 3] = [Pr::Positive, Pr::Negative, Pr::Unknown];
const HER2: [Her2; 7] = [
    Her2::Zero,
    Her2::Ultralow,
    Her2::Low,
    Her2::Positive,
    Her2::Unclear,
    Her2::Negative,
    Her2::Unknown,
];

/// Every report of which all three are chosen.
fn whole_reports() -> Vec<Receptors> {
    let mut all = Vec::new();
    for er in ER {
        for pr in PR {
            for her2 in HER2 {
                all.push(report(er, pr, her2));
            }
        }
    }
    all
}

/// Every state that choices can lead to.
fn all_reports() -> Vec<Receptors> {
    let mut all = Vec::new();
    for differ in [false, true] {
        for er in ER.map(Some).into_iter().chain([None]) {
            for pr in PR.map(Some).into_iter().chain([None]) {
                for her2 in HER2.map(Some).into_iter().chain([None]) {
                    all.push(Receptors {
                        er,
                        pr,
                        her2,
                        differ,
                    });
                }
            }
        }
    }
    all
}

fn report(er: Er, pr: Pr, her2: Her2) -> Receptors {
    Receptors {
        er: Some(er),
        pr: Some(pr),
        her2: Some(her2),
        differ: false,
    }
}

/// The choices that make such a report.
fn choices(report: Receptors) -> Vec<Choice> {
    let Receptors {
        er,
        pr,
        her2,
        differ,
    } = report;
    let chosen = [
        er.map(Choice::Er),
        pr.map(Choice::Pr),
        her2.map(Choice::Her2),
        differ.then_some(Choice::Differ),
    ];
    chosen.into_iter().flatten().collect()
}

fn subtype(id: &str) -> SubtypeId {
    SubtypeId::find(id).unwrap()
}

fn ids(finding: &Finding) -> Vec<&'static str> {
    finding.types.iter().map(|subtype| subtype.id).collect()
}

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

fn say(text: TextId) -> &'static str {
    words().get(text)
}

fn model() -> Model {
    let english = LanguageId::find("en").unwrap();
    Model::new(english, words(), Medium::Widget)
}

/// A widget in which a visitor chose the words of this report. Nobody is told of a choice.
#[track_caller]
fn model_of(report: Receptors) -> Model {
    let mut model = model();
    for choice in choices(report) {
        let effects = update(&mut model, Msg::ReportChosen(choice, true)).effects;
        assert_eq!(effects, [], "{choice:?}");
    }
    assert_eq!(model.receptors, report);
    model
}

/// The element with this id; lazy parts on the way to others are not built.
#[track_caller]
fn part_of(tree: &Element, id: &str) -> Element {
    find(tree, id).unwrap_or_else(|| panic!("there is no `{id}`"))
}

fn find(tree: &Element, id: &str) -> Option<Element> {
    if tree.id.as_deref() == Some(id) {
        return Some(copy_of(tree));
    }
    tree.children.iter().find_map(|child| match child {
        Node::Text(_) => None,
        Node::Lazy(lazy) if lazy.id() != id && lazy.id() != "sheet-section" => None,
        other => find(other.element().unwrap(), id),
    })
}

fn copy_of(element: &Element) -> Element {
    let copy = |child: &Node| match child {
        Node::Text(words) => Node::Text(words.clone()),
        other => Node::Element(Box::new(copy_of(other.element().unwrap()))),
    };
    Element {
        tag: element.tag,
        id: element.id.clone(),
        attrs: element.attrs.clone(),
        children: element.children.iter().map(copy).collect(),
    }
}

fn every(element: &Element, see: &mut dyn FnMut(&Element)) {
    see(element);
    for child in element.children.iter().filter_map(Node::element) {
        every(child, see);
    }
}

fn attr<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    let found = element.attrs.iter().find(|(other, _)| *other == name);
    found.map(|(_, value)| value.as_ref())
}

fn text(element: &Element) -> String {
    let part = |child: &Node| match child {
        Node::Text(words) => words.to_string(),
        other => other.element().map(text).unwrap_or_default(),
    };
    element.children.iter().map(part).collect()
}

/// The sentence that names the types.
fn named(finding: &Finding) -> String {
    let names: Vec<&str> = finding.types.iter().map(|of| say(of.name)).collect();
    let [before, after] = [MY_TYPE.answer_name.before, MY_TYPE.answer_name.after].map(say);
    format!("{before}{}{after}", names.join("; "))
}

#[test]
fn no_report_names_two_types_that_exclude_each_other() {
    for report in all_reports() {
        let types = ids(&report.finding());
        let main: Vec<_> = types.iter().filter(|id| **id != "her2-low").collect();
        assert!(main.len() <= 1, "{report:?}: {types:?}");
        let is_low = types.contains(&"her2-low");
        assert!(
            !(is_low && types.contains(&"her2-positive")),
            "{report:?}: {types:?}"
        );
        let distinct: BTreeSet<_> = types.iter().collect();
        assert_eq!(distinct.len(), types.len());
        // The label inside a type stands after it.
        assert!(
            types
                .iter()
                .position(|id| *id == "her2-low")
                .is_none_or(|at| at + 1 == types.len())
        );
    }
}

/// The sorting rule of the fact sheet (`life.helper.map`), said a second time in another form.
#[test]
fn a_report_that_leaves_nothing_open_names_its_type() {
    for report in whole_reports() {
        let (er, pr, her2) = (report.er.unwrap(), report.pr.unwrap(), report.her2.unwrap());
        let her2_not_positive = matches!(
            her2,
            Her2::Zero | Her2::Ultralow | Her2::Low | Her2::Negative
        );
        let mut expected = Vec::new();
        if her2 == Her2::Positive {
            expected.push("her2-positive");
        }
        if er == Er::Positive && her2_not_positive {
            expected.push("hr-positive");
        }
        if er == Er::Negative && pr == Pr::Negative && her2_not_positive {
            expected.push("triple-negative");
        }
        // The label stands inside a type, and never alone.
        if [Her2::Low, Her2::Ultralow].contains(&her2) && !expected.is_empty() {
            expected.push("her2-low");
        }
        assert_eq!(ids(&report.finding()), expected, "{report:?}");
    }
}

#[test]
fn what_is_low_rare_unknown_or_unclear_names_no_type_by_its_hormone_receptors() {
    let mut asked = 0;
    for report in all_reports() {
        let hormone_is_open = matches!(report.er, Some(Er::Low | Er::Unknown))
            || (report.er == Some(Er::Negative) && report.pr != Some(Pr::Negative));
        let her2_is_open = matches!(report.her2, Some(Her2::Unclear | Her2::Unknown));
        let is_missing = [
            report.er.is_none(),
            report.pr.is_none(),
            report.her2.is_none(),
        ]
        .contains(&true);
        if !(hormone_is_open || her2_is_open || is_missing || report.differ) {
            continue;
        }
        asked += 1;
        for id in ids(&report.finding()) {
            assert!(
                !["hr-positive", "triple-negative"].contains(&id),
                "{report:?} names {id}"
            );
        }
    }
    assert_eq!(asked, all_reports().len() - 20);
}

#[test]
fn reports_that_differ_name_nothing_and_ask_which_one_counts() {
    for report in all_reports().into_iter().filter(|report| report.differ) {
        let expected = Finding {
            types: Vec::new(),
            answers: vec![MY_TYPE.answer_differ],
        };
        assert_eq!(report.finding(), expected, "{report:?}");
    }
}

#[test]
fn nothing_is_said_before_each_of_the_three_is_chosen() {
    for report in all_reports().into_iter().filter(|report| !report.differ) {
        let is_whole = report.er.is_some() && report.pr.is_some() && report.her2.is_some();
        let is_silent = report.finding() == Finding::default();
        assert_eq!(is_silent, !is_whole, "{report:?}");
    }
}

#[test]
fn whatever_is_unclear_has_the_answer_that_says_what_to_ask() {
    for report in whole_reports() {
        let answers = report.finding().answers;
        let (er, pr, her2) = (report.er.unwrap(), report.pr.unwrap(), report.her2.unwrap());
        let mut expected = Vec::new();
        match (er, pr) {
            (Er::Low, _) => expected.push(MY_TYPE.answer_er_low),
            (Er::Negative, Pr::Positive) => expected.push(MY_TYPE.answer_pr_only),
            (Er::Unknown, _) | (Er::Negative, Pr::Unknown) => {
                expected.push(MY_TYPE.answer_hr_unknown);
            }
            _ => {}
        }
        match her2 {
            Her2::Unclear => expected.push(MY_TYPE.answer_her2_unclear),
            Her2::Negative => expected.push(MY_TYPE.answer_her2_negative),
            Her2::Unknown => expected.push(MY_TYPE.answer_her2_unknown),
            Her2::Low | Her2::Ultralow => expected.push(MY_TYPE.answer_low),
            Her2::Positive if er == Er::Positive => expected.push(MY_TYPE.answer_both),
            Her2::Positive | Her2::Zero => {}
        }
        assert_eq!(answers, expected, "{report:?}");
        // Nobody is left with nothing.
        let finding = report.finding();
        assert!(!(finding.types.is_empty() && finding.answers.is_empty()));
    }
}

#[test]
fn every_answer_and_every_type_is_reached() {
    let mut answers = BTreeSet::new();
    let mut types = BTreeSet::new();
    for report in all_reports() {
        let finding = report.finding();
        types.extend(ids(&finding));
        answers.extend(finding.answers.iter().map(|answer| answer.0));
    }
    assert_eq!(types.len(), SubtypeId::all().count());
    let expected = [
        MY_TYPE.answer_both,
        MY_TYPE.answer_low,
        MY_TYPE.answer_er_low,
        MY_TYPE.answer_pr_only,
        MY_TYPE.answer_hr_unknown,
        MY_TYPE.answer_her2_unclear,
        MY_TYPE.answer_her2_negative,
        MY_TYPE.answer_her2_unknown,
        MY_TYPE.answer_differ,
    ];
    assert_eq!(answers, expected.map(|answer| answer.0).into());
    let texts: BTreeSet<&str> = expected.iter().map(|answer| say(*answer)).collect();
    assert_eq!(texts.len(), expected.len(), "no two answers say the same");
}

#[test]
fn a_choice_replaces_the_one_of_its_group_and_only_the_box_can_be_unticked() {
    let mut report = Receptors::default();
    for (choice, _) in Choice::ALL {
        let before = report;
        report.choose(choice, true);
        assert!(report.has(choice));
        for (other, _) in Choice::ALL {
            let same_group = matches!(
                (choice, other),
                (Choice::Er(_), Choice::Er(_))
                    | (Choice::Pr(_), Choice::Pr(_))
                    | (Choice::Her2(_), Choice::Her2(_))
                    | (Choice::Differ, Choice::Differ)
            );
            let expected = if same_group {
                other == choice
            } else {
                before.has(other)
            };
            assert_eq!(report.has(other), expected, "{choice:?}, {other:?}");
        }
    }
    for (choice, _) in Choice::ALL {
        let mut after = report;
        after.choose(choice, true);
        after.choose(choice, false);
        assert_eq!(after.has(choice), choice != Choice::Differ, "{choice:?}");
    }
}

#[test]
fn each_group_of_choices_is_named_and_offers_each_word_once() {
    let helper = part_of(&view(&model()), "receptors");
    let mut groups = Vec::new();
    every(&helper, &mut |element| {
        if element.tag != "fieldset" {
            return;
        }
        let legend = element.children[0].element().unwrap();
        assert_eq!(legend.tag, "legend");
        let mut words = vec![text(legend)];
        let mut names = BTreeSet::new();
        every(element, &mut |label| {
            if label.tag == "label" {
                let control = label.children[0].element().unwrap();
                assert_eq!(attr(control, "type"), Some("radio"));
                assert_eq!(attr(control, "checked"), None);
                // Or a browser would restore what is gone with the page.
                assert_eq!(attr(control, "autocomplete"), Some("off"));
                names.insert(attr(control, "name").unwrap().to_string());
                words.push(text(label));
            }
        });
        assert_eq!(names.len(), 1, "one is chosen at a time: {names:?}");
        groups.push((names, words));
    });
    let expected = [
        vec![
            MY_TYPE.er_name,
            MY_TYPE.er_positive,
            MY_TYPE.er_low,
            MY_TYPE.er_negative,
            MY_TYPE.er_unknown,
        ],
        vec![
            MY_TYPE.pr_name,
            MY_TYPE.pr_positive,
            MY_TYPE.pr_negative,
            MY_TYPE.pr_unknown,
        ],
        vec![
            MY_TYPE.her2_name,
            MY_TYPE.her2_positive,
            MY_TYPE.her2_low,
            MY_TYPE.her2_ultralow,
            MY_TYPE.her2_zero,
            MY_TYPE.her2_negative,
            MY_TYPE.her2_unclear,
            MY_TYPE.her2_unknown,
        ],
    ];
    let names: BTreeSet<_> = groups.iter().map(|(names, _)| names.clone()).collect();
    assert_eq!(names.len(), expected.len(), "groups are independent");
    for ((_, shown), expected) in groups.into_iter().zip(expected) {
        let expected: Vec<&str> = expected.into_iter().map(say).collect();
        assert_eq!(shown, expected);
    }
    let differ = part_of(&helper, "reports-differ");
    assert_eq!(attr(&differ, "type"), Some("checkbox"));
}

/// The names of the types, the buttons that lead to them, and everything else of the answer.
fn answer(model: &Model) -> (Vec<String>, Vec<String>) {
    let answer = part_of(&part_of(&view(model), "receptors"), "answer");
    let status = part_of(&answer, "answer-status");
    // A screen reader says what changes in it, and of several children each by itself.
    assert_eq!(attr(&status, "role"), Some("status"));
    assert!(status.children.len() <= 1);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for child in answer.children.iter().filter_map(Node::element) {
        match child.tag {
            "button" => buttons.push(child.id.as_deref().unwrap().to_string()),
            // Before there is an answer the status is empty: one that appears with words would be said unasked.
            "p" => assert!(lines.is_empty() && status.children.is_empty()),
            _ => {}
        }
        if child.tag == "p" {
            lines.push(text(child));
        }
    }
    for named in status.children.iter().filter_map(Node::element) {
        lines.extend(named.children.iter().filter_map(Node::element).map(text));
    }
    (lines, buttons)
}

#[test]
fn the_answer_names_the_type_and_says_what_to_ask_and_to_check() {
    for report in whole_reports() {
        let finding = report.finding();
        let (lines, buttons) = answer(&model_of(report));
        let mut expected: Vec<String> = Vec::new();
        if !finding.types.is_empty() {
            expected.push(named(&finding));
        }
        let texts = finding.answers.iter().chain([&MY_TYPE.answer_check]);
        expected.extend(texts.map(|text| say(*text).to_string()));
        assert_eq!(lines, expected, "{report:?}");
        let mut expected: Vec<String> = Vec::new();
        for subtype in &finding.types {
            expected.push(Key::Type(*subtype).to_str().to_string());
        }
        expected.push("receptors-clear".into());
        assert_eq!(buttons, expected, "{report:?}");
    }
    let (lines, buttons) = answer(&model());
    assert_eq!(lines, [say(MY_TYPE.answer_start)]);
    assert!(buttons.is_empty());
    // What is begun can be cleared.
    let mut begun = model();
    update(&mut begun, Msg::ReportChosen(Choice::Er(Er::Low), true));
    let (lines, buttons) = answer(&begun);
    assert_eq!(lines, [say(MY_TYPE.answer_start)]);
    assert_eq!(buttons, ["receptors-clear"]);
}

/// Types that are marked as the visitor's, in the table, in the rows, and on the sheet.
fn marked(model: &Model) -> [Vec<&'static str>; 3] {
    let tree = view(model);
    let has_mark = |element: &Element| {
        let mut marks = 0;
        every(element, &mut |element| {
            let is_mark = attr(element, "class") == Some("mark");
            if is_mark {
                assert_eq!(text(element), say(MY_TYPE.answer_yours));
                marks += 1;
            }
        });
        let classes = attr(element, "class").unwrap_or_default();
        let is_yours = classes.split(' ').any(|class| class == "yours");
        assert_eq!(marks, usize::from(is_yours), "colour goes with words");
        is_yours
    };
    let mut in_table = Vec::new();
    let table = part_of(&tree, "compare");
    every(&table, &mut |row| {
        let is_row = row.tag == "tr"
            && text(row.children[0].element().unwrap()) != say(MY_TYPE.compare_type);
        if is_row && has_mark(row) {
            let name = text(row.children[0].element().unwrap());
            let of = SubtypeId::all().find(|of| name.starts_with(say(of.name)));
            in_table.push(of.unwrap().id);
        }
    });
    let rows = SubtypeId::all().filter(|of| {
        let row = part_of(&tree, &Key::from(Row::Subtype(*of)).to_str());
        let is_yours = has_mark(&row);
        let head = row.children[0].element().unwrap();
        assert_eq!(head.tag, "summary");
        // The mark stands where it is read with the name of the row.
        assert_eq!(text(head).contains(say(MY_TYPE.answer_yours)), is_yours);
        is_yours
    });
    let in_rows = rows.map(|of| of.id).collect();
    let sheet = part_of(&tree, "sheet-lists");
    let shown = text(&sheet);
    let on_sheet = SubtypeId::all().filter(|of| shown.contains(say(of.name)));
    [in_table, in_rows, on_sheet.map(|of| of.id).collect()]
}

#[test]
fn what_is_named_is_marked_in_the_table_in_its_row_and_on_the_sheet_and_nothing_else_is() {
    for report in whole_reports() {
        let mut expected = ids(&report.finding());
        let order = |id: &&str| SubtypeId::find(id).unwrap().index();
        expected.sort_by_key(order);
        for marked in marked(&model_of(report)) {
            assert_eq!(marked, expected, "{report:?}");
        }
    }
    for report in [
        Receptors::default(),
        Receptors {
            differ: true,
            ..report(Er::Positive, Pr::Positive, Her2::Low)
        },
    ] {
        for marked in marked(&model_of(report)) {
            assert!(marked.is_empty(), "{report:?}: {marked:?}");
        }
    }
}

/// The contradictory case of the issue: HER2 low, and the hormone receptors unknown.
#[test]
fn her2_low_without_known_hormone_receptors_says_what_to_ask_and_marks_nothing() {
    for er in [Er::Unknown, Er::Negative] {
        for her2 in [Her2::Low, Her2::Ultralow] {
            let model = model_of(report(er, Pr::Unknown, her2));
            let (lines, _) = answer(&model);
            for asked in [MY_TYPE.answer_hr_unknown, MY_TYPE.answer_low] {
                assert!(lines.iter().any(|line| line == say(asked)), "{lines:?}");
            }
            assert!(marked(&model).iter().all(Vec::is_empty));
        }
    }
}

/// What the visitor holds up, copies and prints.
fn sheets(model: &Model) -> [String; 4] {
    let list = text(&part_of(&view(model), "sheet-lists"));
    let large = Model {
        sheet: Sheet::Large,
        ..model.clone()
    };
    let large = text(&part_of(&view(&large), "large"));
    [list, large, sheet_text(model), text(&printed_sheet(model))]
}

#[test]
fn the_type_stands_on_the_sheet_in_large_text_in_the_copy_and_on_paper() {
    for report in whole_reports() {
        let types = report.finding().types;
        let model = model_of(report);
        let before = say(MY_TYPE.answer_name.before);
        for shown in sheets(&model) {
            assert_eq!(shown.contains(before), !types.is_empty(), "{report:?}");
            for subtype in SubtypeId::all() {
                let is_there = shown.contains(say(subtype.name));
                assert_eq!(is_there, types.contains(&subtype), "{report:?}: {shown}");
            }
        }
        // What the card says is for strangers.
        for subtype in types {
            assert!(!text(&printed_card(&model)).contains(say(subtype.name)));
        }
    }
}

#[test]
fn clearing_leaves_no_choice_no_mark_and_no_line_and_keeps_the_ticks() {
    for report in all_reports() {
        let mut model = model_of(report);
        let question = Tick::Question(mbc_body_map::content::VISIT.ask.iter().next().unwrap());
        update(&mut model, Msg::TickChanged(question, true));
        let effects = update(&mut model, Msg::ReportCleared).effects;
        // The button is gone, so the focus goes to the heading of the section.
        assert_eq!(effects, [Effect::Focus(Target::Subtypes)]);
        assert_eq!(model.receptors, Receptors::default());
        assert!(model.ticks.has(question));
    }
    let mut model = model_of(report(Er::Negative, Pr::Negative, Her2::Low));
    update(&mut model, Msg::ReportCleared);
    every(&part_of(&view(&model), "receptors"), &mut |element| {
        assert_eq!(attr(element, "checked"), None);
    });
    assert_eq!(marked(&model), [const { Vec::<&str>::new() }; 3]);
    let (lines, buttons) = answer(&model);
    assert_eq!(lines, [say(MY_TYPE.answer_start)]);
    assert!(buttons.is_empty());
}

#[test]
fn what_is_chosen_is_checked_and_stays_in_another_language() {
    for report in all_reports() {
        let mut model = model_of(report);
        let checked = |model: &Model| {
            let mut checked = Vec::new();
            every(&part_of(&view(model), "receptors"), &mut |element| {
                if attr(element, "checked").is_some() {
                    checked.push(element.id.as_deref().unwrap().to_string());
                }
            });
            checked
        };
        let expected: Vec<_> = choices(report)
            .into_iter()
            .map(|choice| Key::Choice(choice).to_str().to_string())
            .collect();
        assert_eq!(checked(&model), expected);
        let spanish = LanguageId::find("es").unwrap();
        let words = Words::read(PACKS[1]).unwrap();
        update(&mut model, Msg::PackLoaded(spanish, words));
        assert_eq!(checked(&model), expected);
    }
}

#[test]
fn the_button_of_a_type_opens_its_card_and_tells_nobody() {
    let mut model = model_of(report(Er::Negative, Pr::Negative, Her2::Low));
    for id in ["triple-negative", "her2-low"] {
        let row = Row::Subtype(subtype(id));
        let pressed = message(DomEvent::Pressed, &format!("type-{id}")).unwrap();
        let update = |model: &mut Model, msg| update(model, msg).effects;
        let reveal = [Effect::Reveal(Target::Row(row))];
        assert_eq!(update(&mut model, pressed.clone()), reveal);
        assert!(model.is_open(row));
        // What the browser reports of it is known already.
        assert_eq!(update(&mut model, Msg::RowToggled(row, true)), []);
        // Pressed again, it is shown again.
        assert_eq!(update(&mut model, pressed.clone()), reveal);
        assert!(model.is_open(row));
        // Whoever was not told that it opened must not learn which one it was when it closes.
        assert_eq!(update(&mut model, Msg::RowPressed(row)), []);
        assert!(!model.is_open(row));
        // From then on it is a row like any other.
        let told = |open| [Effect::Select(row, open)];
        assert_eq!(update(&mut model, Msg::RowPressed(row)), told(true));
        // One that was open already is closed as one that was told of.
        assert_eq!(update(&mut model, pressed), reveal);
        assert_eq!(update(&mut model, Msg::RowToggled(row, false)), told(false));
    }
}

#[test]
fn no_control_of_my_type_tells_the_page_anything() {
    for report in whole_reports() {
        let mut model = model_of(report);
        let mut pressed = vec!["receptors-clear".to_string()];
        let types = report.finding().types;
        pressed.extend(types.iter().map(|of| Key::Type(*of).to_str().to_string()));
        for id in pressed.iter().rev() {
            let msg = message(DomEvent::Pressed, id).unwrap();
            for effect in update(&mut model, msg).effects {
                let inside = matches!(effect, Effect::Focus(_) | Effect::Reveal(_));
                assert!(inside, "{effect:?}");
            }
        }
    }
}

/// With the map alone there is neither the question nor the table; what was chosen before stays on the sheet.
#[test]
fn my_type_is_there_with_its_section_and_not_without() {
    let mut model = model_of(report(Er::Positive, Pr::Unknown, Her2::Zero));
    for (sections, is_there) in [("subtypes", true), ("map", false), ("help subtypes", true)] {
        update(&mut model, Msg::HostSet("sections", Some(sections.into())));
        let tree = view(&model);
        for id in ["receptors", "compare"] {
            assert_eq!(find(&tree, id).is_some(), is_there, "{id}");
        }
        let line = named(&model.receptors.finding());
        assert_eq!(text(&part_of(&tree, "sheet-lists")), line);
    }
    assert_eq!(model.sections.len(), 2);
    assert!(model.sections.contains(&Section::Subtypes));
}

/// The words of a report do not tick anything, and tick boxes choose nothing.
#[test]
fn choices_and_ticks_are_kept_apart() {
    let mut model = model_of(report(Er::Positive, Pr::Positive, Her2::Positive));
    assert!(model.ticks.is_empty());
    let sign = mbc_body_map::content::SignId::new(0).unwrap();
    let ticked = Key::SignBox(sign, SignsOf::Group(sign.group)).to_str();
    let before = model.receptors;
    update(
        &mut model,
        message(DomEvent::Changed(true), &ticked).unwrap(),
    );
    assert_eq!(model.receptors, before);
    update(
        &mut model,
        Msg::SheetPressed(mbc_body_map::model::SheetButton::Yes),
    );
    assert!(model.ticks.is_empty());
    assert_eq!(model.receptors, before);
}
