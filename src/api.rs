//! What JavaScript may call. JavaScript is relaxed and stable, Rust strict and free to change; this room
//! translates between them, and nothing in it panics. Wasm only.

use crate::app::{App, Page, Shell};
use crate::content::{LANGUAGES, LanguageId, STYLE, Words, is_emergency_number};
use crate::dom;
use crate::key::{FALLBACK_PREFIX, Key};
use crate::model::{Msg, Outcome, SETTINGS, Target, can_open};
use crate::text::join;
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

thread_local! {
    /// The words of each language that is here, in the order of the languages.
    static WORDS: RefCell<[Option<Words>; LANGUAGES.len()]> = const { RefCell::new([None; LANGUAGES.len()]) };
    /// The same with another emergency number, once made.
    static OTHER_NUMBERS: RefCell<Vec<(LanguageId, String, Words)>> = const { RefCell::new(Vec::new()) };
}

/// One running widget. `free()` stops it and empties its shadow root.
///
/// A call that throws (a panic, or a browser function that the page replaced by one that throws) leaves a widget of
/// which nothing can be said: it must not be called again, not even to free it.
#[wasm_bindgen]
pub struct Widget(App);

#[wasm_bindgen]
impl Widget {
    /// Starts the widget in the shadow root of its element, in a language whose words are here, on a day
    /// (`2026-11-22`).
    ///
    /// # Errors
    /// If the words are not here. What the browser refuses while the elements are made, the shell is told.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        root: ShadowRoot,
        language: &str,
        today: String,
        shell: Shell,
    ) -> Result<Widget, JsValue> {
        let (language, words) = words(language, &host)?;
        let page = Page { shell, host, root };
        App::start(page, language, words, today).map(Widget)
    }

    /// The element was removed from the page: keeps what the visitor did, and holds nothing of the page.
    pub fn suspend(&self) {
        self.0.suspend();
    }

    /// The element is back, in this page or another, with its shadow root as it was.
    pub fn resume(&self, host: HtmlElement, root: ShadowRoot, shell: Shell) {
        self.0.resume(Page { shell, host, root });
    }

    /// A `click`, `change`, `toggle`, or, of the Escape key, `keydown` happened at an element of the shadow root. Says
    /// whether that changed anything.
    #[wasm_bindgen(js_name = handleEvent)]
    pub fn handle_event(&self, name: &str, target: web_sys::Element) -> bool {
        match dom::handle_event(name, target) {
            Some((msg, element)) => self.0.dispatch_at(msg, Some(element)),
            None => false,
        }
    }

    /// An attribute of the element changed. Names that are no settings of the engine are none of its business.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        if name == EMERGENCY
            && let Some(page) = self.0.page()
            && let Ok((language, words)) = words(self.0.language().code, &page.host)
        {
            self.0.dispatch(Msg::PackLoaded(language, words));
        }
        if let Some(name) = SETTINGS.into_iter().find(|known| *known == name) {
            self.0.dispatch(Msg::HostSet(name, None));
        }
    }

    /// Shows another language, whose words are here; what is open or ticked stays.
    ///
    /// # Errors
    /// If the words are not here.
    #[wasm_bindgen(js_name = setLanguage)]
    pub fn set_language(&self, language: &str) -> Result<(), JsValue> {
        let Some(page) = self.0.page() else {
            return Ok(());
        };
        let (language, words) = words(language, &page.host)?;
        self.0.dispatch(Msg::PackLoaded(language, words));
        Ok(())
    }

    /// The sheet was copied, or could not be.
    pub fn copied(&self, copied: bool) {
        let outcome = if copied {
            Outcome::Copied
        } else {
            Outcome::NotCopied
        };
        self.0.dispatch(Msg::SheetDone(outcome));
    }

    /// The words of a language that was asked for did not come; what is shown stays, and says so.
    #[wasm_bindgen(js_name = languageFailed)]
    pub fn language_failed(&self) {
        self.0.dispatch(Msg::PackFailed);
    }

    /// Whether there is something with this id for [`Widget::open`].
    #[wasm_bindgen(js_name = canOpen)]
    pub fn can_open(&self, id: &str) -> bool {
        can_open(id)
    }

    /// Opens what has this id (a place, a type, a section, `signs` or `visit`), scrolls to it and gives it the focus. An
    /// unknown id is answered on the console.
    pub fn open(&self, id: String) {
        #[cfg(feature = "test-doors")]
        {
            assert_ne!(id, "panic", "as asked");
            match &*id {
                "rendered" => return self.0.send_rendered(),
                "rounds" => return self.0.send_rounds(),
                _ => {}
            }
        }
        self.0.dispatch(Msg::HostOpened(id));
    }

    /// Makes the panel of one closed row that is still to be made: of the row with this id, or else another. Says whether
    /// there are more.
    pub fn fill(&self, id: &str) -> bool {
        let row = match Key::parse(id) {
            Some(Key::Target(Target::Row(row))) => Some(row),
            _ => None,
        };
        self.0.dispatch(Msg::Fill(row));
        !self.0.is_whole()
    }

    /// Makes all of them.
    #[wasm_bindgen(js_name = fillAll)]
    pub fn fill_all(&self) {
        self.0.dispatch(Msg::FillAll);
    }

    /// Closes every place, type and section.
    pub fn close(&self) {
        self.0.dispatch(Msg::HostClosed);
    }
}

/// The attribute with the number for emergencies, where it is not 911.
const EMERGENCY: &str = "emergency";

/// The words of a language, with the emergency number of the element.
#[inline(never)]
fn words(language: &str, host: &HtmlElement) -> Result<(LanguageId, Words), JsValue> {
    let (language, words) = words_as_they_are(language)?;
    let number = host.get_attribute(EMERGENCY).unwrap_or_default();
    let number = number.trim_ascii();
    if number.is_empty() || number == "911" {
        return Ok((language, words));
    }
    if !is_emergency_number(number) {
        gloo::console::warn!(join(&[
            "<mbc-body-map>: emergency \"",
            number,
            "\" is not a number in digits, such as 112; 911 is used",
        ]));
        return Ok((language, words));
    }
    let changed = OTHER_NUMBERS.with_borrow_mut(|others| {
        let known = others
            .iter()
            .find(|other| other.0 == language && other.1 == number);
        if let Some((.., words)) = known {
            return Some(*words);
        }
        let changed = words.with_emergency_number(number)?;
        others.push((language, number.to_owned(), changed));
        Some(changed)
    });
    Ok((language, changed.unwrap_or(words)))
}

#[inline(never)]
fn words_as_they_are(language: &str) -> Result<(LanguageId, Words), JsValue> {
    let here = LanguageId::find(language).and_then(|language| {
        let words = WORDS.with_borrow(|words| words.get(language.index()).copied())??;
        Some((language, words))
    });
    here.ok_or_else(|| {
        JsError::new(&join(&[
            "the words of `",
            language,
            "` are not here; add its pack first",
        ]))
        .into()
    })
}

/// The style sheet of the shadow root.
#[wasm_bindgen]
pub fn style() -> String {
    STYLE.into()
}

/// What stands before each id on the pages without script, which may be pasted inside the element.
#[wasm_bindgen(js_name = fallbackPrefix)]
pub fn fallback_prefix() -> String {
    FALLBACK_PREFIX.into()
}

/// Takes the words of a language, which come once. The bytes stay for as long as the page does.
///
/// # Errors
/// If there is no such language, or if the bytes are not its pack, whole and of this release.
#[wasm_bindgen(js_name = addPack)]
pub fn add_pack(language: &str, pack: Vec<u8>) -> Result<(), JsError> {
    take_pack(language, pack.leak())
}

fn take_pack(language: &str, pack: &'static [u8]) -> Result<(), JsError> {
    let known = LanguageId::find(language)
        .ok_or_else(|| JsError::new(&join(&["this release has no words in `", language, "`"])))?;
    let words = Words::read(pack).map_err(|error| JsError::new(error.message()))?;
    WORDS.with_borrow_mut(|all| {
        if let Some(place) = all.get_mut(known.index()) {
            *place = Some(words);
        }
    });
    Ok(())
}

#[cfg(feature = "bundled")]
pub use bundled::define_element;

#[cfg(feature = "bundled")]
mod bundled {
    //! A module that has everything inside. After `wasm-pack build --target web`, a page needs only:
    //!
    //! ```js
    //! import init, { defineElement } from "./pkg/mbc_body_map.js";
    //! await init(); defineElement();
    //! ```

    use super::{Shell, Widget, take_pack, words_as_they_are};
    use crate::content::{LanguageId, PACKS, STYLE};
    use crate::key::FALLBACK_PREFIX;
    use wasm_bindgen::prelude::{Closure, JsError, JsValue, wasm_bindgen};
    use web_sys::{HtmlElement, ShadowRoot};

    #[wasm_bindgen(module = "/www/element.js")]
    extern "C" {
        #[wasm_bindgen(js_name = bundledElement)]
        fn element(
            languages: Vec<String>,
            version: String,
            style: String,
            fallback_prefix: String,
            start: JsValue,
            tag: Option<String>,
        ) -> JsValue;
    }

    /// Defines the element, `mbc-body-map` unless another tag is given, and returns its class.
    ///
    /// # Errors
    /// If the packs inside do not fit the structure inside, which no build makes.
    #[wasm_bindgen(js_name = defineElement)]
    pub fn define_element(tag: Option<String>) -> Result<JsValue, JsError> {
        for (language, pack) in LanguageId::all().zip(PACKS) {
            if words_as_they_are(language.code).is_err() {
                take_pack(language.code, pack)?;
            }
        }
        type Start =
            dyn Fn(HtmlElement, ShadowRoot, String, String, Shell) -> Result<Widget, JsValue>;
        // The class lives as long as the page, and so does what it starts widgets with.
        let start = Closure::<Start>::new(|host, root, language: String, today, shell| {
            Widget::new(host, root, &language, today, shell)
        });
        let languages = LanguageId::all()
            .map(|language| language.code.into())
            .collect();
        let version = env!("CARGO_PKG_VERSION").to_string();
        Ok(element(
            languages,
            version,
            STYLE.into(),
            FALLBACK_PREFIX.into(),
            start.into_js_value(),
            tag,
        ))
    }
}
