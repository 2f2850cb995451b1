// An edition of one's own, by forms: who publishes it, its languages, and how it stands in a page (colours, phones, sections,
// the place that is open). Out come the content as a zip archive, the code for the page, and what is left for a developer.
//
// Who publishes it is written into `edition.toml`. What belongs to the page is kept with the content, in `page.json`, which
// a build leaves alone. The code is made by `snippets.js`, as in the embed builder, and shares its words.

import { attributes } from "../interface.json";
import builderEn from "../builder.en.json";
import builderEs from "../builder.es.json";
import { byId, codeBox, field, make, note, setError, status, write } from "../forms.js";
import * as snippets from "../snippets.js";
import { takes } from "../values.js";
import { contrasts } from "./contrast.js";
import { languagesPart } from "./languages.js";
import { readKeys } from "./root-keys.js";
import { saveZip } from "./saving.js";
import {
  attempt,
  box,
  button,
  fill,
  group,
  keep,
  follow,
  recordName,
  redraw,
  select,
  showFailure,
  texts,
} from "./pieces.js";

/** @type {Record<string, any>} */
const BUILDER = { en: builderEn, es: builderEs };
const PAGE = "page.json";
const EDITION = "edition.toml";
const KEYS = ["publisher", "changed-from", "contact", "canonical"];
const PHONES = ["support-phone", "support-label", "support-url", "care-team-phone", "care-team-hours", "emergency"];
const COLOURS = ["accent", "on-accent", "accent-soft"];
/** The publisher of the original, which alone was changed from nothing. */
const ORIGINAL = "the mbc-body-map project";

const known = (name) => attributes.find((attribute) => attribute.name === name);
const ALL = known("sections").values;

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, language, say } = context;
  const state = keep(session, "edition", () => ({
    typed: {},
    form: "",
    draft: {},
    page: {},
    typing: {},
    edition: {},
  }));
  const t = texts(language);
  const panel = { session, t, b: BUILDER[language] ?? builderEn, language, say, state, draw };
  let asked = 0;
  let shown = "";
  let isDue = false;
  async function draw(isNew = true) {
    const number = ++asked;
    // What was asked for stays due when another drawing overtakes it.
    isDue ||= isNew;
    const [edition, page] = await Promise.all([EDITION, PAGE].map((file) => session.ask("file", file)));
    const { languages } = session.outline;
    const now = JSON.stringify([edition, page, languages]);
    if (number !== asked || (!isDue && now === shown)) return;
    shown = now;
    isDue = false;
    state.edition = readKeys(edition ?? "");
    state.page = readPage(page);
    redraw(place, content(panel), "edition-title");
    await refresh(panel);
  }
  follow(place, context, ["outline"], () => draw(false));
  if (session.outline) return draw();
}

/** What stands in `page.json`; null if it was changed by hand and cannot be read. */
function readPage(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

function content(panel) {
  const { t } = panel;
  return [
    make("h2", { id: "edition-title", tabIndex: -1, textContent: t.edition }),
    note("edition-intro", t.editionIntro),
    publisherPart(panel),
    languagesPart(panel),
    placesPart(panel),
    pagePart(panel),
    outPart(panel),
  ];
}

// 1. Who publishes it.

function publisherPart(panel) {
  const { t, state, say } = panel;
  const { typed } = state;
  const input = (key) =>
    make(
      "div",
      {},
      field(`edition-${key}`, t.editionKeys[key], typed[key] ?? state.edition[key] ?? "", ({ value }) => {
        typed[key] = value;
      }),
      note(`edition-${key}-help`, t.editionHelp[key].replace("{version}", VERSION)),
    );
  const save = async (event) => {
    event.preventDefault();
    if (!(await apply(panel))) return;
    say(t.editionSaved);
    write("edition-said", t.editionSaved);
  };
  return make(
    "form",
    { className: "studio-form", noValidate: true, onsubmit: save, "aria-labelledby": "edition-publisher-title" },
    make("h3", { id: "edition-publisher-title", textContent: t.publisherTitle }),
    make("p", { className: "means", textContent: t.publisherMeans }),
    ...KEYS.map(input),
    make(
      "div",
      { className: "acts" },
      make("button", { type: "submit", className: "main", id: "edition-save", textContent: t.editionSave }),
      status("edition-said"),
    ),
  );
}

/** What a key is to be: an e-mail address that is written without `mailto:` gets it. */
function valueOf({ typed, edition }, key) {
  const value = (typed[key] ?? edition[key] ?? "").trim();
  return key === "contact" && /^[^\s@:/]+@[^\s@:/]+$/.test(value) ? `mailto:${value}` : value;
}

/**
 * Writes who publishes it into the content. Each field says what is wrong with it, and the first gets the focus.
 * @returns {Promise<boolean>} whether the content has what stands in the form
 */
async function apply(panel) {
  const { session, state } = panel;
  const isChanged = (key) => valueOf(state, key) !== (state.edition[key] ?? "");
  const wrong = wrongKeys(panel);
  for (const key of KEYS) setError(`edition-${key}`, wrong[key] ?? "");
  const [first] = Object.keys(wrong);
  if (first) {
    byId(`edition-${first}`).focus();
    return false;
  }
  const done = await attempt("edition-said", async () => {
    for (const key of KEYS.filter(isChanged))
      await session.change("setRootKey", EDITION, key, valueOf(state, key) || undefined);
  });
  if (!done) return false;
  for (const key of KEYS) {
    // It may have been drawn meanwhile, and the fields write into `typed`.
    const value = valueOf(state, key);
    delete state.typed[key];
    const input = byId(`edition-${key}`);
    if (input) input.value = value;
  }
  return true;
}

/** What is wrong with the keys, in the order of the form; the build has the same rules. */
function wrongKeys({ t, state }) {
  const of = (key) => valueOf(state, key);
  const isHttps = (text) => /^https:\/\/[^\s/]+\S*$/.test(text);
  const isContact = isHttps(of("contact")) || /^mailto:[^\s@]+@[^\s@]+$/.test(of("contact"));
  const isPages = isHttps(of("canonical")) && of("canonical").split("{language}").length === 2;
  const wrong = {
    publisher: of("publisher") ? "" : t.needed,
    "changed-from":
      of("changed-from") || of("publisher") === ORIGINAL ? "" : t.changedFromNeeded.replace("{version}", VERSION),
    contact: !of("contact") || isContact ? "" : t.contactBad,
    canonical: !of("canonical") || isPages ? "" : t.canonicalBad,
  };
  return Object.fromEntries(Object.entries(wrong).filter(([, message]) => message));
}

// 2. Places.

function placesPart({ session, t, language }) {
  const places = session.outline.records.filter(({ group: name }) => name === "Site");
  return make(
    "section",
    { "aria-labelledby": "edition-places-title" },
    make("h3", { id: "edition-places-title", textContent: t.placesTitle }),
    make("ul", {}, ...places.map((place) => make("li", { textContent: recordName(session.outline, place, language) }))),
    make("p", { textContent: t.placesMean }),
  );
}

// 3. How it stands in a page.

/** What belongs to the page, with what is being typed. */
const pageOf = ({ page, typing }) => ({ ...page, ...typing });

/** Keeps what belongs to the page with the content. */
async function setPage({ session, state }, key, value) {
  state.typing[key] = value;
  const text = `${JSON.stringify(pageOf(state), undefined, 1)}\n`;
  await showFailure("edition-page-said", session.change("setFile", PAGE, text, true));
  // Whatever was typed meanwhile is not in the file.
  if (state.typing[key] === value) delete state.typing[key];
}

function pagePart(panel) {
  const { session, t, b, language, state } = panel;
  const { outline } = session;
  const change = async (key, value) => {
    state.typing[key] = value;
    await refresh(panel);
  };
  const page = pageOf(state);
  // The files change when a field is left, so that typing does not check the whole content at each letter.
  const input = (id, key, label, more = {}) =>
    field(id, label, page[key] ?? "", ({ value }) => change(key, value), {
      ...more,
      onchange: ({ target }) => setPage(panel, key, target.value),
    });
  const pick = (id, key, label, options) =>
    select(id, label, options, page[key] ?? "", async (value) => {
      await change(key, value);
      await setPage(panel, key, value);
    });
  const places = outline.records.filter(({ group: name }) => name === "Site");
  return make(
    "section",
    { className: "studio-form", "aria-labelledby": "edition-page-title" },
    make("h3", { id: "edition-page-title", textContent: t.pageTitle }),
    note("edition-page-intro", t.pageIntro),
    state.page ? "" : make("p", { className: "is-wrong", textContent: t.pageBad }),
    pick("edition-page-lang", "lang", b.language, [
      ["", b.ofPage],
      ...outline.languages.map(({ code, name }) => [code, name]),
    ]),
    pick("edition-page-site", "site", t.openPlace, [
      ["", t.none],
      ...places.map((place) => [place.id, recordName(outline, place, language)]),
    ]),
    group(
      b.look,
      note("edition-colours-help", t.coloursHelp),
      ...COLOURS.map((name) =>
        input(`edition-colour-${name}`, name, b.colour[name], { maxLength: 7, spellcheck: false }),
      ),
    ),
    group(
      b.sections,
      make("ol", { id: "edition-page-sections", className: "sections", role: "list" }, ...sectionRows(panel)),
      note("edition-page-sections-note", b.sectionsNote),
      status("edition-page-moved"),
    ),
    group(
      b.phones,
      note("edition-page-phones-note", b.phonesNote),
      ...PHONES.map((name) =>
        input(`edition-page-${name}`, name, b.fields[name], { maxLength: known(name).maxLength }),
      ),
    ),
    input("edition-page-address", "address", b.address, { inputMode: "url" }),
    status("edition-page-said"),
  );
}

/** The sections in their order, and which of them are shown. */
const order = (state) => [...new Set([...(pageOf(state).order ?? []), ...ALL])];
const isShown = (state, name) => !pageOf(state).hidden?.includes(name);

function sectionRows(panel) {
  const { b, state } = panel;
  const names = order(state);
  const again = async (focus) => {
    byId("edition-page-sections").replaceChildren(...sectionRows(panel));
    byId(focus)?.focus();
    await refresh(panel);
  };
  const swap = async (name, by) => {
    const moved = [...names];
    const at = moved.indexOf(name);
    moved.splice(at, 1);
    moved.splice(at + by, 0, name);
    await setPage(panel, "order", moved);
    // At either end of the list the pressed button becomes disabled; the focus goes to the other one.
    const isEnd = at + by === 0 || at + by === names.length - 1;
    await again(`edition-page-${by < 0 !== isEnd ? "up" : "down"}-${name}`);
    write(
      "edition-page-moved",
      [name, at + by + 1, names.length].reduce(
        (text, value, part) => text.replace("{}", () => String(part ? value : b.section[name])),
        b.moved,
      ),
    );
  };
  const move = (name, at, by) =>
    button(`edition-page-${by < 0 ? "up" : "down"}-${name}`, by < 0 ? "↑" : "↓", () => swap(name, by), {
      disabled: !names[at + by],
      "aria-label": (by < 0 ? b.up : b.down).replace("{}", () => b.section[name]),
    });
  return names.map((name, at) =>
    make(
      "li",
      {},
      box(`edition-page-part-${name}`, b.section[name], isShown(state, name), async (checked) => {
        const others = (pageOf(state).hidden ?? []).filter((other) => other !== name);
        await setPage(panel, "hidden", checked ? others : [...others, name]);
        await refresh(panel);
      }),
      move(name, at, -1),
      move(name, at, 1),
    ),
  );
}

/** The attributes as pairs, without what is wrong; each field says what is wrong with it. */
function chosen({ b, state }) {
  const page = pageOf(state);
  /** @type {[string, string][]} */
  const pairs = [];
  if (page.lang) pairs.push(["lang", page.lang]);
  if (page.site) pairs.push(["site", page.site]);
  const parts = order(state)
    .filter((name) => isShown(state, name))
    .join(" ");
  if (parts && parts !== ALL.join(" ")) pairs.push(["sections", parts]);
  for (const name of PHONES) {
    const value = (page[name] ?? "").trim();
    const isBad = !takes(known(name), value);
    setError(
      `edition-page-${name}`,
      isBad ? (b.invalid[name.split("-").at(-1)] ?? b.invalid.long.replace("{}", known(name).maxLength)) : "",
    );
    if (value && !isBad) pairs.push([name, value]);
  }
  return pairs;
}

/** The colours that can be used, and beside each how well it can be read. */
function colours({ t, b, state }) {
  const given = COLOURS.map((name) => [name, (pageOf(state)[name] ?? "").trim().toLowerCase()]);
  const good = Object.fromEntries(given.filter(([, value]) => /^#[0-9a-f]{6}$/.test(value)));
  for (const [name, value] of given) {
    const isBad = value !== "" && !(name in good);
    const said = (good[name] ? contrasts(name, good) : []).map(({ scheme, contrast, isEnough }) =>
      fill(isEnough ? t.contrastGood : t.contrastBad, { ground: b.grounds[scheme], contrast: contrast.toFixed(1) }),
    );
    setError(`edition-colour-${name}`, isBad ? b.colourBad : said.join(" "), isBad);
  }
  return good;
}

// 4. What comes out.

function outPart(panel) {
  const { session, t, b, language, state, say } = panel;
  const save = async () => {
    // What was typed above and not applied yet belongs into the archive too; who typed it believes it is.
    const isTyped = KEYS.some((key) => valueOf(state, key) !== (state.edition[key] ?? ""));
    if (isTyped && !(await apply(panel))) return say(t.zipNotSaved);
    let name = "";
    const done = await attempt("edition-zip-said", async () => {
      name = await saveZip(session, false);
    });
    if (!done) return;
    const text = fill(t.zipSaved, { name });
    say(text);
    write("edition-zip-said", text);
  };
  return make(
    "section",
    { className: "output", "aria-labelledby": "edition-out-title" },
    make("h3", { id: "edition-out-title", textContent: t.outTitle }),
    make(
      "div",
      { className: "acts" },
      button("edition-zip", t.saveZip, save, { className: "main" }),
      status("edition-zip-said"),
    ),
    make("h4", { textContent: b.code }),
    note("edition-snippet-note"),
    ...codeBox("edition-code", b.code, language, { rows: 12 }),
    make(
      "div",
      { id: "edition-css-part" },
      make("h4", { textContent: b.css }),
      note("edition-css-note", b.cssPaste),
      ...codeBox("edition-css", b.css, language, { rows: 6 }),
    ),
    make("h3", { id: "edition-left-title", textContent: t.leftTitle }),
    make("ol", { className: "todo" }, ...t.left.map((step) => make("li", {}, ...withCode(step)))),
  );
}

/** What stands between backquotes is code. */
const withCode = (text) =>
  text
    .split("`")
    .map((part, at) => (at % 2 ? make("code", { textContent: part.replace("{version}", VERSION) }) : part));

/** Writes the code anew. */
async function refresh(panel) {
  const { session, t, state } = panel;
  const given = { attributes: chosen(panel), colours: colours(panel) };
  const address = (pageOf(state).address ?? "").trim();
  const isUsable = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  setError("edition-page-address", address && !isUsable ? panel.b.addressBad : "");
  const codes = session.outline.languages.map(({ code }) => code);
  const code = [pageOf(state).lang, panel.language, codes[0]].find((one) => codes.includes(one));
  const response = await fetch(`snippet.${code}.html`);
  const printed = response.ok ? await response.text() : "";
  if (!byId("edition-code")) return;
  // Its checksums are known when it is built, so it follows the files for now.
  const choice = { ...given, form: "moving", address: isUsable ? address : t.addressExample };
  byId("edition-code").value = printed ? snippets.html(printed, choice, VERSION) : "";
  const isOther = session.state.differences.some(
    ([path]) => path === `${code}/signs.toml` || path === `${code}/front.toml`,
  );
  write(
    "edition-snippet-note",
    printed ? `${t.snippetNote} ${isOther ? t.snippetOther : ""}` : fill(t.noSnippet, { language: code }),
  );
  const css = snippets.css(given.colours);
  byId("edition-css").value = css;
  byId("edition-css-part").hidden = !css;
}
