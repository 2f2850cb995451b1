//! Writes the structs of the structure, one for each group of the schema, and the ids of their rows.

use crate::schema::{Field, GOALS, Group, Kind, PARTS, Table};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The Rust types of all groups that the engine gets.
pub(super) fn types() -> String {
    let mut code = String::new();
    let mut choices: BTreeMap<&str, &[&str]> = BTreeMap::new();
    let of_parts = PARTS.iter().map(|part| part.group);
    for group in of_parts.chain(inside()) {
        for field in group.fields {
            if let Kind::Choice(name, values) = field.kind {
                choices.insert(name, values);
            }
        }
        let fields = struct_fields(group);
        if group.table != Table::Host && !fields.is_empty() {
            let _ = writeln!(
                code,
                "/// {}\n#[derive(Debug)]\npub struct {} {{\n{fields}}}",
                group.doc, group.name
            );
        }
        match group.table {
            Table::Named(table) => write_id_type(&mut code, group, table, " by id"),
            // The emitter writes the others, whose rows it counts.
            Table::Counted(table) if !fields.is_empty() => {
                write_id_type(&mut code, group, table, "");
            }
            Table::Counted(_) | Table::One(_) | Table::Inline | Table::Host => {}
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
    write_goal(&mut code);
    code
}

/// Where a link can lead.
fn write_goal(code: &mut String) {
    code.push_str(
        "/// Where a link leads.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Goal {\n",
    );
    for goal in GOALS {
        let _ = writeln!(code, "    /// `{goal}`\n    {},", variant(goal));
    }
    code.push_str(
        "    /// A topic\n    Topic(TopicId),\n    /// A part of a topic\n    Part(PartId),\n}\n",
    );
}

/// The fields of the struct of a group, with their documentation. The texts of a flat group are functions of its ids.
fn struct_fields(group: &Group) -> String {
    let mut code = String::new();
    if matches!(group.table, Table::Named(_)) {
        code.push_str("    /// Its id, such as `liver`.\n    pub id: &'static str,\n");
    }
    for field in group.fields {
        if group.is_flat() && field.is_text() {
            continue;
        }
        if let Some(of) = field.rust_type() {
            let _ = writeln!(
                code,
                "    /// {}\n    pub {}: {of},",
                doc(field),
                field.rust_name()
            );
        }
    }
    for (name, of, doc) in group.extra.iter().flat_map(|extra| extra.fields()) {
        let _ = writeln!(code, "    /// {doc}.\n    pub {name}: {of},");
    }
    code
}

/// A sentence about a field.
fn doc(field: &Field) -> String {
    let mut letters = field.doc.chars();
    match letters.next() {
        None => format!("The key `{}`.", field.key),
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
    }
}

/// The texts of a flat table: the number of each follows from that of its row.
pub(super) fn write_flat_table(code: &mut String, group: &Group, first: usize, rows: usize) {
    let texts: Vec<&Field> = group
        .fields
        .iter()
        .filter(|field| field.is_text())
        .collect();
    let functions = texts.iter().map(|field| (field.rust_name(), doc(field)));
    if struct_fields(group).is_empty() {
        let (id, doc) = (group.id_type(), group.doc);
        let _ = writeln!(code, "id_type!(\n    /// {doc}\n    {id}: {rows}\n);");
    }
    write_text_functions(code, &group.id_type(), first, functions);
}

/// A function for each text of a row; all rows have as many.
pub(super) fn write_text_functions(
    code: &mut String,
    id: &str,
    first: usize,
    functions: impl ExactSizeIterator<Item = (String, String)>,
) {
    let width = functions.len();
    let times = if width == 1 {
        String::new()
    } else {
        format!(" * {width}")
    };
    let _ = writeln!(code, "impl {id} {{");
    for (at, (name, doc)) in functions.enumerate() {
        let _ = writeln!(
            code,
            "    /// {doc}\n    pub const fn {name}(self) -> TextId {{\n        \
             TextId({} + self.0 as u16{times})\n    }}",
            first + at
        );
    }
    code.push_str("}\n");
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
pub(super) fn inside() -> Vec<&'static Group> {
    let mut all: Vec<&'static Group> = Vec::new();
    let mut waiting: Vec<&'static Group> = PARTS.iter().map(|part| part.group).collect();
    waiting.reverse();
    while let Some(group) = waiting.pop() {
        if matches!(group.table, Table::Counted(_) | Table::Inline)
            && !all.iter().any(|known| std::ptr::eq(*known, group))
        {
            all.push(group);
        }
        for field in group.fields.iter().rev() {
            if let Kind::Records(inside, _) | Kind::Record(inside) = field.kind {
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
