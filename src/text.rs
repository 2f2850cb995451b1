//! Texts and numbers put together without `format!`, whose machinery would be kilobytes of the engine. Knows nothing
//! of the other rooms.

/// Texts end to end. `concat` does the same and is larger.
#[inline(never)]
pub fn join(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(part);
    }
    joined
}

/// A number in digits, without what `to_string` brings along.
pub fn number(number: usize) -> String {
    let mut text = if number < 10 {
        String::new()
    } else {
        self::number(number / 10)
    };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// Reads what [`number`] writes: digits alone, and no zero before others.
///
/// ```
/// use mbc_body_map::text::{number, parse_number};
/// assert_eq!(parse_number(&number(120)), Some(120));
/// assert_eq!(parse_number("012"), None);
/// ```
pub fn parse_number(digits: &str) -> Option<usize> {
    let mut number = 0usize;
    for digit in digits.bytes() {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        number = number.checked_mul(10)?.checked_add(digit.into())?;
    }
    let is_padded = digits.len() > 1 && digits.as_bytes().first() == Some(&b'0');
    (!digits.is_empty() && !is_padded).then_some(number)
}

/// What stands before the first dash, and after it. By bytes: searching for characters brings a kilobyte of the
/// standard library along.
pub fn split_at_first_dash(id: &str) -> Option<(&str, &str)> {
    around(id, id.bytes().position(|byte| byte == b'-')?)
}

/// What stands before the last dash, and after it.
pub fn split_at_last_dash(id: &str) -> Option<(&str, &str)> {
    around(id, id.bytes().rposition(|byte| byte == b'-')?)
}

fn around(id: &str, dash: usize) -> Option<(&str, &str)> {
    Some((id.get(..dash)?, id.get(dash + 1..)?))
}
