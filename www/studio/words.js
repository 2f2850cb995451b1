// The tab of the words: the outline and the search, the sentences of a page of the guide, and beside them the guide itself
// with how long and how easy it is.

import { make } from "../forms.js";
import * as editor from "./editor.js";
import * as measures from "./measures.js";
import * as outline from "./outline-panel.js";
import * as preview from "./preview.js";
import * as problems from "./problems.js";
import * as search from "./search.js";

export { focusSentence } from "./editor.js";
export { showInGuide } from "./preview.js";

/** Each panel, and the column in which it stands. @type {[string, string, { mount: Function }][]} */
const PANELS = [
  ["aside", "search", search],
  ["aside", "outline", outline],
  ["middle", "problems", problems],
  ["middle", "editor", editor],
  ["beside", "measures", measures],
  ["beside", "preview", preview],
];

/** @param {HTMLElement} place @param {any} context see studio.js */
export function mount(place, context) {
  place.classList.add("columns");
  const columns = {};
  for (const name of ["aside", "middle", "beside"]) columns[name] = make("div", { className: name });
  place.replaceChildren(...Object.values(columns));
  for (const [column, name, panel] of PANELS) {
    const inside = make("div", { className: name });
    columns[column].append(inside);
    panel.mount(inside, { ...context, ...context.contextOf(name) });
  }
}
