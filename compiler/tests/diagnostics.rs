//! Every rule of the content compiler, broken once: what it says, and where.
//!
//! `good/` is the smallest content that compiles. Each test changes a copy of it and compares all that the
//! compiler says with the words written here; `UPDATE_EXPECT=1` writes them anew, and then they must be read.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use expect_test::{Expect, expect};
use mbc_compiler::{Diagnostic, Output, compile, compile_style};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GOOD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");
const FRONT: &str = "en/front.toml";
const UI: &str = "en/ui.toml";
const SITE: &str = "en/sites/1-hill.toml";
const SUBTYPE: &str = "en/subtypes/1-arrow.toml";
const GERMAN_SITE: &str = "de/sites/1-hill.toml";
const GERMAN_SUBTYPE: &str = "de/subtypes/1-arrow.toml";

/// A list of one item, as it stands in `SITE`.
const PALE: &str = "[[soon]]\nid = \"pale\"\ntext = \"a pale sign\"\nfacts = [\"sign.seen\"]\n";

/// What is done to the good content, in this order.
struct Change(Vec<Step>);

enum Step {
    /// In a file, a text that stands there once, and another instead.
    Replace(&'static str, &'static str, String),
    Write(&'static str, Vec<u8>),
    Copy(&'static str, String),
    Delete(&'static str),
    Folder(&'static str),
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

    /// Compiles the good content so changed.
    #[track_caller]
    fn compile(self) -> Result<Output, Vec<Diagnostic>> {
        let folder = TempDir::new().unwrap();
        let content = folder.path().join("content");
        copy_folder(Path::new(GOOD), &content);
        for step in self.0 {
            step.apply(&content);
        }
        compile(&content)
    }

    /// Compares all that the compiler says.
    #[track_caller]
    fn says(self, expected: Expect) {
        expected.assert_eq(&said(self.compile()));
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
        expected.assert_eq(&said(self.compile()));
    }
}

#[track_caller]
fn said<T>(result: Result<T, Vec<Diagnostic>>) -> String {
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

fn good() -> Output {
    Change(Vec::new())
        .compile()
        .expect("the good content compiles")
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
        content/en/front.toml:4:1: unknown key `tittle`
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
        content/en/front.toml:4:1: unknown key `zzz`
          help: take it away, or use one of: title, start, draft, lead, map, subtypes, footer
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
        content/en/sites/1-hill.toml:11:1: unknown key `foto`
          help: take it away, or use one of: id, text, facts
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
    replace(FRONT, "start = \"Start anywhere\"\n", "").says(expect![[r#"
        content/en/front.toml:1:1: `start` is missing
          help: write `start = "…"`
    "#]]);
}

#[test]
fn a_missing_key_of_a_claim_points_to_the_claim() {
    replace(FRONT, "text = \"A sign can be old.\"\n", "").says(expect![[r#"
        content/en/front.toml:15:6: `text` is missing
          help: write `text = "…"`
    "#]]);
}

#[test]
fn a_missing_key_of_an_item_points_to_the_item() {
    replace(SITE, "text = \"An arrow\"\n", "").says(expect![[r#"
        content/en/sites/1-hill.toml:13:1: `text` is missing
          help: write `text = "…"`
    "#]]);
}

#[test]
fn a_number_is_no_text() {
    replace(FRONT, r#""A draft""#, "7").says(expect![[r#"
        content/en/front.toml:3:9: `draft` is a number
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
    replace(FRONT, "[[lead]]", "[lead]").says(expect![[r#"
        content/en/front.toml:5:1: `lead` is a table
          help: write at least one item, each under `[[lead]]`
    "#]]);
}

#[test]
fn a_list_of_texts_is_no_list_of_items() {
    let hint = r#"hint = "Behind the wood""#;
    replace(SITE, PALE, "")
        .and(replace(
            SITE,
            hint,
            format!("{hint}\nsoon = [\"a pale sign\"]"),
        ))
        .says(expect![[r#"
        content/en/sites/1-hill.toml:3:9: an item of `soon` is a text
          help: write at least one item, each under `[[soon]]`
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
          help: write `[key]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn a_missing_table_inside_a_table_is_named_in_full() {
    replace(
        FRONT,
        "[map.other-causes]\ntext = \"A sign can be old.\"\nfacts = [\"sign.old\"]\n",
        "",
    )
    .says(expect![[r#"
        content/en/front.toml:10:2: `other-causes` is missing
          help: write `[map.other-causes]` on a line of its own, and below it what belongs to it
    "#]]);
}

#[test]
fn a_missing_list_is_found() {
    replace(SITE, PALE, "").says(expect![[r#"
        content/en/sites/1-hill.toml:1:1: `soon` is missing
          help: write at least one item, each under `[[soon]]`
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
        content/en/front.toml:27:2: `notes` is missing
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
    replace(SITE, PALE, "")
        .and(replace(SITE, hint, format!("{hint}\nsoon = []")))
        .says(expect![[r#"
        content/en/sites/1-hill.toml:3:8: `soon` is empty
          help: write at least one item, each under `[[soon]]`
    "#]]);
}

#[test]
fn a_list_of_more_than_seven_is_too_long() {
    let more: String = (2..=8)
        .map(|n| {
            format!("[[soon]]\nid = \"pale-{n}\"\ntext = \"A {n}\"\nfacts = [\"sign.seen\"]\n\n")
        })
        .collect();
    replace(SITE, "[[found]]", more + "[[found]]").says(expect![[r#"
        content/en/sites/1-hill.toml:64:6: `soon` holds 8 items
          help: keep the 7 that matter most, or split the list
    "#]]);
}

// Texts.

#[test]
fn an_empty_text_is_found() {
    replace(FRONT, r#""A draft""#, r#""""#).says(expect![[r#"
        content/en/front.toml:3:9: `draft` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn a_text_of_spaces_is_empty() {
    replace(FRONT, r#""A draft""#, r#""  ""#).says(expect![[r#"
        content/en/front.toml:3:9: `draft` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn a_space_before_a_text_is_found() {
    replace(FRONT, r#""A draft""#, r#"" A draft""#).says(expect![[r#"
        content/en/front.toml:3:9: `draft` begins or ends with a space
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
        content/en/front.toml:3:9: `draft` holds a tab
          help: put a space in its place; a text is one line
    "#]]);
}

#[test]
fn a_line_break_in_a_text_is_found() {
    replace(FRONT, r#""A draft""#, "\"\"\"A\ndraft\"\"\"").says(expect![[r#"
        content/en/front.toml:3:9: `draft` holds a line break
          help: put a space in its place; a text is one line
    "#]]);
}

#[test]
fn an_open_place_that_is_missing_is_found() {
    replace(UI, "Calls: {place}", "Calls").says(expect![[r#"
        content/en/ui.toml:4:9: `calls` does not say `{place}` once
          help: put `{place}` where the name or number belongs
    "#]]);
}

#[test]
fn an_open_place_in_other_words_is_missing() {
    replace("de/ui.toml", "„read“: {date}", "„read“: {Datum}").says(expect![[r#"
        content/de/ui.toml:18:8: `read` does not say `{date}` once
          help: put `{date}` where the name or number belongs
    "#]]);
}

// Ids.

#[test]
fn an_item_without_an_id_is_found() {
    replace(SITE, "id = \"post\"\n", "").says(expect![[r#"
        content/en/sites/1-hill.toml:8:1: `id` is missing
          help: write `id = "…"`
    "#]]);
}

#[test]
fn an_empty_id_is_found() {
    replace(SITE, r#"id = "post""#, r#"id = """#).says(expect![[r#"
        content/en/sites/1-hill.toml:9:6: `id` is empty
          help: write it between the quotes
    "#]]);
}

#[test]
fn an_id_is_of_small_letters() {
    replace(SITE, r#"id = "post""#, r#"id = "The Post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:9:6: `The Post` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_begins_with_a_letter() {
    replace(SITE, r#"id = "post""#, r#"id = "1-post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:9:6: `1-post` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_ends_with_no_hyphen() {
    replace(SITE, r#"id = "post""#, r#"id = "post-""#).says(expect![[r#"
        content/en/sites/1-hill.toml:9:6: `post-` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
    "#]]);
}

#[test]
fn an_id_stands_once_in_a_list() {
    replace(SITE, r#"id = "arrow""#, r#"id = "post""#).says(expect![[r#"
        content/en/sites/1-hill.toml:14:6: the id `post` stands twice under `notice`
          help: give each item an id of its own
    "#]]);
}

// Facts and sources.

#[test]
fn a_claim_without_facts_is_found() {
    replace(FRONT, "facts = [\"sign.old\"]\n", "").says(expect![[r#"
        content/en/front.toml:15:6: `facts` is missing
          help: write `facts = ["…"]`
    "#]]);
}

#[test]
fn a_claim_with_empty_facts_is_found() {
    replace(FRONT, r#"facts = ["sign.old"]"#, "facts = []").says(expect![[r#"
        content/en/front.toml:17:9: `facts` is empty
          help: name the rows of `facts.toml` that this rests on, `facts = ["…"]`
    "#]]);
}

#[test]
fn facts_are_a_list() {
    replace(FRONT, r#"facts = ["sign.old"]"#, r#"facts = "sign.old""#).says(expect![[r#"
        content/en/front.toml:17:9: `facts` is a text
          help: write `facts = ["…"]`
    "#]]);
}

#[test]
fn an_unknown_fact_names_the_nearest_one() {
    replace(FRONT, r#""sign.old""#, r#""sign.odl""#).says(expect![[r#"
        content/en/front.toml:17:10: unknown fact `sign.odl`
          help: did you mean `sign.old`?
    "#]]);
}

#[test]
fn an_unknown_fact_near_no_other_is_found() {
    replace(FRONT, r#""sign.old""#, r#""weather""#).says(expect![[r#"
        content/en/front.toml:17:10: unknown fact `weather`
          help: add it to `facts.toml`, or name one that stands there
    "#]]);
}

#[test]
fn an_unknown_fact_is_not_also_a_leftover() {
    replace(FRONT, r#""prompt.ask""#, r#""prompt.aks""#).says(expect![[r#"
        content/en/front.toml:35:10: unknown fact `prompt.aks`
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
        content/facts.toml:6:24: unknown source `MAP`
          help: did you mean `MAPS`?
    "#]]);
}

#[test]
fn an_unknown_source_near_no_other_is_found() {
    replace("facts.toml", r#""MAPS""#, r#""BOOK""#).says(expect![[r#"
        content/facts.toml:6:24: unknown source `BOOK`
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
          help: use it or take it away
    "#]]);
}

#[test]
fn a_source_that_nobody_uses_is_found() {
    replace("facts.toml", r#"["ATLAS", "MAPS"]"#, r#"["ATLAS"]"#).says(expect![[r#"
        content/sources.toml:7:2: no fact rests on the source `MAPS`
          help: use it or take it away
    "#]]);
}

#[test]
fn a_claim_does_not_rest_on_editorial_rows_alone() {
    replace(FRONT, r#""sign.old""#, r#""prompt.ask""#).says(expect![[r#"
        content/en/front.toml:16:8: `other-causes` rests on editorial rows alone
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

// Files.

#[test]
fn a_file_without_its_number_is_found() {
    copy(SITE, "en/sites/dale.toml").says(expect![[r#"
        content/en/sites/dale.toml:1:1: `dale.toml` is not named by its number and its id
          help: name it `2-` and an id of small letters, for instance `2-liver.toml`
    "#]]);
}

#[test]
fn a_file_with_a_wrong_number_is_found() {
    copy(SITE, "en/sites/3-dale.toml").says(expect![[r#"
        content/en/sites/3-dale.toml:1:1: `3-dale.toml` is not named by its number and its id
          help: name it `2-` and an id of small letters, for instance `2-liver.toml`
    "#]]);
}

#[test]
fn a_file_with_a_bad_id_is_found() {
    copy(SITE, "en/sites/2-The Dale.toml").says(expect![[r#"
        content/en/sites/2-The Dale.toml:1:1: `2-The Dale.toml` is not named by its number and its id
          help: name it `2-` and an id of small letters, for instance `2-liver.toml`
    "#]]);
}

#[test]
fn a_file_of_another_kind_is_found() {
    copy(SITE, "en/sites/2-dale.txt").says(expect![[r#"
        content/en/sites/2-dale.txt:1:1: `2-dale.txt` is not named by its number and its id
          help: name it `2-` and an id of small letters, for instance `2-liver.toml`
    "#]]);
}

#[test]
fn a_badly_named_file_is_not_also_a_missing_one() {
    copy(SITE, "en/sites/hill.toml")
        .and(delete(SITE))
        .says(expect![[r#"
        content/en/sites/hill.toml:1:1: `hill.toml` is not named by its number and its id
          help: name it `1-` and an id of small letters, for instance `1-liver.toml`
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
fn a_missing_language_is_found_file_by_file() {
    delete("en").says(expect![[r#"
        content/en/front.toml:1:1: `en/front.toml` is missing
          help: add this file
        content/en/urgent.toml:1:1: `en/urgent.toml` is missing
          help: add this file
        content/en/ui.toml:1:1: `en/ui.toml` is missing
          help: add this file
        content/en/sites:1:1: `en/sites` holds no file
          help: add the folder with at least one file, for instance `1-liver.toml`
        content/en/subtypes:1:1: `en/subtypes` holds no file
          help: add the folder with at least one file, for instance `1-liver.toml`
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
        content/en/front.toml:27:8: not TOML: unclosed table, expected `]`
          help: compare the line with its neighbours: quotes, brackets, `key = "text"`
    "#]]);
}

#[test]
fn a_key_written_twice_is_found() {
    replace(FRONT, r#"draft = "A draft""#, "draft = \"A draft\"\ndraft = \"A draft\"").says(expect![[r#"
        content/en/front.toml:4:1: not TOML: duplicate key
          help: a key or heading stands once in its part of the file: take one away, or write a list as `[[key]]`
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

// Translations.

#[test]
fn an_item_that_is_not_translated_is_found() {
    replace(
        GERMAN_SITE,
        "[[notice]]\nid = \"arrow\"\ntext = \"Ein Pfeil\"\n",
        "",
    )
    .says(expect![[r#"
        content/de/sites/1-hill.toml:8:6: `notice` has no `arrow` in `de`
          help: add `id = "arrow"` and translate: An arrow
    "#]]);
}

#[test]
fn an_item_that_only_a_translation_has_is_found() {
    replace(
        GERMAN_SITE,
        "[[now]]",
        "[[notice]]\nid = \"cairn\"\ntext = \"Ein Steinmann\"\n\n[[now]]",
    )
    .says(expect![[r#"
        content/de/sites/1-hill.toml:16:6: `notice` has `cairn` only in `de`
          help: add it to the reference language, or take it away
    "#]]);
}

#[test]
fn an_item_that_is_renamed_in_a_translation_is_found() {
    replace("de/front.toml", r#"id = "walk""#, r#"id = "weg""#).says(expect![[r#"
        content/de/front.toml:6:6: `lead` has no `walk` in `de`
          help: add `id = "walk"` and translate: Signs stand by the way.
        content/de/front.toml:6:6: `lead` has `weg` only in `de`
          help: add it to the reference language, or take it away
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
        content/de/sites/1-hill.toml:8:6: `notice` has another order in `de`
          help: put the items in this order: post, arrow
    "#]]);
}

#[test]
fn a_translation_has_the_same_files() {
    copy(GERMAN_SITE, "de/sites/1-huegel.toml")
        .and(delete(GERMAN_SITE))
        .says(expect![[r#"
        content/de/sites/1-huegel.toml:1:1: the ids in `de/sites` are huegel
          help: use the ids of `en/sites`: hill
    "#]]);
}

#[test]
fn a_translation_has_no_file_more() {
    copy(GERMAN_SUBTYPE, "de/subtypes/2-plate.toml").says(expect![[r#"
        content/de/subtypes/2-plate.toml:1:1: the ids in `de/subtypes` are arrow, plate
          help: use the ids of `en/subtypes`: arrow
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
        content/de/sites/1-hill.toml:14:9: `facts` stands in a translation
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
    .assert_eq(&said(compile_style(&path, &[])));
}

// All at once, and nothing that follows from something else.

#[test]
fn faults_in_several_files_are_shown_at_once() {
    replace(FRONT, r#""A draft""#, r#""""#)
        .and(replace(SITE, r#"id = "post""#, r#"id = "Post""#))
        .and(replace("sources.toml", "read =", "raed ="))
        .and(replace("de/urgent.toml", r#""Selten""#, "7"))
        .says(expect![[r#"
        content/sources.toml:5:1: unknown key `raed`
          help: did you mean `read`?
        content/en/front.toml:3:9: `draft` is empty
          help: write it between the quotes
        content/en/sites/1-hill.toml:9:6: `Post` cannot be an id
          help: use small letters, digits and hyphens, beginning with a letter
        content/de/urgent.toml:2:9: `intro` is a number
          help: write `intro = "…"`
    "#]]);
}

#[test]
fn broken_references_are_shown_at_once() {
    replace(FRONT, r#""sign.old""#, r#""sign.odl""#)
        .and(replace("facts.toml", r#""MAPS""#, r#""MAP""#))
        .and(replace(GERMAN_SUBTYPE, r#", "Blech""#, ""))
        .says(expect![[r#"
        content/en/front.toml:17:10: unknown fact `sign.odl`
          help: did you mean `sign.old`?
        content/facts.toml:6:24: unknown source `MAP`
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
    let more = format!("{PALE}\n{}", PALE.replace("pale", "dim"));
    let german = replace(
        GERMAN_SITE,
        "[[found]]",
        "[[soon]]\nid = \"dim\"\ntext = \"ein mattes Zeichen\"\n\n[[found]]",
    );
    let changed = replace(SITE, PALE, more).and(german).compile().unwrap();
    assert_ne!(
        read_pack(&changed.packs[0].1).0,
        read_pack(&good().packs[0].1).0
    );
}

#[test]
fn a_pack_reads_back() {
    let output = good();
    expect![[r#"
        Wort „contents“
        Wort „notice“
        Wort „notice-tick“
        Wort „calls“: 

        Wort „now“
        Wort „now-call“
        Wort „day“
        Wort „day-call“
        Wort „soon“
        Wort „soon-call“
        Wort „found“
        Wort „relief“
        Wort „ask“
        Wort „ask-tick“
        Wort „unknown“
        Wort „sources“
        Wort „sources-note“
        Wort „read“: 

        Wort „meaning“
        Wort „first“
        Wort „tests“
        Wort „sheet“
        Wort „sheet-intro“
        Wort „sheet-empty“
        Wort „sheet-notice“
        Wort „sheet-ask“
        Wort „sheet-remove“: 

        Wort „sheet-count“: 

        Wort „opened“: 

        Wort „closed“: 

        Wort „version“
        Eine Karte der Zeichen
        Überall beginnen
        Ein Entwurf
        Die Karte
        Ort wählen
        Ein Hügel
        Arten von Zeichen
        Bis Juli
        Für Wanderer
        Nichts wird gespeichert
        Ein Zeichen kann alt sein.
        Zeichen stehen am Weg.
        Zeichen weisen oder warnen.
        Umschauen.
        Umkehren
        Selten
        Setzen.
        Warten.
        Sagen, wo man ist.
        Ein Zeichen genügt.
        Ein Zeichen ist gefallen.
        Ein Zeichen ist krumm.
        Hügel
        Hinter dem Wald
        Hügel haben Zeichen.
        Ein Pfosten
        Ein Pfeil
        Wo ist es?
        ein gefallenes Zeichen
        ein krummes Zeichen
        ein blasses Zeichen
        Durch Schauen.
        Eine Rast.
        Wer es aufstellte.
        Pfeil
        Holz
        Blech
        Viele
        Er weist.
        Folgen.
        Ein Kompass.
        Wie weit.
        Wohin?
        An atlas
        A press
        https://atlas.example/signs
        2026-07-02
        Maps
        A press
        https://maps.example
    "#]]
    .assert_eq(&read_pack(&output.packs[1].1).1.join("\n"));
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
