//! The accessibility report: from `docs/accessibility.toml`, which says what each test shows and what follows for each
//! criterion, `accessibility.yaml` in the form of OpenACR, `accessibility.html`, and the tables of
//! `docs/accessibility.md`.
//!
//! A criterion that is missing, a claim without a test, and a test that is not there are errors of the build. What the
//! standards ask for is listed here, because it is theirs; what is said about it is in the table.

use crate::contacts::Contacts;
use crate::tools::root;
use anyhow::{Context, Result, ensure};
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The table that everything here follows from.
const TABLE: &str = "docs/accessibility.toml";

/// The list of chapters and criteria in OpenACR whose ids and names are those of [`CHAPTERS`]: <https://github.com/GSA/openacr>,
/// `catalog/2.5-edition-wcag-2.2-508-eu-en.yaml`.
const CATALOG: &str = "2.5-edition-wcag-2.2-508-eu-en";

/// A chapter of the report.
struct Chapter {
    id: &'static str,
    title: &'static str,
    /// What OpenACR calls the part of the product that the criteria are about.
    component: &'static str,
    /// A remark on the whole chapter; for one without criteria, why it does not apply.
    note: &'static str,
    /// Number and name.
    criteria: &'static [(&'static str, &'static str)],
}

const fn chapter(
    id: &'static str,
    title: &'static str,
    note: &'static str,
    criteria: &'static [(&'static str, &'static str)],
) -> Chapter {
    let component = "none";
    Chapter {
        id,
        title,
        component,
        note,
        criteria,
    }
}

const CHAPTERS: &[Chapter] = &[
    Chapter {
        component: "web",
        ..chapter("success_criteria_level_a", "WCAG 2.2, level A", "", LEVEL_A)
    },
    Chapter {
        component: "web",
        ..chapter(
            "success_criteria_level_aa",
            "WCAG 2.2, level AA",
            "",
            LEVEL_AA,
        )
    },
    chapter(
        "functional_performance_criteria",
        "Section 508, chapter 3: functional performance criteria",
        "Chapter 3 asks how people get on; no people have tried it, so most of it is not evaluated.",
        &[
            ("302.1", "Without Vision"),
            ("302.2", "With Limited Vision"),
            ("302.3", "Without Perception of Color"),
            ("302.4", "Without Hearing"),
            ("302.5", "With Limited Hearing"),
            ("302.6", "Without Speech"),
            ("302.7", "With Limited Manipulation"),
            ("302.8", "With Limited Reach and Strength"),
            (
                "302.9",
                "With Limited Language, Cognitive, and Learning Abilities",
            ),
        ],
    ),
    chapter(
        "hardware",
        "Section 508, chapter 4: hardware",
        "The product is no hardware.",
        &[],
    ),
    chapter(
        "software",
        "Section 508, chapter 5: software",
        "The product is a part of web pages; 501.1 refers web pages to WCAG.",
        &[],
    ),
    chapter(
        "support_documentation_and_services",
        "Section 508, chapter 6: support documentation and services",
        "",
        &[
            ("602.2", "Accessibility and Compatibility Features"),
            ("602.3", "Electronic Support Documentation"),
            (
                "602.4",
                "Alternate Formats for Non-Electronic Support Documentation",
            ),
            (
                "603.2",
                "Information on Accessibility and Compatibility Features",
            ),
            ("603.3", "Accommodation of Communication Needs"),
        ],
    ),
    chapter(
        "en_301_549_functional_performance",
        "EN 301 549, chapter 4: functional performance statements",
        "Chapter 4 asks how people get on; no people have tried it, so most of it is not evaluated.",
        &[
            ("4.2.1", "Usage without vision"),
            ("4.2.2", "Usage with limited vision"),
            ("4.2.3", "Usage without perception of colour"),
            ("4.2.4", "Usage without hearing"),
            ("4.2.5", "Usage with limited hearing"),
            ("4.2.6", "Usage with no or limited vocal capability"),
            ("4.2.7", "Usage with limited manipulation or strength"),
            ("4.2.8", "Usage with limited reach"),
            ("4.2.9", "Minimize photosensitive seizure triggers"),
            (
                "4.2.10",
                "Usage with limited cognition, language or learning",
            ),
            ("4.2.11", "Privacy"),
        ],
    ),
    chapter(
        "en_301_549_generic_requirements",
        "EN 301 549, chapter 5: generic requirements",
        "They are about closed systems, biometrics, conversion of files, and keys and switches; the product has none.",
        &[],
    ),
    chapter(
        "en_301_549_ict_with_two-way_voice",
        "EN 301 549, chapter 6: two-way voice communication",
        "The product has no voice communication.",
        &[],
    ),
    chapter(
        "en_301_549_ict_with_video",
        "EN 301 549, chapter 7: video",
        "The product has no video.",
        &[],
    ),
    chapter(
        "en_301_549_hardware",
        "EN 301 549, chapter 8: hardware",
        "The product is no hardware.",
        &[],
    ),
    // Without criteria of its own in the catalog, but not disabled: they are those of WCAG.
    chapter("en_301_549_web", "EN 301 549, chapter 9: web", WEB, &[]),
    chapter(
        "en_301_549_non-web-documents",
        "EN 301 549, chapter 10: non-web documents",
        "The product has none.",
        &[],
    ),
    chapter(
        "en_301_549_software",
        "EN 301 549, chapter 11: software",
        "The product is a part of web pages, to which chapter 9 applies.",
        &[],
    ),
    chapter(
        "en_301_549_documentation_and_support_services",
        "EN 301 549, chapter 12: documentation and support services",
        "",
        &[
            ("12.1.1", "Accessibility and compatibility features"),
            ("12.1.2", "Accessible documentation"),
            (
                "12.2.2",
                "Information on accessibility and compatibility features",
            ),
            ("12.2.3", "Effective communication"),
            ("12.2.4", "Accessible documentation"),
        ],
    ),
    chapter(
        "en_301_549_ict_providing_relay_or_emergency_service_access",
        "EN 301 549, chapter 13: relay and emergency services",
        "The product gives telephone numbers, and no access to relay or emergency services itself.",
        &[],
    ),
];

/// What is said of chapter 9 of EN 301 549.
const WEB: &str = "Clauses 9.1 to 9.4 are the criteria of WCAG 2.1 at levels A and AA: see there, with the clause beside each. \
    9.6, that whole pages and processes conform, depends on the page around the product, and is not evaluated.";

const LEVEL_A: &[(&str, &str)] = &[
    ("1.1.1", "Non-text Content"),
    ("1.2.1", "Audio-only and Video-only (Prerecorded)"),
    ("1.2.2", "Captions (Prerecorded)"),
    (
        "1.2.3",
        "Audio Description or Media Alternative (Prerecorded)",
    ),
    ("1.3.1", "Info and Relationships"),
    ("1.3.2", "Meaningful Sequence"),
    ("1.3.3", "Sensory Characteristics"),
    ("1.4.1", "Use of Color"),
    ("1.4.2", "Audio Control"),
    ("2.1.1", "Keyboard"),
    ("2.1.2", "No Keyboard Trap"),
    ("2.1.4", "Character Key Shortcuts"),
    ("2.2.1", "Timing Adjustable"),
    ("2.2.2", "Pause, Stop, Hide"),
    ("2.3.1", "Three Flashes or Below Threshold"),
    ("2.4.1", "Bypass Blocks"),
    ("2.4.2", "Page Titled"),
    ("2.4.3", "Focus Order"),
    ("2.4.4", "Link Purpose (In Context)"),
    ("2.5.1", "Pointer Gestures"),
    ("2.5.2", "Pointer Cancellation"),
    ("2.5.3", "Label in Name"),
    ("2.5.4", "Motion Actuation"),
    ("3.1.1", "Language of Page"),
    ("3.2.1", "On Focus"),
    ("3.2.2", "On Input"),
    ("3.2.6", "Consistent Help"),
    ("3.3.1", "Error Identification"),
    ("3.3.2", "Labels or Instructions"),
    ("3.3.7", "Redundant Entry"),
    ("4.1.1", "Parsing"),
    ("4.1.2", "Name, Role, Value"),
];

const LEVEL_AA: &[(&str, &str)] = &[
    ("1.2.4", "Captions (Live)"),
    ("1.2.5", "Audio Description (Prerecorded)"),
    ("1.3.4", "Orientation"),
    ("1.3.5", "Identify Input Purpose"),
    ("1.4.3", "Contrast (Minimum)"),
    ("1.4.4", "Resize text"),
    ("1.4.5", "Images of Text"),
    ("1.4.10", "Reflow"),
    ("1.4.11", "Non-text Contrast"),
    ("1.4.12", "Text Spacing"),
    ("1.4.13", "Content on Hover or Focus"),
    ("2.4.5", "Multiple Ways"),
    ("2.4.6", "Headings and Labels"),
    ("2.4.7", "Focus Visible"),
    ("2.4.11", "Focus Not Obscured (Minimum)"),
    ("2.5.7", "Dragging Movements"),
    ("2.5.8", "Target Size (Minimum)"),
    ("3.1.2", "Language of Parts"),
    ("3.2.3", "Consistent Navigation"),
    ("3.2.4", "Consistent Identification"),
    ("3.3.3", "Error Suggestion"),
    ("3.3.4", "Error Prevention (Legal, Financial, Data)"),
    ("3.3.8", "Accessible Authentication (Minimum)"),
    ("4.1.3", "Status Messages"),
];

/// Criteria that WCAG 2.1 added: EN 301 549 asks for them, Section 508, which refers to WCAG 2.0, does not.
const NEW_IN_2_1: &[&str] = &[
    "1.3.4", "1.3.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.4", "2.5.1", "2.5.2", "2.5.3",
    "2.5.4", "4.1.3",
];

/// Criteria that WCAG 2.2 added: neither asks for them yet.
const NEW_IN_2_2: &[&str] = &["2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"];

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Supports,
    PartiallySupports,
    DoesNotSupport,
    NotApplicable,
    NotEvaluated,
}

impl Level {
    const ALL: [Level; 5] = [
        Level::Supports,
        Level::PartiallySupports,
        Level::DoesNotSupport,
        Level::NotApplicable,
        Level::NotEvaluated,
    ];

    /// The id of OpenACR, the answer, and how criteria with it are counted.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Level::Supports => ("supports", "Supports", "supported"),
            Level::PartiallySupports => (
                "partially-supports",
                "Partially supports",
                "partially supported",
            ),
            Level::DoesNotSupport => ("does-not-support", "Does not support", "not supported"),
            Level::NotApplicable => ("not-applicable", "Not applicable", "not applicable"),
            Level::NotEvaluated => ("not-evaluated", "Not evaluated", "not evaluated"),
        }
    }
}

/// `docs/accessibility.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    date: toml::value::Datetime,
    evidence: Vec<Evidence>,
    criterion: Vec<Criterion>,
}

/// What some tests show together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    id: String,
    what: String,
    how: String,
    /// For each file of tests the titles of tests in it.
    tests: BTreeMap<String, Vec<String>>,
}

/// What is said of a criterion.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Criterion {
    num: String,
    level: Level,
    /// Ids of [`Evidence`].
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    remark: String,
}

/// Writes `accessibility.yaml` and `accessibility.html` into the new `dist/`.
pub(crate) fn write(new: &Path, contacts: &Contacts) -> Result<()> {
    let table = Table::read()?;
    fs::write(new.join("accessibility.yaml"), table.yaml(contacts))?;
    fs::write(new.join("accessibility.html"), table.html(contacts))?;
    Ok(())
}

impl Table {
    fn read() -> Result<Table> {
        let text = fs::read_to_string(root().join(TABLE)).context(TABLE)?;
        Table::parse(&text, |file| fs::read_to_string(root().join(file)).ok())
    }

    /// `code` returns the text of a file of tests.
    fn parse(text: &str, code: impl Fn(&str) -> Option<String>) -> Result<Table> {
        let table: Table = toml::from_str(text).context(TABLE)?;
        let mut faults = table.faults();
        for evidence in &table.evidence {
            for (file, titles) in &evidence.tests {
                let Some(code) = code(file) else {
                    faults.push(format!(
                        "evidence `{}` names {file}, which is not there",
                        evidence.id
                    ));
                    continue;
                };
                for title in titles.iter().filter(|title| !has_test(&code, title)) {
                    faults.push(format!(
                        "evidence `{}` names the test “{title}”, which {file} does not have: follow its new title, or take it \
                         out and say of its criteria what is still shown",
                        evidence.id
                    ));
                }
            }
        }
        ensure!(faults.is_empty(), "{TABLE}:\n  {}", faults.join("\n  "));
        Ok(table)
    }

    /// What the table lacks or claims too much.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let wanted = || CHAPTERS.iter().flat_map(|chapter| chapter.criteria);
        for (num, name) in wanted() {
            match self.criterion.iter().filter(|row| row.num == *num).count() {
                0 => faults.push(format!(
                    "criterion {num}, {name}, is missing: say at least `not-evaluated`, and why"
                )),
                1 => {}
                _ => faults.push(format!("criterion {num}, {name}, is there twice")),
            }
        }
        let ids: BTreeSet<&str> = self
            .evidence
            .iter()
            .map(|evidence| &evidence.id[..])
            .collect();
        if ids.len() < self.evidence.len() {
            faults.push("two pieces of evidence have the same id".to_string());
        }
        for evidence in self
            .evidence
            .iter()
            .filter(|evidence| evidence.tests.values().all(Vec::is_empty))
        {
            faults.push(format!("evidence `{}` names no test", evidence.id));
        }
        for row in &self.criterion {
            let num = &row.num;
            if !wanted().any(|(known, _)| known == num) {
                faults.push(format!(
                    "criterion {num} is none of those that a report has"
                ));
            }
            for id in row.by.iter().filter(|id| !ids.contains(&id[..])) {
                faults.push(format!(
                    "criterion {num} names the evidence `{id}`, which is not there"
                ));
            }
            let claimed = matches!(row.level, Level::Supports | Level::PartiallySupports);
            if claimed && row.by.is_empty() {
                faults.push(format!(
                    "criterion {num} is claimed without a test: name one, or write `not-evaluated`"
                ));
            }
            if row.level == Level::NotEvaluated && !row.by.is_empty() {
                faults.push(format!("criterion {num} is not evaluated, but names tests: say what they show, or take them out"));
            }
            if row.level != Level::Supports && row.remark.is_empty() {
                faults.push(format!(
                    "criterion {num} needs a remark that says why it is not simply supported"
                ));
            }
        }
        faults
    }

    fn row(&self, num: &str) -> Option<&Criterion> {
        self.criterion.iter().find(|row| row.num == num)
    }

    fn evidence(&self, row: &Criterion) -> impl Iterator<Item = &Evidence> {
        let named = row.by.iter();
        named.filter_map(|id| self.evidence.iter().find(|evidence| evidence.id == *id))
    }

    /// How many criteria of WCAG 2.2 have each level; it has no 4.1.1 any more.
    fn counts(&self) -> String {
        let of_wcag = LEVEL_A
            .iter()
            .chain(LEVEL_AA)
            .filter(|(num, _)| *num != "4.1.1");
        let rows: Vec<&Criterion> = of_wcag.filter_map(|(num, _)| self.row(num)).collect();
        let parts = Level::ALL.iter().filter_map(|level| {
            let count = rows.iter().filter(|row| row.level == *level).count();
            (count > 0).then(|| format!("{count} {}", level.names().2))
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        format!(
            "Of the {} criteria of WCAG 2.2, A and AA: {parts}.",
            rows.len()
        )
    }

    /// The report in the form of OpenACR 0.1.0.
    fn yaml(&self, contacts: &Contacts) -> String {
        let mut text = String::from(
            "# Accessibility conformance report of mbc-body-map, in the form of OpenACR. Written by the build from the tests.\n",
        );
        put(&mut text, 0, "title", TITLE);
        open(&mut text, 0, "product");
        put(&mut text, 2, "name", "mbc-body-map");
        put(&mut text, 2, "version", env!("CARGO_PKG_VERSION"));
        put(&mut text, 2, "description", PRODUCT);
        for role in ["author", "vendor"] {
            open(&mut text, 0, role);
            put(&mut text, 2, "company_name", &contacts.publisher);
            let mail = contacts
                .value("contact")
                .and_then(|contact| contact.strip_prefix("mailto:"));
            if mail.is_none() {
                // The form asks for the key.
                text += "  # There is no address for mail.\n";
            }
            put(&mut text, 2, "email", mail.unwrap_or_default());
            let page = contacts
                .value("contact")
                .filter(|contact| contact.starts_with("https:"));
            // In `release.toml` is the website of the original's publisher.
            let homepage = contacts.value("homepage");
            if let Some(page) = page.or(homepage.filter(|_| contacts.changed_from.is_none())) {
                put(&mut text, 2, "website", page);
            }
        }
        put(&mut text, 0, "report_date", &self.date.to_string());
        let _ = writeln!(text, "version: 1");
        put(
            &mut text,
            0,
            "notes",
            &format!(
                "{PEOPLE} {}{} {EVALUATED}",
                of_edition(contacts)
                    .map(|note| note + " ")
                    .unwrap_or_default(),
                self.counts()
            ),
        );
        put(&mut text, 0, "evaluation_methods_used", METHODS);
        put(&mut text, 0, "license", "CC-BY-4.0");
        let feedback = match contacts.changed_from {
            Some(_) => "contact",
            None => "discussion",
        };
        for (key, contact) in [("repository", "repository"), ("feedback", feedback)] {
            if let Some(value) = contacts.value(contact) {
                put(&mut text, 0, key, value);
            }
        }
        put(&mut text, 0, "catalog", CATALOG);
        open(&mut text, 0, "chapters");
        for chapter in CHAPTERS {
            open(&mut text, 2, chapter.id);
            if !chapter.note.is_empty() {
                put(&mut text, 4, "notes", chapter.note);
            }
            if chapter.criteria.is_empty() {
                let _ = writeln!(text, "    disabled: {}", chapter.note != WEB);
                continue;
            }
            open(&mut text, 4, "criteria");
            for row in chapter.criteria.iter().filter_map(|(num, _)| self.row(num)) {
                put(&mut text, 6, "- num", &row.num);
                open(&mut text, 8, "components");
                put(&mut text, 10, "- name", chapter.component);
                open(&mut text, 12, "adherence");
                put(&mut text, 14, "level", row.level.names().0);
                put(&mut text, 14, "notes", &self.notes(chapter, row));
            }
        }
        text
    }

    /// Remark, clauses of other standards and tests, in one text.
    fn notes(&self, chapter: &Chapter, row: &Criterion) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !row.remark.is_empty() {
            parts.push(row.remark.clone());
        }
        if chapter.component == "web" {
            parts.push(format!("{}.", clauses(&row.num)));
        }
        let shown: Vec<String> = self.evidence(row).map(tests).collect();
        if !shown.is_empty() {
            parts.push(format!("Shown by {}.", shown.join("; ")));
        }
        parts.join(" ")
    }

    fn html(&self, contacts: &Contacts) -> String {
        mbc_compiler::page(
            "Accessibility report",
            html! {
                h1 { (TITLE) }
                p { (PRODUCT) }
                p { "Version " (env!("CARGO_PKG_VERSION")) ", published by " (contacts.publisher) ". The table behind this report was last gone through on " (self.date) ". "
                    @match contacts.value("contact") {
                        Some(contact) => { "Tell us about a barrier: " a href=(contact) rel="noopener noreferrer" { (contact.trim_start_matches("mailto:")) } "." }
                        None => { "No address for barriers has been given yet." }
                    }
                }
                p { strong { (PEOPLE) } }
                @if let Some(note) = of_edition(contacts) { p { strong { (note) } } }
                p { (self.counts()) " " (EVALUATED) }
                p { (METHODS) }
                p { "The same report in the form of OpenACR, for programs: " a href="accessibility.yaml" { "accessibility.yaml" } ". Standards: "
                    a href="https://www.w3.org/TR/WCAG22/" rel="noopener noreferrer" { "WCAG 2.2" } ", "
                    a href="https://www.access-board.gov/ict/" rel="noopener noreferrer" { "Section 508" } ", "
                    a href="https://www.etsi.org/deliver/etsi_en/301500_301599/301549/03.02.01_60/en_301549v030201p.pdf" rel="noopener noreferrer" { "EN 301 549 V3.2.1" } "."
                }
                @for chapter in CHAPTERS {
                    h2 { (chapter.title) }
                    @if !chapter.note.is_empty() { p { (chapter.note) } }
                    @if !chapter.criteria.is_empty() { (self.chapter(chapter)) }
                }
                h2 { "What the tests look at" }
                dl {
                    @for evidence in &self.evidence {
                        dt id=(evidence.id) { strong { (evidence.what) } }
                        dd { (with_code(&evidence.how)) "." ul { @for (file, title) in named(evidence) { li { code { (file) } ": “" (title) "”" } } } }
                    }
                }
            },
        )
    }

    fn chapter(&self, chapter: &Chapter) -> Markup {
        html! {
            table {
                thead { tr { th { "Criterion" } th { "Conformance, remarks, and what shows it" } } }
                tbody {
                    @for (num, name) in chapter.criteria {
                        @if let Some(row) = self.row(num) {
                            tr {
                                td { strong { (num) } " " (name) @if chapter.component == "web" { br; span class="sources" { (clauses(num)) } } }
                                td {
                                    strong { (row.level.names().1) } ". " (with_code(&row.remark))
                                    @if !row.by.is_empty() {
                                        " Tests: "
                                        @for (at, evidence) in self.evidence(row).enumerate() {
                                            @if at > 0 { ", " }
                                            a href=(format!("#{}", evidence.id)) { (evidence.what) }
                                        }
                                        "."
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The tables of `docs/accessibility.md`.
    #[cfg(test)]
    fn tables(&self) -> String {
        let mut text =
            String::from("| what | how | criteria | tested by |\n| --- | --- | --- | --- |\n");
        for evidence in &self.evidence {
            let shown = LEVEL_A.iter().chain(LEVEL_AA).filter(|(num, _)| {
                let row = self.row(num);
                row.is_some_and(|row| {
                    row.level != Level::NotApplicable && row.by.contains(&evidence.id)
                })
            });
            let shown: Vec<&str> = shown.map(|(num, _)| *num).collect();
            let shown = if shown.is_empty() {
                "–".to_string()
            } else {
                shown.join(" ")
            };
            let _ = writeln!(
                text,
                "| {} | {} | {shown} | {} |",
                evidence.what,
                evidence.how,
                tests(evidence)
            );
        }
        let _ = writeln!(
            text,
            "\n{}\n\n| criterion | level | why |\n| --- | --- | --- |",
            self.counts()
        );
        for (num, name) in LEVEL_A.iter().chain(LEVEL_AA) {
            if let Some(row) = self.row(num).filter(|row| row.level != Level::Supports) {
                let _ = writeln!(
                    text,
                    "| {num} {name} | {} | {} |",
                    row.level.names().2,
                    row.remark
                );
            }
        }
        text
    }
}

const TITLE: &str = "mbc-body-map Accessibility Conformance Report";

const PRODUCT: &str = "A guide to metastatic breast cancer inside web pages: the element <mbc-body-map>, its page for frames, and the \
    plain pages. Not the page around it, which is its author's.";

const PEOPLE: &str = "No audit by people: this is the project's own report, made from automated tests. No patient, nobody with a \
    disability and nobody from outside has tried or checked it, and no real screen reader.";

const EVALUATED: &str = "“Supports” means that the named tests look at it and pass, in Chromium, on the files that ship. “Not \
    evaluated” means that no test shows it. The terms of VPAT and OpenACR keep that answer for level AAA; it is given here for A and \
    AA too, because any other would claim more than is known.";

const METHODS: &str = "Automated tests that open the built files in Chromium: axe-core, the accessibility tree, a screen reader \
    simulator, keyboard and pointer, measured sizes, contrasts and widths. Each criterion names the tests that show it.";

/// What the tests do not show of another edition: they open the files that are built from the words of this repository.
fn of_edition(contacts: &Contacts) -> Option<String> {
    let original = contacts.changed_from.as_ref()?;
    Some(format!(
        "This edition was changed from the original, {original}. The tests were run on the original alone: what was \
         changed since was not tested."
    ))
}

/// A key and its text, quoted as in JSON, which YAML reads too.
fn put(text: &mut String, indent: usize, key: &str, value: &str) {
    let _ = writeln!(
        text,
        "{:indent$}{key}: {}",
        "",
        serde_json::Value::from(value)
    );
}

/// A key of what follows.
fn open(text: &mut String, indent: usize, key: &str) {
    let _ = writeln!(text, "{:indent$}{key}:", "");
}

/// Where other standards ask for a criterion of WCAG.
fn clauses(num: &str) -> String {
    if NEW_IN_2_2.contains(&num) {
        return "New in WCAG 2.2".to_string();
    }
    let en = format!("EN 301 549 9.{num}");
    if NEW_IN_2_1.contains(&num) {
        en
    } else {
        format!("Section 508 E205.4, {en}")
    }
}

/// Each test with its file.
fn named(evidence: &Evidence) -> impl Iterator<Item = (&String, &String)> {
    let files = evidence.tests.iter();
    files.flat_map(|(file, titles)| titles.iter().map(move |title| (file, title)))
}

/// The tests as the documents name them.
fn tests(evidence: &Evidence) -> String {
    let files = evidence.tests.iter().map(|(file, titles)| {
        let titles: Vec<String> = titles.iter().map(|title| format!("“{title}”")).collect();
        format!("`{file}`: {}", titles.join(", "))
    });
    files.collect::<Vec<_>>().join("; ")
}

/// A text in which backticks stand around code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Whether a test has this title, or a title with it: titles may have a language or a width before or after.
fn has_test(code: &str, title: &str) -> bool {
    let mut lines = code.lines().map(str::trim_start);
    lines.any(|line| !line.starts_with(['/', '*', '#']) && line.contains(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::expect_written;
    use expect_test::expect;

    const CODE: &str = "// test(\"a comment\")\ntest(`en: a test, wide`, () => {});\n";

    /// The table of the project with a change.
    fn with(from: &str, to: &str) -> Result<Table> {
        let text = fs::read_to_string(root().join(TABLE))?;
        assert!(text.contains(from), "{from}");
        Table::parse(&text.replacen(from, to, 1), |file| {
            fs::read_to_string(root().join(file)).ok()
        })
    }

    fn refused(from: &str, to: &str) -> String {
        match with(from, to) {
            Ok(_) => panic!("{to} is taken"),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn a_criterion_that_is_missing_unknown_or_claimed_without_a_test_is_named() {
        expect![[r#"
            docs/accessibility.toml:
              criterion 2.1.2, No Keyboard Trap, is missing: say at least `not-evaluated`, and why
              criterion 2.1.9 is none of those that a report has"#]]
        .assert_eq(&refused("num = \"2.1.2\"", "num = \"2.1.9\""));
        expect![[r#"
            docs/accessibility.toml:
              criterion 2.1.2, No Keyboard Trap, is missing: say at least `not-evaluated`, and why
              criterion 2.1.4, Character Key Shortcuts, is there twice"#]]
        .assert_eq(&refused("num = \"2.1.2\"", "num = \"2.1.4\""));
        let claim = "num = \"2.1.2\"\nlevel = \"supports\"\nby = [\"tab\"]";
        expect![[r#"
            docs/accessibility.toml:
              criterion 2.1.2 is claimed without a test: name one, or write `not-evaluated`"#]]
        .assert_eq(&refused(claim, "num = \"2.1.2\"\nlevel = \"supports\""));
        expect![[r#"
            docs/accessibility.toml:
              criterion 2.1.2 is not evaluated, but names tests: say what they show, or take them out
              criterion 2.1.2 needs a remark that says why it is not simply supported"#]]
        .assert_eq(&refused(claim, "num = \"2.1.2\"\nlevel = \"not-evaluated\"\nby = [\"tab\"]"));
        expect![[r#"
            docs/accessibility.toml:
              criterion 2.1.2 names the evidence `tabs`, which is not there"#]]
        .assert_eq(&refused(
            claim,
            "num = \"2.1.2\"\nlevel = \"supports\"\nby = [\"tabs\"]",
        ));
    }

    #[test]
    fn a_test_that_is_not_there_is_named() {
        expect![[r#"
            docs/accessibility.toml:
              evidence `keys` names the test “keys of letters fly”, which tests/page/criteria.test.mjs does not have: follow its new title, or take it out and say of its criteria what is still shown"#]]
        .assert_eq(&refused(
            "keys of letters, digits and signs do nothing by themselves",
            "keys of letters fly",
        ));
        let other = refused(
            "tests = { \"compiler/tests/diagnostics.rs\"",
            "tests = { \"compiler/tests/none.rs\"",
        );
        assert!(
            other.contains(
                "evidence `plain-language` names compiler/tests/none.rs, which is not there"
            ),
            "{other}"
        );
        assert!(has_test(CODE, "a test"));
        assert!(!has_test(CODE, "a comment"));
    }

    #[test]
    fn code_in_a_text_is_code_on_the_page() {
        assert_eq!(
            with_code("a `<b>` c").into_string(),
            "a <code>&lt;b&gt;</code> c"
        );
    }

    #[test]
    fn the_standards_are_whole() -> Result<()> {
        // WCAG 2.2 has 31 criteria at A and 24 at AA; the catalog still has 4.1.1.
        assert_eq!((LEVEL_A.len(), LEVEL_AA.len()), (31 + 1, 24));
        let table = Table::read()?;
        let listed: usize = CHAPTERS.iter().map(|chapter| chapter.criteria.len()).sum();
        assert_eq!(table.criterion.len(), listed);
        for num in NEW_IN_2_1.iter().chain(NEW_IN_2_2) {
            assert!(
                LEVEL_A
                    .iter()
                    .chain(LEVEL_AA)
                    .any(|(known, _)| known == num),
                "{num}"
            );
        }
        assert_eq!(clauses("1.1.1"), "Section 508 E205.4, EN 301 549 9.1.1.1");
        assert_eq!(clauses("4.1.3"), "EN 301 549 9.4.1.3");
        assert_eq!(clauses("2.5.8"), "New in WCAG 2.2");
        Ok(())
    }

    #[test]
    fn the_report_of_another_edition_says_that_its_words_were_not_tested() -> Result<()> {
        let keys = ["repository", "downloads", "security"]
            .iter()
            .chain(&["security-answer", "contact-answer"])
            .map(|key| format!("{key} = \"\"\n"))
            .collect::<String>();
        let addresses =
            "homepage = \"https://example.org/a\"\ndiscussion = \"https://example.org/b\"\n";
        let release = format!("absent = []\n{keys}{addresses}");
        let note = "The tests were run on the original alone";
        let table = Table::read()?;
        let original = Contacts::parse(&release, "publisher = \"a\"\n")?;
        let (yaml, page) = (table.yaml(&original), table.html(&original));
        assert!(!yaml.contains(note) && !page.contains(note));
        for own in [
            "website: \"https://example.org/a\"",
            "feedback: \"https://example.org/b\"",
        ] {
            assert!(yaml.contains(own), "{own}");
        }
        let edition = "publisher = \"b\"\nchanged-from = \"c 1.0\"\n";
        let edition = Contacts::parse(&release, edition)?;
        let (yaml, page) = (table.yaml(&edition), table.html(&edition));
        assert!(yaml.contains(note) && page.contains(note));
        assert!(page.contains("changed from the original, c 1.0."));
        for of_another in ["website:", "feedback:"] {
            assert!(!yaml.contains(of_another), "{of_another}");
        }
        Ok(())
    }

    #[test]
    fn the_page_on_accessibility_has_the_tables_of_the_report() -> Result<()> {
        let tables = Table::read()?.tables();
        expect_written("docs/accessibility.md", "docs/accessibility.toml", &tables)
    }
}
