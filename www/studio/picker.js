// Chooses some of many: facts, by a search over their ids, their sources and the sentences that rest on them; or signs, by
// their words.

import { byId, make, note, setError, status, write } from "../forms.js";
import { area, button, counted, factList, fill } from "./pieces.js";

/** So many are shown at once; how many more there are is said, so that one searches on. */
const MOST_SHOWN = 12;

/** Without accents and capitals, so that either way of writing finds it. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} text what is searched
 * @property {string} [note] what is shown under it
 */

/**
 * @param {string} id of the field of the search
 * @param {object} given
 * @param {any} given.t
 * @param {string} given.legend
 * @param {string} given.about
 * @param {Item[]} given.items
 * @param {(item: string) => Node} given.show
 * @param {string[]} given.chosen
 * @param {(chosen: string[]) => void} given.onChange
 */
function picker(id, { t, legend, about, items, show, chosen, onChange }) {
  let now = chosen;
  const change = (next, said) => {
    now = next;
    onChange(next);
    drawChosen();
    // That one is needed was said before one was taken.
    if (next.length) setError(id, "");
    write(`${id}-said`, said);
  };
  const without = (one) => now.filter((other) => other !== one);
  const drop = (one) => {
    change(without(one), fill(t.dropped, { item: one }));
    byId(id).focus();
  };
  const take = (one) => change([...without(one), one], fill(t.taken, { item: one }));
  const taken = make("ul", { className: "chosen", role: "list" });
  const found = make("ul", { className: "hits", role: "list" });
  const named = (text, one, onclick) =>
    button(`${id}-${text === t.take ? "take" : "drop"}-${one}`, text, onclick, { "aria-label": `${text}: ${one}` });
  const drawChosen = () => {
    taken.hidden = !now.length;
    taken.replaceChildren(
      ...now.map((one) =>
        make(
          "li",
          {},
          show(one),
          named(t.drop, one, () => drop(one)),
        ),
      ),
    );
  };
  const search = (words) => {
    const asked = plain(words).split(/\s+/).filter(Boolean);
    const fits = asked.length ? items.filter(({ text }) => asked.every((word) => text.includes(word))) : [];
    const shown = fits.slice(0, MOST_SHOWN).map((item) => {
      const more = item.note ? make("p", { className: "note", textContent: item.note }) : "";
      return make(
        "li",
        {},
        make("div", {}, show(item.id), more),
        named(t.take, item.id, () => take(item.id)),
      );
    });
    found.replaceChildren(...shown);
    const more = fits.length - MOST_SHOWN;
    write(
      `${id}-said`,
      !asked.length ? "" : more > 0 ? counted(t.moreFound, more, { shown: MOST_SHOWN }) : counted(t.found, fits.length),
    );
  };
  drawChosen();
  return make(
    "fieldset",
    { className: "picker" },
    make("legend", { textContent: legend }),
    note(`${id}-about`, about),
    taken,
    area(id, t.search, "", search, { rows: 1, help: t.searchHelp }),
    status(`${id}-said`),
    found,
  );
}

/**
 * @typedef {object} Given
 * @property {any} outline
 * @property {any} t
 * @property {string} language of the page
 * @property {string} legend
 * @property {string[]} chosen
 * @property {(chosen: string[]) => void} onChange
 */

/** @param {string} id @param {Given} given */
export function factPicker(id, { outline, t, language, legend, chosen, onChange }) {
  /** @type {Map<string, string[]>} */
  const resting = new Map();
  for (const { facts, texts } of outline.sentences)
    for (const fact of facts ?? []) resting.set(fact, [...(resting.get(fact) ?? []), ...Object.values(texts)]);
  const items = Object.entries(outline.facts).map(([fact, { sources }]) => {
    const named = sources.map((key) => outline.sources[key]).filter(Boolean);
    const words = named.flatMap(({ title, publisher }) => [title, publisher]);
    const said = resting.get(fact) ?? [];
    const text = plain([fact, ...sources, ...words, ...said].join(" "));
    return { id: fact, text, note: said[0] ? fill(t.saidIn, { sentence: said[0] }) : t.saidNowhere };
  });
  const show = (fact) => factList(outline, [fact], t, language);
  return picker(id, { t, legend, about: t.factsHelp, items, show, chosen, onChange });
}

/** @param {string} id @param {Given} given */
export function signPicker(id, { outline, t, language, legend, chosen, onChange }) {
  const signs = outline.records.filter(({ group }) => group === "Sign");
  const words = (sign) =>
    outline.sentences.find(({ path }) => path === `signs.sign.${sign}.text`)?.texts[language] ?? sign;
  const items = signs.map((sign) => ({ id: sign.id, text: plain(`${sign.id} ${words(sign.id)}`) }));
  const show = (sign) => make("p", {}, words(sign), " ", make("code", { textContent: sign }));
  return picker(id, { t, legend, about: t.signsHelp, items, show, chosen, onChange });
}
