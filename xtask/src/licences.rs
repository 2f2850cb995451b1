//! `THIRD-PARTY.txt`: the third-party code in the engine, and its licences.

use crate::tools::{command, root};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
    root: Option<String>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// The text of the file, by `cargo metadata`: the crates that are linked into the engine, without build dependencies.
pub(crate) fn third_party() -> Result<String> {
    let output = command("cargo")
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--no-default-features",
        ])
        .args(["--filter-platform=wasm32-unknown-unknown"])
        .output()?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let own = metadata
        .resolve
        .root
        .clone()
        .context("the workspace has no crate at its root")?;

    let mut linked: BTreeSet<&str> = BTreeSet::new();
    let mut next = vec![own.as_str()];
    while let Some(id) = next.pop() {
        let package = metadata.packages.iter().find(|package| package.id == id);
        let package = package.with_context(|| format!("cargo metadata does not describe {id}"))?;
        let builds = package
            .targets
            .iter()
            .flat_map(|target| &target.kind)
            .any(|kind| kind == "proc-macro");
        if builds || !linked.insert(id) {
            continue;
        }
        let node = metadata.resolve.nodes.iter().find(|node| node.id == id);
        let needed = node.into_iter().flat_map(|node| &node.deps);
        next.extend(
            needed
                .filter(|needed| needed.dep_kinds.iter().any(|kind| kind.kind.is_none()))
                .map(|needed| needed.pkg.as_str()),
        );
    }
    linked.remove(own.as_str());

    // Crates of one project mostly have the same licence text.
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut list = vec!["- parts of the standard library of Rust, MIT OR Apache-2.0, https://github.com/rust-lang/rust".to_string()];
    for package in metadata
        .packages
        .iter()
        .filter(|package| linked.contains(package.id.as_str()))
    {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref();
        let licence = licence.with_context(|| format!("{name} does not name its licence"))?;
        ensure!(
            licence.contains("MIT"),
            "{name} is under {licence}: see whether the widget may ship it, then say so here"
        );
        let from = package.repository.as_deref().unwrap_or_default();
        list.push(format!("- {name}, {licence}, {from}"));
        if let Some(text) = mit(package.manifest_path.parent().unwrap_or(&root()))? {
            texts.entry(text).or_default().push(name);
        }
    }
    let texts = texts
        .iter()
        .map(|(text, names)| format!("{}:\n\n{text}\n", names.join(", ")));
    Ok(format!(
        "The engine contains code of others, each used under the MIT licence:\n\n{}\n\nIts JavaScript form was translated by \
         Binaryen, and the entry contains what wasm-bindgen writes. Nothing comes from npm.\n\n{}",
        list.join("\n"),
        texts.collect::<Vec<_>>().join("\n----\n\n")
    ))
}

/// The MIT licence of a crate, with its copyright line. Some crates have theirs in their repository only.
fn mit(folder: &Path) -> Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().to_string());
    }
    names.sort();
    for name in names
        .iter()
        .filter(|name| name.to_uppercase().starts_with("LICEN"))
    {
        let text = fs::read_to_string(folder.join(name))?;
        if text.contains("Permission is hereby granted, free of charge") {
            return Ok(Some(text.replace("\r\n", "\n").trim().to_string()));
        }
    }
    Ok(None)
}
