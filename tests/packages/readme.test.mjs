// The samples of the package's README, taken from the packed file as they stand there, built with the framework that each
// is for, and run in a browser.

import assert from "node:assert/strict";
import { cp, mkdir, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "../page/page.mjs";
import { serve } from "../page/server.mjs";
import { PLACE, installPackage, installed, run, suiteWith } from "./place.mjs";

/** Frameworks that need other versions of tools have a folder with a lock file of their own. */
const FRAMEWORKS = `${PLACE}/frameworks`;
const PACKAGE = `${PLACE}/node_modules/mbc-body-map`;
const FALLBACK = "In an emergency call 911 or your local emergency number.";
const QUIET = {
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "0" },
};

/** How each sample is built: where its project is, and what writes `built/`. */
const PROJECTS = {
  React: { folder: `${PLACE}/samples/react`, build: vite },
  Preact: { folder: `${PLACE}/samples/preact`, build: vite },
  Vue: { folder: `${PLACE}/samples/vue`, build: vite },
  Svelte: { folder: `${PLACE}/samples/svelte`, build: vite },
  "Next.js": { folder: `${FRAMEWORKS}/next`, build: (folder) => tool(folder, "next", "build"), rendered: true },
  Astro: { folder: `${FRAMEWORKS}/astro`, build: (folder) => tool(folder, "astro", "build"), rendered: true },
  Angular: { folder: `${FRAMEWORKS}/angular`, build: angular },
};

async function vite(folder) {
  const main = (await readdir(folder)).find((name) => name.startsWith("main."));
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
<body><div id="root"></div><script type="module" src="./${main}"></script></body></html>`;
  await writeFile(`${folder}/index.html`, page);
  const { build } = await installed("vite");
  await build({ root: folder, build: { outDir: "built" }, logLevel: "warn" });
}

const tool = (folder, name, ...given) => run(`${FRAMEWORKS}/node_modules/.bin/${name}`, given, folder, QUIET);

async function angular(folder) {
  // The sample stands in a list of the configuration.
  const settings = await readFile(`${folder}/angular.json`, "utf8");
  await writeFile(
    `${folder}/angular.json`,
    settings.replace('"@ASSETS@"', await readFile(`${folder}/assets.json`, "utf8")),
  );
  // Angular takes files only from the folder of the project.
  await rm(`${folder}/node_modules`, { force: true });
  await symlink(`${FRAMEWORKS}/node_modules`, `${folder}/node_modules`);
  await tool(folder, "ng", "build");
}

const suite = await suiteWith(PLACE, FRAMEWORKS);

suite("the README of the package", () => {
  let browser, readme;
  /** For each heading the files under it: a name in backticks on a line, then the code. */
  const samples = {};

  before(async () => {
    await installPackage();
    await installPackage(FRAMEWORKS);
    readme = await readFile(`${PACKAGE}/README.md`, "utf8");
    for (const section of readme.split(/\n###? /).slice(1)) {
      const [heading] = section.split("\n");
      samples[heading] = Object.fromEntries(
        [...section.matchAll(/\n`([^`\n]+)`\n\n```\w+\n([^]*?)```/g)].map(([, name, code]) => [name, code]),
      );
    }
    browser = await launch();
  });
  after(() => browser?.close());

  /** Opens a page; the guide must get ready on the wasm engine, and open a row. */
  async function works(url, routes = () => {}) {
    const tab = await browser.newPage();
    const consoleLines = [];
    tab.on("console", (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    tab.on("pageerror", (error) => consoleLines.push(`uncaught: ${error.message}`));
    await tab.addInitScript(() => addEventListener("mbc-ready", ({ detail }) => (window.engine = detail.engine)));
    await routes(tab);
    await tab.goto(url);
    await tab.waitForFunction(() => window.engine).catch((error) => assert.fail(`${error.message}\n${consoleLines}`));
    assert.equal(await tab.evaluate(() => window.engine), "wasm");
    await tab.locator("#site-liver > summary").click();
    await tab.locator("#site-liver .key").waitFor({ state: "visible" });
    assert.deepEqual(consoleLines, []);
    await tab.close();
  }

  test("has a sample for each framework, and each is tried", () => {
    const tried = [...Object.keys(PROJECTS), "From your own server", "From a content network"];
    const given = Object.keys(samples).filter((heading) => Object.keys(samples[heading]).length > 0);
    assert.deepEqual(given.sort(), tried.sort());
  });

  for (const [name, { folder, build, rendered }] of Object.entries(PROJECTS))
    test(`${name}: its sample builds, and shows the guide`, async () => {
      for (const [file, code] of Object.entries(samples[name])) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), code);
      }
      const built = `${folder}/built`;
      await rm(built, { recursive: true, force: true });
      await build(folder);
      const page = await readFile(`${built}/index.html`, "utf8");
      assert.equal(page.includes(FALLBACK), Boolean(rendered), "the words inside stand in the page of a server");
      const [folders, files] = [{}, { "/": { body: page, headers: { "content-type": "text/html" } } }];
      for (const entry of await readdir(built)) {
        const path = join(built, entry);
        if ((await stat(path)).isDirectory()) folders[entry] = path;
        else files[`/${entry}`] = { body: await readFile(path) };
      }
      const server = await serve({ folders, fault: (path) => files[path] });
      try {
        await works(`${server.origin}/`);
      } finally {
        await server.close();
      }
    });

  /** A page with a sample in its body. */
  const around = (sample) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,"><body>${sample}</body></html>`;

  test("from your own server: the files of the package in one folder", async () => {
    const { version } = JSON.parse(await readFile(`${PACKAGE}/package.json`, "utf8"));
    const mbc = `${PLACE}/samples/own-server`;
    await cp(PACKAGE, `${mbc}/${version}`, { recursive: true });
    const pages = { "/": around(samples["From your own server"]["self-hosted.html"]) };
    const server = await serve({
      folders: { mbc },
      pages,
      fault: (path) => path === "/" && { headers: { "content-type": "text/html" } },
    });
    try {
      await works(`${server.origin}/`);
    } finally {
      await server.close();
    }
  });

  test("from a content network: the addresses of the files in the package, with the hash of the entry", async () => {
    const { name, version } = JSON.parse(await readFile(`${PACKAGE}/package.json`, "utf8"));
    const asked = [];
    const network = await serve({ folders: { files: PACKAGE } });
    const pages = { "/": around(samples["From a content network"]["content-network.html"]) };
    const host = await serve({
      folders: {},
      pages,
      fault: (path) => path === "/" && { headers: { "content-type": "text/html" } },
    });
    const begin = `https://cdn.jsdelivr.net/npm/${name}@${version}/`;
    try {
      await works(`${host.origin}/`, (tab) =>
        tab.route(/^https:/, async (route) => {
          const url = route.request().url();
          asked.push(url);
          assert.ok(url.startsWith(begin), url);
          await route.fulfill({
            response: await route.fetch({ url: `${network.origin}/files/${url.slice(begin.length)}` }),
          });
        }),
      );
    } finally {
      await network.close();
      await host.close();
    }
    assert.ok(asked.length >= 3, asked.join(" "));
  });

  test("says that the name is not published, and installs the packed file", async () => {
    const { version } = JSON.parse(await readFile(`${PACKAGE}/package.json`, "utf8"));
    assert.match(readme, /The name `mbc-body-map` is not published on npm yet/);
    assert.ok(readme.includes(`\nnpm install ./mbc-body-map-${version}.tgz\n`));
    assert.doesNotMatch(readme, /npm install mbc-body-map|npm i mbc-body-map/);
  });

  test("every link to a file leads to one in the package, and shows its pictures", async () => {
    const targets = [...readme.matchAll(/\]\(([^)#]*)(?:#[^)]*)?\)|src="([^"]+\.png)"/g)].map(
      ([, link, picture]) => link ?? picture,
    );
    const files = targets.filter((target) => target && !/^https:/.test(target));
    assert.ok(files.includes("docs/embedding.md") && files.includes("docs/body-map.png"));
    for (const file of files) await stat(`${PACKAGE}/${file}`);
  });

  test("tells the sizes of the files in the package", async () => {
    const rows = [...readme.split("## Sizes")[1].matchAll(/^\| (the .*?) \| ([\d.]+) \| ([\d.]+) \|$/gm)];
    const names = await readdir(PACKAGE);
    const file = (ending) => names.find((name) => ending.test(name));
    const patterns = [/^mbc-body-map\.js$/, /\.wasm$/, /\.en-.*\.pack$/, /\.es-.*\.pack$/];
    assert.equal(rows.length, patterns.length);
    for (const [row, [, what, raw, small]] of rows.entries()) {
      const bytes = (await stat(`${PACKAGE}/${file(patterns[row])}`)).size;
      assert.ok(Math.abs(Number(raw) - bytes / 1024) <= 0.1, what);
      assert.ok(Number(small) < Number(raw) && Number(small) > Number(raw) / 10, what);
    }
  });
});
