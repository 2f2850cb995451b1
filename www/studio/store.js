// What is kept on this computer, for people: a line that says so, what was kept at the start of the page, and the tab that
// took over. What is dropped on the page is caught here too, since this is there from the start.

import { byId, make } from "../forms.js";
import { ask, question } from "./dialog.js";
import { fill } from "./wording.js";
import { catchDrops } from "./files.js";
import { actOnKept, forget, goOn, keptList } from "./kept.js";
import { keeperOf } from "./keeper.js";
import { saveZip } from "./saving.js";
import { nameOf, texts } from "./texts.js";

/** @typedef {import("./kept.js").Context} Context */

/** What outlives another drawing of the page. @type {WeakMap<object, { wasOffered?: boolean, said?: string, isTaken?: boolean, context: Context }>} */
const mounted = new WeakMap();

/** @param {Element} place @param {Context} context */
export function mount(place, context) {
  const { session, signal } = context;
  const keeper = keeperOf(session);
  const own = mounted.get(session) ?? { context };
  mounted.set(session, own);
  own.context = context;
  const t = texts(context.language);
  place.replaceChildren(
    make("p", { id: "keeping" }),
    make(
      "div",
      { id: "keeping-actions", hidden: true },
      make("button", { type: "button", id: "keeping-save", textContent: t.kept.save, onclick: () => rescue(own) }),
      make("button", {
        type: "button",
        id: "keeping-forget",
        textContent: t.kept.forget,
        onclick: () => forget(context, { ...keeper.project, ...current(session) }),
      }),
    ),
  );
  keeper.addEventListener("change", () => show(own), { signal });
  session.addEventListener("state", () => show(own), { signal });
  show(own);
  catchDrops(context);
  if (own.wasOffered) return;
  own.wasOffered = true;
  offer(own);
}

/** How much of what is edited now is kept. */
const current = ({ state }) => ({ changed: Date.now(), files: state.differences.length });

const isAmiss = (keeping) => keeping === "full" || keeping === "failed";

/** Shows how it stands, and announces what the user must know. */
function show(own) {
  const { session, language, say } = own.context;
  const keeper = keeperOf(session);
  const { keeping } = keeper;
  const t = texts(language);
  const isKept = keeping === "kept";
  const whether = isKept ? (keeper.isUnsaved ? t.kept.unsaved : keeper.project?.isSaved ? t.kept.saved : "") : "";
  const text = [t.kept[keeping], whether].filter(Boolean).join(" ");
  const line = byId("keeping");
  if (line.textContent !== text) line.textContent = text;
  line.className = isAmiss(keeping) ? "wrong" : "";
  line.title = isKept ? t.kept.privately : "";
  byId("keeping-save").hidden = !isAmiss(keeping);
  byId("keeping-forget").hidden = !keeper.project?.isKept;
  byId("keeping-actions").hidden = byId("keeping-save").hidden && byId("keeping-forget").hidden;
  if (own.said !== keeping && isAmiss(keeping)) say(t.kept[keeping]);
  own.said = keeping;
  if (keeping === "taken" && !own.isTaken) taken(own);
}

/** The disk is full, or nothing is kept. */
async function rescue({ context: { session, language, say } }) {
  const name = await saveZip(session, false);
  say(fill(texts(language).saved.zip.one, { name, count: session.state.differences.length }));
}

// 1. The start.

/** Offers what is kept: to go on with it, or to begin anew, which takes nothing away. */
async function offer(own) {
  const keeper = keeperOf(own.context.session);
  for (;;) {
    const all = await keeper.others();
    if (!all.length) return;
    const { language } = own.context;
    const t = texts(language);
    const answer = await ask({
      title: t.start.title,
      about: [t.start.about, keptList(language, all), make("p", { className: "note", textContent: t.start.anewNote })],
      answers: [{ value: "anew", text: t.start.anew }],
      escape: "anew",
    });
    if (answer === "anew") return;
    if (await actOnKept(own.context, answer, all)) return;
  }
}

// 2. The other tab.

/** Another tab took over: this one keeps nothing until it is told what to do. */
async function taken(own) {
  own.isTaken = true;
  const { session, language } = own.context;
  const keeper = keeperOf(session);
  const t = texts(language);
  const { project } = keeper;
  const dialog = question({
    title: t.taken.title,
    about: [fill(t.taken.about, { name: nameOf(t, project) })],
    answers: [
      { value: "back", text: t.taken.back },
      { value: "copy", text: t.taken.copy },
    ],
  });
  const answer = await dialog.answer;
  if (answer === "copy") await keeper.fork();
  else await goOn(own.context, project, true);
  own.isTaken = false;
  // It may have been forgotten there, or been taken again meanwhile.
  show(own);
}
