//! `dist/wordpress/mbc-body-map.zip`: the sources of `wordpress/` with version, changelog, rules of the attributes and
//! regions filled in, the files that a visitor loads, and what translators and WordPress need of `wordpress/languages/`.

use crate::edition::Edition;
use crate::package::Interface;
use crate::tools::{command, root, run, write_zip};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The plugin's folder on the site, which is also its name for WordPress.
const FOLDER: &str = "mbc-body-map";

/// The area of the changelog's lines for whoever keeps a site, which are the plugin's own changelog.
const AREA: &str = "`[wordpress]` ";

/// Builds the plugin from the files in `dist`.
pub(crate) fn plugin(dist: &Path, content: &mbc_compiler::Output) -> Result<()> {
    let languages: Vec<&str> = content.packs.iter().map(|(code, _)| &code[..]).collect();
    let sites = &content.sites;
    let names: BTreeMap<_, _> = content.site_names.iter().cloned().collect();
    let version = env!("CARGO_PKG_VERSION");
    let runtime = files(dist, |name| {
        let ours = name.starts_with(FOLDER) && !name.contains(".inline.");
        ours && [".js", ".wasm", ".pack"]
            .iter()
            .any(|ending| name.ends_with(ending))
            || name.starts_with("fallback.")
    })?;
    let mut hash = Sha256::new();
    for (name, bytes) in &runtime {
        hash.update(name);
        hash.update(bytes);
    }
    let hash: String = hash.finalize()[..5]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();

    let mut plugin = BTreeMap::new();
    let changes = changes(&fs::read_to_string(root().join("CHANGELOG.md"))?, version)?;
    let interface = Interface::read(sites)?;
    let forms = interface.block_forms()?;
    let php = |(name, _, form): &(String, String, String)| {
        format!("\t\t'{name}' => __( '{}', '{FOLDER}' ),\n", quoted(form))
    };
    let js = |(_, property, form): &(String, String, String)| {
        format!("    {property}: __('{}', \"{FOLDER}\"),\n", quoted(form))
    };
    let styles = interface.block_styles()?;
    let edition = Edition::read(&content.claims)?;
    let tokens = [
        ("@PUBLISHER@", in_comment(&edition.publisher)),
        ("@CHANGED@", edition.changed()),
        ("@VERSION@", version.to_string()),
        ("@FILES@", hash.clone()),
        ("\"@ATTRIBUTES@\"", interface.block_attributes(&languages)?),
        ("@SITE_LIST@", sites.join("` `")),
        ("\"@SITE_NAMES@\"", serde_json::to_string(&names)?),
        (
            "'@FORMS@'",
            format!("array(\n{}\t)", forms.iter().map(php).collect::<String>()),
        ),
        (
            "\"@FORMS@\"",
            format!("{{\n{}  }}", forms.iter().map(js).collect::<String>()),
        ),
        ("'@STYLES@'", format!("array( '{}' )", styles.join("', '"))),
        ("@CHANGELOG@", changes),
    ];
    // No hidden file: where a server does not allow what an `.htaccess` says, it answers each file of the folder with 500.
    for (name, bytes) in files(&root().join("wordpress"), |name| !name.starts_with('.'))? {
        let mut text = String::from_utf8(bytes).with_context(|| format!("wordpress/{name}"))?;
        if name == "readme.txt" {
            text = edition.document(text).context("wordpress/readme.txt")?;
        }
        for (token, value) in &tokens {
            text = text.replace(token, value);
        }
        plugin.insert(name, text.into_bytes());
    }
    plugin.insert("LICENSE.txt".to_string(), licence()?.into_bytes());
    let others = fs::read(dist.join("THIRD-PARTY.txt")).context("THIRD-PARTY.txt")?;
    plugin.insert("THIRD-PARTY.txt".to_string(), others);
    plugin.extend(translations(&plugin)?);
    for (name, bytes) in runtime {
        plugin.insert(format!("{version}-{hash}/{name}"), bytes);
    }

    fs::create_dir_all(dist.join("wordpress"))?;
    write_zip(&dist.join("wordpress/mbc-body-map.zip"), FOLDER, &plugin)
}

/// A text that ends no comment of PHP and stays on its line.
fn in_comment(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("*/", "* /").replace("?>", "? >")
}

/// `languages/`: the texts of the filled-in sources, and their translations in the forms that WordPress reads.
fn translations(plugin: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let staged = root().join("target/wordpress");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    fs::create_dir_all(staged.join("languages"))?;
    for (name, bytes) in plugin {
        fs::write(staged.join(name), bytes)?;
    }
    run(command("node")
        .arg("xtask/src/wordpress/texts.mjs")
        .arg(&staged))?;
    let made = files(&staged.join("languages"), |_| true)?;
    let named = made
        .into_iter()
        .map(|(name, bytes)| (format!("languages/{name}"), bytes));
    Ok(named.collect())
}

/// A text inside single quotes, in PHP and in JavaScript.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

/// The files of a folder by name, without its subfolders.
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_string();
        if entry.file_type()?.is_file() && wanted(&name) {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(found)
}

/// The lines of the changelog for webmasters, of this version, in the form of `readme.txt`.
fn changes(changelog: &str, version: &str) -> Result<String> {
    let section = changelog
        .split("\n## ")
        .skip(1)
        .find(|section| {
            let heading = section.lines().next().unwrap_or_default();
            heading
                .split([' ', '(', ')'])
                .any(|word| word.trim_start_matches('v') == version)
        })
        .with_context(|| format!("CHANGELOG.md has no section for {version}"))?;
    let lines: Vec<String> = section
        .lines()
        .skip(1)
        // The tables of sizes and the changed sentences are only in CHANGELOG.md.
        .take_while(|line| !line.starts_with("### "))
        .filter_map(|line| line.strip_prefix("- ")?.strip_prefix(AREA))
        .map(|line| format!("* {line}"))
        .collect();
    ensure!(
        !lines.is_empty(),
        "CHANGELOG.md: the section of {version} has no line that begins with {AREA}: write what an update of the plugin \
         changes on a site, for whoever keeps it"
    );
    Ok(format!("= {version} =\n\n{}", lines.join("\n")))
}

/// The licences of the code and of the words.
fn licence() -> Result<String> {
    let read = |name: &str| fs::read_to_string(root().join(name)).context(name.to_string());
    Ok(format!(
        "Code: MIT (below) or Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0), as you like.\n\n{}\n{}",
        read("LICENSE-MIT")?,
        read("content/LICENSE.md")?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_no_comment() {
        assert_eq!(in_comment("A */ b\n?> c"), "A * / b ? > c");
    }

    #[test]
    fn the_changelog_of_the_plugin_has_the_lines_for_webmasters_of_its_version_alone() {
        let changelog = "# C\n\n## Unreleased (0.2.0)\n\n- `[element]` A.\n- `[wordpress]` B.\n\n### Sizes\n\n- `[wordpress]` C.\n\n\
                         ## 0.1.0 (2026-01-01)\n\n- `[wordpress]` D.\n";
        let of = |version: &str| changes(changelog, version).map_err(|error| error.to_string());
        assert_eq!(of("0.2.0"), Ok("= 0.2.0 =\n\n* B.".to_string()));
        assert_eq!(of("0.1.0"), Ok("= 0.1.0 =\n\n* D.".to_string()));
        let other = changelog.replace("`[wordpress]` B", "`[files]` B");
        let error = changes(&other, "0.2.0").expect_err("nothing is for webmasters");
        assert!(
            error
                .to_string()
                .contains("no line that begins with `[wordpress]`"),
            "{error}"
        );
    }
}
