// Shared by the host tests: Debian packages, free ports, and servers that run as long as a test.

import { execFile, spawn } from "node:child_process";
import { access, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

export const run = promisify(execFile);

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Installs Debian packages of which a file is missing, where that is allowed. Returns why that is not possible, or nothing:
 * the form that `skip` of node:test takes.
 */
export async function missing(packages) {
  const wanted = [];
  for (const [name, file] of Object.entries(packages)) if (!(await exists(file))) wanted.push(name);
  if (!wanted.length) return false;
  const reason = `not there: ${wanted.join(" ")}; run: apt-get install --no-install-recommends ${wanted.join(" ")}`;
  if (process.getuid() !== 0 || !(await exists("/usr/bin/apt-get"))) return reason;
  // Packages start their servers when they are installed, unless this file says no.
  const policy = "/usr/sbin/policy-rc.d";
  const ours = !(await exists(policy));
  if (ours) await writeFile(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, maxBuffer: 1e8 };
  try {
    await run("apt-get", ["update", "--quiet"], options);
    await run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...wanted], options);
    return false;
  } catch (error) {
    return `${reason} (${String(error.stderr || error.message)
      .trim()
      .split("\n")
      .at(-1)})`;
  } finally {
    if (ours) await rm(policy);
  }
}

/** A port that nobody uses at the moment. */
export async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Process groups that are running; they end with the test, also when it is interrupted. */
const running = new Set();
const end = (group) => {
  running.delete(group);
  process.kill(-group, "SIGTERM");
};
process.on("exit", () => running.forEach(end));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/**
 * Starts a server, waits until `answers()` is true, and returns `output()` and `stop()`. Fails with its output if it ends
 * before.
 */
export async function started(command, args, answers, options = {}) {
  // A group of its own, so that its workers end with it.
  const child = spawn(command, args, { detached: true, stdio: ["ignore", "pipe", "pipe"], ...options });
  if (child.pid) running.add(child.pid);
  let output = "";
  let ended;
  const over = new Promise((resolve) => {
    child.on("error", (error) => resolve((ended = error.message)));
    child.on("exit", (code, signal) => {
      running.delete(child.pid);
      resolve((ended = `ended with ${code ?? signal}`));
    });
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const stop = async () => {
    if (!ended) end(child.pid);
    await over;
  };
  for (let tries = 0; !(await answers().catch(() => false)); tries += 1) {
    if (ended || tries > 600) {
      await stop();
      throw new Error(`${command} ${ended ?? "does not answer"}: ${output}`);
    }
    await Promise.race([over, pause(100)]);
  }
  return { output: () => output, stop };
}
