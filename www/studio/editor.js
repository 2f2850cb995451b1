// The sentences of a page of the guide as fields, the languages side by side.
//
// A page is drawn in slices, the sentence that is asked for first of all, so that a page of two hundred sentences does not
// hold up the one that is read.

import { byId, make } from "../forms.js";
import { levelName, shortened } from "./names.js";
import { pageName, sectionName } from "./pages.js";
import { signatures } from "./outline-panel.js";
import { field, fieldId, markField, setField } from "./sentence.js";
import { counted, docOf, fill, TEXTS } from "./wording.js";

/** Sentences that are drawn at once; the rest follows, so many in each task. */
const SLICE = 12;

/** Draws what is missing, down to a sentence. @type {(path?: string) => void} */
let drawTo = () => {};

/** Focuses the field of a sentence of the page that is shown. */
export function focusSentence(path, language) {
  drawTo(path);
  const area = byId(fieldId(path, language)) ?? document.querySelector(`textarea[data-path="${CSS.escape(path)}"]`);
  area?.focus({ preventScroll: true });
  area?.closest(".sentence").scrollIntoView({ block: "center" });
}

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, chosen, problems, compared, signal } = context;
  /** The paths that are drawn, joined, to tell whether the page is another. */
  let drawn = "";
  /** @type {any[]} */
  let waiting = [];
  let timer = 0;

  const drawSlice = (count) => {
    clearTimeout(timer);
    for (const block of waiting.splice(0, count)) {
      byId("sentences").append(blockElement(block, context));
      for (const sentence of block.sentences) mark(sentence.path);
    }
    if (waiting.length) timer = window.setTimeout(() => drawSlice(SLICE / 4));
  };
  drawTo = (path) => {
    const at = waiting.findIndex(({ sentences }) => sentences.some((sentence) => sentence.path === path));
    if (at >= 0) drawSlice(at + 1);
  };
  const mark = (path) => {
    for (const { code } of session.outline.languages) markField(path, code, context);
  };
  const draw = () => {
    const { page } = chosen;
    if (!session.outline || !page) return;
    const paths = signature(page);
    if (paths === drawn) return update(page);
    drawn = paths;
    place.replaceChildren(...pageElements(page, context));
    waiting = blocks(page, session.outline, context);
    let first = 0;
    let count = 0;
    while (first < waiting.length && count < SLICE) count += waiting[first++].sentences.length;
    drawSlice(first);
  };
  const update = (page) => {
    for (const sentence of page.sentences) for (const { code } of session.outline.languages) setField(sentence, code);
  };
  const drawState = () => {
    const line = byId("editor-state");
    if (line) line.textContent = signatures(TEXTS[context.language].outline, session, chosen.page.section);
  };
  const follow = () => {
    draw();
    drawState();
  };
  chosen.addEventListener("chosen", follow, { signal });
  session.addEventListener("outline", draw, { signal });
  session.addEventListener("survey", drawState, { signal });
  session.addEventListener(
    "text",
    ({ detail }) => {
      const sentence = chosen.page?.sentences.find(({ path }) => path === detail.path);
      if (sentence) setField(sentence, detail.language);
    },
    { signal },
  );
  const markAll = () => session.outline && chosen.page?.sentences.forEach(({ path }) => mark(path));
  problems.addEventListener("problems", markAll, { signal });
  compared.addEventListener("compared", markAll, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  follow();
}

/** Changes when a sentence is added, moved or taken away, or in another language, or shared values change. */
const signature = (page) =>
  JSON.stringify([
    page.id,
    page.sentences.map(({ path, structure, facts, texts }) => [path, structure, facts, Object.keys(texts)]),
  ]);

function pageElements(page, context) {
  const { session, t, language, pages } = context;
  const all = pages();
  const at = all.indexOf(page);
  const { outline } = session;
  const section = sectionName(
    outline,
    all.filter((one) => one.section === page.section),
    page.section,
    language,
  );
  const name = pageName(outline, page, language);
  return [
    make("h2", { id: "editor-title", tabIndex: -1, textContent: name }),
    make(
      "p",
      { className: "note editor-about" },
      ...(section === name ? [] : [`${fill(t.partOf, { section })} `]),
      `${counted(t.sentences, page.sentences.length)} `,
      make("span", { id: "editor-state" }),
    ),
    make(
      "div",
      { className: "language-names", "aria-hidden": "true" },
      ...outline.languages.map(({ code, name }) => make("p", { lang: code, textContent: name })),
    ),
    make("div", { id: "sentences" }),
    make(
      "nav",
      { className: "neighbours", "aria-label": t.neighbours },
      ...neighbour(context, t.previous, all[at - 1]),
      ...neighbour(context, t.next, all[at + 1]),
    ),
  ];
}

function neighbour({ session, language, openPage }, text, page) {
  if (!page) return [];
  const onclick = (event) => {
    event.preventDefault();
    openPage(page);
  };
  const textContent = fill(text, { page: pageName(session.outline, page, language) });
  return [make("a", { href: `#${page.id}`, textContent, onclick })];
}

/** Groups whose records have a heading of their own. */
const HEADED = ["Part", "Sign", "SignGroup", "Line", "Term", "Step"];

/** Sentences that belong to one record, in their order: a part of a topic, a sign, a line. */
function blocks(page, outline, { language }) {
  const headed = new Map(
    outline.records.filter(({ group }) => HEADED.includes(group)).map((record) => [record.path, record]),
  );
  const ownerOf = (path) => {
    const names = path.split(".");
    for (let count = names.length; count > 1; count--) {
      const record = headed.get(names.slice(0, count).join("."));
      if (record) return record;
    }
    return undefined;
  };
  const made = [];
  for (const sentence of page.sentences) {
    const owner = ownerOf(sentence.path);
    if (!made.length || made.at(-1).owner !== owner) made.push({ owner, sentences: [] });
    made.at(-1).sentences.push(sentence);
  }
  return made.flatMap(({ owner, sentences }) => sliced(sentences, owner && heading(outline, owner, language), owner));
}

/** A long run of sentences without a heading is drawn in pieces. */
function sliced(sentences, title, owner) {
  const pieces = [];
  for (let from = 0; from < sentences.length; from += SLICE)
    pieces.push({ owner, title: from ? undefined : title, sentences: sentences.slice(from, from + SLICE) });
  return pieces;
}

function heading(outline, { path, group, shared, id }, language) {
  const of = (key) => outline.sentences.find((sentence) => sentence.path === `${path}.${key}`)?.texts[language];
  const name = (group === "Sign" ? (of("tick") ?? of("text")) : of("name")) ?? id;
  return { name: shortened(name, 80), isInside: ["Line", "Term", "Step"].includes(group), level: shared.level?.[0] };
}

function blockElement({ title, sentences }, context) {
  const { language, session, t } = context;
  const head = title
    ? [
        make(
          title.isInside ? "h4" : "h3",
          { className: "block-name" },
          title.name,
          ...(title.level
            ? [
                " ",
                make("span", {
                  className: `level-${title.level}`,
                  textContent: levelName(session.outline, title.level, language),
                }),
              ]
            : []),
        ),
      ]
    : [];
  return make(
    "div",
    { className: `block${title?.isInside ? " inside" : ""}` },
    ...head,
    ...sentences.map((sentence) => field(sentence, labelOf(sentence, session.outline, language, t), context)),
  );
}

/** What a sentence is: the words of the schema, with its place in its list. */
function labelOf(sentence, outline, language, t) {
  const list = sentence.path
    .replace(/\.text$/, "")
    .split(".")
    .slice(0, -1)
    .join(".");
  const doc = sentence.doc ? docOf(language, sentence.doc) : sentence.path.split(".").slice(1).join(" ");
  if (!["claims", "texts"].includes(sentence.kind)) return doc;
  const all = outline.sentences.filter(
    ({ path, doc }) =>
      doc === sentence.doc && path.startsWith(`${list}.`) && !path.slice(list.length + 1).includes("."),
  );
  return all.length > 1 ? fill(t.place, { doc, at: all.indexOf(sentence) + 1, of: all.length }) : doc;
}
