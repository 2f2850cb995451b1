//! The drawing: parses the SVG into a tree that [`crate::emit`] writes as static data.
//!
//! Checks it against the content: each region of the body has a pin with its number, and a clickable shape or the
//! outline; each shape and each pin belongs to a region; every reference inside the drawing resolves.

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::schema::SITE;
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

/// The maximum nesting depth: the widget walks the drawing recursively.
const DEEPEST: usize = 32;

/// The allowed elements and attributes: no script, no style, no raster image, no external resource.
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

/// Reads and checks the drawing.
pub(crate) fn compile(files: &Files, book: &Book) -> Result<Figure, Vec<Diagnostic>> {
    let file = book.figure;
    let document =
        Document::parse(files.text(file)).map_err(|error| vec![not_svg(files, file, &error)])?;
    let sites = book.reference().all(&SITE).iter();
    let mut check = Check {
        files,
        file,
        elements: document.descendants().filter(Node::is_element).collect(),
        sites: sites.map(|site| site.id.text.as_str()).collect(),
        out: Vec::new(),
    };
    check.elements();
    check.places();
    check.every_place_is_drawn(document.root_element());
    if check.out.is_empty() {
        let root = shape(document.root_element());
        Ok(Figure { root })
    } else {
        Err(check.out)
    }
}

fn not_svg(files: &Files, file: usize, error: &roxmltree::Error) -> Diagnostic {
    let pos = error.pos();
    let mut lines = files.text(file).split_inclusive('\n');
    let before = pos.row.saturating_sub(1) as usize;
    let line_start: usize = lines.by_ref().take(before).map(str::len).sum();
    let line = lines.next().unwrap_or_default().chars();
    let column: usize = line
        .take(pos.col.saturating_sub(1) as usize)
        .map(char::len_utf8)
        .sum();
    let reason = error.to_string().replace(&format!(" at {pos}"), "");
    files.diagnostic(
        files.location(file, line_start + column),
        format!("not SVG: {reason}"),
        "close every `<g>` with `</g>`, or export the drawing anew",
    )
}

struct Check<'a, 'd> {
    files: &'a Files,
    file: usize,
    elements: Vec<Node<'d, 'd>>,
    /// Ids of the regions of the content, in order.
    sites: Vec<&'a str>,
    out: Vec<Diagnostic>,
}

impl<'d> Check<'_, 'd> {
    fn report(&mut self, at: Range<usize>, message: String, help: impl Into<String>) {
        let at = self.files.location(self.file, at.start);
        self.out.push(self.files.diagnostic(at, message, help));
    }

    /// Checks which elements are allowed, and what attributes may refer to.
    fn elements(&mut self) {
        let elements = self.elements.clone();
        let ids: Vec<&str> = elements
            .iter()
            .filter_map(|node| node.attribute("id"))
            .collect();
        for node in &elements {
            let tag = node.tag_name().name();
            if !TAGS.contains(&tag) {
                let help = format!("use one of: {}", TAGS.join(", "));
                self.report(node.range(), format!("`<{tag}>` may not be drawn"), help);
            }
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                if name.starts_with("on") || name == "style" {
                    let help =
                        "take it away; write colours and lines as attributes, for instance `fill`";
                    self.report(
                        attribute.range(),
                        format!("`{name}` may not stand here"),
                        help,
                    );
                }
                if leads_elsewhere(name, value) {
                    let help = "point to an id inside the drawing, for instance `#edge`";
                    self.report(
                        attribute.range(),
                        format!("`{name}` leads out of the drawing"),
                        help,
                    );
                }
                for id in references(name, value) {
                    if !ids.contains(&id.as_str()) {
                        let message = format!("`#{id}` is nowhere in the drawing");
                        let help = format!("use one of: {}", ids.join(", "));
                        self.report(attribute.range(), message, help);
                    }
                }
            }
        }
        let deep = |node: &&Node<'_, '_>| node.ancestors().nth(DEEPEST + 1).is_some();
        if let Some(deep) = elements.iter().find(deep) {
            let message = format!("more than {DEEPEST} elements lie in each other");
            self.report(deep.range(), message, "ungroup what needs no group");
        }
    }

    /// Checks the regions in the drawing: each shape is clickable, each pin shows its number.
    fn places(&mut self) {
        for attribute in ["data-region", "data-outline", "data-pin"] {
            for node in self.elements.clone() {
                let Some(site) = node.attribute(attribute) else {
                    continue;
                };
                let Some(place) = self.sites.iter().position(|known| *known == site) else {
                    let message = format!("`{attribute}=\"{site}\"` is no place of the content");
                    let help = format!("name one of: {}", self.sites.join(", "));
                    self.report(node.range(), message, help);
                    continue;
                };
                let is_hit = |shape: Node<'_, '_>| shape.attribute("class") == Some("hit");
                if attribute == "data-region" && !node.descendants().any(is_hit) {
                    let message = format!("`{site}` has no shape to press");
                    self.report(node.range(), message, "add a shape of class `hit`");
                }
                let number = place + 1;
                let texts = node.descendants().filter(Node::is_text);
                let shown: String = texts.filter_map(|text| text.text()).collect();
                if attribute == "data-pin" && shown.trim() != number.to_string() {
                    let message = format!("the pin of `{site}` shows `{}`", shown.trim());
                    self.report(
                        node.range(),
                        message,
                        format!("write {number}, as in the list"),
                    );
                }
            }
        }
    }

    fn every_place_is_drawn(&mut self, root: Node<'d, 'd>) {
        for site in self.sites.clone() {
            let has = |attribute: &str| {
                let mut elements = self.elements.iter();
                elements.any(|node| node.attribute(attribute) == Some(site))
            };
            let (has_pin, is_drawn) = (has("data-pin"), has("data-region") || has("data-outline"));
            if !has_pin {
                let help = format!("add a group with `data-pin=\"{site}\"`");
                self.report(root.range(), format!("`{site}` has no pin"), help);
            }
            if !is_drawn {
                let help = format!("add a group with `data-region=\"{site}\"`");
                self.report(root.range(), format!("`{site}` is not drawn"), help);
            }
        }
    }
}

/// Whether an attribute refers to anything but an id: `href="a.svg"`, `fill="url(a.svg#b)"`.
fn leads_elsewhere(name: &str, value: &str) -> bool {
    (name == "href" && !value.starts_with('#'))
        || value
            .split("url(")
            .skip(1)
            .any(|rest| !rest.starts_with('#'))
}

/// Ids that an attribute refers to: `href="#a"`, `fill="url(#a) …"`.
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
