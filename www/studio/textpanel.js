// A file as text, for people who know it: files that have no form, and those with faults.

import { byId, make } from "../forms.js";
import { fill } from "./wording.js";
import { offsetOf, placeOf, plainOf, withLineEnds } from "./lines.js";
import { english, texts } from "./texts.js";

const FORMLESS = /(^|\/)(rules|terms|facts|sources|left-out|edition|review|before)\.toml$/;

/** What a build or a release writes, and the drawing, nobody edits here. */
const isText = (path) => path.endsWith(".toml");

/** @typedef {import("./kept.js").Context} Context */

/**
 * What outlives another drawing of the page.
 * @typedef {object} Own
 * @property {string} path the file that is shown; empty for none
 * @property {string | undefined} raw its text as it was last read or written, with its own line ends
 * @property {string | undefined} newest what was typed and not yet handed on
 * @property {(value?: any) => void} [taken] tells that it was
 * @property {boolean} isSending
 * @property {boolean} isShown whether `raw` stands in the area
 * @property {Context} [context]
 */

/** @type {WeakMap<object, Own>} */
const owns = new WeakMap();

const ownOf = (session) => {
  if (!owns.has(session))
    owns.set(session, { path: "", raw: undefined, newest: undefined, isSending: false, isShown: false });
  return owns.get(session);
};

// 1. The panel.

/** @param {Element} place @param {Context} context */
export function mount(place, context) {
  const { session, language, signal } = context;
  const own = ownOf(session);
  own.context = context;
  own.isShown = false;
  const t = texts(language).text;
  place.replaceChildren(
    make("p", { textContent: t.about }),
    make(
      "div",
      { className: "field" },
      make("label", { for: "text-path", textContent: t.choose }),
      make("select", { id: "text-path", onchange: ({ target }) => choose(own, target.value) }),
    ),
    make("div", { id: "text-editor", hidden: true }, ...editorParts(own, t)),
    make("p", { id: "text-wrong", className: "wrong", role: "status" }),
  );
  session.addEventListener("state", () => refresh(own), { signal });
  session.addEventListener("outline", () => listFiles(own), { signal });
  session.addEventListener("broken", () => listFiles(own), { signal });
  session.addEventListener("survey", () => listFaults(own), { signal });
  document.addEventListener("selectionchange", () => showPosition(own), { signal });
  listFiles(own).then(() => refresh(own));
}

function editorParts(own, t) {
  const area = make("textarea", {
    id: "text-area",
    rows: 20,
    wrap: "off",
    spellcheck: true,
    autocomplete: "off",
    "aria-describedby": "text-at",
    oninput: ({ target }) => typed(own, target.value),
    onscroll: ({ target }) => {
      byId("text-numbers").scrollTop = target.scrollTop;
    },
  });
  return [
    make("label", { id: "text-label", for: "text-area" }),
    make("div", { className: "numbered" }, make("pre", { id: "text-numbers", "aria-hidden": "true" }), area),
    make(
      "form",
      {
        className: "go-to-line",
        onsubmit: (event) => {
          event.preventDefault();
          goTo(Number(byId("text-line").value) || 1);
        },
      },
      make("label", { for: "text-line", textContent: t.line }),
      make("input", { id: "text-line", inputMode: "numeric", autocomplete: "off" }),
      make("button", { textContent: t.go }),
      make("span", { id: "text-at", className: "note" }),
    ),
    make("h4", { id: "text-faults-title", textContent: t.faults }),
    make("ul", { id: "text-faults", role: "list", "aria-labelledby": "text-faults-title" }),
  ];
}

/** Leads from a fault to its place in the text. @param {import("./session.js").Session} session */
export async function openFileAsText(session, path, line = 1, column = 1) {
  const own = ownOf(session);
  byId("text-path")?.closest("details")?.setAttribute("open", "");
  await choose(own, path);
  await listFiles(own);
  if (own.isShown) goTo(line, column);
  else byId("text-path").focus();
}

function goTo(line, column) {
  const area = byId("text-area");
  const at = offsetOf(area.value, line, column);
  area.focus();
  area.setSelectionRange(at, at);
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (placeOf(area.value, at).line - 4) * height);
  area.scrollIntoView({ block: "nearest" });
}

/** A fault names the folder of the content too. */
const inContent = (path) => path.replace(/^content\//, "");

const faultsOf = ({ faults, survey }, path) =>
  (faults ?? survey?.faults ?? []).filter((fault) => inContent(fault.path) === path);

/** The list to choose from; what is faulty first. */
async function listFiles(own) {
  const { session, language } = own.context;
  const t = texts(language).text;
  // Nothing is open yet.
  if (!session.outline && !session.faults) return;
  const paths = (await session.ask("paths")).filter(isText);
  const faulty = new Set((session.faults ?? session.survey?.faults ?? []).map(({ path }) => inContent(path)));
  const groups = [
    [t.faulty, paths.filter((path) => faulty.has(path))],
    [t.formless, paths.filter((path) => FORMLESS.test(path) && !faulty.has(path))],
    [t.others, paths.filter((path) => !FORMLESS.test(path) && !faulty.has(path))],
  ];
  const option = (value, textContent = value) => make("option", { value, textContent });
  const filled = groups.filter(([, inside]) => inside.length);
  const select = byId("text-path");
  if (!select) return;
  select.replaceChildren(
    option("", t.none),
    ...filled.map(([label, inside]) => make("optgroup", { label }, ...inside.map((path) => option(path)))),
  );
  select.value = paths.includes(own.path) ? own.path : "";
  listFaults(own);
}

function listFaults(own) {
  const { session, language } = own.context;
  const t = texts(language).text;
  const list = byId("text-faults");
  const faults = faultsOf(session, own.path);
  const items = faults.map(({ line, column, message, help }) =>
    make(
      "li",
      {},
      make("button", {
        type: "button",
        lang: "en",
        textContent: fill(t.fault, { line, message }),
        onclick: () => goTo(line, column),
      }),
      english("", help),
    ),
  );
  list.replaceChildren(...(items.length ? items : [make("li", { textContent: t.noFaults })]));
}

async function choose(own, path) {
  if (path === own.path && own.isShown) return;
  await sent(own);
  byId("text-editor").hidden = true;
  own.path = path;
  own.raw = undefined;
  own.isShown = false;
  await refresh(own);
  listFaults(own);
}

/** Shows the file as it is now, unless somebody types. */
async function refresh(own) {
  const { session, language } = own.context;
  const { path } = own;
  if (own.isSending) return;
  const t = texts(language).text;
  const read = path ? await session.ask("file", path).catch((error) => error) : undefined;
  if (own.isSending || path !== own.path) return;
  const { message, help } = read instanceof Error ? /** @type {any} */ (read) : {};
  const wrong = message ? `${t.unreadable} ${[message, help].filter(Boolean).join(": ")}` : "";
  const gone = path && read === undefined ? t.gone : "";
  // What was refused stays there to read.
  if (own.isShown && own.raw === read) return;
  byId("text-wrong").textContent = wrong || gone;
  byId("text-editor").hidden = typeof read !== "string";
  if (typeof read !== "string") {
    own.isShown = false;
    return;
  }
  own.raw = read;
  own.isShown = true;
  const area = byId("text-area");
  const { selectionStart, scrollTop } = area;
  byId("text-label").textContent = fill(t.area, { file: path });
  area.value = plainOf(read);
  area.setSelectionRange(selectionStart, selectionStart);
  number();
  area.scrollTop = scrollTop;
}

function number() {
  const count = byId("text-area").value.split("\n").length;
  byId("text-numbers").textContent = Array.from({ length: count }, (_, at) => at + 1).join("\n");
}

function showPosition(own) {
  const area = byId("text-area");
  if (!area || document.activeElement !== area) return;
  const at = fill(texts(own.context.language).text.at, placeOf(area.value, area.selectionStart));
  if (byId("text-at").textContent !== at) byId("text-at").textContent = at;
}

// 2. Typing.

/** Hands on what was typed: one change at a time, and what is newest then, since each is followed by a whole check. */
function typed(own, text) {
  number();
  // What waits here is not yet kept.
  if (own.newest === undefined) own.context.session.expect(new Promise((taken) => (own.taken = taken)));
  own.newest = text;
  if (!own.isSending) send(own);
}

async function send(own) {
  const { session } = own.context;
  own.isSending = true;
  try {
    while (own.newest !== undefined) {
      const text = withLineEnds(own.raw ?? "", own.newest);
      own.newest = undefined;
      const change = session.change("setFile", own.path, text, true);
      own.taken();
      await change;
      own.raw = text;
    }
    byId("text-wrong").textContent = "";
  } catch (error) {
    const t = texts(own.context.language).text;
    byId("text-wrong").textContent = `${t.refused} ${[error.message, error.help].filter(Boolean).join(": ")}`;
  } finally {
    own.isSending = false;
    for (const tell of waiting.splice(0)) tell();
    // Something else may have been opened, or the step undone, meanwhile.
    if (own.newest === undefined) refresh(own);
  }
}

/** @type {(() => void)[]} */
const waiting = [];

/** Awaits that what was typed was handed on. */
const sent = (own) => (own.isSending ? new Promise((done) => waiting.push(() => done(undefined))) : undefined);
