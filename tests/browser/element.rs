//! In a browser: the element as page authors and visitors use it.
#![cfg(target_family = "wasm")]
#![allow(clippy::unwrap_used, reason = "a test may")]

use js_sys::{Function, Promise, Reflect};
use mbc_body_map::api::define_element;
use mbc_body_map::content::{LANGUAGES, LinkId, Open, PACKS, SiteId, TextId, UI, Words};
use mbc_body_map::key::Key;
use mbc_body_map::model::{SETTINGS, Target, goal_target};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    CustomEvent, Document, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent,
    KeyboardEventInit, ShadowRoot,
};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/www/element.js")]
extern "C" {
    #[wasm_bindgen(js_name = elementClass)]
    fn element_class(languages: Vec<String>, load: &Function) -> JsValue;
    #[wasm_bindgen(js_name = defineElement)]
    fn define(class: &JsValue, tag: &str);
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn body() -> HtmlElement {
    document().body().unwrap()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn call(object: &JsValue, name: &str, argument: &JsValue) {
    get(object, name)
        .unchecked_into::<Function>()
        .call1(object, argument)
        .unwrap();
}

fn say(text: TextId) -> &'static str {
    Words::read(PACKS[0]).unwrap().get(text)
}

/// A sentence with its open place filled.
fn filled(open: Open, with: &str) -> String {
    format!("{}{with}{}", say(open.before), say(open.after))
}

/// An element that starts at once: on the long page of the test runner it may not be near the viewport.
fn eager(tag: &str) -> HtmlElement {
    let host: HtmlElement = document().create_element(tag).unwrap().unchecked_into();
    host.set_attribute("loading", "eager").unwrap();
    host
}

/// Waits for the next task: microtasks are done, and `toggle` events have been sent.
async fn task() {
    let wait = Promise::new(&mut |resolve, _| {
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback(&resolve)
            .unwrap();
    });
    JsFuture::from(wait).await.unwrap();
}

/// A widget in the page that is ready.
struct Page {
    host: HtmlElement,
}

impl Page {
    async fn with(attributes: &[(&str, &str)]) -> Page {
        define_element(None).unwrap();
        let host = eager("mbc-body-map");
        for (name, value) in attributes {
            host.set_attribute(name, value).unwrap();
        }
        host.set_inner_html("<p>the author's own words</p>");
        body().append_child(&host).unwrap();
        let page = Page { host };
        page.ready().await;
        page
    }

    async fn ready(&self) {
        JsFuture::from(get(&self.host, "ready").unchecked_into::<Promise>())
            .await
            .unwrap();
    }

    fn root(&self) -> ShadowRoot {
        self.host.shadow_root().unwrap()
    }

    #[track_caller]
    fn find(&self, selector: &str) -> Element {
        self.root()
            .query_selector(selector)
            .unwrap()
            .unwrap_or_else(|| panic!("no `{selector}`"))
    }

    fn click(&self, selector: &str) {
        let event = Event::new_with_event_init_dict("click", &bubbling()).unwrap();
        self.find(selector).dispatch_event(&event).unwrap();
    }

    fn open(&self) -> Vec<String> {
        let rows = self.root().query_selector_all("details.row[open]").unwrap();
        (0..rows.length())
            .map(|at| rows.item(at).unwrap().unchecked_into::<Element>().id())
            .collect()
    }

    fn announced(&self) -> String {
        self.find("#live").text_content().unwrap()
    }

    fn focused(&self) -> Option<Element> {
        self.root().active_element()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// A style of the page itself, until it is dropped.
struct RootStyle(&'static str);

impl RootStyle {
    fn style() -> web_sys::CssStyleDeclaration {
        document()
            .document_element()
            .unwrap()
            .unchecked_into::<HtmlElement>()
            .style()
    }

    fn set(property: &'static str, value: &str) -> RootStyle {
        RootStyle::style().set_property(property, value).unwrap();
        RootStyle(property)
    }
}

impl Drop for RootStyle {
    fn drop(&mut self) {
        RootStyle::style().remove_property(self.0).unwrap();
    }
}

fn bubbling() -> web_sys::EventInit {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    init
}

/// Records the details of an event until it is dropped.
struct Listener {
    lines: Rc<RefCell<Vec<String>>>,
    _listener: gloo::events::EventListener,
}

fn listen(on: &web_sys::EventTarget, event: &'static str) -> Listener {
    let lines = Rc::new(RefCell::new(Vec::new()));
    let writer = Rc::clone(&lines);
    let _listener = gloo::events::EventListener::new(on, event, move |event| {
        let detail = event.unchecked_ref::<CustomEvent>().detail();
        writer
            .borrow_mut()
            .push(js_sys::JSON::stringify(&detail).unwrap().into());
    });
    Listener { lines, _listener }
}

#[wasm_bindgen_test]
async fn each_row_opens_and_closes_and_only_one_is_open() {
    let page = Page::with(&[]).await;
    for site in SiteId::all() {
        page.click(&format!("#site-{} > summary", site.id));
        assert_eq!(page.open(), [format!("site-{}", site.id)]);
        assert_eq!(
            page.find("#fig").get_attribute("data-on").as_deref(),
            Some(site.id)
        );
        assert_eq!(page.announced(), "", "whoever pressed the row knows");
    }
    page.click("#site-anywhere > summary");
    assert!(page.open().is_empty() && !page.host.has_attribute("site"));
}

#[wasm_bindgen_test]
async fn each_shape_and_pin_opens_its_row_reveals_it_and_says_so_once() {
    let page = Page::with(&[]).await;
    for site in SiteId::all() {
        let of_site = site.id;
        let shape = format!("#fig-{of_site} .hit");
        let pressed = if page.root().query_selector(&shape).unwrap().is_some() {
            shape
        } else {
            format!("#pin-{of_site} text")
        };
        page.click(&pressed);
        assert_eq!(page.open(), [format!("site-{of_site}")]);
        let head = page.find(&format!("#site-{of_site} > summary"));
        assert_eq!(
            page.focused(),
            Some(head.clone()),
            "the head of `{of_site}` has the focus"
        );
        let top = head.get_bounding_client_rect().top();
        assert!(
            (0.0..100.0).contains(&top),
            "`{of_site}` is in view, {top} pixels down"
        );
        task().await;
        assert_eq!(page.announced(), "", "the focus tells that it is open");
        page.click(&format!("#pin-{of_site} circle"));
        assert!(page.open().is_empty());
        assert_eq!(page.announced(), filled(UI.closed, say(site.name)));
    }
}

#[wasm_bindgen_test]
async fn rows_opened_by_the_browser_update_the_model() {
    let page = Page::with(&[]).await;
    page.find("#site-lungs").set_attribute("open", "").unwrap();
    task().await;
    let on = |page: &Page| page.find("#fig").get_attribute("data-on");
    assert_eq!(on(&page).as_deref(), Some("lungs"));
    page.find("#found-lungs").set_attribute("open", "").unwrap();
    task().await;
    // The panel is created again, and the row in it is still open.
    page.find("#site-lungs input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    assert!(page.find("#found-lungs").has_attribute("open"));
    page.find("#site-brain").set_attribute("open", "").unwrap();
    task().await;
    assert_eq!(page.open(), ["site-brain"]);
    assert_eq!(on(&page).as_deref(), Some("brain"));
}

#[wasm_bindgen_test]
async fn the_pressed_row_stays_where_it_is() {
    let page = Page::with(&[]).await;
    page.host.style().set_property("width", "360px").unwrap();
    // The result must not depend on the browser's scroll anchoring or on smooth scrolling of the page.
    let _anchoring = RootStyle::set("overflow-anchor", "none");
    page.click("#site-bones > summary");
    let next = page.find("#site-brain > summary");
    next.scroll_into_view();
    let _smooth = RootStyle::set("scroll-behavior", "smooth");
    let before = next.get_bounding_client_rect().top();
    page.click("#site-brain > summary");
    let after = next.get_bounding_client_rect().top();
    assert!(
        (before - after).abs() < 1.0,
        "the row moved from {before} to {after}"
    );
    task().await;
    let later = next.get_bounding_client_rect().top();
    assert!(
        (before - later).abs() < 1.0,
        "the row moved from {before} to {later} later"
    );
}

#[wasm_bindgen_test]
async fn escape_inside_a_panel_closes_it_and_returns_the_focus() {
    let page = Page::with(&[("site", "liver")]).await;
    let control: HtmlElement = page.find("#site-liver input").unchecked_into();
    control.focus().unwrap();
    let escape = KeyboardEventInit::new();
    escape.set_key("Escape");
    escape.set_bubbles(true);
    control
        .dispatch_event(
            &KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &escape).unwrap(),
        )
        .unwrap();
    assert!(page.open().is_empty());
    assert_eq!(page.focused(), Some(page.find("#site-liver > summary")));
}

#[wasm_bindgen_test]
async fn a_tick_goes_on_the_sheet_and_a_button_takes_it_off() {
    let page = Page::with(&[("site", "liver")]).await;
    let control: HtmlInputElement = page.find("#site-liver input").unchecked_into();
    control.click();
    assert!(control.checked() && control.has_attribute("checked"));
    assert_eq!(
        page.root()
            .query_selector_all("#sheet-lists li")
            .unwrap()
            .length(),
        1
    );
    assert_eq!(page.announced(), filled(UI.sheet_count, "1"));
    page.click("#sheet-lists li button");
    assert!(!control.checked());
    assert_eq!(
        page.root()
            .query_selector_all("#sheet-lists li")
            .unwrap()
            .length(),
        0
    );
    assert_eq!(
        page.focused(),
        Some(page.find("#sheet")),
        "the focus is not lost with the button"
    );
}

#[wasm_bindgen_test]
async fn links_of_the_contents_scroll_without_changing_the_address() {
    let page = Page::with(&[]).await;
    let before = web_sys::window().unwrap().location().href().unwrap();
    for (link, target) in [
        ("#to-signs", "#signs"),
        ("#to-section-basics", "#section-basics > summary"),
    ] {
        page.click(link);
        assert_eq!(page.focused(), Some(page.find(target)));
    }
    // What a link of the guide leads to is in view and has the focus, and stands in no closed row.
    for link in LinkId::all() {
        page.click(&format!("#{}", Key::Link(link).to_str()));
        let target = goal_target(link.to);
        let id = Key::from(target).to_str();
        let focused = page.focused().expect("something has the focus");
        let at = match target {
            Target::Row(_) => focused.parent_element().unwrap(),
            _ => focused.clone(),
        };
        assert_eq!(at.id(), *id);
        let closed = focused.closest("details:not([open])").unwrap();
        assert!(closed.is_none(), "{id} is in a closed row");
        let top = focused.get_bounding_client_rect().top();
        assert!((-1.0..1000.0).contains(&top), "{id} is {top} pixels down");
    }
    assert_eq!(
        web_sys::window().unwrap().location().href().unwrap(),
        before
    );
}

#[wasm_bindgen_test]
async fn attributes_and_properties_are_one_and_are_read_back() {
    let page = Page::with(&[]).await;
    for (property, attribute, value) in [
        ("site", "site", "liver"),
        ("theme", "theme", "dark"),
        ("sections", "sections", "map"),
        ("headingLevel", "heading-level", "3"),
    ] {
        Reflect::set(&page.host, &property.into(), &value.into()).unwrap();
        assert_eq!(page.host.get_attribute(attribute).as_deref(), Some(value));
        assert_eq!(
            get(&page.host, property).as_string().as_deref(),
            Some(value)
        );
    }
    assert_eq!(page.open(), ["site-liver"]);
    assert_eq!(
        page.find("#mbc").get_attribute("data-theme").as_deref(),
        Some("dark")
    );
    assert!(page.root().get_element_by_id("subtypes").is_none());
    assert!(page.find("#head").query_selector("h3").unwrap().is_some());
    Reflect::set(&page.host, &"site".into(), &JsValue::NULL).unwrap();
    assert!(page.open().is_empty() && !page.host.has_attribute("site"));
}

#[wasm_bindgen_test]
async fn every_setting_of_the_engine_is_an_attribute_of_the_element() {
    let page = Page::with(&[]).await;
    let class = get(&page.host, "constructor");
    let observed: js_sys::Array = get(&class, "observedAttributes").unchecked_into();
    let observed: Vec<String> = observed
        .iter()
        .map(|name| name.as_string().unwrap())
        .collect();
    let expected: Vec<&str> = ["lang", "loading", "deep-link"]
        .into_iter()
        .chain(SETTINGS)
        .chain(["emergency"])
        .collect();
    assert_eq!(observed, expected);
}

#[wasm_bindgen_test]
async fn select_events_tell_of_the_visitor_and_not_of_the_page() {
    let page = Page::with(&[]).await;
    let selected = listen(&page.host, "mbc-select");
    let above = listen(&body(), "mbc-select");
    call(&page.host, "open", &"liver".into());
    assert_eq!(page.focused(), Some(page.find("#site-liver > summary")));
    page.click("#subtype-her2-low > summary");
    call(&page.host, "close", &JsValue::UNDEFINED);
    page.click("#site-lungs > summary");
    task().await;
    assert_eq!(
        *selected.lines.borrow(),
        [
            r#"{"kind":"subtype","id":"her2-low","open":true}"#,
            r#"{"kind":"site","id":"lungs","open":true}"#,
        ]
    );
    assert!(
        above.lines.borrow().is_empty(),
        "what a person reads is heard on the element alone"
    );
}

/// Chooses as a visitor does.
fn choose(page: &Page, id: &str) {
    page.find(&format!("#{id}"))
        .unchecked_into::<HtmlInputElement>()
        .click();
}

#[wasm_bindgen_test]
async fn my_type_opens_its_card_and_sends_no_event() {
    let page = Page::with(&[]).await;
    let on_host = ["mbc-select", "mbc-ready", "mbc-error"].map(|name| listen(&page.host, name));
    for id in ["er-negative", "pr-negative", "her2-ultralow"] {
        choose(&page, id);
    }
    task().await;
    assert!(page.open().is_empty(), "nothing opens by itself");
    for id in ["triple-negative", "her2-low"] {
        page.click(&format!("#type-{id}"));
        let head = page.find(&format!("#subtype-{id} > summary"));
        assert_eq!(page.focused(), Some(head));
        // The browser's own report comes later.
        task().await;
        assert!(page.open().contains(&format!("subtype-{id}")));
    }
    page.click("#subtype-triple-negative > summary");
    task().await;
    assert_eq!(page.open(), ["subtype-her2-low"]);
    page.click("#receptors-clear");
    task().await;
    assert_eq!(page.focused(), Some(page.find("#subtypes")));
    for listener in &on_host {
        assert!(listener.lines.borrow().is_empty(), "{:?}", listener.lines);
    }
    // Nothing of it stands where the page could read it.
    let outside = page.host.outer_html();
    assert!(!outside.contains("negative") && !outside.contains("her2"));
}

#[wasm_bindgen_test]
async fn two_on_a_page_do_not_share_choices() {
    let (one, two) = (Page::with(&[]).await, Page::with(&[]).await);
    choose(&one, "er-positive");
    choose(&two, "er-low");
    for (page, id) in [(&one, "er-positive"), (&two, "er-low")] {
        let control: HtmlInputElement = page.find(&format!("#{id}")).unchecked_into();
        assert!(control.checked());
        let checked = page.root().query_selector_all("#receptors input[checked]");
        assert_eq!(checked.unwrap().length(), 1);
    }
}

#[wasm_bindgen_test]
async fn opening_before_the_widget_is_there_is_remembered() {
    define_element(None).unwrap();
    let host = eager("mbc-body-map");
    body().append_child(&host).unwrap();
    let page = Page { host };
    call(&page.host, "open", &"brain".into());
    page.ready().await;
    task().await;
    assert_eq!(page.open(), ["site-brain"]);
}

#[wasm_bindgen_test]
async fn properties_set_before_the_definition_are_applied() {
    let host = eager("mbc-later");
    Reflect::set(&host, &"site".into(), &"lungs".into()).unwrap();
    body().append_child(&host).unwrap();
    let page = Page { host };
    let class = define_element(Some("mbc-body-map".into())).unwrap();
    let wider = js_sys::eval("Class => class extends Class {}")
        .unwrap()
        .unchecked_into::<Function>();
    define(&wider.call1(&JsValue::NULL, &class).unwrap(), "mbc-later");
    page.ready().await;
    assert_eq!(page.open(), ["site-lungs"]);
}

#[wasm_bindgen_test]
async fn a_move_neither_stops_nor_restarts() {
    let page = Page::with(&[]).await;
    let readies = listen(&page.host, "mbc-ready");
    page.click("#site-liver > summary");
    page.find("#site-liver input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    let frame = page.find("#frame");
    let elsewhere = document().create_element("section").unwrap();
    body().append_child(&elsewhere).unwrap();
    elsewhere.append_child(&page.host).unwrap();
    task().await;
    assert_eq!(page.find("#frame"), frame, "the same elements");
    assert_eq!(page.open(), ["site-liver"]);
    assert_eq!(
        page.root()
            .query_selector_all("#sheet-lists li")
            .unwrap()
            .length(),
        1
    );
    assert!(readies.lines.borrow().is_empty());
    page.click("#site-brain > summary");
    assert_eq!(page.open(), ["site-brain"], "and it still listens");
    elsewhere.remove();
}

#[wasm_bindgen_test]
async fn what_comes_back_after_a_removal_is_as_it_was_and_does_as_it_was_told_meanwhile() {
    let page = Page::with(&[]).await;
    let readies = listen(&page.host, "mbc-ready");
    page.click("#site-liver > summary");
    page.find("#site-liver input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    let head: HtmlElement = page.find("#site-liver > summary").unchecked_into();
    head.focus().unwrap();
    let frame = page.find("#frame");
    page.host.remove();
    task().await;
    task().await;
    // What happens to it meanwhile waits; its controls do nothing.
    page.host.set_attribute("theme", "dark").unwrap();
    call(&page.host, "open", &"brain".into());
    page.click("#site-lungs > summary");
    assert_eq!(page.open(), ["site-liver"]);
    let elsewhere = document().create_element("section").unwrap();
    elsewhere.append_child(&page.host).unwrap();
    body().append_child(&elsewhere).unwrap();
    task().await;
    assert_eq!(page.find("#frame"), frame, "the same elements");
    assert_eq!(page.open(), ["site-brain"], "opened as soon as it was back");
    assert_eq!(
        page.find("#mbc").get_attribute("data-theme").as_deref(),
        Some("dark")
    );
    let ticked = page.root().query_selector_all("#sheet-lists li").unwrap();
    assert_eq!(ticked.length(), 1);
    assert!(readies.lines.borrow().is_empty(), "it did not start anew");
    page.click("#site-lungs > summary");
    assert_eq!(page.open(), ["site-lungs"]);
    elsewhere.remove();
}

#[wasm_bindgen_test]
async fn the_focus_comes_back_unless_something_else_has_it() {
    let page = Page::with(&[]).await;
    let head: HtmlElement = page.find("#site-lungs > summary").unchecked_into();
    for taken in [false, true] {
        head.focus().unwrap();
        page.host.remove();
        task().await;
        let other: HtmlElement = document()
            .create_element("button")
            .unwrap()
            .unchecked_into();
        body().append_child(&other).unwrap();
        if taken {
            other.focus().unwrap();
        }
        body().append_child(&page.host).unwrap();
        task().await;
        let focused = page
            .focused()
            .map(|element| element.parent_element().unwrap().id());
        assert_eq!(focused.as_deref(), (!taken).then_some("site-lungs"));
        other.remove();
    }
}

#[wasm_bindgen_test]
async fn no_attribute_tells_what_the_visitor_does() {
    let page = Page::with(&[("site", "bones"), ("lang", "en")]).await;
    let before = page.host.get_attribute_names();
    page.click("#site-liver > summary");
    page.click("#fig-brain .hit");
    page.click("#lang-other");
    task().await;
    let title = page.find("#mbc").get_attribute("lang");
    assert_eq!(title.as_deref(), Some(LANGUAGES[1].code));
    assert_eq!(page.host.get_attribute_names().to_vec(), before.to_vec());
    for (name, value) in [("site", "bones"), ("lang", "en")] {
        assert_eq!(page.host.get_attribute(name).as_deref(), Some(value));
    }
    // A framework that sets what is set already, as it does when it hydrates, changes nothing for the visitor.
    for (name, value) in [("site", "bones"), ("lang", "en")] {
        Reflect::set(&page.host, &name.into(), &value.into()).unwrap();
    }
    task().await;
    assert_eq!(page.open(), ["site-brain"]);
    assert_eq!(page.find("#mbc").get_attribute("lang"), title);
    // An author who sets the attribute means it.
    page.host.set_attribute("lang", "en").unwrap();
    page.host.set_attribute("site", "bones").unwrap();
    task().await;
    assert_eq!(page.open(), ["site-bones"]);
    assert_eq!(
        page.find("#mbc").get_attribute("lang").as_deref(),
        Some("en")
    );
}

#[wasm_bindgen_test]
async fn two_on_a_page_do_not_disturb_each_other() {
    let (one, two) = (Page::with(&[]).await, Page::with(&[]).await);
    one.click("#site-liver > summary");
    two.click("#site-brain > summary");
    two.find("#site-brain input")
        .unchecked_into::<HtmlInputElement>()
        .click();
    task().await;
    assert_eq!(
        (one.open(), two.open()),
        (vec!["site-liver".into()], vec!["site-brain".into()])
    );
    assert_eq!(
        one.root()
            .query_selector_all("#sheet-lists li")
            .unwrap()
            .length(),
        0
    );
}

#[wasm_bindgen_test]
async fn two_ways_to_the_same_state_show_the_same_page() {
    let one = Page::with(&[]).await;
    for press in [
        "#site-liver > summary",
        "#found-liver > summary",
        "#subtype-her2-low > summary",
        "#fig-brain .hit",
    ] {
        one.click(press);
    }
    let two = Page::with(&[("site", "brain")]).await;
    two.click("#found-liver > summary");
    two.click("#subtype-her2-low > summary");
    two.click("#pin-brain text");
    two.click("#pin-brain text");
    assert!(one.find("#frame").is_equal_node(Some(&two.find("#frame"))));
}

#[wasm_bindgen_test]
async fn a_listener_that_sets_the_site_does_not_loop() {
    let page = Page::with(&[]).await;
    let log = Rc::new(RefCell::new(Vec::new()));
    let writer = Rc::clone(&log);
    let host = page.host.clone();
    let _controlled = gloo::events::EventListener::new(&page.host, "mbc-select", move |event| {
        let detail = event.unchecked_ref::<CustomEvent>().detail();
        let (id, open) = (get(&detail, "id"), get(&detail, "open").is_truthy());
        writer
            .borrow_mut()
            .push((id.as_string().unwrap(), open, host.get_attribute("site")));
        assert!(writer.borrow().len() < 20, "it goes on without end");
        Reflect::set(
            &host,
            &"site".into(),
            &if open { id } else { JsValue::NULL },
        )
        .unwrap();
    });
    page.click("#site-liver > summary");
    page.click("#site-brain > summary");
    task().await;
    assert_eq!(page.open(), ["site-brain"]);
    // The attribute is the listener's alone.
    assert_eq!(
        *log.borrow(),
        [
            ("liver".into(), true, None),
            ("liver".into(), false, Some("liver".into())),
            ("brain".into(), true, None),
        ]
    );
    assert_eq!(page.host.get_attribute("site").as_deref(), Some("brain"));
}

#[wasm_bindgen_test]
async fn another_tag_is_the_same_element() {
    let class = define_element(Some("mbc-other-tag".into())).unwrap();
    let host = eager("mbc-other-tag");
    assert_eq!(get(&host, "constructor"), class);
    body().append_child(&host).unwrap();
    let page = Page { host };
    page.ready().await;
    page.click("#site-liver > summary");
    assert_eq!(page.open(), ["site-liver"]);
}

#[wasm_bindgen_test]
async fn switching_languages_ignores_stale_packs() {
    let engine = r#"
        const log = [];
        const widget = { attributeChanged() {}, fill: () => false, setLanguage(to) { log.push(`shows ${to}`); }, free() {} };
        const start = (host, root, language) => (log.push(`starts ${language}`), widget);
        const load = async (language) => (log.push(`loads ${language}`), { name: "wasm", version: "0", fallbackPrefix: "mbc-fallback-", start });
        return { load, log };
    "#;
    let engine = Function::new_no_args(engine).call0(&JsValue::NULL).unwrap();
    let languages = vec!["en".into(), "es".into()];
    define(
        &element_class(languages, get(&engine, "load").unchecked_ref()),
        "mbc-two-languages",
    );
    let host = eager("mbc-two-languages");
    body().append_child(&host).unwrap();
    let page = Page { host };
    page.host.set_attribute("lang", "es-MX").unwrap();
    page.ready().await;
    page.host.set_attribute("lang", "en").unwrap();
    page.host.set_attribute("lang", "es").unwrap();
    task().await;
    let log = js_sys::JSON::stringify(&get(&engine, "log")).unwrap();
    assert_eq!(
        String::from(log),
        r#"["loads en","loads es","starts es","loads en","loads es","shows es"]"#
    );
}

#[wasm_bindgen_test]
async fn a_shadow_root_changed_by_others_is_rendered_again() {
    let page = Page::with(&[]).await;
    page.find("#site-lungs").remove();
    page.click("#site-liver > summary");
    page.click("#pin-lungs text");
    assert_eq!(page.open(), ["site-lungs"]);
    assert_eq!(
        page.root().query_selector_all("#frame").unwrap().length(),
        1
    );
}

#[wasm_bindgen_test]
async fn the_language_is_the_nearest_one_that_there_are_words_for() {
    let outer = document().create_element("div").unwrap();
    outer.set_attribute("lang", "en-GB").unwrap();
    body().append_child(&outer).unwrap();
    let page = Page::with(&[]).await;
    assert_eq!(
        page.find("#mbc").get_attribute("lang").as_deref(),
        Some("en")
    );
    page.host.set_attribute("lang", "tlh").unwrap();
    task().await;
    assert_eq!(
        page.find("#mbc").get_attribute("lang").as_deref(),
        Some(LANGUAGES[0].code)
    );
    outer.remove();
}

#[wasm_bindgen_test]
async fn until_the_engine_is_there_the_authors_words_show() {
    let never = js_sys::eval("() => new Promise(() => {})")
        .unwrap()
        .unchecked_into::<Function>();
    define(&element_class(vec!["en".into()], &never), "mbc-waiting");
    let host = eager("mbc-waiting");
    body().append_child(&host).unwrap();
    let page = Page { host };
    assert_eq!(
        get(&page.host, "state").as_string().as_deref(),
        Some("loading")
    );
    assert!(page.root().query_selector("slot").unwrap().is_some());
    assert!(page.root().get_element_by_id("frame").is_none());
}

#[wasm_bindgen_test]
async fn an_engine_that_cannot_be_loaded_leaves_the_authors_words_and_sends_one_error() {
    let fails =
        js_sys::eval("async () => { throw Object.assign(new Error('no file'), { code: 'http' }) }")
            .unwrap();
    define(
        &element_class(vec!["en".into()], fails.unchecked_ref()),
        "mbc-failing",
    );
    let errors = listen(&body(), "mbc-error");
    let host = eager("mbc-failing");
    body().append_child(&host).unwrap();
    let page = Page { host };
    let refused = JsFuture::from(get(&page.host, "ready").unchecked_into::<Promise>())
        .await
        .unwrap_err();
    task().await;
    assert_eq!(get(&refused, "code").as_string().as_deref(), Some("http"));
    assert_eq!(
        *errors.lines.borrow(),
        [r#"{"code":"http","message":"no file"}"#]
    );
    assert_eq!(
        get(&page.host, "state").as_string().as_deref(),
        Some("error")
    );
    assert!(page.root().query_selector("slot").unwrap().is_some());
}

#[wasm_bindgen_test]
async fn after_a_panic_the_authors_words_show_and_nothing_calls_in_again() {
    // A panic reaches JavaScript as an exception; this engine throws in every call.
    let load = js_sys::eval(
        "async () => ({ name: 'wasm', version: '0', style: '', fallbackPrefix: 'mbc-fallback-', start: () => ({ \
         fill: () => false, open() { throw new Error('unreachable') }, free() { throw new Error('called again') } }) })",
    )
    .unwrap();
    define(
        &element_class(vec!["en".into()], load.unchecked_ref()),
        "mbc-panicking",
    );
    let errors = listen(&body(), "mbc-error");
    let host = eager("mbc-panicking");
    body().append_child(&host).unwrap();
    let page = Page { host };
    page.ready().await;
    call(&page.host, "open", &"liver".into());
    call(&page.host, "open", &"liver".into());
    assert_eq!(
        *errors.lines.borrow(),
        [r#"{"code":"engine","message":"unreachable"}"#]
    );
    assert!(page.root().query_selector("slot").unwrap().is_some());
    page.host.remove();
    task().await;
    assert_eq!(
        errors.lines.borrow().len(),
        1,
        "once, and `free` was not called"
    );
}
