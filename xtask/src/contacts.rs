//! `release.toml`: who publishes the software and where to write to them. Nothing is filled in for what it leaves empty:
//! documents and files leave it out, and a release refuses.

use crate::tools::root;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What a value must look like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Website,
    WebsiteOrMail,
    Time,
}

/// A key: its name, its form, and what it is for.
struct Key(&'static str, Form, &'static str);

/// Every key of `release.toml` but `absent`, in the order of the table of `docs/support.md`.
const KEYS: &[Key] = &[
    Key("repository", Form::Website, "the source"),
    Key("homepage", Form::Website, "about the project"),
    Key(
        "discussion",
        Form::Website,
        "questions, reports that are not secret, changes that you propose",
    ),
    Key("downloads", Form::Website, "releases with their hashes"),
    Key(
        "security",
        Form::WebsiteOrMail,
        "a vulnerability, in private",
    ),
    Key(
        "security-answer",
        Form::Time,
        "a report of a vulnerability is answered within",
    ),
    Key(
        CONTACT,
        Form::WebsiteOrMail,
        "an error in the words, or a barrier",
    ),
    Key(
        "contact-answer",
        Form::Time,
        "a report of an error or a barrier is answered within",
    ),
];

/// The one that is in `content/edition.toml`.
const CONTACT: &str = "contact";

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Value(String),
    /// It has none, on purpose.
    Absent,
    /// Nobody has filled it in yet.
    Empty,
}

/// The publisher, and what `release.toml` says of each key.
#[derive(Debug)]
pub(crate) struct Contacts {
    /// Who publishes the edition.
    pub(crate) publisher: String,
    /// What it was changed from; none for the original.
    pub(crate) changed_from: Option<String>,
    entries: BTreeMap<&'static str, Entry>,
}

impl Contacts {
    /// Reads `release.toml` and the edition in this folder of content.
    pub(crate) fn read(content: &Path) -> Result<Contacts> {
        let read =
            |path: &Path| fs::read_to_string(path).with_context(|| format!("{}", path.display()));
        let release = read(&root().join("release.toml"))?;
        Contacts::parse(&release, &read(&content.join("edition.toml"))?)
    }

    pub(crate) fn parse(release: &str, edition: &str) -> Result<Contacts> {
        let mut release: toml::Table = release.parse().context("release.toml")?;
        let edition: toml::Table = edition.parse().context("edition.toml")?;
        let absent = release
            .remove("absent")
            .and_then(|absent| absent.try_into::<Vec<String>>().ok())
            .context("release.toml: `absent` is not a list of keys: write `absent = []`")?;
        let mut entries = BTreeMap::new();
        for Key(name, form, _) in KEYS {
            let (file, value) = match *name {
                CONTACT => ("edition.toml", edition.get(CONTACT).cloned()),
                name => ("release.toml", release.remove(name)),
            };
            let value = match value {
                Some(toml::Value::String(value)) => value,
                None if *name == CONTACT => String::new(),
                None => {
                    bail!("{file} has no `{name}`: write `{name} = \"\"` if it is not known yet")
                }
                Some(_) => bail!("{file}: `{name}` is not a text: put it into quotes"),
            };
            check(*form, &value).with_context(|| format!("{file}: `{name}`"))?;
            let named = absent.iter().any(|key| key == name);
            let entry = match (value.is_empty(), named) {
                // Another edition may have one where the original has none.
                (false, true) if *name != CONTACT => {
                    bail!(
                        "release.toml: `absent` names `{name}`, which has a value: take out one of them"
                    )
                }
                (false, _) => Entry::Value(value),
                (true, true) => Entry::Absent,
                (true, false) => Entry::Empty,
            };
            entries.insert(*name, entry);
        }
        let known = KEYS.iter().map(|Key(name, ..)| *name);
        let known = known.collect::<Vec<_>>().join("`, `");
        if let Some(key) = release
            .keys()
            .chain(&absent)
            .find(|key| !entries.contains_key(&key[..]))
        {
            bail!("release.toml: `{key}` is not a key; the keys are `{known}`");
        }
        let of_edition = |key: &str| {
            let text = edition.get(key).and_then(toml::Value::as_str);
            text.map(str::to_string)
        };
        Ok(Contacts {
            publisher: of_edition("publisher").context("edition.toml has no `publisher`")?,
            changed_from: of_edition("changed-from"),
            entries,
        })
    }

    /// The value of a key; none if it is empty or absent.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        match self.entries.get(key)? {
            Entry::Value(value) => Some(value),
            Entry::Absent | Entry::Empty => None,
        }
    }

    /// Fails with every key that is still empty; returns those that are absent on purpose.
    pub(crate) fn decided(&self) -> Result<Vec<&'static str>> {
        let like = |wanted: &Entry| {
            let keys = KEYS
                .iter()
                .filter(|Key(name, ..)| self.entries[name] == *wanted);
            keys.collect::<Vec<_>>()
        };
        let empty = like(&Entry::Empty);
        let lines = empty
            .iter()
            .map(|Key(name, _, what)| format!("\n  {}: {what}", place(name)));
        ensure!(
            empty.is_empty(),
            "not filled in yet:{}\nwrite what is true; what does not exist, and will not, belongs into `absent` of release.toml",
            lines.collect::<String>()
        );
        Ok(like(&Entry::Absent)
            .iter()
            .map(|Key(name, ..)| *name)
            .collect())
    }

    /// The table of `docs/support.md`.
    pub(crate) fn table(&self) -> String {
        let mut table = String::from("| for | where, or how fast |\n| --- | --- |\n");
        for Key(name, form, what) in KEYS {
            let shown = match &self.entries[name] {
                Entry::Value(value) if *form == Form::Time => value.clone(),
                Entry::Value(value) => format!("<{value}>"),
                Entry::Absent => "none".to_string(),
                Entry::Empty => format!("not given yet: {}", place(name)),
            };
            let _ = writeln!(table, "| {what} | {shown} |");
        }
        table
    }
}

/// Where a key is filled in.
fn place(key: &str) -> String {
    let file = if key == CONTACT {
        "content/edition.toml"
    } else {
        "release.toml"
    };
    format!("`{key}` in `{file}`")
}

fn check(form: Form, value: &str) -> Result<()> {
    let website = value.starts_with("https://");
    let mail = value
        .strip_prefix("mailto:")
        .is_some_and(|address| address.contains('@'));
    let space = value.contains(char::is_whitespace);
    let (valid, wanted) = match form {
        Form::Website => (website && !space, "an address `https://…`"),
        Form::WebsiteOrMail => (
            (website || mail) && !space,
            "an address `https://…` or `mailto:…@…`",
        ),
        Form::Time => (
            value.starts_with(|first: char| first.is_ascii_digit()) && value.contains("day"),
            "a number of days, such as `3 working days`",
        ),
    };
    ensure!(value.is_empty() || valid, "`{value}` is not {wanted}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::expect_written;
    use expect_test::expect;

    const EDITION: &str = "publisher = \"A publisher\"\n";

    /// `release.toml` with these lines instead of those of the same keys.
    fn with(lines: &str) -> String {
        let given: toml::Table = lines.parse().expect("the lines are TOML");
        let mut all = String::new();
        for Key(name, ..) in KEYS.iter().filter(|Key(name, ..)| *name != CONTACT) {
            if !given.contains_key(*name) {
                let _ = writeln!(all, "{name} = \"\"");
            }
        }
        if !given.contains_key("absent") {
            all += "absent = []\n";
        }
        all + lines
    }

    #[test]
    fn what_is_empty_has_no_value_and_stops_a_release() -> Result<()> {
        let lines =
            "repository = \"https://example.org/source\"\nabsent = [\"homepage\", \"contact\"]";
        let contacts = Contacts::parse(&with(lines), EDITION)?;
        assert_eq!(contacts.publisher, "A publisher");
        assert_eq!(
            contacts.value("repository"),
            Some("https://example.org/source")
        );
        assert_eq!(contacts.value("homepage"), None);
        assert_eq!(contacts.value("security"), None);
        let error = contacts.decided().expect_err("most of it is empty");
        expect![[r#"
            not filled in yet:
              `discussion` in `release.toml`: questions, reports that are not secret, changes that you propose
              `downloads` in `release.toml`: releases with their hashes
              `security` in `release.toml`: a vulnerability, in private
              `security-answer` in `release.toml`: a report of a vulnerability is answered within
              `contact-answer` in `release.toml`: a report of an error or a barrier is answered within
            write what is true; what does not exist, and will not, belongs into `absent` of release.toml"#]]
        .assert_eq(&error.to_string());
        Ok(())
    }

    #[test]
    fn a_release_goes_on_when_each_key_has_a_value_or_is_absent() -> Result<()> {
        let lines = "security = \"mailto:a@example.org\"\nsecurity-answer = \"3 working days\"\ncontact-answer = \"1 day\"\n\
            absent = [\"repository\", \"homepage\", \"discussion\", \"downloads\"]";
        let edition = format!("{EDITION}contact = \"https://example.org/tell\"\n");
        let contacts = Contacts::parse(&with(lines), &edition)?;
        assert_eq!(
            contacts.decided()?,
            ["repository", "homepage", "discussion", "downloads"]
        );
        expect![[r#"
            | for | where, or how fast |
            | --- | --- |
            | the source | none |
            | about the project | none |
            | questions, reports that are not secret, changes that you propose | none |
            | releases with their hashes | none |
            | a vulnerability, in private | <mailto:a@example.org> |
            | a report of a vulnerability is answered within | 3 working days |
            | an error in the words, or a barrier | <https://example.org/tell> |
            | a report of an error or a barrier is answered within | 1 day |
        "#]]
        .assert_eq(&contacts.table());
        Ok(())
    }

    #[test]
    fn a_wrong_value_or_key_is_named_with_what_to_write() {
        for (lines, message) in [
            (
                "homepage = \"example.org\"",
                "release.toml: `homepage`: `example.org` is not an address `https://…`",
            ),
            (
                "security = \"mailto:me\"",
                "release.toml: `security`: `mailto:me` is not an address `https://…` or `mailto:…@…`",
            ),
            (
                "security-answer = \"soon\"",
                "release.toml: `security-answer`: `soon` is not a number of days, such as `3 working days`",
            ),
            (
                "homepage = 1",
                "release.toml: `homepage` is not a text: put it into quotes",
            ),
            (
                "homepage = \"https://a.example\"\nabsent = [\"homepage\"]",
                "release.toml: `absent` names `homepage`, which has a value: take out one of them",
            ),
            (
                "absent = \"homepage\"",
                "release.toml: `absent` is not a list of keys: write `absent = []`",
            ),
        ] {
            let error = Contacts::parse(&with(lines), EDITION).expect_err(lines);
            assert_eq!(format!("{error:#}"), message);
        }
        for lines in ["repo = \"\"", "absent = [\"repo\"]"] {
            let error = Contacts::parse(&with(lines), EDITION).expect_err(lines);
            let message = error.to_string();
            assert!(
                message.starts_with(
                    "release.toml: `repo` is not a key; the keys are `repository`, `homepage`"
                ),
                "{message}"
            );
        }
        let error = Contacts::parse("absent = []", EDITION).expect_err("it has no key");
        assert_eq!(
            error.to_string(),
            "release.toml has no `repository`: write `repository = \"\"` if it is not known yet"
        );
    }

    #[test]
    fn another_edition_may_have_a_contact_where_the_original_has_none() -> Result<()> {
        let edition = format!("{EDITION}contact = \"mailto:a@example.org\"\n");
        let contacts = Contacts::parse(&with("absent = [\"contact\"]"), &edition)?;
        assert_eq!(contacts.value("contact"), Some("mailto:a@example.org"));
        Ok(())
    }

    #[test]
    fn the_support_page_has_the_table_of_release_toml() -> Result<()> {
        let table = Contacts::read(&root().join("content"))?.table();
        expect_written("docs/support.md", "release.toml", &table)
    }
}
