// Real sites of WordPress for a test: packages of Debian on MariaDB, and versions between them on SQLite, each in a folder of
// its own, answered by PHP's own server on this machine only. The newest that can be had from a signed source is in Debian's
// unstable release, so `Tested up to` in wordpress/readme.txt is its version, and a test compares them.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetched, freePort, run, started } from "./machine.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CACHE = here("../../target/hosts");
const BUILDS = "@wp-playground/wordpress-builds@0.9.19";
const BUILDS_FILE = join(CACHE, "wp-playground-wordpress-builds-0.9.19.tgz");

/** Debian's packages, each with a file by which it is known. */
export const PACKAGES = {
  "php-cli": "/usr/bin/php",
  "php-mysql": "/usr/share/doc/php-mysql",
  "php-sqlite3": "/usr/share/doc/php-sqlite3",
  "php-xml": "/usr/share/doc/php-xml",
  "php-mbstring": "/usr/share/doc/php-mbstring",
  "mariadb-server": "/usr/sbin/mariadbd",
  wordpress: "/usr/share/wordpress/wp-load.php",
  "wordpress-theme-twentytwentyone": "/usr/share/wordpress/wp-content/themes/twentytwentyone",
  "wordpress-theme-twentytwentythree": "/usr/share/wordpress/wp-content/themes/twentytwentythree",
  unzip: "/usr/bin/unzip",
};

/** Fetches the newer versions from npm; returns why that is not possible, or nothing. */
export async function buildsMissing() {
  try {
    await readFile(BUILDS_FILE);
    return false;
  } catch {
    await mkdir(CACHE, { recursive: true });
    // A download under another name, so that half of one is never taken for the whole.
    const part = await mkdtemp(join(CACHE, "part-"));
    try {
      await run("npm", ["pack", BUILDS, "--pack-destination", part]);
      await cp(join(part, "wp-playground-wordpress-builds-0.9.19.tgz"), BUILDS_FILE);
      return false;
    } catch (error) {
      return `not there: npm pack ${BUILDS} (${String(error.stderr || error.message)
        .trim()
        .split("\n")
        .at(-1)})`;
    } finally {
      await rm(part, { recursive: true });
    }
  }
}

/** What the package needs of others, which it links to. */
const LINKED = [
  "libjs-cropper",
  "libjs-jquery-ui",
  "libjs-lodash",
  "libjs-underscore",
  "libphp-phpmailer",
  "php-getid3",
];
const release = (suite) => join(CACHE, `debian-${suite}`);

/** Fetches the WordPress of another release of Debian; returns why that is not possible, or nothing. */
export async function releaseMissing(suite) {
  await mkdir(release(suite), { recursive: true });
  return fetched(suite, ["wordpress", "wordpress-theme-twentytwentyfive", ...LINKED], release(suite));
}

/** A copy of the WordPress of a release of Debian, of this machine's if there is none, with a MariaDB of its own. */
const debian = (suite) => async (folder) => {
  const source = join(suite ? join(release(suite), "root") : "/", "usr/share/wordpress");
  await run("cp", ["--recursive", "--dereference", source, join(folder, "site")]);
  if (suite) {
    const classic = "wp-content/themes/twentytwentyone";
    await cp(`/usr/share/wordpress/${classic}`, join(folder, "site", classic), { recursive: true, dereference: true });
  }
  const data = join(folder, "data");
  const socket = join(folder, "socket");
  await run("mariadb-install-db", [
    "--no-defaults",
    `--datadir=${data}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
  ]);
  const database = await started(
    "/usr/sbin/mariadbd",
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${folder}/pid`,
      "--skip-networking",
      "--user=root",
    ],
    () =>
      run("mariadb", [
        "--no-defaults",
        `--socket=${socket}`,
        "--user=root",
        "--execute=CREATE DATABASE IF NOT EXISTS site",
      ]).then(() => true),
  );
  const settings = `define('DB_NAME', 'site'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');`;
  return { settings, stop: database.stop };
};

/** One of the newer versions, with the SQLite driver that comes with them and a classic theme of Debian's. */
const newer = (version) => async (folder) => {
  const parts = [
    `package/src/wordpress/wp-${version}.zip`,
    `package/public/wp-${version}`,
    "package/src/sqlite-database-integration",
  ];
  await run("tar", ["--extract", `--file=${BUILDS_FILE}`, `--directory=${folder}`, ...parts]);
  const site = join(folder, "site");
  await run("unzip", ["-q", join(folder, `package/src/wordpress/wp-${version}.zip`), "-d", site]);
  // Scripts and styles are beside the archive.
  await cp(join(folder, `package/public/wp-${version}`), site, { recursive: true });
  await rm(join(site, "wp-content/database"), { recursive: true });
  await run("unzip", [
    "-q",
    join(folder, "package/src/sqlite-database-integration/sqlite-database-integration.zip"),
    "-d",
    folder,
  ]);
  const driver = join(site, "wp-content/plugins/sqlite-database-integration");
  await cp(join(folder, "sqlite-database-integration-main"), driver, { recursive: true });
  await cp(join(driver, "db.copy"), join(site, "wp-content/db.php"));
  await cp("/usr/share/wordpress/wp-content/themes/twentytwentyone", join(site, "wp-content/themes/twentytwentyone"), {
    recursive: true,
  });
  // The SQLite driver would install itself as a plugin.
  return { settings: "define('SQLITE_MAIN_FILE', ''); define('DB_NAME', 'site');", stop: async () => {} };
};

/** Each kind of site: its making, and a block theme and a classic one. */
export const SITES = [
  {
    name: "Debian’s WordPress on MariaDB",
    make: debian(),
    themes: { block: "twentytwentythree", classic: "twentytwentyone" },
  },
  {
    name: "WordPress 6.5 on SQLite",
    make: newer("6.5"),
    themes: { block: "twentytwentyfour", classic: "twentytwentyone" },
  },
  {
    name: "WordPress 6.7 (alpha) on SQLite",
    make: newer("nightly"),
    themes: { block: "twentytwentyfour", classic: "twentytwentyone" },
  },
  {
    name: "WordPress 6.8 of Debian’s trixie on MariaDB",
    suite: "trixie",
    make: debian("trixie"),
    themes: { block: "twentytwentyfive", classic: "twentytwentyone" },
  },
  {
    name: "the newest WordPress of Debian’s unstable on MariaDB",
    suite: "sid",
    make: debian("sid"),
    themes: { block: "twentytwentyfive", classic: "twentytwentyone" },
  },
];

/** Makes a site, installs WordPress and starts its server. */
export async function openSite({ make }) {
  const folder = await mkdtemp(join(tmpdir(), "mbc-wordpress-"));
  const { settings, stop } = await make(folder);
  const site = join(folder, "site");
  const log = join(folder, "debug.log");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  await writeFile(
    join(site, "wp-config.php"),
    `<?php
${settings}
define('WP_HOME', '${origin}'); define('WP_SITEURL', '${origin}');
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '${log}'); define('SCRIPT_DEBUG', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('FS_METHOD', 'direct');
foreach (array('AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT') as $key) define($key, $key);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`,
  );
  // No mail is sent.
  await mkdir(join(site, "wp-content/mu-plugins"), { recursive: true });
  await writeFile(
    join(site, "wp-content/mu-plugins/no-mail.php"),
    "<?php add_filter('pre_wp_mail', '__return_true');\n",
  );

  /** Does one action of an administrator; see wordpress.php. */
  const act = async (command, given = {}) => {
    const { stdout } = await run("php", [here("wordpress.php"), site, command, JSON.stringify(given)], {
      maxBuffer: 1e8,
    });
    return JSON.parse(stdout.trim().split("\n").at(-1));
  };
  const about = await act("install");
  const server = await started(
    "php",
    ["-S", `127.0.0.1:${port}`, "-t", site],
    () => fetch(`${origin}/wp-login.php`).then((page) => page.ok),
    {
      env: { ...process.env, PHP_CLI_SERVER_WORKERS: "6" },
    },
  );
  return {
    origin,
    about,
    act,
    /** The lines of PHP's error log, each once, without the time. */
    complaints: async () => {
      const text = await readFile(log, "utf8").catch((error) => (error.code === "ENOENT" ? "" : Promise.reject(error)));
      return new Set(text.split("\n").flatMap((line) => (line.startsWith("[") ? [line.replace(/^\[.*?\] /, "")] : [])));
    },
    close: async () => {
      await server.stop();
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
