// A clinician reads a section of a language sentence by sentence, marks each as fine or to be changed, sees what changed
// since the last signature, and signs. A mark holds for the words that were read: where they change it is gone. Marks are in
// `notes.js`, the signature in `review.toml` (`sign` in studio/src/door.rs), the page for paper in `sheet.js`.

import { byId, field, make, note, setError, status, write } from "../forms.js";
import { difference } from "./difference.js";
import { changeNotes, NotesUnreadable, readNotes } from "./notes.js";
import {
  area,
  attempt,
  box,
  button,
  counted,
  dayOf,
  docOf,
  factList,
  fill,
  group,
  inLanguage,
  keep,
  follow,
  redraw,
  sectionName,
  select,
  texts,
  today,
} from "./pieces.js";
import { printSheet } from "./sheet.js";

/** Records whose words are judged together: a sign with what makes it worse, a line with its hours. */
const TOGETHER = ["Sign", "SignGroup", "Question", "Step", "Line", "Term", "Link", "Quoted", "Claim"];

/**
 * @typedef {object} Item what is marked at once
 * @property {string} path of its record, or of its sentence
 * @property {any[]} sentences
 * @property {any} [record]
 *
 * @typedef {object} Panel
 * @property {import("./session.js").Session} session
 * @property {any} t
 * @property {string} language of the page
 * @property {(path: string, language?: string) => void} go
 * @property {(text: string) => void} say
 * @property {any} state
 * @property {() => Promise<void>} draw
 */

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, language, go, say } = context;
  const state = keep(session, "signoff", () => ({
    section: "",
    code: language,
    show: "all",
    notes: { marks: {}, reasons: [] },
    form: { reviewer: "", role: "", date: today(), next: "", isRead: false },
  }));
  const panel = { session, t: texts(language), language, go, say, state, draw };
  let asked = 0;
  let shown = "";
  let isDue = false;
  async function draw(isNew = true) {
    const number = ++asked;
    // What was asked for stays due when another drawing overtakes it.
    isDue ||= isNew;
    const { outline } = session;
    if (!outline.sections.includes(state.section)) state.section = outline.sections[0];
    if (!outline.languages.some(({ code }) => code === state.code)) state.code = outline.languages[0].code;
    try {
      state.notes = await readNotes(session);
    } catch (error) {
      if (!(error instanceof NotesUnreadable)) throw error;
      const title = make("h2", { id: "signoff-title", tabIndex: -1, textContent: panel.t.signoff });
      return place.replaceChildren(title, make("p", { className: "is-wrong", textContent: panel.t.notesBad }));
    }
    // Who reads is not disturbed by what changes elsewhere.
    const now = JSON.stringify([itemsOf(panel), state.notes.reasons, measured(panel)?.state]);
    if (!isDue && now === shown) return refresh(panel);
    const changes = await changesSince(panel);
    if (number !== asked) return;
    shown = now;
    isDue = false;
    redraw(place, content(panel, changes), "signoff-title");
    refresh(panel);
  }
  follow(place, context, ["outline", "survey"], () => draw(false));
  if (session.outline) return draw();
}

// 1. What is read.

/** @param {Panel} panel @returns {Item[]} */
export function itemsOf({ session, state }) {
  const { sentences, records } = session.outline;
  const together = new Map(
    records.filter(({ group: name }) => TOGETHER.includes(name)).map((record) => [record.path, record]),
  );
  const recordOf = (path) => together.get(path) ?? together.get(path.slice(0, path.lastIndexOf(".")));
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const sentence of sentences.filter(({ section }) => section === state.section)) {
    const record = recordOf(sentence.path);
    const path = record?.path ?? sentence.path;
    if (!items.has(path)) items.set(path, { path, sentences: [], record });
    items.get(path).sentences.push(sentence);
  }
  return [...items.values()];
}

/** What a mark holds for: the words, those that they translate, and what a signature covers beside. */
function readOf({ session, state }, { sentences }) {
  const [{ code }] = session.outline.languages;
  const words = sentences.flatMap(({ structure, texts: of }) => [structure, of[code] ?? "", of[state.code] ?? ""]);
  return words.join("\n");
}

/** The mark of an item, if it was made for the words as they are. @param {Panel} panel @param {Item} item */
export function markOf(panel, item) {
  const mark = panel.state.notes.marks[panel.state.code]?.[item.path];
  return mark?.read === readOf(panel, item) ? mark : undefined;
}

/** What the check says of the section. @param {Panel} panel */
export const measured = ({ session, state }) =>
  session.survey?.sections.find(({ section, language }) => section === state.section && language === state.code);

/** Before the first check is done nothing is wrong. @param {Panel} panel @returns {string} */
const whyNotMeasured = ({ session, t }) => (session.survey ? t.notMeasured : t.measuring);

/** What changed since the last signature: null if that is not known, undefined if there is none. */
function changesSince(panel) {
  const { session, state } = panel;
  const about = measured(panel);
  if (!about?.isSigned && !about?.isOutdated) return undefined;
  return session.ask("signedChanges", state.section, state.code);
}

// 2. The page.

function content(panel, changes) {
  const { session, t, state, draw } = panel;
  const { outline } = session;
  const sections = outline.sections.map((section) => [section, sectionName(t, section)]);
  const languages = outline.languages.map(({ code, name }) => [code, name]);
  const set = (key) => (value) => {
    state[key] = value;
    return draw();
  };
  const about = measured(panel);
  const shows = /** @type {[string, string][]} */ (["all", "unread", "change"].map((show) => [show, t.shows[show]]));
  return [
    make("h2", { id: "signoff-title", tabIndex: -1, textContent: t.signoff }),
    note("signoff-intro", t.signoffIntro),
    make(
      "div",
      { className: "chooser" },
      select("signoff-section", t.section, sections, state.section, set("section")),
      select("signoff-language", t.languageOf, languages, state.code, set("code")),
      select("signoff-show", t.show, shows, state.show, set("show")),
    ),
    make("p", { id: "signoff-state", className: "strong", lang: state.code, textContent: about?.state ?? "" }),
    about ? "" : make("p", { className: session.survey ? "is-wrong" : "", textContent: whyNotMeasured(panel) }),
    changesPart(panel, changes),
    reasonsPart(panel),
    status("signoff-progress"),
    make("ol", { className: "reading", role: "list" }, ...shownItems(panel).map((item) => itemPart(panel, item))),
    signForm(panel),
  ];
}

function shownItems(panel) {
  const { show } = panel.state;
  return itemsOf(panel).filter((item) => {
    const mark = markOf(panel, item)?.mark;
    return show === "all" || (show === "unread" ? !mark : mark === "change");
  });
}

/** Progress, which changes with every mark. @param {Panel} panel */
function refresh(panel) {
  const { t } = panel;
  if (!byId("signoff-progress")) return;
  const items = itemsOf(panel);
  const marks = items.map((item) => markOf(panel, item)?.mark);
  const values = {
    read: marks.filter(Boolean).length,
    all: items.length,
    change: marks.filter((mark) => mark === "change").length,
  };
  write("signoff-progress", fill(t.progress, values));
}

/**
 * @param {Panel} panel
 * @param {{ path: string, before: string | null, after: string | null, moved: boolean }[] | null | undefined} changes
 */
function changesPart(panel, changes) {
  const { session, t, state, go } = panel;
  if (changes === undefined) return make("p", { className: "note", textContent: t.neverSigned });
  if (changes === null) return make("p", { className: "means", textContent: t.signedUnknown });
  const list = make("ul", { className: "changes" });
  for (const { path, before, after, moved } of changes) {
    const words = make("div", {}, make("p", { lang: state.code, textContent: after ?? before ?? "" }));
    const isMoved = moved && before === after;
    const line = make(
      "li",
      {},
      button(`signoff-changed-${path}`, t.goTo, () => go(path, state.code), { "aria-label": `${t.goTo}: ${path}` }),
      words,
    );
    difference(session, before ?? "", after ?? "", t, state.code).then((shown) =>
      words.replaceChildren(shown, isMoved ? make("p", { className: "note", textContent: t.movedSince }) : ""),
    );
    list.append(line);
  }
  const changed = new Set(changes.map(({ path }) => path));
  const same = itemsOf(panel).filter(
    (item) => !markOf(panel, item) && !item.sentences.some(({ path }) => changed.has(path)),
  );
  const markSame = () =>
    attempt("signoff-same-said", async () => {
      await mark(panel, same, "fine", "");
      await panel.draw();
    });
  return make(
    "section",
    { "aria-labelledby": "signoff-changes-title" },
    make("h3", { id: "signoff-changes-title", textContent: t.changesSince }),
    make("p", { textContent: changes.length ? counted(t.changes, changes.length) : t.noChanges }),
    changes.length ? list : "",
    same.length
      ? make(
          "div",
          { className: "acts" },
          button("signoff-mark-same", counted(t.markSame, same.length), markSame),
          status("signoff-same-said"),
        )
      : "",
  );
}

/** Why something was arranged otherwise, where the content has no remark for it. @param {Panel} panel */
function reasonsPart({ session, t, language, state }) {
  const sectionOf = (path) => session.outline.records.find((record) => record.path === path)?.section;
  const reasons = state.notes.reasons.filter(({ path }) => sectionOf(path) === state.section);
  if (!reasons.length) return "";
  return make(
    "section",
    { "aria-labelledby": "signoff-reasons-title" },
    make("h3", { id: "signoff-reasons-title", textContent: t.reasons }),
    make(
      "ul",
      {},
      ...reasons.map(({ path, day, what, reason }) =>
        make("li", {}, `${dayOf(language, day)}: `, make("code", { textContent: `${path} ${what}` }), ` ${reason}`),
      ),
    ),
  );
}

// 3. One sentence, or one sign with its words.

/** @param {Panel} panel @param {Item} item */
function itemPart(panel, item) {
  const { session, t, language, state, go } = panel;
  const { outline } = session;
  const { path, sentences, record } = item;
  const [reference] = outline.languages;
  const codes = reference.code === state.code ? [state.code] : [state.code, reference.code];
  const level = record?.shared.level?.[0];
  const structure = sentences.map((sentence) => sentence.structure).filter(Boolean);
  const facts = [...new Set(sentences.flatMap((sentence) => sentence.facts ?? []))];
  const remarks = sentences.map(({ remark }) => remark).filter(Boolean);
  const words = (sentence) =>
    codes.map((code) =>
      make("p", {
        ...inLanguage(outline.languages.find((one) => one.code === code)),
        className: code === state.code ? "read" : "note",
        textContent: sentence.texts[code] ?? t.noWords,
      }),
    );
  const label = (sentence) =>
    make("p", {
      className: "item-label",
      textContent: t.labels[sentence.label] ?? (docOf(language, sentence.doc) || t.labels.control),
    });
  return make(
    "li",
    { id: `signoff-read-${path}`, tabIndex: -1, className: `item ${markOf(panel, item)?.mark ?? ""}` },
    level ? make("p", { className: "item-level", textContent: t.choices[`level.${level}`] ?? level }) : "",
    ...sentences.flatMap((sentence) => [label(sentence), ...words(sentence)]),
    structure.length
      ? make(
          "p",
          { className: "note" },
          `${t.covers}: `,
          make("span", { lang: "en", textContent: structure.join("; ") }),
        )
      : "",
    ...remarks.map((remark) =>
      make("p", { className: "note" }, `${t.remark}: `, make("span", { lang: "en", textContent: remark })),
    ),
    facts.length
      ? make(
          "details",
          { className: "sources" },
          make("summary", { textContent: counted(t.factsAndSources, facts.length) }),
          factList(outline, facts, t, language),
        )
      : make("p", { className: "note", textContent: t.noFacts }),
    marksPart(panel, item, () => go(sentences[0].path, state.code)),
  );
}

/** Marks items, as one step. @param {Panel} panel @param {Item[]} items */
async function mark(panel, items, kind, remark) {
  const { session, state } = panel;
  const made = items.map((item) => [item.path, { mark: kind, remark, read: readOf(panel, item) }]);
  const change = ({ marks }) => Object.assign((marks[state.code] ??= {}), Object.fromEntries(made));
  change(state.notes);
  refresh(panel);
  await changeNotes(session, change);
}

/** @param {Panel} panel @param {Item} item */
function marksPart(panel, item, show) {
  const { t } = panel;
  const { path } = item;
  const now = markOf(panel, item);
  const said = `signoff-mark-said-${path}`;
  const remark = area(
    `signoff-remark-${path}`,
    t.toChange,
    now?.remark ?? "",
    (words) => attemptAgain(said, () => mark(panel, [item], "change", words)),
    {},
  );
  remark.hidden = now?.mark !== "change";
  const choose = async (kind) => {
    remark.hidden = kind !== "change";
    byId(`signoff-read-${path}`).className = `item ${kind}`;
    const words = byId(`signoff-remark-${path}`).value;
    const done = await attemptAgain(said, () => mark(panel, [item], kind, kind === "change" ? words : ""));
    if (!done) return;
    if (kind === "change") byId(`signoff-remark-${path}`).focus();
  };
  const radio = (kind, text) =>
    make(
      "label",
      { className: "choice" },
      make("input", {
        type: "radio",
        name: `signoff-mark-${path}`,
        id: `signoff-${kind}-${path}`,
        checked: now?.mark === kind,
        onchange: () => choose(kind),
      }),
      make("span", { textContent: text }),
    );
  return make(
    "div",
    { className: "marks", role: "group", "aria-label": t.mark },
    radio("fine", t.fine),
    radio("change", t.change),
    button(`signoff-show-${path}`, t.goTo, show),
    remark,
    status(said),
  );
}

/** Marks follow each other quickly, and each waits for the one before (`changeNotes`). */
async function attemptAgain(id, action) {
  try {
    await action();
    return true;
  } catch (error) {
    if (!byId(id)) throw error;
    write(id, [error.message, error.help].filter(Boolean).join(": "));
    return false;
  }
}

// 4. The signature.

/** Why the section cannot be signed now. @param {Panel} panel @returns {string[]} */
function obstacles(panel) {
  const { session, t } = panel;
  const marks = itemsOf(panel).map((item) => markOf(panel, item)?.mark);
  const unread = marks.filter((mark) => !mark).length;
  const change = marks.filter((mark) => mark === "change").length;
  const faults = session.survey?.faults.length ?? 0;
  return [
    measured(panel) ? "" : whyNotMeasured(panel),
    faults ? counted(t.faultsOpen, faults) : "",
    unread ? counted(t.stillUnread, unread) : "",
    change ? counted(t.stillChange, change) : "",
  ].filter(Boolean);
}

/** Says at each field what is wrong. @returns {string | undefined} the id of the first */
function wrongField({ t, state: { form } }) {
  const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day);
  const checks = [
    ["signoff-sign-reviewer", form.reviewer.trim() ? "" : t.needed],
    ["signoff-sign-role", form.role.trim() ? "" : t.needed],
    ["signoff-sign-date", !isDay(form.date) ? t.dayNeeded : form.date > today() ? t.dayFuture : ""],
    ["signoff-sign-next", !isDay(form.next) ? t.dayNeeded : form.next <= form.date ? t.nextBefore : ""],
  ];
  for (const [id, message] of checks) setError(id, message);
  const first = checks.find(([, message]) => message)?.[0];
  const unread = !form.isRead;
  write("signoff-sign-read-note", unread ? t.readNeeded : "");
  return first ?? (unread ? "signoff-sign-read" : undefined);
}

/** @param {Panel} panel */
function signForm(panel) {
  const { t, state } = panel;
  const { form } = state;
  const input = (id, key, label, more = {}) =>
    field(
      id,
      label,
      form[key],
      ({ value }) => {
        form[key] = value;
      },
      more,
    );
  const print = (isPaper) => printSheet(panel, { items: itemsOf(panel), about: measured(panel), isPaper });
  return make(
    "form",
    {
      id: "signoff-form",
      className: "studio-form",
      noValidate: true,
      onsubmit: (event) => sign(event, panel),
      "aria-labelledby": "signoff-sign-title",
    },
    make("h3", { id: "signoff-sign-title", textContent: t.sign }),
    make("p", { className: "means", textContent: t.signMeans }),
    input("signoff-sign-reviewer", "reviewer", t.reviewer),
    input("signoff-sign-role", "role", t.role),
    input("signoff-sign-date", "date", t.dateRead, { type: "date", max: today() }),
    input("signoff-sign-next", "next", t.nextDue, { type: "date" }),
    group(
      t.confirm,
      box(
        "signoff-sign-read",
        t.iRead,
        form.isRead,
        (checked) => {
          form.isRead = checked;
        },
        { "aria-describedby": "signoff-sign-read-note" },
      ),
      status("signoff-sign-read-note"),
    ),
    make("div", { id: "signoff-sign-obstacles", tabIndex: -1, hidden: true }),
    make(
      "div",
      { className: "acts" },
      make("button", { type: "submit", className: "main", id: "signoff-sign-save", textContent: t.signIt }),
      button("signoff-print-paper", t.printPaper, () => print(true)),
      measured(panel)?.isSigned ? button("signoff-print-signed", t.printSigned, () => print(false)) : "",
      status("signoff-sign-said"),
    ),
  );
}

/** @param {SubmitEvent} event @param {Panel} panel */
async function sign(event, panel) {
  event.preventDefault();
  const { session, t, state, say, draw } = panel;
  if (session.isChecking) await session.check();
  const found = obstacles(panel);
  const list = byId("signoff-sign-obstacles");
  list.hidden = !found.length;
  list.replaceChildren(
    make("p", { className: "is-wrong", textContent: t.cannotSign }),
    make("ul", {}, ...found.map((textContent) => make("li", { textContent }))),
  );
  const wrong = wrongField(panel);
  if (found.length) return list.focus();
  if (wrong) return byId(wrong).focus();
  const { reviewer, role, date, next } = state.form;
  const paths = itemsOf(panel).map(({ path }) => path);
  await attempt("signoff-sign-said", async () => {
    await session.change("sign", state.section, state.code, reviewer.trim(), role.trim(), date, next);
    // The next signature is for a new reading.
    await changeNotes(session, ({ marks }) => {
      for (const path of paths) delete marks[state.code]?.[path];
    });
    state.form.isRead = false;
    await draw();
    say(fill(t.signed, { section: sectionName(t, state.section), reviewer: reviewer.trim() }));
    byId("signoff-title").focus();
  });
}
