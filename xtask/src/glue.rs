//! Rewrites the JavaScript glue that wasm-bindgen writes, so that it is smaller.
//!
//! Every step checks that the glue has the form that it expects and fails otherwise, so a new wasm-bindgen stops the
//! build instead of changing what ships.

use crate::patch::replace_each_once;
use anyhow::{Context, Result, ensure};

const FORM: &str = "wasm-bindgen writes its glue in another form than this build expects";

/// Removes what wasm-bindgen writes for other uses (0.5 KB of a visitor's download):
///
/// - Finalizers: the shell frees each widget that it started, and must not after a panic of the engine.
/// - The second encoding path for strings: only few and short strings are passed into the engine.
/// - The second test for a detached buffer: comparing `buffer` with that of the memory is enough.
/// - The decoder that is replaced before 2 GB were decoded, which Safari needs; nobody decodes that much here.
pub(crate) fn strip_unused_glue(glue: &str) -> Result<String> {
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
    let glue = replace_each_once(
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
            // Each has one caller.
            (
                "const ptr = this.__destroy_into_raw();",
                "const ptr = this.__wbg_ptr;\n        this.__wbg_ptr = 0;",
            ),
            (
                "    var v0 = getArrayJsValueFromWasm0(arg0, arg1);\n",
                "    const v0 = [];\n    for (let i = 0; i < arg1; i++) {\n        \
                 v0.push(takeObject(getDataViewMemory0().getInt32(arg0 + i * 4, true)));\n    }\n",
            ),
            // Strings of Rust are valid UTF-8, and none begins with a byte order mark.
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

/// Turns the functions that the engine imports into methods of one object, which is the form that instantiation
/// wants; as exports each name would be written three times (0.4 KB of a visitor's download).
pub(crate) fn as_one_object(glue: &str) -> Result<String> {
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

/// Replaces a whole identifier.
pub(crate) fn rename(text: &str, before: &str, name: &str, short: &str) -> Result<String> {
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
        "`{wanted}` does not occur in the glue of wasm-bindgen"
    );
    ensure!(
        !text.split(|c| !part(c)).any(|word| word == short),
        "`{short}` occurs in the glue of wasm-bindgen already"
    );
    Ok(out)
}
