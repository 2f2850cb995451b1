//! The items of two published checklists that rules serve, and what a rule found.
//!
//! PEMAT is the Patient Education Materials Assessment Tool for printable materials (AHRQ, items 1 to 26), CCI the
//! Clear Communication Index (CDC, questions 1 to 20).

use crate::diagnostic::{Diagnostic, Location};
use crate::files::Files;

pub(crate) const DISTRACTION: &str = "PEMAT 2";
pub(crate) const TERMS: &str = "PEMAT 4, CCI 7";
pub(crate) const WORDS: &str = "PEMAT 3, CCI 7";
pub(crate) const CHUNKS: &str = "PEMAT 8, CCI 9";
pub(crate) const NUMBERS: &str = "PEMAT 6, CCI 15";
pub(crate) const DENOMINATOR: &str = "PEMAT 6, CCI 16";
pub(crate) const NEXT_STEP: &str = "PEMAT 20, CCI 5";
pub(crate) const ACTIONS: &str = "PEMAT 22, CCI 14";
pub(crate) const RISK: &str = "PEMAT 1, CCI 18";

/// Something that a rule found.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) section: &'static str,
    pub(crate) item: &'static str,
    pub(crate) fails: bool,
    pub(crate) diagnostic: Diagnostic,
}

impl Finding {
    /// A finding whose help ends with the item of the checklists.
    pub(crate) fn new(
        files: &Files,
        (section, item, fails): (&'static str, &'static str, bool),
        at: Location,
        message: String,
        help: &str,
    ) -> Finding {
        Finding {
            section,
            item,
            fails,
            diagnostic: files.diagnostic(at, message, format!("{help} ({item})")),
        }
    }
}
