//! The loop of one widget: queue, update, view, diff, patch, effects. Wasm only.
//!
//! Everything that must be undone is owned by [`App`]; dropping it leaves nothing behind.
//! Messages wait in a queue, because a patch can fire events in its middle (removing what has the focus does),
//! and no call to the browser is made while the model is borrowed.

use crate::content::{LANGUAGES, STYLE, Words};
use crate::diff::diff;
use crate::dom;
use crate::model::{Effect, Model, Msg, Outcome, Row, Target, selection, update};
use crate::tree::Element;
use crate::view::{FRAME, paper, place_of, sheet_text, view};
use gloo::events::{EventListener, EventListenerOptions};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Once;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, CustomEvent, CustomEventInit, HtmlElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the shell does for its widget, in `www/element.js`.
    pub type Shell;

    /// The engine stopped; nothing will be heard of this widget.
    #[wasm_bindgen(method)]
    fn failed(this: &Shell);

    /// Puts a text on the clipboard; the answer comes by `Widget::copied`.
    #[wasm_bindgen(method)]
    fn copy(this: &Shell, text: &str);

    /// Prints an element by itself; says whether the browser began to.
    #[wasm_bindgen(method, catch)]
    fn print(this: &Shell, paper: &web_sys::Element, style: &str) -> Result<bool, JsValue>;

    /// Prints the page.
    #[wasm_bindgen(method)]
    fn guide(this: &Shell);
}

/// A running widget.
#[must_use = "dropping it stops the widget and empties its shadow root"]
pub struct App(Rc<Inner>);

struct Inner {
    guard: Rc<Guard>,
    host: HtmlElement,
    root: ShadowRoot,
    model: RefCell<Model>,
    /// What is on the screen; none only while it is being changed.
    tree: RefCell<Option<Box<Element>>>,
    /// The oldest first; it rarely holds more than one.
    queue: RefCell<Vec<Msg>>,
    busy: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

impl App {
    /// Shows the widget in the shadow root of its host, as the host's attributes say.
    ///
    /// The shell hears, once, if the engine panics while it works for this widget.
    ///
    /// # Errors
    /// What the browser threw; the shadow root is then as it was.
    pub fn start(
        host: HtmlElement,
        root: ShadowRoot,
        language: u8,
        words: Words,
        shell: Shell,
    ) -> Result<App, JsValue> {
        let guard = Rc::new(Guard {
            shell,
            finished: Cell::new(false),
        });
        let _working = guard.enter();
        let today = js_sys::Date::new_0().to_iso_string();
        // `2026-11-22T…`
        let today = String::from(today.slice(0, 10));
        let (model, effects) =
            Model::start(language, words, today, |name| host.get_attribute(name));
        let tree = view(&model);
        dom::mount(&root, &tree)?;
        let inner = Rc::new(Inner {
            guard: guard.clone(),
            host,
            root,
            model: RefCell::new(model),
            tree: RefCell::new(Some(tree)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            listeners: RefCell::default(),
        });
        let app = App(inner);
        adopt_style(&app.0.root)?;
        app.listen();
        for effect in effects {
            app.0.run(effect);
        }
        Ok(app)
    }

    /// Tells the widget what happened.
    pub fn tell(&self, msg: Msg) {
        self.0.tell(msg);
    }

    /// The element that it runs in.
    pub fn host(&self) -> &HtmlElement {
        &self.0.host
    }

    /// The number of the language shown.
    pub fn language(&self) -> u8 {
        self.0.model.borrow().language
    }

    fn listen(&self) {
        let on = |name: &'static str| {
            let inner = Rc::downgrade(&self.0);
            let mut options = EventListenerOptions::run_in_capture_phase();
            // The press of a row is answered here, in place of the browser.
            options.passive = false;
            EventListener::new_with_options(&self.0.root, name, options, move |event| {
                if let (Some(inner), Some(msg)) = (inner.upgrade(), dom::message(name, event)) {
                    inner.tell(msg);
                }
            })
        };
        for event in dom::EVENTS {
            self.0.listeners.borrow_mut().push(on(event));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.0.listeners.borrow_mut().clear();
        self.0.clear();
    }
}

impl Inner {
    fn tell(self: &Rc<Self>, msg: Msg) {
        if self.guard.finished.get() {
            return;
        }
        self.queue.borrow_mut().push(msg);
        if self.busy.replace(true) {
            return;
        }
        let _working = self.guard.enter();
        loop {
            // Handling them can bring more.
            let waiting = self.queue.take();
            if waiting.is_empty() {
                break;
            }
            for msg in waiting {
                self.step(msg);
            }
        }
        self.busy.set(false);
    }

    fn step(self: &Rc<Self>, mut msg: Msg) {
        if let Msg::HostSet(name, value) = &mut msg {
            // As it is now: a listener may have set it again while this waited.
            *value = self.host.get_attribute(name);
        }
        // What the visitor pressed stays where it is on the screen, whatever closes above it.
        let pressed = match msg {
            Msg::RowPressed(row) => self.head(Target::Row(row)),
            Msg::TermPressed(term) => self.head(Target::Term(term)),
            _ => None,
        };
        let top = pressed.as_deref().map(dom::top);
        let (new, effects) = {
            let mut model = self.model.borrow_mut();
            let effects = update(&mut model, msg);
            (view(&model), effects)
        };
        let old = self.tree.borrow_mut().take();
        let done = match &old {
            Some(old) => dom::apply(&self.root, &diff(old, &new)),
            None => Err("there is no tree".into()),
        };
        if done.is_err() {
            // Something else changed the shadow root. The tree is right, so show it anew.
            self.clear();
            report(dom::mount(&self.root, &new));
        }
        drop(old);
        *self.tree.borrow_mut() = Some(new);
        if let (Some(head), Some(top)) = (pressed, top) {
            dom::hold_at(&head, top);
        }
        for effect in effects {
            self.run(effect);
        }
    }

    /// Takes away what `mount` added; what the shell put into the shadow root stays.
    fn clear(&self) {
        if let Ok(frame) = dom::find(&self.root, FRAME) {
            frame.remove();
        }
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Reveal(target) => {
                if let Some(head) = self.head(target) {
                    report(head.focus());
                    dom::show(&head);
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
                self.guard.shell.copy(&text);
            }
            Effect::PrintSheet => {
                let paper = paper(&self.model.borrow());
                let printed = dom::paper(&self.root, &paper)
                    .and_then(|paper| self.guard.shell.print(&paper, STYLE));
                if !matches!(printed, Ok(true)) {
                    self.tell(Msg::SheetDone(Outcome::NotPrinted));
                }
            }
            Effect::PrintGuide => self.guard.shell.guide(),
            Effect::Language(language) => {
                if let Some(code) = LANGUAGES.get(usize::from(language)) {
                    // The shell follows the attribute, as it does when the page's author sets it.
                    report(self.host.set_attribute("lang", code));
                }
            }
            Effect::Select(row, open) => {
                if let Some((kind, id)) = selection(row) {
                    report(self.emit("mbc-select", &Selection { kind, id, open }));
                }
            }
            Effect::Warn(line) => gloo::console::warn!(line),
        }
    }

    fn head(&self, target: Target) -> Option<HtmlElement> {
        let id = place_of(&self.model.borrow(), target);
        dom::find(&self.root, &id).ok().and_then(dom::head_of)
    }

    /// What a person reads about their illness is heard only by a listener put on the element on purpose: the
    /// event does not bubble.
    fn emit(&self, name: &str, detail: &impl Serialize) -> Result<(), JsValue> {
        let options = CustomEventInit::new();
        let objects = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
        options.set_detail(&detail.serialize(&objects)?);
        let event = CustomEvent::new_with_event_init_dict(name, &options)?;
        self.host.dispatch_event(&event).map(drop)
    }
}

/// After a panic in the middle of its work a widget is finished: its shell is told, and nothing calls into it again.
/// Other widgets of the page go on.
struct Guard {
    shell: Shell,
    finished: Cell<bool>,
}

thread_local!(static WORKING: RefCell<Vec<Rc<Guard>>> = const { RefCell::new(Vec::new()) });

/// While it lives, a panic counts against its widget.
struct Working;

impl Guard {
    fn enter(self: &Rc<Self>) -> Working {
        WORKING.with_borrow_mut(|working| working.push(Rc::clone(self)));
        // Once: after a panic the hook cannot be set again, and trying to is another panic.
        static HOOK: Once = Once::new();
        HOOK.call_once(|| std::panic::set_hook(Box::new(|_| blame())));
        Working
    }
}

/// Tells the shell of the widget that was being worked for.
fn blame() {
    if let Some(guard) = WORKING.with_borrow_mut(Vec::pop) {
        guard.finished.set(true);
        guard.shell.failed();
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        WORKING.with_borrow_mut(Vec::pop);
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
        gloo::console::error!(
            "<mbc-body-map>: the browser refused a step, and the widget went on without it:",
            error
        );
    }
}

/// One constructed sheet for all widgets: no `<style>` and no `style=""`, which strict pages forbid.
fn adopt_style(root: &ShadowRoot) -> Result<(), JsValue> {
    thread_local!(static SHEET: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) });
    let sheet = match SHEET.with_borrow(Clone::clone) {
        Some(sheet) => sheet,
        None => {
            let sheet = CssStyleSheet::new()?;
            sheet.replace_sync(STYLE)?;
            SHEET.set(Some(sheet.clone()));
            sheet
        }
    };
    let name = JsValue::from_str("adoptedStyleSheets");
    js_sys::Reflect::set(
        root.unchecked_ref::<JsValue>(),
        &name,
        &js_sys::Array::of1(&sheet),
    )
    .map(drop)
}

/// The number of a language by its code.
pub fn language(code: &str) -> Option<u8> {
    LANGUAGES
        .iter()
        .position(|known| *known == code)
        .map(|position| position as u8)
}
