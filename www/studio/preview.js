// The guide itself beside the words: a frame at the width of a phone or of a desk, which shows the words of the last check.

import { byId, make, write } from "../forms.js";
import { fill } from "./wording.js";

/** What is no words of the guide: places that it fills in. */
const FILLED = /\{[^}]*\}/;

/** Shows the sentence that is chosen in the frame, and goes there. @type {() => void} */
let toFrame = () => {};
export const showInGuide = () => toFrame();

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  const { session, t, chosen, signal } = context;
  /** @type {HTMLIFrameElement} */
  const frame = make("iframe", { id: "preview", src: "studio-preview.html", title: t.frame });
  const state = {
    isReady: false,
    language: chosen.language,
    /** The packs that the frame has. @type {Record<string, Uint8Array>} */
    sent: {},
    /** What the frame was told to show last. */
    place: "",
  };
  place.replaceChildren(
    make(
      "div",
      { className: "preview-bar" },
      make("h2", { id: "preview-title", tabIndex: -1, textContent: t.title }),
      widths(place, t),
      languages(context, state, () => send(true)),
    ),
    make("p", { id: "preview-note", className: "note", role: "status" }),
    make("div", { className: "stage" }, frame),
  );
  place.dataset.width = "phone";

  /** @param {boolean} isLanguage whether another language is shown */
  const send = (isLanguage) => {
    if (!state.isReady || !session.packs) return;
    const packs = changedPacks(session.packs, state.sent);
    const { page, path } = chosen;
    const find = findable(page, path, state.language);
    const where = JSON.stringify([page?.id, path, state.language]);
    const isElsewhere = where !== state.place;
    state.place = where;
    const isChanged = isLanguage || Object.keys(packs).length > 0;
    if (!isChanged && !isElsewhere) return;
    const followed = { open: page?.open, find };
    frame.contentWindow.postMessage(
      {
        studio: "show",
        ...(isChanged ? { packs, language: state.language } : {}),
        ...(isElsewhere || find ? followed : {}),
      },
      location.origin,
    );
  };
  const follow = () => {
    if (chosen.path && chosen.language !== state.language) {
      state.language = chosen.language;
      markLanguage(state.language);
      send(true);
    } else send(false);
  };
  addEventListener("message", (event) => hear(event, { frame, state, context, send }), { signal });
  const glance = () => {
    if (session.glance?.isReadable) send(false);
    else write("preview-note", t.broken);
  };
  session.addEventListener("glance", glance, { signal });
  chosen.addEventListener("chosen", follow, { signal });
  toFrame = () => {
    state.place = "";
    send(false);
    byId("preview-title").focus();
    place.scrollIntoView({ block: "start" });
  };
}

function hear({ data, origin, source }, { frame, state, context, send }) {
  if (origin !== location.origin || source !== frame.contentWindow) return;
  const { t } = context;
  if (data.studio === "ready") {
    Object.assign(state, { isReady: true, sent: {}, place: "" });
    send(true);
  }
  if (data.studio === "shown" && context.session.glance?.isReadable) write("preview-note", "");
  if (data.studio === "failed") write("preview-note", fill(t.failed, data));
  if (data.studio === "other-structure") write("preview-note", t.otherStructure);
  // Its memory is full of former words: it begins anew, and is told again what to show.
  if (data.studio === "full") {
    state.isReady = false;
    frame.contentWindow.location.reload();
  }
  if (data.studio === "pressed") goToPressed(data.words, state.language, context);
}

/** The packs that the frame does not have yet, which it has from now on. */
function changedPacks(packs, sent) {
  const isSame = (a, b) => a?.length === b.length && a.every((byte, at) => byte === b[at]);
  const changed = Object.entries(packs).filter(([code, pack]) => !isSame(sent[code], pack));
  for (const [code, pack] of changed) sent[code] = pack;
  return Object.fromEntries(changed);
}

/** The words by which the frame finds the sentence: the longest piece without what is filled in. */
function findable(page, path, language) {
  const text = page?.sentences.find((sentence) => sentence.path === path)?.texts[language] ?? "";
  const pieces = text.split(FILLED).map((piece) => piece.trim());
  const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a), "");
  return longest.length > 2 ? longest : "";
}

/** Goes to the field of what was pressed in the guide: the longest sentence that stands in these words. */
function goToPressed(words, language, { session, t, go, say }) {
  const isIn = (text) => text.length > 2 && words.includes(text.replace(/\s+/g, " ").trim());
  const found = session.outline.sentences
    .filter(({ texts }) => texts[language] && isIn(texts[language]))
    .sort((a, b) => b.texts[language].length - a.texts[language].length)[0];
  if (found) go(found.path, language);
  else say(fill(t.notFound, { words: words.slice(0, 60) }));
}

/** Whether the frame is as wide as a phone, or as a desk. */
function widths(place, t) {
  const choice = (width) =>
    make(
      "label",
      { className: "choice" },
      make("input", {
        type: "radio",
        name: "preview-width",
        value: width,
        checked: width === "phone",
        onchange: () => {
          place.dataset.width = width;
          place.closest(".columns").dataset.width = width;
        },
      }),
      t.widths[width],
    );
  return make(
    "fieldset",
    { className: "widths" },
    make("legend", { textContent: t.width }),
    choice("phone"),
    choice("desk"),
  );
}

function markLanguage(language) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll("input[name=preview-language]")
  ))
    input.checked = input.value === language;
}

function languages({ session, t }, state, send) {
  const choice = ({ code, name }) =>
    make(
      "label",
      { className: "choice", lang: code },
      make("input", {
        type: "radio",
        name: "preview-language",
        value: code,
        checked: code === state.language,
        onchange: () => {
          state.language = code;
          send();
        },
      }),
      name,
    );
  return make(
    "fieldset",
    { className: "widths" },
    make("legend", { textContent: t.language }),
    ...session.outline.languages.map(choice),
  );
}
