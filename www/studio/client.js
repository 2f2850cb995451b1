// Calls the worker of the studio and awaits its answers.

/** What the worker refused: `message` and `help` for people, or the `faults` for which the files cannot be read. */
export class Refused extends Error {
  /** @param {{ message?: string, help?: string, faults?: object[] }} error */
  constructor({ message, help, faults }) {
    super(message ?? "");
    this.help = help ?? "";
    this.faults = faults;
  }
}

/** @returns {(method: string, ...args: any[]) => Promise<any>} */
export function connect() {
  const worker = new Worker(new URL("./studio-worker.js", import.meta.url), { type: "module" });
  /** @type {Map<number, { resolve: (value: any) => void, reject: (reason: any) => void }>} */
  const waiting = new Map();
  let next = 0;
  worker.addEventListener("message", ({ data: { id, value, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Refused(error));
    else resolve(value);
  });
  // The script of the worker did not come, or a panic ended it: nothing that waits will be answered.
  worker.addEventListener("error", (event) => {
    const reason = new Refused({ message: event.message || "the worker of this page did not start" });
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  });
  return (method, ...args) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      worker.postMessage({ id: next++, method, args });
    });
}
