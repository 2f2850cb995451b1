// Adding, removing and moving what the guide is made of: sentences, questions, lines, steps, terms, signs. The forms come
// from the schema (`outline.groups`). What a form holds stays until it is saved or given up, also when the page is drawn
// again. Levels, facts, sources, flags and the order change only in a mode of their own: `arrange.js`.

import { byId, make, note, status } from "../forms.js";
import { arrangeForm, arrangeNote, moveForm, sourcesForm } from "./arrange.js";
import { close, formPart, opener, saveLine } from "./open-form.js";
import {
  area,
  attempt,
  button,
  counted,
  factList,
  fieldName,
  fill,
  group,
  inLanguage,
  keep,
  follow,
  listed,
  listName,
  recordName,
  redraw,
  sectionName,
  select,
  texts,
} from "./pieces.js";
import { emptyValues, fieldsOf, findWrong, idFrom, keysOf, recordFields } from "./record-form.js";
import { removeForm } from "./remove.js";

/** @typedef {import("./open-form.js").Panel} Panel */

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, language, go, say, chosen } = context;
  const state = keep(session, "structure", () => ({
    section: "",
    owner: "",
    /** What of the tab of the words this place is. */
    taken: "",
    open: new Set(),
    arranging: false,
    form: "",
    drafts: {},
  }));
  const t = texts(language);
  /** @type {Panel} */
  const panel = { session, t, language, go, say, state, draw };
  function draw(focus) {
    if (session.outline) redraw(place, content(panel), "structure-title");
    if (focus) byId(focus)?.focus();
  }
  const update = follow(place, context, ["outline"], () => draw());
  // What is edited in the tab of the words is what is shown here next.
  const take = () => {
    const now = `${chosen.page?.id} ${chosen.path}`;
    if (!session.outline || now === state.taken) return;
    Object.assign(state, placeOf(panel, chosen), { taken: now });
    update();
  };
  chosen.addEventListener("chosen", take, { signal: context.signal });
  take();
  draw();
}

/** The section and the record with lists in which a sentence stands. @param {Panel} panel */
function placeOf({ session: { outline }, state }, { path, page }) {
  const isAround = (record) => path === record.path || path.startsWith(`${record.path}.`);
  const around = outline.records.filter(
    (record) => holdsLists(outline, record) && (path ? isAround(record) : record.file === page?.file),
  );
  const owner = path ? around.at(-1) : around[0];
  return owner ? { section: owner.section, owner: owner.path } : { section: state.section, owner: state.owner };
}

const holdsLists = (outline, { group }) =>
  outline.groups[group].fields.some(({ kind }) => kind === "records" || kind === "claims");

/** The records that hold lists, of a section. */
function ownersOf({ session: { outline } }, section) {
  return outline.records.filter((record) => record.section === section && holdsLists(outline, record));
}

/** @param {Panel} panel */
function content(panel) {
  const { session, t, language, state } = panel;
  const { outline } = session;
  if (!outline.sections.includes(state.section)) [state.section] = outline.sections;
  const owners = ownersOf(panel, state.section);
  if (!owners.some(({ path }) => path === state.owner)) state.owner = owners[0]?.path ?? "";
  const owner = owners.find(({ path }) => path === state.owner);
  const sections = outline.sections.map((section) => [section, sectionName(t, section)]);
  const named = (record) => t.files[record.path] ?? recordName(outline, record, language);
  return [
    make("h2", { id: "structure-title", tabIndex: -1, textContent: t.structure }),
    note("structure-intro", t.structureIntro),
    make(
      "div",
      { className: "chooser" },
      select("structure-section", t.section, sections, state.section, (section) => {
        state.section = section;
        state.owner = "";
        panel.draw();
      }),
      select(
        "structure-owner",
        t.owner,
        owners.map((record) => [record.path, named(record)]),
        state.owner,
        (path) => {
          state.owner = path;
          panel.draw();
        },
      ),
    ),
    arrangeNote(panel),
    ...(owner ? listsOf(panel, owner) : []),
  ];
}

// 1. Lists and their rows.

/** @param {Panel} panel */
function listsOf(panel, owner) {
  const { outline } = panel.session;
  const { fields } = outline.groups[owner.group];
  const lists = fields.filter(({ kind }) => kind === "records" || kind === "claims");
  return lists.map((field) => {
    const path = `${owner.path}.${field.key}`;
    const records = outline.records.filter((record) => record.list === path);
    return listPart(panel, { path, field, records, file: owner.file });
  });
}

/** @param {Panel} panel */
function listPart(panel, list) {
  const { t, state } = panel;
  const { path, field, records } = list;
  const isFull = field.most !== null && records.length >= field.most;
  const adding = `add:${path}:`;
  const count =
    field.most === null || field.most === undefined
      ? counted(t.count, records.length)
      : fill(t.countOf, { count: records.length, most: field.most });
  return make(
    "section",
    { className: "list", "aria-labelledby": `structure-list-${path}` },
    make("h3", { id: `structure-list-${path}`, tabIndex: -1, textContent: listName(t, field.key) }),
    note(`structure-list-count-${path}`, isFull ? `${count} ${t.full}` : count),
    make(
      "ol",
      { className: "rows", role: "list" },
      ...records.map((record, at) => row(panel, list, record, at, isFull)),
    ),
    isFull ? "" : opener(panel, adding, `${t.addEnd}: ${listName(t, field.key)}`, () => newDraft(list, undefined)),
    state.form === adding ? addForm(panel, adding) : "",
  );
}

const newDraft = (list, after) => ({ list, after, groupName: list.field.of, values: emptyValues() });

/** @param {Panel} panel */
function row(panel, list, record, at, isFull) {
  const { session, language, state } = panel;
  const body = make("div", { className: "row-body" });
  const fillBody = () => body.replaceChildren(...rowBody(panel, list, record, at, isFull));
  const isOpen = state.open.has(record.path);
  if (isOpen) fillBody();
  return make(
    "li",
    {},
    make(
      "details",
      {
        open: isOpen,
        ontoggle: ({ target }) => {
          if (target.open === state.open.has(record.path)) return;
          state.open[target.open ? "add" : "delete"](record.path);
          if (target.open) fillBody();
        },
      },
      make(
        "summary",
        { id: `structure-row-${record.path}` },
        recordName(session.outline, record, language),
        " ",
        make("code", { textContent: record.id }),
      ),
      body,
    ),
  );
}

/** What a record says, and what can be done with it. @param {Panel} panel */
function rowBody(panel, list, record, at, isFull) {
  const { session, t, language, go, state } = panel;
  const { outline } = session;
  const sentences = outline.sentences.filter(({ path }) => path === record.path || path.startsWith(`${record.path}.`));
  const [first] = sentences;
  const form = (kind) => `${kind}:${record.path}`;
  const remark = sentences.find(({ remark }) => remark)?.remark;
  const open = (kind, text, make) => opener(panel, form(kind), text, make);
  const forms = {
    add: () => addForm(panel, form("add")),
    remove: () => removeForm(panel, record),
    arrange: () => arrangeForm(panel, record),
    sources: () => sourcesForm(panel, record),
    move: () => moveForm(panel, record),
  };
  const opened = Object.keys(forms).find((kind) => state.form === form(kind));
  const hasShared = fieldsOf(outline, record.group, record.file).some(({ shared }) => shared);
  return [
    ...(first ? Object.entries(first.texts).filter(([code]) => code !== language) : []).map(([code, text]) =>
      make("p", { lang: code, textContent: text }),
    ),
    ...missing(panel, list, record),
    record.shared.facts ? factList(outline, record.shared.facts, t, language) : "",
    remark ? make("p", { className: "note" }, `${t.remark}: `, make("span", { lang: "en", textContent: remark })) : "",
    make(
      "div",
      { className: "acts" },
      first ? button(`structure-go-${record.path}`, t.goTo, () => go(first.path)) : "",
      isFull ? "" : open("add", t.addAfter, () => newDraft(list, record.id)),
      open("remove", t.remove, () => ({ reason: "" })),
      state.arranging && at > 0 ? open("move", t.moveUp, () => ({ reason: "" })) : "",
      state.arranging && hasShared
        ? open("arrange", t.arrangeThis, () => ({
            ...emptyValues(),
            shared: structuredClone(record.shared),
            reason: "",
          }))
        : "",
      state.arranging && record.shared.facts
        ? open("sources", t.arrangeSources, () => ({ reason: "", sources: {} }))
        : "",
    ),
    opened ? forms[opened]() : "",
    ...optional(panel, record),
  ];
}

// 2. What is missing in a language.

/** @param {Panel} panel */
function missing(panel, list, record) {
  const { session, t, state } = panel;
  const { outline } = session;
  const [reference] = outline.languages;
  const fields = fieldsOf(outline, record.group, record.file);
  const paths = fields
    .filter(({ shared, needed, key }) => needed && !shared && key !== "forms")
    .map(({ key }) => `${record.path}.${key}`);
  const needed = outline.sentences.filter(({ path }) => path === record.path || paths.includes(path));
  const lacking = outline.languages.filter(
    ({ code }) => code !== reference.code && needed.some(({ texts }) => !(code in texts)),
  );
  if (!lacking.length) return [];
  const form = `translate:${record.path}`;
  const names = listed(
    lacking.map(({ name }) => name),
    panel.language,
  );
  const siblings = outline.records.filter(({ list }) => list === record.list);
  const before = siblings[siblings.indexOf(record) - 1]?.id;
  return [
    make("p", { className: "is-wrong" }, fill(t.missingIn, { languages: names })),
    opener(panel, form, t.writeMissing, () => ({ ...newDraft(list, before), languages: lacking, id: record.id })),
    state.form === form ? addForm(panel, form) : "",
  ];
}

// 3. The form that adds a record.

/** @param {Panel} panel @param {string} form */
function addForm(panel, form) {
  const { session, t, language, state } = panel;
  const { outline } = session;
  const draft = state.drafts[form];
  const { list, after, groupName, values } = draft;
  const [reference] = outline.languages;
  const languages = draft.languages ?? outline.languages;
  const isTranslation = Boolean(draft.languages);
  const all = fieldsOf(outline, groupName, list.file);
  const fields = isTranslation ? all.filter(({ shared }) => !shared) : all;
  const taken = outline.records.filter((record) => record.list === list.path).map(({ id }) => id);
  const suggest = (code, key) => {
    if (isTranslation || values.ownId || code !== reference.code || !["text", "name"].includes(key)) return;
    const words = values.texts[code];
    values.id = idFrom(words.name || words.text || "", taken);
    byId("structure-new-id").value = values.id;
  };
  const given = { outline, t, language, languages, onChange: suggest };
  const idField = area(
    "structure-new-id",
    t.id,
    values.id,
    (id) => {
      values.id = id.trim();
      values.ownId = id !== "";
    },
    { rows: 1, spellcheck: false, help: t.idHelp },
  );
  const save = async (event) => {
    event.preventDefault();
    const wrong = findWrong("structure-new", fields, groupName, values, {
      t,
      languages,
      taken: isTranslation ? undefined : taken,
    });
    if (wrong) return byId(wrong).focus();
    const id = draft.id ?? values.id;
    const keys = keysOf(fields, values, languages, reference.code);
    const done = await attempt("structure-form-said", () =>
      session.change("insert", list.file, list.path, after, id, keys),
    );
    if (!done) return;
    panel.say(fill(t.added, { id }));
    state.open.add(`${list.path}.${id}`);
    close(panel, form, `structure-row-${list.path}.${id}`);
  };
  const where = after ? recordName(outline, { path: `${list.path}.${after}`, id: after }, language) : "";
  return formPart(
    isTranslation ? t.writeMissing : fill(t.addTo, { list: listName(t, list.field.key) }),
    save,
    where && !isTranslation ? note("structure-form-where", fill(t.addedAfter, { sentence: where })) : "",
    ...recordFields("structure-new", fields, groupName, values, given),
    isTranslation ? "" : idField,
    saveLine(panel, t.addIt),
  );
}

// 4. Optional words of a record.

/** The keys of a record that may be there or not: a note, a condition. @param {Panel} panel */
function optional(panel, record) {
  const { session, t } = panel;
  const { outline } = session;
  const fields = fieldsOf(outline, record.group, record.file).filter(
    ({ needed, shared, kind, key }) =>
      !needed && kind !== "ids" && (!shared || kind === "phone") && !(record.group === "Question" && key === "family"),
  );
  if (!fields.length) return [];
  return [group(t.optional, ...fields.map((field) => optionalKey(panel, record, field)))];
}

/** @param {Panel} panel */
function optionalKey(panel, record, field) {
  const { session, t, state } = panel;
  const { outline } = session;
  const label = fieldName(t, record.group, field);
  const sentence = outline.sentences.find(({ path }) => path === `${record.path}.${field.key}`);
  const languages = field.shared ? outline.languages.slice(0, 1) : outline.languages;
  const isThere = ({ code }) => (field.shared ? record.shared[field.key] : sentence?.texts[code]) !== undefined;
  const there = languages.filter(isThere);
  const lacking = languages.filter((one) => !isThere(one));
  const form = `word:${record.path}.${field.key}`;
  const said = `structure-said-${record.path}.${field.key}`;
  const takeAway = () =>
    attempt(said, async () => {
      for (const { code } of there)
        await session.change("setKey", code, record.file, record.path, field.key, undefined);
      panel.say(fill(t.tookAway, { field: label }));
    });
  const words = there.map((one) =>
    make("p", { ...inLanguage(one), textContent: sentence?.texts[one.code] ?? record.shared[field.key][0] }),
  );
  return make(
    "div",
    { className: "optional" },
    make("p", { className: "strong", textContent: label }),
    ...words,
    make(
      "div",
      { className: "acts" },
      lacking.length
        ? opener(
            panel,
            form,
            there.length
              ? fill(t.addIn, {
                  languages: listed(
                    lacking.map(({ name }) => name),
                    panel.language,
                  ),
                })
              : t.addWords,
            () => ({ words: {} }),
          )
        : "",
      there.length
        ? button(`structure-away-${record.path}.${field.key}`, t.takeAway, takeAway, {
            "aria-label": `${t.takeAway}: ${label}`,
          })
        : "",
      status(said),
    ),
    state.form === form ? wordForm(panel, record, field, lacking, form) : "",
  );
}

/** @param {Panel} panel */
function wordForm(panel, record, field, languages, form) {
  const { session, t, state } = panel;
  const draft = state.drafts[form];
  const label = fieldName(t, record.group, field);
  const save = async (event) => {
    event.preventDefault();
    // A pronunciation is given where the word needs one; anything else stands in every language.
    const asked = field.key === "say" ? [] : languages;
    const wrong = asked.find(({ code }) => !draft.words[code]?.trim());
    for (const { code } of asked)
      byId(`structure-word-${code}-note`).textContent = draft.words[code]?.trim() ? "" : t.needed;
    if (wrong) return byId(`structure-word-${wrong.code}`).focus();
    const done = await attempt("structure-form-said", async () => {
      for (const { code } of languages) {
        const words = draft.words[code]?.trim().replace(/\s*\n\s*/g, " ");
        if (words) await session.change("setKey", code, record.file, record.path, field.key, words);
      }
    });
    if (done) close(panel, form, `structure-row-${record.path}`);
  };
  return formPart(
    fill(t.addField, { field: label }),
    save,
    ...languages.map((one) =>
      area(
        `structure-word-${one.code}`,
        one.name,
        draft.words[one.code] ?? "",
        (words) => {
          draft.words[one.code] = words;
        },
        inLanguage(one),
      ),
    ),
    saveLine(panel, t.addIt),
  );
}
