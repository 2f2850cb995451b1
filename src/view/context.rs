//! What every part of the view needs: the words, for whom the view is made, and how ids are written there. The other
//! files of the view use this one, which knows none of them.

use crate::content::{LanguageId, Open, TextId, Words};
use crate::key::{FALLBACK_PREFIX, Key};
use crate::model::{Medium, Model, Row, Section, Target};
use crate::text::join;
use crate::tree::Str;

/// Small, and equal as long as nothing of it changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ViewContext {
    words: Words,
    /// The code of the language shown.
    pub(super) language: &'static str,
    /// How it runs, `ltr` or `rtl`, whatever the page around it does.
    pub(super) dir: &'static str,
    medium: Medium,
    /// Level of the title's heading.
    pub(super) level: u8,
}

impl ViewContext {
    pub(super) fn new(model: &Model) -> ViewContext {
        ViewContext::of(model, model.language, model.words)
    }

    /// For the panel of a row, which may still be in the words of before; and whether it is made at all.
    pub(super) fn of_panel(model: &Model, row: Row) -> (ViewContext, bool) {
        match model.words_of(row) {
            Some((language, words)) => (ViewContext::of(model, language, words), true),
            None => (ViewContext::new(model), false),
        }
    }

    fn of(model: &Model, language: LanguageId, words: Words) -> ViewContext {
        ViewContext {
            words,
            language: language.code,
            dir: language.dir,
            medium: model.medium,
            level: model.heading_level,
        }
    }

    pub(super) fn text(self, text: TextId) -> &'static str {
        self.words.get(text)
    }

    /// A sentence with its open place filled.
    pub(super) fn fill(self, sentence: Open, with: &str) -> Str {
        join(&[self.text(sentence.before), with, self.text(sentence.after)]).into()
    }

    /// Pages without script are made natively, so the engine carries nothing of them.
    pub(super) fn is_fallback(self) -> bool {
        cfg!(not(target_family = "wasm")) && self.medium == Medium::Fallback
    }

    /// The id of the element with this key.
    pub(super) fn id(self, key: impl Into<Key>) -> Str {
        self.prefixed(key.into().to_str())
    }

    /// The name of the group in which one row is open at a time, if the row is in one.
    pub(super) fn group(self, row: Row) -> Option<Str> {
        match row {
            Row::Site(_) => Some(self.prefixed("site".into())),
            Row::Topic(_) => Some(self.prefixed("topic".into())),
            _ => None,
        }
    }

    #[inline(never)]
    fn prefixed(self, id: Str) -> Str {
        if self.is_fallback() {
            join(&[FALLBACK_PREFIX, &id]).into()
        } else {
            id
        }
    }
}

/// Which sections are shown, for links between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shown([bool; Section::ALL.len()]);

impl Shown {
    pub(super) fn new(model: &Model) -> Shown {
        Shown(Section::ALL.map(|section| model.sections.contains(&section)))
    }

    /// Whether this is in a section that is shown; the signs and the visit always are.
    pub(super) fn leads_to(self, target: Target) -> bool {
        let section = match target {
            Target::Map | Target::Row(Row::Site(_)) => Section::Map,
            Target::Subtypes | Target::Row(Row::Subtype(_)) => Section::Subtypes,
            Target::Row(Row::Topic(topic)) => Section::Topic(topic),
            Target::Row(row @ Row::Part(_)) => match row.around() {
                Some(around) => return self.leads_to(Target::Row(around)),
                None => return false,
            },
            _ => return true,
        };
        let mut all = Section::ALL.into_iter().zip(self.0);
        all.any(|(known, shown)| shown && known == section)
    }
}
