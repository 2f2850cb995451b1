// What the panels with forms share beside forms.js: their words, fields, lists of facts, and what is kept while they are
// drawn again.

import { byId, make, note, status, write } from "../forms.js";
import en from "./forms.en.json";
import es from "./forms.es.json";
import { counted, dayOf, docOf, fill, today } from "./wording.js";

/** @type {Record<string, any>} */
const TEXTS = { en, es };

/** The words of the forms in the language of the page. */
export const texts = (language) => TEXTS[language] ?? en;

export { counted, dayOf, docOf, fill, today };

/** A list in words: a, b, c. */
export const listed = (words, language) =>
  new Intl.ListFormat(language, { style: "short", type: "unit" }).format(words);

// 1. What outlives a drawing.

/** @type {WeakMap<object, Record<string, any>>} */
const kept = new WeakMap();

/** What a panel keeps for a session, also when the page is drawn again in another language. */
export function keep(session, name, make) {
  if (!kept.has(session)) kept.set(session, {});
  return (kept.get(session)[name] ??= make());
}

/**
 * Draws when the session tells of something, or, while the tab is hidden, when it is shown again: nothing is drawn or
 * compared that nobody sees.
 * @param {HTMLElement} place
 * @param {{ session: EventTarget, signal: AbortSignal }} context see studio.js
 * @param {string[]} types of events
 * @param {() => void} draw
 * @returns {() => void} the same, for events of others
 */
export function follow(place, { session, signal }, types, draw) {
  let isDue = false;
  const update = () => {
    isDue = Boolean(place.hidden);
    if (!isDue) draw();
  };
  for (const type of types) session.addEventListener(type, update, { signal });
  const observer = new MutationObserver(() => isDue && update());
  observer.observe(place, { attributeFilter: ["hidden"] });
  signal.addEventListener("abort", () => observer.disconnect());
  return update;
}

/**
 * Draws a place anew. What had the focus has it again if it is still there, with the cursor where it was, and stands where
 * it stood in the window; else what `instead` names.
 */
export function redraw(place, children, instead) {
  const focused = /** @type {HTMLInputElement | null} */ (
    place.contains(document.activeElement) ? document.activeElement : null
  );
  const id = focused?.id;
  const range = focused && "selectionStart" in focused && [focused.selectionStart, focused.selectionEnd];
  const top = focused?.getBoundingClientRect().top;
  place.replaceChildren(...children);
  if (!focused) return;
  const again = (id && byId(id)) || (instead && byId(instead));
  again?.focus({ preventScroll: true });
  if (!again || again.id !== id) return;
  if (range && range[0] !== null) again.setSelectionRange?.(...range);
  // A page that is empty for a moment is scrolled to its beginning.
  scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
}

// 2. What a press does.

/** What is being done, by the line that says what came of it. The line itself may be drawn again meanwhile. */
const busy = new Set();

/**
 * Does something that can be refused, once at a time; what is wrong and what to do stand in the line with this id.
 * @param {string} id of a `status` line
 * @param {() => Promise<any>} action
 * @returns {Promise<boolean>} whether it was done
 */
export async function attempt(id, action) {
  if (busy.has(id)) return false;
  busy.add(id);
  try {
    await action();
    clear(id);
    return true;
  } catch (error) {
    show(id, error);
    return false;
  } finally {
    busy.delete(id);
  }
}

/** Awaits something that can be refused, as often as it is asked; what is wrong and what to do stand in the line. */
export async function showFailure(id, promise) {
  await promise.then(
    () => clear(id),
    (error) => show(id, error),
  );
}

function clear(id) {
  byId(id)?.classList.remove("is-wrong");
  if (byId(id)) write(id, "");
}

function show(id, error) {
  // Without its line nobody would see it: the console does.
  if (!byId(id)) throw error;
  const faults = error.faults?.map(({ path, line, message, help }) => `${path}:${line}: ${message}. ${help}`);
  byId(id).classList.add("is-wrong");
  write(id, faults?.join(" ") ?? [error.message, error.help].filter(Boolean).join(": "));
}

export const button = (id, textContent, onclick, more = {}) =>
  make("button", { type: "button", id, textContent, onclick, ...more });

// 3. Fields.

/**
 * A field of several lines with its label, what helps to fill it, and a line for what is wrong.
 * @param {string} id
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} onInput
 * @param {{ help?: string, [property: string]: any }} [more]
 */
export function area(id, label, value, onInput, { help = "", ...more } = {}) {
  const input = make("textarea", {
    id,
    value,
    rows: 2,
    autocomplete: "off",
    "aria-describedby": `${id}-help ${id}-note`,
    ...more,
    oninput: ({ target }) => onInput(target.value),
  });
  return make(
    "div",
    { className: "field" },
    make("label", { for: id, textContent: label }),
    note(`${id}-help`, help),
    input,
    status(`${id}-note`),
  );
}

/** @param {string} id @param {string} label @param {[string, string][]} options values and words */
export function select(id, label, options, value, onChange, help = "") {
  const option = ([one, textContent]) => make("option", { value: one, textContent, selected: one === value });
  return make(
    "div",
    { className: "field" },
    make("label", { for: id, textContent: label }),
    note(`${id}-help`, help),
    make(
      "select",
      { id, "aria-describedby": `${id}-help ${id}-note`, onchange: ({ target }) => onChange(target.value) },
      ...options.map(option),
    ),
    status(`${id}-note`),
  );
}

export const box = (id, text, checked, onChange, more = {}) =>
  make(
    "label",
    { className: "choice" },
    make("input", { type: "checkbox", id, checked, onchange: ({ target }) => onChange(target.checked), ...more }),
    make("span", { textContent: text }),
  );

export const group = (legend, ...children) =>
  make("fieldset", {}, make("legend", { textContent: legend }), ...children);

/** The name of a language in itself, and its direction, for its field. */
export const inLanguage = ({ code, dir }) => ({ lang: code, dir });

// 4. The content in words.

/** What a key of a record is called. */
export const fieldName = (t, groupName, field) =>
  t.fields[`${groupName}.${field.key}`] ?? t.fields[field.key] ?? docOf(t.lang, field.doc);

/** What the list of a record is called. */
export const listName = (t, key) => t.lists[key] ?? key;

export const sectionName = (t, section) => t.sections[section] ?? section;

/** A record in words: its name or its sentence in a language, else its id. */
export function recordName(outline, record, language) {
  const keys = ["name", "text", "title"].map((key) => `${record.path}.${key}`);
  const found = [...keys, record.path].map((path) => outline.sentences.find((sentence) => sentence.path === path));
  const { texts } = found.find(Boolean) ?? {};
  return texts?.[language] ?? Object.values(texts ?? {})[0] ?? record.id;
}

/** Facts with their evidence and their sources. */
export function factList(outline, facts, t, language) {
  const source = (key) => {
    const one = outline.sources[key];
    if (!one) return make("li", { textContent: key });
    const read = one.read ? fill(t.read, { day: dayOf(language, one.read) }) : t.notRead;
    return make(
      "li",
      {},
      make("a", { href: one.url, target: "_blank", rel: "noreferrer", textContent: one.title, lang: "en" }),
      ` ${one.publisher}. ${read}`,
    );
  };
  return make(
    "ul",
    { className: "fact-list" },
    ...facts.map((id) => {
      const fact = outline.facts[id];
      return make(
        "li",
        {},
        make("code", { textContent: id }),
        ` ${fact ? t.evidence[fact.evidence] : t.noSuchFact}`,
        fact?.sources.length ? make("ul", {}, ...fact.sources.map(source)) : "",
      );
    }),
  );
}
