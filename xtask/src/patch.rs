//! Replaces code that a tool wrote, and fails as soon as the tool writes it in another form.

use anyhow::{Result, ensure};

/// Writes other code where a tool wrote some; each part must occur exactly once.
pub(crate) fn replace_each_once(mut text: String, parts: &[(&str, &str)]) -> Result<String> {
    for (from, to) in parts {
        ensure!(
            text.matches(from).count() == 1,
            "`{from}` does not occur exactly once"
        );
        text = text.replace(from, to);
    }
    Ok(text)
}
