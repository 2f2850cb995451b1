// The settings of docs/hosting/ in the servers that they are for, and the widget from there on a page of another origin.

import assert from "node:assert/strict";
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../page/server.mjs";
import { freePort, missing, run, started } from "./machine.mjs";
import { launch } from "../page/page.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here("../../dist");
const LINES = (name) => here(`../../docs/hosting/${name}`);

/** Writes the configuration of an Apache that serves `www` in the folder; returns the command. */
async function apache(folder, port, { types, override, more = "" }) {
  const modules = ["mpm_event", "authz_core", "mime", "headers", "filter", "deflate"];
  await writeFile(
    join(folder, "server.conf"),
    `ServerRoot ${folder}
    ${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
    ${process.getuid() === 0 ? "User www-data\nGroup www-data" : ""}
    ServerName 127.0.0.1
    Listen 127.0.0.1:${port}
    DefaultRuntimeDir ${folder}
    PidFile ${folder}/pid
    ErrorLog ${folder}/error.log
    TypesConfig ${types}
    DocumentRoot ${folder}/www
    <Directory ${folder}/www>
      Require all granted
      AllowOverride ${override}
    </Directory>
    ${more}`,
  );
  return ["/usr/sbin/apache2", ["-f", join(folder, "server.conf"), "-DFOREGROUND"]];
}

/** A server: its Debian package and program, and the configuration around the documented settings. */
const SERVERS = [
  {
    name: "nginx",
    packages: { nginx: "/usr/sbin/nginx" },
    start: async (folder, port) => {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((what) => `${what}_temp_path ${folder}/${what};`)
        .join(" ");
      await writeFile(
        join(folder, "server.conf"),
        `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; ${process.getuid() === 0 ? "user root;" : ""} events {}
        http { access_log off; ${temporary} server { listen 127.0.0.1:${port}; root ${folder}/www; include ${LINES("nginx.conf")}; } }`,
      );
      return ["/usr/sbin/nginx", ["-e", "stderr", "-p", folder, "-c", join(folder, "server.conf")]];
    },
    version: () => run("/usr/sbin/nginx", ["-v"]).then(({ stderr }) => stderr),
  },
  ...[false, true].map((isHtaccess) => ({
    name: isHtaccess ? "Apache with .htaccess" : "Apache",
    packages: { apache2: "/usr/sbin/apache2" },
    start: async (folder, port) => {
      if (isHtaccess) await cp(LINES("apache.conf"), join(folder, "www/mbc/.htaccess"));
      return apache(folder, port, {
        // The lines must do without what the system knows of types.
        types: "/dev/null",
        override: isHtaccess ? "FileInfo" : "None",
        more: isHtaccess ? "" : `<Directory ${folder}/www/mbc>\nInclude ${LINES("apache.conf")}\n</Directory>`,
      });
    },
    version: () => run("/usr/sbin/apache2", ["-v"]).then(({ stdout }) => stdout.split("\n")[0]),
  })),
  {
    name: "Caddy",
    packages: { caddy: "/usr/bin/caddy" },
    start: async (folder, port) => {
      await writeFile(
        join(folder, "Caddyfile"),
        `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${folder}/storage\n}\nhttp://127.0.0.1:${port} {\n\tbind 127.0.0.1\n\troot * ${folder}/www\n\timport ${LINES("Caddyfile")}\n\tfile_server\n}\n`,
      );
      return [
        "/usr/bin/caddy",
        ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"],
        { env: { ...process.env, HOME: folder } },
      ];
    },
    version: () => run("/usr/bin/caddy", ["version"]).then(({ stdout }) => stdout),
  },
];

const isHashed = (name) => /-[\w-]{10}\.(js|wasm|pack)$/.test(name);
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: /^application\/json(; charset=utf-8)?$/,
  wasm: "application/wasm",
  pack: "application/octet-stream",
};

/** The files of the release, the entry first; folders are for other tests. */
const files = (await readdir(DIST, { withFileTypes: true }))
  .filter((file) => file.isFile() && file.name.split(".").at(-1) in TYPES)
  .map(({ name }) => name);

for (const server of SERVERS) {
  const reason = await missing(server.packages);
  if (reason) {
    // A test, because a suite that is skipped is not counted.
    test(server.name, { skip: reason });
    continue;
  }
  describe(server.name, () => {
    let folder, running, origin, browser;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "mbc-server-"));
      // A server started by root reads files as another user.
      await chmod(folder, 0o755);
      await cp(DIST, join(folder, "www/mbc"), { recursive: true });
      const port = await freePort();
      origin = `http://127.0.0.1:${port}`;
      const [command, args, options] = await server.start(folder, port);
      running = await started(
        command,
        args,
        () => fetch(`${origin}/mbc/mbc-body-map.js`).then((answer) => answer.ok),
        options,
      );
      browser = await launch();
      console.log(`tried: ${server.name}, ${(await server.version()).trim()}`);
    });
    after(async () => {
      await browser?.close();
      await running?.stop();
      await rm(folder, { recursive: true });
    });

    test("each kind of file has its type, compression, CORS and cache lifetime", async () => {
      const kinds = new Set();
      for (const name of files) {
        const answer = await fetch(`${origin}/mbc/${name}`);
        assert.equal(answer.status, 200, name);
        const header = (field) => answer.headers.get(field);
        const ending = name.split(".").at(-1);
        kinds.add(ending);
        assert.match(
          header("content-type"),
          TYPES[ending] instanceof RegExp ? TYPES[ending] : new RegExp(`^${TYPES[ending]}$`, "i"),
          name,
        );
        assert.equal(header("access-control-allow-origin"), "*", name);
        assert.equal(header("x-content-type-options"), "nosniff", name);
        assert.equal(
          header("cache-control"),
          isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache",
          name,
        );
        // Servers do not compress small files.
        const content = await readFile(join(DIST, name));
        if (content.length > 2000) {
          assert.equal(header("content-encoding"), "gzip", name);
          assert.match(header("vary"), /accept-encoding/i, name);
        }
        assert.ok(content.equals(Buffer.from(await answer.arrayBuffer())), name);
      }
      assert.deepEqual([...kinds].sort(), Object.keys(TYPES).sort());
    });

    test("an entry that has not changed is not sent again", async () => {
      const address = `${origin}/mbc/mbc-body-map.js`;
      // Uncompressed: not every server recognizes the ETag of its own compressed answers.
      const plain = { "accept-encoding": "identity" };
      const mark = (await fetch(address, { headers: plain })).headers.get("etag");
      const again = await fetch(address, { headers: { ...plain, "if-none-match": mark } });
      assert.equal(again.status, 304);
    });

    test("the widget, pinned, works on a page of another origin", async () => {
      const integrity = JSON.parse(await readFile(join(DIST, "integrity.json"), "utf8"))["mbc-body-map.js"];
      const page = `<!doctype html><html lang="en"><title>t</title>
        <script type="module" src="${origin}/mbc/mbc-body-map.js" integrity="${integrity}" crossorigin="anonymous"></script><mbc-body-map></mbc-body-map></html>`;
      const other = await serve({ folders: {}, pages: { "/page": page } });
      const tab = await browser.newPage();
      const consoleLines = [];
      tab.on("console", (message) => consoleLines.push(message.text()));
      await tab.goto(`${other.origin}/page`);
      await tab.locator("#site-liver > summary").click();
      await tab.locator("#site-liver .key").waitFor({ state: "visible" });
      assert.deepEqual(consoleLines, []);
      await tab.close();
      await other.close();
    });

    test("the server logs no error", async () => {
      const log = await readFile(join(folder, "error.log"), "utf8").catch((error) =>
        error.code === "ENOENT" ? "" : Promise.reject(error),
      );
      assert.doesNotMatch(running.output() + log, /\[(\w+:)?(warn|error|crit|alert|emerg)\]|"level":"(error|fatal)"/);
    });
  });
}

// The plugin brings no configuration: it works where none of a folder's is read, and where one would be fatal.
for (const override of ["None", "AuthConfig"]) {
  const name = `the WordPress plugin on an Apache with AllowOverride ${override}`;
  const reason = await missing({ apache2: "/usr/sbin/apache2", unzip: "/usr/bin/unzip" });
  if (reason) {
    test(name, { skip: reason });
    continue;
  }
  describe(name, () => {
    let folder, running, origin, browser, plugin, release;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "mbc-plugin-"));
      await chmod(folder, 0o755);
      const plugins = join(folder, "www/wp-content/plugins");
      plugin = join(plugins, "mbc-body-map");
      await mkdir(plugins, { recursive: true });
      await run("unzip", ["-q", join(DIST, "wordpress/mbc-body-map.zip"), "-d", plugins]);
      [{ name: release }] = (await readdir(plugin, { withFileTypes: true })).filter((entry) => entry.isDirectory());
      await mkdir(join(folder, "www/foreign"));
      for (const file of ["a.js", ".htaccess"]) await cp(LINES("apache.conf"), join(folder, "www/foreign", file));
      // What every system knows; nothing of WebAssembly or of the texts.
      await writeFile(join(folder, "types"), "text/html html\ntext/javascript js\napplication/json json\n");
      const address = `/wp-content/plugins/mbc-body-map/${release}/mbc-body-map.js`;
      for (const engine of ["wasm", "js"])
        await writeFile(
          join(folder, `www/${engine}.html`),
          `<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><link rel="icon" href="data:,">
          <script type="module" src="${address}"></script><mbc-body-map engine="${engine}"></mbc-body-map></html>`,
        );
      const port = await freePort();
      origin = `http://127.0.0.1:${port}`;
      const [command, args] = await apache(folder, port, { types: join(folder, "types"), override });
      running = await started(command, args, () => fetch(`${origin}/js.html`).then((answer) => answer.ok));
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await running?.stop();
      await rm(folder, { recursive: true });
    });

    test("holds no hidden file, and each of its files is answered", async () => {
      const entries = await readdir(plugin, { recursive: true, withFileTypes: true });
      const all = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      assert.ok(all.length > 10);
      for (const path of all) {
        const address = path.slice(join(folder, "www").length);
        assert.doesNotMatch(address, /\/\./);
        assert.equal((await fetch(origin + address)).status, 200, address);
      }
      // An `.htaccess` that does what the documentation says for a folder of one's own would be the end of it here.
      assert.equal((await fetch(`${origin}/foreign/a.js`)).status, override === "None" ? 200 : 500);
    });

    for (const engine of ["wasm", "js"]) {
      test(`shows the guide on the ${engine} engine`, async () => {
        const tab = await browser.newPage();
        const consoleLines = [];
        tab.on("console", (message) => consoleLines.push(message.text()));
        await tab.goto(`${origin}/${engine}.html`);
        await tab.locator("#site-liver > summary").click();
        await tab.locator("#site-liver .key").waitFor({ state: "visible" });
        assert.deepEqual(consoleLines, []);
        await tab.close();
      });
    }
  });
}

test("_headers: each file fits rules that say what it needs, and no header twice", async () => {
  const rules = [];
  for (const line of (await readFile(LINES("_headers"), "utf8")).split("\n")) {
    if (line.startsWith("/"))
      rules.push({ fits: new RegExp(`^${line.replace(/[.]/g, "\\.").replace("*", ".*")}$`), headers: [] });
    else if (line.startsWith("  ")) rules.at(-1).headers.push(line.trim());
  }
  for (const name of files) {
    const given = rules.filter(({ fits }) => fits.test(`/mbc/${name}`)).flatMap(({ headers }) => headers);
    const shared = ["Access-Control-Allow-Origin: *", "X-Content-Type-Options: nosniff"];
    assert.deepEqual(
      given,
      isHashed(name) ? [...shared, "Cache-Control: public, max-age=31536000, immutable"] : shared,
      name,
    );
  }
});
