// What is kept on this computer, as a list with what can be done with it: go on, save it as raw data, forget it. `keeper.js`
// does the keeping.

import { make } from "../forms.js";
import { read } from "./database.js";
import { ask } from "./dialog.js";
import { counted, fill, moment } from "./wording.js";
import { Forgotten, keeperOf, OpenElsewhere } from "./keeper.js";
import { downloadRaw } from "./saving.js";
import { nameOf, texts } from "./texts.js";

/**
 * What a panel is given; see `studio.js`.
 * @typedef {object} Context
 * @property {import("./session.js").Session} session
 * @property {string} language of the page
 * @property {(text: string) => void} say announces
 * @property {(tab: string, focus?: string) => void} show goes to a tab
 * @property {AbortSignal} signal ends with this drawing of the page
 */

/** How much of a project is kept, in words. */
function amount(t, { history, files }) {
  const steps = history ? counted(t.steps, history.done.length) : "";
  return { steps, files: counted(t.inFiles, files) };
}

/**
 * What is kept, as a list; in a form, each button is an answer `what:id`.
 * @param {string} language
 * @param {any[]} all
 */
export function keptList(language, all) {
  const t = texts(language);
  const item = (kept) => {
    const name = nameOf(t, kept);
    const button = (what, more = {}) =>
      make("button", {
        type: "submit",
        value: `${what}:${kept.id}`,
        textContent: t.start[what],
        // Each says of what it is, for those who go from button to button.
        "aria-label": `${t.start[what]}: ${name}`,
        ...more,
      });
    const note = (textContent) => make("p", { className: "note", textContent });
    const state = [
      fill(t.start.item, { when: moment(language, kept.changed), ...amount(t, kept) }),
      kept.isSaved ? t.start.saved : t.start.unsaved,
    ];
    return make(
      "li",
      {},
      make("p", { className: "name", textContent: name }),
      note(state.join(" ")),
      ...(kept.isElsewhere
        ? [
            note(t.start.elsewhere),
            button("look"),
            note(t.start.lookNote),
            button("takeOver"),
            note(t.start.takeOverNote),
          ]
        : [
            make(
              "div",
              { className: "answers" },
              button("continue", { className: "main" }),
              button("raw"),
              button("forget"),
            ),
          ]),
    );
  };
  // Safari takes a list without markers for none, unless it is told.
  return make("ul", { className: "kept", role: "list" }, ...all.map(item));
}

/**
 * Does what was pressed in that list.
 * @param {Context} context
 * @param {string} answer
 * @param {any[]} all
 * @returns {Promise<boolean>} whether something else is open now
 */
export async function actOnKept(context, answer, all) {
  const { language, session, say } = context;
  const t = texts(language);
  const [what, id] = answer.split(":");
  const kept = all.find((one) => one.id === id);
  const name = nameOf(t, kept);
  if (what === "forget") await forget(context, kept);
  if (what === "raw") await saveRaw(id);
  if (what === "look" && (await attempt(context, kept, () => keeperOf(session).look(id)))) {
    say(fill(t.start.looking, { name }));
    return true;
  }
  if (what === "continue" || what === "takeOver") return goOn(context, kept, what === "takeOver");
  return false;
}

async function saveRaw(id) {
  const { kept, files } = await read(id);
  if (kept) downloadRaw(kept, files);
}

export async function goOn(context, kept, takeOver) {
  const { language, session, say } = context;
  const t = texts(language);
  const name = nameOf(t, kept);
  const isOpen = await attempt(context, kept, () => keeperOf(session).continue(kept.id, { takeOver }));
  if (isOpen) say(fill(t.start.continued, { name, when: moment(language, kept.changed) }));
  return isOpen;
}

/** Opens something that is kept, and says what stood in the way. */
async function attempt(context, kept, open) {
  const t = texts(context.language);
  const name = nameOf(t, kept);
  try {
    await open();
    return true;
  } catch (error) {
    if (error instanceof Forgotten) {
      await ask({
        title: t.gone.title,
        about: [t.gone.about],
        answers: [{ value: "fine", text: t.gone.fine }],
        escape: "fine",
      });
      return false;
    }
    if (error instanceof OpenElsewhere) {
      const answer = await ask({
        title: t.elsewhere.title,
        about: [fill(t.elsewhere.about, { name })],
        answers: [
          { value: "takeOver", text: t.elsewhere.takeOver },
          { value: "leave", text: t.elsewhere.leave },
        ],
        escape: "leave",
      });
      return answer === "takeOver" && goOn(context, kept, true);
    }
    await unrestored(t, kept, error);
    return true;
  }
}

/** A part of what was kept does not fit: all of it stays kept, and can be saved as it is. */
async function unrestored(t, kept, { message, help }) {
  const why = [message, help].filter(Boolean).join(". ");
  for (;;) {
    const answer = await ask({
      title: t.unrestored.title,
      about: [
        fill(t.unrestored.about, { name: nameOf(t, kept) }),
        make("p", { className: "note", textContent: fill(t.unrestored.why, { message: why }) }),
      ],
      answers: [
        { value: "raw", text: t.unrestored.raw, main: true },
        { value: "go", text: t.unrestored.go },
      ],
      escape: "go",
    });
    if (answer === "go") return;
    await saveRaw(kept.id);
  }
}

/** Asks, saying what is lost, and forgets. */
export async function forget({ session, language, say }, kept) {
  const keeper = keeperOf(session);
  const t = texts(language);
  const isCurrent = kept.id === keeper.project?.id;
  const history = kept.history ?? (await session.ask("history"));
  const isSaved = isCurrent ? !keeper.isUnsaved : kept.isSaved;
  const answer = await ask({
    title: t.forget.title,
    about: [
      fill(t.forget.about, {
        name: nameOf(t, kept),
        when: moment(language, kept.changed),
        ...amount(t, { ...kept, history }),
      }),
      isSaved ? t.forget.saved : isCurrent ? t.forget.unsaved : t.forget.unsavedOther,
    ],
    answers: [
      { value: "keep", text: t.forget.keep },
      { value: "forget", text: t.forget.forget },
    ],
    escape: "keep",
  });
  if (answer === "keep") return;
  try {
    await keeper.forget(kept.id);
    say(t.forget.done);
  } catch (error) {
    say(fill(t.forget.failed, { message: error.message }));
  }
}
