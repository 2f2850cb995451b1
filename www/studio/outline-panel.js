// The outline: sections, which are signed as a whole, and their pages, each with its state in words and a mark.

import { byId, make } from "../forms.js";
import { pageName, sectionName } from "./pages.js";
import { counted, fill } from "./wording.js";

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, t, chosen, problems, compared, signal } = context;
  const list = make("ul", { id: "outline-list", role: "list" });
  // On a narrow screen it folds away once something is chosen; on a wide one it stays open.
  const box = make(
    "details",
    { id: "outline", className: "fold", open: true },
    make("summary", {}, make("h2", { textContent: t.title })),
    make("nav", { "aria-label": t.title }, list),
  );
  const narrow = matchMedia("(max-width: 79.99em)");
  const fold = () => (box.open = !narrow.matches);
  narrow.addEventListener("change", fold, { signal });
  fold();
  place.replaceChildren(box);
  const draw = () => {
    if (session.outline) list.replaceChildren(...sections(context));
    mark();
  };
  const mark = () => {
    for (const link of list.querySelectorAll("a")) {
      if (link.dataset.page === chosen.page?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let page = chosen.page;
  const follow = () => {
    if (page === chosen.page) return;
    page = chosen.page;
    mark();
    if (narrow.matches) box.open = false;
  };
  session.addEventListener("outline", () => redraw(list, draw), { signal });
  session.addEventListener("state", () => redraw(list, draw), { signal });
  problems.addEventListener("problems", () => redraw(list, draw), { signal });
  compared.addEventListener("compared", () => redraw(list, draw), { signal });
  chosen.addEventListener("chosen", follow, { signal });
  draw();
}

/** Draws, and gives the focus back to the link that had it. */
function redraw(list, draw) {
  const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
  draw();
  if (focused) byId(focused)?.focus({ preventScroll: true });
}

function sections(context) {
  const { session, t, language, pages } = context;
  const { outline } = session;
  return outline.sections.map((section) => {
    const inside = pages().filter((page) => page.section === section);
    const name = sectionName(outline, inside, section, language);
    const state = make("span", { className: "state", textContent: signatures(t, session, section) });
    // A section of one page is led to by its name.
    if (inside.length === 1) return make("li", {}, pageLink(context, inside[0], name), state);
    return make(
      "li",
      {},
      make("p", { className: "section-name", id: `section-${section}`, textContent: name }),
      state,
      make(
        "ul",
        { role: "list", "aria-labelledby": `section-${section}` },
        ...inside.map((page) => make("li", {}, pageLink(context, page, pageName(outline, page, language)))),
      ),
    );
  });
}

/** Whether a section is signed: in a word where the languages agree, else for each. */
export function signatures(t, { survey, outline }, section) {
  const rows = survey?.sections.filter((row) => row.section === section) ?? [];
  const state = ({ isSigned, isOutdated }) => (isSigned ? "signed" : isOutdated ? "outdated" : "draft");
  if (!rows.length) return "";
  if (new Set(rows.map(state)).size === 1) return t.signatures[state(rows[0])];
  const name = ({ language }) => outline.languages.find(({ code }) => code === language)?.name ?? language;
  return rows.map((row) => fill(t.ofLanguage, { language: name(row), state: t.signatures[state(row)] })).join(" ");
}

function pageLink({ t, chosen, problems, compared, openPage }, page, name) {
  const onclick = (event) => {
    event.preventDefault();
    openPage(page);
  };
  return make(
    "a",
    { id: `page-${page.id}`, href: `#${page.id}`, "data-page": page.id, onclick, "aria-current": page === chosen.page },
    make("span", { className: "page-name", textContent: name }),
    ...marks(t, page, { problems, compared }).map(([kind, words]) =>
      make("span", { className: `mark is-${kind}`, textContent: words }),
    ),
  );
}

/** What is to be known of a page: its faults, warnings, changes, and what must be read again. */
function marks(t, page, { problems, compared }) {
  const inside = new Set(page.sentences.map(({ path }) => path));
  const count = (level) =>
    problems.list.filter((problem) => problem.level === level && inside.has(problem.sentence?.path)).length;
  const changed = compared.changed.some(({ path }) => inside.has(path));
  const again = compared.unread.filter(({ path }) => inside.has(path)).length;
  /** @type {[string, string][]} */
  const marks = [];
  if (count("fault")) marks.push(["fault", counted(t.faults, count("fault"))]);
  if (count("warning")) marks.push(["warning", counted(t.warnings, count("warning"))]);
  if (changed) marks.push(["changed", t.changed]);
  if (again) marks.push(["again", counted(t.again, again)]);
  return marks;
}
