// Pages that something rewrites before a visitor gets them, or while: consent banners that hold scripts and frames back,
// and optimisers that delay, combine, minify and rename.
//
// Each is reduced to its mechanism, with the page of a publisher that describes it; none of their code is here. What is
// held back is the guide as docs/embedding.md says to paste it, with the whole guide as its words. Until it is let go
// those words stand, nothing of the guide is requested and nothing is said on the console; then the guide starts, once, and
// takes over what the visitor had open.

/* global readies -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DIST, launch, page, painted, visit } from "../page/page.mjs";
import { pasted } from "../page/pasted.mjs";
import { serve } from "../page/server.mjs";
import { started as running } from "./machine.mjs";

const COUNT = `<script>window.readies = 0; addEventListener("mbc-ready", () => readies++);</script>`;
const CONSENT = `<button id="consent">Accept</button>`;

const [module, ...element] = (await pasted("en"))["the whole guide"].split("\n");
const GUIDE = element.join("\n");
const HOSTED = /https:\/\/example\.org\/mbc\/[^/"]+/g;
const ENTRY = module.replace(/ integrity="[^"]*" crossorigin="[^"]*"/, "");
const ONE_FILE = ENTRY.replace('type="module" ', "defer ").replace("mbc-body-map.js", "mbc-body-map.inline.js");
const FRAME = `<iframe src="${ENTRY.match(HOSTED)[0]}/embed.html?lang=en" title="Guide" width="100%" height="800"></iframe>
<script async src="${ENTRY.match(HOSTED)[0]}/embed.js"></script>`;

/** Runs in the page: makes a script again with another type, which is how a browser runs one that it did not run. */
const AGAIN = `function again(script, type, src) {
  const made = document.createElement("script");
  for (const { name, value } of script.attributes) if (!/^(type|src|data-.*)$/.test(name)) made.setAttribute(name, value);
  if (type) made.type = type;
  made.src = src ?? script.src;
  const loaded = new Promise((done) => (made.onload = made.onerror = done));
  script.replaceWith(made);
  return loaded;
}`;

/** What a banner does when the visitor agrees. */
const consenting = (does) =>
  `<script>${AGAIN} addEventListener("DOMContentLoaded", () =>
    document.querySelector("#consent").addEventListener("click", () => { ${does} }));</script>`;

/**
 * Runs in the page: holds back what the parser inserts and \`isHeld\` finds, before it runs. A frame gives way to a
 * placeholder. \`release\` puts everything where it was.
 */
const observing = (isHeld) => `<script>${AGAIN}
const held = [];
let isReleased = false;
new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) {
      if (isReleased || !(${isHeld})(node)) continue;
      if (node.localName === "script") {
        held.push([node, node.type, node.src]);
        node.type = "javascript/blocked";
      } else {
        const placeholder = document.createElement("div");
        placeholder.textContent = "This needs your consent.";
        node.replaceWith(placeholder);
        held.push([node, placeholder]);
      }
    }
}).observe(document.documentElement, { childList: true, subtree: true });
addEventListener("DOMContentLoaded", () => document.querySelector("#consent").addEventListener("click", () => {
  isReleased = true;
  for (const [node, was, src] of held.splice(0)) typeof was === "string" ? again(node, was, src) : was.replaceWith(node);
}));</script>`;

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} source where the mechanism is described
 * @property {string} [head]
 * @property {string} body
 * @property {"guide" | "words"} [shows] in the end; the guide, if it is not said
 * @property {boolean} [atOnce] it is not held back
 * @property {boolean} [preloaded] the browser asks for the file before a script can hold it back
 * @property {boolean} [isFrame]
 * @property {boolean} [isFar] what lets it go is that the visitor comes near
 * @property {boolean} [isPruned] its style sheet lost its rules, but for that of the author
 * @property {boolean} [isPressed] what lets it go is that the visitor presses a row of the words
 * @property {RegExp} [consoleLine] the one line that the browser has to say
 */

const TYPE = "https://support.cookiebot.com/hc/en-us/articles/4405978132242-Manual-Markup-Guide";
const ATTRIBUTE =
  "https://help.consentmanager.net/books/cmp/page/how-to-block-third-party-codes-cookies-if-no-consent-is-given";
const FRAMES =
  "https://support.usercentrics.com/hc/en-us/articles/18656524460700-Manually-blocking-services-prior-consent";
const OBSERVER = "https://github.com/elbywan/yett/";

const byType = (script) =>
  script.replace(/ type="\w+"/, "").replace("<script ", '<script type="text/plain" data-cookieconsent="marketing" ');
const releaseByType = (type) =>
  consenting(`for (const script of document.querySelectorAll("script[data-cookieconsent]")) again(script, ${type});`);
const byAttribute = (script) => script.replace(" src=", ' data-cmp-vendor="1" data-cmp-src=');
const foreign = `(node) => ["script", "iframe"].includes(node.localName) && node.src && !node.src.startsWith(location.origin)`;

/** @type {Case[]} */
const BANNERS = [
  {
    name: "the one file, held by its type, which becomes that of a classic script",
    source: TYPE,
    head: releaseByType('"text/javascript"') + byType(ONE_FILE),
    body: CONSENT + GUIDE,
  },
  {
    name: "the entry, held by its type, which is kept beside it",
    source: "https://github.com/orestbida/cookieconsent",
    head: releaseByType("script.dataset.type") + byType(ENTRY).replace("<script ", '<script data-type="module" '),
    body: CONSENT + GUIDE,
  },
  {
    // A module that runs as a classic script is a syntax error, so the document says to use the one file there.
    name: "the entry, held by its type, which is lost",
    source: TYPE,
    head: releaseByType('"text/javascript"') + byType(ENTRY),
    body: CONSENT + GUIDE,
    shows: "words",
    consoleLine: /^uncaught: /,
  },
  ...Object.entries({ "the entry": ENTRY, "the one file": ONE_FILE }).flatMap(([what, script]) => [
    {
      name: `${what}, held by an attribute in place of src`,
      source: ATTRIBUTE,
      head:
        consenting(
          `for (const script of document.querySelectorAll("[data-cmp-src]")) script.src = script.dataset.cmpSrc;`,
        ) + byAttribute(script),
      body: CONSENT + GUIDE,
    },
    {
      name: `${what}, held by an observer as it is inserted`,
      source: OBSERVER,
      head: observing(foreign) + script,
      body: CONSENT + GUIDE,
      preloaded: true,
    },
  ]),
  {
    name: "a frame whose address is held in an attribute",
    source: FRAMES,
    head: consenting(`const frame = document.querySelector("iframe"); frame.src = frame.dataset.src;`),
    body: CONSENT + FRAME.replace("<iframe src=", "<iframe data-usercentrics=Guide data-src="),
    isFrame: true,
  },
  {
    name: "a frame in whose place a placeholder stands",
    source: "https://help.consentmanager.net/books/cmp/page/automatic-blocking-of-codes-and-cookies",
    head: observing(`(node) => node.localName === "iframe"`),
    body: CONSENT + FRAME,
    isFrame: true,
    preloaded: true,
  },
  {
    name: "the entry, exempt by an attribute",
    source: TYPE,
    head:
      observing(`(node) => (${foreign})(node) && node.dataset.cookieconsent !== "ignore"`) +
      ENTRY.replace("<script ", '<script data-cookieconsent="ignore" '),
    body: CONSENT + GUIDE,
    atOnce: true,
  },
];

/**
 * Delay until the visitor does something: the scripts run in their order, then the events that they missed come once more,
 * and what was clicked meanwhile is clicked again. wp-media/wp-rocket#7296
 */
const delayed = (script) => `<script>${AGAIN}
const USE = ["keydown", "mousedown", "mousemove", "touchstart", "wheel"];
const clicks = [];
const keep = (event) => { if (event.isTrusted) { clicks.push(event); event.preventDefault(); event.stopImmediatePropagation(); } };
async function run() {
  for (const type of USE) removeEventListener(type, run, true);
  addEventListener("click", keep, true);
  for (const script of document.querySelectorAll("script[type=rocketlazyloadscript]"))
    await again(script, script.dataset.rocketType, script.dataset.rocketSrc);
  for (const type of ["readystatechange", "DOMContentLoaded"]) document.dispatchEvent(new Event(type));
  for (const type of ["DOMContentLoaded", "load", "pageshow"]) dispatchEvent(new Event(type));
  removeEventListener("click", keep, true);
  for (const { target } of clicks) target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
}
for (const type of USE) addEventListener(type, run, true);
</script>${script
  .replace(/ type="(\w+)"/, ' data-rocket-type="$1"')
  .replace("<script ", '<script type="rocketlazyloadscript" ')
  .replace(" src=", " data-rocket-src=")}`;

/** Other types until the page is there, and the own ones beside them; here on the consent button, to see both states. */
const psajs = (script) =>
  consenting(
    `for (const script of document.querySelectorAll("script[type='text/psajs']")) again(script, script.dataset.pagespeedOrigType, script.dataset.pagespeedOrigSrc);`,
  ) +
  script
    .replace(/ type="(\w+)"/, ' data-pagespeed-orig-type="$1"')
    .replace("<script ", '<script type="text/psajs" ')
    .replace(" src=", " data-pagespeed-orig-src=");

/** The form of Cloudflare's Rocket Loader, as www/findings.js knows it: a prefix before the type. */
const prefixed = (script) =>
  consenting(
    `for (const script of document.querySelectorAll("script[type^='a1b2c3d4e5f6a7b8-']")) again(script, script.type.slice(17));`,
  ) +
  (script.includes("type=") ? script : script.replace("<script ", '<script type="text/javascript" ')).replace(
    ' type="',
    ' type="a1b2c3d4e5f6a7b8-',
  );

/** Without comments, line ends, spaces between tags, and quotes that HTML does not need. */
const minified = (html) =>
  html
    .replace(/<!--[^]*?-->/g, "")
    .replace(/\s+/g, " ")
    .replace(/> </g, "><")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/="([^\s"'=<>`/]+)"(?=[\s>])/g, "=$1"));

const ROCKET = "https://github.com/wp-media/wp-rocket/issues/7296";
const COMBINE = "https://docs.wp-rocket.me/article/1351-javascript-minify-combine";
const BOTH = Object.entries({ "the entry": ENTRY, "the one file": ONE_FILE });

/** @type {Case[]} */
const OPTIMISERS = [
  ...BOTH.flatMap(([what, script]) => [
    {
      name: `${what}, delayed until the visitor does something`,
      source: ROCKET,
      head: delayed(script),
      body: CONSENT + GUIDE,
    },
    {
      name: `${what}, deferred, which renames its type`,
      source: "https://developers.google.cn/speed/pagespeed/module/filter-js-defer",
      head: psajs(script),
      body: CONSENT + GUIDE,
    },
    {
      name: `${what}, with a prefix before its type`,
      source: "https://developers.cloudflare.com/speed/optimization/content/rocket-loader/ignore-javascripts/",
      head: prefixed(script),
      body: CONSENT + GUIDE,
    },
    ...["defer", "async"].map((attribute) => ({
      name: `${what} with ${attribute}`,
      source: "https://html.spec.whatwg.org/multipage/scripting.html#attr-script-async",
      head: script.replace(" defer", "").replace("<script ", `<script ${attribute} `),
      body: CONSENT + GUIDE,
      atOnce: true,
    })),
    {
      name: `${what}, at the end of the page`,
      source: COMBINE,
      body: CONSENT + GUIDE + script,
      atOnce: true,
    },
  ]),
  ...BOTH.map(([what, script]) => ({
    // What was pressed is clicked again once the scripts have run, which is before the guide takes over.
    name: `${what}, delayed until the visitor presses a row`,
    source: ROCKET,
    head: delayed(script),
    body: CONSENT + GUIDE,
    isPressed: true,
  })),
  {
    name: "the one file, combined with others",
    source: COMBINE,
    head: `<script defer src="/combined.inline.js"></script>`,
    body: CONSENT + GUIDE,
    atOnce: true,
  },
  {
    // A module that is combined into a classic file breaks the whole file, so the document says to exclude it.
    name: "the entry, combined with others",
    source: COMBINE,
    head: `<script defer src="/combined.js"></script>`,
    body: CONSENT + GUIDE,
    atOnce: true,
    shows: "words",
    consoleLine: /^uncaught: /,
  },
  {
    name: "minified HTML",
    source: "https://github.com/kangax/html-minifier",
    head: minified(ENTRY),
    body: CONSENT + minified(GUIDE),
    atOnce: true,
  },
  {
    // HTML allows that only outside of custom elements (html.spec.whatwg.org, "optional tags"), but it is done: the end
    // tag of the element is ignored inside a paragraph, and the `<div>` around it closes both.
    name: "minified HTML without the end tags that most parents do not need",
    source: "https://github.com/kangax/html-minifier",
    head: minified(ENTRY),
    body: `${CONSENT}${minified(GUIDE).replace(/<\/(p|li)>/g, "")}<p id="after">After the guide</p>`,
    atOnce: true,
  },
  {
    name: "style sheets without the rules that match nothing in the page",
    source: "https://docs.wp-rocket.me/article/1688-asynchronous-optimizations",
    head: `<style>mbc-body-map { --mbc-accent: #7a1f5c } #site-liver { color: red } .slide { color: red }</style>
      <script>addEventListener("DOMContentLoaded", () => {
        for (const { cssRules, ownerNode } of document.styleSheets)
          ownerNode.textContent = [...cssRules].filter(({ selectorText }) => document.querySelector(selectorText)).map(({ cssText }) => cssText).join("");
      });</script>${ENTRY}`,
    body: CONSENT + GUIDE,
    atOnce: true,
    isPruned: true,
  },
  {
    name: "parts of the page that are rendered when they come near",
    source: "https://docs.wp-rocket.me/article/1835-automatic-lazy-rendering",
    head: ENTRY,
    body: `${CONSENT}<div style="height: 2000px"></div><div style="content-visibility: auto">${GUIDE}</div>`,
    isFar: true,
    preloaded: true,
  },
  {
    name: "a frame whose address comes when it is near",
    source: "https://github.com/aFarkas/lazysizes",
    head: `<script>addEventListener("DOMContentLoaded", () => {
      const frame = document.querySelector("iframe");
      new IntersectionObserver(([{ isIntersecting }], watch) => {
        if (!isIntersecting) return;
        watch.disconnect();
        frame.src = frame.dataset.src;
      }).observe(frame);
    });</script>`,
    body: `${CONSENT}<div style="height: 2000px"></div>${FRAME.replace("<iframe src=", "<iframe data-src=")}`,
    isFrame: true,
    isFar: true,
  },
  {
    name: "a frame with loading=lazy",
    source: "https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-loading",
    body: `${CONSENT}<div style="height: 9000px"></div>${FRAME.replace("<iframe ", '<iframe loading="lazy" ')}`,
    isFrame: true,
    isFar: true,
  },
];

describe("rewritten pages", () => {
  const pages = {};
  let browser, site, files, combined;
  before(async () => {
    browser = await launch();
    const [entry, inline] = await Promise.all(
      ["mbc-body-map.js", "mbc-body-map.inline.js"].map((name) => readFile(`${DIST}/${name}`, "utf8")),
    );
    const others = [`window.first = function () { throw new Error("called by the next script") }`, "window.last = 1;"];
    combined = {
      "/combined.js": others.join(`\n${entry}\n`),
      "/combined.inline.js": others.join(`\n${inline}\n`),
    };
    files = await serve({ folders: { dist: DIST } });
    site = await serve({ folders: {}, pages, fault: (path) => combined[path] && { body: combined[path] } });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await files?.close();
  });

  /** The page, or the frame that is there or comes, once its guide has started. */
  async function started(tab, isFrame) {
    const frame = isFrame ? await (await tab.waitForSelector("iframe[src]")).contentFrame() : tab.mainFrame();
    await frame.waitForSelector("mbc-body-map:state(ready)", { state: "attached" });
    return frame;
  }

  for (const [kind, cases] of Object.entries({ banner: BANNERS, optimiser: OPTIMISERS })) {
    describe(kind, () => {
      for (const [at, { name, head = "", body, shows = "guide", ...is }] of cases.entries()) {
        test(`${name}: ${is.atOnce ? "" : "words, then "}the ${shows}`, async () => {
          const path = `/${kind}-${at}`;
          const dist = `${files.origin.replace("127.0.0.1", "localhost")}/dist`;
          pages[path] = page(COUNT + head, body).replace(HOSTED, dist);
          const { tab, log, close } = await visit(browser, site.origin + path, { width: 800 });
          await tab.waitForLoadState("load");
          await painted(tab);
          const asked = () =>
            log.addresses.filter((address) => address.startsWith(dist) && !/embed\.js$/.test(address)).length;
          const row = tab.locator("#mbc-fallback-site-liver");

          if (!is.atOnce) {
            // Where the script runs and the guide is far, only its start waits.
            if (!is.isFrame && !is.isFar) {
              assert.equal(
                await tab.evaluate(() => document.querySelector("mbc-body-map").shadowRoot?.mode),
                undefined,
              );
            }
            assert.ok(asked() <= (is.preloaded ? 1 : 0), log.addresses.join(" "));
            assert.deepEqual(log.consoleLines, []);
            if (!is.isFrame && !is.isFar && !is.isPressed) {
              await tab.locator("#mbc-fallback-site-bones").evaluate((row) => row.setAttribute("open", ""));
            }
            if (is.isPressed) await row.locator("> summary").click();
            else if (is.isFar) await tab.evaluate(() => scrollTo(0, document.body.scrollHeight));
            else await tab.locator("#consent").click();
          }
          if (shows === "words") {
            for (let round = 0; !log.consoleLines.length && round < 600; round++) await painted(tab);
            assert.equal(log.consoleLines.length, 1, log.consoleLines.join("\n"));
            assert.match(log.consoleLines[0], is.consoleLine);
            assert.ok(await row.isVisible());
            assert.equal(await tab.evaluate(() => readies), 0);
            return close();
          }
          const frame = await started(tab, is.isFrame);
          if (!is.isFrame) {
            const wasOpened = !is.atOnce && !is.isFar && !is.isPressed;
            assert.equal(await tab.locator("#site-bones[open]").count(), wasOpened ? 1 : 0);
          }
          if (!is.isPressed) await frame.locator("#site-liver > summary").click();
          await frame.locator("#site-liver .key").waitFor({ state: "visible" });
          if (is.isFrame) {
            const height = await frame.evaluate(
              () => document.querySelector("mbc-body-map").getBoundingClientRect().height,
            );
            await tab.waitForFunction(
              (height) => Math.abs(document.querySelector("iframe").clientHeight - height) < 2,
              height,
            );
          } else {
            assert.equal(await tab.evaluate(() => readies), 1);
            assert.equal(await row.isVisible(), false);
            assert.equal(await tab.locator("#frame").count(), 1);
          }
          if (is.isPruned) {
            const [sheet, accent, own] = await tab.evaluate(() => {
              const map = document.querySelector("mbc-body-map");
              const accent = getComputedStyle(map).getPropertyValue("--mbc-accent");
              return [document.styleSheets[0].cssRules.length, accent, map.shadowRoot.adoptedStyleSheets.length];
            });
            assert.deepEqual([sheet, accent, own > 0], [1, "#7a1f5c", true]);
          }
          if (body.includes('id="after"')) {
            const inside = await tab.evaluate(() =>
              document.querySelector("mbc-body-map").contains(document.querySelector("#after")),
            );
            assert.equal(inside, false);
            assert.ok(await tab.locator("#after").isVisible());
          }
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      }
    });
  }
});

// Chromium does not render in advance while DevTools, and so Playwright, are connected. So it runs by itself, and the pages
// say what happens by asking the server for addresses.
test("a page that is rendered before it is visited: the guide starts when the visitor comes", async () => {
  const told = [];
  let rendered;
  const isRendered = new Promise((done) => (rendered = done));
  const tell = (what) => `fetch("/told/" + ${what})`;
  const pages = {
    "/before": page(
      `<script type="speculationrules">{ "prerender": [{ "urls": ["/guide"], "eagerness": "immediate" }] }</script>`,
      `<script>fetch("/rendered").then(() => (location = "/guide"))</script>`,
    ),
  };
  const files = await serve({ folders: { dist: DIST } });
  const site = await serve({
    folders: {},
    pages,
    fault(path) {
      if (path === "/rendered") return { until: isRendered, body: "" };
      if (!path.startsWith("/told/")) return undefined;
      told.push(path.slice("/told/".length));
      if (told.at(-1).startsWith("loaded")) rendered();
      return { body: "" };
    },
  });
  pages["/guide"] = page(
    `${COUNT}<script>
      addEventListener("error", ({ message }) => ${tell('"error-" + message')});
      addEventListener("load", () => ${tell('"loaded-" + document.prerendering')});
      addEventListener("mbc-ready", () => {
        ${tell('"ready-" + document.prerendering')};
        const row = document.querySelector("mbc-body-map").shadowRoot.querySelector("#site-liver");
        row.addEventListener("toggle", () => ${tell('"open-" + row.open + "-" + readies')});
        row.querySelector("summary").click();
      });
    </script>${ENTRY}`,
    GUIDE,
  ).replace(HOSTED, `${files.origin.replace("127.0.0.1", "localhost")}/dist`);
  const profile = await mkdtemp(join(tmpdir(), "mbc-prerender-"));
  const flags = ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-background-networking"];
  const browser = await running(
    process.env.CHROME ?? "/usr/bin/chromium",
    [...flags, `--user-data-dir=${profile}`, `${site.origin}/before`],
    async () => told.some((line) => /^(open|error)/.test(line)),
  );
  await browser.stop();
  assert.deepEqual(told, ["loaded-true", "ready-false", "open-true-1"]);
  for (const server of [site, files]) await server.close();
  await rm(profile, { recursive: true });
});
