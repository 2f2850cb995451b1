//! Mutation testing: one small change of the code at a time, which some test must detect. cargo-mutants makes the
//! changes, in a clone of the last commit, shard by shard. The result of each shard is kept unchanged in
//! `tests/mutants/`, so that a run can be continued; what later tests detect is kept in a second file.
//! `docs/mutants.md` is generated from both.

use crate::tools::{self, command, root, run};
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The code that is changed, and the tests that must detect it: those that run in seconds, without browsers and long
/// random walks.
struct Part {
    name: &'static str,
    package: &'static str,
    files: &'static [&'static str],
    tests: &'static [&'static str],
    shards: usize,
}

const PARTS: [Part; 2] = [
    Part {
        name: "widget",
        package: "mbc-body-map",
        files: &[
            "src/content.rs",
            "src/model.rs",
            "src/tree.rs",
            "src/view.rs",
            "src/view/*.rs",
            "src/html.rs",
            "src/diff.rs",
            "src/prerender.rs",
        ],
        tests: &[
            "--test", "model", "--test", "content", "--test", "diff", "--test", "hostile",
        ],
        shards: 4,
    },
    Part {
        name: "compiler",
        package: "mbc-compiler",
        files: &["compiler/src/*.rs", "compiler/src/emit/*.rs"],
        tests: &["--lib", "--test", "diagnostics"],
        shards: 8,
    },
];

/// The result of a shard, or of trying again what the shards of a part had missed.
#[derive(Debug, Default, PartialEq)]
struct Found {
    day: String,
    commit: String,
    counts: BTreeMap<String, usize>,
    missed: BTreeSet<String>,
}

/// Runs every shard, those of one part, or one shard (`compiler 3`), and writes the report.
pub(crate) fn mutants(which: &[&str]) -> Result<()> {
    if which != ["report"] {
        let (part, rest) = match which {
            [] => (None, which),
            [name, rest @ ..] => (Some(*name), rest),
        };
        ensure!(
            part.is_none_or(|name| PARTS.iter().any(|part| part.name == name)),
            "there are the parts {}",
            PARTS.map(|part| part.name).join(" and ")
        );
        tools::cargo_mutants()?;
        let tree = clone()?;
        for part in PARTS
            .iter()
            .filter(|one| part.is_none_or(|name| one.name == name))
        {
            match rest {
                [] => (0..part.shards).try_for_each(|shard| run_shard(&tree, part, shard))?,
                ["missed"] => run_missed(&tree, part)?,
                [shard] => run_shard(&tree, part, shard.parse()?)?,
                _ => bail!("name one shard, or `missed` for what was missed before"),
            }
        }
    }
    write_report()
}

fn place() -> PathBuf {
    root().join("target/mutants")
}

/// A clone of the last commit, in a separate folder, where it can be changed.
fn clone() -> Result<PathBuf> {
    let tree = place().join("tree");
    if tree.exists() {
        let git = |arguments: &[&str]| run(command("git").arg("-C").arg(&tree).args(arguments));
        git(&["fetch", "--quiet", "origin", "HEAD"])?;
        git(&["reset", "--quiet", "--hard", "FETCH_HEAD"])?;
    } else {
        run(command("git")
            .args(["clone", "--quiet"])
            .arg(root())
            .arg(&tree))?;
    }
    Ok(tree)
}

fn cargo_mutants(tree: &Path, part: &Part, out: &Path) -> Result<Command> {
    let mut mutants = command("cargo");
    mutants
        .current_dir(tree)
        .env("PATH", tools::path()?)
        .env("CARGO_TARGET_DIR", place().join("build"))
        // Few random cases: most failures appear early, and `cargo xtask test` runs more.
        .env("PROPTEST_CASES", "8")
        .args([
            "mutants",
            "--in-place",
            "--no-shuffle",
            "--package",
            part.package,
        ])
        .args(["--minimum-test-timeout", "60", "--output"])
        .arg(out)
        .args(part.files.iter().flat_map(|file| ["--file", file]))
        .args(
            part.tests
                .iter()
                .map(|argument| format!("--cargo-arg={argument}")),
        );
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    Ok(mutants)
}

/// Runs cargo-mutants; its exit codes for missed mutants (2) and timeouts (3) are no failures here.
fn ran(mutants: &mut Command, out: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let shown = tools::shown(mutants);
    eprintln!("$ {shown}");
    let code = mutants.status()?.code();
    ensure!(
        matches!(code, Some(0 | 2 | 3)),
        "`{shown}` failed ({code:?})"
    );
    let mut lists = BTreeMap::new();
    for kind in ["caught", "missed", "timeout", "unviable"] {
        let list = fs::read_to_string(out.join(format!("mutants.out/{kind}.txt")))?;
        lists.insert(kind.to_string(), list.lines().map(str::to_string).collect());
    }
    Ok(lists)
}

fn run_shard(tree: &Path, part: &Part, shard: usize) -> Result<()> {
    ensure!(
        shard < part.shards,
        "{} has the shards 0 to {}",
        part.name,
        part.shards - 1
    );
    let out = place().join(format!("{}-{shard}", part.name));
    let mut mutants = cargo_mutants(tree, part, &out)?;
    // One after the other, each of them goes through all files.
    mutants.args([
        "--sharding",
        "round-robin",
        "--shard",
        &format!("{shard}/{}", part.shards),
    ]);
    let lists = ran(&mut mutants, &out)?;
    keep(&shard_file(part, shard), &found(tree, &lists, &|_| true)?)?;
    // This file lists what other shards missed before.
    match fs::remove_file(again_file(part)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Tries missed mutants again after tests were added, wherever they are now. One whose code is gone is dropped.
fn run_missed(tree: &Path, part: &Part) -> Result<()> {
    let at_first = shards(part)?;
    let at_first = || at_first.iter().flat_map(|found| &found.missed);
    let missed: BTreeSet<String> = at_first().map(|name| without_place(name)).collect();
    if missed.is_empty() {
        return Ok(());
    }
    let out = place().join(format!("{}-missed", part.name));
    let mut mutants = cargo_mutants(tree, part, &out)?;
    for (file, change) in missed.iter().filter_map(|name| name.split_once(':')) {
        let pattern = format!(r"^{}:\d+:\d+:{}$", escaped(file), escaped(change));
        mutants.arg("--re").arg(pattern);
    }
    let lists = ran(&mut mutants, &out)?;
    // cargo-mutants also mutates struct fields that do not match the pattern.
    let mut again = found(tree, &lists, &|name| missed.contains(&without_place(name)))?;
    let tried: BTreeSet<String> = lists
        .values()
        .flatten()
        .map(|name| without_place(name))
        .collect();
    let gone = at_first().filter(|name| !tried.contains(&without_place(name)));
    again.counts.insert("gone".to_string(), gone.count());
    keep(&again_file(part), &again)
}

/// Reads what cargo-mutants found, of the mutants that count.
fn found(
    tree: &Path,
    lists: &BTreeMap<String, Vec<String>>,
    counts: &dyn Fn(&str) -> bool,
) -> Result<Found> {
    let of = |list: &[String]| -> Vec<String> {
        list.iter().filter(|name| counts(name)).cloned().collect()
    };
    Ok(Found {
        day: crate::project::today(),
        commit: commit(tree)?,
        counts: lists
            .iter()
            .map(|(kind, list)| (kind.clone(), of(list).len()))
            .collect(),
        missed: of(&lists["missed"]).into_iter().collect(),
    })
}

fn escaped(name: &str) -> String {
    let mut pattern = String::new();
    for c in name.chars() {
        // Escape no other characters: `\<` and `\>` have a meaning.
        if r"\.+*?()|[]{}^$".contains(c) {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

fn commit(tree: &Path) -> Result<String> {
    let output = command("git")
        .arg("-C")
        .arg(tree)
        .args(["rev-parse", "--short", "HEAD"])
        .output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_string())
}

fn shard_file(part: &Part, shard: usize) -> PathBuf {
    root().join(format!(
        "tests/mutants/{}-{shard}-of-{}.txt",
        part.name, part.shards
    ))
}

fn again_file(part: &Part) -> PathBuf {
    root().join(format!("tests/mutants/{}-again.txt", part.name))
}

fn keep(file: &Path, found: &Found) -> Result<()> {
    fs::create_dir_all(file.parent().context("it stands in a folder")?)?;
    Ok(fs::write(file, serialize(found))?)
}

fn kept(file: &Path) -> Result<Option<Found>> {
    if !file.exists() {
        return Ok(None);
    }
    let found = read(&fs::read_to_string(file)?);
    found
        .with_context(|| format!("{} is not what a shard writes", file.display()))
        .map(Some)
}

/// The results of the shards that were run.
fn shards(part: &Part) -> Result<Vec<Found>> {
    (0..part.shards)
        .filter_map(|shard| kept(&shard_file(part, shard)).transpose())
        .collect()
}

/// The form of a file in `tests/mutants/`: `2026-11-23 1a2b3c4 caught 50 missed 1 timeout 0 unviable 4`, and a line for each that was missed.
fn serialize(found: &Found) -> String {
    let mut text = format!("{} {}", found.day, found.commit);
    for (kind, count) in &found.counts {
        let _ = write!(text, " {kind} {count}");
    }
    text.push('\n');
    for name in &found.missed {
        text += name;
        text.push('\n');
    }
    text
}

fn read(text: &str) -> Option<Found> {
    let mut lines = text.lines();
    let mut head = lines.next()?.split(' ');
    let (day, commit) = (head.next()?.to_string(), head.next()?.to_string());
    let mut counts = BTreeMap::new();
    while let Some(kind) = head.next() {
        counts.insert(kind.to_string(), head.next()?.parse().ok()?);
    }
    let missed = lines.map(str::to_string).collect();
    Some(Found {
        day,
        commit,
        counts,
        missed,
    })
}

/// The name of a mutant without its line and column, which move.
fn without_place(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match (parts.next(), parts.nth(2)) {
        (Some(file), Some(change)) => format!("{file}:{change}"),
        _ => name.to_string(),
    }
}

/// Why some are not caught: `tests/mutants/reasons.txt` has a line `name without its place | reason` for each.
fn reasons() -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(root().join("tests/mutants/reasons.txt"))?;
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, reason) = line.rsplit_once(" | ").context(line.to_string())?;
            Ok((name.to_string(), reason.to_string()))
        })
        .collect()
}

fn write_report() -> Result<()> {
    let reasons = reasons()?;
    let mut table = String::new();
    let mut left = String::new();
    let (mut all_first, mut all_caught, mut all_viable, mut all_gone) = (0, 0, 0, 0);
    for part in &PARTS {
        let shards = shards(part)?;
        let again = kept(&again_file(part))?;
        let count = |kinds: &[&str]| -> usize {
            let counts = shards.iter().flat_map(|found| &found.counts);
            counts
                .filter(|(kind, _)| kinds.contains(&kind.as_str()))
                .map(|(_, count)| count)
                .sum()
        };
        let first = count(&["caught", "timeout"]);
        let at_first: BTreeSet<&String> = shards.iter().flat_map(|found| &found.missed).collect();
        let viable = first + at_first.len();
        let gone = again.as_ref().map_or(0, |again| again.counts["gone"]);
        let left_now: BTreeSet<&String> = match &again {
            Some(again) => again.missed.iter().collect(),
            None => at_first,
        };
        let caught = viable - gone - left_now.len();
        let commits = |all: &mut dyn Iterator<Item = &Found>| -> String {
            let all: BTreeSet<String> = all
                .map(|found| format!("{} ({})", found.commit, found.day))
                .collect();
            all.into_iter().collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(
            table,
            "| {} | {} of {} | {} | {} | {viable} | {first}, {} | {} | {gone} | {caught}, {} |",
            part.name,
            shards.len(),
            part.shards,
            commits(&mut shards.iter()),
            count(&["unviable"]),
            percent(first, viable),
            commits(&mut again.iter()),
            percent(caught, viable - gone),
        );
        all_gone += gone;
        all_first += first;
        all_caught += caught;
        all_viable += viable;
        for name in left_now.into_iter().map(|name| without_place(name)) {
            let reason = reasons
                .get(&name)
                .map_or("not looked at yet", String::as_str);
            let _ = writeln!(left, "- `{name}`: {reason}");
        }
    }
    let tests = PARTS.map(|part| {
        let tests: Vec<&str> = part
            .tests
            .iter()
            .copied()
            .filter(|word| *word != "--test")
            .collect();
        let names = tests.join("`, `").replace("--lib", "unit tests");
        format!("of the {}: `{names}`", part.name)
    });
    let report = format!(
        "# Mutation testing\n\n\
         <!-- Written by `cargo xtask mutants`; edit `tests/mutants/reasons.txt` instead. -->\n\n\
         cargo-mutants makes one small change to the code, such as `<` to `<=`, and runs the tests: a change that no test \
         notices is a gap. It is done to the compiler and to the rooms of `src/` that know no browser. \
         `dom`, `app`, `api` and `www/` are tried by walks in browsers instead; what else is left out stands in \
         `.cargo/mutants.toml`. It takes about two hours on two cores, so CI does not run it.\n\n\
         **{all_caught} of {} changes that compile are noticed, {}.** At first {all_first} of {all_viable} were, {}: tests \
         were written for what they missed, and what they missed was tried again. What ran too long counts as noticed; \
         what the code no longer holds is gone.\n\n\
         | part | shards run | at commit | do not compile | compile | noticed at first | tried again at | gone | noticed now |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n{table}\n\
         Asked are the tests that run in seconds, those by chance with eight cases each; {}.\n\n\
         | command | does |\n| --- | --- |\n\
         | `cargo xtask mutants` | runs all shards of what is committed |\n\
         | `cargo xtask mutants compiler 3` | runs one; they count from 0 |\n\
         | `cargo xtask mutants compiler missed` | tries again what no test noticed |\n\
         | `cargo xtask mutants report` | writes this page |\n\n\
         ## Not noticed\n\n{left}",
        all_viable - all_gone,
        percent(all_caught, all_viable - all_gone),
        percent(all_first, all_viable),
        tests.join("; "),
    );
    fs::write(root().join("docs/mutants.md"), report)?;
    println!("{all_caught} are noticed; docs/mutants.md says of how many");
    Ok(())
}

fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_of_a_shard_is_read_as_it_was_written() {
        let found = Found {
            day: "2026-11-23".to_string(),
            commit: "1a2b3c4".to_string(),
            counts: [("caught".to_string(), 5), ("unviable".to_string(), 0)].into(),
            missed: ["src/a.rs:1:2: replace < with <= in b".to_string()].into(),
        };
        assert_eq!(read(&serialize(&found)), Some(found));
        assert_eq!(read("nothing"), None);
    }

    #[test]
    fn a_mutant_is_named_without_its_position() {
        let name = "src/a.rs:12:34: replace a::b -> bool with true";
        assert_eq!(
            without_place(name),
            "src/a.rs: replace a::b -> bool with true"
        );
        assert_eq!(escaped("a() -> [b; 1]"), r"a\(\) -> \[b; 1\]");
    }
}
