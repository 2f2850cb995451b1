//! The loop of one widget: queue, update, view, diff, patch, effects. Wasm only.
//!
//! Everything that must be undone is owned by [`App`]; dropping it leaves nothing behind.
//! Messages wait in a queue, because a patch can fire events in its middle: Chromium sends `blur` and `change` while an
//! element is removed, and although the standard no longer says so (whatwg/html#3847) it still did in August 2026
//! (whatwg/html#12842). For the same reason no call to the browser is made while the model is borrowed.

use crate::content::{LanguageId, Words};
use crate::diff::diff;
use crate::dom;
use crate::key::Key;
use crate::model::{Effect, Model, Msg, Outcome, Row, Target, selection, update};
use crate::tree::Element;
use crate::view::{printed_card, printed_sheet, sheet_text, view};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the shell does for its widget, in `www/element.js`.
    pub type Shell;

    /// Puts a text on the clipboard; the answer comes by `Widget::copied`.
    #[wasm_bindgen(method)]
    fn copy(this: &Shell, text: &str);

    /// Prints an element by itself; says whether the browser began to.
    #[wasm_bindgen(method, catch, js_name = printElement)]
    fn print_element(this: &Shell, element: &web_sys::Element) -> Result<bool, JsValue>;

    /// Prints the page.
    #[wasm_bindgen(method, js_name = printPage)]
    fn print_page(this: &Shell);

    /// Scrolls until the element is at the upper edge, at once.
    #[wasm_bindgen(method, js_name = scrollTo)]
    fn scroll_to(this: &Shell, element: &web_sys::Element);

    /// How far the element's upper edge is below the window's, in CSS pixels.
    #[wasm_bindgen(method)]
    fn top(this: &Shell, element: &web_sys::Element) -> f64;

    /// Scrolls until the element's upper edge is where it was, in CSS pixels below the window's.
    #[wasm_bindgen(method, js_name = keepInPlace)]
    fn keep_in_place(this: &Shell, element: &web_sys::Element, top_before: f64);

    /// Sends `mbc-select` with this detail.
    #[wasm_bindgen(method)]
    fn select(this: &Shell, detail: JsValue);
}

/// A running widget.
#[must_use = "dropping it empties its shadow root"]
pub struct App {
    shell: Shell,
    host: HtmlElement,
    root: ShadowRoot,
    model: RefCell<Model>,
    /// What is on the screen; none only while it is being changed.
    tree: RefCell<Option<Box<Element>>>,
    /// The oldest first, each with the element that it happened at; it rarely holds more than one.
    queue: RefCell<Vec<(Msg, Option<web_sys::Element>)>>,
    busy: Cell<bool>,
    /// How many rounds of view and diff there were.
    #[cfg(feature = "test-doors")]
    rounds: Cell<u32>,
}

impl App {
    /// Shows the widget in the shadow root of its host, as the host's attributes say. Today is `2026-11-22`.
    ///
    /// # Errors
    /// What the browser threw; the shadow root is then as it was.
    pub fn start(
        host: HtmlElement,
        root: ShadowRoot,
        language: LanguageId,
        words: Words,
        today: String,
        shell: Shell,
    ) -> Result<App, JsValue> {
        let (model, effects) =
            Model::start(language, words, today, |name| host.get_attribute(name));
        let tree = view(&model);
        dom::mount(&root, &tree)?;
        let app = App {
            shell,
            host,
            root,
            model: RefCell::new(model),
            tree: RefCell::new(Some(tree)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            #[cfg(feature = "test-doors")]
            rounds: Cell::default(),
        };
        for effect in effects {
            app.run(effect);
        }
        Ok(app)
    }

    /// The element that it runs in.
    pub fn host(&self) -> &HtmlElement {
        &self.host
    }

    /// The language shown.
    pub fn language(&self) -> LanguageId {
        self.model.borrow().language
    }

    /// Sends the HTML of the model as it is by the one way out that takes any value.
    #[cfg(feature = "test-doors")]
    pub fn send_rendered(&self) {
        let html = crate::html::to_html(&view(&self.model.borrow()));
        self.shell.select(html.into());
    }

    /// Sends how many rounds of view and diff there were, the same way.
    #[cfg(feature = "test-doors")]
    pub fn send_rounds(&self) {
        self.shell.select(self.rounds.get().into());
    }

    /// Tells the widget what happened.
    pub fn dispatch(&self, msg: Msg) {
        self.dispatch_at(msg, None);
    }

    /// Tells the widget what happened at an element of its shadow root.
    pub fn dispatch_at(&self, msg: Msg, element: Option<web_sys::Element>) {
        self.queue.borrow_mut().push((msg, element));
        if self.busy.replace(true) {
            return;
        }
        loop {
            // Handling them can bring more.
            let waiting = self.queue.take();
            if waiting.is_empty() {
                break;
            }
            for (msg, element) in waiting {
                self.step(msg, element);
            }
        }
        self.busy.set(false);
    }

    fn step(&self, mut msg: Msg, element: Option<web_sys::Element>) {
        if let Msg::HostSet(name, value) = &mut msg {
            // As it is now: a listener may have set it again while this waited.
            *value = self.host.get_attribute(name);
        }
        // What the visitor pressed stays where it is on the screen, whatever closes above it.
        let pressed = match msg {
            Msg::RowPressed(_) | Msg::TermPressed(_) => element,
            _ => None,
        };
        let top = pressed.as_ref().map(|element| self.shell.top(element));
        let update = update(&mut self.model.borrow_mut(), msg);
        if update.changed {
            self.show();
        }
        if let (Some(element), Some(top)) = (pressed, top) {
            self.shell.keep_in_place(&element, top);
        }
        for effect in update.effects {
            self.run(effect);
        }
    }

    /// One round: what the model says now is shown.
    fn show(&self) {
        #[cfg(feature = "test-doors")]
        self.rounds.set(self.rounds.get() + 1);
        let new = view(&self.model.borrow());
        let old = self.tree.borrow_mut().take();
        let done = match &old {
            Some(old) => dom::apply(&self.root, &diff(old, &new)),
            None => Err("there is no tree".into()),
        };
        if done.is_err() {
            // Something else changed the shadow root. The tree is right, so mount it again. Where the browser refuses
            // that too, the shell is told, which has the author's words: never a blank.
            self.clear();
            if let Err(error) = dom::mount(&self.root, &new) {
                wasm_bindgen::throw_val(error);
            }
        }
        drop(old);
        *self.tree.borrow_mut() = Some(new);
    }

    /// Takes away what `mount` added; what the shell put into the shadow root stays.
    fn clear(&self) {
        if let Ok(frame) = dom::find(&self.root, &Key::FRAME.to_str()) {
            frame.remove();
        }
    }

    fn run(&self, effect: Effect) {
        match effect {
            Effect::Reveal(target) => {
                if let Some(head) = self.head(target) {
                    report(head.focus());
                    self.shell.scroll_to(&head);
                }
            }
            Effect::Focus(target) => {
                if let Some(head) = self.head(target) {
                    report(head.focus());
                }
            }
            Effect::Reflect(site) => {
                let id = site.and_then(|site| selection(Row::Site(site)));
                report(match id {
                    Some((_, id)) => self.host.set_attribute("site", id),
                    None => self.host.remove_attribute("site"),
                });
            }
            Effect::CopySheet => {
                let text = sheet_text(&self.model.borrow());
                self.shell.copy(&text);
            }
            Effect::PrintSheet => {
                let sheet = printed_sheet(&self.model.borrow());
                self.print(&sheet);
            }
            Effect::PrintCard => {
                let card = printed_card(&self.model.borrow());
                self.print(&card);
            }
            Effect::PrintPage => self.shell.print_page(),
            Effect::Language(language) => {
                // The shell follows the attribute, as it does when the page's author sets it.
                report(self.host.set_attribute("lang", language.code));
            }
            Effect::Select(row, open) => {
                if let Some((kind, id)) = selection(row) {
                    let objects =
                        serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
                    match (Selection { kind, id, open }).serialize(&objects) {
                        Ok(detail) => self.shell.select(detail),
                        Err(error) => report(Err(error.into())),
                    }
                }
            }
            Effect::Warn(line) => gloo::console::warn!(line),
        }
    }

    /// The element that can be given the focus: of a row its head, which is the first element inside it.
    /// Prints a tree by itself, from an empty frame.
    fn print(&self, tree: &Element) {
        let element = dom::detached(&self.root, tree);
        let printed = element.and_then(|element| self.shell.print_element(&element));
        if !matches!(printed, Ok(true)) {
            self.dispatch(Msg::SheetDone(Outcome::NotPrinted));
        }
    }

    fn head(&self, target: Target) -> Option<HtmlElement> {
        let element = dom::find(&self.root, &Key::Target(target).to_str()).ok()?;
        let head = match target {
            Target::Row(_) => element.first_element_child()?,
            _ => element,
        };
        Some(head.unchecked_into())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The detail of `mbc-select`.
struct Selection {
    kind: &'static str,
    id: &'static str,
    open: bool,
}

/// As a map, because `serde-wasm-bindgen` keeps a hash table of the names of fields of structs (2.5 KB of engine before compression).
impl Serialize for Selection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("kind", self.kind)?;
        map.serialize_entry("id", self.id)?;
        map.serialize_entry("open", &self.open)?;
        map.end()
    }
}

/// Says on the console what the browser refused, where the widget can go on without it.
fn report(done: Result<(), JsValue>) {
    if let Err(error) = done {
        gloo::console::warn!(
            "<mbc-body-map>: the browser refused a step, and the widget went on without it:",
            error
        );
    }
}
