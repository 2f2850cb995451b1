// The frame and its page ask each other: whichever script comes first or late, the frame is as high as what is in it,
// and the visitor does nothing for that. What a frame may do to its page is in tests/page/host.test.mjs.

/* global told -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { DIST, launch, page, painted, project, visit } from "./page.mjs";
import { serve } from "./server.mjs";

/** A delay that an optimiser of scripts makes; long enough that the frame has told its height before. */
const LATE = 1500;

const frame = (attributes = "", query = "?lang=en") =>
  `<iframe src="FRAMES/dist/embed.html${query}" title="guide" width="100%" height="800" ${attributes}></iframe>`;
const PROMPT = `<script async src="FRAMES/dist/embed.js"></script>`;
/** Adds `embed.js` as an optimiser does: by a script, after everything else. */
const late = (delay = LATE) =>
  `<script>setTimeout(() => { const script = document.createElement("script"); script.src = "FRAMES/dist/embed.js"; document.head.append(script); }, ${delay})</script>`;

const CASES = {
  "the page’s script at once": page(PROMPT, frame()),
  "the page’s script late": page("", frame() + late()),
  "the page’s script twice, one of them late": page(PROMPT, frame() + late()),
  "a lazy frame, below what is seen": page(PROMPT, `<div style="height: 3000px"></div>${frame('loading="lazy"')}`),
  "a frame below what is seen": page(PROMPT, `<div style="height: 3000px"></div>${frame()}`),
  "a frame below what is seen, the page’s script late": page(
    "",
    `<div style="height: 3000px"></div>${frame()}${late()}`,
  ),
  "a frame inserted later": page(
    PROMPT,
    `<div id="at"></div><script>setTimeout(() => (document.getElementById("at").innerHTML = '${frame()}'), ${LATE})</script>`,
  ),
  "a frame whose address comes later": page(
    PROMPT,
    `${frame().replace("src=", "data-src=")}<script>setTimeout(() => { const frame = document.querySelector("iframe"); frame.src = frame.dataset.src; }, ${LATE})</script>`,
  ),
  "a frame whose name is set later": page(
    PROMPT,
    `${frame()}<script>setTimeout(() => (document.querySelector("iframe").name = "guide"), 50)</script>`,
  ),
  "a frame in a sandbox, the page’s script late": page("", frame('sandbox="allow-scripts"') + late()),
  "a frame that is shown later": page(
    PROMPT,
    `<div id="tab" hidden>${frame()}</div><script>setTimeout(() => (document.getElementById("tab").hidden = false), ${LATE})</script>`,
  ),
  "two frames of one name, the page’s script late": page(
    "",
    frame('name="one"') + frame('name="one"', "?lang=es&sections=help") + late(),
  ),
};

describe("the frame and its page", () => {
  let browser, server, frames;
  const pages = {};
  before(async () => {
    frames = await serve({ folders: { dist: DIST } });
    server = await serve({ folders: { dist: DIST }, pages });
    browser = await launch();
    for (const [at, html] of Object.values(CASES).entries()) {
      // The frames are of another site, as they are where a nonprofit embeds a guide that somebody else hosts.
      pages[`/${at}`] = html.replaceAll("FRAMES", frames.origin.replace("127.0.0.1", "localhost"));
    }
    pages["/same-folder"] = page(`<base href="/dist/">${PROMPT}`, frame()).replaceAll("FRAMES/dist/", "");
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await frames?.close();
  });

  /** Waits until each frame is as high as its content, without scrolling or pressing anything. */
  async function fits(tab) {
    const guides = () => tab.frames().filter((one) => one.url().includes("/embed.html"));
    const heights = async () => {
      const outer = await tab.evaluate(() => [...document.querySelectorAll("iframe")].map((one) => one.clientHeight));
      const inner = [];
      for (const guide of guides()) {
        inner.push(
          await guide.evaluate(() => {
            const map = document.querySelector("mbc-body-map");
            const state = map?.state;
            return state === "ready" ? Math.ceil(map.getBoundingClientRect().height) : state;
          }),
        );
      }
      return { outer, inner };
    };
    let now;
    for (let round = 0; round < 60; round++) {
      now = await heights();
      if (now.outer[0] > 0 && `${now.outer}` === `${now.inner}`) return now.outer;
      await tab.waitForTimeout(200);
    }
    assert.deepEqual(now.outer, now.inner);
  }

  test("embed.js has at most 1.5 KB", () => {
    assert.ok(statSync(`${DIST}/embed.js`).size <= 1536);
  });

  for (const [at, name] of Object.keys(CASES).entries()) {
    test(`${name}: the height is right by itself`, async () => {
      const { tab, log, close } = await visit(browser, `${server.origin}/${at}`);
      // A lazy frame is loaded when the visitor comes near.
      if (name.startsWith("a lazy")) await tab.evaluate(() => scrollTo(0, 2400));
      const heights = await fits(tab);
      assert.ok(heights.every((height) => height > 900));
      assert.deepEqual(log.consoleLines, []);
      await close();
    });
  }

  test("a frame beside the page, whose address is relative, is followed too", async () => {
    const { tab, close } = await visit(browser, `${server.origin}/same-folder`);
    await fits(tab);
    await close();
  });

  test("a frame that is loaded again, or put elsewhere in the page, has the right height again", async () => {
    const { tab, close } = await visit(browser, `${server.origin}/0`);
    const [closed] = await fits(tab);
    const guide = () => tab.frames().find((one) => one.url().includes("/embed.html"));
    await guide().evaluate(() => (location.search = "?lang=es&sections=help"));
    await guide().waitForURL(/sections=help/);
    const [shorter] = await fits(tab);
    assert.ok(shorter < closed);
    await tab.evaluate(() => {
      const frame = document.querySelector("iframe");
      frame.removeAttribute("style");
      document.body.appendChild(document.createElement("section")).append(frame);
    });
    assert.deepEqual(await fits(tab), [closed]);
    await close();
  });

  test("a page that comes back from the back/forward cache has the right height", async () => {
    const cached = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
    const tab = await cached.newPage();
    await tab.addInitScript(() => addEventListener("pageshow", ({ persisted }) => (window.persisted = persisted)));
    // It leaves before `embed.js` is there.
    await tab.goto(`${server.origin}/${Object.keys(CASES).indexOf("the page’s script late")}`);
    // A page whose frame still loads is not kept.
    const guide = tab.frames().find((one) => one.url().includes("/embed.html"));
    await guide.waitForFunction(() => document.querySelector("mbc-body-map").state === "ready");
    await tab.goto(`${server.origin}/same-folder`);
    // A page from the cache is not loaded, and Playwright does not see its frames.
    await tab.goBack({ waitUntil: "commit" });
    await tab.waitForFunction(() => window.persisted && document.querySelector("iframe").clientHeight > 1000);
    await cached.close();
  });

  test("a frame answers its page alone, and with its height alone", async () => {
    pages["/asks"] = page("", frame().replace("FRAMES", frames.origin));
    const { tab, close } = await visit(browser, `${server.origin}/asks`, {
      script: () => {
        window.told = [];
        addEventListener("message", ({ data }) => told.push(data));
      },
    });
    const guide = tab.frames().find((one) => one.url().includes("/embed.html"));
    await guide.waitForFunction(() => {
      const map = document.querySelector("mbc-body-map");
      return map.state === "ready";
    });
    for (let round = 0; round < 3; round++) await painted(tab);
    const before = await tab.evaluate(() => told.length);
    const guideBefore = await guide.evaluate(() => [document.querySelector("mbc-body-map").outerHTML, scrollY]);
    const messages = [
      { type: "open", site: "liver" },
      { "mbc-body-map": "" },
      { "mbc-body-map": 0, height: 1 },
      "mbc-body-map",
      null,
      ["mbc-body-map"],
    ];
    // From a window that is not the page: the frame itself.
    await guide.evaluate(() => postMessage({ "mbc-body-map": "1" }, "*"));
    await tab.evaluate((messages) => messages.forEach((message) => frames[0].postMessage(message, "*")), messages);
    for (let round = 0; round < 3; round++) await painted(tab);
    assert.equal(await tab.evaluate(() => told.length), before);
    await tab.evaluate(() => frames[0].postMessage({ "mbc-body-map": "1", open: "liver", lang: "es" }, "*"));
    await tab.waitForFunction((before) => told.length === before + 1, before);
    const answer = await tab.evaluate(() => told.at(-1));
    assert.deepEqual(Object.keys(answer), ["mbc-body-map", "height", "top"]);
    assert.deepEqual(
      await guide.evaluate(() => [document.querySelector("mbc-body-map").outerHTML, scrollY]),
      guideBefore,
    );
    await close();
  });

  test("the page says nothing to frames of others", async () => {
    pages["/others"] = page(
      PROMPT.replace("FRAMES", frames.origin),
      `<iframe srcdoc="<script>addEventListener('message', () => parent.heard++)</script>"></iframe><script>window.heard = 0</script>`,
    );
    const { tab, log, close } = await visit(browser, `${server.origin}/others`);
    await tab.waitForLoadState("load");
    await painted(tab);
    assert.equal(await tab.evaluate(() => window.heard), 0);
    assert.deepEqual(log.consoleLines, []);
    await close();
  });

  test("nothing is asked again and again", () => {
    assert.doesNotMatch(readFileSync(project("www/embed.js"), "utf8"), /setInterval|setTimeout|requestAnimationFrame/);
  });
});
