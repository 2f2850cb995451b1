//! What people check: the report on how the words read, and the page on which a clinician approves them.
//!
//! Everything here is rendered for people on the host; nothing of it ships in the widget. The two checklists are
//! judged by what can be counted, so the report calls the result our own estimate.

use crate::Checked;
use crate::book::{Book, Claim, Evidence, Item, Language, Record, Value, items};
use crate::checklist::{ACTIONS, CHUNKS, Finding, NEXT_STEP, NUMBERS, RISK, TERMS, WORDS};
use crate::diagnostic::Diagnostic;
use crate::lengths::{self, Length};
use crate::reading::{Grade, length, sentences};
use crate::released::Changes;
use crate::review::ReviewStatus;
use crate::rules;
use crate::schema::{FRONT, LEVELS, SIGN_TEXTS, sections};
use crate::signs;
use crate::terms;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeSet;

/// Items of the checklists that are counted, with what stands for them here.
const ITEMS: &[(&str, &str)] = &[
    (
        "PEMAT 1, CCI 1",
        "the section has one key message, and it comes first",
    ),
    (WORDS, "reading grade at the goal"),
    (TERMS, "every clinical word and abbreviation is explained"),
    (CHUNKS, "sentences, paragraphs and lists are short"),
    (NUMBERS, "shares stand only where one can skip them"),
    (
        NEXT_STEP,
        "there is something to do next: a question to ask, or somebody to call",
    ),
    (
        ACTIONS,
        "the emergency number stands with words for other places",
    ),
    ("CCI 11", "it says what is not known"),
    (RISK, "nothing that must never be said"),
];

/// How many sentences of a section are shown as its longest.
const LONGEST: usize = 3;

/// What `check-content` writes.
#[derive(Debug)]
pub struct Reports {
    /// `content-report.html`
    pub html: String,
    /// `content-report.json`
    pub json: String,
    /// `approval.html`
    pub approval: String,
    /// Warnings, to be shown where the command runs.
    pub warnings: Vec<Diagnostic>,
    /// Sections whose next check was due before today.
    pub due: Vec<String>,
    /// What is a draft, and what changed since it was reviewed.
    pub reviews: Vec<String>,
    /// What is not as in the last release; none before the first.
    pub changes: Option<Changes>,
    /// One line: how much was said, and on how many facts.
    pub summary: String,
}

/// One section of one language, measured.
pub(crate) struct Row<'a> {
    pub(crate) section: &'static str,
    pub(crate) language: &'a Language,
    pub(crate) words: usize,
    sentences: usize,
    pub(crate) grade: String,
    pub(crate) without_drugs: String,
    pub(crate) easy: Option<bool>,
    /// Its claims.
    claims: Vec<&'a str>,
    /// What opens or stands in view in it.
    pub(crate) panels: Vec<&'a Length>,
    pub(crate) questions: usize,
    shares: usize,
    /// How often a drug is named, and how many drugs.
    drugs: (usize, usize),
    sources: usize,
    pub(crate) status: &'a ReviewStatus,
    /// For each of [`ITEMS`], whether it is met; none where the section is not asked for it.
    items: Vec<Option<bool>>,
    findings: Vec<&'a Finding>,
}

/// Renders everything. `today` is `YYYY-MM-DD`, for reviews that are due.
pub(crate) fn render(checked: &Checked, changes: Option<Changes>, today: &str) -> Reports {
    let Checked {
        book,
        findings,
        reviews,
        unread,
        ..
    } = checked;
    let texts: Vec<Vec<Item<'_>>> = book
        .languages
        .iter()
        .map(|language| items(book.reference(), language))
        .collect();
    let lengths: Vec<Vec<Length>> = book
        .languages
        .iter()
        .map(|language| lengths::measure(book, language))
        .collect();
    let rows = rows(book, &texts, &lengths, findings, reviews);
    let used = book.facts.len();
    let left_out: usize = book
        .left_out
        .iter()
        .map(|rows| rows.texts("facts").len())
        .sum();
    let claims = texts[0].iter().filter(|text| text.claim.is_some()).count();
    let sentences: Vec<String> = book
        .languages
        .iter()
        .map(|language| {
            let of_language = rows.iter().filter(|row| row.language.code == language.code);
            let count: usize = of_language.map(|row| row.sentences).sum();
            format!("{count} sentences in `{}`", language.code)
        })
        .collect();
    let summary = format!(
        "{claims} claims, {}; {used} facts used, {left_out} left out with a reason; {} sources",
        sentences.join(", "),
        book.sources.len()
    );
    let due = crate::review::overdue(book, reviews, today);
    Reports {
        html: page(
            "Content report",
            report(book, &rows, &lengths, &summary, &due),
        ),
        json: json(book, &rows, &lengths, used, left_out),
        approval: page(
            "Approval",
            approval(book, &texts, reviews, changes.as_ref()),
        ),
        warnings: warnings(findings, unread),
        summary,
        due,
        reviews: crate::review::warnings(book, reviews),
        changes,
    }
}

/// Each section of each language.
pub(crate) fn rows<'a>(
    book: &'a Book,
    texts: &[Vec<Item<'a>>],
    lengths: &'a [Vec<Length>],
    findings: &'a [Vec<Finding>],
    reviews: &'a [Vec<ReviewStatus>],
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (number, language) in book.languages.iter().enumerate() {
        for (section, status) in sections().into_iter().zip(&reviews[number]) {
            let of_section: Vec<&Item<'a>> = texts[number]
                .iter()
                .filter(|text| text.section == section && text.is_prose())
                .collect();
            let mut row = row(book, language, &of_section, status);
            let findings = findings[number].iter();
            row.findings = findings.filter(|found| found.section == section).collect();
            let panels = lengths[number].iter();
            row.panels = panels.filter(|panel| panel.section == section).collect();
            row.items = checked_items(&row, &of_section);
            rows.push(row);
        }
    }
    rows
}

/// What of the findings stops nothing, and the translated sentences that must be compared again.
pub(crate) fn warnings(findings: &[Vec<Finding>], unread: &[Diagnostic]) -> Vec<Diagnostic> {
    let findings = findings.iter().flatten();
    let warnings = findings.filter(|finding| !finding.fails);
    let warnings = warnings.map(|finding| &finding.diagnostic);
    warnings.chain(unread).cloned().collect()
}

fn row<'a>(
    book: &'a Book,
    language: &'a Language,
    texts: &[&Item<'a>],
    status: &'a ReviewStatus,
) -> Row<'a> {
    let claims: Vec<&Item<'a>> = texts
        .iter()
        .copied()
        .filter(|text| text.claim.is_some())
        .collect();
    let counts = rules::counts(language, &claims, false);
    let grade = counts.grade(&language.code);
    let without_drugs = rules::counts(language, &claims, true).grade(&language.code);
    let words = |grade: Option<Grade>| {
        grade.map_or("no formula for this language".to_string(), Grade::words)
    };
    let facts = claims
        .iter()
        .filter_map(|item| item.claim)
        .flat_map(|claim| &claim.facts);
    let sources: BTreeSet<&str> = facts
        .filter_map(|fact| book.facts.get(&fact.text))
        .flat_map(|fact| &fact.sources)
        .map(|source| source.text.as_str())
        .collect();
    let words_of = || texts.iter().map(|text| text.text.text.as_str());
    Row {
        section: status.section,
        language,
        words: counts.words,
        sentences: counts.sentences,
        grade: words(grade),
        without_drugs: words(without_drugs),
        easy: rules::is_goal_met(grade, without_drugs),
        claims: claims
            .iter()
            .map(|claim| claim.text.text.as_str())
            .collect(),
        panels: Vec::new(),
        questions: claims.iter().filter(|claim| claim.label == "ask").count(),
        shares: words_of().map(|text| rules::shares(language, text)).sum(),
        drugs: terms::drug_names(language, words_of()),
        sources: sources.len(),
        status,
        items: Vec::new(),
        findings: Vec::new(),
    }
}

/// The longest sentences of a section, each with the number of its words.
fn longest<'a>(row: &Row<'a>) -> Vec<(usize, &'a str)> {
    let sentences = row.claims.iter().flat_map(|claim| sentences(claim));
    let counted = sentences.map(|sentence| (length(sentence), sentence.trim()));
    let mut longest: Vec<(usize, &str)> = counted.collect();
    longest.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    longest.truncate(LONGEST);
    longest
}

/// Which of [`ITEMS`] a section meets.
fn checked_items(row: &Row<'_>, texts: &[&Item<'_>]) -> Vec<Option<bool>> {
    let claims = texts.iter().filter(|text| text.claim.is_some());
    let has = |labels: &[&str]| {
        let mut claims = claims.clone();
        claims.any(|item| labels.contains(&item.label))
    };
    ITEMS
        .iter()
        .map(|(item, _)| match *item {
            "PEMAT 1, CCI 1" => Some(has(&["key", "message", "sign"])),
            NEXT_STEP if row.section == "glossary" => None,
            NEXT_STEP => Some(has(&["ask", "line", "sign", "notes"])),
            "CCI 11" if matches!(row.section, "front" | "signs" | "help" | "glossary") => None,
            "CCI 11" => Some(has(&["unknown"])),
            item => Some(!row.findings.iter().any(|finding| finding.item == item)),
        })
        .collect()
}

pub(crate) fn state(status: &ReviewStatus) -> &str {
    match status {
        ReviewStatus { signed, .. } if !signed.is_empty() => signed,
        ReviewStatus { outdated: true, .. } => {
            "Draft: the words have changed since they were reviewed"
        }
        _ => "Draft: not yet reviewed by a clinician",
    }
}

/// A page for those who publish the guide, in the look of the approval page.
#[must_use]
pub fn page(title: &str, body: Markup) -> String {
    let style = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}\
        table{border-collapse:collapse;width:100%;margin-block:1rem}td,th{border:1px solid;padding:.4rem .6rem;text-align:start;vertical-align:top}\
        code{overflow-wrap:anywhere}.sources{font-size:.85em}.sign td{height:3.5rem}h2{break-before:page;margin-block-start:3rem}@media print{body{margin:0;font-size:10pt}tr{break-inside:avoid}}";
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) ": metastatic breast cancer guide" }
                style { (PreEscaped(style)) }
            }
            body { main { (body) } }
        }
    };
    page.into_string()
}

fn report(
    book: &Book,
    rows: &[Row<'_>],
    lengths: &[Vec<Length>],
    summary: &str,
    due: &[String],
) -> Markup {
    html! {
        h1 { "Content report" }
        p { (summary) "." }
        p { "PEMAT: Patient Education Materials Assessment Tool (AHRQ). CCI: Clear Communication Index (CDC). What is counted here is our own estimate; neither body has looked at it." }
        @for line in due { p { strong { "Past due: " } (line) } }
        table {
            thead { tr { th { "Section" } th { "Language" } th { "Words" } th { "Sentences" } th { "Grade" } th { "Without names of drugs" } th { "Goal" } th { "Sources" } th { "Review" } } }
            tbody {
                @for row in rows {
                    tr {
                        td { (row.section) } td { (row.language.code) } td { (row.words) } td { (row.sentences) }
                        td { (row.grade) } td { (row.without_drugs) }
                        td { (match row.easy { Some(true) => "met", Some(false) => "not met", None => "–" }) }
                        td { (row.sources) } td { (state(row.status)) }
                    }
                }
            }
        }
        (before_and_now(book, rows, lengths))
        @for row in rows {
            h2 { (row.section) ", " (row.language.code) }
            @if !row.panels.is_empty() {
                h3 { "Words that are read at once" }
                table {
                    thead { tr { th { "Panel" } th { "What it is" } th { "Words" } th { "At most" } } }
                    tbody {
                        @for panel in &row.panels {
                            tr { td { (panel.panel) } td { (panel.kind.names().0) } td { (panel.words) } td { (panel.limit.map_or("–".to_string(), |limit| limit.to_string())) } }
                        }
                    }
                }
            }
            h3 { "Checklist items (our own estimate; what could harm stops the build, so it is met wherever this page exists)" }
            ul {
                @for ((item, means), met) in ITEMS.iter().zip(&row.items) {
                    li { (match met { Some(true) => "Met", Some(false) => "Not met", None => "Not asked here" }) ": " (item) " – " (means) }
                }
            }
            h3 { "Longest sentences" }
            ul { @for (length, sentence) in longest(row) { li { (length) " words: " span lang=(row.language.code) { (sentence) } } } }
            @if !row.findings.is_empty() {
                h3 { "Warnings" }
                ul { @for finding in &row.findings { li { (finding.diagnostic.path) ":" (finding.diagnostic.line) ": " (finding.diagnostic.message) } } }
            }
        }
        h2 { "Facts left out" }
        ul { @for group in &book.left_out { li { (group.text("reason").text) ": " @for fact in group.texts("facts") { code { (fact.text) } " " } } } }
    }
}

/// What is counted of each section, beside what was counted in an earlier version, if that is known.
fn before_and_now(book: &Book, rows: &[Row<'_>], lengths: &[Vec<Length>]) -> Markup {
    let before = |language: &str, section: &str| {
        let rows = book
            .before
            .iter()
            .flat_map(|before| before.records("before"));
        let mut rows = rows.filter(|row| row.text("language").text == language);
        rows.find(|row| row.text("section").text == section)
    };
    let version = book
        .before
        .as_ref()
        .map(|before| &before.text("version").text);
    // The earlier number before an arrow, and the present one after it.
    let cell = |before: Option<&Record>, key: &str, now: String| {
        let then = before.and_then(|row| row.optional(key));
        html! { td { @if let Some(then) = then { (then.text) " → " } (now) } }
    };
    html! {
        h2 { "Before and now" }
        @if let Some(version) = version { p { "Before an arrow stands what was counted in " (version) "." } }
        @for (language, lengths) in book.languages.iter().zip(lengths) {
            @let code = language.code.as_str();
            h3 { (code) }
            table {
                thead { tr { th { "Section" } th { "Words" } th { "Panels, in words" } th { "Questions" } th { "Grade" } th { "Without names of drugs" } th { "Shares" } th { "Names of drugs" } } }
                tbody {
                    @for row in rows.iter().filter(|row| row.language.code == code) {
                        @let then = before(code, row.section);
                        tr {
                            td { (row.section) }
                            (cell(then, "words", row.words.to_string()))
                            (cell(then, "panels", panels_in_words(&row.panels)))
                            (cell(then, "questions", row.questions.to_string()))
                            (cell(then, "grade", row.grade.clone()))
                            (cell(then, "without-drugs", row.without_drugs.clone()))
                            (cell(then, "shares", row.shares.to_string()))
                            (cell(then, "drugs", format!("{} ({} drugs)", row.drugs.0, row.drugs.1)))
                        }
                    }
                    @for whole in lengths.iter().filter(|length| length.section.is_empty()) {
                        @let (name, means) = whole.kind.names();
                        tr {
                            td { (means) }
                            (cell(before(code, name), "words", whole.words.to_string()))
                            td colspan="6" { @if let Some(limit) = whole.limit { "at most " (limit) } }
                        }
                    }
                }
            }
        }
    }
}

/// The words of the panels of a section: of the shortest and of the longest.
fn panels_in_words(panels: &[&Length]) -> String {
    let opened = panels.iter().filter(|panel| panel.kind.is_panel());
    let words = opened.map(|panel| panel.words);
    match (words.clone().min(), words.max()) {
        (Some(least), Some(most)) if least < most => format!("{least} to {most}"),
        (_, Some(most)) => most.to_string(),
        _ => "–".to_string(),
    }
}

fn json(
    book: &Book,
    rows: &[Row<'_>],
    lengths: &[Vec<Length>],
    used: usize,
    left_out: usize,
) -> String {
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let items: serde_json::Map<String, serde_json::Value> = ITEMS
                .iter()
                .zip(&row.items)
                .map(|((item, _), met)| (item.to_string(), (*met).into()))
                .collect();
            serde_json::json!({
                "section": row.section,
                "language": row.language.code,
                "words": row.words,
                "sentences": row.sentences,
                "grade": row.grade,
                "gradeWithoutDrugNames": row.without_drugs,
                "goalMet": row.easy,
                "questions": row.questions,
                "shares": row.shares,
                "drugNames": row.drugs.0,
                "drugs": row.drugs.1,
                "longest": longest(row).into_iter().map(|(length, text)| serde_json::json!({ "words": length, "text": text })).collect::<Vec<_>>(),
                "sources": row.sources,
                "review": state(row.status),
                "fingerprint": row.status.words,
                "itemsMetByOurOwnEstimate": items,
                "warnings": row.findings.iter().map(|finding| finding.diagnostic.to_string()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let lengths = book
        .languages
        .iter()
        .zip(lengths)
        .flat_map(|(language, lengths)| {
            lengths.iter().map(|length| {
                serde_json::json!({
                    "language": language.code,
                    "section": length.section,
                    "kind": length.kind.names().0,
                    "panel": length.panel,
                    "words": length.words,
                    "limit": length.limit,
                })
            })
        });
    let lengths: Vec<serde_json::Value> = lengths.collect();
    let before = book
        .before
        .iter()
        .flat_map(|before| before.records("before"));
    let before = before.map(|row| {
        let texts = row.fields().filter_map(|(field, value)| match value {
            Value::Text(text) => Some((field.key.to_string(), text.text.clone().into())),
            _ => None,
        });
        serde_json::Value::Object(texts.collect())
    });
    let before: Vec<serde_json::Value> = before.collect();
    let whole = serde_json::json!({
        "factsUsed": used, "factsLeftOut": left_out, "sections": rows, "lengths": lengths, "before": before,
    });
    format!("{whole:#}\n")
}

/// What kind of sentence it is, in words.
fn kind(label: &str) -> &str {
    match label {
        "key" => "key point",
        "ask" => "question",
        "unknown" => "not known",
        "term" => "glossary",
        "line" => "resource",
        "say" | "list" | "about" | "found" | "relief" | "meaning" | "first" | "next" | "tests" => {
            ""
        }
        other => other,
    }
}

/// What a sign says beside its wording, in words.
const BESIDE_SIGN: &[(&str, &str)] = &[
    ("tick", "On the sheet"),
    ("only", "Only if"),
    ("worse", "Emergency if"),
    ("worse-signs", "Emergency if"),
    ("sooner", "Call now if"),
    ("sooner-signs", "Call now if"),
    ("heard", "People say"),
    ("note", "Note for readers"),
];

/// What a flag of a sign says, in words.
const FLAGS_OF_SIGN: &[(&str, &str)] = &[
    ("morning", "may wait for the morning when nobody answers"),
    ("no-box", "no box to tick"),
    ("card", "on the alert card"),
];

fn approval(
    book: &Book,
    texts: &[Vec<Item<'_>>],
    reviews: &[Vec<ReviewStatus>],
    changes: Option<&Changes>,
) -> Markup {
    let codes: Vec<&str> = book
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let number = |key: &str| {
        let position = book.sources.keys().position(|other| other == key);
        position.map_or(0, |at| at + 1)
    };
    let edition = &book.edition;
    html! {
        h1 { "Every sentence of the guide, for approval" }
        p { "For a clinician, and for whoever answers for the site. Read a section, mark what must change, and sign below it. Each sentence stands with its level, where it has one, and with the facts and sources that it rests on; their numbers are those of the list at the end." }
        p { "Published by " (edition.text("publisher").text) "." @if let Some(original) = edition.optional("changed-from") { " Changed from the original, " (original.text) "." } @if let Some(contact) = edition.optional("contact") { " Errors and barriers are told to " (contact.text.trim_start_matches("mailto:")) "." } }
        p { "What is known about accessibility, criterion by criterion, is in " a href="accessibility.html" { "accessibility.html" } " of the same build." }
        p { "A signature holds for the words with the SHA-256 shown beside it. Enter it in " code { "review.toml" } "; when a sentence changes, the section is a draft again." }
        (signs_table(book, &codes, &number))
        h2 { "Privacy" }
        @for language in &book.languages { p lang=(language.code) { (language.one(&FRONT).text("footer.privacy").text) } }
        p { "The widget sets no cookie, stores nothing, and sends nothing. It fetches its own files from where it is hosted, and the other language’s words when the visitor switches. It carries no advertising." }
        (changed(changes))
        @for (at, section) in sections().into_iter().enumerate() {
            (section_table(book, texts, section, &codes, &number))
            @for (language, statuses) in book.languages.iter().zip(reviews) {
                @let status = &statuses[at];
                p { strong { (language.code) ": " } (state(status)) ". SHA-256 of these words: " code { (status.words) } }
            }
            table class="sign" {
                tr { th { "Language" } th { "Name" } th { "Role and licence" } th { "Date" } th { "Next check" } th { "Signature" } }
                @for code in &codes { tr { td { (code) } td {} td {} td {} td {} td {} } }
            }
        }
        h2 { "Left out on purpose" }
        ul { @for group in &book.left_out { li { (group.text("reason").text) ": " @for fact in group.texts("facts") { code { (fact.text) } " " } } } }
        h2 { "Sources" }
        ol {
            @for (key, source) in &book.sources {
                li id=(format!("source-{}", number(key))) { (source.text("publisher").text) ": " a href=(source.text("url").text) rel="noopener noreferrer" lang=[source.optional("language").map(|language| &language.text)] { (source.text("title").text) } (match source.date("read") { Some(day) => format!(", read {day}"), None => ", not read".to_string() }) }
            }
        }
    }
}

/// The signs first: they are what can harm. Each with room to decide.
fn signs_table(book: &Book, codes: &[&str], number: &dyn Fn(&str) -> usize) -> Markup {
    let reference = book.reference();
    let of_level = |level: &'static str| {
        let signs = signs::all(reference).iter().enumerate();
        signs.filter(move |(_, sign)| sign.text("level").text == level)
    };
    html! {
        h2 { "The signs, and how soon to call" }
        p { "Each sign has one level and one wording, and is shown everywhere from this table. A star marks a place of which it is an own sign. Where authorities differ, or where a second reading changed the first, a note says so. Decide each." }
        @for name in LEVELS {
            @let label = format!("labels.{name}");
            h3 { (name) ": " (reference.one(&SIGN_TEXTS).text(&label).text) ". Signs: " (of_level(name).count()) }
            table {
                thead { tr { th { "Sign" } @for code in codes { th { (code) } } th { "Where" } th { "Rests on" } th { "Note for you" } th { "Your decision" } } }
                tbody {
                    @for (place, sign) in of_level(name) {
                        tr {
                            td { (sign.id.text) }
                            @for language in &book.languages {
                                @let words = &signs::all(language)[place];
                                td lang=(language.code) {
                                    strong { (words.text("text").text) }
                                    @for (key, meaning) in BESIDE_SIGN {
                                        @if key.ends_with("-signs") {
                                            @for id in sign.ids(key) { br; (meaning) ": " (wording(language, &id.text)) }
                                        } @else if let Some(text) = words.optional(key) { br; (meaning) ": " span { (text.text) } }
                                    }
                                }
                            }
                            td {
                                @for own in sign.ids("own") { (own.text) "* " }
                                @for further in sign.ids("places") { (further.text) " " }
                                br; "group " (sign.text("group").text)
                                @for group in sign.ids("overall") { br; "in the overall list under " (group.text) }
                                @for (flag, meaning) in FLAGS_OF_SIGN { @if sign.flag(flag) { br; (meaning) } }
                            }
                            @if let Some(claim) = sign.claim("text") {
                                td class="sources" { (rests_on(book, claim, number)) }
                                td { @if let Some(remark) = &claim.remark { (remark.text) } }
                            }
                            td { "☐ right" br; "☐ change:" }
                        }
                    }
                }
            }
        }
    }
}

/// The wording of a sign by its id.
fn wording<'a>(language: &'a Language, id: &str) -> &'a str {
    let sign = signs::all(language).iter().find(|sign| sign.id.text == id);
    sign.map_or("", |sign| &sign.text("text").text)
}

/// Every text of a section, language beside language.
fn section_table(
    book: &Book,
    texts: &[Vec<Item<'_>>],
    section: &str,
    codes: &[&str],
    number: &dyn Fn(&str) -> usize,
) -> Markup {
    let rows = texts[0]
        .iter()
        .enumerate()
        .filter(|(_, item)| item.section == section)
        .filter(|(place, _)| {
            texts
                .iter()
                .any(|texts| !texts[*place].text.text.is_empty())
        });
    html! {
        h2 { "Section: " (section) }
        table {
            thead { tr { th { "What it is" } @for code in codes { th { (code) } } th { "Rests on" } } }
            tbody {
                @for (place, item) in rows {
                    tr {
                        td { (kind(item.label)) }
                        @for (of_language, code) in texts.iter().zip(codes) {
                            @let text = of_language.get(place).map_or("", |item| &item.text.text);
                            td lang=(code) { @if item.claim.is_some() { (text) } @else { strong { (text) } } }
                        }
                        td class="sources" {
                            @if let Some(claim) = item.claim {
                                (rests_on(book, claim, number))
                                @if let Some(remark) = &claim.remark { p { "Note: " (remark.text) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What must be approved again.
fn changed(changes: Option<&Changes>) -> Markup {
    html! {
        @match changes {
            None => { h2 { "What changed" } p { "This is before the first release: everything is new." } }
            Some(changes) => {
                h2 { "What changed since " (changes.since) }
                @if changes.all.is_empty() { p { "No sentence." } } @else {
                    table {
                        thead { tr { th { "Language" } th { "Section" } th { "What it is" } th { "Before" } th { "Now" } } }
                        tbody {
                            @for change in &changes.all {
                                tr {
                                    td { (change.language) } td { (change.section) } td { (kind(&change.kind)) }
                                    @for (words, none) in [(&change.before, "(new)"), (&change.after, "(gone)")] {
                                        td lang=[words.as_ref().map(|_| &change.language)] { (words.as_deref().unwrap_or(none)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The facts under a claim, with their mark and links to their sources at the end of the page.
fn rests_on(book: &Book, claim: &Claim, number: &dyn Fn(&str) -> usize) -> Markup {
    let facts = claim
        .facts
        .iter()
        .filter_map(|id| Some((id, book.facts.get(&id.text)?)));
    html! {
        @for (id, fact) in facts {
            div {
                (id.text) (match fact.evidence {
                    Evidence::Verified => "",
                    Evidence::Known => " (known, not read)",
                    Evidence::Disputed => " (disputed)",
                    Evidence::Editorial => " (prompt)",
                })
                @for source in &fact.sources {
                    @let number = number(&source.text);
                    " " a href=(format!("#source-{number}")) { (number) }
                }
            }
        }
    }
}
