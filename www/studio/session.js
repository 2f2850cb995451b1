// What is edited: asks the worker for every change, checks after a pause, and tells the page with events.
//
// `outline`: the sentences, records and keys are others. `text`: the words of one sentence are others (`detail` is its
// language and path). `glance`: the first part of the check is done, so that the words can be shown, and the faults of the
// file that was changed. `survey`: the check is done. `state`: what can be undone, and which files differ. `broken`: the
// files cannot be read as they are (`faults`), so the outline is that of before.

import { connect } from "./client.js";
import { today } from "./wording.js";

/** A check waits for this pause in typing. */
const PAUSE_MS = 200;

export class Session extends EventTarget {
  #call = connect();
  #timer = 0;
  #checks = 0;
  /** The file whose faults are looked for first. */
  #changed = "";

  /** @type {any} what can be edited; see `Outline` in compiler/src/outline.rs */
  outline;
  /** @type {Record<string, Uint8Array> | undefined} by language, the words as the guide shows them: the last that could be read */
  packs;
  /**
   * What a build would say of the file that was changed last, and whether the files can be read together.
   * @type {{ path: string, faults: any[], isReadable: boolean } | undefined}
   */
  glance;
  /** @type {any} what a build would say; see `Survey` in compiler/src/survey.rs */
  survey;
  /** @type {{ undo: string | null, redo: string | null, differences: [string, string][] }} */
  state = { undo: null, redo: null, differences: [] };
  /** @type {object[] | undefined} why the files cannot be read as they are */
  faults;
  /** Whether a check is due or running. */
  isChecking = false;
  /** Changes that the worker has not answered, or that wait to be handed on. @type {Set<Promise<any>>} */
  #pending = new Set();

  /** Asks the worker for something that changes nothing; the methods are those of studio/src/door.rs. */
  ask(method, ...args) {
    return this.#call(method, ...args);
  }

  /**
   * Opens a zip archive (a `Blob`), or files (`{ path: Uint8Array }`). What was edited before is gone.
   * @param {Blob | Record<string, Uint8Array>} content
   * @param {{ done: object[], undone: object[] }} [history] steps that were kept
   * @returns {Promise<string[]>} what stands outside of the content in the archive
   */
  async open(content, history) {
    const leftOut = await this.#call(content instanceof Blob ? "open" : "openFiles", content);
    // Those of other files must not be edited.
    this.outline = this.survey = this.packs = this.glance = undefined;
    const failed = history && (await this.#call("restore", history).catch((error) => error));
    await this.#readState();
    await this.#refresh({ whole: true });
    if (failed) throw failed;
    return leftOut;
  }

  /** Puts other words at a path; typing into one field is one step. */
  async setText(language, { file, path }, words) {
    const changed = await this.#edit("setText", language, file, path, words, true);
    if (!changed) return;
    const sentence = this.outline.sentences.find((sentence) => sentence.path === path);
    if (sentence) sentence.texts[language] = words;
    this.dispatchEvent(new CustomEvent("text", { detail: { language, path } }));
    this.#changed = `content/${language}/${file}`;
    await this.#refresh({});
  }

  /**
   * Changes more than words: `setKey`, `setRootKey`, `insert`, `remove`, `moveUp`, `setFile`, `setFiles`, `accept`, `sign`.
   * @returns {Promise<boolean>} whether anything changed
   */
  async change(method, ...args) {
    const changed = await this.#edit(method, ...args);
    if (changed) await this.#refresh({ whole: true });
    return changed;
  }

  /** What was typed until now is handed on first, or it would be done after it was undone. */
  async undo() {
    await this.idle();
    if (await this.#edit("undo")) await this.#refresh({ whole: true });
  }

  async redo() {
    await this.idle();
    if (await this.#edit("redo")) await this.#refresh({ whole: true });
  }

  #edit(method, ...args) {
    const edit = async () => {
      const changed = await this.#call(method, ...args);
      if (changed) await this.#readState();
      return changed;
    };
    return this.expect(edit());
  }

  /** Whether something that was typed is not yet in `state`. */
  get isChanging() {
    return this.#pending.size > 0;
  }

  /** Counts a change as on its way until it is settled. @template T @param {Promise<T>} change */
  expect(change) {
    this.#pending.add(change);
    const settled = () => this.#pending.delete(change);
    change.then(settled, settled);
    return change;
  }

  /** Awaits that nothing is on its way; how it ends is told to those who asked for it. */
  async idle() {
    while (this.#pending.size) await Promise.allSettled(this.#pending);
  }

  /** Checks now, without the pause. */
  async check() {
    clearTimeout(this.#timer);
    const number = ++this.#checks;
    this.isChecking = true;
    const path = this.#changed;
    const { packs, faults } = await this.#call("glance", path);
    // Another check began meanwhile.
    if (number !== this.#checks) return;
    this.glance = { path, faults, isReadable: Object.keys(packs).length > 0 };
    if (this.glance.isReadable) this.packs = packs;
    this.dispatchEvent(new Event("glance"));
    const survey = await this.#call("survey", today());
    if (number !== this.#checks) return;
    this.isChecking = false;
    this.survey = survey;
    this.dispatchEvent(new Event("survey"));
  }

  async #readState() {
    this.state = await this.#call("state");
    this.dispatchEvent(new Event("state"));
  }

  /** @param {{ whole?: boolean }} what whether more than the words of a sentence changed */
  async #refresh({ whole }) {
    if (whole) {
      try {
        this.outline = await this.#call("outline");
        this.faults = undefined;
        this.dispatchEvent(new Event("outline"));
      } catch (error) {
        if (!error.faults) throw error;
        this.faults = error.faults;
        this.dispatchEvent(new CustomEvent("broken", { detail: error.faults }));
      }
      await this.check();
      return;
    }
    this.isChecking = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), PAUSE_MS);
  }
}
