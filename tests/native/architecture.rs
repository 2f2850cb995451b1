//! The plan holds: who may use whom, what every file opens with, and where the browser may be known.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and what they may use. A new line here needs a very good reason; ARCHITECTURE.md shows the same table.
const MAY_USE: &[(&str, &[&str])] = &[
    ("content", &[]),
    ("tree", &[]),
    ("text", &[]),
    ("model", &["content"]),
    ("key", &["content", "model", "text", "tree"]),
    ("view", &["content", "key", "model", "text", "tree"]),
    ("html", &["tree"]),
    ("diff", &["tree"]),
    ("prerender", &["content", "html", "model", "tree", "view"]),
    ("dom", &["diff", "key", "model", "text", "tree"]),
    (
        "app",
        &[
            "content", "diff", "dom", "html", "key", "model", "tree", "view",
        ],
    ),
    ("api", &["app", "content", "dom", "key", "model", "text"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `view` for `src/view.rs` and `src/view/site.rs`.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// What stands after each `crate::` or `super::`, alone or in braces.
fn named_after(path: &str, code: &str) -> impl Iterator<Item = String> {
    let names = code
        .split(path)
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        });
    names.map(|name| {
        name.trim()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    })
}

/// The files of the view use those beneath them: never the file that puts them together, and never in a circle.
#[test]
fn the_files_of_the_view_use_each_other_in_one_direction() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&root().join("src/view"), ".rs") {
        let name = path.file_stem().unwrap().to_string_lossy().to_string();
        let code = fs::read_to_string(&path).unwrap().replace("pub(super)", "");
        uses.insert(name, named_after("super::", &code).collect());
    }
    assert!(uses["context"].is_empty());
    while !uses.is_empty() {
        let left: BTreeSet<String> = uses.keys().cloned().collect();
        // Take away those that use none of the others.
        uses.retain(|_, used| !used.is_disjoint(&left));
        assert!(
            uses.len() < left.len(),
            "these use each other in a circle: {uses:?}"
        );
    }
    let code = fs::read_to_string(root().join("src/view.rs")).unwrap();
    let names: BTreeSet<String> = files(&root().join("src/view"), ".rs")
        .iter()
        .map(|path| path.file_stem().unwrap().to_string_lossy().to_string())
        .collect();
    for name in &names {
        assert!(code.contains(&format!("mod {name};")), "{name}");
        let file = fs::read_to_string(root().join(format!("src/view/{name}.rs"))).unwrap();
        for used in named_after("super::", &file) {
            assert!(names.contains(&used), "`{name}` uses `{used}` of `view.rs`");
        }
    }
}

#[test]
fn rooms_use_only_what_they_may() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&root().join("src"), ".rs") {
        let room = room_of(&path);
        let code: String = fs::read_to_string(&path)
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        let used = uses.entry(room.clone()).or_default();
        used.extend(named_after("crate::", &code).filter(|name| *name != room));
    }
    assert_eq!(uses.remove("lib"), Some(BTreeSet::new()));
    let rooms: BTreeSet<&str> = uses.keys().map(String::as_str).collect();
    assert_eq!(
        rooms,
        MAY_USE.iter().map(|(room, _)| *room).collect(),
        "every room stands in the table"
    );
    for (room, may) in MAY_USE {
        let used: BTreeSet<&str> = uses[*room].iter().map(String::as_str).collect();
        assert_eq!(
            used,
            may.iter().copied().collect(),
            "`{room}` uses what the table says, and no line is idle"
        );
    }
}

#[test]
fn architecture_md_shows_the_same_table() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, may) in MAY_USE {
        let used: Vec<String> = may.iter().map(|name| format!("`{name}`")).collect();
        let used = if used.is_empty() {
            "nothing of ours".to_string()
        } else {
            used.join(" ")
        };
        let line = format!("| `{room}` | {used} |");
        assert!(
            page.contains(&line),
            "ARCHITECTURE.md lacks the line\n{line}"
        );
    }
}

#[test]
fn the_readme_names_every_setting_with_its_values() {
    use mbc_body_map::content::SiteId;
    use mbc_body_map::model::{HEADING_LEVELS, SETTINGS, Section, THEMES};
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let row = |name: &str| {
        let start = format!("| `{name}` |");
        page.lines()
            .find(|line| line.starts_with(&start))
            .unwrap_or_else(|| panic!("no row for `{name}`"))
    };
    let values = |name| -> Vec<&str> {
        match name {
            "site" => SiteId::all().map(|site| site.id).collect(),
            "sections" => Section::ALL.into_iter().map(Section::name).collect(),
            "theme" => THEMES.to_vec(),
            "heading-level" => HEADING_LEVELS.to_vec(),
            // Whatever the author writes: that there is a row is enough.
            _ => Vec::new(),
        }
    };
    for name in SETTINGS {
        row(name);
        for value in values(name) {
            assert!(
                row(name).contains(&format!("`{value}`")),
                "README.md: `{name}` lacks `{value}`"
            );
        }
    }
}

#[test]
fn the_wordpress_block_knows_every_setting_with_its_values() {
    use mbc_body_map::model::{HEADING_LEVELS, SETTINGS, Section, THEMES};
    let block = fs::read_to_string(root().join("wordpress/block.json")).unwrap();
    let block: String = block.chars().filter(|c| !c.is_whitespace()).collect();
    for name in SETTINGS.into_iter().chain(["lang", "emergency"]) {
        let mut words = name.split('-');
        let mut property = words.next().unwrap().to_string();
        for word in words {
            property += &word[..1].to_uppercase();
            property += &word[1..];
        }
        assert!(
            block.contains(&format!("\"{property}\":{{\"type\":")),
            "wordpress/block.json lacks `{property}`"
        );
    }
    // The build fills in the places of the edition.
    let sites = vec!["@SITE_CODES@"];
    let sections: Vec<&str> = Section::ALL.into_iter().map(Section::name).collect();
    for values in [sites, sections, THEMES.to_vec(), HEADING_LEVELS.to_vec()] {
        let list = format!("\"enum\":[\"{}\"]", values.join("\",\""));
        assert!(block.contains(&list), "wordpress/block.json lacks {list}");
    }
}

/// Pages say "`tests/page/host.test.mjs`: “a title”, “another”": each file is there and has each of them, in code.
#[test]
fn every_test_that_a_page_names_is_there() {
    for (name, least) in [
        ("SECURITY.md", 15),
        ("docs/accessibility.md", 15),
        ("docs/content-policy.md", 10),
        ("CONTRIBUTING.md", 5),
    ] {
        let page = fs::read_to_string(root().join(name)).unwrap();
        let mut found = 0;
        for rest in page.split("`: “").skip(1).map(|rest| rest.as_ptr()) {
            let at = rest as usize - page.as_ptr() as usize;
            let file = page[..at - "`: “".len()].rsplit('`').next().unwrap();
            let code = fs::read_to_string(root().join(file))
                .unwrap_or_else(|_| panic!("{name} names {file}, which is not there"));
            let mut titles = &page[at..];
            while let Some((title, after)) = titles.split_once('”') {
                let named = |line: &str| {
                    let comment = line.trim_start().starts_with(['/', '*', '#']);
                    line.contains(title) && !comment
                };
                assert!(
                    code.lines().any(named),
                    "{file} has no test “{title}”, which {name} names"
                );
                found += 1;
                match after.strip_prefix(", “") {
                    Some(next) => titles = next,
                    None => break,
                }
            }
        }
        assert!(found >= least, "{name} names {found} tests");
    }
}

#[test]
fn the_pure_rooms_know_no_browser() {
    let pure = [
        "content",
        "text",
        "model",
        "key",
        "tree",
        "view",
        "html",
        "diff",
        "prerender",
    ];
    for path in files(&root().join("src"), ".rs") {
        let room = room_of(&path);
        let code = fs::read_to_string(&path).unwrap();
        for name in [
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "std::time",
            "std::fs",
            "SystemTime",
        ] {
            assert!(
                !(pure.contains(&room.as_str()) && code.contains(name)),
                "`{room}` knows `{name}`"
            );
        }
    }
}

#[test]
fn the_shipped_javascript_makes_no_markup_and_keeps_nothing() {
    for name in [
        "www/element.js",
        "www/embed.js",
        "www/engine.js",
        "www/index.js",
        "www/inline.js",
    ] {
        let code = fs::read_to_string(root().join(name)).unwrap();
        for forbidden in [
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "localStorage",
            "sessionStorage",
            "cookie",
            "eval(",
        ] {
            assert!(!code.contains(forbidden), "{name} uses `{forbidden}`");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (folder, ending, opening) in [
        ("src", ".rs", "//! "),
        ("compiler/src", ".rs", "//! "),
        ("compiler/tests", ".rs", "//! "),
        ("xtask/src", ".rs", "//! "),
        ("tests", ".rs", "//! "),
        ("examples", ".rs", "//! "),
        ("www", "js", "// "),
        ("tests/page", "js", "// "),
        ("tests/packages", "js", "// "),
        ("bench", "js", "// "),
        ("bench", "jsx", "// "),
        ("content", ".toml", "# "),
    ] {
        for path in files(&root().join(folder), ending) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with(opening),
                "{} does not open with `{opening}`",
                path.display()
            );
        }
    }
}
