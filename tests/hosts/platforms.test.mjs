// The snippets of docs/embedding.md in emulations of the platforms that it names (`platforms.mjs`): what a visitor gets.
//
// Snippets are taken out of the document, so that what is written there is what was tried. Replaced is what the document
// says: the address by that of the files, `sha384-…` by the checksum, the comment by the words of the snippet.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { DIST, launch, page, painted, project, visit } from "../page/page.mjs";
import { serve } from "../page/server.mjs";
import { PLATFORMS } from "./platforms.mjs";

const HOSTED = /https:\/\/example\.org\/mbc\/\d+\.\d+\.\d+/g;
const COMMENT = "<!-- the words of snippet.en.html -->\n";

const guide = await readFile(project("docs/embedding.md"), "utf8");
const [, platforms] = guide.match(/\n## Platforms\n([^]*?)\n## /) ?? [];
const printed = await readFile(`${DIST}/snippet.en.html`, "utf8");
const [, words] = printed.match(/<mbc-body-map[^>]*>\n([^]*)<\/mbc-body-map>/);
const checksums = JSON.parse(await readFile(`${DIST}/integrity.json`, "utf8"));

/** The paragraphs and the snippet of each platform, by its heading. */
const sections = Object.fromEntries(
  platforms
    .split("\n### ")
    .slice(1)
    .map((section) => {
      const [, name, text] = section.match(/^(.*)\n([^]*)$/);
      return [name, { text, snippets: [...text.matchAll(/```\w+\n([^]*?)\n```/g)].map(([, code]) => code) }];
    }),
);

/** What an author pastes who follows the document. */
const filledIn = (name, files) =>
  sections[name].snippets[0]
    .replace(COMMENT, () => words)
    .replace(/\/([\w.-]+)" integrity="sha384-…"/g, (_, file) => `/${file}" integrity="${checksums[file]}"`)
    .replace(HOSTED, `${files}/dist`);

/** The anchor that GitHub gives a heading. */
const anchor = (name) => name.toLowerCase().replaceAll(",", "").replaceAll(" ", "-");

describe("docs/embedding.md", () => {
  test("lists the platforms that are tried here, what is pasted, and whether the height fits", () => {
    const rows = [...platforms.matchAll(/^\| \[(.*)\]\(#(.*)\) \| (.*) \| (.*) \|$/gm)].map(([, ...row]) => row);
    const heights = (visits) => new Set(visits.filter(({ shows }) => shows === "guide").map(({ height }) => height));
    assert.deepEqual(
      rows,
      PLATFORMS.map(({ name, door, visits }) => [name, anchor(name), door, [...heights(visits)].join(" or ")]),
    );
    assert.deepEqual(
      Object.keys(sections),
      PLATFORMS.map(({ name }) => name),
    );
  });

  for (const { name, limit } of PLATFORMS) {
    test(`${name}: one snippet, said to be emulated, and where the limit is stated`, () => {
      const { text, snippets } = sections[name];
      assert.equal(snippets.length, 1);
      assert.match(text, /\bEmulated\b/);
      assert.ok(limit ? text.includes(`](${limit})`) : text.includes("no published limit found"), text);
    });
  }
});

describe("a visitor gets", () => {
  const pages = {};
  const framed = {};
  let browser, site, builder, files, policy;
  before(async () => {
    browser = await launch();
    files = await serve({ folders: { dist: DIST } });
    builder = await serve({ folders: {}, pages: framed });
    site = await serve({
      folders: {},
      pages,
      fault: () => ({ headers: policy && { "content-security-policy": policy } }),
    });
  });
  after(async () => {
    await browser?.close();
    for (const server of [site, builder, files]) await server?.close();
  });

  /** The frame, or page, whose guide is there. */
  async function started(tab) {
    for (let round = 0; round < 600; round++) {
      for (const frame of tab.frames()) {
        const isReady = await frame
          .evaluate(() => document.querySelector("mbc-body-map")?.matches(":state(ready)"))
          // A frame that goes to another page.
          .catch((error) => assert.match(error.message, /context|detached/));
        if (isReady) return frame;
      }
      await painted(tab);
    }
    throw new Error("the guide did not start");
  }

  /** How much of each frame around a guide is out of sight, below and at the right. */
  async function hidden(frame) {
    const all = [];
    for (let one = frame; one.parentFrame(); one = one.parentFrame()) {
      const [below, right] = await one.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        return [scrollHeight - innerHeight, scrollWidth - document.documentElement.clientWidth];
      });
      all.push({ frame: one, below, right });
    }
    return all;
  }

  for (const { name, visits } of PLATFORMS) {
    for (const [at, { name: how, page: make, click, shows, height }] of visits.entries()) {
      test(`${name}, ${how}: the ${shows}, and the height ${height}`, async () => {
        const path = `/${anchor(name)}-${at}`;
        // A site of its own, as that of whoever hosts the files.
        const host = {
          files: files.origin.replace("127.0.0.1", "localhost"),
          elsewhere(html) {
            framed[path] = html;
            return builder.origin + path;
          },
        };
        const made = make(filledIn(name, host.files), host);
        pages[path] = page(made.head ?? "", made.body);
        // The script of the test's own page, which a policy would refuse.
        if (made.policy) pages[path] = pages[path].replace(/<script>[^]*?<\/script>/, "");
        policy = made.policy;
        const { tab, log, close } = await visit(browser, site.origin + path, { width: 800 });
        policy = undefined;
        if (click) await tab.locator(click).click();

        if (shows === "words") {
          await tab.waitForLoadState("load");
          await painted(tab);
          const [, first] = words.match(/<h2[^>]*>(.*?)<\/h2>/);
          assert.ok(await tab.getByRole("heading", { name: first }).isVisible());
          assert.ok(await tab.locator(`a[href="${host.files}/dist/fallback.en.html"]`).isVisible());
          assert.deepEqual(
            log.addresses.filter((address) => address.startsWith(host.files)),
            [],
          );
        } else {
          const frame = await started(tab);
          await frame.locator("#site-liver > summary").click();
          await frame.locator("#site-liver .key").waitFor({ state: "visible" });
          let boxes = await hidden(frame);
          // The page may hear of the height a little later.
          for (let round = 0; height === "fits" && boxes.some(({ below }) => below > 0) && round < 100; round++) {
            await painted(tab);
            boxes = await hidden(frame);
          }
          assert.equal(boxes.some(({ below }) => below > 0) ? "scrolls" : "fits", height);
          for (const box of boxes) {
            assert.ok(box.right <= 0, "nothing is wider than its frame");
            // The end can be reached.
            const rest = await box.frame.evaluate(() => {
              scrollTo({ top: 1e6, behavior: "instant" });
              return document.documentElement.scrollHeight - innerHeight - scrollY;
            });
            assert.ok(rest < 1, `${rest} pixels out of reach`);
          }
        }
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    }
  }
});
