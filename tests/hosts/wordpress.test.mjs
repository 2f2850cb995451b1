// The plugin on real sites of WordPress: installed from its archive, used by an administrator in the block editor and by
// an editor who may not write any HTML, read by a visitor with and without scripts, and deleted again.

/* global wp -- in the page, where functions given to `evaluate` run */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PLACES, TITLES, described, launch } from "../page/page.mjs";
import { serve } from "../page/server.mjs";
import { missing, run } from "./machine.mjs";
import { PACKAGES, SITES, buildsMissing, openSite, releaseMissing } from "./wordpress.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ZIP = here("../../dist/wordpress/mbc-body-map.zip");
const PLUGIN = "/wp-content/plugins/mbc-body-map/";

const debianMissing = await missing(PACKAGES);
const newerMissing = debianMissing || (await buildsMissing());
/** `[6, 7]` of `6.7-alpha-58716`. */
const parted = (version) => version.match(/\d+/g).slice(0, 2).map(Number);
const byVersion = (one, other) => parted(one)[0] - parted(other)[0] || parted(one)[1] - parted(other)[1];

/** Opens an address and records its requests and console lines. */
async function visit(browser, url, { width = 1040, height = 900, ...context } = {}) {
  const visitor = await browser.newContext({ viewport: { width, height }, ...context });
  const tab = await visitor.newPage();
  const log = { asked: [], consoleLines: [] };
  tab.on("request", (request) => request.url().startsWith("http") && log.asked.push(request.url()));
  tab.on("console", (message) =>
    log.consoleLines.push(`${message.type()}: ${message.text()} (${message.location().url})`),
  );
  tab.on("pageerror", (error) => log.consoleLines.push(`uncaught: ${error.message} ${error.stack}`));
  // Requests to other hosts are aborted, so that nothing waits for them.
  await visitor.route(
    (address) => address.hostname !== "127.0.0.1",
    (route) => route.fulfill({ status: 204 }),
  );
  if (url) await tab.goto(url);
  return { visitor, tab, log, close: () => visitor.close() };
}

/** Brings the widget into view and waits until it is there. */
async function settled(tab, number = 0) {
  const widget = tab.locator("mbc-body-map").nth(number);
  await widget.scrollIntoViewIfNeeded();
  await tab.waitForFunction((number) => {
    const guide = document.querySelectorAll("mbc-body-map")[number];
    return /ready|error/.test(guide.state);
  }, number);
  assert.equal(await widget.evaluate((guide) => guide.state), "ready");
  return widget;
}

const noteTo = (tab) => tab.locator(".mbc-body-map-note");

/** The versions of WordPress on which the tests ran. */
const tried = [];
/** Why some of them did not, or nothing. */
let unsure = false;

/** The English texts of a file of the plugin. */
const { stdout: pot } = debianMissing
  ? { stdout: "" }
  : await run("unzip", ["-p", ZIP, "mbc-body-map/languages/mbc-body-map.pot"]);
const texts = (file) =>
  pot
    .split("\n\n")
    .filter((entry) => entry.includes(`#: ${file}\n`))
    .map((entry) => JSON.parse(entry.match(/^msgid (".*")$/m)[1]));

for (const kind of SITES) {
  const isDebian = kind === SITES[0] || Boolean(kind.suite);
  const reason = debianMissing || (kind.suite ? await releaseMissing(kind.suite) : isDebian ? false : newerMissing);
  unsure ||= reason;
  if (reason) {
    // A test, because a suite that is skipped is not counted.
    test(kind.name, { skip: reason });
    continue;
  }
  describe(kind.name, () => {
    let site, browser, own, plugin, complaintsBefore, storedBefore;
    /** Pages by name, written once the plugin is there. */
    const pages = {};
    const write = async (name, as, content) => (pages[name] = await site.act("page", { as, title: name, content }));

    before(async () => {
      site = await openSite(kind);
      const { version, database, php } = site.about;
      console.log(`tried: WordPress ${version}, database ${database}, PHP ${php}`);
      tried.push(version);
      browser = await launch();
      own = await serve({
        folders: { dist: here("../../dist") },
        pages: {
          "/plain": `<!doctype html><html lang="en"><title>t</title><script type="module" src="/dist/mbc-body-map.js"></script><mbc-body-map></mbc-body-map>`,
        },
      });
      // What WordPress itself stores and logs, before the plugin is installed.
      await fetch(site.origin);
      complaintsBefore = await site.complaints();
      storedBefore = await site.act("everything stored");
      plugin = await site.act("plugin", { zip: ZIP });
      assert.equal(plugin.RequiresWP, "6.1");
      await write("classic", "editor", "Before\n\n[mbc_body_map]\n\nAfter");
      await write(
        "parts",
        "editor",
        '<!-- wp:shortcode -->\n[mbc_body_map lang="es" sections="map help"]\n<!-- /wp:shortcode -->',
      );
      await write(
        "inline",
        "editor",
        '<!-- wp:paragraph {"align":"center"} -->\n<p class="has-text-align-center">Look: [mbc_body_map] here</p>\n<!-- /wp:paragraph -->',
      );
      const tag =
        '<mbc-body-map lang="es" sections="map help" base-url="https://example.com/" onclick="alert(1)"><p>Our own words</p><p slot="welcome">Welcome</p></mbc-body-map>';
      await write("tag", "editor", `Before\n\n${tag}\n\nAfter`);
      await write("tag in a block", "editor", `<!-- wp:html -->\n${tag}\n<!-- /wp:html -->`);
      await write(
        "tag with an address",
        "editor",
        tag.replace(
          "onclick",
          'support-url="https://example.com" support-phone="555 0100" care-team-phone="555 0100" emergency="900" onclick',
        ),
      );
      await write("curly", "editor", "[mbc_body_map lang=”es” sections=“map help” deep-link]");
      await write("two", "editor", '<!-- wp:mbc/body-map /-->\n\n<!-- wp:mbc/body-map {"lang":"es"} /-->');
      await write(
        "bad shortcode",
        "admin",
        `[mbc_body_map lang="tlh" sections="map maps <b>x</b> help" theme="sepia" heading-level="9" support-phone="call me" support-label='"><img src=x onerror=alert(1)>'
 support-url="javascript:alert(1)" care-team-hours="${"very long ".repeat(50)}" emergency="nine" onclick="alert(1)" style="position:fixed" 17]`,
      );
      const bad = {
        theme: "sepia",
        supportPhone: '"><script>alert(1)</script>',
        sections: ["map", "maps", 5],
        headingLevel: 3,
        careTeamPhone: ["1"],
      };
      await write(
        "bad block",
        "admin",
        `<!-- wp:mbc/body-map ${JSON.stringify(bad).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e")} /-->`,
      );
      await write("without", "editor", "No guide is here.");
      const brand = { accent: "#7a1f5c", onAccent: "#ffffff", accentSoft: "rgb(246, 235, 242)", radius: "0" };
      const above = (id) => `<p><a href="#${id}">To the guide</a></p>\n\n${"<p>Above</p>\n\n".repeat(80)}`;
      await write(
        "branded block",
        "editor",
        `<!-- wp:html -->${above("our-guide")}<!-- /wp:html -->\n\n<!-- wp:mbc/body-map ${JSON.stringify({ anchor: "our-guide", ...brand })} /-->`,
      );
      await write(
        "branded shortcode",
        "editor",
        `${above("our-guide")}[mbc_body_map id="our guide" accent="#7a1f5c" on-accent="#ffffff" accent-soft="rgb(246, 235, 242)" radius="0"]`,
      );
      const unsafe = {
        anchor: 'a" onclick="alert(1)',
        accent: "#fff;background:url(https://example.org/a)",
        onAccent: "url(https://example.org/a)",
        accentSoft: '#fff"><script>alert(1)</script>',
        radius: "1px;position:fixed",
      };
      await write(
        "unsafe style",
        "admin",
        `<!-- wp:mbc/body-map ${JSON.stringify(unsafe).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e")} /-->`,
      );
      await write(
        "own phones",
        "editor",
        '[mbc_body_map support_phone="1-800-555-0100" support-label="Tom & Ann’s “line”" support-url="https://example.org/?a=1&b=2" emergency="112" care-team-phone="(555) 010 0200" care-team-hours="Mon–Fri, 9 > 5"]',
      );
    });
    after(async () => {
      await browser?.close();
      await own?.close();
      await site?.close();
    });

    for (const [theme, name] of Object.entries(kind.themes)) {
      describe(`with the ${theme} theme ${name}`, () => {
        before(async () => {
          const { block, version } = await site.act("theme", { name });
          console.log(`tried: theme ${name} ${version}`);
          assert.equal(block, theme === "block");
        });

        for (const page of ["classic", "parts", "inline", "tag", "tag in a block"]) {
          test(`a visitor of the page “${page}” opens every place; nothing comes from elsewhere`, async () => {
            const { tab, log, close } = await visit(browser, pages[page].address);
            const widget = await settled(tab);
            for (const place of PLACES) {
              await tab.locator(`#site-${place} > summary`).click();
              await tab.locator(`#site-${place} .key`).waitFor({ state: "visible" });
            }
            assert.deepEqual(log.consoleLines, []);
            assert.deepEqual(
              log.asked.filter((address) => !address.startsWith(site.origin)),
              [],
            );
            const ours = log.asked.filter((address) => address.includes("mbc-body-map"));
            assert.ok(
              ours.length >= 3 && ours.every((address) => address.includes(`${PLUGIN}0.`) && !address.includes("?")),
              ours.join("\n"),
            );
            assert.equal(await tab.locator("script[src*='mbc-body-map.js']").count(), 1);
            assert.ok(
              await widget.evaluate(
                (widget) => widget.offsetWidth > 300 && widget.offsetWidth <= widget.parentElement.clientWidth,
              ),
            );
            // The plain content is inside the element, not beside it.
            const beside = await tab.evaluate(
              () =>
                [...document.querySelectorAll("[id^=mbc-fallback]")].filter((part) => !part.closest("mbc-body-map"))
                  .length,
            );
            assert.equal(beside, 0);
            if (page === "classic" || page === "tag") {
              // The content before and after it is outside.
              for (const words of ["Before", "After"])
                assert.ok(await tab.getByText(words, { exact: true }).isVisible(), words);
            }
            if (page.startsWith("tag")) assert.ok(await tab.getByText("Welcome").isVisible());
            assert.equal(await noteTo(tab).count(), 0);
            await close();
          });
        }

        test("on a phone nothing sticks out", async () => {
          const { tab, close } = await visit(browser, pages.classic.address, { width: 360, height: 740 });
          await settled(tab);
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver .key").waitFor({ state: "visible" });
          assert.ok(
            await tab.evaluate(
              () => document.querySelector("mbc-body-map").getBoundingClientRect().right <= innerWidth,
            ),
          );
          assert.equal(await tab.evaluate(() => document.scrollingElement.scrollWidth), 360);
          await close();
        });

        test("without scripts the plain guide is shown, and its regions open", async () => {
          const { tab, log, close } = await visit(browser, pages.classic.address, { javaScriptEnabled: false });
          await tab.locator("mbc-body-map #mbc-fallback-site-liver > summary").click();
          assert.ok(await tab.locator("mbc-body-map #mbc-fallback-site-liver p").first().isVisible());
          assert.ok(await tab.getByText("Before", { exact: true }).isVisible());
          await tab.goto(pages.parts.address);
          assert.ok(await tab.locator("mbc-body-map").getByText("911").first().isVisible());
          const nowhere = () =>
            [...document.querySelectorAll("mbc-body-map a[href^='#']")]
              .filter(({ hash }) => !document.getElementById(hash.slice(1)))
              .map(({ hash }) => hash);
          assert.deepEqual(await tab.evaluate(nowhere), [], "no link leads nowhere");
          await tab.locator("mbc-body-map").getByRole("link").last().click();
          await tab.locator("#mbc-fallback-site-liver").waitFor();
          assert.deepEqual(await tab.evaluate(nowhere), []);
          assert.match(tab.url(), /fallback\.es\.html$/);
          await tab.goto(pages.tag.address);
          assert.ok(await tab.locator("mbc-body-map").getByText("Our own words").isVisible());
          assert.deepEqual(log.consoleLines, []);
          await close();
        });

        test("two on a page: both work, and no id occurs twice", async () => {
          const { tab, log, close } = await visit(browser, pages.two.address);
          const doubles = () =>
            tab.evaluate(() => {
              const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
              return ids.filter((id, place) => ids.indexOf(id) !== place && id.startsWith("mbc"));
            });
          assert.deepEqual(await doubles(), []);
          await settled(tab, 0);
          const second = await settled(tab, 1);
          await second.locator("#site-liver > summary").click();
          await second.locator("#site-liver .key").waitFor({ state: "visible" });
          assert.deepEqual(log.consoleLines, []);
          await close();
        });

        test("the theme’s style does not reach the widget", async () => {
          const looks = async (url) => {
            const { tab, close } = await visit(browser, url);
            // The font, its spacing and how its letters are drawn are the page's on purpose (`.frame` in www/widget.css);
            // a set size makes lengths comparable.
            await tab.addStyleTag({
              content:
                "mbc-body-map { inline-size: 600px !important; max-inline-size: none !important; font: 17px/1.5 sans-serif !important; letter-spacing: normal !important; word-spacing: normal !important }",
            });
            await settled(tab);
            await tab.locator("#site-liver > summary").click();
            await tab.locator("#site-liver .key").waitFor({ state: "visible" });
            await tab.mouse.move(0, 0);
            const look = await tab.evaluate(async () => {
              const root = document.querySelector("mbc-body-map").shadowRoot;
              document.activeElement.blur();
              await Promise.all(root.getAnimations().map((animation) => animation.finished));
              const parts = [
                ".mbc",
                "h2",
                "h3",
                "h4",
                "h5",
                ".lead",
                "p",
                "ul",
                "li",
                "a",
                "button",
                "summary",
                "#site-liver > summary",
                "#site-liver .key",
                "input",
                "label",
                "svg",
                ".row.topic",
                ".overall",
                ".compare",
                ".helper",
                ".sheet",
              ];
              return parts.map((part) => {
                const element = root.querySelector(part);
                return [
                  part,
                  element &&
                    Object.fromEntries(
                      [...getComputedStyle(element)]
                        .filter((name) => name !== "-webkit-font-smoothing")
                        .map((name) => [name, getComputedStyle(element).getPropertyValue(name)]),
                    ),
                ];
              });
            });
            await close();
            return look;
          };
          const plain = await looks(`${own.origin}/plain`);
          const inTheme = new Map(await looks(pages.classic.address));
          const differences = plain.flatMap(([part, look]) =>
            look
              ? Object.entries(look).flatMap(([name, value]) =>
                  inTheme.get(part)[name] === value
                    ? []
                    : [`${part} ${name}: ${value} on a plain page, ${inTheme.get(part)[name]} here`],
                )
              : [`${part}: there is none`],
          );
          assert.deepEqual(differences, []);
        });

        test("invalid input in a shortcode is left out, and shown, escaped, to editors alone", async () => {
          const { tab, log, close } = await visit(browser, pages["bad shortcode"].address);
          const widget = await settled(tab);
          const attributes = await widget.evaluate((widget) =>
            Object.fromEntries([...widget.attributes].map(({ name, value }) => [name, value])),
          );
          // A value with half a tag is emptied by WordPress itself.
          assert.deepEqual(attributes, { sections: "map help" });
          assert.equal(await tab.locator("img[onerror]").count(), 0);
          assert.equal(await noteTo(tab).count(), 0);
          assert.deepEqual(log.consoleLines, []);
          await close();
        });

        test("a shortcode with the quotes of a word processor works", async () => {
          const { tab, log, close } = await visit(browser, pages.curly.address);
          const widget = await settled(tab);
          assert.equal(await widget.getAttribute("lang"), "es");
          assert.equal(await widget.getAttribute("sections"), "map help");
          assert.equal(await widget.getAttribute("deep-link"), "");
          assert.deepEqual(log.consoleLines, []);
          await close();
        });

        for (const page of ["branded block", "branded shortcode"]) {
          test(`a ${page} has the author’s colors, and a link leads to its anchor`, async () => {
            const { tab, log, close } = await visit(browser, pages[page].address, { colorScheme: "light" });
            const widget = await settled(tab);
            const seen = await widget.evaluate((guide) => {
              const links = [...guide.shadowRoot.querySelectorAll("a[href]")];
              return {
                style: guide.getAttribute("style"),
                colors: links.map((link) => getComputedStyle(link).color),
              };
            });
            assert.equal(
              seen.style,
              "--mbc-accent:#7a1f5c;--mbc-on-accent:#ffffff;--mbc-accent-soft:rgb(246, 235, 242);--mbc-radius:0;",
            );
            assert.ok(seen.colors.includes("rgb(122, 31, 92)"), `no link has the accent: ${new Set(seen.colors).size}`);
            await tab.evaluate(() => scrollTo(0, 0));
            await tab.getByRole("link", { name: "To the guide" }).click();
            await tab.waitForFunction(() => {
              const { top } = (document.querySelector(":target") ?? document.body).getBoundingClientRect();
              return document.querySelector(":target") && top > -2 && top < innerHeight / 2;
            });
            const target = tab.locator(":target");
            assert.equal(await target.getAttribute("id"), "our-guide");
            assert.ok(
              await target.evaluate((box) => box.matches("mbc-body-map") || !!box.querySelector("mbc-body-map")),
            );
            assert.equal(await tab.locator("#our-guide").count(), 1);
            // A color with too little contrast would be named here.
            assert.deepEqual(log.consoleLines, []);
            await close();
          });
        }

        test("what is no color or length is not written into the page", async () => {
          const { tab, log, close } = await visit(browser, pages["unsafe style"].address);
          const widget = await settled(tab);
          assert.equal(await widget.getAttribute("style"), null);
          assert.equal(await tab.locator("[onclick='alert(1)'], mbc-body-map script").count(), 0);
          assert.equal(await widget.evaluate((guide) => guide.parentElement.id), 'a"-onclick="alert(1)');
          assert.deepEqual(log.consoleLines, []);
          await close();
        });

        test("a page without the guide loads nothing of the plugin", async () => {
          const { tab, log, close } = await visit(browser, pages.without.address);
          await tab.getByText("No guide is here.").waitFor();
          assert.deepEqual(
            log.asked.filter((address) => address.includes("mbc-body-map")),
            [],
          );
          assert.ok(!(await tab.content()).includes("mbc-body-map"));
          await close();
        });

        test("a shortcode’s own telephones, name and emergency number are in their places", async () => {
          const { tab, log, close } = await visit(browser, pages["own phones"].address);
          assert.ok(!(await tab.locator("mbc-body-map").textContent()).includes("911"));
          const widget = await settled(tab);
          const value = (name) => widget.getAttribute(name);
          assert.equal(await value("support-phone"), "1-800-555-0100");
          assert.equal(await value("support-label"), "Tom & Ann’s “line”");
          assert.equal(await value("support-url"), "https://example.org/?a=1&b=2");
          assert.equal(await value("emergency"), "112");
          assert.equal(await value("care-team-hours"), "Mon–Fri, 9 > 5");
          assert.deepEqual(log.consoleLines, []);
          await close();
        });
      });
    }

    test("the tag of an editor keeps its attributes, but not those that load scripts or show other telephone numbers", async () => {
      for (const page of ["tag", "tag in a block", "tag with an address"]) {
        assert.match(
          pages[page].content,
          /<mbc-body-map lang="es" sections="map help"[^>]*><p>Our own words<\/p><p slot="welcome">/,
        );
        assert.doesNotMatch(pages[page].content, /onclick|base-url|support-|care-team-|emergency=/);
      }
    });

    describe("for those who are logged in", () => {
      let editor;
      const logIn = async (name) => {
        const session = await visit(browser, `${site.origin}/wp-login.php`);
        await session.tab.locator("#user_login").fill(name);
        await session.tab.locator("#user_pass").fill("password");
        await session.tab.locator("#wp-submit").click();
        await session.tab.waitForURL(/wp-admin/);
        return session;
      };
      const openEditor = async ({ tab, log }) => {
        log.consoleLines.length = 0;
        await tab.goto(`${site.origin}/wp-admin/post-new.php?post_type=page`);
        await tab.waitForFunction(
          () => window.wp?.data?.select("core/editor")?.getCurrentPostId() && wp.blocks.getBlockType("core/paragraph"),
        );
        await tab.evaluate(() => {
          const preferences = wp.data.dispatch("core/preferences");
          for (const scope of ["core", "core/edit-post"]) {
            preferences.set(scope, "welcomeGuide", false);
            preferences.set(scope, "enableChoosePatternModal", false);
          }
        });
      };
      const insert = ({ tab }, name) =>
        tab.evaluate(async (name) => {
          const block = wp.blocks.createBlock(name);
          await wp.data.dispatch("core/block-editor").insertBlock(block);
          await wp.data.dispatch("core/edit-post").openGeneralSidebar("edit-post/block");
        }, name);
      /** Where the blocks are: in a frame if all of them can be there, else in the page. */
      const canvas = async ({ tab }) => {
        await tab.locator("iframe[name=editor-canvas], .editor-styles-wrapper").first().waitFor({ state: "attached" });
        const frame = tab.locator("iframe[name=editor-canvas]");
        return (await frame.count()) ? frame.contentFrame() : tab;
      };
      const panelOf = ({ tab }) => tab.locator(".interface-complementary-area, .editor-sidebar").first();

      before(async () => {
        editor = await logIn("editor");
      });
      after(() => editor?.close());

      test("an editor is shown what was left out, and why", async () => {
        await editor.tab.goto(pages["bad shortcode"].address);
        const note = await noteTo(editor.tab).innerText();
        for (const line of [
          "lang “tlh” was left out; it takes one of the languages of the guide: en es",
          "sections: “maps",
          "theme “sepia” was left out; it takes one of: auto light dark",
          "heading-level “9” was left out; it takes one of: 1 2 3",
          "support-phone “call me” was left out; it takes a phone number in digits, such as 1-800-555-0100",
          "support-url “javascript:alert(1)” was left out; it takes a full address, https://…, without spaces, accents or quotes",
          "care-team-hours “very long very long very long very long very long very long …” was left out; it takes at most 100 characters",
          "emergency “nine” was left out; it takes the number for emergencies in digits, such as 112",
          "“onclick” is not known and was left out",
          "“style” is not known and was left out",
          "“17” is not known and was left out",
        ]) {
          assert.ok(note.includes(line), `“${line}” is not in\n${note}`);
        }
      });

      test("an editor is shown what is no color or length, and why", async () => {
        await editor.tab.goto(pages["unsafe style"].address);
        const note = await noteTo(editor.tab).innerText();
        for (const line of [
          "accent “#fff;background:url(https://example.org/a)” was left out; it takes a color, such as #1c5b5a",
          "on-accent “url(https://example.org/a)” was left out; it takes a color, such as #1c5b5a",
          'accent-soft “#fff"><script>alert(1)</script>” was left out; it takes a color, such as #1c5b5a',
          "radius “1px;position:fixed” was left out; it takes a length, such as 10px",
        ]) {
          assert.ok(note.includes(line), `“${line}” is not in\n${note}`);
        }
      });

      test("invalid attributes of a block are left out and shown to editors as well", async () => {
        await editor.tab.goto(pages["bad block"].address);
        const widget = await settled(editor.tab);
        assert.equal(await widget.getAttribute("sections"), "map");
        assert.equal(await widget.getAttribute("heading-level"), "3");
        for (const name of ["theme", "support-phone", "care-team-phone"])
          assert.equal(await widget.getAttribute(name), null);
        const note = await noteTo(editor.tab).innerText();
        for (const line of [
          "sections: “maps”",
          "theme “sepia”",
          'support-phone “"><script>alert(1)</script>”',
          "care-team-phone “?”",
        ]) {
          assert.ok(note.includes(line), `“${line}” is not in\n${note}`);
        }
      });

      test("the block editor shows the block and its controls; what is changed there is saved, and visitors get it", async () => {
        const session = await logIn("admin");
        const { tab, log, visitor, close } = session;
        // Console lines of the editor itself.
        const plain = (lines) => new Set(lines.map((line) => line.replace(/\(http.*/s, "").replace(/\d+/g, "")));
        await openEditor(session);
        await insert(session, "core/paragraph");
        await tab.getByRole("button", { name: "Typography" }).first().waitFor();
        const usual = plain(log.consoleLines);

        await openEditor(session);
        assert.ok(await tab.evaluate(() => Boolean(wp.blocks.getBlockType("mbc/body-map"))));
        await insert(session, "mbc/body-map");
        const card = (await canvas(session)).locator("[data-type='mbc/body-map']");
        await card.getByText("Visitors see the guide here").waitFor();
        const panel = panelOf(session);
        await panel.getByLabel("Language").selectOption("es");
        await panel.getByLabel("Research", { exact: true }).uncheck();
        await panel.getByLabel("Move up: Types of breast cancer").click();
        await panel.getByRole("button", { name: "Phones" }).click();
        await panel.getByLabel("Your support line: phone").fill("call me");
        await panel.getByText("Left out: it takes a phone number in digits").waitFor();
        await card.getByText("Left out: it takes a phone number in digits").waitFor();
        await panel.getByLabel("Your support line: phone").fill("1-800-555-0100");
        await panel.getByText("Left out").waitFor({ state: "detached" });
        await panel.getByLabel("Your support line: name").fill('<b>Our "line"</b>');
        await panel.getByLabel("Emergency number").fill("112");
        await panel.getByRole("button", { name: "Look" }).click();
        await panel.getByLabel("Colors", { exact: true }).selectOption("dark");
        await panel.getByLabel("Level of the title").selectOption("3");
        await panel.getByLabel("Rounding of the corners").fill("10%");
        await panel.getByText("Left out: it takes a length, such as 10px").waitFor();
        await panel.getByLabel("Rounding of the corners").fill("4px");
        const accent = panel.getByRole("button", { name: "Accent: links, and what is open" });
        if (!(await accent.isVisible())) await panel.getByRole("button", { name: "Your colors" }).first().click();
        await accent.click();
        const swatch = tab.locator(".components-popover .components-circular-option-picker__option").first();
        await swatch.click();
        await tab.keyboard.press("Escape");
        const chosen = await tab.evaluate(
          () => wp.data.select("core/block-editor").getSelectedBlock().attributes.accent,
        );
        assert.match(chosen, /^(#[0-9a-f]{3,8}|var\(--.+\))$/i);
        await panel.getByRole("button", { name: "Advanced" }).click();
        await panel.getByLabel("HTML anchor").fill("our guide");
        const { values } = described().attributes.find(({ name }) => name === "sections");
        const rest = values.filter((value) => !["map", "subtypes", "basics", "research"].includes(value));
        const saved = await tab.evaluate(async () => {
          wp.data.dispatch("core/editor").editPost({ title: "By an administrator", status: "publish" });
          await wp.data.dispatch("core/editor").savePost();
          const { content, link } = wp.data.select("core/editor").getCurrentPost();
          const [block] = wp.blocks.parse(content.raw ?? content);
          return { link, name: block.name, attributes: block.attributes, isValid: block.isValid };
        });
        assert.deepEqual(
          { name: saved.name, isValid: saved.isValid, attributes: { ...saved.attributes } },
          {
            name: "mbc/body-map",
            isValid: true,
            attributes: {
              lang: "es",
              sections: ["map", "subtypes", "basics", ...rest],
              supportPhone: "1-800-555-0100",
              supportLabel: '<b>Our "line"</b>',
              emergency: "112",
              theme: "dark",
              headingLevel: "3",
              accent: chosen,
              radius: "4px",
              anchor: "our-guide",
            },
          },
        );
        assert.deepEqual(
          [...plain(log.consoleLines)].filter((line) => !usual.has(line)),
          [],
        );
        // It opens again as it was saved.
        await tab.reload();
        await (
          await canvas(session)
        )
          .locator("[data-type='mbc/body-map']")
          .getByText("Visitors see the guide here")
          .waitFor();
        await visitor.clearCookies();
        await close();

        const reader = await visit(browser, saved.link);
        const widget = await settled(reader.tab);
        assert.equal(await widget.getAttribute("sections"), saved.attributes.sections.join(" "));
        assert.equal(await widget.getAttribute("support-label"), saved.attributes.supportLabel);
        assert.equal(await widget.getAttribute("heading-level"), "3");
        assert.equal(await widget.getAttribute("style"), `--mbc-accent:${chosen};--mbc-radius:4px;`);
        assert.equal(await reader.tab.locator("#our-guide > mbc-body-map").count(), 1);
        assert.ok(await reader.tab.getByRole("heading", { level: 3, name: TITLES.es }).isVisible());
        for (const place of PLACES) {
          await reader.tab.locator(`#site-${place} > summary`).click();
          await reader.tab.locator(`#site-${place} .key`).waitFor({ state: "visible" });
        }
        // The colour that was picked may have too little contrast, which the guide says.
        assert.deepEqual(
          reader.log.consoleLines.filter((line) => !line.includes("--mbc-accent")),
          [],
        );
        await reader.close();
      });

      test("the controls are in Spanish for somebody from Mexico, and the guide’s own words are not touched", async () => {
        const session = await logIn("redactora");
        const { tab, close } = session;
        await openEditor(session);
        await insert(session, "mbc/body-map");
        const card = (await canvas(session)).locator("[data-type='mbc/body-map']");
        await card.getByText("Aquí las visitas verán la guía").waitFor();
        const panel = panelOf(session);
        await panel.getByLabel("Idioma").selectOption("en");
        await panel.getByLabel("Subir: Tipos de cáncer de mama").click();
        const places = await panel.getByLabel("Abierto al principio").locator("option").allInnerTexts();
        assert.deepEqual(places, ["Nada", "Huesos", "Hígado", "Pulmones", "Cerebro", "Cualquier parte del cuerpo"]);
        await panel.getByRole("button", { name: "Teléfonos" }).click();
        await panel.getByLabel("Su línea de apoyo: teléfono").fill("llámeme");
        await panel.getByText("No se mostrará: hay que escribir un número de teléfono en cifras").waitFor();
        await panel.getByRole("button", { name: "Aspecto" }).click();
        await panel.getByLabel("Nivel del título").waitFor();
        const type = await tab.evaluate(() => {
          const { title, description, keywords } = wp.blocks.getBlockType("mbc/body-map");
          return { title, description, keywords };
        });
        assert.deepEqual(type, {
          title: "Mapa corporal MBC",
          description: "Explica el cáncer de mama metastásico en un mapa del cuerpo, en palabras sencillas.",
          keywords: ["cáncer de mama metastásico", "salud", "cáncer de mama con metástasis"],
        });
        // Every text of the editor: none of ours is left in English.
        const own = (await panel.innerText()) + (await card.innerText());
        const left = texts("editor.js").filter((text) => text.length > 12 && own.includes(text));
        assert.deepEqual(left, []);
        await tab.goto(`${site.origin}/wp-admin/plugins.php`);
        await tab.locator("[data-plugin^='mbc-body-map/']").getByText("No guarda ni envía nada.").waitFor();
        await close();
      });

      test("on a site in Spanish the note to editors is in Spanish", async () => {
        await site.act("language", { locale: "es_ES" });
        await editor.tab.goto(pages["unsafe style"].address);
        const note = await noteTo(editor.tab).innerText();
        await site.act("language", { locale: "" });
        for (const line of [
          "esta nota solo la ven quienes pueden editar el sitio",
          "radius «1px;position:fixed» no se muestra; hay que escribir una medida, como 10px",
        ]) {
          assert.ok(note.includes(line), `“${line}” is not in\n${note}`);
        }
      });
    });

    test("what WordPress asks its directory says that the plugin is not from there", async () => {
      const { UpdateURI } = plugin;
      // The directory answers for no plugin whose header says that it comes from elsewhere (Core-23318).
      assert.equal(UpdateURI, "false");
      assert.deepEqual(await site.act("updates"), { asked: ["false"], offered: [] });
    });

    test("PHP logs no error or warning", async () => {
      // Expected lines: WordPress cannot reach wordpress.org for updates; the SQLite driver warns about itself, and about two
      // writers at once.
      const known = (line) =>
        complaintsBefore.has(line) ||
        /WordPress\.org|\/sqlite-database-integration\//.test(line) ||
        (!isDebian && line.startsWith("WordPress database error"));
      const ours = [...(await site.complaints())].filter((line) => !known(line));
      const unfamiliar = isDebian ? ours.filter((line) => line.includes("mbc") || !line.includes("Deprecated")) : ours;
      assert.deepEqual(unfamiliar, []);
    });

    test("after deletion nothing is left, and a cached page still shows the plain guide", async () => {
      const held = await (await fetch(pages.classic.address)).text();
      await site.act("delete plugin");
      const stored = await site.act("everything stored");
      assert.deepEqual(stored.tables, storedBefore.tables);
      assert.deepEqual(stored.mentions, []);
      assert.deepEqual(
        stored.options.filter((name) => name.includes("mbc")),
        [],
      );
      assert.deepEqual(
        stored.files.filter((file) => file.includes("mbc-body-map")),
        [],
      );
      const { tab, close } = await visit(browser, pages.classic.address);
      assert.ok(await tab.getByText("After", { exact: true }).isVisible());
      await tab.route(pages.classic.address, (route) => route.fulfill({ body: held, contentType: "text/html" }));
      const refused = tab.waitForResponse((answer) => answer.url().endsWith("/mbc-body-map.js"));
      await tab.reload();
      assert.equal((await refused).status(), 404);
      await tab.locator("mbc-body-map #mbc-fallback-site-liver > summary").click();
      assert.ok(await tab.locator("mbc-body-map #mbc-fallback-site-liver p").first().isVisible());
      await close();
    });
  });
}

test(
  "`Tested up to` is a version that was tried, and so is each that readme.txt names",
  { skip: unsure },
  async (t) => {
    const { stdout } = await run("unzip", ["-p", ZIP, "mbc-body-map/readme.txt"]);
    const claimed = stdout.match(/^Tested up to: (.+)$/m)[1];
    const versions = [...new Set(tried.map((version) => parted(version).join(".")))].sort(byVersion);
    const highest = versions.at(-1);
    assert.ok(byVersion(claimed, highest) <= 0, `${claimed} is claimed, but ${highest} is the newest that was tried`);
    if (byVersion(claimed, highest) < 0) t.diagnostic(`wordpress/readme.txt: write ${highest}, it was tried`);
    const [, named] = stdout.match(/^= Which versions of WordPress were tried\? =\s+([^:]+):/m);
    const list = named.match(/\d+\.\d+/g);
    assert.equal(list.at(-1), claimed);
    assert.deepEqual(
      list.filter((version) => version !== claimed && !versions.includes(version)),
      [],
    );
  },
);
