// The head of the page: its title and language, the tabs, undo and redo, how much was changed, and the status line.

import { byId, make } from "../forms.js";
import { pageOf, shortName } from "./names.js";
import { TEXTS, counted, fill } from "./wording.js";

/** @param {HTMLElement} place @param {any} context see studio.js, and `tabs`, `setLanguage` */
export function mount(place, context) {
  const { session, t, language, tabs, show, signal } = context;
  place.replaceChildren(
    make(
      "div",
      { className: "titles" },
      make("h1", { id: "title", textContent: TEXTS[language].title }),
      make("div", { className: "promise" }, make("p", { id: "changed" }), make("div", { id: "store" })),
      languages(context),
    ),
    make(
      "div",
      { className: "bar" },
      make("nav", { "aria-label": t.tabs }, make("ul", { role: "list" }, ...tabs.map((tab) => tabLink(t, tab, show)))),
      make("div", { className: "history" }, step(context, "undo"), step(context, "redo")),
      make("p", { id: "said", role: "status" }),
    ),
  );
  const draw = () => drawState(context);
  // A step is named by its words, which the outline has only after the state.
  for (const type of ["state", "outline", "text"]) session.addEventListener(type, draw, { signal });
  draw();
}

function languages({ t, language, setLanguage }) {
  const button = (code) =>
    make("button", {
      type: "button",
      id: `language-${code}`,
      lang: code,
      textContent: TEXTS[code].name,
      "aria-pressed": String(code === language),
      onclick: () => setLanguage(code),
    });
  return make("div", { id: "languages", role: "group", "aria-label": t.languages }, ...Object.keys(TEXTS).map(button));
}

function tabLink(t, tab, show) {
  const onclick = (event) => {
    event.preventDefault();
    show(tab);
  };
  return make("li", {}, make("a", { id: `to-${tab}`, href: `#${tab}`, textContent: t.tabNames[tab], onclick }));
}

/** A button that takes the last step back, or does it again; below its name stands which step. */
function step(context, name) {
  const { session, t, say, failed } = context;
  const onclick = async () => {
    // The step that is named is that of the last letters.
    await session.idle();
    const label = session.state[name];
    if (!label) return say(t[name].none);
    try {
      await session[name]();
      say(fill(t[name].done, { step: stepName(context, label) }));
      showStep(context, label);
    } catch (error) {
      failed(error);
    }
  };
  return make(
    "button",
    { type: "button", id: name, "aria-keyshortcuts": t[name].keys, onclick },
    make("span", { className: "mark", "aria-hidden": "true", textContent: t[name].mark }),
    make("span", { className: "step-name", textContent: t[name].name }),
    make("span", { id: `${name}-step`, className: "note" }),
  );
}

function drawState(context) {
  const { session, t } = context;
  for (const name of ["undo", "redo"]) {
    const label = session.state[name];
    // It stays a button that has the focus when there is nothing more to take back.
    byId(name).setAttribute("aria-disabled", String(!label));
    byId(`${name}-step`).textContent = label ? stepName(context, label) : "";
  }
  const count = session.state.differences.length;
  byId("changed").textContent = session.outline ? counted(t.changed, count) : t.opening;
}

/** The label of a step, `en bones.key` or `+ bones.ask.new`, for people. */
function stepName({ session, t, language }, label) {
  const [first, ...rest] = label.split(" ");
  const path = rest.join(" ");
  const info = session.outline?.languages.find(({ code }) => code === first);
  if (first in t.steps.files) return t.steps.files[first];
  const kind = { "+": t.steps.added, "−": t.steps.removed, "↑": t.steps.moved, "✓": t.steps.read }[first];
  const read = session.outline?.languages.find(({ code }) => code === path);
  if (kind) return fill(kind, { what: read?.name ?? shortName(session.outline, path, language) });
  return info ? fill(t.steps.words, { what: shortName(session.outline, path, first), language: info.name }) : label;
}

/** Shows what was taken back, where it is a sentence; the focus stays at the button. */
function showStep({ session, chosen, pages, show }, label) {
  const [code, path] = label.split(" ");
  const page = session.outline && path && pageOf(session.outline, pages(), path);
  if (!page) return;
  const focused = document.activeElement;
  show("words", focused?.id);
  chosen.choose(page, path, session.outline.languages.some((info) => info.code === code) ? code : chosen.language);
}
