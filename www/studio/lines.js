// The lines of a file: their ends, and where a line and a column are.

/** A text as an area for text has it. */
export const plainOf = (raw) => raw.replace(/\r\n?/g, "\n");

/**
 * An area for text knows only `\n`. The text that was edited, with the line ends that the file has: those of the lines that
 * did not change stay, and new ones are like the first.
 * @param {string} before
 * @param {string} edited
 */
export function withLineEnds(before, edited) {
  if (!before.includes("\r")) return edited;
  const old = before.match(/[^\r\n]*(\r\n|\r|\n|$)/g).filter(Boolean);
  const plain = old.map((line) => line.replace(/\r\n?$/, "\n"));
  const lines = edited.match(/[^\n]*(\n|$)/g).filter(Boolean);
  const [end] = before.match(/\r\n|\r|\n/);
  const same = Math.min(old.length, lines.length);
  let first = 0;
  while (first < same && lines[first] === plain[first]) first++;
  let last = 0;
  while (last < same - first && lines.at(-1 - last) === plain.at(-1 - last)) last++;
  const middle = lines.slice(first, lines.length - last).map((line) => line.replace("\n", end));
  return [...old.slice(0, first), ...middle, ...old.slice(old.length - last)].join("");
}

/** Where a line and a column begin, both counted from 1; a column counts characters. */
export function offsetOf(text, line, column = 1) {
  const lines = text.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...lines[at]].slice(0, column - 1).join("").length;
}

/** @param {string} text @param {number} offset */
export function placeOf(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: [...before.at(-1)].length + 1 };
}
