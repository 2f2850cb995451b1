// The forms of `structure.js`: one is open at a time, each keeps what it held until it is done or given up.

import { make, status } from "../forms.js";
import { button } from "./pieces.js";

/**
 * @typedef {object} Panel what the parts of this panel share
 * @property {import("./session.js").Session} session
 * @property {any} t
 * @property {string} language
 * @property {(path: string, language?: string) => void} go
 * @property {(text: string) => void} say
 * @property {{ section: string, owner: string, open: Set<string>, arranging: boolean, form: string, drafts: Record<string, any> }} state
 * @property {(focus?: string) => void} draw
 */

/**
 * A button that opens a form.
 * @param {Panel} panel
 * @param {string} form its name
 * @param {string} text of the button
 * @param {() => object} begin what it holds at first
 */
export function opener({ state, draw }, form, text, begin) {
  const open = () => {
    state.form = form;
    state.drafts[form] ??= begin();
    draw("structure-form-title");
  };
  return button(`structure-open-${form}`, text, open, { hidden: state.form === form });
}

/**
 * Closes a form, and forgets what it held. Where another one was opened while it was saved, that one stays, with the focus.
 * @param {Panel} panel
 * @param {string} form its name
 * @param {string} [focus] what has the focus then; else the button that opened it
 */
export function close({ state, draw }, form, focus) {
  delete state.drafts[form];
  if (state.form !== form) return;
  state.form = "";
  draw(focus ?? `structure-open-${form}`);
}

/** The buttons at the end of a form. @param {Panel} panel @param {string} text */
export function saveLine(panel, text) {
  const { form } = panel.state;
  return make(
    "div",
    { className: "acts" },
    make("button", { type: "submit", className: "main", id: "structure-form-save", textContent: text }),
    button("structure-form-cancel", panel.t.giveUp, () => close(panel, form)),
    status("structure-form-said"),
  );
}

/** A form with its heading, which has the focus when it opens. */
export function formPart(title, onsubmit, ...children) {
  return make(
    "form",
    { className: "studio-form", noValidate: true, onsubmit, "aria-labelledby": "structure-form-title" },
    make("h4", { id: "structure-form-title", tabIndex: -1, textContent: title }),
    ...children,
  );
}
