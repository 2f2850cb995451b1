//! What people check: the report on how the words read, and the page on which a clinician approves them.
//!
//! Everything here is rendered for people on the host; nothing of it ships in the widget. The two checklists are
//! judged by what can be counted, so the report calls the result our own estimate.

use crate::Checked;
use crate::book::{Book, Claim, Evidence, Item, Language, items};
use crate::diagnostic::Diagnostic;
use crate::reading::{Grade, length, sentences};
use crate::released::Changes;
use crate::review::ReviewStatus;
use crate::rules::{self, ACTIONS, CHUNKS, Finding, NUMBERS, RISK, TERMS, WORDS};
use crate::schema::{FRONT, LEVELS, SIGN_TEXTS, sections};
use crate::signs;
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
        "PEMAT 20, CCI 5",
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
struct Row<'a> {
    section: &'static str,
    language: &'a Language,
    words: usize,
    sentences: usize,
    grade: String,
    without_drugs: String,
    easy: Option<bool>,
    longest: Vec<(usize, &'a str)>,
    sources: usize,
    status: &'a ReviewStatus,
    /// For each of [`ITEMS`], whether it is met; none where the section is not asked for it.
    items: Vec<Option<bool>>,
    findings: Vec<&'a Finding>,
}

/// Renders everything. `today` is `YYYY-MM-DD`, for reviews that are due.
pub(crate) fn render(checked: &Checked, changes: Option<Changes>, today: &str) -> Reports {
    let Checked {
        files,
        book,
        reviews,
        unread,
    } = checked;
    let findings: Vec<Vec<Finding>> = book
        .languages
        .iter()
        .map(|language| rules::findings(files, book, language))
        .collect();
    let texts: Vec<Vec<Item<'_>>> = book
        .languages
        .iter()
        .map(|language| items(book.reference(), language))
        .collect();
    let mut rows = Vec::new();
    for (number, language) in book.languages.iter().enumerate() {
        for (section, status) in sections().into_iter().zip(&reviews[number]) {
            let claims: Vec<&Item<'_>> = rules::claims(&texts[number], section).collect();
            let of_section = findings[number]
                .iter()
                .filter(|finding| finding.section == section);
            rows.push(row(book, language, &claims, status, of_section.collect()));
        }
    }
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
        html: page("Content report", report(book, &rows, &summary, &due)),
        json: json(&rows, used, left_out),
        approval: page(
            "Approval",
            approval(book, &texts, reviews, changes.as_ref()),
        ),
        warnings: findings
            .into_iter()
            .flatten()
            .filter(|finding| !finding.fails)
            .map(|finding| finding.diagnostic)
            .chain(unread.iter().cloned())
            .collect(),
        summary,
        due,
        reviews: crate::review::warnings(book, reviews),
        changes,
    }
}

fn row<'a>(
    book: &'a Book,
    language: &'a Language,
    claims: &[&Item<'a>],
    status: &'a ReviewStatus,
    findings: Vec<&'a Finding>,
) -> Row<'a> {
    let section = status.section;
    let counts = rules::counts(language, claims, false);
    let grade = counts.grade(&language.code);
    let without_drugs = rules::counts(language, claims, true).grade(&language.code);
    let words = |grade: Option<Grade>| {
        grade.map_or("no formula for this language".to_string(), Grade::words)
    };
    let mut longest: Vec<(usize, &str)> = claims
        .iter()
        .flat_map(|claim| sentences(&claim.text.text))
        .map(|sentence| (length(sentence), sentence.trim()))
        .collect();
    longest.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    longest.truncate(LONGEST);
    let facts = claims
        .iter()
        .filter_map(|item| item.claim)
        .flat_map(|claim| &claim.facts);
    let sources: BTreeSet<&str> = facts
        .filter_map(|fact| book.facts.get(&fact.text))
        .flat_map(|fact| &fact.sources)
        .map(|source| source.text.as_str())
        .collect();
    let has = |labels: &[&str]| claims.iter().any(|item| labels.contains(&item.label));
    let items = ITEMS
        .iter()
        .map(|(item, _)| match *item {
            "PEMAT 1, CCI 1" => Some(has(&["key", "lead", "sign"])),
            "PEMAT 20, CCI 5" if section == "glossary" => None,
            "PEMAT 20, CCI 5" => Some(has(&["ask", "line", "sign", "notes"])),
            "CCI 11" if matches!(section, "front" | "signs" | "help" | "glossary") => None,
            "CCI 11" => Some(has(&["unknown"])),
            item => Some(!findings.iter().any(|finding| finding.item == item)),
        })
        .collect();
    Row {
        section,
        language,
        words: counts.words,
        sentences: counts.sentences,
        grade: words(grade),
        without_drugs: words(without_drugs),
        easy: grade.map(Grade::is_easy),
        longest,
        sources: sources.len(),
        status,
        items,
        findings,
    }
}

fn state(status: &ReviewStatus) -> &str {
    match status {
        ReviewStatus { signed, .. } if !signed.is_empty() => signed,
        ReviewStatus { outdated: true, .. } => {
            "Draft: the words have changed since they were reviewed"
        }
        _ => "Draft: not yet reviewed by a clinician",
    }
}

fn page(title: &str, body: Markup) -> String {
    let style = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}\
        table{border-collapse:collapse;width:100%;margin-block:1rem}td,th{border:1px solid;padding:.4rem .6rem;text-align:start;vertical-align:top}\
        .sources{font-size:.85em}.sign td{height:3.5rem}h2{break-before:page;margin-block-start:3rem}@media print{body{margin:0;font-size:10pt}tr{break-inside:avoid}}";
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

fn report(book: &Book, rows: &[Row<'_>], summary: &str, due: &[String]) -> Markup {
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
        @for row in rows {
            h2 { (row.section) ", " (row.language.code) }
            h3 { "Checklist items (our own estimate; what could harm stops the build, so it is met wherever this page exists)" }
            ul {
                @for ((item, means), met) in ITEMS.iter().zip(&row.items) {
                    li { (match met { Some(true) => "Met", Some(false) => "Not met", None => "Not asked here" }) ": " (item) " – " (means) }
                }
            }
            h3 { "Longest sentences" }
            ul { @for (length, sentence) in &row.longest { li { (length) " words: " span lang=(row.language.code) { (sentence) } } } }
            @if !row.findings.is_empty() {
                h3 { "Warnings" }
                ul { @for finding in &row.findings { li { (finding.diagnostic.path) ":" (finding.diagnostic.line) ": " (finding.diagnostic.message) } } }
            }
        }
        h2 { "Facts left out" }
        ul { @for group in &book.left_out { li { (group.text("reason").text) ": " @for fact in group.texts("facts") { code { (fact.text) } " " } } } }
    }
}

fn json(rows: &[Row<'_>], used: usize, left_out: usize) -> String {
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
                "longest": row.longest.iter().map(|(length, text)| serde_json::json!({ "words": length, "text": text })).collect::<Vec<_>>(),
                "sources": row.sources,
                "review": state(row.status),
                "fingerprint": row.status.words,
                "itemsMetByOurOwnEstimate": items,
                "warnings": row.findings.iter().map(|finding| finding.diagnostic.to_string()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let whole =
        serde_json::json!({ "factsUsed": used, "factsLeftOut": left_out, "sections": rows });
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
        p { "Published by " (edition.text("publisher").text) "." @if let Some(original) = edition.optional("changed-from") { " Changed from the original by " (original.text) "." } @if let Some(contact) = edition.optional("contact") { " Errors and barriers are told to " (contact.text) "." } }
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
        .filter(|(_, item)| item.section == section);
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
