//! A tree as HTML text. Everything is escaped; what must not be escaped cannot be in a tree.

use crate::tree::{Element, Node};

/// Elements that have no end tag.
const VOID: &[&str] = &["br", "hr", "img", "input", "link", "meta"];

/// Serializes an element with everything in it, on one line.
///
/// ```
/// use mbc_body_map::{html::to_html, tree::el};
/// assert_eq!(to_html(&el("p").id("a".into()).text("5 < 7 & so on")), "<p id=\"a\">5 &lt; 7 &amp; so on</p>");
/// ```
pub fn to_html(element: &Element) -> String {
    let mut out = String::new();
    write_element(element, &mut out);
    out
}

fn write_element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.tag);
    let id = element.id.as_ref().map(|id| ("id", id));
    for (name, value) in id
        .into_iter()
        .chain(element.attrs.iter().map(|(name, value)| (*name, value)))
    {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    out.push('>');
    if VOID.contains(&element.tag) {
        debug_assert!(
            element.children.is_empty(),
            "`{}` can hold nothing",
            element.tag
        );
        return;
    }
    for child in &element.children {
        match child {
            Node::Text(text) => escape(text, out),
            other => {
                if let Some(element) = other.element() {
                    write_element(element, out);
                }
            }
        }
    }
    out.push_str("</");
    out.push_str(element.tag);
    out.push('>');
}

/// The same five characters everywhere, so that a text is safe in an attribute too.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}
