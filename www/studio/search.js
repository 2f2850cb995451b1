// Finds sentences by their words, in any language, capital or small, with or without accents.

import { byId, make } from "../forms.js";
import { shortened } from "./names.js";
import { pageName } from "./pages.js";
import { counted, fill } from "./wording.js";

const MOST = 40;

/** Typing is followed after this pause, so that each letter does not draw a list. */
const PAUSE_MS = 120;

/** Small letters without accents and with the plain apostrophe, as people type them; as many as before, so that places fit. */
const plain = (text) =>
  Array.from(text.replaceAll("’", "'"), (letter) => letter.normalize("NFD")[0].toLowerCase()).join("");

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { t, session } = context;
  let timer = 0;
  const find = () => {
    if (session.outline) draw(context, byId("search").value);
  };
  const input = make("input", {
    type: "search",
    id: "search",
    autocomplete: "off",
    spellcheck: false,
    oninput: () => {
      clearTimeout(timer);
      timer = window.setTimeout(find, PAUSE_MS);
    },
  });
  const submit = (event) => {
    event.preventDefault();
    clearTimeout(timer);
    find();
    byId("found").querySelector("a")?.focus();
  };
  place.replaceChildren(
    make(
      "form",
      { role: "search", onsubmit: submit },
      make("label", { for: "search", textContent: t.label }),
      input,
      make("p", { id: "found-count", className: "note", role: "status" }),
    ),
    make("ol", { id: "found", className: "hits", role: "list", hidden: true }),
  );
}

function draw(context, asked) {
  const { t } = context;
  const words = plain(asked).split(/\s+/).filter(Boolean);
  const hits = words.length && asked.trim().length > 1 ? hitsOf(context, words) : [];
  byId("found-count").textContent = asked.trim().length > 1 ? counted(t.found, hits.length) : "";
  byId("found").hidden = !hits.length;
  byId("found").replaceChildren(...hits.slice(0, MOST).map((hit) => item(context, hit)));
  if (hits.length > MOST) byId("found").append(make("li", { textContent: counted(t.more, hits.length - MOST) }));
}

/** Each text that has all the words, in any order. */
function hitsOf({ session }, words) {
  const hits = [];
  for (const sentence of session.outline.sentences)
    for (const [code, text] of Object.entries(sentence.texts)) {
      const letters = plain(text);
      if (words.every((word) => letters.includes(word)))
        hits.push({ sentence, code, text, at: letters.indexOf(words[0]) });
    }
  return hits;
}

function item({ t, session, language, pages, go }, { sentence, code, text, at }) {
  const page = pages().find((page) => page.sentences.includes(sentence));
  const name = session.outline.languages.find((info) => info.code === code).name;
  const onclick = (event) => {
    event.preventDefault();
    go(sentence.path, code);
  };
  return make(
    "li",
    {},
    make("a", { href: `#${page.id}`, onclick, lang: code, textContent: around([...text], at) }),
    make("p", {
      className: "note",
      textContent: fill(t.where, { page: pageName(session.outline, page, language), language: name }),
    }),
  );
}

/** The words around what was found. */
function around(letters, at) {
  const from = at < 40 ? 0 : letters.indexOf(" ", at - 30) + 1;
  return `${from ? "…" : ""}${shortened(letters.slice(from).join(""), 90)}`;
}
