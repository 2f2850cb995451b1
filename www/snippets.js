// The code that the embed builder shows, as pure functions of the choices and of the snippets that the build wrote.
// The content inside the element comes from `snippet.<lang>.html` alone.

/**
 * @typedef {object} Choice
 * @property {string} form `pinned`, to one release with integrity, or another, which follows the releases
 * @property {string} address the folder of the files
 * @property {[string, string | true][]} attributes pairs in the order in which they are written; `true` without a value
 * @property {Record<string, string>} colours
 */

/** The address that the build writes into its snippets. */
const PRINTED = /https:\/\/example\.org\/mbc\/[^/"]+\//g;

/**
 * The folder of the files. Where its last part is a version, that part is replaced by the one of the chosen form.
 * @param {Pick<Choice, "form" | "address">} choice
 * @param {string} version
 */
export function folder({ form, address }, version) {
  // Before 1.0.0 the only folder that follows the releases is v1.
  const wanted = form === "pinned" ? version : `v${Math.max(1, parseInt(version))}`;
  return address.replace(/\/*$/, "/").replace(/\/(v\d+|\d+\.\d+\.\d+[^/]*)\/$/, `/${wanted}/`);
}

/** Escapes text for an attribute of HTML. */
export function escaped(text) {
  return text.replace(/[&"<>]/g, (sign) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[sign]);
}

function written(attributes, quoted) {
  return attributes.map(([name, value]) => ` ${name}${value === true ? "" : `=${quoted(value)}`}`).join("");
}

const inHtml = (value) => `"${escaped(value)}"`;

/** The snippet with the chosen folder and emergency number, and without integrity where the files change. */
function filled(printed, choice, version) {
  const [, emergency] = choice.attributes.find(([name]) => name === "emergency") ?? [];
  const pinned = choice.form === "pinned" ? printed : printed.replace(/ integrity="[^"]*" crossorigin="[^"]*"/, "");
  const [script, ...inside] = pinned.replace(PRINTED, () => escaped(folder(choice, version))).split("\n");
  const words = inside.join("\n").replace(/^<div><mbc-body-map[^>]*>\n|<\/mbc-body-map>\n<\/div>\n$/g, "");
  return { script, words: emergency ? words.replace(/\b911\b/g, () => emergency) : words };
}

export function html(printed, choice, version) {
  const { script, words } = filled(printed, choice, version);
  return `${script}\n<div><mbc-body-map${written(choice.attributes, inHtml)}>\n${words}</mbc-body-map>\n</div>\n`;
}

/**
 * `integrity` is the hash of `embed.js` in `integrity.json`. `frameborder` is obsolete, but a border of 2 pixels makes a frame
 * of the full width 4 pixels wider than what is around it, and `style` is refused by strict policies.
 */
export function iframe(printed, choice, version, integrity) {
  const base = folder(choice, version);
  const title = printed.match(/<h2>(.*?)<\/h2>/)[1];
  const query = new URLSearchParams(choice.attributes).toString();
  const check = choice.form === "pinned" ? ` integrity="${integrity}" crossorigin="anonymous"` : "";
  return (
    `<iframe name="mbc-body-map" src="${escaped(`${base}embed.html?${query}`)}" title="${title}" width="100%" height="800" frameborder="0" loading="lazy"></iframe>\n` +
    `<script async src="${escaped(base)}embed.js"${check}></script>\n`
  );
}

/** A bracket would end the shortcode (wp-shortcake/shortcake#462), so it is an entity, which the plugin decodes. The plugin takes the colors too. */
export function wordpress(choice) {
  const quoted = (value) => inHtml(value).replaceAll("[", "&#91;").replaceAll("]", "&#93;");
  return `[mbc_body_map${written([...choice.attributes, ...Object.entries(choice.colours)], quoted)}]\n`;
}

/** The HTML of the snippet is valid JSX; a value that JSX would read otherwise is written as a JavaScript string. */
export function react(printed, choice, version) {
  const { words } = filled(printed, choice, version);
  const indented = words.trimEnd().replace(/^/gm, "      ");
  const plain = (value) => (/["\\&{}<>]/.test(value) ? `{${JSON.stringify(value)}}` : `"${value}"`);
  return (
    `import "mbc-body-map/define";\n\nexport function Guide() {\n  return (\n` +
    `    <mbc-body-map${written(choice.attributes, plain)}>\n${indented}\n    </mbc-body-map>\n  );\n}\n`
  );
}

/** The rule for a style sheet, or nothing. */
export function css(colours) {
  const lines = Object.entries(colours).map(([name, value]) => `  --mbc-${name}: ${value};\n`);
  return lines.length ? `mbc-body-map {\n${lines.join("")}}\n` : "";
}

/** The directives that a Content-Security-Policy needs. */
export function policy(platform, choice, version) {
  const inside = platform === "wordpress" || platform === "react";
  const origin = inside ? "'self'" : new URL(folder(choice, version)).origin;
  if (platform === "iframe") return `frame-src ${origin}; script-src ${origin}`;
  return `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}`;
}
