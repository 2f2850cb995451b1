// What authors paste goes through Markdown (static sites, Discourse, Ghost) or `wpautop` (classic editor of WordPress without
// the plugin): the words stay in the element, in the same nesting. markedjs/marked#3850, #2547, showdownjs/showdown#643.
// Processors in Python and PHP are in tests/hosts/markdown.test.mjs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { autop } from "@wordpress/autop";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import showdown from "showdown";
import { launch } from "./page.mjs";
import { FORMS, around, nestingOf, pasted } from "./pasted.mjs";

const PROCESSORS = {
  "markdown-it": (text) => new MarkdownIt({ html: true, linkify: true, typographer: true }).render(text),
  marked: (text) => marked.parse(text),
  showdown: (text) => new showdown.Converter({ simplifiedAutoLink: true }).makeHtml(text),
  "@wordpress/autop": (text) => autop(text),
};

let browser, tab;
before(async () => {
  browser = await launch();
  tab = await browser.newPage();
});
after(() => browser?.close());

const nesting = (html) => tab.evaluate(nestingOf, html);

for (const language of ["en", "es"]) {
  for (const [what, text] of Object.entries(await pasted(language))) {
    describe(`${what}, ${language}`, () => {
      for (const [name, process] of Object.entries(PROCESSORS)) {
        test(`stays whole in ${name}`, async () => {
          const { inside, script } = await nesting(text);
          for (const [form, change] of Object.entries(FORMS)) {
            // It knows neither lists nor indents.
            if (name === "@wordpress/autop" && form === "in a list item") continue;
            const got = await nesting(process(around(change(text))));
            assert.deepEqual(got.inside, inside, form);
            assert.deepEqual(
              [got.script, got.isCode, got.rest.replaceAll("*", "")],
              [script, false, "More text."],
              form,
            );
          }
        });
      }

      test("has a block around the element, and every line begins with one", () => {
        const lines = text.trimEnd().split("\n");
        assert.match(lines[1], /^<div><mbc-body-map lang="/);
        for (const line of lines)
          assert.match(line, /^(<\/?(script|div|h[1-6]|p|ul|ol|li|section|nav|main|details)\b|<!--|<\/mbc-body-map>$)/);
      });
    });
  }
}
