//! What the screen shows, as plain data: elements, texts, and subtrees that are built only when needed.
//!
//! Whatever can change or be acted on has an id, which is its key: patches and events find it by id, and never
//! by its position, because translators and extensions put elements of their own between ours.
//!
//! A tree is normal: no empty text, no two texts side by side, each id once. There is no raw HTML, no script,
//! no style and no handler: they cannot be written. This room knows nothing of the others.

use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;

/// A text, borrowed from the pack or the program where it can be.
pub type Str = Cow<'static, str>;

/// A piece of the screen.
#[derive(Debug)]
pub enum Node {
    /// Words.
    Text(Str),
    /// An element with everything in it.
    Element(Box<Element>),
    /// An element that is built at its first use, and never if its input is that of the tree before.
    Lazy(Box<Lazy>),
}

/// An element. Names of tags and attributes are the program's own, so they need no escaping.
///
/// Builders take and give boxes, and none is inlined: a view is a long row of such calls, and moving elements by
/// value made a quarter of the engine's code.
#[derive(Debug, PartialEq)]
pub struct Element {
    /// `details`, or for the drawing `path`; everything inside `svg` is SVG.
    pub tag: &'static str,
    /// The key, which is the attribute `id`.
    pub id: Option<Str>,
    /// Other attributes, in the order in which they are serialized; an empty value stands for "set".
    pub attrs: Vec<(&'static str, Str)>,
    /// What is inside, in order.
    pub children: Vec<Node>,
}

/// Begins an element.
///
/// ```
/// use mbc_body_map::tree::el;
/// let line = el("p").class("small").text("Call your care team.");
/// assert_eq!(line.attrs, [("class", "small".into())]);
/// ```
#[inline(never)]
pub fn el(tag: &'static str) -> Box<Element> {
    debug_assert!(
        !matches!(tag, "script" | "style"),
        "the widget has no use for `{tag}`"
    );
    Box::new(Element {
        tag,
        id: None,
        attrs: Vec::new(),
        children: Vec::new(),
    })
}

impl Element {
    /// Gives it its key.
    #[inline(never)]
    pub fn id(mut self: Box<Self>, id: Str) -> Box<Self> {
        self.id = Some(id);
        self
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self: Box<Self>, name: &'static str, value: &'static str) -> Box<Self> {
        self.attr_of(name, value.into())
    }

    /// Sets an attribute to a value made at run time.
    #[inline(never)]
    pub fn attr_of(mut self: Box<Self>, name: &'static str, value: Str) -> Box<Self> {
        debug_assert!(
            !name.starts_with("on") && name != "style" && name != "id",
            "`{name}` cannot be set this way"
        );
        // A browser keeps the last of two, a parser the first.
        debug_assert!(
            self.attrs.iter().all(|(set, _)| *set != name),
            "`{name}` is set twice"
        );
        self.attrs.push((name, value));
        self
    }

    /// Sets the attribute `class`.
    #[inline(never)]
    pub fn class(self: Box<Self>, names: &'static str) -> Box<Self> {
        self.attr("class", names)
    }

    /// Sets an attribute without a value, such as `open`, if the condition holds.
    #[inline(never)]
    pub fn flag(self: Box<Self>, name: &'static str, set: bool) -> Box<Self> {
        if set { self.attr(name, "") } else { self }
    }

    /// Adds words; joins them to words before, and leaves out what is empty.
    #[inline(never)]
    pub fn text(self: Box<Self>, words: &'static str) -> Box<Self> {
        self.text_of(words.into())
    }

    /// Adds words made at run time.
    #[inline(never)]
    pub fn text_of(mut self: Box<Self>, words: Str) -> Box<Self> {
        match self.children.last_mut() {
            _ if words.is_empty() => {}
            Some(Node::Text(before)) => before.to_mut().push_str(&words),
            _ => self.children.push(Node::Text(words)),
        }
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(mut self: Box<Self>, child: Box<Element>) -> Box<Self> {
        self.push(child);
        self
    }

    /// Adds a subtree that is built when needed.
    #[inline(never)]
    pub fn lazy(mut self: Box<Self>, child: Box<Lazy>) -> Box<Self> {
        self.children.push(Node::Lazy(child));
        self
    }

    /// Adds an element, in a loop.
    #[inline(never)]
    pub fn push(&mut self, child: Box<Element>) {
        self.children.push(Node::Element(child));
    }
}

impl Node {
    /// The element, built if need be; none for words.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Text(_) => None,
            Node::Element(element) => Some(element),
            Node::Lazy(lazy) => Some(lazy.element()),
        }
    }
}

/// Two trees are equal if their HTML is, however they were built.
impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Text(a), Node::Text(b)) => a == b,
            (a, b) => matches!((a.element(), b.element()), (Some(a), Some(b)) if a == b),
        }
    }
}

/// A subtree that is a function of one small input: with the same input it is neither built nor compared again.
pub struct Lazy {
    id: Str,
    call: Box<dyn Call>,
    built: OnceCell<Rc<Element>>,
}

/// A function with its input, whose type tells which subtree it is.
trait Call: Any {
    fn build(&self) -> Box<Element>;
    fn is(&self, other: &dyn Any) -> bool;
}

struct Applied<I> {
    input: I,
    build: fn(I) -> Box<Element>,
}

impl<I: Clone + PartialEq + 'static> Call for Applied<I> {
    fn build(&self) -> Box<Element> {
        (self.build)(self.input.clone())
    }

    fn is(&self, other: &dyn Any) -> bool {
        other
            .downcast_ref::<Applied<I>>()
            .is_some_and(|other| other.input == self.input)
    }
}

impl Lazy {
    /// A subtree with the key `id`. The same type of input under the same key must mean the same function.
    pub fn new<I: Clone + PartialEq + 'static>(
        id: Str,
        input: I,
        build: fn(I) -> Box<Element>,
    ) -> Box<Lazy> {
        Lazy::boxed(id, Box::new(Applied { input, build }))
    }

    #[inline(never)]
    fn boxed(id: Str, call: Box<dyn Call>) -> Box<Lazy> {
        Box::new(Lazy {
            id,
            call,
            built: OnceCell::new(),
        })
    }

    /// The key of the element, known without building it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The element.
    pub fn element(&self) -> &Element {
        self.built.get_or_init(|| {
            let element = self.call.build();
            debug_assert_eq!(
                element.id.as_deref(),
                Some(self.id()),
                "a lazy subtree has the key it was announced with"
            );
            Rc::new(*element)
        })
    }

    /// Reuses what was built for the same input; false if the input differs.
    pub fn reuse(&self, before: &Lazy) -> bool {
        let same = self.id == before.id && self.call.is(&*before.call as &dyn Any);
        if let (true, Some(built)) = (same, before.built.get()) {
            // A refusal means that it is built already, and then it is equal.
            let _ = self.built.set(Rc::clone(built));
        }
        same
    }
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Lazy({}, built: {})",
            self.id,
            self.built.get().is_some()
        )
    }
}
