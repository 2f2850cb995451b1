// The packed package as its users have it: installed from a tarball, built by bundlers, used in frameworks, rendered on a
// server, and checked by TypeScript. Everything is installed and built in target/packages.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { DIST, described as interfaceOf, launch } from "../page/page.mjs";
import { serve } from "../page/server.mjs";
import { PLACE, installPackage, installed, run, suiteWith, tarball } from "./place.mjs";

/** A policy that allows WebAssembly, and one that does not. */
const policyOf = (scripts) => ({
  "content-security-policy": `default-src 'none'; script-src ${scripts}; connect-src 'self'; style-src 'self'; img-src data:`,
});
const USUAL = policyOf("'self' 'wasm-unsafe-eval'");
const STRICT = policyOf("'self'");

/** Waits until the guide is there or has failed. */
const settled = (tab) =>
  tab.waitForFunction(() => {
    const guide = document.querySelector("mbc-body-map");
    return /ready|error/.test(guide.state);
  });

const described = interfaceOf();
const suite = await suiteWith(PLACE);

suite("the package in bundlers, frameworks, servers and type checkers", () => {
  let server, browser, pages;
  /** Headers of all answers. */
  let policy = {};

  before(async () => {
    await installPackage();
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
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  // jsdom/jsdom#3444: what is not a browser lacks one thing or another that a custom element may count on.
  for (const environment of ["jsdom", "happy-dom"]) {
    test(`an app's own test of a page with the guide passes in Vitest with ${environment}`, async () => {
      const vitest = `${PLACE}/node_modules/vitest/vitest.mjs`;
      const given = [vitest, "run", "--root", `${PLACE}/units`, "--environment", environment, "--reporter", "json"];
      const { stdout, stderr } = await run(process.execPath, given);
      const { success, numPassedTests } = JSON.parse(stdout.slice(stdout.indexOf("{")));
      assert.deepEqual([success, numPassedTests], [true, 1], stderr);
    });
  }
  for (const version of ["jsdom", "jsdom-26"]) {
    test(`in a bare window of ${version} nothing throws, and the words stand`, async () => {
      const { stdout, stderr } = await run(process.execPath, [`${PLACE}/units/window.mjs`, version]);
      // One line of the console says what is missing; it is no error.
      assert.equal(stdout.split("\n").at(-1), "[]", stderr);
    });
  }

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
        .filter((name) => !["lang", "theme", "heading-level", "deep-link", "support-label", "base-url"].includes(name)),
    }));

  /** Tests a sample: the element gets ready, sends events, follows attributes, and is removed without a trace. */
  async function works(url, engine, { headers, quiet = (line) => line } = {}) {
    const { tab, consoleLines } = await visit(url, headers);
    await settled(tab);
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
    await tab.locator("#remove").click();
    await tab.locator("mbc-body-map").waitFor({ state: "detached" });
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
    // The line from docs/package.md, because esbuild does not copy the files.
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
    const { stdout } = await run("tar", ["tzf", await tarball()]);
    const files = stdout
      .trim()
      .split("\n")
      .map((path) => path.replace("package/", ""));
    const kinds = [
      ...new Set(files.map((path) => path.replace(/-[\w-]{10}\./, "-HASH.").replace(/^docs\/.*/, "docs/"))),
    ];
    assert.deepEqual(kinds.sort(), [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-CONTENT.md",
      "LICENSE-MIT",
      "README.md",
      "THIRD-PARTY.txt",
      "claims.json",
      "custom-elements.json",
      "docs/",
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
      "mbc-body-map.inline.d.ts",
      "mbc-body-map.inline.js",
      "mbc-body-map.js",
      "package.json",
      "sbom.cdx.json",
      "vscode.html-custom-data.json",
      "web-types.json",
    ]);
    const place = `${PLACE}/node_modules/mbc-body-map`;
    const { tools, ...hashes } = JSON.parse(await readFile(`${place}/integrity.json`, "utf8"));
    assert.deepEqual(Object.keys(tools), ["binaryen", "esbuild", "node", "npm", "rustc", "wasm-bindgen"]);
    for (const [tool, version] of Object.entries(tools)) assert.match(version, /^\d+\.?\d*/, tool);
    assert.deepEqual(Object.keys(hashes).sort(), files.filter((path) => path !== "integrity.json").sort());
    for (const [path, hash] of Object.entries(hashes)) {
      const digest = createHash("sha384")
        .update(await readFile(`${place}/${path}`))
        .digest("base64");
      assert.equal(hash, `sha384-${digest}`, path);
    }
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
      // The one file is a classic script too, so it exports nothing; `require` adds a key that says it is a module.
      const given = name.endsWith("/inline") ? " true\n" : "MbcBodyMap,defineElement true\n";
      const say =
        'console.log(Object.keys(all).filter((key) => key !== "__esModule").sort().join(), all.defineElement?.() === undefined)';
      for (const program of [
        ["--input-type=module", "-e", `import * as all from "${name}"; ${say}`],
        ["--input-type=commonjs", "-e", `const all = require("${name}"); ${say}`],
      ]) {
        const { stdout, stderr } = await run("node", program);
        assert.deepEqual([stdout, stderr], [given, ""], `${name} by ${program[0]}`);
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

  test("an editor of VS Code is told of the attributes and their values", async () => {
    const editor = createRequire(`${PLACE}/x.js`)("vscode-html-languageservice");
    const { getLanguageService, newHTMLDataProvider, TextDocument } = editor;
    const data = JSON.parse(await readFile(`${DIST}/vscode.html-custom-data.json`, "utf8"));
    const service = getLanguageService({
      useDefaultDataProvider: false,
      customDataProviders: [newHTMLDataProvider("mbc", data)],
    });
    /** The labels that are offered where `|` stands. */
    const offered = (text) => {
      const document = TextDocument.create("a.html", "html", 1, text.replace("|", ""));
      const place = document.positionAt(text.indexOf("|"));
      return service.doComplete(document, place, service.parseHTMLDocument(document)).items.map(({ label }) => label);
    };
    assert.ok(offered("<|").includes("mbc-body-map"));
    assert.deepEqual(
      offered("<mbc-body-map |>").filter((label) => !label.startsWith("data-")),
      described.attributes.map(({ name }) => name),
    );
    for (const { name, values = [], list } of described.attributes)
      if (!list) assert.deepEqual(offered(`<mbc-body-map ${name}="|">`), values, name);
  });

  test("an editor of JetBrains is told of everything in the interface", async () => {
    const data = JSON.parse(await readFile(`${DIST}/web-types.json`, "utf8"));
    const { name, version, "web-types": listed } = JSON.parse(await readFile(`${DIST}/package.json`, "utf8"));
    assert.deepEqual([data.name, data.version, listed], [name, version, "./web-types.json"]);
    const [element] = data.contributions.html.elements;
    const namesOf = (all) => all.map(({ name }) => name);
    assert.deepEqual(namesOf(element.attributes), namesOf(described.attributes));
    assert.deepEqual(namesOf(element.js.events), namesOf(described.events));
    assert.deepEqual(namesOf(element.slots), namesOf(described.slots));
    assert.deepEqual(namesOf(element.css.properties), namesOf(described.cssProperties));
    const types = Object.fromEntries(element.attributes.map(({ name, value }) => [name, value.type]));
    assert.deepEqual([types.theme, types["deep-link"]], ['"auto" | "light" | "dark"', "boolean"]);
  });

  describe("the bare address of a content network defines the element", () => {
    let network, host;
    before(async () => {
      const place = `${PLACE}/node_modules/mbc-body-map`;
      const { version, unpkg, jsdelivr } = JSON.parse(await readFile(`${place}/package.json`, "utf8"));
      const file = (name) => new URL(name, pathToFileURL(`${place}/`));
      // unpkg redirects to the file; jsDelivr answers with it.
      const script = { headers: { "content-type": "text/javascript" }, body: await readFile(file(jsdelivr)) };
      const answers = {
        "/mbc-body-map": {
          status: 302,
          headers: { location: new URL(unpkg, `http://a/mbc-body-map@${version}/`).pathname },
          body: "moved",
        },
        "/npm/mbc-body-map": script,
      };
      network = await serve({ folders: { [`mbc-body-map@${version}`]: place }, fault: (path) => answers[path] });
      const tried = [];
      for (const path of ["/mbc-body-map", "/npm/mbc-body-map"])
        for (const type of ["", 'type="module"'])
          tried.push([
            `${path}${type && "/module"}`,
            `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
            <script ${type} src="${network.origin}${path}"></script><mbc-body-map><p>Words.</p></mbc-body-map></html>`,
          ]);
      host = await serve({ folders: {}, pages: Object.fromEntries(tried) });
    });
    after(async () => {
      await network?.close();
      await host?.close();
    });

    for (const [name, path] of [
      ["unpkg", "/mbc-body-map"],
      ["jsDelivr", "/npm/mbc-body-map"],
    ])
      for (const kind of ["", "/module"])
        test(`${name}, as a ${kind ? "module" : "classic"} script`, async () => {
          const { tab, consoleLines } = await visit(`${host.origin}${path}${kind}`);
          await settled(tab);
          await tab.locator("#site-liver > summary").click();
          await tab.locator("#site-liver .key").waitFor({ state: "visible" });
          assert.deepEqual(consoleLines, []);
          await tab.close();
        });
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
    const checked = async (compiler, folder, name, files, more = {}) => {
      const { paths, ...rest } = more;
      const compilerOptions = { ...settings.compilerOptions, ...(paths && { paths }), ...rest };
      await writeFile(`${folder}/tsconfig.${name}.json`, JSON.stringify({ compilerOptions, files }));
      const { stdout } = await run(
        "node",
        [`${PLACE}/node_modules/${compiler}/bin/tsc`, "-p", `tsconfig.${name}.json`],
        folder,
      ).catch((error) => error);
      assert.equal(stdout, "");
    };

    test("the samples use everything that the interface describes", async () => {
      const element = await readFile(`${PLACE}/types/element.ts`, "utf8");
      const jsx = await readFile(`${PLACE}/types/jsx.tsx`, "utf8");
      const solid = await readFile(`${PLACE}/types/solid.tsx`, "utf8");
      for (const { name, property } of described.attributes) {
        assert.match(element, new RegExp(`\\.${property} = `));
        assert.match(jsx, new RegExp(`\\s${name}(=|\\s)`));
        assert.match(jsx, new RegExp(`\\s${property}(=|\\s)`));
      }
      for (const { name } of [...described.methods, ...described.properties])
        assert.match(element, new RegExp(`guide\\.${name}\\b`));
      for (const { name } of described.events) {
        assert.ok(element.includes(`"${name}"`));
        assert.ok(jsx.includes(`on${name}=`));
        assert.ok(solid.includes(`on:${name}=`));
      }
    });

    for (const compiler of ["typescript", "typescript-5"]) {
      test(`${compiler}: without React`, async () => {
        await mkdir(`${BARE}/types`, { recursive: true });
        await cp(`${PLACE}/types/element.ts`, `${BARE}/types/element.ts`);
        await writeFile(`${BARE}/package.json`, '{ "private": true, "type": "module" }');
        await run(
          "npm",
          ["install", await tarball(), "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--offline"],
          BARE,
        );
        assert.deepEqual(
          (await readdir(`${BARE}/node_modules`)).filter((name) => !name.startsWith(".")),
          ["mbc-body-map"],
        );
        await checked(compiler, BARE, "element", ["types/element.ts"]);
      });
      test(`${compiler}: with React 19 installed, and not used`, () =>
        checked(compiler, PLACE, "element", ["types/element.ts"]));
      test(`${compiler}: in JSX of React 19`, () =>
        checked(compiler, PLACE, "react", ["types/jsx.tsx", "types/react.tsx"]));
      test(`${compiler}: in JSX of React 18`, () =>
        checked(compiler, PLACE, "react-18", ["types/jsx.tsx", "types/react.tsx"], {
          paths: {
            react: ["./node_modules/types-react-18"],
            "react/jsx-runtime": ["./node_modules/types-react-18/jsx-runtime"],
          },
        }));
      test(`${compiler}: in JSX of Preact 11`, () =>
        checked(compiler, PLACE, "preact", ["types/jsx.tsx", "types/preact.tsx"], { jsxImportSource: "preact" }));
      test(`${compiler}: in JSX of Preact 10`, () =>
        checked(compiler, PLACE, "preact-10", ["types/jsx.tsx", "types/preact.tsx"], {
          jsxImportSource: "preact",
          paths: Object.fromEntries(
            ["", "/jsx-runtime", "/hooks"].map((part) => [`preact${part}`, [`./node_modules/preact-10${part}`]]),
          ),
        }));
      test(`${compiler}: in JSX of Solid`, () =>
        checked(compiler, PLACE, "solid", ["types/jsx.tsx", "types/solid.tsx"], {
          jsx: "preserve",
          jsxImportSource: "solid-js",
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
      await settled(tab);
      // The visitor has changed the language and opened a row before React hydrates.
      await tab.locator("#lang-other").click();
      await tab.locator("#mbc[lang=es]").waitFor();
      await tab.locator("#site-bones > summary").click();
      const guide = await tab.locator("mbc-body-map").elementHandle();
      await tab.evaluate((props) => window.hydrate(props), props);
      // React has hydrated the element when its internal properties are on it.
      await tab.waitForFunction(() =>
        Object.keys(document.querySelector("mbc-body-map")).some((key) => key.startsWith("__reactProps")),
      );
      await tab.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      await tab.locator("#site-liver > summary").click();
      await tab.locator("#site-liver[open]").waitFor();
      const after = await guide.evaluate((guide) => ({
        same: guide.isConnected,
        lang: guide.lang,
        shown: guide.shadowRoot.getElementById("mbc").lang,
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
    const kept = { same: true, lang: "en", shown: "es", theme: "dark", faults: [], consoleLines: [] };

    test("renders the attributes and the content inside", () => {
      assert.equal(
        html({}),
        '<mbc-body-map lang="en" theme="dark" heading-level="3"><p>Words of the page.</p></mbc-body-map>',
      );
    });

    test("React finds nothing that the server did not write, and keeps what the visitor did", async () => {
      assert.deepEqual(await hydrated({ byHand: true }), { ...kept, events: expectedEvents });
    });

    test("React attaches no JSX listener to server-rendered elements, so the documentation adds it by hand", async () => {
      assert.deepEqual(await hydrated({}), { ...kept, events: [] });
    });
  });
});
