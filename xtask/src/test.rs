//! Runs the tests, by what they need: native, in a browser, on real pages, on real hosts, in bundlers. The last line
//! counts what passed.

use crate::project::Project;
use crate::tools::{self, Browser, command, root, shown};
use crate::{build, size};
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What CI runs.
    Everything,
    /// The same, plus all combinations of the accessibility runs, other browsers, hosts, servers and bundlers.
    All,
    /// What needs no browser.
    Native,
}

/// Runs everything, even after a failure, and prints the counts at the end.
pub(crate) fn test(project: &Project, scope: Scope) -> Result<()> {
    let mut tally = Tally::new();
    native(&mut tally)?;
    if scope == Scope::All {
        crates(&mut tally);
        other_systems(&mut tally);
    }
    if scope != Scope::Native {
        match (tools::browser(), tools::wasm_pack()) {
            (Ok(browser), Ok(())) => in_browser(project, &browser, scope, &mut tally)?,
            (Err(error), _) | (_, Err(error)) => tally.failure(&format!("{error:#}")),
        }
        tally.step("the sizes", size::check(project).map(drop));
    }
    tally.finish()
}

/// Runs one part, with everything that it needs: the tools, and the build.
pub(crate) fn one(project: &Project, name: &str, file: Option<&str>) -> Result<()> {
    let mut tally = Tally::new();
    match (name, file) {
        ("native", None) => native(&mut tally)?,
        ("browser", None) => {
            tools::wasm_target()?;
            tools::wasm_pack()?;
            wasm_pack_test(&tools::browser()?, &mut tally)?;
        }
        ("page" | "hosts" | "packages", _) => {
            let files = test_files(name, file)?;
            let browser = tools::browser()?;
            if name == "page" {
                tools::wasm_target()?;
                bundled_module(&files, &mut tally)?;
            }
            build::build(project)?;
            tally.command(&mut node(&browser, &files)?);
        }
        _ => {
            bail!(
                "the parts are `native`, `browser`, `page [FILE]`, `hosts [FILE]` and `packages [FILE]`"
            )
        }
    }
    tally.finish()
}

/// The tests in Node of one folder, in the order of their names; or the one file that was named.
fn test_files(folder: &str, file: Option<&str>) -> Result<Vec<String>> {
    let folder = format!("tests/{folder}");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join(&folder))? {
        let name = entry?.file_name().to_string_lossy().to_string();
        if name.ends_with(".test.mjs") {
            names.push(name);
        }
    }
    names.sort();
    if let Some(file) = file {
        let wanted = file.rsplit('/').next().unwrap_or(file);
        let all = names.join(", ");
        names.retain(|name| name == wanted || name.strip_suffix(".test.mjs") == Some(wanted));
        ensure!(!names.is_empty(), "`{file}` is none of {all}");
    }
    Ok(names
        .iter()
        .map(|name| format!("{folder}/{name}"))
        .collect())
}

/// Format, lints of Rust and JavaScript, and the native tests.
fn native(tally: &mut Tally) -> Result<()> {
    tools::wasm_target()?;
    tools::npm_packages()?;
    tally.command(command("cargo").args(["fmt", "--all", "--check"]));
    let deny = ["--", "--deny", "warnings"];
    tally.command(
        command("cargo")
            .args(["clippy", "--quiet", "--workspace", "--all-targets"])
            .args(deny),
    );
    let wasm = [
        "clippy",
        "--quiet",
        "--tests",
        "--target",
        "wasm32-unknown-unknown",
    ];
    tally.command(command("cargo").args(wasm).args(deny));
    let studio = ["clippy", "--quiet", "--package", "mbc-studio"];
    tally.command(
        command("cargo")
            .args(studio)
            .args(["--target", "wasm32-unknown-unknown"])
            .args(deny),
    );
    tally.command(tools::npm()?.args(["run", "--silent", "check"]));
    tally.command(
        command("cargo")
            .args(["test", "--workspace"])
            .env("RUST_BACKTRACE", "0"),
    );
    Ok(())
}

/// Checks the crates that ours depend on by `deny.toml`. What cannot be checked here is named as skipped.
fn crates(tally: &mut Tally) {
    let name = "licences and sources of crates";
    let deny = match tools::cargo_deny() {
        Ok(deny) => deny,
        Err(error) => return tally.skip(name, &format!("cargo-deny cannot be installed: {error}")),
    };
    let check = |kinds: &[&str]| {
        let mut command = command(&deny);
        command.args(["--workspace", "check", "--hide-inclusion-graph"]);
        command.args(kinds);
        command
    };
    tally.step(
        name,
        tools::run(&mut check(&["bans", "licenses", "sources"])),
    );
    match tools::run(command(&deny).args(["fetch", "db"])) {
        Ok(()) => tally.step(
            "known vulnerabilities of crates",
            tools::run(&mut check(&["advisories"])),
        ),
        Err(_) => tally.skip(
            "known vulnerabilities of crates",
            "the advisory database cannot be reached",
        ),
    }
}

/// Type-checks everything that runs on the computer of an author for the systems that these tests do not run on.
fn other_systems(tally: &mut Tally) {
    for target in ["x86_64-pc-windows-msvc", "aarch64-apple-darwin"] {
        let name = format!("types for {target}");
        if let Err(error) = tools::target(target) {
            tally.skip(&name, &format!("the target cannot be added: {error:#}"));
            continue;
        }
        let check = ["check", "--quiet", "--workspace", "--all-targets"];
        let flags = ["--target", target];
        tally.step(&name, tools::run(command("cargo").args(check).args(flags)));
    }
}

fn in_browser(project: &Project, browser: &Browser, scope: Scope, tally: &mut Tally) -> Result<()> {
    wasm_pack_test(browser, tally)?;
    let pages = test_files("page", None)?;
    bundled_module(&pages, tally)?;
    tally.step("the build", build::build(project));
    if scope == Scope::All {
        // A browser that cannot be installed is named as skipped by the test that wants it.
        tools::more_browsers();
    }
    for file in pages {
        let mut page = node(browser, &[file])?;
        if scope == Scope::All {
            page.env("MBC_ALL", "1")
                .env("BROWSERS", "chromium firefox webkit");
        }
        tally.twice_if_needed(&mut page);
    }
    if scope == Scope::All {
        // Real sites, servers and bundlers; what cannot be installed here is named as skipped.
        for folder in ["hosts", "packages"] {
            for file in test_files(folder, None)? {
                tally.twice_if_needed(&mut node(browser, &[file])?);
            }
        }
        tally.step("two clean builds", reproducible());
    }
    Ok(())
}

/// The tests in Rust that run in a browser.
fn wasm_pack_test(browser: &Browser, tally: &mut Tally) -> Result<()> {
    let mut wasm_pack = command("wasm-pack");
    wasm_pack
        .env("PATH", tools::path()?)
        .env("CHROME", &browser.chrome)
        // Seconds; a slow machine needs more than the usual twenty to load an unoptimised module.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    wasm_pack
        .args([
            "test",
            "--headless",
            "--chrome",
            "--mode",
            "no-install",
            "--chromedriver",
        ])
        .arg(&browser.driver);
    tally.command(&mut wasm_pack);
    Ok(())
}

/// Builds the module with every language, in `target/pkg`, if one of the tests loads it.
fn bundled_module(files: &[String], tally: &mut Tally) -> Result<()> {
    let mut wanted = false;
    for file in files {
        wanted |= std::fs::read_to_string(root().join(file))
            .with_context(|| file.clone())?
            .contains("target/pkg");
    }
    if wanted {
        tools::wasm_pack()?;
        let mut wasm_pack = command("wasm-pack");
        wasm_pack.env("PATH", tools::path()?).args([
            "build",
            "--target",
            "web",
            "--mode",
            "no-install",
            "--out-dir",
            "target/pkg",
        ]);
        tally.command(&mut wasm_pack);
    }
    Ok(())
}

/// Builds the last commit twice, from clean clones in folders with different names: the bytes must be equal.
fn reproducible() -> Result<()> {
    let folder = root().join("target/again");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let clones = ["one", "in another place"].map(|name| folder.join(name));
    for clone in &clones {
        tools::run(
            command("git")
                .args(["clone", "--quiet"])
                .arg(root())
                .arg(clone),
        )?;
    }
    let mut builds = Vec::new();
    for clone in &clones {
        tools::run(
            command("cargo")
                .args(["run", "--quiet", "-p", "xtask", "--", "build"])
                .current_dir(clone),
        )?;
        let read = |file: &str| std::fs::read(clone.join("dist").join(file));
        builds.push((read("integrity.json")?, read("wordpress/mbc-body-map.zip")?));
    }
    ensure!(
        builds[0] == builds[1],
        "compare the folders `dist` in {}",
        folder.display()
    );
    Ok(())
}

/// Tests in Node, one file after the other.
fn node(browser: &Browser, files: &[String]) -> Result<Command> {
    let mut node = command("node");
    node.args([
        "--test",
        "--test-reporter=tap",
        "--test-concurrency=1",
        // A test that hangs fails after an hour.
        "--test-timeout=3600000",
    ])
    .args(files)
    .env("PATH", tools::path()?)
    .env("CHROME", &browser.chrome)
    .env("CHROMEDRIVER", &browser.driver);
    Ok(node)
}

/// Builds, and writes screenshots for people to look at.
pub(crate) fn shots(project: &Project) -> Result<()> {
    build::build(project)?;
    tools::run(
        command("node")
            .args(["tests/page/shots.mjs", "target/shots"])
            .env("CHROME", &tools::browser()?.chrome),
    )
}

/// Rewrites the expected outputs of the native tests.
pub(crate) fn bless() -> Result<()> {
    tools::run(
        command("cargo")
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("UPDATE_EXPECT", "1"),
    )?;
    println!("read the difference before you commit it: git diff");
    Ok(())
}

/// What passed and failed so far.
struct Tally {
    began: Instant,
    passed: usize,
    failed: usize,
    skipped: usize,
    /// What was skipped, and why.
    names: Vec<String>,
    /// Commands that failed once and passed when they were run again.
    flaky: Vec<String>,
    failures: Vec<String>,
    times: Vec<(String, u64)>,
}

impl Tally {
    fn new() -> Tally {
        Tally {
            began: Instant::now(),
            passed: 0,
            failed: 0,
            skipped: 0,
            names: Vec::new(),
            flaky: Vec::new(),
            failures: Vec::new(),
            times: Vec::new(),
        }
    }

    /// Prints durations and counts; fails if a test failed.
    fn finish(self) -> Result<()> {
        for (name, seconds) in &self.times {
            eprintln!("{seconds:>5} s  {name}");
        }
        eprintln!("{:>5} s  in all", self.began.elapsed().as_secs());
        for name in &self.flaky {
            eprintln!("flaky: failed once, then passed: {name}");
        }
        println!(
            "{} passed, {} failed, {} skipped{}",
            self.passed,
            self.failed,
            self.skipped,
            self.left_out()
        );
        if self.failed > 0 {
            bail!("{}", self.failures.join("\n       "));
        }
        Ok(())
    }

    /// Runs a command, and if it fails once more, for tests in a real browser: on a machine that is busy with something
    /// else, one of some 1,500 may fail without a fault. Only the last run counts, and the summary names what needed two.
    fn twice_if_needed(&mut self, command: &mut Command) {
        let before = (self.passed, self.skipped, self.names.len());
        let (failed, failures) = (self.failed, self.failures.len());
        self.command(command);
        if self.failed == failed {
            return;
        }
        (self.passed, self.skipped) = (before.0, before.1);
        self.names.truncate(before.2);
        self.failed = failed;
        self.failures.truncate(failures);
        eprintln!("once more, since it failed:");
        self.command(command);
        if self.failed == failed {
            self.flaky.push(shown(command));
        }
    }

    /// Runs a command, shows its output, and counts the tests that it reports.
    fn command(&mut self, command: &mut Command) {
        let name = shown(command);
        eprintln!("$ {name}");
        let began = Instant::now();
        let failed_before = self.failed;
        let done = self.counted(command);
        self.times.push((name.clone(), began.elapsed().as_secs()));
        match done {
            Ok(true) => {}
            Ok(false) if self.failed > failed_before => {
                self.failures.push(format!("`{name}` failed"))
            }
            Ok(false) => self.failure(&format!("`{name}` failed")),
            Err(error) => self.failure(&format!("`{name}` could not be run: {error}")),
        }
    }

    fn counted(&mut self, command: &mut Command) -> Result<bool> {
        let mut child = command.current_dir(root()).stdout(Stdio::piped()).spawn()?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line?;
                println!("{line}");
                std::io::stdout().flush()?;
                self.count(&line);
            }
        }
        Ok(child.wait()?.success())
    }

    /// The skipped tests, for the last line, so that they are not mistaken for passed ones.
    fn left_out(&self) -> String {
        if self.names.is_empty() {
            return String::new();
        }
        format!(": {}", self.names.join("; "))
    }

    /// `test result: ok. 3 passed; 0 failed; 0 ignored; …` of Rust, `# pass 3` and `ok 1 - name # SKIP why` of Node.
    fn count(&mut self, line: &str) {
        if let Some((test, why)) = line.split_once(" # SKIP ") {
            let name = test.split_once(" - ").map_or(test, |(_, name)| name);
            self.names.push(format!("{name} ({why})"));
        }
        if let Some((_, counts)) = line.split_once("test result: ") {
            for part in counts.split(['.', ';']) {
                let mut words = part.split_whitespace();
                if let (Some(Ok(number)), Some(what)) =
                    (words.next().map(str::parse::<usize>), words.next())
                {
                    match what {
                        "passed" => self.passed += number,
                        "failed" => self.failed += number,
                        "ignored" => self.skipped += number,
                        _ => {}
                    }
                }
            }
        } else if let Some((what, number)) = line
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once(' '))
            && let Ok(number) = number.parse::<usize>()
        {
            match what {
                "pass" => self.passed += number,
                "fail" => self.failed += number,
                "skipped" | "todo" => self.skipped += number,
                _ => {}
            }
        }
    }

    fn skip(&mut self, name: &str, why: &str) {
        self.skipped += 1;
        self.names.push(format!("{name} ({why})"));
    }

    fn step(&mut self, name: &str, done: Result<()>) {
        match done {
            Ok(()) => self.passed += 1,
            Err(error) => self.failure(&format!("{name}: {error:#}")),
        }
    }

    fn failure(&mut self, what: &str) {
        eprintln!("error: {what}");
        self.failed += 1;
        self.failures.push(what.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command that counts its runs in a file and fails at those of `fails`.
    fn failing(folder: &std::path::Path, fails: &str) -> Command {
        let script = "const fs = require('fs'); const [file, fails] = process.argv.slice(1); \
            fs.appendFileSync(file, 'x'); const run = String(fs.readFileSync(file, 'utf8').length); \
            const bad = fails.includes(run); console.log(`ok 1 - a # SKIP why\\n# pass 2\\n# fail ${bad ? 1 : 0}\\n# skipped 1`); \
            process.exit(bad ? 1 : 0)";
        let mut node = command("node");
        node.args(["-e", script])
            .arg(folder.join(format!("runs-{fails}")))
            .arg(fails);
        node
    }

    #[test]
    fn only_the_last_of_two_runs_counts_and_what_needed_two_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        for (fails, passed, failed, flaky) in [("none", 2, 0, 0), ("1", 2, 0, 1), ("12", 2, 1, 0)] {
            let mut tally = Tally::new();
            tally.twice_if_needed(&mut failing(folder.path(), fails));
            assert_eq!((tally.passed, tally.skipped), (passed, 1), "{fails}");
            assert_eq!(
                (tally.failed, tally.flaky.len()),
                (failed, flaky),
                "{fails}"
            );
            assert_eq!(
                (tally.failures.len(), tally.names.len()),
                (failed, 1),
                "{fails}"
            );
        }
    }

    #[test]
    fn what_was_skipped_is_counted_and_named() {
        let mut tally = Tally::new();
        for line in [
            "ok 1 - one",
            "ok 2 - the package # SKIP npm cannot be reached",
            "# pass 1",
            "# skipped 1",
        ] {
            tally.count(line);
        }
        tally.skip("crates", "no database");
        assert_eq!((tally.passed, tally.skipped), (1, 2));
        assert_eq!(
            tally.left_out(),
            ": the package (npm cannot be reached); crates (no database)"
        );
    }
}
