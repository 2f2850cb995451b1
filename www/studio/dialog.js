// A question that waits for an answer, in a dialog of its own.

import { make } from "../forms.js";

let number = 0;

/**
 * Asks. The dialog goes with the answer, and what had the focus has it again.
 * @param {object} question
 * @param {string} question.title
 * @param {(Node | string)[]} question.about what it is about: paragraphs, or other elements
 * @param {{ value: string, text: string, main?: boolean }[]} question.answers the main one, or the first button, has the focus
 * @param {string} [question.escape] the answer of the Escape key; without it that key does nothing
 * @returns {{ answer: Promise<string>, close: (answer: string) => void }}
 */
export function question({ title, about, answers, escape }) {
  const id = `question-${++number}`;
  const buttons = answers.map(({ value, text, main }) =>
    make("button", { type: "submit", value, textContent: text, className: main ? "main" : "" }),
  );
  const dialog = make(
    "dialog",
    { className: "question", "aria-labelledby": id },
    make(
      "form",
      { method: "dialog" },
      make("h2", { id, textContent: title }),
      ...about.map((one) => (typeof one === "string" ? make("p", { textContent: one }) : one)),
      make("div", { className: "answers" }, ...buttons),
    ),
  );
  document.body.append(dialog);
  const answer = new Promise((resolve) => {
    dialog.addEventListener("cancel", (event) => {
      // The browser's own closing has no answer.
      event.preventDefault();
      if (escape !== undefined) dialog.close(escape);
    });
    dialog.addEventListener("close", () => {
      // Chrome closes at a second Escape whatever it was told at the first.
      if (!dialog.returnValue) return dialog.showModal();
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
  dialog.showModal();
  const first = dialog.querySelector("button.main") ?? dialog.querySelector("button");
  first.focus();
  return { answer, close: (value) => dialog.close(value) };
}

/** Asks, and awaits the answer. @param {Parameters<typeof question>[0]} asked */
export const ask = (asked) => question(asked).answer;
