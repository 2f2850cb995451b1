//! External programs: runs them, and installs those that are missing. Also writes zip archives.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zip::write::SimpleFileOptions;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A command that runs in the workspace.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Shows the command, runs it, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    eprintln!("$ {shown}");
    let status = command
        .status()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// The same, for a command whose standard output is to be read.
pub(crate) fn run_and_read(command: &mut Command) -> Result<Vec<u8>> {
    let shown = shown(command);
    eprintln!("$ {shown}");
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(output.stdout)
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let name = |part: &std::ffi::OsStr| {
        let inside = Path::new(part).strip_prefix(root());
        let part = inside.map_or(part, Path::as_os_str);
        part.to_string_lossy().into_owned()
    };
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The standard output of a command that is not shown; fails if the command fails.
pub(crate) fn output(command: &mut Command) -> Result<Vec<u8>> {
    let shown = shown(command);
    let output = command
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` failed: {}", error.trim());
    }
    Ok(output.stdout)
}

/// The output of a program as text, if it can be run and succeeds.
fn answers(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_string();
    output.status.success().then_some(text)
}

/// The target that the widget is compiled for.
pub(crate) fn wasm_target() -> Result<()> {
    target("wasm32-unknown-unknown")
}

/// Adds a target of Rust, if it is not there.
pub(crate) fn target(name: &str) -> Result<()> {
    let installed = answers("rustup", &["target", "list", "--installed"]);
    if installed.is_some_and(|list| list.lines().any(|line| line == name)) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", name]))
        .with_context(|| format!("Rust must come from rustup, which has the target {name}"))
}

/// Installs the packages from npm by `package-lock.json`, again when it changed.
pub(crate) fn npm_packages() -> Result<()> {
    let lock = std::fs::read(root().join("package-lock.json"))?;
    let mark = root().join("node_modules/.mbc-lock");
    if std::fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(npm()?.args(["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(mark, lock)?;
    Ok(())
}

/// npm, started through Node.js from its own files: Windows has it only as `npm.cmd`, which is no program and is not
/// found by its name without the ending (rust-lang/rust#42791, matklad/xshell#82).
pub(crate) fn npm() -> Result<Command> {
    let needed = "Node.js 20 or newer with npm is needed";
    let node = output(command("node").args(["--print", "process.execPath"])).context(needed)?;
    let node = PathBuf::from(String::from_utf8(node)?.trim());
    let file = npm_files(&node)
        .into_iter()
        .find(|file| file.exists())
        .with_context(|| format!("{needed}: there is no npm beside {}", node.display()))?;
    let mut npm = Command::new(node);
    npm.current_dir(root()).arg(file);
    Ok(npm)
}

/// Where npm's program may be: beside Node.js on Windows, in the folder `lib` next to `bin` elsewhere (also for nvm, fnm,
/// Volta and Homebrew), in Debian's folder, or where npm itself says, if this was started by it.
fn npm_files(node: &Path) -> Vec<PathBuf> {
    let program = "node_modules/npm/bin/npm-cli.js";
    let folder = node.parent().unwrap_or(node);
    let above = folder.parent().unwrap_or(folder);
    let own = std::env::var_os("npm_execpath").map(PathBuf::from);
    own.into_iter()
        .filter(|file| file.ends_with("npm-cli.js"))
        .chain([
            folder.join(program),
            above.join("lib").join(program),
            PathBuf::from("/usr/share/nodejs/npm/bin/npm-cli.js"),
        ])
        .collect()
}

/// A command-line tool of an installed package, by the file that the package names; `node_modules/.bin` has only batch
/// files on Windows. A script is started through Node.js, a program (esbuild puts one in its script's place) by itself.
pub(crate) fn npm_tool(package: &str, name: &str) -> Result<Command> {
    let folder = root().join("node_modules").join(package);
    let file = format!("node_modules/{package}/package.json");
    let named: serde_json::Value = serde_json::from_slice(&std::fs::read(root().join(&file))?)
        .with_context(|| file.clone())?;
    let path = named["bin"][name]
        .as_str()
        .with_context(|| format!("{file} names no tool `{name}`"))?;
    let tool = folder.join(path);
    let begin = std::fs::read(&tool).with_context(|| tool.display().to_string())?;
    if !begin.starts_with(b"#!") {
        return Ok(command(tool));
    }
    let mut node = command("node");
    node.arg(tool);
    Ok(node)
}

/// The version of an installed package from npm.
pub(crate) fn npm_version(name: &str) -> Result<String> {
    let file = format!("node_modules/{name}/package.json");
    let text = std::fs::read_to_string(root().join(&file)).with_context(|| file.clone())?;
    let package: serde_json::Value = serde_json::from_str(&text).with_context(|| file.clone())?;
    let version = package["version"].as_str();
    version
        .map(str::to_string)
        .with_context(|| format!("{file} names no version"))
}

/// The version of a crate in `Cargo.lock`.
pub(crate) fn locked_version(name: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))?;
    lock.split(&format!("\nname = \"{name}\"\nversion = \""))
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(str::to_string)
        .with_context(|| format!("Cargo.lock names no {name}"))
}

/// Tools that cargo installs for this project alone.
fn tool_folder() -> PathBuf {
    root().join("target/tools")
}

fn own_tool(name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    tool_folder().join("bin").join(file)
}

/// `PATH` with the project's own tools first.
pub(crate) fn path() -> Result<std::ffi::OsString> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tool_folder().join("bin")).chain(std::env::split_paths(&old));
    Ok(std::env::join_paths(folders)?)
}

/// wasm-pack, and the wasm-bindgen test runner of the version in `Cargo.lock`.
pub(crate) fn wasm_pack() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    let runner = format!("wasm-bindgen-test-runner {version}");
    if find("wasm-bindgen-test-runner", |answer| answer == runner).is_none() {
        install(&["wasm-bindgen-cli", "--version", &version])?;
    }
    if find("wasm-pack", |_| true).is_none() {
        install(&["wasm-pack"])?;
    }
    Ok(())
}

/// cargo-deny, or why it cannot be installed.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    let found = || find("cargo-deny", |_| true);
    if found().is_none() {
        install(&["cargo-deny"])?;
    }
    found().context("cargo-deny was installed but does not answer")
}

/// cargo-mutants, for `cargo xtask mutants` alone.
pub(crate) fn cargo_mutants() -> Result<()> {
    // As a subcommand of cargo it expects its own name as the first argument.
    let own = own_tool("cargo-mutants");
    match answers(own, &["mutants", "--version"]) {
        Some(_) => Ok(()),
        None => install(&["cargo-mutants"]),
    }
}

/// A program of the project's tools or of `PATH` whose version fits.
fn find(name: &str, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let own = own_tool(name);
    let found = if own.exists() {
        own
    } else {
        PathBuf::from(name)
    };
    answers(&found, &["--version"])
        .filter(|answer| fits(answer))
        .map(|_| found)
}

fn install(what: &[&str]) -> Result<()> {
    let folder = tool_folder();
    let install = |locked: &[&str]| {
        let mut command = command("cargo");
        // cargo would delete its target folder after each tool; the tools share this one.
        command
            .args(["install", "--root"])
            .arg(&folder)
            .args(what)
            .args(locked);
        command.env("CARGO_TARGET_DIR", folder.join("build"));
        run(&mut command)
    };
    // A mirror of the registry can lack a version that the lock file of a tool names.
    install(&["--locked"]).or_else(|_| install(&[]))
}

/// The paths of the browser and of its driver.
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Chromium and its driver: from `CHROME` and `CHROMEDRIVER`, from the system, or installed now.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    let root = answers("id", &["-u"]).is_some_and(|id| id == "0");
    let apt = answers("apt-get", &["--version"]).is_some();
    if !(root && apt) {
        bail!(
            "no Chromium with its driver was found: run `sudo apt-get install chromium chromium-driver` (Debian) or your \
             system's like, or set CHROME and CHROMEDRIVER to their paths"
        );
    }
    run(command("apt-get").args(["update", "--quiet"]))?;
    run(command("apt-get").args([
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ]))?;
    find_browser().context("Chromium was installed but does not answer")
}

/// Installs Firefox ESR and WebKitGTK with their drivers where that is possible. A test that lacks one of them is
/// skipped, with the reason.
pub(crate) fn more_browsers() {
    let root = answers("id", &["-u"]).is_some_and(|id| id == "0");
    if root && answers("apt-get", &["--version"]).is_some() {
        let packages = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
        let installed = run(command("apt-get").args(["update", "--quiet"])).and_then(|()| {
            run(command("apt-get")
                .args(["install", "--yes", "--no-install-recommends"])
                .args(packages))
        });
        if let Err(error) = installed {
            eprintln!("warning: {error:#}");
        }
    }
    if find("geckodriver", |_| true).is_none()
        && let Err(error) = install(&["geckodriver"])
    {
        eprintln!("warning: {error:#}");
    }
}

fn find_browser() -> Option<Browser> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (chromes, drivers) = browser_files(std::env::consts::OS, variable);
    // On Windows the browser does not answer: it opens a window (flutter/flutter#33874). That it is there must be enough.
    let is_there = |path: &PathBuf| match cfg!(windows) && path.is_absolute() {
        true => path.exists(),
        false => answers(path, &["--version"]).is_some(),
    };
    Some(Browser {
        chrome: chromes.into_iter().find(is_there)?,
        driver: drivers.into_iter().find(is_there)?,
    })
}

/// Where the browser and its driver may be on an operating system; `variable` reads one of the environment.
fn browser_files(
    system: &str,
    variable: impl Fn(&str) -> Option<PathBuf>,
) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut chromes: Vec<PathBuf> = variable("CHROME").into_iter().collect();
    match system {
        "windows" => {
            let folders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
            for folder in folders.iter().filter_map(|name| variable(name)) {
                for brand in ["Google/Chrome", "Chromium"] {
                    chromes.push(folder.join(brand).join("Application/chrome.exe"));
                }
            }
        }
        "macos" => {
            let folders = [Some(PathBuf::from("/")), variable("HOME")];
            for folder in folders.into_iter().flatten() {
                for name in ["Google Chrome", "Chromium"] {
                    let program = format!("Applications/{name}.app/Contents/MacOS/{name}");
                    chromes.push(folder.join(program));
                }
            }
        }
        _ => {
            let names = [
                "/usr/bin/chromium",
                "chromium",
                "google-chrome",
                "chromium-browser",
            ];
            chromes.extend(names.map(PathBuf::from));
        }
    }
    let drivers = variable("CHROMEDRIVER").into_iter();
    let names = ["/usr/bin/chromedriver", "chromedriver"];
    (chromes, drivers.chain(names.map(PathBuf::from)).collect())
}

/// An archive with one folder in it. The same files give the same bytes: sorted names, one date.
pub(crate) fn write_zip(to: &Path, folder: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(to)?);
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(bytes)?;
    }
    zip.finish()?;
    Ok(())
}

/// A document with another text as the part that `cargo xtask bless` writes from `source`.
pub(crate) fn with_written(page: &str, source: &str, part: &str) -> Result<String> {
    let begin = format!("<!-- Written by `cargo xtask bless` from {source}. -->\n");
    let end = "<!-- Up to here. -->\n";
    let (before, rest) = page.split_once(&begin).context("no such part begins")?;
    let (_, after) = rest.split_once(end).context("the part does not end")?;
    Ok(format!("{before}{begin}{part}{end}{after}"))
}

/// Compares the part of a document that `cargo xtask bless` writes from `source` with `part`.
#[cfg(test)]
pub(crate) fn expect_written(document: &str, source: &str, part: &str) -> Result<()> {
    let path = root().join(document);
    let page = std::fs::read_to_string(&path)?;
    let page = with_written(&page, source, part)?;
    expect_test::expect_file![path].assert_eq(&page);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_looked_for_where_each_system_has_it_and_first_where_a_variable_says() {
        let variable = |name: &str| match name {
            "ProgramFiles" => Some(PathBuf::from("C:/Program Files")),
            "HOME" => Some(PathBuf::from("/Users/somebody")),
            "CHROME" => Some(PathBuf::from("/own/chrome")),
            _ => None,
        };
        for (system, expected) in [
            (
                "windows",
                "C:/Program Files/Google/Chrome/Application/chrome.exe",
            ),
            (
                "macos",
                "/Users/somebody/Applications/Chromium.app/Contents/MacOS/Chromium",
            ),
            ("linux", "google-chrome"),
        ] {
            let (chromes, drivers) = browser_files(system, variable);
            assert_eq!(chromes.first(), Some(&PathBuf::from("/own/chrome")));
            assert!(chromes.contains(&PathBuf::from(expected)), "{chromes:?}");
            assert!(drivers.contains(&PathBuf::from("chromedriver")));
        }
    }

    #[test]
    fn npm_is_found_beside_node_and_a_tool_by_what_its_package_names() -> Result<()> {
        let version = output(npm()?.arg("--version"))?;
        assert!(version.first().is_some_and(u8::is_ascii_digit));
        let files = npm_files(Path::new("/opt/node/bin/node"));
        let usual = "/opt/node/lib/node_modules/npm/bin/npm-cli.js";
        assert!(files.contains(&PathBuf::from(usual)), "{files:?}");
        for (package, name) in [("esbuild", "esbuild"), ("binaryen", "wasm-opt")] {
            assert!(!output(npm_tool(package, name)?.arg("--version"))?.is_empty());
        }
        let error = npm_tool("esbuild", "no-such-tool").err();
        assert!(error.is_some_and(|error| error.to_string().contains("names no tool")));
        Ok(())
    }
}
