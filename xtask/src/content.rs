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
    let output = mbc_compiler::compile(Folder(project.content())).map_err(errors(project))?;
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
    let content = project.content();
    let files: Vec<String> = files.iter().map(|file| in_folder(&content, file)).collect();
    for (language, text) in
        mbc_compiler::accept(Folder(content.clone()), &files).map_err(errors(project))?
    {
        let path = content.join(language).join(mbc_compiler::READ_TOGETHER);
        fs::write(&path, text)?;
        println!("{} was written", path.display());
    }
    Ok(())
}

/// Renders the report and the approval page.
pub(crate) fn reports(project: &Project) -> Result<Reports> {
    let mut reports =
        mbc_compiler::report(Folder(project.content()), &today()).map_err(errors(project))?;
    let warnings = std::mem::take(&mut reports.warnings).into_iter();
    reports.warnings = warnings
        .map(|warning| for_reader(project, warning))
        .collect();
    Ok(reports)
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
    Ok(mbc_compiler::release(Folder(project.content()), version).map_err(errors(project))?)
}

/// What the compiler reports, for the reader of this project.
fn errors(project: &Project) -> impl Fn(Vec<Diagnostic>) -> ContentErrors {
    |diagnostics| {
        let diagnostics = diagnostics.into_iter();
        ContentErrors(
            diagnostics
                .map(|diagnostic| for_reader(project, diagnostic))
                .collect(),
        )
    }
}

/// The command whose files are those of the folder that is checked.
const ACCEPT: &str = "cargo xtask check-content --accept";

/// The compiler names a file from the folder of the content on. Of another edition, the reader gets the path from where they
/// are, and a command that names the edition too: without it, it would look for the file in the original.
fn for_reader(project: &Project, mut diagnostic: Diagnostic) -> Diagnostic {
    let Some(given) = project.edition_as_given() else {
        return diagnostic;
    };
    let content = project.content();
    let name = content.file_name().unwrap_or_default().to_string_lossy();
    let inside = diagnostic.path.strip_prefix(&*name);
    if let Some(rest) = inside.filter(|rest| rest.starts_with('/')) {
        diagnostic.path = format!("{given}{rest}");
    }
    let quote = match given.contains(char::is_whitespace) {
        true => "\"",
        false => "",
    };
    let command = format!("cargo xtask check-content --content {quote}{given}{quote} --accept");
    diagnostic.help = diagnostic.help.replace(ACCEPT, &command);
    diagnostic
}

/// A file as the compiler names it, if it is in the folder of the content and named from where the command is typed.
fn in_folder(content: &Path, file: &str) -> String {
    let inside = || {
        let folder = fs::canonicalize(content).ok()?;
        let path = fs::canonicalize(file).ok()?;
        let path = path.strip_prefix(folder.parent()?).ok()?;
        path.starts_with(folder.file_name()?)
            .then(|| path.to_string_lossy().into_owned())
    };
    inside().unwrap_or_else(|| file.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::root;

    /// Copies a folder of content, with one sentence of the reference changed.
    fn edition(to: &Path) -> Result<()> {
        let from = root().join("compiler/tests/good");
        let mut folders = vec![from.clone()];
        while let Some(folder) = folders.pop() {
            let copy = to.join(folder.strip_prefix(&from)?);
            fs::create_dir_all(&copy)?;
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                match entry.file_type()?.is_dir() {
                    true => folders.push(entry.path()),
                    false => drop(fs::copy(entry.path(), copy.join(entry.file_name()))?),
                }
            }
        }
        fs::write(
            to.join("edition.toml"),
            "publisher = \"A test\"\nchanged-from = \"a\"\n",
        )?;
        let front = fs::read_to_string(to.join("en/front.toml"))?;
        let changed = front.replacen("A draft", "A sketch", 1);
        anyhow::ensure!(changed != front);
        Ok(fs::write(to.join("en/front.toml"), changed)?)
    }

    #[test]
    fn the_command_in_a_warning_of_another_edition_names_it_and_takes_its_file() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let content = folder.path().join("our words");
        edition(&content)?;
        let given = content.to_str().expect("its name is UTF-8");
        let mut arguments = vec!["--content".to_string(), format!("{given}/")];
        let project = Project::from_arguments(&mut arguments)?;
        let unread = || -> Result<Vec<String>> {
            let warnings = reports(&project)?.warnings.into_iter();
            let named = warnings.filter(|warning| warning.help.contains("--accept"));
            let shown = named.map(|warning| warning.to_string().replace(given, "FOLDER"));
            Ok(shown.collect())
        };
        assert_eq!(
            unread()?,
            [
                "FOLDER/de/front.toml:2:9: the `en` of `front.draft` has changed since the two were read together\n  \
                 help: it translates “A sketch”; mend it if need be, then `cargo xtask check-content --content \"FOLDER\" \
                 --accept \"our words/de/front.toml\"`"
            ]
        );
        let read = content.join("de").join(mbc_compiler::READ_TOGETHER);
        let before = fs::read(&read)?;
        for file in [
            "our words/de/front.toml".to_string(),
            format!("{given}/de/front.toml"),
        ] {
            fs::write(&read, &before)?;
            accept(&project, &[&file])?;
            assert_eq!(unread()?, [""; 0], "{file}");
        }
        let error = accept(&project, &["content/es/front.toml"]).expect_err("it has no such file");
        let errors: &ContentErrors = error.downcast_ref().expect("the compiler reports it");
        assert_eq!(
            errors.0[0].help,
            "name files as the warnings do, for instance `our words/de/front.toml`"
        );
        Ok(())
    }
}
