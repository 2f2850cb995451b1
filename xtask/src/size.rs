//! Sizes of what ships, and the budget.

use crate::build::dist;
use anyhow::{Result, ensure};
use std::fs;
use std::io::Write;

/// Budgets in bytes, brotli at its best. The words of one language, whole and with their sources, are 22 to 26 KB of a
/// visitor's download: more than a third of it is what was come for.
const ENTRY: usize = 6 * 1024;
const VISITOR: usize = 76 * 1024;
const VISITOR_JS: usize = 92 * 1024;

/// Bytes of one visitor: entry, engine and one pack, by WebAssembly and by JavaScript.
pub(crate) struct Sizes {
    entry: usize,
    visitor: usize,
    visitor_js: usize,
}

/// Prints the table.
pub(crate) fn print() -> Result<Sizes> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(dist())? {
        let path = entry?.path();
        // What is in folders is for a site, not for a visitor.
        if path.is_dir() {
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_string();
        let bytes = fs::read(&path)?;
        rows.push((name, bytes.len(), gzip(&bytes)?, brotli(&bytes)?));
    }
    rows.sort();
    println!(
        "{:44}{:>9}{:>9}{:>9}",
        "file in dist/, bytes", "raw", "gzip", "brotli"
    );
    for (name, raw, gzip, brotli) in &rows {
        println!("{name:44}{raw:>9}{gzip:>9}{brotli:>9}");
    }
    let brotli_of = |fits: &dyn Fn(&str) -> bool| {
        rows.iter()
            .filter(|row| fits(&row.0))
            .map(|row| row.3)
            .max()
            .unwrap_or_default()
    };
    let entry = brotli_of(&|name| name == "mbc-body-map.js");
    let pack = brotli_of(&|name| name.ends_with(".pack"));
    let sizes = Sizes {
        entry,
        visitor: entry + pack + brotli_of(&|name| name.ends_with(".wasm")),
        visitor_js: entry
            + pack
            + brotli_of(&|name| name.starts_with("mbc-body-map-") && name.ends_with(".js")),
    };
    println!();
    for (what, bytes, budget) in sizes.rows() {
        println!(
            "{what:44}{bytes:>9} of {budget} ({:.0} %)",
            bytes as f64 * 100.0 / budget as f64
        );
    }
    Ok(sizes)
}

/// Prints the table and fails above the budget.
pub(crate) fn check() -> Result<()> {
    for (what, bytes, budget) in print()?.rows() {
        ensure!(
            bytes <= budget,
            "{what}: {bytes} bytes, {} over the budget",
            bytes - budget
        );
    }
    Ok(())
}

impl Sizes {
    fn rows(&self) -> [(&'static str, usize, usize); 3] {
        [
            ("entry", self.entry, ENTRY),
            ("one visitor, all in", self.visitor, VISITOR),
            (
                "one visitor on the JavaScript engine",
                self.visitor_js,
                VISITOR_JS,
            ),
        ]
    }
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters)?;
    Ok(out.len())
}
