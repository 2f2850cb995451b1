// What a sentence rests on: its path and file, its facts with their sources, what a clinician should know, how urgent it is.

import { make } from "../forms.js";
import { levelName } from "./names.js";
import { dayOf, fill } from "./wording.js";

/** @param {string} path @param {any} context see studio.js @returns {HTMLElement[]} */
export function about(path, context) {
  const { session, t, chosen, showInGuide, tabs, show } = context;
  const sentence = session.outline.sentences.find((sentence) => sentence.path === path);
  const actions = make(
    "div",
    { className: "does" },
    make("button", {
      type: "button",
      textContent: t.inGuide,
      onclick: () => {
        chosen.choose(chosen.page, path, chosen.language);
        showInGuide();
      },
    }),
    ...(tabs.includes("structure")
      ? [make("button", { type: "button", textContent: t.toStructure, onclick: () => show("structure") })]
      : []),
  );
  return [
    make(
      "dl",
      {},
      ...row(t.facts, ...factList(sentence, context)),
      ...(sentence.structure ? row(t.structure, structure(sentence.structure, context)) : []),
      ...(sentence.remark ? row(t.remark, make("p", { lang: "en", textContent: sentence.remark })) : []),
      ...row(
        t.path,
        make("code", { textContent: sentence.path }),
        make("p", { className: "note", textContent: fill(t.file, { file: sentence.file }) }),
      ),
    ),
    actions,
  ];
}

const row = (name, ...children) => [make("dt", { textContent: name }), make("dd", {}, ...children)];

function factList({ facts }, { session, t, language }) {
  if (!facts) return [make("p", { textContent: t.noFacts })];
  const item = (id) => {
    const fact = session.outline.facts[id];
    const sources = (fact?.sources ?? []).map((key) => sourceItem(session.outline.sources[key], key, t, language));
    return make(
      "li",
      {},
      make("p", {}, make("code", { textContent: id }), ` ${fact ? t.evidence[fact.evidence] : t.noFact}`),
      make("ul", { role: "list" }, ...sources),
    );
  };
  return [make("ul", { className: "fact-list", role: "list" }, ...facts.map(item))];
}

function sourceItem(source, key, t, language) {
  if (!source) return make("li", { textContent: fill(t.noSource, { key }) });
  const read = source.read ? fill(t.read, { day: dayOf(language, source.read) }) : t.unread;
  return make(
    "li",
    {},
    make("a", {
      href: source.url,
      target: "_blank",
      rel: "noopener noreferrer",
      lang: "en",
      textContent: source.title,
    }),
    make("p", { className: "note", textContent: `${source.publisher}. ${read}` }),
  );
}

/** `group: head; level: now; card` in words. */
function structure(text, { t, session, language }) {
  const words = text.split("; ").map((part) => {
    const [key, values] = part.split(": ");
    const name = t.keys[key] ?? key;
    return values ? `${name}: ${key === "level" ? levelName(session.outline, values, language) : values}` : name;
  });
  return make("ul", {}, ...words.map((textContent) => make("li", { textContent })));
}
