// Two wordings as one text: what was taken out and what was put in, also for screen readers, most of which read `del` and
// `ins` as plain text unless they are told otherwise (adrianroselli.com/2017/12/tweaking-text-level-styles.html).

import { make } from "../forms.js";

/**
 * @param {import("./session.js").Session} session
 * @param {string} before
 * @param {string} after
 * @param {any} t
 * @param {string} lang of the words
 */
export async function difference(session, before, after, t, lang) {
  /** @type {["same" | "gone" | "new", string][]} */
  const pieces = await session.ask("compare", before, after);
  const marked = (tag, words, begin, end) =>
    make(
      tag,
      {},
      make("span", { className: "for-readers", lang: t.lang, textContent: `[${begin}: ` }),
      words,
      make("span", { className: "for-readers", lang: t.lang, textContent: ` ${end}]` }),
    );
  return make(
    "p",
    { className: "difference", lang },
    ...pieces.map(([kind, words]) => {
      if (kind === "same") return words;
      return kind === "gone" ? marked("del", words, t.gone, t.goneEnd) : marked("ins", words, t.isNew, t.isNewEnd);
    }),
  );
}
