// The claims of SECURITY.md about what others cannot do: with attributes, messages, altered files and links. Policies and
// replaced functions are in `matrix.test.mjs` and `host.test.mjs`.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import {
  DIST,
  ENGINES,
  ENTRY,
  WORDS,
  described,
  launch,
  page,
  painted,
  receivedEvents,
  settled,
  visit,
} from "./page.mjs";
import { serve } from "./server.mjs";

const SCRIPT = `<script type="module" src="${ENTRY}"></script>`;
const { attributes } = described();
const inDist = (file) => readFile(`${DIST}/${file}`);

/** Each would call `ran`, or fetch `/probe`, if it became markup, an address or a style. */
const HOSTILE = [
  `"><img src=/probe onerror="ran()">`,
  `'><svg onload='ran()'></svg><script>ran()</script>`,
  `</style></template><iframe srcdoc="<script>parent.ran()</script>"></iframe>`,
  `" onclick="ran()" onfocus="ran()" autofocus x="`,
  "javascript:ran()",
  " JaVaScRiPt:ran()//https://example.org",
  "data:text/html,<script>ran()</script>",
  `https://example.org/" onmouseover="ran()`,
  "https://example.org/'><img src=/probe onerror=ran()>",
  "</p>\u0000<img src=/probe onerror=ran()>",
  "&quot;&gt;&lt;img src=/probe onerror=ran()&gt;",
  "red;} * { background: url(/probe) } {",
];

/** Opens every row of the shadow root, and every row inside it, one after the other; calls `look` after each. */
const throughEverything = `async (root, look) => {
  const task = () => new Promise((done) => setTimeout(done));
  look();
  for (const id of [...root.querySelectorAll("details[id]")].map((row) => row.id)) {
    const row = root.getElementById(id);
    if (!row.open) row.firstElementChild.click();
    await task();
    for (const inner of row.querySelectorAll("details:not([open])")) inner.firstElementChild.click();
    await task();
    look();
  }
}`;

/** Lists what could run or fetch something in a tree: elements, attributes, and addresses of other schemes. */
const suspicious = `(root) => [...root.querySelectorAll("*")].flatMap((element) => {
  const found = [];
  if (/^(script|img|image|iframe|object|embed|link|base|form|style|meta|video|audio|animate|set|foreignobject)$/i.test(element.localName)) found.push(element.localName);
  for (const { name, value } of element.attributes) {
    if (/^on|^style$|^srcdoc$|^src$|^formaction$/i.test(name)) found.push(element.localName + " " + name);
    if (/href$/i.test(name) && !/^(https:\\/\\/|tel:|mailto:|#)/.test(value)) found.push(element.localName + " " + name + "=" + value);
  }
  return found;
})`;

for (const [engine, flags] of ENGINES) {
  describe(`what others cannot do, on the ${engine} engine`, () => {
    let browser, server, stranger, fault;
    const pages = {};
    before(async () => {
      const setup = { folders: { dist: DIST }, pages, fault: (path) => fault?.(path) };
      [server, stranger] = await Promise.all([serve(setup), serve(setup)]);
      browser = await launch({ flags });
    });
    after(async () => {
      await browser?.close();
      for (const one of [server, stranger]) await one?.close();
    });
    afterEach(() => {
      fault = undefined;
      for (const path of Object.keys(pages)) delete pages[path];
    });

    function open(html, options) {
      pages["/host"] = html;
      return visit(browser, `${server.origin}/host`, options);
    }

    test("no attribute becomes markup, script or an address", async () => {
      const { tab, log, close } = await open(page(SCRIPT, ""), {
        script: "window.runs = 0; window.ran = () => runs++;",
      });
      const names = attributes.map(({ name }) => name);
      assert.ok(names.length >= 15, names.join());
      const result = await tab.evaluate(
        async ([hostile, names, walk, look]) => {
          const [through, suspects] = [eval(walk), eval(look)];
          const found = new Set();
          const states = [];
          const counts = { attributes: 0, looks: 0 };
          const make = async (given) => {
            const element = document.createElement("mbc-body-map");
            element.innerHTML = "<p>Words</p>";
            for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
            element.setAttribute("loading", given.loading ?? "eager");
            document.body.append(element);
            await element.ready.catch(() => {});
            return element;
          };
          const check = (what, root) => {
            counts.looks++;
            for (const one of suspects(root)) found.add(`${what}: ${one}`);
          };
          // All at once from the beginning, but for what says where the files are; each its own, with everything open.
          for (const shift of [0, 5]) {
            const own = names.filter((name) => !["base-url", "loading", "engine"].includes(name));
            const first = await make(
              Object.fromEntries(own.map((name, at) => [name, hostile[(at + shift) % hostile.length]])),
            );
            states.push(first.state);
            await through(first.shadowRoot, () => check(`all from ${shift}`, first.shadowRoot));
            first.remove();
          }
          // And all values with each other.
          for (const value of hostile) {
            const second = await make({});
            // The rows that show them are open.
            second.open("liver");
            second.shadowRoot.getElementById("section-help").firstElementChild.click();
            for (const name of names) {
              second.setAttribute(name, value);
              await null;
              check(`${name} ${value}`, second.shadowRoot);
              if (name !== "lang") second.removeAttribute(name);
              counts.attributes++;
            }
            states.push(second.state);
            dispatchEvent(new Event("beforeprint"));
            check(`printed ${value}`, second.shadowRoot);
            dispatchEvent(new Event("afterprint"));
            second.remove();
          }
          return { found: [...found], states, counts };
        },
        [HOSTILE, names, throughEverything, suspicious],
      );
      assert.deepEqual(result.found, []);
      assert.deepEqual(new Set(result.states), new Set(["ready"]));
      assert.equal(result.counts.attributes, names.length * HOSTILE.length);
      assert.ok(result.counts.looks > names.length * HOSTILE.length + 2 * 15);
      // The same as HTML of the page, where quotes are escaped as an author's template would.
      const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
      for (const value of HOSTILE.slice(0, 3)) {
        pages["/host"] = page(
          SCRIPT,
          `<mbc-body-map ${names
            .filter((name) => name !== "base-url")
            .map((name) => `${name}="${escaped(value)}"`)
            .join(" ")}>${WORDS}</mbc-body-map>`,
        );
        await tab.goto(`${server.origin}/host`);
        await settled(tab);
        assert.equal(await tab.locator("mbc-body-map").evaluate((element) => element.state), "ready");
        assert.deepEqual(
          await tab.evaluate((look) => eval(look)(document.querySelector("mbc-body-map").shadowRoot), suspicious),
          [],
        );
        assert.equal(await tab.evaluate(() => window.runs), 0);
      }
      assert.ok(!log.asked.some((path) => path.includes("probe")), log.asked.join());
      assert.deepEqual(
        log.consoleLines.filter((line) => line.startsWith("uncaught")),
        [],
      );
      await close();
    });

    test("attributes that say where the files are, and which, have no other effect", async () => {
      // Each in a page of its own, because a page loads one engine.
      const given = [...HOSTILE, "//stranger.invalid/a", "blob:null/a", "about:blank", "/probe/", "../.."].map(
        (value) => ({ "base-url": value }),
      );
      given.push(...HOSTILE.slice(0, 3).map((value) => ({ engine: value, loading: value })));
      for (const attributes of given) {
        const html = Object.entries(attributes).map(
          ([name, value]) => `${name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`,
        );
        const element = `<mbc-body-map ${html.join(" ")}><p>${WORDS}</p></mbc-body-map>`;
        const { tab, log, close } = await open(page(SCRIPT, element), {
          script: "window.runs = 0; window.ran = () => runs++;",
        });
        await settled(tab);
        const what = JSON.stringify(attributes);
        const { state, shown, runs } = await tab.evaluate(() => {
          const { state, shadowRoot } = document.querySelector("mbc-body-map");
          const shown =
            state === "ready" ? shadowRoot.querySelector("#head h2") : document.querySelector("mbc-body-map p");
          return { state, shown: shown.checkVisibility(), runs };
        });
        assert.ok(shown, `${what}: ${state}`);
        assert.equal(runs, 0, what);
        assert.deepEqual(
          await tab.evaluate((look) => eval(look)(document.querySelector("mbc-body-map").shadowRoot), suspicious),
          [],
        );
        // By the rules of addresses it is a folder, or none. HTML has no U+0000.
        const base = attributes["base-url"]?.replaceAll("\0", "\ufffd").replace(/\/?$/, "/");
        const wanted = base && URL.canParse(base, tab.url()) ? new URL(base, tab.url()) : undefined;
        const folder = wanted?.protocol.startsWith("http") ? new URL(".", wanted).href : undefined;
        const ours = log.addresses.filter((address) => address !== tab.url());
        const known = (address) =>
          [`${server.origin}/dist/`, folder].some(
            (from) =>
              from && address.startsWith(from) && /^mbc-body-map[\w.-]*(\?\d+)?$/.test(address.slice(from.length)),
          );
        assert.deepEqual(
          ours.filter((address) => !known(address)),
          [],
          what,
        );
        if (!base) assert.equal(state, "ready", what);
        assert.ok(ours.length >= 2, what);
        assert.deepEqual(
          log.consoleLines.filter((line) => line.startsWith("uncaught")),
          [],
          what,
        );
        await close();
      }
    });

    test("the check for markup finds markup that is put there on purpose", async () => {
      const { tab, close } = await open(page("", `<div id="a"></div>`), {
        script: "window.runs = 0; window.ran = () => runs++;",
      });
      const found = await tab.evaluate(
        async ([hostile, look]) => {
          const at = document.getElementById("a");
          return hostile.slice(0, 5).map((value) => {
            at.innerHTML = `<a href="${value}">a</a>`;
            return eval(look)(at).length;
          });
        },
        [HOSTILE, suspicious],
      );
      assert.ok(
        found.every((count) => count > 0),
        found.join(),
      );
      await tab.waitForFunction(() => window.runs > 0);
      await close();
    });

    for (const language of ["en", "es"]) {
      test(`every link is https: or tel:, and sends nothing about the page, ${language}`, async () => {
        const given = `lang="${language}" loading="eager" support-phone="555 0200" support-label="Ours" support-url="https://example.org/help" care-team-phone="555 0100"`;
        const { tab, log, close } = await open(page(SCRIPT, `<mbc-body-map ${given}>${WORDS}</mbc-body-map>`));
        await settled(tab);
        const links = await tab.evaluate(async (walk) => {
          const root = document.querySelector("mbc-body-map").shadowRoot;
          const found = new Map();
          const look = () => {
            for (const link of root.querySelectorAll("[href]:not(use)")) {
              const [href, rel, target] = ["href", "rel", "target"].map((name) => link.getAttribute(name));
              found.set(`${href} ${rel} ${target}`, { href, rel, target });
            }
          };
          await eval(walk)(root, look);
          for (const box of [...root.querySelectorAll("input")].filter((_, at) => at % 5 === 0)) box.click();
          look();
          root.getElementById("sheet-large").click();
          look();
          dispatchEvent(new Event("beforeprint"));
          look();
          return [...found.values()];
        }, throughEverything);
        const web = links.filter(({ href }) => /^https:\/\/[a-z0-9.-]+\.[a-z]+(\/|$)/.test(href));
        const dialled = links.filter(({ href }) => /^tel:\+?[0-9]+$/.test(href));
        assert.deepEqual(
          links.filter((link) => !web.includes(link) && !dialled.includes(link)),
          [],
        );
        assert.deepEqual(
          web.filter(({ rel, target }) => rel !== "noopener noreferrer" || target !== "_blank"),
          [],
        );
        assert.ok(web.length > 80 && dialled.length > 8, `${web.length} and ${dialled.length}`);
        assert.ok(
          web.some(({ href }) => href === "https://example.org/help") &&
            dialled.some(({ href }) => href === "tel:5550200"),
        );
        assert.deepEqual(log.consoleLines, []);
        await close();
      });
    }

    test("the widget listens to no messages", async () => {
      const script = () => {
        window.listened = [];
        const { addEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (type, ...rest) {
          listened.push(type);
          return addEventListener.call(this, type, ...rest);
        };
      };
      const { tab, log, close } = await open(
        page(
          SCRIPT,
          `<mbc-body-map loading="eager">${WORDS}</mbc-body-map><iframe src="${stranger.origin}/dist/embed.html"></iframe>`,
        ),
        { script },
      );
      await settled(tab);
      const frame = tab.frameLocator("iframe");
      await frame.locator("mbc-body-map:state(ready)").waitFor();
      const whole = (where) =>
        where
          .locator("mbc-body-map")
          .first()
          .evaluate((map) => [map.outerHTML, map.shadowRoot.innerHTML, document.title, location.href]);
      const before = [await whole(tab), await whole(frame)];
      await frame.locator("html").evaluate(() => {
        window.got = 0;
        addEventListener("message", () => window.got++);
      });
      const messages = [
        { "mbc-body-map": "1", height: 777, top: 0 },
        { type: "open", site: "liver" },
        { lang: "es" },
        "open liver",
        { "mbc-body-map": { "support-url": "javascript:0" } },
        ["site", "liver"],
        null,
        1,
      ];
      await tab.evaluate((messages) => {
        window.got = 0;
        addEventListener("message", ({ source }) => (window.got += source === window ? 1 : 0));
        for (const message of messages) {
          postMessage(message, "*");
          frames[0].postMessage(message, "*");
        }
      }, messages);
      await tab.waitForFunction((count) => window.got >= count, messages.length);
      const inside = tab.frames().find((one) => one.url().includes("embed.html"));
      await inside.waitForFunction((count) => window.got >= count, messages.length);
      await painted(tab);
      assert.deepEqual([await whole(tab), await whole(frame)], before);
      const listened = await tab.evaluate(() => window.listened);
      assert.ok(listened.includes("click") && listened.includes("beforeprint"), listened.join());
      // The listener of this test.
      assert.equal(listened.filter((type) => type === "message").length, 1);
      const within = await inside.evaluate(() => window.listened);
      // And that of `embed.js`, which answers the page around the frame with the height.
      assert.equal(within.filter((type) => type === "message").length, 2);
      assert.deepEqual(log.consoleLines, []);
      await close();
    });

    test("one changed byte of the WebAssembly or of the words is refused", async () => {
      const endings = engine === "wasm" ? [".wasm", ".pack"] : [".pack"];
      for (const ending of endings) {
        const name = (await readdir(DIST)).find(
          (file) => file.endsWith(ending) && (ending === ".wasm" || file.includes(".en-")),
        );
        const bytes = await inDist(name);
        for (const at of [Math.floor(bytes.length / 2), bytes.length - 1]) {
          const changed = Buffer.from(bytes);
          changed[at] ^= 1;
          fault = (path) => (path.endsWith(name) ? { body: changed } : undefined);
          const attribute = engine === "wasm" ? 'engine="wasm"' : "";
          const { tab, log, close } = await open(
            page(SCRIPT, `<mbc-body-map loading="eager" ${attribute}><p>${WORDS}</p></mbc-body-map>`),
          );
          await settled(tab);
          assert.deepEqual(
            (await receivedEvents(tab)).map(({ name, code }) => [name, code]),
            [["mbc-error", "network"]],
          );
          assert.ok(await tab.getByText(WORDS).isVisible());
          assert.equal(await tab.locator("#frame").count(), 0);
          assert.ok(log.asked.some((path) => path.endsWith(name)));
          await close();
        }
      }
    });

    test("one changed byte of the entry is refused where the page pins it", async () => {
      const pin = JSON.parse(await inDist("integrity.json"))["mbc-body-map.js"];
      const pinned = `<script type="module" src="${ENTRY}" integrity="${pin}"></script>`;
      const bytes = await inDist("mbc-body-map.js");
      for (const changed of [false, true]) {
        fault = (path) => (changed && path === ENTRY ? { body: Buffer.concat([bytes, Buffer.from(" ")]) } : undefined);
        const { tab, close } = await open(page(pinned, `<mbc-body-map loading="eager"><p>${WORDS}</p></mbc-body-map>`));
        if (changed)
          assert.deepEqual(
            await tab
              .locator("mbc-body-map")
              .evaluate((map) => [map.shadowRoot, map.matches(":defined"), map.textContent]),
            [null, false, WORDS],
          );
        else await tab.locator("mbc-body-map:state(ready)").waitFor();
        await close();
      }
    });
  });
}

describe("the shipped files", () => {
  test("every link of the plain pages is https:, tel:, or to a file of the package", async () => {
    const browser = await launch();
    const server = await serve({ folders: { dist: DIST } });
    try {
      for (const [file, least] of [
        ["fallback.en.html", 500],
        ["fallback.es.html", 500],
        ["embed.html", 2],
        ["approval.html", 1000],
        ["accessibility.html", 50],
        ["index.html", 10],
      ]) {
        const { tab, close } = await visit(browser, `${server.origin}/dist/${file}`, { javaScriptEnabled: false });
        const links = await tab
          .locator("[href]:not(link)")
          .evaluateAll((all) => all.map((link) => ["href", "rel"].map((name) => link.getAttribute(name))));
        const wrong = links.filter(([href, rel]) => {
          if (href.startsWith("https://")) return rel !== "noopener noreferrer";
          return !/^(tel:\+?[0-9]+|mailto:[^?]+|#.*|(fallback\.(en|es)|snippet\.(en|es)|approval|content-report|accessibility|check)\.html(#.*)?|accessibility\.yaml|wordpress\/mbc-body-map\.zip)$/.test(
            href,
          );
        });
        assert.deepEqual(wrong, [], file);
        assert.ok(links.length >= least, `${file}: ${links.length} links`);
        if (file !== "index.html")
          assert.equal(await tab.locator("img, iframe, object, embed, form, [onclick], [onload]").count(), 0, file);
        await close();
      }
    } finally {
      await browser.close();
      await server.close();
    }
  });

  test("need no package: none is named, and scripts import only files beside them", async () => {
    const shipped = JSON.parse(await inDist("package.json"));
    // The scripts import nothing from elsewhere. The types may use those of a framework where it is installed.
    for (const kind of ["dependencies", "optionalDependencies", "bundledDependencies", "bundleDependencies", "scripts"])
      assert.equal(shipped[kind], undefined, kind);
    assert.deepEqual(Object.keys(shipped.peerDependencies), ["@types/react", "preact", "solid-js"]);
    for (const name of Object.keys(shipped.peerDependencies))
      assert.deepEqual(shipped.peerDependenciesMeta[name], { optional: true }, name);
    const scripts = (await readdir(DIST)).filter((file) => file.endsWith(".js"));
    assert.ok(scripts.length >= 7, scripts.join());
    let imports = 0;
    for (const file of scripts) {
      const code = String(await inDist(file));
      assert.ok(!/\brequire\(/.test(code) && !/\beval\(|new Function\(/.test(code), file);
      // The demo shows code with addresses of other sites in it.
      if (file === "builder.js") continue;
      for (const [, from] of code.matchAll(
        /(?:^|[;\s}])(?:import|export)\s*(?:[\w$*{},\s]+from\s*)?["']([^"']+)["']/g,
      )) {
        imports++;
        assert.match(from, /^\.\/mbc-body-map[\w.-]*\.js$/, `${file} imports ${from}`);
        assert.ok(scripts.includes(from.slice(2)), from);
      }
      for (const [, from] of code.matchAll(/\bimport\((?:\s*\/\*[^*]*\*\/)*\s*["'`]([^"'`]+)["'`]\)/g)) {
        imports++;
        assert.ok(scripts.includes(from.replace(/^\.\//, "")), `${file} imports ${from}`);
      }
    }
    assert.ok(imports >= 4, `${imports} imports`);
  });
});
