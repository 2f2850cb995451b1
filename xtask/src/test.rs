//! Everything that must hold, and a last line that counts it.

use crate::tools::{self, Browser, command, root, shown};
use crate::{build, size};
use anyhow::{Result, bail, ensure};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What CI runs.
    Everything,
    /// That, the full product of the accessibility runs, and other browsers, hosts, servers and bundlers.
    All,
    /// What needs no browser.
    Native,
}

/// Runs everything, also after a failure, and ends with a line that counts it.
pub(crate) fn test(scope: Scope) -> Result<()> {
    let began = Instant::now();
    let mut tally = Tally::default();
    tools::wasm_target()?;
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
    tally.command(
        command("cargo")
            .args(["test", "--workspace"])
            .env("RUST_BACKTRACE", "0"),
    );
    if scope == Scope::All {
        crates(&mut tally);
    }
    if scope != Scope::Native {
        match (tools::browser(), tools::wasm_pack()) {
            (Ok(browser), Ok(())) => in_browser(&browser, scope, &mut tally)?,
            (Err(error), _) | (_, Err(error)) => tally.fault(&format!("{error:#}")),
        }
        tally.step("the sizes", size::check().map(drop));
    }
    for (name, seconds) in &tally.times {
        eprintln!("{seconds:>5} s  {name}");
    }
    eprintln!("{:>5} s  in all", began.elapsed().as_secs());
    println!(
        "{} passed, {} failed, {} skipped{}",
        tally.passed,
        tally.failed,
        tally.skipped,
        tally.left_out()
    );
    if tally.failed > 0 {
        bail!("{}", tally.faults.join("\n       "));
    }
    Ok(())
}

/// Whose crates ours rest on, by `deny.toml`. What cannot be had here is named as skipped.
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
            "known weaknesses of crates",
            tools::run(&mut check(&["advisories"])),
        ),
        Err(_) => tally.skip(
            "known weaknesses of crates",
            "the advisory database cannot be reached",
        ),
    }
}

fn in_browser(browser: &Browser, scope: Scope, tally: &mut Tally) -> Result<()> {
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
    // The module that has everything inside, which a page test loads.
    let mut alone = command("wasm-pack");
    alone.env("PATH", tools::path()?).args([
        "build",
        "--target",
        "web",
        "--mode",
        "no-install",
        "--out-dir",
        "target/pkg",
    ]);
    tally.command(&mut alone);
    tally.step("the build", build::build());
    let mut pages = node(
        browser,
        &[
            "tests/page/journey.test.mjs",
            "tests/page/host.test.mjs",
            "tests/page/accessibility.test.mjs",
            "tests/page/builder.test.mjs",
            "tests/page/edition.test.mjs",
            "tests/page/interface.test.mjs",
            "tests/page/matrix.test.mjs",
            "tests/page/random.test.mjs",
            "tests/page/security.test.mjs",
        ],
    )?;
    if scope == Scope::All {
        // A browser that cannot be installed is named as skipped by the test that wants it.
        tools::more_browsers();
        pages
            .env("MBC_ALL", "1")
            .env("BROWSERS", "chromium firefox webkit");
    }
    tally.command(&mut pages);
    if scope == Scope::All {
        // Real sites, servers and bundlers; what cannot be had here is named as skipped.
        for file in [
            "tests/hosts/wordpress.test.mjs",
            "tests/hosts/servers.test.mjs",
            "tests/packages/packages.test.mjs",
        ] {
            tally.command(&mut node(browser, &[file])?);
        }
        tally.step("two clean builds", reproducible());
    }
    Ok(())
}

/// Builds what is committed twice, from clean clones in folders of other names: the bytes must be the same.
fn reproducible() -> Result<()> {
    let folder = root().join("target/again");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let clones = ["one", "in-another-place"].map(|name| folder.join(name));
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
fn node(browser: &Browser, files: &[&str]) -> Result<Command> {
    let mut node = command("node");
    node.args([
        "--test",
        "--test-reporter=tap",
        "--test-concurrency=1",
        // What hangs must not hang for ever.
        "--test-timeout=3600000",
    ])
    .args(files)
    .env("PATH", tools::path()?)
    .env("CHROME", &browser.chrome)
    .env("CHROMEDRIVER", &browser.driver);
    Ok(node)
}

/// Builds, and writes pictures for people to look at.
pub(crate) fn shots() -> Result<()> {
    build::build()?;
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
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    /// What was skipped, and why.
    names: Vec<String>,
    faults: Vec<String>,
    times: Vec<(String, u64)>,
}

impl Tally {
    /// Runs a command, shows what it says, and counts the tests that it reports.
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
                self.faults.push(format!("`{name}` failed"))
            }
            Ok(false) => self.fault(&format!("`{name}` failed")),
            Err(error) => self.fault(&format!("`{name}` could not be run: {error}")),
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

    /// For the last line: what was skipped, so that nobody takes it for passed.
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
            Err(error) => self.fault(&format!("{name}: {error:#}")),
        }
    }

    fn fault(&mut self, what: &str) {
        eprintln!("error: {what}");
        self.failed += 1;
        self.faults.push(what.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_counted_and_named() {
        let mut tally = Tally::default();
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
