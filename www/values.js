// Which values an attribute takes, by its description in `interface.json`: for the embed builder and the check.

/**
 * @typedef {object} Attribute as `interface.json` describes it
 * @property {string} name
 * @property {string[]} [values]
 * @property {string} [pattern]
 * @property {number} [maxLength]
 * @property {boolean} [list]
 * @property {boolean} [boolean]
 * @property {boolean} [scripts]
 * @property {string} [default]
 */

/**
 * Whether the attribute takes the value. Spaces around it are left out of account, and an empty value is as good as none.
 * @param {Attribute} attribute
 * @param {string} value
 */
export function takes({ values, pattern, maxLength, list }, value) {
  const text = value.trim();
  if (!text) return true;
  if ([...text].length > maxLength) return false;
  // Values that a pattern contains are taken in any case.
  if (pattern)
    return new RegExp(pattern.replace("@VALUES@", `(?:${values?.join("|")})`), values ? "iu" : "u").test(text);
  return !values || (list ? text.split(/\s+/) : [text]).every((word) => values.includes(word));
}
