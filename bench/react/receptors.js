// What follows from the words of a report: the logic of `src/receptors.rs`, which explains it.

/**
 * The ids of the types that the chosen words name, and the keys of what to know or to ask.
 * @param {{ er?: string, pr?: string, her2?: string, differ?: string }} receptors by group the id of the choice
 */
export function finding({ er, pr, her2, differ }) {
  if (differ) return { types: [], answers: ["differ"] };
  if (!er || !pr || !her2) return { types: [], answers: [] };
  const score = her2.slice("her2-".length);
  const { type, question } = hormone(er.slice("er-".length), pr.slice("pr-".length));
  const isLow = score === "low" || score === "ultralow";
  const isOpen = score === "unclear" || score === "unknown" || question;
  const name = score === "positive" ? "her2-positive" : isOpen ? undefined : type;
  return {
    // A label inside a type, and no type of its own.
    types: [name, name && isLow && "her2-low"].filter(Boolean),
    answers: [question, note(score, isLow, type)].filter(Boolean),
  };
}

/** The hormone receptors: a type, or a question. */
function hormone(er, pr) {
  if (er === "positive") return { type: "hr-positive" };
  if (er === "low") return { question: "erLow" };
  if (er === "negative" && pr === "negative") return { type: "triple-negative" };
  return { question: er === "negative" && pr === "positive" ? "prOnly" : "hrUnknown" };
}

function note(score, isLow, type) {
  if (isLow) return "low";
  if (score === "positive") return type === "hr-positive" && "both";
  return { negative: "her2Negative", unclear: "her2Unclear", unknown: "her2Unknown" }[score];
}
