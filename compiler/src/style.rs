//! The style sheet: minified, and compatible with browsers that do not support `light-dark()`.
//!
//! Each colour is written once in the source, as `light-dark(day, night)`. Browsers without that function would ignore
//! the declaration, so the output has the day colour first and the pair inside `@supports`.
//! A block `@each site { … }` is repeated for every region, with its id for `SITE`: CSS cannot express "the shape
//! that belongs to this row".

use crate::diagnostic::Diagnostic;
use crate::files::{Files, Folder};
use std::path::Path;

/// The colours of the light and the dark scheme.
const CALL: &str = "light-dark(";

pub(crate) fn compile(path: &Path, sites: &[String]) -> Result<String, Vec<Diagnostic>> {
    let mut out = Vec::new();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut files = Files::new(Folder(folder.to_path_buf()));
    let file = files.read(
        &path.file_name().unwrap_or_default().to_string_lossy(),
        &mut out,
    );
    if !out.is_empty() {
        return Err(out);
    }
    let text = files.text(file);
    let without = strip_comments(text).map_err(|offset| {
        vec![files.diagnostic(
            files.location(file, offset),
            "this comment does not end",
            "write `*/` after it",
        )]
    })?;
    if let Some((offset, message, help)) = fault(text) {
        return Err(vec![files.diagnostic(
            files.location(file, offset),
            message,
            help,
        )]);
    }
    Ok(add_day_colours(&repeat(&squeeze(&without), sites)))
}

/// The first unbalanced brace or invalid pair of colours, with its message. All comments are known to end.
fn fault(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '}', '/', 'l']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("/*") {
            at += rest.find("*/").unwrap_or_default();
        } else if rest
            .strip_prefix(CALL)
            .is_some_and(|arguments| day_of(arguments).is_none())
        {
            return Some((
                at,
                "`light-dark` needs two colours",
                "write `light-dark(day, night)`",
            ));
        } else if rest.starts_with('{') {
            open.push(at);
        } else if rest.starts_with('}') && open.pop().is_none() {
            return Some((
                at,
                "this `}` closes nothing",
                "take it away, or write the `{` before it",
            ));
        }
        at += 1;
    }
    open.pop()
        .map(|at| (at, "this `{` is not closed", "write `}` after the block"))
}

fn strip_comments(text: &str) -> Result<String, usize> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        let end = rest[start..]
            .find("*/")
            .ok_or(text.len() - rest.len() + start)?;
        rest = &rest[start + end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Replaces each run of white space by one space, and removes it next to `{`, `}`, `;`, `,`, `>` and after a colon.
/// Spaces around `+` and `-` and before `:` can be significant and stay.
fn squeeze(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let glued = out.is_empty()
            || out.ends_with(['{', '}', ';', ',', ':', '>'])
            || word.starts_with(['{', '}']);
        if !glued && word != ">" {
            out.push(' ');
        }
        for c in word.chars() {
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
        }
    }
    out
}

/// Repeats the block after `@each site` for each of them.
fn repeat(sheet: &str, sites: &[String]) -> String {
    const EACH: &str = "@each site{";
    let Some((before, rest)) = sheet.split_once(EACH) else {
        return sheet.to_string();
    };
    let mut depth = 1;
    let end = rest.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0
    });
    let (block, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
    let rules: String = sites
        .iter()
        .map(|site| block.replace("SITE", site))
        .collect();
    format!(
        "{before}{rules}{}",
        repeat(after.strip_prefix('}').unwrap_or(after), sites)
    )
}

/// Writes each rule that contains a pair of colours twice: with only the day colour, and unchanged inside `@supports`.
/// The second follows immediately, so that later rules override both. Of a block such as `@media` only such rules are.
fn add_day_colours(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while !rest.is_empty() {
        let (rule, after) = rest.split_at(end_of_rule(rest));
        rest = after;
        let block = rule.strip_suffix('}').and_then(|rule| rule.split_once('{'));
        if !rule.contains(CALL) {
            out.push_str(rule);
        } else if let (true, Some((condition, rules))) = (rule.starts_with('@'), block) {
            out.push_str(&format!("{condition}{{{}}}", add_day_colours(rules)));
        } else {
            out.push_str(&day_only(rule));
            out.push_str(&format!("@supports (color:light-dark(red,red)){{{rule}}}"));
        }
    }
    out
}

/// The end of the first rule, including nested rules.
fn end_of_rule(sheet: &str) -> usize {
    let mut depth = 0;
    for (at, c) in sheet.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    sheet.len()
}

fn day_only(rule: &str) -> String {
    let mut out = String::new();
    let mut rest = rule;
    while let Some((before, arguments)) = rest.split_once(CALL) {
        let Some((day, length)) = day_of(arguments) else {
            break;
        };
        out.push_str(before);
        out.push_str(day);
        rest = &arguments[length..];
    }
    out.push_str(rest);
    out
}

/// The first of a call's two arguments, and the length up to its closing parenthesis.
fn day_of(text: &str) -> Option<(&str, usize)> {
    let mut depth = 0;
    let mut comma = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                return comma.map(|comma| (text[..comma].trim(), at + 1));
            }
            ')' => depth -= 1,
            ',' if depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{add_day_colours, repeat, squeeze, strip_comments};

    #[test]
    fn white_space_that_means_nothing_goes() {
        let sheet = strip_comments(
            "/* a */ .a  .b ,\n.c :hover { color : red;  margin: 0 1px; }\n.d + .e{top:calc(1px + 2px)} .f > .g { top: 0 }",
        );
        assert_eq!(
            squeeze(&sheet.expect("comments end")),
            ".a .b ,.c :hover{color :red;margin:0 1px}.d + .e{top:calc(1px + 2px)}.f>.g{top:0}"
        );
    }

    #[test]
    fn every_pair_of_colours_gets_its_day_colour_first() {
        assert_eq!(
            add_day_colours(
                ".a{--x:var(--y,light-dark(#fff,#000));--z:light-dark(red,blue);top:0}.b{color:light-dark(a,b)}"
            ),
            ".a{--x:var(--y,#fff);--z:red;top:0}\
             @supports (color:light-dark(red,red)){.a{--x:var(--y,light-dark(#fff,#000));--z:light-dark(red,blue);top:0}}\
             .b{color:a}@supports (color:light-dark(red,red)){.b{color:light-dark(a,b)}}"
        );
        assert_eq!(
            add_day_colours(
                "@media print{.a{color:light-dark(rgb(1, 2, 3),rgb(4, 5, 6))}.b{top:0}}.c{top:0}"
            ),
            "@media print{.a{color:rgb(1, 2, 3)}\
             @supports (color:light-dark(red,red)){.a{color:light-dark(rgb(1, 2, 3),rgb(4, 5, 6))}}.b{top:0}}.c{top:0}"
        );
    }

    #[test]
    fn a_rule_for_each_place_is_written_for_each_place() {
        let sites = ["bones".to_string(), "liver".to_string()];
        assert_eq!(
            repeat(
                ".a{top:0}@each site{#SITE{top:1px}.b #SITE{top:2px}}.c{top:0}",
                &sites
            ),
            ".a{top:0}#bones{top:1px}.b #bones{top:2px}#liver{top:1px}.b #liver{top:2px}.c{top:0}"
        );
    }

    #[test]
    fn a_comment_that_does_not_end_is_found() {
        assert_eq!(strip_comments(".a{} /* b"), Err(5));
    }
}
