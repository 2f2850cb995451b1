pub static LANGUAGES: [&str; 2] = ["en", "de"];
/// What each language calls itself.
pub static LANGUAGE_NAMES: [&str; 2] = ["English", "Deutsch"];
pub static UI: Ui = Ui { contents: TextId(0), notice: TextId(1), notice_tick: TextId(2), calls: Open { before: TextId(3), after: TextId(4) }, now: TextId(5), now_call: TextId(6), day: TextId(7), day_call: TextId(8), soon: TextId(9), soon_call: TextId(10), found: TextId(11), relief: TextId(12), ask: TextId(13), ask_tick: TextId(14), unknown: TextId(15), sources: TextId(16), sources_note: TextId(17), read: Open { before: TextId(18), after: TextId(19) }, about: TextId(20), meaning: TextId(21), first: TextId(22), next: TextId(23), tests: TextId(24), sheet: TextId(25), sheet_intro: TextId(26), sheet_empty: TextId(27), sheet_notice: TextId(28), sheet_ask: TextId(29), sheet_remove: Open { before: TextId(30), after: TextId(31) }, sheet_count: Open { before: TextId(32), after: TextId(33) }, sheet_first: TextId(34), sheet_urgent: TextId(35), sheet_now: TextId(36), sheet_day: TextId(37), sheet_large: TextId(38), sheet_close: TextId(39), sheet_print: TextId(40), sheet_copy: TextId(41), sheet_clear: TextId(42), sheet_sure: TextId(43), sheet_yes: TextId(44), sheet_no: TextId(45), sheet_copied: TextId(46), sheet_not_copied: TextId(47), sheet_not_printed: TextId(48), sheet_show: TextId(49), sheet_name: TextId(50), sheet_date: TextId(51), sheet_medicines: TextId(52), sheet_treatment: TextId(53), print: TextId(54), care_team: TextId(55), opened: Open { before: TextId(56), after: TextId(57) }, closed: Open { before: TextId(58), after: TextId(59) }, version: TextId(60), languages: TextId(61), language_failed: TextId(62), overdue: TextId(63), myth: TextId(64), truth: TextId(65), phone: TextId(66), spoken: TextId(67), hours: TextId(68), link: TextId(69), said: Open { before: TextId(70), after: TextId(71) } };
pub static FRONT: Front = Front { title: TextId(72), start: TextId(73), draft: TextId(74), map_title: TextId(75), map_intro: TextId(76), caption: TextId(77), start_title: TextId(78), start_intro: TextId(79), topics_title: TextId(80), topics_intro: TextId(81), subtypes_title: TextId(82), sources_until: TextId(83), written_for: TextId(84), privacy: TextId(85), other_causes: TextId(86), lead: Texts { start: 87, end: 88 }, notes: Texts { start: 88, end: 89 }, subtypes_intro: Texts { start: 89, end: 90 }, edition: Texts { start: 90, end: 92 }, reviewed: Texts { start: 92, end: 104 } };
pub static URGENT: Urgent = Urgent { title: TextId(104), intro: TextId(105), crisis: TextId(106), if_nobody_answers: TextId(107), what_to_say: TextId(108), no_waiting: TextId(109), now: Texts { start: 110, end: 111 }, day: Texts { start: 111, end: 112 } };
pub static SITES: [Site; 1] = [
    Site { id: "hill", name: TextId(112), hint: TextId(113), key: TextId(114), about: Texts { start: 115, end: 116 }, notice: Ticks { start: 0, end: 2, text: TextId(116) }, ask: Ticks { start: 2, end: 3, text: TextId(118) }, calls: [Texts { start: 119, end: 120 }, Texts { start: 120, end: 121 }, Texts { start: 121, end: 122 }], found: Texts { start: 122, end: 123 }, relief: Texts { start: 123, end: 124 }, unknown: Texts { start: 124, end: 125 }, sources: &[0, 1] },
];
pub static SUBTYPES: [Subtype; 1] = [
    Subtype { id: "arrow", name: TextId(125), chips: Texts { start: 126, end: 128 }, share: TextId(128), meaning: Texts { start: 129, end: 130 }, first: Texts { start: 130, end: 131 }, next: Texts { start: 131, end: 132 }, tests: Texts { start: 132, end: 133 }, unknown: Texts { start: 133, end: 134 }, ask: Ticks { start: 3, end: 4, text: TextId(134) }, label: true, sources: &[0, 1] },
];
pub static TOPICS: [Topic; 8] = [
    Topic { id: "basics", name: TextId(135), hint: TextId(136), key: TextId(137), ask: Ticks { start: 4, end: 5, text: TextId(140) }, unknown: Texts { start: 141, end: 142 }, parts: [0, 1], sources: &[0, 1] },
    Topic { id: "tests", name: TextId(142), hint: TextId(143), key: TextId(144), ask: Ticks { start: 5, end: 6, text: TextId(148) }, unknown: Texts { start: 149, end: 150 }, parts: [1, 2], sources: &[0, 1] },
    Topic { id: "treatment", name: TextId(150), hint: TextId(151), key: TextId(152), ask: Ticks { start: 6, end: 7, text: TextId(155) }, unknown: Texts { start: 156, end: 157 }, parts: [2, 3], sources: &[0, 1] },
    Topic { id: "living", name: TextId(157), hint: TextId(158), key: TextId(159), ask: Ticks { start: 7, end: 8, text: TextId(162) }, unknown: Texts { start: 163, end: 164 }, parts: [3, 4], sources: &[0, 1] },
    Topic { id: "myths", name: TextId(164), hint: TextId(165), key: TextId(166), ask: Ticks { start: 8, end: 9, text: TextId(169) }, unknown: Texts { start: 170, end: 171 }, parts: [4, 5], sources: &[0, 1] },
    Topic { id: "research", name: TextId(171), hint: TextId(172), key: TextId(173), ask: Ticks { start: 9, end: 10, text: TextId(176) }, unknown: Texts { start: 177, end: 178 }, parts: [5, 6], sources: &[0, 1] },
    Topic { id: "help", name: TextId(178), hint: TextId(179), key: TextId(180), ask: Ticks { start: 10, end: 10, text: TextId(188) }, unknown: Texts { start: 188, end: 188 }, parts: [6, 7], sources: &[0] },
    Topic { id: "glossary", name: TextId(188), hint: TextId(189), key: TextId(190), ask: Ticks { start: 10, end: 10, text: TextId(192) }, unknown: Texts { start: 192, end: 192 }, parts: [7, 8], sources: &[0, 1] },
];
pub static PARTS: [Part; 8] = [
    Part { name: TextId(138), closed: false, say: Texts { start: 139, end: 140 }, list: Texts { start: 140, end: 140 }, lines: Texts { start: 140, end: 140 }, terms: [0, 0] },
    Part { name: TextId(145), closed: true, say: Texts { start: 146, end: 146 }, list: Texts { start: 146, end: 148 }, lines: Texts { start: 148, end: 148 }, terms: [0, 0] },
    Part { name: TextId(153), closed: true, say: Texts { start: 154, end: 155 }, list: Texts { start: 155, end: 155 }, lines: Texts { start: 155, end: 155 }, terms: [0, 0] },
    Part { name: TextId(160), closed: false, say: Texts { start: 161, end: 162 }, list: Texts { start: 162, end: 162 }, lines: Texts { start: 162, end: 162 }, terms: [0, 0] },
    Part { name: TextId(167), closed: false, say: Texts { start: 168, end: 169 }, list: Texts { start: 169, end: 169 }, lines: Texts { start: 169, end: 169 }, terms: [0, 0] },
    Part { name: TextId(174), closed: false, say: Texts { start: 175, end: 176 }, list: Texts { start: 176, end: 176 }, lines: Texts { start: 176, end: 176 }, terms: [0, 0] },
    Part { name: TextId(181), closed: false, say: Texts { start: 182, end: 182 }, list: Texts { start: 182, end: 182 }, lines: Texts { start: 182, end: 188 }, terms: [0, 0] },
    Part { name: TextId(191), closed: true, say: Texts { start: 192, end: 192 }, list: Texts { start: 192, end: 192 }, lines: Texts { start: 192, end: 192 }, terms: [0, 2] },
];
/// The first text of the first term.
pub const TERMS: TextId = TextId(192);
/// What the signs that cannot wait rest on, and what the first and last words do.
pub static PAGE_SOURCES: [&[u8]; 2] = [&[0], &[0, 1]];
/// How many things can be ticked.
pub const TICKS: u16 = 10;
/// The first text of the first source.
pub const SOURCES: TextId = TextId(198);
/// Signs that cannot wait, by the number of their tick: emergency, then same day.
pub static LEVELS: [&[u16]; 2] = [&[0], &[1]];
/// Tells packs of this structure.
pub static STRUCTURE: [u8; 8] = [27, 93, 169, 237, 213, 199, 25, 71];
/// How many texts a pack holds.
pub const TEXTS: usize = 206;
/// By language and section, the day on which the next check is due, `YYYY-MM-DD`; empty without a review.
pub static DUE: [[&str; 12]; 2] = [["", "", "2027-08-01", "", "", "", "", "", "", "", "", ""], ["", "", "", "", "", "", "", "", "", "", "", ""]];
/// What can be reviewed, in the order of `DUE` and `Front::reviewed`.
pub static REVIEWABLE: [&str; 12] = ["front", "urgent", "map", "subtypes", "basics", "tests", "treatment", "living", "myths", "research", "help", "glossary"];

/// The drawing.
pub static FIGURE: Figure = Figure {
    elements: &[[1, 1, 3], [3, 0, 1], [4, 2, 0], [7, 1, 2], [4, 2, 0], [10, 1, 0], [7, 1, 2], [13, 1, 0], [15, 1, 0]],
    attrs: &[2, 5, 6, 8, 9, 6, 11, 12, 14, 0],
    values: &[0, 1, 2, 3, 4, 5, 6, 3, 7, 7],
    offsets: &[0, 7, 11, 17, 21, 24, 33, 38, 39],
    text: "0 0 9 9edgeM0 0h9hillhitM1 1h3v3z#edge1",
    names: &["", "svg", "viewBox", "defs", "path", "id", "d", "g", "data-region", "class", "use", "href", "data-pin", "circle", "r", "text"],
};

/// Every claim with its key and the facts it rests on.
#[cfg(not(target_family = "wasm"))]
pub static TRACE: [(TextId, &str, &[&str]); 58] = [
    (TextId(86), "front.other-causes", &["sign.old"]),
    (TextId(87), "front.lead.walk", &["sign.seen"]),
    (TextId(88), "front.notes.look", &["prompt.ask"]),
    (TextId(89), "front.intro.two", &["sign.seen"]),
    (TextId(106), "urgent.crisis", &["sign.seen"]),
    (TextId(107), "urgent.if-nobody-answers", &["sign.seen"]),
    (TextId(108), "urgent.what-to-say", &["sign.seen"]),
    (TextId(109), "urgent.no-waiting", &["sign.seen"]),
    (TextId(110), "urgent.now.fallen", &["sign.seen"]),
    (TextId(111), "urgent.day.bent", &["sign.seen"]),
    (TextId(114), "hill.key", &["sign.seen"]),
    (TextId(115), "hill.about.round", &["sign.seen"]),
    (TextId(116), "hill.notice.post", &["sign.seen"]),
    (TextId(117), "hill.notice.arrow", &["sign.seen", "sign.old"]),
    (TextId(118), "hill.ask.where", &["prompt.ask"]),
    (TextId(119), "hill.now.fallen", &["sign.seen"]),
    (TextId(120), "hill.day.bent", &["sign.seen"]),
    (TextId(121), "hill.soon.pale", &["sign.seen"]),
    (TextId(122), "hill.found.look", &["sign.seen"]),
    (TextId(123), "hill.relief.rest", &["sign.seen"]),
    (TextId(124), "hill.unknown.who", &["sign.old"]),
    (TextId(128), "arrow.share", &["sign.seen"]),
    (TextId(129), "arrow.meaning.way", &["sign.seen"]),
    (TextId(130), "arrow.first.follow", &["sign.seen"]),
    (TextId(131), "arrow.next.turn", &["sign.seen"]),
    (TextId(132), "arrow.tests.compass", &["sign.seen"]),
    (TextId(133), "arrow.unknown.far", &["sign.old"]),
    (TextId(134), "arrow.ask.where", &["prompt.ask"]),
    (TextId(137), "basics.key", &["sign.seen"]),
    (TextId(139), "basics.stones.heap", &["sign.seen"]),
    (TextId(140), "basics.ask.what", &["prompt.ask"]),
    (TextId(141), "basics.unknown.oldest", &["sign.old"]),
    (TextId(144), "tests.key", &["sign.seen"]),
    (TextId(146), "tests.ways.push", &["sign.seen"]),
    (TextId(147), "tests.ways.shine", &["sign.seen"]),
    (TextId(148), "tests.ask.firm", &["prompt.ask"]),
    (TextId(149), "tests.unknown.long", &["sign.old"]),
    (TextId(152), "treatment.key", &["sign.seen"]),
    (TextId(154), "treatment.counts.wood", &["sign.seen"]),
    (TextId(155), "treatment.ask.glue", &["prompt.ask"]),
    (TextId(156), "treatment.unknown.last", &["sign.old"]),
    (TextId(159), "living.key", &["sign.seen"]),
    (TextId(161), "living.rest.bench", &["sign.seen"]),
    (TextId(162), "living.ask.bench", &["prompt.ask"]),
    (TextId(163), "living.unknown.bread", &["sign.old"]),
    (TextId(166), "myths.key", &["sign.seen"]),
    (TextId(168), "myths.arrows.truth", &["sign.seen"]),
    (TextId(169), "myths.ask.tale", &["prompt.ask"]),
    (TextId(170), "myths.unknown.who", &["sign.old"]),
    (TextId(173), "research.key", &["sign.seen"]),
    (TextId(175), "research.light.lamps", &["sign.seen"]),
    (TextId(176), "research.ask.join", &["prompt.ask"]),
    (TextId(177), "research.unknown.glow", &["sign.old"]),
    (TextId(180), "help.key", &["sign.seen"]),
    (TextId(183), "help.wardens.warden", &["sign.seen"]),
    (TextId(190), "glossary.key", &["sign.seen"]),
    (TextId(194), "glossary.cairn", &["sign.seen"]),
    (TextId(197), "glossary.blaze", &["sign.old"]),
];

/// Facts that no text rests on, and why.
#[cfg(not(target_family = "wasm"))]
pub static LEFT_OUT: [(&str, &str); 2] = [("sign.smell", "nobody asks for it"), ("sign.weight", "nobody asks for it")];

/// Every language's words, for builds that carry them.
#[cfg(feature = "bundled")]
pub static PACKS: [&[u8]; 2] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/en.pack")),
    include_bytes!(concat!(env!("OUT_DIR"), "/de.pack")),
];
