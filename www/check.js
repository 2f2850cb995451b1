// The check for page authors: an address of this site or pasted code in, numbered findings with what to write out. It
// stores and sends nothing; it reads the page that was named, the files of the guide that the page names, and what lies
// beside this page.
//
// `reading.js` fetches, `survey.js` parses, `findings.js` has the rules, the JSON files have the words. Here is the form,
// and how findings are shown. Another language renders both again.

import { addressBad as addressBadEn, invalid as invalidEn } from "./builder.en.json";
import { addressBad as addressBadEs, invalid as invalidEs } from "./builder.es.json";
import en from "./check.en.json";
import es from "./check.es.json";
import { findings } from "./findings.js";
import {
  askedLanguage,
  byId,
  codeBox,
  field,
  languageButtons,
  make,
  note,
  setError,
  showLanguage,
  status,
  write,
} from "./forms.js";
import { attributes } from "./interface.json";
import { readFiles, readPage } from "./reading.js";
import { survey } from "./survey.js";

const TEXTS = {
  en: { ...en, invalid: invalidEn, folder: addressBadEn },
  es: { ...es, invalid: invalidEs, folder: addressBadEs },
};

const HOME = new URL(".", location.href);

const state = {
  page: askedLanguage(Object.keys(TEXTS)),
  address: "",
  source: "",
  /** What was found last, as a function of the language, so that it can be shown in another. */
  show: undefined,
};

const texts = () => TEXTS[state.page];

/** @param {string} text @param {Record<string, string | number>} values */
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

// 1. The form.

function render() {
  const t = texts();
  showLanguage(state.page, t.title, t.languages);
  byId("to-builder").textContent = t.toBuilder;
  byId("to-builder").hidden = false;
  byId("drawn").replaceChildren(
    make("div", { className: "intro" }, make("h2", { textContent: t.heading }), make("p", { textContent: t.intro })),
    make("div", { className: "ways" }, addressForm(t), sourceForm(t)),
    make(
      "section",
      { id: "result", hidden: true },
      make("h2", { id: "result-title", tabIndex: -1, textContent: t.result }),
      note("checked"),
    ),
    // Outside of what is hidden, because only what is there already is announced.
    make("p", { id: "outcome", role: "status" }),
    // Safari takes a list without markers for none, unless it is told.
    make("ol", { id: "findings", className: "findings", role: "list", hidden: true }),
  );
  state.show?.();
}

function addressForm(t) {
  const origin = { origin: location.origin };
  const setAddress = (input) => {
    state.address = input.value;
  };
  return make(
    "form",
    { id: "by-address", noValidate: true, onsubmit: (event) => submit(event, checkAddress) },
    field("address", fill(t.address, origin), state.address, setAddress, { inputMode: "url", spellcheck: false }),
    make("button", { className: "main", textContent: t.addressButton }),
  );
}

function sourceForm(t) {
  const area = make("textarea", {
    id: "source",
    value: state.source,
    rows: 8,
    spellcheck: false,
    autocomplete: "off",
    "aria-describedby": "source-help source-note",
    oninput: ({ target }) => {
      state.source = target.value;
    },
  });
  return make(
    "form",
    { id: "by-source", onsubmit: (event) => submit(event, checkSource) },
    make(
      "div",
      { className: "field" },
      make("label", { for: "source", textContent: t.source }),
      note("source-help", t.sourceNote),
      area,
      status("source-note"),
    ),
    make("button", { className: "main", textContent: t.sourceButton }),
  );
}

/** The last check that was asked for; an earlier one that ends later shows nothing. */
let latest = 0;

async function submit(event, check) {
  event.preventDefault();
  const number = ++latest;
  state.show = undefined;
  setError("address", "");
  setError("source", "");
  byId("findings").replaceChildren();
  byId("findings").hidden = byId("result").hidden = true;
  write("outcome", texts().reading);
  const show = await check();
  if (number !== latest) return;
  state.show = show;
  write("outcome", "");
  show(true);
}

// 2. The check.

/** Something is wrong with what was given: the field says so, and has the focus. */
const wrong = (id, text) => (isNew) => {
  setError(id, text(texts()));
  if (isNew) byId(id).focus();
};

async function checkAddress() {
  const given = state.address.trim();
  const origin = { origin: location.origin };
  // `example.org/about`, as people write it, is an address of the web and none of a folder.
  const full = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(given) ? `${location.protocol}//${given}` : given;
  const url = URL.canParse(full, HOME.href) ? new URL(full, HOME.href) : undefined;
  if (!given || !/^https?:$/.test(url?.protocol)) return wrong("address", (t) => fill(t.addressBad, origin));
  const page = await readPage(url);
  const { problem, status, type } = page;
  if (problem) return wrong("address", (t) => fill(t.problems[problem], { status, type }));
  return checkPage(page, page.address.href);
}

async function checkSource() {
  const source = state.source.trim();
  if (!source) return wrong("source", (t) => t.sourceEmpty);
  if (/^https?:\/\/\S+$/.test(source)) return wrong("source", (t) => t.sourceAddress);
  return checkPage({ source: state.source });
}

/**
 * Checks the source of a page; the address and headers are those of a page that was read.
 * @param {import("./reading.js").Page} page
 * @param {string} [name]
 */
async function checkPage({ source, address, headers, isCut, redirectedTo }, name) {
  const { release, missing } = await readRelease();
  if (missing) return wrong(name ? "address" : "source", (t) => fill(t.problems.files, { file: missing }));
  const seen = survey(source, address);
  const files = await readFiles(seen);
  /** In the language of the page, since the words of the code to paste are too. */
  const found = () =>
    findings({
      survey: seen,
      release: { ...release, printed: release.printed[state.page] ?? release.printed[LANGUAGES[0]] },
      files,
      headers,
      isCut,
      redirectedTo,
    });
  return (isNew) => showFindings(found(), name, isNew);
}

let release;

/** What the release beside this page is: its checksums, and its snippets. */
async function readRelease() {
  if (release) return { release };
  const names = ["integrity.json", ...LANGUAGES.map((language) => `snippet.${language}.html`)];
  const answers = await Promise.all(names.map((name) => fetch(name).catch(() => undefined)));
  const missing = names.find((_, at) => !answers[at]?.ok);
  if (missing) return { missing };
  const [checksums, ...snippets] = await Promise.all(answers.map((answer) => answer.text()));
  const printed = Object.fromEntries(LANGUAGES.map((language, at) => [language, snippets[at]]));
  const integrity = JSON.parse(checksums);
  const values = { site: PLACES, lang: LANGUAGES };
  const known = attributes.map((attribute) => ({ ...attribute, values: values[attribute.name] ?? attribute.values }));
  release = { version: VERSION, home: HOME, integrity, attributes: known, printed };
  return { release };
}

// 3. The findings.

function showFindings(found, name, isNew) {
  const t = texts();
  byId("result").hidden = false;
  byId("findings").hidden = !found.length;
  byId("findings").replaceChildren(...found.map((finding, at) => findingItem(t, finding, at + 1)));
  write("checked", fill(t.checked, { what: name ?? t.checkedSource }));
  write("outcome", outcomeOf(t, found));
  if (isNew) byId("result-title").focus();
}

/** One sentence for what keeps the guide from working, and one for each other kind that there is. */
function outcomeOf(t, found) {
  const sentence = (level) => {
    const count = found.filter((finding) => finding.level === level).length;
    if (!count) return level === "fault" ? t.noneKeeps : "";
    return fill(t.counts[level][count === 1 ? "one" : "other"], { count });
  };
  return ["fault", "unknown", "know"].map(sentence).filter(Boolean).join(" ");
}

/** @param {any} t @param {import("./findings.js").Finding} finding @param {number} number */
function findingItem(t, { id, level, values = {}, where, line, code }, number) {
  const [title, advice] = t.findings[id];
  /** @type {Record<string, string | number>} */
  const filled = { ...values };
  if (values.from) filled.from = t.from[values.from];
  if (id === "attribute-value" && !values.wanted) filled.wanted = formOf(t, values.name, values.maxLength);
  const label = fill(t.code, { number });
  const lines = code?.split("\n").length ?? 0;
  return make(
    "li",
    { className: `finding ${level}` },
    make("p", { className: "level", textContent: t.levels[level] }),
    make("h3", {}, ...formatted(title, filled)),
    ...(where ? [make("p", { className: "where note" }, ...seenAt(t, line, where))] : []),
    make("p", {}, ...formatted(advice, filled)),
    ...(code
      ? codeBox(`code-${number}`, label, state.page, { value: code, rows: Math.min(10, lines + 1), wrap: "soft" })
      : []),
  );
}

function seenAt(t, line, where) {
  const tag = make("code", { textContent: where });
  return line ? [`${fill(t.line, { line })} `, tag] : [tag];
}

/** What an attribute without a list of values takes, in the words of the builder. */
function formOf(t, name, maxLength) {
  if (name === "base-url") return t.folder;
  return t.invalid[name.split("-").at(-1)] ?? t.invalid.long.replace("{}", maxLength);
}

/** Text with code between backticks; what is filled in is text in either. */
function formatted(text, values) {
  return text
    .split("`")
    .map((part, at) => (at % 2 ? make("code", { textContent: fill(part, values) }) : fill(part, values)));
}

// 4. The start.

for (const button of languageButtons())
  button.addEventListener("click", () => {
    if (state.page === button.value) return;
    state.page = button.value;
    render();
  });
render();
