//! Pages printed at build time: the same words without script. Native only.

use crate::content::{FRONT, LANGUAGES, Words};
use crate::html::to_html;
use crate::model::{Medium, Model};
use crate::tree::el;
use crate::view::view;

/// `fallback.<lang>.html`: every sentence of one language, rows as native `details`, no script, no style.
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
    let number = LANGUAGES.iter().position(|code| *code == language)?;
    let model = Model::new(number as u8, words, Medium::Page);
    let head = el("head")
        .child(el("meta").attr("charset", "utf-8"))
        .child(
            el("meta")
                .attr("name", "viewport")
                .attr("content", "width=device-width, initial-scale=1"),
        )
        .child(el("title").text(words.get(FRONT.title)));
    Some(format!(
        "<!doctype html>\n<html lang=\"{language}\">\n{}\n<body>\n<!-- mbc-body-map: paste from here -->\n{}\n<!-- mbc-body-map: to here -->\n</body>\n</html>\n",
        to_html(&head),
        to_html(&view(&model)),
    ))
}
