// Policies, host styles and faults, on both engines, in each browser that BROWSERS names (`chromium` by default): what is
// shown, which event is sent, and that the console is otherwise clean. Pages and widget come from two origins, as on a
// site that pastes the snippet. The resulting table is printed at the end.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, test } from "node:test";
import { Key } from "selenium-webdriver";
import { launch, missing } from "./browsers.mjs";
import { TITLES } from "./page.mjs";
import { serve } from "./server.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const integrity = JSON.parse(readFileSync(`${DIST}/integrity.json`, "utf8"));
const WORDS = "Words of the page’s author.";

/** Records events, policy violations and console lines. */
const COLLECT = `window.got = { events: [], violations: [], consoleLines: [] };
for (const name of ["mbc-ready", "mbc-error"]) addEventListener(name, ({ detail }) => got.events.push({ name, ...detail }));
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  got.violations.push(effectiveDirective + " " + blockedURI));
addEventListener("error", (event) => event.message && got.consoleLines.push("uncaught: " + event.message));
addEventListener("unhandledrejection", ({ reason }) => got.consoleLines.push("unhandled: " + reason));
for (const how of ["log", "info", "warn", "error"]) {
  const real = console[how];
  console[how] = (...words) => (got.consoleLines.push(how + ": " + words.join(" ")), real.apply(console, words));
}`;

/** Rows of the table. */
const table = [];

for (const name of (process.env.BROWSERS ?? "chromium").split(" ")) {
  const lacking = missing(name);
  describe(name, { skip: lacking ? `install: ${lacking}` : false }, () => {
    let browser, widget, host, current;
    before(async () => {
      browser = await launch(name);
      // Headers and faults are set before each page is opened.
      widget = await serve({ folders: { dist: DIST }, fault: (path) => current.fault?.(path) || undefined });
      host = await serve({
        folders: {},
        pages: new Proxy({}, { get: (_, path) => (path === "/collect.js" ? COLLECT : current.pages[path]) }),
        fault: (path) =>
          path.endsWith(".js") ? { headers: { "content-type": "text/javascript" } } : { headers: current.headers },
      });
    });
    after(async () => {
      await browser?.close();
      await widget?.close();
      await host?.close();
    });

    /** A host page; `attributes` on the element, `head` and `body` around it. */
    function page({ head = "", body = (element) => element, attributes = "", inside = `<p>${WORDS}</p>` } = {}) {
      const entry = `${widget.origin}/dist/mbc-body-map.js`;
      const pin = `integrity="${integrity["mbc-body-map.js"]}" crossorigin="anonymous"`;
      const element = `<mbc-body-map ${attributes}>${inside}</mbc-body-map>`;
      return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="${host.origin}/icon.js"><script nonce="n" src="/collect.js"></script>${head}
<script nonce="n" type="module" src="${entry}" ${pin}></script></head><body>${body(element)}</body></html>`;
    }

    /** Opens the page and waits until the element is ready or has failed. */
    async function open(what) {
      current = {
        pages: { "/": page(what), "/inner": page(what.inner ?? {}), "/frame.js": what.script },
        headers: {},
        ...what,
      };
      await browser.driver.get(`${host.origin}/${what.start ?? ""}`);
      if (what.frame) await browser.driver.switchTo().frame(0);
      if (what.unfinished) return;
      await browser.driver.wait(
        () => browser.driver.executeScript("return /ready|error/.test(document.querySelector('mbc-body-map')?.state)"),
        20_000,
      );
    }

    const run = (script, ...given) => browser.driver.executeScript(script, ...given);

    /** What is shown and recorded; if the widget is there, it is also used. */
    async function outcome() {
      const got = await run(`
        const element = document.querySelector("mbc-body-map");
        const { state } = element;
        if (state === "ready") {
          const root = element.shadowRoot;
          root.querySelector("#site-liver > summary").click();
          const key = root.querySelector("#site-liver .key");
          got.works = root.getElementById("site-liver").open && key.getBoundingClientRect().height > 20
            && root.adoptedStyleSheets.length === 2 && getComputedStyle(root.querySelector("#fig")).display !== "inline";
        } else {
          const slot = element.shadowRoot.querySelector('slot[name=""]');
          got.words = slot.assignedNodes().map((node) => node.textContent).join("").trim();
          got.retry = element.shadowRoot.querySelector("button")?.textContent;
        }
        // What the page added to prototypes is removed, because it breaks the serialization of the driver.
        for (const [of, name] of [["Array", "toJSON"], ["Array", "first"], ["Object", "merge"]]) delete window[of].prototype[name];
        return { state, ...got };`);
      return got;
    }

    /** Expects the full widget on that engine (`either`, where browsers differ), and at most one policy violation. */
    function full(what, engine, row) {
      test(`${row}: the full widget`, async () => {
        await open(what);
        const got = await outcome();
        assert.equal(got.state, "ready", JSON.stringify(got));
        assert.ok(got.works, JSON.stringify(got));
        assert.equal(got.events.length, 1);
        if (engine !== "either") assert.equal(got.events[0].engine, engine);
        const others = got.violations.filter((line) => !/ wasm-eval$/.test(line) && !/ eval$/.test(line));
        assert.deepEqual(others, []);
        assert.ok(
          got.violations.length <= (got.events[0].engine === "js" && !/engine="js"/.test(what.attributes) ? 1 : 0),
          got.violations.join(),
        );
        assert.deepEqual(got.consoleLines, []);
        table.push([row, name, `full, ${got.events[0].engine}`, "mbc-ready", got.violations.join() || "–"]);
      });
    }

    /** Expects the author's content, the error message with its button, and one event with that code. */
    function words(what, codes, row) {
      test(`${row}: the words stay`, async () => {
        await open(what);
        const got = await outcome();
        assert.equal(got.state, "error", JSON.stringify(got));
        assert.equal(got.words, WORDS);
        assert.equal(got.retry, "Try again");
        assert.equal(got.events.length, 1);
        assert.equal(got.events[0].name, "mbc-error");
        assert.ok(codes.split(" ").includes(got.events[0].code), got.events[0].code);
        assert.deepEqual(got.consoleLines.length, 1, got.consoleLines.join());
        assert.match(got.consoleLines[0], /^error: <mbc-body-map>: .*\((http|network|timeout)\)$/);
        table.push([
          row,
          name,
          "the words, a line, a button",
          `mbc-error ${got.events[0].code}`,
          got.violations.join() || "–",
        ]);
      });
    }

    for (const engine of ["wasm", "js"]) {
      test(`a short journey, by pointer and keyboard, ${engine}`, async () => {
        await open({ attributes: `engine="${engine}"` });
        const at = (selector) =>
          run("return document.querySelector('mbc-body-map').shadowRoot.querySelector(arguments[0])", selector);
        const press = async (selector) => {
          const target = await at(selector);
          // geckodriver does not scroll to an element in a shadow root.
          await run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", target);
          await browser.driver.actions().move({ origin: target }).click().perform();
        };
        const key = (name) => browser.driver.actions().sendKeys(Key[name]).perform();
        const seen = () =>
          run(`const element = document.querySelector("mbc-body-map");
            const root = element.shadowRoot;
            const shown = (id) => root.querySelector("#site-" + id).open && root.querySelector("#site-" + id + " .key").getBoundingClientRect().height > 20;
            return {
              open: [...root.querySelectorAll(".row[open][id^=site-]")].map((row) => row.id).join(), attributes: element.getAttributeNames().join(), liver: shown("liver"), bones: shown("bones"),
              focus: root.activeElement?.parentElement.id ?? null, lang: root.querySelector("#mbc").lang, title: root.querySelector("h1, h2, h3").textContent,
              // A sign is ticked wherever it stands.
              ticked: new Set([...root.querySelectorAll("input[type=checkbox]:checked")].map(({ id }) => id.match(/^sign-\\d+|.*/)[0])).size,
            };`);

        const before = await seen();
        assert.deepEqual([before.open, before.ticked], ["", 0]);
        await press("#fig-liver .hit");
        const liver = await seen();
        assert.deepEqual(
          [liver.open, liver.attributes, liver.liver],
          ["site-liver", before.attributes, true],
          "the figure opens its row, and no attribute tells so",
        );
        await press("#site-liver label");
        assert.equal((await seen()).ticked, 1);
        await press("#site-bones > summary");
        const bones = await seen();
        assert.deepEqual(
          [bones.open, bones.liver, bones.bones, bones.ticked],
          ["site-bones", false, true, 1],
          "one is open at a time, and what is ticked stays",
        );
        await key("ESCAPE");
        const closed = await seen();
        assert.deepEqual(
          [closed.open, closed.focus],
          ["", "site-bones"],
          "Escape closes the row and leaves the focus on it",
        );
        await key("ENTER");
        assert.equal((await seen()).open, "site-bones");
        await press("#lang-other");
        await browser.driver.wait(async () => (await seen()).title !== before.title, 20_000);
        const spanish = await seen();
        assert.deepEqual(
          [spanish.lang, spanish.open, spanish.bones, spanish.ticked],
          ["es", "site-bones", true, 1],
          "the other language keeps what is open and ticked",
        );
        assert.equal(spanish.title, TITLES.es);
        const got = await run("return got");
        assert.deepEqual(
          got.events.map(({ name, engine }) => `${name} ${engine}`),
          [`mbc-ready ${engine}`],
        );
        assert.deepEqual(got.consoleLines, []);
      });
    }

    describe("policies", () => {
      for (const [row, policy, engine] of [
        ["no policy", () => undefined, "wasm"],
        ["default-src 'self' and the widget's origin", (from) => `default-src 'self' ${from}`, "js"],
        [
          "the same, with 'wasm-unsafe-eval'",
          (from) => `default-src 'self' ${from}; script-src 'self' ${from} 'wasm-unsafe-eval'`,
          "wasm",
        ],
        [
          "nonce and 'strict-dynamic'",
          () => "script-src 'nonce-n' 'strict-dynamic'; object-src 'none'; base-uri 'none'",
          "js",
        ],
        ["style-src without inline", (from) => `style-src 'self'; img-src 'self' ${from}`, "wasm"],
        ["Trusted Types required and none", () => "require-trusted-types-for 'script'; trusted-types 'none'", "wasm"],
        [
          "all of it at once",
          (from) =>
            `default-src 'none'; script-src 'nonce-n' 'strict-dynamic'; connect-src ${from}; style-src 'none'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`,
          "js",
        ],
      ]) {
        for (const attribute of ["", 'engine="js"']) {
          const what = { attributes: attribute };
          Object.defineProperty(what, "headers", {
            enumerable: true,
            get: () => {
              const value = policy(widget.origin);
              return value && { "content-security-policy": value };
            },
          });
          full(what, attribute ? "js" : engine, `${row}${attribute && `, ${attribute}`}`);
        }
      }
      full(
        {
          frame: true,
          start: "outer",
          get pages() {
            return {
              "/outer": `<!doctype html><title>t</title><iframe sandbox="allow-scripts" width="600" height="700" src="/inner"></iframe>`,
              "/inner": page(),
            };
          },
        },
        "wasm",
        'sandbox="allow-scripts"',
      );
    });

    describe("files that fail", () => {
      const kind = (ending) => (path) => path.endsWith(ending) && !path.endsWith("/mbc-body-map.js");
      const [wasm, pack, jsEngine] = [kind(".wasm"), kind(".pack"), kind(".js")];
      const gone = { status: 404 };
      const cut = { body: "half" };
      const closed = { headers: { "access-control-allow-origin": "https://elsewhere.example" } };
      const text = { headers: { "content-type": "text/html" } };
      const hangs = { hang: true };
      const when = (is, fault) => ({ fault: (path) => is(path) && fault });
      full(when(wasm, text), "wasm", "wasm of another type");
      full(when(wasm, gone), "js", "wasm 404");
      full(when(wasm, cut), "js", "wasm cut or altered");
      full(when(wasm, closed), "js", "wasm without CORS");
      full(when(wasm, hangs), "js", "wasm hangs");
      full(when(pack, text), "wasm", "pack of another type");
      for (const attributes of ["", 'engine="js"']) {
        const row = (what) => `${what}${attributes && `, ${attributes}`}`;
        words({ ...when(pack, gone), attributes }, "http", row("pack 404"));
        words({ ...when(pack, cut), attributes }, "network", row("pack cut or altered"));
        words({ ...when(pack, closed), attributes }, "network", row("pack without CORS"));
        words({ ...when(pack, hangs), attributes }, "timeout", row("pack hangs"));
      }
      words(
        when((path) => wasm(path) || jsEngine(path), gone),
        "network",
        "both engines 404",
      );
      words(
        when((path) => wasm(path) || jsEngine(path), hangs),
        "timeout",
        "both engines hang",
      );
      words({ attributes: 'engine="js"', ...when(jsEngine, gone) }, "network", 'JavaScript engine 404, engine="js"');
      words({ attributes: 'engine="wasm"', ...when(wasm, gone) }, "http", 'wasm 404, engine="wasm"');
      words(
        { headers: { "content-security-policy": "connect-src 'self'" } },
        "network",
        "connect-src without the widget's origin",
      );

      for (const [row, fault] of [
        ["entry 404", gone],
        ["entry of another type", { headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" } }],
        ["entry altered", cut],
      ]) {
        test(`${row}: the author’s content stays and no event is sent`, async () => {
          await open({ unfinished: true, fault: (path) => path.endsWith("/mbc-body-map.js") && fault });
          const got = await run(`const { textContent, state, shadowRoot } = document.querySelector("mbc-body-map");
            return { textContent, state: state ?? null, shadow: Boolean(shadowRoot), ...got }`);
          assert.deepEqual(
            [got.textContent, got.state, got.shadow, got.events, got.consoleLines],
            [WORDS, null, false, [], []],
          );
          table.push([row, name, "the words", "–", "–"]);
        });
      }
    });

    describe("hosts", () => {
      const styled = (css) => `<style>${css}</style>`;
      const measures = () =>
        run(`const root = document.querySelector("mbc-body-map").shadowRoot;
          const of = (selector, ...names) => { const style = getComputedStyle(root.querySelector(selector)); return names.map((name) => style[name] ?? style["webkit" + name[0].toUpperCase() + name.slice(1)]).join(" "); };
          return {
            text: parseFloat(of(".lead", "fontSize")),
            line: parseFloat(of(".lead", "lineHeight")) / parseFloat(of(".lead", "fontSize")),
            inherited: of(".lead", "textTransform", "letterSpacing", "wordSpacing", "textIndent", "whiteSpace", "textAlign", "visibility", "fontStyle", "textShadow", "cursor", "pointerEvents", "userSelect", "hyphens", "wordBreak"),
            row: root.querySelector("#site-liver > summary").getBoundingClientRect().height,
            width: document.querySelector("mbc-body-map").getBoundingClientRect().width,
            out: document.documentElement.scrollWidth - innerWidth,
            figure: root.querySelector("#fig").getBoundingClientRect().height,
            shown: root.querySelector("#sheet").checkVisibility?.() ?? true,
            liver: (() => { const box = (id) => root.getElementById(id).getBoundingClientRect(); return box("fig-liver").left + box("fig-liver").width / 2 < box("fig").left + box("fig").width / 2; })(),
          };`);
      for (const [row, head] of [
        [
          "hostile CSS",
          styled(
            "* { margin: 7px !important; padding: 3px !important; float: left !important; font: italic 9px/9px fantasy !important; text-transform: uppercase !important; letter-spacing: 1px !important; word-spacing: 2px !important; text-indent: 50px !important; white-space: nowrap !important; text-align: right !important; text-shadow: 1px 1px red !important; cursor: wait !important; pointer-events: none !important; user-select: none !important; word-break: break-all !important } button, summary, details, input { display: none !important } svg { width: 5px !important }",
          ),
        ],
        ["font-size: 62.5%", styled("html { font-size: 62.5% }")],
      ]) {
        test(`${row}: it looks as it should`, async () => {
          await open({ head });
          const got = await outcome();
          assert.ok(got.works, JSON.stringify(got));
          const seen = await measures();
          assert.ok(seen.text >= 16, `text of ${seen.text} px`);
          assert.ok(seen.line >= 1.4, `lines of ${seen.line}`);
          assert.equal(
            seen.inherited.replace(/manual|none|normal/g, "normal").replace("auto auto text", "auto auto auto"),
            `normal ${head.includes("1px") ? "1px 2px" : "normal 0px"} 0px normal start visible normal normal auto auto auto normal normal`,
            seen.inherited,
          );
          assert.ok(seen.row >= 44 && seen.figure > 300 && seen.shown && seen.liver, JSON.stringify(seen));
          assert.deepEqual(got.consoleLines, []);
          table.push([row, name, `full, ${got.events[0].engine}`, "mbc-ready", "–"]);
        });
      }

      for (const [row, around] of [
        ["flex", (element) => `<div style="display:flex">${element}</div>`],
        [
          "flex column",
          (element) => `<div style="display:flex;flex-direction:column;align-items:flex-start">${element}</div>`,
        ],
        ["grid", (element) => `<div style="display:grid">${element}</div>`],
        ["float", (element) => `<div style="float:left">${element}</div>`],
        ["inline-block", (element) => `<div style="display:inline-block">${element}</div>`],
        ["table cell", (element) => `<table><tr><td>${element}</td></tr></table>`],
        ["right to left", (element) => `<div dir="rtl">${element}</div>`],
      ]) {
        test(`${row}: it has its width`, async () => {
          await open({ body: around });
          const got = await outcome();
          assert.ok(got.works, JSON.stringify(got));
          const seen = await measures();
          assert.ok(seen.width > 500 && seen.out <= 0 && seen.figure > 300 && seen.liver, JSON.stringify(seen));
          table.push([`in ${row}`, name, `full, ${got.events[0].engine}`, "mbc-ready", "–"]);
        });
      }

      for (const [row, script] of [
        [
          "fetch that wraps the real one",
          "const real = window.fetch; window.fetch = function () { return real.apply(this, arguments).then((response) => response) };",
        ],
        ["fetch that forgets its options", "const real = window.fetch; window.fetch = (url) => real(url);"],
        ["another Response", "window.Response = class {};"],
        [
          "more on Array.prototype and Object.prototype",
          "Array.prototype.first = Object.prototype.merge = function () { return this[0] }; Array.prototype.toJSON = function () { return 'an array' }; Array.from = (all) => { const list = []; for (let at = 0; at < all.length; at++) list.push(all[at]); return list };",
        ],
      ]) {
        full({ head: `<script nonce="n" src="/frame.js"></script>`, script }, "wasm", row);
      }
      words(
        {
          head: `<script nonce="n" src="/frame.js"></script>`,
          script: "window.fetch = () => { throw new TypeError('no fetch here') };",
        },
        "network",
        "fetch that throws",
      );
    });

    // The driver of WebKitGTK can turn off neither.
    if (name !== "webkit") {
      /** The same pages in a browser that lacks something. */
      async function without(options, seen) {
        const whole = browser;
        browser = await launch(name, options);
        try {
          await seen();
        } finally {
          await browser.close();
          browser = whole;
        }
      }

      test("no WebAssembly: the full widget", () =>
        without({ flags: ["--js-flags=--jitless"], wasm: false }, async () => {
          await open({});
          const got = await outcome();
          assert.equal(await run("return typeof WebAssembly"), "undefined");
          assert.ok(
            got.works && got.events[0].engine === "js" && got.violations.length + got.consoleLines.length === 0,
            JSON.stringify(got),
          );
          table.push(["no WebAssembly", name, "full, js", "mbc-ready", "–"]);
        }));

      test("scripts off: the author’s content stays", () =>
        without({ scripts: false }, async () => {
          await open({ unfinished: true });
          assert.equal(await browser.driver.findElement({ css: "mbc-body-map" }).getText(), WORDS);
          table.push(["scripts off", name, "the words", "–", "–"]);
        }));
    }
  });
}

after(() => {
  console.log("# | policy or fault | browser | shown | sent | violations |");
  for (const row of table) console.log(`# | ${row.join(" | ")} |`);
});
