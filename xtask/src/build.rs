//! `dist/`: from one module the WebAssembly engine and its JavaScript twin, the packs, the entry, the pages.
//!
//! Everything is made in a folder of its own and takes the place of `dist/` at the end, so that a failure leaves
//! the last good one as it was.

use crate::package;
use crate::tools::{self, command, npm_tool, root, run};
use crate::wordpress;
use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The name under which the engine imports its glue. Names of imports and exports are shortened: each carries a
/// hash, which compresses badly, and is downloaded twice.
const GLUE: &str = "g";

/// What Rust may use beyond the first WebAssembly; Binaryen removes or proves it. The usual stack of 1 MB would be a
/// third of a widget's memory (`cargo xtask bench`); it lies first, and traps when it is full.
const RUST_FLAGS: &str = "-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals,+bulk-memory -Clink-arg=-zstack-size=131072";

/// Where the engine's own data begin, of which nothing changes: behind the stack.
const DATA: usize = 131_072;

/// Where the files go, if `--out` named a folder.
static DIST: OnceLock<PathBuf> = OnceLock::new();

/// Builds into another folder than `dist/`.
pub(crate) fn set_dist(folder: &str) -> Result<()> {
    let folder = std::path::absolute(folder)?;
    DIST.set(folder)
        .map_err(|_| anyhow::anyhow!("--out stands twice"))
}

pub(crate) fn dist() -> PathBuf {
    DIST.get().cloned().unwrap_or_else(|| root().join("dist"))
}

/// Whether the engine has what only tests need.
static TEST_DOORS: OnceLock<()> = OnceLock::new();

/// Builds an engine that panics at `open("panic")` and tells its print at `open("printed")`; never shipped.
pub(crate) fn set_test_doors() -> Result<()> {
    TEST_DOORS
        .set(())
        .map_err(|()| anyhow::anyhow!("--test-doors stands twice"))
}

/// Builds everything anew.
pub(crate) fn build() -> Result<()> {
    let words = compile_content()?;
    // `serve` may rebuild while `test` builds; one waits for the other.
    fs::create_dir_all(root().join("target"))?;
    let lock = fs::File::create(root().join("target/build.lock"))?;
    lock.lock()?;
    tools::wasm_target()?;
    tools::npm()?;
    let parts = root().join("target/parts");
    let new = root().join("target/dist-new");
    for folder in [&parts, &new] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    engine(&parts)?;
    assemble(&parts, &new, &words)?;
    inline(&parts, &new, &words)?;
    pages(&parts, &new, &words)?;
    write_reports(&new, &reports()?)?;
    package::write(&new, &words.sites)?;
    wordpress::plugin(&new, &words)?;
    integrity(&new)?;
    if dist().exists() {
        fs::remove_dir_all(dist())?;
    }
    fs::rename(new, dist())?;
    Ok(())
}

/// The folder of another edition, if `--content` named one.
static CONTENT: OnceLock<PathBuf> = OnceLock::new();

/// Builds from another folder.
pub(crate) fn set_content(folder: &str) -> Result<()> {
    let folder =
        fs::canonicalize(folder).with_context(|| format!("there is no folder `{folder}`"))?;
    let edition = fs::read_to_string(folder.join("edition.toml")).unwrap_or_default();
    let publisher = |edition: &str| {
        let line = edition.lines().find(|line| line.starts_with("publisher"));
        line.map(str::to_string)
    };
    let original = fs::read_to_string(root().join("content/edition.toml"))?;
    ensure!(
        publisher(&edition) != publisher(&original),
        "{} has the publisher of the original: write your own name as `publisher` into its edition.toml",
        folder.display()
    );
    ensure!(
        edition.lines().any(|line| line.starts_with("changed-from")),
        "{} does not say what it was changed from: write `changed-from = \"…\"` into its edition.toml, and your own name as `publisher`",
        folder.display()
    );
    CONTENT
        .set(folder)
        .map_err(|_| anyhow::anyhow!("--content stands twice"))
}

/// Where the words are.
pub(crate) fn content() -> PathBuf {
    CONTENT
        .get()
        .cloned()
        .unwrap_or_else(|| root().join("content"))
}

/// Checks the content, says what is hard to read, and writes the report and the approval page.
pub(crate) fn check_content() -> Result<()> {
    let reports = reports()?;
    for warning in &reports.warnings {
        eprintln!("warning: {warning}\n");
    }
    fs::create_dir_all(dist())?;
    write_reports(&dist(), &reports)?;
    for state in &reports.reviews {
        eprintln!("warning: {state}");
    }
    println!("No faults. {}.", reports.summary);
    println!(
        "{0}/content-report.html, {0}/approval.html",
        dist().display()
    );
    Ok(())
}

/// What people check.
pub(crate) fn reports() -> Result<mbc_compiler::Reports> {
    told(mbc_compiler::report(&content(), &today()))
}

/// The sentences as a release leaves them: for each language its code and its file.
pub(crate) fn released(version: &str) -> Result<Vec<(String, String)>> {
    told(mbc_compiler::release(&content(), version))
}

fn write_reports(folder: &Path, reports: &mbc_compiler::Reports) -> Result<()> {
    for due in &reports.due {
        eprintln!("warning: {due}");
    }
    fs::write(folder.join("content-report.html"), &reports.html)?;
    fs::write(folder.join("content-report.json"), &reports.json)?;
    fs::write(folder.join("approval.html"), &reports.approval)?;
    Ok(())
}

/// The day, `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

pub(crate) fn compile_content() -> Result<mbc_compiler::Output> {
    let output = told(mbc_compiler::compile(&content()))?;
    for warning in &output.warnings {
        eprintln!("warning: {warning}");
    }
    Ok(output)
}

/// Shows every fault of the content.
fn told<T>(result: Result<T, Vec<mbc_compiler::Diagnostic>>) -> Result<T> {
    result.map_err(|diagnostics| {
        for diagnostic in &diagnostics {
            eprintln!("{diagnostic}\n");
        }
        let faults = if diagnostics.len() == 1 {
            "fault"
        } else {
            "faults"
        };
        anyhow::anyhow!(
            "the content has {} {faults}; nothing was written",
            diagnostics.len()
        )
    })
}

/// `engine.wasm`, `twin.js` and `glue.js` into `parts`.
fn engine(parts: &Path) -> Result<()> {
    let target = root().join("target/engine");
    // Paths of this machine would stand in the messages of panics, and the folder of a registry has a name of its own
    // on each machine that takes its crates from elsewhere.
    let home = std::env::var("CARGO_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")))?;
    let mut flags = format!("{RUST_FLAGS} --remap-path-prefix={}=mbc", root().display());
    for registry in fs::read_dir(Path::new(&home).join("registry/src"))? {
        let folder = registry?.path();
        flags += &format!(" --remap-path-prefix={}=crates", folder.display());
    }
    run(command("cargo")
        .args([
            "build",
            "--release",
            "--lib",
            "--no-default-features",
            "--features",
            if TEST_DOORS.get().is_some() {
                "test-doors"
            } else {
                ""
            },
            "--target",
            "wasm32-unknown-unknown",
            "--target-dir",
        ])
        .arg(&target)
        .envs(CONTENT.get().map(|folder| ("MBC_CONTENT", folder)))
        // Functions keep their names until the end, for `size`.
        .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo")
        .env("RUSTFLAGS", flags))?;
    bind(
        &target.join("wasm32-unknown-unknown/release/mbc_body_map.wasm"),
        parts,
    )?;
    lower(&parts.join("bound.wasm"), &parts.join("engine.wasm"), &[])?;
    twin(&parts.join("engine.wasm"), &parts.join("twin.js"))
}

/// wasm-bindgen, as a library. Its output for bundlers knows nothing of how a module is loaded, so the same glue
/// serves WebAssembly and the twin.
fn bind(module: &Path, parts: &Path) -> Result<()> {
    let mut module = walrus::ModuleConfig::new()
        .generate_producers_section(false)
        .parse_file(module)?;
    // By this list wasm-bindgen would use reference types, which the first WebAssembly has not.
    module.customs.remove_raw("target_features");
    let mut output = wasm_bindgen_cli_support::Bindgen::new()
        .bundler(true)?
        .typescript(false)
        .input_module("mbc_body_map", module)
        .generate_output()?;
    let raw = parts.join("bindgen");
    output.emit(&raw)?;
    let mut glue = lean(&fs::read_to_string(raw.join("mbc_body_map_bg.js"))?)?;
    let wasm = output.wasm_mut();
    for (number, import) in wasm.imports.iter_mut().enumerate() {
        ensure!(
            import.module == "./mbc_body_map_bg.js",
            "the engine imports from `{}`",
            import.module
        );
        let short = format!("i{number}");
        glue = rename(&glue, "", &import.name, &short)?;
        import.module = GLUE.to_string();
        import.name = short;
    }
    // What the glue does not call is not needed.
    let needless: Vec<_> = wasm
        .exports
        .iter()
        .filter(|export| {
            export.name != "memory" && !glue.contains(&format!("wasm.{}", export.name))
        })
        .map(|export| export.id())
        .collect();
    needless
        .into_iter()
        .for_each(|export| wasm.exports.delete(export));
    for (number, export) in wasm.exports.iter_mut().enumerate() {
        if export.name != "memory" {
            let short = format!("e{number}");
            glue = rename(&glue, "wasm.", &export.name, &short)?;
            export.name = short;
        }
    }
    let data: usize = wasm.data.iter().map(|data| data.value.len()).sum();
    let glue = as_one_object(&quick(&glue, DATA..DATA + data)?)?;
    fs::write(parts.join("glue.js"), glue)?;
    fs::write(parts.join("bound.wasm"), wasm.emit_wasm())?;
    Ok(())
}

/// Leaves out what wasm-bindgen writes for others (0.5 KB of a visitor's download): nothing is freed when JavaScript
/// forgets it, since the shell frees what it started, and must not where the engine panicked; few and short texts go
/// into the engine, so they need no second way; that memory has moved can be told in one way; and nobody reads two
/// gigabytes of texts, where Safari's decoder tires.
fn lean(glue: &str) -> Result<String> {
    let mut glue = glue.to_string();
    for (from, to) in [
        (
            "const WidgetFinalization =",
            "wasm.__wbg_widget_free(ptr, 1));\n",
        ),
        ("if (Symbol.dispose)", "Widget.prototype.free;\n"),
        ("        WidgetFinalization.unregister", "(this);\n"),
        ("            WidgetFinalization.register", ", this);\n"),
        ("    if (realloc === undefined) {", "\n"),
        (
            "    }\n\n    let len = arg.length;\n",
            "    WASM_VECTOR_LEN = offset;\n    return ptr;\n",
        ),
        (
            "        const ptr = malloc(buf.length, 1)",
            "WASM_VECTOR_LEN = buf.length;\n        return ptr;\n",
        ),
        (
            "const MAX_SAFARI_DECODE_BYTES",
            "let numBytesDecoded = 0;\n",
        ),
        (
            "    numBytesDecoded += len;\n",
            "numBytesDecoded = len;\n    }\n",
        ),
        ("if (!('encodeInto' in cachedTextEncoder)) {", "\n}\n"),
        ("function getArrayJsValueFromWasm0(", "\n}\n"),
        ("    __destroy_into_raw() {", "\n    }\n"),
    ] {
        let (before, rest) = glue.split_once(from).context(FORM)?;
        let (_, after) = rest.split_once(to).context(FORM)?;
        ensure!(!after.contains(from), FORM);
        glue = format!("{before}{after}");
    }
    let glue = with_parts_replaced(
        glue,
        &[
            (
                "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
                 (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
                "cachedDataViewMemory0?.buffer !== wasm.memory.buffer",
            ),
            (
                "cachedUint8ArrayMemory0 === null || cachedUint8ArrayMemory0.byteLength === 0",
                "cachedUint8ArrayMemory0?.buffer !== wasm.memory.buffer",
            ),
            (
                "const buf = cachedTextEncoder.encode(arg);\n",
                "return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc);\n",
            ),
            ("malloc(arg.length * 1, 1)", "malloc(arg.length, 1)"),
            (".set(arg, ptr / 1)", ".set(arg, ptr)"),
            // Each is called in one place.
            (
                "const ptr = this.__destroy_into_raw();",
                "const ptr = this.__wbg_ptr;\n        this.__wbg_ptr = 0;",
            ),
            (
                "    var v0 = getArrayJsValueFromWasm0(arg0, arg1);\n",
                "    const v0 = [];\n    for (let i = 0; i < arg1; i++) {\n        \
                 v0.push(takeObject(getDataViewMemory0().getInt32(arg0 + i * 4, true)));\n    }\n",
            ),
            // Texts of Rust are right, and none begins with a byte order mark.
            (
                "('utf-8', { ignoreBOM: true, fatal: true });\ncachedTextDecoder.decode();",
                "();",
            ),
        ],
    )
    .context(FORM)?;
    let realloc = glue
        .split_once("passStringToWasm0(name, wasm.")
        .and_then(|(_, rest)| rest.split_once(", "))
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(name, _)| format!(", {name})"))
        .context(FORM)?;
    Ok(glue.replace(&realloc, ")"))
}

/// What a widget's start calls ten thousand times: a text that lies in the engine's own data, such as a name of an
/// element, is decoded once (7 to 9 % of the processor's time for a start, a sixth for a language that is here), and what may
/// throw is called without an object of arguments (up to 5 % of a start).
fn quick(glue: &str, data: std::ops::Range<usize>) -> Result<String> {
    let (before, rest) = glue.split_once("function handleError(").context(FORM)?;
    let (_, after) = rest.split_once("\n}\n").context(FORM)?;
    let (catch, close) = ("() { return handleError(function (", "}, arguments); }");
    let caught = "} catch (e) { caught(e); } }";
    let mut glue = String::from("function caught(e) { wasm.CAUGHT(addHeapObject(e)); }\n");
    let (_, name) = rest.split_once("wasm.").context(FORM)?;
    let (name, _) = name.split_once('(').context(FORM)?;
    glue = glue.replace("CAUGHT", name);
    for line in before.lines().chain(after.lines()) {
        match line.split_once(catch) {
            Some((function, given)) => {
                glue += &format!("{function}({given} try {{");
            }
            None => glue += &line.replace(close, caught),
        }
        glue.push('\n');
    }
    let decode = "function decodeText(ptr, len) {\n";
    let (before, after) = glue.split_once(decode).context(FORM)?;
    ensure!(!glue.contains("handleError"), FORM);
    let [start, end] = [data.start, data.end];
    Ok(format!(
        "{before}const decoded = new Map();\n\
         function decodeText(ptr, len) {{\n    if (ptr < {start} || ptr >= {end}) return decodeAnew(ptr, len);\n    \
         const key = ptr * 65536 + len;\n    let text = decoded.get(key);\n    \
         if (text === undefined) decoded.set(key, (text = decodeAnew(ptr, len)));\n    return text;\n}}\n\
         function decodeAnew(ptr, len) {{\n{after}"
    ))
}

/// The functions that the engine imports become methods of one object, which is what an import is: as exports each
/// name would stand there three times (0.4 KB of a visitor's download).
fn as_one_object(glue: &str) -> Result<String> {
    let (mut imports, mut rest) = (String::new(), String::new());
    let mut inside = false;
    for line in glue.lines() {
        let method = line
            .strip_prefix("export function ")
            .filter(|name| name.starts_with('i'));
        inside |= method.is_some();
        let to = if inside { &mut imports } else { &mut rest };
        to.push_str(method.unwrap_or(line));
        if inside && line.starts_with('}') {
            to.push(',');
            inside = false;
        }
        to.push('\n');
    }
    ensure!(!imports.is_empty() && !inside, FORM);
    Ok(format!("{rest}\nexport const imports = {{\n{imports}}};\n"))
}

const FORM: &str = "wasm-bindgen prints another form of glue than the one that is taken apart here";

/// Writes other code where a tool printed some; each part must stand there once.
fn with_parts_replaced(mut text: String, parts: &[(&str, &str)]) -> Result<String> {
    for (from, to) in parts {
        ensure!(
            text.matches(from).count() == 1,
            "`{from}` does not stand there once"
        );
        text = text.replace(from, to);
    }
    Ok(text)
}

/// Replaces a whole identifier.
fn rename(text: &str, before: &str, name: &str, short: &str) -> Result<String> {
    let wanted = format!("{before}{name}");
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::new();
    let mut rest = text;
    let mut found = 0;
    while let Some(at) = rest.find(&wanted) {
        let end = at + wanted.len();
        let whole = !rest[..at].ends_with(part) && !rest[end..].starts_with(part);
        out.push_str(&rest[..at]);
        out.push_str(if whole { before } else { &wanted });
        if whole {
            out.push_str(short);
            found += 1;
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    ensure!(
        found > 0,
        "`{wanted}` does not stand in the glue of wasm-bindgen"
    );
    ensure!(
        !text.split(|c| !part(c)).any(|word| word == short),
        "`{short}` stands in the glue of wasm-bindgen already"
    );
    Ok(out)
}

/// Makes the module smaller and plain: first what newer WebAssembly has is written in older terms, then a second
/// pass, which allows only the older, proves that nothing else is left.
fn lower(from: &Path, to: &Path, options: &[&str]) -> Result<()> {
    let lowered = to.with_extension("lowered.wasm");
    run(npm_tool("wasm-opt")
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
    run(npm_tool("wasm-opt")
        .arg(&lowered)
        .arg("-o")
        .arg(to)
        .args(options)
        .args(["--mvp-features", "--enable-mutable-globals", "-Oz"]))
    .context("the engine needs more than the first WebAssembly and mutable globals")
}

/// The engine of the last build with the names of its functions, for `size`.
pub(crate) fn named_engine() -> Result<walrus::Module> {
    let parts = root().join("target/parts");
    let named = parts.join("named.wasm");
    lower(&parts.join("bound.wasm"), &named, &["-g"])?;
    walrus::Module::from_file(named)
}

/// The same engine as JavaScript: a function from imports to exports, as WebAssembly has it.
fn twin(wasm: &Path, to: &Path) -> Result<()> {
    let raw = to.with_extension("raw.js");
    run(npm_tool("wasm2js").arg(wasm).arg("-o").arg(&raw).args([
        "--mvp-features",
        "--enable-mutable-globals",
        "-Oz",
    ]))?;
    let text = fs::read_to_string(&raw)?;
    let (import, body) = text.split_once('\n').unwrap_or_default();
    let (body, rest) = body
        .split_once("var retasmFunc = asmFunc(")
        .unwrap_or_default();
    ensure!(
        import.starts_with("import * as") && !body.is_empty() && rest.contains("export var memory"),
        "wasm2js prints another form than the one that is taken apart here"
    );
    let body = with_parts_replaced(
        body.to_string(),
        &[
            // WebAssembly detaches the old memory when it grows, which is how the glue notices; JavaScript must be told to.
            (
                "buffer = newBuffer;",
                "structuredClone(buffer, { transfer: [buffer] }); buffer = newBuffer;",
            ),
            // Here to grow is to copy all. With an eighth to spare that is seldom: a page with a hundred guides took seven
            // times as long as on WebAssembly.
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
    .context("wasm2js lets its memory grow in another way")?;
    fs::write(to, format!("{body}\nexport default asmFunc;\n"))?;
    run(npm_tool("esbuild")
        .arg(to)
        .args([
            "--minify",
            "--format=esm",
            "--allow-overwrite",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", to.display())))
}

/// Names the files by their content and bundles the entry, which carries the names.
fn assemble(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let put = |stem: &str, ending: &str, bytes: &[u8]| -> Result<String> {
        // As its `integrity` begins, which then costs fewer bytes of the entry (42 of six languages).
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
        let name = format!("{stem}-{}.{ending}", &hash[..10]);
        fs::write(new.join(&name), bytes)?;
        Ok(name)
    };
    let engine = fs::read(parts.join("engine.wasm"))?;
    let wasm = put("mbc-body-map", "wasm", &engine)?;
    let js = put("mbc-body-map", "js", &fs::read(parts.join("twin.js"))?)?;
    let mut words = Vec::new();
    for (language, pack) in &content.packs {
        let name = put(&format!("mbc-body-map.{language}"), "pack", pack)?;
        words.push(format!(
            "{language:?}: [{}, {:?}]",
            beside(&name),
            short_sri(pack)
        ));
    }
    let excuses: BTreeMap<_, _> = content
        .asides
        .iter()
        .map(|aside| (&aside.language, [&aside.not_loaded, &aside.try_again]))
        .collect();
    // The addresses are written out, so that bundlers see them and bring the files along.
    let manifest = format!(
        "// Written by the build.\nexport * from \"./glue.js\";\nexport const files = {{\n  version: {:?},\n  imports: {GLUE:?},\n  \
         wasm: [{}, {:?}],\n  js: [() => import(\"./{js}\"), {}],\n  packs: {{ {} }},\n  excuses: {},\n}};\n",
        env!("CARGO_PKG_VERSION"),
        beside(&wasm),
        short_sri(&engine),
        beside(&js),
        words.join(", "),
        serde_json::to_string(&excuses)?,
    );
    let build = parts.join("build.js");
    fs::write(&build, manifest)?;
    bundle("index.js", &build, &new.join("mbc-body-map.js"), MODULE)?;
    bundle(
        "index.js",
        &build,
        &new.join(package::CLASS),
        package::CLASS_OPTIONS,
    )
}

/// How the entry finds a file beside itself.
fn beside(name: &str) -> String {
    format!("() => new URL(\"./{name}\", import.meta.url)")
}

/// Everything in one file: the JavaScript engine and the words of every language.
fn inline(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let mut imports = String::from("import engine from \"./twin.js\";\n");
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
    bundle(
        "inline.js",
        &build,
        &new.join("mbc-body-map.inline.js"),
        MODULE,
    )
}

/// How esbuild makes a module that browsers load.
const MODULE: &[&str] = &["--minify", "--format=esm"];

/// An entry with the names of the files, or the files themselves.
fn bundle(entry: &str, manifest: &Path, to: &Path, options: &[&str]) -> Result<()> {
    run(npm_tool("esbuild")
        .arg(root().join("www").join(entry))
        .args([
            "--bundle",
            "--target=chrome111,firefox121,safari16.4",
            "--log-level=warning",
            // Fetched when WebAssembly is refused.
            "--external:./mbc-body-map-*.js",
            "--loader:.pack=binary",
        ])
        .args(options)
        .arg(format!("--define:VERSION={:?}", env!("CARGO_PKG_VERSION")))
        .arg(format!("--alias:mbc-build={}", manifest.display()))
        .arg(format!("--outfile={}", to.display())))
}

/// Where the printed snippets look for the files; whoever hosts them writes their own address.
const HOSTED: &str = "https://example.org/mbc/";

/// The pages without script, printed by the widget's own view; what is pasted; the variant in a frame; the demo.
fn pages(parts: &Path, new: &Path, content: &mbc_compiler::Output) -> Result<()> {
    run(command("cargo")
        .args(["run", "--quiet", "--example", "fallback", "--"])
        .envs(CONTENT.get().map(|folder| ("MBC_CONTENT", folder)))
        .arg(new))?;
    let entry = sri(&fs::read(new.join("mbc-body-map.js"))?);
    let hosted = format!("{HOSTED}{}/", env!("CARGO_PKG_VERSION"));
    let (mut all, mut title) = (String::new(), String::new());
    for aside in &content.asides {
        let language = &aside.language;
        let printed = new.join(format!("inside.{language}.html"));
        let inside = fs::read_to_string(&printed)?;
        fs::remove_file(printed)?;
        let whole = |base: &str| {
            let text = escaped(&aside.whole_guide);
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
        // Ids stand once in a page, so only the first language keeps them.
        let inside = if all.is_empty() {
            title = escaped(&aside.title);
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
            content.asides.first().map_or("en", |aside| &aside.language),
        ),
    )?;
    // An ordinary script, which may come from anywhere without CORS.
    bundle(
        "embed.js",
        &parts.join("build.js"),
        &new.join("embed.js"),
        &["--minify", "--format=iife"],
    )?;
    // The demo, and the form that writes what is pasted.
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

/// A text in HTML that shows as it is.
fn escaped(text: &str) -> String {
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

/// `integrity.json`: the hash of each file, in the form that `integrity` takes.
fn integrity(new: &Path) -> Result<()> {
    let mut hashes = BTreeMap::new();
    let mut list = |folder: &Path, before: &str| -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                bail!("a file in dist/ has no name in UTF-8")
            };
            if entry.file_type()?.is_file() {
                hashes.insert(format!("{before}{name}"), sri(&fs::read(entry.path())?));
            }
        }
        Ok(())
    };
    list(new, "")?;
    list(&new.join("wordpress"), "wordpress/")?;
    let lines: Vec<String> = hashes
        .iter()
        .map(|(name, hash)| format!("  {name:?}: {hash:?}"))
        .collect();
    fs::write(
        new.join("integrity.json"),
        format!("{{\n{}\n}}\n", lines.join(",\n")),
    )?;
    Ok(())
}

pub(crate) fn sri(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// For the entry, where the hashes of all languages are downloaded.
fn short_sri(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
