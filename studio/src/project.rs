//! What is edited: the files as they were opened, as they are now, and every step between, forwards and backwards.
//!
//! A step keeps only what it changed, so that a day of typing is a few hundred kilobytes, and can be replayed on the files
//! that were opened: after a crash the page gives the steps back that it kept.

use crate::document::Refusal;
use mbc_compiler::Named;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The files of a content, by their paths.
pub type Files = BTreeMap<String, Rc<[u8]>>;

/// Something that was done, and can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was changed, for the button that undoes it: a path, or the name of a form.
    pub label: String,
    /// In each file, what stood there and what stands there now.
    pub changes: Vec<Change>,
}

/// What changed in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The file.
    pub path: String,
    /// How many bytes before the change are the same.
    pub at: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// Whether the file was there before.
    pub was: bool,
    /// Whether it is there now.
    pub is: bool,
}

/// How a file differs from what was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Difference {
    /// It has other words.
    Changed,
    /// It was not there.
    New,
    /// It is gone.
    Removed,
}

/// The project of somebody who edits.
#[derive(Debug, Default)]
pub struct Project {
    opened: Named,
    now: Named,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Project {
    /// Begins with the files that were opened.
    #[must_use]
    pub fn new(content: Named) -> Project {
        Project {
            now: content.clone(),
            opened: content,
            ..Project::default()
        }
    }

    /// The files as they are now.
    #[must_use]
    pub fn content(&self) -> &Named {
        &self.now
    }

    /// The files as they were opened.
    #[must_use]
    pub fn opened(&self) -> &Named {
        &self.opened
    }

    /// A file as text; none if it is not there.
    ///
    /// # Errors
    /// If it is not UTF-8.
    pub fn text(&self, path: &str) -> Result<Option<&str>, Refusal> {
        text_of(&self.now, path)
    }

    /// Puts other texts into files, as one step; none for a file takes it away. With `merge` the step joins the last one,
    /// if that has the same label: what is typed into one field is undone at once. Returns whether anything changed.
    ///
    /// # Errors
    /// If a file that is there is not UTF-8.
    pub fn change(
        &mut self,
        label: &str,
        texts: &[(String, Option<String>)],
        merge: bool,
    ) -> Result<bool, Refusal> {
        let last = self.done.last().filter(|last| merge && last.label == label);
        let base = match last {
            Some(last) => with_undone(&self.now, last)?,
            None => self.now.clone(),
        };
        let mut now = self.now.clone();
        for (path, text) in texts {
            // A file that cannot be read is not written over.
            text_of(&now, path)?;
            match text {
                Some(text) => drop(now.files.insert(path.clone(), Rc::from(text.as_bytes()))),
                None => drop(now.files.remove(path)),
            }
        }
        if now.files == self.now.files {
            return Ok(false);
        }
        let before = last.iter().flat_map(|last| &last.changes);
        let paths = before.map(|change| &change.path);
        let paths: BTreeSet<&String> = paths.chain(texts.iter().map(|(path, _)| path)).collect();
        let mut changes = Vec::new();
        for path in paths {
            let (old, new) = (text_of(&base, path)?, text_of(&now, path)?);
            if old != new {
                changes.push(difference(path, old, new));
            }
        }
        if last.is_some() {
            self.done.pop();
        }
        // What was typed and taken away again is no step.
        if !changes.is_empty() {
            self.done.push(Step {
                label: label.to_string(),
                changes,
            });
        }
        self.undone.clear();
        self.now = now;
        Ok(true)
    }

    /// Takes the last step back, and returns it; none if there is none.
    ///
    /// # Errors
    /// If it does not fit the files. Nothing is changed then.
    pub fn undo(&mut self) -> Result<Option<&Step>, Refusal> {
        let Some(step) = self.done.last() else {
            return Ok(None);
        };
        self.now = with_undone(&self.now, step)?;
        self.undone.extend(self.done.pop());
        Ok(self.undone.last())
    }

    /// Does the step again that was taken back last, and returns it; none if there is none.
    ///
    /// # Errors
    /// As [`Project::undo`].
    pub fn redo(&mut self) -> Result<Option<&Step>, Refusal> {
        let Some(step) = self.undone.last() else {
            return Ok(None);
        };
        self.now = with_done(&self.now, step)?;
        self.done.extend(self.undone.pop());
        Ok(self.done.last())
    }

    /// The steps that were done, and those that were taken back, the next first at the end.
    #[must_use]
    pub fn history(&self) -> (&[Step], &[Step]) {
        (&self.done, &self.undone)
    }

    /// Repeats steps that were kept, on the files that were opened.
    ///
    /// # Errors
    /// If one does not fit the files: they are others than those it was made on. The steps before it stay.
    pub fn restore(&mut self, done: Vec<Step>, undone: Vec<Step>) -> Result<(), Refusal> {
        for step in done {
            self.now = with_done(&self.now, &step)?;
            self.done.push(step);
        }
        self.undone = undone;
        Ok(())
    }

    /// Which files differ from those that were opened.
    #[must_use]
    pub fn differences(&self) -> BTreeMap<String, Difference> {
        let mut all = BTreeMap::new();
        for (path, bytes) in &self.now.files {
            let difference = match self.opened.files.get(path) {
                None => Difference::New,
                Some(before) if before != bytes => Difference::Changed,
                Some(_) => continue,
            };
            all.insert(path.clone(), difference);
        }
        for path in self.opened.files.keys() {
            if !self.now.files.contains_key(path) {
                all.insert(path.clone(), Difference::Removed);
            }
        }
        all
    }
}

/// A file of a content as text; none if it is not there.
fn text_of<'a>(content: &'a Named, path: &str) -> Result<Option<&'a str>, Refusal> {
    let Some(bytes) = content.files.get(path) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Refusal::new(
            format!("`{path}` is not UTF-8"),
            "open it in the program that wrote it, choose UTF-8 as the encoding, and save it again",
        )
    })?;
    Ok(Some(text))
}

/// The content after a step. The bytes of other files are shared.
fn with_done(content: &Named, step: &Step) -> Result<Named, Refusal> {
    let mut content = content.clone();
    for change in &step.changes {
        change.apply(&mut content)?;
    }
    Ok(content)
}

/// The content before a step.
fn with_undone(content: &Named, step: &Step) -> Result<Named, Refusal> {
    let mut content = content.clone();
    for change in step.changes.iter().rev() {
        change.reversed().apply(&mut content)?;
    }
    Ok(content)
}

impl Change {
    fn reversed(&self) -> Change {
        Change {
            path: self.path.clone(),
            at: self.at,
            before: self.after.clone(),
            after: self.before.clone(),
            was: self.is,
            is: self.was,
        }
    }

    fn apply(&self, content: &mut Named) -> Result<(), Refusal> {
        let text = text_of(content, &self.path)?;
        let rest = text.unwrap_or_default().get(self.at..);
        let rest = rest.and_then(|rest| rest.strip_prefix(self.before.as_str()));
        let (Some(rest), true) = (rest, text.is_some() == self.was) else {
            return Err(Refusal::new(
                format!(
                    "a change that was kept does not fit `{}`: the file is another one",
                    self.path
                ),
                "open the files again that it was made on, or take the words out of the change",
            ));
        };
        let before = &text.unwrap_or_default()[..self.at];
        let changed = format!("{before}{}{rest}", self.after);
        if self.is {
            let bytes = Rc::from(changed.into_bytes());
            content.files.insert(self.path.clone(), bytes);
        } else {
            content.files.remove(&self.path);
        }
        Ok(())
    }
}

/// The one stretch in which two texts differ.
fn difference(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let (old, new) = (before.unwrap_or_default(), after.unwrap_or_default());
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs
            .take_while(|(old, new)| old == new)
            .map(|(old, _)| old.len_utf8())
            .sum()
    };
    let at = same(&mut old.chars().zip(new.chars()));
    let end = same(&mut old[at..].chars().rev().zip(new[at..].chars().rev()));
    Change {
        path: path.to_string(),
        at,
        before: old[at..old.len() - end].to_string(),
        after: new[at..new.len() - end].to_string(),
        was: before.is_some(),
        is: after.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn project(files: &[(&str, &str)]) -> Project {
        let files = files.iter();
        let files = files.map(|(path, text)| (path.to_string(), Rc::from(text.as_bytes())));
        Project::new(Named {
            name: "content".to_string(),
            files: files.collect(),
        })
    }

    fn set(project: &mut Project, path: &str, text: &str, merge: bool) -> bool {
        let texts = [(path.to_string(), Some(text.to_string()))];
        project.change(path, &texts, merge).expect("it is changed")
    }

    #[test]
    fn what_is_typed_into_one_field_is_undone_at_once() {
        let mut project = project(&[("a", "one"), ("b", "two")]);
        assert!(set(&mut project, "a", "once", true));
        assert!(set(&mut project, "a", "once more", true));
        assert!(set(&mut project, "b", "to", true));
        assert!(!set(&mut project, "b", "to", true));
        assert_eq!(project.history().0.len(), 2);
        for _ in 0..2 {
            assert!(project.undo().is_ok_and(|step| step.is_some()));
        }
        assert_eq!(project.text("a"), Ok(Some("one")));
        assert!(project.differences().is_empty());
        assert_eq!(project.undo(), Ok(None));
        assert!(project.redo().is_ok_and(|step| step.is_some()));
        assert_eq!(project.text("a"), Ok(Some("once more")));
    }

    #[test]
    fn a_file_can_be_added_and_taken_away() {
        let mut project = project(&[("a", "one")]);
        let texts = [
            ("a".to_string(), None),
            ("b".to_string(), Some("two".to_string())),
        ];
        assert_eq!(project.change("move", &texts, false), Ok(true));
        let differences: Vec<_> = project.differences().into_values().collect();
        assert_eq!(differences, [Difference::Removed, Difference::New]);
        assert!(project.undo().is_ok_and(|step| step.is_some()));
        assert!(project.differences().is_empty());
    }

    #[test]
    fn what_was_typed_and_taken_away_again_is_a_change_but_no_step() {
        let mut project = project(&[("a", "one")]);
        assert!(set(&mut project, "a", "once", true));
        assert!(set(&mut project, "a", "one", true));
        assert_eq!(project.history(), (&[][..], &[][..]));
        assert!(project.differences().is_empty());
    }

    #[test]
    fn a_step_that_does_not_fit_is_refused_and_stays() {
        let mut project = project(&[("a", "one")]);
        let strange = Step {
            label: "a".to_string(),
            changes: vec![difference("a", Some("two"), Some("three"))],
        };
        let kept = vec![strange.clone()];
        assert_eq!(project.restore(Vec::new(), kept), Ok(()));
        assert!(project.redo().is_err());
        assert_eq!(project.history().1, [strange]);
        assert_eq!(project.text("a"), Ok(Some("one")));
    }

    #[test]
    fn steps_that_do_not_fit_the_files_are_refused_and_those_before_stay() {
        let mut before = project(&[("a", "one"), ("b", "two")]);
        set(&mut before, "a", "once", false);
        set(&mut before, "b", "too", false);
        let steps = before.history().0.to_vec();
        let mut same = project(&[("a", "one"), ("b", "two")]);
        assert_eq!(same.restore(steps.clone(), Vec::new()), Ok(()));
        assert_eq!(same.text("b"), Ok(Some("too")));
        let mut other = project(&[("a", "one"), ("b", "2")]);
        let refusal = other
            .restore(steps, Vec::new())
            .expect_err("`b` is another");
        assert!(refusal.message.contains("`b`"), "{}", refusal.message);
        assert_eq!(other.text("a"), Ok(Some("once")));
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_what_was_opened_and_redoing_what_was_written(
            texts in proptest::collection::vec(("[ab]", proptest::option::of("[aé\n]{0,6}"), any::<bool>()), 0..12)
        ) {
            let mut project = project(&[("a", "aé")]);
            for (path, text, merge) in texts {
                let merged = merge;
                project.change(&path, &[(path.clone(), text)], merged).expect("it is changed");
            }
            let written = project.content().files.clone();
            let (done, _) = project.history();
            let mut again = Project::new(project.opened().clone());
            again.restore(done.to_vec(), Vec::new()).expect("they fit");
            prop_assert_eq!(&again.content().files, &written);
            while project.undo().expect("it fits").is_some() {}
            prop_assert_eq!(&project.content().files, &project.opened().files);
            while project.redo().expect("it fits").is_some() {}
            prop_assert_eq!(&project.content().files, &written);
        }
    }
}
