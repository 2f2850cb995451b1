// Shared by the host tests: Debian packages, free ports, and servers that run as long as a test.

import { execFile, spawn } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
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

/**
 * Fetches packages of another release of Debian into a folder, and unpacks them into its folder `root`; nothing is installed.
 * The mirror is that of the machine; lists and downloads are the folder's own. Returns why that is not possible, or nothing.
 */
export async function fetched(suite, packages, folder) {
  const whole = join(folder, "root");
  if (await exists(whole)) return false;
  const options = { cwd: folder, env: { ...process.env, LC_ALL: "C" }, maxBuffer: 1e8 };
  try {
    const format = ["--format", "$(REPO_URI)"];
    const targets = ["indextargets", "Label: Debian", "Component: main", "Created-By: Packages", ...format];
    const [mirror] = (await run("apt-get", targets)).stdout.split("\n");
    if (!mirror) return `not there: ${suite} of Debian, because the machine has no mirror of Debian`;
    await mkdir(join(folder, "lists/partial"), { recursive: true });
    await mkdir(join(folder, "cache/archives/partial"), { recursive: true });
    const keys = "/usr/share/keyrings/debian-archive-keyring.gpg";
    await writeFile(join(folder, "sources.list"), `deb [target=Packages signed-by=${keys}] ${mirror} ${suite} main\n`);
    const own = [
      ["Dir::Etc::SourceList", "sources.list"],
      ["Dir::State::Lists", "lists"],
      ["Dir::Cache", "cache"],
    ].flatMap(([name, path]) => ["-o", `${name}=${join(folder, path)}`]);
    own.push("-o", "Dir::Etc::SourceParts=/dev/null", "-o", "APT::Sandbox::User=root");
    await run("apt-get", [...own, "update", "--quiet"], options);
    await run("apt-get", [...own, "download", "--quiet", ...packages], options);
    // Under another name until it is whole.
    const part = await mkdtemp(join(folder, "part-"));
    for (const name of await readdir(folder)) {
      if (name.endsWith(".deb")) await run("dpkg-deb", ["--extract", join(folder, name), part]);
    }
    await rename(part, whole);
    return false;
  } catch (error) {
    return `not there: ${packages[0]} of Debian’s ${suite} (${String(error.stderr || error.message)
      .trim()
      .split("\n")
      .at(-1)})`;
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
