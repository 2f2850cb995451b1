//! The figure: the drawing as it was made, and which place is open. It mirrors the rows and is hidden from
//! assistive technology, which has the rows.

use super::parts::say;
use super::{Scene, join};
use crate::content::{FIGURE, FRONT, SITES};
use crate::tree::{Element, Lazy, el};

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Input {
    pub(super) scene: Scene,
    pub(super) open: Option<u8>,
}

/// The figure with its caption.
pub(super) fn figure(Input { scene, open }: Input) -> Box<Element> {
    let open = open.and_then(|site| SITES.get(usize::from(site)));
    let frame = el("div")
        .id(scene.id("fig", ""))
        .class("fig")
        .attr("data-on", open.map_or("", |site| site.id))
        .lazy(Lazy::new(scene.id("drawing", ""), Drawing(scene), drawing));
    el("figure")
        .id(scene.id("figure", ""))
        .class("fig-only")
        .attr("aria-hidden", "true")
        .child(frame)
        .child(say(scene, "figcaption", FRONT.caption).class("small"))
}

#[derive(Clone, Copy, PartialEq)]
struct Drawing(Scene);

fn drawing(Drawing(scene): Drawing) -> Box<Element> {
    let mut reader = Reader {
        element: 0,
        attr: 0,
        scene,
    };
    reader.shape().id(scene.id("drawing", ""))
}

/// Where in the table of the drawing we are.
struct Reader {
    element: usize,
    attr: usize,
    scene: Scene,
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
                    if self.scene.is_page() {
                        let of = |id| value.split_once('-').is_some_and(|(_, of)| of == id);
                        place = SITES.iter().find(|site| of(site.id));
                    }
                    element.id(self.scene.id(value, ""))
                }
                // On a page the ids of the drawing are longer, and so is what points to them.
                name if self.scene.is_page() && value.contains("#fig-") => element.attr_of(
                    name,
                    value
                        .replace("#fig-", &join(&["#", &self.scene.id("fig-", "")]))
                        .into(),
                ),
                name => element.attr(name, value),
            };
        }
        for _ in 0..children {
            element.push(self.shape());
        }
        match place {
            // Without script a link does what a press does in the widget: it leads into the panel, which opens the
            // row. The figure is hidden from assistive technology, and no second stop for the keyboard.
            Some(site) => el("a")
                .attr_of(
                    "href",
                    join(&["#", &self.scene.id("site-", site.id), "-panel"]).into(),
                )
                .attr("tabindex", "-1")
                .child(element),
            None => element,
        }
    }
}
