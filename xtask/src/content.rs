//! The content, compiled and checked, with its diagnostics as data.

use crate::project::{Project, today};
use anyhow::Result;
use mbc_compiler::{Diagnostic, Folder, Output, Reports};
use std::fmt;
use std::fs;
use std::path::Path;

/// The content cannot be compiled. `Display` gives a summary; `main` shows each diagnostic before it.
#[derive(Debug)]
pub(crate) struct ContentErrors(pub(crate) Vec<Diagnostic>);

impl fmt::Display for ContentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "the content has {count} {errors}; nothing was written")
    }
}

impl std::error::Error for ContentErrors {}

/// Compiles the content, and shows its warnings.
pub(crate) fn compile(project: &Project) -> Result<Output> {
    let output = mbc_compiler::compile(Folder(project.content())).map_err(ContentErrors)?;
    for warning in &output.warnings {
        eprintln!("warning: {warning}");
    }
    Ok(output)
}

/// Checks the content, shows its warnings, and writes the report and the approval page.
pub(crate) fn check(project: &Project) -> Result<()> {
    let reports = reports(project)?;
    for warning in &reports.warnings {
        eprintln!("warning: {warning}\n");
    }
    let dist = project.dist();
    fs::create_dir_all(&dist)?;
    write_reports(&dist, &reports)?;
    for state in &reports.reviews {
        eprintln!("warning: {state}");
    }
    println!("No errors. {}.", reports.summary);
    println!("{0}/content-report.html, {0}/approval.html", dist.display());
    Ok(())
}

/// Records that somebody compared the sentences of these translated files with their originals.
pub(crate) fn accept(project: &Project, files: &[&str]) -> Result<()> {
    let files: Vec<String> = files.iter().map(ToString::to_string).collect();
    let content = project.content();
    for (language, text) in
        mbc_compiler::accept(Folder(content.clone()), &files).map_err(ContentErrors)?
    {
        let path = content.join(language).join(mbc_compiler::READ_TOGETHER);
        fs::write(&path, text)?;
        println!("{} was written", path.display());
    }
    Ok(())
}

/// Renders the report and the approval page.
pub(crate) fn reports(project: &Project) -> Result<Reports> {
    Ok(mbc_compiler::report(Folder(project.content()), &today()).map_err(ContentErrors)?)
}

/// Writes the report and the approval page into a folder.
pub(crate) fn write_reports(folder: &Path, reports: &Reports) -> Result<()> {
    for due in &reports.due {
        eprintln!("warning: {due}");
    }
    fs::write(folder.join("content-report.html"), &reports.html)?;
    fs::write(folder.join("content-report.json"), &reports.json)?;
    fs::write(folder.join("approval.html"), &reports.approval)?;
    Ok(())
}

/// The sentences that a release records: for each language its code and the text of its file.
pub(crate) fn released(project: &Project, version: &str) -> Result<Vec<(String, String)>> {
    Ok(mbc_compiler::release(Folder(project.content()), version).map_err(ContentErrors)?)
}
