//! The studio, in which editors change the content in a browser: its page, its worker with the compiler in WebAssembly,
//! the preview, and the content to begin with.

use crate::bundle::{MODULE, bundle, put};
use crate::components;
use crate::engine;
use crate::integrity::short_sri;
use crate::project::Project;
use crate::tools::{command, root, run_and_read, write_zip};
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder in which the worker's module is made.
fn parts() -> PathBuf {
    root().join("target/parts-studio")
}

/// Writes `studio.html` and what belongs to it. `widget` is the folder of the engine, which the preview shows the words with.
pub(crate) fn write(project: &Project, widget: &Path, new: &Path) -> Result<()> {
    compile()?;
    let module = fs::read(parts().join("mbc_studio_bg.wasm"))?;
    let wasm = put(new, "studio", "wasm", &module)?;
    let content = content(&project.content())?;
    write_zip(&new.join("studio-content.zip"), "content", &content)?;
    let define = [
        format!("--define:STUDIO_WASM={:?}", wasm),
        format!("--define:STUDIO_INTEGRITY={:?}", short_sri(&module)),
        format!(
            "--alias:mbc-studio={}",
            parts().join("mbc_studio.js").display()
        ),
    ];
    let mut options: Vec<&str> = MODULE.to_vec();
    options.extend(define.iter().map(String::as_str));
    let manifest = widget.join("build.js");
    for script in ["studio.js", "studio-worker.js", "studio-preview.js"] {
        let from = format!("studio/{script}");
        bundle(&from, &manifest, &new.join(script), &options)?;
    }
    components::write_studio(&parts(), new)?;
    for file in ["studio.html", "studio-preview.html"] {
        fs::copy(root().join("www/studio").join(file), new.join(file))?;
    }
    style(new)
}

/// Joins the style sheets of the page and of its panels.
fn style(new: &Path) -> Result<()> {
    let folder = root().join("www/studio");
    let mut sheets: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    sheets.retain(|path| path.extension().is_some_and(|ending| ending == "css"));
    // That of the page first.
    sheets.sort_by_key(|path| (!path.ends_with("studio.css"), path.clone()));
    let sheets: Vec<String> = sheets
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<_, _>>()?;
    fs::write(new.join("studio.css"), sheets.join("\n"))?;
    Ok(())
}

/// The files of the content, with what is not edited there left out.
fn content(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside)? {
            let path = entry?.path();
            let name = path
                .strip_prefix(folder)?
                .to_string_lossy()
                .replace('\\', "/");
            if name.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read(path)?);
            }
        }
    }
    Ok(files)
}

/// Compiles the crate and binds it; what was bound is kept while the compiled module is the same.
fn compile() -> Result<()> {
    let target = root().join("target/studio");
    let messages = run_and_read(
        command("cargo")
            .args([
                "build",
                "--package",
                "mbc-studio",
                "--profile",
                "studio",
                "--message-format=json-render-diagnostics",
                "--lib",
                "--target",
                "wasm32-unknown-unknown",
                "--target-dir",
            ])
            .arg(&target)
            // Functions keep their names for the list of what is inside.
            .env("CARGO_PROFILE_STUDIO_STRIP", "debuginfo")
            .env("CARGO_ENCODED_RUSTFLAGS", engine::flags(&[])?),
    )?;
    fs::create_dir_all(parts())?;
    // Also when the module is the same: a crate may have another version, or other features, without another byte.
    let compiled = components::compiled(&messages, "mbc-studio")?;
    fs::write(
        parts().join("compiled.json"),
        serde_json::to_string_pretty(&compiled)?,
    )?;
    let module = target.join("wasm32-unknown-unknown/studio/mbc_studio.wasm");
    let key = Sha256::digest(fs::read(&module)?);
    let key: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let key_file = parts().join("module.key");
    if fs::read_to_string(&key_file).is_ok_and(|bound| bound == key) {
        return Ok(());
    }
    let mut bound = wasm_bindgen_cli_support::Bindgen::new()
        .web(true)?
        .typescript(false)
        .input_path(&module)
        .generate_output()?;
    let functions = &mut bound.wasm_mut().funcs;
    let names = functions
        .iter()
        .filter_map(|function| function.name.as_deref());
    let crates = components::crates_of(names);
    fs::write(parts().join("crates.json"), serde_json::to_string(&crates)?)?;
    functions
        .iter_mut()
        .for_each(|function| function.name = None);
    bound.emit(parts())?;
    fs::write(key_file, key)?;
    Ok(())
}
