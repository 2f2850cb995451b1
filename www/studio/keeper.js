// Keeps what is edited on this computer, after each change, and brings it back; see `database.js`. Everything that opens
// content goes through here, so that no step is kept with the files of another project.
//
// An event `change` tells that `keeping` or the project is another one.

import { Taken, claim, list, read, remove, write } from "./database.js";

/** Another tab gets so long to write its last words before it loses the project; it may be asleep. */
const HAND_OVER_MS = 2000;

/** Another tab has the project open, so it is not opened here unless somebody wants that. */
export class OpenElsewhere extends Error {}

/** Another tab had the project forgotten. */
export class Forgotten extends Error {}

/** `crypto.randomUUID` is not there on a page without https. */
const randomId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");

const lockOf = (id) => `mbc-studio:${id}`;

export class Keeper extends EventTarget {
  #session;
  #owner = randomId();
  #channel = new BroadcastChannel("mbc-studio");
  /** @type {Promise<void> | undefined} the writing that runs */
  #writing;
  #isDue = false;
  #exchanges = Promise.resolve();
  /** Whether the browser keeps nothing for this page at all. */
  #isUnable = false;
  /** Lets go of the lock of the project. */
  #release = () => {};
  /** How often something was changed. */
  #changes = 0;
  /** @type {Record<string, Uint8Array> | undefined} the files as they were opened, once they were asked for */
  #opened;

  /**
   * What is edited: as it is kept, but for the steps.
   * @type {{ id: string, name: string, kind: "original" | "zip" | "folder", isKept: boolean, isSaved: boolean, folder?: any,
   *   written: Map<string, Uint8Array | undefined> } | undefined}
   */
  project;
  /**
   * `nothing` was changed; everything is `kept`; the disk is `full`; the browser keeps nothing (`failed`); another tab has
   * `taken` the project; somebody had it `forgotten`.
   * @type {"nothing" | "kept" | "full" | "failed" | "taken" | "forgotten"}
   */
  keeping = "nothing";

  constructor(session) {
    super();
    this.#session = session;
    session.addEventListener("state", () => this.#changed());
    this.#channel.addEventListener("message", ({ data }) => {
      if (data.take === this.project?.id) this.#handOver();
    });
    addEventListener("beforeunload", (event) => {
      if (this.isBehind) event.preventDefault();
    });
  }

  /** Whether something would be lost if this page were closed now. */
  get isBehind() {
    const failed = this.keeping === "full" || this.keeping === "failed";
    const isWriting = Boolean(this.#writing) || this.#session.isChanging;
    return this.keeping !== "taken" && (isWriting || (failed && this.isUnsaved));
  }

  /** Whether there are changes that stand in no file or folder. */
  get isUnsaved() {
    const { isSaved, written } = this.project ?? { isSaved: true, written: new Map() };
    return !isSaved && (this.#session.state.differences.length > 0 || written.size > 0);
  }

  /**
   * Opens a zip archive or files as a new project.
   * @param {Blob | Record<string, Uint8Array>} content
   * @param {{ name: string, kind: "original" | "zip" | "folder", folder?: any }} about
   * @returns {Promise<string[]>} what of an archive was left out
   */
  async open(content, about) {
    return this.#exchange(async () => {
      const leftOut = await this.#session.open(content);
      await this.#begin(about);
      return leftOut;
    });
  }

  /**
   * Goes on with a project that is kept.
   * @param {string} id
   * @param {{ takeOver?: boolean }} how whether to take it from another tab
   * @throws {OpenElsewhere}
   */
  async continue(id, { takeOver = false } = {}) {
    let release = await this.#hold(id, { ifAvailable: true });
    // Without locks the other tab hears of it in this way alone.
    if (release) this.#channel.postMessage({ take: id });
    else if (takeOver) release = await this.#takeOver(id);
    else throw new OpenElsewhere();
    await claim(id, this.#owner);
    const { kept, files } = await read(id);
    if (!kept) {
      release();
      throw new Forgotten();
    }
    await this.#exchange(async () => {
      const failed = await this.#session.open(files, kept.history).catch((error) => error);
      if (failed instanceof Error) {
        // A part of the steps is in the page, so it must not be written over the whole that is kept.
        release();
        await this.#begin(kept);
        throw failed;
      }
      this.#release = release;
      const { name, kind, isSaved, folder, written = new Map() } = kept;
      this.project = { id, name, kind, isSaved, folder, written, isKept: true };
      this.#opened = files;
      this.#set("kept");
    });
  }

  /** Opens a copy of a project that another tab has; what is changed in it is kept apart. */
  async look(id) {
    const { kept, files } = await read(id);
    if (!kept) throw new Forgotten();
    await this.#exchange(async () => {
      await this.#session.open(files, kept.history);
      await this.#begin(kept);
    });
  }

  /** Goes on with a copy of what is here, after another tab took the project. */
  async fork() {
    await this.#begin(this.project);
    this.#changed();
    await this.settled();
  }

  /**
   * Everything that is kept but what is edited here, and whether another tab has it open; nothing where the browser keeps
   * nothing.
   */
  async others() {
    const all = await list().catch(() => {
      this.#isUnable = true;
      if (this.keeping === "nothing") this.#set("failed");
      return [];
    });
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    const locks = new Set(held.map(({ name }) => name));
    return all
      .filter(({ id }) => id !== this.project?.id || this.keeping === "taken")
      .map((kept) => ({ ...kept, isElsewhere: locks.has(lockOf(kept.id)) }));
  }

  /** Deletes what is kept. What is in the page stays there, and is kept again when something is changed. */
  async forget(id) {
    await this.settled();
    await remove(id);
    if (id !== this.project?.id) return this.#tell();
    this.project.isKept = false;
    this.#set("forgotten");
  }

  /** What is in the page now; to be given to `saved`, since somebody may type while it is saved. */
  get mark() {
    return this.#changes;
  }

  /**
   * What was in the page at a mark was saved.
   * @param {number} mark
   * @param {Map<string, Uint8Array | undefined>} [written] into the folder
   */
  async saved(mark, written = new Map()) {
    for (const [path, bytes] of written) this.project.written.set(path, bytes);
    this.project.isSaved = mark === this.#changes;
    if (this.project.isKept) await this.#keep();
    this.#tell();
  }

  /** Takes note of what stands in the folder now, because somebody else changed it and the user knows. */
  async know(path, bytes) {
    this.project.written.set(path, bytes);
    if (this.project.isKept) await this.#keep();
  }

  /** Awaits that everything that was typed is written. */
  async settled() {
    await this.#session.idle();
    await this.#writing;
  }

  /** Replaces what is edited, one after the other. If nothing else can be opened, it stays. */
  #exchange(open) {
    const exchange = this.#exchanges.then(() => this.#exchangeNow(open));
    // The next one does not care how this one ended; who asked for it does.
    this.#exchanges = exchange.catch(() => {});
    return exchange;
  }

  async #exchangeNow(open) {
    // Nobody types into what is about to be replaced.
    const main = document.querySelector("main");
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    main.inert = true;
    await this.settled();
    const before = { project: this.project, release: this.#release, opened: this.#opened };
    // The events of opening belong to no project.
    this.project = undefined;
    this.#opened = undefined;
    this.#release = () => {};
    try {
      return await open();
    } finally {
      if (this.project) before.release();
      else {
        this.project = before.project;
        this.#opened = before.opened;
        this.#release = before.release;
      }
      main.inert = false;
      if (document.activeElement === document.body) focused.focus();
      this.#tell();
    }
  }

  /** @param {{ name: string, kind: any, folder?: any, written?: Map<string, Uint8Array | undefined> }} about */
  async #begin({ name, kind, folder, written = new Map() }) {
    const id = randomId();
    this.project = { id, name, kind, folder, isKept: false, isSaved: false, written };
    this.#opened = undefined;
    this.#release = await this.#hold(id, { ifAvailable: true });
    this.#set(this.#isUnable ? "failed" : "nothing");
  }

  #changed() {
    this.#changes++;
    if (!this.project || this.keeping === "taken") return;
    const { undo, redo } = this.#session.state;
    if (!this.project.isKept && undo === null && redo === null) return;
    this.project.isSaved = false;
    this.#keep();
  }

  /** Writes soon: one writing at a time, and what is newest then. */
  #keep() {
    this.#isDue = true;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      this.#tell();
    });
    return this.#writing;
  }

  async #writeAll() {
    while (this.#isDue && this.keeping !== "taken") {
      this.#isDue = false;
      try {
        await this.#write();
        this.project.isKept = true;
        this.#set("kept");
      } catch (error) {
        if (error instanceof Taken) this.#lose();
        else this.#set(error.name === "QuotaExceededError" ? "full" : "failed");
      }
    }
  }

  async #write() {
    const { id, name, kind, isSaved, folder, written } = this.project;
    const history = await this.#session.ask("history");
    this.#opened ??= await this.#session.ask("openedFiles");
    const kept = {
      id,
      owner: this.#owner,
      name,
      kind,
      release: VERSION,
      changed: Date.now(),
      files: this.#session.state.differences.length,
      history,
      isSaved,
      folder,
      written,
    };
    await write(kept, this.#opened);
  }

  /**
   * Holds the lock of a project until what it returns is called.
   * @param {string} id
   * @param {LockOptions} options
   * @returns {Promise<(() => void) | undefined>} nothing if another tab holds it
   */
  #hold(id, options) {
    const { locks } = navigator;
    // Not there on a page without https.
    if (!locks) return Promise.resolve(() => {});
    return new Promise((resolve, reject) => {
      const hold = (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise((release) => resolve(() => release(undefined)));
      };
      // Refused too when another tab steals a lock that is held; then the promise above is long settled.
      locks.request(lockOf(id), options, hold).catch((error) => {
        reject(error);
        if (this.project?.id === id && error.name === "AbortError") this.#lose();
      });
    });
  }

  async #takeOver(id) {
    this.#channel.postMessage({ take: id });
    try {
      return await this.#hold(id, { signal: AbortSignal.timeout(HAND_OVER_MS) });
    } catch {
      // It did not answer. What it writes from now on is refused by the database.
      return this.#hold(id, { steal: true });
    }
  }

  async #handOver() {
    await this.settled();
    this.#lose();
    this.#release();
  }

  #lose() {
    this.#set("taken");
  }

  #set(keeping) {
    if (this.keeping === keeping) return;
    this.keeping = keeping;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {WeakMap<object, Keeper>} */
const keepers = new WeakMap();

/** The keeper of a session. @returns {Keeper} */
export function keeperOf(session) {
  if (!keepers.has(session)) keepers.set(session, new Keeper(session));
  return keepers.get(session);
}
