//! The valid forms of ids, addresses, telephone numbers and texts, for all files.

use regex::Regex;
use std::sync::LazyLock;

/// Ids end up in HTML ids, file names and addresses.
pub(crate) fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !id.ends_with('-')
}

/// `http:` is never allowed: links of the widget must be encrypted.
pub(crate) fn is_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    is_host(rest.split(['/', '?', '#']).next().unwrap_or_default())
        && url
            .chars()
            .all(|c| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c))
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// `mailto:` and one mailbox: no subject, no second recipient.
pub(crate) fn is_mailbox(address: &str) -> bool {
    let parts = address
        .strip_prefix("mailto:")
        .and_then(|mailbox| mailbox.split_once('@'));
    parts.is_some_and(|(name, host)| {
        let valid = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        !name.is_empty() && name.chars().all(valid) && is_host(host)
    })
}

/// The form of a BCP 47 tag that begins with a language: `es`, `pt-BR`.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_ascii_lowercase())
        && tag.split('-').all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A telephone number as people read it.
pub(crate) fn is_phone(phone: &str) -> bool {
    phone.contains(|c: char| c.is_ascii_digit())
        && phone
            .chars()
            .all(|c| c.is_ascii_digit() || " -()+".contains(c))
}

/// Invisible characters that split a word, so that rules would not find it. (Direction marks, and joiners that some
/// scripts need, are allowed.)
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{34f}', '\u{200b}', '\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}',
    '\u{feff}',
];

/// What is wrong with a text of any file (the message continues after its name), and what to do about it.
pub(crate) fn text_fault(text: &str) -> Option<(String, String)> {
    static ENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});").ok()
    });
    if text.trim().is_empty() {
        return Some(("is empty".into(), "write it between the quotes".into()));
    }
    if text.trim() != text {
        let message = "begins or ends with a space";
        return Some((message.into(), "take the space away".into()));
    }
    let unseen = |c: &char| c.is_control() || INVISIBLE.contains(c);
    if let Some(c) = text.chars().find(unseen) {
        let shown = match c {
            '\n' | '\r' => "a line break".to_string(),
            '\t' => "a tab".to_string(),
            _ => format!("the invisible character U+{:04X}", c as u32),
        };
        let help = "put a space in its place; a text is one line";
        return Some((format!("holds {shown}"), help.into()));
    }
    let entity = ENTITY.as_ref().and_then(|entity| entity.find(text))?;
    Some((
        format!(
            "holds `{}`, which a reader would see as it is typed",
            entity.as_str()
        ),
        "write the character itself, such as `&` or `é`: texts are not HTML".into(),
    ))
}
