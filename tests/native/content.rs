//! The shipped content: packs match the structure, fallback pages contain every sentence, links are safe.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use expect_test::expect_file;
use mbc_body_map::content::{
    CARD_IN_ENGLISH, FIGURE, FOREIGN_SOURCES, FRONT, LANGUAGES, Language, LanguageId, MY_TYPE,
    PACKS, PackError, PartId, Piece, SIGN_TEXTS, STRUCTURE, STYLE, SignGroupId, SignId, SiteId,
    SourceId, SubtypeId, TEXTS, TRACE, TextId, UI, VISIT, Words, pieces,
};
use mbc_body_map::html::to_html;
use mbc_body_map::model::{Medium, Model, Msg, Row, Tick, update};
use mbc_body_map::prerender::{fallback, inside};
use mbc_body_map::receptors::{Choice, Er, Her2, Pr, Receptors};
use mbc_body_map::tree::{Element, Node, el};
use mbc_body_map::view::view;
use std::collections::BTreeSet;

const ER: [Er; 4] = [Er::Positive, Er::Low, Er::Negative, Er::Unknown];
const PR: [Pr; 3] = [Pr::Positive, Pr::Negative, Pr::Unknown];
const HER2: [Her2; 7] = [
    Her2::Positive,
    Her2::Low,
    Her2::Ultralow,
    Her2::Zero,
    Her2::Negative,
    Her2::Unclear,
    Her2::Unknown,
];

fn words() -> Words {
    Words::read(PACKS[0]).unwrap()
}

#[test]
fn every_pack_fits_the_structure() {
    for pack in PACKS {
        let words = Words::read(pack).unwrap();
        for number in 0..TEXTS as u16 {
            for piece in pieces(words.get(TextId(number))) {
                let (Piece::Words(text) | Piece::Term(_, text)) = piece;
                assert!(
                    !text.chars().any(char::is_control),
                    "text {number}: {text:?}"
                );
            }
        }
        assert_eq!(words.get(TextId(u16::MAX)), "");
    }
}

#[test]
fn a_pack_that_is_cut_altered_or_of_another_release_is_refused() {
    let whole = PACKS[0];
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.to_vec();
        change(&mut bytes);
        Words::read(bytes.leak()).err()
    };
    assert_eq!(changed(&|_| {}), None);
    assert_eq!(
        changed(&|bytes| bytes.truncate(5)),
        Some(PackError::Malformed)
    );
    assert_eq!(
        changed(&|bytes| bytes.truncate(2000)),
        Some(PackError::Malformed)
    );
    assert_eq!(
        changed(&|bytes| bytes[0] = b'x'),
        Some(PackError::Malformed)
    );
    assert_eq!(
        changed(&|bytes| bytes[4] ^= 1),
        Some(PackError::OtherStructure)
    );
    assert_eq!(
        changed(&|bytes| bytes.push(b'\n')),
        Some(PackError::Malformed)
    );
    assert_eq!(
        changed(&|bytes| bytes.push(0xff)),
        Some(PackError::Malformed)
    );
    assert_eq!(STRUCTURE, whole[4..12]);
}

#[test]
fn a_refusal_says_what_is_wrong_with_the_pack() {
    for (error, reason) in [
        (PackError::Malformed, "cut short"),
        (PackError::OtherStructure, "another release"),
    ] {
        assert!(error.message().contains(reason), "{error:?}");
        assert_eq!(error.to_string(), error.message());
    }
}

/// If packs that differ were equal, lazy parts of the view would keep the old texts.
#[test]
fn words_are_equal_if_they_borrow_from_the_same_pack() {
    let english = words();
    assert!(english == words());
    assert!(english != Words::read(PACKS[1]).unwrap());
    assert!(english != english.with_emergency_number("112").unwrap());
}

#[test]
fn the_fallback_page_contains_every_sentence() {
    for (language, pack) in LANGUAGES.iter().map(|of| of.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let page = fallback(language, words).unwrap();
        let escaped = |text: &str| {
            let html = to_html(&mbc_body_map::tree::el("i").text_of(text.to_string().into()));
            html["<i>".len()..html.len() - "</i>".len()].to_string()
        };
        // A glossary term is a link; compare without its tags.
        let plain = without_term_links(&page);
        // Most texts stand alone between two tags, and to look there is quick.
        let alone: BTreeSet<&str> = plain.split(['<', '>']).map(str::trim).collect();
        let is_there = |text: TextId| {
            let text: String = pieces(words.get(text))
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(text) | Piece::Term(_, text) => text,
                })
                .collect();
            let text = escaped(&text);
            alone.contains(text.as_str()) || plain.contains(&text)
        };
        // Names, hints, headings: all but what belongs to things that a page without script cannot do.
        let mut only_in_the_widget = vec![
            UI.notice_tick,
            UI.ask_tick,
            SIGN_TEXTS.labels_short_now,
            SIGN_TEXTS.labels_short_today,
            UI.sheet_ask,
            UI.sheet_remove.before,
            UI.sheet_remove.after,
            UI.sheet_count.before,
            UI.sheet_count.after,
            UI.opened.before,
            UI.opened.after,
            UI.closed.before,
            UI.closed.after,
            UI.languages,
            UI.sheet_first,
            UI.sheet_large,
            UI.sheet_close,
            UI.sheet_print,
            UI.sheet_copy,
            UI.sheet_clear,
            UI.sheet_sure,
            UI.sheet_yes,
            UI.sheet_no,
            UI.sheet_copied,
            UI.sheet_not_copied,
            UI.sheet_not_printed,
            UI.sheet_show,
            UI.print,
            UI.about_guide,
            UI.dots,
            SIGN_TEXTS.labels_short_soon,
            UI.care_team,
            UI.language_failed,
            UI.overdue,
            FRONT.footer_privacy,
            MY_TYPE.legend,
            MY_TYPE.answer_name.before,
            MY_TYPE.answer_name.after,
            MY_TYPE.answer_open.before,
            MY_TYPE.answer_open.after,
            MY_TYPE.answer_yours,
            MY_TYPE.answer_clear,
            VISIT.voice,
            SIGN_TEXTS.card_title,
            SIGN_TEXTS.card_name,
            SIGN_TEXTS.card_treatment,
            SIGN_TEXTS.card_given,
            SIGN_TEXTS.card_day,
            SIGN_TEXTS.card_night,
            SIGN_TEXTS.card_staff,
            SIGN_TEXTS.card_here,
            SIGN_TEXTS.card_print,
            SIGN_TEXTS.card_fold,
        ];
        // The card in English is one run of texts.
        let card = &CARD_IN_ENGLISH;
        only_in_the_widget.extend((card.title.0..card.today.end).map(TextId));
        only_in_the_widget.extend(SignId::all().map(SignId::tick));
        // Choices; those that need an answer are there, see “the_fallback_page_says_what_each_unclear_word_means”.
        only_in_the_widget.extend(Choice::ALL.map(|(choice, _)| choice.text()));
        // The words to say are there in English already.
        if language == LANGUAGES[0].code {
            only_in_the_widget.push(SIGN_TEXTS.labels_in_english);
        }
        for (text, key, _) in TRACE.iter() {
            let is_shown = is_there(*text) || only_in_the_widget.contains(text);
            assert!(is_shown, "{language}: `{key}` is missing");
        }
        for number in (0..TEXTS as u16)
            .map(TextId)
            .filter(|text| !only_in_the_widget.contains(text))
        {
            // Addresses and phone numbers are in `href`; their visible text is shortened.
            let text = words.get(number);
            assert!(
                is_there(number) || page.contains(&format!("href=\"{}\"", escaped(text))),
                "{language}: {text:?}"
            );
        }
        assert!(page.contains(words.get(FRONT.title)));
    }
    assert_eq!(fallback("xx", words()), None);
}

#[test]
fn the_default_content_of_the_element_is_the_title_and_the_urgent_signs() {
    for (Language { code, dir, .. }, pack) in LANGUAGES.iter().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let inside = inside(code, words, 2).unwrap().replace("&nbsp;", "\u{a0}");
        let title = format!("<h2>{}</h2>\n", words.get(FRONT.title));
        assert_eq!(
            inside.lines().next(),
            Some(format!("<div id=\"mbc-fallback-head\" lang=\"{code}\" dir=\"{dir}\">").as_str())
        );
        assert!(inside.contains(&title), "{inside}");
        assert_eq!(
            inside.matches(words.get(FRONT.draft)).count(),
            1,
            "{inside}"
        );
        let cells = SignGroupId::all().flat_map(|group| [group.now(), group.today()]);
        let labels = [SIGN_TEXTS.labels_now, SIGN_TEXTS.labels_today];
        for text in cells.chain(labels) {
            let text = words.get(text).replace('&', "&amp;");
            assert!(inside.contains(&text), "{text} is not in {inside}");
        }
        assert!(inside.ends_with("</div>\n") && !inside.contains("class="));
    }
    assert_eq!(inside("xx", words(), 2), None);
}

fn without_term_links(page: &str) -> String {
    let mut out = String::new();
    for part in page.split("<a href=\"#mbc-fallback-glossary-") {
        match (out.is_empty(), part.split_once("\">")) {
            (false, Some((_, rest))) => out += &rest.replacen("</a>", "", 1),
            _ => out += part,
        }
    }
    out
}

#[test]
fn the_fallback_page_has_no_script_or_style_and_only_prefixed_ids() {
    let whole = fallback("en", words()).unwrap();
    assert!(!whole.contains("<script"));
    let (_, page) = whole.split_once("paste from here -->").unwrap();
    let (page, _) = page.split_once("<!-- mbc-body-map: to here").unwrap();
    for forbidden in [
        "<script",
        "<style",
        " style=",
        "javascript:",
        "<input",
        "<button",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for tag in page.split('<').filter_map(|rest| rest.split('>').next()) {
        assert!(
            !tag.split(' ')
                .skip(1)
                .any(|attribute| attribute.starts_with("on")),
            "<{tag}>"
        );
    }
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert!(
        ids.len() > 50 && ids.iter().all(|id| id.starts_with("mbc-fallback-")),
        "{ids:?}"
    );
    for reference in page
        .split("href=\"#")
        .skip(1)
        .chain(page.split("url(#").skip(1))
    {
        let id = reference.split(['"', ')']).next().unwrap();
        assert!(ids.contains(&id), "`#{id}` leads nowhere");
    }
}

/// The text of a page without its tags.
fn plain(page: &str) -> String {
    let parts = page.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect()
}

/// A text as it stands in a page.
fn escaped(text: &'static str) -> String {
    plain(&to_html(&el("i").text(text)))
}

#[test]
fn the_fallback_page_says_what_each_unclear_word_means() {
    for (language, pack) in LANGUAGES.iter().map(|of| of.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let page = fallback(language, words).unwrap();
        let (_, from) = page.split_once("id=\"mbc-fallback-receptors\"").unwrap();
        let (shown, _) = from.split_once("id=\"mbc-fallback-compare").unwrap();
        let items: Vec<String> = shown.split("<li>").skip(1).map(plain).collect();
        let mut answers = Vec::new();
        for er in ER {
            for pr in PR {
                for her2 in HER2 {
                    let report = Receptors {
                        er: Some(er),
                        pr: Some(pr),
                        her2: Some(her2),
                        differ: false,
                    };
                    answers.extend(report.finding().answers);
                }
            }
        }
        let differ = Receptors {
            differ: true,
            ..Receptors::default()
        };
        answers.extend(differ.finding().answers);
        answers.dedup();
        for answer in answers {
            let text = escaped(words.get(answer));
            if answer == MY_TYPE.answer_both {
                // Not unclear: it stands below the list.
                assert!(plain(shown).contains(&text));
                continue;
            }
            let found = items.iter().filter(|item| item.contains(&text));
            assert_eq!(found.count(), 1, "{text}");
        }
        // The words that lead there stand before it.
        for (word, answer) in [
            (MY_TYPE.er_low, MY_TYPE.answer_er_low),
            (MY_TYPE.er_unknown, MY_TYPE.answer_hr_unknown),
            (MY_TYPE.her2_low, MY_TYPE.answer_low),
            (MY_TYPE.her2_ultralow, MY_TYPE.answer_low),
            (MY_TYPE.her2_unclear, MY_TYPE.answer_her2_unclear),
            (MY_TYPE.her2_negative, MY_TYPE.answer_her2_negative),
            (MY_TYPE.her2_unknown, MY_TYPE.answer_her2_unknown),
            (MY_TYPE.differ, MY_TYPE.answer_differ),
        ] {
            let answer = escaped(words.get(answer));
            let item = items.iter().find(|item| item.contains(&answer)).unwrap();
            let (before, _) = item.split_once(&answer).unwrap();
            assert!(before.contains(&escaped(words.get(word))), "{item}");
        }
    }
}

/// As a table or as lists: what belongs to a type stands together, before the cards.
#[test]
fn the_fallback_page_compares_the_types_and_marks_none() {
    let page = fallback("en", words()).unwrap();
    let (_, from) = page.split_once("id=\"mbc-fallback-compare").unwrap();
    let (shown, _) = from.split_once("id=\"mbc-fallback-subtype-").unwrap();
    let shown = plain(&format!("<i{shown}"));
    let mut at = 0;
    for subtype in SubtypeId::all() {
        for text in [
            subtype.name,
            subtype.compare_means,
            subtype.compare_first,
            subtype.compare_ask,
        ] {
            let text = escaped(words().get(text));
            let found = shown[at..].find(&text);
            at += found.unwrap_or_else(|| panic!("{text:?} is not next in {shown}")) + text.len();
        }
    }
    let mark = escaped(words().get(MY_TYPE.answer_yours));
    assert!(!page.contains(&format!(">{mark}<")));
}

/// In few words; what is said of each stands in its group, which every sign to report leads to.
#[test]
fn the_fallback_page_names_the_signs_of_a_place_and_leads_from_those_to_report_to_their_groups() {
    for (language, pack) in LANGUAGES.iter().map(|of| of.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let page = fallback(language, words).unwrap();
        let short = |sign: SignId| {
            let texts = [sign.tick(), sign.text()].map(|text| words.get(text));
            escaped(texts.into_iter().find(|text| !text.is_empty()).unwrap())
        };
        for site in SiteId::all() {
            let panel = format!("id=\"mbc-fallback-site-{}-panel\"", site.id);
            let (_, from) = page.split_once(&panel).unwrap();
            let (signs, _) = from.split_once("<details").unwrap();
            for sign in site.own_signs {
                let item = format!("<li>{}</li>", short(*sign));
                assert!(signs.contains(&item), "{language}, {}: {item}", site.id);
            }
        }
        let mut reported = 0;
        for part in PartId::all() {
            for sign in part.report {
                reported += 1;
                let to = format!("#mbc-fallback-signs-group-{}", sign.group.index());
                let link = format!("<a href=\"{to}\">{}</a>", short(*sign));
                assert!(page.contains(&link), "{language}: {link}");
                assert!(page.contains(&format!("id=\"{}\"", &to[1..])));
            }
        }
        assert!(reported > 50, "{reported} signs to report");
    }
}

#[test]
fn the_fallback_page_has_the_questions_of_a_first_visit_in_both_voices() {
    for (language, pack) in LANGUAGES.iter().map(|of| of.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let page = fallback(language, words).unwrap();
        let (_, from) = page.split_once("id=\"mbc-fallback-sheet\"").unwrap();
        let item = |text: TextId| format!("<li>{}</li>", escaped(words.get(text)));
        let (own, family) = from.split_once(&escaped(words.get(VISIT.family))).unwrap();
        for question in VISIT.ask.iter() {
            assert!(own.contains(&item(question.text())));
            let theirs = match words.get(question.family()) {
                "" => question.text(),
                _ => question.family(),
            };
            assert!(family.contains(&item(theirs)));
        }
        assert!(own.contains(&escaped(words.get(VISIT.own))));
    }
}

/// Nothing can be chosen there, so nothing is named or offered.
#[test]
fn the_fallback_page_has_no_answer_and_no_button_of_my_type() {
    let page = fallback("en", words()).unwrap();
    for id in [
        "receptors-clear",
        "type-",
        "er-positive",
        "reports-differ",
        "voice-",
    ] {
        assert!(!page.contains(&format!("id=\"mbc-fallback-{id}")), "{id}");
    }
    assert!(!page.contains("role=\"status\""));
}

#[test]
fn shapes_of_the_fallback_page_link_to_their_panel() {
    let page = fallback("en", words()).unwrap();
    for site in SiteId::all() {
        let link = format!(
            "<a href=\"#mbc-fallback-site-{0}-panel\" tabindex=\"-1\"><",
            site.id
        );
        let shapes: Vec<&str> = page.split(&link).skip(1).collect();
        assert!(!shapes.is_empty(), "{}", site.id);
        for shape in shapes {
            let id = shape.split(" id=\"mbc-fallback-").nth(1).unwrap();
            let id = id.split('"').next().unwrap();
            assert!(
                id.ends_with(&format!("-{}", site.id)),
                "{id} leads to {}",
                site.id
            );
        }
    }
}

#[test]
fn the_fallback_page_lists_each_source_once_at_its_end() {
    let page = fallback("en", words()).unwrap();
    let (before, list) = page.rsplit_once("<ol>").unwrap();
    let count = list.matches("<li id=\"mbc-fallback-source-").count();
    assert!(count > 50, "{count} sources");
    for number in 1..=count {
        let source = SourceId::new(number - 1).unwrap();
        let item = format!(
            "<li id=\"mbc-fallback-source-{number}\">{}: <a href=\"{}\"",
            words().get(source.publisher()).replace("&", "&amp;"),
            words().get(source.url()).replace("&", "&amp;")
        );
        assert_eq!(list.matches(&item).count(), 1, "{item}");
        let link = format!("<a href=\"#mbc-fallback-source-{number}\">{number}</a>");
        assert!(before.contains(&link), "nothing rests on {number}");
    }
    let first = format!(
        "{}: <a href=\"#mbc-fallback-source-",
        words().get(UI.sources)
    );
    assert!(before.contains(&first));
    assert!(before.contains("</a>, <a href=\"#mbc-fallback-source-"));
    assert!(!before.contains("mbc-fallback-sources-"));
}

#[test]
fn the_widget_carries_its_language_and_offers_the_others_in_their_own_name() {
    assert_eq!(
        LANGUAGES.len(),
        2,
        "with more, a list takes the place of the button"
    );
    for (of, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let html = to_html(&view(&Model::new(of, words, Medium::Widget)));
        let language = of.code;
        assert!(html.contains(&format!(
            "<div id=\"mbc\" class=\"mbc\" lang=\"{language}\""
        )));
        let other = LanguageId::all().find(|other| *other != of).unwrap();
        let (_, from) = html.split_once("<button id=\"lang-other\"").unwrap();
        let (head, words) = from.split_once('>').unwrap();
        assert!(
            head.contains(&format!(" lang=\"{}\"", other.code)),
            "{head}"
        );
        let named = format!(
            "<span id=\"lang-{}\">{}</span></button>",
            other.code, other.name
        );
        assert!(words.starts_with(&named), "{words}");
        assert_eq!(html.matches("id=\"lang-").count(), 2);
        // It is no switch with two states, and what is shown needs no button.
        assert!(!html.contains("aria-pressed") && !html.contains("<select"));
    }
}

/// Otherwise a screen reader would read them with the voice of the guide's language (WCAG 3.1.2).
#[test]
fn a_title_in_another_language_than_the_guide_says_so() {
    assert!(!FOREIGN_SOURCES.is_empty());
    for (shown, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let html = to_html(&view(&Model::new(shown, words, Medium::Widget)));
        for source in SourceId::all() {
            let foreign = FOREIGN_SOURCES.iter().find(|(id, _)| *id == source);
            let language = foreign.map_or(LANGUAGES[0].code, |(_, language)| *language);
            let link = el("a").text(words.get(source.title()));
            let title = to_html(&link).replacen("<a", "", 1);
            let address = el("a").attr("href", words.get(source.url()));
            let address = to_html(&address).replace("></a>", "");
            let mut cited = 0;
            for rest in html.split(&address).skip(1) {
                let (attributes, rest) = rest.split_at(rest.find('>').unwrap());
                if !rest.starts_with(&title) {
                    continue;
                }
                cited += 1;
                let says_so = attributes.contains(&format!(" lang=\"{language}\""));
                assert_eq!(says_so, language != shown.code, "{title}: {attributes}");
                assert_eq!(attributes.contains(" lang="), says_so, "{title}");
            }
            assert!(cited > 0, "{} is cited nowhere", words.get(source.url()));
        }
    }
}

#[test]
fn links_are_private_and_open_elsewhere() {
    let html = to_html(&view(&Model::new(
        LanguageId::find("en").unwrap(),
        words(),
        Medium::Widget,
    )));
    let links: Vec<&str> = html.split("<a href=\"").skip(1).collect();
    assert!(links.len() > 20);
    for link in links {
        let head = link.split('>').next().unwrap();
        let elsewhere = head.starts_with("https://")
            && head.contains("rel=\"noopener noreferrer\" target=\"_blank\"");
        let dialled = head
            .strip_prefix("tel:")
            .and_then(|rest| rest.strip_suffix("\" dir=\"ltr\""));
        let number = dialled.is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '+')
        });
        assert!(elsewhere || number, "{head}");
    }
}

#[test]
fn markup_in_a_text_is_shown_and_not_obeyed() {
    let element = mbc_body_map::tree::el("p")
        .attr("title", "\"><b>")
        .text("<script>alert(1)</script>");
    assert_eq!(
        to_html(&element),
        "<p title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    );
}

#[test]
fn the_style_sheet_covers_every_place_and_loads_nothing() {
    for site in SiteId::all() {
        assert!(STYLE.contains(&format!("#site-{}", site.id)));
        assert!(FIGURE.text.contains(site.id));
    }
    // A gradient of the drawing is no file.
    let style = STYLE.replace("url(#fig-pin-on)", "");
    for forbidden in ["url(", "@import", "counter", "/*", "SITE"] {
        assert!(!style.contains(forbidden), "{forbidden}");
    }
}

/// Elements, ids and classes of the whole widget with one row open; without texts, so that editing a sentence does not
/// change the snapshot.
#[test]
fn the_outline_of_the_widget() {
    let mut model = Model::new(LanguageId::find("en").unwrap(), words(), Medium::Widget);
    update(
        &mut model,
        Msg::RowPressed(Row::Site(SiteId::find("liver").unwrap())),
    );
    let sign = Tick::Sign(SignId::new(0).unwrap());
    update(&mut model, Msg::TickChanged(sign, true));
    let mut lines = String::new();
    outline(&view(&model), 0, &mut lines);
    expect_file!["golden/outline.txt"].assert_eq(&lines);
}

fn outline(element: &Element, depth: usize, out: &mut String) {
    *out += &"  ".repeat(depth);
    *out += element.tag;
    if let Some(id) = element.id.as_deref().filter(|id| !id.starts_with("text-")) {
        // Numbers of parts, signs, questions and links change with the content.
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let steps = id
            .split('-')
            .map(|part| if is_number(part) { "N" } else { part });
        *out += &format!("#{}", steps.collect::<Vec<_>>().join("-"));
    }
    for (name, value) in &element.attrs {
        match *name {
            "class" => *out += &format!(".{}", value.replace(' ', ".")),
            // Labels change with the content.
            "aria-label" => *out += "[aria-label]",
            "href" if value.starts_with("https:") => *out += "[href=https:]",
            "aria-hidden" | "aria-labelledby" | "href" => *out += &format!("[{name}={value}]"),
            "open" | "checked" | "name" | "role" | "tabindex" | "type" | "data-on"
            | "data-theme" => {
                *out += &format!("[{name}={value}]");
            }
            _ => {}
        }
    }
    *out += "\n";
    // Inside the drawing, icons and lists everything is alike.
    let mut before = "";
    for child in element.children.iter().filter_map(Node::element) {
        let repeated = child.tag == before && matches!(child.tag, "li" | "label" | "p" | "div");
        // The terms that are marked, and the number of items in a list, depend on the content.
        let of_words = child.attrs.contains(&("class", "term".into()));
        let repeated = repeated && (child.tag != "div" || element.tag == "dl");
        if element.tag != "svg" && !repeated && !of_words {
            outline(child, depth + 1, out);
        }
        before = child.tag;
    }
}
