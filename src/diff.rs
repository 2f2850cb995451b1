//! The way from one tree to the next, as data.
//!
//! Only what has a key is changed: a patch names an element by its id. Where something without a key differs,
//! the children of the nearest element with one are replaced, except those that have keys of their own.
//! Applying a patch twice changes nothing more, so it does not matter what the browser has done by itself.

use crate::tree::{Element, Node, Str};

/// One change to the element with this id.
#[derive(Debug, PartialEq)]
pub enum Patch<'a> {
    /// Set an attribute.
    Set(&'a str, &'static str, &'a Str),
    /// Take an attribute away.
    Unset(&'a str, &'static str),
    /// Let these be its children, in this order.
    Children(&'a str, Vec<Child<'a>>),
}

/// A child of a changed list.
#[derive(Debug, PartialEq)]
pub enum Child<'a> {
    /// The child with this id, which is there already.
    Keep(&'a str),
    /// A new one.
    New(&'a Node),
}

/// Compares two trees whose root is the same element with the same id.
///
/// Parts with equal input are not looked into, and the new tree reuses what the old one had built.
pub fn diff<'a>(old: &Element, new: &'a Element) -> Vec<Patch<'a>> {
    debug_assert!(
        new.id.is_some() && old.id == new.id && old.tag == new.tag,
        "roots have the same key"
    );
    let mut patches = Vec::new();
    if let Some(id) = new.id.as_deref() {
        keyed(id, old, new, &mut patches);
    }
    patches
}

fn keyed<'a>(id: &'a str, old: &Element, new: &'a Element, out: &mut Vec<Patch<'a>>) {
    for (name, value) in &new.attrs {
        if !old
            .attrs
            .iter()
            .any(|(other, before)| other == name && before == value)
        {
            out.push(Patch::Set(id, name, value));
        }
    }
    for (name, _) in &old.attrs {
        if !new.attrs.iter().any(|(other, _)| other == name) {
            out.push(Patch::Unset(id, name));
        }
    }
    let mark = out.len();
    if !children(&old.children, &new.children, out) {
        out.truncate(mark);
        replace_children(id, old, new, out);
    }
}

/// Compares lists of children position by position; false if that cannot tell the difference.
fn children<'a>(old: &[Node], new: &'a [Node], out: &mut Vec<Patch<'a>>) -> bool {
    old.len() == new.len()
        && old
            .iter()
            .zip(new)
            .all(|(before, after)| node(before, after, out))
}

fn node<'a>(old: &Node, new: &'a Node, out: &mut Vec<Patch<'a>>) -> bool {
    match (old, new) {
        (Node::Text(before), Node::Text(after)) => before == after,
        // The key of a lazy child is known without building it.
        (Node::Lazy(before), Node::Lazy(after)) if after.reuse(before) => true,
        _ => match (old.element(), new.element()) {
            (Some(before), Some(after)) => same_place(before, after) && inside(before, after, out),
            _ => false,
        },
    }
}

fn same_place(old: &Element, new: &Element) -> bool {
    old.tag == new.tag && old.id == new.id
}

fn inside<'a>(old: &Element, new: &'a Element, out: &mut Vec<Patch<'a>>) -> bool {
    match new.id.as_deref() {
        Some(id) => {
            keyed(id, old, new, out);
            true
        }
        None => old.attrs == new.attrs && children(&old.children, &new.children, out),
    }
}

/// A new list of children, which keeps those with keys. What changes inside a kept one comes first.
fn replace_children<'a>(id: &'a str, old: &Element, new: &'a Element, out: &mut Vec<Patch<'a>>) {
    let mut list = Vec::new();
    for child in &new.children {
        list.push(match key_of(child) {
            Some(key) if keep(key, &old.children, child, out) => Child::Keep(key),
            _ => Child::New(child),
        });
    }
    out.push(Patch::Children(id, list));
}

/// Whether one of the old children can stay as this one, changed as it need be.
fn keep<'a>(key: &'a str, old: &[Node], child: &'a Node, out: &mut Vec<Patch<'a>>) -> bool {
    let Some(before) = old.iter().find(|before| key_of(before) == Some(key)) else {
        return false;
    };
    if let (Node::Lazy(before), Node::Lazy(after)) = (before, child)
        && after.reuse(before)
    {
        return true;
    }
    match (before.element(), child.element()) {
        (Some(before), Some(after)) if same_place(before, after) => {
            keyed(key, before, after, out);
            true
        }
        _ => false,
    }
}

fn key_of(node: &Node) -> Option<&str> {
    match node {
        Node::Text(_) => None,
        Node::Element(element) => element.id.as_deref(),
        Node::Lazy(lazy) => Some(lazy.id()),
    }
}
