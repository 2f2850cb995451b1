//! The border to the page: patches to elements, events to messages, effects to the browser. Wasm only.
//!
//! Elements are found by id inside the shadow root, never by position, because translators and extensions put
//! their own between ours: Google Translate wraps each text in `font` elements, on which frameworks fail that keep
//! nodes by position (facebook/react#11538). Nothing here panics: what the browser refuses comes back as an error
//! for [`crate::app`], which has one answer to it.

use crate::diff::{Child, Patch};
use crate::key::{DomEvent, Key, Single, message};
use crate::model::Msg;
use crate::text::join;
use crate::tree::{Element, Node};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlInputElement, ShadowRoot};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes the elements of a tree and puts them at the end of the shadow root.
///
/// # Errors
/// What the browser threw.
pub fn mount(root: &ShadowRoot, tree: &Element) -> Result<(), JsValue> {
    let document = document(root)?;
    root.insert_before(&create(&document, tree, false)?.into(), None)
        .map(drop)
}

/// Applies patches in order.
///
/// # Errors
/// If an element is gone that the tree knows, or if the browser threw.
pub fn apply(root: &ShadowRoot, patches: &[Patch<'_>]) -> Result<(), JsValue> {
    let document = document(root)?;
    for patch in patches {
        match patch {
            Patch::Set(id, name, value) => set(&find(root, id)?, name, Some(value))?,
            Patch::Unset(id, name) => set(&find(root, id)?, name, None)?,
            Patch::Children(id, children) => {
                set_children(root, &document, &find(root, id)?, children)?
            }
        }
    }
    Ok(())
}

/// Makes the elements of a tree without putting them anywhere.
///
/// # Errors
/// What the browser threw.
pub fn detached(root: &ShadowRoot, tree: &Element) -> Result<web_sys::Element, JsValue> {
    create(&document(root)?, tree, false)
}

fn document(root: &ShadowRoot) -> Result<Document, JsValue> {
    root.owner_document()
        .ok_or_else(|| "the shadow root has no document".into())
}

/// The element with this id in the shadow root.
///
/// # Errors
/// If there is none.
pub fn find(root: &ShadowRoot, id: &str) -> Result<web_sys::Element, JsValue> {
    root.get_element_by_id(id)
        .ok_or_else(|| join(&["the element `", id, "` is gone"]).into())
}

fn create(
    document: &Document,
    element: &Element,
    inside_svg: bool,
) -> Result<web_sys::Element, JsValue> {
    let svg = inside_svg || element.tag == "svg";
    let made = document.create_element_ns(Some(if svg { SVG } else { HTML }), element.tag)?;
    if let Some(id) = &element.id {
        made.set_attribute("id", id)?;
    }
    for (name, value) in &element.attrs {
        set(&made, name, Some(value))?;
    }
    for child in &element.children {
        made.insert_before(&create_node(document, child, svg)?, None)?;
    }
    Ok(made)
}

fn create_node(
    document: &Document,
    node: &Node,
    inside_svg: bool,
) -> Result<web_sys::Node, JsValue> {
    match (node, node.element()) {
        (Node::Text(text), _) => Ok(document.create_text_node(text).into()),
        (_, Some(element)) => Ok(create(document, element, inside_svg)?.into()),
        (_, None) => Err("a node is neither text nor element".into()),
    }
}

/// Sets or takes away an attribute. `checked` has a property beside it: once the visitor used the box, the attribute
/// no longer moves it (the "dirty checkedness flag" of the HTML standard). `open` is its own property.
fn set(element: &web_sys::Element, name: &str, value: Option<&str>) -> Result<(), JsValue> {
    if name == "checked" {
        element
            .unchecked_ref::<HtmlInputElement>()
            .set_checked(value.is_some());
    }
    match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    }
}

/// Takes away what is not kept, then puts each child in its place. What is in place is not touched, because an element
/// that `insertBefore` moves loses the focus (preactjs/preact#3242). `moveBefore` would keep it (whatwg/dom#1307), from
/// Chrome 133 on; Safari does not have it.
fn set_children(
    root: &ShadowRoot,
    document: &Document,
    parent: &web_sys::Element,
    children: &[Child<'_>],
) -> Result<(), JsValue> {
    let svg = parent.namespace_uri().as_deref() == Some(SVG);
    let mut wanted: Vec<web_sys::Node> = Vec::new();
    for child in children {
        wanted.push(match child {
            Child::Keep(id) => find(root, id)?.into(),
            Child::New(node) => create_node(document, node, svg)?,
        });
    }
    let mut next = parent.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        if !wanted.contains(&node) {
            parent.remove_child(&node)?;
        }
    }
    let mut place = parent.first_child();
    for node in wanted {
        if place.as_ref() == Some(&node) {
            place = node.next_sibling();
        } else {
            parent.insert_before(&node, place.as_ref())?;
        }
    }
    Ok(())
}

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
