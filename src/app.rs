//! The loop of one widget: queue, update, view, diff, patch, effects. Wasm only.
//!
//! Everything that must be undone is owned by [`App`]; dropping it leaves nothing behind. What it knows of the page is
//! in [`Page`], which it gives up while its element is away, so that nothing but the element holds the element.
//! Messages wait in a queue, because a patch can fire events in its middle: Chromium sends `blur` and `change` while an
//! element is removed, and although the standard no longer says so (whatwg/html#3847) it still did in August 2026
//! (whatwg/html#12842). For the same reason no call to the browser is made while the model is borrowed.

use crate::commands::Commands;
use crate::content::{LanguageId, Words};
use crate::diff::diff;
use crate::key::Key;
use crate::model::{Effect, Model, Msg, Outcome, Target, selection, update};
use crate::tree::Element;
use crate::view::{printed_card, printed_sheet, sheet_text, view};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// What the shell does for its widget, in `www/element.js`.
    pub type Shell;

    /// Puts a text on the clipboard; the answer comes by `Widget::copied`.
    #[wasm_bindgen(method)]
    fn copy(this: &Shell, text: &str);

    /// Carries out [`Commands`] in the shadow root; those of the start later, in slices.
    #[wasm_bindgen(method, catch)]
    fn patch(this: &Shell, numbers: Vec<u32>, words: &str) -> Result<(), JsValue>;

    /// Prints the element that [`Commands`] make by itself; says whether the browser began to.
    #[wasm_bindgen(method, catch, js_name = printElement)]
    fn print_element(this: &Shell, numbers: Vec<u32>, words: &str) -> Result<bool, JsValue>;

    /// Prints the page.
    #[wasm_bindgen(method, js_name = printPage)]
    fn print_page(this: &Shell);

    /// Gives the element with this id, or the head of that row, the focus and scrolls to it at once: until it is at the
    /// upper edge of what is visible, or no further than needed to see it.
    #[wasm_bindgen(method, js_name = goTo)]
    fn go_to(this: &Shell, id: &str, is_row: bool, to_upper_edge: bool);

    /// How far the element's upper edge is below the window's, in CSS pixels.
    #[wasm_bindgen(method)]
    fn top(this: &Shell, element: &web_sys::Element) -> f64;

    /// Scrolls until the element's upper edge is where it was, in CSS pixels below the window's.
    #[wasm_bindgen(method, js_name = keepInPlace)]
    fn keep_in_place(this: &Shell, element: &web_sys::Element, top_before: f64);

    /// Sends `mbc-select` with this detail.
    #[wasm_bindgen(method)]
    fn select(this: &Shell, detail: JsValue);

    /// Loads the texts of the language that the visitor chose; the answer comes by `Widget::set_language`.
    #[wasm_bindgen(method, js_name = chooseLanguage)]
    fn choose_language(this: &Shell, language: &str);
}

/// What a widget knows of the page.
pub struct Page {
    /// What the shell does for it.
    pub shell: Shell,
    /// The element that it runs in.
    pub host: HtmlElement,
    /// The shadow root of that element.
    pub root: ShadowRoot,
}

impl Page {
    fn carry_out(&self, commands: Commands) -> Result<(), JsValue> {
        self.shell.patch(commands.numbers, &commands.words)
    }
}

/// A running widget.
#[must_use = "dropping it empties its shadow root"]
pub struct App {
    /// None while the element is away.
    page: RefCell<Option<Rc<Page>>>,
    model: RefCell<Model>,
    /// What is on the screen; none while it is being changed, and while the element is away.
    tree: RefCell<Option<Box<Element>>>,
    /// The oldest first, each with the element that it happened at; it rarely holds more than one.
    queue: RefCell<Vec<(Msg, Option<web_sys::Element>)>>,
    busy: Cell<bool>,
    /// How many rounds of view and diff there were.
    #[cfg(feature = "test-doors")]
    rounds: Cell<u32>,
}

impl App {
    /// Starts the widget for its host, as the host's attributes say; the shell makes its elements in slices. Today is
    /// `2026-11-22`.
    ///
    /// # Errors
    /// What the shell threw; the shadow root is then as it was.
    pub fn start(
        page: Page,
        language: LanguageId,
        words: Words,
        today: String,
    ) -> Result<App, JsValue> {
        let attribute = |name| page.host.get_attribute(name);
        let (model, effects) = Model::start(language, words, today, attribute);
        let tree = view(&model);
        page.carry_out(Commands::make(&tree))?;
        let app = App {
            page: RefCell::new(Some(Rc::new(page))),
            model: RefCell::new(model),
            tree: RefCell::new(Some(tree)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            #[cfg(feature = "test-doors")]
            rounds: Cell::default(),
        };
        if let Some(page) = app.page() {
            for effect in effects {
                app.run(&page, effect);
            }
        }
        Ok(app)
    }

    /// What it knows of the page; nothing while the element is away.
    pub fn page(&self) -> Option<Rc<Page>> {
        self.page.borrow().clone()
    }

    /// The element was removed: what it showed and what the visitor did is kept, and nothing of the page is.
    pub fn suspend(&self) {
        self.page.take();
        // The largest part, which the model makes again.
        self.tree.take();
    }

    /// The element is back, with its shadow root as it was.
    pub fn resume(&self, page: Page) {
        *self.page.borrow_mut() = Some(Rc::new(page));
        *self.tree.borrow_mut() = Some(view(&self.model.borrow()));
    }

    /// The language shown.
    pub fn language(&self) -> LanguageId {
        self.model.borrow().language
    }

    /// Whether every panel is made.
    pub fn is_whole(&self) -> bool {
        self.model.borrow().pending.is_empty()
    }

    /// Sends the HTML of the model as it is by the one way out that takes any value.
    #[cfg(feature = "test-doors")]
    pub fn send_rendered(&self) {
        let html = crate::html::to_html(&view(&self.model.borrow()));
        if let Some(page) = self.page() {
            page.shell.select(html.into());
        }
    }

    /// Sends how many rounds of view and diff there were, the same way.
    #[cfg(feature = "test-doors")]
    pub fn send_rounds(&self) {
        if let Some(page) = self.page() {
            page.shell.select(self.rounds.get().into());
        }
    }

    /// Tells the widget what happened; says whether that changed anything.
    pub fn dispatch(&self, msg: Msg) -> bool {
        self.dispatch_at(msg, None)
    }

    /// Tells the widget what happened at an element of its shadow root; says whether that changed anything. What happens
    /// while the element is away changes nothing.
    pub fn dispatch_at(&self, msg: Msg, element: Option<web_sys::Element>) -> bool {
        let Some(page) = self.page() else {
            return false;
        };
        self.queue.borrow_mut().push((msg, element));
        if self.busy.replace(true) {
            return false;
        }
        let mut changed = false;
        loop {
            // Handling them can bring more.
            let waiting = self.queue.take();
            if waiting.is_empty() {
                break;
            }
            for (msg, element) in waiting {
                changed |= self.step(&page, msg, element);
            }
        }
        self.busy.set(false);
        changed
    }

    fn step(&self, page: &Page, mut msg: Msg, element: Option<web_sys::Element>) -> bool {
        if let Msg::HostSet(name, value) = &mut msg {
            // As it is now: a listener may have set it again while this waited.
            *value = page.host.get_attribute(name);
        }
        // What the visitor pressed stays where it is on the screen, whatever closes above it.
        let pressed = match msg {
            Msg::RowPressed(_) | Msg::TermPressed(_) => element,
            _ => None,
        };
        let top = pressed.as_ref().map(|element| page.shell.top(element));
        let update = update(&mut self.model.borrow_mut(), msg);
        if update.changed {
            self.show(page);
        }
        if let (Some(element), Some(top)) = (pressed, top) {
            page.shell.keep_in_place(&element, top);
        }
        for effect in update.effects {
            self.run(page, effect);
        }
        update.changed
    }

    /// One round: what the model says now is shown.
    fn show(&self, page: &Page) {
        #[cfg(feature = "test-doors")]
        self.rounds.set(self.rounds.get() + 1);
        let new = view(&self.model.borrow());
        let old = self.tree.borrow_mut().take();
        let done = match &old {
            Some(old) => page.carry_out(Commands::apply(&diff(old, &new))),
            None => Err("there is no tree".into()),
        };
        if done.is_err() {
            // Something else changed the shadow root. The tree is right, so mount it again. Where the browser refuses
            // that too, the shell is told, which has the author's words: never a blank.
            clear(&page.root);
            if let Err(error) = page.carry_out(Commands::make(&new)) {
                wasm_bindgen::throw_val(error);
            }
        }
        drop(old);
        *self.tree.borrow_mut() = Some(new);
    }

    fn run(&self, page: &Page, effect: Effect) {
        let shell = &page.shell;
        match effect {
            Effect::Reveal(target) => go_to(shell, target, true),
            Effect::Focus(target) => go_to(shell, target, false),
            Effect::CopySheet => {
                let text = sheet_text(&self.model.borrow());
                shell.copy(&text);
            }
            Effect::PrintSheet => {
                let sheet = printed_sheet(&self.model.borrow());
                self.print(page, &sheet);
            }
            Effect::PrintCard => {
                let card = printed_card(&self.model.borrow());
                self.print(page, &card);
            }
            Effect::PrintPage => shell.print_page(),
            Effect::Language(language) => shell.choose_language(language.code),
            Effect::Select(row, open) => {
                if let Some((kind, id)) = selection(row) {
                    let objects =
                        serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
                    match (Selection { kind, id, open }).serialize(&objects) {
                        Ok(detail) => shell.select(detail),
                        Err(error) => report(Err(error.into())),
                    }
                }
            }
            Effect::Warn(line) => gloo::console::warn!(line),
        }
    }

    /// Prints a tree by itself, from an empty frame.
    fn print(&self, page: &Page, tree: &Element) {
        let Commands { numbers, words } = Commands::make(tree);
        if !matches!(page.shell.print_element(numbers, &words), Ok(true)) {
            self.dispatch(Msg::SheetDone(Outcome::NotPrinted));
        }
    }
}

fn go_to(shell: &Shell, target: Target, to_upper_edge: bool) {
    let is_row = matches!(target, Target::Row(_));
    shell.go_to(&Key::Target(target).to_str(), is_row, to_upper_edge);
}

/// Takes away what the engine added; what the shell put into the shadow root stays.
fn clear(root: &ShadowRoot) {
    if let Some(frame) = root.get_element_by_id(&Key::FRAME.to_str()) {
        frame.remove();
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(page) = self.page() {
            clear(&page.root);
        }
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
