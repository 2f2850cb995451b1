// The browsers of the matrix, by WebDriver: one way to drive Chromium, Firefox ESR and WebKitGTK.
// Each driver is started here, on a port of its own, and ended with its browser.

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { Browser, Builder, Capabilities } from "selenium-webdriver";

/** For each browser: its driver, other packages it needs, arguments of the driver, and capabilities of the session. */
const BROWSERS = {
  chromium: {
    needs: [process.env.CHROMEDRIVER ?? "chromedriver"],
    arguments: (port) => [`--port=${port}`],
    capabilities: ({ flags = [], scripts = true }) => ({
      browserName: Browser.CHROME,
      "goog:chromeOptions": {
        binary: process.env.CHROME,
        args: [
          "--headless=new",
          "--no-sandbox",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          ...flags,
        ],
        prefs: scripts ? {} : { "profile.managed_default_content_settings.javascript": 2 },
      },
    }),
  },
  firefox: {
    needs: ["geckodriver", "firefox-esr"],
    arguments: (port) => ["--port", String(port), "--websocket-port", "0", "--binary", find("firefox-esr")],
    capabilities: ({ scripts = true, wasm = true }) => ({
      browserName: Browser.FIREFOX,
      "moz:firefoxOptions": {
        args: ["-headless"],
        prefs: { "javascript.enabled": scripts, "javascript.options.wasm": wasm },
      },
    }),
  },
  webkit: {
    needs: ["WebKitWebDriver", "Xvfb"],
    arguments: (port) => [`--port=${port}`],
    capabilities: () => ({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] },
    }),
  },
};

function find(program) {
  for (const folder of ["", ...process.env.PATH.split(delimiter)]) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder.
    }
  }
}

function miniBrowser() {
  return ["x86_64", "aarch64"]
    .map((machine) => find(`/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`))
    .find(Boolean);
}

/** What has to be installed before the browser can be driven, or nothing. */
export function missing(name) {
  const { needs } = BROWSERS[name];
  return needs.filter((program) => !find(program)).join(" ");
}

async function freePort() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** A browser of that name: `{ driver, close }`. `options`: `flags`, `scripts` (off), `wasm` (off). */
export async function launch(name, options = {}) {
  const { needs, arguments: of, capabilities } = BROWSERS[name];
  const children = [];
  const environment = { ...process.env };
  if (name === "webkit") {
    // Xvfb prints the number of the display when it is ready.
    const display = spawn(find("Xvfb"), ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    children.push(display);
    environment.DISPLAY = `:${String(await new Promise((resolve) => display.stdout.once("data", resolve))).trim()}`;
  }
  const port = await freePort();
  const server = spawn(find(needs[0]), of(port), { env: environment, stdio: "ignore" });
  children.push(server);
  const address = `http://127.0.0.1:${port}`;
  const ended = () => server.exitCode !== null;
  while (
    !(await fetch(`${address}/status`).then(
      () => true,
      () => false,
    ))
  ) {
    if (ended()) throw new Error(`${needs[0]} ended with ${server.exitCode}`);
  }
  const driver = await new Builder()
    .usingServer(address)
    .withCapabilities(new Capabilities(capabilities(options)))
    .build();
  await driver.manage().setTimeouts({ script: 120_000, pageLoad: 120_000 });
  return {
    driver,
    close: async () => {
      await driver.quit();
      for (const child of children.reverse()) child.kill();
    },
  };
}
