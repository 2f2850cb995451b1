// Reads a page, and the files of the guide that it names: with a limit of time and of size, without cookies, without saying
// which page asks. What a browser does not let a page read is told from what is not there.

import { allowsFetch, parsePolicies } from "./policy.js";
import { isUsable, partsOf } from "./findings.js";

/** @typedef {import("./findings.js").File} File */

const TIME_LIMIT_MS = 10_000;
const SIZE_LIMIT_BYTES = 5_000_000;

/** How everything is asked for. @type {RequestInit} */
const QUIETLY = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-cache" };

/**
 * What came: `outcome` is `ok`, or why nothing did.
 * @param {URL} url
 * @returns {Promise<File & { bytes?: Uint8Array, isCut?: boolean, isRedirected?: boolean }>}
 */
async function read(url) {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const { ok, status, headers, body, redirected, url: last } = await fetch(url, { ...QUIETLY, signal });
    const answer = { url: new URL(last), status, headers, isRedirected: redirected };
    if (!ok) {
      await body?.cancel();
      return { ...answer, outcome: "http" };
    }
    return { ...answer, outcome: "ok", ...(await beginning(body)) };
  } catch (error) {
    // A browser gives one error for all that keeps it from reading; a limit of time it tells apart.
    if (!(error instanceof TypeError || error.name === "TimeoutError")) throw error;
    return { url, outcome: signal.aborted ? "timeout" : "network" };
  }
}

/** The bytes of an answer up to the limit. @param {ReadableStream<Uint8Array> | null} body */
async function beginning(body) {
  const parts = [];
  let size = 0;
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value.subarray(0, SIZE_LIMIT_BYTES - size));
    size += parts.at(-1).length;
    if (size < SIZE_LIMIT_BYTES) continue;
    await reader.cancel();
    return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), isCut: true };
  }
  return { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), isCut: false };
}

/**
 * @typedef {object} Page a page of this site, or why it cannot be read
 * @property {"other-site" | "leaves-site" | "network" | "timeout" | "closed" | "http" | "no-page"} [problem]
 * @property {number} [status]
 * @property {string} [type]
 * @property {string} [source]
 * @property {URL} [address]
 * @property {Headers} [headers]
 * @property {boolean} [isCut]
 * @property {URL} [redirectedTo]
 */

/**
 * @param {URL} url
 * @returns {Promise<Page>}
 */
export async function readPage(url) {
  if (url.origin !== location.origin) return { problem: "other-site" };
  const answer = await read(url);
  const { outcome, status, headers } = answer;
  if (outcome === "network") {
    // Where a page sends visitors to another site, a browser says so only if it is not to follow.
    const first = await fetch(url, { ...QUIETLY, redirect: "manual" }).catch(() => undefined);
    return { problem: first?.type === "opaqueredirect" ? "leaves-site" : "network" };
  }
  if (outcome === "http") return { problem: status === 401 || status === 403 ? "closed" : "http", status };
  if (outcome !== "ok") return { problem: "timeout" };
  const type = headers.get("content-type") ?? "";
  if (!/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) return { problem: "no-page", type: type || "–" };
  return {
    source: decode(answer.bytes, type),
    address: answer.url,
    headers,
    isCut: answer.isCut,
    redirectedTo: answer.isRedirected ? answer.url : undefined,
  };
}

/** The text of a page, by the encoding that its header or its beginning names. */
function decode(bytes, type) {
  const named = /charset=["']?([\w-]+)/i;
  const begin = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const [, label] = named.exec(type) ?? named.exec(begin) ?? [];
  try {
    return new TextDecoder(label ?? "utf-8").decode(bytes);
  } catch {
    // A label that no browser knows.
    return new TextDecoder().decode(bytes);
  }
}

/**
 * The files of the guide that the page names, and those that they load.
 * @param {import("./survey.js").Survey} survey
 * @returns {Promise<Map<string, File>>} by address
 */
export async function readFiles(survey) {
  /** @type {Map<string, File>} */
  const files = new Map();
  const policy = policyOfThisPage();
  const readAll = async (urls) => {
    const wanted = urls.filter((url) => isUsable(url) && !files.has(url.href));
    await Promise.all(
      [...new Map(wanted.map((url) => [url.href, url])).values()].map(async (url) => {
        files.set(url.href, (await isAllowed(url, policy)) ? await readFile(url) : { url, outcome: "unread" });
      }),
    );
  };
  const own = survey.frames.filter(({ url }) => url?.origin === location.origin);
  await readAll([...survey.scripts.filter(({ kind }) => kind !== "wrong"), ...own].map(({ url }) => url));
  // An entry names the engine and the words; `define` first names the class, which does.
  const readParts = () => {
    const read = [...files.values()].filter(({ outcome }) => outcome === "ok");
    return readAll(read.flatMap((file) => partsOf(survey, file)).map(({ url }) => url));
  };
  await readParts();
  await readParts();
  return files;
}

/** A fetch that the policy of this page refuses would say nothing about the file. */
async function isAllowed(url, policy) {
  if (url.origin === location.origin) return true;
  return (await policy).every((one) => allowsFetch(one, url, new URL(location.href)));
}

async function policyOfThisPage() {
  const { headers } = await read(new URL(location.href));
  return parsePolicies(headers?.get("content-security-policy") ?? "");
}

/** @param {URL} url @returns {Promise<File>} */
async function readFile(url) {
  const { bytes, isCut, ...answer } = await read(url);
  if (answer.outcome !== "ok") return answer;
  if (isCut) return { ...answer, outcome: "large" };
  const isScript = /\.js$/.test(answer.url.pathname) || /\.js$/.test(url.pathname);
  return { ...answer, hashes: await hashesOf(bytes), text: isScript ? new TextDecoder().decode(bytes) : undefined };
}

/** None where the check was opened by http: a browser hashes only in a secure context. */
async function hashesOf(bytes) {
  if (!crypto.subtle) return undefined;
  const algorithms = ["SHA-256", "SHA-384", "SHA-512"];
  const digests = await Promise.all(algorithms.map((name) => crypto.subtle.digest(name, bytes)));
  const base64 = (digest) => btoa(String.fromCharCode(...new Uint8Array(digest)));
  return Object.fromEntries(algorithms.map((name, at) => [name.toLowerCase().replace("-", ""), base64(digests[at])]));
}
