//! Architecture tests: allowed imports, the opening comment of each file, the length of functions, and which modules
//! may use the browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// For each module the modules that it uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// The crates whose allowed imports are in a table of ARCHITECTURE.md, under a heading with the name of the folder.
const TABLES: [&str; 4] = ["src", "compiler/src", "studio/src", "xtask/src"];

/// The folders in which import cycles are forbidden.
const CRATES: [&str; 4] = ["src", "compiler/src", "studio/src", "xtask/src"];

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
    let module = module_of(&root().join("src"), path);
    module.split("::").next().unwrap().to_string()
}

/// `view::site` for `src/view/site.rs`.
fn module_of(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap().with_extension("");
    let steps: Vec<_> = inside.iter().map(|step| step.to_str().unwrap()).collect();
    steps.join("::").trim_end_matches("::mod").to_string()
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The paths at the beginning of a text, with braces expanded: `a::b` and `a::c` for `a::{b, c}`.
fn paths(text: &str) -> Vec<String> {
    let Some(group) = text.strip_prefix('{') else {
        let name: String = text.chars().take_while(|c| is_name(*c)).collect();
        let rest = &text[name.len()..];
        return match rest.strip_prefix("::") {
            Some(rest) if rest.starts_with(|c| is_name(c) || c == '{') => paths(rest)
                .into_iter()
                .map(|path| format!("{name}::{path}"))
                .collect(),
            _ => vec![name],
        };
    };
    let mut found = Vec::new();
    let (mut depth, mut begin) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.extend(paths(group[begin..at].trim()));
                begin = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|path| !path.is_empty());
    found
}

/// Which modules use which, file by file. `lib` and `main` use all of them, so they are left out.
fn uses(folder: &Path) -> Uses {
    let mut code = BTreeMap::new();
    for path in files(folder, ".rs") {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        code.insert(
            module_of(folder, &path),
            lines.collect::<Vec<_>>().join("\n"),
        );
    }
    code.retain(|module, _| module != "lib" && module != "main");
    // `view::site` for `view::site::site_row`.
    let known = |path: &str| {
        let mut path = path;
        loop {
            if code.contains_key(path) {
                return Some(path.to_string());
            }
            path = path.rsplit_once("::")?.0;
        }
    };
    let mut uses = Uses::new();
    for (module, text) in &code {
        let mut used = BTreeSet::new();
        let mut add = |parent: &str, rest: &str| {
            let begin = if parent.is_empty() {
                String::new()
            } else {
                format!("{parent}::")
            };
            used.extend(
                paths(rest)
                    .iter()
                    .filter_map(|path| known(&format!("{begin}{path}"))),
            );
        };
        for rest in text.split("crate::").skip(1) {
            add("", rest);
        }
        // Inside a module of tests `super` is the file itself.
        let own = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
        let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
        for rest in own.split("super::").skip(1) {
            add(parent, rest);
        }
        // A module refers to its child modules without `crate`.
        for child in code
            .keys()
            .filter_map(|name| name.strip_prefix(&format!("{module}::")))
        {
            for (at, _) in own.match_indices(&format!("{child}::")) {
                if !own[..at].ends_with(|c| is_name(c) || c == ':') {
                    add(module, &own[at..]);
                }
            }
        }
        used.remove(module);
        uses.insert(module.clone(), used);
    }
    uses
}

/// The same by top-level module: a file of the folder, together with the folder of the same name.
fn rooms(uses: &Uses) -> Uses {
    let room = |module: &str| module.split("::").next().unwrap().to_string();
    let mut rooms = Uses::new();
    for (module, used) in uses {
        let into = rooms.entry(room(module)).or_default();
        into.extend(
            used.iter()
                .map(|used| room(used))
                .filter(|used| *used != room(module)),
        );
    }
    rooms
}

/// A cycle of imports, if there is one.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    fn from(uses: &Uses, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        let here = way.last().unwrap().clone();
        for next in uses.get(&here).into_iter().flatten() {
            if let Some(begin) = way.iter().position(|step| step == next) {
                way.drain(..begin);
                way.push(next.clone());
                return true;
            }
            if !done.contains(next) {
                way.push(next.clone());
                if from(uses, way, done) {
                    return true;
                }
                way.pop();
            }
        }
        done.insert(here);
        false
    }
    let mut done = BTreeSet::new();
    uses.keys().find_map(|module| {
        let mut way = vec![module.clone()];
        from(uses, &mut way, &mut done).then_some(way)
    })
}

/// All cycles: each is broken at its last import before the next is searched.
fn circles(mut uses: Uses, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(way) = circle(&uses) {
        found.push(format!("{folder}: {}", way.join(" uses ")));
        let [.., from, to] = &way[..] else { break };
        uses.get_mut(from).unwrap().remove(to);
    }
    found
}

/// The rows of the table under a heading of ARCHITECTURE.md.
fn table(folder: &str) -> Uses {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let heading = format!("\n### `{folder}/`\n");
    let (_, section) = page
        .split_once(&heading)
        .unwrap_or_else(|| panic!("ARCHITECTURE.md has no heading{heading}"));
    let lines = section.lines().take_while(|line| !line.starts_with('#'));
    let names = |cell: &str| -> BTreeSet<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_string)
            .collect()
    };
    let rows = lines.filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    rows.map(|(room, may)| (room.to_string(), names(may)))
        .collect()
}

#[test]
fn rooms_use_exactly_what_the_table_of_architecture_md_says() {
    for folder in TABLES {
        let (said, found) = (table(folder), rooms(&uses(&root().join(folder))));
        let names = |uses: &Uses| uses.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(
            names(&found),
            names(&said),
            "every room of {folder} is in the table"
        );
        for (room, may) in &said {
            assert_eq!(
                &found[room], may,
                "{folder}: what `{room}` uses, and what the table says"
            );
        }
    }
}

#[test]
fn no_import_leads_back_to_where_it_began() {
    let mut found = BTreeSet::new();
    for folder in CRATES {
        let uses = uses(&root().join(folder));
        assert!(uses.values().any(|used| !used.is_empty()), "{folder}");
        for uses in [rooms(&uses), uses] {
            found.extend(circles(uses, folder));
        }
    }
    let mut scripts = Uses::new();
    for path in files(&root().join("www"), ".js") {
        let code = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().to_string();
        let imports = ["from \"./", "import \"./", "import(\"./"]
            .iter()
            .flat_map(|begin| {
                let rest = code.split(begin).skip(1);
                rest.map(|rest| rest.split('"').next().unwrap().to_string())
            });
        scripts.insert(name, imports.collect());
    }
    assert!(scripts["index.js"].contains("element.js"));
    found.extend(circles(scripts, "www"));
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_circle_is_found_and_a_fork_that_meets_again_is_none() {
    let uses = |list: &[(&str, &[&str])]| -> Uses {
        let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        list.iter()
            .map(|(name, used)| (name.to_string(), names(used)))
            .collect()
    };
    let fork = [
        ("a", &["b", "c"][..]),
        ("b", &["d"]),
        ("c", &["d"]),
        ("d", &[]),
    ];
    assert_eq!(circle(&uses(&fork)), None);
    let back = [
        ("a", &["b"][..]),
        ("b", &["c"]),
        ("c", &["d"]),
        ("d", &["b"]),
    ];
    assert_eq!(circle(&uses(&back)).unwrap().join(" "), "b c d b");
    let nested = paths("{self, a::{b, c::{d, e}}, f}; use x::y;");
    assert_eq!(nested.join(" "), "self a::b a::c::d a::c::e f");
}

/// The first line of each function with its length in lines, for code formatted by rustfmt.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (begin, line) in lines.iter().enumerate() {
        let mut words = line.split_whitespace();
        let before = ["pub", "const", "async", "unsafe", "extern"];
        let first = words.find(|word| !before.contains(&word.split('(').next().unwrap_or(word)));
        if first != Some("fn") {
            continue;
        }
        let signature = lines[begin..]
            .iter()
            .position(|line| line.ends_with(['{', ';', '}']));
        let opens = begin + signature.unwrap();
        if !lines[opens].ends_with('{') {
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let length = lines[opens..].iter().position(|line| *line == end).unwrap();
        found.push((begin, opens + length + 1 - begin));
    }
    found
}

/// A reason is a comment directly above the function, or above its attributes: `// Long because …`.
#[test]
fn a_function_of_more_than_100_lines_says_why() {
    let mut without = Vec::new();
    for folder in CRATES {
        for path in files(&root().join(folder), ".rs") {
            let code = fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = code.lines().map(str::trim_start).collect();
            for (begin, length) in functions(&code) {
                let above = lines[..begin].iter().rev();
                let mut above =
                    above.take_while(|line| line.starts_with("//") || line.starts_with("#["));
                if length > 100 && !above.any(|line| line.starts_with("// Long because ")) {
                    let name = path.strip_prefix(root()).unwrap().display();
                    without.push(format!(
                        "{name}:{}: {length} lines: {}",
                        begin + 1,
                        lines[begin]
                    ));
                }
            }
        }
    }
    assert!(without.is_empty(), "\n{}", without.join("\n"));
    let code =
        "fn a() {\n    b();\n}\n\npub(crate) fn c(\n    d: u8,\n) -> u8 {\n    d\n}\nfn e();\n";
    assert_eq!(functions(code), [(0, 3), (4, 5)]);
}

#[test]
fn the_readme_names_every_setting_with_its_values() {
    use mbc_body_map::content::SITES;
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
            "site" => SITES.iter().map(|site| site.id).collect(),
            "sections" => Section::ALL.into_iter().map(Section::name).collect(),
            "theme" => THEMES.to_vec(),
            "heading-level" => HEADING_LEVELS.to_vec(),
            // Free text: it is enough that the attribute has a row.
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

/// The rules of the WordPress block are written from `www/interface.json`; `tests/page/values.test.mjs` compares them.
#[test]
fn the_interface_knows_every_setting_with_its_values() {
    use mbc_body_map::model::{HEADING_LEVELS, SETTINGS, Section, THEMES};
    let interface = fs::read_to_string(root().join("www/interface.json")).unwrap();
    let interface: String = interface.chars().filter(|c| !c.is_whitespace()).collect();
    for name in SETTINGS.into_iter().chain(["lang", "emergency"]) {
        assert!(
            interface.contains(&format!("{{\"name\":\"{name}\",\"property\":")),
            "www/interface.json lacks `{name}`"
        );
    }
    let sections: Vec<&str> = Section::ALL.into_iter().map(Section::name).collect();
    for values in [sections, THEMES.to_vec(), HEADING_LEVELS.to_vec()] {
        let list = format!("\"values\":[\"{}\"]", values.join("\",\""));
        assert!(interface.contains(&list), "www/interface.json lacks {list}");
    }
}

/// Documents refer to tests as "`tests/page/host.test.mjs`: “a title”, “another”": each file exists and has each title,
/// outside of comments.
#[test]
fn every_test_that_a_page_names_is_there() {
    for (name, least) in [
        ("SECURITY.md", 15),
        ("docs/accessibility.md", 15),
        ("docs/content-policy.md", 10),
        ("docs/support.md", 8),
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

/// The pages in Markdown of the project itself, without those of packages that are installed in it.
fn documents() -> Vec<PathBuf> {
    let in_root = fs::read_dir(root()).unwrap();
    let mut all: Vec<PathBuf> = in_root.map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    for folder in ["docs", "content", "bench"] {
        let found = files(&root().join(folder), ".md");
        all.extend(
            found
                .into_iter()
                .filter(|path| !path.to_string_lossy().contains("node_modules")),
        );
    }
    all.sort();
    all
}

/// The part of an address that leads to a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// What a link inside the project lacks: the file, or the heading in it.
fn missing(from: &Path, link: &str) -> Option<String> {
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let to = match file {
        "" => from.to_path_buf(),
        file => from.parent().unwrap().join(file),
    };
    if !to.exists() {
        return Some(format!("`{link}`: there is no such file"));
    }
    if heading.is_empty() {
        return None;
    }
    let page = fs::read_to_string(&to).unwrap();
    let mut headings = page.lines().filter(|line| line.starts_with('#'));
    let found = headings.any(|line| anchor(line) == heading);
    (!found).then(|| format!("`{link}`: there is no such heading"))
}

/// The addresses of the links and pictures of a page.
fn links(page: &str) -> Vec<&str> {
    let written = page
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let sources = page
        .split("src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let all = written.chain(sources);
    all.filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        .collect()
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let (mut found, mut wrong) = (0, Vec::new());
    for path in documents() {
        let page = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display();
        // The samples of code in a page are not links.
        let prose: String = page.split("```").step_by(2).collect();
        for link in links(&prose) {
            found += 1;
            wrong.extend(missing(&path, link).map(|what| format!("{name}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(found > 60, "only {found} links");
    let here = root().join("README.md");
    assert_eq!(
        links("[a](b.md#c) ![](d.png) [e](https://f)"),
        ["b.md#c", "d.png"]
    );
    assert_eq!(missing(&here, "docs/support.md#where-to-write"), None);
    for link in ["docs/none.md", "docs/support.md#none", "#none"] {
        assert!(missing(&here, link).is_some(), "{link}");
    }
}

/// What OSPS Baseline 2026.02.19 asks for at levels 1 and 2: <https://baseline.openssf.org>.
const BASELINE: &str = "AC-01.01 AC-02.01 AC-03.01 AC-03.02 BR-01.01 BR-01.03 BR-03.01 BR-03.02 BR-07.01 DO-01.01 DO-02.01 \
    GV-02.01 GV-03.01 LE-02.01 LE-02.02 LE-03.01 LE-03.02 QA-01.01 QA-01.02 QA-02.01 QA-04.01 QA-05.01 QA-05.02 VM-02.01 \
    AC-04.01 BR-02.01 BR-04.01 BR-05.01 BR-06.01 DO-06.01 DO-07.01 GV-01.01 GV-01.02 GV-03.02 LE-01.01 QA-03.01 QA-06.01 \
    SA-01.01 SA-02.01 SA-03.01 VM-01.01 VM-03.01 VM-04.01";

#[test]
fn each_requirement_of_the_security_baseline_has_a_state_and_each_claim_a_file() {
    let page = fs::read_to_string(root().join("docs/security-baseline.md")).unwrap();
    let release = fs::read_to_string(root().join("release.toml")).unwrap();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| OSPS-"))
        .map(|line| line.split(" | ").collect())
        .collect();
    let ids = rows.iter().map(|row| row[0].trim_start_matches("| OSPS-"));
    assert_eq!(ids.collect::<Vec<_>>().join(" "), BASELINE);
    for row in rows {
        let (state, place) = (row[2], row[3]);
        assert!(
            ["met", "not met", "open", "none"].contains(&state),
            "{}: {state}",
            row[0]
        );
        assert!(
            state != "met" || place.contains("]("),
            "{} is claimed without a file",
            row[0]
        );
        if let Some((before, _)) = place.split_once("` in [release.toml]") {
            let key = before.rsplit('`').next().unwrap();
            let line = format!("\n{key} = ");
            let (_, value) = release.split_once(&line).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(
                state == "open",
                value.starts_with("\"\"\n"),
                "{}: `{key}` of release.toml",
                row[0]
            );
        }
    }
}

#[test]
fn the_pure_rooms_know_no_browser() {
    let pure = [
        "content",
        "model",
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
        ("studio/src", ".rs", "//! "),
        ("studio/tests", ".rs", "//! "),
        ("xtask/src", ".rs", "//! "),
        ("xtask/src", ".js", "// "),
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
