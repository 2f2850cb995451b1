//! Writes the drawing as a table without pointers, which is half the size of the same tree as nested structs.

use crate::figure::Shape;
use std::fmt::Write;

/// See `Figure` in `src/content.rs`. Returns how many bytes it takes in the engine.
pub(super) fn write(code: &mut String, root: &Shape) -> usize {
    let mut table = Table {
        names: vec![String::new()],
        ..Table::default()
    };
    table.add(root);
    let mut offsets = vec![0];
    for value in &table.texts {
        offsets.push(offsets[offsets.len() - 1] + value.len());
    }
    let Table {
        elements,
        attrs,
        values,
        texts,
        names,
    } = table;
    let _ = writeln!(
        code,
        "\n/// The drawing.\npub static FIGURE: Figure = Figure {{\n    elements: &{elements:?},\n    attrs: &{attrs:?},\n    \
         values: &{values:?},\n    offsets: &{offsets:?},\n    text: {:?},\n    names: &{names:?},\n}};",
        texts.concat()
    );
    let names: usize = names.iter().map(String::len).sum();
    elements.len() * 3
        + attrs.len()
        + (values.len() + offsets.len()) * 2
        + texts.concat().len()
        + names
}

#[derive(Default)]
struct Table {
    elements: Vec<[usize; 3]>,
    attrs: Vec<usize>,
    values: Vec<usize>,
    texts: Vec<String>,
    names: Vec<String>,
}

impl Table {
    fn add(&mut self, shape: &Shape) {
        let inside = (!shape.text.is_empty()).then_some(("", shape.text.as_str()));
        let written = shape
            .attrs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let attrs: Vec<(&str, &str)> = written.chain(inside).collect();
        let name = number_of(&mut self.names, &shape.tag);
        self.elements
            .push([name, attrs.len(), shape.children.len()]);
        for (name, value) in attrs {
            let name = number_of(&mut self.names, name);
            self.attrs.push(name);
            let value = number_of(&mut self.texts, value);
            self.values.push(value);
        }
        for child in &shape.children {
            self.add(child);
        }
    }
}

fn number_of(list: &mut Vec<String>, text: &str) -> usize {
    list.iter()
        .position(|other| other == text)
        .unwrap_or_else(|| {
            list.push(text.to_string());
            list.len() - 1
        })
}
