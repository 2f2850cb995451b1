//! The drawing: SVG in, the same tree as static data out.
//!
//! Checked against the content: each place in the body has a pin with its number, and a shape to press or
//! the outline; no shape and no pin is without a place; every reference inside the drawing resolves.

use crate::diagnostic::{Diagnostic, Files};
use crate::source::Book;
use roxmltree::{Document, Node};
use std::ops::Range;

/// An element of the drawing.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) tag: String,
    pub(crate) attrs: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Shape>,
}

#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) root: Shape,
}

/// So many elements may lie in each other; each is a step of the widget's own walk through the drawing.
const DEEPEST: usize = 32;

/// What may be drawn: no script, no style, no raster, nothing from elsewhere.
const TAGS: &[&str] = &[
    "svg",
    "defs",
    "linearGradient",
    "stop",
    "pattern",
    "clipPath",
    "path",
    "g",
    "use",
    "circle",
    "text",
];

pub(crate) fn compile(files: &Files, book: &Book) -> Result<Figure, Vec<Diagnostic>> {
    let file = book.figure;
    let mut out = Vec::new();
    let document = match Document::parse(files.text(file)) {
        Ok(document) => document,
        Err(error) => {
            let pos = error.pos();
            let mut lines = files.text(file).split_inclusive('\n');
            let line_start: usize = lines
                .by_ref()
                .take(pos.row.saturating_sub(1) as usize)
                .map(str::len)
                .sum();
            let before = lines
                .next()
                .unwrap_or_default()
                .chars()
                .take(pos.col.saturating_sub(1) as usize);
            let at = files.place(file, line_start + before.map(char::len_utf8).sum::<usize>());
            let message = format!(
                "not SVG: {}",
                error.to_string().replace(&format!(" at {pos}"), "")
            );
            return Err(vec![files.diagnostic(
                at,
                message,
                "close every `<g>` with `</g>`, or export the drawing anew",
            )]);
        }
    };
    let mut report = |at: Range<usize>, message: String, help: String| {
        out.push(files.diagnostic(files.place(file, at.start), message, help));
    };
    let elements: Vec<Node<'_, '_>> = document.descendants().filter(Node::is_element).collect();
    let ids: Vec<&str> = elements
        .iter()
        .filter_map(|node| node.attribute("id"))
        .collect();
    for node in &elements {
        let tag = node.tag_name().name();
        if !TAGS.contains(&tag) {
            report(
                node.range(),
                format!("`<{tag}>` may not be drawn"),
                format!("use one of: {}", TAGS.join(", ")),
            );
        }
        for attribute in node.attributes() {
            let name = attribute.name();
            if name.starts_with("on") || name == "style" {
                let help =
                    "take it away; write colours and lines as attributes, for instance `fill`"
                        .into();
                report(
                    attribute.range(),
                    format!("`{name}` may not stand here"),
                    help,
                );
            }
            if leads_elsewhere(name, attribute.value()) {
                let help = "point to an id inside the drawing, for instance `#edge`".into();
                report(
                    attribute.range(),
                    format!("`{name}` leads out of the drawing"),
                    help,
                );
            }
            for id in references(name, attribute.value()) {
                if !ids.contains(&id.as_str()) {
                    report(
                        attribute.range(),
                        format!("`#{id}` is nowhere in the drawing"),
                        format!("use one of: {}", ids.join(", ")),
                    );
                }
            }
        }
    }
    if let Some(deep) = elements
        .iter()
        .find(|node| node.ancestors().nth(DEEPEST + 1).is_some())
    {
        let message = format!("more than {DEEPEST} elements lie in each other");
        report(deep.range(), message, "ungroup what needs no group".into());
    }
    let sites: Vec<&str> = book.languages[0]
        .sites
        .iter()
        .map(|site| site.id.text.as_str())
        .collect();
    let root = document.root_element();
    for attribute in ["data-region", "data-outline", "data-pin"] {
        for node in &elements {
            let Some(site) = node.attribute(attribute) else {
                continue;
            };
            let Some(number) = sites
                .iter()
                .position(|known| *known == site)
                .map(|position| position + 1)
            else {
                let help = format!("name one of: {}", sites.join(", "));
                report(
                    node.range(),
                    format!("`{attribute}=\"{site}\"` is no place of the content"),
                    help,
                );
                continue;
            };
            if attribute == "data-region"
                && !node
                    .descendants()
                    .any(|shape| shape.attribute("class") == Some("hit"))
            {
                report(
                    node.range(),
                    format!("`{site}` has no shape to press"),
                    "add a shape of class `hit`".into(),
                );
            }
            let shown: String = node
                .descendants()
                .filter(Node::is_text)
                .filter_map(|text| text.text())
                .collect();
            if attribute == "data-pin" && shown.trim() != number.to_string() {
                report(
                    node.range(),
                    format!("the pin of `{site}` shows `{}`", shown.trim()),
                    format!("write {number}, as in the list"),
                );
            }
        }
    }
    for site in &sites {
        let has = |attribute: &str| {
            elements
                .iter()
                .any(|node| node.attribute(attribute) == Some(site))
        };
        if !has("data-pin") {
            report(
                root.range(),
                format!("`{site}` has no pin"),
                format!("add a group with `data-pin=\"{site}\"`"),
            );
        }
        if !has("data-region") && !has("data-outline") {
            report(
                root.range(),
                format!("`{site}` is not drawn"),
                format!("add a group with `data-region=\"{site}\"`"),
            );
        }
    }
    if out.is_empty() {
        Ok(Figure { root: shape(root) })
    } else {
        Err(out)
    }
}

/// Whether an attribute points to anything but an id: `href="a.svg"`, `fill="url(a.svg#b)"`.
fn leads_elsewhere(name: &str, value: &str) -> bool {
    (name == "href" && !value.starts_with('#'))
        || value
            .split("url(")
            .skip(1)
            .any(|rest| !rest.starts_with('#'))
}

/// Ids that an attribute points to: `href="#a"`, `fill="url(#a) …"`.
fn references(name: &str, value: &str) -> Vec<String> {
    let mut found: Vec<String> = value
        .split("url(#")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap_or_default().to_string())
        .collect();
    if name == "href" {
        found.extend(value.strip_prefix('#').map(str::to_string));
    }
    found
}

fn shape(node: Node<'_, '_>) -> Shape {
    let attrs = node
        .attributes()
        .map(|attribute| (attribute.name().into(), attribute.value().into()))
        .collect();
    let text = if node.tag_name().name() == "text" {
        node.text().unwrap_or_default().trim().to_string()
    } else {
        String::new()
    };
    let children = node
        .children()
        .filter(Node::is_element)
        .map(shape)
        .collect();
    Shape {
        tag: node.tag_name().name().to_string(),
        attrs,
        text,
        children,
    }
}
