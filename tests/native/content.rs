//! The shipped content: packs match the structure, fallback pages contain every sentence, links are safe.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use expect_test::expect_file;
use mbc_body_map::content::{
    CARD_IN_ENGLISH, FIGURE, FRONT, LANGUAGES, LanguageId, PACKS, PackError, Piece, SIGN_TEXTS,
    STRUCTURE, STYLE, SignGroupId, SignId, SiteId, SourceId, TEXTS, TRACE, TextId, UI, Words,
    pieces,
};
use mbc_body_map::html::to_html;
use mbc_body_map::model::{Medium, Model, Msg, Row, Tick, update};
use mbc_body_map::prerender::{fallback, inside};
use mbc_body_map::tree::{Element, Node};
use mbc_body_map::view::view;
use std::collections::BTreeSet;

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
            UI.sheet,
            UI.sheet_intro,
            UI.sheet_empty,
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
            UI.sheet_name,
            UI.sheet_date,
            UI.sheet_medicines,
            UI.sheet_treatment,
            UI.print,
            UI.care_team,
            UI.language_failed,
            UI.overdue,
            FRONT.footer_privacy,
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
    for (language, pack) in LANGUAGES.iter().map(|of| of.code).zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let inside = inside(language, words).unwrap().replace("&nbsp;", "\u{a0}");
        let title = format!("<h2>{}</h2>\n", words.get(FRONT.title));
        assert_eq!(
            inside.lines().next(),
            Some("<div id=\"mbc-fallback-head\">")
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
    assert_eq!(inside("xx", words()), None);
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
fn the_widget_and_its_language_button_carry_the_language_shown() {
    for (of, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let html = to_html(&view(&Model::new(of, words, Medium::Widget)));
        let language = of.code;
        assert!(html.contains(&format!(
            "<div id=\"mbc\" class=\"mbc\" lang=\"{language}\""
        )));
        let pressed = format!(
            "id=\"lang-{language}\" type=\"button\" lang=\"{language}\" aria-pressed=\"true\""
        );
        assert_eq!(html.matches(&pressed).count(), 1);
        assert_eq!(html.matches("aria-pressed=\"true\"").count(), 1);
        assert_eq!(html.matches("aria-pressed").count(), LANGUAGES.len());
    }
}

/// Otherwise a screen reader would read them with the voice of the guide's language (WCAG 3.1.2).
#[test]
fn a_title_in_another_language_than_the_guide_says_so() {
    for (shown, pack) in LanguageId::all().zip(PACKS) {
        let words = Words::read(pack).unwrap();
        let html = to_html(&view(&Model::new(shown, words, Medium::Widget)));
        let language = shown.code;
        for (title, of) in [
            ("What Is Palliative Care?", "en"),
            ("Cáncer de mama metastásico", "es"),
        ] {
            let (before, _) = html.split_once(&format!(">{title}</a>")).expect(title);
            let (_, link) = before.rsplit_once("<a ").unwrap();
            let attribute = format!(" lang=\"{of}\"");
            assert_eq!(
                link.contains(&attribute),
                of != language,
                "{language}: {link}"
            );
            assert_eq!(
                link.contains(" lang="),
                of != language,
                "{language}: {link}"
            );
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
            .and_then(|rest| rest.strip_suffix('"'));
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
    for forbidden in ["url(", "@import", "counter", "/*", "SITE"] {
        assert!(!STYLE.contains(forbidden), "{forbidden}");
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
    // The ids of texts with glossary terms contain numbers that change with the content.
    if let Some(id) = element.id.as_deref().filter(|id| !id.starts_with("text-")) {
        *out += &format!("#{id}");
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
