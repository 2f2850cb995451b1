// The words of opening, saving and keeping, in the language of the page.

import { make } from "../forms.js";
import en from "./files.en.json";
import es from "./files.es.json";

/** @type {Record<string, typeof en>} */
const TEXTS = { en, es };

export const texts = (language) => TEXTS[language] ?? en;

/** The name of a project for people. */
export const nameOf = (t, { name, kind }) => (kind === "original" ? t.original : name);

/** The compiler's messages begin small and end without a full stop. */
const sentence = (text) => (text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}` : "");

/** What the compiler says; names are between backticks. */
export const english = (message, help) =>
  make(
    "p",
    { lang: "en" },
    ...`${sentence(message)} ${sentence(help)}`
      .split("`")
      .map((part, at) => (at % 2 ? make("code", { textContent: part }) : part)),
  );
