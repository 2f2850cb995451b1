// Editions: a small folder of content is built, names its publisher and what it was changed from, begins as a draft, can
// be signed, and says by the visitor's clock when its review is overdue. Also an edition with two more regions, and one
// with six languages.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { bytes } from "../../bench/contenders.mjs";
import { PLACES, launch } from "./page.mjs";
import { serve } from "./server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ROOT = here("../..");
/** The smallest content that compiles, in two languages. */
const GOOD = here("../../compiler/tests/good");
/** What the `edition.toml` of a changed copy must name. */
const CHANGED = 'publisher = "A test"\nchanged-from = "mbc-body-map"\n';
const CONTENT = here("../../target/edition/content");
const DIST = here("../../target/edition/dist");
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<script type="module" src="/dist/mbc-body-map.js"></script><mbc-body-map></mbc-body-map></html>`;

/** `cargo xtask` with the folders of an edition, and files to accept; what it says. */
async function xtask(command, content = CONTENT, out = DIST, accepted = []) {
  const accept = accepted.length ? ["--accept", ...accepted] : [];
  const options = [...accept, "--content", content, "--out", out];
  const { stdout, stderr } = await promisify(execFile)(
    "cargo",
    ["run", "--quiet", "-p", "xtask", "--", command, ...options],
    { cwd: ROOT },
  );
  return stdout + stderr;
}

/** A text of a zip archive, by the entry's name in front of its bytes. */
async function zipped(archive, name) {
  const bytes = await readFile(archive);
  for (let at = bytes.indexOf("PK\x03\x04", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\x03\x04", at + 4, "latin1")) {
    const length = bytes.readUInt16LE(at + 26);
    const begin = at + 30 + length + bytes.readUInt16LE(at + 28);
    if (bytes.toString("utf8", at + 30, at + 30 + length) === name)
      return String(inflateRawSync(bytes.subarray(begin)));
  }
  throw new Error(`${archive} has no ${name}`);
}

describe("another edition", () => {
  let browser, server, drafts;
  before(async () => {
    await rm(here("../../target/edition"), { recursive: true, force: true });
    await cp(GOOD, CONTENT, { recursive: true });
    const sections = async () => {
      await xtask("check-content");
      return JSON.parse(await readFile(`${DIST}/content-report.json`, "utf8")).sections;
    };
    const signed = ({ section, language, fingerprint }) =>
      `[[review]]\nsection = "${section}"\nlanguage = "${language}"\nreviewer = "R. Test"\nrole = "tester"\n` +
      `date = 2027-01-05\nnext = 2028-01-05\nwords = "${fingerprint}"\n`;
    // A signature counts only for the publisher it was given to.
    await writeFile(`${CONTENT}/edition.toml`, 'publisher = "The first"\nchanged-from = "nothing"\n');
    await writeFile(`${CONTENT}/review.toml`, (await sections()).map(signed).join("\n"));
    assert.ok((await sections()).every(({ review }) => review.includes("R. Test")));
    await writeFile(
      `${CONTENT}/edition.toml`,
      'publisher = "A small charity"\nchanged-from = "the first guide"\ncontact = "mailto:guide@charity.example"\n' +
        'canonical = "https://charity.example/mbc/fallback.{language}.html"\n',
    );
    // The plain content before the widget has loaded is text too.
    for (const [file, key, text] of [
      ["front", "title", "Signs <s>and</s> </title>& more"],
      ["ui", "whole-guide", "Read <s>all</s> & more"],
    ]) {
      const words = await readFile(`${CONTENT}/en/${file}.toml`, "utf8");
      const changed = words.replace(new RegExp(`^${key} = .*`, "m"), `${key} = "${text}"`);
      assert.notEqual(changed, words);
      await writeFile(`${CONTENT}/en/${file}.toml`, changed);
    }
    await xtask("check-content", CONTENT, DIST, ["content/de/front.toml", "content/de/ui.toml"]);
    drafts = await sections();
    await writeFile(`${CONTENT}/review.toml`, drafts.map(signed).join("\n"));
    await xtask("build");
    server = await serve({ folders: { dist: DIST }, pages: { "/plain": PAGE } });
    browser = await launch();
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
    await tab.waitForSelector("mbc-body-map:state(ready)");
    return tab;
  }

  test("tells search engines where its plain pages are, in which languages, and since when they are reviewed", async () => {
    const tab = await browser.newPage({ javaScriptEnabled: false });
    await tab.goto(`${server.origin}/dist/fallback.de.html`);
    const html = await tab.locator("html").innerHTML();
    const links = await tab
      .locator("head link")
      .evaluateAll((all) => all.map((link) => [link.rel, link.hreflang, link.href]));
    const address = (language) => `https://charity.example/mbc/fallback.${language}.html`;
    assert.deepEqual(links, [
      ["canonical", "", address("de")],
      ["alternate", "en", address("en")],
      ["alternate", "de", address("de")],
    ]);
    assert.equal(await tab.locator("meta[property='og:url']").getAttribute("content"), address("de"));
    const data = async (language) => {
      await tab.goto(`${server.origin}/dist/fallback.${language}.html`);
      return JSON.parse(await tab.locator("script[type='application/ld+json']").textContent());
    };
    const { url, lastReviewed, publisher } = await data("de");
    assert.deepEqual([url, lastReviewed, publisher.name], [address("de"), "2027-01-05", "A small charity"]);
    // Its title has letters of HTML in it.
    const title = "Signs <s>and</s> </title>& more";
    assert.equal((await data("en")).name, title);
    assert.deepEqual(
      [await tab.title(), await tab.locator("meta[property='og:title']").getAttribute("content")],
      [title, title],
    );
    const [, pasted] = html.split("<!-- mbc-body-map: paste from here -->");
    assert.ok(!pasted.includes("charity.example/mbc"));
    await tab.close();
  });

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

  test("says where to report an error, on the plain page too", async () => {
    const tab = await visit("2027-06-01");
    const link = () => tab.getByRole("link", { name: "guide@charity.example" });
    assert.ok(await link().isVisible());
    assert.equal(await link().getAttribute("href"), "mailto:guide@charity.example");
    assert.match(await link().locator("..").innerText(), /^Tell guide@charity.example of it\.$/);
    await tab.goto(`${server.origin}/dist/fallback.en.html`);
    assert.equal(await link().getAttribute("href"), "mailto:guide@charity.example");
  });

  test("its WordPress plugin says whose it is, and no draft once all is signed", async () => {
    const archive = `${DIST}/wordpress/mbc-body-map.zip`;
    assert.match(await zipped(archive, "mbc-body-map/mbc-body-map.php"), /^ \* Author: +A small charity$/m);
    const readme = await zipped(archive, "mbc-body-map/readme.txt");
    assert.ok(readme.includes("\nPublished by A small charity, changed from the original, the first guide.\n"), readme);
    assert.ok(!readme.includes("Draft"), readme);
  });

  test("says in the accessibility report that its words were not tested", async () => {
    for (const file of ["accessibility.html", "accessibility.yaml"])
      assert.ok((await readFile(`${DIST}/${file}`, "utf8")).includes("what was changed since was not tested"), file);
  });

  test("has documents whose links lead to files of the build, and its own contact", async () => {
    const files = new Set(await readdir(DIST, { recursive: true }));
    const broken = [];
    for (const file of [...files].filter((file) => file.endsWith(".md"))) {
      const folder = `https://a.example/${file}`;
      // The samples of code in a page are not links.
      const prose = (await readFile(`${DIST}/${file}`, "utf8")).replace(/^```.*?^```$/gms, "").replace(/`[^`]*`/g, "");
      for (const [, to] of prose.matchAll(/\]\(([^)#]+)/g)) {
        const { origin, pathname } = new URL(to, folder);
        if (origin === "https://a.example" && !files.has(pathname.slice(1))) broken.push(`${file}: ${to}`);
      }
    }
    assert.deepEqual(broken, []);
    const support = await readFile(`${DIST}/docs/support.md`, "utf8");
    assert.ok(support.includes("| an error in the words, or a barrier | <mailto:guide@charity.example> |"), support);
  });

  test("shows markup in its content as text everywhere", async () => {
    const tab = await visit("2027-06-01");
    for (const file of ["snippet.en.html", "embed.html", "index.html", "fallback.en.html", "approval.html"]) {
      await tab.goto(`${server.origin}/dist/${file}`);
      assert.equal(await tab.locator("s").count(), 0, file);
      if (file !== "snippet.en.html") assert.equal(await tab.locator("title").count(), 1, file);
    }
    await tab.goto(`${server.origin}/dist/embed.html`);
    assert.equal(await tab.title(), "Signs <s>and</s> </title>& more");
    assert.equal(await tab.locator("mbc-body-map a[href='fallback.en.html']").textContent(), "Read <s>all</s> & more");
  });

  test("says by the visitor's clock that its review is overdue", async () => {
    const tab = await visit("2028-02-01");
    assert.ok(await tab.locator(".overdue").isVisible());
    assert.ok(await tab.locator("#signs-list").isVisible());
  });

  test("is not built without `changed-from`", async () => {
    await writeFile(`${CONTENT}/edition.toml`, 'publisher = "A small charity"\n');
    await assert.rejects(xtask("build"), /does not say what it was changed from/);
  });
});

/**
 * More regions: what an editor touches for one more is a file of words in each language, whose name holds its number,
 * its name under a sign of its own, and a shape and a pin in the drawing. The words are those of the last under other names; nobody is to read them.
 */
describe("an edition with two regions more", () => {
  const content = here("../../target/more/content");
  const dist = here("../../target/more/dist");
  const more = [
    {
      id: "test-a",
      number: PLACES.length + 1,
      names: { en: "Test A", es: "Prueba A" },
      shape: "M-300 10H-160V150H-300z",
      pin: [-230, 80],
    },
    {
      id: "test-b",
      number: PLACES.length + 2,
      names: { en: "Test B", es: "Prueba B" },
      shape: "M-62 118H62V250H-62z",
      pin: [0, 160],
    },
  ];
  const ids = [...PLACES, ...more.map(({ id }) => id)];
  let browser, server;
  before(async () => {
    await rm(here("../../target/more"), { recursive: true, force: true });
    await cp(`${ROOT}/content`, content, { recursive: true });
    let figure = await readFile(`${content}/figure.svg`, "utf8");
    for (const {
      id,
      number,
      names,
      shape,
      pin: [x, y],
    } of more) {
      for (const [lang, name] of Object.entries(names)) {
        const words = await readFile(`${content}/${lang}/sites/${PLACES.length}-${PLACES.at(-1)}.toml`, "utf8");
        await writeFile(
          `${content}/${lang}/sites/${number}-${id}.toml`,
          // No sentence may stand twice in a guide.
          words.replace(/^name = .*/m, `name = "${name}"`).replace(/(?<=[a-záéíóúñ)])[.?](?= |"$)/gm, ` (${name})$&`),
        );
      }
      const drawn =
        `<g id="fig-${id}" data-region="${id}" fill="var(--_skin,#eadfd4)" stroke="var(--_skin-line,#8a7c6f)" stroke-width="2.2"><path d="${shape}"/>` +
        `<path class="hit" fill="#fff" stroke="none" opacity="0" d="${shape}"/></g>\n` +
        `<g id="pin-${id}" data-pin="${id}" class="pin" text-anchor="middle" font-size="27" font-weight="700">` +
        `<circle cx="${x}" cy="${y}" r="23" fill="var(--_pin,#fffdfa)" stroke="var(--_pin-line,#2a2522)" stroke-width="4"/>` +
        `<text x="${x}" y="${y + 9.5}" fill="var(--_pin-line,#2a2522)">${number}</text></g>\n`;
      figure = figure.replace("</svg>", `${drawn}</svg>`);
    }
    await writeFile(`${content}/figure.svg`, figure);
    const signs = await readFile(`${content}/en/signs.toml`, "utf8");
    const names = more.map(({ id }) => `"${id}", `).join("");
    const named = signs.replace(/^id = "fever"\ngroup = .*\nlevel = .*\nown = \[/m, `$&${names}`);
    assert.notEqual(named, signs);
    await writeFile(`${content}/en/signs.toml`, named);
    await writeFile(`${content}/edition.toml`, CHANGED);
    await xtask("build", content, dist);
    server = await serve({ folders: { dist }, pages: { "/en": PAGE, "/es": PAGE.replace('lang="en"', 'lang="es"') } });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test("its places are values of `site` in the types, the manifest and the WordPress block", async () => {
    const types = await readFile(`${dist}/mbc-body-map.d.ts`, "utf8");
    assert.ok(types.includes(`set site(value: ${ids.map((id) => `"${id}"`).join(" | ")} | null`), types);
    assert.ok((await readFile(`${dist}/custom-elements.json`, "utf8")).includes('\\"test-b\\"'));
    const block = JSON.parse(await zipped(`${dist}/wordpress/mbc-body-map.zip`, "mbc-body-map/block.json"));
    assert.deepEqual(block.attributes.site.enum, ids);
    const editor = await zipped(`${dist}/wordpress/mbc-body-map.zip`, "mbc-body-map/editor.js");
    assert.ok(/"test-b":"Test B"/.test(editor) && /"liver":"Liver"/.test(editor) && !editor.includes("@SITE"));
  });

  for (const [lang, width] of [
    ["en", 320],
    ["es", 320],
    ["en", 1040],
    ["es", 1040],
  ]) {
    test(`shows its rows and pins, whose numbers agree, apart from each other, ${lang}, ${width} px`, async () => {
      const tab = await browser.newPage({ viewport: { width, height: 900 } });
      const faults = [];
      tab.on("pageerror", (error) => faults.push(error.message));
      tab.on("console", (message) => faults.push(message.text()));
      await tab.goto(`${server.origin}/${lang}`);
      await tab.waitForSelector("mbc-body-map:state(ready)");
      const shown = await tab.evaluate(() => {
        const root = document.querySelector("mbc-body-map").shadowRoot;
        const box = (element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { x, y, width, height };
        };
        return {
          rows: [...root.querySelectorAll(".map .row")].map((row) => ({
            id: row.id,
            number: row.querySelector(".num").textContent,
            name: row.querySelector(".name").textContent,
            head: box(row.querySelector("summary")),
          })),
          pins: [...root.querySelectorAll(".pin")].map((pin) => ({
            id: pin.id,
            number: pin.textContent.trim(),
            disc: box(pin.querySelector("circle")),
          })),
          tooWide: document.documentElement.scrollWidth - innerWidth,
        };
      });
      assert.deepEqual(
        shown.rows.map(({ id, number }) => [id, number]),
        ids.map((id, at) => [`site-${id}`, String(at + 1)]),
      );
      assert.deepEqual(
        shown.rows.slice(PLACES.length).map(({ name }) => name),
        more.map(({ names }) => names[lang]),
      );
      assert.deepEqual(
        shown.pins.map(({ id, number }) => [id, number]).sort(),
        ids.map((id, at) => [`pin-${id}`, String(at + 1)]).sort(),
      );
      assert.ok(shown.tooWide <= 0, `${shown.tooWide} px too wide`);
      for (const [at, { id, head }] of shown.rows.entries()) {
        assert.ok(head.width >= 200 && head.height >= 44, `${id}: ${head.width} × ${head.height}`);
        const above = shown.rows[at - 1]?.head;
        assert.ok(!above || above.y + above.height <= head.y, `${id} lies on the row above`);
      }
      for (const [at, { id, disc }] of shown.pins.entries()) {
        assert.ok(disc.x >= 0 && disc.x + disc.width <= width, `${id} sticks out`);
        for (const other of shown.pins.slice(at + 1)) {
          const apart = Math.hypot(disc.x - other.disc.x, disc.y - other.disc.y);
          assert.ok(apart >= (disc.width + other.disc.width) / 2, `${id} and ${other.id} are ${apart} px apart`);
        }
      }
      // Each opens from its pin and, where it has one, from its shape; one is open at a time.
      for (const id of ids) {
        for (const press of [`#pin-${id}`, `#fig-${id} .hit`]) {
          const shape = tab.locator(press);
          if (!(await shape.count())) continue;
          // A shape may have a hole or a pin in its middle, so the event is dispatched on it rather than at a point.
          await shape.dispatchEvent("click");
          assert.deepEqual(await tab.locator(".map .row[open]").evaluateAll((rows) => rows.map((row) => row.id)), [
            `site-${id}`,
          ]);
          assert.equal(await tab.locator("#fig").getAttribute("data-on"), id);
          assert.ok(await tab.locator(`#site-${id} .key`).isVisible());
          await tab.locator(`#site-${id} > summary`).click();
        }
      }
      assert.equal(await tab.locator(".map .row[open]").count(), 0);
      assert.deepEqual(faults, []);
      await tab.close();
    });
  }
});

/** A further language costs a visitor its code, its name, the address of its pack, and its error message. */
describe("an edition with six languages", () => {
  const folder = here("../../target/six");
  const [content, dist] = [`${folder}/content`, `${folder}/dist`];
  // The error message, in a realistic length.
  const more = {
    fr: ["Le guide interactif n’a pas pu être chargé.", "Réessayer"],
    it: ["Impossibile caricare la guida interattiva.", "Riprova"],
    nl: ["De interactieve gids kon niet worden geladen.", "Probeer opnieuw"],
    pt: ["Não foi possível carregar o guia interativo.", "Tentar novamente"],
  };

  /** What a visitor who reads English downloads, brotli. */
  const downloaded = async () => (await bytes("wasm", folder)).brotli;

  test("costs a visitor at most 0.15 KB for each language more", async (t) => {
    await rm(folder, { recursive: true, force: true });
    await cp(GOOD, content, { recursive: true });
    await writeFile(`${content}/edition.toml`, CHANGED);
    await xtask("build", content, dist);
    const two = await downloaded();
    for (const [language, [excuse, again]] of Object.entries(more)) {
      const translation = `${content}/${language}`;
      await cp(`${GOOD}/de`, translation, { recursive: true });
      const files = (await readdir(translation, { recursive: true })).filter((file) => /(?<!rules)\.toml$/.test(file));
      for (const file of files) {
        const words = await readFile(`${translation}/${file}`, "utf8");
        // No two languages may say the same.
        const other = words.replace(/^([a-z-]+ = ".* .*)"$/gm, `$1 ${language}"`);
        await writeFile(
          `${translation}/${file}`,
          other
            .replace(/^not-loaded = .*/m, `not-loaded = "${excuse}"`)
            .replace(/^try-again = .*/m, `try-again = "${again}"`),
        );
      }
    }
    await xtask("build", content, dist);
    const each = ((await downloaded()) - two) / Object.keys(more).length;
    t.diagnostic(`${each} bytes for each language`);
    assert.ok(each <= 153.6, `${each} bytes for each language`);
  });
});
