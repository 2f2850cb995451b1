//! Changes to the page as data that crosses to JavaScript in one call: numbers, and one text with all words in a row.
//!
//! A call for each element, attribute and text took most of a start: WebAssembly hands over a string by decoding it
//! anew, so a thousand short ones cost more than one long one. `runCommands` in `www/element.js` carries them out.

use crate::diff::{Child, Patch};
use crate::tree::{Element, Node};

/// What to do. After each number stand the lengths of its words; the words themselves are next in the text.
///
/// A command is about the element that was begun last and has not ended, or else about the target, which is the shadow root
/// at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Command {
    /// Ends the element.
    End,
    /// Begins an element, with its tag: inside the one before, or else at the end of the shadow root, or of the list once
    /// there is another target.
    Element,
    /// Adds words, with the words.
    Text,
    /// Sets an attribute, with its name and value.
    Set,
    /// Takes an attribute away, with its name.
    Unset,
    /// Makes the element with this id the target.
    Target,
    /// Adds the element with this id, which is there already, to the list.
    Keep,
    /// Makes the list the children of the target, and begins another.
    Children,
}

/// Commands in order.
#[derive(Debug, Default, PartialEq)]
pub struct Commands {
    /// Each command, with the lengths of its words in UTF-16 code units, which is how JavaScript counts.
    pub numbers: Vec<u32>,
    /// All words, one after the other.
    pub words: String,
}

impl Commands {
    /// Makes a tree at the end of the shadow root.
    pub fn make(tree: &Element) -> Commands {
        let mut commands = Commands::default();
        commands.element(tree);
        commands
    }

    /// Applies patches in order.
    pub fn apply(patches: &[Patch<'_>]) -> Commands {
        let mut commands = Commands::default();
        for patch in patches {
            match patch {
                Patch::Set(id, name, value) => {
                    commands.add(Command::Target, &[id]);
                    commands.add(Command::Set, &[name, value]);
                }
                Patch::Unset(id, name) => {
                    commands.add(Command::Target, &[id]);
                    commands.add(Command::Unset, &[name]);
                }
                Patch::Children(id, children) => {
                    commands.add(Command::Target, &[id]);
                    for child in children {
                        match child {
                            Child::Keep(id) => commands.add(Command::Keep, &[id]),
                            Child::New(node) => commands.node(node),
                        }
                    }
                    commands.add(Command::Children, &[]);
                }
            }
        }
        commands
    }

    fn element(&mut self, element: &Element) {
        self.add(Command::Element, &[element.tag]);
        if let Some(id) = &element.id {
            self.add(Command::Set, &["id", id]);
        }
        for (name, value) in &element.attrs {
            self.add(Command::Set, &[name, value]);
        }
        for child in &element.children {
            self.node(child);
        }
        self.add(Command::End, &[]);
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.add(Command::Text, &[text]),
            Node::Element(element) => self.element(element),
            Node::Lazy(lazy) => self.element(lazy.element()),
        }
    }

    fn add(&mut self, command: Command, words: &[&str]) {
        self.numbers.push(command as u32);
        for word in words {
            let length: usize = word.chars().map(char::len_utf16).sum();
            self.numbers.push(length as u32);
            self.words.push_str(word);
        }
    }
}
