//! The sizes of the shipped files, their composition, and the budget.

use crate::content;
use crate::engine::named_engine;
use crate::project::Project;
use crate::tools::root;
use anyhow::{Context, Result, ensure};
use mbc_compiler::Output;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;

/// Budgets in bytes after brotli at maximum quality. The texts of one language with their sources are 28 to 34 KB of a
/// visitor's download.
const ENTRY: usize = 10 * 1024 + 100;
/// The goal is 84 and 100 KB. The table of signs brought 8 KB of words to each language, exact sources 2 more, and “What
/// is my type?”, “My visit”, links and pictures 6 KB of the engine; whatever other pages do to it, 3 KB of the entry.
/// The loop that carries out commands took 0.3 KB of the entry, beyond the 9 KB asked for, and 1.1 KB off the engine;
/// building in slices took 2.6 KB. This is what may not grow further.
const VISITOR: usize = 103 * 1024;
const VISITOR_JS: usize = 123 * 1024;
/// Allowed for each language beyond the second: the name of its pack, the hash, and its error messages.
const LANGUAGE: usize = 1024 * 15 / 100;

/// The heading under which a release writes its sizes into the changelog.
pub(crate) const SIZES: &str = "### Sizes";

/// The size of something, in bytes.
pub(crate) struct Size {
    pub(crate) name: String,
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// The files of `dist/` without its folders, whose files visitors do not download.
fn files(project: &Project) -> Result<Vec<Size>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(project.dist())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            continue;
        }
        let bytes = fs::read(entry.path())?;
        all.push(Size {
            name: entry.file_name().to_string_lossy().to_string(),
            raw: bytes.len(),
            gzip: gzip(&bytes)?,
            brotli: brotli(&bytes)?,
        });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

/// What a visitor downloads, without the hashes in the names: entry script, engines, and the pack of each language.
fn visited(files: Vec<Size>) -> Vec<Size> {
    let known = |name: &str| {
        let (stem, ending) = name.strip_prefix("mbc-body-map")?.rsplit_once('.')?;
        Some(match (stem, ending) {
            ("", "js") => "entry".to_string(),
            (_, "wasm") => "engine, WebAssembly".to_string(),
            (stem, "js") if stem.starts_with('-') => "engine, JavaScript".to_string(),
            (stem, "pack") => format!("words, {}", stem.trim_start_matches('.').split('-').next()?),
            _ => return None,
        })
    };
    let visited = files.into_iter().filter_map(|size| {
        Some(Size {
            name: known(&size.name)?,
            ..size
        })
    });
    visited.collect()
}

/// The download of a visitor with the largest pack, after brotli; and its budget.
fn budgets(visited: &[Size]) -> [(&'static str, usize, usize); 3] {
    let most = |begin: &str| {
        let fits = visited.iter().filter(|size| size.name.starts_with(begin));
        fits.map(|size| size.brotli).max().unwrap_or_default()
    };
    let languages = visited.iter().filter(|size| size.name.starts_with("words"));
    let more = languages.count().saturating_sub(2) * LANGUAGE;
    let rest = most("entry") + most("words");
    [
        ("entry", most("entry"), ENTRY + more),
        (
            "one visitor, all in",
            rest + most("engine, WebAssembly"),
            VISITOR + more,
        ),
        (
            "one visitor on the JavaScript engine",
            rest + most("engine, JavaScript"),
            VISITOR_JS + more,
        ),
    ]
}

/// Prints the sizes, and the difference from the last release.
pub(crate) fn print(project: &Project) -> Result<Vec<Size>> {
    let files = files(project)?;
    println!(
        "{:44}{:>9}{:>9}{:>9}",
        "file in dist/, bytes", "raw", "gzip", "brotli"
    );
    for Size {
        name,
        raw,
        gzip,
        brotli,
    } in &files
    {
        println!("{name:44}{raw:>9}{gzip:>9}{brotli:>9}");
    }
    let visited = visited(files);
    let changelog = fs::read_to_string(root().join("CHANGELOG.md"))?;
    match last_release(&changelog) {
        None => println!("\nno release yet to compare with"),
        Some((version, before)) => {
            println!(
                "\n{:44}{:>9}{:>9}{:>9}",
                format!("more or less than in {version}"),
                "raw",
                "gzip",
                "brotli"
            );
            for now in &visited {
                let [raw, gzip, brotli] = before.get(&now.name).copied().unwrap_or_default();
                let less = |now: usize, before: usize| now as i64 - before as i64;
                println!(
                    "{:44}{:>+9}{:>+9}{:>+9}",
                    now.name,
                    less(now.raw, raw),
                    less(now.gzip, gzip),
                    less(now.brotli, brotli)
                );
            }
        }
    }
    println!();
    for (what, bytes, budget) in budgets(&visited) {
        println!(
            "{what:44}{bytes:>9} of {budget} ({:.0} %)",
            bytes as f64 * 100.0 / budget as f64
        );
    }
    Ok(visited)
}

/// The version and the sizes of the newest section of the changelog that has some.
fn last_release(changelog: &str) -> Option<(&str, BTreeMap<String, [usize; 3]>)> {
    let (before, after) = changelog.split_once(&format!("\n{SIZES}\n"))?;
    let version = before.rsplit_once("\n## ")?.1.split([' ', '\n']).next()?;
    let mut sizes = BTreeMap::new();
    for row in after.lines().take_while(|line| !line.starts_with('#')) {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let name = cells.next().unwrap_or_default();
        let bytes: Vec<usize> = cells.map_while(|cell| cell.parse().ok()).collect();
        if let Ok(bytes) = bytes.try_into() {
            sizes.insert(name.to_string(), bytes);
        }
    }
    Some((version, sizes))
}

/// Prints the sizes and their composition, and fails above the budget.
pub(crate) fn report(project: &Project) -> Result<()> {
    let content = content::compile(project)?;
    engine_parts(&content)?;
    pack_parts(&content)?;
    println!();
    check(project).map(drop)
}

/// Prints the sizes, and fails above the budget; otherwise returns what a visitor downloads.
pub(crate) fn check(project: &Project) -> Result<Vec<Size>> {
    let visited = print(project)?;
    for (what, bytes, budget) in budgets(&visited) {
        ensure!(
            bytes <= budget,
            "{what}: {bytes} bytes, {} over the budget",
            bytes - budget
        );
    }
    Ok(visited)
}

/// The composition of the engine before compression: code by crate, the widget's own by module, and the data.
fn engine_parts(content: &Output) -> Result<()> {
    let engine = named_engine()?;
    let mut parts: BTreeMap<String, usize> = BTreeMap::new();
    for (id, function) in engine.funcs.iter_local() {
        let name = engine.funcs.get(id).name.as_deref().unwrap_or("?");
        let range = function.original_range.as_ref();
        *parts.entry(room(name)).or_default() += range.map_or(0, |range| range.len());
    }
    let data: Vec<u8> = engine
        .data
        .iter()
        .flat_map(|data| data.value.clone())
        .collect();
    let style = mbc_compiler::compile_style(&root().join("www/widget.css"), &content.sites)
        .map_err(content::ContentErrors)?;
    let rest = data
        .len()
        .checked_sub(style.len() + content.figure)
        .context("the engine has less data than style sheet and figure")?;
    parts.insert("data: style sheet".to_string(), style.len());
    parts.insert("data: figure".to_string(), content.figure);
    parts.insert("data: the rest".to_string(), rest);
    print_parts("engine, bytes before compression", parts)
}

/// The crate of a function, for our own with the module: `a` for `<a::B as c::D>::e`.
fn room(function: &str) -> String {
    let path = function
        .strip_prefix("core::ptr::drop_in_place<")
        .unwrap_or(function)
        .trim_start_matches(['<', '&', '*', '[', '(']);
    let path = path.strip_prefix("mut ").unwrap_or(path);
    let name = |step: &&str| step.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut steps = path.split("::");
    match (steps.next().filter(name), steps.next()) {
        (Some("mbc_body_map"), Some(room)) => {
            let end = room.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            format!("code: ours, {}", &room[..end.unwrap_or(room.len())])
        }
        (Some(name), Some(_)) => format!("code: {name}"),
        _ => "code: the rest".to_string(),
    }
}

/// What each section of a language adds to the download: the size of the pack less the size without that section.
fn pack_parts(content: &Output) -> Result<()> {
    for (language, pack) in &content.packs {
        // A pack begins with four letters and the hash of the structure.
        let words: Vec<&[u8]> = pack[12..].split(|byte| *byte == b'\n').collect();
        let whole = brotli(pack)?;
        let mut parts: BTreeMap<String, usize> = BTreeMap::new();
        let ends = content.sections.iter().skip(1).map(|section| section.1);
        for ((name, start), end) in content.sections.iter().zip(ends.chain([words.len()])) {
            let without = [&words[..*start], &words[end..]].concat().join(&b'\n');
            *parts.entry(name.clone()).or_default() += whole - brotli(&without)?;
        }
        print_parts(&format!("{language}, bytes of the download, brotli"), parts)?;
    }
    Ok(())
}

/// Prints parts and their shares, the largest first.
fn print_parts(title: &str, parts: BTreeMap<String, usize>) -> Result<()> {
    let all: usize = parts.values().sum();
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    println!("\n{title:44}{all:>9}");
    for (name, bytes) in parts {
        println!(
            "{name:44}{bytes:>9} ({:.0} %)",
            bytes as f64 * 100.0 / all as f64
        );
    }
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// At the best quality, up to a megabyte. The module of the studio has six, which no visitor downloads and whose best
/// compression takes a minute.
pub(crate) fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: if bytes.len() < 1 << 20 { 11 } else { 5 },
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)?;
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::{ENTRY, LANGUAGE, Size, budgets, last_release};

    #[test]
    fn the_budget_holds_the_longest_words_and_a_little_for_each_language_above_two() {
        let sizes = |names: &[(&str, usize)]| -> Vec<Size> {
            let size = |&(name, brotli): &(&str, usize)| Size {
                name: name.to_string(),
                raw: 0,
                gzip: 0,
                brotli,
            };
            names.iter().map(size).collect()
        };
        let mut names = vec![
            ("entry", 1),
            ("engine, WebAssembly", 20),
            ("engine, JavaScript", 30),
            ("words, en", 300),
            ("words, es", 400),
        ];
        let two = budgets(&sizes(&names));
        assert_eq!(two.map(|(_, bytes, _)| bytes), [1, 421, 431]);
        assert_eq!(two[0].2, ENTRY);
        names.extend([("words, fr", 350), ("words, it", 350)]);
        let four = budgets(&sizes(&names));
        assert_eq!(four.map(|(_, bytes, _)| bytes), [1, 421, 431]);
        assert_eq!(
            [0, 1, 2].map(|at| four[at].2 - two[at].2),
            [2 * LANGUAGE; 3]
        );
    }

    #[test]
    fn sizes_are_those_of_the_newest_release_that_tells_them() {
        let changelog = "# C\n\n## Unreleased (0.3.0)\n\n- A\n\n## 0.2.0 (2026-02-03)\n\n- B\n\n### Sizes\n\n| bytes | raw | gzip | brotli |\n| --- | --- | --- | --- |\n| entry | 3 | 2 | 1 |\n\n## 0.1.0 (2026-01-01)\n\n### Sizes\n\n| entry | 9 | 9 | 9 |\n";
        let (version, sizes) = last_release(changelog).expect("two releases tell theirs");
        assert_eq!(
            (version, sizes.len(), sizes["entry"]),
            ("0.2.0", 1, [3, 2, 1])
        );
        assert!(last_release("# C\n\n## Unreleased (0.1.0)\n").is_none());
    }
}
