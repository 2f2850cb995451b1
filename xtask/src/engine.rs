//! The engine: the widget's crate compiled to WebAssembly, bound by wasm-bindgen, optimised by Binaryen, and translated
//! to JavaScript for pages whose policy blocks WebAssembly.

use crate::components;
use crate::glue;
use crate::patch::replace_each_once;
use crate::project::Project;
use crate::tools::{command, npm_tool, output, root, run, run_and_read};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The name under which the engine imports its glue. Names of imports and exports are shortened: each carries a
/// hash, which compresses badly, and is downloaded twice.
pub(crate) const GLUE: &str = "g";

/// What Rust may use beyond the WebAssembly MVP; Binaryen lowers it or proves its absence. The usual stack of 1 MB
/// would be a third of a widget's memory (`cargo xtask bench`); it lies first, so an overflow traps.
const RUST_FLAGS: [&str; 3] = [
    "-Ctarget-cpu=mvp",
    "-Ctarget-feature=+mutable-globals,+bulk-memory",
    "-Clink-arg=-zstack-size=131072",
];

/// The folder in which an engine is made.
pub(crate) fn parts() -> PathBuf {
    root().join("target/parts")
}

/// Builds the engine in [`parts`]. With `reuse_engine` the existing one is kept if none of its inputs changed:
/// sentences are in the packs, so most changes of the content do not affect the engine.
pub(crate) fn build(project: &Project, words: &mbc_compiler::Output) -> Result<()> {
    let parts = parts();
    let flags = flags(&RUST_FLAGS)?;
    let key = key(project, words, &flags)?;
    let key_file = parts.join("engine.key");
    if project.reuse_engine && fs::read_to_string(&key_file).is_ok_and(|made| made == key) {
        eprintln!("the engine is kept: nothing that it is made from changed");
        return Ok(());
    }
    if parts.exists() {
        fs::remove_dir_all(&parts)?;
    }
    fs::create_dir_all(&parts)?;
    compile(project, &parts, &flags)?;
    // Last, so that an engine whose build failed is never reused.
    fs::write(key_file, key)?;
    Ok(())
}

/// A hash of all inputs of the engine.
fn key(project: &Project, words: &mbc_compiler::Output, flags: &str) -> Result<String> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    };
    add(flags.as_bytes());
    add(&[u8::from(project.test_doors)]);
    add(&output(command("rustc").arg("-vV"))?);
    add(words.structure.as_bytes());
    let style = mbc_compiler::compile_style(&root().join("www/widget.css"), &words.sites);
    add(style.map_err(crate::content::ContentErrors)?.as_bytes());
    // The compiler of the content, wasm-bindgen and the steps of this file are in this program, which is linked anew
    // when one of them changes.
    let program = fs::metadata(std::env::current_exe()?)?;
    let linked = program.modified()?.duration_since(UNIX_EPOCH)?;
    add(&linked.as_nanos().to_le_bytes());
    for file in ["Cargo.toml", "Cargo.lock", "build.rs", "package-lock.json"] {
        add(&fs::read(root().join(file))?);
    }
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                add(entry.path().as_os_str().as_encoded_bytes());
                add(&fs::read(entry.path())?);
            }
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// The flags of rustc for a module that ships, as `CARGO_ENCODED_RUSTFLAGS` takes them: paths may have spaces, at which
/// `RUSTFLAGS` is split.
pub(crate) fn flags(special: &[&str]) -> Result<String> {
    // Panic messages would contain paths of the build machine, and the folder of a registry has a different name
    // on each machine that downloads its crates from another registry.
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.context("no home folder was found: set CARGO_HOME")?;
    let mut flags: Vec<String> = special.iter().map(ToString::to_string).collect();
    flags.push(format!("--remap-path-prefix={}=mbc", root().display()));
    for registry in fs::read_dir(registries.join("registry/src"))? {
        let folder = registry?.path();
        flags.push(format!("--remap-path-prefix={}=crates", folder.display()));
    }
    Ok(flags.join("\u{1f}"))
}

/// Writes `engine.wasm`, `engine.js` (the JavaScript fallback), `glue.js` and `compiled.json` (the crates that cargo
/// compiled) into `parts`.
fn compile(project: &Project, parts: &Path, flags: &str) -> Result<()> {
    let target = root().join("target/engine");
    let messages = run_and_read(
        command("cargo")
            .args([
                "build",
                "--release",
                "--message-format=json-render-diagnostics",
                "--lib",
                "--no-default-features",
                "--features",
                if project.test_doors { "test-doors" } else { "" },
                "--target",
                "wasm32-unknown-unknown",
                "--target-dir",
            ])
            .arg(&target)
            .envs(project.content_variable())
            // Functions keep their names until the end, for `cargo xtask size`.
            .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo")
            .env("CARGO_ENCODED_RUSTFLAGS", flags),
    )?;
    let compiled = components::compiled(&messages, "mbc-body-map")?;
    fs::write(
        parts.join("compiled.json"),
        serde_json::to_string_pretty(&compiled)?,
    )?;
    bind(
        &target.join("wasm32-unknown-unknown/release/mbc_body_map.wasm"),
        parts,
    )?;
    lower(&parts.join("bound.wasm"), &parts.join("engine.wasm"), &[])?;
    js_fallback(&parts.join("engine.wasm"), &parts.join("engine.js"))
}

/// Runs wasm-bindgen as a library. Its output for bundlers does not depend on how a module is loaded, so the same
/// glue serves WebAssembly and the JavaScript fallback.
fn bind(module: &Path, parts: &Path) -> Result<()> {
    let mut module = walrus::ModuleConfig::new()
        .generate_producers_section(false)
        .parse_file(module)?;
    // With this list wasm-bindgen would use reference types, which the WebAssembly MVP lacks.
    module.customs.remove_raw("target_features");
    let mut output = wasm_bindgen_cli_support::Bindgen::new()
        .bundler(true)?
        .typescript(false)
        .input_module("mbc_body_map", module)
        .generate_output()?;
    let raw = parts.join("bindgen");
    output.emit(&raw)?;
    let mut glue = glue::strip_unused_glue(&fs::read_to_string(raw.join("mbc_body_map_bg.js"))?)?;
    let wasm = output.wasm_mut();
    for (number, import) in wasm.imports.iter_mut().enumerate() {
        ensure!(
            import.module == "./mbc_body_map_bg.js",
            "the engine imports from `{}`",
            import.module
        );
        let short = format!("i{number}");
        glue = glue::rename(&glue, "", &import.name, &short)?;
        import.module = GLUE.to_string();
        import.name = short;
    }
    // An export that the glue does not call is not needed.
    let unused: Vec<_> = wasm
        .exports
        .iter()
        .filter(|export| {
            export.name != "memory" && !glue.contains(&format!("wasm.{}", export.name))
        })
        .map(|export| export.id())
        .collect();
    unused
        .into_iter()
        .for_each(|export| wasm.exports.delete(export));
    for (number, export) in wasm.exports.iter_mut().enumerate() {
        if export.name != "memory" {
            let short = format!("e{number}");
            glue = glue::rename(&glue, "wasm.", &export.name, &short)?;
            export.name = short;
        }
    }
    fs::write(parts.join("glue.js"), glue::as_one_object(&glue)?)?;
    fs::write(parts.join("bound.wasm"), wasm.emit_wasm())?;
    Ok(())
}

/// Optimises the module and lowers it to the WebAssembly MVP with mutable globals: the first pass rewrites newer
/// instructions, the second allows only the older ones and so proves that none is left.
fn lower(from: &Path, to: &Path, options: &[&str]) -> Result<()> {
    let lowered = to.with_extension("lowered.wasm");
    run(npm_tool("binaryen", "wasm-opt")?
        .arg(from)
        .arg("-o")
        .arg(&lowered)
        .args(options)
        .args([
            "--enable-mutable-globals",
            "--enable-bulk-memory",
            "--enable-bulk-memory-opt",
            "--enable-sign-ext",
        ])
        .args([
            "--enable-nontrapping-float-to-int",
            "--llvm-memory-copy-fill-lowering",
        ])
        .args([
            "--llvm-nontrapping-fptoint-lowering",
            "--signext-lowering",
            "-Oz",
        ]))?;
    run(npm_tool("binaryen", "wasm-opt")?
        .arg(&lowered)
        .arg("-o")
        .arg(to)
        .args(options)
        .args(["--mvp-features", "--enable-mutable-globals", "-Oz"]))
    .context("the engine needs more than the WebAssembly MVP and mutable globals")
}

/// The engine of the last build with the names of its functions, for `size`.
pub(crate) fn named_engine() -> Result<walrus::Module> {
    let parts = root().join("target/parts");
    let named = parts.join("named.wasm");
    lower(&parts.join("bound.wasm"), &named, &["-g"])?;
    walrus::Module::from_file(named)
}

/// The same engine as JavaScript: a function from imports to exports, like the instantiation of a WebAssembly module.
fn js_fallback(wasm: &Path, to: &Path) -> Result<()> {
    let raw = to.with_extension("raw.js");
    run(npm_tool("binaryen", "wasm2js")?
        .arg(wasm)
        .arg("-o")
        .arg(&raw)
        .args(["--mvp-features", "--enable-mutable-globals", "-Oz"]))?;
    let text = fs::read_to_string(&raw)?;
    let (import, body) = text.split_once('\n').unwrap_or_default();
    let (body, rest) = body
        .split_once("var retasmFunc = asmFunc(")
        .unwrap_or_default();
    ensure!(
        import.starts_with("import * as") && !body.is_empty() && rest.contains("export var memory"),
        "wasm2js writes another form than this build expects"
    );
    let body = replace_each_once(
        body.to_string(),
        &[
            // Growing detaches the old buffer in WebAssembly, by which the glue notices it; here it must be done by hand.
            (
                "buffer = newBuffer;",
                "structuredClone(buffer, { transfer: [buffer] }); buffer = newBuffer;",
            ),
            // Growing copies all of the memory here. An eighth to spare makes that rare: without it, a page with a
            // hundred widgets took seven times as long as on WebAssembly.
            (
                "function __wasm_memory_size() {",
                "var pages = buffer.byteLength >> 16;\n function __wasm_memory_size() {",
            ),
            ("return buffer.byteLength >> 16;", "return pages;"),
            (
                "if ((oldPages < newPages) && (newPages < 65536)) {",
                "pages = newPages;\n if (newPages * 65536 > buffer.byteLength) {",
            ),
            (
                "new ArrayBuffer(newPages << 16)",
                "new ArrayBuffer((newPages + (newPages >> 3)) * 65536)",
            ),
        ],
    )
    .context("wasm2js writes the growth of memory in another form")?;
    fs::write(to, format!("{body}\nexport default asmFunc;\n"))?;
    run(npm_tool("esbuild", "esbuild")?
        .arg(to)
        .args([
            "--minify",
            "--format=esm",
            "--allow-overwrite",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", to.display())))
}
