//! Pages rendered at build time: the same words without script. Native only.

use crate::content::{FRONT, LanguageId, Words};
use crate::html::to_html;
use crate::model::{Medium, Model};
use crate::tree::{Element, Node, el};
use crate::view::{opening, view};

/// For the page by itself; what is pasted takes the styles of its host.
const STYLE: &str = "body{margin:0;font:1.125rem/1.6 system-ui,sans-serif;color-scheme:light dark}\
    main{max-width:42rem;margin:auto;padding:1rem;overflow-wrap:break-word}svg{max-width:100%}\
    h4,h5,h6{font-size:1em;margin-block:1em .5em}table{border-collapse:collapse}th,td{padding:.3em .5em;text-align:start;vertical-align:top}summary,nav a{padding-block:.6rem}nav a{display:inline-block}";

/// `fallback.<lang>.html`: every sentence of one language, rows as native `details`, no script.
/// A site hosts it, or pastes what stands between the two comments into the element.
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
    let guide = to_html(&bare(&view(&model)));
    Some(format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{title}<style>{STYLE}</style></head>\n\
         <body>\n<main>\n<!-- mbc-body-map: paste from here -->\n{guide}\n<!-- mbc-body-map: to here -->\n</main>\n</body>\n</html>\n",
    ))
}

/// What stands inside the element by default, so that two pasted lines are never a blank: the first words and the
/// signs that cannot wait, a line for each element.
///
/// Returns none if the language is not one of the structure.
pub fn inside(language: &str, words: Words) -> Option<String> {
    let html = to_html(&bare(&opening(&page(language, words)?)));
    let mut lines = html.replace("><", ">\n<");
    lines.push('\n');
    Some(lines)
}

fn page(language: &str, words: Words) -> Option<Model> {
    let language = LanguageId::find(language)?;
    Some(Model::new(language, words, Medium::Fallback))
}

/// Without what only the style sheet uses: in a page of somebody else, names such as `row` belong to its theme.
fn bare(element: &Element) -> Box<Element> {
    let mut bare = el(element.tag);
    bare.id.clone_from(&element.id);
    let kept = |name: &str| name != "class" && !name.starts_with("data-");
    let attrs = element.attrs.iter().filter(|(name, _)| kept(name));
    bare.attrs = attrs.cloned().collect();
    for child in &element.children {
        match (child, child.element()) {
            (Node::Text(text), _) => bare.children.push(Node::Text(text.clone())),
            (_, Some(element)) => bare.push(self::bare(element)),
            (_, None) => {}
        }
    }
    bare
}
