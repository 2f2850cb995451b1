//! In a browser: the DOM equals the serialized view, after mounting and after patches, whatever the browser changed on
//! its own.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use mbc_body_map::content::{
    LanguageId, PACKS, PartId, SignGroupId, SignId, SiteId, SubtypeId, TopicId, Words,
};
use mbc_body_map::diff::diff;
use mbc_body_map::dom;
use mbc_body_map::html::to_html;
use mbc_body_map::key::{DomEvent, Key, message};
use mbc_body_map::model::{Medium, Model, Msg, Row, SignsOf, SiteFold, SourcesOf, Tick, update};
use mbc_body_map::tree::Element;
use mbc_body_map::view::view;
use random::Random;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

#[path = "../random/mod.rs"]
mod random;

wasm_bindgen_test_configure!(run_in_browser);

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
    dom::mount(&root, &tree).unwrap();
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
        dom::mount(&root, &tree).unwrap();
        let mut random = Random::new(seed);
        for step in 0..60 {
            let mut below = |end| random.below(end);
            let site = any(&mut below, SiteId::all());
            let message = match below(14) {
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
                        Row::Sources(SourcesOf::Site(site)),
                    ];
                    Msg::RowPressed(rows[below(rows.len())])
                }
                3 => Msg::ShapePressed(site),
                6 => Msg::HostSet("theme", Some(["dark", "light", "x"][below(3)].into())),
                7 => Msg::HostSet("heading-level", Some(["1", "3", "9"][below(3)].into())),
                4 => {
                    let sign = any(&mut below, SignId::all());
                    Msg::TickChanged(Tick::Sign(sign), below(2) == 0)
                }
                _ => Msg::HostSet(
                    "sections",
                    Some(["map", "subtypes", "help basics subtypes map", "oops"][below(4)].into()),
                ),
            };
            update(&mut model, message.clone());
            let new = view(&model);
            let patches = diff(&tree, &new);
            dom::apply(&root, &patches).unwrap();
            // Applying patches twice has the same result, unless they create elements.
            if !patches
                .iter()
                .any(|patch| matches!(patch, mbc_body_map::diff::Patch::Children(..)))
            {
                dom::apply(&root, &patches).unwrap();
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
    dom::mount(&root, &old).unwrap();
    let sign = SignId::new(0).unwrap();
    let tick = Tick::Sign(sign);
    let input = |of| {
        let id = Key::SignBox(sign, of).to_str();
        let input = root.get_element_by_id(&id).unwrap();
        input.unchecked_into::<web_sys::HtmlInputElement>()
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
    dom::apply(&root, &diff(&old, &ticked)).unwrap();
    for input in [&input, &other] {
        assert!(input.checked() && input.has_attribute("checked"));
    }
    update(&mut model, Msg::RemovePressed(tick));
    let after = view(&model);
    dom::apply(&root, &diff(&ticked, &after)).unwrap();
    for input in [&input, &other] {
        assert!(!input.checked() && !input.has_attribute("checked"));
    }
}

#[wasm_bindgen_test]
fn elements_inserted_by_a_translator_do_not_break_patches() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    dom::mount(&root, &old).unwrap();
    // Like page translators: every text is wrapped in an extra element.
    let name = root.query_selector("#site-liver .name").unwrap().unwrap();
    name.set_inner_html("<font><font>Hígado</font></font>");
    root.get_element_by_id("mbc")
        .unwrap()
        .insert_adjacent_html("afterbegin", "<font>extra</font>")
        .unwrap();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    let new = view(&model);
    dom::apply(&root, &diff(&old, &new)).unwrap();
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
    dom::mount(&root, &old).unwrap();
    root.get_element_by_id("site-liver").unwrap().remove();
    update(&mut model, Msg::RowPressed(Row::Site(liver())));
    let new = view(&model);
    let error = dom::apply(&root, &diff(&old, &new)).unwrap_err();
    assert_eq!(
        error.as_string().as_deref(),
        Some("the element `site-liver` is gone")
    );
}

#[wasm_bindgen_test]
fn a_kept_element_keeps_the_focus() {
    let root = shadow();
    let mut model = model();
    let old = view(&model);
    dom::mount(&root, &old).unwrap();
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
    dom::apply(&root, &diff(&old, &new)).unwrap();
    assert_eq!(root.active_element().as_ref(), Some(summary.as_ref()));
}
