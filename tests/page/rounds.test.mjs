// One press, one round: for each thing that a visitor does, the engine builds and compares its view once, whatever
// the browser reports about it afterwards. Counted by the engine itself, on both engines.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ENGINES, ENTRY, TEST_DOORS, WORDS, buildTestDoors, launch, page, painted, settled, visit } from "./page.mjs";
import { serve } from "./server.mjs";

const PAGES = {
  "/plain": page(
    `<script type="module" src="${ENTRY}"></script>`,
    `<mbc-body-map loading="eager"><p>${WORDS}</p></mbc-body-map>`,
  ),
};

/** How many rounds the engine has made, as it tells by the one event that takes any value. */
const rounds = (tab) =>
  tab.locator("mbc-body-map").evaluate((element) => {
    let told;
    const listener = ({ detail }) => (told = detail);
    element.addEventListener("mbc-select", listener);
    element.open("rounds");
    element.removeEventListener("mbc-select", listener);
    return told;
  });

/** How many rounds something takes, with all that the browser reports of it: `toggle` comes in tasks of its own. */
async function roundsOf(tab, act) {
  const earlier = await rounds(tab);
  await act();
  await painted(tab);
  return (await rounds(tab)) - earlier;
}

before(buildTestDoors);

for (const [engine, flags] of ENGINES) {
  describe(`the ${engine} engine`, () => {
    let browser, server;
    before(async () => {
      server = await serve({ folders: { dist: TEST_DOORS }, pages: PAGES });
      browser = await launch({ flags });
    });
    after(async () => {
      await browser.close();
      await server.close();
    });

    test("each press makes one round, also when it closes another row", async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      // A row that is opened by the element may still be reported.
      await painted(tab);
      const open = () =>
        tab.evaluate(() =>
          [...document.querySelector("mbc-body-map").shadowRoot.querySelectorAll("details[open]")].map((row) => row.id),
        );
      for (const [press, opened] of [
        ["#site-bones > summary", ["site-bones"]],
        ["#site-liver > summary", ["site-liver"]],
        ["#found-liver > summary", ["site-liver", "found-liver"]],
        ["#site-liver > summary", ["found-liver"]],
        ["#section-tests > summary", ["found-liver", "section-tests"]],
        ["#section-help > summary", ["found-liver", "section-help"]],
        ["#section-help > summary", ["found-liver"]],
        ["#pin-brain", ["found-liver", "site-brain"]],
        ["#site-brain input", ["found-liver", "site-brain"]],
      ]) {
        const made = await roundsOf(tab, () =>
          tab
            .locator(press)
            .first()
            .evaluate((element) =>
              element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true })),
            ),
        );
        assert.equal(made, 1, press);
        assert.deepEqual((await open()).sort(), [...opened].sort(), press);
      }
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("what the browser opens by itself makes one round, and what changes nothing makes none", async () => {
      const { tab, close } = await visit(browser, `${server.origin}/plain`);
      await settled(tab);
      await painted(tab);
      const element = tab.locator("mbc-body-map");
      const byItself = () => tab.locator("#site-lungs").evaluate((row) => (row.open = true));
      assert.equal(await roundsOf(tab, byItself), 1);
      await element.evaluate((host) => (host.site = "lungs"));
      const again = () => element.evaluate((host) => host.setAttribute("site", "lungs"));
      assert.equal(await roundsOf(tab, again), 0);
      const opened = () => element.evaluate((host) => host.open("lungs"));
      assert.equal(await roundsOf(tab, opened), 0);
      await close();
    });
  });
}
