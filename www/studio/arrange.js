// "Change how things are arranged": the level of a sign, facts, sources, flags and the order. It says what that means, asks
// for the reason, and writes the reason where a clinician reads it before signing: into the remark of the record, or, where
// a record has none, into the notes of the review.

import { byId, make, note, setError } from "../forms.js";
import { changeNotes } from "./notes.js";
import { close, formPart, saveLine } from "./open-form.js";
import { area, attempt, box, fill, recordName, today } from "./pieces.js";
import { fieldsOf, findWrong, sharedField, writtenShared } from "./record-form.js";

/** @typedef {import("./open-form.js").Panel} Panel */

/** The switch of the mode, and what it means. @param {Panel} panel */
export function arrangeNote({ t, state, draw }) {
  const change = (isOn) => {
    state.arranging = isOn;
    draw();
  };
  return make(
    "div",
    { className: "mode" },
    box("structure-arranging", t.arrange, state.arranging, change, { "aria-describedby": "structure-arranging-means" }),
    note("structure-arranging-means", state.arranging ? t.arrangeMeans : t.arrangeOff),
  );
}

/** The field of the reason. @param {any} t @param {{ reason: string }} draft */
function reasonField(t, draft) {
  const set = (reason) => {
    draft.reason = reason;
  };
  return area("structure-form-reason", t.reason, draft.reason, set, { help: t.reasonHelp });
}

/** Whether the reason is there; if not, its field says so and has the focus. */
function hasReason(t, { reason }) {
  setError("structure-form-reason", reason.trim() ? "" : t.reasonNeeded);
  if (!reason.trim()) byId("structure-form-reason").focus();
  return Boolean(reason.trim());
}

/**
 * Writes what was changed and why, with the day, where a clinician reads it.
 * @param {import("./session.js").Session} session
 * @param {string} what in English, as the remarks are
 */
async function writeReason(session, record, what, reason) {
  const { outline } = session;
  const words = reason.trim().replace(/\s*\n\s*/g, " ");
  const hasRemark =
    record.group === "Claim" || outline.groups[record.group].fields.some(({ kind }) => kind === "own-claim");
  if (!hasRemark)
    return changeNotes(session, ({ reasons }) =>
      reasons.push({ path: record.path, day: today(), what, reason: words }),
    );
  const paths = [record.path, `${record.path}.text`];
  const { remark } = outline.sentences.find(({ path }) => paths.includes(path)) ?? {};
  const added = `${today()}: ${what}. ${words}`;
  const all = remark ? `${remark.trim()} ${added}` : added;
  return session.change("setKey", outline.languages[0].code, record.file, record.path, "clinician", all);
}

// 1. Levels, facts, flags, places.

/** @param {Panel} panel */
export function arrangeForm(panel, record) {
  const { session, t, language, state } = panel;
  const { outline } = session;
  const { form } = state;
  const draft = state.drafts[form];
  const shared = fieldsOf(outline, record.group, record.file).filter(
    ({ key, ...field }) => field.shared && key !== "clinician",
  );
  const value = (field, values) => JSON.stringify(writtenShared(field, values[field.key]) ?? null);
  const save = async (event) => {
    event.preventDefault();
    const changed = shared.filter((field) => value(field, draft.shared) !== value(field, record.shared));
    const wrong = findWrong("structure-arrange", shared, record.group, draft, { t, languages: [], taken: undefined });
    if (wrong) return byId(wrong).focus();
    setError("structure-form-reason", changed.length ? "" : t.nothingChanged);
    if (!changed.length || !hasReason(t, draft)) return;
    const inWords = (list) => (list?.length ? list.join(", ") : "none");
    const what = changed
      .map(({ key }) => `${key}: ${inWords(record.shared[key])} → ${inWords(draft.shared[key])}`)
      .join("; ");
    const done = await attempt("structure-form-said", async () => {
      await writeReason(session, record, what, draft.reason);
      for (const field of changed) {
        const now = writtenShared(field, draft.shared[field.key]);
        await session.change("setKey", outline.languages[0].code, record.file, record.path, field.key, now);
      }
    });
    if (!done) return;
    panel.say(fill(t.arranged, { what }));
    close(panel, form, `structure-row-${record.path}`);
  };
  const title = fill(t.arrangeTitle, { name: recordName(outline, record, language) });
  return formPart(
    title,
    save,
    make("p", { className: "means", textContent: t.arrangeMeans }),
    ...shared.map((field) => sharedField("structure-arrange", field, record.group, draft, { outline, t, language })),
    reasonField(t, draft),
    saveLine(panel, t.changeIt),
  );
}

// 2. The order.

/** @param {Panel} panel */
export function moveForm(panel, record) {
  const { session, t, language, state } = panel;
  const { form } = state;
  const draft = state.drafts[form];
  const siblings = session.outline.records.filter(({ list }) => list === record.list);
  const above = siblings[siblings.indexOf(record) - 1];
  const save = async (event) => {
    event.preventDefault();
    if (!hasReason(t, draft)) return;
    const done = await attempt("structure-form-said", async () => {
      await session.change("moveUp", record.file, record.path);
      await writeReason(session, record, `order: before ${above.id}`, draft.reason);
    });
    if (!done) return;
    panel.say(fill(t.moved, { id: record.id, above: above.id }));
    close(panel, form, `structure-row-${record.path}`);
  };
  return formPart(
    fill(t.moveTitle, { above: above ? recordName(session.outline, above, language) : "" }),
    save,
    reasonField(t, draft),
    saveLine(panel, t.moveUp),
  );
}

// 3. The sources of a fact.

/** The line of a fact in `facts.toml`, up to its list of sources. */
const lineOf = (fact) => new RegExp(`^("?)${fact.replace(/[.]/g, "\\.")}\\1 = \\[[^\\]]*\\]`, "m");

/** @param {Panel} panel */
export function sourcesForm(panel, record) {
  const { session, t, state } = panel;
  const { outline } = session;
  const { form } = state;
  const draft = state.drafts[form];
  const facts = record.shared.facts;
  const now = (fact) => draft.sources[fact] ?? outline.facts[fact]?.sources.join("\n") ?? "";
  const keys = (fact) =>
    now(fact)
      .split(/[\s,]+/)
      .filter(Boolean);
  const save = async (event) => {
    event.preventDefault();
    let first;
    for (const fact of facts) {
      const unknown = keys(fact).filter((key) => !(key in outline.sources));
      const isNeeded = outline.facts[fact]?.evidence !== "editorial" && !keys(fact).length;
      const wrong = unknown.length
        ? fill(t.noSuchSource, { keys: unknown.join(", ") })
        : isNeeded
          ? t.neededSource
          : "";
      setError(`structure-sources-${fact}`, wrong);
      if (wrong) first ??= `structure-sources-${fact}`;
    }
    if (first) return byId(first).focus();
    const changed = facts.filter((fact) => keys(fact).join() !== (outline.facts[fact]?.sources ?? []).join());
    setError("structure-form-reason", changed.length ? "" : t.nothingChanged);
    if (!changed.length || !hasReason(t, draft)) return;
    const what = changed.map(
      (fact) => `sources of ${fact}: ${outline.facts[fact].sources.join(", ")} → ${keys(fact).join(", ")}`,
    );
    const done = await attempt("structure-form-said", async () => {
      const before = await session.ask("file", "facts.toml");
      let after = before;
      for (const fact of changed) {
        if (!lineOf(fact).test(after)) throw new Error(fill(t.noFactLine, { fact }));
        const line = `"${fact}" = [${keys(fact)
          .map((key) => `"${key}"`)
          .join(", ")}]`;
        after = after.replace(lineOf(fact), () => line);
      }
      await session.change("setFile", "facts.toml", after, false);
      await writeReason(session, record, what.join("; "), draft.reason);
    });
    if (done) close(panel, form, `structure-row-${record.path}`);
  };
  const field = (fact) =>
    area(
      `structure-sources-${fact}`,
      fill(t.sourcesOf, { fact }),
      now(fact),
      (text) => {
        draft.sources[fact] = text;
      },
      { rows: Math.max(2, keys(fact).length), spellcheck: false, help: t.sourcesHelp },
    );
  return formPart(
    t.arrangeSources,
    save,
    make("p", { className: "means", textContent: t.sourcesMean }),
    ...facts.map(field),
    reasonField(t, draft),
    saveLine(panel, t.changeIt),
  );
}
