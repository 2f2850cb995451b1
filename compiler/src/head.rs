//! What a hosted plain page tells search engines and whoever shares its address: lines for its `head`. What is pasted into
//! the page of somebody else has none of it.
//!
//! Structured data: <https://schema.org/MedicalWebPage>. Nothing is claimed that is not so: `lastReviewed` only where every
//! section of the language has a signature that holds, addresses only where the edition names them, and no picture,
//! because none is hosted beside the page.

use crate::book::{Book, Language};
use crate::emit::cited;
use crate::review::ReviewStatus;
use crate::schema::{FRONT, LANGUAGE_CODE};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

/// The term of the glossary that names what the guide is about.
const ABOUT: &str = "metastatic";

/// The lines for the page of one language.
pub(crate) fn lines(book: &Book, language: &Language, statuses: &[ReviewStatus]) -> String {
    let title = &language.one(&FRONT).text("title").text;
    let description = format!("{title}. {}", language.one(&FRONT).text("message").text);
    let address = |language: &Language| {
        let canonical = book.edition.optional("canonical");
        canonical.map(|address| address.text.replace(LANGUAGE_CODE, &language.code))
    };
    let own = address(language);
    let data = data(book, language, statuses, &description, own.as_deref());
    let lines: Markup = html! {
        meta name="description" content=(description);
        @if let Some(own) = &own {
            link rel="canonical" href=(own);
            // Each page lists all, itself too, by full addresses:
            // https://developers.google.com/search/docs/specialty/international/localized-versions
            @for other in &book.languages {
                link rel="alternate" hreflang=(other.code) href=[address(other)];
            }
        }
        meta property="og:type" content="article";
        meta property="og:title" content=(title);
        meta property="og:description" content=(description);
        @if let Some(own) = &own { meta property="og:url" content=(own); }
        script type="application/ld+json" { (PreEscaped(for_script(&data))) }
    };
    lines.into_string()
}

fn data(
    book: &Book,
    language: &Language,
    statuses: &[ReviewStatus],
    description: &str,
    address: Option<&str>,
) -> Value {
    let sources = cited(book).into_iter().map(|key| {
        let source = &book.sources[key];
        let mut cited = json!({
            "@type": "WebPage",
            "name": source.text("title").text,
            "url": source.text("url").text,
            "publisher": { "@type": "Organization", "name": source.text("publisher").text },
        });
        if let Some(language) = source.optional("language") {
            cited["inLanguage"] = json!(language.text);
        }
        cited
    });
    let mut page = json!({
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": language.one(&FRONT).text("title").text,
        "description": description,
        "inLanguage": language.code,
        "audience": { "@type": "Patient" },
        "publisher": { "@type": "Organization", "name": book.edition.text("publisher").text },
        "citation": sources.collect::<Vec<_>>(),
    });
    if let Some(term) = language.terms().find(|term| term.id.text == ABOUT) {
        page["about"] = json!({ "@type": "MedicalCondition", "name": term.text("name").text });
    }
    if let Some(address) = address {
        page["url"] = json!(address);
    }
    if let Some(day) = reviewed(statuses) {
        page["lastReviewed"] = json!(day);
    }
    page
}

/// The day since which every section has been read by a clinician: the earliest, and none while one is a draft.
fn reviewed(statuses: &[ReviewStatus]) -> Option<&str> {
    let drafts = statuses.iter().any(|status| status.date.is_empty());
    let days = statuses.iter().map(|status| status.date.as_str());
    days.min().filter(|_| !drafts)
}

/// JSON in a `script`, which ends at `</script` wherever that stands, and which `<!--` changes
/// (<https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>).
/// Each of these letters is only in strings, where it may be written by its number.
fn for_script(data: &Value) -> String {
    let mut out = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' | '>' | '&' => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}
