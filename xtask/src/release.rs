//! A release: one archive of everything that is published, built only from committed and tested code with a changelog.

use crate::build;
use crate::contacts::Contacts;
use crate::content;
use crate::integrity::{Integrity, sri};
use crate::project::{Project, today};
use crate::size::{self, SIZES, Size};
use crate::test::{Scope, test};
use crate::tools::{command, output, root, write_zip};
use anyhow::{Context, Result, bail, ensure};
use mbc_compiler::{Change, Changes};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The heading of the sentences in the changelog; the sizes follow.
const SENTENCES: &str = "### Sentences that changed";

/// Checks, tests and packs; refuses a tree with uncommitted changes and a changelog that does not describe the release.
pub(crate) fn release(project: &Project) -> Result<()> {
    ensure!(
        project.is_original(),
        "an edition is released by its own publisher: build it, and publish the folder"
    );
    clean("commit it first, so that the release can be made again from what is committed")?;
    for key in Contacts::read(&project.content())?.decided()? {
        eprintln!("warning: release.toml says that there is no `{key}`, and so do the documents");
    }
    let changes = content::reports(project)?.changes;
    ensure!(
        changes
            .as_ref()
            .is_none_or(|changes| changes.since != VERSION),
        "{VERSION} is released already: raise the version in Cargo.toml, and begin a section `## Unreleased (…)` in CHANGELOG.md"
    );
    build::build(project)?;
    let sizes = size::check(project)?;
    let path = root().join("CHANGELOG.md");
    let changelog = fs::read_to_string(&path)?;
    let changes = changes.as_ref();
    let described = described(&changelog, VERSION, &today(), changes, &sizes)?;
    if described != changelog {
        fs::write(&path, described)?;
        bail!(
            "CHANGELOG.md did not describe this release. Its section of {VERSION} is written now: read it, commit it, and run this again"
        );
    }
    test(project, Scope::Everything)?;
    clean("the tests changed it")?;
    let archive = root().join(format!("target/mbc-body-map-{VERSION}.zip"));
    pack(&project.dist(), &archive)?;
    check(&archive)?;
    for (language, text) in content::released(project, VERSION)? {
        fs::write(project.content().join(language).join("released.txt"), text)?;
    }
    let source = root().join(format!("target/mbc-body-map-{VERSION}-source.zip"));
    pack_source(&root(), &source)?;
    for archive in [&archive, &source] {
        let name = archive.strip_prefix(root()).unwrap_or(archive);
        println!("{}, {}", name.display(), sri(&fs::read(archive)?));
    }
    println!(
        "\nNow publish both:\n  git tag v{VERSION}\n  git add content && git commit -m \"Keep the sentences of {VERSION}, to tell what changes after it\""
    );
    Ok(())
}

/// Fails if something is not committed.
fn clean(help: &str) -> Result<()> {
    let output = command("git")
        .args(["status", "--porcelain"])
        .output()
        .context("git is needed to see what is committed")?;
    ensure!(
        output.status.success(),
        "git: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let dirty = String::from_utf8_lossy(&output.stdout);
    ensure!(dirty.is_empty(), "not committed:\n{dirty}{help}");
    Ok(())
}

/// The changelog with the complete section of this version: the day, the sentences that changed, the sizes.
fn described(
    changelog: &str,
    version: &str,
    today: &str,
    changes: Option<&Changes>,
    sizes: &[Size],
) -> Result<String> {
    let unreleased = format!("## Unreleased ({version})\n");
    let begins = format!("\n## {version} (");
    let changelog = changelog.replacen(&unreleased, &format!("## {version} ({today})\n"), 1);
    let (before, rest) = changelog.split_once(&begins).with_context(|| {
        format!("CHANGELOG.md has neither `## Unreleased ({version})` nor `## {version} (…)`")
    })?;
    let (section, older) = rest.split_at(rest.find("\n## ").unwrap_or(rest.len()));
    let written = section
        .split("\n### ")
        .next()
        .unwrap_or_default()
        .trim_end();
    ensure!(
        written.lines().any(|line| line.starts_with("- ")),
        "the section of {version} in CHANGELOG.md is empty"
    );
    let sentences = match changes {
        None => "- The first release: every sentence is new.".to_string(),
        Some(changes) if changes.all.is_empty() => format!("- None since {}.", changes.since),
        Some(changes) => changes
            .all
            .iter()
            .map(sentence)
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let rows = sizes.iter().map(|size| {
        format!(
            "| {} | {} | {} | {} |",
            size.name, size.raw, size.gzip, size.brotli
        )
    });
    let rows = rows.collect::<Vec<_>>().join("\n");
    Ok(format!(
        "{before}{begins}{written}\n\n{SENTENCES}\n\n{sentences}\n\n{SIZES}\n\n| bytes | raw | gzip | brotli |\n| --- | --- | --- | --- |\n{rows}\n{older}"
    ))
}

fn sentence(change: &Change) -> String {
    let words = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("“{before}” is now “{after}”"),
        (Some(before), None) => format!("gone: “{before}”"),
        (None, after) => format!("new: “{}”", after.as_deref().unwrap_or_default()),
    };
    format!(
        "- `{}` {}, {}: {words}",
        change.language, change.section, change.kind
    )
}

/// Everything in `dist/`.
fn pack(dist: &Path, archive: &Path) -> Result<()> {
    let mut files = BTreeMap::new();
    collect(dist, "", &mut files)?;
    write_zip(archive, &format!("mbc-body-map-{VERSION}"), &files)
}

fn collect(from: &Path, to: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = format!("{to}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// What another edition is made from: every committed file, and the sentences of this release (`released.txt`), to which the
/// approval page of that edition compares its own.
fn pack_source(folder: &Path, archive: &Path) -> Result<()> {
    let listed = output(Command::new("git").current_dir(folder).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let names = String::from_utf8(listed).context("the name of a file is not UTF-8")?;
    let mut files = BTreeMap::new();
    for name in names.split_terminator('\0') {
        let bytes = fs::read(folder.join(name)).with_context(|| name.to_string())?;
        files.insert(name.to_string(), bytes);
    }
    write_zip(archive, &format!("mbc-body-map-{VERSION}-source"), &files)
}

/// Files that every release must have.
const MUST: [&str; 12] = [
    "mbc-body-map.js",
    "wordpress/mbc-body-map.zip",
    "CHANGELOG.md",
    "THIRD-PARTY.txt",
    "sbom.cdx.json",
    "LICENSE-CONTENT.md",
    "docs/embedding.md",
    "approval.html",
    "accessibility.html",
    "accessibility.yaml",
    "check.html",
    "studio.html",
];

/// Reads the archive again: every file of its `integrity.json` must be there with that hash, and [`MUST`] be listed.
fn check(archive: &Path) -> Result<()> {
    let mut zip = zip::ZipArchive::new(fs::File::open(archive)?)?;
    let mut read = |name: &str| -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        zip.by_name(&format!("mbc-body-map-{VERSION}/{name}"))
            .with_context(|| format!("the archive has no {name}"))?
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let list: Integrity =
        serde_json::from_slice(&read("integrity.json")?).context("integrity.json")?;
    ensure!(
        !list.tools.is_empty(),
        "integrity.json does not name the tools that made the files"
    );
    for (name, hash) in &list.files {
        ensure!(
            sri(&read(name)?) == *hash,
            "{name} in the archive is not what integrity.json says"
        );
    }
    for name in MUST {
        ensure!(
            list.files.contains_key(name),
            "integrity.json does not list {name}"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{
        Change, Changes, Command, Integrity, MUST, Size, VERSION, check, described, output, pack,
        pack_source,
    };
    use crate::integrity::sri;
    use std::collections::BTreeMap;
    use std::fs;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased (0.2.0)\n\n- `[element]` Something.\n\n## 0.1.0 (2026-01-01)\n\n- Older.\n";

    fn sizes() -> Vec<Size> {
        vec![Size {
            name: "entry".to_string(),
            raw: 3,
            gzip: 2,
            brotli: 1,
        }]
    }

    fn changes() -> Changes {
        let change = |before: Option<&str>, after: Option<&str>| Change {
            language: "en".to_string(),
            section: "map".to_string(),
            kind: "key".to_string(),
            before: before.map(str::to_string),
            after: after.map(str::to_string),
        };
        let all = vec![
            change(Some("A"), Some("B")),
            change(Some("A"), None),
            change(None, Some("B")),
        ];
        Changes {
            since: "0.1.0".to_string(),
            all,
        }
    }

    #[test]
    fn a_section_gets_its_day_its_sentences_and_its_sizes() {
        let described = described(CHANGELOG, "0.2.0", "2026-02-03", Some(&changes()), &sizes())
            .expect("it has a section");
        expect_test::expect![[r#"
            # Changelog

            ## 0.2.0 (2026-02-03)

            - `[element]` Something.

            ### Sentences that changed

            - `en` map, key: “A” is now “B”
            - `en` map, key: gone: “A”
            - `en` map, key: new: “B”

            ### Sizes

            | bytes | raw | gzip | brotli |
            | --- | --- | --- | --- |
            | entry | 3 | 2 | 1 |

            ## 0.1.0 (2026-01-01)

            - Older.
        "#]]
        .assert_eq(&described);
    }

    #[test]
    fn a_release_that_is_described_already_is_not_described_again() {
        let first = described(CHANGELOG, "0.2.0", "2026-02-03", Some(&changes()), &sizes())
            .expect("it has a section");
        let again = |changes: Option<&Changes>| {
            described(&first, "0.2.0", "2026-02-04", changes, &sizes()).expect("it has a section")
        };
        assert_eq!(again(Some(&changes())), first, "also on another day");
        assert_ne!(again(None), first);
    }

    #[test]
    fn a_changelog_without_the_version_or_without_a_line_is_refused() {
        for (changelog, version, part) in [
            (CHANGELOG, "0.3.0", "neither"),
            ("# C\n\n## Unreleased (0.2.0)\n", "0.2.0", "empty"),
        ] {
            let error = described(changelog, version, "2026-02-03", None, &sizes())
                .expect_err("it does not describe it");
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn the_source_has_every_file_but_those_that_are_built() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let place = folder.path();
        for (name, text) in [
            (".gitignore", "/target\n"),
            ("content/README.md", "a"),
            ("content/en/front.toml", "b"),
            ("content/en/released.txt", "new since the last commit"),
            ("target/built", "c"),
        ] {
            fs::create_dir_all(place.join(name).parent().unwrap_or(place))?;
            fs::write(place.join(name), text)?;
        }
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            output(git.current_dir(place).args(arguments))
        };
        git(&["init", "--quiet"])?;
        git(&[
            "add",
            ".gitignore",
            "content/README.md",
            "content/en/front.toml",
        ])?;
        let archive = place.join("target/source.zip");
        pack_source(place, &archive)?;
        let zip = zip::ZipArchive::new(fs::File::open(&archive)?)?;
        let names = zip.file_names();
        let mut names = names
            .map(|name| name.map(std::borrow::Cow::into_owned))
            .collect::<Result<Vec<String>, _>>()?;
        names.sort_unstable();
        let inside = format!("mbc-body-map-{VERSION}-source/");
        let names: Vec<_> = names
            .iter()
            .map(|name| name.strip_prefix(&inside))
            .collect();
        assert_eq!(
            names,
            [
                ".gitignore",
                "content/README.md",
                "content/en/front.toml",
                "content/en/released.txt"
            ]
            .map(Some)
        );
        Ok(())
    }

    #[test]
    fn an_archive_holds_what_its_list_says_and_another_is_refused() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (dist, archive) = (folder.path().join("dist"), folder.path().join("a.zip"));
        ["wordpress", "docs"]
            .iter()
            .try_for_each(|name| fs::create_dir_all(dist.join(name)))
            .expect("a folder can be made");
        let put = |name: &str, text: &str| {
            fs::write(dist.join(name), text).expect("a file can be written")
        };
        let tools = |tool: &str| BTreeMap::from([(tool.to_string(), "1.0.0".to_string())]);
        let list = |files: &[&str], tools: BTreeMap<String, String>| {
            let files = files.iter();
            let files = files.map(|name| (name.to_string(), sri(name.as_bytes())));
            let files = files.collect();
            serde_json::to_string(&Integrity { files, tools }).expect("names and hashes are JSON")
        };
        MUST.iter().for_each(|name| put(name, name));
        put("integrity.json", &list(&MUST, tools("rustc")));
        let packed = || {
            pack(&dist, &archive)
                .and_then(|()| check(&archive))
                .map_err(|error| error.to_string())
        };
        assert_eq!(packed(), Ok(()));
        let first = fs::read(&archive).expect("it was written");
        assert_eq!(packed(), Ok(()));
        assert_eq!(
            fs::read(&archive).expect("it was written"),
            first,
            "the same files give the same bytes"
        );

        put("mbc-body-map.js", "other");
        assert_eq!(
            packed(),
            Err("mbc-body-map.js in the archive is not what integrity.json says".to_string())
        );
        fs::remove_file(dist.join("mbc-body-map.js")).expect("it is there");
        assert_eq!(
            packed(),
            Err("the archive has no mbc-body-map.js".to_string())
        );
        put("integrity.json", &list(&[], tools("rustc")));
        assert_eq!(
            packed(),
            Err("integrity.json does not list mbc-body-map.js".to_string())
        );
        put("integrity.json", &list(&[], BTreeMap::new()));
        assert_eq!(
            packed(),
            Err("integrity.json does not name the tools that made the files".to_string())
        );
    }
}
