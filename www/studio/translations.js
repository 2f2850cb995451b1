// Translated sentences whose original has changed since the two were read together: what changed, the translation in a field
// beside it, and one press that says that they were read.

import { byId, make, note, status } from "../forms.js";
import { difference } from "./difference.js";
import {
  area,
  attempt,
  button,
  counted,
  fill,
  inLanguage,
  keep,
  follow,
  redraw,
  showFailure,
  texts,
} from "./pieces.js";

/** Sentences of one file that are shown at once; a language that was just begun has all of them to read. */
const MOST_SHOWN = 20;

/**
 * @typedef {object} Unread as `Unread` in studio/src/door.rs
 * @property {string} language
 * @property {string} path
 * @property {string} file
 * @property {string} original
 * @property {string | null} before
 */

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, language, go, say } = context;
  /** @type {{ unread: Unread[], failed: string }} */
  const state = keep(session, "translations", () => ({ unread: undefined, failed: "" }));
  const t = texts(language);
  const panel = { session, t, language, go, say, state, read };
  let asked = 0;
  let shown = "";
  let isDue = false;
  /** Asks what is to be read, and draws if that is something else: who types in a field here is not disturbed. */
  async function read(isNew = false) {
    const number = ++asked;
    // What was asked for stays due when another question overtakes it.
    isDue ||= isNew;
    try {
      state.unread = await session.ask("unread");
      state.failed = "";
    } catch (error) {
      if (!error.faults) throw error;
      // The list of faults has them; what was to be read before stays.
      state.failed = t.cannotCompare;
    }
    const now = JSON.stringify([state.unread, state.failed]);
    if (number !== asked || (!isDue && now === shown)) return;
    const parts = await content(panel);
    if (number !== asked) return;
    shown = now;
    isDue = false;
    redraw(place, parts, "translations-title");
  }
  follow(place, context, ["survey", "outline"], () => read());
  if (session.outline) return read(true);
}

async function content(panel) {
  const { session, t, state } = panel;
  const { languages } = session.outline;
  const of = languages.slice(1).map((language) => ({
    language,
    unread: (state.unread ?? []).filter((unread) => unread.language === language.code),
  }));
  const parts = await Promise.all(of.map((one) => languagePart(panel, one)));
  return [
    make("h2", { id: "translations-title", tabIndex: -1, textContent: t.translations }),
    note("translations-intro", t.translationsIntro),
    state.failed ? make("p", { className: "is-wrong", textContent: state.failed }) : "",
    languages.length > 1 ? "" : make("p", { textContent: t.oneLanguage }),
    ...parts,
  ];
}

async function languagePart(panel, { language, unread }) {
  const { t } = panel;
  const files = [...new Set(unread.map(({ file }) => file))];
  const parts = await Promise.all(
    files.map((file) =>
      filePart(
        panel,
        language,
        file,
        unread.filter((one) => one.file === file),
      ),
    ),
  );
  return make(
    "section",
    { "aria-labelledby": `translations-unread-${language.code}` },
    make("h3", {
      id: `translations-unread-${language.code}`,
      tabIndex: -1,
      textContent: language.name,
      lang: language.code,
    }),
    make("p", { textContent: unread.length ? counted(t.unread, unread.length) : t.allRead }),
    ...parts,
  );
}

async function filePart(panel, language, file, unread) {
  const { session, t, say } = panel;
  const id = `${language.code}-${file}`;
  const accept = () =>
    attempt(`translations-file-said-${id}`, async () => {
      const paths = unread.map(({ path }) => path);
      await session.change("accept", language.code, paths);
      await panel.read();
      say(counted(t.accepted, paths.length));
      byId(`translations-unread-${language.code}`)?.focus();
    });
  const shown = await Promise.all(unread.slice(0, MOST_SHOWN).map((one) => sentencePart(panel, language, one)));
  const more = unread.length - shown.length;
  return make(
    "section",
    { className: "list", "aria-labelledby": `translations-unread-${id}` },
    make("h4", { id: `translations-unread-${id}`, textContent: `${language.code}/${file}` }),
    make("ol", { className: "rows", role: "list" }, ...shown),
    more > 0 ? make("p", { textContent: counted(t.moreUnread, more) }) : "",
    make(
      "div",
      { className: "acts" },
      unread.length === 1 ? "" : button(`translations-accept-${id}`, counted(t.acceptFile, unread.length), accept),
      status(`translations-file-said-${id}`),
    ),
  );
}

async function sentencePart(panel, language, { path, file, original, before }) {
  const { session, t, go, say } = panel;
  const [reference] = session.outline.languages;
  const id = `${language.code}-${path}`;
  const sentence = session.outline.sentences.find((one) => one.path === path);
  const accept = () =>
    attempt(`translations-said-${id}`, async () => {
      const items = [...document.querySelectorAll("[data-unread]")];
      const next = items[items.findIndex((one) => one.id === `translations-item-${id}`) + 1]?.id;
      await session.change("accept", language.code, [path]);
      await panel.read();
      say(counted(t.accepted, 1));
      (byId(next) ?? byId("translations-title"))?.focus();
    });
  const type = (words) => showFailure(`translations-said-${id}`, session.setText(language.code, { file, path }, words));
  return make(
    "li",
    { id: `translations-item-${id}`, tabIndex: -1, "data-unread": "" },
    make("p", { className: "strong" }, make("code", { textContent: path })),
    make(
      "div",
      { className: "side-by-side" },
      make(
        "div",
        {},
        make("p", { className: "strong", textContent: fill(t.nowSays, { language: reference.name }) }),
        make("p", { ...inLanguage(reference), textContent: original }),
        make("p", { className: "strong", textContent: t.whatChanged }),
        before === null || before === undefined
          ? make("p", { className: "note", textContent: t.beforeUnknown })
          : await difference(session, before, original, t, reference.code),
      ),
      area(`translations-words-${id}`, language.name, sentence?.texts[language.code] ?? "", type, {
        rows: 4,
        ...inLanguage(language),
      }),
    ),
    make(
      "div",
      { className: "acts" },
      button(`translations-accept-${id}`, t.readTogether, accept, {
        className: "main",
        "aria-describedby": `translations-words-${id}`,
      }),
      button(`translations-show-${id}`, t.goTo, () => go(path, language.code)),
      status(`translations-said-${id}`),
    ),
  );
}
