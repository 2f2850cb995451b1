// The languages of an edition: one is left out with its folder, or begun as a copy of another translation, which has no
// facts and no structure of its own.

import { byId, make, setError, status } from "../forms.js";
import { area, attempt, button, counted, fill, select } from "./pieces.js";

/** What is not copied: which originals somebody read beside the other translation, and what was signed in it. */
const NOT_COPIED = ["read-together.txt", "signed.txt"];

/** A code as folders are named: a language, and a region or script if need be. */
const isCode = (code) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code);

/** @param {any} panel see edition.js */
export function languagesPart(panel) {
  const { session, t, state } = panel;
  const { languages, sentences } = session.outline;
  const count = (code) => sentences.filter(({ texts }) => code in texts).length;
  return make(
    "section",
    { "aria-labelledby": "edition-languages-title" },
    make("h3", { id: "edition-languages-title", tabIndex: -1, textContent: t.languagesTitle }),
    make(
      "ul",
      { className: "languages", role: "list" },
      ...languages.map(({ code, name }, at) =>
        make(
          "li",
          {},
          make(
            "p",
            {},
            make("span", { lang: code, textContent: name }),
            ` (${code}): ${counted(t.sentences, count(code))}`,
          ),
          at === 0 ? make("p", { className: "note", textContent: t.firstLanguage }) : leaveOutPart(panel, code, name),
        ),
      ),
    ),
    languages.length > 1
      ? button("edition-begin-language", t.beginLanguage, () => toggle(panel, "begin"), {
          hidden: state.form === "begin",
        })
      : make("p", { className: "note", textContent: t.noCopy }),
    state.form === "begin" && languages.length > 1 ? beginForm(panel) : "",
  );
}

async function toggle({ state, draw }, form) {
  state.form = state.form === form ? "" : form;
  await draw();
  byId(state.form ? "edition-language-form-title" : "edition-languages-title")?.focus();
}

function leaveOutPart(panel, code, name) {
  const { session, t, state, say } = panel;
  const form = `leave ${code}`;
  if (state.form !== form)
    return button(`edition-leave-${code}`, fill(t.leaveOut, { language: name }), () => toggle(panel, form));
  const leave = async (event) => {
    event.preventDefault();
    const done = await attempt("edition-language-said", async () => {
      const paths = (await session.ask("paths")).filter((path) => path.startsWith(`${code}/`));
      await session.change(
        "setFiles",
        `− ${code}`,
        paths.map((path) => [path, null]),
      );
    });
    if (!done) return;
    say(fill(t.leftOutLanguage, { language: name }));
    await toggle(panel, form);
  };
  return make(
    "form",
    { className: "studio-form", onsubmit: leave, "aria-labelledby": "edition-language-form-title" },
    make("h4", { id: "edition-language-form-title", tabIndex: -1, textContent: fill(t.leaveOut, { language: name }) }),
    make("p", { textContent: fill(t.leaveOutMeans, { language: name, code }) }),
    buttons(panel, form, t.leaveOutIt),
  );
}

const buttons = (panel, form, text) =>
  make(
    "div",
    { className: "acts" },
    make("button", { type: "submit", className: "main", id: "edition-language-save", textContent: text }),
    button("edition-language-cancel", panel.t.giveUp, () => toggle(panel, form)),
    status("edition-language-said"),
  );

function beginForm(panel) {
  const { session, t, state, say } = panel;
  const { languages, sentences } = session.outline;
  const others = languages.slice(1);
  const { draft } = state;
  draft.from ??= others[0].code;
  const set = (key) => (value) => {
    draft[key] = value.trim();
  };
  const begin = async (event) => {
    event.preventDefault();
    const { code = "", name = "", from } = draft;
    const isTaken = languages.some((one) => one.code === code);
    const wrongCode = !isCode(code) ? t.codeBad : isTaken ? t.codeTaken : "";
    setError("edition-language-code", wrongCode);
    setError("edition-language-name", name ? "" : t.needed);
    if (wrongCode || !name) return byId(wrongCode ? "edition-language-code" : "edition-language-name").focus();
    const done = await attempt("edition-language-said", async () => {
      await session.change("setFiles", `+ ${code}`, await copied(session, from, code, name));
    });
    if (!done) return;
    say(counted(t.begun, sentences.length, { language: name }));
    state.draft = {};
    await toggle(panel, "begin");
  };
  return make(
    "form",
    { className: "studio-form", noValidate: true, onsubmit: begin, "aria-labelledby": "edition-language-form-title" },
    make("h4", { id: "edition-language-form-title", tabIndex: -1, textContent: t.beginLanguage }),
    make("p", { textContent: counted(t.beginMeans, sentences.length) }),
    area("edition-language-code", t.code, draft.code ?? "", set("code"), {
      rows: 1,
      spellcheck: false,
      help: t.codeHelp,
    }),
    area("edition-language-name", t.languageName, draft.name ?? "", set("name"), { rows: 1, help: t.languageNameHelp }),
    select(
      "edition-language-from",
      t.copyOf,
      others.map(({ code, name }) => [code, name]),
      draft.from,
      set("from"),
    ),
    buttons(panel, "begin", t.beginIt),
  );
}

/** The files of a language under another code, with its own name. @returns {Promise<[string, string][]>} */
async function copied(session, from, code, name) {
  const paths = (await session.ask("paths")).filter(
    (path) => path.startsWith(`${from}/`) && !NOT_COPIED.includes(path.slice(from.length + 1)),
  );
  return Promise.all(
    paths.map(async (path) => {
      const inside = path.slice(from.length + 1);
      const text = await session.ask("file", path);
      const own =
        inside === "ui.toml" ? text.replace(/^language = .*$/m, () => `language = ${JSON.stringify(name)}`) : text;
      return /** @type {[string, string]} */ ([`${code}/${inside}`, own]);
    }),
  );
}
