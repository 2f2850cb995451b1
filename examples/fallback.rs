//! Renders into a folder, for every language, `fallback.<lang>.html`, and what stands inside the element: `inside.<lang>.html`
//! for a page of somebody else, `inside-embed.<lang>.html` for a page of its own, whose title is its first heading:
//! `cargo run --example fallback -- dist`.

#[cfg(not(target_family = "wasm"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use mbc_body_map::content::{LanguageId, PACKS, Words};
    use mbc_body_map::prerender::{fallback, inside};
    let folder = std::env::args_os()
        .nth(1)
        .map(std::path::PathBuf::from)
        .ok_or("name the folder to print into")?;
    for (language, pack) in LanguageId::all().zip(PACKS) {
        let (code, words) = (language.code, Words::read(pack)?);
        for (name, page) in [
            ("fallback", fallback(code, words)),
            ("inside", inside(code, words, 2)),
            ("inside-embed", inside(code, words, 1)),
        ] {
            let page = page.ok_or("a language without a structure")?;
            let page = if name == "inside" {
                by_block(&page)
            } else {
                page
            };
            std::fs::write(folder.join(format!("{name}.{code}.html")), page)?;
        }
    }
    Ok(())
}

/// What is pasted, in the form that Markdown processors and `wpautop` of WordPress leave alone: each line begins with a
/// block, because after a blank line that an editor adds they would take a line that begins with `<strong>` for a
/// paragraph of its own. The space at the end of a paragraph keeps its words apart from those of the next where marked
/// (18.2.1) drops that blank line. `tests/page/pasted.test.mjs` tries them.
#[cfg(not(target_family = "wasm"))]
fn by_block(html: &str) -> String {
    let mut out = String::new();
    for line in html.lines() {
        if !["<strong>", "<a ", "<em>", "<span"]
            .iter()
            .any(|inline| line.starts_with(inline))
        {
            out.push('\n');
        }
        match line.strip_suffix("</p>") {
            Some(words) => out += &format!("{words} </p>"),
            None => out += line,
        }
    }
    format!("{}\n", out.trim_start())
}

#[cfg(target_family = "wasm")]
fn main() {}
