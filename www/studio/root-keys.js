// The keys of a file beside the languages, such as `edition.toml`: strings on one line each.

/** @param {string} text @returns {Record<string, string>} */
export function readKeys(text) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [, key, value] of text.matchAll(/^([a-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'[^']*')/gm))
    values[key] = value.startsWith("'") ? value.slice(1, -1) : JSON.parse(value);
  return values;
}
