//! `dist/`: the steps of a build in their order.
//!
//! Everything is built in a separate folder, which replaces `dist/` at the end, so that a failure leaves the last good
//! one unchanged.

use crate::contacts::Contacts;
use crate::project::Project;
use crate::tools::{self, root};
use crate::{accessibility, bundle, content, engine, integrity, package, pages, studio, wordpress};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Builds everything into `dist/`, or into the folder of `--out`.
pub(crate) fn build(project: &Project) -> Result<()> {
    let words = content::compile(project)?;
    // `serve` may build while `test` does; one waits for the other.
    fs::create_dir_all(root().join("target"))?;
    let lock = fs::File::create(root().join("target/build.lock"))?;
    lock.lock()?;
    tools::wasm_target()?;
    tools::npm_packages()?;
    let new = root().join("target/dist-new");
    remove(&new)?;
    fs::create_dir_all(&new)?;
    engine::build(project, &words)?;
    let parts = engine::parts();
    bundle::assemble(&parts, &new, &words)?;
    bundle::inline(&parts, &new, &words)?;
    pages::write(project, &parts, &new, &words)?;
    content::write_reports(&new, &content::reports(project)?)?;
    let contacts = Contacts::read(&project.content())?;
    package::write(&parts, &new, &words.sites, &contacts)?;
    studio::write(project, &parts, &new)?;
    accessibility::write(&new, &contacts)?;
    wordpress::plugin(&new, &words)?;
    package::pack(&new)?;
    integrity::write(&new)?;
    replace(&project.dist(), &new)
}

/// Two renames, so that a server finds the old files or the new ones at almost every moment.
fn replace(dist: &Path, new: &Path) -> Result<()> {
    let old = root().join("target/dist-old");
    remove(&old)?;
    if dist.exists() {
        fs::rename(dist, &old).with_context(|| format!("{}", dist.display()))?;
    }
    fs::rename(new, dist).with_context(|| format!("{}", dist.display()))?;
    remove(&old)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    }
    Ok(())
}
