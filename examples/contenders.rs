//! Prints what the bench measures the widget against, each language into a folder: the widget's own tree as HTML
//! (`<lang>.html`), the same words as an app would be given them (`<lang>.json`), and the style sheet (`style.css`).
//! `cargo run --example contenders -- target/bench/x1`.

#[cfg(not(target_family = "wasm"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use mbc_body_map::content::{LanguageId, PACKS, STYLE, Words};
    use mbc_body_map::html::to_html;
    use mbc_body_map::model::{Medium, Model};
    use mbc_body_map::view::view;
    let folder = std::env::args_os()
        .nth(1)
        .map(std::path::PathBuf::from)
        .ok_or("name the folder to print into")?;
    std::fs::create_dir_all(&folder)?;
    for (language, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack)?;
        let model = Model::new(language, words, Medium::Widget);
        let html = to_html(&view(&model));
        std::fs::write(folder.join(format!("{}.html", language.code)), html)?;
        let json = json::content(language, words).to_string();
        std::fs::write(folder.join(format!("{}.json", language.code)), json)?;
    }
    std::fs::write(folder.join("style.css"), STYLE)?;
    Ok(())
}

#[cfg(not(target_family = "wasm"))]
mod json {
    //! The content as its author would shape it for an app: objects by name, texts where they are used.

    use mbc_body_map::content::{
        EDITION, FOREIGN_SOURCES, FRONT, FRONT_SOURCES, Goal, LANGUAGES, LanguageId, Level, LineId,
        LinkId, MY_TYPE, Open, PartId, Piece, QuestionId, Quoted, Run, SIGN_SOURCES, SIGN_TEXTS,
        SignGroupId, SignId, SiteId, SourceId, StepId, SubtypeId, TREATMENT_MORE_SIGNS,
        TREATMENT_OWN_SIGNS, TermId, TextId, Texts, TopicId, UI, VISIT, Words, pieces,
    };
    use mbc_body_map::receptors::Choice;
    use serde_json::{Value, json};

    pub(super) fn content(language: LanguageId, words: Words) -> Value {
        let say = |text: TextId| words.get(text);
        let all = |texts: Texts| texts.iter().map(say).collect::<Vec<_>>();
        // A sentence with an open place: what stands before it, and after.
        let open = |sentence: Open| [say(sentence.before), say(sentence.after)];
        // Words, or a list of words and of terms of the glossary as `[number, words]`.
        let rich = |text: TextId| match pieces(say(text))[..] {
            [Piece::Words(words)] => json!(words),
            ref pieces => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Words(words) => json!(words),
                    Piece::Term(term, words) => json!([term.index(), words]),
                })
                .collect(),
        };
        let run = |texts: Texts| texts.iter().map(rich).collect::<Vec<_>>();
        // Where text may be empty, an app would leave the key out; here it is an empty string.
        let sign = |sign: SignId| {
            let levels = [Level::Now, Level::Today, Level::Soon];
            json!({
                "level": levels.iter().position(|level| *level == sign.level), "group": sign.group.index(),
                "text": say(sign.text()), "tick": say(sign.tick()), "only": say(sign.only()),
                "note": say(sign.note()), "worse": say(sign.worse()), "sooner": say(sign.sooner()),
                "heard": say(sign.heard()), "noBox": sign.no_box, "morning": sign.morning,
            })
        };
        let sign_numbers =
            |signs: &[SignId]| signs.iter().map(|sign| sign.index()).collect::<Vec<_>>();
        let group = |group: SignGroupId| {
            json!({
                "name": say(group.name()), "cells": [say(group.now()), say(group.today())],
                "signs": sign_numbers(group.signs),
            })
        };
        let quoted = |quoted: &Quoted| {
            json!({
                "text": say(quoted.text), "quote": say(quoted.quote), "inEnglish": say(quoted.in_english),
            })
        };
        let question = |question: QuestionId| {
            let id = format!("question-{}", question.index());
            json!({ "id": id, "text": say(question.text()), "family": say(question.family()) })
        };
        let questions = |run: Run<QuestionId>| run.iter().map(question).collect::<Vec<_>>();
        let numbers = |sources: &[SourceId]| {
            sources
                .iter()
                .map(|source| source.index())
                .collect::<Vec<_>>()
        };
        let sites = SiteId::all().map(|site| {
            json!({
                "id": site.id, "name": say(site.name), "hint": say(site.hint), "key": rich(site.key),
                "about": run(site.about), "signs": [sign_numbers(site.own_signs), sign_numbers(site.more_signs)],
                "found": run(site.found), "relief": run(site.relief), "ask": questions(site.ask),
                "unknown": run(site.unknown), "sources": numbers(site.sources),
            })
        });
        let subtypes = SubtypeId::all().map(|subtype| {
            json!({
                "id": subtype.id, "name": say(subtype.name), "chips": all(subtype.chips), "share": say(subtype.share),
                "compare": [say(subtype.compare_means), say(subtype.compare_first), say(subtype.compare_ask)],
                "passages": [run(subtype.meaning), run(subtype.first), run(subtype.next), run(subtype.tests)],
                "ask": questions(subtype.ask), "unknown": run(subtype.unknown), "sources": numbers(subtype.sources),
            })
        });
        let line = |line: LineId| {
            json!({
                "name": say(line.name()), "text": say(line.text()), "languages": say(line.languages()),
                "hours": say(line.hours()), "phone": say(line.phone()), "url": say(line.url()),
            })
        };
        let lines = |run: Run<LineId>| run.iter().map(line).collect::<Vec<_>>();
        // The first of its terms, and one past the last.
        let terms = |run: Run<TermId>| {
            let first = run.iter().next().map_or(0, TermId::index);
            [first, first + run.iter().count()]
        };
        // Steps, links and signs to report: what to do; where to read on, as the place and the words; signs by number.
        let step = |step: StepId| [say(step.name()), say(step.text())];
        let link = |link: LinkId| {
            let to = match link.to {
                Goal::Signs => json!(["signs"]),
                Goal::Map => json!(["map"]),
                Goal::Subtypes => json!(["subtypes"]),
                Goal::Visit => json!(["sheet"]),
                Goal::Topic(topic) => json!(["topic", topic.id]),
                Goal::Part(part) => {
                    let topic = TopicId::all().find(|topic| topic.parts.contains(part));
                    json!(["part", topic.map_or("", |topic| topic.id), part.index()])
                }
            };
            json!({ "to": to, "text": say(link.text()) })
        };
        let part = |part: PartId| {
            json!({
                "number": part.index(), "name": say(part.name), "closed": part.closed,
                "steps": part.steps.iter().map(step).collect::<Vec<_>>(), "say": run(part.say), "list": run(part.list),
                "treatment": [run(part.works), run(part.given), run(part.common), run(part.helps)],
                "report": sign_numbers(part.report), "unknown": run(part.unknown), "lines": lines(part.lines),
                "terms": terms(part.terms), "links": part.links.iter().map(link).collect::<Vec<_>>(),
            })
        };
        let topics = TopicId::all().map(|topic| {
            json!({
                "id": topic.id, "name": say(topic.name), "hint": say(topic.hint), "key": rich(topic.key),
                "parts": topic.parts.iter().map(part).collect::<Vec<_>>(), "ask": questions(topic.ask),
                "unknown": run(topic.unknown), "sources": numbers(topic.sources),
            })
        });
        let terms = TermId::all().map(|term| {
            json!({ "name": say(term.name()), "say": say(term.pronunciation()), "text": say(term.text()) })
        });
        let sources = SourceId::all().map(|source| {
            // The language of the title, where it is another one.
            let mut foreign = FOREIGN_SOURCES.iter();
            let foreign = foreign.find(|(foreign, _)| *foreign == source);
            let written = foreign.map_or(LANGUAGES[0].code, |(_, language)| *language);
            let lang = if written == language.code { "" } else { written };
            json!({
                "title": say(source.title()), "publisher": say(source.publisher()), "url": say(source.url()),
                "read": say(source.read()), "lang": lang,
            })
        });
        json!({
            "languages": LanguageId::all().map(|of| [of.code, of.name]).collect::<Vec<_>>(),
            "front": {
                "title": say(FRONT.title), "message": say(FRONT.message), "noCure": say(FRONT.no_cure),
                "draft": say(FRONT.draft), "paths": [say(FRONT.paths_wrong), say(FRONT.paths_new)],
                "mapTitle": say(FRONT.map_title), "caption": say(FRONT.map_caption),
                "start": [say(FRONT.start_here_title)],
                "guide": [say(FRONT.guide_title)], "short": [say(FRONT.short_title)], "points": all(FRONT.short_points),
                "sourcesUntil": say(FRONT.footer_sources_until), "writtenFor": say(FRONT.footer_written_for),
                "privacy": say(FRONT.footer_privacy), "notes": all(FRONT.footer_notes),
                "edition": [say(EDITION.published), say(EDITION.changed)],
                "version": format!("{} {}", say(UI.version), env!("CARGO_PKG_VERSION")),
                "sources": [numbers(SIGN_SOURCES), numbers(FRONT_SOURCES)],
            },
            "myType": {
                "title": say(MY_TYPE.title), "intro": run(MY_TYPE.intro), "legend": say(MY_TYPE.legend),
                "names": { "er": say(MY_TYPE.er_name), "pr": say(MY_TYPE.pr_name), "her2": say(MY_TYPE.her2_name) },
                "scale": say(MY_TYPE.her2_scale),
                "choices": Choice::ALL.map(|(choice, id)| [id, say(choice.text())]),
                "name": open(MY_TYPE.answer_name), "open": open(MY_TYPE.answer_open), "yours": say(MY_TYPE.answer_yours),
                "clear": say(MY_TYPE.answer_clear),
                "answers": {
                    "start": say(MY_TYPE.answer_start), "both": say(MY_TYPE.answer_both), "low": say(MY_TYPE.answer_low),
                    "erLow": say(MY_TYPE.answer_er_low), "prOnly": say(MY_TYPE.answer_pr_only),
                    "hrUnknown": say(MY_TYPE.answer_hr_unknown), "her2Unclear": say(MY_TYPE.answer_her2_unclear),
                    "her2Negative": say(MY_TYPE.answer_her2_negative), "her2Unknown": say(MY_TYPE.answer_her2_unknown),
                    "differ": say(MY_TYPE.answer_differ), "check": say(MY_TYPE.answer_check),
                },
                "compare": {
                    "title": say(MY_TYPE.compare_title), "flow": say(MY_TYPE.compare_flow),
                    "columns": [
                        say(MY_TYPE.compare_type), say(MY_TYPE.compare_means), say(MY_TYPE.compare_first),
                        say(MY_TYPE.compare_ask),
                    ],
                },
            },
            "visit": {
                "title": say(VISIT.title), "intro": say(VISIT.intro), "voice": say(VISIT.voice),
                "voices": [say(VISIT.own), say(VISIT.family)], "first": say(VISIT.first), "ask": questions(VISIT.ask),
            },
            "signs": SignId::all().map(sign).collect::<Vec<_>>(),
            "overall": {
                "title": say(SIGN_TEXTS.title), "intro": say(SIGN_TEXTS.intro), "opening": say(SIGN_TEXTS.labels_opening),
                "levels": [say(SIGN_TEXTS.labels_now), say(SIGN_TEXTS.labels_today), say(SIGN_TEXTS.labels_soon)],
                "short": [
                    say(SIGN_TEXTS.labels_short_now), say(SIGN_TEXTS.labels_short_today),
                    say(SIGN_TEXTS.labels_short_soon),
                ],
                "worse": open(SIGN_TEXTS.labels_worse), "sooner": open(SIGN_TEXTS.labels_sooner),
                "only": open(SIGN_TEXTS.labels_only), "heard": open(SIGN_TEXTS.labels_heard),
                "all": open(SIGN_TEXTS.labels_all), "more": say(SIGN_TEXTS.labels_more),
                "inEnglish": say(SIGN_TEXTS.labels_in_english), "printCard": say(SIGN_TEXTS.card_print),
                "groups": SignGroupId::all().map(group).collect::<Vec<_>>(),
            },
            "treatment": {
                "title": say(SIGN_TEXTS.labels_treatment),
                "signs": [sign_numbers(TREATMENT_OWN_SIGNS), sign_numbers(TREATMENT_MORE_SIGNS)],
                "counts": say(SIGN_TEXTS.rules_on_treatment), "list": all(SIGN_TEXTS.rules_treatments),
                "countsNot": say(SIGN_TEXTS.rules_on_treatment_not),
            },
            "rules": {
                "title": say(SIGN_TEXTS.labels_rules),
                "nobodyAnswers": all(SIGN_TEXTS.rules_nobody_answers), "company": say(SIGN_TEXTS.rules_company),
                "noDrivingNow": say(SIGN_TEXTS.rules_no_driving_now), "crisis": say(SIGN_TEXTS.rules_crisis),
                "morning": say(SIGN_TEXTS.rules_morning),
                "titles": [
                    say(SIGN_TEXTS.labels_call), say(SIGN_TEXTS.labels_counts), say(SIGN_TEXTS.labels_first_aid),
                ],
                "say": [
                    quoted(&SIGN_TEXTS.rules_say), quoted(&SIGN_TEXTS.rules_say_desk), quoted(&SIGN_TEXTS.rules_say_spine),
                ],
                "calling": [
                    say(SIGN_TEXTS.rules_say_when), say(SIGN_TEXTS.rules_told_to_wait), say(SIGN_TEXTS.rules_bring),
                    say(SIGN_TEXTS.rules_interpreter), say(SIGN_TEXTS.rules_no_team), say(SIGN_TEXTS.rules_hospice),
                    say(SIGN_TEXTS.rules_no_driver), say(SIGN_TEXTS.rules_no_driving), say(SIGN_TEXTS.rules_examined),
                ],
                "counting": [
                    say(SIGN_TEXTS.rules_new_or_worse), say(SIGN_TEXTS.rules_not_a_diagnosis),
                    say(SIGN_TEXTS.rules_company), say(SIGN_TEXTS.rules_early), say(SIGN_TEXTS.rules_passed),
                    say(SIGN_TEXTS.rules_hidden_fever), say(SIGN_TEXTS.rules_dark_skin),
                ],
                "words": say(SIGN_TEXTS.rules_words),
                "firstAid": [say(SIGN_TEXTS.rules_lying_flat), say(SIGN_TEXTS.rules_naloxone)],
                "seizureTitle": say(SIGN_TEXTS.labels_seizure), "seizure": all(SIGN_TEXTS.rules_seizure),
            },
            "ui": {
                "notice": say(UI.notice), "noticeTick": say(UI.notice_tick), "found": say(UI.found),
                "relief": say(UI.relief), "ask": say(UI.ask), "askTick": say(UI.ask_tick), "unknown": say(UI.unknown),
                "sources": say(UI.sources), "aboutGuide": say(UI.about_guide), "dots": say(UI.dots),
                "sourcesNote": say(UI.sources_note), "read": open(UI.read), "about": say(UI.about),
                "passages": [say(UI.meaning), say(UI.first), say(UI.next), say(UI.tests)],
                "treatment": [say(UI.works), say(UI.given), say(UI.common), say(UI.helps)], "report": say(UI.report),
                "sheetAsk": say(UI.sheet_ask), "sheetRemove": open(UI.sheet_remove), "sheetCount": open(UI.sheet_count),
                "sheetPrint": say(UI.sheet_print), "sheetClear": say(UI.sheet_clear), "print": say(UI.print),
                "opened": open(UI.opened), "closed": open(UI.closed), "phone": say(UI.phone), "spoken": say(UI.spoken),
                "hours": say(UI.hours), "said": open(UI.said),
            },
            "sites": sites.collect::<Vec<_>>(),
            "subtypes": subtypes.collect::<Vec<_>>(),
            "topics": topics.collect::<Vec<_>>(),
            "terms": terms.collect::<Vec<_>>(),
            "sources": sources.collect::<Vec<_>>(),
        })
    }
}

#[cfg(target_family = "wasm")]
fn main() {}
