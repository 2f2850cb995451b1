// Another edition: a small folder of words is built, says who publishes it and what it was changed from, begins as a
// draft, can be signed, and says by the visitor's clock when its next check was due.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ROOT = here("../..");
const CONTENT = here("../../target/edition/content");
const DIST = here("../../target/edition/dist");
const FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<script type="module" src="/dist/mbc-body-map.js"></script><mbc-body-map></mbc-body-map></html>`;

/** `cargo xtask` with the folders of this edition; what it says. */
async function xtask(command) {
  const options = ["--content", CONTENT, "--out", DIST];
  const { stdout, stderr } = await promisify(execFile)("cargo", ["run", "--quiet", "-p", "xtask", "--", command, ...options], { cwd: ROOT });
  return stdout + stderr;
}

describe("another edition", () => {
  let browser, server, drafts;
  before(async () => {
    await rm(here("../../target/edition"), { recursive: true, force: true });
    await cp(here("../../compiler/tests/good"), CONTENT, { recursive: true });
    const sections = async () => {
      await xtask("check-content");
      return JSON.parse(await readFile(`${DIST}/content-report.json`, "utf8")).sections;
    };
    const signed = ({ section, language, fingerprint }) =>
      `[[review]]\nsection = "${section}"\nlanguage = "${language}"\nreviewer = "R. Test"\nrole = "tester"\n` +
      `date = 2027-01-05\nnext = 2028-01-05\nwords = "${fingerprint}"\n`;
    // What another publisher had signed counts for them alone.
    await writeFile(`${CONTENT}/edition.toml`, 'publisher = "The first"\nchanged-from = "nothing"\n');
    await writeFile(`${CONTENT}/review.toml`, (await sections()).map(signed).join("\n"));
    assert.ok((await sections()).every(({ review }) => review.includes("R. Test")));
    await writeFile(`${CONTENT}/edition.toml`, 'publisher = "A small charity"\nchanged-from = "the first guide"\n');
    drafts = await sections();
    await writeFile(`${CONTENT}/review.toml`, drafts.map(signed).join("\n"));
    await xtask("build");
    server = await serve({ folders: { dist: DIST }, pages: { "/plain": PAGE } });
    browser = await chromium.launch({ executablePath: process.env.CHROME, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function visit(day) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.clock.setFixedTime(new Date(day));
    await tab.goto(`${server.origin}/plain`);
    await tab.waitForSelector("mbc-body-map[data-state=ready]");
    return tab;
  }

  test("begins as a draft, whatever the original had", () => {
    assert.ok(drafts.length >= 24);
    assert.ok(drafts.every(({ review }) => review.startsWith("Draft")));
  });

  test("says who publishes it, what it was changed from, and who signed it", async () => {
    const tab = await visit("2027-06-01");
    assert.ok(await tab.locator(".end").getByText("A small charity").isVisible());
    assert.ok(await tab.locator(".end").getByText("the first guide").isVisible());
    assert.equal(await tab.locator(".draft").count(), 0);
    assert.equal(await tab.locator(".overdue").count(), 0);
    await tab.locator(".end .fold > summary").click();
    assert.ok(await tab.locator(".end .fold").getByText("R. Test").isVisible());
  });

  test("says by the visitor's clock that its check is past due", async () => {
    const tab = await visit("2028-02-01");
    assert.ok(await tab.locator(".overdue").isVisible());
    assert.ok(await tab.locator("#urgent").isVisible());
  });

  test("is not built by whoever does not say what it was changed from", async () => {
    await writeFile(`${CONTENT}/edition.toml`, 'publisher = "A small charity"\n');
    await assert.rejects(xtask("build"), /does not say what it was changed from/);
  });
});
