//! Writes the structs of the structure, one for each group of the schema, and the ids of their rows.

use crate::schema::{Group, Kind, PARTS, Table};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The Rust types of all groups that the engine gets.
pub(super) fn types() -> String {
    let mut code = String::new();
    let mut choices: BTreeMap<&str, &[&str]> = BTreeMap::new();
    let of_parts = PARTS.iter().map(|part| part.group);
    for group in of_parts.chain(counted()) {
        let (Table::One(table) | Table::Named(table) | Table::Counted(table)) = group.table else {
            continue;
        };
        let _ = writeln!(
            code,
            "/// {}\n#[derive(Debug)]\npub struct {} {{",
            group.doc, group.name
        );
        if matches!(group.table, Table::Named(_)) {
            code.push_str("    /// Its id, such as `liver`.\n    pub id: &'static str,\n");
        }
        for field in group.fields {
            if let Kind::Choice(name, values) = field.kind {
                choices.insert(name, values);
            }
            let Some(of) = field.rust_type() else {
                continue;
            };
            let doc = match field.doc {
                "" => format!("The key `{}`.", field.key),
                doc => format!("{}{}.", doc[..1].to_uppercase(), &doc[1..]),
            };
            let _ = writeln!(code, "    /// {doc}\n    pub {}: {of},", field.rust_name());
        }
        if group.sources {
            code.push_str(
                "    /// The sources under its claims.\n    pub sources: &'static [SourceId],\n",
            );
        }
        code.push_str("}\n");
        match group.table {
            Table::Named(_) => {
                write_id_type(&mut code, group, table, " by id");
            }
            Table::Counted(_) => {
                write_id_type(&mut code, group, table, "");
            }
            Table::One(_) | Table::Host => {}
        }
    }
    for (name, values) in choices {
        let _ = writeln!(
            code,
            "/// One of the values that a key of the content may have.\n\
             #[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum {name} {{"
        );
        for value in values {
            let _ = writeln!(code, "    /// `{value}`\n    {},", variant(value));
        }
        code.push_str("}\n");
    }
    code
}

/// The type of the ids of a table, by a macro of the widget.
fn write_id_type(code: &mut String, group: &Group, table: &str, found: &str) {
    let (id, name, doc) = (group.id_type(), group.name, group.doc);
    let _ = writeln!(
        code,
        "id_type!(\n    /// {doc}\n    {id}: {name} in {table}{found}\n);"
    );
}

/// Groups whose records stand in records of others, each once, in the order of the schema.
pub(super) fn counted() -> Vec<&'static Group> {
    let mut all: Vec<&'static Group> = Vec::new();
    let mut waiting: Vec<&'static Group> = PARTS.iter().map(|part| part.group).collect();
    waiting.reverse();
    while let Some(group) = waiting.pop() {
        if matches!(group.table, Table::Counted(_))
            && !all.iter().any(|known| std::ptr::eq(*known, group))
        {
            all.push(group);
        }
        for field in group.fields.iter().rev() {
            if let Kind::Records(inside, _) = field.kind {
                waiting.push(inside);
            }
        }
    }
    all
}

/// `Now` for `now`.
pub(super) fn variant(value: &str) -> String {
    let mut name = String::new();
    for word in value.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}
