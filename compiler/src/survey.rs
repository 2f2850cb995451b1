//! What the studio shows after each change: at a glance the packs, which show the words in the widget, and the faults of
//! the file; then everything that a build would say, and how each section measures.

use crate::book::{Book, items};
use crate::checklist::Finding;
use crate::diagnostic::Diagnostic;
use crate::files::{Files, Source};
use crate::lengths::{self, Length};
use crate::report::{rows, state, warnings};
use crate::review::ReviewStatus;
use crate::{check, emit, figure, reader, review, rules, translation};
use serde::Serialize;

/// What a build would say of the content, and what it would make of it.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Survey {
    /// What stops a build: the same, in the same order, as [`crate::compile`] returns.
    pub faults: Vec<Diagnostic>,
    /// What does not.
    pub warnings: Vec<Diagnostic>,
    /// Sections whose next check was due before today.
    pub due: Vec<String>,
    /// Each section of each language; none where the files cannot be read together.
    pub sections: Vec<Measured>,
    /// The page at rest and the whole guide, in each language.
    pub whole: Vec<Panel>,
}

/// The first answer after a change: a fraction of a survey.
#[derive(Debug, Default)]
pub struct Glance {
    /// What stops a build in the texts of the file, each read by itself, or in the files as they are read.
    pub faults: Vec<Diagnostic>,
    /// For each language its code and its pack, as a build would write it; none where the files cannot be read together.
    pub packs: Vec<(String, Vec<u8>)>,
}

/// Reads the content, checks the texts of one file (`content/es/front.toml`), and writes the packs that show the words,
/// also where a rule is broken.
#[must_use]
pub fn glance(content: impl Source + 'static, path: &str) -> Glance {
    let mut glance = Glance::default();
    if let Err(faults) = glance.fill(&mut Files::new(content), path) {
        glance.faults = faults;
    }
    glance
}

impl Glance {
    fn fill(&mut self, files: &mut Files, path: &str) -> Result<(), Vec<Diagnostic>> {
        let book = reader::read(files)?;
        check::check(files, &book)?;
        let reviews = review::statuses(files, &book)?;
        let figure = figure::compile(files, &book)?;
        self.packs = emit::emit(&book, &figure, &reviews).packs;
        self.faults = rules::faults_in(files, &book, path);
        Ok(())
    }
}

/// A section of a language.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measured {
    /// Its name, as in `review.toml`.
    pub section: String,
    /// The code of its language.
    pub language: String,
    /// Words of its claims.
    pub words: usize,
    /// The reading grade of its claims, in words.
    pub grade: String,
    /// The same without the names of drugs.
    pub without_drugs: String,
    /// Whether both are at their goals; none for a language without a formula.
    pub easy: Option<bool>,
    /// How many questions it asks.
    pub questions: usize,
    /// What is read at once in it.
    pub panels: Vec<Panel>,
    /// Whether somebody signed these words, in words.
    pub state: String,
    /// Whether somebody did.
    pub is_signed: bool,
    /// Whether somebody signed other words of it.
    pub is_outdated: bool,
    /// SHA-256 of its words, to which a signature is bound.
    pub fingerprint: String,
}

/// Something that is read at once.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Panel {
    /// The code of its language.
    pub language: String,
    /// Its id, `bones`, or `bones/about` for a row in it; empty for the page.
    pub panel: String,
    /// What it is: `place`, `row`, `whole`.
    pub kind: String,
    /// How many words it shows.
    pub words: usize,
    /// How many it may.
    pub limit: Option<usize>,
}

/// Checks the content as a build does, and goes on where a build stops, as far as there is something to show. `today` is
/// `YYYY-MM-DD`, to find reviews that are due.
#[must_use]
pub fn survey(content: impl Source + 'static, today: &str) -> Survey {
    let mut survey = Survey::default();
    let mut files = Files::new(content);
    if let Err(faults) = survey.fill(&mut files, today) {
        survey.faults = faults;
    }
    survey
}

impl Survey {
    fn fill(&mut self, files: &mut Files, today: &str) -> Result<(), Vec<Diagnostic>> {
        let book = reader::read(files)?;
        check::check(files, &book)?;
        let findings = rules::all(files, &book);
        let mut faults = rules::faults(files, &book, &findings);
        faults.extend(lengths::faults(files, &book));
        let reviews = review::statuses(files, &book);
        let unread = translation::check(files, &book);
        let figure = figure::compile(files, &book);
        self.warnings = warnings(&findings, unread.as_deref().unwrap_or_default());
        if let Ok(reviews) = &reviews {
            self.due = review::overdue(&book, reviews, today);
            self.measure(&book, &findings, reviews);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        reviews?;
        unread?;
        figure?;
        Ok(())
    }

    fn measure(&mut self, book: &Book, findings: &[Vec<Finding>], reviews: &[Vec<ReviewStatus>]) {
        let languages = book.languages.iter();
        let texts: Vec<_> = languages
            .clone()
            .map(|language| items(book.reference(), language))
            .collect();
        let lengths: Vec<Vec<Length>> = languages
            .clone()
            .map(|language| lengths::measure(book, language))
            .collect();
        let rows = rows(book, &texts, &lengths, findings, reviews);
        self.sections = rows
            .iter()
            .map(|row| {
                let language = &row.language.code;
                let panels = row.panels.iter().map(|length| panel(language, length));
                Measured {
                    section: row.section.to_string(),
                    language: language.clone(),
                    words: row.words,
                    grade: row.grade.clone(),
                    without_drugs: row.without_drugs.clone(),
                    easy: row.easy,
                    questions: row.questions,
                    panels: panels.collect(),
                    state: state(row.status).to_string(),
                    is_signed: !row.status.signed.is_empty(),
                    is_outdated: row.status.outdated,
                    fingerprint: row.status.words.clone(),
                }
            })
            .collect();
        let of_page = languages.zip(&lengths).flat_map(|(language, lengths)| {
            let whole = lengths.iter().filter(|length| length.section.is_empty());
            whole.map(|length| panel(&language.code, length))
        });
        self.whole = of_page.collect();
    }
}

fn panel(language: &str, length: &Length) -> Panel {
    Panel {
        language: language.to_string(),
        panel: length.panel.clone(),
        kind: length.kind.names().0.to_string(),
        words: length.words,
        limit: length.limit,
    }
}
