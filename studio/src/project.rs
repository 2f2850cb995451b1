//! What is edited: the files as they were opened, as they are now, and every step between, forwards and backwards.
//!
//! A step keeps only what it changed, so that a day of typing is a few hundred kilobytes, and can be replayed on the files
//! that were opened: after a crash the page gives the steps back that it kept.

use crate::document::Refusal;
use mbc_compiler::Named;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
        let Some(bytes) = self.now.files.get(path) else {
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
        let mut changes = Vec::new();
        for (path, text) in texts {
            let before = self.text(path)?;
            if before != text.as_deref() {
                changes.push(difference(path, before, text.as_deref()));
            }
        }
        if changes.is_empty() {
            return Ok(false);
        }
        let joined = merge
            .then(|| self.done.last().filter(|last| last.label == label))
            .flatten()
            .cloned();
        if let Some(last) = joined {
            // The texts before both.
            let paths: Vec<String> = last
                .changes
                .iter()
                .map(|change| change.path.clone())
                .collect();
            for change in last.changes.iter().rev() {
                self.apply(&change.reversed())?;
            }
            self.done.pop();
            let mut whole: Vec<(String, Option<String>)> = texts.to_vec();
            for path in paths
                .iter()
                .filter(|path| !texts.iter().any(|(other, _)| other == *path))
            {
                let change = last.changes.iter().find(|change| change.path == *path);
                let before = self.text(path)?.map(str::to_string);
                let after = change
                    .filter(|change| change.is)
                    .map(|change| change.applied(before.as_deref()));
                whole.push((path.clone(), after));
            }
            return self.change(label, &whole, false);
        }
        for change in &changes {
            self.apply(change)?;
        }
        self.done.push(Step {
            label: label.to_string(),
            changes,
        });
        self.undone.clear();
        Ok(true)
    }

    /// Takes the last step back, and returns it.
    pub fn undo(&mut self) -> Option<&Step> {
        let step = self.done.pop()?;
        for change in step.changes.iter().rev() {
            // What was applied can be taken back.
            self.apply(&change.reversed()).ok()?;
        }
        self.undone.push(step);
        self.undone.last()
    }

    /// Does the step again that was taken back last, and returns it.
    pub fn redo(&mut self) -> Option<&Step> {
        let step = self.undone.pop()?;
        for change in &step.changes {
            self.apply(change).ok()?;
        }
        self.done.push(step);
        self.done.last()
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
            for change in &step.changes {
                self.apply(change)?;
            }
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

    fn apply(&mut self, change: &Change) -> Result<(), Refusal> {
        let text = self.text(&change.path)?;
        if text.is_some() != change.was || !change.fits(text.unwrap_or_default()) {
            return Err(Refusal::new(
                format!(
                    "a change that was kept does not fit `{}`: the file is another one",
                    change.path
                ),
                "open the files again that it was made on, or take the words out of the change",
            ));
        }
        let changed = change.applied(text);
        let path = change.path.clone();
        if change.is {
            self.now.files.insert(path, Rc::from(changed.into_bytes()));
        } else {
            self.now.files.remove(&path);
        }
        Ok(())
    }
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

    fn fits(&self, text: &str) -> bool {
        text.get(self.at..)
            .is_some_and(|rest| rest.starts_with(&self.before))
    }

    fn applied(&self, text: Option<&str>) -> String {
        let text = text.unwrap_or_default();
        let (before, rest) = text.split_at(self.at);
        format!("{before}{}{}", self.after, &rest[self.before.len()..])
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
        project.undo();
        project.undo();
        assert_eq!(project.text("a"), Ok(Some("one")));
        assert!(project.differences().is_empty());
        assert!(project.undo().is_none());
        project.redo();
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
        project.undo();
        assert!(project.differences().is_empty());
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
            while project.undo().is_some() {}
            prop_assert_eq!(&project.content().files, &project.opened().files);
            while project.redo().is_some() {}
            prop_assert_eq!(&project.content().files, &written);
        }
    }
}
