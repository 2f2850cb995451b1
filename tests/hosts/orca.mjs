// Starts Orca, a screen reader, with a browser on a display of its own, presses keys, and reads what Orca says.
//
// Everything that is started has its own process group, bus, display and home, and ends with `stop()`. Nothing waits for
// a fixed time: each part says when it is there, and what Orca says comes through a pipe (orca-customizations.py).

import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { run } from "./machine.mjs";

/** Debian packages, each with a file by which it is known. */
export const PACKAGES = {
  orca: "/usr/bin/orca",
  "gir1.2-wnck-3.0": "/usr/share/doc/gir1.2-wnck-3.0/copyright",
  "at-spi2-core": "/usr/libexec/at-spi-bus-launcher",
  "dbus-daemon": "/usr/bin/dbus-daemon",
  "dbus-bin": "/usr/bin/dbus-send",
  xvfb: "/usr/bin/Xvfb",
  openbox: "/usr/bin/openbox",
  xdotool: "/usr/bin/xdotool",
};

/** Browsers, each with its packages and its command for a page in a window, with a fresh profile. */
export const BROWSERS = {
  firefox: {
    packages: { "firefox-esr": "/usr/bin/firefox-esr" },
    command: async (home, url) => {
      const preferences = {
        // -1: tell assistive technology about the page also where Firefox thinks that nobody asked.
        "accessibility.force_disabled": -1,
        "browser.aboutwelcome.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "app.normandy.enabled": false,
        "app.update.enabled": false,
        "browser.startup.homepage_override.mstone": "ignore",
        // A page that waits for a new tab is loaded too, and Orca says so.
        "browser.newtab.preload": false,
        "browser.tabs.warnOnClose": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
      };
      await writeFile(
        join(home, "profile/user.js"),
        Object.entries(preferences)
          .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
          .join(""),
      );
      return ["/usr/bin/firefox-esr", "--no-remote", "--profile", join(home, "profile"), "--kiosk", url];
    },
  },
  chromium: {
    packages: { chromium: process.env.CHROME ?? "/usr/bin/chromium" },
    command: async (home, url) => [
      process.env.CHROME ?? "/usr/bin/chromium",
      "--no-sandbox",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--password-store=basic",
      "--force-renderer-accessibility",
      `--user-data-dir=${join(home, "profile")}`,
      "--kiosk",
      url,
    ],
  },
};

/** How long anything may take on a busy machine, in milliseconds. */
const PATIENCE = 180_000;

/**
 * How long nothing is said when Orca has said everything, in milliseconds. Nothing tells that no more will come: Orca
 * speaks whenever the browser reports something. So a test says what it expects, and this counts when that was heard.
 */
const QUIET = 1_000;

/** Processes that are running; their groups end with the test, also when it is interrupted (see machine.mjs). */
const running = new Set();
process.on("exit", () => running.forEach((child) => signal(child, "SIGKILL")));

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Starts a process in a group of its own, and waits for a line of its output that `isReady`. */
async function begin(command, args, { isReady, ...options }) {
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], ...options });
  running.add(child);
  let output = "";
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, name) => resolve(`ended with ${code ?? name}`));
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const stop = async () => {
    // Nothing of it is kept. Orca takes longer than five seconds to end by SIGTERM.
    signal(child, "SIGKILL");
    await ended;
    running.delete(child);
  };
  const line = isReady && (await waitFor(child.stdout, () => output.split("\n").slice(0, -1).find(isReady), ended));
  if (isReady && !line) {
    await stop();
    throw new Error(`${command} ${await Promise.race([ended, "does not answer"])}: ${output}`);
  }
  return { child, line, stop, ended, output: () => output };
}

/** What `found` returns after one of the events of `stream`, as soon as that is something. */
function waitFor(stream, found, ended, patience = PATIENCE) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, patience);
    function done(value) {
      clearTimeout(timer);
      stream.off("data", look);
      resolve(value);
    }
    function look() {
      const value = found();
      if (value) done(value);
    }
    stream.on("data", look);
    ended.then(() => done(found()));
    look();
  });
}

/**
 * Opens a page in a browser with Orca, in that language. `pace` is how long Orca reads at a sentence of a page, in
 * milliseconds. Returns
 *
 * - `press(keys)`: presses a key, or several one after another, as xdotool names them,
 * - `click(x, y)`: presses the mouse there, in pixels of the window,
 * - `mark(at)`: forgets what was heard before that, or all, as each key does,
 * - `listen(isExpected, unexpected)`: resolves to what was heard since the last key, when `isExpected(heard)` and nothing
 *   more comes, or when nothing has come for `unexpected` milliseconds,
 * - `heard`: everything that was said,
 * - `until(found)`: resolves to what `found(heard)` returns as soon as that is something,
 * - `stop()`.
 */
export async function listenTo(url, { browser = "firefox", language = "en", pace = 0 } = {}) {
  const home = await mkdtemp(join(tmpdir(), "mbc-orca-"));
  const parts = [];
  const stop = async () => {
    for (const part of parts.reverse()) await part.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    return await open();
  } catch (error) {
    await stop();
    throw error;
  }

  async function open() {
    const settings = join(home, ".local/share/orca");
    for (const folder of [settings, join(home, "run"), join(home, "profile")])
      await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(
      fileURLToPath(new URL("orca-customizations.py", import.meta.url)),
      join(settings, "orca-customizations.py"),
    );
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: join(home, "run"),
      LANG: "C.UTF-8",
      LANGUAGE: language,
      MOZ_ENABLE_WAYLAND: "0",
      MBC_PACE: String(pace),
    };
    const part = async (command, args, options = {}) => {
      const begun = await begin(command, args, { env, cwd: home, ...options });
      parts.push(begun);
      return begun;
    };
    const display = await part(
      "/usr/bin/Xvfb",
      ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
      { isReady: (line) => /^\d+$/.test(line) },
    );
    env.DISPLAY = `:${display.line}`;
    const bus = await part("/usr/bin/dbus-daemon", ["--session", "--nofork", "--print-address"], {
      isReady: (line) => line.startsWith("unix:"),
    });
    env.DBUS_SESSION_BUS_ADDRESS = bus.line;
    // Without a window manager Firefox gets no focus.
    await part("/usr/bin/openbox", ["--startup", "echo there"], { isReady: (line) => line === "there" });
    // Starts the bus of assistive technology and says that somebody listens.
    for (const name of ["IsEnabled", "ScreenReaderEnabled"])
      await run(
        "/usr/bin/dbus-send",
        [
          ...["--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus"],
          ...[
            "org.freedesktop.DBus.Properties.Set",
            "string:org.a11y.Status",
            `string:${name}`,
            "variant:boolean:true",
          ],
        ],
        { env },
      );

    const heard = [];
    let last = Date.now();
    const orca = await part("/usr/bin/python3", ["/usr/bin/orca"], {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const voice = orca.child.stdio[3];
    let rest = "";
    voice.setEncoding("utf8").on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      for (const line of lines) heard.push(JSON.parse(line));
      last = Date.now();
    });
    const until = async (found, what) => {
      const value = await waitFor(voice, () => found(heard), orca.ended);
      if (!value) {
        const said = heard.slice(-20).map((one) => JSON.stringify(one));
        throw new Error(`${what} was not heard; at the end:\n${said.join("\n")}\n${orca.output()}`);
      }
      return value;
    };
    await until((all) => all[0], "the greeting of Orca");
    heard.length = 0;

    const [command, ...args] = await BROWSERS[browser].command(home, url);
    await part(command, args);

    const input = (...args) => run("/usr/bin/xdotool", args, { env });
    // Orca begins to read a page when it has loaded.
    let from = 0;
    return {
      heard,
      until,
      stop,
      mark: (at = heard.length) => void (from = at),
      press: async (...keys) => {
        from = heard.length;
        for (const key of keys) await input("key", "--clearmodifiers", key);
      },
      click: async (x, y) => {
        from = heard.length;
        await input("mousemove", String(x), String(y), "click", "1");
      },
      listen: async (isExpected, unexpected) => {
        const start = Date.now();
        for (;;) {
          const said = heard.slice(from);
          const quiet = Date.now() - Math.max(last, start);
          if (quiet >= QUIET && (isExpected(said) || quiet >= unexpected)) return said;
          await pause(100);
        }
      },
    };
  }
}
