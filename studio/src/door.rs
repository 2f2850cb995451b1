//! What JavaScript may call: thin, and it never panics. Values cross by serde-wasm-bindgen in both directions, files by
//! gloo. Wasm only.

use crate::archive;
use crate::document::{self, Refusal, Written};
use crate::project::{Difference, Project, Step};
use gloo_file::{Blob, futures::read_as_bytes};
use js_sys::{Array, Object, Reflect, Uint8Array};
use mbc_compiler::{Diagnostic, Named, Sentence};
use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

type Answer<T> = Result<T, JsValue>;

/// The project of somebody who edits.
#[wasm_bindgen]
pub struct Studio {
    project: Project,
    left_out: Vec<String>,
    /// The sentences as they were opened, once they were asked for.
    opened: OnceCell<Vec<Sentence>>,
}

/// A step that was kept, and those that were taken back.
#[derive(Deserialize)]
struct Kept {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A value of a key, as JavaScript gives it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Texts(Vec<String>),
    Flag(bool),
}

impl From<Value> for Option<Written> {
    fn from(value: Value) -> Option<Written> {
        match value {
            Value::Text(text) => Some(Written::Text(text)),
            Value::Texts(texts) => Some(Written::Texts(texts)),
            Value::Flag(true) => Some(Written::Flag),
            Value::Flag(false) => None,
        }
    }
}

#[derive(Serialize)]
struct State<'a> {
    undo: Option<&'a str>,
    redo: Option<&'a str>,
    differences: Vec<(String, Difference)>,
}

#[derive(Serialize)]
struct Unread {
    #[serde(flatten)]
    unread: mbc_compiler::Unread,
    /// The wording it was compared with, if that is still known: the original as it was opened.
    before: Option<String>,
}

#[wasm_bindgen]
impl Studio {
    /// Opens a zip archive: a `File` or a `Blob`.
    ///
    /// # Errors
    /// `{message, help}` if it is not ours.
    pub async fn open(file: web_sys::Blob) -> Answer<Studio> {
        let bytes = read_as_bytes(&Blob::from(file)).await.map_err(|error| {
            refused(&Refusal::new(
                format!("the file cannot be read ({error})"),
                "close the program that has it open, and choose it again",
            ))
        })?;
        let opened = archive::read(&bytes).map_err(|refusal| refused(&refusal))?;
        Ok(Studio {
            project: Project::new(opened.content),
            left_out: opened.left_out,
            opened: OnceCell::new(),
        })
    }

    /// Opens files: an object from paths in the content folder to their bytes.
    #[wasm_bindgen(js_name = openFiles)]
    pub fn open_files(files: &Object) -> Studio {
        let mut content = Named {
            name: "content".to_string(),
            ..Named::default()
        };
        for entry in Object::entries(files).iter() {
            let entry = Array::from(&entry);
            let bytes = Uint8Array::new(&entry.get(1)).to_vec();
            let path = entry.get(0).as_string().unwrap_or_default();
            content.files.insert(path, Rc::from(bytes));
        }
        Studio {
            project: Project::new(content),
            left_out: Vec::new(),
            opened: OnceCell::new(),
        }
    }

    /// Files of the archive that stand outside of its content.
    #[wasm_bindgen(js_name = leftOut)]
    pub fn left_out(&self) -> Answer<JsValue> {
        to_js(&self.left_out)
    }

    /// Whether the files can be read at all, and everything in them that can be edited.
    ///
    /// # Errors
    /// `{faults}` if not.
    pub fn outline(&self) -> Answer<JsValue> {
        let outline = mbc_compiler::outline(self.content()).map_err(faulty)?;
        to_js(&outline)
    }

    /// The first answer after a change: `faults` of a file (`content/es/front.toml`), and `packs`, by the code of each
    /// language the bytes of its pack.
    pub fn glance(&self, path: &str) -> Answer<JsValue> {
        let glance = mbc_compiler::glance(self.content(), path);
        let packs = Object::new();
        for (language, pack) in &glance.packs {
            set(&packs, language, &Uint8Array::from(pack.as_slice()))?;
        }
        let answer = Object::new();
        set(&answer, "faults", &to_js(&glance.faults)?)?;
        set(&answer, "packs", &packs)?;
        Ok(answer.into())
    }

    /// What a build would say, and how each section measures.
    pub fn survey(&self, today: &str) -> Answer<JsValue> {
        to_js(&mbc_compiler::survey(self.content(), today))
    }

    /// What [`mbc_compiler::compile`] says, each fault as a build prints it.
    #[wasm_bindgen(js_name = faultsAsPrinted)]
    pub fn faults_as_printed(&self) -> Answer<JsValue> {
        let said = mbc_compiler::compile(self.content()).err();
        let said = said.unwrap_or_default();
        let lines: Vec<String> = said.iter().map(ToString::to_string).collect();
        to_js(&lines)
    }

    /// What can be undone and redone, and which files differ from those that were opened.
    pub fn state(&self) -> Answer<JsValue> {
        let (done, undone) = self.project.history();
        to_js(&State {
            undo: done.last().map(|step| step.label.as_str()),
            redo: undone.last().map(|step| step.label.as_str()),
            differences: self.project.differences().into_iter().collect(),
        })
    }

    /// The words of a sentence in a language, as the file has them now; undefined if it has none.
    pub fn text(&self, language: &str, file: &str, path: &str) -> Answer<Option<String>> {
        let file = format!("{language}/{file}");
        let text = self.project.text(&file).and_then(|text| match text {
            Some(text) => document::text(text, inside(path)),
            None => Ok(None),
        });
        text.map_err(|refusal| refused(&refusal))
    }

    /// Puts other words at a path. With `merge` the step joins the last one of the same sentence. Returns whether
    /// anything changed.
    ///
    /// # Errors
    /// `{message, help}`
    #[wasm_bindgen(js_name = setText)]
    pub fn set_text(
        &mut self,
        language: &str,
        file: &str,
        path: &str,
        words: &str,
        merge: bool,
    ) -> Answer<bool> {
        let label = format!("{language} {path}");
        self.edit(language, file, &label, merge, |text| {
            document::set_text(text, inside(path), words)
        })
    }

    /// Puts a value under a key of the record at a path; undefined or `false` takes the key away.
    ///
    /// # Errors
    /// `{message, help}`
    #[wasm_bindgen(js_name = setKey)]
    pub fn set_key(
        &mut self,
        language: &str,
        file: &str,
        path: &str,
        key: &str,
        value: JsValue,
    ) -> Answer<bool> {
        let value: Option<Value> = from_js(value)?;
        let value = value.and_then(Into::into);
        let label = format!("{language} {path}.{key}");
        self.edit(language, file, &label, false, |text| {
            document::set_key(text, inside(path), key, value.as_ref())
        })
    }

    /// Adds a record to a list in every language, as one step. `keys` has for each language the keys in their order,
    /// `{en: [["text", "…"], ["facts", ["…"]]], es: [["text", "…"]]}`.
    ///
    /// # Errors
    /// `{message, help}`
    pub fn insert(
        &mut self,
        file: &str,
        list: &str,
        after: Option<String>,
        id: &str,
        keys: JsValue,
    ) -> Answer<bool> {
        let keys: BTreeMap<String, Vec<(String, Value)>> = from_js(keys)?;
        let mut texts = Vec::new();
        for (language, keys) in keys {
            let keys: Vec<(String, Written)> = keys
                .into_iter()
                .filter_map(|(key, value)| Some((key, Option::from(value)?)))
                .collect();
            texts.push(self.changed(&language, file, |text| {
                document::insert(text, inside(list), after.as_deref(), id, &keys)
            })?);
        }
        self.step(&format!("+ {list}.{id}"), &texts)
    }

    /// Takes a record away in every language, as one step.
    ///
    /// # Errors
    /// `{message, help}`
    pub fn remove(&mut self, file: &str, path: &str) -> Answer<bool> {
        let texts =
            self.in_each_language(file, path, |text| document::remove(text, inside(path)))?;
        self.step(&format!("− {path}"), &texts)
    }

    /// Exchanges a record with the one before it in every language, as one step.
    ///
    /// # Errors
    /// `{message, help}`
    #[wasm_bindgen(js_name = moveUp)]
    pub fn move_up(&mut self, file: &str, path: &str) -> Answer<bool> {
        let texts =
            self.in_each_language(file, path, |text| document::move_up(text, inside(path)))?;
        self.step(&format!("↑ {path}"), &texts)
    }

    /// What a line and column of a file (`content/es/front.toml`, from 1) belong to: `{language, file, path}`, where
    /// `path` begins like that of a sentence; null in a file without sentences, or one that is not TOML.
    pub fn locate(&self, path: &str, line: usize, column: usize) -> Answer<JsValue> {
        #[derive(Serialize)]
        struct Located<'a> {
            language: &'a str,
            file: &'a str,
            path: String,
        }
        let path = path.split_once('/').map_or(path, |(_, rest)| rest);
        let Some((language, file)) = path.split_once('/') else {
            return Ok(JsValue::NULL);
        };
        let text = self.project.text(path).ok().flatten().unwrap_or_default();
        let start: usize = text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = text.get(start..).unwrap_or_default();
        let inside: usize = rest
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        let Ok(path) = document::path_at(text, start + inside) else {
            return Ok(JsValue::NULL);
        };
        let name = file.rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".toml").unwrap_or(name);
        let id = name
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches('-');
        to_js(&Located {
            language,
            file,
            path: format!("{id}.{path}"),
        })
    }

    /// Signs a section of a language as it is now: adds an entry to `review.toml`, and keeps the words, so that the next
    /// clinician sees what changed. Days are `YYYY-MM-DD`.
    ///
    /// # Errors
    /// `{message, help}` while a fault is open, or if a name is empty or a day is none.
    #[allow(clippy::too_many_arguments, reason = "one for each line of the entry")]
    pub fn sign(
        &mut self,
        section: &str,
        language: &str,
        reviewer: &str,
        role: &str,
        date: &str,
        next: &str,
    ) -> Answer<bool> {
        let survey = mbc_compiler::survey(self.content(), date);
        if !survey.faults.is_empty() {
            return Err(refused(&Refusal::new(
                "nothing can be signed while faults are open",
                "mend them first: the list of faults leads to each",
            )));
        }
        let of = |measured: &&mbc_compiler::Measured| {
            measured.section == section && measured.language == language
        };
        let Some(measured) = survey.sections.iter().find(of) else {
            return Err(refused(&Refusal::new(
                format!("there is no section `{section}` in `{language}`"),
                "choose one of the list",
            )));
        };
        let review = self.file("review.toml")?.unwrap_or_default();
        let review = document::with_review(
            &review,
            &[
                ("section", section),
                ("language", language),
                ("reviewer", reviewer),
                ("role", role),
            ],
            [date, next],
            &measured.fingerprint,
        );
        let review = review.map_err(|refusal| refused(&refusal))?;
        let signed = mbc_compiler::sign(self.content(), section, language).map_err(faulty)?;
        let texts = [
            ("review.toml".to_string(), Some(review)),
            (format!("{language}/{}", mbc_compiler::SIGNED), Some(signed)),
        ];
        self.step(&format!("✍ {section} {language}"), &texts)
    }

    /// What of a section is not as it was signed: `[{path, before, after, moved}]`; null if what was signed is not known.
    ///
    /// # Errors
    /// `{faults}` if the files cannot be read together.
    #[wasm_bindgen(js_name = signedChanges)]
    pub fn signed_changes(&self, section: &str, language: &str) -> Answer<JsValue> {
        let changes = mbc_compiler::signed_changes(self.content(), section, language);
        to_js(&changes.map_err(faulty)?)
    }

    /// Puts a value under a key of a file beside the languages, such as `edition.toml`; undefined takes the key away.
    ///
    /// # Errors
    /// `{message, help}`
    #[wasm_bindgen(js_name = setRootKey)]
    pub fn set_root_key(&mut self, file: &str, key: &str, value: JsValue) -> Answer<bool> {
        let value: Option<Value> = from_js(value)?;
        let value = value.and_then(Into::into);
        let text = self.file(file)?.unwrap_or_default();
        let text = document::set_key(&text, "", key, value.as_ref());
        let text = text.map_err(|refusal| refused(&refusal))?;
        self.step(&format!("{file} {key}"), &[(file.to_string(), Some(text))])
    }

    /// A file as text; undefined if it is not there.
    ///
    /// # Errors
    /// `{message, help}` if it is not UTF-8.
    pub fn file(&self, path: &str) -> Answer<Option<String>> {
        let text = self
            .project
            .text(path)
            .map_err(|refusal| refused(&refusal))?;
        Ok(text.map(str::to_string))
    }

    /// Puts another text into a file, undefined takes it away.
    ///
    /// # Errors
    /// `{message, help}` if the file that is there is not UTF-8.
    #[wasm_bindgen(js_name = setFile)]
    pub fn set_file(&mut self, path: &str, text: Option<String>, merge: bool) -> Answer<bool> {
        let texts = [(path.to_string(), text)];
        let changed = self.project.change(path, &texts, merge);
        changed.map_err(|refusal| refused(&refusal))
    }

    /// The same for several files as one step: `[[path, text], …]`, where null takes a file away.
    ///
    /// # Errors
    /// As [`Studio::set_file`].
    #[wasm_bindgen(js_name = setFiles)]
    pub fn set_files(&mut self, label: &str, files: JsValue) -> Answer<bool> {
        let texts: Vec<(String, Option<String>)> = from_js(files)?;
        self.step(label, &texts)
    }

    /// The path of every file, sorted.
    pub fn paths(&self) -> Answer<JsValue> {
        let files = self.project.content().files.keys();
        to_js(
            &files
                .filter(|path| !path.ends_with('/'))
                .collect::<Vec<_>>(),
        )
    }

    /// Takes the last step back; returns its label.
    ///
    /// # Errors
    /// `{message, help}` if it does not fit the files.
    pub fn undo(&mut self) -> Answer<Option<String>> {
        let step = self.project.undo().map_err(|refusal| refused(&refusal))?;
        Ok(step.map(|step| step.label.clone()))
    }

    /// Does the step again that was taken back last; returns its label.
    ///
    /// # Errors
    /// As [`Studio::undo`].
    pub fn redo(&mut self) -> Answer<Option<String>> {
        let step = self.project.redo().map_err(|refusal| refused(&refusal))?;
        Ok(step.map(|step| step.label.clone()))
    }

    /// Every step, to be kept: `{done, undone}`.
    pub fn history(&self) -> Answer<JsValue> {
        #[derive(Serialize)]
        struct History<'a> {
            done: &'a [Step],
            undone: &'a [Step],
        }
        let (done, undone) = self.project.history();
        to_js(&History { done, undone })
    }

    /// Repeats steps that were kept.
    ///
    /// # Errors
    /// `{message, help}` if one does not fit the files; those before it stay.
    pub fn restore(&mut self, history: JsValue) -> Answer<()> {
        let Kept { done, undone } = from_js(history)?;
        let restored = self.project.restore(done, undone);
        restored.map_err(|refusal| refused(&refusal))
    }

    /// The files as they were opened, by their paths.
    #[wasm_bindgen(js_name = openedFiles)]
    pub fn opened_files(&self) -> Answer<Object> {
        let files = Object::new();
        for (path, bytes) in &self.project.opened().files {
            set(&files, path, &Uint8Array::from(&bytes[..]))?;
        }
        Ok(files)
    }

    /// A zip archive of every file, or of those alone that differ.
    ///
    /// # Errors
    /// `{message, help}` if there is not enough memory.
    pub fn archive(&self, only_changed: bool) -> Answer<Vec<u8>> {
        let mut files = self.project.content().files.clone();
        if only_changed {
            let differences = self.project.differences();
            files.retain(|path, _| differences.contains_key(path));
        }
        archive::write(&files).map_err(|refusal| refused(&refusal))
    }

    /// The translated sentences that must be read together with their originals again: `[{language, path, file, original,
    /// before}]`, where `before` is the original that they were read with, if it is still known.
    ///
    /// # Errors
    /// `{faults}` if the files cannot be read together.
    pub fn unread(&self) -> Answer<JsValue> {
        let unread = mbc_compiler::unread(self.content()).map_err(faulty)?;
        // What it was when it was opened may be what it was compared with.
        let before = self.opened_sentences();
        let with_before = unread.into_iter().map(|unread| {
            let sentence = before.iter().find(|sentence| sentence.path == unread.path);
            let text = sentence.and_then(|sentence| sentence.texts.get(mbc_compiler::REFERENCE));
            let text =
                text.filter(|text| Some(mbc_compiler::fingerprint(text)) == unread.fingerprint);
            Unread {
                before: text.cloned(),
                unread,
            }
        });
        to_js(&with_before.collect::<Vec<_>>())
    }

    /// The sentences whose words are not those that were opened: `[{language, path, before}]`; `before` is null for a
    /// new one.
    ///
    /// # Errors
    /// `{faults}` if a file cannot be read.
    pub fn changes(&self) -> Answer<JsValue> {
        #[derive(Serialize)]
        struct Changed<'a> {
            language: &'a str,
            path: &'a str,
            before: Option<&'a String>,
        }
        let now = mbc_compiler::outline(self.content()).map_err(faulty)?;
        let opened = self.opened_sentences().iter();
        let opened: HashMap<&str, &Sentence> = opened
            .map(|sentence| (sentence.path.as_str(), sentence))
            .collect();
        let mut all = Vec::new();
        for sentence in &now.sentences {
            for (language, words) in &sentence.texts {
                let before = opened.get(sentence.path.as_str());
                let before = before.and_then(|before| before.texts.get(language));
                if before != Some(words) {
                    all.push(Changed {
                        language,
                        path: &sentence.path,
                        before,
                    });
                }
            }
        }
        to_js(&all)
    }

    /// Records that sentences of a language were read together with their originals.
    ///
    /// # Errors
    /// `{faults}` if the files cannot be read together.
    pub fn accept(&mut self, language: &str, paths: JsValue) -> Answer<bool> {
        let paths: Vec<String> = from_js(paths)?;
        let text = mbc_compiler::accept_sentences(self.content(), language, &paths);
        let file = format!("{language}/{}", mbc_compiler::READ_TOGETHER);
        self.step(
            &format!("✓ {language}"),
            &[(file, Some(text.map_err(faulty)?))],
        )
    }

    /// How two texts differ, word by word: `[["same" | "gone" | "new", words], …]`.
    pub fn compare(before: &str, after: &str) -> Answer<JsValue> {
        let diff = TextDiff::from_words(before, after);
        let mut pieces: Vec<(&str, String)> = Vec::new();
        for change in diff.iter_all_changes() {
            let kind = match change.tag() {
                ChangeTag::Equal => "same",
                ChangeTag::Delete => "gone",
                ChangeTag::Insert => "new",
            };
            match pieces.last_mut() {
                Some((last, words)) if *last == kind => words.push_str(change.value()),
                _ => pieces.push((kind, change.value().to_string())),
            }
        }
        to_js(&pieces)
    }
}

impl Studio {
    fn opened_sentences(&self) -> &[Sentence] {
        self.opened.get_or_init(|| {
            let opened = mbc_compiler::outline(self.project.opened().clone());
            opened.map(|outline| outline.sentences).unwrap_or_default()
        })
    }

    fn content(&self) -> Named {
        self.project.content().clone()
    }

    /// The text of a file after a change, with its path.
    fn changed(
        &self,
        language: &str,
        file: &str,
        change: impl FnOnce(&str) -> Result<String, Refusal>,
    ) -> Answer<(String, Option<String>)> {
        let path = format!("{language}/{file}");
        let text = self
            .project
            .text(&path)
            .map_err(|refusal| refused(&refusal))?;
        let text = text.ok_or_else(|| {
            refused(&Refusal::new(
                format!("there is no file `{path}`"),
                "open a content that has it, or undo what took it away",
            ))
        })?;
        let changed = change(text).map_err(|refusal| refused(&refusal))?;
        Ok((path, Some(changed)))
    }

    fn in_each_language(
        &self,
        file: &str,
        path: &str,
        change: impl Fn(&str) -> Result<String, Refusal>,
    ) -> Answer<Vec<(String, Option<String>)>> {
        let ending = format!("/{file}");
        let files = self.project.content().files.keys();
        let languages = files.filter_map(|path| path.strip_suffix(&ending));
        let languages = languages.filter(|language| !language.contains('/'));
        let mut texts = Vec::new();
        for language in languages {
            let text = self.project.text(&format!("{language}/{file}"));
            let text = text.map_err(|refusal| refused(&refusal))?;
            // A translation may lack it.
            if text.is_some_and(|text| document::is_there(text, inside(path))) {
                texts.push(self.changed(language, file, &change)?);
            }
        }
        Ok(texts)
    }

    fn edit(
        &mut self,
        language: &str,
        file: &str,
        label: &str,
        merge: bool,
        change: impl FnOnce(&str) -> Result<String, Refusal>,
    ) -> Answer<bool> {
        let changed = self.changed(language, file, change)?;
        let done = self.project.change(label, &[changed], merge);
        done.map_err(|refusal| refused(&refusal))
    }

    fn step(&mut self, label: &str, texts: &[(String, Option<String>)]) -> Answer<bool> {
        let done = self.project.change(label, texts, false);
        done.map_err(|refusal| refused(&refusal))
    }
}

/// A path in its file: without the id of the record that the file is.
fn inside(path: &str) -> &str {
    path.split_once('.').map_or("", |(_, rest)| rest)
}

fn to_js(value: &impl Serialize) -> Answer<JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|error| JsError::from(error).into())
}

fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Answer<T> {
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::from(error).into())
}

fn set(object: &JsValue, key: &str, value: &JsValue) -> Answer<()> {
    Reflect::set(object, &JsValue::from_str(key), value).map(drop)
}

/// What JavaScript catches: `{message, help}`.
fn refused(refusal: &Refusal) -> JsValue {
    let object = Object::new();
    let said = [("message", &refusal.message), ("help", &refusal.help)];
    for (key, text) in said {
        // A new object takes every key.
        let _ = set(&object, key, &JsValue::from_str(text));
    }
    object.into()
}

/// What JavaScript catches: `{faults}`.
fn faulty(faults: Vec<Diagnostic>) -> JsValue {
    let object = Object::new();
    if let Ok(faults) = to_js(&faults) {
        let _ = set(&object, "faults", &faults);
    }
    object.into()
}
