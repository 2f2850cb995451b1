// Shared by the tests of what authors paste: the forms in which editors hand it on, and what a browser makes of the page
// that comes out.

import { readFile } from "node:fs/promises";
import { project } from "./page.mjs";

const read = (path) => readFile(project(path), "utf8");
const START = "<!-- mbc-body-map: paste from here -->";
const END = "<!-- mbc-body-map: to here -->";

/** The snippet, and the snippet with the whole guide inside, as docs/embedding.md describes it. */
export async function pasted(language) {
  const snippet = await read(`dist/snippet.${language}.html`);
  const guide = (await read(`dist/fallback.${language}.html`)).split(START)[1].split(END)[0];
  const whole = snippet.replace(/(<mbc-body-map[^>]*>)[^]*(<\/mbc-body-map>)/, (_, start, end) => start + guide + end);
  return { snippet, "the whole guide": whole };
}

const indented = (text, spaces) => text.replace(/^(?=.)/gm, spaces);

/** What editors do to it. */
export const FORMS = {
  "as it is printed": (text) => text,
  "in a list item": (text) => indented(text, "   ").replace("   ", "1. "),
  "after a line of text": (text) => `Text\n${text}`,
  "with a blank line inside": (text) => text.replace(/<\/p>\n|(?<=<\/div>)\n/, (end) => `${end}\n`),
  "with a blank line before its end": (text) => text.replace("\n</mbc-body-map>", "\n\n</mbc-body-map>"),
  "with the inside indented": (text) => {
    const [script, start, ...inside] = text.trimEnd().split("\n");
    return [script, start, ...indented(inside.slice(0, -2).join("\n"), "    ").split("\n"), ...inside.slice(-2)].join(
      "\n",
    );
  },
};

export const around = (text) => `# Title\n\nSome *text*.\n\n${text}\n\nMore *text*.\n`;

/**
 * Runs in the page: parses HTML and returns each text inside the element with the tags around it, the script before it, and
 * whether what follows is outside. An empty paragraph is nothing that a reader meets.
 */
export function nestingOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const element = parsed.querySelector("mbc-body-map");
  const texts = parsed.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const inside = [];
  let last;
  while (texts.nextNode()) {
    const text = texts.currentNode.data.replace(/\s+/g, " ").trim();
    if (!text) continue;
    const tags = [];
    for (let tag = texts.currentNode.parentElement; tag !== element; tag = tag.parentElement)
      tags.unshift(tag.localName);
    inside.push(`${tags.join(" ")}: ${text}`);
    last = texts.currentNode;
  }
  const after = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
  after.currentNode = last;
  let rest = "";
  while (after.nextNode()) if (!element.contains(after.currentNode)) rest += after.currentNode.data;
  const script = parsed.querySelector("script[type=module][integrity]");
  return { inside, script: script?.src, isCode: Boolean(element.closest("pre, code")), rest: rest.trim() };
}
