// What sentences and records are called where one has to know them in a list.

import { sentenceAt } from "./pages.js";

const MOST_LETTERS = 60;

/** The first words of a text. */
export function shortened(text, most = MOST_LETTERS) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, cut.lastIndexOf(" ")) || cut}…`;
}

/** The first words of the sentence at a path; the path, if there is none any more. */
export function shortName(outline, path, language) {
  const sentence = outline && sentenceAt(outline, path);
  const text = sentence && (sentence.texts[language] ?? Object.values(sentence.texts)[0]);
  return text ? shortened(text, 40) : path;
}

/** What to do about a sign of a level, in the words of the guide. */
export const levelName = (outline, level, language) =>
  outline.sentences.find(({ path }) => path === `signs.labels.short-${level}`)?.texts[language] ?? level;

/** The page on which the sentence at a path stands. */
export function pageOf(outline, pages, path) {
  const sentence = sentenceAt(outline, path);
  return sentence && pages.find((page) => page.sentences.includes(sentence));
}
