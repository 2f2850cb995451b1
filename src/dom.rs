//! Events of the page as messages. Wasm only.
//!
//! Elements are found by id inside the shadow root, never by position, because translators and extensions put
//! their own between ours: Google Translate wraps each text in `font` elements, on which frameworks fail that keep
//! nodes by position (facebook/react#11538). Nothing here panics.

use crate::key::{DomEvent, Key, Single, message};
use crate::model::Msg;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// What an event of that type means at that element, and the element that it is about; of keys only Escape counts.
pub fn handle_event(name: &str, target: web_sys::Element) -> Option<(Msg, web_sys::Element)> {
    let at = |element: web_sys::Element, event| Some((message(event, &element.id())?, element));
    match name {
        "toggle" => {
            let event = DomEvent::Toggled(target.has_attribute("open"));
            at(target, event)
        }
        "change" => {
            let control = target.unchecked_ref::<HtmlInputElement>();
            // The list of languages: its value is the id of a button for the language.
            if Key::parse(&target.id()) == Some(Single::Languages.into()) {
                return Some((message(DomEvent::Pressed, &control.value())?, target));
            }
            let event = DomEvent::Changed(control.checked());
            at(target, event)
        }
        "keydown" => {
            // An open word closes before the row that it stands in.
            if target.get_attribute("aria-expanded").as_deref() == Some("true") {
                return at(target, DomEvent::Pressed);
            }
            at(target.closest("details[open]").ok()??, DomEvent::Escape)
        }
        _ => pressed(target),
    }
}

/// A press means the same wherever inside a row's head, a button or a shape it happens.
fn pressed(target: web_sys::Element) -> Option<(Msg, web_sys::Element)> {
    if let Some(head) = target.closest("summary").ok()? {
        let msg = message(DomEvent::HeadPressed, &head.parent_element()?.id());
        return Some((msg?, head));
    }
    let mut at = Some(target);
    while let Some(element) = at {
        if let Some(msg) = message(DomEvent::Pressed, &element.id()) {
            return Some((msg, element));
        }
        at = element.parent_element();
    }
    None
}
