//! The HTML pages of `dist/`, and the snippets that are pasted into others.

use crate::bundle::{CLASSIC, MODULE, bundle};
use crate::integrity::sri;
use crate::patch::replace_each_once;
use crate::project::Project;
use crate::tools::{command, root, run};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;

/// The base URL in the snippets, which hosts replace by their own.
const HOSTED: &str = "https://example.org/mbc/";

/// Writes the fallback pages, rendered by the widget's own view, with what the compiler tells search engines; the claims;
/// the snippets to paste; the page for a frame; the demo; and the check.
pub(crate) fn write(
    project: &Project,
    parts: &Path,
    new: &Path,
    content: &mbc_compiler::Output,
) -> Result<()> {
    run(command("cargo")
        .args(["run", "--quiet", "--example", "fallback", "--"])
        .envs(project.content_variable())
        .arg(new))?;
    for (language, lines) in &content.heads {
        let page = new.join(format!("fallback.{language}.html"));
        let html = fs::read_to_string(&page)?;
        let html = replace_each_once(html, &[("</head>", &format!("{lines}</head>"))]);
        fs::write(&page, html.context("the fallback page has no head")?)?;
    }
    fs::write(new.join("claims.json"), &content.claims)?;
    let entry = sri(&fs::read(new.join("mbc-body-map.js"))?);
    let hosted = format!("{HOSTED}{}/", env!("CARGO_PKG_VERSION"));
    let (mut all, mut all_embedded, mut title) = (String::new(), String::new(), String::new());
    for texts in &content.shell_texts {
        let language = &texts.language;
        let taken = |name: &str| {
            let rendered = new.join(format!("{name}.{language}.html"));
            let html = fs::read_to_string(&rendered)?;
            fs::remove_file(rendered)?;
            anyhow::Ok(html)
        };
        let (inside, embedded) = (taken("inside")?, taken("inside-embed")?);
        let of_language = format!("lang=\"{language}\" dir=\"{}\"", texts.dir);
        let whole = |base: &str| {
            let text = escape_html(&texts.whole_guide);
            format!("<p {of_language}><a href=\"{base}fallback.{language}.html\">{text}</a></p>")
        };
        // Markdown processors and `wpautop` know no custom elements: without a block around it they put the tag into a
        // paragraph, which the parser of HTML closes, and the element with it, before the first word (showdown 2.1,
        // @wordpress/autop 4.56; markedjs/marked#3850, trentm/python-markdown2#342). The start tags of both share a line,
        // so that no blank line gets between them.
        fs::write(
            new.join(format!("snippet.{language}.html")),
            format!(
                "<script type=\"module\" src=\"{hosted}mbc-body-map.js\" integrity=\"{entry}\" crossorigin=\"anonymous\"></script>\n\
                 <div><mbc-body-map lang=\"{language}\">\n{inside}{}\n</mbc-body-map>\n</div>\n",
                whole(&hosted),
            ),
        )?;
        if title.is_empty() {
            title = escape_html(&texts.title);
        }
        for (all, inside) in [(&mut all, inside), (&mut all_embedded, embedded)] {
            // Ids are unique in a page, so only the first language keeps them.
            let inside = if all.is_empty() {
                inside
            } else {
                without_ids(&inside)
            };
            *all += &format!("<div {of_language}>\n{inside}{}\n</div>\n", whole(""));
        }
    }
    let first = content
        .shell_texts
        .first()
        .context("content has a language")?;
    fs::write(
        new.join("embed.html"),
        format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{}\" data-mbc-embed>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex, indexifembedded\">\n<title>{title}</title>\n\
             <script defer src=\"embed.js\"></script>\n<script type=\"module\" src=\"mbc-body-map.js\"></script>\n\
             </head>\n<body>\n<main>\n<mbc-body-map loading=\"eager\" heading-level=\"1\">\n{all_embedded}</mbc-body-map>\n</main>\n</body>\n</html>\n",
            first.language, first.dir,
        ),
    )?;
    // A classic script, which may be loaded from another origin without CORS.
    bundle(
        "embed.js",
        &parts.join("build.js"),
        &new.join("embed.js"),
        CLASSIC,
    )?;
    // The demo with the embed builder, and the check of pages.
    let demo = fs::read_to_string(root().join("www/index.html"))?;
    fs::write(
        new.join("index.html"),
        demo.replace("\n@WORDS@", &format!("\n{all}")),
    )?;
    fs::copy(root().join("www/builder.css"), new.join("builder.css"))?;
    bundle(
        "builder.js",
        &parts.join("build.js"),
        &new.join("builder.js"),
        MODULE,
    )?;
    check(parts, new, content)
}

/// Writes the check of pages, which knows the values that the content gives attributes.
fn check(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    fs::copy(root().join("www/check.html"), new.join("check.html"))?;
    let languages: Vec<&String> = content.packs.iter().map(|(language, _)| language).collect();
    let filled_in = [
        format!("--define:PLACES={}", serde_json::to_string(&content.sites)?),
        format!("--define:LANGUAGES={}", serde_json::to_string(&languages)?),
    ];
    let options: Vec<&str> = MODULE
        .iter()
        .copied()
        .chain(filled_in.iter().map(String::as_str))
        .collect();
    bundle(
        "check.js",
        &parts.join("build.js"),
        &new.join("check.js"),
        &options,
    )
}

/// Escapes a text for HTML, where it is then shown as it is.
fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn without_ids(html: &str) -> String {
    let mut parts = html.split(" id=\"");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out += part.split_once('"').map_or(part, |(_, rest)| rest);
    }
    out
}
