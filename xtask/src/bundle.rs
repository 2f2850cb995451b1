//! The scripts that pages load, bundled by esbuild: the entry with the names and hashes of the other files, the class
//! for bundlers, and the variant with everything in one file.

use crate::engine::GLUE;
use crate::integrity::short_sri;
use crate::package::{CLASS, CLASS_OPTIONS};
use crate::tools::{npm_tool, root, run};
use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Names the files by their content and bundles the entry, which carries these names.
pub(crate) fn assemble(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let put = |stem: &str, ending: &str, bytes: &[u8]| put(new, stem, ending, bytes);
    let engine = fs::read(parts.join("engine.wasm"))?;
    let wasm = put("mbc-body-map", "wasm", &engine)?;
    let js = put("mbc-body-map", "js", &fs::read(parts.join("engine.js"))?)?;
    let mut words = Vec::new();
    for (language, pack) in &content.packs {
        let name = put(&format!("mbc-body-map.{language}"), "pack", pack)?;
        words.push(format!(
            "{language:?}: [{}, {:?}]",
            beside(&name),
            short_sri(pack)
        ));
    }
    let error_messages: BTreeMap<_, _> = content
        .shell_texts
        .iter()
        .map(|texts| (&texts.language, [&texts.not_loaded, &texts.try_again]))
        .collect();
    // The addresses are written in full, so that bundlers recognise them and copy the files.
    let manifest = format!(
        "// Written by the build.\nexport * from \"./glue.js\";\nexport const files = {{\n  version: {:?},\n  imports: {GLUE:?},\n  \
         wasm: [{}, {:?}],\n  js: [() => import(\"./{js}\"), {}],\n  packs: {{ {} }},\n  errorMessages: {},\n}};\n",
        env!("CARGO_PKG_VERSION"),
        beside(&wasm),
        short_sri(&engine),
        beside(&js),
        words.join(", "),
        serde_json::to_string(&error_messages)?,
    );
    let build = parts.join("build.js");
    fs::write(&build, manifest)?;
    bundle("index.js", &build, &new.join("mbc-body-map.js"), MODULE)?;
    bundle("index.js", &build, &new.join(CLASS), CLASS_OPTIONS)
}

/// Writes a file that is named by its content, and returns its name.
pub(crate) fn put(new: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    // The same hash as in `integrity`, so that it compresses well in the entry (42 bytes for six languages).
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
    let name = format!("{stem}-{}.{ending}", &hash[..10]);
    fs::write(new.join(&name), bytes)?;
    Ok(name)
}

/// A file by its name, for the folder of `base-url`, and how the entry script finds it in its own folder.
fn beside(name: &str) -> String {
    format!("[{name:?}, () => new URL(\"./{name}\", import.meta.url)]")
}

/// Everything in one file: the JavaScript engine and the words of every language.
pub(crate) fn inline(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let mut imports = String::from("import engine from \"./engine.js\";\n");
    let mut packs = Vec::new();
    for (number, (language, pack)) in content.packs.iter().enumerate() {
        fs::write(parts.join(format!("{language}.pack")), pack)?;
        imports += &format!("import p{number} from \"./{language}.pack\";\n");
        packs.push(format!("{language:?}: p{number}"));
    }
    let manifest = format!(
        "// Written by the build.\nexport * from \"./glue.js\";\n{imports}export const files = {{\n  version: {:?},\n  \
         imports: {GLUE:?},\n  engine,\n  packs: {{ {} }},\n}};\n",
        env!("CARGO_PKG_VERSION"),
        packs.join(", "),
    );
    let build = parts.join("build-inline.js");
    fs::write(&build, manifest)?;
    let to = new.join("mbc-body-map.inline.js");
    bundle("inline.js", &build, &to, CLASSIC)
}

/// How esbuild makes a script that is classic and module alike. Plugins of caching combine such scripts into one file,
/// where the parentheses would call what a script before it ends with if that has no semicolon (futtta/autoptimize#354).
pub(crate) const CLASSIC: &[&str] = &["--minify", "--format=iife", "--banner:js=;"];

/// How esbuild makes a module that browsers load.
pub(crate) const MODULE: &[&str] = &["--minify", "--format=esm"];

/// An entry with the names of the files, or the files themselves.
pub(crate) fn bundle(entry: &str, manifest: &Path, to: &Path, options: &[&str]) -> Result<()> {
    run(npm_tool("esbuild", "esbuild")?
        .arg(root().join("www").join(entry))
        .args([
            "--bundle",
            "--target=chrome111,firefox121,safari16.4",
            "--log-level=warning",
            // The JavaScript fallback, fetched when WebAssembly is refused.
            "--external:./mbc-body-map-*.js",
            "--loader:.pack=binary",
        ])
        .args(options)
        .arg(format!("--define:VERSION={:?}", env!("CARGO_PKG_VERSION")))
        .arg(format!("--alias:mbc-build={}", manifest.display()))
        .arg(format!("--outfile={}", to.display())))
}
