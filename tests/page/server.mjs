// A server for the page tests: files of a folder with the types a good host sends, and faults on demand.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves folders by the first part of the path: `{ dist: "/path/to/dist" }` answers `/dist/a.js`.
 * `pages` are HTML texts by path. `fault(path)` may return `{ status }`, `{ body }`, `{ headers }`, `{ hang: true }`,
 * `{ until }` (a promise to wait for) or nothing.
 */
export async function serve({ folders, pages = {}, fault = () => undefined }) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (path === "/favicon.ico") return response.writeHead(204).end();
    const wrong = fault(path) ?? {};
    if (wrong.hang) return;
    await wrong.until;
    try {
      const [, folder, ...rest] = normalize(path).split("/");
      const body = wrong.body ?? pages[path] ?? (await readFile(join(folders[folder] ?? "/nowhere", ...rest)));
      const type = TYPES[extname(path)] ?? (pages[path] ? TYPES[".html"] : "application/octet-stream");
      response.writeHead(wrong.status ?? 200, {
        "content-type": type,
        "access-control-allow-origin": "*",
        ...wrong.headers,
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("no such file");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
