// The fields of a record, as the schema has them (`outline.groups`): its words in each language, what is the same in every
// language, and what it rests on. `structure.js` puts them into the form that adds one, `arrange.js` into the one that
// changes what is shared.

import { byId, make, setError } from "../forms.js";
import { area, box, fieldName, fill, group, inLanguage, recordName, select } from "./pieces.js";
import { factPicker, signPicker } from "./picker.js";

/**
 * @typedef {object} Field as `FieldInfo` in compiler/src/outline.rs
 * @property {string} key
 * @property {string} kind
 * @property {boolean} needed
 * @property {boolean} shared
 * @property {string[]} choices
 */

/**
 * @typedef {object} Values what stands in the form
 * @property {string} id
 * @property {boolean} ownId whether somebody typed the id
 * @property {Record<string, Record<string, string>>} texts by language and key
 * @property {Record<string, string[]>} shared by key
 */

/** Of the records that a key names, the group. */
const NAMES = {
  group: "SignGroup",
  overall: "SignGroup",
  own: "Site",
  places: "Site",
  report: "Sign",
  "worse-signs": "Sign",
  "sooner-signs": "Sign",
};

/** What holds others is added by itself, and records in it one by one. */
const HOLDING = ["record", "records", "claim", "claims"];

/** How what a sentence rests on is written: the keys of `Claim`, which every record with a sentence of its own has. */
const RESTING = ["facts", "clinician"];

/** The keys of a record in the order in which they are written. @returns {Field[]} */
export function fieldsOf(outline, groupName, file) {
  const { fields } = outline.groups[groupName];
  const own = fields.filter(({ kind, key }) => {
    // The second voice of a question stands in the visit alone.
    const isElsewhere = groupName === "Question" && key === "family" && file !== "visit.toml";
    return !HOLDING.includes(kind) && !isElsewhere;
  });
  if (!fields.some(({ kind }) => kind === "own-claim")) return own;
  return [...own, ...outline.groups.Claim.fields.filter(({ key }) => RESTING.includes(key))];
}

/** Whether the form asks for it: what the schema needs, and what the rules of some records need beside. */
export function isAsked(field, groupName, values) {
  if (field.kind === "flag" || field.kind === "texts") return false;
  if (groupName === "Sign" && field.key === "tick") return !values.shared["no-box"]?.length;
  // A level is for a clinician to judge, so the table says why.
  if (groupName === "Sign" && field.key === "clinician") return true;
  return field.needed || (groupName === "Question" && field.key === "family");
}

/** @returns {Values} */
export const emptyValues = () => ({ id: "", ownId: false, texts: {}, shared: {} });

/** An id from words: the first of them that fit, in small letters, without accents. */
export function idFrom(words, taken) {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = plain.match(/[a-z0-9]+/g) ?? [];
  while (parts.length && !/^[a-z]/.test(parts[0])) parts.shift();
  const long = parts.filter((part) => part.length > 3);
  const id = (long.length > 1 ? long : parts).slice(0, 3).join("-");
  let free = id;
  for (let number = 2; id && taken.includes(free); number++) free = `${id}-${number}`;
  return free;
}

export const isId = (id) => /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(id);

// 1. Fields.

/** What may stand under a key, with its words. @returns {[string, string][]} */
function options(outline, field, t, language) {
  if (field.kind === "choice")
    return field.choices.map((choice) => [choice, t.choices[`${field.key}.${choice}`] ?? choice]);
  const ofGroup = (name) =>
    outline.records
      .filter((record) => record.group === name)
      .map((record) => [record.id, recordName(outline, record, language)]);
  if (field.kind === "goal") {
    const parts = outline.records.filter((record) => record.group === "Part");
    return [
      ...field.choices.map((choice) => [choice, t.goals[choice] ?? choice]),
      ...ofGroup("Topic"),
      ...parts.map((part) => {
        const topic = part.path.split(".")[0];
        return [`${topic}/${part.id}`, `${t.sections[topic] ?? topic}: ${recordName(outline, part, language)}`];
      }),
    ];
  }
  const places = field.key === "own" || field.key === "places" ? [["treatment", t.treatment]] : [];
  return [...ofGroup(NAMES[field.key]), ...places];
}

/**
 * The field of a key that is the same in every language.
 * @param {string} prefix of the ids of what is made
 * @param {Field} field
 * @param {Values} values
 */
export function sharedField(prefix, field, groupName, values, { outline, t, language, onChange = () => {} }) {
  const id = `${prefix}-${field.key}`;
  const label = fieldName(t, groupName, field);
  const now = values.shared[field.key] ?? [];
  const set = (list) => {
    values.shared[field.key] = list.filter(Boolean);
    onChange();
  };
  const given = { outline, t, language, legend: label, chosen: now, onChange: set };
  if (field.key === "facts") return factPicker(id, given);
  if (field.kind === "ids" && NAMES[field.key] === "Sign") return signPicker(id, given);
  const help = t.help[`${groupName}.${field.key}`] ?? t.help[field.key] ?? "";
  if (field.kind === "flag") return box(id, label, now.length > 0, (checked) => set(checked ? ["true"] : []));
  if (field.kind === "ids") {
    const boxes = options(outline, field, t, language).map(([value, text]) =>
      box(`${id}-${value}`, text, now.includes(value), (checked) => {
        const others = (values.shared[field.key] ?? []).filter((other) => other !== value);
        set(checked ? [...others, value] : others);
      }),
    );
    return group(label, ...boxes);
  }
  if (field.kind === "choice" || field.kind === "goal" || field.kind === "id") {
    const none = /** @type {[string, string]} */ (["", field.needed ? t.choose : t.none]);
    return select(
      id,
      label,
      [none, ...options(outline, field, t, language)],
      now[0] ?? "",
      (value) => set([value]),
      help,
    );
  }
  return area(id, label, now[0] ?? "", (value) => set([value]), { rows: 1, help });
}

/** The fields of one key in each language. */
function textFields(prefix, field, groupName, values, { t, languages, onChange }) {
  const label = fieldName(t, groupName, field);
  const asked = isAsked(field, groupName, values);
  const help = t.help[`${groupName}.${field.key}`] ?? t.help[field.key] ?? "";
  return make(
    "div",
    { className: "side-by-side" },
    ...languages.map((one) => {
      const words = (values.texts[one.code] ??= {});
      const set = (value) => {
        words[field.key] = value;
        onChange(one.code, field.key);
      };
      const named = fill(asked ? t.inLanguage : t.inLanguageMay, { field: label, language: one.name });
      return area(`${prefix}-${one.code}-${field.key}`, named, words[field.key] ?? "", set, {
        help,
        ...inLanguage(one),
      });
    }),
  );
}

/**
 * Every field of a record but its id: what is asked for, and behind a press what may be there.
 * @param {string} prefix of the ids of what is made
 * @param {Field[]} fields
 * @param {string} groupName
 * @param {Values} values
 * @param {any} given
 */
export function recordFields(prefix, fields, groupName, values, given) {
  const parts = (isWanted) => {
    const wanted = fields.filter((field) => isAsked(field, groupName, values) === isWanted);
    return [
      ...wanted.filter(({ shared }) => !shared).map((field) => textFields(prefix, field, groupName, values, given)),
      ...wanted.filter(({ shared }) => shared).map((field) => sharedField(prefix, field, groupName, values, given)),
    ];
  };
  const more = parts(false);
  if (!more.length) return parts(true);
  const summary = make("summary", { textContent: given.t.more });
  return [...parts(true), make("details", { className: "more-fields" }, summary, ...more)];
}

// 2. What stands in them.

/** A value as it is written, or nothing. */
function written(field, words) {
  const text = (words ?? "").trim();
  if (field.kind === "texts")
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return text.replace(/\s*\n\s*/g, " ") || undefined;
}

/** A shared value as it is written, or nothing. */
export function writtenShared(field, list = []) {
  if (field.kind === "flag") return list.length ? true : undefined;
  if (field.kind === "ids") return list.length ? list : undefined;
  return list[0]?.trim().replace(/\s*\n\s*/g, " ") || undefined;
}

/**
 * The keys of a record for each language, as `insert` takes them. What is shared stands in the first language.
 * @param {Field[]} fields
 * @param {Values} values
 * @param {any[]} languages
 */
export function keysOf(fields, values, languages, reference) {
  return Object.fromEntries(
    languages.map(({ code }) => {
      const pairs = fields.flatMap((field) => {
        if (field.shared && code !== reference) return [];
        const value = field.shared
          ? writtenShared(field, values.shared[field.key])
          : written(field, values.texts[code]?.[field.key]);
        return value === undefined ? [] : [[field.key, value]];
      });
      return [code, pairs];
    }),
  );
}

function neededWords(t, { key, kind }) {
  if (key === "facts") return t.neededFact;
  return ["choice", "id", "goal"].includes(kind) ? t.neededChoice : t.needed;
}

/**
 * Says at each field what is missing or wrong.
 * @returns {string | undefined} the id of the first such field
 */
export function findWrong(prefix, fields, groupName, values, { t, languages, taken }) {
  /** @type {[string, string][]} */
  const checks = [];
  for (const field of fields.filter((field) => !field.shared)) {
    for (const { code } of languages) {
      const isMissing = isAsked(field, groupName, values) && !values.texts[code]?.[field.key]?.trim();
      checks.push([`${prefix}-${code}-${field.key}`, isMissing ? t.needed : ""]);
    }
  }
  for (const field of fields.filter((field) => field.shared && byId(`${prefix}-${field.key}`))) {
    const isMissing = isAsked(field, groupName, values) && !writtenShared(field, values.shared[field.key]);
    checks.push([`${prefix}-${field.key}`, isMissing ? neededWords(t, field) : ""]);
  }
  if (taken) {
    const bad = !isId(values.id) ? t.idBad : taken.includes(values.id) ? t.idTaken : "";
    checks.push([`${prefix}-id`, bad]);
  }
  for (const [id, message] of checks) if (byId(`${id}-note`)) setError(id, message);
  return checks.find(([, message]) => message)?.[0];
}
