// The texts of the WordPress plugin for translators, and the translations for WordPress: `node texts.mjs <plugin>`, where
// <plugin> is a folder with the sources of the plugin, filled in. Writes its `languages/`:
//
//   mbc-body-map.pot            every text of the PHP files, of editor.js, of block.json and of the plugin's header
//   mbc-body-map-<code>.po      as a translator wrote it in wordpress/languages/
//   mbc-body-map-<code>.mo      the same for PHP
//   mbc-body-map-<code>-<script>.json   what editor.js says of it
//
// Fails with all of them if a text is no literal with the plugin's text domain, or if a translation lacks a text, has one
// that the plugin no longer says, or differs in its placeholders. The same sources give the same bytes.

import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as espree from "espree";
import { mo, po } from "gettext-parser";
import PhpParser from "php-parser";

const DOMAIN = "mbc-body-map";
/** The handle that WordPress gives to `editorScript` of the block mbc/body-map. */
const SCRIPT = "mbc-body-map-editor-script";
const TRANSLATE = ["__", "esc_html__", "esc_attr__"];
/** These take more than a text and its domain, or print at once; nobody needs them yet. */
const OTHERS = ["_e", "_x", "_n", "_nx", "_ex", "esc_html_e", "esc_attr_e", "esc_html_x", "esc_attr_x", "translate"];
/** The contexts that WordPress gives to the fields of block.json (wp-includes/block-i18n.json). */
const BLOCK_FIELDS = { title: "block title", description: "block description", keywords: "block keyword" };
const HEADER_FIELDS = ["Plugin Name", "Description"];

const plugin = process.argv[2];
const sources = fileURLToPath(new URL("../../../wordpress/languages/", import.meta.url));
const faults = [];
const read = (name) => readFile(join(plugin, name), "utf8");

/** Calls `visit` with each node of a syntax tree, in the order of the source. */
function walk(node, visit) {
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const one of node) walk(one, visit);
    return;
  }
  visit(node);
  for (const [key, part] of Object.entries(node)) if (!/^(loc|range|.*[cC]omments)$/.test(key)) walk(part, visit);
}

/** The calls of a file that translate, as `{ name, args, line }`; `value` is set for a literal text. */
function phpCalls(source, file) {
  const parser = new PhpParser.Engine({ parser: { extractDoc: true }, ast: { withPositions: true } });
  const tree = parser.parseCode(source, file);
  const calls = [];
  walk(tree.children, (node) => {
    if (node.kind !== "call" || node.what.kind !== "name") return;
    const args = node.arguments.map((one) => (one.kind === "string" ? one.value : undefined));
    calls.push({ name: node.what.name.replace(/^\\/, ""), args, line: node.loc.start.line });
  });
  const comments = tree.comments.map(({ value, loc }) => ({ value, line: loc.end.line }));
  return { calls, comments };
}

function scriptCalls(source) {
  const tree = espree.parse(source, { ecmaVersion: "latest", loc: true, comment: true });
  const calls = [];
  walk(tree.body, (node) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return;
    const args = node.arguments.map((one) => (typeof one.value === "string" ? one.value : undefined));
    calls.push({ name: node.callee.name, args, line: node.loc.start.line });
  });
  const comments = tree.comments.map(({ value, loc }) => ({ value, line: loc.end.line }));
  return { calls, comments };
}

/** Texts in the order of the files, by context and text. */
const texts = new Map();

function add(file, text, { context, comment } = {}) {
  const key = `${context ?? ""}\u0004${text}`;
  const known = texts.get(key) ?? { text, context, files: new Set(), comments: new Set() };
  known.files.add(file);
  if (comment) known.comments.add(comment);
  texts.set(key, known);
}

function addCalls(file, { calls, comments }) {
  for (const { name, args, line } of calls) {
    if (OTHERS.includes(name)) {
      faults.push(`${file}:${line}: ${name}() is not read here: use __(), or teach xtask/src/wordpress/texts.mjs`);
    }
    if (!TRANSLATE.includes(name)) continue;
    const [text, domain] = args;
    if (args.length !== 2 || !text || domain !== DOMAIN) {
      faults.push(`${file}:${line}: ${name}() takes a literal text and "${DOMAIN}", so that translators get it`);
      continue;
    }
    const said = comments.find((one) => one.value.includes("translators:") && [line - 1, line].includes(one.line));
    if (/%(\d+\$)?[sd]/.test(text) && !said) {
      faults.push(`${file}:${line}: say in a comment above, "translators: …", what stands for the placeholders`);
    }
    add(file, text, { comment: said?.value.replace(/^[/*\s]+|[*/\s]+$/g, "") });
  }
}

for (const file of (await readdir(plugin)).sort()) {
  if (file.endsWith(".php")) addCalls(file, phpCalls(await read(file), file));
  if (file.endsWith(".js")) addCalls(file, scriptCalls(await read(file)));
}
const block = JSON.parse(await read("block.json"));
for (const [field, context] of Object.entries(BLOCK_FIELDS)) {
  for (const text of [block[field]].flat()) add("block.json", text, { context });
}
const main = await read(`${DOMAIN}.php`);
const header = (field) => main.match(new RegExp(`^ \\* ${field}: +(.+)$`, "m"))?.[1];
for (const field of HEADER_FIELDS) add(`${DOMAIN}.php`, header(field), { comment: `${field} of the plugin` });

/** A catalogue in the form of gettext-parser; `translate` gives each text its translation. */
function catalogue(headers, all, translate) {
  const translations = { "": { "": { msgid: "", msgstr: [""] } } };
  for (const { text, context, files, comments } of all) {
    const said = { reference: [...files].join("\n"), extracted: [...comments].join("\n") };
    const entry = { msgid: text, msgstr: [translate(text, context)], comments: said };
    if (context) entry.msgctxt = context;
    (translations[context ?? ""] ??= {})[text] = entry;
  }
  return { charset: "utf-8", headers, translations };
}

// No `POT-Creation-Date`: the same sources give the same bytes.
const all = [...texts.values()];
const headers = {
  "Project-Id-Version": `${header("Plugin Name")} ${header("Version")}`,
  "MIME-Version": "1.0",
  "Content-Type": "text/plain; charset=UTF-8",
  "Content-Transfer-Encoding": "8bit",
  "X-Domain": DOMAIN,
};
const pot = po.compile(
  catalogue(headers, all, () => ""),
  { foldLength: 0 },
);
await writeFile(join(plugin, "languages", `${DOMAIN}.pot`), pot);

const placeholders = (text) => (text.match(/%(?:\d+\$)?[sd]/g) ?? []).sort().join(" ");

for (const file of (await readdir(sources)).sort()) {
  const place = `wordpress/languages/${file}`;
  const code = file.match(new RegExp(`^${DOMAIN}-([a-z]{2,3})\\.po$`))?.[1];
  if (!code) {
    faults.push(`${place}: a translation is named ${DOMAIN}-<language>.po`);
    continue;
  }
  const bytes = await readFile(join(sources, file));
  const given = po.parse(bytes);
  const written = (text, context) => given.translations[context ?? ""]?.[text]?.msgstr[0] ?? "";
  for (const { text, context } of all) {
    const translation = written(text, context);
    if (!translation) {
      const where = context ? `msgctxt ${JSON.stringify(context)}\n` : "";
      faults.push(`${place}: translate\n\n${where}msgid ${JSON.stringify(text)}\nmsgstr ""\n`);
    } else if (placeholders(translation) !== placeholders(text)) {
      faults.push(`${place}: “${translation}” has not the placeholders of “${text}”`);
    }
  }
  for (const [context, entries] of Object.entries(given.translations)) {
    for (const text of Object.keys(entries)) {
      if (text && !texts.has(`${context}\u0004${text}`)) faults.push(`${place}: the plugin no longer says “${text}”`);
    }
  }
  const own = { ...headers, Language: code, "Plural-Forms": given.headers["Plural-Forms"] };
  await writeFile(join(plugin, "languages", file), bytes);
  await writeFile(join(plugin, "languages", `${basename(file, ".po")}.mo`), mo.compile(catalogue(own, all, written)));
  const messages = { "": { domain: DOMAIN, lang: code, "plural-forms": own["Plural-Forms"] } };
  for (const { text, files } of all) if (files.has("editor.js")) messages[text] = [written(text)];
  const script = JSON.stringify({ domain: "messages", locale_data: { messages } });
  await writeFile(join(plugin, "languages", `${basename(file, ".po")}-${SCRIPT}.json`), script);
}

if (faults.length) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
