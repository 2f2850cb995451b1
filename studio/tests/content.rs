//! Changes of the real content: each sentence, each list. Only what was asked for may differ, in every file, and what is
//! taken back gives the same bytes.

use mbc_compiler::{Folder, Named, Outline, Source, outline, sign, signed_changes, survey};
use mbc_studio::document::{
    Written, insert, move_up, path_at, remove, set_key, set_text, text, with_review,
};
use std::collections::BTreeMap;
use std::path::Path;

fn content() -> Named {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder(root.join("../content"));
    let mut named = Named {
        name: "content".to_string(),
        ..Named::default()
    };
    let mut folders = vec![String::new()];
    while let Some(path) = folders.pop() {
        for name in folder.entries(&path) {
            let path = format!("{path}/{name}").trim_start_matches('/').to_string();
            if folder.is_folder(&path) {
                folders.push(path);
            } else {
                let bytes = folder.read(&path).expect("it is a file");
                named.files.insert(path, bytes.into());
            }
        }
    }
    named
}

fn read(content: &Named) -> (Outline, BTreeMap<String, String>) {
    let texts = content.files.iter();
    let texts = texts.map(|(path, bytes)| {
        let text = String::from_utf8(bytes.to_vec()).expect("it is UTF-8");
        (path.clone(), text)
    });
    (
        outline(content.clone()).expect("it can be read"),
        texts.collect(),
    )
}

fn inside(path: &str) -> &str {
    path.split_once('.').map_or("", |(_, rest)| rest)
}

/// The lines that differ: how many of each text.
fn differing(before: &str, after: &str) -> (usize, usize) {
    let [old, new]: [Vec<&str>; 2] = [before, after].map(|text| text.lines().collect());
    let same = old
        .iter()
        .zip(&new)
        .take_while(|(old, new)| old == new)
        .count();
    let rest = old[same..].iter().rev().zip(new[same..].iter().rev());
    let end = rest.take_while(|(old, new)| old == new).count();
    (old.len() - same - end, new.len() - same - end)
}

#[test]
fn every_sentence_of_every_language_can_be_changed_and_nothing_else_differs() {
    let content = content();
    let (outline, files) = read(&content);
    let words = "New “words”, with \"straight\" quotes, a \\ and é";
    let mut count = 0;
    for sentence in &outline.sentences {
        for (language, old) in &sentence.texts {
            let Some(file) = files.get(&format!("{language}/{}", sentence.file)) else {
                continue;
            };
            let path = inside(&sentence.path);
            if text(file, path).expect("it is TOML").is_none() {
                // Shared by all languages, and written in one.
                assert_eq!(sentence.kind, "phone", "{language} {}", sentence.path);
                continue;
            }
            assert_eq!(text(file, path), Ok(Some(old.clone())), "{}", sentence.path);
            let changed = set_text(file, path, words).expect("it can be changed");
            assert_eq!(text(&changed, path), Ok(Some(words.to_string())));
            let (gone, new) = differing(file, &changed);
            assert!(gone <= 1 && new == gone, "{language} {}", sentence.path);
            assert_eq!(set_text(&changed, path, old).as_ref(), Ok(file));
            count += 1;
        }
    }
    assert!(count > 2_500, "{count} sentences");
}

#[test]
fn a_record_can_be_added_anywhere_and_taken_away_again() {
    let content = content();
    let (outline, files) = read(&content);
    let mut count = 0;
    for record in outline
        .records
        .iter()
        .filter(|record| !record.list.is_empty())
    {
        for language in outline.languages.iter().map(|language| &language.code) {
            let file = &files[&format!("{language}/{}", record.file)];
            let list = inside(&record.list);
            let keys = [
                ("text".to_string(), Written::Text("New words.".to_string())),
                ("facts".to_string(), Written::Texts(vec!["a.b".to_string()])),
            ];
            let added = insert(file, list, Some(&record.id), "new-one", &keys);
            let added = added.unwrap_or_else(|refusal| panic!("{language} {list}: {refusal:?}"));
            let path = format!("{list}.new-one");
            assert_eq!(text(&added, &path), Ok(Some("New words.".to_string())));
            let (gone, new) = differing(file, &added);
            assert!(gone == 0 && new <= 6, "{language} {list}: {gone} {new}");
            let again = remove(&added, &path).expect("it can be taken away");
            // A blank line may stay where none parted the records.
            let filled = |text: &str| {
                text.lines()
                    .filter(|line| !line.is_empty())
                    .collect::<String>()
            };
            assert_eq!(filled(file), filled(&again), "{language} {path}");
            count += 1;
        }
    }
    assert!(count > 1_000, "{count} records");
}

#[test]
fn a_record_changes_places_with_the_one_before_and_back() {
    let content = content();
    let (outline, files) = read(&content);
    let mut before: Option<(&str, &str)> = None;
    let mut count = 0;
    for record in outline
        .records
        .iter()
        .filter(|record| record.group == "Claim")
    {
        if let Some((list, id)) = before
            && list == record.list
        {
            let file = &files[&format!("en/{}", record.file)];
            let moved = move_up(file, inside(&record.path)).expect("it can be moved");
            assert_ne!(&moved, file);
            let back = move_up(&moved, &format!("{}.{id}", inside(list))).expect("it can be moved");
            assert_eq!(differing(file, &back), (0, 0), "{}", record.path);
            count += 1;
        }
        before = Some((&record.list, &record.id));
    }
    assert!(count > 50, "{count} pairs");
}

#[test]
fn a_key_can_be_set_and_taken_away() {
    let (_, files) = read(&content());
    let signs = &files["en/signs.toml"];
    let level = Written::Text("soon".to_string());
    let lower = set_key(signs, "sign.fever", "level", Some(&level)).expect("it is there");
    assert_eq!(differing(signs, &lower), (1, 1));
    let card = set_key(&lower, "sign.hip-standing", "card", Some(&Written::Flag))
        .expect("it can be added");
    assert_eq!(differing(&lower, &card), (0, 1));
    let back = set_key(&card, "sign.hip-standing", "card", None).expect("it can be taken away");
    assert_eq!(back, lower);
    assert!(set_key(signs, "sign.no-such", "level", Some(&level)).is_err());
}

#[test]
fn lines_end_as_they_did_and_a_list_that_was_empty_begins() {
    let file = "name = \"A\"\r\n\r\n[[part]]\r\nid = \"one\"\r\nname = \"One\"\r\n\r\n# Two.\r\n[[part]]\r\nid = \"two\"\r\nname = \"Two\"\r\n";
    let keys = [("text".to_string(), Written::Text("New.".to_string()))];
    let added = insert(file, "part.one.say", None, "new", &keys).expect("it can be added");
    assert_eq!(added.matches('\n').count(), added.matches("\r\n").count());
    assert_eq!(
        added,
        file.replace(
            "\r\n\r\n# Two.",
            "\r\n\r\n[[part.say]]\r\nid = \"new\"\r\ntext = \"New.\"\r\n\r\n# Two."
        )
    );
    assert_eq!(remove(&added, "part.one.say.new").as_deref(), Ok(file));
    let asked = insert(file, "ask", None, "why", &keys).expect("it can be added");
    assert!(asked.ends_with("\r\n\r\n[[ask]]\r\nid = \"why\"\r\ntext = \"New.\"\r\n"));
}

#[test]
fn what_cannot_be_changed_safely_is_refused() {
    let within_a_line = "list = [{ id = \"a\", text = \"A\" }]\n";
    assert!(insert(within_a_line, "list", Some("a"), "b", &[]).is_err());
    assert!(remove(within_a_line, "list.a").is_err());
    assert!(set_text("a = 1\n", "a", "one").is_err());
    assert!(set_text("a = \n", "a", "one").is_err());
    let twice = "[[list]]\nid = \"a\"\n";
    let refusal = insert(twice, "list", None, "a", &[]).expect_err("it stands there");
    assert!(refusal.message.contains("`a`"), "{}", refusal.message);
}

#[test]
fn a_place_in_a_file_is_found_as_the_path_of_its_sentence() {
    let content = content();
    let (outline, files) = read(&content);
    for sentence in &outline.sentences {
        let Some(words) = sentence.texts.get("es") else {
            continue;
        };
        let file = &files[&format!("es/{}", sentence.file)];
        let written = format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
        // The same words may stand in several places.
        let paths: Vec<String> = file
            .match_indices(&written)
            .map(|(at, _)| path_at(file, at).expect("it is TOML"))
            .collect();
        let path = inside(&sentence.path);
        let own = format!("{path}.text");
        assert!(
            paths.is_empty() || paths.iter().any(|found| *found == path || *found == own),
            "{path}: {paths:?}"
        );
    }
    let signs = &files["en/signs.toml"];
    let header = signs.find("[[sign]]").expect("there is one");
    let first = path_at(signs, header).expect("it is TOML");
    assert!(
        first.starts_with("sign.") && first.matches('.').count() == 1,
        "{first}"
    );
}

#[test]
fn a_section_that_was_signed_tells_what_changed_since() {
    let before = content();
    let fingerprint = |content: &Named| {
        let survey = survey(content.clone(), "2026-12-01");
        assert_eq!(survey.faults, []);
        let mut sections = survey.sections.into_iter();
        sections
            .find(|measured| measured.section == "myths" && measured.language == "es")
            .expect("it is measured")
    };
    assert_eq!(signed_changes(before.clone(), "myths", "es"), Ok(None));
    let review = String::from_utf8(before.files["review.toml"].to_vec()).expect("it is UTF-8");
    let texts = [
        ("section", "myths"),
        ("language", "es"),
        ("reviewer", "A \"test\""),
        ("role", "none"),
    ];
    let words = fingerprint(&before).fingerprint;
    let review =
        with_review(&review, &texts, ["2026-11-01", "2027-11-01"], &words).expect("it is right");
    let mut signed = before.clone();
    signed
        .files
        .insert("review.toml".to_string(), review.into_bytes().into());
    let lines = sign(before, "myths", "es").expect("it can be read");
    signed
        .files
        .insert("es/signed.txt".to_string(), lines.into_bytes().into());
    assert!(fingerprint(&signed).is_signed);
    assert_eq!(
        signed_changes(signed.clone(), "myths", "es"),
        Ok(Some(Vec::new()))
    );
    let file =
        String::from_utf8(signed.files["es/topics/myths.toml"].to_vec()).expect("it is UTF-8");
    let changed = set_text(&file, "hint", "Otras palabras").expect("it can be changed");
    let mut changed_content = signed.clone();
    changed_content.files.insert(
        "es/topics/myths.toml".to_string(),
        changed.into_bytes().into(),
    );
    let after = fingerprint(&changed_content);
    assert!(after.is_outdated && !after.is_signed);
    let changes = signed_changes(changed_content, "myths", "es")
        .expect("it can be read")
        .expect("they are known");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path, "myths.hint");
    assert_eq!(changes[0].after.as_deref(), Some("Otras palabras"));
    signed
        .files
        .insert("es/signed.txt".to_string(), (*b"no tabs").into());
    let faults = signed_changes(signed, "myths", "es").expect_err("it is no such file");
    assert!(faults[0].message.contains("tabs"), "{}", faults[0]);
}

#[test]
fn a_signature_needs_names_and_days() {
    let texts = [("reviewer", "A test")];
    for (texts, days) in [
        ([("reviewer", " ")], ["2026-11-01", "2027-11-01"]),
        (texts, ["1.11.2026", "2027-11-01"]),
        (texts, ["2026-11-01", "2026-11-01"]),
        (texts, ["2026-13-41", "2027-11-01"]),
    ] {
        assert!(
            with_review("", &texts, days, "00").is_err(),
            "{texts:?} {days:?}"
        );
    }
}
