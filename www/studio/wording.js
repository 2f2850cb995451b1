// The words of the page in its language, and how they are filled in.

import docsEs from "./docs.es.json";
import en from "./words.en.json";
import es from "./words.es.json";

/** @type {Record<string, any>} */
export const TEXTS = { en, es };

/** @param {string} text @param {Record<string, any>} values */
export const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/** One of three sentences, by a number: `{ none, one, other }`; without `none`, `other`. */
export const counted = (forms, count, values = {}) =>
  fill((count === 0 && forms.none) || (count === 1 ? forms.one : forms.other), { count, ...values });

/** What a key of the content is, in words. The schema has them in English. */
export function docOf(language, doc) {
  const words = (language === "es" && docsEs[doc]) || doc;
  return capital(words.replaceAll("`", ""));
}

export const capital = (words) => words && words[0].toUpperCase() + words.slice(1);

/** A day, `2026-11-22`, as people read it. */
export function dayOf(language, day) {
  const date = new Date(`${day}T12:00:00`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(date);
}

/** A day and time in words. */
export const moment = (language, milliseconds) =>
  new Date(milliseconds).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });

/** A day as `YYYY-MM-DD`, on the clock of the reader. */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
