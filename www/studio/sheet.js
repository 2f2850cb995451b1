// The page that is printed and signed by hand: every sentence of a section with its level, its facts and sources, and the
// lines for a signature. It stands in the page only while it is printed.

import { make } from "../forms.js";
import { dayOf, factList, fill, sectionName, today } from "./pieces.js";
import { readKeys } from "./root-keys.js";

/** @param {any} panel see signoff.js @param {{ items: any[], about: any, isPaper: boolean }} given `isPaper`: nobody signed yet */
export async function printSheet(panel, { items, about, isPaper }) {
  const { session, t, language, state } = panel;
  const { publisher } = readKeys((await session.ask("file", "edition.toml")) ?? "");
  const title = fill(t.sheetTitle, { section: sectionName(t, state.section), language: state.code });
  const lines = [t.reviewer, t.role, t.dateRead, t.nextDue, t.signature];
  const sheet = make(
    "div",
    { className: "sheet", lang: language },
    make("h1", { textContent: title }),
    publisher ? make("p", { textContent: publisher }) : "",
    make("p", { textContent: fill(t.sheetPrinted, { day: dayOf(language, today()) }) }),
    make("p", {}, `${t.fingerprint}: `, make("code", { textContent: about?.fingerprint ?? "" })),
    make("p", { textContent: t.signMeans }),
    isPaper ? "" : make("p", { className: "strong", lang: state.code, textContent: about.state }),
    make("ol", {}, ...items.map((item) => sheetItem(panel, item, isPaper))),
    make("dl", { className: "lines" }, ...lines.flatMap((line) => [make("dt", { textContent: line }), make("dd")])),
  );
  const end = () => {
    sheet.remove();
    document.documentElement.removeAttribute("data-printing");
  };
  document.body.append(sheet);
  document.documentElement.setAttribute("data-printing", "sheet");
  addEventListener("afterprint", end, { once: true });
  print();
}

function sheetItem({ session, t, language, state }, { sentences, record }, isPaper) {
  const { outline } = session;
  const [{ code }] = outline.languages;
  const level = record?.shared.level?.[0];
  const facts = [...new Set(sentences.flatMap((sentence) => sentence.facts ?? []))];
  const remarks = sentences.map(({ remark }) => remark).filter(Boolean);
  return make(
    "li",
    {},
    level ? make("p", { className: "item-level", textContent: t.choices[`level.${level}`] ?? level }) : "",
    ...sentences.flatMap(({ texts }) => [
      make("p", { lang: state.code, textContent: texts[state.code] ?? t.noWords }),
      // A translation is signed beside what it translates.
      code === state.code ? "" : make("p", { className: "note", lang: code, textContent: texts[code] ?? "" }),
    ]),
    ...remarks.map((remark) =>
      make("p", { className: "note" }, `${t.remark}: `, make("span", { lang: "en", textContent: remark })),
    ),
    facts.length ? factList(outline, facts, t, language) : "",
    isPaper ? make("p", { className: "boxes", textContent: `☐ ${t.fine}   ☐ ${t.change}` }) : "",
  );
}
