//! Renders the key tables of `content/README.md` from the schema.

use crate::schema::{
    BEFORE, EDITION, Field, GOALS, Group, Kind, LEFT_OUT, Need, PARTS, Place, REFERENCE, REVIEWS,
    SOURCE,
};
use std::fmt::Write;

/// The keys that each kind of file may contain, in Markdown.
pub fn key_tables() -> String {
    let mut text = String::new();
    for part in PARTS {
        let name = match part.place {
            Place::File(name) => name.to_string(),
            Place::Folder(folder) | Place::Topics(folder) => format!("{folder}/….toml"),
        };
        write_file(&mut text, &format!("{REFERENCE}/{name}"), part.group);
    }
    write_file(&mut text, "sources.toml", &SOURCE);
    write_file(&mut text, "edition.toml", &EDITION);
    write_file(&mut text, "review.toml", &REVIEWS);
    write_file(&mut text, "left-out.toml", &LEFT_OUT);
    write_file(&mut text, "before.toml", &BEFORE);
    text.trim_end().to_string() + "\n"
}

fn write_file(text: &mut String, name: &str, group: &Group) {
    let _ = writeln!(
        text,
        "### `{name}`\n\n| key | how | what |\n| --- | --- | --- |"
    );
    write_fields(text, group, "");
    text.push('\n');
}

fn write_fields(text: &mut String, group: &Group, under: &str) {
    for field in group.fields {
        let key = format!("{under}{}", field.key);
        let optional = match field.need {
            Need::Must => "",
            Need::May => "; may be left out",
            Need::WhereAsked => "; left out in `help` and `glossary`",
        };
        let _ = writeln!(
            text,
            "| `{key}` | {}{optional} | {} |",
            form(field),
            field.doc
        );
        if let Kind::Records(inside, _) | Kind::Record(inside) = field.kind {
            write_fields(text, inside, &format!("{key}."));
        }
    }
}

/// How a field is written.
fn form(field: &Field) -> String {
    let places = |places: &[&str]| match places {
        [] => "a text".to_string(),
        places => format!("a text with `{}`", places.join("` `")),
    };
    match field.kind {
        Kind::Text => "a text".into(),
        Kind::Open(place) => places(&[place]),
        Kind::Template(all) => places(all),
        Kind::Claim => "a table with `text` and `facts`".into(),
        Kind::OwnClaim => "a text, with `facts` beside it".into(),
        Kind::Claims => "a list of `id`, `text`, `facts`".into(),
        Kind::Texts | Kind::Words | Kind::Phrases(_) => "`[\"…\"]`".into(),
        Kind::Months => "`[\"…\"]`, twelve".into(),
        Kind::Flag => "`true`, or nothing".into(),
        Kind::Choice(_, values) => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value:?}`")).collect();
            values.join(" or ")
        }
        Kind::Id(group) => format!(
            "the id of a {}",
            group.doc.trim_end_matches('.').to_lowercase()
        ),
        Kind::Ids => "`[\"…\"]` of ids".into(),
        Kind::Goal => format!("a topic, `topic/part`, or one of `{}`", GOALS.join("`, `")),
        Kind::SignList(_) => "a text".into(),
        Kind::Record(_) => "a table".into(),
        Kind::Phone => "a telephone number".into(),
        Kind::Url => "an `https://` address".into(),
        Kind::Contact => "an `https://` or `mailto:` address".into(),
        Kind::Pages => "an `https://` address with `{language}`".into(),
        Kind::LanguageTag => "a language tag".into(),
        Kind::Date => "a day without quotes".into(),
        Kind::Pattern => "a regular expression".into(),
        Kind::Records(group, _) if group.ids => "a list of records with `id`".into(),
        Kind::Records(..) => "a list of records".into(),
    }
}
