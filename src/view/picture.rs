//! Small pictures beside words that say the same: a hundred dots for a share, the scale of HER2, and which results name
//! which type. They are drawn in the colour of the text and hidden from assistive technology. What is written in them
//! are the letters and signs of laboratory reports, which are the same in every language.

use super::context::ViewContext;
use super::parts::text_el;
use crate::content::{TextId, UI};
use crate::text::{join, number};
use crate::tree::{Element, el};

/// How many dots stand in a row.
const ROW: usize = 25;

/// The number of a share "N in 100", in any language: the last number before a 100.
fn share(text: &str) -> Option<usize> {
    let mut before = None;
    let mut number = None;
    let mut is_decimal = false;
    // Byte by byte: searching by patterns brings 2 KB of the standard library along.
    for byte in text.bytes().chain([b' ']) {
        if byte.is_ascii_digit() {
            let digit = usize::from(byte - b'0');
            // Of what is no whole number, no dots can be drawn.
            number = Some(if is_decimal {
                usize::MAX
            } else {
                let before = number.unwrap_or(0usize);
                before.saturating_mul(10).saturating_add(digit)
            });
        } else if matches!(byte, b'.' | b',') && number.is_some() && !is_decimal {
            // The end of a sentence or a part of one, or a decimal point: the next byte tells.
            is_decimal = true;
        } else {
            match number.take() {
                Some(100) => return before.filter(|share| *share <= 100),
                Some(found) => before = Some(found),
                None => {}
            }
            is_decimal = false;
        }
    }
    None
}

fn picture(
    class: &'static str,
    view_box: &'static str,
    [width, height]: [&'static str; 2],
) -> Box<Element> {
    // Size and paint for pages without a style sheet.
    el("svg")
        .class(class)
        .attr("viewBox", view_box)
        .attr("width", width)
        .attr("height", height)
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-linecap", "round")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
}

/// Adds the picture of a share, if the text says one. On a page without script the words are enough.
pub(super) fn add_share(context: ViewContext, to: &mut Element, text: TextId) {
    if context.is_fallback() {
        return;
    }
    if let Some(share) = share(context.text(text)) {
        to.push(dots(share));
        to.push(caption(context, UI.dots));
    }
}

/// A hundred dots, so many of them full.
fn dots(share: usize) -> Box<Element> {
    let mut full = String::new();
    let mut empty = String::new();
    for dot in 0..100 {
        let path = if dot < share { &mut full } else { &mut empty };
        let (x, y) = (dot % ROW * 10 + 5, dot / ROW * 10 + 5);
        // A line of no length with round ends is a dot.
        let at = if dot < share {
            "h0"
        } else {
            "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
        };
        path.push_str(&join(&["M", &number(x), " ", &number(y), at]));
    }
    picture("dots", "0 0 250 40", ["250", "40"])
        .child(
            el("path")
                .attr_of("d", full.into())
                .attr("stroke-width", "8"),
        )
        .child(
            el("path")
                .attr_of("d", empty.into())
                .attr("stroke-width", "1"),
        )
}

/// What a picture shows, for whoever sees it: the words beside it say the same.
pub(super) fn caption(context: ViewContext, text: TextId) -> Box<Element> {
    text_el(context, "p", text)
        .class("small")
        .attr("aria-hidden", "true")
}

/// Four cells whose edge stains more and more: 0, 1+, 2+, 3+. What is written stands beside the drawings and not in
/// them, where its contrast could not be told.
pub(super) fn her2_scale() -> Box<Element> {
    let mut scale = el("p").class("scale").attr("aria-hidden", "true");
    for (width, score) in [("0.8", "0"), ("2", "1+"), ("4", "2+"), ("7", "3+")] {
        let edge = el("circle")
            .attr("cx", "20")
            .attr("cy", "20")
            .attr("r", "15")
            .attr("stroke-width", width);
        let cell = picture("cell", "0 0 40 40", ["40", "40"]).child(edge);
        scale.push(el("span").child(cell).text(score).text(" "));
    }
    scale
}

/// HER2 positive? If not, a hormone receptor positive? If not, the type without any of the three.
pub(super) fn which_type(none: &'static str) -> Box<Element> {
    let boxed = |text| el("span").text(text);
    let step = |asked, named| {
        let line = el("p").child(boxed(asked));
        line.text(" + → ").child(boxed(named))
    };
    let otherwise = || el("p").text("− ↓");
    el("div")
        .class("flow")
        .attr("aria-hidden", "true")
        .child(step("HER2 ?", "HER2 +"))
        .child(otherwise())
        .child(step("ER · PR ?", "ER · PR +"))
        .child(otherwise())
        .child(el("p").child(boxed(none)))
}
