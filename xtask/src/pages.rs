//! The HTML pages of `dist/`, and the snippets that are pasted into others.

use crate::bundle::{MODULE, bundle};
use crate::integrity::sri;
use crate::project::Project;
use crate::tools::{command, root, run};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// The base URL in the snippets, which hosts replace by their own.
const HOSTED: &str = "https://example.org/mbc/";

/// Writes the fallback pages, rendered by the widget's own view; the snippets to paste; the page for a frame; and the
/// demo.
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
    let entry = sri(&fs::read(new.join("mbc-body-map.js"))?);
    let hosted = format!("{HOSTED}{}/", env!("CARGO_PKG_VERSION"));
    let (mut all, mut title) = (String::new(), String::new());
    for texts in &content.shell_texts {
        let language = &texts.language;
        let rendered = new.join(format!("inside.{language}.html"));
        let inside = fs::read_to_string(&rendered)?;
        fs::remove_file(rendered)?;
        let whole = |base: &str| {
            let text = escape_html(&texts.whole_guide);
            format!("<p><a href=\"{base}fallback.{language}.html\">{text}</a></p>")
        };
        fs::write(
            new.join(format!("snippet.{language}.html")),
            format!(
                "<script type=\"module\" src=\"{hosted}mbc-body-map.js\" integrity=\"{entry}\" crossorigin=\"anonymous\"></script>\n\
                 <mbc-body-map lang=\"{language}\">\n{inside}{}\n</mbc-body-map>\n",
                whole(&hosted),
            ),
        )?;
        // Ids are unique in a page, so only the first language keeps them.
        let inside = if all.is_empty() {
            title = escape_html(&texts.title);
            inside
        } else {
            without_ids(&inside)
        };
        all += &format!("<div lang=\"{language}\">\n{inside}{}\n</div>\n", whole(""));
    }
    fs::write(
        new.join("embed.html"),
        format!(
            "<!doctype html>\n<html lang=\"{}\" data-mbc-embed>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <script defer src=\"embed.js\"></script>\n<script type=\"module\" src=\"mbc-body-map.js\"></script>\n\
             </head>\n<body>\n<main>\n<mbc-body-map loading=\"eager\">\n{all}</mbc-body-map>\n</main>\n</body>\n</html>\n",
            content
                .shell_texts
                .first()
                .map_or("en", |texts| &texts.language),
        ),
    )?;
    // A classic script, which may be loaded from another origin without CORS.
    bundle(
        "embed.js",
        &parts.join("build.js"),
        &new.join("embed.js"),
        &["--minify", "--format=iife"],
    )?;
    // The demo with the embed builder.
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
