//! The benchmark: builds the contenders in `target/bench`, then `bench/bench.mjs` measures them.

use crate::build;
use crate::project::Project;
use crate::tools::{self, command, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// Amounts of content, as multiples of `content/`; the first is `content/` itself.
const AMOUNTS: [u32; 2] = [1, 16];

/// Builds the widget and what it is compared with, measures them, and writes `bench/RESULTS.md`.
pub(crate) fn bench(project: &Project, rounds: u32) -> Result<()> {
    let place = root().join("target/bench");
    fs::create_dir_all(&place)?;
    npm(&place)?;
    build::build(project)?;
    for amount in AMOUNTS {
        edition(project, &place, amount)?;
    }
    run(command("node")
        .arg("bench/bench.mjs")
        .arg(rounds.to_string())
        .env("CHROME", &tools::browser()?.chrome))
}

/// Installs React and Lighthouse by `bench/package-lock.json`, again when it changed.
fn npm(place: &Path) -> Result<()> {
    let lock = fs::read(root().join("bench/package-lock.json"))?;
    let mark = place.join("node_modules/.mbc-lock");
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    for file in ["package.json", "package-lock.json"] {
        fs::copy(root().join("bench").join(file), place.join(file))?;
    }
    run(tools::npm()?
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(place))
    .context("React and Lighthouse come from npm")?;
    fs::write(mark, lock)?;
    Ok(())
}

/// Builds everything for one amount of content: the widget in `dist/`, and what the others are made of.
fn edition(project: &Project, place: &Path, amount: u32) -> Result<()> {
    let folder = place.join(format!("x{amount}"));
    let content = if amount == 1 {
        root().join("content")
    } else {
        place.join(format!("content-{amount}"))
    };
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let dist = folder.join("dist");
    if amount == 1 {
        copy(&project.dist(), &dist)?;
    } else {
        let more = ["bench/edition.mjs", &amount.to_string()];
        run(command("node").args(more).arg(&content))?;
        // The multiplied content breaks rules of style, which makes thousands of warnings.
        let log = place.join(format!("content-{amount}.log"));
        run(command("cargo")
            .args(["xtask", "build", "--content"])
            .arg(&content)
            .arg("--out")
            .arg(&dist)
            .env(mbc_compiler::REPEATED, "1")
            .stdout(fs::File::create(&log)?)
            .stderr(fs::File::options().append(true).open(&log)?))
        .with_context(|| format!("read the end of {}", log.display()))?;
    }
    let mut contenders = command("cargo");
    contenders
        .args(["run", "--quiet", "--example", "contenders", "--"])
        .arg(&folder);
    if amount > 1 {
        contenders
            .env("MBC_CONTENT", &content)
            .env(mbc_compiler::REPEATED, "1")
            .stderr(Stdio::null());
    }
    run(&mut contenders)
}

/// Copies the files of a folder, without its subfolders.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
