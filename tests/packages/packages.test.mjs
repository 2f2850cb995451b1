// The packed package as its users have it: installed from a tarball, built by bundlers, used in frameworks, rendered on a
// server, and checked by TypeScript. Everything is installed and built in target/packages.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { described as interfaceOf } from "../page/page.mjs";
import { serve } from "../page/server.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here("../../dist");
const PLACE = here("../../target/packages");
const FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** A policy that allows WebAssembly, and one that does not. */
const policyOf = (scripts) => ({
  "content-security-policy": `default-src 'none'; script-src ${scripts}; connect-src 'self'; style-src 'self'; img-src data:`,
});
const USUAL = policyOf("'self' 'wasm-unsafe-eval'");
const STRICT = policyOf("'self'");

const run = (program, given, cwd = PLACE) => promisify(execFile)(program, given, { cwd, maxBuffer: 1 << 26 });
const described = interfaceOf();
/** The module that this name resolves to where the package is installed. */
const installed = async (name) => import(pathToFileURL(createRequire(`${PLACE}/x.js`).resolve(name)));

/** Installs the tools of the lock file if it has changed; false if npm cannot be reached. */
async function tools() {
  await mkdir(PLACE, { recursive: true });
  await cp(here("."), PLACE, { recursive: true });
  const mark = `${PLACE}/node_modules/.mbc-lock`;
  const lock = await readFile(`${PLACE}/package-lock.json`, "utf8");
  if ((await readFile(mark, "utf8").catch(() => "")) === lock) return true;
  try {
    await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
  } catch (error) {
    if (
      await run("npm", ["ping"]).then(
        () => true,
        () => false,
      )
    )
      throw error;
    return false;
  }
  await writeFile(mark, lock);
  return true;
}

/** A suite that is skipped is not counted; a test is. */
const suite = (await tools()) ? describe : (name) => test(name, { skip: "npm cannot be reached" });

suite("the package in bundlers, frameworks, servers and type checkers", () => {
  let server, browser, pages;
  /** Headers of all answers. */
  let policy = {};

  before(async () => {
    const [{ filename }] = JSON.parse((await run("npm", ["pack", DIST, "--json"])).stdout);
    await run("npm", [
      "install",
      `./${filename}`,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--prefer-offline",
    ]);
    pages = {};
    const folders = Object.fromEntries(
      ["react", "vue", "svelte", "plain", "server"].map((name) => [name, `${PLACE}/${name}/built`]),
    );
    folders.files = `${PLACE}/node_modules/mbc-body-map`;
    for (const [name, script, files] of [
      ["webpack", "defer", ""],
      ["esbuild", 'type="module"', ""],
      ["elsewhere", 'type="module"', 'data-files="/files/"'],
    ])
      pages[`/${name}`] =
        `<!doctype html><html lang="en" ${files}><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
        <body><div id="root"></div><script ${script} src="/plain/${name}/main.js"></script></html>`;
    server = await serve({ folders, pages, fault: () => ({ headers: policy }) });
    browser = await chromium.launch({ executablePath: process.env.CHROME, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens an address and records its console lines. */
  async function visit(url, headers = {}) {
    policy = headers;
    const tab = await browser.newPage();
    const consoleLines = [];
    tab.on("console", (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    tab.on("pageerror", (error) => consoleLines.push(`uncaught: ${error.message}`));
    await tab.goto(url);
    return { tab, consoleLines };
  }

  const given = (tab) =>
    tab.locator("mbc-body-map").evaluate((guide) => ({
      lang: guide.lang,
      theme: guide.theme,
      level: guide.getAttribute("heading-level"),
      deep: guide.deepLink,
      label: guide.supportLabel,
      odd: guide
        .getAttributeNames()
        .filter(
          (name) =>
            ![
              "lang",
              "theme",
              "heading-level",
              "deep-link",
              "support-label",
              "base-url",
              "data-state",
              "site",
            ].includes(name),
        ),
    }));

  /** Tests a sample: the element gets ready, sends events, follows attributes, and is removed without a trace. */
  async function works(url, engine, { headers, quiet = (line) => line } = {}) {
    const { tab, consoleLines } = await visit(url, headers);
    await tab.waitForSelector("mbc-body-map:is([data-state=ready], [data-state=error])");
    const events = () => tab.evaluate(() => window.events);
    const [[name, detail]] = await events();
    assert.deepEqual([name, detail.engine], ["mbc-ready", engine]);
    assert.deepEqual(await given(tab), {
      lang: "en",
      theme: "dark",
      level: "3",
      deep: true,
      label: "Our line",
      odd: [],
    });
    assert.equal(await tab.getByText("Welcome.").isVisible(), true);
    assert.equal(await tab.locator("h3").first().isVisible(), true);
    await tab.locator("#site-liver > summary").click();
    await tab.waitForFunction(() => window.events.length === 2);
    assert.deepEqual((await events())[1], ["mbc-select", { kind: "site", id: "liver", open: true }]);
    await tab.locator("#change").click();
    await tab.locator("mbc-body-map[theme=light]").waitFor();
    assert.deepEqual(await given(tab), {
      lang: "en",
      theme: "light",
      level: "1",
      deep: false,
      label: "Our line",
      odd: [],
    });
    const removed = await tab.locator("mbc-body-map").elementHandle();
    await tab.locator("#remove").click();
    await tab.locator("mbc-body-map").waitFor({ state: "detached" });
    // The widget is gone from the element; only the slots for the author's content are left.
    assert.deepEqual(
      await removed.evaluate((guide) => [
        guide.dataset.state,
        guide.shadowRoot.querySelectorAll(":not(div, slot)").length,
      ]),
      [undefined, 0],
    );
    assert.equal((await events()).length, 2);
    assert.deepEqual(consoleLines.filter(quiet), []);
    await tab.close();
  }

  const BUILT = {
    react: { build: () => vite("react"), path: "/react/index.html" },
    vue: { build: () => vite("vue"), path: "/vue/index.html" },
    svelte: { build: () => vite("svelte"), path: "/svelte/index.html" },
    webpack: { build: webpack, path: "/webpack" },
    esbuild: { build: esbuild, path: "/esbuild" },
    "esbuild and the files elsewhere": { build: () => elsewhere("elsewhere"), path: "/elsewhere" },
  };

  async function vite(name) {
    const { build } = await installed("vite");
    await build({ root: `${PLACE}/${name}`, build: { outDir: "built" }, logLevel: "warn" });
  }

  async function webpack() {
    const { default: make } = await installed("webpack");
    const { default: settings } = await import(pathToFileURL(`${PLACE}/plain/webpack.config.mjs`));
    const path = `${PLACE}/plain/built/webpack`;
    const stats = await promisify(make)({
      ...settings,
      context: `${PLACE}/plain`,
      output: { ...settings.output, path },
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([errors, warnings], [[], []]);
    // webpack writes the address of a module's file where it finds a bare `import.meta.url`.
    assert.ok(!(await readFile(`${path}/main.js`, "utf8")).includes("file:///"));
  }

  async function esbuild() {
    await elsewhere("esbuild");
    // The line from docs/embedding.md, because esbuild does not copy the files.
    await run("sh", ["-c", "cp node_modules/mbc-body-map/mbc-body-map*-* plain/built/esbuild"]);
  }

  async function elsewhere(name) {
    const { build } = await installed("esbuild");
    const outdir = `${PLACE}/plain/built/${name}`;
    const { warnings } = await build({
      entryPoints: [`${PLACE}/plain/main.js`],
      bundle: true,
      splitting: true,
      format: "esm",
      minify: true,
      outdir,
    });
    assert.deepEqual(warnings, []);
  }

  for (const [name, { build, path }] of Object.entries(BUILT)) {
    describe(`with ${name}`, () => {
      before(build);
      test("on the wasm engine", () => works(server.origin + path, "wasm", { headers: USUAL }));
      test("on the JavaScript engine, where a policy refuses WebAssembly", () =>
        works(server.origin + path, "js", { headers: STRICT }));
    });
  }

  for (const name of ["react", "vue", "svelte"]) {
    test(`with ${name} while it is developed`, async () => {
      const { createServer } = await installed("vite");
      const folder = `${PLACE}/${name}`;
      const developing = await createServer({
        root: folder,
        logLevel: "warn",
        server: { host: "127.0.0.1", port: 0 },
        cacheDir: `${folder}/cache`,
      });
      try {
        await developing.listen();
        const { port } = developing.httpServer.address();
        const quiet = (line) => !line.startsWith("debug: [vite]") && !line.includes("Download the React DevTools");
        await works(`http://127.0.0.1:${port}/`, "wasm", { quiet });
      } finally {
        await developing.close();
      }
    });
  }

  test("holds what its users need and nothing else, and the hash of each file", async () => {
    const [{ files }] = JSON.parse((await run("npm", ["pack", DIST, "--json", "--dry-run"])).stdout);
    const kinds = [...new Set(files.map(({ path }) => path.replace(/-[\w-]{10}\./, "-HASH.")))].filter(
      (name) => name !== "mbc-body-map.inline.js",
    );
    assert.deepEqual(kinds.sort(), [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "custom-elements.json",
      "fallback.en.html",
      "fallback.es.html",
      "integrity.json",
      "mbc-body-map-HASH.js",
      "mbc-body-map-HASH.wasm",
      "mbc-body-map.class.js",
      "mbc-body-map.d.ts",
      "mbc-body-map.define.js",
      "mbc-body-map.en-HASH.pack",
      "mbc-body-map.es-HASH.pack",
      "mbc-body-map.js",
      "package.json",
    ]);
    const hashes = JSON.parse(await readFile(`${DIST}/integrity.json`, "utf8"));
    assert.deepEqual(Object.keys(hashes.tools), ["binaryen", "esbuild", "rustc", "wasm-bindgen"]);
    for (const [tool, version] of Object.entries(hashes.tools)) assert.match(version, /^\d+\.?\d*/, tool);
    for (const { path } of files)
      if (path !== "integrity.json") assert.ok(hashes[path], `integrity.json lacks ${path}`);
  });

  test("every path that it exports is there, on a server too, by import and by require", async () => {
    const { exports } = JSON.parse(await readFile(`${PLACE}/node_modules/mbc-body-map/package.json`, "utf8"));
    const names = Object.keys(exports).map((path) => `mbc-body-map${path.slice(1).replace("*", "es")}`);
    const resolved = await run("node", [
      "-p",
      names.map((name) => `require("node:fs").existsSync(require.resolve("${name}"))`).join(" && "),
    ]);
    assert.equal(resolved.stdout, "true\n");
    for (const name of names.filter((name) => !/\.(json|html)$/.test(name))) {
      const say = "console.log(Object.keys(all).sort().join(), all.defineElement() === undefined)";
      for (const program of [
        ["--input-type=module", "-e", `import * as all from "${name}"; ${say}`],
        ["--input-type=commonjs", "-e", `const all = require("${name}"); ${say}`],
      ]) {
        const { stdout, stderr } = await run("node", program);
        assert.deepEqual([stdout, stderr], ["MbcBodyMap,defineElement true\n", ""], `${name} by ${program[0]}`);
      }
    }
  });

  test("adds nothing to a bundle that imports only a type or an unused class", async () => {
    const { build } = await installed("esbuild");
    const taken = async (contents) => {
      const stdin = { contents, resolveDir: PLACE };
      const { outputFiles } = await build({
        stdin,
        bundle: true,
        minify: true,
        format: "esm",
        write: false,
        external: ["./mbc-body-map-*"],
      });
      return outputFiles[0].text.trim();
    };
    assert.equal(await taken('import { MbcBodyMap } from "mbc-body-map";'), "");
    assert.match(await taken('import "mbc-body-map/define";'), /attachShadow/);
  });

  test("its manifest is valid", async () => {
    const { default: Ajv } = await installed("ajv");
    const schema = JSON.parse(
      await readFile(createRequire(`${PLACE}/x.js`).resolve("custom-elements-manifest"), "utf8"),
    );
    const check = new Ajv({ strict: false }).compile(schema);
    const manifest = JSON.parse(await readFile(`${DIST}/custom-elements.json`, "utf8"));
    check(manifest);
    assert.deepEqual(check.errors ?? [], []);
    const [{ declarations }, ...others] = manifest.modules;
    assert.deepEqual(
      declarations[0].attributes.map(({ name }) => name),
      described.attributes.map(({ name }) => name),
    );
    for (const { path } of [manifest.modules[0], ...others]) await readFile(`${DIST}/${path}`);
    assert.equal(check({ ...manifest, modules: undefined }), false);
  });

  describe("its types", () => {
    const BARE = `${PLACE}-without-react`;
    const settings = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        target: "es2022",
        lib: ["es2022", "dom", "dom.iterable"],
        module: "nodenext",
        jsx: "react-jsx",
        types: [],
      },
    };
    const checked = async (compiler, folder, name, file, more = {}) => {
      const { paths, ...rest } = more;
      const compilerOptions = { ...settings.compilerOptions, ...(paths && { paths }), ...rest };
      await writeFile(`${folder}/tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files: [file] }));
      const { stdout } = await run(
        "node",
        [`${PLACE}/node_modules/${compiler}/bin/tsc`, "-p", `tsconfig.${name}.json`],
        folder,
      ).catch((error) => error);
      assert.equal(stdout, "");
    };

    test("the samples use everything that the interface describes", async () => {
      const element = await readFile(`${PLACE}/types/element.ts`, "utf8");
      const react = await readFile(`${PLACE}/types/react.tsx`, "utf8");
      for (const { name, property } of described.attributes) {
        assert.match(element, new RegExp(`\\.${property} = `));
        assert.match(react, new RegExp(`\\s${name}(=|\\s)`));
        assert.match(react, new RegExp(`\\s${property}(=|\\s)`));
      }
      for (const { name } of [...described.methods, ...described.properties])
        assert.match(element, new RegExp(`guide\\.${name}\\b`));
      for (const { name } of described.events) {
        assert.ok(element.includes(`"${name}"`));
        assert.ok(react.includes(`on${name}=`));
      }
    });

    for (const compiler of ["typescript", "typescript-5"]) {
      test(`${compiler}: without React`, async () => {
        await mkdir(`${BARE}/types`, { recursive: true });
        await cp(`${PLACE}/types/element.ts`, `${BARE}/types/element.ts`);
        await writeFile(`${BARE}/package.json`, '{ "private": true, "type": "module" }');
        const [tarball] = (await readdir(PLACE)).filter((name) => name.endsWith(".tgz"));
        await run(
          "npm",
          ["install", `${PLACE}/${tarball}`, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--offline"],
          BARE,
        );
        assert.deepEqual(
          (await readdir(`${BARE}/node_modules`)).filter((name) => !name.startsWith(".")),
          ["mbc-body-map"],
        );
        await checked(compiler, BARE, "element", "types/element.ts");
      });
      test(`${compiler}: with React 19 installed, and not used`, () =>
        checked(compiler, PLACE, "element", "types/element.ts"));
      test(`${compiler}: in JSX of React 19`, () => checked(compiler, PLACE, "react", "types/react.tsx"));
      test(`${compiler}: in JSX of React 18`, () =>
        checked(compiler, PLACE, "react-18", "types/react.tsx", {
          paths: {
            react: ["./node_modules/types-react-18"],
            "react/jsx-runtime": ["./node_modules/types-react-18/jsx-runtime"],
          },
        }));
    }
  });

  describe("with React on a server", () => {
    let html;
    before(async () => {
      const { build } = await installed("esbuild");
      const shared = { bundle: true, format: "esm", jsx: "automatic", outdir: `${PLACE}/server/built` };
      await build({ ...shared, entryPoints: [`${PLACE}/server/page.jsx`], platform: "node", packages: "external" });
      // Only the development build of React warns about mismatches.
      const define = { "process.env.NODE_ENV": '"development"' };
      await build({ ...shared, entryPoints: [`${PLACE}/server/hydrate.jsx`], splitting: true, define });
      await run("sh", ["-c", "cp node_modules/mbc-body-map/mbc-body-map*-* server/built"]);
      ({ html } = await import(pathToFileURL(`${PLACE}/server/built/page.js`)));
    });

    /** Hydrates the page; returns React's warnings, and the state and events afterwards. */
    async function hydrated(props) {
      pages["/server"] =
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
        <body><div id="root">${html(props)}</div><script type="module" src="/server/hydrate.js"></script></html>`;
      const { tab, consoleLines } = await visit(`${server.origin}/server`);
      await tab.waitForSelector("mbc-body-map[data-state=ready]");
      // All attributes that the element sets on itself are there before React hydrates.
      await tab.locator("#lang-other").click();
      await tab.locator("mbc-body-map[lang=es]").waitFor();
      await tab.locator("#site-bones > summary").click();
      const guide = await tab.locator("mbc-body-map").elementHandle();
      await tab.evaluate((props) => window.hydrate(props), props);
      // React has hydrated the element when its internal properties are on it.
      await tab.waitForFunction(() =>
        Object.keys(document.querySelector("mbc-body-map")).some((key) => key.startsWith("__reactProps")),
      );
      await tab.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      await tab.locator("#site-liver > summary").click();
      await tab.locator("mbc-body-map[site=liver]").waitFor();
      const after = await guide.evaluate((guide) => ({
        same: guide.isConnected,
        lang: guide.lang,
        theme: guide.theme,
        events: window.events,
        faults: window.faults,
      }));
      await tab.evaluate(() => window.root.unmount());
      assert.equal(await tab.locator("#root").innerHTML(), "");
      await tab.close();
      return { ...after, consoleLines: consoleLines.filter((line) => !line.includes("React DevTools")) };
    }

    const expectedEvents = [
      ["mbc-select", { kind: "site", id: "bones", open: false }],
      ["mbc-select", { kind: "site", id: "liver", open: true }],
    ];
    const kept = { same: true, lang: "es", theme: "dark", faults: [] };

    test("renders the attributes and the content inside", () => {
      assert.equal(
        html({}),
        '<mbc-body-map lang="en" theme="dark" heading-level="3"><p>Words of the page.</p></mbc-body-map>',
      );
    });

    test("React warns about attributes that the element has set on itself", async () => {
      const { consoleLines, ...after } = await hydrated({ byHand: true });
      assert.deepEqual(after, { ...kept, events: expectedEvents });
      assert.equal(consoleLines.length, 1);
      for (const name of ["data-state", "site", "lang"]) assert.ok(consoleLines[0].includes(`${name}=`), name);
    });

    test("suppressHydrationWarning silences it, and keeps what the visitor did", async () => {
      assert.deepEqual(await hydrated({ byHand: true, suppressHydrationWarning: true }), {
        ...kept,
        events: expectedEvents,
        consoleLines: [],
      });
    });

    test("React attaches no JSX listener to server-rendered elements, so the documentation adds it by hand", async () => {
      assert.deepEqual(await hydrated({ suppressHydrationWarning: true }), { ...kept, events: [], consoleLines: [] });
    });
  });
});
