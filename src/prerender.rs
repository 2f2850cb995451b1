//! Pages rendered at build time: the same words without script. Native only.

use crate::content::{FRONT, LanguageId, UI, Words};
use crate::html::to_html;
use crate::model::{Medium, Model};
use crate::tree::{Element, Node, el};
use crate::view::{opening, view};

/// For the page by itself; what is pasted takes the styles of its host.
const STYLE: &str = "body{margin:0;font:1.125rem/1.6 system-ui,sans-serif;color-scheme:light dark}\
    main{max-width:42rem;margin:auto;padding:1rem;overflow-wrap:break-word}svg{max-width:100%}\
    h1,h2{line-height:1.25}h1{font-size:1.7em}h4,h5,h6{font-size:1em;margin-block:1em .5em}table{border-collapse:collapse}th,td{padding:.3em .5em;text-align:start;vertical-align:top}summary,nav a{padding-block:.6rem}nav a{display:inline-block}\
    hr{margin:0;border:0;border-top:1px solid #8886}";

/// `fallback.<lang>.html`: every sentence of one language, rows as native `details`, no script.
/// A site hosts it, or pastes what stands between the two comments into the element. There the title has level 2, to
/// fit under the heading of somebody else's page, so the page by itself has a heading of its own.
///
/// Returns none if the language is not one of the structure.
///
/// ```
/// use mbc_body_map::{content::{PACKS, Words}, prerender::fallback};
/// let words = Words::read(PACKS[0]).expect("the pack of this build");
/// assert!(fallback("en", words).is_some_and(|page| page.contains("<details")));
/// ```
pub fn fallback(language: &str, words: Words) -> Option<String> {
    let model = page(language, words)?;
    let title = to_html(&el("title").text(words.get(FRONT.title)));
    let heading = to_html(&el("h1").text(words.get(UI.plain_page)));
    let guide = to_html(&bare(&view(&model)));
    let dir = model.language.dir;
    Some(format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{dir}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{title}<style>{STYLE}</style></head>\n\
         <body>\n<main>\n{heading}\n<!-- mbc-body-map: paste from here -->\n{guide}\n<!-- mbc-body-map: to here -->\n</main>\n</body>\n</html>\n",
    ))
}

/// What stands inside the element by default, so that two pasted lines are never a blank: the first words and the
/// signs that cannot wait, a line for each element. `level` is that of its title.
///
/// Returns none if the language is not one of the structure.
pub fn inside(language: &str, words: Words, level: u8) -> Option<String> {
    let mut model = page(language, words)?;
    model.heading_level = level;
    let html = to_html(&bare(&opening(&model)));
    let mut lines = html.replace("><", ">\n<");
    lines.push('\n');
    Some(lines)
}

fn page(language: &str, words: Words) -> Option<Model> {
    let language = LanguageId::find(language)?;
    Some(Model::new(language, words, Medium::Fallback))
}

/// Without what only the style sheet uses: in a page of somebody else, names such as `row` belong to its theme.
/// Rows get a line between them, since without styles they lie closer than a finger can tell apart (WCAG 2.2, 2.5.8).
fn bare(element: &Element) -> Box<Element> {
    let mut bare = el(element.tag);
    bare.id.clone_from(&element.id);
    let kept = |name: &str| name != "class" && !name.starts_with("data-");
    let attrs = element.attrs.iter().filter(|(name, _)| kept(name));
    bare.attrs = attrs.cloned().collect();
    for child in &element.children {
        match (child, child.element()) {
            (Node::Text(text), _) => bare.children.push(Node::Text(text.clone())),
            (_, Some(element)) => {
                let before = bare.children.last().and_then(Node::element);
                let ends_in_row = before.is_some_and(|before| is_row_at(before, <[Node]>::last));
                if ends_in_row && is_row_at(element, <[Node]>::first) {
                    bare.push(el("hr").attr("aria-hidden", "true"));
                }
                bare.push(self::bare(element));
            }
            (_, None) => {}
        }
    }
    bare
}

/// Whether the element is a row, or begins or ends with one.
fn is_row_at(element: &Element, end: fn(&[Node]) -> Option<&Node>) -> bool {
    let inner = || end(&element.children).and_then(Node::element);
    element.tag == "details" || inner().is_some_and(|inner| is_row_at(inner, end))
}
