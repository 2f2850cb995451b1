//! The figure: the drawing as it was made, and which place is open. It mirrors the rows and is hidden from
//! assistive technology, which has the rows.

use super::context::ViewContext;
use super::parts::text_el;
use crate::content::{FIGURE, FRONT, SiteId};
use crate::key::{FALLBACK_PREFIX, Key, Single};
use crate::model::Row;
use crate::text::join;
use crate::tree::{Element, Lazy, el};

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Input {
    pub(super) context: ViewContext,
    pub(super) open: Option<SiteId>,
}

/// The figure with its caption.
pub(super) fn figure(Input { context, open }: Input) -> Box<Element> {
    let frame = el("div")
        .id(context.id(Single::FigureBox))
        .class("fig")
        .attr("data-on", open.map_or("", |site| site.id))
        .lazy(Lazy::new(
            context.id(Single::Drawing),
            Drawing(context),
            drawing,
        ));
    el("figure")
        .id(context.id(Single::Figure))
        .class("fig-only")
        .attr("aria-hidden", "true")
        .child(frame)
        .child(text_el(context, "figcaption", FRONT.map_caption).class("small"))
}

#[derive(Clone, Copy, PartialEq)]
struct Drawing(ViewContext);

fn drawing(Drawing(context): Drawing) -> Box<Element> {
    let mut reader = Reader {
        element: 0,
        attr: 0,
        context,
    };
    reader.shape().id(context.id(Single::Drawing))
}

/// Where in the table of the drawing we are.
struct Reader {
    element: usize,
    attr: usize,
    context: ViewContext,
}

impl Reader {
    fn shape(&mut self) -> Box<Element> {
        let Some([name, attrs, children]) = FIGURE.elements.get(self.element).copied() else {
            return el("g");
        };
        self.element += 1;
        let mut element = el(FIGURE.name(name));
        let mut place = None;
        for _ in 0..attrs {
            let name = FIGURE
                .attrs
                .get(self.attr)
                .map_or("", |name| FIGURE.name(*name));
            let value = FIGURE.value(self.attr);
            self.attr += 1;
            element = match name {
                "" => element.text(value),
                "id" => {
                    let key = Key::parse(value);
                    debug_assert!(key.is_some(), "the drawing knows its ids");
                    if let Some(Key::Shape(site) | Key::Pin(site)) = key {
                        place = Some(site);
                    }
                    element.id(self.context.id(key.unwrap_or(Key::Drawn(value))))
                }
                // On a page the ids of the drawing are longer, and so is what points to them.
                "href" if self.context.is_fallback() => {
                    let id = value.trim_start_matches('#');
                    element.attr_of("href", join(&["#", FALLBACK_PREFIX, id]).into())
                }
                name if self.context.is_fallback() && value.contains("url(#") => {
                    let prefixed = join(&["url(#", FALLBACK_PREFIX]);
                    element.attr_of(name, value.replace("url(#", &prefixed).into())
                }
                name => element.attr(name, value),
            };
        }
        for _ in 0..children {
            element.push(self.shape());
        }
        match place {
            // Without script a link does what a press does in the widget: it leads into the panel, which opens the
            // row. The figure is hidden from assistive technology, and no second stop for the keyboard.
            Some(site) if self.context.is_fallback() => {
                let panel = self.context.id(Key::Panel(Row::Site(site)));
                el("a")
                    .attr_of("href", join(&["#", &panel]).into())
                    .attr("tabindex", "-1")
                    .child(element)
            }
            _ => element,
        }
    }
}
