// A sentence: a field for each language, what it is, what is wrong with it, and on request what it rests on.

import { byId, make } from "../forms.js";
import { about } from "./about.js";
import { said, translationsLink } from "./problems.js";
import { fill } from "./wording.js";

/** The id of the field of a sentence. */
export const fieldId = (path, language) => `words-${language}-${path}`;

/** What is on its way to the worker, by field: while one change is done, only the last one after it is kept. */
const sending = new WeakMap();

/** @param {any} sentence @param {string} label @param {any} context see studio.js */
export function field(sentence, label, context) {
  const { session, t } = context;
  const { path } = sentence;
  const labelId = `label-${path}`;
  const more = make("div", { id: `about-${path}`, className: "about", hidden: true });
  const toggle = make("button", {
    type: "button",
    className: "more",
    textContent: t.about,
    "aria-expanded": "false",
    "aria-controls": more.id,
    "aria-describedby": labelId,
    onclick: () => {
      more.hidden = !more.hidden;
      toggle.setAttribute("aria-expanded", String(!more.hidden));
      // Drawn each time, because facts and remarks may be others.
      more.replaceChildren(...(more.hidden ? [] : about(path, context)));
    },
  });
  return make(
    "div",
    { className: "sentence", "data-sentence": path },
    make("div", { className: "top" }, make("p", { className: "label", id: labelId, textContent: label }), toggle),
    make(
      "div",
      { className: "sides" },
      ...session.outline.languages.map((info) => side(sentence, info, labelId, context)),
    ),
    more,
  );
}

function side(sentence, { code, name, dir }, labelId, context) {
  const { chosen } = context;
  const { path } = sentence;
  const id = fieldId(path, code);
  const words = sentence.texts[code];
  const area = make("textarea", {
    id,
    value: words ?? "",
    rows: 1,
    lang: code,
    dir,
    spellcheck: true,
    autocomplete: "off",
    "data-path": path,
    "data-language": code,
    "aria-labelledby": `${labelId} ${id}-language`,
    "aria-describedby": `${id}-said`,
    onfocus: () => chosen.choose(chosen.page, path, code),
    onkeydown: (event) => event.key === "Enter" && !event.isComposing && event.preventDefault(),
    oninput: () => typed(area, context),
  });
  return make(
    "div",
    { className: "side" },
    make("label", { for: id, id: `${id}-language`, lang: code, textContent: name }),
    make("div", { className: "grow", "data-words": area.value }, area),
    make("div", { id: `${id}-said`, className: "problems-here" }),
  );
}

/** A text is one line: what is pasted with line breaks gets spaces instead. */
function typed(area, context) {
  if (/[\r\n]/.test(area.value)) {
    const at = area.selectionStart;
    const before = area.value.slice(0, at).replace(/\s*[\r\n]+\s*/g, " ").length;
    area.value = area.value.replace(/\s*[\r\n]+\s*/g, " ");
    area.setSelectionRange(before, before);
  }
  area.parentElement.dataset.words = area.value;
  if (!sending.has(area)) context.session.expect(send(area, context));
}

/** Sends what the field holds, and goes on until the worker has what stands there. */
async function send(area, context) {
  const { session, t } = context;
  const { path, language } = area.dataset;
  sending.set(area, true);
  try {
    for (let sent; sent !== area.value;) {
      sent = area.value;
      const sentence = session.outline.sentences.find((sentence) => sentence.path === path);
      // Other files were opened meanwhile: this field is no longer there.
      if (!sentence) return;
      await session.setText(language, sentence, sent);
    }
    refuse(area);
  } catch (error) {
    refuse(area, [error.message, error.help, t.stays]);
  } finally {
    sending.delete(area);
  }
}

/** The worker did not take the words: they stay in the field, and it says why. */
function refuse(area, lines) {
  const old = byId(`${area.id}-refused`);
  if (!lines) {
    if (!old) return;
    old.remove();
    area.removeAttribute("aria-invalid");
    return;
  }
  old?.remove();
  const [message, help, stays] = lines;
  byId(`${area.id}-said`).prepend(
    make(
      "div",
      { id: `${area.id}-refused`, className: "is-fault", role: "alert" },
      ...said(message, help),
      make("p", { textContent: stays }),
    ),
  );
  area.setAttribute("aria-invalid", "true");
}

/** Puts the words of the outline into a field that says others, unless somebody types there. */
export function setField(sentence, language) {
  const area = byId(fieldId(sentence.path, language));
  const words = sentence.texts[language] ?? "";
  if (!area || sending.has(area) || area.value === words) return;
  area.value = area.parentElement.dataset.words = words;
}

/** Shows at a sentence its faults and warnings, what it said before, and whether it is to be read again. */
export function markField(path, language, context) {
  const { problems, compared, t } = context;
  const list = problems.of(path, language);
  const area = byId(fieldId(path, language));
  if (!area) return;
  const place = byId(`${area.id}-said`);
  const refused = byId(`${area.id}-refused`);
  place.replaceChildren(
    ...(refused ? [refused] : []),
    ...list.map(({ level, message, help }) =>
      make(
        "div",
        { className: `is-${level}` },
        make("p", { className: "level", textContent: t.levelNames[level] }),
        ...said(message, help, () => translationsLink(context.language, context.show)),
      ),
    ),
    ...hints(path, language, compared, t),
  );
  const isWrong = refused || list.some(({ level }) => level === "fault");
  if (isWrong) area.setAttribute("aria-invalid", "true");
  else area.removeAttribute("aria-invalid");
}

function hints(path, language, compared, t) {
  const before = compared.before(path, language);
  const was = before ? fill(t.before, { words: before }) : t.wasEmpty;
  return [
    ...(before === undefined ? [] : [make("p", { className: "hint", textContent: `${t.changed}. ${was}` })]),
    ...(compared.isUnread(path, language) ? [make("p", { className: "hint again", textContent: t.again })] : []),
  ];
}
