//! `claims.json`: every claim of the guide with its facts and their sources, for programs.
//!
//! The approval page has the same for people. Facts and sources stand once, and claims refer to them by id.

use crate::book::{Book, Evidence, Item, items};
use crate::review::ReviewStatus;
use crate::schema::sections;
use serde_json::{Map, Value, json};

/// The text of the file.
pub(crate) fn claims(book: &Book, reviews: &[Vec<ReviewStatus>]) -> String {
    let texts: Vec<Vec<Item<'_>>> = book
        .languages
        .iter()
        .map(|language| items(book.reference(), language))
        .collect();
    let mut claims = Vec::new();
    for (place, item) in texts[0].iter().enumerate() {
        let Some(claim) = item.claim else { continue };
        let words = book.languages.iter().zip(&texts);
        let words =
            words.map(|(language, texts)| (language.code.clone(), json!(texts[place].text.text)));
        let facts: Vec<&str> = claim.facts.iter().map(|fact| fact.text.as_str()).collect();
        claims.push(json!({
            "id": item.path,
            "section": item.section,
            "kind": item.label,
            "text": words.collect::<Map<_, _>>(),
            "facts": facts,
        }));
    }
    let facts = book.facts.iter().map(|(id, fact)| {
        let evidence = match fact.evidence {
            Evidence::Verified => "verified",
            Evidence::Known => "known",
            Evidence::Disputed => "disputed",
            Evidence::Editorial => "editorial",
        };
        let sources: Vec<&str> = fact.sources.iter().map(|key| key.text.as_str()).collect();
        (
            id.clone(),
            json!({ "evidence": evidence, "sources": sources }),
        )
    });
    let sources = book.sources.iter().map(|(key, source)| {
        let mut row = json!({
            "title": source.text("title").text,
            "publisher": source.text("publisher").text,
            "url": source.text("url").text,
        });
        if let Some(language) = source.optional("language") {
            row["language"] = json!(language.text);
        }
        if let Some(day) = source.date("read") {
            row["read"] = json!(day);
        }
        (key.clone(), row)
    });
    let reviewed = book
        .languages
        .iter()
        .zip(reviews)
        .map(|(language, statuses)| {
            let sections = sections().into_iter().zip(statuses);
            let signed = sections.filter(|(_, status)| !status.date.is_empty());
            let signed = signed.map(|(section, status)| (section.to_string(), json!(status.date)));
            (language.code.clone(), Value::Object(signed.collect()))
        });
    let mut whole = json!({
        "publisher": book.edition.text("publisher").text,
        "reviewed": reviewed.collect::<Map<_, _>>(),
        "claims": claims,
        "facts": facts.collect::<Map<_, _>>(),
        "sources": sources.collect::<Map<_, _>>(),
    });
    if let Some(original) = book.edition.optional("changed-from") {
        whole["changedFrom"] = json!(original.text);
    }
    format!("{whole:#}\n")
}
