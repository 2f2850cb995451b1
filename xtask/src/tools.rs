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
        let part = part.to_string_lossy();
        part.strip_prefix(&format!("{}/", root().display()))
            .unwrap_or(&part)
            .to_string()
    };
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The standard output of a program; fails if the program fails.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<Vec<u8>> {
    let shown = || format!("`{program} {}`", arguments.join(" "));
    let output = command(program)
        .args(arguments)
        .output()
        .with_context(|| format!("{} could not be started", shown()))?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed: {}", shown(), error.trim());
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
    let installed = answers("rustup", &["target", "list", "--installed"]);
    if installed.is_some_and(|list| list.lines().any(|line| line == "wasm32-unknown-unknown")) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        .context("Rust must come from rustup, which has the target wasm32-unknown-unknown")
}

/// Installs the tools from npm by `package-lock.json`, again when it changed.
pub(crate) fn npm() -> Result<()> {
    let lock = std::fs::read(root().join("package-lock.json"))?;
    let mark = root().join("node_modules/.mbc-lock");
    if std::fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command("npm").args(["ci", "--no-audit", "--no-fund"]))
        .context("Node.js 20 or newer with npm is needed")?;
    std::fs::write(mark, lock)?;
    Ok(())
}

/// A command-line tool from npm.
pub(crate) fn npm_tool(name: &str) -> Command {
    command(root().join("node_modules/.bin").join(name))
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
    let own = tool_folder().join("bin/cargo-mutants");
    match answers(own, &["mutants", "--version"]) {
        Some(_) => Ok(()),
        None => install(&["cargo-mutants"]),
    }
}

/// A program of the project's tools or of `PATH` whose version fits.
fn find(name: &str, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let own = tool_folder().join("bin").join(name);
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
    let pick = |variable: &str, names: &[&str]| {
        let named = std::env::var_os(variable).map(PathBuf::from);
        named
            .into_iter()
            .chain(names.iter().map(PathBuf::from))
            .find(|path| answers(path, &["--version"]).is_some())
    };
    let chrome = pick(
        "CHROME",
        &[
            "/usr/bin/chromium",
            "chromium",
            "google-chrome",
            "chromium-browser",
        ],
    )?;
    let driver = pick("CHROMEDRIVER", &["/usr/bin/chromedriver", "chromedriver"])?;
    Some(Browser { chrome, driver })
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
