// Faults and warnings: each with the sentence that it is about, and in one list, where a press leads to the sentence.
//
// The compiler says the place of a fault in a file, `content/es/front.toml:12:8`; the worker knows which key stands there.

import { make } from "../forms.js";
import { sentenceAt } from "./pages.js";
import { capital, counted, fill, TEXTS } from "./wording.js";

/** So many are led to their sentences and shown; a file that is broken in the middle may have hundreds. */
const MOST = 100;

/**
 * @typedef {object} Problem
 * @property {"fault" | "warning"} level
 * @property {string} path of the file
 * @property {number} line
 * @property {number} column
 * @property {string} message
 * @property {string} help
 * @property {any} [sentence]
 * @property {string} [language]
 */

/** What a build would say now. The event `problems` tells that it is another. */
export class Problems extends EventTarget {
  /** @type {Problem[]} */
  list = [];
  #session;
  #rounds = 0;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    super();
    this.#session = session;
    session.addEventListener("survey", () => this.#read(session.survey));
    session.addEventListener("glance", () => this.#glance());
  }

  /** Those of a sentence in a language. */
  of(path, language) {
    return this.list.filter((problem) => problem.sentence?.path === path && problem.language === language);
  }

  /** The faults of the file that was changed, before the rest is checked. */
  #glance() {
    const { survey, glance } = this.#session;
    if (!survey || !glance.path) return;
    const others = survey.faults.filter(({ path }) => path !== glance.path);
    return this.#read({ faults: [...glance.faults, ...others], warnings: survey.warnings });
  }

  async #read({ faults, warnings }) {
    const round = ++this.#rounds;
    const list = [
      ...faults.map((fault) => ({ ...fault, level: "fault" })),
      ...warnings.map((warning) => ({ ...warning, level: "warning" })),
    ];
    for (const problem of list.slice(0, MOST)) {
      // Not a place in a file, or the files cannot be read as they are.
      if (!problem.line || this.#session.faults) continue;
      const place = await this.#session.ask("locate", problem.path, problem.line, problem.column);
      if (round !== this.#rounds) return;
      if (!place) continue;
      const sentence = this.#session.outline && sentenceAt(this.#session.outline, place.path);
      if (!sentence) continue;
      problem.sentence = sentence;
      problem.language = place.language;
    }
    this.list = list;
    this.dispatchEvent(new Event("problems"));
  }
}

/** One sentence with the number of faults and that of warnings. */
export function summary(t, list) {
  const count = (level) => list.filter((problem) => problem.level === level).length;
  const faults = count("fault");
  const warnings = count("warning");
  return [counted(t.faults, faults), ...(warnings ? [counted(t.warnings, warnings)] : [])].join(" ");
}

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, { session, t, language, problems, go, show, say, openText, signal }) {
  const title = make("summary", { id: "problems-title" });
  const list = make("ol", { id: "problems-list", className: "problems-list", role: "list" });
  const box = make("details", { id: "problems", className: "box" }, title, note(t), list);
  place.replaceChildren(box);
  let faultsBefore = 0;
  const draw = () => {
    const shown = problems.list.slice(0, MOST);
    title.textContent = summary(t, problems.list);
    list.replaceChildren(...shown.map((problem) => item(problem, { session, t, language, go, show, openText })));
    const more = problems.list.length - shown.length;
    if (more > 0) list.append(make("li", { textContent: counted(t.more, more) }));
    const faults = problems.list.filter(({ level }) => level === "fault").length;
    box.classList.toggle("has-faults", faults > 0);
    if (faults !== faultsBefore) say(summary(t, problems.list));
    faultsBefore = faults;
  };
  problems.addEventListener("problems", draw, { signal });
  if (session.survey) draw();
  else title.textContent = t.checking;
}

const note = (t) => make("p", { className: "note", textContent: t.note });

function item(problem, { session, t, language, go, show, openText }) {
  const { level, sentence, message, help } = problem;
  const where = sentence
    ? make("a", {
        href: `#${sentence.path}`,
        textContent: sentenceName(t, problem, session.outline, language),
        onclick: (event) => {
          event.preventDefault();
          go(sentence.path, problem.language);
        },
      })
    : make("a", {
        href: `#${problem.path}`,
        textContent: problem.line ? fill(t.line, problem) : problem.path,
        onclick: (event) => {
          event.preventDefault();
          openText(problem);
        },
      });
  return make(
    "li",
    { className: `problem is-${level}` },
    make("p", { className: "level", textContent: t.levels[level] }),
    make("p", { className: "where" }, where),
    ...said(message, help, () => translationsLink(language, show)),
  );
}

/** What a developer runs when two languages were read together. Here a press in the tab of the translations does it. */
const ACCEPT = /`cargo xtask check-content --accept [^`]*`/;

/** What is wrong, and what to do: the words of the compiler, which are English, unless the page itself has what to do. */
export function said(message, help, toTranslations) {
  const line = (text, className) => text && make("p", { lang: "en", className }, ...formatted(capital(text)));
  const todo =
    toTranslations && ACCEPT.test(help ?? "") ? make("p", { className: "help" }, toTranslations()) : undefined;
  return [line(message, "message"), todo ?? line(help, "help")].filter(Boolean);
}

/** Leads to where two languages are read together. */
export function translationsLink(language, show) {
  const onclick = (event) => {
    event.preventDefault();
    show("translations");
  };
  return make("a", { href: "#translations", textContent: TEXTS[language].problems.readTogether, onclick });
}

/** Text with code between backticks. */
const formatted = (text) => text.split("`").map((part, at) => (at % 2 ? make("code", { textContent: part }) : part));

/** The first words of a sentence, so that one knows it in a list, with its language. */
function sentenceName(t, { sentence, language: code }, outline, language) {
  const text = sentence.texts[code] || sentence.texts.en || sentence.path;
  const words = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  const info = outline?.languages.find((info) => info.code === code);
  return code === language ? words : fill(t.inLanguage, { words, language: info?.name ?? code });
}

/** Leads from one fault, or warning if there is no fault, to the next. */
export function nextProblem({ problems, chosen, session }, step) {
  const all = problems.list.filter(({ sentence }) => sentence);
  const faults = all.filter(({ level }) => level === "fault");
  const list = faults.length ? faults : all;
  if (!list.length) return undefined;
  const order = new Map(session.outline.sentences.map((sentence, at) => [sentence.path, at]));
  /** @returns {[number, string]} */
  const place = ({ sentence, language }) => [order.get(sentence.path), language];
  const compare = ([a, la], [b, lb]) => a - b || (la < lb ? -1 : Number(la > lb));
  const sorted = [...list].sort((a, b) => compare(place(a), place(b)));
  /** @type {[number, string]} */
  const now = [order.get(chosen.path) ?? -1, chosen.language];
  const isAfter = (problem) => compare(place(problem), now) * step > 0;
  const ordered = step > 0 ? sorted : sorted.reverse();
  return ordered.find(isAfter) ?? ordered[0];
}
