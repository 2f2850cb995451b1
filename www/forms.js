// What the pages for authors are built of: elements, lines that are announced, and code to copy.

import { copied as copiedEn, copy as copyEn, copyFailed as copyFailedEn } from "./builder.en.json";
import { copied as copiedEs, copy as copyEs, copyFailed as copyFailedEs } from "./builder.es.json";

const COPY = {
  en: { copy: copyEn, copied: copiedEn, copyFailed: copyFailedEn },
  es: { copy: copyEs, copied: copiedEs, copyFailed: copyFailedEs },
};

/** @returns {any} the element, whatever its kind */
export const byId = (id) => document.getElementById(id);

/** An element: properties, `on…` listeners, attributes for what has a hyphen, and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

export const note = (id, text = "") => make("p", { id, className: "note", textContent: text });

/** A line that screen readers announce when it changes. */
export const status = (id) => make("p", { id, className: "note", role: "status" });

/** A field with its label, and a line for what is wrong with it. */
export function field(id, text, value, onChange, more = {}) {
  const input = make("input", {
    id,
    value,
    autocomplete: "off",
    "aria-describedby": `${id}-note`,
    ...more,
    oninput: () => onChange(input),
  });
  return make(
    "div",
    { className: "field" },
    make("label", { for: id, textContent: text }),
    input,
    status(`${id}-note`),
  );
}

/** Does not rewrite the same text, so that nothing is announced twice. */
export function write(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text && element.role !== "status";
}

/** Shows what is wrong with a field, or nothing. */
export function setError(id, message, wrong = Boolean(message)) {
  const input = byId(id);
  write(`${id}-note`, message);
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** Code, and a button that copies it. */
export function codeBox(id, label, language, properties = {}) {
  const { copy, copied, copyFailed } = COPY[language];
  return [
    make("textarea", { id, readOnly: true, spellcheck: false, wrap: "off", "aria-label": label, ...properties }),
    make(
      "div",
      { className: "copy" },
      make("button", {
        type: "button",
        id: `copy-${id}`,
        textContent: copy,
        "aria-label": `${copy}: ${label}`,
        onclick: () => copyText(id, copied, copyFailed),
      }),
      status(`${id}-said`),
    ),
  ];
}

async function copyText(id, copied, copyFailed) {
  const area = byId(id);
  const done = await navigator.clipboard?.writeText(area.value).then(
    () => true,
    () => false,
  );
  // The text is selected, so that it can be copied by hand.
  if (!done) {
    area.focus();
    area.select();
  }
  // Emptied first, so that a second copy is announced too.
  write(`${id}-said`, "");
  requestAnimationFrame(() => write(`${id}-said`, done ? copied : copyFailed));
}

/** The buttons that choose the language of the page. @returns {HTMLButtonElement[]} */
export const languageButtons = () => [...byId("languages").querySelectorAll("button")];

/** The language that the address or the browser asks for, if the page has it. */
export function askedLanguage(known) {
  const asked = [new URLSearchParams(location.search).get("lang"), navigator.language].map((tag) => tag?.slice(0, 2));
  return asked.find((tag) => known.includes(tag)) ?? "en";
}

/** Names the page in its language, and shows which language that is. */
export function showLanguage(language, title, label) {
  document.documentElement.lang = language;
  document.title = title;
  byId("title").textContent = title;
  byId("languages").setAttribute("aria-label", label);
  byId("languages").hidden = false;
  for (const button of languageButtons()) button.setAttribute("aria-pressed", String(button.value === language));
}
