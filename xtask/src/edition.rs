//! Whose words are built and who has signed them, for the documents that leave the project with them: the package and the
//! WordPress plugin. Read from `claims.json`, which the compiler wrote.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// With one name and one version, nothing but its publisher tells an edition from the original, in a list of plugins for
/// example.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Edition {
    pub(crate) publisher: String,
    changed_from: Option<String>,
    /// For each language, the sections that are signed.
    reviewed: BTreeMap<String, BTreeMap<String, String>>,
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Claim {
    section: String,
}

impl Edition {
    pub(crate) fn read(claims: &str) -> Result<Edition> {
        serde_json::from_str(claims).context("claims.json")
    }

    /// What follows the name of its publisher.
    pub(crate) fn changed(&self) -> String {
        let original = self.changed_from.as_ref();
        let changed = original.map(|original| format!(", changed from the original, {original}"));
        changed.unwrap_or_default()
    }

    /// A document without its paragraph on the draft, if every section is signed in every language.
    pub(crate) fn document(&self, text: String) -> Result<String> {
        if self.is_reviewed() {
            without_draft(&text)
        } else {
            Ok(text)
        }
    }

    fn is_reviewed(&self) -> bool {
        let sections = || self.claims.iter().map(|claim| &claim.section);
        let mut languages = self.reviewed.values();
        languages.all(|signed| sections().all(|section| signed.contains_key(section)))
    }
}

/// A document without the paragraph that says that the words are a draft.
fn without_draft(text: &str) -> Result<String> {
    let (before, rest) = text
        .split_once("**Draft.** ")
        .context("it has no paragraph that begins with **Draft.**")?;
    let (_, after) = rest.split_once("\n\n").unwrap_or_default();
    Ok(format!("{before}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::root;
    use std::fs;

    #[test]
    fn an_edition_is_a_draft_until_every_section_is_signed_in_every_language() -> Result<()> {
        let edition = |more: &str, en: &str, es: &str| {
            let claims = r#"[{"section":"front"},{"section":"map"},{"section":"front"}]"#;
            Edition::read(&format!(
                r#"{{"publisher":"A"{more},"reviewed":{{"en":{{{en}}},"es":{{{es}}}}},"claims":{claims}}}"#
            ))
        };
        let front = r#""front":"2027-01-05""#;
        let all = r#""front":"2027-01-05","map":"2027-01-05""#;
        assert_eq!(edition("", "", "")?.changed(), "");
        assert_eq!(
            edition(r#","changedFrom":"b 1.0""#, "", "")?.changed(),
            ", changed from the original, b 1.0"
        );
        for name in ["wordpress/readme.txt", "docs/package.md"] {
            let text = || fs::read_to_string(root().join(name));
            for (en, es) in [("", ""), (all, front)] {
                assert_eq!(edition("", en, es)?.document(text()?)?, text()?, "{name}");
            }
            let signed = edition("", all, all)?.document(text()?)?;
            assert!(
                text()?.contains("**Draft.**") && !signed.contains("Draft"),
                "{name}"
            );
            assert_eq!(
                text()?.matches("\n\n").count(),
                signed.matches("\n\n").count() + 1
            );
        }
        Ok(())
    }
}
