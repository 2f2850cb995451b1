// The studio: the page in which the words of the guide are edited. Here are its head, its tabs, and what panels are given.
//
// A panel is a module that exports `mount(place, context)`. It draws into `place`, an empty element of its own, listens, and
// returns nothing. `context` is:
//
//   session   the `Session` (session.js), with its events
//   t         the part of `words.<language>.json` under the name of the panel; panels with words of their own import them
//   language  that of the page; when it changes, everything is drawn again
//   chosen    what is shown: `chosen.page` (pages.js), `chosen.path` and `chosen.language`; the event `chosen`
//   problems  faults and warnings with their sentences (problems.js); the event `problems`
//   compared  what differs from the opened files, and what is to be read again (compared.js); the event `compared`
//   go        go(path, language?): shows the field of a sentence, and focuses it; returns whether there is one
//   show      show(tab, focus?): goes to another tab; `focus` is the id of an element that gets the focus
//   say       say(text): announces in the status line of the page
//   signal    is aborted when everything is drawn again: `addEventListener(…, { signal })`
//
// The panel of a tab is mounted when the tab is first shown, so that the page starts fast. A tab that is left stays, hidden,
// so that what is half typed stays. Each begins with its own h2. A panel is drawn from `session.outline` as it is when it is
// mounted.

import { askedLanguage, byId, make, write } from "../forms.js";
import { Compared } from "./compared.js";
import * as edition from "./edition.js";
import * as files from "./files.js";
import * as head from "./head.js";
import { openOriginal } from "./opening.js";
import { Chosen, pagesOf, sentenceAt } from "./pages.js";
import { nextProblem, Problems } from "./problems.js";
import { Session } from "./session.js";
import * as signoff from "./signoff.js";
import * as store from "./store.js";
import * as structure from "./structure.js";
import { openFileAsText } from "./textpanel.js";
import * as translations from "./translations.js";
import { texts as fileTexts } from "./texts.js";
import { TEXTS, fill } from "./wording.js";
import * as words from "./words.js";

/** The tabs, by their names in the address. */
const TABS = {
  words,
  structure,
  translations,
  signoff,
  edition,
  files,
};

const session = new Session();
const problems = new Problems(session);
const compared = new Compared(session);
const chosen = new Chosen();

const state = {
  language: askedLanguage(Object.keys(TEXTS)),
  tab: "words",
  /** The pages of the outline. @type {import("./pages.js").Page[]} */
  pages: [],
  /** Why nothing could be opened. @type {any} */
  failure: undefined,
};

let drawing = new AbortController();

// 1. Drawing.

const place = (tab) => byId(`tab-${tab}`);

function draw() {
  drawing.abort();
  drawing = new AbortController();
  const t = TEXTS[state.language];
  document.documentElement.lang = state.language;
  document.title = t.title;
  const main = make("main", { id: "main" }, failure(t), ...Object.keys(TABS).map(tabPlace));
  document.body.replaceChildren(
    make("a", { className: "skip", href: "#main", textContent: t.skip, onclick: skip }),
    make("header", { id: "head" }),
    main,
  );
  head.mount(byId("head"), { ...context("head"), setLanguage, failed });
  store.mount(byId("store"), context("store"));
  showTab();
}

const tabPlace = (tab) => make("section", { id: `tab-${tab}`, hidden: true });

/** What a panel is given. */
function context(name) {
  const { language } = state;
  return {
    session,
    t: TEXTS[language][name],
    language,
    chosen,
    problems,
    compared,
    pages: () => state.pages,
    go,
    show,
    say,
    signal: drawing.signal,
    openPage,
    openText,
    showInGuide: words.showInGuide,
    tabs: Object.keys(TABS),
    contextOf: context,
  };
}

function setLanguage(language) {
  if (language === state.language) return;
  state.language = language;
  draw();
  byId(`language-${language}`).focus();
}

function skip(event) {
  event.preventDefault();
  focusTitle();
}

/** The heading of what is worked on has the focus. @returns {boolean} whether it is there already */
function focusTitle() {
  const title = state.tab === "words" ? byId("editor-title") : place(state.tab).querySelector("h2");
  if (!title) return false;
  title.tabIndex = -1;
  title.focus();
  return true;
}

/** Shows the tab of the state, and marks it in the head. @returns {unknown} ends when a tab that is new is drawn */
function showTab() {
  for (const tab of Object.keys(TABS)) {
    place(tab).hidden = tab !== state.tab;
    const link = byId(`to-${tab}`);
    if (tab === state.tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // Files that cannot be read have no outline; the tab of the files shows the way out.
  if (place(state.tab).hasChildNodes() || !(session.outline || state.tab === "files")) return;
  return TABS[state.tab].mount(place(state.tab), context(state.tab));
}

/** Nothing could be opened: says so, and what to do. */
function failure(t) {
  const { failure } = state;
  const refused = failure?.code && fileTexts(state.language).refused[failure.code];
  const said = failure && (refused ? [fill(refused, failure.values)] : [failure.message, failure.help].filter(Boolean));
  return make(
    "div",
    { id: "failure", role: "alert", hidden: !failure },
    ...(failure ? [make("h2", { textContent: t.failed })] : []),
    ...(said ?? []).map((textContent) => make("p", { textContent })),
  );
}

function failed(error) {
  state.failure = error;
  byId("failure").replaceWith(failure(TEXTS[state.language]));
}

// 2. Where one is: the part behind `#` of the address names a tab or a page of the guide.

/** @returns {boolean} whether there is such a sentence */
function go(path, language) {
  const sentence = session.outline && sentenceAt(session.outline, path);
  const page = sentence && state.pages.find((page) => page.sentences.includes(sentence));
  if (!page) return false;
  visit("words", page);
  showTab();
  chosen.choose(page, sentence.path, language ?? chosen.language);
  words.focusSentence(sentence.path, chosen.language);
  return true;
}

/** Shows a page of the guide from its beginning. */
function openPage(page) {
  visit("words", page);
  showTab();
  chosen.choose(page);
  byId("editor-title").focus({ preventScroll: true });
  byId("editor-title").scrollIntoView();
}

/** Shows the place of a fault in its file, where it is none of a sentence. */
function openText({ path, line, column }) {
  show("files");
  openFileAsText(session, path, line, column).catch(failed);
}

function show(tab, focus) {
  if (!(tab in TABS)) return;
  visit(tab, chosen.page);
  const drawn = showTab();
  if (focus) byId(focus)?.focus();
  else if (!focusTitle()) Promise.resolve(drawn).then(() => isFocusLost() && state.tab === tab && focusTitle());
}

/** Whether what was pressed stands in a tab that was left. */
const isFocusLost = () => document.activeElement === document.body || document.activeElement.closest("[hidden]");

/** Notes in the address where one is, so that the browser leads back there. */
function visit(tab, page) {
  // What was said of another tab reads as if it were said of this one.
  if (tab !== state.tab) write("said", "");
  state.tab = tab;
  const hash = `#${tab === "words" ? page?.id : tab}`;
  if (location.hash !== hash) history.pushState(null, "", hash);
}

/** What the address names, or the first page. */
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  const page = state.pages.find((page) => page.id === name) ?? (name in TABS ? undefined : state.pages[0]);
  state.tab = !page && name in TABS ? name : "words";
  if (page) chosen.choose(page);
  showTab();
}

// 3. What happens.

/** The line is emptied first, so that the same text is announced again. */
function say(text) {
  write("said", "");
  requestAnimationFrame(() => write("said", text));
}

function setPages() {
  state.pages = pagesOf(session.outline);
  const { page, path } = chosen;
  const same = state.pages.find(({ id }) => id === page?.id) ?? state.pages[0];
  if (same !== page) chosen.choose(same, same.id === page?.id ? path : "");
}

session.addEventListener("outline", () => {
  const isFirst = !state.pages.length;
  // The guide beside the words begins in the language of the page, where the content has it.
  if (isFirst && session.outline.languages.some(({ code }) => code === state.language))
    chosen.language = state.language;
  setPages();
  if (isFirst) follow();
  else showTab();
});
session.addEventListener("broken", () => {
  if (session.outline) return;
  for (const tab of Object.keys(TABS)) if (tab !== "files") place(tab).replaceChildren();
  show("files");
});
addEventListener("popstate", follow);
addEventListener("hashchange", follow);

const isField = (element) => element.matches("input, textarea, select");

addEventListener("keydown", (event) => {
  const t = TEXTS[state.language];
  if (event.key === "F8" && session.outline) {
    event.preventDefault();
    const problem = nextProblem({ problems, chosen, session }, event.shiftKey ? -1 : 1);
    if (problem) go(problem.sentence.path, problem.language);
    else say(t.problems.none);
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || isField(event.target)) return;
  const key = event.key.toLowerCase();
  const step = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" && "undo";
  if (!step) return;
  event.preventDefault();
  byId(step).click();
});

/** What sticks below the head, and what is scrolled to, needs its height. */
new ResizeObserver(() =>
  document.documentElement.style.setProperty("--head", `${document.querySelector(".bar").clientHeight}px`),
).observe(document.body);

draw();
try {
  await openOriginal(session);
} catch (error) {
  failed(error);
}
