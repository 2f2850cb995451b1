//! What a pathology report says of the receptors, and which type of breast cancer those words name.
//!
//! It repeats words of a report and makes no diagnosis: what the report leaves open (a low positive result, a second
//! test that is not back, two reports that differ) leads to a question for the team and never to a type. Which words
//! name which type is that of `content/<lang>/my-type.toml` and its facts (`life.helper.map`, `life.helper.rule`).

use crate::content::{MY_TYPE, SubtypeId, TextId};

/// The estrogen receptor (ER).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Er {
    /// More than 10 of 100 cells stain.
    Positive,
    /// 1 to 10 of 100 cells stain.
    Low,
    /// Fewer than 1 of 100 cells stain.
    Negative,
    /// Not on the report, pending, or not known.
    Unknown,
}

/// The progesterone receptor (PR).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pr {
    /// At least 1 of 100 cells stains.
    Positive,
    /// Fewer than 1 of 100 cells stain.
    Negative,
    /// Not on the report, pending, or not known.
    Unknown,
}

/// HER2, by its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Her2 {
    /// 0, without any stain.
    Zero,
    /// 0 with some stain.
    Ultralow,
    /// 1+, or 2+ and not amplified.
    Low,
    /// 3+, or amplified.
    Positive,
    /// 2+, and the second test is not back.
    Unclear,
    /// Negative, without a score.
    Negative,
    /// Not on the report, pending, or not known.
    Unknown,
}

/// A choice that a visitor makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Of the estrogen receptor.
    Er(Er),
    /// Of the progesterone receptor.
    Pr(Pr),
    /// Of HER2.
    Her2(Her2),
    /// That two reports differ.
    Differ,
}

impl Choice {
    /// All of them with their ids, in the order of the page.
    pub const ALL: [(Choice, &'static str); 15] = [
        (Choice::Er(Er::Positive), "er-positive"),
        (Choice::Er(Er::Low), "er-low"),
        (Choice::Er(Er::Negative), "er-negative"),
        (Choice::Er(Er::Unknown), "er-unknown"),
        (Choice::Pr(Pr::Positive), "pr-positive"),
        (Choice::Pr(Pr::Negative), "pr-negative"),
        (Choice::Pr(Pr::Unknown), "pr-unknown"),
        (Choice::Her2(Her2::Positive), "her2-positive"),
        (Choice::Her2(Her2::Low), "her2-low"),
        (Choice::Her2(Her2::Ultralow), "her2-ultralow"),
        (Choice::Her2(Her2::Zero), "her2-zero"),
        (Choice::Her2(Her2::Negative), "her2-negative"),
        (Choice::Her2(Her2::Unclear), "her2-unclear"),
        (Choice::Her2(Her2::Unknown), "her2-unknown"),
        (Choice::Differ, "reports-differ"),
    ];

    /// Its words.
    pub fn text(self) -> TextId {
        match self {
            Choice::Er(Er::Positive) => MY_TYPE.er_positive,
            Choice::Er(Er::Low) => MY_TYPE.er_low,
            Choice::Er(Er::Negative) => MY_TYPE.er_negative,
            Choice::Er(Er::Unknown) => MY_TYPE.er_unknown,
            Choice::Pr(Pr::Positive) => MY_TYPE.pr_positive,
            Choice::Pr(Pr::Negative) => MY_TYPE.pr_negative,
            Choice::Pr(Pr::Unknown) => MY_TYPE.pr_unknown,
            Choice::Her2(Her2::Zero) => MY_TYPE.her2_zero,
            Choice::Her2(Her2::Ultralow) => MY_TYPE.her2_ultralow,
            Choice::Her2(Her2::Low) => MY_TYPE.her2_low,
            Choice::Her2(Her2::Positive) => MY_TYPE.her2_positive,
            Choice::Her2(Her2::Unclear) => MY_TYPE.her2_unclear,
            Choice::Her2(Her2::Negative) => MY_TYPE.her2_negative,
            Choice::Her2(Her2::Unknown) => MY_TYPE.her2_unknown,
            Choice::Differ => MY_TYPE.differ,
        }
    }
}

/// What the report says, as far as the visitor has chosen. It is gone with the page, and told to nobody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Receptors {
    /// The estrogen receptor.
    pub er: Option<Er>,
    /// The progesterone receptor.
    pub pr: Option<Pr>,
    /// HER2.
    pub her2: Option<Her2>,
    /// Whether two reports differ.
    pub differ: bool,
}

/// What follows from the words of the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// The type, and the label inside it; only types that this edition has.
    pub types: Vec<SubtypeId>,
    /// What to know or to ask; empty while a choice is missing.
    pub answers: Vec<TextId>,
}

impl Receptors {
    /// Takes note of a choice. A box can be unticked; a radio button cannot.
    pub fn choose(&mut self, choice: Choice, chosen: bool) {
        match choice {
            Choice::Er(er) => self.er = Some(er),
            Choice::Pr(pr) => self.pr = Some(pr),
            Choice::Her2(her2) => self.her2 = Some(her2),
            Choice::Differ => self.differ = chosen,
        }
    }

    /// Whether this is chosen.
    pub fn has(self, choice: Choice) -> bool {
        match choice {
            Choice::Er(er) => self.er == Some(er),
            Choice::Pr(pr) => self.pr == Some(pr),
            Choice::Her2(her2) => self.her2 == Some(her2),
            Choice::Differ => self.differ,
        }
    }

    /// The type that the words name, or what to ask where they name none.
    pub fn finding(self) -> Finding {
        if self.differ {
            return Finding {
                types: Vec::new(),
                answers: vec![MY_TYPE.answer_differ],
            };
        }
        let (Some(er), Some(pr), Some(her2)) = (self.er, self.pr, self.her2) else {
            return Finding::default();
        };
        let mut finding = Finding::default();
        // The hormone receptors: positive, negative, or a question.
        let hormone = match (er, pr) {
            (Er::Positive, _) => Ok(true),
            (Er::Negative, Pr::Negative) => Ok(false),
            (Er::Low, _) => Err(MY_TYPE.answer_er_low),
            (Er::Negative, Pr::Positive) => Err(MY_TYPE.answer_pr_only),
            (Er::Unknown, _) | (Er::Negative, Pr::Unknown) => Err(MY_TYPE.answer_hr_unknown),
        };
        let name = match (her2, hormone) {
            (Her2::Positive, _) => Some("her2-positive"),
            (Her2::Unclear | Her2::Unknown, _) | (_, Err(_)) => None,
            (_, Ok(true)) => Some("hr-positive"),
            (_, Ok(false)) => Some("triple-negative"),
        };
        finding.types.extend(name.and_then(SubtypeId::find));
        // A label inside a type, and no type of its own.
        if name.is_some() && matches!(her2, Her2::Low | Her2::Ultralow) {
            finding.types.extend(SubtypeId::find("her2-low"));
        }
        finding.answers.extend(hormone.err());
        finding.answers.extend(match (her2, hormone) {
            (Her2::Positive, Ok(true)) => Some(MY_TYPE.answer_both),
            (Her2::Low | Her2::Ultralow, _) => Some(MY_TYPE.answer_low),
            (Her2::Negative, _) => Some(MY_TYPE.answer_her2_negative),
            (Her2::Unclear, _) => Some(MY_TYPE.answer_her2_unclear),
            (Her2::Unknown, _) => Some(MY_TYPE.answer_her2_unknown),
            (Her2::Zero | Her2::Positive, _) => None,
        });
        finding
    }
}
