// How long and how easy the page is that is edited, against the limits of a build, as one types.

import { byId, make } from "../forms.js";
import { sentenceAt } from "./pages.js";
import { fill } from "./wording.js";

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, t, chosen, signal } = context;
  place.replaceChildren(
    make(
      "details",
      { id: "measures", className: "box" },
      make(
        "summary",
        {},
        make("h2", { textContent: t.title }),
        make("span", { id: "measures-short", className: "note" }),
      ),
      make("div", { id: "measures-all" }),
    ),
  );
  const draw = () => {
    if (!session.survey || !session.outline || !chosen.page) return;
    byId("measures-short").textContent = short(context);
    byId("measures-all").replaceChildren(...tables(context));
  };
  session.addEventListener("survey", draw, { signal });
  chosen.addEventListener("chosen", draw, { signal });
  draw();
}

const rowsOf = ({ session, chosen }) =>
  session.survey.sections.filter(({ section }) => section === chosen.page.section);

/** What belongs to the page: its panel and the rows in it. */
const panelsOf = (row, page) => row.panels.filter(({ panel }) => panel === page.id || panel.startsWith(`${page.id}/`));

/** The panel in each language, in one line: what one looks at while typing. */
function short(context) {
  const { t, chosen } = context;
  const parts = rowsOf(context).map((row) => {
    const panels = panelsOf(row, chosen.page);
    const over = panels.filter(({ words, limit }) => limit && words > limit);
    const main = over[0] ?? panels.find(({ panel }) => panel === chosen.page.id);
    const words = main?.limit
      ? fill(over.length ? t.tooLong : t.ofLimit, { panel: panelName(context, main), ...main })
      : fill(t.words, main ?? row);
    return fill(t.short, { language: languageName(context, row.language), words, grade: gradeOf(t, row.grade) });
  });
  return parts.join(" ");
}

const languageName = ({ session }, code) => session.outline.languages.find((info) => info.code === code)?.name ?? code;

/** `Flesch–Kincaid grade 3.9` is a grade; of `INFLESZ 71.0 (fairly easy)` more is easier, so each says what it is. */
function gradeOf(t, grade) {
  const [, scale, value] = grade.match(/^(.*?) (-?\d+(?:\.\d+)?)/) ?? [];
  return scale in t.scales ? fill(t.scales[scale], { value }) : grade;
}

function tables(context) {
  const { t, session, chosen } = context;
  const rows = rowsOf(context);
  if (!rows.length) return [make("p", { textContent: t.none })];
  const names = rows.map(({ language }) => languageName(context, language));
  const ids = [...new Set(rows.flatMap((row) => panelsOf(row, chosen.page).map(({ panel }) => panel)))];
  const of = (row, panel) => row.panels.find((one) => one.panel === panel);
  const whole = ["rest", "whole"].map((kind) => [
    t.whole[kind],
    ...rows.map(({ language }) => session.survey.whole.find((one) => one.kind === kind && one.language === language)),
  ]);
  return [
    table(
      t.captionPanels,
      names,
      [
        ...ids.map((id) => [panelName(context, of(rows[0], id) ?? { panel: id }), ...rows.map((row) => of(row, id))]),
        ...whole,
      ],
      t,
    ),
    table(
      t.captionSection,
      names,
      [
        [t.wordsOf, ...rows.map(({ words }) => String(words))],
        [t.grade, ...rows.map((row) => grade(row, row.grade, t))],
        [t.withoutDrugs, ...rows.map((row) => grade(row, row.withoutDrugs, t))],
        [t.questions, ...rows.map(({ questions }) => String(questions))],
      ],
      t,
    ),
    make("p", { className: "note", textContent: t.goals }),
  ];
}

const grade = ({ easy }, words, t) => (easy === false ? fill(t.hard, { grade: words }) : words);

/** The name of a row in a panel: the sentence that names its part, else the words for its key. */
function panelName({ session, language, t, chosen }, { panel }) {
  const [page, row] = panel.split("/");
  if (!row || panel === chosen.page.id) return t.panel;
  if (t.rows[row]) return t.rows[row];
  const sentence =
    session.outline.sentences.find(({ path }) => path === `${page}.part.${row}.name`) ??
    sentenceAt(session.outline, `${page}.group.${row}.name`);
  return sentence?.texts[language] ?? row;
}

/** @param {string} caption @param {string[]} names @param {any[][]} rows a name, and for each language a text or a panel */
function table(caption, names, rows, t) {
  const cell = (value) => {
    if (value === undefined) return make("td", { textContent: "–" });
    if (typeof value === "string") return make("td", { textContent: value });
    const isOver = value.limit && value.words > value.limit;
    const text = value.limit
      ? fill(isOver ? t.over : t.words2, { ...value, more: value.words - value.limit })
      : String(value.words);
    return make("td", { className: isOver ? "wrong" : "", textContent: text });
  };
  return make(
    "table",
    {},
    make("caption", { textContent: caption }),
    make(
      "thead",
      {},
      make("tr", {}, make("td", {}), ...names.map((name) => make("th", { scope: "col", textContent: name }))),
    ),
    make(
      "tbody",
      {},
      ...rows.map(([name, ...values]) =>
        make("tr", {}, make("th", { scope: "row", textContent: name }), ...values.map(cell)),
      ),
    ),
  );
}
