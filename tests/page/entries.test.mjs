// How the scripts come into a page: the one file as a classic script or a module, alone or combined with others; the entry
// from a `blob:` or `data:` address or written into the page. wp-media/wp-rocket#6273, futtta/autoptimize#354.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, ENGINES, WORDS, launch, page, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const ELEMENT = `<mbc-body-map lang="en" loading="eager"><p>${WORDS}</p></mbc-body-map>`;
const BASED = ELEMENT.replace("lang", 'base-url="/dist/" lang');
const text = (name) => readFile(`${DIST}/${name}`, "utf8");
const [entry, inline] = [await text("mbc-body-map.js"), await text("mbc-body-map.inline.js")];
const inPage = `<script type="module">${entry.replaceAll("</script", "<\\/script")}</script>`;
const INLINE = "/dist/mbc-body-map.inline.js";

/** Imports the entry from an address that a script makes. */
const imported = (make) =>
  `<script>fetch("/dist/mbc-body-map.js").then((answer) => answer.text()).then((text) => import(${make}))</script>`;
const BLOB = imported('URL.createObjectURL(new Blob([text], { type: "text/javascript" }))');
const DATA = imported('"data:text/javascript;charset=utf-8," + encodeURIComponent(text)');

// What caching plugins make of several classic scripts. The first ends without a semicolon, and the last is not strict.
const SCRIPTS = {
  "/combined/first": `window.before = function () { throw new Error("called by the next script") }\n${inline}\nundeclared = 1; window.last = 1;`,
  "/combined/last": `window.last = 1\n${inline}`,
};

const PAGES = {
  "a classic script": `<script src="${INLINE}"></script>`,
  "a classic script with defer": `<script defer src="${INLINE}"></script>`,
  "a classic script with async": `<script async src="${INLINE}"></script>`,
  "a module": `<script type="module" src="${INLINE}"></script>`,
  "the first of combined scripts": `<script src="/combined/first.js"></script>`,
  "the last of combined scripts": `<script defer src="/combined/last.js"></script>`,
  "a script beside the entry": `<script src="${INLINE}"></script><script type="module" src="/dist/mbc-body-map.js"></script>`,
};
/** No inline code, no eval, no WebAssembly, no other files. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types";

let server, policy;
before(async () => {
  server = await serve({
    folders: { dist: DIST },
    pages: {
      ...Object.fromEntries(
        Object.entries(PAGES).map(([name, head]) => [`/${name.replaceAll(" ", "-")}`, head + ELEMENT]),
      ),
      "/blob": page(BLOB, ELEMENT),
      "/data": page(DATA, ELEMENT),
      "/in-page": page(inPage, ELEMENT),
      "/blob-based": page(BLOB, BASED),
      "/data-based": page(DATA, BASED),
      "/in-page-based": page(inPage, BASED),
    },
    fault: (path) => {
      const body = SCRIPTS[path.replace(/\.js$/, "")];
      return { ...(body && { body }), headers: policy && { "content-security-policy": policy } };
    },
  });
});
after(() => server?.close());

/** Waits until the guide is there or has failed. */
const settled = (tab) =>
  tab
    .waitForFunction(() => {
      const element = document.querySelector("mbc-body-map");
      return /ready|error/.exec(element.state)?.[0];
    })
    .then((state) => state.jsonValue());

for (const [engine, flags] of ENGINES) {
  describe(`on the ${engine} engine`, () => {
    let browser;
    before(async () => {
      browser = await launch({ flags });
    });
    after(() => browser?.close());

    describe("the one file", () => {
      for (const name of Object.keys(PAGES)) {
        test(`works as ${name}`, async () => {
          policy = name.includes("entry") ? undefined : STRICT;
          const { tab, log, close } = await visit(browser, `${server.origin}/${name.replaceAll(" ", "-")}`);
          assert.equal(await settled(tab), "ready");
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver .key").waitFor({ state: "visible" });
          if (name.includes("combined")) assert.equal(await tab.evaluate(() => window.last), 1);
          assert.deepEqual(log.consoleLines, []);
          await close();
          policy = undefined;
        });
      }
    });

    describe("the entry", () => {
      for (const name of ["blob", "data", "in-page"]) {
        test(`finds its files by base-url: ${name}`, async () => {
          const { tab, log, close } = await visit(browser, `${server.origin}/${name}-based`);
          assert.equal(await settled(tab), "ready");
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver .key").waitFor({ state: "visible" });
          // V8 says so of code that it does not compile as asm.js; it is the browser's line.
          assert.deepEqual(
            log.consoleLines.filter((line) => !line.includes("asm.js")),
            [],
          );
          await close();
        });

        test(`names base-url where it cannot find them: ${name}`, async () => {
          const { tab, log, close } = await visit(browser, `${server.origin}/${name}`);
          assert.equal(await settled(tab), "error");
          assert.ok(await tab.getByText(WORDS).isVisible());
          const [{ code, message }, ...more] = await tab.evaluate(() => window.receivedEvents);
          assert.deepEqual([code, more], ["network", []]);
          assert.match(message, /base-url/);
          const lines = log.consoleLines.filter((line) => line.includes("<mbc-body-map>"));
          assert.deepEqual(lines, [`error: <mbc-body-map>: ${message} (network)`]);
          // Beside a page that holds the entry the browser asks for the files, and has lines of its own.
          if (name !== "in-page") assert.deepEqual(log.consoleLines, lines);
          await close();
        });
      }
    });
  });
}
