// Takes a record away: says what else leads to it, and which facts no sentence would rest on any more. Those move to
// `left-out.toml` with the reason, because the build asks for it.

import { byId, make, setError } from "../forms.js";
import { close, formPart, saveLine } from "./open-form.js";
import { area, attempt, fieldName, fill, listed, recordName, sectionName } from "./pieces.js";

/** @typedef {import("./open-form.js").Panel} Panel */

/** Keys that name records of a group. */
const LEADING = {
  Sign: ["report", "worse-signs", "sooner-signs"],
  SignGroup: ["group", "overall"],
  Part: ["to"],
};

const isInside = (path, record) => path === record.path || path.startsWith(`${record.path}.`);

/** The records that name this one, with the key. @returns {{ record: any, key: string }[]} */
function leadingTo(outline, record) {
  const name = record.group === "Part" ? `${record.path.split(".")[0]}/${record.id}` : record.id;
  const keys = LEADING[record.group] ?? [];
  return outline.records
    .filter(({ path }) => !isInside(path, record))
    .flatMap((other) => keys.filter((key) => other.shared[key]?.includes(name)).map((key) => ({ record: other, key })));
}

/** Facts that only this record rests on. */
function restingHere(outline, record) {
  const of = (isHere) =>
    new Set(
      outline.sentences.filter(({ path }) => isInside(path, record) === isHere).flatMap(({ facts }) => facts ?? []),
    );
  const elsewhere = of(false);
  return [...of(true)].filter((fact) => !elsewhere.has(fact));
}

const quoted = (text) => JSON.stringify(text.trim().replace(/\s*\n\s*/g, " "));

/** `facts.toml` and `left-out.toml` with facts moved from one to the other. @returns {Promise<[string, string][]>} */
async function filesWithout(session, t, facts, reason) {
  const [before, leftOut] = await Promise.all(["facts.toml", "left-out.toml"].map((file) => session.ask("file", file)));
  let after = before;
  for (const fact of facts) {
    const line = new RegExp(`^("?)${fact.replaceAll(".", "\\.")}\\1 = \\[[^\\]]*\\][^\\n]*\\n`, "m");
    if (!line.test(after)) throw new Error(fill(t.noFactLine, { fact }));
    after = after.replace(line, "");
  }
  const names = facts.map(quoted).join(", ");
  const entry = `[[left-out]]\nreason = ${quoted(reason)}\nfacts = [${names}]\n`;
  return [
    ["facts.toml", after],
    ["left-out.toml", `${(leftOut ?? "").trimEnd()}\n\n${entry}`.trimStart()],
  ];
}

/** @param {Panel} panel */
export function removeForm(panel, record) {
  const { session, t, language, state } = panel;
  const { outline } = session;
  const { form } = state;
  const draft = state.drafts[form];
  const leading = leadingTo(outline, record);
  const unused = restingHere(outline, record);
  const name = recordName(outline, record, language);
  const leads = leading.map(({ record: other, key }) =>
    make(
      "li",
      {},
      `${sectionName(t, other.section)}: ${recordName(outline, other, language)} (${fieldName(t, other.group, { key, doc: key })})`,
    ),
  );
  const save = async (event) => {
    event.preventDefault();
    if (unused.length) {
      setError("structure-left-out-reason", draft.reason.trim() ? "" : t.leftOutNeeded);
      if (!draft.reason.trim()) return byId("structure-left-out-reason").focus();
    }
    const done = await attempt("structure-form-said", async () => {
      const files = unused.length ? await filesWithout(session, t, unused, draft.reason) : [];
      await session.change("remove", record.file, record.path);
      if (unused.length) await session.change("setFiles", `left-out.toml: ${unused.join(", ")}`, files);
    });
    if (!done) return;
    panel.say(fill(t.removed, { name }));
    close(panel, form, `structure-list-${record.list}`);
  };
  const setReason = (reason) => {
    draft.reason = reason;
  };
  return formPart(
    fill(t.removeTitle, { name }),
    save,
    make("p", {
      textContent: fill(t.removeMeans, {
        languages: listed(
          outline.languages.map(({ name }) => name),
          language,
        ),
      }),
    }),
    leads.length ? make("p", { className: "means", textContent: t.leading }) : "",
    leads.length ? make("ul", {}, ...leads) : "",
    unused.length
      ? area("structure-left-out-reason", fill(t.unusedFacts, { facts: unused.join(", ") }), draft.reason, setReason, {
          help: t.unusedHelp,
        })
      : make("p", { textContent: t.noUnused }),
    saveLine(panel, t.removeIt),
  );
}
