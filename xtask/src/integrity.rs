//! `integrity.json`: the hash of each file of `dist/`, in the form that the attribute `integrity` takes, and the versions
//! of the tools that made them.

use crate::tools::{command, locked_version, npm, npm_version, output};
use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The content of the file. File names contain a dot or a slash, so none collides with `tools`.
#[derive(Serialize, Deserialize)]
pub(crate) struct Integrity {
    /// For each file its hash.
    #[serde(flatten)]
    pub(crate) files: BTreeMap<String, String>,
    /// The versions of the tools that made the files: only the same tools give the same bytes.
    pub(crate) tools: BTreeMap<String, String>,
}

/// Writes the hashes of all files in `new`, and which tools made them.
pub(crate) fn write(new: &Path) -> Result<()> {
    let mut files = BTreeMap::new();
    list(new, "", &mut files)?;
    let integrity = Integrity {
        files,
        tools: tools()?,
    };
    let text = serde_json::to_string_pretty(&integrity)?;
    fs::write(new.join("integrity.json"), text + "\n")?;
    Ok(())
}

/// The files of a folder and of its folders.
fn list(folder: &Path, before: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("a file in dist/ has no name in UTF-8")
        };
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{before}{name}/"), files)?;
        } else {
            files.insert(format!("{before}{name}"), sri(&fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// The tools on whose versions the bytes depend, as they are installed.
fn tools() -> Result<BTreeMap<String, String>> {
    let rustc = String::from_utf8(output(command("rustc").arg("--version"))?)?;
    let rustc = rustc.trim().trim_start_matches("rustc ");
    let version = |program: &mut Command| -> Result<String> {
        let version = String::from_utf8(output(program.arg("--version"))?)?;
        Ok(version.trim().trim_start_matches('v').to_string())
    };
    Ok(BTreeMap::from([
        // npm packs the package, and Node.js compresses it.
        ("node".to_string(), version(&mut command("node"))?),
        ("npm".to_string(), version(&mut npm()?)?),
        ("rustc".to_string(), rustc.to_string()),
        ("wasm-bindgen".to_string(), locked_version("wasm-bindgen")?),
        ("binaryen".to_string(), npm_version("binaryen")?),
        ("esbuild".to_string(), npm_version("esbuild")?),
    ]))
}

/// The hash of a file as Subresource Integrity writes it.
pub(crate) fn sri(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// A shorter one, for the entry, in which the hashes of all languages are downloaded.
pub(crate) fn short_sri(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
