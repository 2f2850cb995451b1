//! Every rule of the content compiler, broken once: what it says, and where.
//!
//! `good/` is the smallest content that compiles. Each test changes a copy of it and compares all that the
//! compiler says with the words written here; `UPDATE_EXPECT=1` writes them anew, and then they must be read.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use expect_test::{Expect, expect, expect_file};
use mbc_compiler::{
    Diagnostic, Folder, Named, Output, READ_TOGETHER, Reports, compile_style, glance, key_tables,
    survey,
};
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

const GOOD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");
const FRONT: &str = "en/front.toml";
const MY_TYPE: &str = "en/my-type.toml";
const UI: &str = "en/ui.toml";
const SITE: &str = "en/sites/1-hill.toml";
const SIGNS: &str = "en/signs.toml";
const GERMAN_SIGNS: &str = "de/signs.toml";
const SUBTYPE: &str = "en/subtypes/1-arrow.toml";
const GERMAN_SITE: &str = "de/sites/1-hill.toml";
const GERMAN_SUBTYPE: &str = "de/subtypes/1-arrow.toml";
const TOPIC: &str = "en/topics/basics.toml";
const EFFECTS: &str = "en/topics/effects.toml";
const TREATMENT: &str = "en/topics/treatment.toml";
const HELP: &str = "en/topics/help.toml";
const GLOSSARY: &str = "en/topics/glossary.toml";
const GERMAN_GLOSSARY: &str = "de/topics/glossary.toml";
const RULES: &str = "en/rules.toml";
const GERMAN_RULES: &str = "de/rules.toml";
const EDITION: &str = "edition.toml";
const REVIEW: &str = "review.toml";
const GERMAN_TOPIC: &str = "de/topics/basics.toml";
const GERMAN_READ: &str = "de/read-together.txt";

/// A day on which no check is due.
const TODAY: &str = "2026-12-01";

/// A list of one item, as it stands in `SITE`.
const REST: &str = "[[relief]]\nid = \"rest\"\ntext = \"A rest.\"\nfacts = [\"sign.seen\"]\n";

/// What the only part of `TOPIC` says, its question, and what it does not know.
const HEAP: &str =
    "[[part.say]]\nid = \"heap\"\ntext = \"A cairn is a sign too.\"\nfacts = [\"sign.seen\"]\n";
const GERMAN_HEAP: &str =
    "[[part.say]]\nid = \"heap\"\ntext = \"Auch ein Steinmann ist ein Zeichen.\"\n";
const ASK: &str =
    "[[ask]]\nid = \"what\"\ntext = \"What does it show?\"\nfacts = [\"prompt.ask\"]\n";
const UNKNOWN: &str =
    "[[unknown]]\nid = \"oldest\"\ntext = \"Which is the oldest.\"\nfacts = [\"sign.old\"]\n";

/// What the part for numbers of `TREATMENT` says.
const WOOD: &str = "text = \"About 75 in 100 arrows are of wood.\"\nfacts = [\"sign.seen\"]\n";

/// The only line of `HELP`.
const LINE: &str = "[[part.line]]\nid = \"warden\"\nname = \"The warden\"\ntext = \"Knows each hill.\"\nlanguages = \"English and Latin\"\nhours = \"By day\"\nphone = \"555-0100\"\nurl = \"https://warden.example\"\nfacts = [\"sign.seen\"]\n";

/// What is done to the good content, in this order.
struct Change(Vec<Step>);

enum Step {
    /// In a file, a text that stands there once, and another instead.
    Replace(&'static str, &'static str, String),
    Write(&'static str, Vec<u8>),
    Copy(&'static str, String),
    Delete(&'static str),
    Folder(&'static str),
    /// The same as [`Step::Replace`] within the sign with an id.
    InSign {
        path: &'static str,
        id: &'static str,
        old: &'static str,
        new: String,
    },
    /// A symbolic link to a file that does not exist.
    #[cfg(unix)]
    Dangling(&'static str),
}

fn replace(path: &'static str, old: &'static str, new: impl Into<String>) -> Change {
    Change(vec![Step::Replace(path, old, new.into())])
}

fn write(path: &'static str, bytes: impl Into<Vec<u8>>) -> Change {
    Change(vec![Step::Write(path, bytes.into())])
}

fn copy(from: &'static str, to: &str) -> Change {
    Change(vec![Step::Copy(from, to.to_string())])
}

fn delete(path: &'static str) -> Change {
    Change(vec![Step::Delete(path)])
}

fn folder(path: &'static str) -> Change {
    Change(vec![Step::Folder(path)])
}

impl Change {
    fn and(mut self, other: Change) -> Change {
        self.0.extend(other.0);
        self
    }

    /// The good content so changed, in the folder `content` of another.
    #[track_caller]
    fn content(self) -> TempDir {
        let folder = TempDir::new().unwrap();
        let content = folder.path().join("content");
        copy_folder(Path::new(GOOD), &content);
        for step in self.0 {
            step.apply(&content);
        }
        folder
    }

    /// Compiles the good content so changed.
    #[track_caller]
    fn compile(self) -> Result<Output, Vec<Diagnostic>> {
        compile(&self.content().path().join("content"))
    }

    /// Prints the reports of the good content so changed.
    #[track_caller]
    fn report(self) -> Reports {
        report(&self.content().path().join("content"), TODAY).expect("nothing is wrong")
    }

    /// Compares all that the compiler says.
    #[track_caller]
    fn says(self, expected: Expect) {
        expected.assert_eq(&diagnostics_text(self.compile()));
    }
}

impl Step {
    #[track_caller]
    fn apply(self, content: &Path) {
        match self {
            Step::Replace(path, old, new) => {
                let text = fs::read_to_string(content.join(path)).unwrap();
                assert_eq!(
                    text.matches(old).count(),
                    1,
                    "{old:?} must stand once in {path}"
                );
                fs::write(content.join(path), text.replace(old, &new)).unwrap();
            }
            Step::Write(path, bytes) => fs::write(content.join(path), bytes).unwrap(),
            Step::Copy(from, to) => drop(fs::copy(content.join(from), content.join(to)).unwrap()),
            Step::Delete(path) if content.join(path).is_dir() => {
                fs::remove_dir_all(content.join(path)).unwrap()
            }
            Step::Delete(path) => fs::remove_file(content.join(path)).unwrap(),
            Step::Folder(path) => fs::create_dir(content.join(path)).unwrap(),
            Step::InSign { path, id, old, new } => {
                let text = fs::read_to_string(content.join(path)).unwrap();
                let (before, rest) = text
                    .split_once(&format!("[[sign]]\nid = {id:?}\n"))
                    .unwrap();
                let head = &text[before.len()..text.len() - rest.len()];
                let (sign, after) = rest.split_once("\n\n").unwrap();
                let sign = format!("{head}{sign}\n");
                let count = sign.matches(old).count();
                assert_eq!(
                    count, 1,
                    "{old:?} must stand once in the sign {id} of {path}"
                );
                let text = format!("{before}{}\n{after}", sign.replace(old, &new));
                fs::write(content.join(path), text).unwrap();
            }
            #[cfg(unix)]
            Step::Dangling(path) => {
                let path = content.join(path);
                if path.exists() {
                    fs::remove_file(&path).unwrap();
                }
                std::os::unix::fs::symlink("nowhere", path).unwrap();
            }
        }
    }
}

/// A style sheet.
struct Sheet(&'static str);

impl Sheet {
    fn compile(self) -> Result<String, Vec<Diagnostic>> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("www/widget.css");
        fs::create_dir(folder.path().join("www")).unwrap();
        fs::write(&path, self.0).unwrap();
        compile_style(&path, &["dale".to_string(), "hill".to_string()])
    }

    #[track_caller]
    fn says(self, expected: Expect) {
        expected.assert_eq(&diagnostics_text(self.compile()));
    }
}

/// Compiles a folder, and compares what the studio says of the same files in memory.
///
/// With `MBC_FIXTURES=FOLDER` each such content is written there with what was said, for the test of the studio, in
/// which the same compiler reads them in a browser.
#[track_caller]
fn compile(content: &Path) -> Result<Output, Vec<Diagnostic>> {
    let result = mbc_compiler::compile(Folder(content.to_path_buf()));
    let mut named = Named {
        name: "content".to_string(),
        ..Named::default()
    };
    // Only a file system has links to nowhere.
    if name_files(content, "", &mut named) {
        let studio = survey(named.clone(), TODAY);
        let packs = result.as_ref().map(|output| output.packs.clone());
        let faults = result.as_ref().err().cloned();
        assert_eq!(studio.faults, faults.clone().unwrap_or_default());
        if let Ok(packs) = packs {
            assert_eq!(glance(named.clone(), "").packs, packs);
        }
        if let Some(folder) = std::env::var_os("MBC_FIXTURES") {
            write_fixture(Path::new(&folder), &named, &faults.unwrap_or_default());
        }
    }
    result
}

/// Reads the files of a folder into memory; false if there is a link to nowhere.
fn name_files(folder: &Path, path: &str, named: &mut Named) -> bool {
    let mut is_whole = true;
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = format!("{path}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            named.files.insert(format!("{path}/"), (*b"").into());
            is_whole &= name_files(&entry.path(), &format!("{path}/"), named);
        } else if let Ok(bytes) = fs::read(entry.path()) {
            named.files.insert(path, bytes.into());
        } else {
            is_whole = false;
        }
    }
    is_whole
}

fn write_fixture(folder: &Path, content: &Named, faults: &[Diagnostic]) {
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let files = content.files.iter();
    let files: BTreeMap<&String, String> = files.map(|(path, bytes)| (path, hex(bytes))).collect();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let fixture = serde_json::json!({ "files": files, "said": said }).to_string();
    let name = hex(&sha2::Sha256::digest(fixture.as_bytes())[..8]);
    fs::write(folder.join(format!("{name}.json")), fixture).unwrap();
}

fn report(content: &Path, today: &str) -> Result<Reports, Vec<Diagnostic>> {
    mbc_compiler::report(Folder(content.to_path_buf()), today)
}

fn accept(content: &Path, files: &[String]) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    mbc_compiler::accept(Folder(content.to_path_buf()), files)
}

#[track_caller]
fn diagnostics_text<T>(result: Result<T, Vec<Diagnostic>>) -> String {
    let diagnostics = result.err().expect("something is wrong");
    diagnostics
        .iter()
        .map(|diagnostic| format!("{diagnostic}\n"))
        .collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A block of `review.toml`.
fn review(section: &str, language: &str, words: &str) -> String {
    format!(
        "[[review]]\nsection = \"{section}\"\nlanguage = \"{language}\"\nreviewer = \"A. Walker\"\nrole = \"warden\"\n\
         date = 2026-08-01\nnext = 2027-08-01\nwords = \"{words}\"\n"
    )
}

/// What the approval page prints for the words of a section, by the number of the language.
#[track_caller]
fn fingerprint(reports: &Reports, section: &str, language: usize) -> String {
    let (_, rest) = reports
        .approval
        .split_once(&format!("<h2>Section: {section}</h2>"))
        .unwrap();
    let (words, _) = rest
        .split("SHA-256 of these words: <code>")
        .nth(language + 1)
        .unwrap()
        .split_once('<')
        .unwrap();
    words.to_string()
}

/// The warnings of a report about how the words read.
fn warnings_text(reports: &Reports) -> String {
    let read_together = |warning: &&Diagnostic| warning.message.contains("read together");
    reports
        .warnings
        .iter()
        .filter(|warning| !read_together(warning))
        .map(|warning| format!("{warning}\n"))
        .collect()
}

/// Every file under a folder with its text.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            all.extend(texts(&path));
        } else {
            all.push((path.clone(), fs::read_to_string(path).unwrap()));
        }
    }
    all
}

fn good() -> Output {
    Change(Vec::new())
        .compile()
        .expect("the good content compiles")
}

/// As an editor on Windows saves them.
#[test]
fn files_whose_lines_end_as_on_windows_compile_to_the_same() {
    let folder = Change(Vec::new()).content();
    let content = folder.path().join("content");
    for (path, text) in texts(&content) {
        fs::write(path, text.replace('\n', "\r\n")).unwrap();
    }
    let (windows, good_content) = (compile(&content).expect("it compiles"), good());
    assert_eq!(windows.structure, good_content.structure);
    assert_eq!(windows.packs, good_content.packs);
    assert_eq!(windows.claims, good_content.claims);
    assert_eq!(windows.warnings, good_content.warnings);
    let reports = report(&content, TODAY).expect("nothing is wrong");
    let good_reports = Change(Vec::new()).report();
    assert_eq!(reports.approval, good_reports.approval);
    assert_eq!(warnings_text(&reports), warnings_text(&good_reports));
}

// Keys and types.

#[test]
fn an_unknown_key_names_the_nearest_one() {
    replace(
        FRONT,
        r#"draft = "A draft""#,
        "draft = \"A draft\"\ntittle = \"A map\"",
    )
    .says(expect![[r#"
        content/en/front.toml:3:1: unknown key `tittle`
          help: did you mean `title`?
    "#]]);
}

#[test]
fn an_unknown_key_near_no_other_names_them_all() {
    replace(
        FRONT,
        r#"draft = "A draft""#,
        "draft = \"A draft\"\nzzz = \"A map\"",
    )
    .says(expect![[r#"
        content/en/front.toml:3:1: unknown key `zzz`
          help: take it away, or use one of: title, draft, message, no-cure, paths, map, start-here, short, guide, footer
    "#]]);
}

#[test]
fn an_unknown_key_of_an_item_is_found() {
    replace(
        SITE,
        r#"text = "A post""#,
        "text = \"A post\"\nfoto = \"A post\"",
    )
    .says(expect![[r#"
        content/en/sites/1-hill.toml:16:1: unknown key `foto`
          help: take it away, or use one of: id, text, clinician, facts
    "#]]);
}

#[test]
fn a_misspelt_key_is_missing_and_unknown() {
    replace(SITE, "hint =", "hnit =").says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `hint` is missing
          help: write `hint = "…"`
        content/en/sites/1-hill.toml:2:1: unknown key `hnit`
          help: did you mean `hint`?
    "#]]);
}

#[test]
fn a_missing_key_is_found() {
    replace(FRONT, "draft = \"A draft\"\n", "").says(expect![[r#"
        content/en/front.toml:1:1: `draft` is missing
          help: write `draft = "…"`
    "#]]);
}

#[test]
fn a_missing_key_of_a_claim_points_to_the_claim() {
    replace(FRONT, "text = \"A sign can be old.\"\n", "").says(expect![[r#"
        content/en/front.toml:8:2: `text` is missing
          help: write `text = "…"`
    "#]]);
}

#[test]
fn a_missing_key_of_an_item_points_to_the_item() {
    replace(SITE, "text = \"An arrow\"\n", "").says(expect![[r#"
        content/en/sites/1-hill.toml:18:1: `text` is missing
          help: write `text = "…"`
    "#]]);
}

#[test]
fn a_number_is_no_text() {
    replace(FRONT, r#""A draft""#, "7").says(expect![[r#"
        content/en/front.toml:2:9: `draft` is a number
          help: write `draft = "…"`
    "#]]);
}

#[test]
fn a_text_is_no_list() {
    replace(SUBTYPE, r#"chips = ["wood", "tin"]"#, r#"chips = "wood""#).says(expect![[r#"
        content/en/subtypes/1-arrow.toml:2:9: `chips` is a text
          help: write `chips = ["…"]`
    "#]]);
}

#[test]
fn a_list_of_numbers_is_no_list_of_texts() {
    replace(SUBTYPE, r#""tin""#, "7").says(expect![[r#"
        content/en/subtypes/1-arrow.toml:2:18: an item of `chips` is a number
          help: write `chips = ["…"]`
    "#]]);
}

#[test]
fn a_text_is_no_table() {
    replace(
        SITE,
        "[key]\ntext = \"Hills have signs.\"\nfacts = [\"sign.seen\"]",
        r#"key = "Hills have signs.""#,
    )
    .says(expect![[r#"
        content/en/sites/1-hill.toml:4:7: `key` is a text
          help: write `[key]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn a_table_is_no_list() {
    replace(MY_TYPE, "[[intro]]", "[intro]").says(expect![[r#"
        content/en/my-type.toml:5:1: `intro` is a table
          help: write at least one item, each under `[[intro]]`
    "#]]);
}

#[test]
fn a_list_of_texts_is_no_list_of_items() {
    let hint = r#"hint = "Behind the wood""#;
    replace(SITE, REST, "")
        .and(replace(
            SITE,
            hint,
            format!("{hint}\nrelief = [\"a rest\"]"),
        ))
        .says(expect![[r#"
            content/en/sites/1-hill.toml:3:11: an item of `relief` is a text
              help: write at least one item, each under `[[relief]]`
        "#]]);
}

#[test]
fn a_text_is_no_flag() {
    replace(SUBTYPE, "label = true", r#"label = "yes""#).says(expect![[r#"
        content/en/subtypes/1-arrow.toml:3:9: `label` is a text
          help: write `label = true`, or leave it out
    "#]]);
}

#[test]
fn a_missing_table_is_found() {
    replace(
        SITE,
        "[key]\ntext = \"Hills have signs.\"\nfacts = [\"sign.seen\"]\n",
        "",
    )
    .says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `key` is missing
          help: write `[key]` on a line of its own, and below it what belongs to it (PEMAT 1, CCI 1)
    "#]]);
}

#[test]
fn a_missing_table_inside_a_table_is_named_in_full() {
    replace(
        MY_TYPE,
        "[answer.check]\ntext = \"Show it to the warden.\"\nfacts = [\"prompt.ask\"]\n",
        "",
    )
    .says(expect![[r#"
        content/en/my-type.toml:34:2: `check` is missing
          help: write `[answer.check]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn a_missing_list_is_found() {
    replace(SITE, REST, "").says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `relief` is missing
          help: write at least one item, each under `[[relief]]`
    "#]]);
}

#[test]
fn a_missing_list_inside_a_table_is_named_in_full() {
    replace(
        FRONT,
        "[[footer.notes]]\nid = \"look\"\ntext = \"Look around.\"\nfacts = [\"prompt.ask\"]\n",
        "",
    )
    .says(expect![[r#"
        content/en/front.toml:34:2: `notes` is missing
          help: write at least one item, each under `[[footer.notes]]`
    "#]]);
}

#[test]
fn a_missing_list_of_texts_is_found() {
    replace(SUBTYPE, "chips = [\"wood\", \"tin\"]\n", "").says(expect![[r#"
        content/en/subtypes/1-arrow.toml:1:1: `chips` is missing
          help: write `chips = ["…"]`
    "#]]);
}

#[test]
fn an_empty_list_is_found() {
    let hint = r#"hint = "Behind the wood""#;
    replace(SITE, REST, "")
        .and(replace(SITE, hint, format!("{hint}\nrelief = []")))
        .says(expect![[r#"
            content/en/sites/1-hill.toml:3:10: `relief` is empty
              help: write at least one item, each under `[[relief]]`
        "#]]);
}

#[test]
fn a_list_of_more_than_seven_is_too_long() {
    let more: String = (2..=8)
        .map(|n| {
            format!("[[relief]]\nid = \"rest-{n}\"\ntext = \"A {n}\"\nfacts = [\"sign.seen\"]\n\n")
        })
        .collect();
    replace(SITE, "[[ask]]", more + "[[ask]]").says(expect![[r#"
        content/en/sites/1-hill.toml:63:1: `relief` holds 8 items
          help: keep the 7 that matter most, or split the list (PEMAT 8, CCI 8)
    "#]]);
}

// Texts.

#[test]
fn an_empty_text_is_found() {
    replace(FRONT, r#""A draft""#, r#""""#).says(expect![[r#"
        content/en/front.toml:2:9: `draft` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn a_text_of_spaces_is_empty() {
    replace(FRONT, r#""A draft""#, r#""  ""#).says(expect![[r#"
        content/en/front.toml:2:9: `draft` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn a_space_before_a_text_is_found() {
    replace(FRONT, r#""A draft""#, r#"" A draft""#).says(expect![[r#"
        content/en/front.toml:2:9: `draft` begins or ends with a space
          help: take the space away
    "#]]);
}

#[test]
fn a_space_after_a_text_is_found() {
    replace(SUBTYPE, r#""tin""#, r#""tin ""#).says(expect![[r#"
        content/en/subtypes/1-arrow.toml:2:18: an item of `chips` begins or ends with a space
          help: take the space away
    "#]]);
}

#[test]
fn a_control_character_is_found() {
    replace(FRONT, r#""A draft""#, r#""A\tdraft""#).says(expect![[r#"
        content/en/front.toml:2:9: `draft` holds a tab
          help: put a space in its place; a text is one line
    "#]]);
}

#[test]
fn a_line_break_in_a_text_is_found() {
    replace(FRONT, r#""A draft""#, "\"\"\"A\ndraft\"\"\"").says(expect![[r#"
        content/en/front.toml:2:9: `draft` holds a line break
          help: put a space in its place; a text is one line
    "#]]);
}

#[test]
fn an_open_place_that_is_missing_is_found() {
    replace(UI, "Opened: {place}", "Opened").says(expect![[r#"
        content/en/ui.toml:45:10: `opened` does not say `{place}` once
          help: put `{place}` where the name or number belongs
    "#]]);
}

#[test]
fn an_open_place_in_other_words_is_missing() {
    replace("de/ui.toml", "„read“: {date}", "„read“: {Datum}").says(expect![[r#"
        content/de/ui.toml:17:8: `read` does not say `{date}` once
          help: put `{date}` where the name or number belongs
    "#]]);
}

// Ids.

#[test]
fn an_item_without_an_id_is_found() {
    replace(SITE, "id = \"post\"\n", "").says(expect![[r#"
        content/en/sites/1-hill.toml:13:1: `id` is missing
          help: write `id = "…"`
    "#]]);
}

#[test]
fn an_empty_id_is_found() {
    replace(SITE, r#"id = "post""#, r#"id = """#).says(expect![[r#"
        content/en/sites/1-hill.toml:14:6: `id` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn an_id_is_of_small_letters() {
    replace(SITE, r#"id = "post""#, r#"id = "The Post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:14:6: `The Post` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_begins_with_a_letter() {
    replace(SITE, r#"id = "post""#, r#"id = "1-post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:14:6: `1-post` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_ends_with_no_hyphen() {
    replace(SITE, r#"id = "post""#, r#"id = "post-""#).says(expect![[r#"
        content/en/sites/1-hill.toml:14:6: `post-` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_stands_once_in_a_list() {
    replace(SITE, r#"id = "arrow""#, r#"id = "post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:19:6: the id `post` stands twice under `about`
          help: give each item an id of its own
    "#]]);
}

// Facts and sources.

#[test]
fn a_claim_without_facts_is_found() {
    replace(FRONT, "facts = [\"sign.old\"]\n", "").says(expect![[r#"
        content/en/front.toml:8:2: `facts` is missing
          help: write `facts = ["…"]`
    "#]]);
}

#[test]
fn a_claim_with_empty_facts_is_found() {
    replace(FRONT, r#"facts = ["sign.old"]"#, "facts = []").says(expect![[r#"
        content/en/front.toml:10:9: `facts` is empty
          help: name the rows of `facts.toml` that this rests on, `facts = ["…"]`
    "#]]);
}

#[test]
fn facts_are_a_list() {
    replace(FRONT, r#"facts = ["sign.old"]"#, r#"facts = "sign.old""#).says(expect![[r#"
        content/en/front.toml:10:9: `facts` is a text
          help: write `facts = ["…"]`
    "#]]);
}

#[test]
fn an_unknown_fact_names_the_nearest_one() {
    replace(FRONT, r#""sign.old""#, r#""sign.odl""#).says(expect![[r#"
        content/en/front.toml:10:10: unknown fact `sign.odl`
          help: did you mean `sign.old`?
    "#]]);
}

#[test]
fn an_unknown_fact_near_no_other_is_found() {
    replace(FRONT, r#""sign.old""#, r#""weather""#).says(expect![[r#"
        content/en/front.toml:10:10: unknown fact `weather`
          help: add it to `facts.toml`, or name one that stands there
    "#]]);
}

#[test]
fn an_unknown_fact_is_not_also_a_leftover() {
    replace(FRONT, r#""prompt.ask""#, r#""prompt.aks""#).says(expect![[r#"
        content/en/front.toml:42:10: unknown fact `prompt.aks`
          help: did you mean `prompt.ask`?
    "#]]);
}

#[test]
fn a_fact_without_a_source_is_found() {
    replace("facts.toml", r#"["ATLAS"]"#, "[]").says(expect![[r#"
        content/facts.toml:3:1: the fact `sign.seen` has no source
          help: name at least one key of `sources.toml`
    "#]]);
}

#[test]
fn a_source_is_in_a_list() {
    replace("facts.toml", r#"["ATLAS"]"#, r#""ATLAS""#).says(expect![[r#"
        content/facts.toml:3:15: `sign.seen` is a text
          help: write `"sign.seen" = ["…"]`
    "#]]);
}

#[test]
fn an_id_of_a_fact_is_in_quotes() {
    replace("facts.toml", r#""sign.seen""#, "sign.seen").says(expect![[r#"
        content/facts.toml:3:1: the fact `sign.…` is not in quotes
          help: write the whole id in quotes, `"sign.…" = ["…"]`
    "#]]);
}

#[test]
fn an_editorial_row_names_no_source() {
    replace(
        "facts.toml",
        r#""prompt.ask" = []"#,
        r#""prompt.ask" = ["MAPS"]"#,
    )
    .says(expect![[r#"
        content/facts.toml:11:1: the editorial row `prompt.ask` names a source
          help: write `[]`, or move the row under `[known]`
    "#]]);
}

#[test]
fn a_fact_stands_under_one_mark() {
    replace(
        "facts.toml",
        "[disputed]\n",
        "[disputed]\n\"sign.old\" = [\"MAPS\"]\n",
    )
    .says(expect![[r#"
        content/facts.toml:9:1: the fact `sign.old` stands twice
          help: keep it under one mark
    "#]]);
}

#[test]
fn a_mark_that_is_missing_is_found() {
    replace("facts.toml", "[disputed]\n", "").says(expect![[r#"
        content/facts.toml:1:1: `disputed` is missing
          help: write `[disputed]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn an_unknown_mark_is_found() {
    replace("facts.toml", "[disputed]\n", "[disputed]\n\n[doubted]\n").says(expect![[r#"
        content/facts.toml:10:2: unknown key `doubted`
          help: did you mean `disputed`?
    "#]]);
}

#[test]
fn an_unknown_source_names_the_nearest_one() {
    replace("facts.toml", r#""MAPS""#, r#""MAP""#).says(expect![[r#"
        content/facts.toml:6:15: unknown source `MAP`
          help: did you mean `MAPS`?
    "#]]);
}

#[test]
fn an_unknown_source_near_no_other_is_found() {
    replace("facts.toml", r#""MAPS""#, r#""BOOK""#).says(expect![[r#"
        content/facts.toml:6:15: unknown source `BOOK`
          help: add it to `sources.toml`, or name one that stands there
    "#]]);
}

#[test]
fn a_fact_that_nobody_uses_is_found() {
    replace(
        "facts.toml",
        "[disputed]\n",
        "[disputed]\n\"sign.new\" = [\"MAPS\"]\n",
    )
    .says(expect![[r#"
        content/facts.toml:9:1: no claim rests on the fact `sign.new`
          help: use it, or move it to `left-out.toml` with the reason
    "#]]);
}

#[test]
fn a_source_that_nobody_uses_is_found() {
    replace("facts.toml", r#"["MAPS", "ATLAS"]"#, r#"["ATLAS"]"#).says(expect![[r#"
        content/sources.toml:7:2: no fact rests on the source `MAPS`
          help: use it or take it away
    "#]]);
}

#[test]
fn a_claim_does_not_rest_on_editorial_rows_alone() {
    replace(FRONT, r#""sign.old""#, r#""prompt.ask""#).says(expect![[r#"
        content/en/front.toml:9:8: `no-cure` rests on editorial rows alone
          help: name a fact that a source carries, or ask it as a question under `ask`
    "#]]);
}

#[test]
fn an_address_is_not_http() {
    replace(
        "sources.toml",
        "https://maps.example",
        "http://maps.example",
    )
    .says(expect![[r#"
        content/sources.toml:10:7: `http://maps.example` is not a full `https://` address
          help: write it in full, beginning with `https://`, without spaces
    "#]]);
}

#[test]
fn an_address_holds_no_space() {
    replace(
        "sources.toml",
        "https://maps.example",
        "https://maps.example/a map",
    )
    .says(expect![[r#"
        content/sources.toml:10:7: `https://maps.example/a map` is not a full `https://` address
          help: write it in full, beginning with `https://`, without spaces
    "#]]);
}

#[test]
fn an_address_has_a_host() {
    replace("sources.toml", "https://maps.example", "https:///map").says(expect![[r#"
        content/sources.toml:10:7: `https:///map` is not a full `https://` address
          help: write it in full, beginning with `https://`, without spaces
    "#]]);
}

#[test]
fn a_host_is_made_of_letters_digits_dots_and_hyphens() {
    let at = |host: &str| {
        replace(
            "sources.toml",
            "https://maps.example",
            format!("https://{host}/"),
        )
    };
    at("walk-2.maps.example").compile().unwrap();
    for host in [
        "a_b.example",
        "a@b.example",
        "b.example:80",
        "ä.example",
        "a b.example",
        "a.b!",
    ] {
        let text = diagnostics_text(at(host).compile());
        assert!(
            text.contains(&format!("`https://{host}/` is not a full")),
            "{text}"
        );
    }
}

#[test]
fn a_host_has_a_dot() {
    replace("sources.toml", "https://maps.example", "https://maps").says(expect![[r#"
        content/sources.toml:10:7: `https://maps` is not a full `https://` address
          help: write it in full, beginning with `https://`, without spaces
    "#]]);
}

#[test]
fn a_date_is_not_in_quotes() {
    replace("sources.toml", "2026-07-02", r#""2026-07-02""#).says(expect![[r#"
        content/sources.toml:5:8: `read` is a text
          help: write a day without quotes, `read = 2026-07-02`, or leave it out
    "#]]);
}

#[test]
fn a_date_has_no_hour() {
    replace("sources.toml", "2026-07-02", "2026-07-02T09:30:00").says(expect![[r#"
        content/sources.toml:5:8: `read` is a date or a time
          help: write a day without quotes, `read = 2026-07-02`, or leave it out
    "#]]);
}

#[test]
fn a_date_is_in_the_calendar() {
    replace("sources.toml", "2026-07-02", "2026-02-30").says(expect![[r#"
        content/sources.toml:5:8: not TOML: invalid date, expected day between 01 and 28
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn a_source_is_a_table() {
    replace("sources.toml", "[ATLAS]", "BOOK = \"A book\"\n\n[ATLAS]").says(expect![[r#"
        content/sources.toml:1:8: `BOOK` is a text
          help: write `[BOOK]` on a line of its own, and below it what belongs to it
    "#]]);
}

/// The good sources, the atlas in that language.
fn atlas_in(language: &str) -> Change {
    let day = "read = 2026-07-02\n";
    replace(
        "sources.toml",
        day,
        format!("{day}language = {language:?}\n"),
    )
}

#[test]
fn a_title_in_another_language_is_told_as_one() {
    let foreign = |language| {
        let output = atlas_in(language).compile().unwrap();
        let (_, rest) = output
            .structure
            .split_once("FOREIGN_SOURCES: &[(SourceId, &str)] = &[")
            .unwrap();
        rest.split_once("];").unwrap().0.to_string()
    };
    assert_eq!(foreign("de"), r#"(SourceId(0), "de")"#);
    assert_eq!(foreign("pt-BR"), r#"(SourceId(0), "pt-BR")"#);
    // The language of the structure goes without saying.
    assert_eq!(foreign("en"), "");
    let approval = atlas_in("de").report().approval;
    assert!(approval.contains(r#"lang="de">An atlas</a>"#), "{approval}");
}

#[test]
fn the_language_of_a_title_is_a_code() {
    atlas_in("German").says(expect![[r#"
        content/sources.toml:6:12: `German` is not the code of a language
          help: write it as in `lang`, for instance `es` or `pt-BR`, or leave it out
    "#]]);
    for wrong in ["d", "d-e", "de-", "de_AT", "2de", "germanisch", "español"] {
        let text = diagnostics_text(atlas_in(wrong).compile());
        assert!(
            text.contains(&format!("`{wrong}` is not the code of a language")),
            "{text}"
        );
    }
}

// Files.

#[test]
fn a_file_without_its_number_is_found() {
    copy(SITE, "en/sites/dale.toml").says(expect![[r#"
        content/en/sites/dale.toml:1:1: `dale.toml` is not named by its number and its id
          help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
    "#]]);
}

#[test]
fn a_file_with_a_wrong_number_is_found() {
    copy(SITE, "en/sites/3-dale.toml").says(expect![[r#"
        content/en/sites/3-dale.toml:1:1: `3-dale.toml` comes without a file of the number 2
          help: name it `2-dale.toml`
    "#]]);
}

#[test]
fn a_file_with_a_bad_id_is_found() {
    copy(SITE, "en/sites/2-The Dale.toml").says(expect![[r#"
        content/en/sites/2-The Dale.toml:1:1: `2-The Dale.toml` is not named by its number and its id
          help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
    "#]]);
}

#[test]
fn a_place_is_not_called_treatment() {
    copy(SITE, "en/sites/2-treatment.toml").says(expect![[r#"
        content/en/sites/2-treatment.toml:1:1: `2-treatment.toml` has the id of the signs of treatment
          help: give the place another id: `signs.toml` could not tell the two apart
    "#]]);
}

#[test]
fn a_file_of_another_kind_is_found() {
    copy(SITE, "en/sites/2-dale.txt").says(expect![[r#"
        content/en/sites/2-dale.txt:1:1: `2-dale.txt` is not named by its number and its id
          help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
    "#]]);
}

#[test]
fn a_badly_named_file_is_not_also_a_missing_one() {
    copy(SITE, "en/sites/hill.toml")
        .and(delete(SITE))
        .says(expect![[r#"
            content/en/sites/hill.toml:1:1: `hill.toml` is not named by its number and its id
              help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
        "#]]);
}

#[test]
fn the_tenth_file_follows_the_ninth() {
    let copies = |from| {
        [
            "2-b", "3-c", "4-d", "5-e", "6-f", "7-g", "8-h", "9-i", "10-j",
        ]
        .map(|name| Step::Copy(from, format!("{}/subtypes/{name}.toml", &from[..2])))
    };
    let [english, german] = [SUBTYPE, GERMAN_SUBTYPE].map(copies);
    let output = Change(english.into_iter().chain(german).collect())
        .compile()
        .unwrap();
    assert!(output.structure.find("id: \"i\"") < output.structure.find("id: \"j\""));
}

#[test]
fn two_files_with_one_id_are_found() {
    copy(SITE, "en/sites/2-hill.toml")
        .and(copy(GERMAN_SITE, "de/sites/2-hill.toml"))
        .says(expect![[r#"
        content/en/sites/2-hill.toml:1:1: the id `hill` stands twice
          help: rename one of the two files
    "#]]);
}

#[test]
fn a_missing_folder_is_found() {
    delete("en/sites").says(expect![[r#"
        content/en/sites:1:1: `en/sites` holds no file
          help: add the folder with at least one file, for instance `1-liver.toml`
    "#]]);
}

#[test]
fn a_missing_file_is_found() {
    delete(UI).says(expect![[r#"
        content/en/ui.toml:1:1: `en/ui.toml` is missing
          help: add this file
    "#]]);
}

#[test]
fn an_edition_without_a_topic_is_told_to_add_it() {
    delete(EFFECTS)
        .and(delete("de/topics/effects.toml"))
        .says(expect![[r#"
            content/en/topics/effects.toml:1:1: `en/topics/effects.toml` is missing
              help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
            content/de/topics/effects.toml:1:1: `de/topics/effects.toml` is missing
              help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        "#]]);
}

#[test]
fn a_missing_language_is_found_file_by_file() {
    delete("en").says(expect![[r#"
        content/en/front.toml:1:1: `en/front.toml` is missing
          help: add this file
        content/en/ui.toml:1:1: `en/ui.toml` is missing
          help: add this file
        content/en/signs.toml:1:1: `en/signs.toml` is missing
          help: add this file
        content/en/sites:1:1: `en/sites` holds no file
          help: add the folder with at least one file, for instance `1-liver.toml`
        content/en/my-type.toml:1:1: `en/my-type.toml` is missing
          help: add this file
        content/en/subtypes:1:1: `en/subtypes` holds no file
          help: add the folder with at least one file, for instance `1-liver.toml`
        content/en/topics/basics.toml:1:1: `en/topics/basics.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/tests.toml:1:1: `en/topics/tests.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/treatment.toml:1:1: `en/topics/treatment.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/effects.toml:1:1: `en/topics/effects.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/living.toml:1:1: `en/topics/living.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/myths.toml:1:1: `en/topics/myths.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/research.toml:1:1: `en/topics/research.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/help.toml:1:1: `en/topics/help.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/topics/glossary.toml:1:1: `en/topics/glossary.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
        content/en/visit.toml:1:1: `en/visit.toml` is missing
          help: add this file
        content/en/rules.toml:1:1: `en/rules.toml` is missing
          help: add this file
        content/en/terms.toml:1:1: `en/terms.toml` is missing
          help: add this file: the names of the drugs under `[[drug]]`, and under `[[concept]]` one word for each thing that the language has several words for; begin with that of the original
    "#]]);
}

#[test]
fn a_folder_is_no_file() {
    delete("en/sites/1-hill.toml")
        .and(folder("en/sites/1-hill.toml"))
        .says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `en/sites/1-hill.toml` cannot be read: is a directory
          help: put a text file in its place
    "#]]);
}

#[test]
fn an_empty_file_misses_all_its_keys() {
    write("facts.toml", "").says(expect![[r#"
        content/facts.toml:1:1: `verified` is missing
          help: write `[verified]` on a line of its own, and below it what belongs to it
        content/facts.toml:1:1: `known` is missing
          help: write `[known]` on a line of its own, and below it what belongs to it
        content/facts.toml:1:1: `disputed` is missing
          help: write `[disputed]` on a line of its own, and below it what belongs to it
        content/facts.toml:1:1: `editorial` is missing
          help: write `[editorial]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn a_file_that_is_not_utf_8_is_found() {
    write(UI, b"language = \"English\"\nnotice = \"\xe9t\xe9\"\n").says(expect![[r#"
        content/en/ui.toml:2:11: `en/ui.toml` is not UTF-8 from here on
          help: choose UTF-8 as the encoding when you save the file
    "#]]);
}

#[test]
fn every_syntax_error_of_a_file_is_shown() {
    replace(
        FRONT,
        r#"title = "A map of signs""#,
        "title = A map of signs",
    )
    .and(replace(FRONT, "[footer]", "[footer"))
    .says(expect![[r#"
        content/en/front.toml:1:9: not TOML: string values must be quoted, expected literal string
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/front.toml:34:8: not TOML: unclosed table, expected `]`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn a_key_written_twice_is_found() {
    replace(FRONT, r#"draft = "A draft""#, "draft = \"A draft\"\ndraft = \"A draft\"").says(expect![[r#"
        content/en/front.toml:3:1: not TOML: duplicate key
          help: a key or heading stands once in its part of the file: take one away, or write a list as `[[key]]`
    "#]]);
}

// Topics.

#[test]
fn a_missing_topic_is_found() {
    delete("en/topics/living.toml").says(expect![[r#"
        content/en/topics/living.toml:1:1: `en/topics/living.toml` is missing
          help: add this file: every edition has all topics; begin with that of the original, and keep what is true for your readers
    "#]]);
}

#[test]
fn a_file_that_is_no_topic_is_found() {
    copy(TOPIC, "en/topics/weather.toml").says(expect![[r#"
        content/en/topics/weather.toml:1:1: `weather.toml` is not a topic of the guide
          help: take it away; the topics are basics, tests, treatment, effects, living, myths, research, help, glossary
    "#]]);
}

#[test]
fn a_topic_has_a_key_asks_and_says_what_is_unknown() {
    replace(
        TOPIC,
        "[key]\ntext = \"A sign shows the way.\"\nfacts = [\"sign.seen\"]\n",
        "",
    )
    .and(replace(TOPIC, ASK, ""))
    .and(replace(TOPIC, UNKNOWN, ""))
    .says(expect![[r#"
        content/en/topics/basics.toml:1:1: `key` is missing
          help: write `[key]` on a line of its own, and below it what belongs to it (PEMAT 1, CCI 1)
        content/en/topics/basics.toml:1:1: `ask` is missing
          help: write at least one item, each under `[[ask]]` (PEMAT 20, CCI 5)
        content/en/topics/basics.toml:1:1: `unknown` is missing
          help: write at least one item, each under `[[unknown]]` (CCI 11)
    "#]]);
}

#[test]
fn a_topic_has_parts() {
    let part = "[[part]]\nid = \"stones\"\nname = \"Stones\"\n";
    replace(TOPIC, part, "")
        .and(replace(TOPIC, HEAP, ""))
        .says(expect![[r#"
        content/en/topics/basics.toml:1:1: `part` is missing
          help: write at least one item, each under `[[part]]`
    "#]]);
}

#[test]
fn a_part_that_says_nothing_is_found() {
    replace(TOPIC, HEAP, "").says(expect![[r#"
        content/en/topics/basics.toml:9:6: the part `stones` says nothing
          help: write what belongs under it: sentences under `[[part.say]]` or `[[part.list]]`, or `[[part.step]]`, `[[part.link]]`
    "#]]);
}

#[test]
fn what_is_to_be_reported_is_a_sign_of_the_table() {
    let report = r#"report = ["glue", "fever"]"#;
    replace(EFFECTS, report, r#"report = ["glue", "fevr"]"#).says(expect![[r#"
        content/en/topics/effects.toml:12:19: unknown sign `fevr`
          help: did you mean `fever`?
    "#]]);
    replace(EFFECTS, report, r#"report = ["hunger"]"#).says(expect![[r#"
        content/en/topics/effects.toml:12:11: unknown sign `hunger`
          help: add it to `signs.toml`, or name one that stands there
    "#]]);
    replace(
        "de/topics/effects.toml",
        "id = \"glue\"",
        "id = \"glue\"\nreport = [\"fever\"]",
    )
    .says(expect![[r#"
        content/de/topics/effects.toml:9:1: `report` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn a_link_leads_to_what_is_there() {
    let to = r#"to = "living/rest""#;
    replace(EFFECTS, to, r#"to = "living/rset""#).says(expect![[r#"
        content/en/topics/effects.toml:41:6: there is no `living/rset` to lead to
          help: did you mean `living/rest`?
    "#]]);
    replace(EFFECTS, to, r#"to = "moon""#).says(expect![[r#"
        content/en/topics/effects.toml:41:6: there is no `moon` to lead to
          help: write a topic, a part of one as `topic/part`, or one of: signs, map, subtypes, visit
    "#]]);
    replace(EFFECTS, "to = \"living/rest\"\n", "").says(expect![[r#"
        content/en/topics/effects.toml:39:1: `to` is missing
          help: write `to = "…"`
    "#]]);
    replace(
        "de/topics/effects.toml",
        "id = \"rest\"",
        "id = \"rest\"\nto = \"signs\"",
    )
    .says(expect![[r#"
        content/de/topics/effects.toml:33:6: `to` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
    for goal in [
        "signs",
        "map",
        "subtypes",
        "visit",
        "glossary",
        "research/steps",
    ] {
        replace(EFFECTS, to, format!("to = {goal:?}"))
            .compile()
            .unwrap();
    }
}

#[test]
fn a_part_with_a_step_or_a_link_alone_says_something() {
    let part = |key: &str, words: &str| format!("[[part.{key}]]\nid = \"one\"\n{words}");
    for (key, english, german) in [
        (
            "step",
            "name = \"Go\"\ntext = \"You go.\"\nfacts = [\"prompt.ask\"]\n",
            "name = \"Gehen\"\ntext = \"Man geht.\"\n",
        ),
        (
            "link",
            "to = \"signs\"\ntext = \"Signs\"\n",
            "text = \"Zeichen\"\n",
        ),
        (
            "works",
            "text = \"It works.\"\nfacts = [\"sign.seen\"]\n",
            "text = \"Es wirkt.\"\n",
        ),
    ] {
        replace(TOPIC, HEAP, part(key, english))
            .and(replace(GERMAN_TOPIC, GERMAN_HEAP, part(key, german)))
            .compile()
            .unwrap();
    }
}

#[test]
fn numbers_stand_in_a_closed_part() {
    replace(TREATMENT, "closed = true\n", "").says(expect![[r#"
        content/en/topics/treatment.toml:10:8: `numbers` stand in an open part
          help: write `closed = true` beside it, and a name that says one can skip it
    "#]]);
}

#[test]
fn eight_lines_are_too_many() {
    let more: String = (2..=8)
        .map(|n| LINE.replace("\"warden\"", &format!("\"warden-{n}\"")))
        .collect();
    replace(HELP, LINE, format!("{LINE}{more}")).says(expect![[r#"
        content/en/topics/help.toml:75:1: `line` holds 8 items
          help: keep the 7 that matter most, or split the list (PEMAT 8, CCI 8)
    "#]]);
}

#[test]
fn a_phone_is_a_number_as_people_read_it() {
    replace(HELP, "555-0100", "555-HILL").says(expect![[r#"
        content/en/topics/help.toml:18:9: `555-HILL` is not a phone number
          help: digits, spaces and hyphens, as people read it: `phone = "1-800-227-2345"`
    "#]]);
}

#[test]
fn a_phone_has_a_digit() {
    replace(HELP, "555-0100", "-").says(expect![[r#"
        content/en/topics/help.toml:18:9: `-` is not a phone number
          help: digits, spaces and hyphens, as people read it: `phone = "1-800-227-2345"`
    "#]]);
    replace(HELP, "555-0100", "+1 (555) 0-1 00")
        .compile()
        .unwrap();
}

#[test]
fn an_address_of_a_line_is_not_http() {
    replace(HELP, "https://warden", "http://warden").says(expect![[r#"
        content/en/topics/help.toml:19:7: `http://warden.example` is not a full `https://` address
          help: write it in full, beginning with `https://`, without spaces
    "#]]);
}

#[test]
fn a_line_and_a_term_without_their_words_are_found() {
    replace(HELP, "languages = \"English and Latin\"\n", "")
        .and(replace(HELP, "url = \"https://warden.example\"\n", ""))
        .and(replace(GLOSSARY, "say = \"KAIRN\"\n", ""))
        .and(replace(GLOSSARY, "forms = []\n", ""))
        .says(expect![[r#"
            content/en/topics/help.toml:12:1: `languages` is missing
              help: write `languages = "…"`
            content/en/topics/help.toml:12:1: `url` is missing
              help: write `url = "…"`
            content/en/topics/glossary.toml:20:1: `forms` is missing
              help: write `forms = ["…"]`
        "#]]);
}

#[test]
fn unknown_keys_are_found_in_every_kind_of_table() {
    replace(TOPIC, "hint =", "tint = \"grey\"\nhint =")
        .and(replace(TOPIC, "name = \"Stones\"", "name = \"Stones\"\nclosd = true"))
        .and(replace(HELP, "hours =", "fax = \"555-0101\"\nhours ="))
        .and(replace(GLOSSARY, "say = \"KAIRN\"", "say = \"KAIRN\"\nform = \"cairns\""))
        .and(replace(FRONT, "title = \"Chapters\"", "title = \"Chapters\"\noutro = \"Done\""))
        .and(replace(RULES, "plain =", "plane = []\nplain ="))
        .and(replace(RULES, "but = []", "but = []\nbutt = []"))
        .and(replace("edition.toml", "publisher =", "changed-form = \"maps\"\npublisher ="))
        .and(replace("left-out.toml", "reason =", "raeson = \"none\"\nreason ="))
        .and(write(REVIEW, review("signs", "en", "0") + "sign = \"A. W.\"\n"))
        .says(expect![[r#"
            content/left-out.toml:2:1: unknown key `raeson`
              help: did you mean `reason`?
            content/edition.toml:1:1: unknown key `changed-form`
              help: did you mean `changed-from`?
            content/review.toml:9:1: unknown key `sign`
              help: take it away, or use one of: section, language, reviewer, role, date, next, words
            content/en/front.toml:33:1: unknown key `outro`
              help: take it away, or use one of: title
            content/en/topics/basics.toml:12:1: unknown key `closd`
              help: did you mean `closed`?
            content/en/topics/basics.toml:2:1: unknown key `tint`
              help: did you mean `hint`?
            content/en/topics/help.toml:17:1: unknown key `fax`
              help: take it away, or use one of: id, name, languages, hours, phone, url, text, clinician, facts
            content/en/topics/glossary.toml:17:1: unknown key `form`
              help: did you mean `forms`?
            content/en/rules.toml:28:1: unknown key `butt`
              help: did you mean `but`?
            content/en/rules.toml:6:1: unknown key `plane`
              help: did you mean `plain`?
        "#]]);
}

#[test]
fn twelve_months_have_names() {
    replace(UI, "\"January\", ", "").says(expect![[r#"
        content/en/ui.toml:58:1: `months` names 11 months
          help: name all twelve, January first
    "#]]);
}

const MONTHS: &str = "months = [\"January\", \"February\", \"March\", \"April\", \"May\", \"June\", \"July\", \"August\", \"September\", \"October\", \"November\", \"December\"]";

#[test]
fn an_empty_list_of_months_is_found() {
    replace(UI, MONTHS, "months = []").says(expect![[r#"
        content/en/ui.toml:58:1: `months` names 0 months
          help: name all twelve, January first
    "#]]);
    replace(UI, MONTHS, "").says(expect![[r#"
        content/en/ui.toml:1:1: `months` is missing
          help: write `months = ["…"]`
    "#]]);
}

#[test]
fn sentences_of_the_build_keep_their_open_places() {
    replace(UI, "Said: {sound}", "Said")
        .and(replace(UI, "{month} {day}, {year}", "{month} {month}"))
        .and(replace(
            UI,
            "Read by {reviewer}, {role}, on {date}; again on {next}",
            "Read",
        ))
        .and(replace(UI, "Printed by {publisher}", "Printed"))
        .and(replace(UI, "After {original}", "After another"))
        .says(expect![[r#"
            content/en/ui.toml:54:8: `said` does not say `{sound}` once
              help: put `{sound}` where the name or number belongs
            content/en/ui.toml:57:10: `day-of` does not say `{month}` once
              help: put `{month}` where the name or number belongs
            content/en/ui.toml:57:10: `day-of` does not say `{day}` once
              help: put `{day}` where the name or number belongs
            content/en/ui.toml:57:10: `day-of` does not say `{year}` once
              help: put `{year}` where the name or number belongs
            content/en/ui.toml:59:12: `reviewed` does not say `{reviewer}` once
              help: put `{reviewer}` where the name or number belongs
            content/en/ui.toml:59:12: `reviewed` does not say `{role}` once
              help: put `{role}` where the name or number belongs
            content/en/ui.toml:59:12: `reviewed` does not say `{date}` once
              help: put `{date}` where the name or number belongs
            content/en/ui.toml:59:12: `reviewed` does not say `{next}` once
              help: put `{next}` where the name or number belongs
            content/en/ui.toml:60:13: `published` does not say `{publisher}` once
              help: put `{publisher}` where the name or number belongs
            content/en/ui.toml:61:11: `changed` does not say `{original}` once
              help: put `{original}` where the name or number belongs
        "#]]);
}

// The edition, and what is left out.

#[test]
fn a_missing_edition_is_found() {
    delete(EDITION).says(expect![[r#"
        content/edition.toml:1:1: `edition.toml` is missing
          help: add this file
    "#]]);
}

#[test]
fn a_missing_publisher_is_found() {
    write(EDITION, "changed-from = \"the maps\"\n").says(expect![[r#"
        content/edition.toml:1:1: `publisher` is missing
          help: write `publisher = "…"`
    "#]]);
}

#[test]
fn a_changed_edition_names_the_original() {
    let publisher = "publisher = \"a club of walkers\"\n";
    let changed = replace(
        EDITION,
        publisher,
        format!("{publisher}changed-from = \"the maps of a friend\"\n"),
    );
    let output = changed.compile().unwrap();
    assert!(
        shown(&output, 0).contains("\nPrinted by a club of walkers\nAfter the maps of a friend\n")
    );
    assert!(
        shown(&output, 1).contains("\nGedruckt von a club of walkers\nNach the maps of a friend\n")
    );
    assert!(shown(&good(), 0).contains("\nPrinted by a club of walkers\n\n"));
}

/// The good edition, and where to write.
fn contact(address: &str) -> Change {
    let publisher = "publisher = \"a club of walkers\"\n";
    replace(
        EDITION,
        publisher,
        format!("{publisher}contact = {address:?}\n"),
    )
}

#[test]
fn an_edition_says_where_to_write() {
    let output = contact("mailto:map.room+a@walkers.example")
        .compile()
        .unwrap();
    let told = "\nTell \nmap.room+a@walkers.example\n of it.\nmailto:map.room+a@walkers.example\n";
    assert!(shown(&output, 0).contains(told), "{}", shown(&output, 0));
    let output = contact("https://walkers.example/tell/").compile().unwrap();
    let told = "\nSag es \nwalkers.example/tell\n.\nhttps://walkers.example/tell/\n";
    assert!(shown(&output, 1).contains(told), "{}", shown(&output, 1));
    let approval = contact("mailto:a@walkers.example").report().approval;
    assert!(approval.contains("Errors and barriers are told to a@walkers.example."));
    assert!(!shown(&good(), 0).contains("Tell "));
}

#[test]
fn a_contact_is_an_address_to_write_to() {
    contact("javascript:0").says(expect![[r#"
        content/edition.toml:2:11: `javascript:0` is no address to write to
          help: write `https://…` in full, or a mailbox as `mailto:name@example.org`
    "#]]);
    for wrong in [
        "walkers.example",
        "http://walkers.example",
        "mailto:",
        "mailto:walkers.example",
        "mailto:@walkers.example",
        "mailto:a@walkers",
        "mailto:a@walkers.example/b",
        "mailto:a@walkers.example?subject=b",
        "mailto:a,b@walkers.example",
        "mailto:a b@walkers.example",
        "mailto:a@b@walkers.example",
        "tel:5550100",
    ] {
        let text = diagnostics_text(contact(wrong).compile());
        assert!(
            text.contains(&format!("`{wrong}` is no address to write to")),
            "{text}"
        );
    }
    contact("").says(expect![[r#"
        content/edition.toml:2:11: `contact` is empty
          help: write it between the quotes
    "#]]);
}

/// The good edition, hosted there.
fn hosted(address: &str) -> Change {
    let publisher = "publisher = \"a club of walkers\"\n";
    replace(
        EDITION,
        publisher,
        format!("{publisher}canonical = {address:?}\n"),
    )
}

/// The lines for the head of the page of the n-th language.
fn head(output: &Output, language: usize) -> String {
    output.heads[language].1.replace("><", ">\n<")
}

/// The structured data in these lines.
fn data(head: &str) -> serde_json::Value {
    let (_, rest) = head
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (json, after) = rest.split_once("</script>").unwrap();
    assert_eq!(after, "", "nothing follows");
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_page_that_is_hosted_nowhere_yet_names_no_address() {
    expect![[r#"
        <meta name="description" content="A map of signs. Signs stand by the way.">
        <meta property="og:type" content="article">
        <meta property="og:title" content="A map of signs">
        <meta property="og:description" content="A map of signs. Signs stand by the way.">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"MedicalWebPage","audience":{"@type":"Patient"},"citation":[{"@type":"WebPage","name":"An atlas","publisher":{"@type":"Organization","name":"A press"},"url":"https://atlas.example/signs"}],"description":"A map of signs. Signs stand by the way.","inLanguage":"en","name":"A map of signs","publisher":{"@type":"Organization","name":"a club of walkers"}}</script>"#]].assert_eq(&head(&good(), 0));
}

#[test]
fn each_hosted_page_names_its_address_and_those_of_all_languages() {
    let output = hosted("https://walkers.example/{language}/map")
        .compile()
        .unwrap();
    expect![[r#"
        <meta name="description" content="Eine Karte der Zeichen. Zeichen stehen am Weg.">
        <link rel="canonical" href="https://walkers.example/de/map">
        <link rel="alternate" hreflang="en" href="https://walkers.example/en/map">
        <link rel="alternate" hreflang="de" href="https://walkers.example/de/map">
        <meta property="og:type" content="article">
        <meta property="og:title" content="Eine Karte der Zeichen">
        <meta property="og:description" content="Eine Karte der Zeichen. Zeichen stehen am Weg.">
        <meta property="og:url" content="https://walkers.example/de/map">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"MedicalWebPage","audience":{"@type":"Patient"},"citation":[{"@type":"WebPage","name":"An atlas","publisher":{"@type":"Organization","name":"A press"},"url":"https://atlas.example/signs"}],"description":"Eine Karte der Zeichen. Zeichen stehen am Weg.","inLanguage":"de","name":"Eine Karte der Zeichen","publisher":{"@type":"Organization","name":"a club of walkers"},"url":"https://walkers.example/de/map"}</script>"#]].assert_eq(&head(&output, 1));
    assert_eq!(
        data(&head(&output, 1))["url"],
        "https://walkers.example/de/map"
    );
}

#[test]
fn where_the_pages_are_hosted_is_an_address_for_each_language() {
    hosted("https://walkers.example/map").says(expect![[r#"
        content/edition.toml:2:13: `https://walkers.example/map` is not the address of a page in each language
          help: write it in full, with `{language}` for the code of the language: `https://example.org/mbc/fallback.{language}.html`
    "#]]);
    for wrong in [
        "https://walkers.example/{language}/{language}",
        "http://walkers.example/{language}",
        "/fallback.{language}.html",
        "https://{language}",
        "https://walkers.example/{site}/{language}",
        "javascript:0//{language}",
    ] {
        let text = diagnostics_text(hosted(wrong).compile());
        let message = format!("`{wrong}` is not the address of a page in each language");
        assert!(text.contains(&message), "{text}");
    }
}

/// Signatures of all sections of the first language, each a day later than the one before.
fn all_signed(reports: &Reports) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&reports.json).unwrap();
    let sections = report["sections"].as_array().unwrap().iter();
    let sections = sections.filter(|row| row["language"] == "en");
    let signed = sections.enumerate().map(|(number, row)| {
        let day = format!("date = 2026-08-{:02}\n", number + 1);
        let words = row["fingerprint"].as_str().unwrap();
        review(row["section"].as_str().unwrap(), "en", words).replace("date = 2026-08-01\n", &day)
    });
    signed.collect()
}

#[test]
fn a_page_was_last_reviewed_when_its_oldest_section_was_and_only_while_all_signatures_hold() {
    let signed = all_signed(&Change(Vec::new()).report());
    assert!(signed.len() > 10);
    let reviewed = |change: Change, language: usize| {
        let output = change.compile().unwrap();
        data(&head(&output, language)).get("lastReviewed").cloned()
    };
    let all = || write(REVIEW, signed.concat());
    assert_eq!(
        reviewed(all(), 0),
        Some("2026-08-01".into()),
        "the earliest"
    );
    assert_eq!(reviewed(all(), 1), None, "the other language is a draft");
    assert_eq!(
        reviewed(write(REVIEW, signed[1..].concat()), 0),
        None,
        "one is missing"
    );
    let changed = all().and(replace(
        TOPIC,
        "A cairn is a sign too.",
        "A cairn is a sign.",
    ));
    assert_eq!(reviewed(changed, 0), None, "one text has changed");
}

#[test]
fn no_text_ends_the_structured_data() {
    let title = "Up </script><!-- & \"down\"";
    let output = write(EDITION, format!("publisher = {title:?}\n"))
        .compile()
        .unwrap();
    let head = head(&output, 0);
    assert_eq!(head.matches("</script").count(), 1, "{head}");
    assert!(!head.contains("<!--"), "{head}");
    assert_eq!(data(&head)["publisher"]["name"], title);
}

#[test]
fn every_claim_stands_in_the_file_of_claims_with_its_facts_and_their_sources() {
    let claims = good().claims;
    let whole: serde_json::Value = serde_json::from_str(&claims).unwrap();
    let list = whole["claims"].as_array().unwrap();
    let (_, of_topic) = claims.split_once("\"id\": \"basics.part.").unwrap();
    assert!(of_topic.contains("Auch ein Steinmann ist ein Zeichen."));
    let ids: Vec<&str> = list
        .iter()
        .map(|claim| claim["id"].as_str().unwrap())
        .collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "ids are unique");
    for claim in list {
        assert!(
            claim["text"]["en"].is_string() && claim["text"]["de"].is_string(),
            "{claim}"
        );
        for fact in claim["facts"].as_array().unwrap() {
            let fact = &whole["facts"][fact.as_str().unwrap()];
            for source in fact["sources"].as_array().unwrap() {
                let source = &whole["sources"][source.as_str().unwrap()];
                assert!(
                    source["url"].as_str().unwrap().starts_with("https://"),
                    "{source}"
                );
            }
        }
    }
    expect![[r#"
        {
          "facts": [
            "sign.seen"
          ],
          "id": "front.message",
          "kind": "message",
          "section": "front",
          "text": {
            "de": "Zeichen stehen am Weg.",
            "en": "Signs stand by the way."
          }
        }"#]]
    .assert_eq(&format!("{:#}", list[0]));
    expect![[r#"
        {
          "prompt.ask": {
            "evidence": "editorial",
            "sources": []
          },
          "sign.old": {
            "evidence": "known",
            "sources": [
              "MAPS",
              "ATLAS"
            ]
          },
          "sign.seen": {
            "evidence": "verified",
            "sources": [
              "ATLAS"
            ]
          }
        }"#]]
    .assert_eq(&format!("{:#}", whole["facts"]));
    expect![[r#"
        {
          "ATLAS": {
            "publisher": "A press",
            "read": "2026-07-02",
            "title": "An atlas",
            "url": "https://atlas.example/signs"
          },
          "MAPS": {
            "publisher": "A press",
            "title": "Maps",
            "url": "https://maps.example"
          }
        }"#]]
    .assert_eq(&format!("{:#}", whole["sources"]));
    assert_eq!(whole["reviewed"], serde_json::json!({ "en": {}, "de": {} }));
}

#[test]
fn the_file_of_claims_tells_which_sections_are_reviewed() {
    let signed = all_signed(&Change(Vec::new()).report());
    let output = write(REVIEW, signed[0].clone()).compile().unwrap();
    let whole: serde_json::Value = serde_json::from_str(&output.claims).unwrap();
    assert_eq!(whole["reviewed"]["en"].as_object().unwrap().len(), 1);
    assert_eq!(whole["reviewed"]["de"].as_object().unwrap().len(), 0);
}

#[test]
fn a_fact_is_not_left_out_and_used() {
    replace("left-out.toml", "\"sign.smell\"", "\"sign.old\"").says(expect![[r#"
        content/left-out.toml:3:10: the fact `sign.old` is left out and used
          help: take it away here, or from `facts.toml` and the sentences that rest on it
    "#]]);
}

#[test]
fn a_fact_is_left_out_once() {
    replace("left-out.toml", "\"sign.smell\"", "\"sign.weight\"").says(expect![[r#"
        content/left-out.toml:3:25: the fact `sign.weight` is left out twice
          help: keep one
    "#]]);
}

#[test]
fn a_fact_is_left_out_once_for_all_reasons() {
    let again = "\n[[left-out]]\nreason = \"too heavy\"\nfacts = [\"sign.smell\"]\n";
    replace(
        "left-out.toml",
        "\"sign.weight\"]\n",
        format!("\"sign.weight\"]\n{again}"),
    )
    .says(expect![[r#"
        content/left-out.toml:7:10: the fact `sign.smell` is left out twice
          help: keep one
    "#]]);
}

#[test]
fn a_fact_is_not_left_out_without_a_reason() {
    replace("left-out.toml", "reason = \"nobody asks for it\"\n", "").says(expect![[r#"
        content/left-out.toml:1:1: `reason` is missing
          help: write `reason = "…"`
    "#]]);
}

// Reviews.

#[test]
fn a_review_of_an_unknown_section_is_found() {
    write(REVIEW, review("weather", "en", "0")).says(expect![[r#"
        content/review.toml:2:11: `weather` is not a section
          help: use one of: front, signs, map, subtypes, visit, basics, tests, treatment, effects, living, myths, research, help, glossary
    "#]]);
}

#[test]
fn a_review_in_an_unknown_language_is_found() {
    write(REVIEW, review("signs", "la", "0")).says(expect![[r#"
        content/review.toml:3:12: `la` is not a language
          help: use one of: en, de
    "#]]);
}

#[test]
fn the_next_check_comes_after_the_review() {
    write(
        REVIEW,
        review("signs", "en", "0").replace("2027-08-01", "2026-08-01"),
    )
    .says(expect![[r#"
        content/review.toml:2:11: the next check of `signs` is not after the review
          help: put the day on which it must be read again under `next`
    "#]]);
}

#[test]
fn a_review_has_its_dates() {
    let undated = review("signs", "en", "0").replace("date = 2026-08-01\nnext = 2027-08-01\n", "");
    write(REVIEW, undated).says(expect![[r#"
        content/review.toml:1:1: `date` is missing
          help: write a day without quotes, `date = 2027-03-01`
        content/review.toml:1:1: `next` is missing
          help: write a day without quotes, `next = 2027-03-01`
    "#]]);
}

#[test]
fn a_review_names_who_read_what() {
    write(REVIEW, "[[review]]\ndate = 2026-08-01\nnext = 2027-08-01\n").says(expect![[r#"
        content/review.toml:1:1: `section` is missing
          help: write `section = "…"`
        content/review.toml:1:1: `language` is missing
          help: write `language = "…"`
        content/review.toml:1:1: `reviewer` is missing
          help: write `reviewer = "…"`
        content/review.toml:1:1: `role` is missing
          help: write `role = "…"`
        content/review.toml:1:1: `words` is missing
          help: write `words = "…"`
    "#]]);
}

#[test]
fn a_signature_stands_in_the_pack_of_its_language() {
    let words = fingerprint(&Change(Vec::new()).report(), "signs", 0);
    let signed = write(REVIEW, review("signs", "en", &words))
        .compile()
        .unwrap();
    let line = "Read by A. Walker, warden, on August 1, 2026; again on August 1, 2027";
    assert_eq!(shown(&signed, 0).matches(line).count(), 1);
    assert_eq!(shown(&signed, 1), shown(&good(), 1));
    let row = "Review { section: \"signs\", signed: TextId(";
    let (_, rest) = signed.structure.split_once(row).unwrap();
    assert!(rest.contains("), due: [\"2027-08-01\", \"\"] },"));
    expect![[r#"
        draft in `en`, not yet reviewed by a clinician: front, map, subtypes, visit, basics, tests, treatment, effects, living, myths, research, help, glossary
        draft in `de`, not yet reviewed by a clinician: front, signs, map, subtypes, visit, basics, tests, treatment, effects, living, myths, research, help, glossary"#]].assert_eq(&signed.warnings.join("\n"));

    let words = fingerprint(&Change(Vec::new()).report(), "signs", 1);
    let signed = write(REVIEW, review("signs", "de", &words))
        .compile()
        .unwrap();
    let line = "Gelesen von A. Walker, warden, am 1. August 2026; wieder am 1. August 2027";
    assert_eq!(shown(&signed, 1).matches(line).count(), 1);
    assert_eq!(shown(&signed, 0), shown(&good(), 0));
}

#[test]
fn a_signature_is_void_after_a_word_changed() {
    let words = fingerprint(&Change(Vec::new()).report(), "signs", 0);
    let signed = || write(REVIEW, review("signs", "en", &words));
    let changed = [
        signed().and(replace(SIGNS, "Sit down.", "Stand up.")),
        signed().and(replace(SIGNS, "intro = \"Rarely\"", "intro = \"Seldom\"")),
        signed().and(replace(EDITION, "walkers", "riders")),
    ];
    for change in changed {
        let output = change.compile().unwrap();
        assert!(!shown(&output, 0).contains("A. Walker"));
        let told = "the words of `signs` in `en` have changed since they were reviewed";
        assert_eq!(output.warnings[1], told);
        assert!(output.warnings[0].contains(": front, signs, map, "));
    }
    // What stands elsewhere does not matter, and neither does an older signature beside the new one.
    let old = review("signs", "en", "0") + &review("signs", "en", &words);
    let elsewhere = write(REVIEW, old)
        .and(replace(TOPIC, "A cairn", "A blaze"))
        .compile()
        .unwrap();
    assert!(shown(&elsewhere, 0).contains("A. Walker"));
}

#[test]
fn a_renewed_review_counts_wherever_it_stands() {
    let words = fingerprint(&Change(Vec::new()).report(), "signs", 0);
    let old = review("signs", "en", &words);
    let renewed = old
        .replace("2027-08-01", "2028-07-01")
        .replace("2026-08-01", "2027-07-01");
    let line = "on July 1, 2027; again on July 1, 2028";
    for (first, second) in [(&renewed, &old), (&old, &renewed)] {
        let content = write(REVIEW, format!("{first}\n{second}")).content();
        let content = content.path().join("content");
        let output = compile(&content).unwrap();
        assert!(shown(&output, 0).contains(line), "the old review counts");
        // Read again in time, it is not past due.
        let due = |today| report(&content, today).unwrap().html.contains("was due on");
        assert!(!due("2028-07-01") && due("2028-07-02"));
    }
}

#[test]
fn a_review_that_is_due_is_told() {
    let words = fingerprint(&Change(Vec::new()).report(), "signs", 0);
    let told = |today| {
        let content = write(REVIEW, review("signs", "en", &words)).content();
        report(&content.path().join("content"), today).unwrap().html
    };
    assert!(told("2027-08-02").contains("the check of `signs` in `en` was due on 2027-08-01"));
    assert!(!told("2027-08-01").contains("was due"));
}

// The glossary.

#[test]
fn two_terms_do_not_claim_one_word() {
    replace(GLOSSARY, "forms = []", "forms = [\"cairns\"]").says(expect![[r#"
        content/en/topics/glossary.toml:25:10: `cairns` stands for `cairn` already
          help: keep it in one of the two terms
    "#]]);
}

#[test]
fn two_definitions_do_not_go_in_a_circle() {
    replace(GLOSSARY, "A heap of stones.", "Not a blaze.")
        .and(replace(GLOSSARY, "A mark on a tree.", "One of two cairns."))
        .says(expect![[r#"
            content/en/topics/glossary.toml:18:8: these definitions go in a circle: cairn, blaze, cairn
              help: say one of them in everyday words
        "#]]);
}

#[test]
fn three_definitions_do_not_go_in_a_circle() {
    let dolmen = |language: &str| match language {
        "en" => "name = \"dolmen\"\ntext = \"More than a blaze.\"\nfacts = [\"sign.old\"]\n",
        _ => "name = \"Dolmen\"\ntext = \"Ein Tisch.\"\n",
    };
    let term = |language| {
        format!(
            "[[part.term]]\nid = \"dolmen\"\nsay = \"DOL-men\"\nforms = []\n{}\n[[part.term]]\nid = \"blaze\"",
            dolmen(language)
        )
    };
    let blaze = "[[part.term]]\nid = \"blaze\"";
    replace(GLOSSARY, blaze, term("en"))
        .and(replace("de/topics/glossary.toml", blaze, term("de")))
        .and(replace(GLOSSARY, "A heap of stones.", "Less than a dolmen."))
        .and(replace(GLOSSARY, "A mark on a tree.", "Not a cairn."))
        .says(expect![[r#"
            content/en/topics/glossary.toml:18:8: these definitions go in a circle: cairn, dolmen, blaze, cairn
              help: say one of them in everyday words
        "#]]);
}

#[test]
fn a_definition_may_use_another_term_and_itself() {
    let chain = replace(GLOSSARY, "A heap of stones.", "A cairn is no blaze.");
    assert!(shown(&chain.compile().unwrap(), 0).contains("\nA cairn is no blaze.\n"));
}

#[test]
fn there_are_as_many_terms_as_marks() {
    let terms = |language: &str, count: usize| -> String {
        let [facts, closed] = match language {
            "en" => ["facts = [\"sign.old\"]\n", "closed = true\n"],
            _ => [""; 2],
        };
        let term = |n: usize| {
            // No closed row is too long.
            let part = match n % 40 {
                3 => format!("\n[[part]]\nid = \"p{n}\"\nname = \"P\"\n{closed}"),
                _ => String::new(),
            };
            let before = n - 1;
            format!(
                "{part}\n[[part.term]]\nid = \"t{n}\"\nname = \"t{n}\"\nforms = []\ntext = \"t{before}.\"\n{facts}"
            )
        };
        (3..=count).map(term).collect()
    };
    let with = |count| {
        let last = |path: &str| fs::read_to_string(Path::new(GOOD).join(path)).unwrap();
        write(GLOSSARY, last(GLOSSARY) + &terms("en", count)).and(write(
            GERMAN_GLOSSARY,
            last(GERMAN_GLOSSARY) + &terms("de", count),
        ))
    };
    with(95).says(expect![[r#"
        content/en/topics/glossary.toml:689:6: the glossary holds 95 terms
          help: keep the 94 that matter most
        content/de/topics/glossary.toml:589:6: the glossary holds 95 terms
          help: keep the 94 that matter most
    "#]]);
    let most = with(94)
        .and(replace(TOPIC, "A cairn", "A t94 by a cairn"))
        .and(replace(GERMAN_TOPIC, "Auch ein", "Bei t94 ein"))
        .compile()
        .unwrap();
    assert!(shown(&most, 0).contains("\nA ⟨~t94⟩ by a ⟨!cairn⟩ is a sign too.\n"));
}

#[test]
fn a_term_is_marked_where_it_is_a_word_of_its_own() {
    for (text, marked) in [
        ("No cairnlet.", "No cairnlet."),
        ("No subcairn.", "No subcairn."),
        ("No cairn-stone.", "No cairn-stone."),
        ("No sub-cairn.", "No sub-cairn."),
        ("No cairn2.", "No cairn2."),
        ("Is this (cairn)?", "Is this (⟨!cairn⟩)?"),
        ("Cairns/heaps.", "⟨!Cairns⟩/heaps."),
    ] {
        let output = replace(TOPIC, "A cairn is a sign too.", text)
            .compile()
            .unwrap();
        assert!(
            shown(&output, 0).contains(&format!("\n{marked}\n")),
            "{text}"
        );
    }
}

#[test]
fn a_term_is_marked_once_in_a_section_and_again_in_a_closed_part() {
    let second = "[[part.say]]\nid = \"second\"\ntext = \"Cairns are heaps.\"\n";
    let closed = "[[part]]\nid = \"more\"\nname = \"More\"\n";
    let say = "\n[[part.say]]\nid = \"third\"\ntext = \"The cairn, a blaze, a blaze-post and no cairnlet.\"\n";
    let facts = "facts = [\"sign.seen\"]\n\n";
    let german_say = say.replace(
        "The cairn, a blaze, a blaze-post and no cairnlet.",
        "Etwas anderes.",
    );
    let german = format!("{second}\n{closed}{german_say}\n[[ask]]");
    let english = format!("{second}{facts}{closed}closed = true\n{say}{facts}[[ask]]");
    let output = replace(TOPIC, "[[ask]]", english)
        .and(replace("de/topics/basics.toml", "[[ask]]", german))
        .compile()
        .unwrap();
    expect![[r#"
        A ⟨!cairn⟩ is a sign too.
        Cairns are heaps.
        More
        The ⟨!cairn⟩, a ⟨"blaze⟩, a blaze-post and no cairnlet.
    "#]]
    .assert_eq(
        shown(&output, 0)
            .split_once("Stones\n")
            .unwrap()
            .1
            .split_once("Which is the oldest.")
            .unwrap()
            .0,
    );
}

// Words that could harm.

#[test]
fn a_pattern_that_cannot_be_read_is_found() {
    replace(RULES, r"'\b111\b'", r"'(111'").says(expect![[r#"
        content/en/rules.toml:3:13: `emergency` is not a pattern: error: unclosed group
          help: write a regular expression between single quotes, `'\bword\b'`
    "#]]);
}

#[test]
fn a_pattern_of_a_rule_that_cannot_be_read_is_found() {
    replace(RULES, r"\bbest (hill|arrow)s?\b", r"\bbest (?=hill)").says(expect![[r#"
        content/en/rules.toml:25:11: `pattern` is not a pattern: error: look-around, including look-ahead and look-behind, is not supported
          help: write a regular expression between single quotes, `'\bword\b'`
    "#]]);
}

#[test]
fn rules_that_are_missing_are_found() {
    write(RULES, "").says(expect![[r#"
        content/en/rules.toml:1:1: `en/rules.toml` is empty
          help: put its last version back, or write it anew beside the same file of another language
    "#]]);
}

#[test]
fn what_is_never_said_is_found_in_both_languages() {
    replace(TOPIC, "A cairn is", "A cairn Always is")
        .and(replace(FRONT, "Choose a place", "Get lost"))
        .and(replace("de/topics/basics.toml", "Auch ein", "Immer ein"))
        .and(replace(GERMAN_SITE, "Hinter dem Wald", "Der beste Hügel"))
        .says(expect![[r#"
            content/en/front.toml:18:11: “lost” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/basics.toml:14:8: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/de/sites/1-hill.toml:2:8: “beste Hügel” is never said (`rank`)
              help: schreiben, wo er steht (PEMAT 1, CCI 18)
            content/de/topics/basics.toml:13:8: “Immer” is never said (`always`)
              help: „oft“ schreiben (PEMAT 1, CCI 18)
        "#]]);
}

#[test]
fn what_is_never_said_is_found_beside_its_exception() {
    replace(TOPIC, "A cairn is", "Not always, but always here, it is").says(expect![[r#"
        content/en/topics/basics.toml:14:8: “always” is never said (`always`)
          help: say “often” (PEMAT 1, CCI 18)
    "#]]);
}

#[test]
fn an_exception_passes_in_both_languages() {
    replace(TOPIC, "A cairn is", "Not always, and Never Lost, it is")
        .and(replace(
            "de/topics/basics.toml",
            "Auch ein",
            "Nicht Immer, doch nie verirrt, ein",
        ))
        .compile()
        .unwrap();
}

#[test]
fn an_exception_passes_after_a_letter_that_shrinks_when_made_small() {
    // `ẞ` has three bytes, and two in small letters; `İ` has two, and three in small letters.
    let words = |words: &str| replace("de/topics/basics.toml", "Auch ein", words);
    words("Am ẞ nicht immer ein").compile().unwrap();
    words("Am İ Nicht Immer ein").compile().unwrap();
    words("Am ẞ nicht immer, doch immer ein").says(expect![[r#"
        content/de/topics/basics.toml:13:8: “immer” is never said (`always`)
          help: „oft“ schreiben (PEMAT 1, CCI 18)
    "#]]);
}

#[test]
fn what_is_never_said_does_not_hide_behind_an_invisible_letter() {
    // A soft hyphen, a space of no width, a joiner of words, a mark of byte order: no rule would see the word that
    // everybody reads.
    replace(TOPIC, "A cairn is", "It al\u{ad}ways is")
        .and(replace(SITE, "Behind", "It al\u{200b}ways is"))
        .and(replace(SUBTYPE, "\"wood\"", "\"al\u{2060}ways\""))
        .and(replace(UI, "Notice tick", "Al\u{feff}ways call"))
        .and(replace(HELP, "By day", r"Al\u00ADways"))
        .says(expect![[r#"
            content/en/ui.toml:2:15: `notice-tick` holds the invisible character U+FEFF
              help: put a space in its place; a text is one line
            content/en/sites/1-hill.toml:2:8: `hint` holds the invisible character U+200B
              help: put a space in its place; a text is one line
            content/en/subtypes/1-arrow.toml:2:10: an item of `chips` holds the invisible character U+2060
              help: put a space in its place; a text is one line
            content/en/topics/basics.toml:14:8: `text` holds the invisible character U+00AD
              help: put a space in its place; a text is one line
            content/en/topics/help.toml:17:9: `hours` holds the invisible character U+00AD
              help: put a space in its place; a text is one line
        "#]]);
}

#[test]
fn marks_of_direction_and_joiners_may_stand() {
    replace(TOPIC, "A cairn", "\u{2068}A cairn\u{2069} 👩\u{200d}🦽")
        .compile()
        .unwrap();
}

#[test]
fn what_could_harm_is_looked_for_wherever_a_text_stands() {
    let always = "Always; 9 in 10 call 111";
    replace(SUBTYPE, "\"wood\"", format!("\"{always}\""))
        .and(replace(HELP, "The warden", always))
        .and(replace(HELP, "English and Latin", always))
        .and(replace(HELP, "By day", always))
        .and(replace(
            GLOSSARY,
            "name = \"cairn\"",
            format!("name = \"{always}\""),
        ))
        .and(replace(GLOSSARY, "KAIRN", always))
        .and(replace(UI, "Notice tick", always))
        .says(expect![[r#"
            content/en/ui.toml:2:15: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/ui.toml:2:15: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/ui.toml:2:15: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/subtypes/1-arrow.toml:2:10: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/subtypes/1-arrow.toml:2:10: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/subtypes/1-arrow.toml:2:10: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/help.toml:14:8: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/help.toml:14:8: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/topics/help.toml:14:8: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/help.toml:16:13: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/help.toml:16:13: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/topics/help.toml:16:13: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/help.toml:17:9: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/help.toml:17:9: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/topics/help.toml:17:9: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/glossary.toml:15:8: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/glossary.toml:15:8: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/topics/glossary.toml:15:8: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/glossary.toml:16:7: “Always” is never said (`always`)
              help: say “often” (PEMAT 1, CCI 18)
            content/en/topics/glossary.toml:16:7: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/en/topics/glossary.toml:16:7: “9 in 10” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/glossary.toml:16:7: “Always; 9 in 10 call 111” is said as it is written
              help: take `say` away: it stands only where a reader would stumble (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn the_name_of_a_myth_is_the_truth_and_follows_the_rules() {
    replace(
        "en/topics/myths.toml",
        "Most arrows are true",
        "“Arrows always lie.”",
    )
    .says(expect![[r#"
        content/en/topics/myths.toml:10:8: “always” is never said (`always`)
          help: say “often” (PEMAT 1, CCI 18)
    "#]]);
}

#[test]
fn the_emergency_number_stands_with_its_words_in_both_languages() {
    replace(SIGNS, "Sit down.", "Call 111.")
        .and(replace(GERMAN_SIGNS, "Setzen.", "111 rufen."))
        .says(expect![[r#"
            content/en/signs.toml:234:8: the emergency number stands without “or ring the bell”
              help: write “or ring the bell” beside it (PEMAT 22, CCI 14)
            content/de/signs.toml:170:8: the emergency number stands without “oder läuten”
              help: write “oder läuten” beside it (PEMAT 22, CCI 14)
        "#]]);
}

#[test]
fn the_emergency_number_passes_with_its_words_in_both_languages() {
    replace(SIGNS, "Sit down.", "Call 111 Or ring the bell.")
        .and(replace(
            GERMAN_SIGNS,
            "Setzen.",
            "111 rufen oder läuten; Zimmer 1112.",
        ))
        .compile()
        .unwrap();
}

#[test]
fn a_share_outside_its_place_is_found() {
    replace(TOPIC, "A cairn", "1 in 2 cairns")
        .and(replace(SITE, "Hills have signs.", "9 % of hills have signs."))
        .and(replace("de/subtypes/1-arrow.toml", "Er weist.", "9% weisen."))
        .says(expect![[r#"
            content/en/sites/1-hill.toml:5:8: “9 %” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/en/topics/basics.toml:14:8: “1 in 2” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            content/de/subtypes/1-arrow.toml:18:8: “9%” is a share outside its place
              help: say it in words, or put it into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
        "#]]);
}

#[test]
fn a_share_passes_in_a_part_for_numbers_and_as_share_of_a_type() {
    // 75 in 100 arrows are of wood: so says the part for numbers of the good content.
    replace(SUBTYPE, "\"Many\"", "\"About 90 in 100\"")
        .and(replace(GERMAN_SUBTYPE, "\"Viele\"", "\"Etwa 90 von 100\""))
        .compile()
        .unwrap();
}

#[test]
fn how_long_people_live_stands_in_its_place() {
    for (fact, path, old, passes) in [
        ("live.survival.rule", TOPIC, HEAP, false),
        ("prog.longer", TOPIC, HEAP, false),
        ("live.survival.rule", TREATMENT, WOOD, true),
    ] {
        let row = format!("[disputed]\n\"{fact}\" = [\"ATLAS\"]\n");
        let change = replace("facts.toml", "[disputed]\n", row).and(replace(
            path,
            old,
            old.replace("sign.seen", fact),
        ));
        match (passes, fact) {
            (true, _) => drop(change.compile().unwrap()),
            (_, "prog.longer") => change.says(expect![[r#"
                content/en/topics/basics.toml:14:8: `prog.longer` says how long people live, outside its place
                  help: put the sentence into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            "#]]),
            // Once, although the German sentence rests on it too.
            _ => change.says(expect![[r#"
                content/en/topics/basics.toml:14:8: `live.survival.rule` says how long people live, outside its place
                  help: put the sentence into a part with `numbers = true`, which one can skip (PEMAT 6, CCI 15)
            "#]]),
        }
    }
}

// Words that are hard.

#[test]
fn a_sentence_of_more_than_thirty_words_is_found() {
    let words = |count: usize| format!("Hop {}on.", "hop ".repeat(count - 2));
    replace(
        TOPIC,
        "A cairn is a sign too.",
        format!("Go. {} Go.", words(31)),
    )
    .says(expect![[r#"
        content/en/topics/basics.toml:14:8: a sentence of 31 words
          help: make two of it: 20 words are a good limit (PEMAT 8, CCI 9)
    "#]]);
    replace(TOPIC, "A cairn is a sign too.", words(30))
        .compile()
        .unwrap();
}

#[test]
fn a_text_of_more_than_sixty_words_is_found() {
    let words = |count: usize| format!("Hop {}on.", "hop ".repeat(count - 2));
    let text = |last: usize| [words(20), words(20), words(last)].join(" ");
    replace(TOPIC, "A cairn is a sign too.", text(21)).says(expect![[r#"
        content/en/topics/basics.toml:14:8: a text of 61 words
          help: split it: a text has 60 words at most (PEMAT 8, CCI 9)
    "#]]);
    // Wherever a text stands.
    replace(FRONT, "Nothing is saved", text(21)).says(expect![[r#"
        content/en/front.toml:37:11: a text of 61 words
          help: split it: a text has 60 words at most (PEMAT 8, CCI 9)
    "#]]);
    let sixty = replace(TOPIC, "A cairn is a sign too.", text(20));
    assert_eq!(warnings_text(&sixty.report()), "");
}

#[test]
fn what_is_long_is_told_in_the_report() {
    let words = |count: usize| format!("Hop {}on.", "hop ".repeat(count - 2));
    let long = replace(TOPIC, "A cairn is a sign too.", words(21));
    expect![[r#"
        content/en/topics/basics.toml:14:8: a sentence of 21 words
          help: make two of it: 20 words are a good limit (PEMAT 8, CCI 9)
    "#]]
    .assert_eq(&warnings_text(&long.report()));
}

#[test]
fn jargon_is_explained() {
    replace(TOPIC, "A cairn", "A Quiver")
        .and(replace("de/topics/basics.toml", "Auch ein Steinmann", "Auch ein Köcher"))
        .says(expect![[r#"
            content/en/topics/basics.toml:14:8: “Quiver” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
            content/de/topics/basics.toml:13:8: “Köcher” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn jargon_with_a_capital_is_found() {
    // As German has it, in the rules or in the text.
    replace(GERMAN_RULES, "\"köcher\"", "\"Köcher\"")
        .and(replace(
            "de/topics/basics.toml",
            "Auch ein Steinmann",
            "Auch ein Köcher, kein köcher, kein Köcherbaum",
        ))
        .says(expect![[r#"
            content/de/topics/basics.toml:13:8: “Köcher” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
            content/de/topics/basics.toml:13:8: “köcher” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn jargon_explained_by_a_form_passes() {
    replace(TOPIC, "A cairn", "A Quiver, or two quivers,")
        .and(replace(GLOSSARY, "\"cairns\"", "\"cairns\", \"quiver\""))
        .and(replace(
            "de/topics/basics.toml",
            "Auch ein Steinmann",
            "Auch ein Köcher",
        ))
        .and(replace(
            GERMAN_GLOSSARY,
            "\"Steinmänner\"",
            "\"Steinmänner\", \"Köcher\"",
        ))
        .compile()
        .unwrap();
}

#[test]
fn an_abbreviation_is_explained() {
    replace(TOPIC, "A cairn", "To the NE, or a W3, or R/S2,")
        .and(replace("de/topics/basics.toml", "Auch ein", "Im NÖ ein"))
        .says(expect![[r#"
            content/en/topics/basics.toml:14:8: “NE” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
            content/en/topics/basics.toml:14:8: “W3” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
            content/en/topics/basics.toml:14:8: “S2” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
            content/de/topics/basics.toml:13:8: “NÖ” is not explained
              help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn an_abbreviation_in_the_plural_is_explained() {
    replace(TOPIC, "A cairn", "Two NEs and a cairn").says(expect![[r#"
        content/en/topics/basics.toml:14:8: “NEs” is not explained
          help: add it to the glossary (a term, or one of its `forms`), or say it in everyday words; an abbreviation that everybody knows belongs under `plain` in `rules.toml` (PEMAT 4, CCI 7)
    "#]]);
    // `NW` is plain, and so are two of them.
    let two = || replace(TOPIC, "A cairn", "Two NWs, NEs and a cairn");
    two()
        .and(replace(GLOSSARY, "\"cairns\"", "\"cairns\", \"NEs\""))
        .compile()
        .unwrap();
}

#[test]
fn an_abbreviation_passes_if_plain_or_explained() {
    replace(TOPIC, "A cairn", "To the NW, a NE")
        .and(replace(GLOSSARY, "\"cairns\"", "\"cairns\", \"NE\""))
        .compile()
        .unwrap();
}

const HARD: &str = "Topographical orientation necessitates considerable interpretation of directional installations.";

#[test]
fn a_section_beyond_bearing_is_found() {
    let hard = [HARD; 7].join(" ");
    replace("en/topics/research.toml", "Some try new signs.", hard).says(expect![[r#"
        content/en/topics/research.toml:5:8: `research` in `en` reads at Flesch–Kincaid grade 26.9
          help: shorter sentences and everyday words; the longest sentence is “Topographical orientation necessitates considerable interpretation of directional installations.” (PEMAT 3, CCI 7)
    "#]]);
}

#[test]
fn a_section_that_is_harder_than_need_be_is_told() {
    let section = |words: String| {
        let change = replace("en/topics/research.toml", "Some try new signs.", words);
        warnings_text(&change.report())
    };
    let hard = "Experienced volunteers evaluate directional installations professionally.";
    expect![[r#"
        content/en/topics/research.toml:5:8: `research` in `en` reads at Flesch–Kincaid grade 7.4
          help: shorter sentences and everyday words; the longest sentence is “Experienced volunteers evaluate directional installations professionally.” (PEMAT 3, CCI 7)
    "#]]
    .assert_eq(&section(hard.to_string()));
    let drugs = format!("Turpentine{} or glue.", ", turpentine".repeat(13));
    expect![[r#"
        content/en/topics/research.toml:5:8: `research` in `en` reads at Flesch–Kincaid grade 8.9; without names of drugs Flesch–Kincaid grade -1.6
          help: shorter sentences and everyday words; the longest sentence is “Turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine, turpentine or glue.” (PEMAT 3, CCI 7)
    "#]].assert_eq(&section(drugs));
}

#[test]
fn a_language_without_a_formula_has_no_grade() {
    let hard = [HARD; 7].join(" ");
    replace(
        "de/topics/research.toml",
        "Manche erproben neue Zeichen.",
        hard,
    )
    .compile()
    .unwrap();
}

// One name for one drug, one word for one thing.

const GERMAN_TABLE: &str = "de/terms.toml";

#[test]
fn a_language_without_a_table_of_terms_is_told_what_to_do() {
    delete(GERMAN_TABLE).says(expect![[r#"
        content/de/terms.toml:1:1: `de/terms.toml` is missing
          help: add this file: the names of the drugs under `[[drug]]`, and under `[[concept]]` one word for each thing that the language has several words for; begin with that of the original
    "#]]);
}

#[test]
fn the_languages_name_the_same_drugs() {
    replace(GERMAN_TABLE, "id = \"linseed\"", "id = \"leinöl\"").says(expect![[r#"
        content/de/terms.toml:7:6: `leinöl` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
    replace(GERMAN_TABLE, "id = \"linseed\"", "id = \"tar\"").says(expect![[r#"
        content/de/terms.toml:2:6: `drug` has no `linseed` in `de`
          help: add `id = "linseed"` and translate: linseed oil
        content/de/terms.toml:7:6: `drug` has `tar` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn a_second_name_of_a_drug_is_found() {
    replace(TOPIC, "A cairn", "With turpentine or with turpo a cairn")
        .and(replace(
            "en/topics/tests.toml",
            "Push it.",
            "Turpo oil (turpentine).",
        ))
        .and(replace(GERMAN_TOPIC, "Auch ein", "Mit Turpo ein"))
        .says(expect![[r#"
            content/en/topics/basics.toml:14:8: “turpo” is a second name for turpentine
              help: write “turpentine”; once in a panel its other name may stand in brackets right after it, “turpentine (turpo)” (PEMAT 4, CCI 7)
            content/en/topics/tests.toml:15:8: “Turpo oil” is a second name for turpentine
              help: write “turpentine”; once in a panel its other name may stand in brackets right after it, “turpentine (Turpo oil)” (PEMAT 4, CCI 7)
            content/de/topics/basics.toml:13:8: “Turpo” is a second name for Terpentin
              help: write “Terpentin”; once in a panel its other name may stand in brackets right after it, “Terpentin (Turpo)” (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn a_second_name_stands_once_in_a_panel() {
    let both = "Use turpentine (Turpo).";
    replace(TOPIC, "A sign shows the way.", both)
        .and(replace(
            TOPIC,
            "Which is the oldest.",
            "Whether turpentine (once Turpo, once Turpo oil) helps.",
        ))
        .says(expect![[r#"
            content/en/topics/basics.toml:24:8: “Turpo” stands after turpentine a second time in `basics`
              help: write “turpentine” alone: the two names stand together at `basics.key` (PEMAT 4, CCI 7)
            content/en/topics/basics.toml:24:8: “Turpo oil” stands after turpentine a second time in `basics`
              help: write “turpentine” alone: the two names stand together at `basics.key` (PEMAT 4, CCI 7)
        "#]]);
}

#[test]
fn a_second_name_passes_in_brackets_after_the_first_in_each_panel() {
    replace(
        TOPIC,
        "A cairn",
        "With Turpentine (Turpo, or Turpo oil) a cairn",
    )
    .and(replace(
        "en/topics/tests.toml",
        "Push it.",
        "Use turpentine (Turpo).",
    ))
    .and(replace(
        "en/topics/research.toml",
        "Lamps may",
        "Turpentine, and a Turpotine, may",
    ))
    .compile()
    .unwrap();
}

#[test]
fn a_word_that_is_not_the_word_of_the_guide_is_found() {
    replace(TOPIC, "A cairn", "A Signpost by a cairn")
        .and(replace(UI, "\"Notice\"", "\"Signposts\""))
        .and(replace(GERMAN_TOPIC, "Auch ein", "Ein Wegweiser und ein"))
        .says(expect![[r#"
            content/en/ui.toml:1:10: “Signposts” is not the word of this guide (`sign`)
              help: write “sign”: one thing has one word (PEMAT 3, CCI 7)
            content/en/topics/basics.toml:14:8: “Signpost” is not the word of this guide (`sign`)
              help: write “sign”: one thing has one word (PEMAT 3, CCI 7)
            content/de/topics/basics.toml:13:8: “Wegweiser” is not the word of this guide (`sign`)
              help: write “Zeichen”: one thing has one word (PEMAT 3, CCI 7)
        "#]]);
}

#[test]
fn a_word_of_the_guide_passes_and_so_does_a_phrase_that_holds_another() {
    replace(
        TOPIC,
        "A cairn",
        "At the inn “Old Signpost” a signposting cairn",
    )
    .compile()
    .unwrap();
}

#[test]
fn a_word_of_hospitals_stands_beside_its_english_where_a_section_has_it_first() {
    replace("de/topics/tests.toml", "Eine Kerbe (“blaze”)", "Eine Kerbe")
        .and(replace(
            GERMAN_TOPIC,
            "Auch ein",
            "Eine Kerbe (Blatt) und ein",
        ))
        .says(expect![[r#"
            content/de/topics/basics.toml:13:8: “Kerbe” stands without its English, the first time in `basics`
              help: write “Kerbe (“blaze”)”: it is what hospitals say (PEMAT 4, CCI 7)
            content/de/topics/tests.toml:17:8: “Kerbe” stands without its English, the first time in `tests`
              help: write “Kerbe (“blaze”)”: it is what hospitals say (PEMAT 4, CCI 7)
        "#]]);
    // The second time it stands alone, and a heading is no sentence.
    replace(
        GERMAN_TOPIC,
        "Auch ein",
        "Eine Kerbe („Blaze“) und noch eine Kerbe und ein",
    )
    .and(replace(GERMAN_TOPIC, "Welches das", "Ob die Kerbe das"))
    .compile()
    .unwrap();
}

#[test]
fn a_word_that_is_said_as_it_is_written_needs_no_line() {
    replace(GLOSSARY, "\"KAIRN\"", "\"CAI-rn\"").says(expect![[r#"
        content/en/topics/glossary.toml:16:7: “cairn” is said as it is written
          help: take `say` away: it stands only where a reader would stumble (PEMAT 4, CCI 7)
    "#]]);
}

#[test]
fn a_translation_sounds_out_english_words_alone() {
    replace(
        GERMAN_GLOSSARY,
        "name = \"Steinmann\"\n",
        "name = \"Steinmann\"\nsay = \"SCHTAIN-mann\"\n",
    )
    .says(expect![[r#"
        content/de/topics/glossary.toml:14:7: `say` of “Steinmann” sounds out a word of `de`
          help: take `say` away: only English words are sounded out: abbreviations, and words under `english` in `terms.toml` (PEMAT 4, CCI 7)
    "#]]);
}

#[test]
fn an_entry_of_the_glossary_that_nobody_needs_is_found() {
    replace("en/topics/tests.toml", "Shine a lamp on a blaze.", "Shine.").says(expect![[r#"
        content/en/topics/glossary.toml:23:8: “blaze” stands in no text but its own entry
          help: take the entry away, or write under `forms` how the word stands in the texts (PEMAT 4, CCI 7)
    "#]]);
    // Another entry may need it.
    replace("en/topics/tests.toml", "Shine a lamp on a blaze.", "Shine.")
        .and(replace(GLOSSARY, "A heap of stones.", "A heap, no blaze."))
        .compile()
        .unwrap();
}

#[test]
fn a_share_in_another_form_is_found() {
    for share in ["3 in 4", "9 in every 100", "9 %", "half of the"] {
        let text = diagnostics_text(replace(TREATMENT, "About 75 in 100", share).compile());
        assert!(
            text.contains("is not the one form of a share"),
            "{share}: {text}"
        );
    }
    replace(TREATMENT, "About 75 in 100", "3 in 4")
        .and(replace(
            "de/topics/treatment.toml",
            "Etwa 75 von 100",
            "3 von je 4",
        ))
        .says(expect![[r#"
            content/en/topics/treatment.toml:16:8: “3 in 4” is not the one form of a share
              help: write it as “about 14 in 100” (PEMAT 6, CCI 15)
            content/de/topics/treatment.toml:13:8: “3 von je 4” is not the one form of a share
              help: write it as “etwa 14 von 100” (PEMAT 6, CCI 15)
        "#]]);
}

#[test]
fn a_share_of_women_says_so() {
    let old = WOOD.replace("sign.seen", "sign.old");
    replace(TREATMENT, WOOD, old.as_str()).says(expect![[r#"
        content/en/topics/treatment.toml:16:8: a share of women does not say so (`sign.old`)
          help: say “women”, in the sentence or in the name of its part (PEMAT 6, CCI 16)
        content/de/topics/treatment.toml:13:8: a share of women does not say so (`sign.old`)
          help: „Frauen“ schreiben, im Satz oder im Namen seines Teils (PEMAT 6, CCI 16)
    "#]]);
    // In the sentence, or in the name of its part.
    for (find, with) in [
        ("About 75 in 100", "Of women, about 75 in 100"),
        ("Counts:", "Women in counts:"),
    ] {
        let german = match find {
            "Counts:" => replace("de/topics/treatment.toml", "Zahlen:", "Frauen in Zahlen:"),
            _ => replace("de/topics/treatment.toml", "Etwa 75", "Von Frauen etwa 75"),
        };
        let change = replace(TREATMENT, WOOD, old.as_str())
            .and(replace(TREATMENT, find, with))
            .and(german);
        change.compile().unwrap();
    }
    // A share of a type is one in words too.
    replace(
        SUBTYPE,
        "text = \"Many\"\nfacts = [\"sign.seen\"]",
        "text = \"Many\"\nfacts = [\"sign.old\"]",
    )
    .says(expect![[r#"
        content/en/subtypes/1-arrow.toml:6:8: a share of women does not say so (`sign.old`)
          help: say “women”, in the sentence or in the name of its part (PEMAT 6, CCI 16)
        content/de/subtypes/1-arrow.toml:5:8: a share of women does not say so (`sign.old`)
          help: „Frauen“ schreiben, im Satz oder im Namen seines Teils (PEMAT 6, CCI 16)
    "#]]);
    // What is no share need not.
    replace(
        TREATMENT,
        WOOD,
        old.replace("About 75 in 100", "Some").as_str(),
    )
    .and(replace(
        "de/topics/treatment.toml",
        "Etwa 75 von 100 Pfeilen",
        "Einige Pfeile",
    ))
    .compile()
    .unwrap();
}

#[test]
fn facts_of_women_are_known_and_stand_in_the_first_language() {
    replace(RULES, "women = [\"sign.old\"]", "women = [\"sign.older\"]")
        .and(replace(
            GERMAN_RULES,
            "plain = [\"NW\"]",
            "plain = [\"NW\"]\nwomen = [\"sign.old\"]",
        ))
        .says(expect![[r#"
            content/de/rules.toml:6:10: `women` stands in a translation
              help: take it away: those of all languages are named in `en`
            content/en/rules.toml:7:10: unknown fact `sign.older`
              help: take it away, or correct it
        "#]]);
}

#[test]
fn a_sentence_that_stands_twice_is_found() {
    replace(
        TOPIC,
        "A cairn is a sign too.",
        "Go. A cairn is a sign, too. Go.",
    )
    .and(replace(
        "en/topics/living.toml",
        "A bench will do.",
        "Go. “A cairn is a sign too.”",
    ))
    .says(expect![[r#"
        content/en/topics/living.toml:14:8: this sentence stands at `basics.part.stones.say.heap` too: “A cairn is a sign too.”
          help: say it once, and lead there from the other place (PEMAT 2)
    "#]]);
}

#[test]
fn a_short_sentence_a_sign_a_control_and_a_voice_may_stand_twice() {
    replace(
        TOPIC,
        "A cairn is a sign too.",
        "A cairn is a sign too. Show it to them.",
    )
    .and(replace(
        "en/topics/living.toml",
        "A bench will do.",
        "Show it to them.",
    ))
    .and(replace(SIGNS, "Bring bread.", "A cairn is a sign too."))
    .and(replace(UI, "\"Sheet ask\"", "\"A cairn is a sign too\""))
    .and(replace(
        "en/visit.toml",
        "Which kind is theirs?",
        "A cairn is a sign too?",
    ))
    .compile()
    .unwrap();
}

#[test]
fn a_topic_without_a_next_step_is_found() {
    let say = "[[part.say]]\nid = \"ask\"\ntext = \"Ask at the mill.\"\n";
    let [english, german] = [format!("{say}facts = [\"sign.seen\"]\n"), say.to_string()];
    let german_line = fs::read_to_string(Path::new(GOOD).join("de/topics/help.toml")).unwrap();
    let (before, _) = german_line.split_once("[[part.line]]").unwrap();
    replace(HELP, LINE, english)
        .and(write("de/topics/help.toml", format!("{before}{german}")))
        .says(expect![[r#"
            content/en/topics/help.toml:1:8: the topic `help` has no next step
              help: add a question under `[[ask]]`, or in one of its parts a step, a link or somebody to turn to (PEMAT 20, CCI 5)
        "#]]);
}

#[test]
fn more_than_four_questions_are_found_and_seven_pass_for_a_visit() {
    let asks = |count: usize, family: bool| -> String {
        (2..=count).map(|n| format!("\n[[ask]]\nid = \"q{n}\"\ntext = \"What of {n}?\"\nfacts = [\"prompt.ask\"]\n{}", if family { "family = \"And of theirs?\"\n" } else { "" })).collect()
    };
    let good = |path: &str| fs::read_to_string(Path::new(GOOD).join(path)).unwrap();
    let with = |path: &'static str, count, family| {
        let [english, german] =
            [path.to_string(), path.replace("en/", "de/")].map(|path| good(&path));
        let german_asks = asks(count, family)
            .replace("facts = [\"prompt.ask\"]\n", "")
            .replace("What of", "Was ist");
        write(path, english + &asks(count, family)).and(write(
            if path == TOPIC {
                GERMAN_TOPIC
            } else {
                "de/visit.toml"
            },
            german + &german_asks,
        ))
    };
    with(TOPIC, 5, false).says(expect![[r#"
        content/en/topics/basics.toml:42:1: `ask` holds 5 items
          help: keep the 4 that matter most (PEMAT 8, CCI 8)
        content/de/topics/basics.toml:35:1: `ask` holds 5 items
          help: keep the 4 that matter most (PEMAT 8, CCI 8)
    "#]]);
    with(TOPIC, 4, false).compile().unwrap();
    with("en/visit.toml", 8, true).says(expect![[r#"
        content/en/visit.toml:54:1: `ask` holds 8 items
          help: keep the 7 that matter most (PEMAT 8, CCI 8)
        content/de/visit.toml:47:1: `ask` holds 8 items
          help: keep the 7 that matter most (PEMAT 8, CCI 8)
    "#]]);
    with("en/visit.toml", 7, true).compile().unwrap();
}

// How much is read at once.

/// Sixty words, in sentences that stand nowhere else.
fn sixty(tag: &str) -> String {
    let sentence = |number| format!("X{tag}{number} {}on.", "hop ".repeat(18));
    [1, 2, 3].map(sentence).join(" ")
}

/// Puts sixty words in place of each of these texts of a file.
fn sixty_for(path: &'static str, texts: &[&'static str]) -> Change {
    let changes = texts.iter().enumerate();
    Change(
        changes
            .map(|(at, text)| {
                let tag = format!("{}{at}x", path.replace(|c: char| !c.is_alphabetic(), ""));
                Step::Replace(path, text, format!("\"{}\"", sixty(&tag)))
            })
            .collect(),
    )
}

#[test]
fn a_place_that_shows_too_much_is_found() {
    let long = || sixty_for(UI, &["\"Notice\"", "\"Notice tick\"", "\"Found\""]);
    long().compile().unwrap();
    long()
        .and(sixty_for(SITE, &["\"Hills have signs.\""]))
        .says(expect![[r#"
            content/en/sites/1-hill.toml:5:8: the place `hill` has 295 words in `en`
              help: keep it to 260 words, 35 fewer: move sentences into a closed row, or leave them out (PEMAT 8, CCI 9)
        "#]]);
    // Another language may have a quarter more.
    sixty_for(
        "de/ui.toml",
        &[
            "\"Wort „notice“\"",
            "\"Wort „notice-tick“\"",
            "\"Wort „found“\"",
        ],
    )
    .and(sixty_for(GERMAN_SITE, &["\"Hügel haben Zeichen.\""]))
    .compile()
    .unwrap();
}

#[test]
fn a_closed_row_that_holds_too_much_is_found() {
    sixty_for(
        SITE,
        &["\"Hills are round.\"", "\"A post\"", "\"An arrow\""],
    )
    .says(expect![[r#"
        content/en/sites/1-hill.toml:10:8: the closed row `hill/about` has 180 words in `en`
          help: keep it to 150 words, 30 fewer: say less there, or make two rows of it (PEMAT 8, CCI 9)
    "#]]);
    sixty_for(
        "en/topics/tests.toml",
        &["\"Push it.\"", "\"Shine a lamp on a blaze.\""],
    )
    .and(replace(TOPIC, "A cairn", "A blaze by a cairn"))
    .compile()
    .unwrap();
}

#[test]
fn a_topic_and_a_type_that_show_too_much_are_found() {
    sixty_for(
        "en/topics/living.toml",
        &[
            "\"Rest when you like.\"",
            "\"Rest\"",
            "\"A bench will do.\"",
            "\"In mist turn back soon.\"",
            "\"Where is a bench?\"",
            "\"Whether a cairn is a bench.\"",
        ],
    )
    .and(sixty_for(
        SUBTYPE,
        &[
            "\"Many\"",
            "\"It points.\"",
            "\"Follow it.\"",
            "\"Turn around.\"",
            "\"A compass.\"",
            "\"How far.\"",
        ],
    ))
    .says(expect![[r#"
        content/en/subtypes/1-arrow.toml:1:8: the card of the type `arrow` has 373 words in `en`
          help: keep it to 350 words, 23 fewer: move sentences into a closed row, or leave them out (PEMAT 8, CCI 9)
        content/en/topics/living.toml:5:8: the topic `living` has 370 words in `en`
          help: keep it to 350 words, 20 fewer: move sentences into a closed row, or leave them out (PEMAT 8, CCI 9)
    "#]]);
}

#[test]
fn a_first_screen_that_shows_too_much_is_found() {
    sixty_for(
        FRONT,
        &[
            "\"A draft\"",
            "\"A sign looks odd\"",
            "\"New here?\"",
            "\"Choose a place\"",
            "\"First walk\"",
            "\"Chapters\"",
            "\"Briefly\"",
            "\"Up to July\"",
            "\"Written for walkers\"",
            "\"Nothing is saved\"",
        ],
    )
    .and(sixty_for(
        MY_TYPE,
        &[
            "\"Kinds of signs\"",
            "\"What does the label say?\"",
            "\"Two labels differ\"",
        ],
    ))
    .says(expect![[r#"
        content/en/front.toml:1:9: the page at rest has 981 words in `en`
          help: keep it to 751 words, 230 fewer: what is counted is in view before a row is opened: the first screen, the overall list of signs, names and hints; say less there, or move it into a row that opens (PEMAT 8, CCI 9)
    "#]]);
}

/// Whoever publishes the words under a longer name need not shorten them.
#[test]
fn a_long_name_of_a_publisher_takes_no_room_from_the_words() {
    let room = |name: &str| {
        let reports = write(EDITION, format!("publisher = \"{name}\"\n")).report();
        let json: serde_json::Value = serde_json::from_str(&reports.json).unwrap();
        let all = json["lengths"].as_array().unwrap().iter();
        let of_page = all.filter(|length| length["panel"] == "");
        let left = of_page.map(|length| {
            let number = |key: &str| length[key].as_u64().unwrap();
            number("limit") - number("words")
        });
        left.collect::<Vec<_>>()
    };
    let short = room("a club of");
    assert_eq!(short.len(), 4, "at rest and whole, in two languages");
    assert_eq!(short, room("a club of walkers in the hills of the west"));
}

#[test]
fn a_guide_that_is_too_long_is_found() {
    let good = |path: &str| fs::read_to_string(Path::new(GOOD).join(path)).unwrap();
    let folder = Change(Vec::new()).content();
    let content = folder.path().join("content");
    for number in 2..=46 {
        let mut english = good(SUBTYPE);
        for old in [
            "\"It points.\"",
            "\"Follow it.\"",
            "\"Turn around.\"",
            "\"A compass.\"",
            "\"How far.\"",
        ] {
            let tag = format!("{}{number}x", old.replace(|c: char| !c.is_alphabetic(), ""));
            english = english.replace(old, &format!("\"{}\"", sixty(&tag)));
        }
        let name =
            |code: &str| content.join(format!("{code}/subtypes/{number}-arrow{number}.toml"));
        fs::write(name("en"), english).unwrap();
        fs::write(name("de"), good(GERMAN_SUBTYPE)).unwrap();
    }
    expect![[r#"
        content/en/my-type.toml:86:9: the closed row `my-type/compare` has 520 words in `en`
          help: keep it to 150 words, 370 fewer: say less there, or make two rows of it (PEMAT 8, CCI 9)
        content/en/front.toml:1:9: the whole guide has 15558 words in `en`
          help: keep it to 14001 words, 1557 fewer: a sign is counted wherever it is printed; say each thing once, and leave out what nobody asks (PEMAT 8, CCI 9)
        content/de/my-type.toml:74:9: the closed row `my-type/compare` has 518 words in `de`
          help: keep it to 187 words, 331 fewer: say less there, or make two rows of it (PEMAT 8, CCI 9)
    "#]].assert_eq(&diagnostics_text(compile(&content)));
}

#[test]
fn the_report_says_what_was_counted_before() {
    let before = "version = \"0.1\"\n\n[[before]]\nlanguage = \"en\"\nsection = \"basics\"\nwords = \"487\"\nquestions = \"4\"\n\n[[before]]\nlanguage = \"en\"\nsection = \"rest\"\nwords = \"1119\"\n";
    let reports = write("before.toml", before).report();
    for cell in ["<td>487 → ", "<td>4 → 1</td>", "<td>1119 → "] {
        assert!(reports.html.contains(cell), "{cell}");
    }
    let json: serde_json::Value = serde_json::from_str(&reports.json).unwrap();
    assert_eq!(json["before"][1]["words"], "1119");
    write("before.toml", "version = \"0.1\"\n").says(expect![[r#"
        content/before.toml:1:1: `before` is missing
          help: write at least one item, each under `[[before]]`
    "#]]);
}

// The figure.

#[test]
fn a_figure_that_is_not_svg_is_found() {
    write("figure.svg", "<svg>\n  <g>é</q>\n</svg>\n").says(expect![[r#"
        content/figure.svg:2:7: not SVG: expected 'g' tag, not 'q'
          help: close every `<g>` with `</g>`, or export the drawing anew
    "#]]);
}

#[test]
fn an_empty_figure_is_found() {
    write("figure.svg", "").says(expect![[r#"
        content/figure.svg:1:1: not SVG: the document does not have a root node
          help: close every `<g>` with `</g>`, or export the drawing anew
    "#]]);
}

#[test]
fn an_element_that_may_not_be_drawn_is_found() {
    replace("figure.svg", "<defs>", "<defs><script/>").says(expect![[r#"
        content/figure.svg:2:9: `<script>` may not be drawn
          help: use one of: svg, defs, linearGradient, stop, pattern, clipPath, path, g, use, circle, text
    "#]]);
}

#[test]
fn an_attribute_that_runs_is_found() {
    replace(
        "figure.svg",
        r#"<circle r="1"/>"#,
        r#"<circle r="1" onclick="x()"/>"#,
    )
    .says(expect![[r#"
        content/figure.svg:4:36: `onclick` may not stand here
          help: take it away; write colours and lines as attributes, for instance `fill`
    "#]]);
}

#[test]
fn an_attribute_of_style_is_found() {
    replace(
        "figure.svg",
        r#"<circle r="1"/>"#,
        r#"<circle style="fill:red"/>"#,
    )
    .says(expect![[r#"
        content/figure.svg:4:30: `style` may not stand here
          help: take it away; write colours and lines as attributes, for instance `fill`
    "#]]);
}

#[test]
fn a_reference_to_elsewhere_is_found() {
    replace("figure.svg", "\"#edge", "\"https://a.example/#edge").says(expect![[r#"
        content/figure.svg:3:63: `href` leads out of the drawing
          help: point to an id inside the drawing, for instance `#edge`
    "#]]);
}

#[test]
fn a_colour_from_elsewhere_is_found() {
    replace(
        "figure.svg",
        r#"<circle r="1"/>"#,
        r#"<circle fill="url(https://a.example/#edge)"/>"#,
    )
    .says(expect![[r#"
        content/figure.svg:4:30: `fill` leads out of the drawing
          help: point to an id inside the drawing, for instance `#edge`
    "#]]);
}

#[test]
fn a_use_of_nothing_is_found() {
    replace("figure.svg", r##"href="#edge""##, r##"href="#egde""##).says(expect![[r#"
        content/figure.svg:3:63: `#egde` is nowhere in the drawing
          help: use one of: edge
    "#]]);
}

#[test]
fn a_colour_of_nothing_is_found() {
    replace(
        "figure.svg",
        r#"<circle r="1"/>"#,
        r#"<circle fill="url(#shade) red"/>"#,
    )
    .says(expect![[r#"
        content/figure.svg:4:30: `#shade` is nowhere in the drawing
          help: use one of: edge
    "#]]);
}

#[test]
fn a_region_without_content_is_found() {
    replace("figure.svg", "<defs>", r#"<g data-region="dale"/><defs>"#).says(expect![[r#"
        content/figure.svg:2:3: `data-region="dale"` is no place of the content
          help: name one of: hill
    "#]]);
}

#[test]
fn content_without_a_region_is_found() {
    replace("figure.svg", r#" data-region="hill""#, "").says(expect![[r#"
        content/figure.svg:1:1: `hill` is not drawn
          help: add a group with `data-region="hill"`
    "#]]);
}

#[test]
fn a_region_without_a_shape_to_press_is_found() {
    replace("figure.svg", r#" class="hit""#, "").says(expect![[r#"
        content/figure.svg:3:3: `hill` has no shape to press
          help: add a shape of class `hit`
    "#]]);
}

#[test]
fn a_missing_pin_is_found() {
    replace("figure.svg", r#" data-pin="hill""#, "").says(expect![[r#"
        content/figure.svg:1:1: `hill` has no pin
          help: add a group with `data-pin="hill"`
    "#]]);
}

#[test]
fn a_pin_with_another_number_is_found() {
    replace("figure.svg", "<text>1</text>", "<text>2</text>").says(expect![[r#"
        content/figure.svg:4:3: the pin of `hill` shows `2`
          help: write 1, as in the list
    "#]]);
}

/// The drawing with that many elements in each other, `svg` and what is drawn in the middle among them.
fn nested(count: usize) -> Change {
    let groups = count - 2;
    let lines = format!(
        "{}<circle r=\"1\"/>{}",
        "<g>".repeat(groups),
        "</g>".repeat(groups)
    );
    replace("figure.svg", "</svg>", lines + "</svg>")
}

#[test]
fn a_deep_drawing_is_found() {
    nested(40 + 2).says(expect![[r#"
        content/figure.svg:5:94: more than 32 elements lie in each other
          help: ungroup what needs no group
    "#]]);
    nested(31).compile().unwrap();
}

#[test]
fn a_very_deep_drawing_is_found_without_a_crash() {
    nested(10_000 + 2).says(expect![[r#"
        content/figure.svg:5:94: more than 32 elements lie in each other
          help: ungroup what needs no group
    "#]]);
}

// Translations.

#[test]
fn an_item_that_is_not_translated_is_found() {
    replace(
        GERMAN_SITE,
        "[[about]]\nid = \"arrow\"\ntext = \"Ein Pfeil\"\n",
        "",
    )
    .says(expect![[r#"
        content/de/sites/1-hill.toml:8:6: `about` has no `arrow` in `de`
          help: add `id = "arrow"` and translate: An arrow
    "#]]);
}

#[test]
fn an_item_that_only_a_translation_has_is_found() {
    replace(
        GERMAN_SITE,
        "[[found]]",
        "[[about]]\nid = \"cairn\"\ntext = \"Ein Steinmann\"\n\n[[found]]",
    )
    .says(expect![[r#"
        content/de/sites/1-hill.toml:20:6: `about` has `cairn` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn an_item_that_is_renamed_in_a_translation_is_found() {
    replace("de/front.toml", r#"id = "look""#, r#"id = "blick""#).says(expect![[r#"
        content/de/front.toml:37:6: `notes` has no `look` in `de`
          help: add `id = "look"` and translate: Look around.
        content/de/front.toml:37:6: `notes` has `blick` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn a_translation_keeps_the_order_of_items() {
    let (first, second) = (
        "id = \"post\"\ntext = \"Ein Pfosten\"",
        "id = \"arrow\"\ntext = \"Ein Pfeil\"",
    );
    replace(GERMAN_SITE, first, "FIRST")
        .and(replace(GERMAN_SITE, second, first))
        .and(replace(GERMAN_SITE, "FIRST", second))
        .says(expect![[r#"
            content/de/sites/1-hill.toml:8:6: `about` has another order in `de`
              help: put the items in this order: round, post, arrow
        "#]]);
}

#[test]
fn a_translation_has_the_same_files() {
    copy(GERMAN_SITE, "de/sites/1-huegel.toml")
        .and(delete(GERMAN_SITE))
        .says(expect![[r#"
            content/de/sites/1-huegel.toml:1:1: `de/sites/1-huegel.toml` has no counterpart in `en`
              help: name it `1-hill.toml`
        "#]]);
}

#[test]
fn a_fact_that_was_left_out_bears_nothing() {
    replace(SITE, "\"sign.seen\", \"sign.old\"", "\"sign.smell\"").says(expect![[r#"
        content/en/sites/1-hill.toml:21:10: the fact `sign.smell` stands in `left-out.toml`
          help: move it to `facts.toml`, with the source that carries it
    "#]]);
}

#[test]
fn a_translation_has_no_file_less() {
    copy(SUBTYPE, "en/subtypes/2-plate.toml").says(expect![[r#"
        content/de/subtypes/2-plate.toml:1:1: `de/subtypes/2-plate.toml` is missing
          help: translate `en/subtypes/2-plate.toml` and save it under this name
    "#]]);
}

#[test]
fn a_translation_has_no_file_more() {
    copy(GERMAN_SUBTYPE, "de/subtypes/2-plate.toml").says(expect![[r#"
        content/de/subtypes/2-plate.toml:1:1: `de/subtypes/2-plate.toml` has no counterpart in `en`
          help: take it away, or write `en/subtypes/2-plate.toml`
    "#]]);
}

#[test]
fn a_translation_has_the_same_number_of_chips() {
    replace(GERMAN_SUBTYPE, r#", "Blech""#, "").says(expect![[r#"
        content/de/subtypes/1-arrow.toml:2:10: `chips` has a length of 1 in `de`
          help: translate all 2: wood, tin
    "#]]);
}

#[test]
fn facts_do_not_stand_in_a_translation() {
    replace(
        GERMAN_SITE,
        r#"text = "Ein Pfeil""#,
        "text = \"Ein Pfeil\"\nfacts = [\"sign.seen\"]",
    )
    .says(expect![[r#"
        content/de/sites/1-hill.toml:18:9: `facts` stands in a translation
          help: take it away: facts are named in `en`
    "#]]);
}

#[test]
fn a_label_does_not_stand_in_a_translation() {
    replace(
        GERMAN_SUBTYPE,
        r#"name = "Pfeil""#,
        "name = \"Pfeil\"\nlabel = true",
    )
    .says(expect![[r#"
        content/de/subtypes/1-arrow.toml:2:9: `label` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn a_phone_does_not_stand_in_a_translation() {
    replace(
        "de/topics/help.toml",
        "hours =",
        "phone = \"555-0100\"\nhours =",
    )
    .says(expect![[r#"
        content/de/topics/help.toml:16:9: `phone` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn a_closed_part_is_not_closed_again_in_a_translation() {
    let ways = "name = \"Arten zu prüfen\"";
    replace(
        "de/topics/tests.toml",
        ways,
        format!("{ways}\nclosed = true"),
    )
    .says(expect![[r#"
        content/de/topics/tests.toml:10:10: `closed` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn numbers_do_not_stand_in_a_translation() {
    let name = "name = \"Zahlen: kann man überspringen\"";
    // Nothing is said of `closed`, which may not stand there either.
    replace(
        "de/topics/treatment.toml",
        name,
        format!("{name}\nnumbers = true"),
    )
    .says(expect![[r#"
        content/de/topics/treatment.toml:10:11: `numbers` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn facts_of_a_topic_do_not_stand_in_a_translation() {
    let heap = "text = \"Auch ein Steinmann ist ein Zeichen.\"";
    replace(
        "de/topics/basics.toml",
        heap,
        format!("{heap}\nfacts = [\"sign.seen\"]"),
    )
    .says(expect![[r#"
        content/de/topics/basics.toml:14:9: `facts` stands in a translation
          help: take it away: facts are named in `en`
    "#]]);
}

#[test]
fn a_part_that_is_renamed_in_a_translation_is_found() {
    replace(
        "de/topics/basics.toml",
        "id = \"stones\"",
        "id = \"steine\"",
    )
    .says(expect![[r#"
        content/de/topics/basics.toml:8:6: `part` has no `stones` in `de`
          help: add `id = "stones"` and translate: Stones
        content/de/topics/basics.toml:8:6: `part` has `steine` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn what_stands_in_a_part_is_translated() {
    replace("de/topics/basics.toml", "id = \"heap\"", "id = \"haufen\"")
        .and(replace(
            "de/topics/tests.toml",
            "\n[[part.list]]\nid = \"push\"\ntext = \"Drücken.\"\n",
            "",
        ))
        .and(replace(
            "de/topics/tests.toml",
            "id = \"firm\"",
            "id = \"fest\"",
        ))
        .says(expect![[r#"
            content/de/topics/basics.toml:12:6: `say` has no `heap` in `de`
              help: add `id = "heap"` and translate: A cairn is a sign too.
            content/de/topics/basics.toml:12:6: `say` has `haufen` only in `de`
              help: take it away here too, or put it back into the reference language
            content/de/topics/tests.toml:12:6: `list` has no `push` in `de`
              help: add `id = "push"` and translate: Push it.
            content/de/topics/tests.toml:16:6: `ask` has no `firm` in `de`
              help: add `id = "firm"` and translate: Is it firm?
            content/de/topics/tests.toml:16:6: `ask` has `fest` only in `de`
              help: take it away here too, or put it back into the reference language
        "#]]);
}

#[test]
fn a_line_is_translated_and_a_translation_has_no_line_more() {
    replace("de/topics/help.toml", "id = \"warden\"", "id = \"hueter\"").says(expect![[r#"
        content/de/topics/help.toml:12:6: `line` has no `warden` in `de`
          help: add `id = "warden"` and translate: Knows each hill.
        content/de/topics/help.toml:12:6: `line` has `hueter` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn a_term_is_translated_and_a_translation_has_no_term_more() {
    replace(GERMAN_GLOSSARY, "id = \"cairn\"", "id = \"steinmann\"").says(expect![[r#"
        content/de/topics/glossary.toml:12:6: `term` has no `cairn` in `de`
          help: add `id = "cairn"` and translate: A heap of stones.
        content/de/topics/glossary.toml:12:6: `term` has `steinmann` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn a_rule_is_translated_and_a_translation_has_no_rule_more() {
    replace(GERMAN_RULES, "id = \"rank\"", "id = \"rang\"").says(expect![[r#"
        content/de/rules.toml:15:6: `never` has no `rank` in `de`
          help: add `id = "rank"` and translate: say where it stands
        content/de/rules.toml:21:6: `never` has `rang` only in `de`
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn hours_are_translated() {
    replace("de/topics/help.toml", "hours = \"Bei Tag\"\n", "").says(expect![[r#"
        content/de/topics/help.toml:13:8: `warden` has no `hours` in `de`
          help: translate: By day
    "#]]);
}

#[test]
fn hours_do_not_stand_in_a_translation_alone() {
    replace(HELP, "hours = \"By day\"\n", "").says(expect![[r#"
        content/de/topics/help.toml:16:9: `hours` of `warden` stands in `de` alone
          help: take it away here too, or put it back into the reference language
    "#]]);
}

// The style sheet.

#[test]
fn a_comment_that_does_not_end_is_found() {
    Sheet(".a { top: 0 }\n/* é */ /* b").says(expect![[r#"
        www/widget.css:2:9: this comment does not end
          help: write `*/` after it
    "#]]);
}

#[test]
fn a_block_that_does_not_end_is_found() {
    Sheet("/* { */ .a { top: 0 }\n.b { top: 0\n").says(expect![[r#"
        www/widget.css:2:4: this `{` is not closed
          help: write `}` after the block
    "#]]);
}

#[test]
fn a_brace_that_closes_nothing_is_found() {
    Sheet(".a { top: 0 } }\n.b { top: 0 }\n").says(expect![[r#"
        www/widget.css:1:15: this `}` closes nothing
          help: take it away, or write the `{` before it
    "#]]);
}

#[test]
fn a_colour_without_its_night_is_found() {
    Sheet("/* é */ .a { color: light-dark(red) }\n").says(expect![[r#"
        www/widget.css:1:21: `light-dark` needs two colours
          help: write `light-dark(day, night)`
    "#]]);
}

#[test]
fn a_pair_of_colours_that_holds_nothing_is_found() {
    Sheet(".a { top: 0 }\n.b { color: light-dark() }\n").says(expect![[r#"
        www/widget.css:2:13: `light-dark` needs two colours
          help: write `light-dark(day, night)`
    "#]]);
}

#[test]
fn a_style_sheet_is_written_for_each_place() {
    let sheet = ".a { top: 0 } /* b */\n@each site { .b-SITE { top: 0 } }\n.c { color: light-dark(red, blue) }\n";
    expect![[r#"
        .a{top:0}
        .b-dale{top:0}
        .b-hill{top:0}
        .c{color:red}
        @supports (color:light-dark(red,red)){.c{color:light-dark(red,blue)}
        }
    "#]]
    .assert_eq(&Sheet(sheet).compile().unwrap().replace('}', "}\n"));
}

#[test]
fn a_missing_style_sheet_is_found() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("www/widget.css");
    expect![[r#"
        www/widget.css:1:1: `widget.css` is missing
          help: add this file
    "#]]
    .assert_eq(&diagnostics_text(compile_style(&path, &[])));
}

// What people check.

#[test]
fn the_report_has_an_entry_for_each_section_and_language() {
    let reports = Change(Vec::new()).report();
    let json: serde_json::Value = serde_json::from_str(&reports.json).unwrap();
    let sections = json["sections"].as_array().unwrap();
    let named: Vec<String> = sections
        .iter()
        .map(|entry| {
            format!(
                "{}/{}",
                entry["language"].as_str().unwrap(),
                entry["section"].as_str().unwrap()
            )
        })
        .collect();
    expect!["en/front en/signs en/map en/subtypes en/visit en/basics en/tests en/treatment en/effects en/living en/myths en/research en/help en/glossary de/front de/signs de/map de/subtypes de/visit de/basics de/tests de/treatment de/effects de/living de/myths de/research de/help de/glossary"].assert_eq(&named.join(" "));
    for (number, entry) in sections.iter().enumerate() {
        let section = entry["section"].as_str().unwrap();
        let language = number / (sections.len() / 2);
        assert_eq!(
            entry["fingerprint"],
            fingerprint(&reports, section, language)
        );
    }
    let mut entry = sections[5].clone();
    entry.as_object_mut().unwrap().remove("fingerprint");
    assert_eq!(
        (&json["factsUsed"], &json["factsLeftOut"]),
        (&3.into(), &2.into())
    );
    expect![[r#"
        {
          "drugNames": 0,
          "drugs": 0,
          "goalMet": true,
          "grade": "Flesch–Kincaid grade -1.3",
          "gradeWithoutDrugNames": "Flesch–Kincaid grade -1.3",
          "itemsMetByOurOwnEstimate": {
            "CCI 11": true,
            "PEMAT 1, CCI 1": true,
            "PEMAT 1, CCI 18": true,
            "PEMAT 20, CCI 5": true,
            "PEMAT 22, CCI 14": true,
            "PEMAT 3, CCI 7": true,
            "PEMAT 4, CCI 7": true,
            "PEMAT 6, CCI 15": true,
            "PEMAT 8, CCI 9": true
          },
          "language": "en",
          "longest": [
            {
              "text": "A cairn is a sign too.",
              "words": 6
            },
            {
              "text": "A sign shows the way.",
              "words": 5
            },
            {
              "text": "What does it show?",
              "words": 4
            }
          ],
          "questions": 1,
          "review": "Draft: not yet reviewed by a clinician",
          "section": "basics",
          "sentences": 4,
          "shares": 0,
          "sources": 2,
          "warnings": [],
          "words": 19
        }"#]]
    .assert_eq(&format!("{entry:#}"));
    expect!["115 claims, 115 sentences in `en`, 115 sentences in `de`; 3 facts used, 2 left out with a reason; 2 sources"].assert_eq(&reports.summary);
    assert!(warnings_text(&reports).is_empty());
    // Each language's own are counted.
    let more = replace(
        TOPIC,
        "A cairn is a sign too.",
        "A cairn is a sign. It is old.",
    );
    let summary = more.report().summary;
    assert!(
        summary.contains("116 sentences in `en`, 115 sentences in `de`"),
        "{summary}"
    );
}

/// One section is reviewed, one was before its words changed, the others are drafts; one sentence is long.
#[test]
fn all_that_is_written_is_as_it_was_read_last() {
    let change = |reviews: &str| {
        let long = format!("A cairn is {} sign too.", ["a"; 20].join(" "));
        replace(TOPIC, "A cairn is a sign too.", long).and(write(REVIEW, reviews))
    };
    let reviews = review("map", "en", &fingerprint(&change("").report(), "map", 0))
        + &review("front", "de", "0123456789abcdef");
    let change = || change(&reviews);
    let output = change().compile().expect("nothing is wrong");
    let reports = change().report();
    expect_file!["snapshots/structure.txt"].assert_eq(&output.structure);
    expect_file!["snapshots/output.txt"].assert_eq(&format!(
        "{:#?}\n{:#?}\n{}\n{:#?}\n{:#?}\n{:#?}\n\n{}\n\n{}",
        output.sections,
        output.shell_texts,
        output.figure,
        output.sites,
        output.site_names,
        output.warnings,
        shown(&output, 0),
        shown(&output, 1)
    ));
    expect_file!["snapshots/content-report.json"].assert_eq(&reports.json);
    // One element a line, for whoever reads the difference.
    let lines = |html: &str| html.replace("><", ">\n<");
    expect_file!["snapshots/content-report.html"].assert_eq(&lines(&reports.html));
    expect_file!["snapshots/approval.html"].assert_eq(&lines(&reports.approval));
    expect_file!["snapshots/told.txt"].assert_eq(&format!(
        "{}\n{:#?}\n{:#?}\n{}",
        reports.summary,
        reports.due,
        reports.reviews,
        warnings_text(&reports)
    ));
}

#[test]
fn a_report_of_wrong_content_says_what_compiling_says() {
    let content = replace(FRONT, r#""A draft""#, "7").content();
    let path = content.path().join("content");
    assert_eq!(report(&path, TODAY).err(), compile(&path).err());
}

#[test]
fn every_sentence_of_every_language_stands_on_the_approval_page() {
    let approval = Change(Vec::new()).report().approval;
    let mut count = 0;
    for (path, text) in texts(Path::new(GOOD)) {
        // The rules are for whoever writes.
        if path.ends_with("rules.toml") || path.ends_with("terms.toml") {
            continue;
        }
        // Of `ui.toml` the build fills in what stands last.
        let text = match path.ends_with("ui.toml") {
            true => text.split_once("\n\n").unwrap().0,
            false => &text,
        };
        let in_language = ["en", "de"]
            .iter()
            .any(|code| path.starts_with(Path::new(GOOD).join(code)));
        for line in text.lines() {
            let Some((key, value)) = line.split_once(" = \"") else {
                continue;
            };
            let value = value.strip_suffix('"').unwrap();
            let cell = if in_language {
                format!(">{value}<")
            } else {
                value.to_string()
            };
            // What is no word stands in its own words: where a sign is felt, and how soon to call.
            if !["id", "group", "level", "overall", "to"].contains(&key) {
                assert!(approval.contains(&cell), "{}: {value}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 400, "{count} texts are few");
}

/// Changes each control of a language by its number.
#[track_caller]
fn controls_void_the_front(number: usize, path: &'static str) {
    let before = Change(Vec::new()).report();
    let text = fs::read_to_string(Path::new(GOOD).join(path)).unwrap();
    let (controls, build) = text.split_once("\n\n").unwrap();
    for (place, line) in controls.lines().enumerate() {
        let mut lines: Vec<&str> = controls.lines().collect();
        let other = line.replacen(" = \"", " = \"Z ", 1);
        lines[place] = &other;
        let after = write(path, format!("{}\n\n{build}", lines.join("\n"))).report();
        let changed = |section: &str, language| {
            fingerprint(&before, section, language) != fingerprint(&after, section, language)
        };
        assert!(changed("front", number), "{path}: {line}");
        assert!(!changed("front", 1 - number), "{path}: {line}");
        assert!(!changed("signs", number), "{path}: {line}");
    }
}

#[test]
fn a_signature_of_the_front_is_void_after_a_control_changed() {
    controls_void_the_front(0, UI);
}

#[test]
fn a_signature_of_a_translated_front_is_void_after_a_control_changed() {
    controls_void_the_front(1, "de/ui.toml");
}

#[test]
fn the_languages_stand_side_by_side_on_the_approval_page() {
    let keeper = |name, text, languages, facts| {
        format!(
            "\n[[part.line]]\nid = \"keeper\"\nname = \"{name}\"\ntext = \"{text}\"\nlanguages = \"{languages}\"\n\
             url = \"https://keeper.example\"\n{facts}"
        )
    };
    let english = keeper(
        "The keeper",
        "Keeps it.",
        "Latin",
        "facts = [\"sign.seen\"]\n",
    );
    let german = keeper("Der Wart", "Wartet es.", "Latein", "");
    let url = "https://warden.example/de\"\n";
    let approval = replace(HELP, LINE, format!("{LINE}{english}"))
        .and(replace(
            "de/topics/help.toml",
            url,
            format!("{url}{german}"),
        ))
        .report()
        .approval;
    let beside = |english: &str, german: &str| {
        let row = |open: &str, close: &str| {
            format!(
                "<td lang=\"en\">{open}{english}{close}</td><td lang=\"de\">{open}{german}{close}</td>"
            )
        };
        approval.contains(&row("", "")) || approval.contains(&row("<strong>", "</strong>"))
    };
    assert!(beside("A heap of stones.", "Ein Haufen Steine."));
    assert!(beside("Keeps it.", "Wartet es."));
    assert!(beside("The warden", "Der Hüter"));
    assert!(beside("By day", "Bei Tag"));
    assert!(beside("English and Latin", "Englisch und Latein"));
    // The phone stands in the reference language alone, and beside itself as in the packs. The keeper has neither phone
    // nor hours.
    assert!(beside("555-0100", "555-0100"));
    assert!(beside(
        "https://warden.example",
        "https://warden.example/de"
    ));
    assert!(beside("The keeper", "Der Wart"));
    assert!(beside("Latin", "Latein"));
    assert!(beside("Notice tick", "Wort „notice-tick“"));
}

#[test]
fn a_signature_of_a_translation_is_void_after_a_phone_changed() {
    // The phone stands in the reference language, but the pack holds it in every language.
    let phone = || replace(HELP, "555-0100", "555-0199");
    let [before, after] = [Change(Vec::new()), phone()].map(Change::report);
    for language in [0, 1] {
        let [before, after] = [&before, &after].map(|it| fingerprint(it, "help", language));
        assert_ne!(before, after);
    }
    let signed = || {
        let words = fingerprint(&before, "help", 1);
        write(REVIEW, review("help", "de", &words))
    };
    let line = "Gelesen von A. Walker";
    assert!(shown(&signed().compile().unwrap(), 1).contains(line));
    let output = signed().and(phone()).compile().unwrap();
    assert!(!shown(&output, 1).contains(line));
    let told = "the words of `help` in `de` have changed since they were reviewed";
    assert_eq!(output.warnings[2], told);
}

#[test]
fn a_text_with_html_shows_as_text() {
    let reports = |path, old| {
        replace(
            path,
            old,
            r#"A \"<b>cairn</b>\" & <script>alert(1)</script> is a sign"#,
        )
        .report()
    };
    for reports in [
        reports(TOPIC, "A cairn is a sign too."),
        reports(
            "de/topics/basics.toml",
            "Auch ein Steinmann ist ein Zeichen.",
        ),
        reports(HELP, "The warden"),
        reports(EDITION, "a club of walkers"),
        reports("left-out.toml", "nobody asks for it"),
        reports("sources.toml", "An atlas"),
    ] {
        let escaped = "A &quot;&lt;b&gt;cairn&lt;/b&gt;&quot; &amp; &lt;script&gt;alert(1)&lt;/script&gt; is a sign";
        assert!(reports.approval.contains(escaped));
        for page in [&reports.approval, &reports.html] {
            assert!(!page.contains("<b>") && !page.contains("<script>"));
        }
        serde_json::from_str::<serde_json::Value>(&reports.json).unwrap();
    }
    let output = replace(TOPIC, "A cairn is a sign too.", "A <b>cairn</b>")
        .compile()
        .unwrap();
    assert!(shown(&output, 0).contains("\nA <b>⟨!cairn⟩</b>\n"));
}

// Bad input.

#[test]
fn topics_and_rules_that_are_not_utf_8_are_found() {
    write(TOPIC, b"name = \"\xff\"\n")
        .and(write(GERMAN_RULES, b"shares = '\xc3'\n"))
        .and(write(REVIEW, b"\xfe\xff\0#"))
        .says(expect![[r#"
            content/review.toml:1:1: `review.toml` is not UTF-8 from here on
              help: choose UTF-8 as the encoding when you save the file
            content/en/topics/basics.toml:1:9: `en/topics/basics.toml` is not UTF-8 from here on
              help: choose UTF-8 as the encoding when you save the file
            content/de/rules.toml:1:11: `de/rules.toml` is not UTF-8 from here on
              help: choose UTF-8 as the encoding when you save the file
        "#]]);
}

#[test]
fn empty_files_are_told_of() {
    write(TOPIC, "").and(write(EDITION, "")).says(expect![[r#"
        content/edition.toml:1:1: `edition.toml` is empty
          help: put its last version back, or write it anew beside the same file of another language
        content/en/topics/basics.toml:1:1: `en/topics/basics.toml` is empty
          help: put its last version back, or write it anew beside the same file of another language
    "#]]);
    // Nothing was reviewed and nothing left out: that is no fault.
    write(REVIEW, "")
        .and(write("left-out.toml", ""))
        .compile()
        .unwrap();
}

#[test]
fn control_characters_are_told_of_wherever_a_text_stands() {
    replace(TOPIC, "A cairn", r"A\u0001!cairn\u0002")
        .and(replace(GLOSSARY, "name = \"cairn\"", r#"name = "ca\u007Firn""#))
        .and(replace(GLOSSARY, "\"cairns\"", r#""cairns\u0000""#))
        .and(replace(HELP, "By day", r"By\nday"))
        .and(replace(HELP, "555-0100", r"555\t0100"))
        .and(replace(RULES, "or ring the bell", r"or ring\u0085the bell"))
        .and(replace(EDITION, "walkers", r"walkers\u001B[31m"))
        .says(expect![[r#"
            content/edition.toml:1:13: `publisher` holds the invisible character U+001B
              help: put a space in its place; a text is one line
            content/en/topics/basics.toml:14:8: `text` holds the invisible character U+0001
              help: put a space in its place; a text is one line
            content/en/topics/help.toml:17:9: `hours` holds a line break
              help: put a space in its place; a text is one line
            content/en/topics/help.toml:18:9: `phone` holds a tab
              help: put a space in its place; a text is one line
            content/en/topics/help.toml:18:9: `555	0100` is not a phone number
              help: digits, spaces and hyphens, as people read it: `phone = "1-800-227-2345"`
            content/en/topics/glossary.toml:15:8: `name` holds the invisible character U+007F
              help: put a space in its place; a text is one line
            content/en/topics/glossary.toml:17:10: an item of `forms` holds the invisible character U+0000
              help: put a space in its place; a text is one line
            content/en/rules.toml:4:18: `emergency-also` holds the invisible character U+0085
              help: put a space in its place; a text is one line
        "#]]);
}

#[test]
fn a_control_character_as_it_is_is_not_toml() {
    replace(TOPIC, "A cairn", "A \u{1}cairn").says(expect![[r#"
        content/en/topics/basics.toml:14:11: not TOML: invalid basic string, expected non-double-quote visible characters, `\`
          help: the text is not closed: end it with `"` on the same line
    "#]]);
}

#[test]
fn a_very_large_file_is_read_like_another() {
    const SIZE: usize = 5_000_000;
    let comment = format!("# {}\n", "stone ".repeat(SIZE / 6));
    let topic = fs::read_to_string(Path::new(GOOD).join(TOPIC)).unwrap();
    write(TOPIC, comment + &topic).compile().unwrap();
    let text = "stone ".repeat(SIZE / 60) + "end";
    let told = diagnostics_text(replace(TOPIC, "A cairn is a sign too.", text).compile());
    // The longest sentence is all of it.
    let told: Vec<String> = told
        .lines()
        .map(|line| line.chars().take(100).collect())
        .collect();
    expect![[r#"
        content/en/topics/basics.toml:14:8: a text of 83334 words
          help: split it: a text has 60 words at most (PEMAT 8, CCI 9)
        content/en/topics/basics.toml:14:8: a sentence of 83334 words
          help: make two of it: 20 words are a good limit (PEMAT 8, CCI 9)
        content/en/topics/basics.toml:5:8: `basics` in `en` reads at Flesch–Kincaid grade 8122.5
          help: shorter sentences and everyday words; the longest sentence is “stone stone stone stone stone
        content/en/topics/basics.toml:5:8: the topic `basics` has 83353 words in `en`
          help: keep it to 350 words, 83003 fewer: move sentences into a closed row, or leave them out (PEMA
        content/en/front.toml:1:9: the whole guide has 84261 words in `en`
          help: keep it to 14001 words, 70260 fewer: a sign is counted wherever it is printed; say each thin
    "#]].assert_eq(&(told.join("\n") + "\n"));
    write(TOPIC, "[".repeat(SIZE)).says(expect![[r#"
        content/en/topics/basics.toml:1:3: not TOML: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn a_file_that_is_not_toml_gives_twenty_diagnostics() {
    let began = Instant::now();
    for line in ["A cairn is a sign too.\n", "]]\n", "a = [\n", "\"\n", "a\n"] {
        let told = write(TOPIC, line.repeat(50_000)).compile().unwrap_err();
        assert!(told.iter().all(|one| one.message.starts_with("not TOML: ")));
        // An open bracket goes on to the end of the file.
        assert!(told.len() <= 20, "{line:?}: {}", told.len());
        assert!(told.len() == 20 || line == "a = [\n");
    }
    let told = diagnostics_text(write(TOPIC, "A cairn is a sign too.\n".repeat(50_000)).compile());
    expect![[r#"
        content/en/topics/basics.toml:1:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:2:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:3:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:4:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:5:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:6:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:7:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:8:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:9:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:10:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:11:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:12:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:13:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:14:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:15:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:16:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:17:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:18:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:19:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
        content/en/topics/basics.toml:20:3: not TOML: key with no value, expected `=`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]
    .assert_eq(&told);
    assert!(began.elapsed() < Duration::from_secs(60));
}

// All at once, and nothing that follows from something else.

#[test]
fn faults_in_several_files_are_shown_at_once() {
    replace(FRONT, r#""A draft""#, r#""""#)
        .and(replace(SITE, r#"id = "post""#, r#"id = "Post""#))
        .and(replace("sources.toml", "read =", "raed ="))
        .and(replace(GERMAN_SIGNS, r#""Selten""#, "7"))
        .says(expect![[r#"
            content/sources.toml:5:1: unknown key `raed`
              help: did you mean `read`?
            content/en/front.toml:2:9: `draft` is empty
              help: write it between the quotes
            content/en/sites/1-hill.toml:14:6: `Post` cannot be an id
              help: use small letters, digits and hyphens, beginning with a letter
            content/de/signs.toml:2:9: `intro` is a number
              help: write `intro = "…"`
        "#]]);
}

#[test]
fn broken_references_are_shown_at_once() {
    replace(FRONT, r#""sign.old""#, r#""sign.odl""#)
        .and(replace("facts.toml", r#""MAPS""#, r#""MAP""#))
        .and(replace(GERMAN_SUBTYPE, r#", "Blech""#, ""))
        .says(expect![[r#"
            content/en/front.toml:10:10: unknown fact `sign.odl`
              help: did you mean `sign.old`?
            content/facts.toml:6:15: unknown source `MAP`
              help: did you mean `MAPS`?
            content/de/subtypes/1-arrow.toml:2:10: `chips` has a length of 1 in `de`
              help: translate all 2: wood, tin
        "#]]);
}

#[test]
fn a_syntax_error_in_one_file_causes_none_in_others() {
    replace("facts.toml", "[known]", "[known").says(expect![[r#"
        content/facts.toml:5:7: not TOML: unclosed table, expected `]`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn a_syntax_error_in_the_only_file_does_not_empty_its_folder() {
    replace(SITE, "[key]", "[key").says(expect![[r#"
        content/en/sites/1-hill.toml:4:5: not TOML: unclosed table, expected `]`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn columns_count_characters() {
    replace(
        GERMAN_SUBTYPE,
        r#"chips = ["Holz", "Blech"]"#,
        r#"chips = ["Höß", " Blech"]"#,
    )
    .says(expect![[r#"
        content/de/subtypes/1-arrow.toml:2:17: an item of `chips` begins or ends with a space
          help: take the space away
    "#]]);
}

// What good content gives.

#[test]
fn the_good_content_compiles() {
    let output = good();
    assert_eq!(output.sites, ["hill"]);
    assert_eq!(
        output
            .packs
            .iter()
            .map(|(code, _)| code.as_str())
            .collect::<Vec<_>>(),
        ["en", "de"]
    );
}

#[test]
fn an_outline_stands_for_a_region_and_its_shape() {
    let outline = replace(
        "figure.svg",
        r#"data-region="hill""#,
        r#"data-outline="hill""#,
    );
    outline
        .and(replace("figure.svg", r#" class="hit""#, ""))
        .compile()
        .unwrap();
}

#[test]
fn a_file_saved_by_another_editor_compiles() {
    let text = fs::read_to_string(Path::new(GOOD).join(SITE)).unwrap();
    let changed = write(SITE, format!("\u{feff}{}", text.replace('\n', "\r\n")))
        .compile()
        .unwrap();
    assert_eq!(changed.packs, good().packs);
}

#[test]
fn the_same_content_gives_the_same_output() {
    assert_eq!(format!("{:?}", good()), format!("{:?}", good()));
}

#[test]
fn every_pack_has_as_many_texts_and_the_hash_of_the_structure() {
    let output = good();
    let [english, german] = [0, 1].map(|n| read_pack(&output.packs[n].1));
    assert_eq!(english.0, german.0);
    assert_eq!(english.1.len(), german.1.len());
    assert!(
        output
            .structure
            .contains(&format!("pub static STRUCTURE: [u8; 8] = {:?};", english.0))
    );
    assert!(
        output
            .structure
            .contains(&format!("pub const TEXTS: usize = {};", english.1.len()))
    );
}

#[test]
fn other_words_change_the_pack_but_not_the_structure() {
    let changed = replace(FRONT, "A draft", "A sketch").compile().unwrap();
    assert_eq!(changed.structure, good().structure);
    assert_ne!(changed.packs, good().packs);
}

#[test]
fn another_item_changes_the_structure() {
    let more = format!("{REST}\n{}", REST.replace("rest", "nap"));
    let german = replace(
        GERMAN_SITE,
        "[[ask]]",
        "[[relief]]\nid = \"nap\"\ntext = \"Ein Schlaf.\"\n\n[[ask]]",
    );
    let changed = replace(SITE, REST, more).and(german).compile().unwrap();
    assert_ne!(
        read_pack(&changed.packs[0].1).0,
        read_pack(&good().packs[0].1).0
    );
}

#[test]
fn a_pack_reads_back() {
    let output = good();
    expect![[r#"
        Eine Karte der Zeichen
        Ein Entwurf
        Zeichen stehen am Weg.
        Ein Zeichen kann alt sein.
        Ein Zeichen sieht seltsam aus
        Neu hier?
        Die Karte
        Ort wählen
        Erster Weg
        Kurz
        Langsam gehen.
        Kapitel
        Umschauen.
        Bis Juli
        Für Wanderer
        Nichts wird gespeichert
        Wort „notice“
        Wort „notice-tick“
        Wie es wirkt
        Wie man es bekommt
        Häufig
        Was hilft
        Was zu melden ist
        Wort „found“
        Wort „relief“
        Wort „ask“
        Wort „ask-tick“
        Wort „unknown“
        Wort „sources“
        Wort „sources-note“
        Über diesen Leitfaden
        Jeder Punkt ist eins von hundert.
        Wort „read“: 

        Wort „about“
        Wort „meaning“
        Wort „first“
        Wort „next“
        Wort „tests“
        Wort „sheet-ask“
        Wort „sheet-remove“: 

        Wort „sheet-count“: 

        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen
        Haufen:
        Wort „opened“: 

        Wort „closed“: 

        Wort „version“
        Wort „languages“
        Wort „language-failed“
        Wort „overdue“
        Wort „phone“
        Wort „spoken“
        Wort „hours“
        Wort „said“: 

        Der ganze Leitfaden auf einer Seite
        Wann man umkehrt
        Selten
        Jetzt umkehren
        Bald umkehren
        Irgendwann umkehren
        Zurück
        Bald
        Bald
        Neu oder seltsam:
        Laufen, wenn: 

        Umkehren, wenn: 

        Wenn ja: 

        Wanderer sagen: 

        Alle Zeichen: 

        Mehr Zeichen
        Wie man ruft
        Wie man läutet
        Was zählt
        Erste Hilfe
        Erste Hilfe:
        Zeichen beim Flicken
        Auf Englisch:
        Nur Neues zählt.
        Ein Zeichen ist nur ein Zeichen.
        Auch ein Zeichen, das fort ist, zählt.
        Zwei Zeichen sind schlimmer.
        Sagen Sie dem Hüter:
        Ich sah ein Zeichen.
        I saw a sign.
        Fragen, wann es weitergeht.
        Sagen Sie an der Hütte:
        Ich gehe nach Zeichen.
        I walk by signs.
        Auf einem Grat auch:
        Der Grat ist schmal.
        The ridge is narrow.
        Brot mitbringen.
        Nach eigenen Worten fragen.
        An der Hütte warten.
        Dort schlafen, wenn es dunkel ist.
        Gäste der Hütte fragen ihren Wirt.
        Ohne Hüter fragt man in der Mühle.
        Schlimmer beim Warten: noch einmal läuten.
        Nicht reiten.
        Nicht aufs Pferd steigen.
        Die Glocke läuten.
        Die Hütte muss Sie einlassen.
        Im Sturm flach liegen.
        Wer früh geht, sieht mehr.
        Das gilt als Flicken:
        Nägel.
        Farbe.
        Ein Blick nicht.
        Schatten verbirgt ein Fieber.
        Bei dunklem Holz auf den Rand sehen.
        Wecken, wer im Schnee schläft.
        Platz machen.
        In der Nähe bleiben.
        Setzen.
        Seltsam ist, was man nie sah.
        Ich gehe nach Zeichen
        Geflickt mit:
        Zuletzt geflickt:
        Wer:
        Bei Tag:
        Bei Nacht:
        Fieber in der Hütte: Wasser geben.
        Dem Hüter sagen, wo ich bin.
        Karte drucken
        Einmal falten.
        Hügel
        Hinter dem Wald
        Hügel haben Zeichen.
        Hügel sind rund.
        Ein Pfosten
        Ein Pfeil
        Durch Schauen.
        Eine Rast.
        Wer es aufstellte.
        Arten von Zeichen
        Zeichen weisen oder warnen.
        Was steht auf dem Schild?
        Holz
        Fest
        Blass
        Keines
        Steht nicht da
        Rinde
        Fest
        Keine
        Steht nicht da
        Blech
        0 ist nichts. 3 ist viel.
        0
        0, etwas Rost
        1+
        3+
        2+
        Keines
        Steht nicht da
        Zwei Schilder sind verschieden
        Zuerst das Schild lesen.
        Das Schild nennt 
        .
        Zu 

        Holz und Blech können ein Zeichen sein.
        Auch eine schwache Marke zählt.
        Blasses Holz ist selten.
        Rinde ohne Holz ist seltener.
        Nach dem Holz fragen.
        Nach einem zweiten Blick fragen.
        Nach der Zahl fragen.
        Nach dem Blech fragen.
        Fragen, welches Schild neuer ist.
        Es dem Hüter zeigen.
        Deines
        Leeren
        Alle Arten
        Oben beginnen.
        Art
        Was es weist
        Was zuerst kommt
        Was man fragt
        Pfeil
        Viele
        Holz
        Blech
        Er zeigt den Weg.
        Ein Blick.
        Wessen Pfeil ist es?
        Er weist.
        Folgen.
        Umdrehen.
        Ein Kompass.
        Wie weit.
        Was ein Zeichen ist
        Pfosten und Steine
        Ein Zeichen weist den Weg.
        Steine
        Auch ein ⟨!Steinmann⟩ ist ein Zeichen.
        Welches das älteste ist.
        Wie man Zeichen prüft
        Mit Hand und Auge
        Ein gutes Zeichen steht fest.
        Arten zu prüfen
        Drücken.
        Eine ⟨"Kerbe⟩ (“blaze”) anleuchten.
        Wie lange es hält.
        Wie man Zeichen flickt
        Leim und Nägel
        Die meisten kann man flicken.
        Zahlen: kann man überspringen
        Etwa 75 von 100 Pfeilen sind aus Holz.
        Welcher Nagel hält.
        Was Flicken bewirkt
        Leim an den Händen
        Der meiste Leim geht ab.
        Leim
        Er hält zwei Bretter.
        Mit einem Pinsel.
        Klebrige Hände.
        Warmes Wasser.
        Ob der Geruch geht.
        Was er in hundert Jahren tut.
        Unterwegs
        Rast und Brot
        Rasten, wann man mag.
        Rast
        Eine Bank genügt.
        Bei Dunst bald umkehren.
        Ob ein ⟨!Steinmann⟩ eine Bank ist.
        Sagen und Wahres
        Was Wanderer sagen
        Nicht jede Sage ist wahr.
        Die meisten Pfeile stimmen
        Nur wenige lügen.
        Wer sie zuerst erzählte.
        Neue Zeichen
        Blech und Licht
        Manche erproben neue Zeichen.
        Licht
        Lampen könnten weisen.
        Erste Schritte
        Wann hell zu hell ist.
        Wen man fragt
        Hüter
        Niemand muss allein gehen.
        Die Hüter
        Wörter des Waldes
        Wie Wanderer es nennen
        Nach jedem Wort darf man fragen.
        Marken
        Ein Besuch
        Einen Stift mitnehmen
        Wer fragt?
        Ich
        Ein Freund
        Erster Besuch: drei wählen
        Meine Nummern
        Auf Papier schreiben
        Bei Tag
        Bei Nacht
        Der Weg
        Gefallene Zeichen
        Krumme Zeichen
        Der Wanderer

        Fieber, Nebel
        Ein gefallenes Zeichen
        Ein Zeichen ist gefallen



        da liegt es

        Ein krummes Zeichen
        Ein Zeichen ist krumm
        Sie allein gehen
        es knarrt; ein gefallenes Zeichen; ein Nebel im Kopf



        Ein blasses Zeichen
        Ein Zeichen ist blass


        es blättert; ein krummes Zeichen

        Von beiden Seiten ansehen.
        Ein Fieber
        Ein Fieber





        Ein Nebel im Kopf






        Eine Hand, die am Zeichen klebt
        Eine Hand klebt





        Wo ist es?

        Wohin?

        Was weist es?

        Steht es fest?

        Welcher Leim ist es?

        Schadet er einem Baum?

        Wo ist eine Bank?

        Ist das eine Sage?

        Darf ich eines erproben?

        Welche Art ist meine?
        Welche Art ist die andere?
        Stehen bleiben
        Man schaut sich einmal um.
        Wo man rastet
        Seltsame Zeichen
        Wie man Zeichen prüft
        Der Hüter
        Englisch und Latein
        Bei Tag
        555-0100
        https://warden.example/de
        Kennt jeden Hügel.
        Steinmann

        Ein Haufen Steine.
        Blaze
        BLÄIS
        Eine Marke am Baum.
        I walk by signs
        Mended with:
        Last mended:
        Name:
        By day:
        By night:
        Fever in the hut: give water.
        Let the warden know where I am.
        Turn back now
        Turn back soon
        A sign has fallen
        A fever
        An atlas
        A press
        https://atlas.example/signs
        2. Juli 2026
        Gedruckt von a club of walkers


















    "#]]
    .assert_eq(&shown(&output, 1));
}

/// The texts of a pack; the marks around a term, which nobody would see, as brackets.
fn shown(output: &Output, language: usize) -> String {
    let texts = read_pack(&output.packs[language].1).1.join("\n");
    texts.replace('\u{1}', "⟨").replace('\u{2}', "⟩")
}

/// Reads a pack by the layout that `emit` documents: the hash of the structure, and the texts.
fn read_pack(pack: &[u8]) -> ([u8; 8], Vec<&str>) {
    let (head, texts) = pack.split_at(12);
    assert_eq!(&head[..4], b"mbcw");
    (
        head[4..].try_into().unwrap(),
        std::str::from_utf8(texts).unwrap().split('\n').collect(),
    )
}

/// The text of a row of a flat table, by the numbers in the function of its id.
#[track_caller]
fn flat_text<'a>(output: &Output, texts: &[&'a str], function: &str, row: usize) -> &'a str {
    let (id, name) = function.split_once("::").unwrap();
    let (_, block) = output
        .structure
        .split_once(&format!("impl {id} {{\n"))
        .unwrap();
    let block = block.split("\n}\n").next().unwrap();
    let (_, body) = block
        .split_once(&format!("pub const fn {name}(self) -> TextId {{\n"))
        .unwrap_or_else(|| panic!("{function} is not written"));
    let body = body.lines().next().unwrap().trim();
    let numbers = body
        .strip_prefix("TextId(")
        .and_then(|body| body.strip_suffix(')'))
        .and_then(|body| body.split_once(" + self.0 as u16"));
    let (first, times) = numbers.unwrap_or_else(|| panic!("{function} is `{body}`"));
    let width = times.strip_prefix(" * ").unwrap_or("1");
    texts[first.parse::<usize>().unwrap() + row * width.parse::<usize>().unwrap()]
}

/// The entries of a list of the good content, which stands in files of each language or inside the entries of another.
fn entries(language: &str, files: &[&str], path: &[&str]) -> Vec<BTreeMap<String, String>> {
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(Path::new(GOOD).join(language).join(file)).unwrap();
        let root = DeTable::parse(&text).unwrap().into_inner();
        let mut tables = vec![&root];
        for key in path {
            let lists = tables.into_iter().filter_map(|table| table.get(*key));
            let items = lists.flat_map(|list| list.get_ref().as_array().unwrap().iter());
            tables = items
                .map(|item| item.get_ref().as_table().unwrap())
                .collect();
        }
        for table in tables {
            let text = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
                let text = value.get_ref().as_str()?;
                Some((key.get_ref().to_string(), text.to_string()))
            };
            found.push(table.iter().filter_map(text).collect());
        }
    }
    found
}

#[test]
fn the_functions_of_a_flat_table_name_the_texts_of_its_rows_in_each_language() {
    // What nobody has read is cited where there is nothing else.
    let output = replace("facts.toml", r#"["MAPS", "ATLAS"]"#, r#"["MAPS"]"#)
        .compile()
        .unwrap();
    let topics = [
        "basics",
        "tests",
        "treatment",
        "effects",
        "living",
        "myths",
        "research",
        "help",
        "glossary",
    ];
    let topics = topics.map(|topic| format!("topics/{topic}.toml"));
    let mut asking = vec!["sites/1-hill.toml", "subtypes/1-arrow.toml"];
    asking.extend(topics.iter().map(String::as_str));
    asking.push("visit.toml");
    let mut compared = 0;
    for (at, language) in ["en", "de"].into_iter().enumerate() {
        let texts = read_pack(&output.packs[at].1).1;
        for (files, path, rows, functions) in [
            (
                &["signs.toml"][..],
                &["group"][..],
                2,
                &[
                    ("SignGroupId::name", "name"),
                    ("SignGroupId::now", "now"),
                    ("SignGroupId::today", "today"),
                ][..],
            ),
            (
                &["signs.toml"],
                &["sign"],
                6,
                &[
                    ("SignId::text", "text"),
                    ("SignId::tick", "tick"),
                    ("SignId::only", "only"),
                    ("SignId::worse", "worse"),
                    ("SignId::sooner", "sooner"),
                    ("SignId::heard", "heard"),
                    ("SignId::note", "note"),
                ],
            ),
            (
                &asking,
                &["ask"],
                10,
                &[
                    ("QuestionId::text", "text"),
                    ("QuestionId::family", "family"),
                ],
            ),
            (
                &["topics/research.toml"],
                &["part", "step"],
                1,
                &[("StepId::name", "name"), ("StepId::text", "text")],
            ),
            (
                &["topics/effects.toml", "topics/research.toml"],
                &["part", "link"],
                3,
                &[("LinkId::text", "text")],
            ),
            (
                &["topics/help.toml"],
                &["part", "line"],
                1,
                &[
                    ("LineId::name", "name"),
                    ("LineId::text", "text"),
                    ("LineId::languages", "languages"),
                    ("LineId::hours", "hours"),
                    ("LineId::phone", "phone"),
                    ("LineId::url", "url"),
                ],
            ),
            (
                &["topics/glossary.toml"],
                &["part", "term"],
                2,
                &[
                    ("TermId::name", "name"),
                    ("TermId::pronunciation", "say"),
                    ("TermId::text", "text"),
                ],
            ),
        ] {
            let [ours, theirs] = ["en", language].map(|language| entries(language, files, path));
            assert_eq!((ours.len(), theirs.len()), (rows, rows), "{path:?}");
            for (row, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                for (function, key) in functions {
                    // A translation leaves out what is the same; how a word is said is not.
                    let same = ours.get(*key).filter(|_| *key != "say");
                    let written = theirs.get(*key).or(same);
                    let written = written.map_or("", String::as_str);
                    let shown = flat_text(&output, &texts, function, row);
                    let shown = match *function {
                        // The wordings of other signs follow.
                        "SignId::worse" | "SignId::sooner" => shown.split("; ").next().unwrap(),
                        _ => shown,
                    };
                    // A sign stands alone in a list, so there it begins with a capital.
                    let written = match *function {
                        "SignId::text" => written[..1].to_uppercase() + &written[1..],
                        _ => written.to_string(),
                    };
                    assert_eq!(shown, written, "{language}: {function} of row {row}");
                    compared += usize::from(!written.is_empty());
                }
            }
        }
        for (row, (title, url)) in [
            ("An atlas", "https://atlas.example/signs"),
            ("Maps", "https://maps.example"),
        ]
        .into_iter()
        .enumerate()
        {
            for (function, written) in [
                ("SourceId::title", title),
                ("SourceId::publisher", "A press"),
                ("SourceId::url", url),
            ] {
                assert_eq!(flat_text(&output, &texts, function, row), written);
            }
            let read = flat_text(&output, &texts, "SourceId::read", row);
            assert_eq!(read.is_empty(), title == "Maps", "{language}: {read:?}");
        }
    }
    assert!(compared > 80, "{compared} texts");
}

#[test]
fn a_short_text_may_be_the_same_in_two_languages() {
    let german = "Auch ein Steinmann ist ein Zeichen.";
    let english = "A cairn is a sign too.";
    let both = |text: &str| {
        replace("de/topics/basics.toml", german, text).and(replace(TOPIC, english, text))
    };
    both("Bern, Graz, Kiel, Rom").compile().unwrap();
    let text = diagnostics_text(both("Bern, Graz, Kiel, Rom, Oslo").compile());
    assert!(
        text.contains("`heap` says the same in `de` and in `en`"),
        "{text}"
    );
}

#[test]
fn a_sentence_that_was_copied_and_not_translated_is_found() {
    let german = "Auch ein Steinmann ist ein Zeichen.";
    let english = "A cairn is a sign too.";
    replace("de/topics/basics.toml", german, english).says(expect![[r#"
        content/de/topics/basics.toml:13:8: `heap` says the same in `de` and in `en`
          help: translate it
    "#]]);
}

// Signs: every one once, with one level.

/// In the sign with this id, a text that stands there once, and another instead.
fn in_sign(
    path: &'static str,
    id: &'static str,
    old: &'static str,
    new: impl Into<String>,
) -> Change {
    let new = new.into();
    Change(vec![Step::InSign { path, id, old, new }])
}

/// Signs in both languages before the rules, each at the place under the key `own`.
fn more_signs(count: usize) -> Change {
    let signs = |code: &str, structure: &str| -> String {
        let sign = |n| {
            format!(
                "[[sign]]\nid = \"more-{n}\"\n{structure}text = \"{code} {n}\"\ntick = \"{code} {n}\"\n\n"
            )
        };
        (1..=count).map(sign).collect()
    };
    let structure =
        "group = \"way\"\nlevel = \"soon\"\nown = [\"hill\"]\nfacts = [\"sign.seen\"]\n";
    let rules = "[rules.new-or-worse]";
    replace(SIGNS, rules, signs("en", structure) + rules).and(replace(
        GERMAN_SIGNS,
        rules,
        signs("de", "") + rules,
    ))
}

/// A second and last place, with a drawing, whose own signs are those whose `own` is changed to name it.
fn with_dale() -> Change {
    copy(SITE, "en/sites/2-dale.toml")
        .and(copy(GERMAN_SITE, "de/sites/2-dale.toml"))
        .and(replace(
            "figure.svg",
            "</svg>",
            "<g data-region=\"dale\"><path class=\"hit\" d=\"M5 1h3v3z\"/></g><g data-pin=\"dale\"><circle r=\"1\"/><text>2</text></g></svg>",
        ))
}

/// So many words.
fn words(count: usize) -> String {
    vec!["hop"; count].join(" ")
}

#[test]
fn a_sign_has_a_level_a_group_and_facts() {
    in_sign(SIGNS, "pale", "level = \"soon\"\n", "").says(expect![[r#"
        content/en/signs.toml:63:1: `level` is missing
          help: write `level = "now"` or `level = "today"` or `level = "soon"`
    "#]]);
    in_sign(SIGNS, "pale", "group = \"way\"\n", "").says(expect![[r#"
        content/en/signs.toml:63:1: `group` is missing
          help: write `group = "…"`
    "#]]);
    in_sign(SIGNS, "pale", "facts = [\"sign.seen\", \"sign.old\"]", "").says(expect![[r#"
        content/en/signs.toml:63:1: `facts` is missing
          help: write `facts = ["…"]`
    "#]]);
}

#[test]
fn a_sign_stands_at_a_place() {
    in_sign(SIGNS, "pale", "places = [\"hill\"]\n", "").says(expect![[r#"
        content/en/signs.toml:64:6: no list shows the sign `pale`
          help: name its places, `own = ["…"]` or `places = ["…"]`: hill, treatment
    "#]]);
}

#[test]
fn the_places_of_a_sign_exist() {
    in_sign(SIGNS, "pale", "[\"hill\"]", "[\"hil\"]").says(expect![[r#"
        content/en/signs.toml:67:11: there is no place `hil`
          help: did you mean `hill`?
    "#]]);
    in_sign(SIGNS, "bent", "[\"hill\"]", "[\"hill\", \"moon\"]").says(expect![[r#"
        content/en/signs.toml:53:16: there is no place `moon`
          help: use one of: hill, treatment
    "#]]);
}

#[test]
fn a_sign_names_a_place_once() {
    in_sign(
        SIGNS,
        "bent",
        "own = [\"hill\"]",
        "own = [\"hill\"]\nplaces = [\"hill\"]",
    )
    .says(expect![[r#"
        content/en/signs.toml:54:11: `bent` names the place `hill` twice
          help: keep it under `own` or under `places`
    "#]]);
}

#[test]
fn the_groups_of_a_sign_exist() {
    in_sign(SIGNS, "pale", "group = \"way\"", "group = \"wayy\"").says(expect![[r#"
        content/en/signs.toml:65:9: there is no group `wayy`
          help: did you mean `way`?
    "#]]);
    in_sign(SIGNS, "fallen", "overall = \"way\"", "overall = \"moon\"").says(expect![[r#"
        content/en/signs.toml:42:11: there is no group `moon`
          help: use one of: way, walker
    "#]]);
}

#[test]
fn two_signs_do_not_have_one_id() {
    in_sign(SIGNS, "pale", "id = \"pale\"", "id = \"bent\"").says(expect![[r#"
        content/en/signs.toml:64:6: the id `bent` stands twice under `sign`
          help: give each item an id of its own
    "#]]);
}

#[test]
fn two_signs_do_not_have_the_same_words() {
    in_sign(SIGNS, "pale", "a pale sign", "A bent sign").says(expect![[r#"
        content/en/signs.toml:68:8: `pale` and `bent` have the same words
          help: one sign has one level: make one of the two, or say how they differ
    "#]]);
    in_sign(SIGNS, "pale", "A sign is pale", "A sign is bent").says(expect![[r#"
        content/en/signs.toml:69:8: `pale` and `bent` have the same words
          help: one sign has one level: make one of the two, or say how they differ
    "#]]);
    in_sign(
        GERMAN_SIGNS,
        "pale",
        "ein blasses Zeichen",
        "ein krummes Zeichen",
    )
    .says(expect![[r#"
        content/de/signs.toml:52:8: `pale` and `bent` have the same words
          help: one sign has one level: make one of the two, or say how they differ
    "#]]);
}

#[test]
fn a_level_of_a_sign_is_one_of_three() {
    in_sign(SIGNS, "bent", "\"today\"", "\"urgent\"").says(expect![[r#"
        content/en/signs.toml:52:9: `urgent` is no level
          help: write `level = "now"` or `level = "today"` or `level = "soon"`
    "#]]);
}

#[test]
fn a_sign_of_forty_words_is_found() {
    in_sign(SIGNS, "pale", "a pale sign", words(40)).says(expect![[r#"
        content/en/signs.toml:68:8: `text` of `pale` has 40 words
          help: say it in 22 words at most; what makes it worse stands under `worse`
    "#]]);
    in_sign(GERMAN_SIGNS, "pale", "Ein Zeichen ist blass", words(23)).says(expect![[r#"
        content/de/signs.toml:53:8: `tick` of `pale` has 23 words
          help: say it in 22 words at most; what makes it worse stands under `worse`
    "#]]);
    in_sign(SIGNS, "pale", "a pale sign", words(22))
        .compile()
        .unwrap();
}

#[test]
fn a_cell_of_more_than_22_words_is_found() {
    let cell = |count| {
        replace(
            SIGNS,
            "now = \"Fallen signs\"",
            format!("now = {:?}", words(count)),
        )
    };
    cell(23).says(expect![[r#"
        content/en/signs.toml:29:7: `now` of the group `way` has 23 words
          help: say it in 22 words at most
    "#]]);
    cell(22).compile().unwrap();
    replace(GERMAN_SIGNS, "Fieber, Nebel", words(23)).says(expect![[r#"
        content/de/signs.toml:35:9: `today` of the group `walker` has 23 words
          help: say it in 22 words at most
    "#]]);
}

/// Four groups more make it 177 words in both languages, three of which are the opening.
#[test]
fn the_overall_list_is_short() {
    let group = |n| {
        let cell = words(20);
        format!(
            "[[group]]\nid = \"more-{n}\"\nname = \"More\"\nnow = \"{cell}\"\ntoday = \"{cell}\"\n\n"
        )
    };
    let groups: String = (1..=4).map(group).collect();
    let list = |path, old: &'static str, opening: usize| {
        let first = "[[sign]]\nid = \"fallen\"";
        replace(path, first, groups.clone() + first).and(replace(
            path,
            old,
            format!("opening = {:?}", words(opening)),
        ))
    };
    let both = |english, german| {
        list(SIGNS, "opening = \"New or odd:\"", english).and(list(
            GERMAN_SIGNS,
            "opening = \"Neu oder seltsam:\"",
            german,
        ))
    };
    both(6, 21).compile().unwrap();
    both(7, 22).says(expect![[r#"
        content/en/signs.toml:28:8: the overall list of signs has 181 words in `en`
          help: keep `now` and `today` of all groups, their names and `opening` to 180 words together
        content/de/signs.toml:28:8: the overall list of signs has 196 words in `de`
          help: keep `now` and `today` of all groups, their names and `opening` to 195 words together
    "#]]);
}

#[test]
fn fever_stands_at_every_place() {
    in_sign(
        SIGNS,
        "fever",
        "[\"hill\", \"treatment\"]",
        "[\"treatment\"]",
    )
    .says(expect![[r#"
        content/en/signs.toml:1:9: `hill` lacks `fever`
          help: name `hill` under `own` of the sign `fever`: it stands at every place
    "#]]);
    in_sign(
        SIGNS,
        "fever",
        "own = [\"hill\", \"treatment\"]",
        "places = [\"hill\", \"treatment\"]",
    )
    .says(expect![[r#"
        content/en/signs.toml:1:9: `hill` lacks `fever`
          help: name `hill` under `own` of the sign `fever`: it stands at every place
        content/en/signs.toml:1:9: `treatment` lacks `fever`
          help: name `treatment` under `own` of the sign `fever`: it stands at every place
    "#]]);
}

#[test]
fn a_place_has_at_most_six_own_signs() {
    // Three are there already.
    more_signs(3).compile().unwrap();
    more_signs(5).says(expect![[r#"
        content/en/signs.toml:133:6: `hill` has 8 signs of its own
          help: keep 6 of them under `own`, and move the others to `places`: fallen, bent, fever, more-1, more-2, more-3, more-4, more-5
    "#]]);
}

#[test]
fn a_place_that_an_edition_adds_needs_signs() {
    with_dale().says(expect![[r#"
        content/en/signs.toml:1:9: `dale` has no signs of its own
          help: name `dale` under `own` of the few signs that tell most there, `fever` among them
    "#]]);
    with_dale()
        .and(in_sign(SIGNS, "bent", "[\"hill\"]", "[\"hill\", \"dale\"]"))
        .says(expect![[r#"
            content/en/signs.toml:1:9: `dale` lacks `fever`
              help: name `dale` under `own` of the sign `fever`: it stands at every place
        "#]]);
}

#[test]
fn the_condition_of_a_sign_stands_in_every_language_or_in_none() {
    in_sign(GERMAN_SIGNS, "bent", "only = \"Sie allein gehen\"\n", "").says(expect![[r#"
        content/de/signs.toml:46:8: `bent` has no `only` in `de`
          help: translate: you walk alone
    "#]]);
    in_sign(SIGNS, "bent", "only = \"you walk alone\"\n", "").says(expect![[r#"
        content/de/signs.toml:47:8: `only` of `bent` stands in `de` alone
          help: take it away here too, or put it back into the reference language
    "#]]);
    for (id, key) in [
        ("glue", "worse"),
        ("glue", "sooner"),
        ("glue", "note"),
        ("glue", "heard"),
    ] {
        for (path, told) in [
            (SIGNS, format!("`{id}` has no `{key}` in `de`")),
            (
                GERMAN_SIGNS,
                format!("`{key}` of `{id}` stands in `de` alone"),
            ),
        ] {
            let line = format!("{key} = \"Oho\"\ntext = ");
            let text = diagnostics_text(in_sign(path, id, "text = ", line).compile());
            assert!(text.contains(&told), "{text}");
        }
    }
}

#[test]
fn a_cell_of_the_overall_list_stands_in_every_language_or_in_none() {
    replace(GERMAN_SIGNS, "now = \"Gefallene Zeichen\"\n", "").says(expect![[r#"
        content/de/signs.toml:28:8: `way` has no `now` in `de`
          help: translate: Fallen signs
    "#]]);
    let name = "name = \"Der Wanderer\"\n";
    replace(GERMAN_SIGNS, name, format!("{name}now = \"Nebel\"\n")).says(expect![[r#"
        content/de/signs.toml:35:7: `now` of `walker` stands in `de` alone
          help: take it away here too, or put it back into the reference language
    "#]]);
}

#[test]
fn a_translation_says_nothing_of_a_sign_but_its_words() {
    let structure = "group = \"way\"\nlevel = \"now\"\nown = [\"hill\"]\nplaces = [\"hill\"]\noverall = \"way\"\nmorning = true\n\
         no-box = true\ncard = true\nworse-signs = [\"fallen\"]\nsooner-signs = [\"fallen\"]\nfacts = [\"sign.seen\"]\n\
         clinician = \"Nur für Hüter.\"\n";
    in_sign(
        GERMAN_SIGNS,
        "pale",
        "text = ",
        format!("{structure}text = "),
    )
    .says(expect![[r#"
        content/de/signs.toml:52:9: `group` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:53:9: `level` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:54:1: `own` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:55:1: `places` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:56:11: `overall` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:57:11: `morning` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:58:10: `no-box` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:59:8: `card` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:63:13: `clinician` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:62:9: `facts` stands in a translation
          help: take it away: facts are named in `en`
        content/de/signs.toml:60:1: `worse-signs` stands in a translation
          help: take it away: it is set in `en`
        content/de/signs.toml:61:1: `sooner-signs` stands in a translation
          help: take it away: it is set in `en`
    "#]]);
}

#[test]
fn nothing_is_worse_than_an_emergency() {
    in_sign(
        SIGNS,
        "fallen",
        "tick = ",
        "worse = \"it burns\"\nworse-signs = [\"fog\"]\ntick = ",
    )
    .and(in_sign(
        GERMAN_SIGNS,
        "fallen",
        "tick = ",
        "worse = \"es brennt\"\ntick = ",
    ))
    .says(expect![[r#"
        content/en/signs.toml:45:9: `fallen` is of the level `now` already, and has `worse`
          help: take `worse` away: nothing is more urgent
        content/en/signs.toml:46:16: `fallen` is of the level `now` already, and has `worse-signs`
          help: take `worse-signs` away: nothing is more urgent
    "#]]);
}

#[test]
fn only_a_sign_of_the_lowest_level_can_become_sooner() {
    for (id, expected) in [
        (
            "bent",
            expect![[r#"
                content/en/signs.toml:56:10: `bent` is not of the level `soon`, and has `sooner`
                  help: take `sooner` away, or say under `worse` what makes it an emergency
                content/en/signs.toml:57:17: `bent` is not of the level `soon`, and has `sooner-signs`
                  help: take `sooner-signs` away, or say under `worse` what makes it an emergency
            "#]],
        ),
        (
            "fallen",
            expect![[r#"
                content/en/signs.toml:45:10: `fallen` is not of the level `soon`, and has `sooner`
                  help: take `sooner` away: nothing is more urgent
                content/en/signs.toml:46:17: `fallen` is not of the level `soon`, and has `sooner-signs`
                  help: take `sooner-signs` away: nothing is more urgent
            "#]],
        ),
    ] {
        in_sign(
            SIGNS,
            id,
            "tick = ",
            "sooner = \"it burns\"\nsooner-signs = [\"fog\"]\ntick = ",
        )
        .and(in_sign(
            GERMAN_SIGNS,
            id,
            "tick = ",
            "sooner = \"es brennt\"\ntick = ",
        ))
        .says(expected);
    }
}

#[test]
fn only_a_sign_of_today_may_wait_for_the_morning() {
    in_sign(SIGNS, "pale", "tick = ", "morning = true\ntick = ").says(expect![[r#"
        content/en/signs.toml:64:6: `pale` has `morning`, but is of the level `soon`
          help: take `morning` away: only a sign of the level `today` may wait for the morning when nobody answers
    "#]]);
    in_sign(SIGNS, "fallen", "tick = ", "morning = true\ntick = ").says(expect![[r#"
        content/en/signs.toml:38:6: `fallen` has `morning`, but is of the level `now`
          help: take `morning` away: only a sign of the level `today` may wait for the morning when nobody answers
    "#]]);
}

#[test]
fn signs_that_make_another_more_urgent_are_more_urgent() {
    let worse = |id: &str| {
        in_sign(
            SIGNS,
            "bent",
            "[\"fallen\", \"fog\"]",
            format!("[\"fallen\", {id:?}]"),
        )
    };
    worse("fogg").says(expect![[r#"
        content/en/signs.toml:59:26: there is no sign `fogg`
          help: did you mean `fog`?
    "#]]);
    worse("weather").says(expect![[r#"
        content/en/signs.toml:59:26: there is no sign `weather`
          help: write the `id` of a sign, or take it away
    "#]]);
    worse("fever").says(expect![[r#"
        content/en/signs.toml:59:26: `fever` under `worse-signs` is itself of the level `today`
          help: name a sign of the level `now`, or take it away
    "#]]);
    let sooner = |id: &str| in_sign(SIGNS, "pale", "[\"bent\"]", format!("[{id:?}]"));
    sooner("brent").says(expect![[r#"
        content/en/signs.toml:71:17: there is no sign `brent`
          help: did you mean `bent`?
    "#]]);
    sooner("pale").says(expect![[r#"
        content/en/signs.toml:71:17: `pale` under `sooner-signs` is itself of the level `soon`
          help: name a sign of the level `now` or `today`, or take it away
    "#]]);
    sooner("fog").compile().unwrap();
}

#[test]
fn a_sign_has_words_for_the_sheet_or_no_box() {
    in_sign(SIGNS, "pale", "tick = \"A sign is pale\"\n", "")
        .and(in_sign(
            GERMAN_SIGNS,
            "pale",
            "tick = \"Ein Zeichen ist blass\"\n",
            "",
        ))
        .says(expect![[r#"
            content/en/signs.toml:64:6: `pale` has no `tick`
              help: write its words for the sheet, `tick = "…"`, or `no-box = true`
        "#]]);
    in_sign(SIGNS, "pale", "tick = ", "no-box = true\ntick = ").says(expect![[r#"
        content/en/signs.toml:70:8: `pale` has no box to tick, but words for the sheet
          help: take `tick` away, or `no-box`
    "#]]);
}

#[test]
fn a_sign_on_the_alert_card_has_a_line_there() {
    in_sign(SIGNS, "pale", "tick = ", "card = true\ntick = ").says(expect![[r#"
        content/en/signs.toml:64:6: `pale` has `card`, but no line on the alert card
          help: take `card` away: the alert card shows the words under `tick` of signs of the levels `now` and `today`
    "#]]);
    in_sign(SIGNS, "fog", "no-box", "card = true\nno-box").says(expect![[r#"
        content/en/signs.toml:87:6: `fog` has `card`, but no line on the alert card
          help: take `card` away: the alert card shows the words under `tick` of signs of the levels `now` and `today`
    "#]]);
}

#[test]
fn the_overall_list_has_a_cell_for_what_it_names() {
    in_sign(SIGNS, "fog", "no-box", "overall = \"walker\"\nno-box").says(expect![[r#"
        content/en/signs.toml:91:11: the group `walker` has no cell `now` to name `fog` in
          help: write `now = "…"` under the group, or take `overall` away
    "#]]);
    in_sign(SIGNS, "pale", "tick = ", "overall = \"way\"\ntick = ").says(expect![[r#"
        content/en/signs.toml:69:11: `pale` is of the level `soon`, which the overall list does not name
          help: take `overall` away
    "#]]);
}

#[test]
fn faults_of_reading_signs_are_shown_at_once() {
    in_sign(SIGNS, "bent", "\"today\"", "\"urgent\"")
        .and(in_sign(SIGNS, "pale", "group = \"way\"\n", ""))
        .and(in_sign(SIGNS, "glue", "id = \"glue\"", "id = \"fog\""))
        .and(in_sign(
            GERMAN_SIGNS,
            "fever",
            "text = ",
            "level = \"now\"\ntext = ",
        ))
        .says(expect![[r#"
            content/en/signs.toml:52:9: `urgent` is no level
              help: write `level = "now"` or `level = "today"` or `level = "soon"`
            content/en/signs.toml:63:1: `group` is missing
              help: write `group = "…"`
            content/en/signs.toml:95:6: the id `fog` stands twice under `sign`
              help: give each item an id of its own
            content/de/signs.toml:59:9: `level` stands in a translation
              help: take it away: it is set in `en`
        "#]]);
}

#[test]
fn faults_between_signs_are_shown_at_once_and_nothing_is_written() {
    let change = || {
        with_dale()
            .and(in_sign(SIGNS, "pale", "[\"hill\"]", "[\"moon\"]"))
            .and(in_sign(SIGNS, "bent", "a bent sign", words(40)))
            .and(in_sign(
                SIGNS,
                "glue",
                "facts = [\"sign.old\"]",
                "facts = [\"weather\"]",
            ))
            .and(in_sign(
                GERMAN_SIGNS,
                "bent",
                "only = \"Sie allein gehen\"\n",
                "",
            ))
    };
    change().says(expect![[r#"
        content/en/signs.toml:103:10: unknown fact `weather`
          help: add it to `facts.toml`, or name one that stands there
        content/en/signs.toml:67:11: there is no place `moon`
          help: use one of: hill, dale, treatment
        content/en/signs.toml:1:9: `dale` has no signs of its own
          help: name `dale` under `own` of the few signs that tell most there, `fever` among them
        content/en/signs.toml:55:8: `text` of `bent` has 40 words
          help: say it in 22 words at most; what makes it worse stands under `worse`
        content/de/signs.toml:46:8: `bent` has no `only` in `de`
          help: translate: you walk alone
    "#]]);
    let content = change().content();
    let content = content.path().join("content");
    assert_eq!(report(&content, TODAY).err(), compile(&content).err());
    let accepted = ["content/de/signs.toml".to_string()];
    assert_eq!(accept(&content, &accepted).err(), compile(&content).err());
}

#[test]
fn a_level_is_said_in_the_table_of_signs_alone() {
    replace(SITE, "Hills have signs.", "On hills turn back now.")
        .and(replace(
            TOPIC,
            "A cairn is a sign too.",
            "At a cairn run back soon.",
        ))
        .and(replace(
            GLOSSARY,
            "A mark on a tree.",
            "A mark that says: Turn Back Soon.",
        ))
        .and(replace(UI, "\"Ask tick\"", "\"Turn back now\""))
        .and(replace(
            GERMAN_SITE,
            "Hügel haben Zeichen.",
            "Auf Hügeln jetzt umkehren.",
        ))
        .and(replace(
            GERMAN_TOPIC,
            "Was weist es?",
            "Soll ich bald umkehren?",
        ))
        .and(replace(GERMAN_GLOSSARY, "BLÄIS", "Jetzt umkehren"))
        .and(replace("de/ui.toml", "Wort „ask-tick“", "Bald umkehren"))
        .says(expect![[r#"
            content/en/ui.toml:11:12: “Turn back now” says how soon to call, outside `signs.toml` (`turn-back`)
              help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
            content/en/sites/1-hill.toml:5:8: “turn back now” says how soon to call, outside `signs.toml` (`turn-back`)
              help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
            content/en/topics/basics.toml:14:8: “run back soon” says how soon to call, outside `signs.toml` (`turn-back`)
              help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
            content/en/topics/glossary.toml:26:8: “Turn Back Soon” says how soon to call, outside `signs.toml` (`turn-back`)
              help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
            content/de/ui.toml:11:12: “Bald umkehren” says how soon to call, outside `signs.toml` (`turn-back`)
              help: schreiben, was das Zeichen ist: wann man umkehrt, steht in `signs.toml` (PEMAT 22, CCI 14)
            content/de/sites/1-hill.toml:5:8: “jetzt umkehren” says how soon to call, outside `signs.toml` (`turn-back`)
              help: schreiben, was das Zeichen ist: wann man umkehrt, steht in `signs.toml` (PEMAT 22, CCI 14)
            content/de/topics/basics.toml:17:8: “bald umkehren” says how soon to call, outside `signs.toml` (`turn-back`)
              help: schreiben, was das Zeichen ist: wann man umkehrt, steht in `signs.toml` (PEMAT 22, CCI 14)
            content/de/topics/glossary.toml:20:7: “Jetzt umkehren” says how soon to call, outside `signs.toml` (`turn-back`)
              help: schreiben, was das Zeichen ist: wann man umkehrt, steht in `signs.toml` (PEMAT 22, CCI 14)
        "#]]);
}

#[test]
fn a_phrase_that_gives_no_level_passes() {
    let english = |words| replace(TOPIC, "A cairn is a sign too.", words);
    english("At a cairn Never turn back now.")
        .compile()
        .unwrap();
    replace(GERMAN_TOPIC, "Auch ein", "Nie bald umkehren: ein")
        .compile()
        .unwrap();
    english("Never turn back now, but run back now.").says(expect![[r#"
        content/en/topics/basics.toml:14:8: “run back now” says how soon to call, outside `signs.toml` (`turn-back`)
          help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
    "#]]);
}

#[test]
fn a_level_passes_where_an_exception_names_its_sentence_or_what_holds_it() {
    let exceptions = |paths| replace(RULES, "[\"living.part.rest.say.mist\"]", paths);
    let soon = || {
        replace(
            "en/topics/living.toml",
            "A bench will do.",
            "Turn back now to the bench.",
        )
    };
    // Without an exception, and beside one.
    exceptions("[]").says(expect![[r#"
        content/en/topics/living.toml:19:8: “turn back soon” says how soon to call, outside `signs.toml` (`turn-back`)
          help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
        content/de/topics/living.toml:17:8: “bald umkehren” says how soon to call, outside `signs.toml` (`turn-back`)
          help: schreiben, was das Zeichen ist: wann man umkehrt, steht in `signs.toml` (PEMAT 22, CCI 14)
    "#]]);
    soon().says(expect![[r#"
        content/en/topics/living.toml:14:8: “Turn back now” says how soon to call, outside `signs.toml` (`turn-back`)
          help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
    "#]]);
    // A path is no beginning of a name.
    exceptions("[\"living.part.rest.say.mist\", \"living.part.rest.say.ben\"]")
        .and(soon())
        .says(expect![[r#"
            content/en/topics/living.toml:14:8: “Turn back now” says how soon to call, outside `signs.toml` (`turn-back`)
              help: say what the sign is: when to turn back stands in `signs.toml` (PEMAT 22, CCI 14)
            content/en/rules.toml:8:50: there is no sentence at `living.part.rest.say.ben`
              help: take it away, or write the path of a sentence, such as `help.part.crisis`
        "#]]);
    for paths in ["[\"living.part.rest\"]", "[\"living\"]"] {
        exceptions(paths).and(soon()).compile().unwrap();
    }
}

#[test]
fn an_exception_that_holds_nothing_is_found() {
    let exceptions = |paths| replace(RULES, "[\"living.part.rest.say.mist\"]", paths);
    exceptions("[\"living.part.rest.say.mist\", \"living.part.rest.say.fog\"]").says(expect![[
        r#"
        content/en/rules.toml:8:50: there is no sentence at `living.part.rest.say.fog`
          help: take it away, or write the path of a sentence, such as `help.part.crisis`
    "#
    ]]);
    exceptions("[\"living.part.rest.say.mist\", \"living.key\"]").says(expect![[r#"
        content/en/rules.toml:8:50: nothing at `living.key` says how soon to call
          help: take it away
    "#]]);
    // What a translation alone says counts.
    replace(
        "en/topics/living.toml",
        "In mist turn back soon.",
        "Mist is thin.",
    )
    .compile()
    .unwrap();
}

#[test]
fn exceptions_do_not_stand_in_a_translation() {
    let plain = "plain = [\"NW\"]\n";
    replace(
        GERMAN_RULES,
        plain,
        format!("{plain}level-exceptions = [\"living.part.rest\"]\n"),
    )
    .says(expect![[r#"
        content/de/rules.toml:6:21: `level-exceptions` stands in a translation
          help: take it away: those of all languages are named in `en`
    "#]]);
}

#[test]
fn a_remark_for_the_clinician_is_on_the_approval_page_and_not_in_a_pack() {
    let change = || {
        replace(
            SITE,
            "text = \"Hills have signs.\"\n",
            "text = \"Hills have signs.\"\nclinician = \"Some dales too.\"\n",
        )
    };
    let (output, approval) = (change().compile().unwrap(), change().report().approval);
    for remark in [
        "Some dales too.",
        "Wardens differ: some only straighten it.",
    ] {
        assert!(approval.contains(remark), "{remark}");
        for language in [0, 1] {
            assert!(!shown(&output, language).contains(remark), "{remark}");
        }
        assert!(!output.structure.contains(remark), "{remark}");
    }
}

#[test]
fn the_approval_page_begins_with_the_signs() {
    let approval = Change(Vec::new()).report().approval;
    let (_, first) = approval.split_once("<h2>").unwrap();
    let (signs, rest) = first.split_once("<h2>").unwrap();
    assert!(signs.starts_with("The signs, and how soon to call</h2>"));
    assert!(rest.starts_with("Privacy</h2>"));
    // By level, the most urgent first, and in the order of the table.
    let mut at = 0;
    for found in [
        "<h3>now: Turn back now. Signs: 2</h3>",
        "<td>fallen</td>",
        "<td>fog</td>",
        "<h3>today: Turn back soon. Signs: 3</h3>",
        "<td>bent</td>",
        "<td>fever</td>",
        "<td>glue</td>",
        "<h3>soon: Turn back some day. Signs: 1</h3>",
        "<td>pale</td>",
    ] {
        at += signs[at..]
            .find(found)
            .unwrap_or_else(|| panic!("{found} is not after those before"));
    }
    let (_, bent) = signs.split_once("<td>bent</td>").unwrap();
    let (bent, _) = bent.split_once("</tr>").unwrap();
    expect![[r##"
        <td lang="en">
        <strong>a bent sign</strong>
        <br>On the sheet: <span>A sign is bent</span>
        <br>Only if: <span>you walk alone</span>
        <br>Emergency if: <span>it creaks</span>
        <br>Emergency if: a fallen sign<br>Emergency if: a fog in the head</td>
        <td lang="de">
        <strong>ein krummes Zeichen</strong>
        <br>On the sheet: <span>Ein Zeichen ist krumm</span>
        <br>Only if: <span>Sie allein gehen</span>
        <br>Emergency if: <span>es knarrt</span>
        <br>Emergency if: ein gefallenes Zeichen<br>Emergency if: ein Nebel im Kopf</td>
        <td>hill* <br>group way<br>in the overall list under way</td>
        <td class="sources">
        <div>sign.seen <a href="#source-1">1</a>
        </div>
        </td>
        <td>Wardens differ: some only straighten it.</td>
        <td>☐ right<br>☐ change:</td>"##]]
    .assert_eq(&bent.replace("><", ">\n<"));
    assert_eq!(signs.matches("<td>☐ right<br>☐ change:</td>").count(), 6);
}

#[test]
fn a_signature_of_the_signs_is_void_after_a_level_a_place_or_a_word_changed() {
    let before = Change(Vec::new()).report();
    for (what, change) in [
        (
            "a place of the first",
            in_sign(SIGNS, "fallen", "own = ", "places = "),
        ),
        (
            "the level",
            in_sign(
                SIGNS,
                "glue",
                "\"today\"\nown = [\"treatment\"]\nmorning = true",
                "\"soon\"\nown = [\"treatment\"]",
            ),
        ),
        (
            "a place",
            in_sign(
                SIGNS,
                "pale",
                "places = [\"hill\"]",
                "places = [\"treatment\"]",
            ),
        ),
        (
            "own or further",
            in_sign(SIGNS, "pale", "places = ", "own = "),
        ),
        (
            "the group",
            in_sign(SIGNS, "pale", "group = \"way\"", "group = \"walker\""),
        ),
        (
            "the overall list",
            in_sign(SIGNS, "fallen", "overall = \"way\"\n", ""),
        ),
        (
            "the morning",
            in_sign(SIGNS, "glue", "morning = true\n", ""),
        ),
        ("the card", in_sign(SIGNS, "fever", "card = true\n", "")),
        (
            "what makes it worse",
            in_sign(SIGNS, "bent", "[\"fallen\", \"fog\"]", "[\"fallen\"]"),
        ),
        (
            "a word",
            in_sign(SIGNS, "bent", "a bent sign", "a crooked sign"),
        ),
    ] {
        let after = change.report();
        for language in [0, 1] {
            let changed = |section| {
                fingerprint(&before, section, language) != fingerprint(&after, section, language)
            };
            assert!(changed("signs"), "{what}, {language}");
            assert!(!changed("map"), "{what}, {language}");
        }
    }
    // A word of the translation is signed in the translation.
    let after = in_sign(GERMAN_SIGNS, "bent", "es knarrt", "es quietscht").report();
    let changed = |language| {
        fingerprint(&before, "signs", language) != fingerprint(&after, "signs", language)
    };
    assert_eq!([changed(0), changed(1)], [false, true]);
}

/// The signs of a place or of treatment, as the structure has them.
fn signs_after<'a>(structure: &'a str, before: &str) -> &'a str {
    let (_, rest) = structure.split_once(before).unwrap();
    let (signs, _) = rest.split_once(']').unwrap();
    signs
}

#[test]
fn a_place_has_its_own_signs_and_more_and_the_last_those_of_treatment_too() {
    let output = good();
    assert_eq!(
        signs_after(&output.structure, "own_signs: &["),
        "SignId(0), SignId(1), SignId(3)"
    );
    assert_eq!(
        signs_after(&output.structure, "more_signs: &["),
        "SignId(2), SignId(4), SignId(5)"
    );
    let treatment = |name: &str| {
        signs_after(
            &output.structure,
            &format!("pub static TREATMENT_{name}_SIGNS: &[SignId] = &["),
        )
    };
    assert_eq!(treatment("OWN"), "SignId(3), SignId(5)");
    assert_eq!(treatment("MORE"), "SignId(4)");
    // Of two places the first has only what names it.
    let output = with_dale()
        .and(in_sign(
            SIGNS,
            "fever",
            "[\"hill\", ",
            "[\"hill\", \"dale\", ",
        ))
        .compile()
        .unwrap();
    let [hill, dale] = ["id: \"hill\"", "id: \"dale\""].map(|id| {
        let (_, rest) = output.structure.split_once(id).unwrap();
        ["own_signs: &[", "more_signs: &["].map(|list| signs_after(rest, list))
    });
    assert_eq!(
        hill,
        ["SignId(0), SignId(1), SignId(3)", "SignId(2), SignId(4)"]
    );
    assert_eq!(dale, ["SignId(3)", "SignId(4), SignId(5)"]);
}

#[test]
fn a_group_has_its_signs_and_those_that_its_cell_names() {
    let output = in_sign(
        SIGNS,
        "glue",
        "group = \"walker\"",
        "group = \"walker\"\noverall = \"way\"",
    )
    .compile()
    .unwrap();
    let (_, groups) = output
        .structure
        .split_once("pub static SIGN_GROUPS")
        .unwrap();
    let mut signs = groups.split("signs: &[").skip(1);
    let mut next = || signs.next().unwrap().split(']').next().unwrap();
    assert_eq!(next(), "SignId(0), SignId(1), SignId(2), SignId(5)");
    assert_eq!(next(), "SignId(3), SignId(4), SignId(5)");
}

#[test]
fn what_makes_a_sign_worse_is_said_in_the_words_of_the_other_signs() {
    let output = good();
    let has = |output: &Output, language, line: &str| {
        shown(output, language)
            .lines()
            .filter(|other| *other == line)
            .count()
            == 1
    };
    assert!(has(
        &output,
        0,
        "it creaks; a fallen sign; a fog in the head"
    ));
    assert!(has(
        &output,
        1,
        "es knarrt; ein gefallenes Zeichen; ein Nebel im Kopf"
    ));
    assert!(has(&output, 0, "it peels; a bent sign"));
    // Without words of its own, and where the other sign changes.
    let output = in_sign(SIGNS, "pale", "sooner = \"it peels\"\n", "")
        .and(in_sign(
            GERMAN_SIGNS,
            "pale",
            "sooner = \"es blättert\"\n",
            "",
        ))
        .and(in_sign(GERMAN_SIGNS, "bent", "ein krummes", "ein schiefes"))
        .compile()
        .unwrap();
    assert!(has(&output, 0, "a bent sign"));
    assert!(has(&output, 1, "ein schiefes Zeichen"));
}

#[test]
fn the_wording_of_a_sign_begins_with_a_capital_letter() {
    let output = in_sign(GERMAN_SIGNS, "pale", "ein blasses", "überall blasses")
        .compile()
        .unwrap();
    let has = |language, line: &str| shown(&output, language).lines().any(|other| other == line);
    assert!(has(0, "A pale sign"));
    assert!(has(1, "Überall blasses Zeichen"));
}

/// The texts of the alert card for staff.
fn card_for_staff(output: &Output, language: usize) -> Vec<String> {
    let at = output
        .sections
        .iter()
        .position(|(name, _)| name == "card")
        .unwrap();
    let [start, end] = [at, at + 1].map(|at| output.sections[at].1);
    let texts = read_pack(&output.packs[language].1).1;
    texts[start..end]
        .iter()
        .map(|text| text.to_string())
        .collect()
}

#[test]
fn a_translation_has_the_alert_card_and_the_words_to_say_in_english_too() {
    let output = good();
    let german = card_for_staff(&output, 1);
    expect![[r#"
        I walk by signs
        Mended with:
        Last mended:
        Name:
        By day:
        By night:
        Fever in the hut: give water.
        Let the warden know where I am.
        Turn back now
        Turn back soon
        A sign has fallen
        A fever"#]]
    .assert_eq(&german.join("\n"));
    let english = card_for_staff(&output, 0);
    assert_eq!(english.len(), german.len());
    assert!(english.iter().all(String::is_empty));
    // The words to say stand beside their translation, and once in the pack of their own language.
    for (language, expected) in [
        (0, ["I saw a sign.", ""]),
        (1, ["Ich sah ein Zeichen.", "I saw a sign."]),
    ] {
        let texts = read_pack(&output.packs[language].1).1;
        let at = texts.iter().position(|text| *text == expected[0]).unwrap();
        assert_eq!(texts[at..at + 2], expected);
    }
}

// What changed since the last release.

#[test]
fn the_approval_page_shows_what_changed_since_the_release() {
    let first = Change(Vec::new());
    let page = first.report();
    assert!(page.changes.is_none());
    assert!(page.approval.contains("everything is new"));

    let content = Change(Vec::new()).content();
    let content = content.path().join("content");
    for (language, text) in
        mbc_compiler::release(Folder(content.clone()), "0.1.0").expect("nothing is wrong")
    {
        fs::write(content.join(language).join("released.txt"), text).unwrap();
    }
    let same = report(&content, TODAY).expect("nothing is wrong");
    assert_eq!(same.changes.map(|changes| changes.all), Some(Vec::new()));
    assert!(same.approval.contains("What changed since 0.1.0"));

    let path = content.join(SITE);
    let site = fs::read_to_string(&path).unwrap();
    fs::write(&path, site.replace("Hills are round.", "Hills are high.")).unwrap();
    let changed = report(&content, TODAY).expect("nothing is wrong");
    let changes = changed.changes.expect("there was a release");
    let told = changes.all.iter().map(|change| {
        (
            change.section.as_str(),
            change.kind.as_str(),
            change.before.as_deref(),
            change.after.as_deref(),
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(
            "map",
            "about",
            Some("Hills are round."),
            Some("Hills are high.")
        )]
    );
    assert!(
        changed
            .approval
            .contains("<td lang=\"en\">Hills are round.</td><td lang=\"en\">Hills are high.</td>")
    );
}

#[test]
fn a_damaged_list_of_released_sentences_is_found() {
    let content = write("en/released.txt", "0.1.0\nmap\tkey\tA\nmap\n").content();
    let text = report(&content.path().join("content"), TODAY).expect_err("a line is no sentence");
    let text: String = text
        .iter()
        .map(|diagnostic| format!("{diagnostic}\n"))
        .collect();
    expect![[r#"
        content/en/released.txt:3:1: this line is not a section, a kind and a sentence with tabs between
          help: take the file of the last release again; nobody writes it by hand
    "#]].assert_eq(&text);
}

#[test]
fn a_label_is_a_label_alone() {
    let other = |code: &str| format!("{code}/subtypes/2-post.toml");
    let output = copy(SUBTYPE, &other("en"))
        .and(copy(GERMAN_SUBTYPE, &other("de")))
        .and(replace(SUBTYPE, "label = true\n", ""))
        .compile()
        .unwrap();
    let labels: Vec<&str> = output
        .structure
        .split(", label: ")
        .skip(1)
        .filter_map(|rest| rest.split(',').next())
        .collect();
    assert_eq!(labels, ["false", "true"]);
}

#[test]
fn the_help_names_a_list_with_what_it_stands_under() {
    let text = diagnostics_text(replace(TOPIC, HEAP, "say = [\"a\"]\n").compile());
    assert!(
        text.contains("at least one item, each under `[[part.say]]`"),
        "{text}"
    );
}

// Files that do not belong there, or are not what they seem.

#[test]
fn a_copy_of_a_file_makes_one_message_about_itself() {
    copy(SITE, "en/sites/1-hill copy.toml").says(expect![[r#"
        content/en/sites/1-hill copy.toml:1:1: `1-hill copy.toml` is not named by its number and its id
          help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
    "#]]);
    copy(SITE, "en/sites/1-hill-copy.toml").says(expect![[r#"
        content/en/sites/1-hill-copy.toml:1:1: `1-hill-copy.toml` has the number of `1-hill.toml`
          help: give it the next free number, or take it away if it is a copy
    "#]]);
    copy(GERMAN_SITE, "de/sites/1-hill copy.toml").says(expect![[r#"
        content/de/sites/1-hill copy.toml:1:1: `1-hill copy.toml` is not named by its number and its id
          help: name it like `2-liver.toml`, with an id of small letters; take it away if it is a copy
    "#]]);
    copy(FRONT, "en/front copy.toml").says(expect![[r#"
        content/en/front copy.toml:1:1: `en/front copy.toml` is not a file of the content
          help: take it away; the file that is read is `front.toml`
    "#]]);
    copy(TOPIC, "en/topics/basics copy.toml").says(expect![[r#"
        content/en/topics/basics copy.toml:1:1: `basics copy.toml` is not a topic of the guide
          help: take it away; the topics are basics, tests, treatment, effects, living, myths, research, help, glossary
    "#]]);
}

#[test]
fn a_file_that_a_file_manager_leaves_behind_is_no_content() {
    Change(
        ["DS_Store", "front.toml.swp"]
            .map(|name| {
                let path = if name == "DS_Store" {
                    "en/sites/.DS_Store"
                } else {
                    "en/.front.toml.swp"
                };
                Step::Write(path, b"\0\xff".to_vec())
            })
            .into_iter()
            .collect(),
    )
    .compile()
    .map(|output| {
        let ignored = output
            .warnings
            .iter()
            .filter(|line| line.contains("left out"));
        let ignored: Vec<&str> = ignored.map(String::as_str).collect();
        assert_eq!(
            ignored,
            [
                "`content/en/.front.toml.swp` is no content and was left out",
                "`content/en/sites/.DS_Store` is no content and was left out",
            ]
        );
    })
    .expect("hidden files stop nothing");
}

#[test]
fn a_missing_file_of_a_translation_is_named_as_missing() {
    let more = |from: &'static str| {
        ["2-dale", "3-fell"]
            .map(|name| Step::Copy(from, format!("{}/subtypes/{name}.toml", &from[..2])))
    };
    let files = more(SUBTYPE).into_iter().chain(more(GERMAN_SUBTYPE));
    Change(files.collect())
        .and(delete("de/subtypes/2-dale.toml"))
        .says(expect![[r#"
            content/de/subtypes/2-dale.toml:1:1: `de/subtypes/2-dale.toml` is missing
              help: translate `en/subtypes/2-dale.toml` and save it under this name
        "#]]);
    delete("de/front.toml").says(expect![[r#"
        content/de/front.toml:1:1: `de/front.toml` is missing
          help: add this file
    "#]]);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_found() {
    Change(vec![Step::Dangling(SITE)]).says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `en/sites/1-hill.toml` is a link to nowhere
          help: put the file itself in its place
    "#]]);
    Change(vec![Step::Dangling("facts.toml")]).says(expect![[r#"
        content/facts.toml:1:1: `facts.toml` is a link to nowhere
          help: put the file itself in its place
    "#]]);
    Change(vec![Step::Dangling("fr")]).says(expect![[r#"
        content/fr:1:1: `fr` is a link to nowhere
          help: put the file itself in its place
    "#]]);
}

#[test]
fn an_entity_of_html_would_be_read_as_it_is_typed() {
    replace(FRONT, "\"A draft\"", "\"A draft &amp; more\"").says(expect![[r#"
        content/en/front.toml:2:9: `draft` holds `&amp;`, which a reader would see as it is typed
          help: write the character itself, such as `&` or `é`: texts are not HTML
    "#]]);
    replace(FRONT, "\"A draft\"", "\"A draft&#8217;s end\"").says(expect![[r#"
        content/en/front.toml:2:9: `draft` holds `&#8217;`, which a reader would see as it is typed
          help: write the character itself, such as `&` or `é`: texts are not HTML
    "#]]);
    replace(SUBTYPE, "\"tin\"", "\"t&iacute;n\"").says(expect![[r#"
        content/en/subtypes/1-arrow.toml:2:18: an item of `chips` holds `&iacute;`, which a reader would see as it is typed
          help: write the character itself, such as `&` or `é`: texts are not HTML
    "#]]);
    replace(FRONT, "\"A draft\"", "\"A draft & more; R&D\"")
        .compile()
        .unwrap();
}

// Translations and the words they translate.

/// All that the report of changed content says about sentences that must be read together.
#[track_caller]
fn unread(change: Change) -> String {
    let warnings = change.report().warnings.into_iter();
    let of_translation = warnings.filter(|warning| warning.path.contains("/de/"));
    of_translation
        .map(|warning| format!("{warning}\n"))
        .collect()
}

#[test]
fn a_sentence_whose_original_changed_is_to_be_read_again() {
    let change = || replace(TOPIC, "A cairn is a sign too.", "A cairn may be a sign.");
    expect![[r#"
        content/de/topics/basics.toml:13:8: the `en` of `basics.part.stones.say.heap` has changed since the two were read together
          help: it translates “A cairn may be a sign.”; mend it if need be, then `cargo xtask check-content --accept content/de/topics/basics.toml`
    "#]].assert_eq(&unread(change()));
    // What is the same in both languages changes nothing.
    let words = "Auch ein Steinmann ist ein Zeichen.";
    assert_eq!(
        unread(replace(
            GERMAN_TOPIC,
            words,
            "Ein Steinmann ist auch ein Zeichen."
        )),
        ""
    );
}

#[test]
fn a_new_sentence_is_to_be_read_beside_its_original() {
    let more = |text: &str| format!("[[part.say]]\nid = \"new\"\ntext = \"{text}\"\n");
    let english = more("Look twice.") + "facts = [\"sign.seen\"]\n\n[[ask]]\nid = \"what\"";
    expect![[r#"
        content/de/topics/basics.toml:17:8: `basics.part.stones.say.new` was not yet read beside its `en`
          help: it translates “Look twice.”; mend it if need be, then `cargo xtask check-content --accept content/de/topics/basics.toml`
    "#]].assert_eq(&unread(
        replace(TOPIC, "[[ask]]\nid = \"what\"", english).and(replace(
            GERMAN_TOPIC,
            "[[ask]]",
            more("Zweimal schauen.") + "\n[[ask]]",
        )),
    ));
}

#[test]
fn a_folder_with_a_space_in_its_name_is_quoted_in_the_command_to_accept() {
    let folder = replace(TOPIC, "A cairn is a sign too.", "A cairn may be a sign.").content();
    let content = folder.path().join("our words");
    fs::rename(folder.path().join("content"), &content).unwrap();
    let warnings = report(&content, TODAY).unwrap().warnings;
    let told = warnings.iter().map(ToString::to_string);
    let told: String = told
        .filter(|warning| warning.contains("--accept"))
        .collect();
    expect![[r#"
        our words/de/topics/basics.toml:13:8: the `en` of `basics.part.stones.say.heap` has changed since the two were read together
          help: it translates “A cairn may be a sign.”; mend it if need be, then `cargo xtask check-content --accept "our words/de/topics/basics.toml"`"#]].assert_eq(&told);
    // The name in that command is taken.
    let accepted = ["our words/de/topics/basics.toml".to_string()];
    assert_eq!(accept(&content, &accepted).unwrap().len(), 1);
    expect![[r#"
        content/de/no.toml:1:1: this is no file of a translation
          help: name files as the warnings do, for instance `our words/de/front.toml`
    "#]]
    .assert_eq(&diagnostics_text(accept(
        &content,
        &["content/de/no.toml".into()],
    )));
}

#[test]
fn a_translation_that_nobody_read_beside_its_original_is_told_once() {
    expect![[r#"
        content/de/front.toml:1:1: no sentence of `de` was yet read beside its `en`
          help: read them together, file by file, then `cargo xtask check-content --accept content/de/front.toml`
    "#]].assert_eq(&unread(delete(GERMAN_READ)));
}

#[test]
fn in_a_section_that_was_signed_it_is_a_fault() {
    replace(TOPIC, "A cairn is a sign too.", "A cairn may be a sign.")
        .and(write(REVIEW, review("basics", "de", "0")))
        .says(expect![[r#"
            content/de/topics/basics.toml:13:8: the `en` of `basics.part.stones.say.heap` has changed since the two were read together
              help: it translates “A cairn may be a sign.”; mend it if need be, then `cargo xtask check-content --accept content/de/topics/basics.toml`
        "#]]);
}

#[test]
fn accepting_a_file_takes_its_sentences_as_read_and_no_others() {
    let folder = replace(TOPIC, "A cairn is a sign too.", "A cairn may be a sign.")
        .and(replace(FRONT, "\"A draft\"", "\"A sketch\""))
        .content();
    let content = folder.path().join("content");
    let warnings = || {
        let reports = report(&content, TODAY).unwrap();
        let count = |path: &str| {
            let mut warnings = reports.warnings.iter();
            warnings.any(|warning| warning.path.ends_with(path))
        };
        [count("de/topics/basics.toml"), count("de/front.toml")]
    };
    assert_eq!(warnings(), [true, true]);
    let accepted = ["content/de/topics/basics.toml".to_string()];
    for (code, text) in accept(&content, &accepted).unwrap() {
        fs::write(content.join(code).join(READ_TOGETHER), text).unwrap();
    }
    assert_eq!(warnings(), [false, true]);
    expect![[r#"
        content/en/front.toml:1:1: this is no file of a translation
          help: name files as the warnings do, for instance `content/de/front.toml`
        front:1:1: this is no file of a translation
          help: name files as the warnings do, for instance `content/de/front.toml`
    "#]]
    .assert_eq(&diagnostics_text(accept(
        &content,
        &["content/en/front.toml".into(), "front".into()],
    )));
}

#[test]
fn a_damaged_list_of_what_was_read_together_is_found() {
    write(GERMAN_READ, "front.toml front.title\n").says(expect![[r#"
        content/de/read-together.txt:1:1: this line is not a sentence and a fingerprint with a tab between
          help: take the line away, read the sentence again beside the other language, and accept its file
    "#]]);
}

/// The tables of keys that `content/README.md` shows are those of the schema.
#[test]
fn the_readme_of_the_content_has_the_keys_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = (
        "<!-- Keys: written by `cargo xtask bless`. -->\n",
        "<!-- Up to here. -->",
    );
    let (before, rest) = text.split_once(begin).expect("the mark before the tables");
    let (_, after) = rest.split_once(end).expect("the mark after the tables");
    let wanted = format!("{before}{begin}\n{}\n{end}{after}", key_tables());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        wanted,
        "run `cargo xtask bless`"
    );
}
