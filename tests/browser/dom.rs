//! In a browser: the DOM equals the serialized view, after mounting and after patches, whatever the browser changed on
//! its own.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::commands::Commands;
use mbc_body_map::content::{
    LanguageId, LinkId, PACKS, PartId, QuestionId, SignGroupId, SignId, SiteId, SubtypeId, TopicId,
    VISIT, Words,
};
use mbc_body_map::diff::{Patch, diff};
use mbc_body_map::dom;
use mbc_body_map::html::to_html;
use mbc_body_map::key::{DomEvent, Key, message};
use mbc_body_map::model::{
    Effect, Medium, Model, Msg, Row, SheetButton, SignsOf, SiteFold, SourcesOf, Target, Tick,
    Voice, update,
};
use mbc_body_map::receptors::{Choice, Er, Her2, Pr};
use mbc_body_map::tree::{Element, el};
use mbc_body_map::view::view;
use random::Random;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Document, HtmlElement, HtmlInputElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

#[path = "../random/mod.rs"]
mod random;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/www/element.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = runCommands)]
    fn run_commands(root: &ShadowRoot, numbers: Vec<u32>, words: &str) -> Result<(), JsValue>;
}

fn mount(root: &ShadowRoot, tree: &Element) -> Result<(), JsValue> {
    let Commands { numbers, words } = Commands::make(tree);
    run_commands(root, numbers, &words)
}

fn apply(root: &ShadowRoot, patches: &[Patch<'_>]) -> Result<(), JsValue> {
    let Commands { numbers, words } = Commands::apply(patches);
    run_commands(root, numbers, &words)
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn shadow() -> ShadowRoot {
    let host = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .unwrap()
}

/// The nodes of the page equal those that the browser's parser creates from the serialized view.
#[track_caller]
fn assert_shows(root: &ShadowRoot, tree: &Element, when: &str) {
    let parsed = document().create_element("div").unwrap();
    parsed.set_inner_html(&to_html(tree));
    let (shown, printed) = (
        root.first_element_child().unwrap(),
        parsed.first_element_child().unwrap(),
    );
    if !shown.is_equal_node(Some(&printed)) {
        panic!(
            "{when}: the page shows\n{}\nand the view prints\n{}",
            shown.outer_html(),
            printed.outer_html()
        );
    }
}

fn any<I>(below: &mut dyn FnMut(usize) -> usize, all: impl Iterator<Item = I>) -> I {
    let mut all: Vec<I> = all.collect();
    all.swap_remove(below(all.len()))
}

fn liver() -> SiteId {
    SiteId::find("liver").unwrap()
}

fn model() -> Model {
    Model::new(
        LanguageId::find("en").unwrap(),
        Words::read(PACKS[0]).unwrap(),
        Medium::Widget,
    )
}

#[wasm_bindgen_test]
fn a_mounted_tree_equals_its_parsed_html() {
    let root = shadow();
    let tree = view(&model());
    mount(&root, &tree).unwrap();
    assert_shows(&root, &tree, "fresh");
    let drawing = root.get_element_by_id("drawing").unwrap();
    assert_eq!(
        drawing.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
    assert!(root.query_selector("#drawing path.hit").unwrap().is_some());
}

#[wasm_bindgen_test]
fn after_patches_the_dom_equals_the_parsed_html() {
    for seed in 1..6 {
        let root = shadow();
        let mut model = model();
        let mut tree = view(&model);
        mount(&root, &tree).unwrap();
        let mut random = Random::new(seed);
        for step in 0..60 {
            let mut below = |end| random.below(end);
            let site = any(&mut below, SiteId::all());
            let message = match below(20) {
                14 | 15 => {
                    let (choice, _) = any(&mut below, Choice::ALL.into_iter());
                    Msg::ReportChosen(choice, below(4) > 0)
                }
                16 => [
                    Msg::ReportCleared,
                    Msg::TypePressed(any(&mut below, SubtypeId::all())),
                ][below(2)]
                .clone(),
                17 => Msg::VoiceChosen(any(&mut below, Voice::ALL.into_iter())),
                18 => {
                    // Any link, sign to report, or path on the page.
                    let links = root
                        .query_selector_all(".jump button, .paths button")
                        .unwrap();
                    let link = links.item(below(links.length().max(1) as usize) as u32);
                    let id = link.map(|link| link.unchecked_into::<web_sys::Element>().id());
                    match id.and_then(|id| message(DomEvent::Pressed, &id)) {
                        Some(pressed) => pressed,
                        None => Msg::LinkPressed(any(&mut below, LinkId::all())),
                    }
                }
                19 => {
                    let buttons = [
                        SheetButton::Large,
                        SheetButton::Close,
                        SheetButton::Clear,
                        SheetButton::No,
                    ];
                    Msg::SheetPressed(buttons[below(buttons.len())])
                }
                8 => Msg::RowPressed(Row::Topic(any(&mut below, TopicId::all()))),
                9 => Msg::RowPressed(Row::Part(any(&mut below, PartId::all()))),
                10 | 11 => {
                    // Any glossary term on the page.
                    let words = root.query_selector_all("button.term").unwrap();
                    let word = words.item(below(words.length().max(1) as usize) as u32);
                    let id = word.map(|word| word.unchecked_into::<web_sys::Element>().id());
                    match id.and_then(|id| message(DomEvent::Pressed, &id)) {
                        Some(pressed) => pressed,
                        None => continue,
                    }
                }
                12 | 13 => {
                    let language = any(&mut below, LanguageId::all());
                    let pack = PACKS[language.index()];
                    Msg::PackLoaded(language, Words::read(pack).unwrap())
                }
                0 => Msg::RowPressed(Row::Site(site)),
                1 => Msg::RowPressed(Row::Subtype(any(&mut below, SubtypeId::all()))),
                2 => {
                    let group = any(&mut below, SignGroupId::all());
                    let rows = [
                        Row::Fold(any(&mut below, SiteFold::ALL.into_iter()), site),
                        Row::Signs(SignsOf::Site(site)),
                        Row::Signs(SignsOf::Group(group)),
                        Row::Signs(SignsOf::Treatment),
                        Row::SignRules,
                        Row::Compare,
                        Row::Sources(SourcesOf::Site(site)),
                    ];
                    Msg::RowPressed(rows[below(rows.len())])
                }
                3 => Msg::ShapePressed(site),
                6 => Msg::HostSet("theme", Some(["dark", "light", "x"][below(3)].into())),
                7 => Msg::HostSet("heading-level", Some(["1", "3", "9"][below(3)].into())),
                4 => {
                    let tick = match below(2) {
                        0 => Tick::Sign(any(&mut below, SignId::all())),
                        _ => Tick::Question(any(&mut below, QuestionId::all())),
                    };
                    Msg::TickChanged(tick, below(2) == 0)
                }
                _ => Msg::HostSet(
                    "sections",
                    Some(["map", "subtypes", "help basics subtypes map", "oops"][below(4)].into()),
                ),
            };
            update(&mut model, message.clone());
            let new = view(&model);
            let patches = diff(&tree, &new);
            apply(&root, &patches).unwrap();
            // Applying patches twice has the same result, unless they create elements.
            if !patches
                .iter()
                .any(|patch| matches!(patch, mbc_body_map::diff::Patch::Children(..)))
            {
                apply(&root, &patches).unwrap();
            }
            drop(patches);
            tree = new;
            assert_shows(
                &root,
                &tree,
                &format!("seed {seed}, step {step}, {message:?}"),
            );
        }
        root.host().remove();
    }
}

#[wasm_bindgen_test]
fn a_checkbox_follows_the_model_after_the_visitor_used_it() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    mount(&root, &old).unwrap();
    let sign = SignId::new(0).unwrap();
    let tick = Tick::Sign(sign);
    let input = |of| {
        let id = Key::SignBox(sign, of).to_str();
        let input = root.get_element_by_id(&id).unwrap();
        input.unchecked_into::<HtmlInputElement>()
    };
    // The box that was used, and another of the same sign.
    let [other, input] = [
        SignsOf::Site(SiteId::find("brain").unwrap()),
        SignsOf::Group(sign.group),
    ]
    .map(input);
    input.set_checked(true);
    update(&mut model, Msg::TickChanged(tick, true));
    let ticked = view(&model);
    apply(&root, &diff(&old, &ticked)).unwrap();
    for input in [&input, &other] {
        assert!(input.checked() && input.has_attribute("checked"));
    }
    update(&mut model, Msg::RemovePressed(tick));
    let after = view(&model);
    apply(&root, &diff(&ticked, &after)).unwrap();
    for input in [&input, &other] {
        assert!(!input.checked() && !input.has_attribute("checked"));
    }
}

/// Chooses as a visitor does: the browser checks the control and unchecks the others of its group, and reports that.
/// Then the model is told, and the page follows.
fn choose(root: &ShadowRoot, model: &mut Model, tree: &mut Box<Element>, id: &str) -> Vec<Effect> {
    let control = root.get_element_by_id(id).unwrap();
    control
        .unchecked_ref::<HtmlInputElement>()
        .set_checked(true);
    let (msg, at) = dom::handle_event("change", control.clone()).unwrap();
    assert_eq!(at, control);
    let effects = update(model, msg).effects;
    let new = view(model);
    apply(root, &diff(tree, &new)).unwrap();
    *tree = new;
    assert_shows(root, tree, id);
    effects
}

/// The controls of a group that the browser shows as chosen; each has the attribute too.
fn chosen(root: &ShadowRoot, name: &str) -> Vec<String> {
    let selector = format!("input[name=\"{name}\"]");
    let all = root.query_selector_all(&selector).unwrap();
    let mut chosen = Vec::new();
    for at in 0..all.length() {
        let control: HtmlInputElement = all.item(at).unwrap().unchecked_into();
        assert_eq!(control.checked(), control.has_attribute("checked"));
        if control.checked() {
            chosen.push(control.id());
        }
    }
    chosen
}

#[wasm_bindgen_test]
fn a_radio_button_tells_the_model_and_the_page_follows() {
    let root = shadow();
    let mut model = model();
    let mut tree = view(&model);
    mount(&root, &tree).unwrap();
    let text = |id: &str| root.get_element_by_id(id).unwrap().text_content().unwrap();
    let status = root.get_element_by_id("answer-status").unwrap();
    for (id, group) in [
        ("er-positive", "er"),
        ("pr-negative", "pr"),
        ("her2-zero", "her2"),
        ("er-negative", "er"),
        ("her2-low", "her2"),
    ] {
        let focused: HtmlElement = root.get_element_by_id(id).unwrap().unchecked_into();
        focused.focus().unwrap();
        assert_eq!(choose(&root, &mut model, &mut tree, id), []);
        assert_eq!(chosen(&root, group), [id]);
        assert_eq!(root.active_element().as_ref(), Some(focused.as_ref()));
        // A region that is made anew is not read out.
        let now = root.get_element_by_id("answer-status");
        assert_eq!(now.as_ref(), Some(&status));
    }
    assert_eq!(model.receptors.er, Some(Er::Negative));
    assert_eq!(model.receptors.pr, Some(Pr::Negative));
    assert_eq!(model.receptors.her2, Some(Her2::Low));
    for id in ["triple-negative", "her2-low"] {
        let name = model.words.get(SubtypeId::find(id).unwrap().name);
        for place in ["answer", "sheet-lists"] {
            assert!(text(place).contains(name), "{place}: {}", text(place));
        }
        let marked = format!("#subtype-{id} > summary .mark");
        assert!(root.query_selector(&marked).unwrap().is_some(), "{marked}");
    }
    let marks = root.query_selector_all("#compare .mark").unwrap();
    assert_eq!(marks.length(), 2);
    // Two reports that differ: a box, which can be unticked.
    choose(&root, &mut model, &mut tree, "reports-differ");
    assert!(root.query_selector(".mark").unwrap().is_none());
    let differ: HtmlInputElement = root
        .get_element_by_id("reports-differ")
        .unwrap()
        .unchecked_into();
    differ.set_checked(false);
    let (msg, _) = dom::handle_event("change", differ.clone().into()).unwrap();
    assert_eq!(msg, Msg::ReportChosen(Choice::Differ, false));
    update(&mut model, msg);
    let new = view(&model);
    apply(&root, &diff(&tree, &new)).unwrap();
    tree = new;
    assert!(root.query_selector("#compare .mark").unwrap().is_some());
    // Cleared, no control stays as the visitor left it.
    let clear = root.get_element_by_id("receptors-clear").unwrap();
    let (msg, _) = dom::handle_event("click", clear).unwrap();
    assert_eq!(
        update(&mut model, msg).effects,
        [Effect::Focus(Target::Subtypes)]
    );
    let new = view(&model);
    apply(&root, &diff(&tree, &new)).unwrap();
    assert_shows(&root, &new, "cleared");
    for group in ["er", "pr", "her2", "differ"] {
        assert!(chosen(&root, group).is_empty(), "{group}");
    }
}

#[wasm_bindgen_test]
fn the_voice_changes_the_questions_and_keeps_ticks_and_focus() {
    let root = shadow();
    let mut model = model();
    let mut tree = view(&model);
    mount(&root, &tree).unwrap();
    let differs = |question: &QuestionId| {
        let family = model.words.get(question.family());
        !family.is_empty() && family != model.words.get(question.text())
    };
    let question = VISIT.ask.iter().find(differs).unwrap();
    let id = Key::QuestionBox(question).to_str();
    assert_eq!(choose(&root, &mut model, &mut tree, &id), []);
    let text = |id: &str| root.get_element_by_id(id).unwrap().text_content().unwrap();
    for (voice, words) in [
        ("voice-family", question.family()),
        ("voice-own", question.text()),
    ] {
        let control: HtmlElement = root.get_element_by_id(voice).unwrap().unchecked_into();
        control.focus().unwrap();
        assert_eq!(choose(&root, &mut model, &mut tree, voice), []);
        assert_eq!(chosen(&root, "voice"), [voice]);
        assert_eq!(root.active_element().as_ref(), Some(control.as_ref()));
        let words = model.words.get(words);
        for place in ["first-visit", "sheet-lists"] {
            assert!(text(place).contains(words), "{place}: {}", text(place));
        }
        let ticked = root.get_element_by_id(&id).unwrap();
        assert!(ticked.unchecked_ref::<HtmlInputElement>().checked());
    }
}

/// With more than two languages the page has a list of them, which this edition has no use for.
#[wasm_bindgen_test]
fn a_list_of_languages_asks_for_the_one_that_is_chosen() {
    let root = shadow();
    let mut list = el("select").id("langs".into());
    for language in LanguageId::all() {
        let id = Key::Language(language).to_str();
        list.push(el("option").attr_of("value", id).text(language.name));
    }
    mount(&root, &list).unwrap();
    let list = root.get_element_by_id("langs").unwrap();
    for language in LanguageId::all() {
        let id = Key::Language(language).to_str();
        js_sys::Reflect::set(&list, &"value".into(), &(&*id).into()).unwrap();
        let (msg, at) = dom::handle_event("change", list.clone()).unwrap();
        assert_eq!(msg, Msg::LanguagePressed(language));
        assert_eq!(at, list);
        // To open the list asks for nothing.
        assert!(dom::handle_event("click", list.clone()).is_none());
    }
}

#[wasm_bindgen_test]
fn a_press_of_a_label_or_a_group_is_left_to_the_browser() {
    let root = shadow();
    mount(&root, &view(&model())).unwrap();
    for selector in [
        "#receptors label",
        "#receptors legend",
        "#voices label",
        "#compare td",
        "#answer p",
    ] {
        let element = root.query_selector(selector).unwrap().unwrap();
        assert!(dom::handle_event("click", element).is_none(), "{selector}");
    }
}

#[wasm_bindgen_test]
fn elements_inserted_by_a_translator_do_not_break_patches() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    mount(&root, &old).unwrap();
    // Like page translators: every text is wrapped in an extra element.
    let name = root.query_selector("#site-liver .name").unwrap().unwrap();
    name.set_inner_html("<font><font>Hígado</font></font>");
    root.get_element_by_id("mbc")
        .unwrap()
        .insert_adjacent_html("afterbegin", "<font>extra</font>")
        .unwrap();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    let new = view(&model);
    apply(&root, &diff(&old, &new)).unwrap();
    assert!(
        root.get_element_by_id("site-liver")
            .unwrap()
            .has_attribute("open")
    );
    assert_eq!(
        name.text_content().as_deref(),
        Some("Hígado"),
        "what the translator wrote stands"
    );
}

#[wasm_bindgen_test]
fn an_element_that_is_gone_is_an_error_and_not_a_panic() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    mount(&root, &old).unwrap();
    root.get_element_by_id("site-liver").unwrap().remove();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    let new = view(&model);
    let error = apply(&root, &diff(&old, &new)).unwrap_err();
    assert_eq!(
        error.unchecked_into::<js_sys::Error>().message(),
        "the element `site-liver` is gone"
    );
}

#[wasm_bindgen_test]
fn a_kept_element_keeps_the_focus() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    mount(&root, &old).unwrap();
    let summary: HtmlElement = root
        .query_selector("#subtype-her2-low > summary")
        .unwrap()
        .unwrap()
        .unchecked_into();
    summary.focus().unwrap();
    update(
        &mut model,
        Msg::HostSet("sections", Some("subtypes".into())),
    );
    let new = view(&model);
    apply(&root, &diff(&old, &new)).unwrap();
    assert_eq!(root.active_element().as_ref(), Some(summary.as_ref()));
}
