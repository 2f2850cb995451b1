// The embed builder below the demo: choices in, a preview and the code to paste out. It stores and sends nothing; what
// it fetches lies beside this page: the snippets of the build, the checksums, and the report on the content.
//
// The state is one object. A choice changes it and calls `update`, which rewrites preview and code; only another language
// renders the form again.

import { attributes } from "./interface.json";
import en from "./builder.en.json";
import es from "./builder.es.json";
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
import * as snippets from "./snippets.js";
import { takes } from "./values.js";

const TEXTS = { en, es };
const COLOURS = { accent: "#1c5b5a", "on-accent": "#ffffff", "accent-soft": "#e7f0ee" };
const FIELDS = ["support-phone", "support-label", "support-url", "care-team-phone", "care-team-hours", "emergency"];

const known = (name) => attributes.find((attribute) => attribute.name === name);
const ALL = known("sections").values;

const state = {
  page: "en",
  platform: "html",
  lang: "",
  theme: "auto",
  level: "2",
  ownColours: false,
  colours: { ...COLOURS },
  sections: [...ALL],
  chosen: new Set(ALL),
  fields: Object.fromEntries(FIELDS.map((name) => [name, ""])),
  deepLink: false,
  address: new URL(".", location.href).href,
  form: "pinned",
  width: "phone",
};

/** The files beside this page, once they are read. */
let files;
let preview;

// 1. Building elements.

const fill = (text, ...values) => values.reduce((filled, value) => filled.replace("{}", () => value), text);
const texts = () => TEXTS[state.page];

function group(legend, ...children) {
  return make("fieldset", {}, make("legend", { textContent: legend }), ...children);
}

/** Radio buttons for a key of the state. */
function radios(key, options, after = update) {
  return Object.entries(options).map(([value, text]) =>
    make(
      "label",
      { className: "choice" },
      make("input", {
        type: "radio",
        name: key,
        value,
        checked: state[key] === value,
        onchange: () => {
          state[key] = value;
          after();
        },
      }),
      text,
    ),
  );
}

function box(id, text, checked, onChange) {
  return make(
    "label",
    { className: "choice" },
    make("input", { type: "checkbox", id, checked, onchange: ({ target }) => onChange(target.checked) }),
    text,
  );
}

// 2. The form.

function render() {
  const t = texts();
  showLanguage(state.page, t.title, t.languages);
  byId("to-builder").textContent = t.toBuilder;
  byId("to-builder").hidden = false;
  if (byId("demo").lang !== state.page) byId("demo").lang = state.page;
  preview = make("mbc-body-map", { id: "preview" });
  byId("drawn").replaceChildren(
    make(
      "div",
      { className: "intro" },
      make("h2", { textContent: t.heading }),
      make("p", { textContent: t.intro }),
      note("draft"),
      status("failed"),
    ),
    make("div", { className: "columns" }, form(t), previewPane(t)),
    output(t),
  );
  byId("builder").setAttribute("aria-label", t.heading);
  sections();
  update();
}

function form(t) {
  const languages = Object.fromEntries(languageButtons().map((button) => [button.value, button.textContent]));
  const option = ([value, textContent]) => make("option", { value, textContent, selected: state.theme === value });
  return make(
    "form",
    { onsubmit: (event) => event.preventDefault() },
    group(t.platform, ...radios("platform", t.platforms)),
    group(t.language, ...radios("lang", { "": t.ofPage, ...languages }), note("lang-note")),
    group(
      t.look,
      make(
        "div",
        { className: "field" },
        make("label", { for: "theme", textContent: t.theme }),
        make(
          "select",
          {
            id: "theme",
            onchange: ({ target }) => {
              state.theme = target.value;
              update();
            },
          },
          ...Object.entries(t.themes).map(option),
        ),
      ),
      make(
        "div",
        { className: "field" },
        make("label", { for: "level", textContent: t.level }),
        make(
          "select",
          {
            id: "level",
            onchange: ({ target }) => {
              state.level = target.value;
              update();
            },
          },
          ...known("heading-level").values.map((value) =>
            make("option", { value, textContent: `h${value}`, selected: state.level === value }),
          ),
        ),
      ),
      box("own-colours", t.colours, state.ownColours, (checked) => {
        state.ownColours = checked;
        update();
      }),
      make("div", { id: "colours" }, ...Object.keys(COLOURS).map((name) => colour(t, name))),
      note("colours-note"),
    ),
    group(t.sections, make("ol", { id: "sections" }), note("sections-note"), status("moved")),
    group(
      t.phones,
      note("phones-note", t.phonesNote),
      ...FIELDS.map((name) =>
        field(
          name,
          t.fields[name],
          state.fields[name],
          (input) => {
            state.fields[name] = input.value;
            update();
          },
          {
            maxLength: known(name).maxLength,
            inputMode: name.endsWith("phone") || name === "emergency" ? "tel" : name.endsWith("url") ? "url" : "text",
          },
        ),
      ),
    ),
    group(
      t.files,
      make(
        "div",
        { id: "where" },
        field(
          "address",
          t.address,
          state.address,
          (input) => {
            state.address = input.value.trim();
            update();
          },
          { inputMode: "url" },
        ),
        ...radios("form", t.forms),
        note("form-note"),
      ),
      box("deep-link", t.deepLink, state.deepLink, (checked) => {
        state.deepLink = checked;
        update();
      }),
      note("deep-link-note"),
    ),
  );
}

function colour(t, name) {
  const id = `colour-${name}`;
  const onChange = ({ value }) => {
    state.colours[name] = value.trim().toLowerCase();
    update();
  };
  const row = field(id, t.colour[name], state.colours[name], (input) => onChange(input), {
    maxLength: 7,
    spellcheck: false,
  });
  const pick = make("input", {
    type: "color",
    id: `pick-${name}`,
    value: state.colours[name],
    "aria-label": fill(t.pick, t.colour[name]),
    onchange: () => {
      byId(id).value = pick.value;
      onChange(pick);
    },
  });
  row.className = "field colour";
  row.querySelector("input").after(pick);
  return row;
}

function sections() {
  const t = texts();
  byId("sections").replaceChildren(
    ...state.sections.map((name, at) => {
      const move = (by) =>
        make("button", {
          type: "button",
          id: `${by < 0 ? "up" : "down"}-${name}`,
          textContent: by < 0 ? "↑" : "↓",
          "aria-label": fill(by < 0 ? t.up : t.down, t.section[name]),
          disabled: !state.sections[at + by],
          onclick: () => swap(name, by),
        });
      return make(
        "li",
        {},
        box(`part-${name}`, t.section[name], state.chosen.has(name), (checked) => {
          state.chosen[checked ? "add" : "delete"](name);
          update();
        }),
        move(-1),
        move(1),
      );
    }),
  );
}

function swap(name, by) {
  const at = state.sections.indexOf(name);
  state.sections.splice(at, 1);
  state.sections.splice(at + by, 0, name);
  sections();
  // At either end of the list the pressed button becomes disabled; the focus goes to the other one.
  const [same, other] = by < 0 ? ["up", "down"] : ["down", "up"];
  (byId(`${same}-${name}`).disabled ? byId(`${other}-${name}`) : byId(`${same}-${name}`)).focus();
  update();
  write("moved", fill(texts().moved, texts().section[name], at + by + 1, ALL.length));
}

function previewPane(t) {
  return make(
    "div",
    { className: "shown" },
    make("h3", { id: "preview-title", textContent: t.preview }),
    make("div", { className: "widths", role: "group", "aria-label": t.width }, ...radios("width", t.widths, fit)),
    note("smaller"),
    make("div", { id: "stage", tabIndex: 0, role: "region", "aria-labelledby": "preview-title" }, preview),
  );
}

function output(t) {
  const code = (id, label) => codeBox(id, label, state.page, { rows: 12 });
  const link = ([href, textContent]) => make("li", {}, make("a", { href, textContent }));
  return make(
    "div",
    { className: "output" },
    make("h3", { textContent: t.code }),
    note("paste"),
    make("p", { id: "zip" }, make("a", { href: "wordpress/mbc-body-map.zip", textContent: t.zip })),
    ...code("code", t.code),
    make(
      "div",
      { id: "css-part" },
      make("h3", { textContent: t.css }),
      note("css-paste", t.cssPaste),
      ...code("css", t.css),
    ),
    make("h3", { textContent: t.needs }),
    make("p", { textContent: t.policy }),
    make("p", {}, make("code", { id: "policy" })),
    note("policy-note"),
    note("types"),
    make("h3", { textContent: t.more }),
    make("ul", {}, ...Object.entries(t.links).map(link)),
  );
}

// 3. What the choices mean.

/** The value of a field, if the widget accepts it; else nothing, and the field shows why. */
function validValue(name) {
  const value = state.fields[name].trim();
  // The field itself takes no more than its length, but what a script or an extension writes into it is not cut.
  const bad = !takes(known(name), value);
  setError(
    name,
    bad ? (texts().invalid[name.split("-").at(-1)] ?? fill(texts().invalid.long, known(name).maxLength)) : "",
  );
  return bad ? "" : value;
}

/** Attributes for the platform, as pairs; defaults are left out. */
function chosen() {
  const framed = state.platform === "iframe";
  const pairs = [];
  const lang = state.lang || (framed ? state.page : "");
  if (lang) pairs.push(["lang", lang]);
  const parts = state.sections.filter((name) => state.chosen.has(name)).join(" ");
  if (parts && parts !== ALL.join(" ")) pairs.push(["sections", parts]);
  if (state.theme !== known("theme").default) pairs.push(["theme", state.theme]);
  if (state.level !== known("heading-level").default) pairs.push(["heading-level", state.level]);
  for (const name of FIELDS) {
    const value = validValue(name);
    if (value) pairs.push([name, value]);
  }
  if (state.deepLink && !framed) pairs.push(["deep-link", true]);
  return pairs;
}

function colours() {
  const on = state.ownColours && state.platform !== "iframe";
  const good = ([name, value]) => {
    const fine = /^#[0-9a-f]{6}$/.test(value);
    // For a valid colour the preview determines whether text in it is readable.
    setError(`colour-${name}`, fine ? (colourNotes[name] ?? "") : texts().colourBad, !fine);
    if (fine) byId(`pick-${name}`).value = value;
    return fine;
  };
  const right = Object.entries(state.colours).filter(good);
  return on ? Object.fromEntries(right) : {};
}

function update() {
  const t = texts();
  const framed = state.platform === "iframe";
  const inside = state.platform === "wordpress" || state.platform === "react";
  const choice = { form: state.form, address: state.address, attributes: chosen(), colours: colours() };
  byId("colours").hidden = !state.ownColours || framed;
  byId("own-colours").disabled = framed;
  byId("deep-link").disabled = framed;
  // The plugin has its own address; a React component needs one for the link to the plain page.
  byId("where").hidden = state.platform === "wordpress";
  write("colours-note", framed ? t.colourFrame : "");
  write("deep-link-note", framed ? t.deepLinkFrame : t.deepLinkNote);
  write("lang-note", state.lang ? "" : framed ? t.ofPageFrame : t.ofPageNote);
  write("sections-note", state.chosen.size ? t.sectionsNote : `${t.sectionsNone} ${t.sectionsNote}`);
  write("form-note", t[state.form]);
  write("paste", t.paste[state.platform]);
  byId("zip").hidden = state.platform !== "wordpress";
  write("types", { wordpress: t.typesWordpress, react: t.typesReact }[state.platform] ?? t.types);
  updatePreview(choice);
  showCode(choice, address(t, inside));
}

/** Whether the address can be used; shows what is wrong with it. */
function address(t, inside) {
  const url = URL.canParse(state.address) ? new URL(state.address) : undefined;
  const usable = /^https?:$/.test(url?.protocol);
  const local = usable && /^(localhost|127\..*|\[::1\])$/.test(url.hostname) && !inside;
  setError("address", usable ? (local ? t.addressLocal : "") : t.addressBad, !usable);
  return usable;
}

function updatePreview({ attributes, colours }) {
  const given = new Map(attributes);
  for (const name of ["lang", "sections", "theme", "heading-level", ...FIELDS]) {
    const value = given.get(name) ?? (name === "lang" ? state.page : undefined);
    if (value === undefined) preview.removeAttribute(name);
    else if (preview.getAttribute(name) !== value) preview.setAttribute(name, value);
  }
  setColours(colours);
  if (guideIn(preview)) checkColours(colours);
  fit();
}

/** What the guide shows, once it is there. */
const guideIn = (element) => element.shadowRoot?.getElementById("mbc");

/** Which colours were checked last, and the note on each. */
let checkedColours = "";
let colourNotes = {};

/**
 * Asks the preview which colours it refuses, by day and by night. It measures when its theme changes; without the colours
 * nothing is measured on the way.
 */
function checkColours(colours) {
  const wanted = JSON.stringify([colours, state.theme]);
  if (wanted === checkedColours) return;
  checkedColours = wanted;
  const t = texts();
  setColours({});
  preview.setAttribute("theme", state.theme === "dark" ? "light" : "dark");
  setColours(colours);
  if (state.theme === "auto") preview.removeAttribute("theme");
  else preview.setAttribute("theme", state.theme);
  const refused = guideIn(preview).getAttribute("data-refused")?.split(" ") ?? [];
  const grounds = state.theme === "auto" ? Object.keys(t.grounds) : [state.theme];
  colourNotes = {};
  for (const name of Object.keys(colours)) {
    const where = grounds.filter((ground) => refused.includes(`${name}-${ground}`));
    colourNotes[name] = where.length
      ? fill(t.colourRefused, where.map((ground) => t.grounds[ground]).join(", "))
      : t.colourGood;
    write(`colour-${name}-note`, colourNotes[name]);
  }
}

function setColours(colours) {
  for (const name of Object.keys(COLOURS)) preview.style.setProperty(`--mbc-${name}`, colours[name] ?? "");
}

/** The width of the preview; the desktop is scaled down where it has no room. */
function fit() {
  const stage = byId("stage");
  const wide = state.width === "desktop";
  const room = stage.clientWidth;
  const zoom = wide && room ? Math.min(1, room / 1040) : 1;
  preview.style.setProperty("width", wide ? "1040px" : "min(360px, 100%)");
  preview.style.setProperty("zoom", String(zoom));
  write("smaller", zoom < 1 ? texts().smaller : "");
}

function showCode(choice, usable) {
  const { platform } = state;
  byId("css-part").hidden = platform === "wordpress" || !Object.keys(choice.colours).length;
  byId("css").value = snippets.css(choice.colours);
  write("failed", files?.failed ? fill(texts().failed, files.failed) : "");
  if (!files || files.failed || !usable) {
    byId("code").value = byId("policy").textContent = "";
    return;
  }
  const { integrity, report } = files;
  const printed = files.printed[state.lang || state.page];
  const made = {
    html: () => snippets.html(printed, choice, VERSION),
    iframe: () => snippets.iframe(printed, choice, VERSION, integrity["embed.js"]),
    wordpress: () => snippets.wordpress(choice),
    react: () => snippets.react(printed, choice, VERSION),
  };
  byId("code").value = made[platform]();
  byId("policy").textContent = snippets.policy(platform, choice, VERSION);
  write("policy-note", platform === "iframe" ? "" : texts().policyWasm);
  const parts = report.sections.filter(({ language }) => language === (state.lang || state.page));
  const drafts = parts.filter(({ review }) => review.startsWith("Draft"));
  write("draft", drafts.length ? fill(texts().draft, drafts.length, parts.length) : "");
}

// 4. The start.

async function read(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name} (${answer.status})`);
  return answer;
}

async function readAll() {
  try {
    const text = async (name) => (await read(name)).text();
    const json = async (name) => (await read(name)).json();
    const [english, spanish, integrity, report] = await Promise.all([
      text("snippet.en.html"),
      text("snippet.es.html"),
      json("integrity.json"),
      json("content-report.json"),
    ]);
    files = { printed: { en: english, es: spanish }, integrity, report };
  } catch (error) {
    files = { failed: error.message };
  }
  update();
}

state.page = askedLanguage(Object.keys(TEXTS));

function setPageLanguage(language) {
  if (!TEXTS[language] || language === state.page) return;
  state.page = language;
  checkedColours = "";
  colourNotes = {};
  render();
}

for (const button of languageButtons()) button.addEventListener("click", () => setPageLanguage(button.value));
/** A visitor who switches the language of the guide wants the page in it too. No attribute or event tells of that choice. */
const languageSwitch = new MutationObserver(() => setPageLanguage(guideIn(byId("demo"))?.lang));
customElements.whenDefined("mbc-body-map").then(() => {
  // From the beginning: the switch works before the guide is whole. Where the element cannot start it has no shadow root.
  const { shadowRoot } = byId("demo");
  if (shadowRoot) languageSwitch.observe(shadowRoot, { subtree: true, attributeFilter: ["lang"] });
});
addEventListener("mbc-ready", ({ target }) => {
  // Only a guide that has started can say which colours it refuses.
  if (target === preview) update();
  const demo = byId("demo");
  if (target === demo) demo.classList.add("shown");
});
render();
new ResizeObserver(fit).observe(byId("builder"));
readAll();
