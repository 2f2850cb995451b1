// The accessibility report as it ships: `accessibility.yaml` has what its form requires, and `accessibility.html` says the
// same, on a desk and on a phone. `tests/packages/openacr.test.mjs` compares the form with the published schema.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { parse } from "yaml";
import { DIST, launch, visit } from "./page.mjs";
import { serve } from "./server.mjs";

describe("the accessibility report", () => {
  let browser, server, report;
  before(async () => {
    server = await serve({ folders: { dist: DIST } });
    browser = await launch();
    report = parse(await readFile(`${DIST}/accessibility.yaml`, "utf8"));
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Chapters with criteria, each as a list of number, level and remark. */
  const chapters = () =>
    Object.values(report.chapters)
      .filter(({ criteria }) => criteria)
      .map(({ criteria }) =>
        criteria.map(({ num, components: [{ adherence }] }) => ({
          num,
          level: adherence.level,
          notes: adherence.notes,
        })),
      );

  test("says what a reader must know first, and claims nothing without a test", async () => {
    assert.match(report.notes, /^No audit by people: /);
    assert.match(report.notes, /“Not evaluated” means that no test shows it/);
    assert.match(report.report_date, /^\d{4}-\d\d-\d\d$/);
    for (const { num, level, notes } of chapters().flat()) {
      if (level === "supports") assert.match(notes, /Shown by `(tests|compiler)\/[^`]+`: “.+”/, num);
      else assert.match(notes, /\w/, num);
    }
  });

  for (const width of [360, 1440]) {
    test(`says the same on its page, which fits, ${width} px`, async () => {
      const { tab, close } = await visit(browser, `${server.origin}/dist/accessibility.html`, { width });
      const shown = await tab.locator("table").evaluateAll((tables) =>
        tables.map((table) =>
          [...table.tBodies[0].rows].map(({ cells: [what, level] }) => ({
            num: what.querySelector("strong").textContent,
            level: level.querySelector("strong").textContent.toLowerCase().replaceAll(" ", "-"),
          })),
        ),
      );
      assert.deepEqual(
        shown,
        chapters().map((rows) => rows.map(({ num, level }) => ({ num, level }))),
      );
      const dead = await tab
        .locator("a[href^='#']")
        .evaluateAll((all) => all.map((link) => link.hash).filter((hash) => !document.getElementById(hash.slice(1))));
      assert.deepEqual(dead, []);
      assert.ok(
        (await tab.evaluate(() => document.documentElement.scrollWidth)) <= width,
        "it is as wide as the window",
      );
      await close();
    });
  }
});
