// What differs: the sentences whose words are others than in the files that were opened, and the translations whose originals
// are others than when the two were last read together. Asked of the worker after each check.

/** The event `compared` tells that it is another. */
export class Compared extends EventTarget {
  /** @type {{ language: string, path: string, before: string | null }[]} */
  changed = [];
  /** @type {{ language: string, path: string }[]} */
  unread = [];
  #session;
  #rounds = 0;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    super();
    this.#session = session;
    session.addEventListener("survey", () => this.#read());
  }

  async #read() {
    const round = ++this.#rounds;
    const asked = ["changes", "unread"].map((method) => this.#session.ask(method));
    const answers = await Promise.all(asked).catch((error) => {
      // Files that cannot be read together cannot be compared; what was known stays, and the faults are in the list.
      if (error.faults) return undefined;
      throw error;
    });
    if (!answers || round !== this.#rounds) return;
    const [changed, unread] = answers;
    this.changed = changed;
    this.unread = unread;
    this.dispatchEvent(new Event("compared"));
  }

  /** What a sentence said in the opened files: `undefined` if it says the same, `null` if it was not there. */
  before(path, language) {
    return this.changed.find((one) => one.path === path && one.language === language)?.before;
  }

  isUnread(path, language) {
    return this.unread.some((one) => one.path === path && one.language === language);
  }
}
