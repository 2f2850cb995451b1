// The guide as it is edited: a page for each file of the content, and one for each group of signs, whose file is long.

import { TEXTS } from "./wording.js";

/**
 * @typedef {object} Page
 * @property {string} id also in the address of the page: `bones`, `signs/head`
 * @property {string} section whose signature covers it
 * @property {string} file in the folder of each language
 * @property {string} open what the guide opens for it; empty for its first screen
 * @property {string} titlePath the sentence that names it, if one does
 * @property {any[]} sentences
 */

/** What names a page, where it is not `name` of its file. */
const TITLES = { signs: "signs.title", "my-type": "my-type.title", visit: "visit.title" };

/** What the preview opens, where it is not the id of the page; on its first screen it opens nothing. */
const OPENS = { front: "", ui: "", "my-type": "subtypes", visit: "sheet" };

/** @returns {Page[]} in the order of the guide */
export function pagesOf(outline) {
  const groups = new Map();
  for (const record of outline.records)
    if (record.group === "Sign") groups.set(record.path, record.shared.group?.[0] ?? "");
  /** @type {Map<string, Page>} */
  const pages = new Map();
  for (const sentence of outline.sentences) {
    const id = idOf(sentence.path, groups);
    if (!pages.has(id)) pages.set(id, newPage(id, sentence));
    pages.get(id).sentences.push(sentence);
  }
  const order = (page) => outline.sections.indexOf(page.section);
  return [...pages.values()].sort((a, b) => order(a) - order(b));
}

function newPage(id, { section, file }) {
  const [first, second] = id.split("/");
  const titlePath = TITLES[id] ?? (first === "signs" ? `signs.group.${second}.name` : `${first}.name`);
  return { id, section, file, open: OPENS[id] ?? first, titlePath, sentences: [] };
}

function idOf(path, groups) {
  const [file, list, id] = path.split(".");
  if (file !== "signs") return file;
  if (list === "sign") return `signs/${groups.get(`signs.sign.${id}`)}`;
  if (list === "group") return `signs/${id}`;
  return list === "rules" || list === "card" ? `signs/${list}` : "signs";
}

/** The name of a page in a language, or in the first that has one. */
export function pageName(outline, page, language) {
  const { pages } = TEXTS[language];
  if (pages[page.id]) return pages[page.id];
  const title = outline.sentences.find((sentence) => sentence.path === page.titlePath);
  return title?.texts[language] ?? Object.values(title?.texts ?? {})[0] ?? page.id;
}

/** The name of a section: that of its page, where it has only one. */
export function sectionName(outline, pages, section, language) {
  const { sections } = TEXTS[language];
  if (sections[section]) return sections[section];
  const page = pages.find((page) => page.section === section);
  return page ? pageName(outline, page, language) : section;
}

/** The sentence with a path, or the first below it. */
export function sentenceAt(outline, path) {
  const exact = outline.sentences.find((sentence) => sentence.path === path);
  if (exact) return exact;
  // The place of a fault is that of a key: `bones.key.facts`, where the sentence is `bones.key`.
  const whole = path.replace(/\.(text|facts)$/, "");
  return outline.sentences.find(
    (sentence) => sentence.path === whole || sentence.path === `${whole}.text` || sentence.path.startsWith(`${path}.`),
  );
}

/** What is shown: a page of the guide, and in it the sentence that has, or had last, the focus. */
export class Chosen extends EventTarget {
  /** @type {Page | undefined} */
  page;
  path = "";
  language = "en";

  /** @param {Page} page @param {string} [path] @param {string} [language] */
  choose(page, path = "", language = this.language) {
    const isSame = this.page === page && this.path === path && this.language === language;
    Object.assign(this, { page, path, language });
    if (!isSame) this.dispatchEvent(new Event("chosen"));
  }
}
