// The check for page authors: finds each fault of `faults.mjs` and nothing else, agrees with what a browser does on the same
// page, says why a page cannot be read, sends nothing, and is usable in both languages by keyboard and screen reader.

/* global axe -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { NOT_IN_FRAMES } from "../../www/findings.js";
import { takes } from "../../www/values.js";
import { FOLDER, faults, version } from "./faults.mjs";
import { DIST, described, launch, painted, project } from "./page.mjs";
import { serve } from "./server.mjs";
import { VALUES } from "./values.mjs";

const HOST = project("target/check-host");
const read = (path) => readFile(project(path), "utf8");
const json = async (path) => JSON.parse(await read(path));
const TEXTS = { en: await json("www/check.en.json"), es: await json("www/check.es.json") };
const AXE = await read("node_modules/axe-core/axe.min.js");
const STRICT =
  "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'self'";

let browser, site, others, rows;
/** The page to check, and what is wrong with the files of the guide. */
let current = {};
/** Headers of the check itself. */
let policy;

const page = (head, body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

before(async () => {
  await rm(HOST, { recursive: true, force: true });
  await mkdir(HOST, { recursive: true });
  // The exact and the moving address, and one of a release that this check does not know.
  for (const folder of [version, "v1", "9.9.9"]) await symlink(DIST, `${HOST}/${folder}`);
  const pages = new Proxy({}, { get: (_, path) => (path === "/page" ? current.source : undefined) });
  const fault = (path) => {
    if (path === "/page") return { headers: current.headers };
    if (/check\.html$/.test(path)) return { headers: policy && { "content-security-policy": policy } };
    return BAD_INPUT[path] ?? (current.fault?.(path) || undefined);
  };
  site = await serve({ folders: { mbc: HOST }, pages, fault });
  others = await serve({ folders: { mbc: HOST }, fault: (path) => current.fault?.(path) || undefined });
  rows = faults(`${site.origin}${FOLDER}`, `${others.origin}${FOLDER}`);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await others?.close();
});

/** Answers that are no page to check. */
const BAD_INPUT = {
  "/moved": { status: 302, headers: { location: "/page" }, body: "" },
  "/gone": { status: 404, body: "no" },
  "/closed": { status: 401, body: "no" },
  "/file": { body: "{}", headers: { "content-type": "application/json" } },
  "/slow": { hang: true },
};

async function open({ lang = "en", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1040, height: 900 }, ...options });
  const tab = await context.newPage();
  const log = { consoleLines: [], asked: [], bodies: [] };
  tab.on("console", (message) => log.consoleLines.push(`${message.type()}: ${message.text()}`));
  tab.on("pageerror", (error) => log.consoleLines.push(`uncaught: ${error.message}`));
  tab.on("request", (request) => {
    log.asked.push(request.url());
    if (request.method() !== "GET" || request.postData()) log.bodies.push(request.url());
  });
  await tab.goto(`${site.origin}${FOLDER}check.html?lang=${lang}`);
  await tab.locator("#by-address").waitFor();
  return { tab, log, close: () => context.close() };
}

/** Waits until the check has said something. */
const checked = (tab) =>
  tab.waitForFunction(
    ([en, es]) => {
      const outcome = document.getElementById("outcome").textContent;
      const notes = ["address", "source"].map((id) => document.getElementById(`${id}-note`).textContent);
      return ![en, es].includes(outcome) && (outcome || notes.join(""));
    },
    [TEXTS.en.reading, TEXTS.es.reading],
  );

async function checkAddress(tab, address) {
  await tab.fill("#address", address);
  await tab.locator("#by-address button").click();
  await checked(tab);
}

async function checkSource(tab, source) {
  await tab.locator("#source").evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new Event("input"));
  }, source);
  await tab.locator("#by-source button").click();
  await checked(tab);
}

/** What is shown, by the words of the language. */
async function shown(tab, lang = "en") {
  const t = TEXTS[lang];
  const items = await tab.locator("#findings > li").evaluateAll((all) =>
    all.map((one) => ({
      level: one.querySelector(".level").textContent,
      title: one.querySelector("h3").textContent,
      text: one.textContent,
      where: one.querySelector(".where code")?.textContent,
      code: one.querySelector("textarea")?.value,
    })),
  );
  const levels = Object.fromEntries(Object.entries(t.levels).map(([level, text]) => [text, level]));
  return items.map(({ level, title, ...more }) => {
    const isTitle = (text) => {
      const parts = text.replaceAll("`", "").split(/\{\w+\}/);
      const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      return new RegExp(`^${escaped.join("[^]*?")}$`).test(title);
    };
    const named = Object.entries(t.findings).filter(([, [text]]) => isTitle(text));
    // Where a title fits two patterns, the longer is meant.
    const [id] = named.sort(([, [a]], [, [b]]) => b.length - a.length)[0] ?? [`?? ${title}`];
    return { id: `${levels[level]} ${id}`, title, ...more };
  });
}

const ids = (found) => found.map(({ id }) => id);

/** Whether the guide shows when a browser opens the page. */
async function works() {
  const tab = await browser.newPage();
  await tab.goto(`${site.origin}/page`);
  const shows = await tab.evaluate(async () => {
    const element = document.querySelector("mbc-body-map");
    if (!element?.ready) return false;
    return element.ready.then(
      () => true,
      () => false,
    );
  });
  await tab.close();
  return shows;
}

describe("the faults", () => {
  let one;
  before(async () => {
    one = await open();
  });
  after(() => one?.close());

  // The names are known before the servers are.
  for (const name of Object.keys(faults("http://a/", "http://b/"))) {
    test(name, async () => {
      const { head, body, found, works: expected, ...more } = rows[name];
      current = { source: page(head, body), ...more };
      const { tab } = one;
      await tab.locator("#languages button[value=en]").click();
      await checkAddress(tab, "/page");
      assert.deepEqual(ids(await shown(tab)), found, JSON.stringify(await shown(tab), null, 1));
      await tab.locator("#languages button[value=es]").click();
      assert.deepEqual(ids(await shown(tab, "es")), found);
      const open = await tab
        .locator("#result, #findings")
        .evaluateAll((all) => all.map((part) => part.innerText).join());
      assert.ok(!/\{\w+\}|undefined|`/.test(open), open);
      if (expected !== undefined) assert.equal(await works(), expected, "what the browser does");
    });
  }

  test("each has words in both languages, and no words are without a fault", async () => {
    const rules = await read("www/findings.js");
    assert.deepEqual(Object.keys(TEXTS.es.findings), Object.keys(TEXTS.en.findings));
    const shape = (value) =>
      typeof value === "string"
        ? (value.match(/\{\w+\}/g) ?? []).sort().concat(String(value.split("`").length % 2))
        : Object.entries(value).map(([key, inner]) => (key === "for" ? key : [key, shape(inner)]));
    assert.deepEqual(shape(TEXTS.es), shape(TEXTS.en));
    for (const id of Object.keys(TEXTS.en.findings))
      assert.ok(rules.includes(`"${id.replace(/^(script-delayed|delayed-type-lost)-unnamed$/, "$1")}`), id);
  });

  test("have each a row here, in a pasted snippet or in bad input", async () => {
    const tried = new Set(Object.values(rows).flatMap(({ found }) => found.map((id) => id.split(" ")[1])));
    const elsewhere = [
      "address-insecure",
      "address-local",
      "address-relative",
      "file-large",
      "file-slow",
      "file-unread",
      "file-unshared",
      "headers-unseen",
      "not-hashed",
      "page-cut",
      "redirected",
    ];
    const untried = Object.keys(TEXTS.en.findings).filter((id) => !tried.has(id) && !elsewhere.includes(id));
    assert.deepEqual(untried, []);
  });
});

test("what is written instead works", async () => {
  const { tab, close } = await open();
  for (const name of [
    "no type",
    "a checksum of another release",
    "LiteSpeed Cache",
    "Cookiebot",
    "the class",
    "no words",
  ]) {
    const row = rows[name];
    current = { source: page(row.head, row.body) };
    await checkAddress(tab, "/page");
    const [{ code }] = await shown(tab);
    const isWhole = code.includes("<mbc-body-map");
    current = { source: isWhole ? page("", code) : page(code, row.body) };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), [], `${name}: ${code}`);
    assert.ok(await works(), name);
  }
  // A policy, as it is written, lets everything in.
  current = { source: page(rows["the snippet, from another site"].head, rows["the snippet"].body) };
  current.headers = { "content-security-policy": "default-src 'self'" };
  await checkAddress(tab, "/page");
  const [{ code }] = await shown(tab);
  current.headers = { "content-security-policy": `default-src 'self'; ${code}` };
  await checkAddress(tab, "/page");
  assert.deepEqual(ids(await shown(tab)), []);
  assert.ok(await works());
  await close();
});

describe("pasted code", () => {
  const noHeaders = "unknown headers-unseen";

  test("the build's own snippet has nothing but the address of the example against it", async () => {
    const { tab, close } = await open();
    await checkSource(tab, await read("dist/snippet.en.html"));
    const found = await shown(tab);
    assert.deepEqual(ids(found), ["fault address-example", noHeaders]);
    assert.ok(found[0].text.includes(`${site.origin}${FOLDER}`));
    await close();
  });

  for (const lang of ["en", "es"]) {
    test(`says the outcome in one line, numbers the findings and says what to write: ${lang}`, async () => {
      const { tab, close } = await open({ lang });
      const t = TEXTS[lang];
      await checkSource(tab, `${rows["no type"].head}\n<mbc-body-map lang="en" theme="night" />`);
      assert.deepEqual(ids(await shown(tab, lang)), [
        "fault self-closing",
        "fault type-missing",
        noHeaders,
        "know attribute-value",
      ]);
      const outcome = await tab.locator("#outcome").textContent();
      const counted = (level, count) => t.counts[level][count === 1 ? "one" : "other"].replace("{count}", count);
      assert.equal(outcome, [counted("fault", 2), counted("unknown", 1), counted("know", 1)].join(" "));
      const first = await tab.locator("#findings > li").nth(0);
      assert.ok((await first.locator(".where").textContent()).includes('<mbc-body-map lang="en" theme="night" />'));
      assert.equal(
        await first.locator("textarea").inputValue(),
        '<mbc-body-map lang="en" theme="night">…</mbc-body-map>',
      );
      assert.ok((await tab.locator("#findings").textContent()).includes("auto light dark"));
      await close();
    });
  }

  test("nothing found is said too", async () => {
    const { tab, close } = await open();
    current = { source: page(rows["the snippet"].head, rows["the snippet"].body) };
    await checkAddress(tab, `${site.origin}/page`);
    assert.equal(await tab.locator("#outcome").textContent(), TEXTS.en.noneKeeps);
    assert.ok((await tab.locator("#checked").textContent()).includes(`${site.origin}/page`));
    await close();
  });

  test("is asked for, and an address in its place is named", async () => {
    const { tab, close } = await open();
    for (const [source, text] of [
      ["  ", TEXTS.en.sourceEmpty],
      ["https://example.org/page", TEXTS.en.sourceAddress],
    ]) {
      await checkSource(tab, source);
      assert.equal(await tab.locator("#source-note").textContent(), text);
      assert.equal(await tab.evaluate(() => document.activeElement.id), "source");
    }
    await close();
  });

  test("relative and local addresses, and those of http", async () => {
    const { tab, close } = await open();
    const script = (src) => `<script type="module" src="${src}"></script>${rows["the snippet"].body}`;
    await checkSource(tab, script("mbc/mbc-body-map.js"));
    assert.deepEqual(ids(await shown(tab)), [noHeaders, "unknown address-relative"]);
    await checkSource(tab, script("http://guide.invalid/mbc-body-map.js"));
    assert.deepEqual(ids(await shown(tab)), [
      "fault address-insecure",
      "fault file-unreachable",
      noHeaders,
      "know unpinned",
    ]);
    await close();
  });

  test("files that other sites may not load are named", async () => {
    const { tab, close } = await open();
    current = { fault: (path) => path.endsWith(".pack") && { headers: { "access-control-allow-origin": "" } } };
    await checkSource(tab, rows["the snippet"].head + rows["the snippet"].body);
    assert.deepEqual(ids(await shown(tab)), [noHeaders, "know file-unshared", "know file-unshared"]);
    await close();
  });

  test("runs nothing, loads nothing, and is shown as text", async () => {
    const { tab, log, close } = await open();
    const asked = log.asked.length;
    await checkSource(
      tab,
      `<mbc-body-map lang='<img src="${others.origin}/x.png" onerror="window.ran=1">' {name}="{}"><p>x</p></mbc-body-map><img src="${others.origin}/y.png" onerror="window.ran=1"><script>window.ran=1</script><script src="${others.origin}/z.js"></script><iframe srcdoc="<script>top.ran=1</script>"></iframe>`,
    );
    assert.ok((await ids(await shown(tab))).includes("know attribute-value"));
    assert.equal(await tab.evaluate(() => window.ran), undefined);
    assert.equal(await tab.locator("#findings img").count(), 0);
    assert.deepEqual(
      log.asked.slice(asked).filter((url) => !url.startsWith(`${site.origin}${FOLDER}`)),
      [],
    );
    await close();
  });

  test("hostile code of any size ends in findings", async () => {
    const { tab, log, close } = await open();
    for (const source of [
      "<div>".repeat(200_000),
      "<!--".repeat(500_000),
      "<mbc-body-map ".repeat(20_000),
      "<mbc-body-map>".repeat(2_000),
      `<mbc-body-map ${'"'.repeat(100_000)}`,
      "\u0000\ud800<script>",
      `<div style="${"a:".repeat(100_000)}"><mbc-body-map><p>x</p></mbc-body-map></div>`,
    ]) {
      await checkSource(tab, source);
      assert.ok((await shown(tab)).length > 0, source.slice(0, 30));
    }
    assert.deepEqual(log.consoleLines, []);
    await close();
  });
});

describe("an address", () => {
  test("of a page that is not to be had says why, in both languages, and keeps the focus in the field", async () => {
    const { tab, close } = await open();
    const cases = [
      ["", "addressBad"],
      ["javascript:alert(1)", "addressBad"],
      ["https://", "addressBad"],
      ["https://elsewhere.example/page", "problems.other-site"],
      ["elsewhere.example/page", "problems.other-site"],
      ["/gone", "problems.http"],
      ["/closed", "problems.closed"],
      ["/file", "problems.no-page"],
      ["/leaves", "problems.leaves-site"],
      ["/breaks", "problems.network"],
    ];
    BAD_INPUT["/leaves"] = {
      status: 302,
      headers: { location: `${others.origin}/page`, "access-control-allow-origin": "" },
      body: "",
    };
    await tab.route(`${site.origin}/breaks`, (route) => route.abort());
    for (const lang of ["en", "es"]) {
      await tab.locator(`#languages button[value=${lang}]`).click();
      for (const [address, key] of cases) {
        await checkAddress(tab, address);
        const text = key.split(".").reduce((texts, part) => texts[part], TEXTS[lang]);
        const note = await tab.locator("#address-note").textContent();
        assert.ok(note.startsWith(text.split("{")[0]), `${address}: ${note}`);
        assert.ok(!note.includes("{") && !note.includes("undefined"), note);
        assert.equal(await tab.evaluate(() => document.activeElement.id), "address");
        assert.ok(await tab.locator("#findings").isHidden());
      }
    }
    await close();
  });

  test("that leads to another page of the site names that one", async () => {
    const { tab, close } = await open();
    current = { source: page(rows["the snippet"].head, rows["the snippet"].body) };
    await checkAddress(tab, "/moved");
    const found = await shown(tab);
    assert.deepEqual(ids(found), ["know redirected"]);
    assert.ok(found[0].title.includes(`${site.origin}/page`));
    await close();
  });

  test("that does not answer is given up after 10 seconds", async () => {
    const { tab, close } = await open();
    await checkAddress(tab, "/slow");
    assert.equal(await tab.locator("#address-note").textContent(), TEXTS.en.problems.timeout);
    await close();
  });

  test("of a file that does not answer, or is too large, says so", async () => {
    const { tab, close } = await open();
    const { head, body } = rows["the snippet"];
    const isEngine = (path) => path.endsWith(".wasm");
    current = { source: page(head, body), fault: (path) => isEngine(path) && { hang: true } };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), ["know file-slow"]);
    current.fault = (path) => isEngine(path) && { body: Buffer.alloc(6_000_000) };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), ["know file-large"]);
    await close();
  });

  test("of a huge page is read up to its limit, and what was not seen is not said to be missing", async () => {
    const { tab, close } = await open();
    const { head, body } = rows["the snippet"];
    current = { source: page(head, `${body}<p>${"x".repeat(6_000_000)}</p>`) };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), ["unknown page-cut"]);
    current = { source: page("", `<p>${"x".repeat(6_000_000)}</p>${body}`) };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), ["unknown page-cut"]);
    await close();
  });

  test("is checked anew if another is given meanwhile, and the first says nothing any more", async () => {
    const { tab, close } = await open();
    let answer;
    BAD_INPUT["/late"] = { until: new Promise((done) => (answer = done)), status: 404, body: "no" };
    await tab.fill("#address", "/late");
    await tab.locator("#by-address button").click();
    current = { source: page(rows["no type"].head, rows["no type"].body) };
    await checkAddress(tab, "/page");
    const late = tab.waitForResponse((response) => response.url().endsWith("/late"));
    answer();
    assert.equal((await late).status(), 404);
    await painted(tab);
    assert.deepEqual(ids(await shown(tab)), ["fault type-missing"]);
    assert.equal(await tab.locator("#address-note").textContent(), "");
    await close();
  });

  test("under http says that checksums were not compared", async () => {
    const { tab, close } = await open();
    current = { source: page(rows["the snippet"].head, rows["the snippet"].body) };
    await tab.evaluate(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), ["unknown not-hashed"]);
    await close();
  });

  test("without the files beside the check says which is missing", async () => {
    const { tab, close } = await open();
    current = { source: page("", ""), fault: (path) => path.endsWith("snippet.es.html") && { status: 404 } };
    await checkAddress(tab, "/page");
    assert.ok((await tab.locator("#address-note").textContent()).includes("snippet.es.html"));
    await close();
  });
});

test("asks for the page and the guide's files alone, sends nothing, and keeps a strict policy", async () => {
  policy = STRICT;
  try {
    const { tab, log, close } = await open();
    const { head, body } = rows["the snippet"];
    current = {
      source: page(
        `${head}<style>p { color: red }</style>`,
        `${body}<p style="color:red" onclick="x()">x</p><img src="/image.png">`,
      ),
    };
    await checkAddress(tab, "/page");
    assert.deepEqual(ids(await shown(tab)), []);
    const paths = log.asked.map((url) => url.replace(site.origin, ""));
    const beside = paths.filter((path) => path.startsWith(FOLDER)).map((path) => path.slice(FOLDER.length));
    assert.deepEqual(
      paths.filter((path) => !path.startsWith(FOLDER)),
      ["/page"],
    );
    for (const name of beside)
      assert.match(
        name,
        /^(check\.(html(\?lang=en)?|js)|builder\.css|integrity\.json|snippet\.(en|es)\.html|mbc-body-map.*)$/,
      );
    assert.deepEqual(log.bodies, []);
    assert.deepEqual(await tab.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]), [
      "",
      0,
      0,
    ]);
    // A file of another site, which the policy of the check does not let it read: not tried, and said.
    const asked = log.asked.length;
    await checkSource(tab, rows["the snippet, from another site"].head + body);
    assert.deepEqual(ids(await shown(tab)), ["unknown headers-unseen", "unknown file-unread"]);
    assert.deepEqual(
      log.asked.slice(asked).filter((url) => url.startsWith(others.origin)),
      [],
    );
    assert.deepEqual(log.consoleLines, []);
    await close();
  } finally {
    policy = undefined;
  }
});

describe("the page", () => {
  for (const lang of ["en", "es"]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`passes axe and fits 320 px: ${lang}, ${colorScheme}`, async () => {
        const { tab, close } = await open({ lang, colorScheme });
        const seen = async () => {
          const { violations } = await tab.evaluate(() =>
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
          );
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes[0].html]),
            [],
          );
        };
        await tab.evaluate(AXE);
        await seen();
        await checkSource(tab, `${rows["no type"].head}<mbc-body-map theme="night" ${"x".repeat(90)}="1" />`);
        await seen();
        await checkAddress(tab, "https://elsewhere.example/");
        await seen();
        await checkSource(tab, `${rows["no type"].head}<mbc-body-map theme="night" ${"x".repeat(90)}="1" />`);
        await tab.setViewportSize({ width: 320, height: 700 });
        assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        const small = await tab.evaluate(() =>
          [...document.querySelectorAll("main :is(button, input, textarea)")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML),
        );
        assert.deepEqual(small, []);
        await close();
      });
    }
  }

  test("is used by the keyboard alone, and tells screen readers the outcome", async () => {
    const { tab, close } = await open();
    current = { source: page(rows["no type"].head, rows["no type"].body) };
    await tab.locator("#address").focus();
    await tab.keyboard.type("/page");
    await tab.keyboard.press("Enter");
    await checked(tab);
    // The heading of the result has the focus; the line with the outcome was there before, so that it is announced.
    await tab.waitForFunction(() => document.activeElement.id === "result-title");
    assert.equal(await tab.locator("#outcome").getAttribute("role"), "status");
    const list = tab.getByRole("list").filter({ has: tab.getByRole("heading", { level: 3 }) });
    assert.equal(await list.getByRole("listitem").count(), 1);
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "code-1");
    await tab.keyboard.press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.id), "copy-code-1");
    await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tab.keyboard.press("Enter");
    await tab.locator("#code-1-said", { hasText: "Copied." }).waitFor();
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), await tab.locator("#code-1").inputValue());
    await close();
  });

  test("changes its language with what was given and found", async () => {
    const { tab, close } = await open();
    await checkSource(tab, rows["no type"].head + rows["no type"].body);
    await tab.locator("#languages button[value=es]").click();
    assert.equal(await tab.locator("html").getAttribute("lang"), "es");
    assert.equal(await tab.locator("#source").inputValue(), rows["no type"].head + rows["no type"].body);
    assert.deepEqual(ids(await shown(tab, "es")), ["fault type-missing", "unknown headers-unseen"]);
    await close();
  });

  test("names the most common causes without script, and its links lead somewhere", async () => {
    const tab = await browser.newPage({ javaScriptEnabled: false });
    await tab.goto(`${site.origin}${FOLDER}check.html`);
    assert.ok(await tab.getByText("This check needs JavaScript").isVisible());
    assert.ok(await tab.getByText("Esta revisión necesita JavaScript").isVisible());
    const links = await tab.locator("main a").evaluateAll((all) => all.map(({ href }) => href));
    assert.equal(links.length, 2);
    for (const link of links) assert.ok((await fetch(link)).ok, link);
    await tab.close();
  });
});

test("THIRD-PARTY.txt has each package that check.js contains, with its version", async () => {
  const { metafile } = await build({
    entryPoints: [project("www/check.js")],
    absWorkingDir: project(""),
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
  });
  const folders = Object.keys(metafile.inputs).map((path) => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]);
  const packages = [...new Set(folders.filter(Boolean))];
  assert.ok(packages.length > 0);
  const notice = await read("dist/THIRD-PARTY.txt");
  for (const folder of packages) {
    const { name, version, license } = await json(`${folder}/package.json`);
    assert.ok(notice.includes(`\n- ${name} ${version}, ${license}, `), `${name} ${version}, ${license}`);
  }
});

describe("the rules", () => {
  test("take the values that the element takes, and no other", () => {
    const { attributes } = described();
    for (const [name, { good, bad }] of Object.entries(VALUES)) {
      const attribute = attributes.find((one) => one.name === name);
      for (const value of good) assert.ok(takes(attribute, value), `${name}="${value}"`);
      for (const value of bad) assert.ok(!takes(attribute, value), `${name}="${value}"`);
    }
  });

  test("know what embed.js takes in the address of a frame", async () => {
    const code = await read("www/embed.js");
    const patterns = [...code.matchAll(/\/(\^\(.*?\)\$)\/\.test\(name\)/g)].map(([, pattern]) => new RegExp(pattern));
    assert.equal(patterns.length, 2);
    const refused = described()
      .attributes.map(({ name }) => name)
      .filter((name) => !patterns.some((one) => one.test(name)));
    assert.deepEqual(refused.sort(), [...NOT_IN_FRAMES].sort());
  });
});
