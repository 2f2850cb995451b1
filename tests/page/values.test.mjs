// Each value of the table is taken or refused alike by the rules of the WordPress block, which the build writes from
// www/interface.json, by the builder, and by the element. PHP is in tests/hosts/values.test.mjs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { DIST, ENTRY, described, launch, page } from "./page.mjs";
import { serve } from "./server.mjs";
import { STYLES, VALUES } from "./values.mjs";

const { attributes, cssProperties } = described();
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const each = (table) =>
  Object.entries(table).flatMap(([name, { good, bad }]) => [
    ...good.map((value) => [name, value, true]),
    ...bad.map((value) => [name, value, false]),
  ]);
const verdicts = each(VALUES);

let browser, server;
before(async () => {
  server = await serve({
    folders: { dist: DIST },
    pages: { "/page": page(`<script type="module" src="${ENTRY}"></script>`, "") },
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the table has every attribute that takes a value, and no other", () => {
  const named = attributes.filter(({ boolean, scripts }) => !boolean && !scripts).map(({ name }) => name);
  assert.deepEqual(Object.keys(VALUES).sort(), named.sort());
  const styles = cssProperties.map(({ name }) => name.replace("--mbc-", ""));
  assert.deepEqual(Object.keys(STYLES).sort(), styles.sort());
});

test("what the WordPress plugin writes into a style is a color or a length to the browser", async () => {
  const tab = await browser.newPage();
  for (const [name, value, good] of each(STYLES)) {
    // A variable of the page may be anything.
    if (!good || !value || value.startsWith("var(")) continue;
    const property = name === "radius" ? "border-radius" : "color";
    const isTaken = await tab.evaluate(([property, value]) => CSS.supports(property, value), [property, value]);
    assert.ok(isTaken, `${property}: ${value}`);
  }
  await tab.close();
});

test("the rules of the WordPress block, as its editor reads them", async () => {
  const zip = `${DIST}/wordpress/mbc-body-map.zip`;
  const { stdout } = await promisify(execFile)("unzip", ["-p", zip, "mbc-body-map/block.json"]);
  const rules = JSON.parse(stdout).attributes;
  for (const [name, value, good] of [...verdicts, ...each(STYLES)]) {
    const { enum: one, items, pattern, maxLength } = rules[camelCase(name)];
    const known = one ?? items?.enum;
    const words = items ? value.split(" ").filter(Boolean) : [value.trim()].filter(Boolean);
    const taken = words.every(
      (word) =>
        (!known || known.includes(word)) &&
        (!pattern || new RegExp(pattern, "u").test(word)) &&
        (!maxLength || [...word].length <= maxLength),
    );
    assert.equal(taken, good, `${name}="${value}"`);
  }
});

test("the fields of the builder", async () => {
  const tab = await browser.newPage();
  await tab.goto(`${server.origin}/dist/index.html?lang=en`);
  await tab.waitForFunction(() => document.getElementById("code")?.value);
  const fields = verdicts.filter(([name]) => /^(support|care-team|emergency)/.test(name));
  assert.equal(new Set(fields.map(([name]) => name)).size, 6);
  for (const [name, value, good] of fields) {
    const [isRefused, code] = await tab.evaluate(
      ([name, value]) => {
        const field = document.getElementById(name);
        field.value = value;
        field.dispatchEvent(new Event("input"));
        const seen = [field.hasAttribute("aria-invalid"), document.getElementById("code").value];
        field.value = "";
        field.dispatchEvent(new Event("input"));
        return seen;
      },
      [name, value],
    );
    assert.equal(isRefused, !good, `${name}="${value}"`);
    assert.equal(code.includes(` ${name}=`), good && value !== "", `${name}="${value}"`);
  }
  await tab.close();
});

describe("the element, which says on the console what it refuses", () => {
  for (const name of Object.keys(VALUES)) {
    test(name, async () => {
      const tab = await browser.newPage();
      const lines = [];
      tab.on("console", (message) => lines.push(message.text()));
      await tab.goto(`${server.origin}/page`);
      await tab.evaluate(() => customElements.whenDefined("mbc-body-map"));
      const wrong = [];
      for (const [, value, good] of verdicts.filter(([of]) => of === name)) {
        lines.length = 0;
        await tab.evaluate(
          async ([name, value]) => {
            const element = document.createElement("mbc-body-map");
            element.setAttribute("loading", "eager");
            element.setAttribute(name, value);
            document.body.append(element);
            if (!name.startsWith("loading")) await element.ready;
            else await new Promise((done) => setTimeout(done));
            element.remove();
          },
          [name, value],
        );
        const said = lines.filter((line) => line.startsWith(`<mbc-body-map>: ${name} "`));
        if ((said.length === 0) !== good || said.length !== lines.length) wrong.push([value, good, [...lines]]);
      }
      assert.deepEqual(wrong, []);
      await tab.close();
    });
  }
});
