//! `dist/wordpress/mbc-body-map.zip`: the sources of `wordpress/` with version, changelog, rules of the attributes and
//! regions filled in, and the files that a visitor loads.

use crate::package::Interface;
use crate::tools::{root, write_zip};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The plugin's folder on the site, which is also its name for WordPress.
const FOLDER: &str = "mbc-body-map";

/// Builds the plugin from the files in `dist`.
pub(crate) fn plugin(dist: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let languages: Vec<&str> = content.packs.iter().map(|(code, _)| &code[..]).collect();
    let sites = &content.sites;
    let names: BTreeMap<_, _> = sites.iter().zip(&content.site_names).collect();
    let version = env!("CARGO_PKG_VERSION");
    let runtime = files(dist, |name| {
        let ours = name.starts_with(FOLDER) && !name.contains(".inline.");
        ours && [".js", ".wasm", ".pack"]
            .iter()
            .any(|ending| name.ends_with(ending))
            || name.starts_with("fallback.")
    })?;
    let mut hash = Sha256::new();
    for (name, bytes) in &runtime {
        hash.update(name);
        hash.update(bytes);
    }
    let hash: String = hash.finalize()[..5]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();

    let mut plugin = BTreeMap::new();
    let changes = changes(&fs::read_to_string(root().join("CHANGELOG.md"))?, version)?;
    let tokens = [
        ("@VERSION@", version.to_string()),
        ("@FILES@", hash.clone()),
        (
            "\"@ATTRIBUTES@\"",
            Interface::read(sites)?.block_attributes(&languages),
        ),
        ("@SITE_LIST@", sites.join("` `")),
        ("\"@SITE_NAMES@\"", serde_json::to_string(&names)?),
        ("@CHANGELOG@", changes),
    ];
    // No hidden file: where a server does not allow what an `.htaccess` says, it answers each file of the folder with 500.
    for (name, bytes) in files(&root().join("wordpress"), |name| !name.starts_with('.'))? {
        let mut text = String::from_utf8(bytes).with_context(|| format!("wordpress/{name}"))?;
        for (token, value) in &tokens {
            text = text.replace(token, value);
        }
        plugin.insert(name, text.into_bytes());
    }
    plugin.insert("LICENSE.txt".to_string(), licence()?.into_bytes());
    let others = fs::read(dist.join("THIRD-PARTY.txt")).context("THIRD-PARTY.txt")?;
    plugin.insert("THIRD-PARTY.txt".to_string(), others);
    for (name, bytes) in runtime {
        plugin.insert(format!("{version}-{hash}/{name}"), bytes);
    }

    fs::create_dir_all(dist.join("wordpress"))?;
    write_zip(&dist.join("wordpress/mbc-body-map.zip"), FOLDER, &plugin)
}

/// The files of a folder by name, without its subfolders.
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_string();
        if entry.file_type()?.is_file() && wanted(&name) {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(found)
}

/// The entries of the changelog for this version, in the form of `readme.txt`.
fn changes(changelog: &str, version: &str) -> Result<String> {
    let section = changelog
        .split("\n## ")
        .skip(1)
        .find(|section| {
            let heading = section.lines().next().unwrap_or_default();
            heading
                .split([' ', '(', ')'])
                .any(|word| word.trim_start_matches('v') == version)
        })
        .with_context(|| format!("CHANGELOG.md has no section for {version}"))?;
    let lines: Vec<String> = section
        .lines()
        .skip(1)
        // The tables of sizes and the changed sentences are only in CHANGELOG.md.
        .take_while(|line| !line.starts_with("### "))
        .filter_map(|line| line.strip_prefix("- "))
        .map(|line| format!("* {line}"))
        .collect();
    ensure!(
        !lines.is_empty(),
        "the section of {version} in CHANGELOG.md is empty"
    );
    Ok(format!("= {version} =\n\n{}", lines.join("\n")))
}

/// The licences of the code and of the words.
fn licence() -> Result<String> {
    let read = |name: &str| fs::read_to_string(root().join(name)).context(name.to_string());
    Ok(format!(
        "Code: MIT (below) or Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0), as you like.\n\n{}\n{}",
        read("LICENSE-MIT")?,
        read("content/LICENSE.md")?
    ))
}
