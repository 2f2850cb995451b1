// The words of opening, saving and keeping, in the language of the page.

import en from "./files.en.json";
import es from "./files.es.json";

/** @type {Record<string, typeof en>} */
const TEXTS = { en, es };

export const texts = (language) => TEXTS[language] ?? en;

/** The name of a project for people. */
export const nameOf = (t, { name, kind }) => (kind === "original" ? t.original : name);
